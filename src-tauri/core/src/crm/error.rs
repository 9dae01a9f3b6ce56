//! What the server's answer, or its silence, means, and what to do next.
//!
//! The table in [`CrmError::next`] is the normative one (sync-and-security 3.4). Texts are the server's own words about a
//! request of this person, cut short; never a token, a URL or a body.

use super::json::Malformed;
use super::transport::{Response, TransportError};
use crate::code::Code;
use serde_json::Value;
use std::time::Duration;

/// Why a request did not give what was asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CrmError {
    /// No way to the server: not one byte of the request left.
    #[error("The server can't be reached: {0}.")]
    Unreachable(String),
    /// The server's certificate does not verify: not one byte of the request left.
    #[error("The server's certificate could not be verified: {0}.")]
    Certificate(String),
    /// The connection broke, or nothing came in time: the server may have done it.
    #[error("The connection to the server broke: {0}.")]
    Broken(String),
    /// A web page instead of an answer: a captive portal, or a proxy's sign-in page.
    #[error("A web page came instead of the server's answer.")]
    CaptivePortal,
    /// The server points elsewhere. Never followed: it would carry the token along.
    #[error("The server points to another address (answer {0}).")]
    Redirect(u16),
    /// What answers is not a CRM that Satchel knows.
    #[error("What answers at this address is not a CRM that Satchel knows.")]
    NotACrm,
    /// A Django-CRM that is older than Satchel knows.
    #[error(
        "This CRM is too old: Satchel works with Django-CRM from October 2023 on (version 0.10 and newer)."
    )]
    TooOld,
    /// The token is not, or no longer, accepted.
    #[error("The server asks you to sign in again.")]
    SignIn,
    /// This person may not do that.
    #[error("The server does not allow it: {0}")]
    Denied(String),
    /// It is not there.
    #[error("The server does not have it.")]
    Gone,
    /// The server said no, in these words.
    #[error("The server refused it: {0}")]
    Rejected(String),
    /// The server does not take a request of this size or kind; it did not even look at it.
    #[error("The server refused it: {0}")]
    Unfit(String),
    /// The answer is larger than was wanted: this large at least. Nothing of it was kept.
    #[error("The file is larger than your limit.")]
    TooLarge(u64),
    /// The server asks for patience.
    #[error("The server is busy.")]
    Busy(Option<Duration>),
    /// The server failed.
    #[error("The server failed (error {0}).")]
    Failed(u16),
    /// JSON, but not what was asked for, or cut off.
    #[error("The server's answer could not be understood ({0}).")]
    Malformed(String),
}

/// What a request does on the server: it decides what a lost answer means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Effect {
    /// Nothing.
    Read,
    /// Something that can be done again, after reading again: a PATCH, a DELETE.
    Repeatable,
    /// Adds something each time: a comment, a file.
    Append,
    /// Makes a case: even a 400 may have made it (server-contract 3.3).
    Create,
}

/// What to do next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Next {
    /// Nothing happened, or it does no harm twice: try again, not before the time given.
    Retry(Option<Duration>),
    /// It may have happened: find out before anything is sent again.
    Verify,
    /// Ask the person to sign in; touch nothing.
    SignIn,
    /// Ask the person.
    Hold,
    /// What it was for is not there.
    Gone,
}

impl CrmError {
    /// What to do next after a request with this effect.
    #[must_use]
    pub fn next(&self, effect: Effect) -> Next {
        let adds = matches!(effect, Effect::Append | Effect::Create);
        match self {
            CrmError::Unreachable(_) | CrmError::Certificate(_) => Next::Retry(None),
            CrmError::SignIn => Next::SignIn,
            CrmError::Denied(_) => Next::Hold,
            CrmError::Gone => Next::Gone,
            CrmError::Rejected(_) if effect == Effect::Create => Next::Verify,
            CrmError::Rejected(_) | CrmError::Unfit(_) | CrmError::TooLarge(_) => Next::Hold,
            _ if adds => Next::Verify,
            CrmError::Busy(after) => Next::Retry(*after),
            _ => Next::Retry(None),
        }
    }

    /// Is there no way to the server now?
    #[must_use]
    pub fn is_offline(&self) -> bool {
        matches!(
            self,
            CrmError::Unreachable(_) | CrmError::Broken(_) | CrmError::CaptivePortal
        )
    }

    /// May the server have done what it was asked, although it did not say so?
    #[must_use]
    pub fn may_have_arrived(&self) -> bool {
        matches!(
            self,
            CrmError::Broken(_)
                | CrmError::CaptivePortal
                | CrmError::Redirect(_)
                // "Busy" may be a proxy's word for a server that did it and took too long to say so.
                | CrmError::Busy(_)
                | CrmError::Failed(_)
                | CrmError::Malformed(_)
        )
    }

    /// What a caller acts on.
    #[must_use]
    pub fn code(&self) -> Code {
        match self {
            CrmError::Unreachable(_) | CrmError::Broken(_) => Code::Offline,
            CrmError::Certificate(_) => Code::Certificate,
            CrmError::CaptivePortal => Code::CaptivePortal,
            CrmError::Redirect(_) | CrmError::NotACrm | CrmError::TooOld => Code::NotACrm,
            CrmError::SignIn => Code::SignIn,
            CrmError::Denied(_) => Code::Denied,
            CrmError::Gone => Code::NotFound,
            CrmError::Rejected(_)
            | CrmError::Unfit(_)
            | CrmError::TooLarge(_)
            | CrmError::Busy(_)
            | CrmError::Failed(_)
            | CrmError::Malformed(_) => Code::Refused,
        }
    }
}

impl From<TransportError> for CrmError {
    fn from(error: TransportError) -> CrmError {
        match error {
            TransportError::Unreachable(why) => CrmError::Unreachable(why),
            TransportError::Certificate(why) => CrmError::Certificate(why),
            TransportError::Broken(why) => CrmError::Broken(why),
            TransportError::TooLarge(size) => CrmError::TooLarge(size),
        }
    }
}

impl From<Malformed> for CrmError {
    fn from(error: Malformed) -> CrmError {
        CrmError::Malformed(error.to_string())
    }
}

/// The answer's JSON, or what it means that there is none. Judged by the status; `"error"` in a body is ignored
/// (success carries it, too).
pub(super) fn read(response: &Response) -> Result<Value, CrmError> {
    let json = || super::body::strict(&response.body);
    let is_html = response.is_html();
    match response.status {
        204 | 205 => Ok(Value::Null),
        200..=299 if is_html => Err(CrmError::CaptivePortal),
        200..=299 => super::body::whole(&response.body)
            .ok_or_else(|| CrmError::Malformed("not JSON, or cut off".to_owned())),
        300..=399 => Err(CrmError::Redirect(response.status)),
        401 => Err(CrmError::SignIn),
        403 if is_html => Err(CrmError::SignIn),
        403 => Err(forbidden(json().as_ref())),
        // Only an answer of the API says that a thing is not there.
        404 if !is_html && json().is_some_and(|said| said.is_object()) => Err(CrmError::Gone),
        404 => Err(CrmError::NotACrm),
        408 | 425 | 429 | 503 => Err(CrmError::Busy(response.retry_after)),
        511 => Err(CrmError::CaptivePortal),
        413 | 415 => Err(CrmError::Unfit(words(json().as_ref(), response.status))),
        400..=499 => Err(CrmError::Rejected(words(json().as_ref(), response.status))),
        status => Err(CrmError::Failed(status)),
    }
}

/// A 403 is a denial only where it says so; every other one, and every one we do not know, is the session's
/// (sync-and-security F2): nothing may be removed because of it.
fn forbidden(body: Option<&Value>) -> CrmError {
    let said = words(body, 403);
    // As it came, too: what was made readable may read like a word that nobody wrote.
    let came = body.map(Value::to_string).unwrap_or_default();
    let says = |word: &str| {
        [&said, &came]
            .iter()
            .all(|text| text.to_lowercase().contains(word))
    };
    if crate::mutant::is(crate::mutant::Mutant::PurgeOn403)
        || says("permission")
        || says("not scoped")
    {
        CrmError::Denied(said)
    } else {
        CrmError::SignIn
    }
}

/// Our words for an answer that has none.
pub(crate) const TOO_LARGE_FOR_IT: &str =
    "it is larger than the server, or a proxy before it, lets through";

/// The server's own words, out of the six shapes of its errors (server-contract 3.9). A sentence for a person: no JSON,
/// no page, nothing invisible.
fn words(body: Option<&Value>, status: u16) -> String {
    let mut said = Vec::new();
    if let Some(body) = body {
        let body = ["errors", "detail", "error"]
            .into_iter()
            .find_map(|key| body.get(key).filter(|v| !v.is_boolean() && !v.is_null()))
            .unwrap_or(body);
        collect(None, body, &mut said);
    }
    let said: Vec<String> = said
        .iter()
        .map(|text| readable(text))
        .filter(|text| !text.is_empty())
        .collect();
    if said.is_empty() {
        return match status {
            413 => TOO_LARGE_FOR_IT.to_owned(),
            _ => format!("error {status}"),
        };
    }
    said.join(" ").chars().take(300).collect()
}

/// Without what only machines and typesetters read: braces, line ends, marks that turn the direction of text.
fn readable(text: &str) -> String {
    let hidden = |c: char| matches!(c, '{' | '}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    let plain: String = text
        .chars()
        .filter(|c| !hidden(*c))
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    plain.trim().to_owned()
}

fn collect(field: Option<&str>, value: &Value, said: &mut Vec<String>) {
    match value {
        // A body within a body: the words in it, or none.
        Value::String(text) if text.trim_start().starts_with(['{', '[', '<']) => {
            if let Ok(inner @ (Value::Object(_) | Value::Array(_))) = serde_json::from_str(text) {
                collect(field, &inner, said);
            }
        }
        Value::String(text) => said.push(match field {
            Some(field) => format!("{}: {text}", field.replace('_', " ")),
            None => text.clone(),
        }),
        Value::Array(values) => values.iter().for_each(|v| collect(field, v, said)),
        Value::Object(fields) => {
            for (key, value) in fields {
                match key.as_str() {
                    "error" | "code" => {}
                    // What is about no field says so in many ways.
                    "non_field_errors" | "__all__" | "detail" | "message" => {
                        collect(field, value, said);
                    }
                    key => collect(Some(key), value, said),
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn answer(status: u16, body: &Value) -> Response {
        Response::json(status, body)
    }

    #[test]
    fn a_403_is_a_denial_only_where_it_says_so() {
        let read = |detail: &str| read(&answer(403, &json!({"detail": detail}))).unwrap_err();
        assert_eq!(
            read("Organization context is required. Please login again."),
            CrmError::SignIn
        );
        assert!(matches!(
            read("You do not have Permission to perform this action"),
            CrmError::Denied(_)
        ));
        assert!(matches!(
            read("This token is not scoped for read access to accounts."),
            CrmError::Denied(_)
        ));
        assert_eq!(read("Something nobody has seen before"), CrmError::SignIn);
        assert_eq!(read("Permis}sion"), CrmError::SignIn, "found by chance");
    }

    #[test]
    fn all_six_error_shapes_are_told_in_the_servers_words() {
        let said = |body: Value| words(Some(&body), 400);
        assert_eq!(
            said(json!({"error": true, "errors": {"name": ["Already exists"]}})),
            "name: Already exists"
        );
        assert_eq!(said(json!({"error": true, "errors": "Nope"})), "Nope");
        assert_eq!(said(json!({"closed_on": ["Needed"]})), "closed on: Needed");
        assert_eq!(said(json!({"account": "Wrong"})), "account: Wrong");
        assert_eq!(
            said(json!({"detail": "JSON parse error"})),
            "JSON parse error"
        );
        assert_eq!(
            said(json!({"error": "Invalid or expired code"})),
            "Invalid or expired code"
        );
        assert_eq!(words(None, 500), "error 500");
        assert!(words(None, 413).contains("larger"));
        let nested =
            json!({"error": true, "errors": {"custom_fields": {"region": "must be one of"}}});
        assert_eq!(said(nested), "region: must be one of");
    }

    #[test]
    fn a_page_instead_of_an_answer_is_never_taken_for_data() {
        let mut page = answer(200, &json!("<html>Welcome to the train</html>"));
        page.content_type = "text/html".to_owned();
        assert_eq!(read(&page), Err(CrmError::CaptivePortal));
        let mut cut = answer(200, &json!({"cases": []}));
        cut.body.truncate(7);
        assert!(matches!(read(&cut), Err(CrmError::Malformed(_))));
        assert_eq!(read(&answer(302, &json!({}))), Err(CrmError::Redirect(302)));
    }

    #[test]
    fn what_next_follows_the_normative_table() {
        use Effect::{Append, Create, Read, Repeatable};
        let cases = [
            (CrmError::Unreachable(String::new()), [Next::Retry(None); 4]),
            (
                CrmError::Broken(String::new()),
                [
                    Next::Retry(None),
                    Next::Retry(None),
                    Next::Verify,
                    Next::Verify,
                ],
            ),
            (
                CrmError::CaptivePortal,
                [
                    Next::Retry(None),
                    Next::Retry(None),
                    Next::Verify,
                    Next::Verify,
                ],
            ),
            (
                CrmError::Failed(500),
                [
                    Next::Retry(None),
                    Next::Retry(None),
                    Next::Verify,
                    Next::Verify,
                ],
            ),
            (
                CrmError::Rejected(String::new()),
                [Next::Hold, Next::Hold, Next::Hold, Next::Verify],
            ),
            (CrmError::SignIn, [Next::SignIn; 4]),
            (CrmError::Denied(String::new()), [Next::Hold; 4]),
            (CrmError::Gone, [Next::Gone; 4]),
        ];
        for (error, expected) in cases {
            let got = [Read, Repeatable, Append, Create].map(|effect| error.next(effect));
            assert_eq!(got, expected, "{error:?}");
        }
    }
}

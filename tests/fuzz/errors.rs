//! Refusals: whatever status and body, each is one row of the table (sync-and-security 3.4), never "done", and its words
//! can be read by a person.

use crate::bend::bend;
use crate::chance::Chance;
use crate::corpus;
use crate::graft::graft;
use crate::hunt::hunt;
use crate::line::{answer, giving, now};
use satchel_core::case::{Field, NewCase, ServerCase};
use satchel_core::comment::Audience;
use satchel_core::crm::dialect::Dialect;
use satchel_core::crm::envelope;
use satchel_core::crm::{Crm, CrmError, Effect, ListQuery, Next};
use serde_json::{Value, json};

const STATUSES: [u16; 31] = [
    100, 200, 201, 202, 204, 206, 299, 300, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404, 405,
    408, 409, 413, 415, 422, 425, 429, 500, 502, 503, 504, 511,
];
const TYPES: [&str; 6] = [
    "application/json",
    "application/json; charset=utf-8",
    "text/html; charset=utf-8",
    "text/plain",
    "",
    "application/problem+json",
];

fn body(chance: &mut Chance, refusals: &[corpus::Body]) -> Vec<u8> {
    let json = chance.pick(refusals).json.clone();
    match chance.below(6) {
        0 => graft(chance, &json),
        1 => bend(
            chance,
            json.to_string().as_bytes(),
            b"<html><body>502 Bad Gateway</body></html>",
        ),
        2 => bend(
            chance,
            b"<!doctype html><title>403</title>You don't have permission to access this resource.",
            b"{}",
        ),
        3 => json!({"error": true, "errors": json.to_string()})
            .to_string()
            .into_bytes(),
        4 => graft(
            chance,
            &json!({"error": true, "errors": {"custom_fields": {"region": "must be one of ['a', 'b']"}, "name": ["Taken."]}}),
        ),
        _ => json.to_string().into_bytes(),
    }
}

#[test]
fn errors_are_rows_of_the_table() {
    let refusals = corpus::refusals();
    let page = corpus::pages().remove(0);
    let case = envelope::page(page.dialect, &page.json)
        .unwrap()
        .rows
        .remove(0);
    let make = |chance: &mut Chance| {
        let status = *chance.pick(&STATUSES);
        let kind = *chance.pick(&TYPES);
        ((status, kind), body(chance, &refusals))
    };
    hunt(
        "errors_are_rows_of_the_table",
        10_000,
        make,
        |((status, kind), body)| {
            let crm = giving(Dialect::Bottlecrm, answer(*status, kind, body));
            for (effect, outcome) in outcomes(&crm, &case) {
                match outcome {
                    Ok(()) if (200..300).contains(status) => {}
                    Ok(()) => return Err(format!("{effect:?}: done")),
                    Err(e) => {
                        is_the_row(*status, kind, body, &e)?;
                        can_be_read(&e.to_string())?;
                        let next = e.next(effect);
                        let adds = matches!(effect, Effect::Append | Effect::Create);
                        if adds && (500..600).contains(status) && next != Next::Verify {
                            return Err(format!("{effect:?}, {e:?}: {next:?}"));
                        }
                    }
                }
            }
            Ok(())
        },
    );
}

/// What each kind of request makes of it. Only reading and creating need something in the answer.
fn outcomes(crm: &Crm, case: &ServerCase) -> [(Effect, Result<(), CrmError>); 4] {
    let new = NewCase {
        name: "A new one".to_owned(),
        status: "New".to_owned(),
        priority: "Low".to_owned(),
        case_type: None,
        description: String::new(),
        account_id: None,
        assignee_ids: Vec::new(),
        team_ids: Vec::new(),
        contact_ids: Vec::new(),
        tag_ids: Vec::new(),
    };
    let add = crm.add_comment(&case.server_id, Audience::Public, "Hello");
    [
        (
            Effect::Read,
            now(crm.list(&ListQuery::Newest, 10)).map(drop),
        ),
        (
            Effect::Repeatable,
            now(crm.set_field(case, Field::Priority, Some("Low"), None)),
        ),
        (Effect::Append, now(add).map(drop)),
        (Effect::Create, now(crm.create(&new)).map(drop)),
    ]
}

fn is_the_row(status: u16, kind: &str, body: &[u8], error: &CrmError) -> Result<(), String> {
    let json = serde_json::from_slice::<Value>(body).ok();
    let text = String::from_utf8_lossy(body).to_lowercase();
    let is_page = kind.starts_with("text/html") || text.trim_start().starts_with('<');
    let fits = match (status, error) {
        (200..=299, CrmError::CaptivePortal) => is_page,
        (200..=299, CrmError::Malformed(_)) => true,
        (300..=399, CrmError::Redirect(_)) => true,
        (401, CrmError::SignIn) => true,
        // Only a refusal that says so is one; a page never is.
        (403, CrmError::Denied(_)) => {
            json.is_some() && !is_page && (text.contains("permission") || text.contains("scoped"))
        }
        (403, CrmError::SignIn) => true,
        // Only an answer of the API says that a thing is not there.
        (404, CrmError::Gone) => !is_page && json.is_some_and(|json| json.is_object()),
        (404, CrmError::NotACrm) => is_page || !json.is_some_and(|json| json.is_object()),
        (408 | 425 | 429 | 503, CrmError::Busy(_)) => true,
        (511, CrmError::CaptivePortal) => true,
        (413 | 415, CrmError::Unfit(_)) => true,
        (400 | 402 | 405..=412 | 414 | 416..=499, CrmError::Rejected(_)) => true,
        (500..=599, CrmError::Failed(_)) => true,
        (0..=199, CrmError::Failed(_)) => true,
        _ => false,
    };
    if fits {
        Ok(())
    } else {
        Err(format!("{status} {kind}: {error:?}"))
    }
}

/// A sentence, not a body: no braces, nothing invisible, not long.
fn can_be_read(words: &str) -> Result<(), String> {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if words.contains(['{', '}']) || words.chars().any(hidden) || words.chars().count() > 400 {
        return Err(format!("nobody can read {words:?}"));
    }
    Ok(())
}

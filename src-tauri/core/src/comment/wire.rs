//! A comment in the JSON of both dialects, both ways (server-contract 3.2, 3.6 and 8).

use super::{Audience, ServerComment};
use crate::crm::json::{Malformed, id, instant, named, object, required};
use serde_json::{Value, json};

/// A comment as either dialect writes it. The documented one has no internal notes.
///
/// # Errors
/// `Malformed` when it has no id, text or time.
pub fn read(value: &Value) -> Result<ServerComment, Malformed> {
    let row = object(value, "comment")?;
    let internal = row
        .get("is_internal")
        .and_then(Value::as_bool)
        .unwrap_or(false);
    Ok(ServerComment {
        server_id: id(row)?,
        author: row.get("commented_by").and_then(named),
        text: required(row, "comment")?,
        audience: if internal {
            Audience::Internal
        } else {
            Audience::Public
        },
        at: instant(row, "commented_on")?,
    })
}

/// The body that adds a comment. `is_internal` is sent only where the server knows it.
#[must_use]
pub fn add(text: &str, audience: Audience, has_internal_notes: bool) -> Value {
    if has_internal_notes {
        json!({"comment": text, "is_internal": audience == Audience::Internal})
    } else {
        json!({"comment": text})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_without_an_author_is_the_customers() {
        let row = json!({"id": "x", "comment": " hi ", "commented_on": "2026-11-23T09:00:00Z", "commented_by": null});
        let comment = read(&row).unwrap();
        assert_eq!(comment.author, None);
        assert_eq!(comment.text, " hi ", "kept as it came");
        assert_eq!(comment.audience, Audience::Public);
    }

    #[test]
    fn the_audience_is_always_said_where_the_server_knows_it() {
        assert_eq!(
            add("x", Audience::Public, true),
            json!({"comment": "x", "is_internal": false})
        );
        assert_eq!(add("x", Audience::Public, false), json!({"comment": "x"}));
    }
}

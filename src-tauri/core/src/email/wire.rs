//! An e-mail in the JSON of a case read whole (server-contract 3.2). The documented dialect has none.

use super::{Direction, ServerEmail};
use crate::crm::json::{Malformed, Object, id, instant, object, text};
use serde_json::Value;

/// An e-mail. Addresses are text with commas on Django-CRM; a list is read, too.
///
/// # Errors
/// `Malformed` when it lacks an id or a time.
pub fn read(value: &Value) -> Result<ServerEmail, Malformed> {
    let row = object(value, "email")?;
    let words = |field: &str| text(row, field).unwrap_or_default().trim().to_owned();
    let to = [
        addresses(row, "to_addresses"),
        addresses(row, "cc_addresses"),
    ];
    let to: Vec<String> = to.into_iter().filter(|some| !some.is_empty()).collect();
    Ok(ServerEmail {
        server_id: id(row)?,
        direction: match text(row, "direction") {
            Some("outbound") => Direction::Outbound,
            _ => Direction::Inbound,
        },
        from: words("from_address"),
        to: to.join(", "),
        subject: words("subject"),
        text: words("body_text").replace("\r\n", "\n"),
        has_formatted: !words("body_html").is_empty(),
        at: instant(row, "received_at").or_else(|_| instant(row, "created_at"))?,
    })
}

fn addresses(row: &Object, field: &str) -> String {
    match row.get(field) {
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Array(all)) => {
            let all: Vec<&str> = all.iter().filter_map(Value::as_str).collect();
            all.join(", ")
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn email() -> Value {
        json!({
            "id": "e1", "case": "c1", "direction": "inbound", "message_id": "<a@b>", "in_reply_to": "",
            "from_address": "ines@customer.example", "to_addresses": "help@acme.test", "cc_addresses": "boss@customer.example",
            "subject": "Gate 4", "body_text": "Still broken.\r\nInes", "body_html": "<p onload=x>Still broken.</p>",
            "received_at": "2026-11-23T09:35:35Z", "drop_reason": "", "created_at": "2026-11-23T09:35:36Z"
        })
    }

    #[test]
    fn an_email_is_kept_as_plain_text_with_its_addresses() {
        let read = read(&email()).unwrap();
        assert_eq!(read.text, "Still broken.\nInes");
        assert_eq!(read.to, "help@acme.test, boss@customer.example");
        assert!(read.has_formatted && read.direction == Direction::Inbound);
    }

    #[test]
    fn one_without_a_time_is_set_aside_with_its_reason() {
        let mut bad = email();
        bad["received_at"] = json!("soon");
        bad["created_at"] = json!(null);
        assert_eq!(read(&bad).unwrap_err().to_string(), "created_at: missing");
    }
}

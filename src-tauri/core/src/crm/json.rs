//! Reading JSON that somebody else wrote: tolerant of what is missing or new, strict about what a row can't do without.
//!
//! Knows JSON, no dialect and no noun; how much of an answer is taken is `body.rs`.

use crate::id::{Named, ServerId};
use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Map, Value};

/// A row that can't be used, and why. Never carries the row's text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {problem}")]
pub struct Malformed {
    /// The field at fault.
    pub field: &'static str,
    /// What is wrong with it.
    pub problem: &'static str,
}

/// A JSON object.
pub type Object = Map<String, Value>;

/// `value` as an object.
///
/// # Errors
/// `Malformed` when it is something else.
pub fn object<'a>(value: &'a Value, field: &'static str) -> Result<&'a Object, Malformed> {
    value.as_object().ok_or(Malformed {
        field,
        problem: "not an object",
    })
}

/// The elements of an array field; none where it is absent or something else.
pub fn list<'a>(from: &'a Object, field: &str) -> &'a [Value] {
    from.get(field)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

/// Text; `None` where it is absent, null or not text.
pub fn text<'a>(from: &'a Object, field: &str) -> Option<&'a str> {
    from.get(field).and_then(Value::as_str)
}

/// Text that says something: "" counts as none.
pub fn some_text(from: &Object, field: &str) -> Option<String> {
    text(from, field)
        .filter(|t| !t.is_empty())
        .map(str::to_owned)
}

/// Text that must be there.
///
/// # Errors
/// `Malformed` when it is not.
pub fn required(from: &Object, field: &'static str) -> Result<String, Malformed> {
    text(from, field).map(str::to_owned).ok_or(Malformed {
        field,
        problem: "missing",
    })
}

/// An id: text or a whole number. A number that was too large, and so rounded, could be another one's id.
pub fn as_id(value: &Value) -> Option<ServerId> {
    match value {
        Value::String(id) if !id.is_empty() => Some(ServerId(id.clone())),
        Value::Number(id) => id.as_u64().map(|id| ServerId(id.to_string())),
        _ => None,
    }
}

/// The row's own id.
///
/// # Errors
/// `Malformed` when there is none.
pub fn id(from: &Object) -> Result<ServerId, Malformed> {
    from.get("id").and_then(as_id).ok_or(Malformed {
        field: "id",
        problem: "missing",
    })
}

/// A time stamp with a zone, as an instant: the server renders it in the organization's zone, which an admin can change.
///
/// # Errors
/// `Malformed` when it is missing or no time stamp.
pub fn instant(from: &Object, field: &'static str) -> Result<DateTime<Utc>, Malformed> {
    let text = text(from, field).ok_or(Malformed {
        field,
        problem: "missing",
    })?;
    DateTime::parse_from_rfc3339(text)
        .map(|t| t.with_timezone(&Utc))
        .map_err(|_| Malformed {
            field,
            problem: "not a time stamp",
        })
}

/// A day: `2026-11-23`, or the day of a time stamp.
pub fn day(from: &Object, field: &str) -> Option<NaiveDate> {
    let text = text(from, field)?;
    NaiveDate::parse_from_str(text.get(..10)?, "%Y-%m-%d").ok()
}

/// Something with an id and a name, given as an object or as a bare id (its name is then empty). People are named by
/// `user_details` on Django-CRM; without a name, by e-mail.
pub fn named(value: &Value) -> Option<Named> {
    if let Some(id) = as_id(value) {
        return Some(Named {
            id,
            name: String::new(),
        });
    }
    let row = value.as_object()?;
    let id = row.get("id").and_then(as_id)?;
    let details = row
        .get("user_details")
        .and_then(Value::as_object)
        .unwrap_or(row);
    let whole = match (some_text(row, "first_name"), some_text(row, "last_name")) {
        (Some(first), Some(last)) => Some(format!("{first} {last}")),
        (first, last) => first.or(last),
    };
    let name = some_text(details, "name")
        .or(whole)
        .or_else(|| some_text(details, "email"))
        .unwrap_or_default();
    Some(Named { id, name })
}

/// A list of such.
pub fn nameds(from: &Object, field: &str) -> Vec<Named> {
    list(from, field).iter().filter_map(named).collect()
}

/// A count.
pub fn number(from: &Object, field: &str) -> Option<u32> {
    from.get(field)
        .and_then(Value::as_u64)
        .and_then(|n| u32::try_from(n).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_person_is_named_by_name_then_by_email_and_a_bare_id_has_no_name() {
        let profile =
            json!({"id": "p", "user_details": {"id": "u", "name": "Alice", "email": "a@x"}});
        assert_eq!(named(&profile).unwrap().name, "Alice");
        let nameless = json!({"id": "p", "user_details": {"email": "a@x", "name": ""}});
        assert_eq!(named(&nameless).unwrap().name, "a@x");
        assert_eq!(
            named(&json!(17)).unwrap(),
            Named {
                id: ServerId("17".into()),
                name: String::new()
            }
        );
        let contact = json!({"id": "c", "first_name": "Ada", "last_name": "Byron"});
        assert_eq!(named(&contact).unwrap().name, "Ada Byron");
    }

    #[test]
    fn a_rounded_number_is_nobodys_id() {
        let large: Value = serde_json::from_str("123456789012345678901234567890").unwrap();
        assert_eq!(as_id(&large), None);
        assert_eq!(as_id(&json!(17)), Some(ServerId("17".to_owned())));
        assert_eq!(as_id(&json!(1.5)), None);
    }

    #[test]
    fn the_same_instant_in_two_zones_is_the_same() {
        let utc = json!({"t": "2026-11-23T09:35:35.792096Z"});
        let kolkata = json!({"t": "2026-11-23T15:05:35.792096+05:30"});
        assert_eq!(
            instant(utc.as_object().unwrap(), "t"),
            instant(kolkata.as_object().unwrap(), "t")
        );
    }

    #[test]
    fn a_day_is_read_from_a_date_and_from_a_time_stamp() {
        let both = json!({"a": "2023-02-05", "b": "2023-02-05T16:30:00Z", "c": "soon"});
        let both = both.as_object().unwrap();
        assert_eq!(day(both, "a"), day(both, "b"));
        assert_eq!(day(both, "c"), None);
    }
}

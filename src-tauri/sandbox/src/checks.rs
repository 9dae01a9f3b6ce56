//! Reading the fields of a case: each is taken if it is right, and complained about if not.
//!
//! All complaints are gathered before anything is stored, in the words of the server's framework. In what envelope
//! they travel, and which fields a call accepts, is the dialects' business.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::body::Submission;
use crate::time;

/// The longest name of a case, in characters.
pub(crate) const LONGEST_NAME: usize = 64;

/// A reader of fields that remembers what was wrong.
#[derive(Debug)]
pub(crate) struct Checks<'a> {
    given: &'a Submission,
    /// Whether absent fields are fine (PATCH).
    partial: bool,
    problems: Map<String, Value>,
}

impl<'a> Checks<'a> {
    pub(crate) fn new(given: &'a Submission, partial: bool) -> Checks<'a> {
        Checks {
            given,
            partial,
            problems: Map::new(),
        }
    }

    /// What was wrong, by field; empty if all was right.
    pub(crate) fn problems(self) -> Map<String, Value> {
        self.problems
    }

    pub(crate) fn complain(&mut self, key: &str, text: &str) {
        self.problems.insert(key.to_owned(), json!([text]));
    }

    /// A text that must not be empty.
    pub(crate) fn required_text(&mut self, key: &str, longest: Option<usize>) -> Option<String> {
        let text = match self.given.get(key) {
            None if self.partial => return None,
            None => return self.wrong(key, "This field is required."),
            Some(Value::Null) => return self.wrong(key, "This field may not be null."),
            Some(value) => match as_text(value) {
                Some(text) => text.trim().to_owned(),
                None => return self.wrong(key, "Not a valid string."),
            },
        };
        if text.is_empty() {
            return self.wrong(key, "This field may not be blank.");
        }
        if text.contains('\0') {
            return self.wrong(key, "Null characters are not allowed.");
        }
        match longest {
            Some(most) if text.chars().count() > most => {
                let text = format!("Ensure this field has no more than {most} characters.");
                self.wrong(key, &text)
            }
            _ => Some(text),
        }
    }

    /// A text that may be absent or null.
    pub(crate) fn free_text(&mut self, key: &str) -> Option<Option<String>> {
        match self.given.get(key)? {
            Value::Null => Some(None),
            value => match as_text(value) {
                Some(text) if text.contains('\0') => {
                    self.wrong(key, "Null characters are not allowed.")
                }
                Some(text) => Some(Some(text.trim().to_owned())),
                None => self.wrong(key, "Not a valid string."),
            },
        }
    }

    /// One of some words.
    pub(crate) fn choice(&mut self, key: &str, words: &[&str]) -> Option<String> {
        match self.given.get(key) {
            None if self.partial => None,
            None => self.wrong(key, "This field is required."),
            Some(Value::Null) => self.wrong(key, "This field may not be null."),
            Some(value) => self.word(key, value, words),
        }
    }

    /// One of some words, or null, or the empty text.
    pub(crate) fn free_choice(&mut self, key: &str, words: &[&str]) -> Option<Option<String>> {
        match self.given.get(key)? {
            Value::Null => Some(None),
            Value::String(text) if text.is_empty() => Some(Some(String::new())),
            value => self.word(key, value, words).map(Some),
        }
    }

    fn word(&mut self, key: &str, value: &Value, words: &[&str]) -> Option<String> {
        let said = as_text(value).unwrap_or_else(|| value.to_string());
        if words.contains(&said.as_str()) {
            return Some(said);
        }
        self.wrong(key, &format!("\"{said}\" is not a valid choice."))
    }

    /// A plain date, or null.
    pub(crate) fn date(&mut self, key: &str) -> Option<Option<DateTime<Utc>>> {
        match self.given.get(key)? {
            Value::Null => Some(None),
            Value::String(text) if text.is_empty() => Some(None),
            value => match value.as_str().and_then(time::parse_date) {
                Some(date) => Some(Some(time::midnight(date))),
                None => self.wrong(
                    key,
                    "Date has wrong format. Use one of these formats instead: YYYY-MM-DD.",
                ),
            },
        }
    }

    /// A time stamp (or a date), or null.
    pub(crate) fn instant(&mut self, key: &str) -> Option<Option<DateTime<Utc>>> {
        match self.given.get(key)? {
            Value::Null => Some(None),
            value => match value.as_str().and_then(time::parse_instant) {
                Some(at) => Some(Some(at)),
                None => self.wrong(
                    key,
                    "Datetime has wrong format. Use one of these formats instead: YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].",
                ),
            },
        }
    }

    /// The id of something `known`, or null.
    pub(crate) fn reference(
        &mut self,
        key: &str,
        known: impl Fn(Uuid) -> bool,
    ) -> Option<Option<Uuid>> {
        let value = self.given.get(key)?;
        let said = match value {
            Value::Null => return Some(None),
            Value::String(text) if text.is_empty() => return Some(None),
            value => as_text(value).unwrap_or_else(|| value.to_string()),
        };
        match Uuid::parse_str(&said) {
            Ok(id) if known(id) => Some(Some(id)),
            Ok(_) => self.wrong(
                key,
                &format!("Invalid pk \"{said}\" - object does not exist."),
            ),
            Err(_) => self.wrong(key, &format!("“{said}” is not a valid UUID.")),
        }
    }

    fn wrong<T>(&mut self, key: &str, text: &str) -> Option<T> {
        self.complain(key, text);
        None
    }
}

/// A list of ids: ids, or objects with an `id`, or (in a form) a JSON text of such a list. `Err` is the entry that is
/// no id at all.
pub(crate) fn ids(given: &Submission, key: &str) -> Option<Result<Vec<Uuid>, String>> {
    let parsed;
    let items = match given.get(key)? {
        Value::String(text) => {
            parsed = serde_json::from_str(text).unwrap_or_else(|_| json!([text]));
            &parsed
        }
        value => value,
    };
    let single = std::slice::from_ref(items);
    let items = match items {
        Value::Null => &[][..],
        Value::Array(items) => items.as_slice(),
        _ => single,
    };
    let ids = items.iter().map(|item| {
        let said = item.get("id").unwrap_or(item);
        let said = as_text(said).unwrap_or_else(|| said.to_string());
        Uuid::parse_str(&said).map_err(|_| said)
    });
    Some(ids.collect())
}

fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

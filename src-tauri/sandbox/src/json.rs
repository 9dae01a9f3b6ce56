//! A writer of compact JSON, for the long answers: a list of a hundred cases is half a megabyte.
//!
//! It writes text and never builds a tree. A comma is due unless the last byte opened something or was a colon, so no
//! state is needed. Short answers use `serde_json::json!` instead.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;
use uuid::Uuid;

use crate::time;

/// JSON in the making.
#[derive(Debug, Default)]
pub(crate) struct Json {
    text: String,
    /// Minutes east of Greenwich, for the times.
    zone: i32,
}

impl Json {
    pub(crate) fn new(zone: i32, room: usize) -> Json {
        Json {
            text: String::with_capacity(room),
            zone,
        }
    }

    pub(crate) fn finish(self) -> String {
        self.text
    }

    fn comma(&mut self) {
        if !matches!(self.text.as_bytes().last(), None | Some(b'{' | b'[' | b':')) {
            self.text.push(',');
        }
    }

    pub(crate) fn object(&mut self, inside: impl FnOnce(&mut Json)) {
        self.comma();
        self.text.push('{');
        inside(self);
        self.text.push('}');
    }

    /// A list with one element for each item.
    pub(crate) fn list<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        mut each: impl FnMut(&mut Json, T),
    ) {
        self.comma();
        self.text.push('[');
        for item in items {
            each(self, item);
        }
        self.text.push(']');
    }

    /// `key` must need no escape.
    pub(crate) fn key(&mut self, key: &str) -> &mut Json {
        self.comma();
        self.text.push('"');
        self.text.push_str(key);
        self.text.push_str("\":");
        self
    }

    /// A piece that is JSON already.
    pub(crate) fn raw(&mut self, json: &str) {
        self.comma();
        self.text.push_str(json);
    }

    pub(crate) fn value(&mut self, value: &Value) {
        self.raw(&value.to_string());
    }

    pub(crate) fn null(&mut self) {
        self.raw("null");
    }

    /// Several keys that are null.
    pub(crate) fn nulls(&mut self, keys: &[&str]) {
        for key in keys {
            self.key(key).null();
        }
    }

    pub(crate) fn bool(&mut self, value: bool) {
        self.raw(if value { "true" } else { "false" });
    }

    pub(crate) fn number(&mut self, value: usize) {
        self.comma();
        self.text.push_str(&value.to_string());
    }

    pub(crate) fn id(&mut self, id: Uuid) {
        let hex = format!("{:032x}", id.as_u128());
        self.comma();
        self.text.push('"');
        for (start, end) in [(0, 8), (8, 12), (12, 16), (16, 20), (20, 32)] {
            if start > 0 {
                self.text.push('-');
            }
            self.text.push_str(hex.get(start..end).unwrap_or_default());
        }
        self.text.push('"');
    }

    pub(crate) fn id_or_null(&mut self, id: Option<Uuid>) {
        match id {
            Some(id) => self.id(id),
            None => self.null(),
        }
    }

    pub(crate) fn time(&mut self, at: DateTime<Utc>) {
        self.comma();
        self.text.push('"');
        time::push_iso(&mut self.text, at, self.zone);
        self.text.push('"');
    }

    pub(crate) fn time_or_null(&mut self, at: Option<DateTime<Utc>>) {
        match at {
            Some(at) => self.time(at),
            None => self.null(),
        }
    }

    pub(crate) fn date_or_null(&mut self, date: Option<NaiveDate>) {
        match date {
            Some(date) => {
                self.comma();
                self.text.push('"');
                time::push_date(&mut self.text, date);
                self.text.push('"');
            }
            None => self.null(),
        }
    }

    pub(crate) fn text_or_null(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.text(text),
            None => self.null(),
        }
    }

    /// The library escapes it: its code is optimized even when ours is not.
    pub(crate) fn text(&mut self, text: &str) {
        self.comma();
        self.text.push_str(&Value::from(text).to_string());
    }
}

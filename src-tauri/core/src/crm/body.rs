//! The body of an answer as JSON: taken whole, or piece by piece where some of it can't be taken, and never more of it than
//! a computer has room for.
//!
//! Knows JSON, no dialect and no noun; what stands in the pieces is `json.rs` and the nouns' `wire.rs`.

use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// So many values an answer may have: each takes up to two hundred bytes once it is read, so that 32 MB of zeros would be
/// more than three gigabytes. A page of a hundred cases has some ten thousand.
const MOST_VALUES: usize = 500_000;
/// And so many one row of it: another row's are not lost for them.
const MOST_OF_A_ROW: usize = MOST_VALUES / 10;

/// The JSON of an answer; `None` where it is none, or cut off.
///
/// Some of what is well formed can't be taken as a value: a lone surrogate, a number without end, an abyss of brackets,
/// values without number. Then the pieces of the envelope, and the elements of its lists, are read one by one, and what
/// can't be taken is `null`, which no noun accepts as a row: one bad row is one bad row, whatever is the matter with it.
pub(super) fn whole(bytes: &[u8]) -> Option<Value> {
    strict(bytes).or_else(|| {
        let text = String::from_utf8_lossy(bytes);
        let whole: &RawValue = serde_json::from_str(&text).ok()?;
        let mut room = MOST_VALUES;
        match whole.get().starts_with('{') {
            true => {
                let fields = fields(whole)?.into_iter();
                Some(
                    fields
                        .map(|(key, raw)| (key, piece(raw, &mut room)))
                        .collect(),
                )
            }
            false => Some(piece(whole, &mut room)),
        }
    })
}

/// The JSON of an answer as it stands; `None` where some of it can't be taken.
pub(super) fn strict(bytes: &[u8]) -> Option<Value> {
    let text = std::str::from_utf8(bytes).ok()?;
    taken(text, MOST_VALUES, &mut { MOST_VALUES })
}

fn fields(raw: &RawValue) -> Option<BTreeMap<String, &RawValue>> {
    let few = count(raw.get()).own <= MOST_OF_A_ROW;
    few.then(|| serde_json::from_str(raw.get()).ok()).flatten()
}

fn elements(raw: &RawValue) -> Option<Vec<&RawValue>> {
    let few = count(raw.get()).own <= MOST_VALUES;
    few.then(|| serde_json::from_str(raw.get()).ok()).flatten()
}

/// A piece of an envelope: whole, or its elements one by one, or null.
fn piece(raw: &RawValue, room: &mut usize) -> Value {
    taken(raw.get(), MOST_VALUES, room)
        .or_else(|| {
            let each = elements(raw)?.into_iter();
            Some(
                each.map(|e| taken(e.get(), MOST_OF_A_ROW, room).unwrap_or_default())
                    .collect(),
            )
        })
        .unwrap_or_default()
}

/// A value, if it is no larger than this, and there is room for it; which it takes.
fn taken(text: &str, most: usize, room: &mut usize) -> Option<Value> {
    let values = count(text).all;
    if values > most.min(*room) {
        return None;
    }
    let value = serde_json::from_str(text).ok()?;
    *room -= values;
    Some(value)
}

/// How much there is in a JSON text, without reading it.
struct Count {
    /// At least as many as there are values: each follows a bracket or a comma outside of texts, or is the whole.
    all: usize,
    /// The same of its own elements or fields.
    own: usize,
}

fn count(text: &str) -> Count {
    let (mut all, mut own, mut depth) = (1, 1, 0_usize);
    let (mut in_text, mut escaped) = (false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'[' | b'{' => (all, depth) = (all + 1, depth + 1),
            b']' | b'}' => depth = depth.saturating_sub(1),
            b',' => (all, own) = (all + 1, own + usize::from(depth == 1)),
            _ => {}
        }
    }
    Count { all, own }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_row_that_cannot_be_taken_is_null_and_the_others_stand() {
        let abyss = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        let many = format!("[{}0]", "0,".repeat(MOST_OF_A_ROW));
        for bad in [r#""\ud800""#, "1e999", &abyss, &many] {
            let text = format!(r#"{{"count": 2, "results": [1e999, {bad}, {{"id": 1}}]}}"#);
            let read = whole(text.as_bytes());
            assert_eq!(
                read,
                Some(json!({"count": 2, "results": [null, null, {"id": 1}]}))
            );
        }
        assert_eq!(whole(b"[1e999, 2]"), Some(json!([null, 2])));
        assert_eq!(
            whole(b"{\"name\": \"a\xffb\"}"),
            Some(json!({"name": "a\u{fffd}b"}))
        );
        assert_eq!(whole(b"{\"results\": [1e999, 2"), None, "cut off");
    }

    #[test]
    fn rows_of_many_values_leave_room_for_the_next_answer_not_for_each_other() {
        let row = format!("[{}0]", "0,".repeat(MOST_OF_A_ROW - 10));
        let rows = [row.as_str(); 12].join(",");
        let read = whole(format!("[{rows}]").as_bytes()).unwrap();
        let there = |row: &&Value| !row.is_null();
        assert_eq!(read.as_array().unwrap().iter().filter(there).count(), 10);
    }

    #[test]
    fn what_is_in_a_text_is_not_counted() {
        for (text, all, own) in [
            ("17", 1, 1),
            ("[]", 2, 1),
            ("[1,2,3]", 4, 3),
            (r#"{"a": [1, 2], "b,[{": "\"],[\\"}"#, 5, 2),
        ] {
            let count = count(text);
            assert_eq!((count.all, count.own), (all, own), "{text}");
        }
    }
}

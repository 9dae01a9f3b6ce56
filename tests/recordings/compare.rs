//! Whether two answers agree, once ids and times are taken out of it.
//!
//! An id may be another one, but always the same for the same thing (`bind.rs`). A time may be another one, but in the
//! same zone. All the rest must be equal, unless a script says that only the shape can be compared.

use satchel_sandbox::Response;
use serde_json::Value;

use crate::bind::{Binds, claims, is_id, zone};
use crate::recording::Answered;
use crate::script::How;

/// Texts that never depend on the data.
const FIXED: [&str; 14] = [
    "detail",
    "error",
    "errors",
    "message",
    "code",
    "role",
    "action",
    "verb",
    "entity_type",
    "content_type",
    "timezone",
    "mode",
    "stage_type",
    "subscribed_via",
];
/// What a refusal says.
const REFUSALS: [&str; 4] = ["detail", "error", "errors", "message"];
/// Lists in the order of random ids.
const UNORDERED: [&str; 3] = ["comments", "attachments", "internal_notes"];
/// What depends on when somebody did something else.
const FREE: [&str; 4] = ["last_login", "last_used_at", "humanized_time", "jti"];
/// Catalogues of which the sandbox has a part.
const CATALOGS: [&str; 2] = ["countries", "industries"];
const HEADERS: [&str; 6] = [
    "content-type",
    "allow",
    "location",
    "content-disposition",
    "www-authenticate",
    "retry-after",
];

/// What differs, as sentences.
pub(crate) fn differences(
    ours: &Response,
    theirs: &Answered,
    how: How,
    binds: &mut Binds,
) -> Vec<String> {
    let mut out = Vec::new();
    if ours.status != theirs.status {
        out.push(format!(
            "status {} and not {}; {}",
            ours.status,
            theirs.status,
            cut(&ours.text())
        ));
        return out;
    }
    for name in HEADERS {
        let (a, b) = (ours.header(name), theirs.header(name));
        let moved = name == "location" && a.is_some() == b.is_some();
        if a != b && !moved {
            out.push(format!("{name} {a:?} and not {b:?}"));
        }
    }
    if how == How::Head {
        return out;
    }
    match &theirs.body {
        Value::Null => {
            if !ours.body.is_empty() {
                out.push(format!("a body: {}", cut(&ours.text())));
            }
        }
        Value::Object(bytes) if bytes.contains_key("__bytes__") => {
            if bytes["__bytes__"] != ours.body.len() {
                out.push(format!("{} bytes", ours.body.len()));
            }
        }
        Value::String(text) => {
            if *text != ours.text() && ours.json().as_str() != Some(text) {
                out.push(format!("{:?} and not {:?}", cut(&ours.text()), cut(text)));
            }
        }
        body => Comparison {
            // The server counts greater ids there, and those of rows are random.
            free_offset: body.get("activities").is_some(),
            how,
            binds,
            out: &mut out,
        }
        .values("", "", &ours.json(), body),
    }
    out
}

fn cut(text: &str) -> String {
    text.chars().take(200).collect()
}

struct Comparison<'a> {
    how: How,
    free_offset: bool,
    binds: &'a mut Binds,
    out: &'a mut Vec<String>,
}

impl Comparison<'_> {
    fn is_loose(&self) -> bool {
        self.how != How::Exact
    }

    fn is_fixed(&self, key: &str) -> bool {
        let fixed: &[&str] = match self.how {
            How::Kinds => &REFUSALS,
            _ => &FIXED,
        };
        fixed.contains(&key)
    }

    fn values(&mut self, path: &str, key: &str, ours: &Value, theirs: &Value) {
        match (ours, theirs) {
            _ if FREE.contains(&key) => {}
            _ if key == "offset" && self.free_offset => {}
            (Value::Object(a), Value::Object(b)) => {
                for key in a.keys().filter(|key| !b.contains_key(*key)) {
                    self.out.push(format!("{path}.{key} is too much"));
                }
                for (key, theirs) in b {
                    match a.get(key) {
                        Some(ours) => self.values(&format!("{path}.{key}"), key, ours, theirs),
                        None => self.out.push(format!("{path}.{key} is missing")),
                    }
                }
            }
            (Value::Array(a), Value::Array(b)) => self.lists(path, key, a, b),
            (Value::String(a), Value::String(b)) => self.texts(path, key, a, b),
            (Value::Null, _) | (_, Value::Null) if self.is_loose() => {}
            (Value::Number(_), Value::Number(_)) if self.is_loose() => {}
            (Value::Bool(_), Value::Bool(_)) if self.is_loose() && key != "error" => {}
            (a, b) if a == b => {}
            (a, b) => self.differ(path, &a.to_string(), &b.to_string()),
        }
    }

    fn lists(&mut self, path: &str, key: &str, a: &[Value], b: &[Value]) {
        let sorted = |list: &[Value]| {
            let mut list: Vec<Value> = list.to_vec();
            if UNORDERED.contains(&key) {
                list.sort_by_key(|one| canonical(one).to_string());
            }
            list
        };
        let (a, b) = (sorted(a), sorted(b));
        let free = self.is_loose() || CATALOGS.contains(&key);
        let take = if free { 1 } else { usize::MAX };
        if !free && a.len() != b.len() {
            self.differ(path, &format!("{} elements", a.len()), &b.len().to_string());
        }
        if CATALOGS.contains(&key) {
            return;
        }
        for (place, (ours, theirs)) in a.iter().zip(&b).take(take).enumerate() {
            self.values(&format!("{path}[{place}]"), key, ours, theirs);
        }
    }

    fn texts(&mut self, path: &str, key: &str, a: &str, b: &str) {
        if let (Some(a), Some(b)) = (claims(a), claims(b)) {
            return self.values(&format!("{path}(claims)"), "", &lasting(a), &lasting(b));
        }
        let same = a == b
            || (is_id(a) && is_id(b) && (self.is_loose() || self.binds.pair(b, a)))
            || (zone(a).is_some() && zone(a) == zone(b))
            || (a.starts_with("bcrm_pat_") && b.starts_with("bcrm_pat_"))
            || blank(a) == blank(b)
            || (self.is_loose() && !self.is_fixed(key));
        if !same {
            self.differ(path, a, b);
        }
    }

    fn differ(&mut self, path: &str, ours: &str, theirs: &str) {
        self.out
            .push(format!("{path} is {} and not {}", cut(ours), cut(theirs)));
    }
}

/// Claims with how long they last instead of when.
fn lasting(mut claims: Value) -> Value {
    let number = |key: &str| claims[key].as_i64().unwrap_or(0);
    let seconds = number("exp") - number("iat");
    claims["exp"] = seconds.into();
    claims["iat"] = 0.into();
    claims
}

/// A value without its ids and times, to sort by.
fn canonical(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::from(blank(text)),
        Value::Array(list) => list.iter().map(canonical).collect(),
        Value::Object(fields) => fields
            .iter()
            .map(|(key, value)| (key.clone(), canonical(value)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        other => other.clone(),
    }
}

/// A text without its ids and times, and without the random letters of a stored file's name.
fn blank(text: &str) -> String {
    if zone(text).is_some() {
        return "<time>".to_owned();
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if rest.get(..36).is_some_and(is_id) {
            out.push_str("<id>");
            rest = &rest[36..];
        } else {
            out.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    if let Some((folder, file)) = out
        .split_once("/media/attachments/")
        .and_then(|_| out.rsplit_once('/'))
    {
        let (stem, suffix) = file.rsplit_once('.').unwrap_or((file, ""));
        let random = |(_, end): &(&str, &str)| {
            end.len() == 7 && end.chars().all(|c| c.is_ascii_alphanumeric())
        };
        let stem = stem
            .rsplit_once('_')
            .filter(random)
            .map_or(stem, |(stem, _)| stem);
        return format!("{folder}/{stem}.{suffix}");
    }
    out
}

//! Grafts JSON trees: keys and values go, come twice, change their type, their place or their size. Some of what is put
//! in is nothing that a tree can hold (a lone surrogate, a number without end, an abyss): it is written into the text.

use crate::chance::Chance;
use serde_json::{Map, Value, json};

/// Stands for a raw piece until the tree is text.
const SLOT: &str = "@raw@";

/// Raw JSON that is well formed, and that a strict reader of values refuses or takes for something else.
const RAW: [&str; 9] = [
    r#""\ud800""#,
    r#""a\udc00b""#,
    "1e999",
    "-1e400",
    "123456789012345678901234567890",
    r#"{"id": "one", "id": "two", "name": 1, "name": 2}"#,
    "0.1e-9999999999",
    "@abyss@",
    r#""\u0000\u202e""#,
];

/// A tree with a change or more in it, as text.
pub(crate) fn graft(chance: &mut Chance, tree: &Value) -> Vec<u8> {
    let mut tree = tree.clone();
    let mut raw = None;
    for _ in 0..=chance.below(3) {
        let steps = chance.below(count(&tree));
        if let Some(node) = nth(&mut tree, &mut steps.clone()) {
            if chance.once_in(8) {
                *node = json!(SLOT);
                raw = Some(*chance.pick(&RAW));
            } else {
                change(chance, node);
            }
        }
    }
    let text = tree.to_string();
    let Some(raw) = raw else {
        return text.into_bytes();
    };
    let raw = if raw == "@abyss@" {
        let depth = 1 + chance.below(4000);
        format!("{}{}", "[".repeat(depth), "]".repeat(depth))
    } else {
        raw.to_owned()
    };
    text.replace(&format!("\"{SLOT}\""), &raw).into_bytes()
}

/// How many values a tree has, itself among them.
fn count(tree: &Value) -> usize {
    1 + match tree {
        Value::Array(list) => list.iter().map(count).sum(),
        Value::Object(fields) => fields.values().map(count).sum(),
        _ => 0,
    }
}

/// The n-th value of a tree, counted from the root.
fn nth<'a>(tree: &'a mut Value, left: &mut usize) -> Option<&'a mut Value> {
    if *left == 0 {
        return Some(tree);
    }
    *left -= 1;
    match tree {
        Value::Array(list) => list.iter_mut().find_map(|inner| nth(inner, left)),
        Value::Object(fields) => fields.values_mut().find_map(|inner| nth(inner, left)),
        _ => None,
    }
}

fn change(chance: &mut Chance, node: &mut Value) {
    match node {
        Value::Object(fields) if !fields.is_empty() && chance.once_in(2) => {
            let at = chance.below(fields.len());
            let (key, value) = fields
                .iter()
                .nth(at)
                .map(|(k, v)| (k.clone(), v.clone()))
                .unwrap();
            match chance.below(4) {
                0 => drop(fields.shift_remove(&key)),
                1 => drop(fields.insert(format!("{key}_"), value)),
                2 => drop(fields.insert(format!("x_{}", chance.below(99)), strange(chance))),
                _ => drop(fields.insert(key, strange(chance))),
            }
        }
        Value::Array(list) if !list.is_empty() && chance.once_in(2) => {
            let at = chance.below(list.len());
            match chance.below(4) {
                0 => drop(list.remove(at)),
                1 => list.insert(at, list[at].clone()),
                2 => list.insert(at, strange(chance)),
                _ => list.reverse(),
            }
        }
        Value::String(text) if chance.once_in(2) => {
            let at = chance.below(text.chars().count() + 1);
            let at = text.char_indices().nth(at).map_or(text.len(), |(at, _)| at);
            text.insert_str(
                at,
                chance.pick::<&str>(&["\0", "\u{202e}", " ", "é", "🙂", "/../", "{", "T"]),
            );
        }
        _ => *node = strange(chance),
    }
}

/// A value that nobody expects there.
pub(crate) fn strange(chance: &mut Chance) -> Value {
    match chance.below(16) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!(false),
        3 => json!(""),
        4 => json!("Banana"),
        5 => json!(-1),
        6 => json!(u64::MAX),
        7 => json!(1.5e300),
        8 => json!([]),
        9 => json!({}),
        10 => json!([null, 7, "k1", {"id": "k2"}, {"id": null}]),
        11 => json!({"id": "k3", "name": "Somebody", "email": null}),
        12 => json!("x".repeat(1 << chance.below(14))),
        13 => json!("\0\u{202e}\u{2028}\u{feff}"),
        14 => json!("2026-02-30T25:61:61.9999999999+99:99"),
        _ => deep(chance.below(160)),
    }
}

/// An object in an object in an object.
pub(crate) fn deep(depth: usize) -> Value {
    let wrap = |inner: Value| Value::Object(Map::from_iter([("a".to_owned(), inner)]));
    (0..depth).fold(Value::Null, |inner, _| wrap(inner))
}

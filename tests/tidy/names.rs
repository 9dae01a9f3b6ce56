//! Names that say nothing are not given.

use crate::files::below;
use crate::none;
use crate::text::{code, uncommented_web};

/// Endings that fit anything.
const VAGUE: [&str; 8] = [
    "Manager",
    "Helper",
    "Helpers",
    "Util",
    "Utils",
    "Service",
    "Services",
    "Processor",
];

/// The words a type's name follows.
const DECLARES: [&str; 7] = [
    "struct",
    "enum",
    "trait",
    "type",
    "union",
    "class",
    "interface",
];

const ADVICE: &str =
    "Say what it does: a Manager, Helper, Util, Service or Processor could be anything.";

#[test]
fn no_file_has_a_vague_name() {
    let mut culprits = vec![];
    for file in below("", &["rs", "ts", "svelte", "css", "sql"]) {
        let is_vague = |part: &str| {
            let stem = part.split('.').next().unwrap_or(part).to_lowercase();
            VAGUE
                .iter()
                .any(|ending| stem.ends_with(&ending.to_lowercase()))
        };
        if file.path.split('/').any(is_vague) {
            culprits.push(file.path);
        }
    }
    none(ADVICE, &culprits);
}

#[test]
fn no_type_has_a_vague_name() {
    let mut culprits = vec![];
    for file in below("", &["rs", "ts", "svelte"]) {
        let text = if file.extension() == "rs" {
            code(&file.text)
        } else {
            uncommented_web(&file.text)
        };
        for name in declared(&text) {
            if VAGUE.iter().any(|ending| name.ends_with(ending)) {
                culprits.push(format!("{}: {name}", file.path));
            }
        }
    }
    none(ADVICE, &culprits);
}

/// The names of the types this source declares.
fn declared(code: &str) -> Vec<String> {
    let words: Vec<&str> = code.split_whitespace().collect();
    words
        .windows(2)
        .filter_map(|pair| match pair {
            [word, name] if DECLARES.contains(word) => Some(name),
            _ => None,
        })
        .map(|name| {
            name.chars()
                .take_while(|letter| letter.is_alphanumeric())
                .collect()
        })
        .collect()
}

#[test]
fn declared_types_are_found_with_generics_and_bodies() {
    let code =
        "pub struct SyncManager<T>(T); enum A{B} export interface RowHelper { x } type Id = u8;";
    assert_eq!(declared(code), ["SyncManager", "A", "RowHelper", "Id"]);
}

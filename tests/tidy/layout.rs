//! The top of the repository, and the decision records.

use std::collections::BTreeSet;

use crate::files::paths;
use crate::none;

/// What may lie at the top; names that begin with a dot may too.
const TOP: [&str; 16] = [
    "Cargo.toml",
    "Cargo.lock",
    "README.md",
    "RELIABILITY.md",
    "SECURITY.md",
    "tauri.conf.json",
    "clippy.toml",
    "rustfmt.toml",
    "deny.toml",
    "LICENSE-MIT",
    "LICENSE-APACHE",
    "src-tauri",
    "ui",
    "tests",
    "icons",
    "docs",
];

#[test]
fn the_top_of_the_repository_holds_what_the_map_shows_and_nothing_else() {
    let tops: BTreeSet<String> = paths()
        .iter()
        .filter_map(|path| path.split('/').next())
        .map(str::to_owned)
        .collect();
    let extra = |name: &String| !name.starts_with('.') && !TOP.contains(&name.as_str());
    let culprits: Vec<String> = tops.into_iter().filter(extra).collect();
    none(
        "Put these where they belong, or change the map in docs/architecture.md first.",
        &culprits,
    );
}

#[test]
fn decision_records_are_numbered_without_holes() {
    let mut culprits = vec![];
    let mut next = 1;
    for path in paths() {
        let Some(name) = path.strip_prefix("docs/decisions/") else {
            continue;
        };
        let number = name.split_once('-').filter(|(digits, _)| digits.len() == 4);
        match number.and_then(|(digits, _)| digits.parse::<u32>().ok()) {
            Some(number) if number == next && name.ends_with(".md") => {}
            _ => culprits.push(format!("{path}: {next:04}-….md was expected")),
        }
        next += 1;
    }
    none(
        "Decision records are docs/decisions/NNNN-what-was-decided.md, counted from 0001.",
        &culprits,
    );
}

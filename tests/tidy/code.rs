//! What may not stay in a source.

use crate::files::below;
use crate::none;
use crate::text::{code, lines_where, mentions};

#[test]
fn nothing_is_left_to_do_or_to_debug() {
    // In two parts, or this file would be the first to break the rule.
    let later = ["FIX", "ME"].concat();
    let mut culprits = vec![];
    for file in below("", &["rs", "ts", "svelte", "css", "sql"]) {
        culprits.extend(lines_where(&file.path, &file.text, |line| {
            mentions(line, &later)
        }));
        if file.extension() == "rs" {
            let unfinished = |line: &str| ["todo!", "dbg!"].iter().any(|word| mentions(line, word));
            culprits.extend(lines_where(&file.path, &code(&file.text), unfinished));
        }
    }
    none(
        "Finish it, or write an issue and take the mark out.",
        &culprits,
    );
}

#[test]
fn whoever_silences_a_lint_says_why() {
    let mut culprits = vec![];
    for file in below("", &["rs"]) {
        let code = code(&file.text);
        for opening in ["#[allow(", "#![allow("] {
            for (at, _) in code.match_indices(opening) {
                let rest = code.get(at..).unwrap_or_default();
                let attribute = rest.split(']').next().unwrap_or_default();
                if !mentions(attribute, "reason") {
                    let line = code.get(..at).unwrap_or_default().matches('\n').count() + 1;
                    culprits.push(format!("{}:{line}", file.path));
                }
            }
        }
    }
    none(
        "Write #[expect(lint, reason = \"…\")], which also tells when it is no longer needed.",
        &culprits,
    );
}

//! A log line takes codes and numbers, never an error's words: a refusal's are the server's own, with customers in them, and
//! the log lies on the disk in the open (sync-and-security T18).

use crate::files::below;
use crate::none;

/// The macros of `tracing` in a source, each up to its end.
fn lines(source: &str) -> Vec<&str> {
    let starts = source.match_indices("tracing::").map(|(at, _)| at);
    let macros = starts.filter_map(|at| source.get(at..));
    macros
        .filter(|rest| {
            let name = rest.trim_start_matches("tracing::");
            ["error!(", "warn!(", "info!(", "debug!(", "trace!("]
                .iter()
                .any(|one| name.starts_with(one))
        })
        .map(|rest| {
            let ends = [")", ");", "),"].map(|end| format!("\"{end}"));
            let end = ends.iter().filter_map(|end| rest.find(end.as_str())).min();
            rest.get(..end.unwrap_or(rest.len().min(300)))
                .unwrap_or(rest)
        })
        .collect()
}

/// A value that is written as it shows itself, or as it is made: only of what has no words of others.
fn tells_words(line: &str) -> bool {
    let values = line.split(['(', ',']).map(str::trim);
    values.into_iter().any(|value| {
        let value = value.split_once("= ").map_or(value, |(_, value)| value);
        match value.chars().next() {
            Some('%') => !value.contains(".kind"),
            Some('?') => ["?e", "?error", "?other"].contains(&value),
            _ => value.ends_with(".message"),
        }
    })
}

#[test]
fn a_log_line_takes_no_errors_words() {
    let mut culprits = Vec::new();
    for room in ["src-tauri/core/src", "src-tauri/app"] {
        for file in below(room, &["rs"]) {
            let told = lines(&file.text)
                .into_iter()
                .filter(|line| tells_words(line));
            culprits.extend(told.map(|line| format!("{}: {line}", file.path)));
        }
    }
    none("Log the error's code, not its words.", &culprits);
}

#[test]
fn the_rule_knows_words_when_it_sees_them() {
    for told in [
        "tracing::warn!(%e, \"x\"",
        "tracing::warn!(code = ?e.code(), %error, \"x\"",
        "tracing::warn!(error = %other, \"x\"",
        "tracing::error!(?e, \"x\"",
        "tracing::error!(message = e.message, \"x\"",
    ] {
        assert!(tells_words(told), "{told}");
    }
    for quiet in [
        "tracing::warn!(code = ?e.code(), \"x\"",
        "tracing::warn!(kind = %e.kind(), rows = 5, \"x, 100 %\"",
    ] {
        assert!(!tells_words(quiet), "{quiet}");
    }
}

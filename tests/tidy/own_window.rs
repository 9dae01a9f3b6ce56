//! What the page of a case's own window shows, that window may also call: every file its page is made of is followed from the
//! top one, and each call in them has to be granted, or to belong to parts that only the main window shows.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::commands::granted;
use crate::files::{must_read, read};
use crate::none;
use crate::text::uncommented_web;

const TOP: &str = "ui/src/case/CaseWindow.svelte";

/// Called by files that the page of a case shares with the list, the digest, the rules of alerts and the lock, and there by
/// what only the main window shows.
const OF_THE_MAIN_WINDOW: [&str; 14] = [
    "arrange_saved_views",
    "delete_saved_view",
    "digest",
    "list_cases",
    "matching_cases",
    "pause_sync",
    "perform_bulk",
    "plan_bulk",
    "present",
    "save_shortcuts",
    "save_view",
    "saved_views",
    "set_alert_choices",
    "take_asked",
];

#[test]
fn the_page_of_a_cases_own_window_calls_only_what_that_window_may() {
    let mut files = vec![TOP.to_owned()];
    let mut known = BTreeSet::new();
    let mut culprits = vec![];
    let [own, main] = ["case", "main"].map(|window| {
        let file = must_read(&format!("src-tauri/capabilities/{window}.json"));
        let capability: Value = serde_json::from_str(&file).expect("a capability");
        granted(&capability)
    });
    while let Some(file) = files.pop() {
        if !known.insert(file.clone()) || file.starts_with("ui/src/api/") {
            continue;
        }
        let code = uncommented_web(&must_read(&file));
        files.extend(imports(&file, &code));
        for call in calls(&code) {
            let is_theirs = OF_THE_MAIN_WINDOW.contains(&call.as_str());
            // What is no command is an address or an event.
            if main.contains(&call) && !own.contains(&call) && !is_theirs {
                culprits.push(format!("{file} calls {call}"));
            }
        }
    }
    assert!(known.len() > 40, "{} files", known.len());
    none(
        "Grant it in capabilities/case.json, or do not show it in a case's own window.",
        &culprits,
    );
}

/// The files that one takes in.
fn imports(file: &str, code: &str) -> Vec<String> {
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let quoted = code.split('\'').skip(1).step_by(2);
    let near = quoted.filter(|one| one.starts_with("./") || one.starts_with("../"));
    near.filter_map(|one| {
        let mut parts: Vec<&str> = folder.split('/').collect();
        for part in one.split('/') {
            match part {
                "." => {}
                ".." => drop(parts.pop()),
                part => parts.push(part),
            }
        }
        let path = parts.join("/");
        let endings = ["", ".ts", ".svelte.ts", "/index.ts"];
        let mut all = endings.iter().map(|ending| format!("{path}{ending}"));
        all.find(|path| read(path).is_some())
    })
    .collect()
}

/// The commands that are called, as the shell names them.
fn calls(code: &str) -> BTreeSet<String> {
    let called = code.split("api.").skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric())?;
        (rest[end..].starts_with('(')).then(|| &rest[..end])
    });
    let mut names = BTreeSet::new();
    for call in called {
        let mut name = String::new();
        for letter in call.chars() {
            if letter.is_ascii_uppercase() {
                name.push('_');
            }
            name.push(letter.to_ascii_lowercase());
        }
        names.insert(name);
    }
    names
}

//! What the window may call is said three times, and the three agree: the functions in src-tauri/app/commands, the
//! list in src-tauri/build.rs that makes permissions of them, and the capability that grants them.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::files::must_read;
use crate::none;
use crate::text::uncommented;

const COMMANDS: [&str; 12] = [
    "src-tauri/app/commands.rs",
    "src-tauri/app/commands/alerts.rs",
    "src-tauri/app/commands/carry.rs",
    "src-tauri/app/commands/casework.rs",
    "src-tauri/app/commands/door.rs",
    "src-tauri/app/commands/habits.rs",
    "src-tauri/app/commands/kept.rs",
    "src-tauri/app/commands/lock.rs",
    "src-tauri/app/commands/news.rs",
    "src-tauri/app/commands/queue.rs",
    "src-tauri/app/commands/triage.rs",
    "src-tauri/app/commands/trouble.rs",
];
const LIST: &str = "src-tauri/build.rs";
const CAPABILITY: &str = "src-tauri/capabilities/main.json";

#[test]
fn the_window_may_call_exactly_the_commands_of_the_app() {
    let code: String = COMMANDS.map(must_read).concat();
    let commands = declared(&uncommented(&code));
    assert!(
        !commands.is_empty(),
        "no #[tauri::command] in {COMMANDS:?}; tell tests/tidy where they are"
    );
    let listed = listed(&uncommented(&must_read(LIST)));
    let capability: Value = serde_json::from_str(&must_read(CAPABILITY))
        .unwrap_or_else(|error| panic!("{CAPABILITY}: {error}"));
    let granted = granted(&capability);
    let mut culprits = vec![];
    for (place, names) in [(LIST, &listed), (CAPABILITY, &granted)] {
        culprits.extend(
            commands
                .difference(names)
                .map(|name| format!("{place} lacks {name}")),
        );
        culprits.extend(
            names
                .difference(&commands)
                .map(|name| format!("{place} has {name}, no command")),
        );
    }
    none(
        "A command is written in all three places, and taken out of all three.",
        &culprits,
    );
}

#[test]
fn a_cases_own_window_may_call_nothing_that_the_main_one_may_not() {
    let read = |path: &str| -> Value {
        let text = must_read(path);
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
    };
    let main = granted(&read(CAPABILITY));
    let case = granted(&read("src-tauri/capabilities/case.json"));
    assert!(!case.is_empty() && case.len() < main.len());
    let more: Vec<String> = case.difference(&main).cloned().collect();
    none("Take these out of capabilities/case.json.", &more);
    let door = [
        "sign_in",
        "sign_out",
        "set_passphrase",
        "set_proxy",
        "save_look",
        "perform_import",
    ];
    let culprits: Vec<String> = door
        .into_iter()
        .filter(|name| case.contains(*name))
        .map(str::to_owned)
        .collect();
    none(
        "Signing in and settings belong to the main window.",
        &culprits,
    );
}

/// The functions marked as commands.
fn declared(code: &str) -> BTreeSet<String> {
    code.split("#[tauri::command")
        .skip(1)
        .filter_map(|rest| name(rest.split_once("fn ")?.1))
        .collect()
}

/// The strings of the build script's `commands(&[…])`, or of the constant that is handed to it.
fn listed(code: &str) -> BTreeSet<String> {
    let list = code
        .split_once("commands(&[")
        .or_else(|| code.split_once("COMMANDS: &[&str] = &["));
    let list = list
        .and_then(|(_, rest)| rest.split(']').next())
        .unwrap_or_default();
    list.split('"')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

/// The commands the capability allows; permissions of Tauri's own have a colon.
pub(crate) fn granted(capability: &Value) -> BTreeSet<String> {
    let permissions = capability.get("permissions").and_then(Value::as_array);
    let names = permissions.into_iter().flatten().filter_map(Value::as_str);
    names
        .filter_map(|name| name.strip_prefix("allow-"))
        .map(|name| name.replace('-', "_"))
        .collect()
}

/// The identifier at the start.
fn name(text: &str) -> Option<String> {
    let name: String = text
        .chars()
        .take_while(|letter| *letter == '_' || letter.is_alphanumeric())
        .collect();
    (!name.is_empty()).then_some(name)
}

#[test]
fn commands_are_read_from_all_three_places() {
    let both = BTreeSet::from(["open_case".to_owned(), "sync_now".to_owned()]);
    let source = "#[tauri::command]\n#[specta::specta]\npub async fn open_case(id: u8) {}\n\
        #[tauri::command(async)]\npub(crate) fn sync_now() {}\nfn none() {}";
    assert_eq!(declared(source), both);
    assert_eq!(
        listed("AppManifest::new().commands(&[\"open_case\", \"sync_now\"])"),
        both
    );
    let capability = serde_json::json!({
        "permissions": ["core:event:allow-listen", "allow-open-case", "allow-sync-now"]
    });
    assert_eq!(granted(&capability), both);
}

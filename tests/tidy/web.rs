//! The page: only its api folder knows Tauri, it stores nothing itself, it shows no HTML of others; and the settings
//! that hold even where the page fails.

use serde_json::Value;

use crate::files::{File, below, must_read};
use crate::none;
use crate::text::{lines_where, uncommented_web};

/// Scripts and styles of our own, pictures of our own and of attachments, calls to the shell, and nothing else.
const CONTENT_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' attachment: http://attachment.localhost; font-src 'self'; \
    connect-src ipc: http://ipc.localhost; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

fn sources() -> Vec<File> {
    let mut files = below("ui/src/", &["ts", "svelte", "js"]);
    for file in &mut files {
        file.text = uncommented_web(&file.text);
    }
    files
}

/// The number after these words.
fn number_after(path: &str, words: &str) -> Option<u32> {
    let source = must_read(path);
    let rest = source.split(words).nth(1).unwrap_or_default();
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[test]
fn a_passphrase_is_too_short_for_the_page_where_it_is_for_the_engine() {
    let engine = number_after(
        "src-tauri/core/src/store/passphrase.rs",
        "const SHORTEST: usize = ",
    );
    assert!(engine.is_some(), "the engine has one");
    assert_eq!(
        number_after("ui/src/signin/strength.ts", "const shortest = "),
        engine
    );
    for (language, words) in [
        ("enDoor.ts", "tooShort: 'At least "),
        ("de/door.ts", "tooShort: 'Mindestens "),
        ("fr/door.ts", "tooShort: 'Il faut au moins "),
        ("ar/door.ts", "tooShort: 'تلزم "),
    ] {
        let told = number_after(&format!("ui/src/text/{language}"), words);
        assert_eq!(told, engine, "{language}");
    }
}

#[test]
fn only_the_api_folder_of_the_page_knows_tauri() {
    let mut culprits = vec![];
    for file in sources()
        .iter()
        .filter(|file| !file.path.starts_with("ui/src/api/"))
    {
        culprits.extend(lines_where(&file.path, &file.text, |line| {
            line.contains("@tauri-apps/") || line.contains("__TAURI")
        }));
    }
    none(
        "Go through ui/src/api: the tests put api/fake.ts in its place.",
        &culprits,
    );
}

#[test]
fn the_page_stores_nothing_and_shows_no_html_of_others() {
    let words = [
        "localStorage",
        "sessionStorage",
        "indexedDB",
        "document.cookie",
        "{@html",
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
    ];
    let mut culprits = vec![];
    for file in sources() {
        for word in words {
            let found = lines_where(&file.path, &file.text, |line| line.contains(word));
            culprits.extend(found.iter().map(|place| format!("{place} {word}")));
        }
    }
    none(
        "The engine keeps what must be kept; customers' text is shown as text.",
        &culprits,
    );
}

#[test]
fn the_window_is_closed_to_everything_but_our_own_page() {
    let text = must_read("tauri.conf.json");
    let settings: Value =
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("tauri.conf.json: {error}"));
    let app = settings.get("app");
    let security = app.and_then(|app| app.get("security"));
    let policy = security
        .and_then(|security| security.get("csp"))
        .and_then(Value::as_str);
    assert_eq!(
        policy,
        Some(CONTENT_POLICY),
        "app.security.csp: every source more is a way out or in; see docs/architecture.md before changing both"
    );
    let global = app.and_then(|app| app.get("withGlobalTauri"));
    assert_eq!(
        global,
        Some(&Value::Bool(false)),
        "app.withGlobalTauri: only ui/src/api calls the shell"
    );
    let frozen = security.and_then(|security| security.get("freezePrototype"));
    assert_eq!(
        frozen,
        Some(&Value::Bool(true)),
        "app.security.freezePrototype: no script changes Object"
    );
    let headers = security.and_then(|security| security.get("headers"));
    assert_eq!(
        headers,
        Some(&serde_json::json!({ "X-Content-Type-Options": "nosniff" })),
        "app.security.headers: nothing is taken for what it does not say it is, and nobody else is let in"
    );
}

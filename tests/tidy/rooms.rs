//! Who may know what (rules 1 to 3): libraries stay in their rooms, pure files stay pure, time and new ids come from
//! one file, transactions are opened in one file.

use crate::files::{below, must_read, read};
use crate::none;
use crate::text::{code, lines_where, mentions, uncommented, uses_library};

const CORE: &str = "src-tauri/core/src/";

/// Files that decide without looking around. Those not written yet are skipped.
const PURE: [&str; 28] = [
    "scope/mod.rs",
    "bulk.rs",
    "import/mod.rs",
    "import/table_text.rs",
    "undo/mod.rs",
    "sync/plan.rs",
    "sync/rhythm.rs",
    "sync/merge.rs",
    "sync/backoff.rs",
    "alert/mod.rs",
    "alert/rules.rs",
    "alert/quiet.rs",
    "alert/showing.rs",
    "query/parse.rs",
    "query/keys.rs",
    "search/fold.rs",
    "search/expression.rs",
    "search/passage.rs",
    "case/mod.rs",
    "case/facts.rs",
    "answer/mod.rs",
    "directory/seek.rs",
    "comment/mod.rs",
    "attachment/mod.rs",
    "attachment/policy.rs",
    "attachment/content.rs",
    "attachment/keep.rs",
    "directory/mod.rs",
];

/// Where time and new ids come from.
const CLOCK: [&str; 5] = [
    "Utc::now",
    "SystemTime::now",
    "Instant::now",
    "Uuid::now_v7",
    "Uuid::new_v4",
];

/// A library, the manifests that may ask for it and the files that may name it.
struct Library {
    name: &'static str,
    manifests: &'static [&'static str],
    room: fn(&str) -> bool,
    advice: &'static str,
}

const SHELL: fn(&str) -> bool = |path| path.starts_with("src-tauri/app/");

const LIBRARIES: [Library; 9] = [
    Library {
        name: "tauri",
        manifests: &["Cargo.toml"],
        room: SHELL,
        advice: "only src-tauri/app",
    },
    Library {
        name: "notify-rust",
        manifests: &["Cargo.toml"],
        room: SHELL,
        advice: "only src-tauri/app",
    },
    Library {
        name: "keyring",
        // The terminal takes the shell's own file in: `app/keychain.rs` is the only one that speaks to it.
        manifests: &["Cargo.toml", "src-tauri/cli/Cargo.toml"],
        room: |path| path == "src-tauri/app/keychain.rs",
        advice: "only src-tauri/app/keychain.rs",
    },
    Library {
        name: "keyring-core",
        manifests: &["Cargo.toml", "src-tauri/cli/Cargo.toml"],
        room: |path| path == "src-tauri/app/keychain.rs",
        advice: "only src-tauri/app/keychain.rs",
    },
    Library {
        name: "hayro",
        manifests: &["Cargo.toml"],
        room: |path| path.starts_with("src-tauri/app/pages/"),
        advice: "only src-tauri/app/pages/, whose code runs in a process of its own",
    },
    Library {
        name: "rfd",
        manifests: &["Cargo.toml"],
        room: SHELL,
        advice: "only src-tauri/app",
    },
    Library {
        name: "gtk",
        manifests: &["Cargo.toml"],
        room: SHELL,
        advice: "only src-tauri/app",
    },
    Library {
        name: "reqwest",
        manifests: &["src-tauri/core/Cargo.toml"],
        room: |path| path == "src-tauri/core/src/crm/http.rs",
        advice: "only core's crm/http.rs; go through the trait Crm",
    },
    Library {
        name: "rusqlite",
        manifests: &["src-tauri/core/Cargo.toml"],
        room: |path| {
            path.strip_prefix(CORE)
                .is_some_and(|inner| inner.starts_with("store/") || inner.ends_with("/table.rs"))
        },
        advice: "only core's store/ and the nouns' table.rs",
    },
];

#[test]
fn every_library_of_the_outside_stays_in_its_room() {
    let mut culprits = vec![];
    for file in below("", &["rs"]) {
        let code = code(&file.text);
        for library in &LIBRARIES {
            let name = library.name.replace('-', "_");
            if !(library.room)(&file.path) && uses_library(&code, &name) {
                culprits.push(format!("{} uses {name}: {}", file.path, library.advice));
            }
        }
    }
    none(
        "These libraries are known in one room each; move the code there.",
        &culprits,
    );
}

#[test]
fn only_the_manifest_of_its_room_asks_for_a_library_of_the_outside() {
    let mut culprits = vec![];
    for file in below("", &["toml"])
        .iter()
        .filter(|file| file.path.ends_with("Cargo.toml"))
    {
        for name in dependencies(&file.text) {
            for library in &LIBRARIES {
                if name == library.name && !library.manifests.contains(&file.path.as_str()) {
                    culprits.push(format!("{} asks for {name}: {}", file.path, library.advice));
                }
            }
        }
    }
    none(
        "These libraries are asked for by one manifest each.",
        &culprits,
    );
}

#[test]
fn pure_files_know_no_sql_no_network_no_runtime_no_clock_and_no_chance() {
    let others = [
        "rusqlite",
        "reqwest",
        "tokio",
        "SystemTime",
        "thread_rng",
        "rand",
        "getrandom",
    ];
    let mut culprits = vec![];
    for path in PURE.map(|path| format!("{CORE}{path}")) {
        let code = code(&read(&path).unwrap_or_default());
        for word in others.iter().chain(&CLOCK) {
            if mentions(&code, word) {
                culprits.push(format!("{path} mentions {word}"));
            }
        }
    }
    none(
        "Pure files take what they need as arguments; let the caller look and pass it in.",
        &culprits,
    );
}

#[test]
fn time_and_new_ids_come_from_the_clock_alone() {
    let mut culprits = vec![];
    for file in below(CORE, &["rs"]) {
        if file.path == format!("{CORE}clock.rs") {
            continue;
        }
        let code = code(&file.text);
        for word in CLOCK {
            culprits.extend(lines_where(&file.path, &code, |line| mentions(line, word)));
        }
    }
    none(
        "Ask the Clock that is passed in: the simulator runs the engine in virtual time.",
        &culprits,
    );
}

#[test]
fn transactions_are_opened_in_the_store_alone() {
    let opens = [
        format!("{CORE}store/transaction.rs"),
        // Bringing the layout up to date comes before the store is open.
        format!("{CORE}store/migrate.rs"),
    ];
    let mut culprits = vec![];
    for file in below("src-tauri/", &["rs"]) {
        if opens.contains(&file.path) {
            continue;
        }
        let code = uncommented(&file.text);
        culprits.extend(lines_where(&file.path, &code, |line| {
            mentions(line, "BEGIN")
                || [
                    ".transaction(",
                    ".transaction_with_behavior(",
                    "TransactionBehavior",
                ]
                .iter()
                .any(|word| line.contains(word))
        }));
    }
    none(
        "Pass a closure to the store's write or read; it opens the transaction.",
        &culprits,
    );
}

/// The names of all libraries a manifest asks for; versions the workspace fixes for its members do not count.
fn dependencies(manifest: &str) -> Vec<String> {
    let mut names = vec![];
    let mut section = "";
    for line in manifest.lines().map(str::trim) {
        if let Some(header) = line.strip_prefix('[') {
            section = header.trim_end_matches(']');
            if let Some((table, name)) = section.rsplit_once('.')
                && table.ends_with("dependencies")
                && !table.starts_with("workspace")
            {
                names.push(name.to_owned());
            }
        } else if section.ends_with("dependencies")
            && !section.starts_with("workspace")
            && let Some(end) = line.find(['.', '=', ' '])
            && !line.starts_with('#')
        {
            names.extend(line.get(..end).map(str::to_owned));
        }
    }
    names
}

#[test]
fn dependencies_are_read_in_every_spelling() {
    let manifest = "[workspace.dependencies]\nrfd = \"1\"\n[dependencies]\n# tauri = \"2\"\nserde.workspace = true\n\
        keyring = \"4\"\n[target.'cfg(unix)'.dev-dependencies]\nreqwest={}\n[dependencies.rusqlite]\nversion = \"1\"\n";
    assert_eq!(
        dependencies(manifest),
        ["serde", "keyring", "reqwest", "rusqlite"]
    );
}

#[test]
fn nothing_that_is_shipped_has_bugs_to_switch_on() {
    let mut culprits = Vec::new();
    for manifest in [
        "Cargo.toml",
        "src-tauri/cli/Cargo.toml",
        "src-tauri/sandbox/Cargo.toml",
    ] {
        let asks = |line: &&str| line.contains("mutants") && !line.trim_start().starts_with('#');
        if must_read(manifest).lines().any(|line| asks(&line)) {
            culprits.push(manifest.to_owned());
        }
    }
    let core = must_read("src-tauri/core/Cargo.toml");
    if core
        .lines()
        .any(|line| line.starts_with("default") && line.contains("mutants"))
    {
        culprits.push("src-tauri/core/Cargo.toml".to_owned());
    }
    none(
        "Only tests/Cargo.toml may ask for satchel-core's `mutants`.",
        &culprits,
    );
}

//! The rules of the architecture (docs/architecture.md), as tests. Each name is the rule; each message says which
//! file breaks it and what to do.
//!
//! The map: `rooms` who may know what · `sizes` small files with headers · `names` vague words · `sql` what a statement is made of · `layout` the top of
//! the repository and the decision records · `code` what may not stay in a source · `logs` what a log line may take · `migrations` released ones stay ·
//! `web` the page and Tauri's settings · `commands` what the window may call · `packages` what the page takes from others · `parts` the list of all that is taken · `requirements` what the list of security
//! requirements names. `files` and `text` are how they look.

mod code;
mod commands;
mod docs;
mod files;
mod layout;
mod logs;
mod migrations;
mod names;
mod own_window;
mod packages;
mod parts;
mod requirements;
mod rooms;
mod sizes;
mod sql;
mod text;
mod web;

/// Fails with the rule and everyone who breaks it.
#[track_caller]
fn none(rule: &str, culprits: &[String]) {
    assert!(culprits.is_empty(), "{rule}\n  {}\n", culprits.join("\n  "));
}

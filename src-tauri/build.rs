//! Build script of the app: hands Tauri our capability file, and one permission for each of our commands.
//!
//! The list below is the only one; `tests/tidy` holds it against `app/commands.rs` and `capabilities/main.json`.

use std::fmt::Write;
use std::path::PathBuf;
use std::{env, fs};

const COMMANDS: &[&str] = &[
    "app_state",
    "sign_in",
    "sign_in_offers",
    "request_code",
    "sign_in_with_code",
    "sign_in_with_password",
    "choose_organization",
    "before_sign_out",
    "sign_out",
    "end_sign_in",
    "mirrors",
    "open_mirror",
    "unlock",
    "lock_now",
    "saved_for_lock",
    "take_unfinished",
    "touched",
    "begin_anew",
    "leave_lock",
    "safety",
    "set_lock_settings",
    "set_lease_days",
    "put_off_key",
    "change_passphrase",
    "make_recovery_code",
    "add_keyring_slot",
    "remove_slot",
    "open_held",
    "set_passphrase",
    "list_cases",
    "view_counts",
    "saved_views",
    "save_view",
    "arrange_saved_views",
    "delete_saved_view",
    "find_cases",
    "matching_cases",
    "plan_bulk",
    "perform_bulk",
    "undo",
    "redo",
    "shortcuts",
    "save_shortcuts",
    "open_case",
    "read_case",
    "mark_unread",
    "mark_read",
    "present",
    "digest",
    "reference",
    "find_named",
    "case_named",
    "answers",
    "create_case",
    "edit_case",
    "add_comment",
    "comment_parts",
    "add_comments",
    "add_comment_with_file",
    "preview",
    "move_unsent",
    "into_new_case",
    "change_set",
    "watch_case",
    "delete_case",
    "edit_comment",
    "delete_comment",
    "attach_files",
    "attach_pasted",
    "attach_dropped",
    "attach_clipboard",
    "delete_attachment",
    "save_draft",
    "outbox",
    "discard_intent",
    "send_intent",
    "hold_intent",
    "rewrite_intent",
    "place_intent",
    "alerts",
    "mark_alerts_seen",
    "snooze_alert",
    "take_case",
    "alert_choices",
    "set_alert_choices",
    "usual_alert_rules",
    "try_alert_rule",
    "why_told",
    "status",
    "sync_now",
    "case_history",
    "restore_entry",
    "pause_sync",
    "sync_case",
    "network_changed",
    "save_attachment",
    "open_attachment",
    "scope_choice",
    "set_scope",
    "kept_files",
    "set_file_policy",
    "free_up_space",
    "pin_case",
    "export_cases",
    "print_page",
    "choose_import",
    "perform_import",
    "habits",
    "save_habits",
    "open_in_window",
    "close_window",
    "case_link",
    "diary",
    "diagnostics",
    "save_diagnostics",
    "save_look",
    "speak",
    "connection",
    "test_connection",
    "set_proxy",
    "choose_authority",
    "remove_authority",
    "set_network",
    "fault_lab",
    "change_fault_lab",
    "painted",
    "take_pending_open",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Tauri can write these files itself, but only into a `permissions/` folder at the root.
    let folder = PathBuf::from(env::var("OUT_DIR")?).join("permissions");
    fs::create_dir_all(&folder)?;
    let mut toml = String::new();
    for command in COMMANDS {
        let name = command.replace('_', "-");
        writeln!(
            toml,
            "[[permission]]\nidentifier = \"allow-{name}\"\ncommands.allow = [\"{command}\"]\n"
        )?;
    }
    fs::write(folder.join("commands.toml"), toml)?;
    let pattern: &'static str = folder.join("*.toml").to_string_lossy().into_owned().leak();
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*.json")
        .app_manifest(tauri_build::AppManifest::new().permissions_path_pattern(pattern));
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    tauri_build::try_build(attributes)?;
    Ok(())
}

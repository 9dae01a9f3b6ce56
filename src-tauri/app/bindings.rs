//! The typed bridge to the window: which commands and events there are. `ui/src/api/bindings.ts` is made from here by
//! `cargo xtask bindings`; a test says when it is not current.

use crate::{alerts, commands, drops, events, panes, session, window};
use tauri_specta::{Builder, collect_commands, collect_events};

/// Every command and event, as the window sees them.
pub(crate) fn builder() -> Builder<tauri::Wry> {
    Builder::<tauri::Wry>::new()
        .disable_serde_phases()
        .commands(collect_commands![
            commands::door::app_state,
            commands::door::sign_in,
            commands::door::sign_in_offers,
            commands::door::request_code,
            commands::door::sign_in_with_code,
            commands::door::sign_in_with_password,
            commands::door::choose_organization,
            commands::door::before_sign_out,
            commands::door::sign_out,
            commands::door::end_sign_in,
            commands::door::mirrors,
            commands::door::open_mirror,
            commands::lock::unlock,
            commands::lock::lock_now,
            commands::lock::typing_saved,
            commands::lock::keep_begun,
            commands::lock::take_up_begun,
            commands::lock::touched,
            commands::lock::begin_anew,
            commands::lock::leave_lock,
            commands::lock::safety,
            commands::lock::set_lock_settings,
            commands::lock::set_lease_days,
            commands::lock::put_off_key,
            commands::lock::change_passphrase,
            commands::lock::make_recovery_code,
            commands::lock::add_keyring_slot,
            commands::lock::remove_slot,
            commands::lock::open_held,
            commands::door::set_passphrase,
            commands::list_cases,
            commands::list_accounts,
            commands::view_counts,
            commands::queue::saved_views,
            commands::queue::save_view,
            commands::queue::arrange_saved_views,
            commands::queue::delete_saved_view,
            commands::triage::find_cases,
            commands::triage::matching_cases,
            commands::triage::plan_bulk,
            commands::triage::perform_bulk,
            commands::triage::undo,
            commands::triage::redo,
            commands::triage::shortcuts,
            commands::triage::save_shortcuts,
            commands::open_case,
            commands::news::read_case,
            commands::news::mark_unread,
            commands::news::mark_read,
            commands::news::present,
            commands::news::digest,
            commands::reference,
            commands::find_named,
            commands::case_named,
            commands::answers,
            commands::create_case,
            commands::edit_case,
            commands::add_comment,
            commands::casework::comment_parts,
            commands::casework::add_comments,
            commands::casework::add_comment_with_file,
            commands::casework::preview,
            commands::casework::draw_page,
            commands::casework::move_unsent,
            commands::casework::into_new_case,
            commands::change_set,
            commands::watch_case,
            commands::delete_case,
            commands::edit_comment,
            commands::delete_comment,
            commands::attach_files,
            commands::attach_pasted,
            commands::attach_dropped,
            commands::attach_clipboard,
            commands::casework::cover_picture,
            commands::delete_attachment,
            commands::save_draft,
            commands::outbox,
            commands::discard_intent,
            commands::send_intent,
            commands::hold_intent,
            commands::rewrite_intent,
            commands::place_intent,
            commands::alerts::alerts,
            commands::alerts::mark_alerts_seen,
            commands::alerts::snooze_alert,
            commands::alerts::take_case,
            commands::alerts::alert_choices,
            commands::alerts::set_alert_choices,
            commands::alerts::usual_alert_rules,
            commands::alerts::try_alert_rule,
            commands::alerts::why_told,
            commands::status,
            commands::sync_now,
            commands::case_history,
            commands::restore_entry,
            commands::pause_sync,
            commands::sync_case,
            commands::network_changed,
            commands::save_attachment,
            commands::kept::open_attachment,
            commands::kept::drag_attachment,
            commands::kept::scope_choice,
            commands::kept::set_scope,
            commands::kept::kept_files,
            commands::kept::set_file_policy,
            commands::kept::free_up_space,
            commands::kept::pin_case,
            commands::carry::export_cases,
            commands::carry::print_page,
            commands::carry::choose_import,
            commands::carry::perform_import,
            commands::habits::habits,
            commands::habits::save_habits,
            commands::habits::open_in_window,
            commands::habits::close_window,
            commands::habits::case_link,
            commands::trouble::diary,
            commands::trouble::diagnostics,
            commands::trouble::save_diagnostics,
            commands::save_look,
            commands::speak,
            commands::door::connection,
            commands::door::test_connection,
            commands::door::set_proxy,
            commands::door::choose_authority,
            commands::door::remove_authority,
            commands::set_network,
            commands::fault_lab,
            commands::change_fault_lab,
            commands::painted,
            commands::take_asked,
        ])
        .constant("queryKeys", satchel_core::query::keys::KEYS)
        .events(collect_events![
            events::Changed,
            events::StatusChanged,
            alerts::AlertsCounted,
            window::AskedOutside,
            window::SaveAsked,
            window::BegunLeft,
            drops::FilesDragged,
            panes::DraftKept,
            session::PhaseChanged,
        ])
}

#[cfg(test)]
mod tests {
    use specta_typescript::Typescript;

    #[test]
    fn the_windows_bindings_are_current() {
        let fresh =
            std::env::temp_dir().join(format!("satchel-bindings-{}.ts", std::process::id()));
        super::builder()
            .export(Typescript::default(), &fresh)
            .unwrap();
        let made = std::fs::read_to_string(&fresh).unwrap();
        std::fs::remove_file(&fresh).unwrap();
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/src/api/bindings.ts");
        if std::env::var_os("SATCHEL_WRITE_BINDINGS").is_some() {
            std::fs::write(&path, &made).unwrap();
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            committed == made,
            "ui/src/api/bindings.ts is not current: run `cargo xtask bindings`"
        );
    }
}

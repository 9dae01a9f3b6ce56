//! What the window may ask for about keys, locking and the lease. Each is a line into the session.

use super::Answer;
use crate::desk::Desk;
use crate::lock::{LastTouch, LockSettings};
use crate::session::{Safety, WhyLocked};
use crate::window::MAIN;
use satchel_core::store::key::Slot;
use tauri::{AppHandle, Manager, State, WebviewWindow};

/// Opens what is locked: with what was typed (a passphrase or a recovery code), else with the keyring.
#[tauri::command]
#[specta::specta]
pub(crate) async fn unlock(
    app: AppHandle,
    desk: State<'_, Desk>,
    typed: Option<String>,
) -> Answer<()> {
    desk.session.unlock(&app, typed).await
}

/// Locks now.
#[tauri::command]
#[specta::specta]
pub(crate) async fn lock_now(app: AppHandle, desk: State<'_, Desk>) -> Answer<()> {
    desk.session.lock(&app, WhyLocked::Person).await;
    Ok(())
}

/// The window has saved what was being typed.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn typing_saved(desk: State<'_, Desk>) {
    desk.session.typing_saved();
}

/// Keeps what this window says is only begun, `count` texts, in the place of what it said before.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn keep_begun(
    window: WebviewWindow,
    desk: State<'_, Desk>,
    words: Option<String>,
    count: u32,
) -> Answer<()> {
    let core = desk.core()?;
    Ok(core.keep_begun(window.label(), words.as_deref(), count)?)
}

/// What was only begun in windows that are no more, for the main one; `with_own`: and what this window said before. A window's
/// words each.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn take_up_begun(
    window: WebviewWindow,
    desk: State<'_, Desk>,
    with_own: bool,
) -> Answer<Vec<String>> {
    let open = window.app_handle().webview_windows();
    let is_main = window.label() == MAIN;
    let is_left = |label: &str| is_main && !open.contains_key(label);
    let core = desk.core()?;
    Ok(core.take_up_begun(window.label(), with_own, is_left)?)
}

/// Somebody touched the window.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn touched(last: State<'_, LastTouch>) {
    last.touched();
}

/// Begins a new copy, with the one that no key opens set aside.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn begin_anew(app: AppHandle, desk: State<'_, Desk>) -> Answer<()> {
    desk.session.begin_anew(&app)
}

/// From the locked screen to the sign-in.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn leave_lock(app: AppHandle, desk: State<'_, Desk>) {
    desk.session.leave_lock(&app);
}

/// How safe the open mirror is.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn safety(desk: State<'_, Desk>) -> Answer<Safety> {
    desk.session.safety()
}

/// Chooses when it locks.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn set_lock_settings(desk: State<'_, Desk>, settings: LockSettings) -> Answer<Safety> {
    desk.session.set_lock_settings(settings)
}

/// Chooses for how many days it opens without the server.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn set_lease_days(desk: State<'_, Desk>, days: u32) -> Answer<Safety> {
    desk.session.set_lease_days(days)
}

/// The person does not want another key now.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn put_off_key(desk: State<'_, Desk>) -> Answer<Safety> {
    desk.session.put_off_key()
}

/// Sets or changes the passphrase. `typed`: what opens it now, where the keyring does not or there is a passphrase.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn change_passphrase(
    desk: State<'_, Desk>,
    passphrase: String,
    typed: Option<String>,
) -> Answer<Safety> {
    desk.session
        .change_passphrase(&passphrase, typed.as_deref())
}

/// Makes a recovery code, in the place of one made before. It is told this once.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn make_recovery_code(desk: State<'_, Desk>, typed: Option<String>) -> Answer<String> {
    desk.session.make_recovery_code(typed.as_deref())
}

/// Has the keyring open it, too.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn add_keyring_slot(desk: State<'_, Desk>, typed: Option<String>) -> Answer<Safety> {
    desk.session.add_keyring_slot(typed.as_deref())
}

/// Takes a key away, never the last one. `typed`: what opens it, where this key is not taken away without.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn remove_slot(
    desk: State<'_, Desk>,
    slot: Slot,
    typed: Option<String>,
) -> Answer<Safety> {
    desk.session.remove_slot(slot, typed.as_deref())
}

/// Brings over what is unsent in a copy that was set aside. Answers on how many cases that was.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn open_held(desk: State<'_, Desk>, name: String, typed: Option<String>) -> Answer<u32> {
    desk.session.open_held(&name, typed.as_deref())
}

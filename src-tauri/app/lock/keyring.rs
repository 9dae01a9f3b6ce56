//! A keyring that said nothing when it was asked: once it does, the mirror opens by itself. How it is asked is `keychain.rs`.

use super::KeyringAwaited;
use crate::desk::Desk;
use crate::keychain;
use std::time::Duration;
use tauri::{AppHandle, Manager};

/// No keyring is waited for any longer.
const A_DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Waits for as long as the app runs, whenever [`KeyringAwaited`] says so.
pub(crate) async fn watch(app: AppHandle) {
    loop {
        app.state::<KeyringAwaited>().0.notified().await;
        tracing::info!("the keyring was asked and does not answer");
        let answered = tauri::async_runtime::spawn_blocking(|| keychain::is_answered(A_DAY)).await;
        if answered.unwrap_or_default() {
            app.state::<Desk>().session.open_by_late_keyring(&app).await;
        }
    }
}

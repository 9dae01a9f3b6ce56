//! When Satchel locks by itself: what the person chose, kept in the open beside the look, and what is known of it while it
//! runs. Nothing here asks the session: locking itself is `session/locking.rs`, and what brings it about stands above that:
//! `lock/idle.rs` (nobody touches it, the lease is over), `lock/desktop.rs` (the computer sleeps, its screen is locked), and
//! `lock/keyring.rs`, which opens it when a keyring answers late.

pub(crate) mod desktop;
pub(crate) mod idle;
pub(crate) mod keyring;

use satchel_core::error::{AppError, Error};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};
use tokio::sync::{Notify, watch};

/// Can somebody tell that the screen is locked?
pub(crate) const SCREEN_IS_TOLD: bool = cfg!(target_os = "linux");

/// Does somebody wait for us before the computer sleeps? Where nobody does, a sleep is only seen after it.
pub(crate) static SLEEP_IS_TOLD: AtomicBool = AtomicBool::new(false);

/// When it locks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LockSettings {
    /// After so many minutes without a touch; 0: never by itself.
    pub idle_minutes: u32,
    /// When the computer is suspended.
    pub on_suspend: bool,
    /// When the desktop locks its screen.
    pub on_screen_lock: bool,
    /// The keyring alone may open it again.
    pub keyring_unlocks: bool,
    /// The person was asked for another key beside the keyring, and does not want to be asked again before this day,
    /// counted from 1970.
    pub asked_until: u32,
}

impl Default for LockSettings {
    fn default() -> LockSettings {
        LockSettings {
            idle_minutes: 15,
            on_suspend: true,
            on_screen_lock: true,
            keyring_unlocks: false,
            asked_until: 0,
        }
    }
}

/// What is kept at `path`. What is not in there is as usual: an older Satchel kept less.
pub(crate) fn read(path: &Path) -> LockSettings {
    let kept = std::fs::read(path).unwrap_or_default();
    let kept: Map<String, Value> = serde_json::from_slice(&kept).unwrap_or_default();
    let usual = serde_json::to_value(LockSettings::default()).unwrap_or_default();
    let Value::Object(mut all) = usual else {
        return LockSettings::default();
    };
    all.extend(kept);
    serde_json::from_value(Value::Object(all)).unwrap_or_default()
}

/// Keeps it.
///
/// # Errors
/// `Storage`.
pub(crate) fn save(path: &Path, settings: LockSettings) -> Result<(), AppError> {
    let failed = |e: std::io::Error| AppError::from(Error::Storage(e.kind().to_string()));
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    let bytes = serde_json::to_vec(&settings).map_err(|e| failed(e.into()))?;
    std::fs::write(path, bytes).map_err(failed)
}

/// Is it locked? The one place that says so to the rest of the shell.
#[derive(Default)]
pub(crate) struct Curtain(watch::Sender<bool>);

impl Curtain {
    /// Nothing of a customer may be shown now, in no notification either.
    pub(crate) fn is_drawn(&self) -> bool {
        *self.0.borrow()
    }

    pub(crate) fn draw(&self, drawn: bool) {
        self.0.send_replace(drawn);
    }
}

/// The last time somebody touched the window, by both clocks: the one that stands still while the computer sleeps and the
/// one that may be set.
pub(crate) struct LastTouch(Mutex<(Instant, SystemTime)>);

impl Default for LastTouch {
    fn default() -> LastTouch {
        LastTouch(Mutex::new((Instant::now(), SystemTime::now())))
    }
}

impl LastTouch {
    /// Somebody is there.
    pub(crate) fn touched(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) =
            (Instant::now(), SystemTime::now());
    }

    /// How long ago, by either clock.
    fn since(&self) -> (Duration, Duration) {
        let (at, on) = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        (at.elapsed(), on.elapsed().unwrap_or_default())
    }
}

/// The keyring was asked for a key and says nothing: it is waited for (`lock/keyring.rs`).
#[derive(Default)]
pub(crate) struct KeyringAwaited(Notify);

impl KeyringAwaited {
    /// From now on.
    pub(crate) fn begins(&self) {
        self.0.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_chosen_is_kept_and_rubbish_is_as_usual() {
        let path = std::env::temp_dir().join(format!("satchel-lock-{}.json", std::process::id()));
        let never = LockSettings {
            idle_minutes: 0,
            keyring_unlocks: true,
            ..LockSettings::default()
        };
        save(&path, never).unwrap();
        assert_eq!(read(&path), never);
        std::fs::write(&path, b"{\"idleMinutes\": 5}").unwrap();
        let older = read(&path);
        assert!(older.idle_minutes == 5 && older.on_suspend);
        std::fs::write(&path, b"{\"idleMinutes\": \"soon\"}").unwrap();
        assert_eq!(read(&path), LockSettings::default());
        std::fs::remove_file(&path).unwrap();
    }
}

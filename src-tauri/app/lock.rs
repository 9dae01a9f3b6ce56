//! When Satchel locks by itself: what the person chose, kept in the open beside the look, and how long nobody has touched
//! the window. What locking does is `session/locking.rs`; what the desktop tells of suspending and of its own lock is
//! `lock/desktop.rs`. Whoever else in the shell has to know whether it is locked asks [`Curtain`].

pub(crate) mod desktop;

use crate::desk::Desk;
use satchel_core::error::{AppError, Error};
use satchel_core::lease::Standing;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};
use tauri::{AppHandle, Manager};
use tokio::sync::watch;

/// How often it is looked at whether it is time: what is chosen is minutes and days.
const LOOK: Duration = Duration::from_secs(15);

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

    fn since(&self) -> (Duration, Duration) {
        let (at, on) = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        (at.elapsed(), on.elapsed().unwrap_or_default())
    }
}

/// Is it time, so long after the last touch by either clock?
fn is_time((ran, passed): (Duration, Duration), after: Option<Duration>) -> bool {
    after.is_some_and(|after| ran.max(passed) >= after)
}

fn idle_after(settings: LockSettings) -> Option<Duration> {
    let minutes = u64::from(settings.idle_minutes);
    (minutes > 0).then(|| Duration::from_secs(minutes * 60))
}

/// Looks for as long as the app runs: has nobody touched it, is the lease over?
pub(crate) async fn watch(app: AppHandle) {
    let mut looked = Instant::now();
    loop {
        tokio::time::sleep(LOOK).await;
        let session = &app.state::<Desk>().session;
        let Ok(core) = session.core() else { continue };
        let idle = app.state::<LastTouch>().since();
        if is_time(idle, idle_after(session.lock_settings())) && session.keeps_somebody_out() {
            // It waits for nobody who holds the mirror.
            drop(core);
            session.lock(&app, crate::session::WhyLocked::Idle).await;
            continue;
        }
        let ran = chrono::TimeDelta::from_std(looked.elapsed()).unwrap_or_default();
        looked = Instant::now();
        match core.note_time(ran) {
            Ok(Standing::Over) => {
                drop(core);
                session.lock(&app, crate::session::WhyLocked::Lease).await;
            }
            Ok(Standing::Good | Standing::EndsSoon { .. }) => {}
            Err(e) => tracing::warn!(code = ?e.code(), "time was not noted"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_time_when_either_clock_says_so() {
        let minutes = |n: u64| Duration::from_secs(n * 60);
        let after = idle_after(LockSettings::default());
        assert_eq!(after, Some(minutes(15)));
        assert!(!is_time((minutes(14), minutes(14)), after));
        assert!(
            is_time((minutes(15), minutes(0)), after),
            "a clock set back"
        );
        assert!(is_time((minutes(1), minutes(600)), after), "it slept");
        assert!(!is_time((minutes(900), minutes(900)), None));
    }

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

//! Nobody has touched it for a while, or the lease is over: it locks. What is chosen stands in `lock.rs`.

use super::{LastTouch, LockSettings};
use crate::desk::Desk;
use crate::session::WhyLocked;
use satchel_core::lease::Standing;
use std::time::{Duration, Instant};
use tauri::{AppHandle, Manager};

/// How often it is looked at whether it is time: what is chosen is minutes and days.
const LOOK: Duration = Duration::from_secs(15);

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
            session.lock(&app, WhyLocked::Idle).await;
            continue;
        }
        let ran = chrono::TimeDelta::from_std(looked.elapsed()).unwrap_or_default();
        looked = Instant::now();
        match core.note_time(ran) {
            Ok(Standing::Over) => {
                drop(core);
                session.lock(&app, WhyLocked::Lease).await;
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
}

//! Nobody has touched it for a while, the computer slept and nobody told, or the lease is over: it locks. What is chosen stands
//! in `lock.rs`; what a desktop tells is `lock/desktop.rs`.

use super::{LastTouch, LockSettings};
use crate::desk::Desk;
use crate::session::WhyLocked;
use satchel_core::lease::Standing;
use std::time::{Duration, Instant, SystemTime};
use tauri::{AppHandle, Manager};

/// How often it is looked at whether it is time: what is chosen is minutes and days.
const LOOK: Duration = Duration::from_secs(15);

/// No look is so late on a computer that is awake.
const SLEPT: Duration = Duration::from_secs(60);

/// Did the computer sleep between two looks, so long apart by either clock? One of them stands still meanwhile on some systems.
fn slept((ran, passed): (Duration, Duration)) -> bool {
    ran.max(passed) >= LOOK + SLEPT
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
    let mut awake = (Instant::now(), SystemTime::now());
    loop {
        tokio::time::sleep(LOOK).await;
        let (ran, passed) = awake;
        let apart = (ran.elapsed(), passed.elapsed().unwrap_or_default());
        awake = (Instant::now(), SystemTime::now());
        let session = &app.state::<Desk>().session;
        let Ok(core) = session.core() else { continue };
        let idle = app.state::<LastTouch>().since();
        let settings = session.lock_settings();
        let why = if is_time(idle, idle_after(settings)) {
            Some(WhyLocked::Idle)
        } else {
            (settings.on_suspend && slept(apart)).then_some(WhyLocked::Suspend)
        };
        if let Some(why) = why
            && session.keeps_somebody_out()
        {
            // It waits for nobody who holds the mirror.
            drop(core);
            session.lock(&app, why).await;
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

    #[test]
    fn a_sleep_that_nobody_told_of_is_seen_by_either_clock() {
        let seconds = Duration::from_secs;
        assert!(!slept((LOOK, LOOK)));
        assert!(!slept((seconds(40), seconds(40))), "a busy computer");
        assert!(slept((LOOK, seconds(3600))), "the first stood still");
        assert!(slept((seconds(3600), LOOK)), "the second was set back");
    }
}

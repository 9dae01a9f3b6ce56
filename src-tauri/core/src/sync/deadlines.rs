//! What comes by itself, with or without a network: deadlines of cases, alerts that were put off. Looked at by the loop,
//! which sleeps no longer than until the next of them.

use super::Engine;
use super::pull::AS_OF;
use crate::alert::{self, Occurrence, Reason};
use crate::crm::{Effect, Next};
use crate::error::{Error, Result};
use crate::event::Event;
use crate::mirror::FIRST_MIRROR;
use crate::store::cursor;
use chrono::{DateTime, TimeDelta, Utc};
use std::time::Duration;

/// A new deadline that is nearer than all known ones is found this late at worst.
const LOOK_AGAIN: TimeDelta = TimeDelta::seconds(60);
/// So much more time than a rest wanted means that the computer slept.
const SLEPT: Duration = Duration::from_secs(30);

/// When they were looked at, and when they will be.
#[derive(Clone, Debug, Default)]
pub(super) struct Deadlines {
    looked_at: Option<DateTime<Utc>>,
    next: Option<DateTime<Utc>>,
}

impl Engine {
    /// Notes the deadlines that are near or over by now, and has alerts shown whose time has come again.
    pub(crate) fn look_at_deadlines(&self) -> Result<()> {
        let now = self.mirror.clock.now();
        let last = self.live(|live| live.deadlines.clone());
        let is_due = last.next.is_some_and(|next| now >= next)
            || last
                .looked_at
                .is_none_or(|at| now < at || now - at >= LOOK_AGAIN);
        if !is_due || self.mirror.read_only().is_some() {
            return Ok(());
        }
        let Some(since) = self.alerts_since(now)? else {
            return Ok(());
        };
        let passed = self
            .mirror
            .read(|db| alert::table::deadlines(db, since, now))?;
        if !passed.is_empty() {
            self.mirror.write(|w| {
                alert::table::forget_old(w, now)?;
                for (case, what) in passed {
                    w.occurred(case, what);
                }
                Ok(())
            })?;
        }
        let before = last.looked_at.unwrap_or(now);
        let (awake, next) = self.mirror.read(|db| {
            let awake = alert::table::awake(db, before, now)?;
            Ok((awake, alert::table::next_moment(db, now)?))
        })?;
        for id in awake {
            self.mirror.tell(Event::Alert(id));
        }
        self.live(|live| {
            live.deadlines = Deadlines {
                looked_at: Some(now),
                next,
            };
        });
        Ok(())
    }

    /// Sleeps until the next of them at most, unless somebody wakes it. Where far more time passed than it wanted to sleep, the
    /// computer slept, too: what was waited out before is tried now.
    pub(super) async fn rest(&self, wait: Duration) {
        let wait = wait.min(self.until_a_deadline());
        let before = self.mirror.clock.now();
        {
            let sleep = self.mirror.clock.sleep(wait);
            let woken = self.wake.notified();
            futures_util::pin_mut!(sleep, woken);
            futures_util::future::select(sleep, woken).await;
        }
        let passed = (self.mirror.clock.now() - before).to_std();
        if passed.unwrap_or_default() > wait + SLEPT {
            self.live(|live| live.course.woken());
        }
    }

    /// How long nothing comes by itself.
    fn until_a_deadline(&self) -> Duration {
        let now = self.mirror.clock.now();
        let Ok(next) = self.mirror.read(|db| alert::table::next_moment(db, now)) else {
            return Duration::MAX;
        };
        self.live(|live| live.deadlines.next = next);
        next.map_or(Duration::MAX, |next| {
            (next - now)
                .to_std()
                .unwrap_or_default()
                .max(Duration::from_millis(50))
        })
    }

    /// Since when it is noted what might deserve an alert: since the first mirror, or since a program that does it.
    fn alerts_since(&self, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>> {
        let (since, first) = self.mirror.read(|db| {
            Ok((
                cursor::get::<DateTime<Utc>>(db, alert::SINCE)?,
                cursor::get::<DateTime<Utc>>(db, FIRST_MIRROR)?,
            ))
        })?;
        if since.is_none() && first.is_some() {
            self.mirror.write(|w| cursor::set(w, alert::SINCE, &now))?;
            return Ok(Some(now));
        }
        Ok(since)
    }

    /// The server lets nobody in any more: the person is told once, until it was heard of again.
    pub(super) fn shut_out(&self, error: &Error) {
        let Error::Crm(why) = error else { return };
        if !matches!(why.next(Effect::Read), Next::SignIn) {
            return;
        }
        // What can't be noted now is noted at the next try.
        let _ = self.mirror.write(|w| {
            if let Some(heard) = cursor::get::<DateTime<Utc>>(w, AS_OF)? {
                let version = heard.timestamp_micros().to_string();
                w.occurred(
                    alert::table::NO_CASE,
                    Occurrence::new(Reason::SignInAgain, version),
                );
            }
            Ok(())
        });
    }
}

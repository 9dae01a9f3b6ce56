//! Virtual time: it moves when a test says so, or when the engine sleeps. It can be told to stop at a moment: whoever
//! sleeps past it is never woken.

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use satchel_core::clock::Clock;
use std::sync::Mutex;
use std::time::Duration;
use uuid::Uuid;

/// A clock that tests move. Ids count up; chance is always one half.
pub struct VirtualClock {
    state: Mutex<State>,
}

struct State {
    now: DateTime<Utc>,
    ids: u64,
    /// No sleep goes past this.
    stop_at: Option<DateTime<Utc>>,
}

impl Default for VirtualClock {
    fn default() -> Self {
        let now = Utc
            .with_ymd_and_hms(2026, 11, 23, 9, 0, 0)
            .single()
            .unwrap_or_default();
        VirtualClock {
            state: Mutex::new(State {
                now,
                ids: 0,
                stop_at: None,
            }),
        }
    }
}

impl VirtualClock {
    /// Lets time pass.
    pub fn pass(&self, time: TimeDelta) {
        self.with(|s| s.now += time);
    }

    /// From now on no sleep goes past this moment; `None` lets them all go on.
    pub fn stop_at(&self, moment: Option<DateTime<Utc>>) {
        self.with(|s| s.stop_at = moment);
    }

    fn with<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(
            &mut self
                .state
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner),
        )
    }
}

#[async_trait]
impl Clock for VirtualClock {
    fn now(&self) -> DateTime<Utc> {
        self.with(|s| s.now)
    }

    async fn sleep(&self, duration: Duration) {
        let duration = TimeDelta::from_std(duration).unwrap_or_default();
        let stops = self.with(|s| {
            let wakes = s.now + duration;
            let end = s.stop_at.filter(|end| wakes > *end);
            s.now = end.unwrap_or(wakes);
            end.is_some()
        });
        if stops {
            std::future::pending::<()>().await;
        }
    }

    fn new_id(&self) -> Uuid {
        self.with(|s| {
            s.ids += 1;
            let millis = u64::try_from(s.now.timestamp_millis()).unwrap_or_default();
            let mut random = [0; 10];
            random[2..].copy_from_slice(&s.ids.to_be_bytes());
            uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
        })
    }

    fn chance(&self) -> f64 {
        0.5
    }
}

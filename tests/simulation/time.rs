//! Virtual time for several at once: whoever sleeps is written down, and time moves only when everybody waits.
//!
//! Two engines run side by side in it, request by request, always in the same order.

use crate::chance::Chance;
use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use satchel_core::clock::Clock;
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;
use uuid::Uuid;

/// The server's time, which is the world's.
pub(crate) struct Time(Mutex<State>);

struct State {
    now: DateTime<Utc>,
    sleepers: BTreeMap<(DateTime<Utc>, u64), Waker>,
    next: u64,
}

impl Time {
    pub(crate) fn new() -> Arc<Time> {
        let now = Utc.with_ymd_and_hms(2026, 11, 23, 9, 0, 0).single();
        Arc::new(Time(Mutex::new(State {
            now: now.unwrap_or_default(),
            sleepers: BTreeMap::new(),
            next: 0,
        })))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.state().now
    }

    /// When the next sleeper wakes.
    pub(crate) fn next(&self) -> Option<DateTime<Utc>> {
        self.state().sleepers.keys().next().map(|(at, _)| *at)
    }

    /// Moves on to this moment, and wakes whoever slept until then.
    pub(crate) fn advance(&self, to: DateTime<Utc>) {
        let due = {
            let mut state = self.state();
            state.now = state.now.max(to);
            let later = state.sleepers.split_off(&(to, u64::MAX));
            std::mem::replace(&mut state.sleepers, later)
        };
        due.into_values().for_each(Waker::wake);
    }

    /// Sleeps for so long.
    pub(crate) fn sleep(self: &Arc<Time>, wait: Duration) -> Sleep {
        let wait = TimeDelta::from_std(wait).unwrap_or(TimeDelta::days(1));
        let mut state = self.state();
        state.next += 1;
        let key = (state.now + wait, state.next);
        Sleep {
            time: Arc::clone(self),
            key,
        }
    }
}

/// Somebody who sleeps.
pub(crate) struct Sleep {
    time: Arc<Time>,
    key: (DateTime<Utc>, u64),
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let mut state = self.time.state();
        if state.now >= self.key.0 {
            return Poll::Ready(());
        }
        state.sleepers.insert(self.key, context.waker().clone());
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        self.time.state().sleepers.remove(&self.key);
    }
}

/// The clock of one computer, which need not be right.
pub(crate) struct ComputerClock {
    time: Arc<Time>,
    wrong_by: TimeDelta,
    /// Chance and the number of ids drawn.
    drawn: Mutex<(Chance, u64)>,
    computer: u8,
}

impl ComputerClock {
    pub(crate) fn new(
        time: &Arc<Time>,
        wrong_by: TimeDelta,
        seed: u64,
        computer: u8,
    ) -> Arc<ComputerClock> {
        let chance = Chance::of(&[seed, 77, u64::from(computer)]);
        Arc::new(ComputerClock {
            time: Arc::clone(time),
            wrong_by,
            drawn: Mutex::new((chance, 0)),
            computer,
        })
    }

    fn drawn(&self) -> MutexGuard<'_, (Chance, u64)> {
        self.drawn.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Clock for ComputerClock {
    fn now(&self) -> DateTime<Utc> {
        self.time.now() + self.wrong_by
    }

    async fn sleep(&self, duration: Duration) {
        self.time.sleep(duration).await;
    }

    fn new_id(&self) -> Uuid {
        let mut drawn = self.drawn();
        drawn.1 += 1;
        let mut random = [0; 10];
        random[1] = self.computer;
        random[2..].copy_from_slice(&drawn.1.to_be_bytes());
        let millis = u64::try_from(self.now().timestamp_millis()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    fn chance(&self) -> f64 {
        self.drawn().0.part()
    }
}

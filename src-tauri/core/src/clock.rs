//! Time, chance and new ids: the one place of the engine that may ask for them.
//!
//! Everything else is given a [`Clock`], so that the simulator can run the engine in virtual time, deterministically.
//! No rule may depend on the local clock being right: outcomes are decided by the server's `Date` (see
//! `sync/verify.rs`), local time only orders and ages what is shown.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use std::time::Duration;
use uuid::Uuid;

/// The engine's source of time, chance and ids.
#[async_trait]
pub trait Clock: Send + Sync {
    /// Local time now.
    fn now(&self) -> DateTime<Utc>;
    /// Returns after `duration`, in this clock's time.
    async fn sleep(&self, duration: Duration);
    /// A new UUIDv7: later ids sort after earlier ones.
    fn new_id(&self) -> Uuid;
    /// A number in `0.0..1.0`, for jitter.
    fn chance(&self) -> f64;
}

/// How a program that hosts the engine sleeps: its runtime's timer. The engine has none of its own.
pub type Sleep = fn(Duration) -> futures_util::future::BoxFuture<'static, ()>;

/// The computer's clock.
pub struct SystemClock {
    sleep: Sleep,
}

impl SystemClock {
    /// A clock that sleeps with the host's timer.
    #[must_use]
    pub fn new(sleep: Sleep) -> SystemClock {
        SystemClock { sleep }
    }
}

#[async_trait]
impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    async fn sleep(&self, duration: Duration) {
        (self.sleep)(duration).await;
    }

    fn new_id(&self) -> Uuid {
        Uuid::now_v7()
    }

    fn chance(&self) -> f64 {
        let mut bytes = [0_u8; 4];
        // Without randomness there is no jitter, and nothing worse.
        if getrandom::fill(&mut bytes).is_err() {
            return 0.5;
        }
        f64::from(u32::from_le_bytes(bytes)) / (f64::from(u32::MAX) + 1.0)
    }
}

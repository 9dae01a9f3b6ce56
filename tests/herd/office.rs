//! The office: how many people, what they do, how much each sees, and when the server is down.

use crate::measure::Cost;
use chrono::{DateTime, TimeDelta, TimeZone, Utc};

/// Cases a person sees: open ones, and closed ones.
pub(crate) const OPEN: u32 = 60;
pub(crate) const CLOSED: u32 = 240;
pub(crate) const CASES: u32 = OPEN + CLOSED;
/// What a person does in eight hours, each leaving a row in the feed; so many see each case.
const ACTS: f64 = 30.0;
const SEEN_BY: f64 = 5.0;
/// Changed while the computer was off.
pub(crate) const CHANGED_OVERNIGHT: u32 = 10;
/// Rows of the feed of changes (server-contract 7).
pub(crate) const FEED: f64 = 50.0;
/// Settings, fields, macros, articles; then as many pages of accounts and of contacts as the engine ever reads.
pub(crate) const CATALOGUE: [Cost; 74] = catalogue();

const fn catalogue() -> [Cost; 74] {
    let mut all = [Cost::CONTACTS; 74];
    let mut i = 0;
    while i < 24 {
        all[i] = if i < 4 { Cost::SMALL } else { Cost::ACCOUNTS };
        i += 1;
    }
    all
}

/// The mean time between two acts of a person.
pub(crate) fn act_every() -> TimeDelta {
    TimeDelta::seconds(960)
}

/// One day of one server.
pub(crate) struct Office {
    pub(crate) clients: u32,
}

fn at(hour: u32, minute: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 23, hour, minute, 0)
        .single()
        .unwrap()
}

impl Office {
    /// Midnight.
    pub(crate) fn day() -> DateTime<Utc> {
        at(0, 0)
    }

    /// Work begins within ten minutes.
    pub(crate) fn begins() -> (DateTime<Utc>, TimeDelta) {
        (at(9, 0), TimeDelta::minutes(10))
    }

    /// And ends within half an hour.
    pub(crate) fn ends() -> (DateTime<Utc>, TimeDelta) {
        (at(17, 30), TimeDelta::minutes(30))
    }

    /// Ordinary hours, to compare with.
    pub(crate) fn normal() -> (DateTime<Utc>, DateTime<Utc>) {
        (at(10, 30), at(13, 0))
    }

    /// Connections are refused meanwhile.
    pub(crate) fn outage() -> (DateTime<Utc>, DateTime<Utc>) {
        (at(13, 0), at(14, 0))
    }

    pub(crate) fn is_down(&self, now: DateTime<Utc>) -> bool {
        let (from, to) = Office::outage();
        from <= now && now < to
    }

    /// Rows of the organization's feed between two moments: nothing in the night, nothing while the server is down; what
    /// was done meanwhile arrives in the five minutes after.
    pub(crate) fn acts(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> f64 {
        let rate = f64::from(self.clients) * ACTS / 28_800.0;
        let (down, up) = Office::outage();
        let late = (up, up + TimeDelta::minutes(5));
        let usual = seconds(from, to, (at(9, 0), down)) + seconds(from, to, (up, at(18, 0)));
        rate * (usual + seconds(from, to, late) * 12.0)
    }

    /// How many of them concern cases that one person sees.
    pub(crate) fn changes(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> f64 {
        self.acts(from, to) * SEEN_BY / f64::from(self.clients)
    }
}

fn seconds(from: DateTime<Utc>, to: DateTime<Utc>, of: (DateTime<Utc>, DateTime<Utc>)) -> f64 {
    let shared = to.min(of.1) - from.max(of.0);
    shared.to_std().unwrap_or_default().as_secs_f64()
}

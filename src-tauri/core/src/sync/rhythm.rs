//! The manners of the loop: how one client of thousands keeps its server's peak low. Pure.
//!
//! What is due is `plan.rs`'s business; here is what may wait although it is due, because everybody's is due at the same
//! moment: after an outage of the server, and when work begins. A person who asks, and what they did, never waits.
//! `tests/herd` holds it against thousands of clients of one server.

use super::backoff;
use crate::case::due::Stale;
use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use std::time::Duration;

/// Trouble that lasted longer was everybody's, perhaps: what is overdue then is spread.
pub const LONG_TROUBLE: TimeDelta = TimeDelta::minutes(3);
/// An overdue sweep is spread over so much time after long trouble.
pub const SWEEP_SPREAD: TimeDelta = TimeDelta::minutes(15);
/// So is what nobody waits for (people, catalogue, cases read again for good measure); also after a start.
pub const REST_SPREAD: TimeDelta = TimeDelta::hours(1);
/// Details read in one step; as many of these at once as there may be requests under way.
pub const DETAILS_PER_STEP: u32 = 24;
/// Rows of a sweep's page: the fewest and the most.
pub const PAGES: (u32, u32) = (10, 100);
/// A page that takes longer is asked for in smaller pieces.
const PAGE_TARGET: TimeDelta = TimeDelta::seconds(2);
/// A feed of the whole organization names many cases that are none of this person's. Of so many strange ones each is
/// looked at; more are left to the next sweep, which costs the server less.
pub const STRANGERS: usize = 10;
/// An open case is read again after this, whatever the hints say.
pub const OPEN_STALE: TimeDelta = TimeDelta::hours(2);
/// So is a closed one.
pub const CLOSED_STALE: TimeDelta = TimeDelta::hours(24);

/// What the computer tells of the moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Around {
    /// The network costs money by the amount, or is a phone's.
    pub is_metered: bool,
    /// The computer saves its battery.
    pub saves_power: bool,
}

/// Why files wait while text goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum FilesWait {
    /// The computer says that the network is metered.
    Metered,
    /// The person says so.
    TreatedAsMetered,
    /// The computer saves its battery.
    SavingPower,
    /// The disk has little room left.
    DiskLow,
    /// The room that the person gave them is full of what matters as much.
    NoRoom,
}

/// What makes files wait, of what the computer and the person say. Text never waits for any of it.
#[must_use]
pub fn files_wait(around: Around, treat_as_metered: bool) -> Option<FilesWait> {
    if treat_as_metered {
        Some(FilesWait::TreatedAsMetered)
    } else if around.is_metered {
        Some(FilesWait::Metered)
    } else if around.saves_power {
        Some(FilesWait::SavingPower)
    } else {
        None
    }
}

/// Where the loop stands between two steps: its trouble, and what may wait.
#[derive(Clone, Debug, Default)]
pub struct Course {
    failures: u32,
    /// When the trouble began.
    trouble_at: Option<DateTime<Utc>>,
    next_try_at: Option<DateTime<Utc>>,
    /// The server asked for time until then.
    asked_until: Option<DateTime<Utc>>,
    sweep_after: Option<DateTime<Utc>>,
    rest_after: Option<DateTime<Utc>>,
    refreshed_at: Option<DateTime<Utc>>,
}

impl Course {
    /// A program starts. Whole offices do so at nine, so what nobody waits for has a time of its own: `chance` (0..1).
    #[must_use]
    pub fn start(now: DateTime<Utc>, chance: f64) -> Course {
        Course {
            rest_after: Some(now + part(REST_SPREAD, chance)),
            ..Course::default()
        }
    }

    /// A step failed: nothing is tried before [`Course::next_try_at`]. `asked`: what the server asked for.
    pub fn failed(&mut self, now: DateTime<Utc>, chance: f64, asked: Option<Duration>) {
        self.failures = self.failures.saturating_add(1);
        self.trouble_at.get_or_insert(now);
        self.next_try_at = Some(now + backoff::wait(self.failures, chance, asked));
        if asked.is_some() {
            self.asked_until = self.next_try_at;
        }
    }

    /// A step went well. After long trouble what is overdue is spread; `chance` (0..1) is drawn then only.
    pub fn went_well(&mut self, now: DateTime<Utc>, chance: impl FnOnce() -> f64) {
        if self.trouble_at.is_some_and(|at| now - at >= LONG_TROUBLE) {
            let chance = chance();
            self.sweep_after = Some(now + part(SWEEP_SPREAD, chance));
            self.rest_after = Some(now + part(REST_SPREAD, chance));
        }
        self.failures = 0;
        self.trouble_at = None;
        // A file is fetched beside the steps: what the server asked for then is not over when a step under way goes well.
        self.next_try_at = self.asked_until.filter(|at| *at > now);
    }

    /// Something happened here and nowhere else: a network came, this computer woke, a person is at it. Whatever was
    /// waited out is tried now, and its end is no sign that a server came back to everybody.
    pub fn woken(&mut self) {
        self.next_try_at = None;
        self.asked_until = None;
        self.trouble_at = None;
    }

    /// The person asks: nothing that is due waits.
    pub fn asked(&mut self) {
        self.woken();
        self.sweep_after = None;
        self.rest_after = None;
        self.refreshed_at = None;
    }

    /// Cases were read again for good measure.
    pub fn refreshed(&mut self, now: DateTime<Utc>) {
        self.refreshed_at = Some(now);
    }

    /// When it is tried again after trouble.
    #[must_use]
    pub fn next_try_at(&self) -> Option<DateTime<Utc>> {
        self.next_try_at
    }

    /// No sweep begins before this.
    #[must_use]
    pub fn sweep_after(&self) -> Option<DateTime<Utc>> {
        self.sweep_after
    }

    /// Nothing that nobody waits for begins before this.
    #[must_use]
    pub fn rest_after(&self) -> Option<DateTime<Utc>> {
        self.rest_after
    }

    /// When cases were last read again for good measure.
    #[must_use]
    pub fn refreshed_at(&self) -> Option<DateTime<Utc>> {
        self.refreshed_at
    }
}

fn part(of: TimeDelta, chance: f64) -> TimeDelta {
    let part = of
        .to_std()
        .unwrap_or_default()
        .mul_f64(chance.clamp(0.0, 1.0));
    TimeDelta::from_std(part).unwrap_or(of)
}

/// How long to rest between two steps that read cases again for good measure: so that all that are `here` had their turn
/// when the first open ones are stale again, no faster than a request a second (I20), and no slower than ten minutes.
#[must_use]
pub fn refresh_every(here: i64, has_feed: bool) -> TimeDelta {
    let fastest = TimeDelta::seconds(i64::from(DETAILS_PER_STEP));
    if !has_feed {
        // The only way to hear of a customer's words.
        return fastest;
    }
    let steps = i32::try_from(here / i64::from(DETAILS_PER_STEP)).unwrap_or(i32::MAX);
    (OPEN_STALE / steps.max(1)).clamp(fastest, TimeDelta::minutes(10))
}

/// What is read again, whatever the hints say: edits and deletions of comments leave no trace. Without hints this is
/// also the only way to hear of a customer's words, so own cases are read again sooner.
pub(super) fn stale(now: DateTime<Utc>, has_feed: bool) -> Stale {
    Stale {
        mine: match has_feed {
            true => now - OPEN_STALE,
            false => now - TimeDelta::minutes(15),
        },
        open: now - OPEN_STALE,
        closed: now - CLOSED_STALE,
    }
}

/// The page size for the next page, after one that took `took`.
#[must_use]
pub fn paced(limit: u32, took: TimeDelta) -> u32 {
    if took > PAGE_TARGET {
        (limit / 2).max(PAGES.0)
    } else if took < PAGE_TARGET / 3 {
        (limit * 2).min(PAGES.1)
    } else {
        limit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

    fn after(trouble: TimeDelta) -> Course {
        let mut course = Course::default();
        course.failed(NOW, 0.5, None);
        course.failed(NOW + trouble / 2, 0.5, None);
        course.went_well(NOW + trouble, || 0.5);
        course
    }

    #[test]
    fn a_short_trouble_delays_nothing_and_a_long_one_spreads_what_is_overdue() {
        let short = after(TimeDelta::minutes(2));
        assert_eq!((short.sweep_after, short.rest_after), (None, None));
        assert_eq!(short.next_try_at, None);
        let end = NOW + TimeDelta::hours(1);
        let long = after(TimeDelta::hours(1));
        assert_eq!(long.sweep_after, Some(end + SWEEP_SPREAD / 2));
        assert_eq!(long.rest_after, Some(end + REST_SPREAD / 2));
        assert_eq!(long.next_try_at, None, "hints and the outbox go at once");
    }

    #[test]
    fn the_time_that_a_server_asked_for_passes_though_something_else_goes_well() {
        let now = DateTime::UNIX_EPOCH;
        let mut course = Course::default();
        course.failed(now, 0.0, Some(Duration::from_secs(60)));
        let until = course.next_try_at().unwrap();
        course.went_well(now + TimeDelta::seconds(1), || 0.5);
        assert_eq!(course.next_try_at(), Some(until));
        course.went_well(until, || 0.5);
        assert_eq!(course.next_try_at(), None, "it has passed");
        course.failed(until, 0.0, Some(Duration::from_secs(60)));
        course.woken();
        course.went_well(until, || 0.5);
        assert_eq!(course.next_try_at(), None, "the person is at it");
    }

    #[test]
    fn who_asks_waits_for_nothing() {
        let mut course = after(TimeDelta::hours(1));
        course.failed(NOW, 1.0, None);
        course.asked();
        assert_eq!(course.next_try_at, None);
        assert_eq!((course.sweep_after, course.rest_after), (None, None));
    }

    #[test]
    fn a_network_that_comes_back_here_is_no_sign_of_a_herd() {
        let mut course = Course::default();
        course.failed(NOW, 0.5, None);
        course.woken();
        course.went_well(NOW + TimeDelta::hours(5), || 0.5);
        assert_eq!(course.sweep_after, None);
    }

    #[test]
    fn files_wait_for_a_network_that_costs_nothing_and_a_battery_that_lasts() {
        let around = |is_metered, saves_power| Around {
            is_metered,
            saves_power,
        };
        assert_eq!(files_wait(Around::default(), false), None);
        assert_eq!(
            files_wait(around(true, true), false),
            Some(FilesWait::Metered)
        );
        assert_eq!(
            files_wait(around(false, true), false),
            Some(FilesWait::SavingPower)
        );
        let said = Some(FilesWait::TreatedAsMetered);
        assert_eq!(files_wait(Around::default(), true), said);
    }

    #[test]
    fn a_start_spreads_what_nobody_waits_for_and_no_sweep() {
        let course = Course::start(NOW, 0.25);
        assert_eq!(course.rest_after, Some(NOW + REST_SPREAD / 4));
        assert_eq!(course.sweep_after, None);
    }

    #[test]
    fn what_is_read_again_for_good_measure_trickles() {
        assert_eq!(refresh_every(10, true), TimeDelta::minutes(10));
        assert_eq!(refresh_every(480, true), OPEN_STALE / 20);
        assert_eq!(refresh_every(1_000_000, true), TimeDelta::seconds(24));
        assert_eq!(refresh_every(480, false), TimeDelta::seconds(24));
    }
}

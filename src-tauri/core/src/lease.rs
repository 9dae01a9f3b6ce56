//! The lease of a mirror: for how long it may be read without its server having let the person in. Pure.
//!
//! What is over locks, and takes nothing away: unsent work waits sealed, and a sign-in that succeeds opens everything as
//! it was. A server that says no (401, 403) ends nothing by itself; it only does not extend. A clock that is set back
//! extends nothing: the latest time ever seen counts, and what passes while the program runs is added to it. SQL is `lease/table.rs`.

pub(crate) mod table;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// Days without the server, where nobody chose otherwise.
pub const USUAL_DAYS: u32 = 30;
/// The fewest and the most days that can be chosen.
pub const DAYS: (u32, u32) = (1, 365);
/// So long before the end it is told.
const TOLD_BEFORE: TimeDelta = TimeDelta::days(7);
/// Time seen is written down in steps of this.
const STEP: TimeDelta = TimeDelta::minutes(10);

/// What is kept of it, in the encrypted mirror.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Lease {
    /// When the server last let the person in.
    pub let_in_at: DateTime<Utc>,
    /// The latest time ever seen.
    pub latest: DateTime<Utc>,
    /// For how many days without the server.
    pub days: u32,
}

/// How a lease stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "LeaseStanding", tag = "kind", rename_all = "camelCase")]
pub enum Standing {
    /// Nobody needs to think of it.
    Good,
    /// It ends soon.
    EndsSoon {
        /// Then.
        at: DateTime<Utc>,
    },
    /// It is over.
    Over,
}

impl Lease {
    /// A lease that begins now.
    #[must_use]
    pub fn begin(now: DateTime<Utc>, days: u32) -> Lease {
        Lease {
            let_in_at: now,
            latest: now,
            days: days.clamp(DAYS.0, DAYS.1),
        }
    }

    /// The server let the person in.
    #[must_use]
    pub fn extended(self, now: DateTime<Utc>) -> Lease {
        // The server's word outweighs a clock that once was wrong.
        Lease::begin(now, self.days)
    }

    /// Time went on: the clock says `now`, and the program has run for so long since it was last asked.
    #[must_use]
    pub fn aged(self, now: DateTime<Utc>, ran: TimeDelta) -> Lease {
        let ran = ran.max(TimeDelta::zero());
        Lease {
            latest: now.max(self.latest.checked_add_signed(ran).unwrap_or(self.latest)),
            ..self
        }
    }

    /// Is there enough in `newer` to write it down?
    #[must_use]
    pub fn is_worth_keeping(self, newer: Lease) -> bool {
        newer.let_in_at != self.let_in_at
            || newer.days != self.days
            || newer.latest - self.latest >= STEP
    }

    /// When it ends.
    #[must_use]
    pub fn ends_at(self) -> DateTime<Utc> {
        let days = TimeDelta::days(i64::from(self.days));
        self.let_in_at
            .checked_add_signed(days)
            .unwrap_or(self.let_in_at)
    }

    /// How it stands, by the latest time seen.
    #[must_use]
    pub fn standing(self) -> Standing {
        let at = self.ends_at();
        // A short lease is not told about from its first day.
        let before = TOLD_BEFORE.min(TimeDelta::hours(i64::from(self.days) * 8));
        if self.latest >= at {
            Standing::Over
        } else if self.latest >= at - before {
            Standing::EndsSoon { at }
        } else {
            Standing::Good
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(n: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::days(n)
    }

    #[test]
    fn it_is_told_a_week_before_and_over_after_its_days() {
        let lease = Lease::begin(day(0), 30);
        let on = |n| lease.aged(day(n), TimeDelta::zero()).standing();
        assert_eq!(on(22), Standing::Good);
        assert_eq!(on(23), Standing::EndsSoon { at: day(30) });
        assert_eq!(on(29), Standing::EndsSoon { at: day(30) });
        assert_eq!(on(30), Standing::Over);
    }

    #[test]
    fn a_clock_set_back_extends_nothing() {
        let lease = Lease::begin(day(0), 30).aged(day(29), TimeDelta::zero());
        let back = lease.aged(day(2), TimeDelta::hours(1));
        assert_eq!(back.latest, day(29) + TimeDelta::hours(1));
        assert_eq!(
            back.aged(day(2), TimeDelta::days(1)).standing(),
            Standing::Over
        );
    }

    #[test]
    fn being_let_in_begins_it_anew_even_after_a_clock_ran_ahead() {
        let lease = Lease::begin(day(0), 30).aged(day(4000), TimeDelta::zero());
        assert_eq!(lease.standing(), Standing::Over);
        assert_eq!(lease.extended(day(3)).standing(), Standing::Good);
    }

    #[test]
    fn days_are_within_their_bounds_and_a_short_lease_is_good_at_first() {
        assert_eq!(Lease::begin(day(0), 0).days, 1);
        assert_eq!(Lease::begin(day(0), 9999).days, 365);
        assert_eq!(Lease::begin(day(0), 1).standing(), Standing::Good);
        assert_eq!(Lease::begin(day(0), 7).standing(), Standing::Good);
    }

    #[test]
    fn small_steps_are_not_written_down_and_a_renewal_is() {
        let lease = Lease::begin(day(0), 30);
        let later = |minutes| lease.aged(day(0) + TimeDelta::minutes(minutes), TimeDelta::zero());
        assert!(!lease.is_worth_keeping(later(9)));
        assert!(lease.is_worth_keeping(later(10)));
        assert!(lease.is_worth_keeping(lease.extended(day(0) + TimeDelta::minutes(1))));
    }
}

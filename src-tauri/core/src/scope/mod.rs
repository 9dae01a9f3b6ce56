//! Whose conversations are kept on this computer, and what each choice would cost. Plain data and the pure decisions; the SQL
//! is in `table.rs`, what is read next `sync/plan.rs` and `case::table::to_detail` say.
//!
//! The list of cases is never part of a scope: it is here whole ([0017](../../../docs/decisions/0017-the-scope-of-a-mirror.md)).

pub(crate) mod table;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// Whose conversations are kept. A pinned case's, and one's with unsent work, always are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Scope {
    /// All cases'.
    #[default]
    Everything,
    /// Open cases', and those of cases in which something happened lately.
    Recent {
        /// In so many days.
        days: u32,
    },
    /// This person's own cases'.
    Mine,
}

/// The person's choice, and when they made it: what was said before is no news when a wider one brings it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Chosen {
    pub(crate) scope: Scope,
    pub(crate) at: DateTime<Utc>,
}

/// What is offered, the most first.
pub const OFFERED: [Scope; 5] = [
    Scope::Everything,
    Scope::Recent { days: 365 },
    Scope::Recent { days: 90 },
    Scope::Recent { days: 30 },
    Scope::Mine,
];

/// So many conversations are read before anything is asked: by them it is known what the others cost.
pub(crate) const SAMPLE: u32 = 48;
/// With fewer cases nobody is asked.
const FEW: u32 = 500;
/// Nor where everything is here in so many minutes,
const SOON: u32 = 2;
/// and takes no more than so many kilobytes.
const SMALL_KB: u32 = 100 * 1024;
/// A person who says nothing for so long gets everything: they may be on their way to a train.
const PATIENCE: TimeDelta = TimeDelta::minutes(10);
/// Of so many conversations the older half of what was measured is forgotten: another network is another pace.
const REMEMBERED: u32 = 400;

impl Scope {
    /// The same, within what can be meant.
    #[must_use]
    pub fn sane(self) -> Scope {
        match self {
            Scope::Recent { days } => Scope::Recent {
                days: days.clamp(1, 3650),
            },
            other => other,
        }
    }

    /// Is a case's conversation kept?
    #[must_use]
    pub fn takes(self, facts: &Facts, now: DateTime<Utc>) -> bool {
        facts.mine
            || facts.wanted
            || match self {
                Scope::Everything => true,
                Scope::Recent { .. } => facts.is_open || facts.last_activity_at >= self.since(now),
                Scope::Mine => false,
            }
    }

    /// What happened since then is lately.
    pub(crate) fn since(self, now: DateTime<Utc>) -> DateTime<Utc> {
        match self {
            Scope::Recent { days } => now
                .checked_sub_signed(TimeDelta::days(i64::from(days)))
                .unwrap_or(DateTime::UNIX_EPOCH),
            Scope::Everything | Scope::Mine => DateTime::UNIX_EPOCH,
        }
    }
}

/// What a scope goes by.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// It is open.
    pub is_open: bool,
    /// It is this person's.
    pub mine: bool,
    /// Its files are to be kept, or unsent work lies on it.
    pub wanted: bool,
    /// When something last happened, as far as it is known.
    pub last_activity_at: DateTime<Utc>,
}

/// What conversations were seen to cost.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Pace {
    conversations: u32,
    bytes: u64,
    millis: u64,
}

impl Pace {
    /// So many conversations of so many bytes came in this time.
    pub(crate) fn of(conversations: u32, bytes: u64, took: TimeDelta) -> Pace {
        Pace {
            conversations,
            bytes,
            millis: took.num_milliseconds().try_into().unwrap_or_default(),
        }
    }

    /// Both together, the latest with the greater weight.
    pub(crate) fn and(self, later: Pace) -> Pace {
        let half = if self.conversations + later.conversations > REMEMBERED {
            2
        } else {
            1
        };
        Pace {
            conversations: self.conversations / half + later.conversations,
            bytes: self.bytes / u64::from(half) + later.bytes,
            millis: self.millis / u64::from(half) + later.millis,
        }
    }

    fn times(self, measured: u64, conversations: u32, unit: u64) -> u32 {
        let each = u64::from(self.conversations.max(1)) * unit;
        let all = measured.saturating_mul(u64::from(conversations));
        u32::try_from(all.div_ceil(each)).unwrap_or(u32::MAX)
    }

    /// About how many kilobytes so many conversations are.
    pub(crate) fn kb(self, conversations: u32) -> u32 {
        self.times(self.bytes, conversations, 1024)
    }

    /// About how many minutes they take.
    pub(crate) fn minutes(self, conversations: u32) -> u32 {
        self.times(self.millis, conversations, 60_000)
    }
}

/// Where a mirror stands when it is decided whether to ask.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Stand {
    /// Somebody is there who can answer.
    pub(crate) can_ask: bool,
    /// The choice, where one was made.
    pub(crate) chosen: Option<Scope>,
    /// The first mirror is complete.
    pub(crate) is_complete: bool,
    /// When the head of the list was read.
    pub(crate) head_at: Option<DateTime<Utc>>,
    /// How many cases the server counts.
    pub(crate) on_server: u32,
    /// How many conversations are here.
    pub(crate) read: u32,
    /// What they cost.
    pub(crate) pace: Pace,
}

impl Stand {
    /// Does the choice wait for the person? Until it was measured what everything costs, it does not.
    pub(crate) fn is_asked(&self, now: DateTime<Utc>) -> bool {
        self.may_ask(now)
            && self.read >= SAMPLE
            && (self.pace.minutes(self.on_server) >= SOON
                || self.pace.kb(self.on_server) >= SMALL_KB)
    }

    /// Is it still to be measured, so that it can be asked?
    pub(crate) fn wants_sample(&self, now: DateTime<Utc>) -> bool {
        self.may_ask(now) && self.read < SAMPLE
    }

    fn may_ask(&self, now: DateTime<Utc>) -> bool {
        self.can_ask
            && self.chosen.is_none()
            && !self.is_complete
            && self.on_server >= FEW
            // A later time is a clock that was set back: then nothing waits.
            && self.head_at.is_some_and(|at| at <= now && now < at + PATIENCE)
    }

    /// The scope that is read by now. While the person is asked: what every answer holds.
    pub(crate) fn in_force(&self, now: DateTime<Utc>) -> Scope {
        match self.chosen {
            Some(scope) => scope,
            None if self.is_asked(now) => Scope::Mine,
            None => Scope::Everything,
        }
    }
}

/// The choice, with what each answer costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ScopeChoice {
    /// The scope in force.
    pub scope: Scope,
    /// The list is here whole, so that the numbers are all there are.
    pub is_counted: bool,
    /// What can be chosen.
    pub offers: Vec<Offer>,
}

/// One scope that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Offer {
    /// Which.
    pub scope: Scope,
    /// How many cases' conversations it keeps.
    pub cases: u32,
    /// How many of them are still to be read.
    pub missing: u32,
    /// About how many kilobytes all of them are; `None`: nothing was measured yet.
    pub kb: Option<u32>,
    /// About how many minutes the missing ones take.
    pub minutes: Option<u32>,
}

impl Offer {
    pub(crate) fn of(scope: Scope, cases: u32, missing: u32, pace: Pace) -> Offer {
        let is_measured = pace.conversations > 0;
        Offer {
            scope,
            cases,
            missing,
            kb: is_measured.then(|| pace.kb(cases)),
            minutes: is_measured.then(|| pace.minutes(missing)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

    fn now() -> DateTime<Utc> {
        NOW + TimeDelta::days(10_000)
    }

    /// 5,000 cases, and half a second for each conversation.
    fn first_mirror() -> Stand {
        Stand {
            can_ask: true,
            head_at: Some(now()),
            on_server: 5000,
            read: SAMPLE,
            pace: Pace::of(SAMPLE, 48 * 4096, TimeDelta::seconds(24)),
            ..Stand::default()
        }
    }

    #[test]
    fn each_scope_takes_its_own_and_all_of_them_what_is_mine_or_wanted() {
        let old = Facts {
            is_open: false,
            mine: false,
            wanted: false,
            last_activity_at: now() - TimeDelta::days(31),
        };
        let month = Scope::Recent { days: 30 };
        let takes = |facts: Facts| {
            [Scope::Everything, month, Scope::Mine].map(|scope| scope.takes(&facts, now()))
        };
        assert_eq!(takes(old), [true, false, false]);
        assert_eq!(
            takes(Facts {
                is_open: true,
                ..old
            }),
            [true, true, false]
        );
        let lately = now() - TimeDelta::days(29);
        let recent = Facts {
            last_activity_at: lately,
            ..old
        };
        assert_eq!(takes(recent), [true, true, false]);
        assert_eq!(takes(Facts { mine: true, ..old }), [true; 3]);
        assert_eq!(
            takes(Facts {
                wanted: true,
                ..old
            }),
            [true; 3]
        );
    }

    #[test]
    fn what_a_choice_costs_follows_from_what_was_measured() {
        let pace = first_mirror().pace;
        assert_eq!((pace.kb(5000), pace.minutes(5000)), (20_000, 42));
        assert_eq!(pace.minutes(0), 0);
        // A slower network outweighs what an earlier, faster one showed.
        let slow = Pace::of(400, 0, TimeDelta::seconds(800));
        assert!(pace.and(slow).minutes(60) >= 2, "{:?}", pace.and(slow));
        let offer = Offer::of(Scope::Mine, 10, 10, Pace::default());
        assert_eq!((offer.kb, offer.minutes), (None, None));
    }

    #[test]
    fn it_is_asked_once_it_is_measured_and_meanwhile_what_every_answer_holds_is_read() {
        let stand = first_mirror();
        let unmeasured = Stand { read: 3, ..stand };
        assert!(unmeasured.wants_sample(now()) && !unmeasured.is_asked(now()));
        assert_eq!(unmeasured.in_force(now()), Scope::Everything);
        assert!(stand.is_asked(now()) && !stand.wants_sample(now()));
        assert_eq!(stand.in_force(now()), Scope::Mine);
        let month = Scope::Recent { days: 30 };
        let answered = Stand {
            chosen: Some(month),
            ..stand
        };
        assert!(!answered.is_asked(now()));
        assert_eq!(answered.in_force(now()), month);
    }

    #[test]
    fn nobody_is_asked_where_it_costs_little_or_nobody_is_there() {
        let stand = first_mirror();
        let quick = Pace::of(SAMPLE, 48 * 4096, TimeDelta::milliseconds(200));
        let large = Pace::of(SAMPLE, 48 * 40_960, TimeDelta::milliseconds(200));
        for (other, asked) in [
            (
                Stand {
                    on_server: 400,
                    ..stand
                },
                false,
            ),
            (
                Stand {
                    pace: quick,
                    ..stand
                },
                false,
            ),
            (
                Stand {
                    pace: large,
                    ..stand
                },
                true,
            ),
            (
                Stand {
                    can_ask: false,
                    ..stand
                },
                false,
            ),
            (
                Stand {
                    is_complete: true,
                    ..stand
                },
                false,
            ),
        ] {
            assert_eq!(other.is_asked(now()), asked, "{other:?}");
        }
    }

    #[test]
    fn who_says_nothing_gets_everything_and_a_clock_set_back_makes_nobody_wait() {
        let stand = first_mirror();
        assert!(stand.is_asked(now() + TimeDelta::minutes(9)));
        for later in [now() + PATIENCE, now() - TimeDelta::hours(1)] {
            assert!(!stand.is_asked(later));
            assert_eq!(stand.in_force(later), Scope::Everything);
        }
    }
}

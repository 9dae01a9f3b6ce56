//! What can go wrong with a request. Each seed has a weather of its own: some kinds of trouble, each with its own rate,
//! so that rare combinations are not drowned by the sum of everything.

use crate::chance::Chance;
use satchel_core::crm::transport::Method;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A kind of trouble.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub(crate) enum Trouble {
    /// It never arrives, and the connection breaks at once.
    RequestLost,
    /// It never arrives, and nobody says so: patience ends.
    Silence,
    /// It takes effect, and the connection breaks.
    ReplyLost,
    /// It takes effect long after patience ended (POST), or just before (all others).
    Late,
    /// 500, 502, 503 or 504 without effect.
    FailedBefore,
    /// The same, with effect.
    FailedAfter,
    /// 429, with the time to wait.
    Busy,
    /// The hotel's page, with 200.
    Portal,
    /// It takes effect, and the answer breaks off.
    Cut,
    /// It takes effect, and the answer is only half of its JSON.
    Half,
    /// "Done", says the server, and does nothing. Only of what is read back.
    Ignored,
    /// A page of the list lacks a row.
    Forgetful,
    /// The list takes seconds, so it comes in small pages.
    Slow,
    /// The token is not accepted.
    SessionOut,
    /// The cable is out.
    Unplugged,
}

impl Trouble {
    /// What can be left out of a schedule.
    pub(crate) const ALL: &'static [Trouble] = &[
        Trouble::RequestLost,
        Trouble::Silence,
        Trouble::ReplyLost,
        Trouble::Late,
        Trouble::FailedBefore,
        Trouble::FailedAfter,
        Trouble::Busy,
        Trouble::Portal,
        Trouble::Cut,
        Trouble::Half,
        Trouble::Ignored,
        Trouble::Forgetful,
        Trouble::Slow,
    ];
}

/// What a weather draws from; the last two come with the acts of a schedule instead.
const KINDS: [Trouble; 12] = [
    Trouble::RequestLost,
    Trouble::Silence,
    Trouble::ReplyLost,
    Trouble::Late,
    Trouble::FailedBefore,
    Trouble::FailedAfter,
    Trouble::Busy,
    Trouble::Portal,
    Trouble::Cut,
    Trouble::Half,
    Trouble::Ignored,
    Trouble::Forgetful,
];

/// The weather of one seed.
pub(crate) struct Weather {
    rates: Vec<(Trouble, usize)>,
    chance: Chance,
    is_fine: bool,
    /// The whole schedule long.
    pub(crate) is_slow: bool,
    /// What happened so far.
    pub(crate) counts: BTreeMap<Trouble, u64>,
}

impl Weather {
    /// The weather of this seed: in one of twelve, the sun shines.
    pub(crate) fn of(seed: u64, without: &BTreeSet<Trouble>) -> Weather {
        let mut chance = Chance::of(&[seed, 11]);
        let fine = chance.per_mille(20);
        let is_slow = chance.per_mille(80);
        let mut rates = Vec::new();
        for kind in KINDS {
            let rate = usize::try_from(chance.between(20, 110)).unwrap_or(0);
            if chance.per_mille(500) && !fine && !without.contains(&kind) {
                rates.push((kind, rate));
            }
        }
        Weather {
            rates,
            chance,
            is_fine: false,
            is_slow: is_slow && !without.contains(&Trouble::Slow),
            counts: BTreeMap::new(),
        }
    }

    /// From now on, or for a while, nothing goes wrong by itself.
    pub(crate) fn set_fine(&mut self, fine: bool) {
        self.is_fine = fine;
    }

    /// What happens to the next request.
    pub(crate) fn draw(&mut self, method: Method, path: &str, can_ignore: bool) -> Option<Trouble> {
        let mut left = self.chance.below(1000);
        // Reading is most of the traffic; it meets less trouble, so that schedules get somewhere.
        let scale = if method == Method::Get { 3 } else { 1 };
        for (kind, rate) in &self.rates {
            if left < *rate / scale {
                let kind = *kind;
                let fits = match kind {
                    Trouble::Ignored => {
                        can_ignore && method != Method::Get && !path.contains("/watch/")
                    }
                    Trouble::Forgetful => method == Method::Get && path == "/api/cases/",
                    _ => true,
                };
                if !fits {
                    return None;
                }
                return (!self.is_fine).then(|| self.note(kind));
            }
            left = left.saturating_sub(*rate / scale);
        }
        None
    }

    /// Counts it.
    pub(crate) fn note(&mut self, kind: Trouble) -> Trouble {
        *self.counts.entry(kind).or_default() += 1;
        kind
    }

    /// How long something takes, in milliseconds.
    pub(crate) fn between(&mut self, least: i64, most: i64) -> u64 {
        u64::try_from(self.chance.between(least, most)).unwrap_or(0)
    }
}

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

/// So many requests meet trouble in each schedule, at least.
const LEAST: u64 = 15;

/// The weather of one seed.
pub(crate) struct Weather {
    rates: Vec<(Trouble, usize)>,
    /// So much trouble is to have come by now, whatever the rates.
    owed: u64,
    chance: Chance,
    is_fine: bool,
    /// The whole schedule long.
    pub(crate) is_slow: bool,
    /// What happened so far.
    pub(crate) counts: BTreeMap<Trouble, u64>,
}

impl Weather {
    /// The weather of this seed.
    pub(crate) fn of(seed: u64, without: &BTreeSet<Trouble>) -> Weather {
        let mut chance = Chance::of(&[seed, 11]);
        let is_slow = chance.per_mille(80);
        let mut rates = Vec::new();
        for kind in KINDS {
            let rate = usize::try_from(chance.between(20, 110)).unwrap_or(0);
            if chance.per_mille(500) && !without.contains(&kind) {
                rates.push((kind, rate));
            }
        }
        // One kind at least is of those that any request can meet.
        let any =
            |(kind, _): &(Trouble, usize)| !matches!(kind, Trouble::Ignored | Trouble::Forgetful);
        if !rates.iter().any(any) && !without.contains(&Trouble::ReplyLost) {
            rates.push((Trouble::ReplyLost, 60));
        }
        Weather {
            rates,
            owed: 0,
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

    /// By now so much trouble is to have come of [`LEAST`]: `part` of `whole`.
    pub(crate) fn owes(&mut self, part: u64, whole: u64) {
        self.owed = LEAST * part / whole.max(1);
    }

    /// Is all the trouble there that a schedule has at least? Also where none can come.
    pub(crate) fn has_raged(&self) -> bool {
        self.rates.is_empty() || self.happened() >= LEAST
    }

    /// How much trouble came of single requests: a cable that is out and a slow server are not counted.
    fn happened(&self) -> u64 {
        let one = |kind: &Trouble| !matches!(kind, Trouble::Unplugged | Trouble::Slow);
        let counts = self.counts.iter().filter(|(kind, _)| one(kind));
        counts.map(|(_, count)| count).sum()
    }

    /// What happens to the next request.
    pub(crate) fn draw(&mut self, method: Method, path: &str, can_ignore: bool) -> Option<Trouble> {
        let fits = |kind: Trouble| match kind {
            Trouble::Ignored => can_ignore && method != Method::Get && !path.contains("/watch/"),
            Trouble::Forgetful => method == Method::Get && path == "/api/cases/",
            _ => true,
        };
        let mut left = self.chance.below(1000);
        // Reading is most of the traffic; it meets less trouble, so that schedules get somewhere.
        let scale = if method == Method::Get { 3 } else { 1 };
        let mut drawn = None;
        for (kind, rate) in &self.rates {
            if left < *rate / scale {
                drawn = Some(*kind).filter(|kind| fits(*kind));
                break;
            }
            left = left.saturating_sub(*rate / scale);
        }
        if drawn.is_none() && self.happened() < self.owed && self.chance.per_mille(300) {
            let fitting = self.rates.iter().map(|(kind, _)| *kind);
            let fitting: Vec<Trouble> = fitting.filter(|kind| fits(*kind)).collect();
            drawn = self.chance.pick(&fitting).copied();
        }
        drawn.filter(|_| !self.is_fine).map(|kind| self.note(kind))
    }

    /// Does somebody change what a client is about to change?
    pub(crate) fn is_rushed(&mut self) -> bool {
        !self.is_fine && self.chance.per_mille(40)
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

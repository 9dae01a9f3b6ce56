//! One schedule: a world from a seed, acts one after the other while everybody's requests are under way, then a calm, and
//! the laws.

use crate::acts::{ACTS, Act};
use crate::book::Book;
use crate::chance::Chance;
use crate::desk::Desk;
use crate::echoes::Waiting;
use crate::line::Net;
use crate::others::Other;
use crate::person::{Deed, Person, Words, words};
use crate::server::Server;
use crate::time::Time;
use crate::weather::{Trouble, Weather};
use crate::{facts, law};
use chrono::{DateTime, TimeDelta, Utc};
use satchel_core::intent::State;
use satchel_core::sync::rhythm;
use satchel_sandbox::Dialect;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

/// What to run.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(crate) struct Plan {
    pub(crate) seed: u64,
    pub(crate) acts: usize,
    /// Acts that are left out, while a failure is made smaller.
    pub(crate) without: BTreeSet<usize>,
    /// Kinds of trouble that are left out.
    pub(crate) calm: BTreeSet<Trouble>,
    /// How many hours the computers' clocks are wrong, beside what the seed says.
    pub(crate) skew: i64,
    /// The bug that is switched on.
    pub(crate) mutant: Option<String>,
    /// Whether to keep a log for people.
    pub(crate) keep_log: bool,
}

/// How it went.
#[derive(Default)]
pub(crate) struct Outcome {
    pub(crate) hash: u64,
    /// What the server holds in the end.
    pub(crate) state: u64,
    pub(crate) violation: Option<String>,
    pub(crate) log: Vec<String>,
    pub(crate) troubles: BTreeMap<Trouble, u64>,
    pub(crate) requests: u64,
    pub(crate) seconds: i64,
    pub(crate) facts: facts::Facts,
}

/// So many wakings in one schedule mean that somebody does not rest.
const RESTLESS: u32 = 120_000;

/// So often somebody asks in the end for what is not there, so that enough goes wrong.
const MOST_ROUNDS: u32 = 40;

/// So long a program waits for something to be on its way before it ends, in such steps.
const MOMENTS: u32 = 40;
const MOMENT: TimeDelta = TimeDelta::milliseconds(25);

/// A world under way.
pub(crate) struct Life {
    pub(crate) time: Arc<Time>,
    pub(crate) net: Arc<Mutex<Net>>,
    pub(crate) desks: Vec<Desk>,
    pub(crate) book: Book,
    words: Words,
    dialect: Dialect,
    wakings: u32,
    /// When the faults began.
    began: DateTime<Utc>,
}

/// Runs a plan.
pub(crate) fn run(plan: &Plan) -> Outcome {
    let mut outcome = Outcome::default();
    let mut life = match Life::new(plan) {
        Ok(life) => life,
        Err(why) => {
            outcome.violation = Some(why);
            return outcome;
        }
    };
    let done = life.unfolds(plan);
    outcome.violation = done.err();
    outcome.facts = facts::of(&life);
    let mut net = life.net();
    outcome.hash = net.trace.hash;
    outcome.state = net.server.digest();
    outcome.troubles = std::mem::take(&mut net.weather.counts);
    outcome.requests = net.trace.asked.values().map(|a| a.len() as u64).sum();
    outcome.seconds = (life.time.now() - life.began).num_seconds();
    outcome.log = net.trace.lines.take().unwrap_or_default();
    outcome
}

impl Life {
    fn new(plan: &Plan) -> Result<Life, String> {
        let mut chance = Chance::of(&[plan.seed, 1]);
        let dialect = if chance.per_mille(200) {
            Dialect::Documented
        } else {
            Dialect::Bottlecrm
        };
        let mut server = Server::new(dialect, plan.seed, chance.per_mille(500));
        let (time, words) = (Time::new(), words(dialect));
        let start = time.now() - TimeDelta::days(3);
        let mut weather = Weather::of(plan.seed, &plan.calm);
        let many = weather.is_slow || chance.per_mille(40);
        let cases = if many {
            chance.between(20, 45)
        } else {
            chance.between(4, 13)
        };
        for number in 0..cases {
            let at = start + TimeDelta::minutes(7 * number);
            let tag = format!("{number} of before");
            server.others(Other::Creates, &mut chance, &tag, &words, at);
            for more in 0..chance.between(0, 2) {
                let tag = format!("{number}/{more} of before");
                server.others(Other::Comments, &mut chance, &tag, &words, at);
            }
        }
        server.left.clear();
        weather.set_fine(true);
        let net = Net::new(server, weather, plan.keep_log);
        let mut life = Life {
            began: time.now(),
            time,
            net,
            desks: Vec::new(),
            book: Book::default(),
            words,
            dialect,
            wakings: 0,
        };
        for number in 0..2 {
            let desk = Desk::new(number, plan.seed, &life.time, &life.net, plan.skew);
            let mut desk = desk.map_err(|e| e.to_string())?;
            let account = life
                .waits_for(desk.signing_in())
                .map_err(|e| e.to_string())?;
            desk.connects(account).map_err(|e| e.to_string())?;
            life.desks.push(desk);
        }
        // In half of the worlds everything is mirrored before anything goes wrong.
        if chance.per_mille(500) {
            life.desks.iter_mut().for_each(Desk::syncs);
            life.passes(TimeDelta::seconds(120))?;
        }
        life.net().weather.set_fine(false);
        Ok(life)
    }

    pub(crate) fn net(&self) -> MutexGuard<'_, Net> {
        self.net.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn waits_for<T>(&mut self, future: impl Future<Output = T>) -> T {
        let mut future = pin!(future);
        let mut context = Context::from_waker(Waker::noop());
        loop {
            if let Poll::Ready(done) = future.as_mut().poll(&mut context) {
                return done;
            }
            let next = self.time.next().unwrap_or_else(|| self.time.now());
            self.time.advance(next);
        }
    }

    /// Lets time pass for everybody.
    pub(crate) fn passes(&mut self, time: TimeDelta) -> Result<(), String> {
        let end = self.time.now() + time;
        loop {
            self.desks.iter_mut().for_each(Desk::goes_on);
            self.wakings += 1;
            if self.wakings > RESTLESS {
                return Err("somebody does not rest".to_owned());
            }
            let late = self.net().late.keys().next().map(|(at, _)| *at);
            let next = [self.time.next(), late].into_iter().flatten().min();
            match next.filter(|next| *next <= end) {
                Some(next) => self.time.advance(next),
                None => break,
            }
            self.late_ones_arrive();
        }
        self.time.advance(end);
        self.desks.iter_mut().for_each(Desk::goes_on);
        self.session_returns()
    }

    fn late_ones_arrive(&self) {
        let now = self.time.now();
        let mut net = self.net();
        while let Some(entry) = net.late.first_entry().filter(|e| e.key().0 <= now) {
            let (by, request) = entry.remove();
            net.trace.add(now, || {
                format!("{by} late: {} {}", request.method.as_str(), request.path)
            });
            net.server.take(by, &request);
        }
    }

    /// The computers sleep for so long: nobody is woken before the end.
    fn sleeps(&mut self, time: TimeDelta) {
        let end = self.time.now() + time;
        self.time.advance(end);
        self.late_ones_arrive();
    }

    fn session_returns(&mut self) -> Result<(), String> {
        let now = self.time.now();
        if self.net().session_out_until.is_none_or(|until| now < until) {
            return Ok(());
        }
        {
            let mut net = self.net();
            net.session_out_until = None;
            net.acted = now;
        }
        let again = |desk: &mut Desk| desk.signs_in_again().map_err(|e| e.to_string());
        self.desks.iter_mut().try_for_each(again)
    }

    fn unfolds(&mut self, plan: &Plan) -> Result<(), String> {
        law::at_any_time(self)?;
        for number in 0..plan.acts {
            if plan.without.contains(&number) {
                continue;
            }
            let (part, whole) = (number as u64 + 1, plan.acts as u64);
            self.net().weather.owes(part, whole);
            let mut chance = Chance::of(&[plan.seed, 100, number as u64]);
            self.acts(number, &mut chance)?;
            self.may_end_on_the_way(number, &mut Chance::of(&[plan.seed, 101, number as u64]))?;
            let millis = match chance.below(100) {
                0..8 => 0,
                8..38 => chance.between(0, 2_000),
                38..75 => chance.between(2_000, 45_000),
                75..97 => chance.between(45_000, 180_000),
                _ => {
                    self.sleeps(TimeDelta::minutes(chance.between(30, 300)));
                    chance.between(0, 2_000)
                }
            };
            self.passes(TimeDelta::milliseconds(millis))?;
            law::at_any_time(self)?;
        }
        self.rages()?;
        self.calms_down()?;
        law::in_the_end(self)
    }

    fn acts(&mut self, number: usize, chance: &mut Chance) -> Result<(), String> {
        let now = self.time.now();
        let mut desk_number = chance.below(self.desks.len());
        self.net().acted = now;
        let tag = format!("#{number}");
        let act = chance.weigh(&ACTS);
        let ends = matches!(act, Act::Alice(Deed::Restarts | Deed::LosesDatabase));
        if ends && !self.desks[desk_number].can_restart() {
            desk_number = (desk_number + 1) % self.desks.len();
        }
        let told = match act {
            Act::Alice(deed) => self.alice_does(deed, desk_number, tag, chance)?,
            Act::Web(act) => {
                let waiting = Waiting::on(&self.desks).map_err(|e| e.to_string())?;
                let mut net = self.net.lock().unwrap_or_else(PoisonError::into_inner);
                let server = &mut net.server;
                let hot = server.hot;
                let echo = match act {
                    Other::Comments => server.echoes(&waiting, hot, chance, now),
                    Other::Uploads => server.echoes_file(&waiting, chance, &tag, now),
                    _ => None,
                };
                echo.unwrap_or_else(|| server.others(act, chance, &tag, &self.words, now))
            }
            Act::SessionEnds => {
                let until = now + TimeDelta::seconds(chance.between(5, 900));
                self.net().session_out_until = Some(until);
                format!("the token is not accepted until {until}")
            }
        };
        self.net().trace.add(now, || format!("#{number} {told}"));
        Ok(())
    }

    fn alice_does(
        &mut self,
        deed: Deed,
        number: usize,
        tag: String,
        chance: &mut Chance,
    ) -> Result<String, String> {
        let mut person = Person {
            number,
            desk: &mut self.desks[number],
            book: &mut self.book,
            words: &self.words,
            dialect: self.dialect,
            tag,
            now: self.time.now(),
            broken: None,
        };
        let told = person.does(deed, chance);
        match person.broken {
            Some(broken) => Err(broken),
            None => told.map_err(|e| format!("{deed:?}: {e}")),
        }
    }

    /// Sometimes a program ends at the worst moment, with its database or without: something is on its way, and nobody knows
    /// what became of it.
    fn may_end_on_the_way(&mut self, number: usize, chance: &mut Chance) -> Result<(), String> {
        let mut on_disk = (0..self.desks.len()).filter(|desk| self.desks[*desk].can_restart());
        let Some(desk) = on_disk.next().filter(|_| chance.per_mille(60)) else {
            return Ok(());
        };
        for _ in 0..MOMENTS {
            let outbox = self.desks[desk].outbox().map_err(|e| e.to_string())?;
            let mut states = outbox.iter().map(|item| item.state);
            if states.any(|state| state == State::Sending) {
                let deed = match chance.per_mille(400) {
                    true => Deed::LosesDatabase,
                    false => Deed::Restarts,
                };
                // An answer that asked for time may not have been read.
                self.net().acted = self.time.now();
                let tag = format!("#{number}, on the way");
                let told = self.alice_does(deed, desk, tag, chance)?;
                let now = self.time.now();
                self.net().trace.add(now, || told);
                return Ok(());
            }
            self.passes(MOMENT)?;
        }
        Ok(())
    }

    /// Where hardly anybody asked for anything, somebody does, until the weather had its due.
    fn rages(&mut self) -> Result<(), String> {
        for _ in 0..MOST_ROUNDS {
            if self.net().weather.has_raged() {
                break;
            }
            let now = self.time.now();
            self.net().acted = now;
            self.desks.iter().for_each(|desk| desk.plug(true));
            self.desks.iter_mut().for_each(Desk::syncs);
            self.passes(TimeDelta::seconds(61))?;
            law::at_any_time(self)?;
        }
        Ok(())
    }

    /// Faults stop, everybody is online, and time passes until nothing can be on its way any more.
    fn calms_down(&mut self) -> Result<(), String> {
        let now = self.time.now();
        self.net().weather.set_fine(true);
        self.net().weather.is_slow = false;
        self.net().session_out_until = Some(now);
        self.net().trace.add(now, || "the calm".to_owned());
        self.desks.iter().for_each(|desk| desk.plug(true));
        self.desks.iter_mut().for_each(Desk::opens_window);
        self.net().acted = now;
        self.session_returns()?;
        // Who waits for an answer that was lost before, waits on: ten minutes, where a file was sent.
        let silent = self.net().silent_until - now;
        self.passes(silent.max(TimeDelta::zero()))?;
        // Twelve minutes at the most: what nothing waits for any more can't come to rest better. Whoever still waits trouble out
        // would take its end for that of an outage, and spread over an hour what is due.
        for _ in 0..12 {
            self.passes(TimeDelta::minutes(1))?;
            let is_well = |desk: &Desk| desk.core().status().is_ok_and(|s| s.error.is_none());
            let nothing_is_late = self.net().late.is_empty();
            if nothing_is_late && self.desks.iter().all(is_well) && law::rested(self).is_ok() {
                break;
            }
        }
        law::rested(self)?;
        // What leaves no trace on the server is read again after two hours; of many cases not all at once.
        self.sleeps(TimeDelta::minutes(125));
        self.passes(TimeDelta::minutes(2) + self.all_read_again())
    }

    /// How long it takes until every case had its turn to be read again for good measure.
    fn all_read_again(&self) -> TimeDelta {
        let most = self.desks.iter().map(|desk| desk.rows.len()).max();
        let most = u32::try_from(most.unwrap_or(0)).unwrap_or(u32::MAX);
        let later_steps = most.saturating_sub(1) / rhythm::DETAILS_PER_STEP;
        let has_feed = self.dialect == Dialect::Bottlecrm;
        let apart = rhythm::refresh_every(i64::from(most), has_feed);
        apart * i32::try_from(later_steps).unwrap_or(i32::MAX)
    }
}

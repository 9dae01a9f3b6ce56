//! One client of the herd: what `plan::next` decides on, without the mirror behind it.
//!
//! What is due, what waits, how trouble is waited out, how long a page is and how many details a step reads are the
//! engine's own (`sync::plan`, `sync::rhythm`); how much a mirror holds and what changes in it are `office.rs`'s figures.

use crate::chance::Chance;
use crate::measure::{Cost, Load};
use crate::office::{self, Office};
use chrono::{DateTime, TimeDelta, Utc};
use satchel_core::sync::plan::{self, Picture, Step};
use satchel_core::sync::rhythm::{self, Course};
use std::collections::VecDeque;

/// How clients behave.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Manners {
    /// As shipped.
    Kept,
    /// Trouble is waited out as shipped, but then all that is due goes at once.
    Jitter,
    /// All that is due at once; after trouble every five seconds.
    Off,
}

pub(crate) struct Client {
    manners: Manners,
    chance: Chance,
    course: Course,
    picture: Picture,
    next_act: DateTime<Utc>,
    outbox: u32,
    /// Rows read by the sweep under way; its page size.
    swept: u32,
    page: u32,
    /// Requests of the catalogue that were made.
    catalogued: usize,
    /// Cases with news that were not read yet.
    news: u32,
    /// Changes of this person's cases up to then were counted.
    counted_to: DateTime<Utc>,
    /// Changes that only a sweep will show.
    hidden: f64,
    /// When open and closed cases were read, the oldest first.
    open: VecDeque<DateTime<Utc>>,
    closed: VecDeque<DateTime<Utc>>,
    retry_at: Option<DateTime<Utc>>,
}

impl Client {
    /// A client that starts at `now` with yesterday's mirror.
    pub(crate) fn start(now: DateTime<Utc>, manners: Manners, seed: u64) -> Client {
        let mut chance = Chance::new(seed);
        let yesterday = |chance: &mut Chance, from: i64, to: i64| {
            let back = TimeDelta::days(1) - TimeDelta::minutes(from);
            now - back + chance.part(TimeDelta::minutes(to - from))
        };
        // It ran from nine to half past five.
        let mut read = |cases: u32, from: i64| {
            let mut read: Vec<_> = (0..cases)
                .map(|_| yesterday(&mut chance, from, 510))
                .collect();
            read.sort();
            VecDeque::from(read)
        };
        let (open, closed) = (read(office::OPEN, 390), read(office::CLOSED, 0));
        let picture = Picture {
            directory_at: Some(yesterday(&mut chance, 360, 510)),
            catalogue_at: Some(yesterday(&mut chance, 0, 60)),
            swept_at: Some(yesterday(&mut chance, 480, 510)),
            hints_at: Some(yesterday(&mut chance, 509, 510)),
            head_done: true,
            has_feed: true,
            ..Picture::default()
        };
        let course = Course::start(now, chance.draw());
        Client {
            manners,
            next_act: now + chance.wait(office::act_every()),
            chance,
            course,
            picture,
            outbox: 0,
            swept: 0,
            page: rhythm::PAGES.1,
            catalogued: 0,
            news: 0,
            counted_to: now,
            hidden: f64::from(office::CHANGED_OVERNIGHT),
            open,
            closed,
            retry_at: None,
        }
    }

    /// Does the next step; tells when it wants the one after.
    pub(crate) fn step(
        &mut self,
        now: DateTime<Utc>,
        office: &Office,
        load: &mut Load,
    ) -> DateTime<Utc> {
        while self.next_act <= now {
            self.outbox += 1;
            self.next_act += self.chance.wait(office::act_every());
        }
        let waits = match self.manners {
            Manners::Kept | Manners::Jitter => self.course.next_try_at(),
            Manners::Off => self.retry_at,
        };
        if let Some(at) = waits.filter(|at| *at > now) {
            return at;
        }
        let step = plan::next(&self.picture(now), now);
        if let Step::Wait(at) = step {
            return at.min(self.next_act).max(now + TimeDelta::milliseconds(50));
        }
        if office.is_down(now) {
            load.add(now, Cost::REFUSED);
            self.course.failed(now, self.chance.draw(), None);
            self.retry_at = Some(now + TimeDelta::seconds(5));
            return now;
        }
        let end = self.take(step, now, office, load);
        let chance = &mut self.chance;
        self.course.went_well(end, || chance.draw());
        self.retry_at = None;
        end
    }

    fn picture(&self, now: DateTime<Utc>) -> Picture {
        let is_old = |read: &VecDeque<DateTime<Utc>>, stale| {
            read.front().is_some_and(|oldest| *oldest < now - stale)
        };
        let is_kept = self.manners == Manners::Kept;
        Picture {
            outbox_due: self.outbox > 0,
            sweep_after: self.course.sweep_after().filter(|_| is_kept),
            rest_after: self.course.rest_after().filter(|_| is_kept),
            details_due: self.news > 0,
            refresh_due: is_old(&self.open, rhythm::OPEN_STALE)
                || is_old(&self.closed, rhythm::CLOSED_STALE),
            refreshed_at: self.course.refreshed_at().filter(|_| is_kept),
            refresh_every: rhythm::refresh_every(i64::from(office::CASES), true),
            ..self.picture.clone()
        }
    }

    /// Asks what the step asks, and notes what the engine would; tells when the last answer is here.
    fn take(
        &mut self,
        step: Step,
        now: DateTime<Utc>,
        office: &Office,
        load: &mut Load,
    ) -> DateTime<Utc> {
        let mut line = Line { now, load };
        match step {
            Step::Push => {
                // Each is read before it is written.
                for _ in 0..std::mem::take(&mut self.outbox) {
                    line.ask(Cost::DETAIL);
                    line.ask(Cost::WRITE);
                }
            }
            Step::Directory => {
                line.ask(Cost::SMALL);
                line.ask(Cost::SMALL);
                self.picture.directory_at = Some(line.now);
            }
            Step::Catalogue => {
                if let Some(cost) = office::CATALOGUE.get(self.catalogued) {
                    line.ask(*cost);
                    self.catalogued += 1;
                }
                self.picture.cataloguing = self.catalogued < office::CATALOGUE.len();
                if !self.picture.cataloguing {
                    (self.catalogued, self.picture.catalogue_at) = (0, Some(line.now));
                }
            }
            Step::Head | Step::Wait(_) => {}
            Step::Hints => self.hints(&mut line, office),
            Step::Sweep => self.sweep(&mut line),
            Step::Details => {
                let read = self.news.min(rhythm::DETAILS_PER_STEP);
                self.news -= read;
                line.details(read);
            }
            Step::Refresh => {
                let mut left = rhythm::DETAILS_PER_STEP;
                let kinds = [
                    (&mut self.open, rhythm::OPEN_STALE),
                    (&mut self.closed, rhythm::CLOSED_STALE),
                ];
                for (read, stale) in kinds {
                    while left > 0 && read.front().is_some_and(|at| *at < now - stale) {
                        read.pop_front();
                        read.push_back(now);
                        left -= 1;
                    }
                }
                line.details(rhythm::DETAILS_PER_STEP - left);
                self.course.refreshed(now);
            }
        }
        line.now
    }

    fn hints(&mut self, line: &mut Line<'_>, office: &Office) {
        let now = line.now;
        let since = self.picture.hints_at.unwrap_or(now);
        line.ask(Cost::FEED);
        line.ask(Cost::NOTICES);
        let acts = office.acts(since, now);
        let shown = acts.min(office::FEED);
        let mine = office.changes(self.counted_to, now);
        self.counted_to = now;
        // The feed shows its part of the changes; a sweep will show the others.
        let heard = self.chance.round(mine * shown / acts.max(1.0));
        self.news += heard;
        self.hidden += mine - mine * shown / acts.max(1.0);
        let strangers = self.chance.round((shown - f64::from(heard)).max(0.0));
        if acts > office::FEED || strangers as usize > rhythm::STRANGERS {
            self.picture.gap = true;
        } else {
            for _ in 0..strangers {
                line.ask(Cost::DENIED);
            }
        }
        self.picture.hints_at = Some(line.now);
    }

    fn sweep(&mut self, line: &mut Line<'_>) {
        // From the second page on, the key's own row comes again.
        let again = u32::from(self.swept > 0);
        let rows = (office::CASES + again - self.swept).min(self.page);
        let began = line.now;
        line.ask(Cost::page(rows));
        self.swept += rows - again;
        self.picture.sweeping = rows == self.page;
        self.page = rhythm::paced(self.page, line.now - began);
        if !self.picture.sweeping {
            self.swept = 0;
            self.picture.swept_at = Some(line.now);
            self.picture.gap = false;
            self.news += self.chance.round(std::mem::take(&mut self.hidden));
        }
    }
}

/// The way to the server during one step.
struct Line<'a> {
    now: DateTime<Utc>,
    load: &'a mut Load,
}

impl Line<'_> {
    fn ask(&mut self, cost: Cost) {
        self.load.add(self.now, cost);
        self.now += cost.takes();
    }

    /// Some at once.
    fn details(&mut self, mut left: u32) {
        while left > 0 {
            let together = left.min(u32::try_from(satchel_core::crm::AT_ONCE).unwrap_or(1));
            for _ in 0..together {
                self.load.add(self.now, Cost::DETAIL);
            }
            self.now += Cost::DETAIL.takes();
            left -= together;
        }
    }
}

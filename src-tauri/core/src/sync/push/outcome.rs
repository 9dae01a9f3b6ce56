//! What becomes of an intent: each outcome is one transaction on its row.

use super::super::backoff;
use super::{Step, stops_everything};
use crate::case::set;
use crate::crm::{CrmError, Effect, Next};
use crate::error::Result;
use crate::history::{self, Event, Record};
use crate::id::ServerId;
use crate::intent::table::{self as intents, Attempt};
use crate::intent::{Held, Intent, Payload, State};
use crate::mirror::Writing;
use crate::mutant::{self, Mutant};
use crate::sentence::Sentence;
use chrono::{DateTime, TimeDelta, Utc};

/// The server fails in the same way on the same intent this often, and each time nothing had arrived: it is poison.
/// Trouble on the way to the server never counts: that is waited out for ever.
const POISON_AFTER: usize = 3;

impl Step<'_> {
    /// Records an attempt, on disk, before the first byte. False: the person changed or discarded it meanwhile.
    pub(super) fn attempt(
        &self,
        server_date: Option<DateTime<Utc>>,
        baseline: Vec<ServerId>,
    ) -> Result<bool> {
        self.engine.mirror.write(|w| {
            let Some(mut intent) = self.current(w)? else {
                return Ok(false);
            };
            if intent.state == State::Held {
                return Ok(false);
            }
            intent.attempts += 1;
            if !mutant::is(Mutant::NotSending) {
                intent.state = State::Sending;
            }
            (intent.not_before, intent.trouble) = (None, None);
            let attempt = Attempt {
                n: intent.attempts,
                at: w.now(),
                server_date,
                baseline,
                failed_date: None,
            };
            intents::update(w, &intent)?;
            if !mutant::is(Mutant::NoAttempt) {
                intents::add_attempt(w, self.id, &attempt)?;
            }
            w.touch_outbox(intent.case_id);
            Ok(true)
        })
    }

    /// What a failed request means for the intent, by the normative table; appends that must be verified are not here.
    pub(super) fn failed(&self, e: &CrmError, effect: Effect) -> Result<()> {
        let drops = (mutant::is(Mutant::DropOn401) && *e == CrmError::SignIn)
            || (mutant::is(Mutant::DropOnRefusal) && e.next(effect) == Next::Hold);
        if drops {
            return self.done(Event::Discarded, |_| Ok(()));
        }
        match e.next(effect) {
            Next::Retry(_) | Next::SignIn => {
                self.engine
                    .mirror
                    .write(|w| intents::attempt_failed(w, self.id, Some(w.now()), &e.into()))?;
                if let (CrmError::Failed(_), Some(status)) = (e, self.poison()?) {
                    return self.hold(Held::poison(status));
                }
            }
            Next::Verify => self.in_doubt(Some(self.now()), &e.into())?,
            Next::Gone => {
                return self.hold_gone(Sentence::CaseDeleted).map(|_| ());
            }
            Next::Hold => {
                let text = match e {
                    CrmError::Rejected(text) | CrmError::Unfit(text) | CrmError::Denied(text) => {
                        text.clone()
                    }
                    other => other.to_string(),
                };
                return self.hold(Held::Refused { text });
            }
        }
        self.later(e, effect)?;
        Err(e.clone().into())
    }

    /// Not now: the intent waits, with the reason. What surely did not happen is pending again; what may have happened is
    /// not the person's to change any more: a later change is an intent of its own, on top of it.
    pub(super) fn later(&self, e: &CrmError, effect: Effect) -> Result<()> {
        let chance = self.engine.mirror.clock.chance();
        let next = e.next(effect);
        let stumbles = match effect {
            Effect::Read => self.engine.stumbled(self.id),
            _ => 0,
        };
        self.change(|w, intent| {
            let is_over = effect != Effect::Read && matches!(next, Next::Retry(_) | Next::SignIn);
            if intent.state == State::Sending && is_over {
                intent.state = if e.may_have_arrived() {
                    State::Unknown
                } else {
                    State::Pending
                };
            }
            // The way to the server is waited for by the loop, not by each intent.
            if !stops_everything(e) {
                let asked = if let Next::Retry(asked) = next {
                    asked
                } else {
                    None
                };
                let wait = backoff::wait(intent.attempts.max(stumbles).max(1), chance, asked);
                intent.not_before = Some(w.now() + wait);
            }
            if mutant::is(Mutant::WaitsADay) {
                intent.not_before = Some(w.now() + TimeDelta::days(1));
            }
            intent.trouble = Some(e.into());
            Ok(())
        })
    }

    /// Its bytes may have arrived: noted with the server's clock where it is known (else the quiet time begins with the next
    /// look), and what the trouble was.
    pub(super) fn in_doubt(
        &self,
        server_now: Option<DateTime<Utc>>,
        trouble: &Sentence,
    ) -> Result<()> {
        self.change(|w, intent| {
            intent.state = State::Unknown;
            intent.not_before = Some(w.now() + TimeDelta::seconds(2));
            intent.trouble = Some(Sentence::Checking);
            intents::attempt_failed(w, intent.id, server_now, trouble)
        })
    }

    pub(super) fn look_again(&self, at: DateTime<Utc>) -> Result<()> {
        self.change(|_, intent| {
            intent.state = State::Unknown;
            intent.not_before = Some(at);
            Ok(())
        })
    }

    pub(super) fn back_to_pending(&self) -> Result<()> {
        self.change(|_, intent| {
            intent.state = State::Pending;
            intent.not_before = None;
            Ok(())
        })
    }

    /// It never arrived: it is sent again, unless the server fails on it every time.
    pub(super) fn again_or_poison(&self) -> Result<()> {
        match self.poison()? {
            Some(status) => self.hold(Held::poison(status)),
            None => self.back_to_pending(),
        }
    }

    /// The failure of the last attempts, if it was the same failure of the server each time.
    fn poison(&self) -> Result<Option<u16>> {
        let last = self
            .engine
            .mirror
            .read(|db| intents::last_troubles(db, self.id, POISON_AFTER))?;
        let Some(Sentence::Failed { status }) = last.first() else {
            return Ok(None);
        };
        let same = last.len() == POISON_AFTER && last.iter().all(|said| Some(said) == last.first());
        Ok(same.then_some(*status))
    }

    pub(super) fn hold(&self, why: Held) -> Result<()> {
        self.hold_and(why, |_, _| Ok(()))
    }

    /// The same, and something else with it.
    pub(super) fn hold_and(
        &self,
        why: Held,
        also: impl FnOnce(&Writing<'_>, &Intent) -> Result<()>,
    ) -> Result<()> {
        self.change(|w, intent| {
            also(w, intent)?;
            let record = Record {
                held: Some(why.clone()),
                ..Record::of(Event::Held, &intent.payload)
            };
            history::table::add(w, intent.case_id, intent.id, w.now(), &record)?;
            intent.state = State::Held;
            intent.not_before = None;
            intent.held = Some(why);
            Ok(())
        })
    }

    pub(super) fn done(
        &self,
        event: Event,
        also: impl FnOnce(&Writing<'_>) -> Result<()>,
    ) -> Result<()> {
        self.engine.mirror.write(|w| {
            let Some(intent) = self.current(w)? else {
                return Ok(());
            };
            also(w)?;
            intents::retire(w, &intent, event, w.now())?;
            w.touch_outbox(intent.case_id);
            Ok(())
        })
    }

    fn change(&self, how: impl FnOnce(&Writing<'_>, &mut Intent) -> Result<()>) -> Result<()> {
        self.engine.mirror.write(|w| {
            let Some(mut intent) = self.current(w)? else {
                return Ok(());
            };
            how(w, &mut intent)?;
            w.touch_outbox(intent.case_id);
            if intent.withdrawn && intent.is_ours() {
                if intent.held != Some(Held::MaybeSent) {
                    return intents::retire(w, &intent, Event::Discarded, w.now());
                }
                // Only the person can know whether there is something to take back.
                intent.withdrawn = false;
            }
            match newer_of_slot(w, &intent)? {
                Some(newer) => supersede(w, &intent, newer),
                None => intents::update(w, &intent),
            }
        })
    }
}

/// What the person wanted of the same slot while this one was on its way, once this one is theirs again: a slot has one
/// intent that waits.
fn newer_of_slot(w: &Writing<'_>, intent: &Intent) -> Result<Option<Intent>> {
    match intent.payload.slot() {
        Some(slot) if intent.is_ours() => {
            let waiting = intents::waiting_on(w, intent.case_id, slot)?;
            Ok(waiting.filter(|newer| newer.id != intent.id))
        }
        _ => Ok(None),
    }
}

/// What was wanted last is what is sent; it changes the value that the older one would have changed.
fn supersede(w: &Writing<'_>, older: &Intent, mut newer: Intent) -> Result<()> {
    match (&older.payload, &mut newer.payload) {
        (Payload::Edit { base: first, .. }, Payload::Edit { base, .. }) => base.clone_from(first),
        (
            Payload::Set {
                base: first,
                desired: then,
                ..
            },
            Payload::Set { base, desired, .. },
        ) => {
            let both = set::merge(base, desired, then);
            let leave = base
                .iter()
                .filter(|n| !desired.iter().any(|d| d.id == n.id));
            let more = leave
                .filter(|n| !first.iter().any(|f| f.id == n.id))
                .cloned();
            (*base, *desired) = (first.iter().cloned().chain(more).collect(), both);
        }
        (
            Payload::EditComment { base: first, .. },
            Payload::EditComment { base, .. } | Payload::DeleteComment { base, .. },
        ) => base.clone_from(first),
        _ => {}
    }
    if mutant::is(Mutant::OlderKept) {
        newer.payload.clone_from(&older.payload);
    }
    intents::retire(w, older, Event::Superseded, w.now())?;
    intents::update(w, &newer)
}

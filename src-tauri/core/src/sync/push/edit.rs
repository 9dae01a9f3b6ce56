//! Sending a field's value: read, compare, merge where that is possible, send, read back, and look whom it replaced.

use super::super::merge::{self, Register, register};
use super::super::witness::{were_replaced, who_set};
use super::{Read, Step};
use crate::case::Field;
use crate::crm::{CrmError, Effect};
use crate::error::Result;
use crate::history::{self, Event, Record};
use crate::intent::table as intents;
use crate::intent::{Held, Intent, Payload};
use crate::mirror::Writing;
use crate::mutant::{self, Mutant};
use chrono::{DateTime, NaiveDate, Utc};

impl Step<'_> {
    /// Sends a field's value, unless somebody else changed it meanwhile in a way that can't be merged.
    pub(super) async fn edit(
        &self,
        field: Field,
        base: Option<&str>,
        desired: Option<&str>,
        closed_on: Option<NaiveDate>,
    ) -> Result<()> {
        let Some(read) = self.read_before().await? else {
            return Ok(());
        };
        let now = &read.detail.case;
        let theirs = now.value(field);
        let wanted = match register(base, desired, theirs.as_deref()) {
            Register::Conflict if mutant::is(Mutant::MineWins) => desired.map(str::to_owned),
            Register::Conflict if mutant::is(Mutant::TheirsWins) => {
                return self.done(Event::AlreadyThere, |_| Ok(()));
            }
            Register::AlreadyThere => {
                return self
                    .arrived_as(field, base, desired, &read, Event::AlreadyThere)
                    .await;
            }
            Register::Send => desired.map(str::to_owned),
            Register::Conflict => match both(field, base, desired, theirs.as_deref()) {
                Some(merged) if Some(&merged) != theirs.as_ref() => {
                    return self.rebase(merged, theirs);
                }
                Some(merged) => Some(merged),
                None => return self.clash(&read, field, base, desired, theirs).await,
            },
        };
        if wanted == theirs {
            return self.done(Event::AlreadyThere, |_| Ok(()));
        }
        if !self.attempt(Some(read.server), Vec::new())? {
            return Ok(());
        }
        if let Err(e) = self
            .crm
            .set_field(now, field, wanted.as_deref(), closed_on)
            .await
        {
            return self.failed(&e, Effect::Repeatable);
        }
        if mutant::is(Mutant::NoReadBack) {
            return self.done(Event::Sent, |_| Ok(()));
        }
        // A 200 without the effect is not success (F8, I28).
        let Some(after) = self.read_back(&read).await? else {
            return Ok(());
        };
        match register(None, wanted.as_deref(), after.case.value(field).as_deref()) {
            Register::AlreadyThere => {
                self.arrived_as(
                    field,
                    theirs.as_deref(),
                    wanted.as_deref(),
                    &read,
                    Event::Sent,
                )
                .await
            }
            Register::Send | Register::Conflict => self.hold(Held::NotTaken),
        }
    }

    /// Another value stands against the person's: it is held, with whose it is and since when. What an earlier try of ours
    /// replaced unseen is in the history, to be restored (I7), also where a third value came before anybody could look: so
    /// then the log has to be read. Else a card without its names is a card all the same.
    async fn clash(
        &self,
        read: &Read,
        field: Field,
        base: Option<&str>,
        desired: Option<&str>,
        theirs: Option<String>,
    ) -> Result<()> {
        let since = self.first_left()?;
        let log = match self.log_of(&read.detail.case.server_id).await {
            Ok(log) => log,
            // A server that asks for time is not asked for the next thing (I21).
            Err(e) if since.is_some() || matches!(e, CrmError::Busy(_)) => {
                self.later(&e, Effect::Read)?;
                return Err(e.into());
            }
            Err(_) => Vec::new(),
        };
        let set_by = who_set(&log, field, theirs.as_deref());
        let replaced = match since {
            Some(since) => {
                let seen = self.seen_so_far()?;
                were_replaced(&log, field, base, &seen, desired, since)
            }
            None => Vec::new(),
        };
        self.hold_and(Held::Conflict { theirs, set_by }, |w, intent| {
            tell_replaced(w, intent, replaced)
        })
    }

    /// Every value that the person started from or was shown for this wish.
    fn seen_so_far(&self) -> Result<Vec<Option<String>>> {
        self.engine.mirror.read(|db| {
            let Some(intent) = intents::get(db, self.id)? else {
                return Ok(Vec::new());
            };
            let base = |payload: Payload| match payload {
                Payload::Edit { base, .. } => Some(base),
                _ => None,
            };
            let mut seen = Vec::new();
            for record in history::table::of_intent(db, intent.case_id, intent.id)? {
                if let Some(Held::Conflict { theirs, .. }) = record.held {
                    seen.push(theirs);
                }
                if record.event == Event::Merged {
                    seen.push(record.theirs);
                }
                seen.extend(record.payload.and_then(base));
            }
            seen.extend(base(intent.payload));
            Ok(seen)
        })
    }

    /// When this left for the first time, by the server's clock; `None`: never, or nobody knows.
    fn first_left(&self) -> Result<Option<DateTime<Utc>>> {
        let mirror = &self.engine.mirror;
        mirror.read(|db| intents::first_attempt_date(db, self.id))
    }

    /// The server holds what was wanted. If our write replaced a value that nobody had seen, that is in the history, to be
    /// restored (I7): servers take no precondition, but some of them keep a log.
    async fn arrived_as(
        &self,
        field: Field,
        seen: Option<&str>,
        desired: Option<&str>,
        read: &Read,
        event: Event,
    ) -> Result<()> {
        let Some(since) = self.first_left()? else {
            return self.done(event, |_| Ok(()));
        };
        let log = match self.log_of(&read.detail.case.server_id).await {
            Ok(log) => log,
            Err(e) => {
                self.in_doubt(read.server_at(self.now()), &(&e).into())?;
                return Err(e.into());
            }
        };
        let before = self.seen_so_far()?;
        let replaced = were_replaced(&log, field, seen, &before, desired, since);
        self.done(event, |w| match intents::get(w, self.id)? {
            Some(intent) => tell_replaced(w, &intent, replaced),
            None => Ok(()),
        })
    }

    /// Both changes go: from now on the merged text is what is wanted, on top of theirs, and it is sent as such at the next
    /// step. Whatever becomes of that, what the server holds then is what it was or what it is to be, and no conflict with
    /// oneself. The history says so before anything leaves, with what can be gone back to.
    fn rebase(&self, merged: String, theirs: Option<String>) -> Result<()> {
        self.engine.mirror.write(|w| {
            let Some(mut intent) = self.current(w)? else {
                return Ok(());
            };
            let Payload::Edit { desired, .. } = &mut intent.payload else {
                return Ok(());
            };
            *desired = Some(merged);
            let record = Record {
                theirs: theirs.clone(),
                ..Record::of(Event::Merged, &intent.payload)
            };
            history::table::add_once(w, intent.case_id, intent.id, w.now(), &record)?;
            if let Payload::Edit { base, .. } = &mut intent.payload {
                *base = theirs;
            }
            intents::update(w, &intent)?;
            w.touch_outbox(intent.case_id);
            Ok(())
        })
    }
}

/// What was replaced unseen is in the history, each value once, to be restored.
fn tell_replaced(w: &Writing<'_>, intent: &Intent, replaced: Vec<Option<String>>) -> Result<()> {
    if mutant::is(Mutant::NoRestoreOffer) {
        return Ok(());
    }
    for theirs in replaced {
        let record = Record {
            theirs,
            ..Record::of(Event::Replaced, &intent.payload)
        };
        history::table::add_once(w, intent.case_id, intent.id, w.now(), &record)?;
    }
    Ok(())
}

/// Long texts are merged line by line; a short value is one thing.
fn both(
    field: Field,
    base: Option<&str>,
    desired: Option<&str>,
    theirs: Option<&str>,
) -> Option<String> {
    match (field, desired, theirs) {
        (Field::Description, Some(mine), Some(theirs)) => {
            merge::text(base.unwrap_or_default(), mine, theirs)
        }
        _ => None,
    }
}

//! Sending a comment exactly once, and finding one whose answer was lost (protocol S5).

use super::super::pull::apply;
use super::super::verify::{Conclusion, Lost, candidates, conclude};
use super::super::witness::lost_comments;
use super::{Read, Step};
use crate::comment::table as comments;
use crate::comment::{Audience, ServerComment};
use crate::crm::{Effect, Next};
use crate::error::Result;
use crate::history::Event;
use crate::id::{IntentId, ServerId};
use crate::intent::seen::Seen;
use crate::intent::table::{self as intents, Attempt};
use crate::intent::{Held, Payload, since};
use crate::mutant::{self, Mutant};
use crate::sentence::Sentence;
use chrono::{DateTime, Utc};

impl Step<'_> {
    /// Sends a comment, unless the case moved on since it was written.
    pub(super) async fn comment(
        &self,
        audience: Audience,
        text: &str,
        seen: Option<&Seen>,
    ) -> Result<()> {
        let Some(read) = self.read_before().await? else {
            return Ok(());
        };
        if let Some(seen) = seen
            && !mutant::is(Mutant::SentOverNews)
            && self.moved_on(seen)?
        {
            return self.hold(Held::moved_on(Sentence::MovedOn));
        }
        let baseline: Vec<ServerId> = read
            .detail
            .comments
            .iter()
            .map(|c| c.server_id.clone())
            .collect();
        if !self.attempt(Some(read.server), baseline.clone())? {
            return Ok(());
        }
        let case = read.detail.case.server_id.clone();
        match self.crm.add_comment(&case, audience, text).await {
            Ok(thread) => {
                let lost = Lost {
                    text,
                    audience,
                    baseline: &baseline,
                };
                match self.claimable(&lost, &thread)? {
                    Some(arrived) => self.arrived(&arrived, Some(&thread)),
                    None if mutant::is(Mutant::AnswerBelieved) => {
                        self.done(Event::Sent, |_| Ok(()))
                    }
                    // A server that answers without the thread is asked for it.
                    None => self.in_doubt(read.server_at(self.now()), &Sentence::Taken),
                }
            }
            Err(_) if mutant::is(Mutant::BlindRetry) => self.back_to_pending(),
            Err(e) if e.next(Effect::Append) == Next::Verify => {
                self.in_doubt(read.server_at(self.now()), &(&e).into())?;
                Err(e.into())
            }
            Err(e) => self.failed(&e, Effect::Append),
        }
    }

    /// Did somebody else do something there that was not on screen when it was written? The mirror holds what was read.
    fn moved_on(&self, seen: &Seen) -> Result<bool> {
        self.engine
            .mirror
            .read(|db| match intents::get(db, self.id)? {
                Some(intent) => Ok(!since::news(db, intent.case_id, seen)?.is_empty()),
                None => Ok(false),
            })
    }

    /// Looks for a comment whose answer was lost.
    pub(super) async fn find_comment(&self, audience: Audience, text: &str) -> Result<()> {
        let Some(attempt) = self
            .engine
            .mirror
            .read(|db| intents::last_attempt(db, self.id))?
        else {
            return self.back_to_pending();
        };
        let Some(read) = self.read_before().await? else {
            return Ok(());
        };
        let since = self.lost_since(&attempt, &read)?;
        let lost = Lost {
            text,
            audience,
            baseline: &attempt.baseline,
        };
        let unclaimed = self.claimable(&lost, &read.detail.comments)?;
        // By the server's clock: sleep, crashes and clock jumps here do not shorten the wait.
        match conclude(since, unclaimed, read.server) {
            Conclusion::Arrived(arrived) => self.arrived(&arrived, None),
            Conclusion::LookAgain(at) => self.look_again(self.now() + (at - read.server)),
            // It was there, and somebody was faster than this look: only the person may say it again.
            Conclusion::NeverArrived if self.was_taken()? => self.hold(Held::MaybeSent),
            Conclusion::NeverArrived if self.has_witness(text, &attempt, &read).await? => {
                self.hold(Held::MaybeSent)
            }
            Conclusion::NeverArrived => self.again_or_poison(),
        }
    }

    /// Does the server's log know a comment of this person that came since and is not as it was? Then it may have been this
    /// one, and only the person can say.
    async fn has_witness(&self, text: &str, attempt: &Attempt, read: &Read) -> Result<bool> {
        let (Some(since), false) = (attempt.server_date, mutant::is(Mutant::NoWitness)) else {
            return Ok(false);
        };
        let log = match self.log_of(&read.detail.case.server_id).await {
            Ok(log) => log,
            Err(e) => {
                self.later(&e, Effect::Read)?;
                return Err(e.into());
            }
        };
        let me = &self.crm.account().me;
        let thread = &read.detail.comments;
        let found = lost_comments(&log, text, &attempt.baseline, since, |id| me.is(id), thread);
        self.engine.mirror.read(|db| {
            for id in &found {
                if !intents::is_claimed(db, id)? {
                    return Ok(true);
                }
            }
            Ok(false)
        })
    }

    /// When the outcome of this attempt became unknown, by the server's clock.
    pub(super) fn lost_since(&self, attempt: &Attempt, read: &Read) -> Result<DateTime<Utc>> {
        match attempt.failed_date {
            Some(failed) => Ok(failed),
            None if mutant::is(Mutant::QuietWhileAsleep) => {
                Ok(attempt.server_date.unwrap_or(read.server))
            }
            // The program ended, or the computer slept, between the first byte and the outcome: the quiet time begins with
            // this look.
            None => {
                self.in_doubt(Some(read.server), &Sentence::Interrupted)?;
                Ok(read.server)
            }
        }
    }

    /// Did the server say that it took the last attempt?
    pub(super) fn was_taken(&self) -> Result<bool> {
        let said = self
            .engine
            .mirror
            .read(|db| intents::last_troubles(db, self.id, 1))?;
        Ok(said.first().is_some_and(|said| match said {
            Sentence::Taken => true,
            // As a program before this one noted it.
            Sentence::Words { text } => *text == Sentence::Taken.to_string(),
            _ => false,
        }))
    }

    /// The comment is on the server: it is claimed, and stops being an intent.
    fn arrived(&self, server_id: &ServerId, thread: Option<&[ServerComment]>) -> Result<()> {
        let crm = self.crm;
        self.done(Event::Sent, |w| {
            intents::claim(w, server_id, self.id)?;
            let Some(intent) = intents::get(w, self.id)? else {
                return Ok(());
            };
            if let Some(thread) = thread {
                apply::put_thread(w, crm, intent.case_id, thread)?;
            }
            match (&intent.payload, comments::by_server_id(w, server_id)?) {
                _ if mutant::is(Mutant::TakenBackForgotten) => Ok(()),
                (Payload::Comment { text, .. }, Some(comment)) if intent.withdrawn => {
                    let base = text.clone();
                    let back = Payload::DeleteComment { comment, base };
                    intents::add(
                        w,
                        IntentId(w.clock().new_id()),
                        intent.case_id,
                        &back,
                        w.now(),
                    )
                }
                _ => Ok(()),
            }
        })
    }

    /// The first candidate that is no other intent's already.
    fn claimable(&self, lost: &Lost<'_>, thread: &[ServerComment]) -> Result<Option<ServerId>> {
        let me = self.crm.account().me.id.clone();
        self.engine.mirror.read(|db| {
            for candidate in candidates(lost, thread, me.as_ref()) {
                if !intents::is_claimed(db, &candidate.server_id)? {
                    return Ok(Some(candidate.server_id.clone()));
                }
            }
            Ok(None)
        })
    }
}

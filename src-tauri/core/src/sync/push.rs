//! From the outbox to the server: exactly once, in order, one effect per request.
//!
//! Every intent goes the same way: read the case before writing; record the attempt, on disk, before the first byte leaves
//! (I11); send; read back; note one outcome: done, not sent, unknown (verify), or held (the person decides). What may have
//! left is never sent again before it was verified. What an answer means is `crm/error.rs`'s table; how a comment is
//! recognized is `verify.rs`; whether two changes clash is `merge.rs`; which intent of a lane is next is `intent/lane.rs`.
//! All four are pure. The protocol is part 4 of the design, "S5".

use super::merge::{Register, register};
use super::verify::{Conclusion, Lost, candidates, conclude};
use super::{Engine, pull};
use crate::case::table as case_table;
use crate::case::{Field, NewCase, ServerCase, Standing};
use crate::comment::{Audience, ServerComment};
use crate::crm::dialect::{Detail, DetailAnswer};
use crate::crm::{Crm, CrmError, Dated, Effect, ListQuery, Next};
use crate::error::{Error, Result};
use crate::id::{IntentId, ServerId};
use crate::intent::lane;
use crate::intent::table::{self as intents, Attempt};
use crate::intent::{Held, Intent, Payload, State};
use crate::mirror::Writing;
use crate::store::Db;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde_json::json;

/// The server fails on the same intent this often, and it is verified each time that nothing arrived: it is poison.
const POISON_AFTER: u32 = 3;
/// A case found under the wanted name is ours only if it was made after this before the attempt, by the server's clock.
const NAME_MARGIN: TimeDelta = TimeDelta::seconds(2);

/// What the outbox can do at `now`: the intents due (one per lane at most), and when the next one is.
pub(super) fn due(db: &Db, now: DateTime<Utc>) -> Result<(Vec<IntentId>, Option<DateTime<Utc>>)> {
    let all = intents::all(db)?;
    let (mut due, mut next) = (Vec::new(), None::<DateTime<Utc>>);
    for lane in all.chunk_by(|a, b| a.case_id == b.case_id) {
        match lane::next(lane, now) {
            lane::Next::Send(intent) | lane::Next::Verify(intent) => due.push(intent.id),
            lane::Next::WaitUntil(at) => next = Some(next.map_or(at, |n| n.min(at))),
            lane::Next::Idle => {}
        }
    }
    Ok((due, next))
}

/// Sends or verifies each intent that is due. Trouble with one lane does not hold the others; trouble with the way to the
/// server, or the session, ends the step.
pub(super) async fn push(engine: &Engine, crm: &Crm) -> Result<()> {
    let now = engine.mirror.clock.now();
    let (due, _) = engine.mirror.read(|db| due(db, now))?;
    for id in due {
        let Some(intent) = engine.mirror.read(|db| intents::get(db, id))? else {
            continue;
        };
        let step = Step {
            engine,
            crm,
            id,
            now,
        };
        let outcome = match (&intent.payload, intent.state) {
            (_, State::Held) => Ok(()),
            (Payload::Create(new), State::Pending) => step.create(new).await,
            (Payload::Create(new), State::Sending | State::Unknown) => {
                step.find_created(&intent, new).await
            }
            (
                Payload::Edit {
                    field,
                    base,
                    desired,
                    closed_on,
                },
                _,
            ) => {
                // Reading and comparing before every try makes a repeated edit harmless: no other verification is needed.
                step.edit(*field, base.as_deref(), desired.as_deref(), *closed_on)
                    .await
            }
            (Payload::Comment { audience, text }, State::Pending) => {
                step.comment(*audience, text).await
            }
            (Payload::Comment { audience, text }, State::Sending | State::Unknown) => {
                step.find_comment(&intent, *audience, text).await
            }
        };
        match outcome {
            Err(Error::Crm(e)) if stops_everything(&e) => return Err(Error::Crm(e)),
            // Noted on the intent; the other lanes go on.
            Err(Error::Crm(_)) | Ok(()) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(())
}

/// Trouble that the next lane would run into as well.
fn stops_everything(e: &CrmError) -> bool {
    e.is_offline()
        || matches!(
            e,
            CrmError::SignIn
                | CrmError::NotACrm
                | CrmError::Redirect(_)
                | CrmError::Certificate(_)
                | CrmError::Busy(_)
        )
}

/// One intent on its way.
struct Step<'a> {
    engine: &'a Engine,
    crm: &'a Crm,
    id: IntentId,
    now: DateTime<Utc>,
}

impl Step<'_> {
    /// Reads the case before anything is written to it, and keeps what was read. `None`: the case can't take anything;
    /// the intent is held with the reason.
    async fn read_before(&self) -> Result<Option<Dated<Box<Detail>>>> {
        let Some(server_id) = self.server_id()? else {
            return self
                .hold(Held::CaseGone {
                    text: "The server does not know this case.".to_owned(),
                })
                .map(|()| None);
        };
        let gone = |text: &str| Held::CaseGone {
            text: text.to_owned(),
        };
        match self.crm.detail(&server_id).await {
            Ok(Dated {
                value: DetailAnswer::Case(detail),
                date,
            }) => {
                self.keep(&server_id, &DetailAnswer::Case(detail.clone()))?;
                if detail.case.is_active {
                    Ok(Some(Dated {
                        value: detail,
                        date,
                    }))
                } else {
                    self.hold(gone("The case was deleted on the server."))
                        .map(|()| None)
                }
            }
            Ok(Dated {
                value: answer @ DetailAnswer::Merged(_),
                ..
            }) => {
                self.keep(&server_id, &answer)?;
                self.hold(gone("The case was merged into another one."))
                    .map(|()| None)
            }
            Err(CrmError::Gone) => {
                self.stand(Standing::Gone)?;
                self.hold(gone("The case was deleted on the server."))
                    .map(|()| None)
            }
            Err(CrmError::Denied(text)) => self.hold(Held::Refused { text }).map(|()| None),
            Err(other) => {
                self.later(&other, Effect::Read)?;
                Err(other.into())
            }
        }
    }

    /// Sends a field's value.
    async fn edit(
        &self,
        field: Field,
        base: Option<&str>,
        desired: Option<&str>,
        closed_on: Option<NaiveDate>,
    ) -> Result<()> {
        let Some(read) = self.read_before().await? else {
            return Ok(());
        };
        let now = &read.value.case;
        let theirs = now.value(field);
        match register(base, desired, theirs.as_deref()) {
            Register::AlreadyThere => return self.done("already there", |_| Ok(())),
            Register::Conflict => return self.hold(Held::Conflict { theirs }),
            Register::Send => {}
        }
        if !self.attempt(read.date, Vec::new())? {
            return Ok(());
        }
        if let Err(e) = self.crm.set_field(now, field, desired, closed_on).await {
            return self.failed(&e, Effect::Repeatable);
        }
        // A 200 without the effect is not success (F8, I28).
        let after = match self.crm.detail(&now.server_id).await {
            Ok(Dated {
                value: DetailAnswer::Case(after),
                ..
            }) => after,
            Ok(_) => return self.hold(Held::NotTaken),
            Err(e) => return self.failed(&e, Effect::Repeatable),
        };
        let taken =
            register(None, desired, after.case.value(field).as_deref()) == Register::AlreadyThere;
        self.keep(&now.server_id, &DetailAnswer::Case(after))?;
        if taken {
            self.done("sent", |_| Ok(()))
        } else {
            self.hold(Held::NotTaken)
        }
    }

    /// Sends a comment.
    async fn comment(&self, audience: Audience, text: &str) -> Result<()> {
        let Some(read) = self.read_before().await? else {
            return Ok(());
        };
        let baseline: Vec<ServerId> = read
            .value
            .comments
            .iter()
            .map(|c| c.server_id.clone())
            .collect();
        if !self.attempt(read.date, baseline.clone())? {
            return Ok(());
        }
        let case = read.value.case.server_id.clone();
        match self.crm.add_comment(&case, audience, text).await {
            Ok(thread) => {
                let lost = Lost {
                    text,
                    audience,
                    baseline: &baseline,
                    since: read.date.unwrap_or(self.now),
                };
                // A server that answers without the thread is asked for it.
                let arrived = self.claimable(&lost, &thread)?;
                match arrived {
                    Some(arrived) => self.arrived(&arrived, Some(&thread)),
                    None => self.in_doubt(read.date),
                }
            }
            Err(e) if e.next(Effect::Append) == Next::Verify => {
                self.in_doubt(read.date)?;
                self.note_trouble(&e)?;
                Err(e.into())
            }
            Err(e) => self.failed(&e, Effect::Append),
        }
    }

    /// Looks for a comment whose answer was lost.
    async fn find_comment(&self, intent: &Intent, audience: Audience, text: &str) -> Result<()> {
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
        // By the server's clock where it says one: sleep, crashes and clock jumps here do not shorten the wait.
        let now = read.date.unwrap_or(self.now);
        let since = attempt
            .failed_date
            .or(attempt.server_date)
            .unwrap_or(attempt.at);
        if attempt.failed_date.is_none() {
            // The program ended between the first byte and the outcome: the quiet time begins with this look.
            self.in_doubt(read.date)?;
        }
        let since = if attempt.failed_date.is_none() {
            now
        } else {
            since
        };
        let lost = Lost {
            text,
            audience,
            baseline: &attempt.baseline,
            since,
        };
        let unclaimed = self.claimable(&lost, &read.value.comments)?;
        match conclude(&lost, unclaimed, now) {
            Conclusion::Arrived(arrived) => self.arrived(&arrived, None),
            Conclusion::LookAgain(at) => self.look_again(self.now + (at - now)),
            Conclusion::NeverArrived if intent.attempts >= POISON_AFTER => {
                self.hold(Held::Poison { status: 500 })
            }
            Conclusion::NeverArrived => self.back_to_pending(),
        }
    }

    /// Makes a case.
    async fn create(&self, new: &NewCase) -> Result<()> {
        if !self.attempt(None, Vec::new())? {
            return Ok(());
        }
        match self.crm.create(new).await {
            Ok(server_id) => self.adopt(&server_id).await,
            Err(e) if e.next(Effect::Create) == Next::Verify => {
                self.in_doubt(None)?;
                self.note_trouble(&e)?;
                match e {
                    // Even a "no" may have made the case (F4): look at once.
                    CrmError::Rejected(_) => self.look_for_case(new, Some(&e)).await,
                    other => Err(other.into()),
                }
            }
            Err(e) => self.failed(&e, Effect::Create),
        }
    }

    /// Looks for a case whose creation's answer was lost. Its name is unique, so nothing needs to be waited for.
    async fn find_created(&self, intent: &Intent, new: &NewCase) -> Result<()> {
        let Some(attempt) = self
            .engine
            .mirror
            .read(|db| intents::last_attempt(db, self.id))?
        else {
            return self.back_to_pending();
        };
        if attempt.failed_date.is_none() {
            self.in_doubt(None)?;
        }
        if intent.attempts >= POISON_AFTER && self.named(new).await?.is_none() {
            return self.hold(Held::Poison { status: 500 });
        }
        self.look_for_case(new, None).await
    }

    /// The case of this name is ours if we made it after the attempt; else the name is taken, or it never arrived.
    async fn look_for_case(&self, new: &NewCase, said: Option<&CrmError>) -> Result<()> {
        let attempt = self
            .engine
            .mirror
            .read(|db| intents::last_attempt(db, self.id))?;
        match (self.named(new).await?, said) {
            (Some(found), _) if self.is_ours(&found, attempt.as_ref()) => {
                self.adopt(&found.server_id).await
            }
            (Some(_), _) => {
                let text = "Another case has this name. Give yours another one.".to_owned();
                self.hold(Held::Refused { text })
            }
            (None, Some(CrmError::Rejected(text))) => {
                self.hold(Held::Refused { text: text.clone() })
            }
            (None, _) => self.back_to_pending(),
        }
    }

    async fn named(&self, new: &NewCase) -> Result<Option<ServerCase>> {
        let page = match self.crm.list(&ListQuery::Named(new.name.clone()), 50).await {
            Ok(page) => page,
            Err(e) => {
                self.later(&e, Effect::Read)?;
                return Err(e.into());
            }
        };
        let wanted = new.name.to_lowercase();
        Ok(page
            .rows
            .into_iter()
            .find(|row| row.name.to_lowercase() == wanted))
    }

    fn is_ours(&self, found: &ServerCase, attempt: Option<&Attempt>) -> bool {
        let me = &self.crm.account().me;
        let by_me = match &found.created_by {
            Some(by) if me.id.is_some() || me.user_id.is_some() => me.is(&by.id),
            _ => true,
        };
        // Our own clock may be wrong by hours: it only has to tell a case of today from one of last year.
        let after = attempt.is_none_or(|a| {
            found.created_at >= a.server_date.unwrap_or(a.at - TimeDelta::days(1)) - NAME_MARGIN
        });
        by_me && after
    }

    /// The case exists: its server id becomes an attribute of ours, for life.
    async fn adopt(&self, server_id: &ServerId) -> Result<()> {
        let read = match self.crm.detail(server_id).await {
            Ok(read) => read.value,
            Err(e) => {
                self.in_doubt(None)?;
                return self.later(&e, Effect::Read).and(Err(e.into()));
            }
        };
        let crm = self.crm;
        let (id, case) = (self.id, self.intent()?.map(|i| i.case_id));
        let Some(case) = case else { return Ok(()) };
        self.engine.mirror.write(|w| {
            pull::apply_detail(w, crm, Some(case), server_id, &read)?;
            intents::log(
                w,
                case,
                Some(id),
                w.now(),
                "created",
                &json!({"server_id": server_id}),
            )?;
            intents::remove(w, id)?;
            w.touch_outbox(case);
            Ok(())
        })
    }

    /// The comment is on the server: it is claimed, and stops being an intent.
    fn arrived(&self, server_id: &ServerId, thread: Option<&[ServerComment]>) -> Result<()> {
        let crm = self.crm;
        self.done("sent", |w| {
            intents::claim(w, server_id, self.id)?;
            let Some(thread) = thread else { return Ok(()) };
            let Some(intent) = intents::get(w, self.id)? else {
                return Ok(());
            };
            pull::put_thread(w, crm, intent.case_id, thread)
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

    /// Records an attempt, on disk, before the first byte. False: the person changed or discarded it meanwhile.
    fn attempt(&self, server_date: Option<DateTime<Utc>>, baseline: Vec<ServerId>) -> Result<bool> {
        self.engine.mirror.write(|w| {
            let Some(mut intent) = intents::get(w, self.id)? else {
                return Ok(false);
            };
            if intent.state == State::Held {
                return Ok(false);
            }
            intent.attempts += 1;
            intent.state = State::Sending;
            (intent.not_before, intent.trouble) = (None, None);
            let attempt = Attempt {
                n: intent.attempts,
                at: w.now(),
                server_date,
                baseline,
                failed_date: None,
            };
            intents::update(w, &intent)?;
            intents::add_attempt(w, self.id, &attempt)?;
            w.touch_outbox(intent.case_id);
            Ok(true)
        })
    }

    /// What a failed request means for the intent, by the normative table.
    fn failed(&self, e: &CrmError, effect: Effect) -> Result<()> {
        match e.next(effect) {
            Next::Retry(_) | Next::SignIn => {}
            Next::Verify => self.in_doubt(None)?,
            Next::Gone => {
                return self.hold(Held::CaseGone {
                    text: "The case was deleted on the server.".to_owned(),
                });
            }
            Next::Hold => {
                let text = match e {
                    CrmError::Rejected(text) | CrmError::Denied(text) => text.clone(),
                    other => other.to_string(),
                };
                return self.hold(Held::Refused { text });
            }
        }
        self.later(e, effect).and(Err(e.clone().into()))
    }

    /// Not now: the intent waits, with the reason. Where nothing left, the attempt does not count.
    fn later(&self, e: &CrmError, effect: Effect) -> Result<()> {
        let chance = self.engine.mirror.clock.chance();
        self.change(|w, intent| {
            if intent.state == State::Sending
                && matches!(e.next(effect), Next::Retry(_) | Next::SignIn)
                && effect != Effect::Read
            {
                intent.state = State::Pending;
            }
            let asked = if let Next::Retry(asked) = e.next(effect) {
                asked
            } else {
                None
            };
            // The way to the server is waited for by the loop, not by each intent.
            if !stops_everything(e) {
                let wait = super::backoff::wait(intent.attempts.max(1), chance, asked);
                intent.not_before = Some(w.now() + wait);
            }
            intent.trouble = Some(e.to_string());
            Ok(())
        })
    }

    /// Its bytes may have arrived.
    fn in_doubt(&self, server_date: Option<DateTime<Utc>>) -> Result<()> {
        self.change(|w, intent| {
            intent.state = State::Unknown;
            intent.not_before = Some(w.now() + TimeDelta::seconds(2));
            intents::attempt_failed(w, intent.id, server_date.unwrap_or_else(|| w.now()))
        })
    }

    fn note_trouble(&self, e: &CrmError) -> Result<()> {
        self.change(|_, intent| {
            intent.trouble = Some(format!("{e} Checking whether it arrived."));
            Ok(())
        })
    }

    fn look_again(&self, at: DateTime<Utc>) -> Result<()> {
        self.change(|_, intent| {
            intent.state = State::Unknown;
            intent.not_before = Some(at);
            Ok(())
        })
    }

    fn back_to_pending(&self) -> Result<()> {
        self.change(|_, intent| {
            intent.state = State::Pending;
            intent.not_before = None;
            Ok(())
        })
    }

    fn hold(&self, why: Held) -> Result<()> {
        self.change(|w, intent| {
            intents::log(
                w,
                intent.case_id,
                Some(intent.id),
                w.now(),
                "held",
                &json!(why),
            )?;
            intent.state = State::Held;
            intent.not_before = None;
            intent.held = Some(why);
            Ok(())
        })
    }

    fn done(&self, event: &str, also: impl FnOnce(&Writing<'_>) -> Result<()>) -> Result<()> {
        self.engine.mirror.write(|w| {
            let Some(intent) = intents::get(w, self.id)? else {
                return Ok(());
            };
            also(w)?;
            let what = serde_json::to_value(&intent.payload).unwrap_or_default();
            intents::log(w, intent.case_id, Some(self.id), w.now(), event, &what)?;
            intents::remove(w, self.id)?;
            w.touch_outbox(intent.case_id);
            Ok(())
        })
    }

    fn change(&self, how: impl FnOnce(&Writing<'_>, &mut Intent) -> Result<()>) -> Result<()> {
        self.engine.mirror.write(|w| {
            let Some(mut intent) = intents::get(w, self.id)? else {
                return Ok(());
            };
            how(w, &mut intent)?;
            intents::update(w, &intent)?;
            w.touch_outbox(intent.case_id);
            Ok(())
        })
    }

    fn intent(&self) -> Result<Option<Intent>> {
        self.engine.mirror.read(|db| intents::get(db, self.id))
    }

    fn server_id(&self) -> Result<Option<ServerId>> {
        self.engine.mirror.read(|db| {
            let Some(intent) = intents::get(db, self.id)? else {
                return Ok(None);
            };
            Ok(case_table::get(db, intent.case_id)?.map(|stored| stored.case.server_id))
        })
    }

    fn keep(&self, server_id: &ServerId, answer: &DetailAnswer) -> Result<()> {
        let crm = self.crm;
        self.engine
            .mirror
            .write(|w| pull::apply_detail(w, crm, None, server_id, answer))
    }

    fn stand(&self, standing: Standing) -> Result<()> {
        self.engine
            .mirror
            .write(|w| match intents::get(w, self.id)? {
                Some(intent) => pull::stand(w, intent.case_id, standing, None),
                None => Ok(()),
            })
    }
}

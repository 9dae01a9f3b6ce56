//! From the outbox to the server: exactly once, in order, one effect per request.
//!
//! Every intent goes the same way: read the case before writing; record the attempt, on disk, before the first byte
//! leaves (I11); send; read back; note one outcome: done, not sent, unknown (verify), or held (the person decides). What
//! may have left is never sent again before it was verified. One file per kind: `push/edit.rs`, `push/comment.rs`,
//! `push/create.rs`, `push/set.rs`, `push/thread.rs`, `push/upload.rs`, `push/delete.rs`, `push/watch.rs`; what becomes of an intent is
//! `push/outcome.rs`. Decisions are pure and elsewhere: what an answer
//! means is `crm/error.rs`'s table, how a comment is recognized is `verify.rs`, whether two changes clash is `merge.rs`,
//! which intent of a lane is next is `intent/lane.rs`. The protocol is part 4 of the design, "S5".

mod comment;
mod create;
mod delete;
mod edit;
mod outcome;
mod set;
mod thread;
mod upload;
mod watch;

use super::Engine;
use super::pull::apply;
use crate::case::Standing;
use crate::case::table as case_table;
use crate::crm::envelope::{Activity, Detail, DetailAnswer};
use crate::crm::{Crm, CrmError, Dated, Effect};
use crate::error::{Error, Result};
use crate::id::{IntentId, ServerId};
use crate::intent::lane;
use crate::intent::table as intents;
use crate::intent::{Held, Intent, Payload, State};
use crate::mutant::{self, Mutant};
use crate::sentence::Sentence;
use crate::store::{Db, known};
use chrono::{DateTime, TimeDelta, Utc};
use std::sync::OnceLock;

/// So many entries of a case's log hold everything that happened since a request left.
const LOOK_BACK: u32 = 50;

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

/// Sends or verifies each intent that is due. Trouble with one lane does not hold the others; trouble with the way to
/// the server, or the session, ends the step. False: not one of them went well.
pub(super) async fn push(engine: &Engine, crm: &Crm) -> Result<bool> {
    let now = engine.mirror.clock.now();
    let (due, _) = engine.mirror.read(|db| due(db, now))?;
    let mut went_well = due.is_empty();
    for id in due {
        match Step::new(engine, crm, id).take().await {
            Ok(()) => went_well = true,
            Err(Error::Crm(e)) if stops_everything(&e) => return Err(Error::Crm(e)),
            // Noted on the intent; the other lanes go on.
            Err(Error::Crm(_)) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(went_well)
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
    /// What it wanted when it was taken up.
    taken: OnceLock<Payload>,
}

/// A case as read right before something is written to it.
struct Read {
    detail: Box<Detail>,
    /// The server's clock then; ours where it does not say.
    server: DateTime<Utc>,
    /// Our clock when it was asked for.
    asked: DateTime<Utc>,
}

impl Read {
    /// The server's clock, at the latest, when ours says `now`. `None`: ours jumped, or this computer slept in between, so
    /// only the server can tell.
    fn server_at(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let passed = now - self.asked;
        let is_known = passed >= TimeDelta::zero() && passed <= TimeDelta::minutes(10);
        is_known.then(|| self.server + passed)
    }
}

impl<'a> Step<'a> {
    fn new(engine: &'a Engine, crm: &'a Crm, id: IntentId) -> Step<'a> {
        Step {
            engine,
            crm,
            id,
            taken: OnceLock::new(),
        }
    }
}

impl Step<'_> {
    async fn take(&self) -> Result<()> {
        let Some(intent) = self.engine.mirror.read(|db| intents::get(db, self.id))? else {
            return Ok(());
        };
        let _first = self.taken.set(intent.payload.clone());
        let in_doubt = match intent.state {
            State::Held => return Ok(()),
            State::Pending => false,
            State::Sending => !mutant::is(Mutant::ForgetsSending),
            State::Unknown => true,
        };
        match &intent.payload {
            Payload::Create(new) if in_doubt => self.find_created(new).await,
            Payload::Create(new) => self.create(new).await,
            Payload::Comment { audience, text, .. } if in_doubt => {
                self.find_comment(*audience, text).await
            }
            Payload::Comment {
                audience,
                text,
                seen,
            } => self.comment(*audience, text, seen.as_deref()).await,
            Payload::Upload {
                attachment,
                file_name,
                sha256,
                ..
            } => {
                let file = upload::File {
                    attachment: *attachment,
                    name: file_name,
                    sha256,
                };
                match in_doubt {
                    true => self.find_upload(&file).await,
                    false => self.upload(&file).await,
                }
            }
            // Reading and comparing before every try makes a repeated one of these harmless: they need no other
            // verification.
            Payload::Edit {
                field,
                base,
                desired,
                closed_on,
            } => {
                self.edit(*field, base.as_deref(), desired.as_deref(), *closed_on)
                    .await
            }
            Payload::Set { set, base, desired } => self.set(*set, base, desired).await,
            Payload::EditComment {
                comment,
                base,
                desired,
            } => self.edit_comment(*comment, base, desired).await,
            Payload::DeleteComment { comment, base } => self.delete_comment(*comment, base).await,
            Payload::DeleteAttachment { attachment, .. } => {
                self.delete_attachment(*attachment).await
            }
            Payload::Delete { known, .. } => self.delete_case(known).await,
            Payload::Watch { desired } => self.watch(*desired).await,
        }
    }

    /// The intent as it is now. `None`: it is gone, or the person changed it while its case was being read; nothing that
    /// was concluded about the old value holds for the new one, which is taken up next.
    fn current(&self, db: &Db) -> Result<Option<Intent>> {
        let intent = intents::get(db, self.id)?;
        Ok(intent.filter(|i| !i.is_ours() || self.taken.get().is_none_or(|t| *t == i.payload)))
    }

    fn now(&self) -> DateTime<Utc> {
        self.engine.mirror.clock.now()
    }

    /// Reads the case before anything is written to it, and keeps what was read. `None`: the case can't take anything;
    /// the intent is held with the reason.
    async fn read_before(&self) -> Result<Option<Read>> {
        let Some(server_id) = self.server_id()? else {
            return self.hold_gone(Sentence::CaseUnknown);
        };
        let asked = self.now();
        match self.crm.detail(&server_id).await {
            Ok(Dated {
                value: DetailAnswer::Case(detail),
                date,
                ..
            }) => {
                self.keep(&server_id, &DetailAnswer::Case(detail.clone()))?;
                if !detail.case.is_active {
                    return self.hold_gone(Sentence::CaseDeleted);
                }
                self.engine.walks_again(self.id);
                Ok(Some(Read {
                    detail,
                    server: date.unwrap_or_else(|| self.now()),
                    asked,
                }))
            }
            Ok(Dated {
                value: answer @ DetailAnswer::Merged(_),
                ..
            }) => {
                self.keep(&server_id, &answer)?;
                self.hold_gone(Sentence::CaseMerged)
            }
            Err(CrmError::Gone) => {
                self.stand(Standing::Gone)?;
                self.hold_gone(Sentence::CaseDeleted)
            }
            Err(CrmError::Denied(_)) if self.is_append_in_doubt()? => {
                self.hold(Held::MaybeSent).map(|()| None)
            }
            Err(CrmError::Denied(text)) => self.hold(Held::Refused { text }).map(|()| None),
            Err(other) => {
                self.later(&other, Effect::Read)?;
                Err(other.into())
            }
        }
    }

    /// The case's log, the newest first; empty where this server keeps none.
    async fn log_of(&self, case: &ServerId) -> std::result::Result<Vec<Activity>, CrmError> {
        if !self.crm.account().capabilities.has_activity_feed {
            return Ok(Vec::new());
        }
        match self.crm.case_log(case, LOOK_BACK).await {
            Err(CrmError::Gone | CrmError::NotACrm | CrmError::Denied(_)) => Ok(Vec::new()),
            other => other,
        }
    }

    fn hold_gone(&self, said: Sentence) -> Result<Option<Read>> {
        // Where nobody can look any more, only the person can know.
        let why = match self.is_append_in_doubt()? {
            true => Held::MaybeSent,
            false => Held::gone(said),
        };
        self.hold(why).map(|()| None)
    }

    fn is_append_in_doubt(&self) -> Result<bool> {
        let intent = self.engine.mirror.read(|db| intents::get(db, self.id))?;
        Ok(intent.is_some_and(|i| !i.is_ours() && i.payload.kind().is_append()))
    }

    fn server_id(&self) -> Result<Option<ServerId>> {
        self.engine.mirror.read(|db| {
            let Some(intent) = intents::get(db, self.id)? else {
                return Ok(None);
            };
            match case_table::get(db, intent.case_id)? {
                Some(stored) => Ok(Some(stored.case.server_id)),
                None => Ok(known::server_id_of(db, intent.case_id.0)?.map(|(id, _)| id)),
            }
        })
    }

    fn keep(&self, server_id: &ServerId, answer: &DetailAnswer) -> Result<()> {
        let crm = self.crm;
        self.engine
            .mirror
            .write(|w| apply::apply_detail(w, crm, None, server_id, answer))
    }

    fn stand(&self, standing: Standing) -> Result<()> {
        self.engine
            .mirror
            .write(|w| match intents::get(w, self.id)? {
                Some(intent) => apply::stand(w, intent.case_id, standing, None),
                None => Ok(()),
            })
    }
}

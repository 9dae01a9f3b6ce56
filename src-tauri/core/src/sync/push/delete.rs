//! Deleting a case: read, look whether it is still the case that the person decided about, delete, read back.

use super::super::pull::apply;
use super::Step;
use crate::case::Standing;
use crate::crm::envelope::{Detail, DetailAnswer};
use crate::crm::{CrmError, Dated, Effect};
use crate::error::Result;
use crate::history::Event;
use crate::id::ServerId;
use crate::intent::Held;
use crate::intent::table as intents;
use crate::sentence::Sentence;

impl Step<'_> {
    /// Deletes the case. `known`: the comments that were there when the person decided.
    pub(super) async fn delete_case(&self, known: &[ServerId]) -> Result<()> {
        let Some(server_id) = self.server_id()? else {
            return self.done(Event::AlreadyThere, |_| Ok(()));
        };
        match self.crm.detail(&server_id).await {
            Err(CrmError::Gone) => return self.is_deleted(Event::AlreadyThere),
            // Reading answers what stands against it: merged, denied.
            Err(CrmError::Denied(_))
            | Ok(Dated {
                value: DetailAnswer::Merged(_),
                ..
            }) => {
                return self.read_before().await.map(|_| ());
            }
            // Not now: asking again at once would pass over what the server asked for.
            Err(e) => {
                self.later(&e, Effect::Read)?;
                return Err(e.into());
            }
            Ok(Dated {
                value: DetailAnswer::Case(detail),
                date,
                ..
            }) => {
                self.keep(&server_id, &DetailAnswer::Case(detail.clone()))?;
                if !detail.case.is_active {
                    return self.is_deleted(Event::AlreadyThere);
                }
                if let Some(said) = self.news(&detail, known) {
                    return self.hold(Held::moved_on(said));
                }
                if !self.attempt(date, Vec::new())? {
                    return Ok(());
                }
            }
        }
        match self.crm.delete_case(&server_id).await {
            Ok(()) | Err(CrmError::Gone) => {}
            Err(e) => return self.failed(&e, Effect::Repeatable),
        }
        match self.crm.detail(&server_id).await {
            Err(CrmError::Gone) => self.is_deleted(Event::Sent),
            Ok(Dated {
                value: DetailAnswer::Case(detail),
                ..
            }) if !detail.case.is_active => self.is_deleted(Event::Sent),
            Ok(_) => self.hold(Held::NotTaken),
            Err(e) => {
                self.in_doubt(Some(self.now()), &(&e).into())?;
                Err(e.into())
            }
        }
    }

    fn is_deleted(&self, event: Event) -> Result<()> {
        self.done(event, |w| match intents::get(w, self.id)? {
            Some(intent) => apply::stand(w, intent.case_id, Standing::Gone, None),
            None => Ok(()),
        })
    }

    /// What others said since the person decided.
    fn news(&self, detail: &Detail, known: &[ServerId]) -> Option<Sentence> {
        let me = &self.crm.account().me;
        let is_new = |c: &&crate::comment::ServerComment| {
            !known.contains(&c.server_id) && !c.author.as_ref().is_some_and(|a| me.is(&a.id))
        };
        let new = detail.comments.iter().filter(is_new).count();
        (new > 0).then(|| Sentence::WroteSince {
            count: u32::try_from(new).unwrap_or(u32::MAX),
        })
    }
}

//! Sending the members of a set: read, merge, send the whole set, read back.
//!
//! Servers replace a set as a whole, in two steps (clear, then add: sync-and-security F8); so what others did is merged in
//! from a reading right before, and what is there afterwards is what counts.

use super::super::witness::assigned_before_ours;
use super::{Read, Step};
use crate::case::{CaseSet, set};
use crate::crm::Effect;
use crate::directory;
use crate::error::Result;
use crate::history::Event;
use crate::id::{Named, ServerId};
use crate::intent::Held;
use crate::intent::table as intents;
use crate::mutant::{self, Mutant};
use crate::store::Db;

/// A set that is not as wanted after this many rounds is not taken: the server drops a member it does not know in silence.
const ROUNDS: u32 = 3;

impl Step<'_> {
    /// Sends what the person did to a set, on top of what the server holds. What somebody did between our reading and our writing is
    /// merged in afterwards, where the log tells of it.
    pub(super) async fn set(
        &self,
        which: CaseSet,
        base: &[Named],
        desired: &[Named],
    ) -> Result<()> {
        // What our writing replaced unseen, and what it left behind.
        let mut unseen: Option<(Vec<Named>, Vec<Named>)> = None;
        let mut has_looked = false;
        for _ in 0..ROUNDS {
            let Some(read) = self.read_before().await? else {
                return Ok(());
            };
            let now = &read.detail.case;
            let theirs = match unseen.take() {
                Some((before, left)) if set::same(&left, now.members(which)) => before,
                _ => now.members(which).to_vec(),
            };
            let wanted = match mutant::is(Mutant::SetAsSeen) {
                true => desired.to_vec(),
                false => set::merge(base, desired, &theirs),
            };
            let mut event = Event::AlreadyThere;
            let mut there = now.members(which).to_vec();
            if !set::same(&wanted, &there) {
                let ids: Vec<ServerId> = wanted.iter().map(|n| n.id.clone()).collect();
                if !self.attempt(Some(read.server), ids.clone())? {
                    return Ok(());
                }
                if let Err(e) = self.crm.set_related(now, which, &ids).await {
                    return self.failed(&e, Effect::Repeatable);
                }
                let Some(after) = self.read_back(&read).await? else {
                    return Ok(());
                };
                there = after.case.members(which).to_vec();
                if !set::same(&set::merge(base, desired, &there), &there) {
                    continue;
                }
                event = Event::Sent;
            }
            if !has_looked && which == CaseSet::Assignees {
                has_looked = true;
                if let Some(before) = self.replaced_unseen(&read, &there).await?
                    && !set::same(&set::merge(base, desired, &before), &there)
                {
                    unseen = Some((before, there));
                    continue;
                }
            }
            return self.done(event, |_| Ok(()));
        }
        self.hold(Held::NotTaken)
    }

    /// Who was assigned when our last writing took effect, where that is not what was read before. Of the other sets the server
    /// keeps no log.
    async fn replaced_unseen(&self, read: &Read, there: &[Named]) -> Result<Option<Vec<Named>>> {
        let mirror = &self.engine.mirror;
        let attempt = mirror.read(|db| intents::last_attempt(db, self.id))?;
        let Some((read_at, wrote)) = attempt.and_then(|a| Some((a.server_date?, a.baseline)))
        else {
            return Ok(None);
        };
        // What is there now may be another's: the same person removes somebody on another computer, and what is left is all that
        // was wanted here. Taken for ours, it would bring back whoever was removed.
        let is_ours = wrote.len() == there.len() && there.iter().all(|n| wrote.contains(&n.id));
        if !is_ours {
            return Ok(None);
        }
        let log = match self.log_of(&read.detail.case.server_id).await {
            Ok(log) => log,
            Err(e) => {
                self.in_doubt(read.server_at(self.now()), &(&e).into())?;
                return Err(e.into());
            }
        };
        let Some(ids) = assigned_before_ours(&log, &wrote, read_at) else {
            return Ok(None);
        };
        let named = |db: &Db| -> Result<Vec<Named>> {
            let each = ids.iter().map(|id| {
                let name = directory::table::name_of(db, id)?.unwrap_or_default();
                Ok(Named {
                    id: id.clone(),
                    name,
                })
            });
            each.collect()
        };
        mirror.read(named).map(Some)
    }
}

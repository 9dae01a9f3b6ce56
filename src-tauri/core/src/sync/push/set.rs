//! Sending the members of a set: read, merge, send the whole set, read back.
//!
//! Servers replace a set as a whole, in two steps (clear, then add: sync-and-security F8); so what others did is merged in
//! from a reading right before, and what is there afterwards is what counts.

use super::Step;
use crate::case::{CaseSet, set};
use crate::crm::Effect;
use crate::error::Result;
use crate::history::Event;
use crate::id::{Named, ServerId};
use crate::intent::Held;
use crate::mutant::{self, Mutant};

/// A set that is not as wanted after this many rounds is not taken: the server drops a member it does not know in silence.
const ROUNDS: u32 = 3;

impl Step<'_> {
    /// Sends what the person did to a set, on top of what the server holds.
    pub(super) async fn set(
        &self,
        which: CaseSet,
        base: &[Named],
        desired: &[Named],
    ) -> Result<()> {
        for _ in 0..ROUNDS {
            let Some(read) = self.read_before().await? else {
                return Ok(());
            };
            let now = &read.detail.case;
            let wanted = match mutant::is(Mutant::SetAsSeen) {
                true => desired.to_vec(),
                false => set::merge(base, desired, now.members(which)),
            };
            if set::same(&wanted, now.members(which)) {
                return self.done(Event::AlreadyThere, |_| Ok(()));
            }
            if !self.attempt(Some(read.server), Vec::new())? {
                return Ok(());
            }
            let ids: Vec<ServerId> = wanted.iter().map(|n| n.id.clone()).collect();
            if let Err(e) = self.crm.set_related(now, which, &ids).await {
                return self.failed(&e, Effect::Repeatable);
            }
            let Some(after) = self.read_back(&read).await? else {
                return Ok(());
            };
            let there = after.case.members(which);
            if set::same(&set::merge(base, desired, there), there) {
                return self.done(Event::Sent, |_| Ok(()));
            }
        }
        self.hold(Held::NotTaken)
    }
}

//! Watching a case, or not any more. Saying it twice does no harm.

use super::Step;
use crate::case::table as case_table;
use crate::crm::Effect;
use crate::error::Result;
use crate::history::Event;
use crate::intent::table as intents;
use crate::mutant::{self, Mutant};

impl Step<'_> {
    /// Tells the server whether this person watches the case.
    pub(super) async fn watch(&self, desired: bool) -> Result<()> {
        let Some(read) = self.read_before().await? else {
            return Ok(());
        };
        if !self.attempt(Some(read.server), Vec::new())? {
            return Ok(());
        }
        if mutant::is(Mutant::WatchUntold) {
            return self.done(Event::Sent, |_| Ok(()));
        }
        match self.crm.watch(&read.detail.case.server_id, desired).await {
            Ok(()) => self.done(Event::Sent, |w| match intents::get(w, self.id)? {
                Some(intent) => case_table::set_watched(w, intent.case_id, desired),
                None => Ok(()),
            }),
            Err(e) => self.failed(&e, Effect::Repeatable),
        }
    }
}

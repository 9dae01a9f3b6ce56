//! I33, the law of decision 0014: what was written on an older state of a case, while somebody else said more there or gave it
//! another status, never leaves before its writer was asked.
//!
//! What was before her eyes is written down where she writes, rewrites, moves or decides; what her engine knew is what it read last
//! before the reply left. The words that are said again and again can't be told apart, and are left out.

use crate::person::Person;
use crate::server::{Server, Was};
use satchel_core::case::Field;
use satchel_core::case::view::{OutboxItem, TimelineItem};
use satchel_core::error::Result;
use satchel_core::id::CaseId;
use satchel_core::intent::Kind;
use std::collections::BTreeSet;
use uuid::Uuid;

/// What of a case was before the eyes of who wrote.
pub(crate) struct Eyes {
    /// Which comments.
    words: BTreeSet<Uuid>,
    /// Which statuses: the one on screen, and under a wish of hers the server's.
    statuses: BTreeSet<String>,
    /// The server had that many of them by then.
    changes: usize,
}

impl Server {
    /// What somebody else did on this case, that the writer of these words had not seen and the engine had read.
    pub(crate) fn unseen(&self, by: usize, case: Uuid, text: &str) -> Option<String> {
        let eyes = self.readers.get(&(by, text.to_owned()))?;
        self.unseen_words(by, case, eyes)
            .or_else(|| self.unseen_status(by, case, eyes))
    }

    fn unseen_words(&self, by: usize, case: Uuid, eyes: &Eyes) -> Option<String> {
        let read = self.read_last(by, case);
        let alice = self.crm.person("alice").map(|p| p.profile);
        let thread = self.crm.comments_of(case).iter();
        let mut others = thread.filter(|c| c.by.is_none() || c.by != alice);
        let found = others.find(|c| {
            read.contains(&c.id) && !eyes.words.contains(&c.id) && !c.text.starts_with("Stock")
        });
        found.map(|c| c.text.clone())
    }

    /// A status that others gave it since, that she saw nowhere and never wanted there.
    fn unseen_status(&self, by: usize, case: Uuid, eyes: &Eyes) -> Option<String> {
        let read = self.value_read_last(by, case, Field::Status)?;
        let since = self.values.get(&(case, Field::Status))?;
        let is_it = |was: &&Was| was.value.as_deref() == Some(read);
        let given = since.get(eyes.changes..)?.iter().rev().find(is_it)?;
        let is_known =
            eyes.statuses.contains(read) || self.wished.contains(&(by, case, read.to_owned()));
        (given.by.is_none() && !is_known).then(|| format!("the status {read}"))
    }

    fn statuses_so_far(&self, case: Uuid) -> usize {
        let values = self.values.get(&(case, Field::Status));
        values.map_or(0, Vec::len)
    }
}

impl Person<'_> {
    /// She writes this with the case before her eyes.
    pub(crate) fn has_read_for(&mut self, case: CaseId, text: &str) -> Result<()> {
        let view = self.desk.core().open_case(case);
        let mut net = self.desk.line.net();
        let server = &mut net.server;
        let key = (self.number, text.to_owned());
        // After a lost database her words are here before their case is.
        let Ok(view) = view else {
            server.readers.remove(&key);
            return Ok(());
        };
        // Whose thread was never read, nobody can say what is later in it.
        if !view.row.on_server || view.checked_at.is_none() || text.starts_with("Stock") {
            server.readers.remove(&key);
            return Ok(());
        }
        let here = view.timeline.iter().filter_map(|item| match item {
            TimelineItem::Comment { text, .. } => server.spoken.get(text).copied(),
            _ => None,
        });
        let words = here.collect();
        let mut statuses = BTreeSet::from([view.row.status]);
        let mut changes = 0;
        if let Some(id) = self.desk.known.get(&case) {
            let now = server.crm.case(*id).map(|case| case.status.clone());
            statuses.extend(now);
            changes = server.statuses_so_far(*id);
        }
        let eyes = Eyes {
            words,
            statuses,
            changes,
        };
        server.readers.insert(key, eyes);
        Ok(())
    }

    /// A status that she wants somewhere is no news to her there.
    pub(crate) fn wishes(&mut self, outbox: &[OutboxItem]) {
        let is_status = |item: &&OutboxItem| item.field == Some(Field::Status);
        let mut net = self.desk.line.net();
        for item in outbox.iter().filter(is_status) {
            if let Some(id) = self.desk.known.get(&item.case_id) {
                let wish = (self.number, *id, item.mine.clone());
                net.server.wished.insert(wish);
            }
        }
    }

    /// The same, of everything that waits to be said there.
    pub(crate) fn has_read(&mut self, case: CaseId, outbox: &[OutboxItem]) -> Result<()> {
        let said = |item: &&OutboxItem| item.case_id == case && item.kind == Kind::Comment;
        for item in outbox.iter().filter(said) {
            self.has_read_for(case, &item.mine)?;
        }
        Ok(())
    }

    /// She was shown what is new, and wants it sent all the same, with what waits behind it.
    pub(crate) fn decides(&mut self, item: &OutboxItem, outbox: &[OutboxItem]) -> Result<()> {
        if item.kind == Kind::Comment && !item.news.is_empty() {
            self.has_read(item.case_id, outbox)?;
        }
        Ok(())
    }
}

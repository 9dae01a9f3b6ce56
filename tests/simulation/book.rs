//! What the person was promised: every act that an engine took, and what became of it as far as the person can see.

use chrono::{DateTime, Utc};
use satchel_core::case::Field;
use satchel_core::case::view::OutboxItem;
use satchel_core::id::{CaseId, IntentId};
use satchel_core::intent::{Kind, State};
use std::collections::BTreeMap;

/// What the person did about it afterwards.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum End {
    /// Nothing: it is to arrive.
    Wanted,
    /// Taken back. `surely`: the engine said that it had not left.
    Discarded { surely: bool },
    /// An edit that was edited back to what it began with.
    Undone,
}

/// A reply or a note.
#[derive(Debug)]
pub(crate) struct Comment {
    pub(crate) by: usize,
    pub(crate) intent: IntentId,
    pub(crate) text: String,
    /// How often it may stand on the server: once, and once more each time the person says "Post again".
    pub(crate) most: usize,
    pub(crate) end: End,
}

/// A new case.
#[derive(Debug)]
pub(crate) struct Create {
    pub(crate) by: usize,
    pub(crate) case: CaseId,
    /// Its name, and those it had before: the person may change it until it leaves.
    pub(crate) names: Vec<String>,
    pub(crate) end: End,
}

/// An edit, with every value it was given.
#[derive(Debug)]
pub(crate) struct Edit {
    pub(crate) by: usize,
    pub(crate) case: CaseId,
    pub(crate) field: Field,
    pub(crate) wanted: Vec<Option<String>>,
    pub(crate) bases: Vec<Option<String>>,
    /// When the last value was given.
    pub(crate) at: DateTime<Utc>,
    pub(crate) end: End,
}

/// The book of one schedule.
#[derive(Default)]
pub(crate) struct Book {
    pub(crate) comments: Vec<Comment>,
    pub(crate) creates: Vec<Create>,
    pub(crate) edits: BTreeMap<IntentId, Edit>,
}

impl Book {
    /// Compares a computer's outbox before and after an act of the person; no time passed in between.
    pub(crate) fn compare(
        &mut self,
        by: usize,
        before: &[OutboxItem],
        after: &[OutboxItem],
        now: DateTime<Utc>,
    ) {
        for item in after {
            match item.kind {
                Kind::Edit => self.note_edit(by, item, now),
                Kind::Create => self.note_create(by, item),
                _ => {}
            }
        }
        for item in before {
            if after.iter().any(|other| other.intent_id == item.intent_id) {
                continue;
            }
            if let Some(edit) = self.edits.get_mut(&item.intent_id)
                && edit.end == End::Wanted
            {
                edit.end = End::Undone;
            }
        }
    }

    fn note_edit(&mut self, by: usize, item: &OutboxItem, now: DateTime<Utc>) {
        let Some(field) = item.field else { return };
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let wanted = some(&item.mine);
        let base = some(item.base.as_deref().unwrap_or_default());
        let edit = self.edits.entry(item.intent_id).or_insert_with(|| Edit {
            by,
            case: item.case_id,
            field,
            wanted: Vec::new(),
            bases: Vec::new(),
            at: now,
            end: End::Wanted,
        });
        if edit.wanted.last() != Some(&wanted) {
            edit.wanted.push(wanted);
            edit.at = now;
        }
        if edit.bases.last() != Some(&base) {
            edit.bases.push(base);
        }
    }

    fn note_create(&mut self, by: usize, item: &OutboxItem) {
        match self
            .creates
            .iter_mut()
            .find(|c| c.case == item.case_id && c.by == by)
        {
            Some(create) if create.names.last() != Some(&item.mine) => {
                create.names.push(item.mine.clone());
            }
            Some(_) => {}
            None => self.creates.push(Create {
                by,
                case: item.case_id,
                names: vec![item.mine.clone()],
                end: End::Wanted,
            }),
        }
    }

    /// The person took it back, and the engine let them.
    pub(crate) fn discarded(&mut self, by: usize, item: &OutboxItem, before: &[OutboxItem]) {
        let going = before.iter().filter(|other| match item.kind {
            Kind::Create => other.case_id == item.case_id,
            _ => other.intent_id == item.intent_id,
        });
        for one in going {
            let end = End::Discarded {
                surely: one.state == State::Pending,
            };
            for comment in self
                .comments
                .iter_mut()
                .filter(|c| c.intent == one.intent_id)
            {
                comment.end = end;
            }
            if let Some(edit) = self.edits.get_mut(&one.intent_id) {
                edit.end = end;
            }
            if one.kind == Kind::Create
                && let Some(create) = self
                    .creates
                    .iter_mut()
                    .find(|c| c.case == one.case_id && c.by == by)
            {
                create.end = end;
            }
        }
    }
}

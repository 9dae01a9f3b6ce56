//! What the person was promised: every act that an engine took, and what became of it as far as the person can see.
//!
//! It is kept by comparing a computer's outbox before and after each act of hers; no time passes in between.

use crate::server::Said;
use chrono::{DateTime, Utc};
use satchel_core::case::view::OutboxItem;
use satchel_core::case::{CaseSet, Field, SetChange};
use satchel_core::comment::Audience;
use satchel_core::id::{CaseId, IntentId, ServerId};
use satchel_core::intent::{Kind, State};
use std::collections::{BTreeMap, BTreeSet};

/// What the person did about it afterwards.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum End {
    /// Nothing: it is to arrive.
    Wanted,
    /// Taken back. `surely`: the engine said that it had not left.
    Discarded { surely: bool },
    /// Taken back on its way: if it arrives, it is to be removed there.
    Withdrawn,
    /// An edit that was edited back to what it began with.
    Undone,
}

/// A reply, a note or a file.
#[derive(Debug)]
pub(crate) struct Append {
    pub(crate) by: usize,
    pub(crate) intent: IntentId,
    pub(crate) case: CaseId,
    pub(crate) kind: Kind,
    /// What it says, and what it said before the person changed it. Of a file: [`file_text`].
    pub(crate) texts: Vec<String>,
    /// Its words are said more than once.
    pub(crate) is_stock: bool,
    /// How often it may stand on the server: once, and once more each time the person says "Post again".
    pub(crate) most: usize,
    pub(crate) end: End,
    /// Its place among the appends of its computer.
    pub(crate) rank: usize,
}

/// A file, as a text.
pub(crate) fn file_text(name: &str, bytes: &[u8]) -> String {
    format!("file {name}: {}", String::from_utf8_lossy(bytes))
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

/// What an edit is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum What {
    Field(Field),
    Watch,
    /// The text of a comment; no text: it is to go.
    Words,
    /// A file is to go.
    File,
    /// The case is to go.
    Case,
}

/// An edit, with every value it was given.
#[derive(Debug)]
pub(crate) struct Edit {
    pub(crate) by: usize,
    pub(crate) case: CaseId,
    pub(crate) what: What,
    pub(crate) wanted: Vec<Option<String>>,
    pub(crate) bases: Vec<Option<String>>,
    /// When the last value was given.
    pub(crate) at: DateTime<Utc>,
    pub(crate) end: End,
}

/// A change to a set.
#[derive(Debug)]
pub(crate) struct Joining {
    pub(crate) by: usize,
    pub(crate) case: CaseId,
    pub(crate) set: CaseSet,
    pub(crate) add: BTreeSet<String>,
    pub(crate) remove: BTreeSet<String>,
    /// Of those, whom she had added or removed herself before, in what had not left yet: taking that back wants nothing of
    /// the server.
    pub(crate) taken_back: BTreeSet<String>,
    pub(crate) at: DateTime<Utc>,
    /// It was taken back, so the other way round is meant too.
    pub(crate) is_undone: bool,
}

/// The book of one schedule.
#[derive(Default)]
pub(crate) struct Book {
    pub(crate) appends: Vec<Append>,
    pub(crate) creates: Vec<Create>,
    pub(crate) edits: BTreeMap<IntentId, Edit>,
    pub(crate) joinings: Vec<Joining>,
    /// What is typed and not sent.
    pub(crate) drafts: BTreeMap<(usize, CaseId, bool), String>,
    pub(crate) ranks: usize,
}

const TAKEN_BACK: &str = "You took it back";

impl Book {
    /// Compares a computer's outbox before and after an act of the person.
    pub(crate) fn compare(
        &mut self,
        by: usize,
        before: &[OutboxItem],
        after: &[OutboxItem],
        now: DateTime<Utc>,
    ) {
        for item in after {
            if !before.iter().any(|old| old.intent_id == item.intent_id) {
                self.is_wanted_again(by, item, now);
            }
            self.is_on(item);
            match item.kind {
                Kind::Create => self.note_create(by, item),
                Kind::Comment | Kind::Upload | Kind::Set => {}
                _ => {
                    // What an intent wants is what she said: what the engine makes of it since (a merge) is not her wish.
                    let was = before.iter().find(|old| old.intent_id == item.intent_id);
                    let is_hers = was.is_none_or(|old| old.mine != item.mine);
                    self.note_edit(by, item, is_hers, now);
                }
            }
            let taken_back = |reason: &String| reason.starts_with(TAKEN_BACK);
            if item.reason.as_ref().is_some_and(taken_back) {
                self.ends(by, item, End::Withdrawn);
            }
        }
        for item in before {
            if after.iter().any(|other| other.intent_id == item.intent_id) {
                continue;
            }
            let surely = item.state == State::Pending;
            match item.kind {
                Kind::Create | Kind::Comment | Kind::Upload => {
                    self.ends(by, item, End::Discarded { surely });
                }
                Kind::Set => self.set_taken_back(by, item),
                _ => {
                    if let Some(edit) = self.edits.get_mut(&item.intent_id) {
                        edit.end = End::Undone;
                    }
                    self.stays_there(by, item);
                }
            }
        }
    }

    /// What was taken back is wanted again.
    fn is_wanted_again(&mut self, by: usize, item: &OutboxItem, now: DateTime<Utc>) {
        self.ends(by, item, End::Wanted);
        if let Some(edit) = self.edits.get_mut(&item.intent_id) {
            (edit.end, edit.at) = (End::Wanted, now);
        }
    }

    /// What waits on this case now, whichever it was for.
    fn is_on(&mut self, item: &OutboxItem) {
        if let Some(append) = self.append(item.intent_id) {
            append.case = item.case_id;
        }
    }

    /// What waits on this case leaves in this order, after whatever left before.
    pub(crate) fn lined_up_anew(&mut self, case: CaseId, after: &[OutboxItem]) {
        for item in after.iter().filter(|item| item.case_id == case) {
            let rank = self.ranks + 1;
            if let Some(append) = self.append(item.intent_id) {
                append.rank = rank;
                self.ranks = rank;
            }
        }
    }

    /// Members of a set changed with those of others; which of it she took back meanwhile nobody counts.
    pub(crate) fn joins_unasked(
        &mut self,
        by: usize,
        case: CaseId,
        change: &SetChange,
        at: DateTime<Utc>,
    ) {
        let ids = |list: &[ServerId]| list.iter().map(|id| id.0.clone()).collect();
        self.joinings.push(Joining {
            by,
            case,
            set: change.set,
            add: ids(&change.add),
            remove: ids(&change.remove),
            taken_back: BTreeSet::new(),
            at,
            is_undone: true,
        });
    }

    fn ends(&mut self, by: usize, item: &OutboxItem, end: End) {
        let mut appends = self.appends.iter_mut();
        if let Some(append) = appends.find(|a| a.intent == item.intent_id) {
            append.end = end;
        }
        if item.kind == Kind::Create {
            let mut creates = self.creates.iter_mut();
            if let Some(create) = creates.find(|c| c.case == item.case_id && c.by == by) {
                create.end = end;
            }
        }
    }

    /// What was to be removed may stay: the removal was taken back.
    fn stays_there(&mut self, by: usize, removal: &OutboxItem) {
        let end = End::Discarded { surely: false };
        for append in self.appends.iter_mut().filter(|a| a.by == by) {
            if append.end == End::Withdrawn && append.case == removal.case_id {
                append.end = end;
            }
        }
        for create in self.creates.iter_mut().filter(|c| c.by == by) {
            if create.end == End::Withdrawn && create.case == removal.case_id {
                create.end = end;
            }
        }
    }

    /// Changes to this set of this case are (to be) taken back.
    pub(crate) fn set_taken_back(&mut self, by: usize, item: &OutboxItem) {
        for joining in &mut self.joinings {
            let same = joining.by == by && joining.case == item.case_id;
            if same && Some(joining.set) == item.set {
                joining.is_undone = true;
            }
        }
    }

    fn note_edit(&mut self, by: usize, item: &OutboxItem, is_hers: bool, now: DateTime<Utc>) {
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let base = some(item.base.as_deref().unwrap_or_default());
        let (what, wanted, base) = match (item.kind, item.field) {
            (Kind::Edit, Some(field)) => (What::Field(field), some(&item.mine), base),
            (Kind::Watch, _) => (What::Watch, some("true"), None),
            (Kind::Unwatch, _) => (What::Watch, some("false"), None),
            (Kind::EditComment, _) => (What::Words, some(&item.mine), base),
            (Kind::DeleteComment, _) => (What::Words, None, some(&item.mine)),
            (Kind::DeleteAttachment, _) => (What::File, None, some(&item.mine)),
            (Kind::Delete, _) => (What::Case, None, some(&item.mine)),
            _ => return,
        };
        let edit = self.edits.entry(item.intent_id).or_insert_with(|| Edit {
            by,
            case: item.case_id,
            what,
            wanted: Vec::new(),
            bases: Vec::new(),
            at: now,
            end: End::Wanted,
        });
        let is_new = edit.wanted.is_empty();
        if (is_hers || is_new) && edit.wanted.last() != Some(&wanted) {
            edit.wanted.push(wanted);
            edit.at = now;
        }
        if edit.bases.last() != Some(&base) {
            edit.bases.push(base);
        }
    }

    fn note_create(&mut self, by: usize, item: &OutboxItem) {
        let mut known = self.creates.iter_mut();
        match known.find(|c| c.case == item.case_id && c.by == by) {
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

    /// Something new is to stand on a case.
    pub(crate) fn appended(
        &mut self,
        by: usize,
        (intent, case, kind): (IntentId, CaseId, Kind),
        text: String,
        is_stock: bool,
    ) {
        self.ranks += 1;
        self.appends.push(Append {
            by,
            intent,
            case,
            kind,
            texts: vec![text],
            is_stock,
            most: 1,
            end: End::Wanted,
            rank: self.ranks,
        });
    }

    /// The append of this intent.
    pub(crate) fn append(&mut self, intent: IntentId) -> Option<&mut Append> {
        self.appends.iter_mut().find(|a| a.intent == intent)
    }

    /// The person gave a lane another order: the appends that wait in it are now in the outbox's. What has arrived by then, and she
    /// does not know it, is before all of it.
    pub(crate) fn reordered(&mut self, case: CaseId, after: &[OutboxItem], said: &[Said]) {
        let has_arrived = |item: &OutboxItem| {
            let append = self.appends.iter().find(|a| a.intent == item.intent_id);
            append.is_some_and(|a| {
                said.iter()
                    .any(|s| s.by == a.by && a.texts.contains(&s.text))
            })
        };
        let lane = after.iter().filter(|item| item.case_id == case);
        let (first, then): (Vec<_>, Vec<_>) = lane.partition(|item| has_arrived(item));
        let order: Vec<IntentId> = first.iter().chain(&then).map(|o| o.intent_id).collect();
        let of_lane = |append: &&Append| order.contains(&append.intent);
        let mut ranks: Vec<usize> = self
            .appends
            .iter()
            .filter(of_lane)
            .map(|a| a.rank)
            .collect();
        ranks.sort_unstable();
        let mut ranks = ranks.into_iter();
        for intent in order {
            if let Some(append) = self.append(intent) {
                append.rank = ranks.next().unwrap_or(append.rank);
            }
        }
    }

    /// What is typed for this audience, and not sent.
    pub(crate) fn draft(&mut self, by: usize, case: CaseId, audience: Audience) -> &mut String {
        let key = (by, case, audience == Audience::Internal);
        self.drafts.entry(key).or_default()
    }
}

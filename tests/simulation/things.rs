//! What alice does to what is there: members of sets, what she said and attached, whole cases.

use crate::book::{Joining, file_text};
use crate::chance::Chance;
use crate::person::{Person, favorite};
use satchel_core::case::view::{CaseRow, OutboxItem, TimelineItem};
use satchel_core::case::{CaseSet, SetChange};
use satchel_core::error::Result;
use satchel_core::id::{AttachmentId, CaseId, CommentId, Named, ServerId};
use satchel_core::intent::Kind;
use satchel_sandbox::Dialect;
use std::collections::BTreeSet;
use uuid::Uuid;

impl Person<'_> {
    /// The members of a set, as they are shown.
    fn members(&self, case: CaseId, set: CaseSet) -> Result<Vec<Named>> {
        let view = self.desk.core().open_case(case)?;
        Ok(match set {
            CaseSet::Tags => view.tags,
            CaseSet::Teams => view.teams,
            CaseSet::Contacts => view.contacts,
            CaseSet::Assignees => view.assignees,
        })
    }

    /// Whom she added, and had removed before in what waits: if others removed them meanwhile, they stay away.
    fn only_taken_back(
        &self,
        case: CaseId,
        set: CaseSet,
        added: &BTreeSet<String>,
    ) -> Result<Vec<String>> {
        let shown = self.members(case, set)?;
        let outbox = self.desk.outbox()?;
        let waits = |name: &String| {
            let of_it = |item: &&OutboxItem| item.case_id == case && item.set == Some(set);
            outbox.iter().filter(of_it).any(|o| o.added.contains(name))
        };
        let hers = shown.into_iter().filter(|n| added.contains(&n.id.0));
        Ok(hers
            .filter(|named| !waits(&named.name))
            .map(|named| named.id.0)
            .collect())
    }

    pub(crate) fn joins(&mut self, rows: &[CaseRow], chance: &mut Chance) -> Result<String> {
        let Some(row) = favorite(rows, chance) else {
            return Ok("has no set to change".to_owned());
        };
        let sets = [
            CaseSet::Tags,
            CaseSet::Teams,
            CaseSet::Contacts,
            CaseSet::Assignees,
        ];
        let mut set = *chance.pick(&sets).unwrap_or(&CaseSet::Tags);
        if self.dialect == Dialect::Documented && set == CaseSet::Tags {
            set = CaseSet::Teams;
        }
        let (mut add, mut remove) = (BTreeSet::new(), BTreeSet::new());
        let shown = self.members(row.id, set)?;
        {
            let net = self.desk.line.net();
            let crm = &net.server.crm;
            let all: Vec<Uuid> = match set {
                CaseSet::Tags => crm.tags().iter().map(|t| t.id).collect(),
                CaseSet::Teams => crm.teams().iter().map(|t| t.id).collect(),
                CaseSet::Contacts => crm.contacts().map(|c| c.id).collect(),
                CaseSet::Assignees => crm.people().iter().map(|p| p.profile).collect(),
            };
            // Who is seen there can leave, and who is not can join.
            let here = |id: &String| shown.iter().any(|named| named.id.as_str() == id);
            let all = all.into_iter().map(|id| id.to_string());
            for id in all.filter(|_| chance.per_mille(400)) {
                match here(&id) {
                    true => remove.insert(id),
                    false => add.insert(id),
                };
            }
        }
        let ids = |set: &BTreeSet<String>| set.iter().cloned().map(ServerId).collect();
        let change = SetChange {
            set,
            add: ids(&add),
            remove: ids(&remove),
        };
        // Whom she added and removes before that left, she takes back: if others added them meanwhile, they stay.
        let outbox = self.desk.outbox()?;
        let mut waiting = outbox.iter();
        let waiting = waiting.find(|item| item.case_id == row.id && item.set == Some(set));
        let is_own = |id: &String| {
            let named = shown.iter().find(|named| named.id.as_str() == id);
            let (Some(named), Some(item)) = (named, waiting) else {
                return false;
            };
            item.added.contains(&named.name)
        };
        let mut taken_back: BTreeSet<String> =
            remove.iter().filter(|id| is_own(id)).cloned().collect();
        let was_waiting = waiting.is_some();
        self.desk.core().change_set(row.id, &change)?;
        if was_waiting {
            taken_back.extend(self.only_taken_back(row.id, set, &add)?);
        }
        self.book.joinings.push(Joining {
            by: self.number,
            case: row.id,
            set,
            add: add.clone(),
            remove: remove.clone(),
            taken_back,
            at: self.now,
            is_undone: false,
        });
        Ok(format!(
            "adds {add:?} to {set:?} of {:?}, without {remove:?}",
            row.name
        ))
    }

    pub(crate) fn watches(&mut self, rows: &[CaseRow], chance: &mut Chance) -> Result<String> {
        let Some(row) = favorite(rows, chance) else {
            return Ok("has nothing to watch".to_owned());
        };
        let desired = chance.per_mille(500);
        self.desk.core().watch(row.id, desired)?;
        Ok(format!("watches {:?}: {desired}", row.name))
    }

    /// One of her own comments that is on the server, and whose words are nobody else's.
    fn own_comment(&self, row: &CaseRow, chance: &mut Chance) -> Result<Option<CommentId>> {
        let view = self.desk.core().open_case(row.id)?;
        let of_hers = |item: &TimelineItem| match item {
            TimelineItem::Comment {
                id,
                mine: true,
                text,
                change,
                ..
            } => {
                let sent = !matches!(change, Some(satchel_core::case::view::Change::Added));
                (sent && !text.starts_with("Stock")).then_some(CommentId(*id))
            }
            _ => None,
        };
        let hers: Vec<CommentId> = view.timeline.iter().filter_map(of_hers).collect();
        Ok(chance.pick(&hers).copied())
    }

    pub(crate) fn rewords(&mut self, rows: &[CaseRow], chance: &mut Chance) -> Result<String> {
        let Some(row) = favorite(rows, chance) else {
            return Ok("has nothing to reword".to_owned());
        };
        let Some(comment) = self.own_comment(row, chance)? else {
            return Ok("said nothing to reword".to_owned());
        };
        let text = format!("Reworded {}", self.tag);
        self.desk.core().edit_comment(row.id, comment, &text)?;
        Ok(format!("rewords {comment} on {:?}: {text:?}", row.name))
    }

    pub(crate) fn unsays(&mut self, rows: &[CaseRow], chance: &mut Chance) -> Result<String> {
        let Some(row) = favorite(rows, chance) else {
            return Ok("has nothing to unsay".to_owned());
        };
        let Some(comment) = self.own_comment(row, chance)? else {
            return Ok("said nothing to unsay".to_owned());
        };
        self.desk.core().delete_comment(row.id, comment)?;
        Ok(format!("deletes comment {comment} on {:?}", row.name))
    }

    pub(crate) fn attaches(&mut self, rows: &[CaseRow], chance: &mut Chance) -> Result<String> {
        let Some(row) = favorite(rows, chance) else {
            return Ok("has nothing to attach to".to_owned());
        };
        // Names repeat; bytes do not.
        let name = chance
            .pick(&["log.txt", "seat.txt"])
            .copied()
            .unwrap_or("log.txt");
        let bytes = format!("bytes of {}", self.tag);
        let core = self.desk.core();
        // What is pasted waits for her.
        let (how, intent) = match chance.per_mille(300) {
            true => ("pastes", core.attach_held(row.id, name, bytes.as_bytes())?),
            false => ("attaches", core.attach(row.id, name, bytes.as_bytes())?),
        };
        let text = file_text(name, bytes.as_bytes());
        let told = format!("{how} {text:?} to {:?}", row.name);
        self.book
            .appended(self.number, (intent, row.id, Kind::Upload), text, false);
        Ok(told)
    }

    pub(crate) fn detaches(&mut self, rows: &[CaseRow], chance: &mut Chance) -> Result<String> {
        let Some(row) = favorite(rows, chance) else {
            return Ok("has nothing to detach".to_owned());
        };
        let view = self.desk.core().open_case(row.id)?;
        let file = |item: &TimelineItem| match item {
            TimelineItem::Attachment {
                id, pending: None, ..
            } => Some(*id),
            _ => None,
        };
        let files: Vec<AttachmentId> = view.timeline.iter().filter_map(file).collect();
        let Some(file) = chance.pick(&files).copied() else {
            return Ok("finds no file to delete".to_owned());
        };
        self.desk.core().delete_attachment(row.id, file)?;
        Ok(format!("deletes file {file} of {:?}", row.name))
    }

    pub(crate) fn deletes(&mut self, rows: &[CaseRow], chance: &mut Chance) -> Result<String> {
        let Some(row) = chance.pick(rows) else {
            return Ok("has nothing to delete".to_owned());
        };
        self.desk.core().delete_case(row.id)?;
        Ok(format!("deletes {:?}", row.name))
    }
}

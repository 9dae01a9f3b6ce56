//! Alice changes several cases at once, and saves unsent work from cases that are gone. I32: a change of many is the sum of its
//! single changes, and its plan is what was done. What was saved is wanted once, where she put it.

use crate::chance::Chance;
use crate::person::{Person, some_value};
use satchel_core::bulk::{BulkChange, BulkPlan};
use satchel_core::case::view::{CaseRow, OutboxItem};
use satchel_core::case::{CaseSet, Field, FieldEdit, SetChange};
use satchel_core::error::Result;
use satchel_core::id::{CaseId, ServerId};
use satchel_core::intent::Kind;
use satchel_sandbox::Dialect;
use std::collections::{BTreeMap, BTreeSet};

/// An outbox, without what tells one intent from another of the same wish.
fn wishes(items: &[OutboxItem]) -> Vec<String> {
    let wish = |o: &OutboxItem| {
        format!(
            "{:?} {:?} {:?} {:?} {:?} {:?} +{:?} -{:?} {:?}",
            o.case_id, o.kind, o.field, o.set, o.base, o.mine, o.added, o.removed, o.state
        )
    };
    let mut all: Vec<String> = items.iter().map(wish).collect();
    all.sort_unstable();
    all
}

impl Person<'_> {
    fn some_change(&mut self, chance: &mut Chance) -> BulkChange {
        match chance.below(10) {
            0..3 => {
                let value = some_value(chance, self.words, Field::Status, &self.tag);
                let closed_on = (value == "Closed" && chance.per_mille(800))
                    .then(|| chrono::NaiveDate::from_ymd_opt(2026, 11, 20))
                    .flatten();
                BulkChange::Status { value, closed_on }
            }
            3..6 => BulkChange::Priority {
                value: some_value(chance, self.words, Field::Priority, &self.tag),
            },
            6 => BulkChange::CaseType {
                value: Some(some_value(chance, self.words, Field::CaseType, &self.tag))
                    .filter(|value| !value.is_empty()),
            },
            7 if self.dialect == Dialect::Bottlecrm => BulkChange::Watch {
                watched: chance.per_mille(500),
            },
            _ => {
                let net = self.desk.line.net();
                let crm = &net.server.crm;
                let people: Vec<String> =
                    crm.people().iter().map(|p| p.profile.to_string()).collect();
                let teams: Vec<String> = crm.teams().iter().map(|t| t.id.to_string()).collect();
                let (set, all) = match chance.per_mille(500) {
                    true => (CaseSet::Assignees, people),
                    false => (CaseSet::Teams, teams),
                };
                let (mut add, mut remove) = (Vec::new(), Vec::new());
                for id in all {
                    match chance.below(4) {
                        0 => add.push(ServerId(id)),
                        1 => remove.push(ServerId(id)),
                        _ => {}
                    }
                }
                BulkChange::Members {
                    change: SetChange { set, add, remove },
                }
            }
        }
    }

    /// The same change of one case, by itself.
    fn changes_one(&mut self, case: CaseId, change: &BulkChange) -> Result<()> {
        let core = self.desk.core();
        let sets = |field, value| vec![FieldEdit { field, value }];
        match change {
            BulkChange::Status { value, closed_on } => {
                let mut edits = sets(Field::Status, Some(value.clone()));
                edits.extend(closed_on.map(|day| FieldEdit {
                    field: Field::ClosedOn,
                    value: Some(day.to_string()),
                }));
                core.edit_case(case, &edits)
            }
            BulkChange::Priority { value } => {
                core.edit_case(case, &sets(Field::Priority, Some(value.clone())))
            }
            BulkChange::CaseType { value } => {
                core.edit_case(case, &sets(Field::CaseType, value.clone()))
            }
            BulkChange::Members { change } => core.change_set(case, change),
            BulkChange::Watch { watched } => core.watch(case, *watched),
        }
    }

    /// Changes several cases at once; now and then she takes it back, and does the same one by one.
    pub(crate) fn changes_many(&mut self, rows: &[CaseRow], chance: &mut Chance) -> Result<String> {
        let cases: Vec<CaseId> = rows
            .iter()
            .filter(|_| chance.per_mille(400))
            .map(|row| row.id)
            .collect();
        let change = self.some_change(chance);
        let before = self.desk.outbox()?;
        let planned = self.desk.core().plan_bulk(&cases, &change)?;
        let done = self.desk.core().perform_bulk(&cases, &change)?;
        let after = self.desk.outbox()?;
        let law = is_as_planned(&cases, (&planned, &done), (&before, &after));
        self.broken = self.broken.take().or(law.err());
        let told = format!("changes many: {change:?}: {}", done.changes);
        if done.changes == 0 {
            return Ok(told);
        }
        self.desk.done.acted(&before, &after);
        if chance.per_mille(400) {
            self.turns(false)?;
            let back = self.desk.outbox()?;
            if wishes(&back) != wishes(&before) {
                self.broken.get_or_insert(format!(
                    "I31: {change:?} was taken back at once: before {:?}, now {:?}",
                    wishes(&before),
                    wishes(&back)
                ));
            }
            for line in &done.changing {
                let before = self.desk.outbox()?;
                self.changes_one(line.case_id, &change)?;
                let after = self.desk.outbox()?;
                self.desk.done.acted(&before, &after);
            }
            let singly = self.desk.outbox()?;
            if wishes(&singly) != wishes(&after) {
                self.broken.get_or_insert(format!(
                    "I32: {change:?} of many is {:?}, and one by one {:?}",
                    wishes(&after),
                    wishes(&singly)
                ));
            }
        }
        if let BulkChange::Members { change } = &change {
            for line in &done.changing {
                self.book
                    .joins_unasked(self.number, line.case_id, change, self.now);
            }
        }
        Ok(told)
    }

    /// Saves what waits on a case that is gone: into the one that it was merged into, another, or a new one.
    pub(crate) fn rescues(&mut self, rows: &[CaseRow], chance: &mut Chance) -> Result<String> {
        let outbox = self.desk.outbox()?;
        let lost: BTreeMap<CaseId, &OutboxItem> = outbox
            .iter()
            .filter(|item| item.gone.is_some())
            .map(|item| (item.case_id, item))
            .collect();
        let lost: Vec<&OutboxItem> = lost.into_values().collect();
        let Some(item) = chance.pick(&lost) else {
            return Ok("has nothing to save".to_owned());
        };
        let from = item.case_id;
        let into = item.gone.as_ref().and_then(|gone| gone.merged_into);
        let other = chance.pick(rows).map(|row| row.id);
        let into = into.filter(|_| chance.per_mille(700)).or(other);
        let said = |items: &[OutboxItem], case| -> BTreeSet<String> {
            let of_it = items.iter().filter(|o| o.case_id == case);
            let said = of_it.filter(|o| matches!(o.kind, Kind::Comment | Kind::Upload));
            said.map(|o| o.intent_id.to_string()).collect()
        };
        let to = match into.filter(|_| chance.per_mille(600)) {
            Some(to) => {
                self.desk.core().move_unsent(from, to)?;
                to
            }
            None => {
                let name = format!("Rescued {}", self.tag);
                let old = self.desk.core().open_case(from)?;
                let new = self.desk.core().into_new_case(from, &name)?;
                let made = self.desk.core().open_case(new)?;
                if old.row.priority != made.row.priority || old.description != made.description {
                    self.broken.get_or_insert(format!(
                        "I3: the new case is not as wanted: {made:?}, but {old:?}"
                    ));
                }
                new
            }
        };
        let after = self.desk.outbox()?;
        let (had, has) = (said(&outbox, from), said(&after, from));
        let there: BTreeSet<String> = said(&after, to)
            .difference(&said(&outbox, to))
            .cloned()
            .collect();
        let left: BTreeSet<String> = had.difference(&there).cloned().collect();
        if left != has || there.difference(&had).next().is_some() {
            self.broken
                .get_or_insert(format!("I3: of {had:?}, {there:?} went and {has:?} stayed"));
        }
        self.book.lined_up_anew(to, &after);
        self.has_read(to, &after)?;
        Ok(format!("saves {there:?} of {from} into {to}"))
    }
}

fn is_as_planned(
    cases: &[CaseId],
    (planned, done): (&BulkPlan, &BulkPlan),
    (before, after): (&[OutboxItem], &[OutboxItem]),
) -> std::result::Result<(), String> {
    if planned != done {
        return Err(format!("I32: planned {planned:?}, done {done:?}"));
    }
    let each: BTreeSet<&CaseId> = cases.iter().collect();
    if (done.changes + done.same + done.cannot) as usize != each.len() {
        return Err(format!("I32: not each case has its result: {done:?}"));
    }
    let changing: BTreeSet<CaseId> = done.changing.iter().map(|line| line.case_id).collect();
    let others = |items: &[OutboxItem]| {
        let others: Vec<OutboxItem> = items
            .iter()
            .filter(|o| !changing.contains(&o.case_id))
            .cloned()
            .collect();
        wishes(&others)
    };
    if others(before) != others(after) {
        return Err("I32: a case changed that was not to".to_owned());
    }
    Ok(())
}

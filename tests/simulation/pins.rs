//! Alice pins cases, so that their files are kept, and makes room. I34: what is pinned stays pinned, whatever ends or is lost, and no
//! file of such a case goes to make room.

use crate::chance::Chance;
use crate::law::Broken;
use crate::life::Life;
use crate::person::{Person, favorite};
use satchel_core::attachment::keep::FileState;
use satchel_core::attachment::policy::FilePolicy;
use satchel_core::case::view::{CaseRow, TimelineItem};
use satchel_core::error::Result;
use satchel_core::id::AttachmentId;
use std::collections::BTreeSet;

impl Person<'_> {
    pub(crate) fn pins(&mut self, rows: &[CaseRow], chance: &mut Chance) -> Result<String> {
        let Some(row) = favorite(rows, chance) else {
            return Ok("has nothing to pin".to_owned());
        };
        let pinned = !self.desk.core().open_case(row.id)?.pinned;
        self.desk.core().pin_case(row.id, pinned)?;
        match pinned {
            true => self.desk.pinned.insert(row.id),
            false => self.desk.pinned.remove(&row.id),
        };
        if self.desk.core().open_case(row.id)?.pinned != pinned {
            self.broken
                .get_or_insert(format!("I34: pinned: {pinned}, and it does not say so"));
        }
        Ok(format!("pins {:?}: {pinned}", row.name))
    }

    /// Files of pinned cases that are here, and files that wait to be sent.
    fn kept(&self) -> Result<BTreeSet<AttachmentId>> {
        let mut kept = BTreeSet::new();
        let waits = self.desk.outbox()?.into_iter().map(|item| item.case_id);
        let cases: BTreeSet<_> = waits.chain(self.desk.pinned.iter().copied()).collect();
        for case in cases {
            let Ok(view) = self.desk.core().case(case) else {
                continue;
            };
            for item in view.timeline {
                if let TimelineItem::Attachment {
                    id,
                    pending,
                    state,
                    change,
                    ..
                } = item
                    && state == FileState::Here
                    // What waits to be deleted need not be here.
                    && (pending.is_some() && change.is_none() || view.pinned)
                {
                    kept.insert(id);
                }
            }
        }
        Ok(kept)
    }

    pub(crate) fn frees_space(&mut self, chance: &mut Chance) -> Result<String> {
        let before = self.kept()?;
        let core = self.desk.core();
        if chance.per_mille(500) {
            core.free_up_space()?;
        } else {
            let none = FilePolicy {
                budget_mb: 0,
                ..FilePolicy::default()
            };
            core.set_file_policy(none)?;
            core.set_file_policy(FilePolicy::default())?;
        }
        let after = self.kept()?;
        let gone: Vec<_> = before.difference(&after).collect();
        if !gone.is_empty() {
            self.broken
                .get_or_insert(format!("I34: {gone:?} went to make room"));
        }
        Ok(format!("makes room; {} files are kept", after.len()))
    }

    /// After a start, or in a new mirror.
    pub(crate) fn has_its_pins(&mut self) -> Result<()> {
        let here = self.desk.core().kept_files()?.pinned_cases as usize;
        if here != self.desk.pinned.len() {
            let before = self.desk.pinned.len();
            self.broken
                .get_or_insert(format!("I34: {before} cases were pinned, and now {here}"));
        }
        Ok(())
    }
}

/// In the end no choice leaves a file of a pinned case on the server.
pub(crate) fn in_the_end(life: &Life) -> Broken {
    for desk in &life.desks {
        let net = desk.line.net();
        for case in &desk.pinned {
            // A case that was taken away or hidden from her may be here still; its files can't be had.
            let there = desk.known.get(case).and_then(|id| net.server.crm.case(*id));
            let is_listed = there.is_some_and(|case| net.server.shows(case));
            let Ok(view) = desk.core().case(*case) else {
                continue;
            };
            let left = view.timeline.iter().find(|item| {
                matches!(
                    item,
                    TimelineItem::Attachment {
                        pending: None,
                        state: FileState::NotAsked,
                        ..
                    }
                )
            });
            if let (Some(left), true, true) = (left, view.pinned, is_listed) {
                return Err(format!("I34: pinned, and nobody fetches {left:?}"));
            }
            if !view.pinned {
                return Err(format!("I34: {case} is not pinned any more"));
            }
        }
    }
    Ok(())
}

//! What the server sent and could not be read: counted durably, by kind and reason, so that somebody who runs the CRM can
//! find it. Fields, reasons, ids and places; never what stood in a row.
//!
//! Rows of the list belong to their sweep, which counts anew; parts of a case are kept until the case is read without them.

use super::{SWEEP, Sweep};
use crate::crm::dialect::{RowKind, Unread};
use crate::error::Result;
use crate::id::ServerId;
use crate::mirror::Writing;
use crate::store::{Db, cursor};
use crate::sync::status::SetAside;
use std::collections::BTreeMap;

/// So many kinds and reasons are told apart, so many rows remembered of each, and so many shown.
const KINDS: usize = 20;
const REMEMBERED: usize = 200;
const SHOWN: usize = 5;
/// So many cases with unread parts are remembered.
const CASES: usize = 200;
const PARTS: &str = "unread_parts";

/// By the server's id of the case.
type Parts = BTreeMap<String, Vec<SetAside>>;

/// Counts one row under its kind and reason, once where it has an id.
fn count(all: &mut Vec<SetAside>, kind: RowKind, why: &str, row: String, has_id: bool, times: u32) {
    let is_full = all.len() >= KINDS;
    let found = all.iter().position(|s| s.kind == kind && s.why == why);
    let at = found.or_else(|| is_full.then(|| all.len() - 1));
    if at.is_none() {
        all.push(SetAside {
            kind,
            why: why.to_owned(),
            count: 0,
            rows: Vec::new(),
        });
    }
    let Some(group) = at.map_or_else(|| all.len().checked_sub(1), Some) else {
        return;
    };
    if let Some(group) = all.get_mut(group) {
        if has_id && group.rows.contains(&row) {
            return;
        }
        group.count = group.count.saturating_add(times);
        if group.rows.len() < REMEMBERED {
            group.rows.push(row);
        }
    }
}

/// Notes rows of a page that begins at this place of the sweep.
pub(super) fn note_rows<'a>(
    sweep: &mut Vec<SetAside>,
    begins: u32,
    bad: impl Iterator<Item = &'a Unread>,
) {
    for unread in bad {
        let place = || format!("row {}", begins.saturating_add(unread.place) + 1);
        let row = unread.id.as_ref().map_or_else(place, ToString::to_string);
        let why = unread.why.to_string();
        count(sweep, unread.kind, &why, row, unread.id.is_some(), 1);
    }
}

/// Notes which parts of a case could not be read; none any more, where none is bad.
pub(super) fn note_parts(w: &Writing<'_>, case: &ServerId, bad: &[Unread]) -> Result<()> {
    let mut here = Vec::new();
    for unread in bad {
        let why = unread.why.to_string();
        count(&mut here, unread.kind, &why, case.to_string(), false, 1);
    }
    keep(w, case, here)
}

/// A case can't be read at all, although the server answers.
pub(super) fn note_case(w: &Writing<'_>, case: &ServerId, why: &str) -> Result<()> {
    let mut here = Vec::new();
    count(&mut here, RowKind::Case, why, case.to_string(), true, 1);
    keep(w, case, here)
}

/// Nothing of this case is to be read any more.
pub(super) fn forget(w: &Writing<'_>, case: &ServerId) -> Result<()> {
    keep(w, case, Vec::new())
}

fn keep(w: &Writing<'_>, case: &ServerId, here: Vec<SetAside>) -> Result<()> {
    let known: Option<Parts> = cursor::get(w, PARTS)?;
    let mut parts = known.unwrap_or_default();
    let before = parts.get(case.as_str()).cloned().unwrap_or_default();
    if before == here || (before.is_empty() && parts.len() >= CASES) {
        return Ok(());
    }
    if here.is_empty() {
        parts.remove(case.as_str());
    } else {
        parts.insert(case.to_string(), here);
    }
    cursor::set(w, PARTS, &parts)
}

/// All that is set aside now: rows of the last complete sweep (of the first one, as it goes), and parts of cases.
pub(in crate::sync) fn all(db: &Db) -> Result<Vec<SetAside>> {
    let sweep: Option<Sweep> = cursor::get(db, SWEEP)?;
    let mut all = Vec::new();
    if let Some(sweep) = sweep {
        let is_later = sweep.done_at.is_none() && sweep.no > 1;
        all = if is_later {
            sweep.aside_before
        } else {
            sweep.aside
        };
    }
    let parts: Parts = cursor::get(db, PARTS)?.unwrap_or_default();
    for group in parts.into_values().flatten() {
        for row in group.rows.into_iter().take(1) {
            count(&mut all, group.kind, &group.why, row, false, group.count);
        }
    }
    for group in &mut all {
        group.rows.dedup();
        group.rows.truncate(SHOWN);
    }
    Ok(all)
}

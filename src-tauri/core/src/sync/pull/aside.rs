//! What the server sent and could not be read: counted durably, by kind and reason, so that somebody who runs the CRM can
//! find it. Fields, reasons, ids and places; never what stood in a row.
//!
//! Rows of the list belong to their sweep, which counts anew; parts of a case are kept until the case is read without them.

use super::{SWEEP, Sweep};
use crate::crm::envelope::{RowKind, Unread};
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

/// Counts a row (or so many parts of one) under its kind and reason; once, where it has an id.
fn count(all: &mut Vec<SetAside>, kind: RowKind, why: &str, row: String, has_id: bool, times: u32) {
    let find =
        |all: &[SetAside], why: &str| all.iter().position(|s| s.kind == kind && s.why == why);
    let mut why = why;
    if all.len() >= KINDS && find(all, why).is_none() {
        why = "other reasons";
    }
    let at = find(all, why).unwrap_or_else(|| {
        all.push(SetAside {
            kind,
            why: why.to_owned(),
            count: 0,
            rows: Vec::new(),
        });
        all.len() - 1
    });
    let Some(group) = all.get_mut(at) else {
        return;
    };
    if has_id && group.rows.contains(&row) {
        return;
    }
    group.count = group.count.saturating_add(times);
    if group.rows.len() < REMEMBERED {
        group.rows.push(row);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crm::json::Malformed;

    fn unread(place: u32, id: Option<&str>, field: &'static str) -> Unread {
        Unread {
            kind: RowKind::Case,
            place,
            id: id.map(|id| ServerId(id.to_owned())),
            why: Malformed {
                field,
                problem: "missing",
            },
        }
    }

    #[test]
    fn a_row_that_comes_again_on_the_next_page_is_counted_once() {
        let mut sweep = Vec::new();
        let row = unread(99, Some("c1"), "status");
        note_rows(&mut sweep, 0, [&row].into_iter());
        note_rows(&mut sweep, 99, [&row].into_iter());
        assert_eq!((sweep.len(), sweep[0].count), (1, 1));
        assert_eq!(sweep[0].why, "status: missing");
    }

    #[test]
    fn however_much_is_bad_what_is_kept_of_it_is_not_much() {
        let mut sweep = Vec::new();
        for place in 0..10_000 {
            let field: &'static str = ["id", "name", "status"][place as usize % 3];
            note_rows(&mut sweep, 0, [&unread(place, None, field)].into_iter());
        }
        assert_eq!(sweep.iter().map(|s| s.count).sum::<u32>(), 10_000);
        assert!(sweep.iter().all(|s| s.rows.len() == REMEMBERED));
        let mut many = Vec::new();
        for n in 0..100 {
            count(
                &mut many,
                RowKind::Case,
                &format!("reason {n}"),
                n.to_string(),
                false,
                1,
            );
        }
        assert_eq!(
            (many.len(), many.iter().map(|s| s.count).sum::<u32>()),
            (KINDS + 1, 100)
        );
    }
}

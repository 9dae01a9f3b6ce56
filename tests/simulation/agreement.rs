//! I4: in the end, with nothing on its way, each computer holds what the server shows alice.

use crate::desk::Desk;
use crate::life::Life;
use crate::server::{Server, held_since, value};
use satchel_core::case::Field;
use satchel_core::case::view::{CaseRow, CaseView, TimelineItem};
use satchel_sandbox::{Case, Dialect};
use std::collections::BTreeMap;
use uuid::Uuid;

/// While things are under way: after a whole sweep no row of the list says what was over when the sweep began.
pub(crate) fn is_fresh(desk: &Desk, rows: &[CaseRow], server: &Server) -> Result<(), String> {
    let me = desk.line.computer;
    let Some(began) = server.sweeps.whole.get(&me).copied() else {
        return Ok(());
    };
    for row in rows.iter().filter(|row| row.pending + row.held == 0) {
        let Some(id) = desk.known.get(&row.id) else {
            continue;
        };
        // What she could not see at some time, the sweep may not have seen either.
        if !row.on_server || server.left.contains(id) {
            continue;
        }
        let shown = [
            (Field::Name, &row.name),
            (Field::Status, &row.status),
            (Field::Priority, &row.priority),
        ];
        for (field, here) in shown {
            let was = server.values.get(&(*id, field));
            if !held_since(was, Some(here), began) {
                return Err(format!(
                    "I4: {me} has the whole list of {began}, and {field:?} of {id} is still {here:?}"
                ));
            }
        }
    }
    Ok(())
}

/// Compares every computer with the server.
pub(crate) fn in_the_end(life: &mut Life) -> Result<(), String> {
    for desk in &mut life.desks {
        let rows = desk.learns().map_err(|e| e.to_string())?;
        let mut by_case: BTreeMap<Uuid, &CaseRow> = BTreeMap::new();
        for row in &rows {
            let Some(id) = desk.known.get(&row.id) else {
                continue;
            };
            if let Some(other) = by_case.insert(*id, row) {
                return Err(format!("I4: one case, two rows: {other:?} and {row:?}"));
            }
        }
        let opened: BTreeMap<Uuid, CaseView> = by_case
            .iter()
            .filter(|(_, row)| row.pending + row.held == 0)
            .map(|(id, row)| Ok((*id, desk.core().open_case(row.id)?)))
            .collect::<satchel_core::error::Result<_>>()
            .map_err(|e| e.to_string())?;
        let net = desk.line.net();
        compare(desk, &rows, &by_case, &opened, &net.server)?;
    }
    Ok(())
}

fn compare(
    desk: &Desk,
    rows: &[CaseRow],
    by_case: &BTreeMap<Uuid, &CaseRow>,
    opened: &BTreeMap<Uuid, CaseView>,
    server: &Server,
) -> Result<(), String> {
    let me = desk.line.computer;
    for case in server.shown() {
        if !by_case.contains_key(&case.id) {
            let unknown = rows.iter().filter(|row| !desk.known.contains_key(&row.id));
            let unknown: Vec<&CaseRow> = unknown.collect();
            return Err(format!(
                "I4: {me} lacks {:?} ({}); nobody knows which these are: {unknown:?}",
                case.name, case.id
            ));
        }
    }
    for row in rows.iter().filter(|row| row.pending + row.held == 0) {
        let on_server = desk.known.get(&row.id).and_then(|id| server.crm.case(*id));
        match on_server.filter(|case| server.shows(case)) {
            Some(case) => {
                let view = opened.get(&case.id);
                let view = view.ok_or_else(|| format!("I4: {me} can't open {row:?}"))?;
                same(case, view, server).map_err(|e| format!("I4: {me}, {:?}: {e}", case.name))?;
            }
            None => return Err(format!("I4: {me} lists what alice can't see: {row:?}")),
        }
    }
    Ok(())
}

fn same(case: &Case, view: &CaseView, server: &Server) -> Result<(), String> {
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let here = [
        (Field::Name, some(&view.row.name)),
        (Field::Status, some(&view.row.status)),
        (Field::Priority, some(&view.row.priority)),
        (
            Field::CaseType,
            some(view.row.case_type.as_deref().unwrap_or_default()),
        ),
        (Field::Description, some(&view.description)),
        (Field::ClosedOn, view.closed_on.map(|day| day.to_string())),
    ];
    for (field, here) in here {
        let there = value(case, field);
        // The documented answers carry no description.
        if field == Field::Description && server.crm.dialect() == Dialect::Documented {
            continue;
        }
        if here != there {
            return Err(format!("{field:?} is {here:?} here, {there:?} there"));
        }
    }
    // The server leaves no trace of edited and removed comments, and without a feed of none at all; closed cases are then
    // read again once a day only.
    let no_trace = server.touched.contains(&case.id) || server.crm.dialect() == Dialect::Documented;
    if no_trace && !view.row.is_open {
        return Ok(());
    }
    let thread = server.crm.comments_of(case.id);
    let mut there: Vec<&str> = thread.iter().map(|c| c.text.as_str()).collect();
    let mut here: Vec<&str> = view.timeline.iter().filter_map(text).collect();
    there.sort_unstable();
    here.sort_unstable();
    if here != there {
        return Err(format!("comments {here:?} here, {there:?} there"));
    }
    let count = usize::try_from(view.row.comments).unwrap_or(usize::MAX);
    if count != there.len() {
        return Err(format!(
            "{count} comments counted here, {} there",
            there.len()
        ));
    }
    Ok(())
}

fn text(item: &TimelineItem) -> Option<&str> {
    match item {
        TimelineItem::Comment { text, .. } => Some(text),
        _ => None,
    }
}

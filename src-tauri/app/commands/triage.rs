//! What the window may do to many cases at once, take back, find by name, and keep as its keys. Each is a line into the engine.

use crate::desk::Desk;
use crate::shortcuts::Shortcut;
use satchel_core::bulk::{BulkChange, BulkPlan};
use satchel_core::case::view::{CaseQuery, CaseRow};
use satchel_core::error::AppError;
use satchel_core::id::CaseId;
use satchel_core::undo::Undone;
use tauri::State;

type Answer<T> = Result<T, AppError>;

/// The cases that may be meant by what was typed so far.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn find_cases(desk: State<'_, Desk>, typed: String, limit: u32) -> Answer<Vec<CaseRow>> {
    Ok(desk.core()?.cases_meant(&typed, limit)?)
}

/// All cases of a question.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn matching_cases(desk: State<'_, Desk>, query: CaseQuery) -> Answer<Vec<CaseId>> {
    Ok(desk.core()?.matching_cases(&query)?)
}

/// What a change would do to many cases.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn plan_bulk(
    desk: State<'_, Desk>,
    cases: Vec<CaseId>,
    change: BulkChange,
) -> Answer<BulkPlan> {
    Ok(desk.core()?.plan_bulk(&cases, &change)?)
}

/// Changes many cases, all or none.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn perform_bulk(
    desk: State<'_, Desk>,
    cases: Vec<CaseId>,
    change: BulkChange,
) -> Answer<BulkPlan> {
    Ok(desk.core()?.perform_bulk(&cases, &change)?)
}

/// Takes back the last act of this run.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn undo(desk: State<'_, Desk>) -> Answer<Undone> {
    Ok(desk.core()?.undo()?)
}

/// Does again what was taken back last.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn redo(desk: State<'_, Desk>) -> Answer<Undone> {
    Ok(desk.core()?.redo()?)
}

/// The keys the person chose.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn shortcuts(desk: State<'_, Desk>) -> Vec<Shortcut> {
    desk.session.shortcuts()
}

/// Keeps the keys the person chose.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn save_shortcuts(desk: State<'_, Desk>, shortcuts: Vec<Shortcut>) -> Answer<()> {
    desk.session.save_shortcuts(&shortcuts)
}

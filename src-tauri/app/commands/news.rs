//! What the window may ask for about news: what is new on a case, and that it was seen or is to be seen again.

use super::Answer;
use crate::desk::Desk;
use satchel_core::case::view::CaseView;
use satchel_core::id::CaseId;
use satchel_core::news::away::{Absence, Digest};
use tauri::State;

/// One case, and nobody looked at it: the window is not in front.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn read_case(desk: State<'_, Desk>, id: CaseId) -> Answer<CaseView> {
    Ok(desk.core()?.case(id)?)
}

/// The person wants to look at these cases again.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn mark_unread(desk: State<'_, Desk>, case_ids: Vec<CaseId>) -> Answer<()> {
    Ok(desk.core()?.mark_unread(&case_ids)?)
}

/// The person has seen enough of these cases.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn mark_read(desk: State<'_, Desk>, case_ids: Vec<CaseId>) -> Answer<()> {
    Ok(desk.core()?.mark_read(&case_ids)?)
}

/// The person is in front of the window. Tells of the absence that ends here, if it was a long one.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn present(desk: State<'_, Desk>) -> Answer<Option<Absence>> {
    Ok(desk.core()?.present()?)
}

/// What others did while the person was away.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn digest(desk: State<'_, Desk>) -> Answer<Digest> {
    Ok(desk.core()?.digest()?)
}

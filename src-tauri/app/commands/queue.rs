//! What the window may ask for and do about the queue besides its rows: saved views. Each is a line into the engine.

use crate::desk::Desk;
use satchel_core::error::AppError;
use satchel_core::id::SavedId;
use satchel_core::saved::{SavedQuestion, SavedView};
use tauri::State;

type Answer<T> = Result<T, AppError>;

/// The person's saved views, in their order.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn saved_views(desk: State<'_, Desk>) -> Answer<Vec<SavedView>> {
    Ok(desk.core()?.saved_views()?)
}

/// Keeps a question under a name: a new one, one that is there, or one that was deleted.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn save_view(
    desk: State<'_, Desk>,
    id: Option<SavedId>,
    name: String,
    question: SavedQuestion,
) -> Answer<SavedId> {
    Ok(desk.core()?.save_view(id, &name, question)?)
}

/// Puts the saved views into this order.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn arrange_saved_views(desk: State<'_, Desk>, ids: Vec<SavedId>) -> Answer<()> {
    Ok(desk.core()?.arrange_saved_views(&ids)?)
}

/// Forgets a saved view.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn delete_saved_view(desk: State<'_, Desk>, id: SavedId) -> Answer<()> {
    Ok(desk.core()?.delete_saved_view(id)?)
}

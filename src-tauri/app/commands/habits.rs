//! What the window may ask for and do about the desktop around it: how Satchel behaves there, and cases in windows of their own.

use crate::clipboard::{self, Copied};
use crate::desk::Desk;
use crate::habits::Habits;
use crate::{links, panes};
use satchel_core::error::AppError;
use satchel_core::id::CaseId;
use satchel_core::policy::Feature;
use tauri::{AppHandle, State, WebviewWindow};

type Answer<T> = Result<T, AppError>;

/// How Satchel behaves on this desktop.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn habits(app: AppHandle, desk: State<'_, Desk>) -> Habits {
    desk.session.habits_now(&app)
}

/// Has it behave otherwise.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn save_habits(app: AppHandle, desk: State<'_, Desk>, habits: Habits) -> Answer<()> {
    desk.session.save_habits(&app, habits)
}

/// Opens a case in a window of its own.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn open_in_window(app: AppHandle, desk: State<'_, Desk>, case_id: CaseId) -> Answer<()> {
    panes::open(&app, &desk.core()?, case_id)
}

/// Copies the link that leads to a case, for a mail or a chat; nothing where the server does not have it yet.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn case_link(
    app: AppHandle,
    desk: State<'_, Desk>,
    case_id: CaseId,
) -> Answer<Option<Copied>> {
    desk.allows(Feature::Clipboard)?;
    let id = desk.core()?.server_id(case_id)?;
    let link = id.and_then(|id| links::to(&id.to_string()));
    Ok(link.map(|link| clipboard::copied(&app, link)))
}

/// Closes the window that asks, if it is a case's own.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn close_window(window: WebviewWindow) {
    panes::close(&window);
}

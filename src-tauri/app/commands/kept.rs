//! What the window may ask for and do about what is kept: whose conversations, and files ahead of need. Each is a line into the engine.

use crate::desk::Desk;
use crate::dragged;
use satchel_core::attachment::kept::KeptFiles;
use satchel_core::attachment::policy::FilePolicy;
use satchel_core::error::AppError;
use satchel_core::id::{AttachmentId, CaseId};
use satchel_core::policy::Feature;
use satchel_core::scope::{Scope, ScopeChoice};
use tauri::{Manager, State, WebviewWindow};

type Answer<T> = Result<T, AppError>;

/// Whose conversations are kept, and what another choice would cost.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn scope_choice(desk: State<'_, Desk>) -> Answer<ScopeChoice> {
    Ok(desk.core()?.scope_choice()?)
}

/// Chooses whose conversations are kept.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn set_scope(desk: State<'_, Desk>, scope: Scope) -> Answer<()> {
    Ok(desk.core()?.set_scope(scope)?)
}

/// What is kept now, and the choice it follows.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn kept_files(desk: State<'_, Desk>) -> Answer<KeptFiles> {
    Ok(desk.core()?.kept_files()?)
}

/// Chooses what is kept.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn set_file_policy(desk: State<'_, Desk>, policy: FilePolicy) -> Answer<()> {
    Ok(desk.core()?.set_file_policy(policy)?)
}

/// Drops what is on the server, too, and not pinned. Answers how many kilobytes that were.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn free_up_space(desk: State<'_, Desk>) -> Answer<u32> {
    Ok(desk.core()?.free_up_space()?)
}

/// Opens a file in the program that the desktop has for it: a copy that goes when Satchel locks or ends.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_attachment(
    desk: State<'_, Desk>,
    attachment_id: AttachmentId,
) -> Answer<()> {
    desk.allows(Feature::Attachments)?;
    let (name, bytes) = desk.core()?.attachment(attachment_id).await?;
    desk.session.open_file(&name, &bytes)
}

/// Drags a file out of the window, while a mouse button is held: whoever it is dropped on gets a copy that goes when Satchel locks
/// or ends.
#[tauri::command]
#[specta::specta]
pub(crate) async fn drag_attachment(
    window: WebviewWindow,
    desk: State<'_, Desk>,
    attachment_id: AttachmentId,
) -> Answer<()> {
    desk.allows(Feature::Attachments)?;
    let (name, bytes) = desk.core()?.attachment(attachment_id).await?;
    let app = window.app_handle().clone();
    dragged::begin(&window, move || {
        app.state::<Desk>().session.file_to_drag(&name, &bytes)
    })
}

/// Wants a case's files kept, or no longer.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn pin_case(desk: State<'_, Desk>, case_id: CaseId, pinned: bool) -> Answer<()> {
    Ok(desk.core()?.pin_case(case_id, pinned)?)
}

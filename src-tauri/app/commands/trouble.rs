//! What the window may ask for where something is wrong: what happened, and a report to hand on.

use crate::desk::Desk;
use crate::diagnosis::Shown;
use crate::{carry, dialogs};
use satchel_core::error::AppError;
use satchel_core::sync::diary::Diary;
use tauri::{AppHandle, State};

type Answer<T> = Result<T, AppError>;

/// What the loop did last, what it is at, and when it looks again.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn diary(desk: State<'_, Desk>) -> Answer<Diary> {
    Ok(desk.core()?.diary()?)
}

/// The report, to be looked at before it is saved.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn diagnostics(
    app: AppHandle,
    desk: State<'_, Desk>,
    shown: State<'_, Shown>,
) -> Answer<String> {
    let text = desk.session.report(&app)?;
    shown.keep(&text);
    Ok(text)
}

/// Asks where to, and saves the report that was shown. Answers its name; nothing where the person cancelled.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_diagnostics(
    desk: State<'_, Desk>,
    shown: State<'_, Shown>,
) -> Answer<Option<String>> {
    let text = shown.text()?;
    let name = "satchel-diagnostics.json";
    let Some(path) = dialogs::ask_where_to_save(desk.speech.words(), name).await else {
        return Ok(None);
    };
    carry::save(&path, text.as_bytes())?;
    Ok(Some(carry::name(&path)))
}

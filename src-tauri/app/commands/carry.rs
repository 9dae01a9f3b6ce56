//! What the window may write out, print and bring in. The engine writes and reads; the desktop's dialogs say where. The
//! window never sees a path.

use crate::carry::Chosen;
use crate::desk::Desk;
use crate::{carry, dialogs};
use satchel_core::error::{AppError, Error};
use satchel_core::export::{Format, Options, What};
use satchel_core::import::ImportPlan;
use satchel_core::policy::Feature;
use serde::Serialize;
use tauri::{State, WebviewWindow};

type Answer<T> = Result<T, AppError>;

/// What was written out.
#[derive(Clone, Debug, Serialize, specta::Type)]
pub(crate) struct Exported {
    /// The file's name.
    pub name: String,
    /// How many cases.
    pub cases: u32,
    /// How many cells got an apostrophe, so that no spreadsheet takes them for a formula.
    pub guarded: u32,
}

/// A table that was chosen, and what it would make.
#[derive(Clone, Debug, Serialize, specta::Type)]
pub(crate) struct ImportChoice {
    /// The file's name.
    pub name: String,
    /// What would become of its rows.
    pub plan: ImportPlan,
}

/// Asks where to, and writes cases there. Nothing where the person cancelled.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_cases(
    desk: State<'_, Desk>,
    what: What,
    format: Format,
    options: Options,
) -> Answer<Option<Exported>> {
    desk.allows(Feature::Export)?;
    let material = desk.core()?.material(&what)?;
    let written = material.write(format, &options);
    let Some(path) = dialogs::ask_where_to_save(desk.speech.words(), &written.name).await else {
        return Ok(None);
    };
    carry::save(&path, &written.bytes)?;
    Ok(Some(Exported {
        name: carry::name(&path),
        cases: u32::try_from(material.cases.len()).unwrap_or(u32::MAX),
        guarded: written.guarded,
    }))
}

/// The desktop's own dialog for what the page has laid out for paper: a printer, or a PDF.
#[tauri::command]
#[specta::specta]
pub(crate) fn print_page(desk: State<'_, Desk>, window: WebviewWindow) -> Answer<()> {
    desk.allows(Feature::Print)?;
    window
        .print()
        .map_err(|e| AppError::from(Error::Storage(e.to_string())))
}

/// Asks for a table and says what it would make. Nothing where the person cancelled.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_import(
    desk: State<'_, Desk>,
    chosen: State<'_, Chosen>,
) -> Answer<Option<ImportChoice>> {
    let Some(path) = dialogs::ask_which_table(desk.speech.words()).await else {
        return Ok(None);
    };
    let bytes = carry::table(&path)?;
    let plan = desk.core()?.plan_import(&bytes)?;
    chosen.keep(bytes);
    Ok(Some(ImportChoice {
        name: carry::name(&path),
        plan,
    }))
}

/// Makes the cases of the table that was chosen last, as many as were said to be made.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn perform_import(
    desk: State<'_, Desk>,
    chosen: State<'_, Chosen>,
    creates: u32,
) -> Answer<ImportPlan> {
    let plan = desk.core()?.perform_import(&chosen.bytes()?, creates)?;
    chosen.forget();
    Ok(plan)
}

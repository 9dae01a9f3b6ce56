//! Cases in windows of their own, beside the main one: the same commands as far as a case needs them (capabilities/case.json),
//! the same events. A case may be in the main window as well: what is typed in one is at once in the other, or the next key
//! there would replace it (docs/decisions/0025). They close when nobody is signed in any more.

use crate::drops;
use crate::window::{MAIN, bring_forward, is_our_page};
use satchel_core::Core;
use satchel_core::comment::Audience;
use satchel_core::error::AppError;
use satchel_core::id::CaseId;
use serde::Serialize;
use tauri::{AppHandle, Manager, WebviewUrl, WebviewWindow, WebviewWindowBuilder};
use tauri_specta::Event;

/// How the labels of these windows begin.
const BEGINS: &str = "case-";

/// What is being typed was kept by another window that shows the same case.
#[derive(Clone, Serialize, specta::Type, tauri_specta::Event)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DraftKept {
    /// On which case.
    pub case_id: CaseId,
    /// For whom.
    pub audience: Audience,
    /// All of it.
    pub text: String,
}

/// Opens a case in a window of its own; brings it forward where it has one.
///
/// # Errors
/// `NotFound`; `Storage` where there is no window to be had.
pub(crate) fn open(app: &AppHandle, core: &Core, case: CaseId) -> Result<(), AppError> {
    let label = label_of(case);
    if let Some(window) = app.get_webview_window(&label) {
        bring_forward(&window);
        return Ok(());
    }
    let name = core.case(case)?.row.name;
    let page = WebviewUrl::App(format!("index.html?case={case}").into());
    let folder = app.path().app_cache_dir().map(|cache| cache.join("page"));
    let built = folder.and_then(|folder| {
        WebviewWindowBuilder::new(app, &label, page)
            .title(&name)
            .inner_size(820.0, 860.0)
            .min_inner_size(420.0, 400.0)
            .on_navigation(is_our_page)
            .on_document_title_changed(|window, title| {
                let _ = window.set_title(&title);
            })
            .data_directory(folder)
            .build()
    });
    built
        .map(|window| drops::listen(&window))
        .map_err(|e| AppError::from(satchel_core::error::Error::Storage(e.to_string())))
}

/// Tells whichever other window shows the case what this one has kept.
pub(crate) fn tell_beside(window: &WebviewWindow, draft: &DraftKept) {
    for label in [MAIN, &label_of(draft.case_id)] {
        if label != window.label() && window.get_webview_window(label).is_some() {
            let _ = draft.emit_to(window, label);
        }
    }
}

fn label_of(case: CaseId) -> String {
    format!("{BEGINS}{case}")
}

/// Closes them all: they have saved what was being typed.
pub(crate) fn close_all(app: &AppHandle) {
    let panes = app.webview_windows().into_iter();
    for (_, window) in panes.filter(|(label, _)| label.starts_with(BEGINS)) {
        let _ = window.destroy();
    }
}

/// Closes this one, if it is one of them.
pub(crate) fn close(window: &WebviewWindow) {
    if window.label().starts_with(BEGINS) {
        let _ = window.close();
    }
}

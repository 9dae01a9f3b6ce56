//! The window: opens it, keeps it on our page, and brings it forward with a case open.

use crate::drops;
use satchel_core::id::CaseId;
use serde::Serialize;
use std::sync::{Mutex, PoisonError};
use tauri::{AppHandle, Manager, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder};
use tauri_specta::Event;

/// The label of the main window. Cases may have windows of their own: `panes.rs`.
pub(crate) const MAIN: &str = "main";

/// The person wants a new case: the tray was asked for one.
#[derive(Clone, Serialize, specta::Type, tauri_specta::Event)]
pub(crate) struct NewCaseAsked {}

/// Show this case: a notification was clicked, or a link was followed.
#[derive(Clone, Serialize, specta::Type, tauri_specta::Event)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OpenCaseAsked {
    /// Which.
    pub case_id: CaseId,
}

/// It is about to lock: save what is being typed, then say so (`saved_for_lock`).
#[derive(Clone, Serialize, specta::Type, tauri_specta::Event)]
pub(crate) struct LockAsked;

/// The case that was asked for before the window could listen.
#[derive(Default)]
pub(crate) struct PendingOpen(Mutex<Option<CaseId>>);

impl PendingOpen {
    /// With the case of the link that the app was started with.
    pub(crate) fn of(link: Option<uuid::Uuid>) -> PendingOpen {
        PendingOpen(Mutex::new(link.map(CaseId)))
    }

    /// The case, once.
    pub(crate) fn take(&self) -> Option<CaseId> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn set(&self, case: CaseId) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(case);
    }
}

const TITLE: &str = "Satchel";

/// Opens the window.
///
/// # Errors
/// When there is none to be had.
pub(crate) fn open(app: &AppHandle, visible: bool) -> tauri::Result<()> {
    // The page's own files (caches, never customers' data: it stores nothing) belong with what may be thrown away.
    let cache = app.path().app_cache_dir()?.join("page");
    WebviewWindowBuilder::new(app, MAIN, WebviewUrl::default())
        .visible(visible)
        .title(TITLE)
        .inner_size(1280.0, 900.0)
        .min_inner_size(480.0, 400.0)
        // The content policy does not cover the page itself being sent elsewhere.
        .on_navigation(is_our_page)
        .data_directory(cache)
        .build()
        .map(|window| drops::listen(&window))
}

/// The page begins anew: nothing of what it showed stays in it.
pub(crate) fn forget(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(MAIN) {
        let _ = window.reload();
    }
}

/// Is this the page we are?
pub(crate) fn is_our_page(url: &Url) -> bool {
    let dev =
        cfg!(debug_assertions) && url.host_str() == Some("localhost") && url.port() == Some(5173);
    let ours = (url.scheme() == "tauri" && url.host_str() == Some("localhost"))
        || url.host_str() == Some("tauri.localhost");
    ours || dev
}

/// The window's title, with the number of alerts that nobody looked at.
pub(crate) fn name(app: &AppHandle, count: u32) {
    if let Some(window) = app.get_webview_window(MAIN) {
        let _ = window.set_title(&title(count));
    }
}

fn title(count: u32) -> String {
    match count {
        0 => TITLE.to_owned(),
        count => format!("({count}) {TITLE}"),
    }
}

/// Brings the window forward.
pub(crate) fn forward(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(MAIN) {
        bring_forward(&window);
    }
}

/// Brings the window forward with this case open, now or as soon as the window can listen.
pub(crate) fn open_case(app: &AppHandle, case: CaseId) {
    app.state::<PendingOpen>().set(case);
    forward(app);
    let _ = OpenCaseAsked { case_id: case }.emit(app);
}

/// In sight, in front, with the focus.
pub(crate) fn bring_forward(window: &WebviewWindow) {
    let _ = window
        .unminimize()
        .and_then(|()| window.show())
        .and_then(|()| window.set_focus());
}

#[cfg(test)]
mod tests {
    use super::{is_our_page, title};

    #[test]
    fn the_title_tells_how_many_alerts_there_are() {
        assert_eq!(title(0), "Satchel");
        assert_eq!(title(12), "(12) Satchel");
    }

    #[test]
    fn the_page_can_be_sent_nowhere_else() {
        let ours = |url: &str| is_our_page(&url.parse().unwrap());
        assert!(ours("tauri://localhost/index.html"));
        for url in [
            "https://evil.example/",
            "tauri://evil/",
            "http://localhost:8000/",
            "file:///etc/passwd",
            "data:text/html,x",
        ] {
            assert!(!ours(url), "{url}");
        }
    }
}

//! The window: opens it, keeps it on our page, and brings it forward with a case open.

use crate::drops;
use satchel_core::id::CaseId;
use serde::Serialize;
use std::sync::{Mutex, PoisonError};
use tauri::{AppHandle, Manager, Url, WebviewUrl, WebviewWindowBuilder};
use tauri_specta::Event;

/// Show this case: a notification was clicked.
#[derive(Clone, Serialize, specta::Type, tauri_specta::Event)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OpenCaseAsked {
    /// Which.
    pub case_id: CaseId,
}

/// The case that was asked for before the window could listen.
#[derive(Default)]
pub(crate) struct PendingOpen(Mutex<Option<CaseId>>);

impl PendingOpen {
    /// The case, once.
    pub(crate) fn take(&self) -> Option<CaseId> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn set(&self, case: CaseId) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(case);
    }
}

/// Opens the window.
///
/// # Errors
/// When there is none to be had.
pub(crate) fn open(app: &AppHandle) -> tauri::Result<()> {
    // The page's own files (caches, never customers' data: it stores nothing) belong with what may be thrown away.
    let cache = app.path().app_cache_dir()?.join("page");
    WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
        .title("Satchel")
        .inner_size(1280.0, 900.0)
        .min_inner_size(480.0, 400.0)
        // The content policy does not cover the page itself being sent elsewhere.
        .on_navigation(is_our_page)
        .data_directory(cache)
        .build()
        .map(|window| drops::listen(&window))
}

fn is_our_page(url: &Url) -> bool {
    let dev =
        cfg!(debug_assertions) && url.host_str() == Some("localhost") && url.port() == Some(5173);
    let ours = (url.scheme() == "tauri" && url.host_str() == Some("localhost"))
        || url.host_str() == Some("tauri.localhost");
    ours || dev
}

/// Brings the window forward with this case open, now or as soon as the window can listen.
pub(crate) fn open_case(app: &AppHandle, case: CaseId) {
    app.state::<PendingOpen>().set(case);
    if let Some(window) = app.get_webview_window("main") {
        let _ = window
            .unminimize()
            .and_then(|()| window.show())
            .and_then(|()| window.set_focus());
    }
    let _ = OpenCaseAsked { case_id: case }.emit(app);
}

#[cfg(test)]
mod tests {
    use super::is_our_page;

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

//! The window: opens it, keeps it on our page, and brings it forward with a case open.

use crate::drops;
use satchel_core::id::CaseId;
use serde::Serialize;
use std::sync::{Mutex, PoisonError};
use tauri::{AppHandle, Manager, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder};
use tauri_specta::Event;

/// The label of the main window. Cases may have windows of their own: `panes.rs`.
pub(crate) const MAIN: &str = "main";

/// What was asked for from outside of the window.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, specta::Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub(crate) enum Asked {
    /// To show this case: a notification was clicked, or a link was followed.
    Case {
        /// Which.
        case_id: CaseId,
    },
    /// A new case: by the tray, or by a key of the desktop's that starts Satchel so.
    NewCase,
}

/// Something was asked for from outside of the window.
#[derive(Clone, Serialize, specta::Type, tauri_specta::Event)]
pub(crate) struct AskedOutside(Asked);

/// It is about to lock, or the window to close: save what is being typed, then say so (`typing_saved`).
#[derive(Clone, Serialize, specta::Type, tauri_specta::Event)]
pub(crate) struct SaveAsked;

/// A case's own window was closed with something in it that was only begun: the main one takes that up (`take_up_begun`).
#[derive(Clone, Serialize, specta::Type, tauri_specta::Event)]
pub(crate) struct BegunLeft;

/// What was asked for before the window could listen.
#[derive(Default)]
pub(crate) struct Pending(Mutex<Option<Asked>>);

impl Pending {
    /// With what the app was started for.
    pub(crate) fn of(asked: Option<Asked>) -> Pending {
        Pending(Mutex::new(asked))
    }

    /// It, once.
    pub(crate) fn take(&self) -> Option<Asked> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn set(&self, asked: Asked) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(asked);
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

/// Brings the window forward with what was asked for, now or as soon as the window can listen.
pub(crate) fn ask(app: &AppHandle, asked: Asked) {
    app.state::<Pending>().set(asked);
    forward(app);
    let _ = AskedOutside(asked).emit(app);
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

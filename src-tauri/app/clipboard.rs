//! The clipboard, where WebKitGTK does not let the page: it gives a page no pictures when it pastes, and takes no text that has
//! to be asked for first, because the person's click is over by then. The web views of the other systems do both themselves.

use serde::Serialize;
use tauri::AppHandle;

/// A text for the clipboard.
#[derive(Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Copied {
    /// The text.
    pub text: String,
    /// It is there; else the page puts it there.
    pub is_there: bool,
}

/// Puts a text on the clipboard, as far as that is the shell's to do.
pub(crate) fn copied(app: &AppHandle, text: String) -> Copied {
    Copied {
        is_there: put(app, text.clone()),
        text,
    }
}

#[cfg(target_os = "linux")]
fn put(app: &AppHandle, text: String) -> bool {
    let (tell, told) = std::sync::mpsc::channel();
    let asked = app.run_on_main_thread(move || {
        gtk::Clipboard::get(&gtk::gdk::SELECTION_CLIPBOARD).set_text(&text);
        let _ = tell.send(());
    });
    asked.is_ok() && told.recv_timeout(PATIENCE).is_ok()
}

#[cfg(not(target_os = "linux"))]
fn put(_app: &AppHandle, _text: String) -> bool {
    false
}

/// How long the desktop, or the program that holds the picture, may take.
#[cfg(target_os = "linux")]
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(10);

/// The picture, as a PNG; `None`: there is none.
#[cfg(target_os = "linux")]
pub(crate) fn picture(app: &AppHandle) -> Option<Vec<u8>> {
    let (give, take) = std::sync::mpsc::channel();
    app.run_on_main_thread(move || {
        let clipboard = gtk::Clipboard::get(&gtk::gdk::SELECTION_CLIPBOARD);
        let png = gtk::gdk::Atom::intern("image/png");
        clipboard.request_contents(&png, move |_, held| {
            let _ = give.send(held.data());
        });
    })
    .ok()?;
    let bytes = take.recv_timeout(PATIENCE).ok()?;
    (!bytes.is_empty()).then_some(bytes)
}

/// None: the page has it already.
#[cfg(not(target_os = "linux"))]
pub(crate) fn picture(_: &AppHandle) -> Option<Vec<u8>> {
    None
}

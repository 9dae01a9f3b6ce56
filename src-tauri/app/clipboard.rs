//! The picture on the clipboard. WebKitGTK gives a page no pictures when it pastes, so the shell fetches them there; the
//! web views of the other systems hand them over themselves.

use tauri::AppHandle;

/// How long the program that holds the picture may take to give it.
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

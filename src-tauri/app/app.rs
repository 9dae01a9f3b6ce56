//! The window and the wires: starts the session, opens the window, passes things on.

use crate::demo::Demo;
use crate::events::OpenCaseAsked;
use crate::places::Places;
use crate::session::Session;
use crate::smoke::{self, Smoke};
use crate::{Flags, alerts, bindings};
use satchel_core::Core;
use satchel_core::error::AppError;
use satchel_core::id::CaseId;
use satchel_core::sync::status::SyncStatus;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;
use tauri::{AppHandle, Manager, RunEvent, Url, WebviewUrl, WebviewWindowBuilder};
use tauri_specta::Event;

/// What the shell holds on to.
pub(crate) struct Desk {
    /// The way to an open mirror.
    pub session: Session,
    /// What `--smoke` watches.
    pub smoke: Smoke,
    pending_open: Mutex<Option<CaseId>>,
    unplug_after_sync: AtomicBool,
    unplug: tokio::sync::Notify,
}

impl Desk {
    /// The open mirror.
    ///
    /// # Errors
    /// `SignIn`: there is none.
    pub(crate) fn core(&self) -> Result<Core, AppError> {
        self.session.core()
    }

    /// The engine's status changed.
    pub(crate) fn heard(&self, status: &SyncStatus) {
        self.smoke.heard(status);
        if status.first_mirror_done && self.unplug_after_sync.swap(false, Ordering::SeqCst) {
            self.unplug.notify_one();
        }
    }

    /// The case that a notification asked for before the window could listen; asked for once.
    pub(crate) fn take_pending_open(&self) -> Option<CaseId> {
        self.pending_open
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }
}

/// Runs the app until it is quit.
///
/// # Errors
/// When there is no window to be had.
pub(crate) fn run(flags: Flags) -> Result<(), Box<dyn std::error::Error>> {
    let started = Instant::now();
    let bindings = bindings::builder();
    let app = tauri::Builder::default()
        .invoke_handler(bindings.invoke_handler())
        .setup(move |app| {
            bindings.mount_events(app);
            let root = app.path().app_local_data_dir()?;
            let places = Places::new(if flags.demo { root.join("demo") } else { root });
            let demo = flags.demo.then(|| Demo::start(&places));
            app.manage(Desk {
                session: Session::new(places, demo),
                smoke: Smoke::new(flags.smoke, started),
                pending_open: Mutex::new(None),
                unplug_after_sync: AtomicBool::new(flags.offline_after_sync),
                unplug: tokio::sync::Notify::new(),
            });
            open_window(app.handle())?;
            let handle = app.handle().clone();
            // The keyring may ask the person to unlock it: the window must not wait for that.
            std::thread::spawn(move || handle.state::<Desk>().session.start(&handle));
            let handle = app.handle().clone();
            tauri::async_runtime::spawn(async move {
                let desk = handle.state::<Desk>();
                desk.unplug.notified().await;
                let _ = desk.session.set_network(&handle, false);
            });
            if flags.smoke {
                smoke::end_with_stdin(app.handle().clone());
            }
            Ok(())
        })
        .build(tauri::generate_context!())?;
    app.run(|app, event| {
        if let RunEvent::ExitRequested { .. } = event {
            app.state::<Desk>().session.stop();
        }
    });
    Ok(())
}

fn open_window(app: &AppHandle) -> tauri::Result<()> {
    WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
        .title("Satchel")
        .inner_size(1280.0, 900.0)
        .min_inner_size(480.0, 400.0)
        // The content policy does not cover the page itself being sent elsewhere.
        .on_navigation(is_our_page)
        .build()
        .map(|_| ())
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
    let desk = app.state::<Desk>();
    *desk
        .pending_open
        .lock()
        .unwrap_or_else(PoisonError::into_inner) = Some(case);
    if let Some(window) = app.get_webview_window("main") {
        let _ = window
            .unminimize()
            .and_then(|()| window.show())
            .and_then(|()| window.set_focus());
    }
    let _ = OpenCaseAsked { case_id: case }.emit(app);
}

/// Shows what an earlier run decided and did not show.
pub(crate) fn show_waiting_alerts(app: &AppHandle, core: &Core) {
    alerts::show_waiting(app, core);
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

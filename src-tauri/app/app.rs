//! The wires: starts the session, opens the window, watches the status for `--smoke` and `--offline-after-sync`.

use crate::alerts::{self, Counted, OnDesktop};
use crate::carry::Chosen;
use crate::demo::Demo;
use crate::desk::Desk;
use crate::diagnosis::Shown;
use crate::dragged::Dragging;
use crate::drops::Dropped;
use crate::events::Statuses;
use crate::logbook::Logbook;
use crate::pages::Drawn;
use crate::places::Places;
use crate::session::Session;
use crate::smoke::{self, Smoke};
use crate::tray::{self, Tray};
use crate::window::{BegunLeft, Pending};
use crate::words::Speech;
use crate::{Flags, around, bindings, habits, lock, once, pictures, window};
use std::time::{Duration, Instant};
use tauri::{AppHandle, Manager, RunEvent, Window, WindowEvent};
use tauri_plugin_autostart::MacosLauncher;
use tauri_plugin_window_state::StateFlags;
use tauri_specta::Event;

/// Runs the app until it is quit.
///
/// # Errors
/// When there is no window to be had.
pub(crate) fn run(flags: Flags, logbook: &Logbook) -> Result<(), Box<dyn std::error::Error>> {
    let started = Instant::now();
    let logbook = logbook.clone();
    let bindings = bindings::builder();
    let app = tauri::Builder::default()
        .invoke_handler(bindings.invoke_handler())
        .plugin(
            tauri_plugin_window_state::Builder::new()
                .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
                .with_filter(|label| label == window::MAIN)
                .with_filename("window.json")
                .build(),
        )
        .plugin(tauri_plugin_autostart::init(
            MacosLauncher::LaunchAgent,
            Some(vec![habits::IN_BACKGROUND]),
        ))
        .on_window_event(closing)
        .register_asynchronous_uri_scheme_protocol(pictures::SCHEME, pictures::answer)
        .setup(move |app| {
            bindings.mount_events(app);
            let root = app.path().app_local_data_dir()?;
            let places = Places::new(if flags.demo { root.join("demo") } else { root });
            once::be_the_one(app, &places, flags.demo)?;
            // Without a log the app runs all the same.
            if let Err(e) = logbook.open(&places.logs()) {
                tracing::warn!(kind = %e.kind(), "no log on disk");
            }
            let demo = flags.demo.then(|| Demo::start(&places, &flags.faults));
            app.manage(Pending::of(flags.asked));
            app.manage(Tray::default());
            app.manage(Dropped::default());
            app.manage(Dragging::default());
            app.manage(Chosen::default());
            app.manage(Shown::default());
            app.manage(Statuses::default());
            app.manage(OnDesktop::default());
            app.manage(Counted::default());
            app.manage(Desk {
                session: Session::new(places, demo),
                speech: Speech::default(),
                smoke: Smoke::new(flags.smoke, started),
            });
            app.manage(around::LastTold::default());
            app.manage(Drawn::default());
            app.manage(lock::Curtain::default());
            app.manage(lock::LastTouch::default());
            app.manage(lock::KeyringAwaited::default());
            lock::desktop::listen(app.handle());
            tauri::async_runtime::spawn(lock::idle::watch(app.handle().clone()));
            tauri::async_runtime::spawn(lock::keyring::watch(app.handle().clone()));
            around::listen(app.handle());
            tray::open(app.handle());
            let is_hidden = flags.background && app.state::<Tray>().is_there();
            window::open(app.handle(), !is_hidden)?;
            tauri::async_runtime::spawn(watch(app.handle().clone(), flags.offline_after_sync));
            let handle = app.handle().clone();
            // The keyring may ask the person to unlock it: the window must not wait for that.
            std::thread::spawn(move || handle.state::<Desk>().session.start(&handle));
            if flags.smoke {
                smoke::end_with_stdin(app.handle().clone());
            }
            Ok(())
        })
        .build(tauri::generate_context!())?;
    app.run(|app, event| match event {
        RunEvent::ExitRequested { .. } => {
            alerts::leave(app);
            app.state::<Desk>().session.stop();
        }
        #[cfg(target_os = "macos")]
        RunEvent::Opened { urls } => {
            let links: Vec<String> = urls.iter().map(ToString::to_string).collect();
            once::came(app, links.iter());
        }
        _ => {}
    });
    Ok(())
}

/// The keys that were pressed before a window was closed may still be on their way to its page.
const LAST_KEYS: Duration = Duration::from_millis(200);

/// A window is to close: the main one goes to the tray, where the person wants that; else Satchel ends with it. No window goes
/// before it has saved what was typed last.
fn closing(window: &Window, event: &WindowEvent) {
    let WindowEvent::CloseRequested { api, .. } = event else {
        return;
    };
    api.prevent_close();
    let app = window.app_handle();
    if window.label() != window::MAIN {
        let (app, window) = (app.clone(), window.clone());
        tauri::async_runtime::spawn(async move {
            tokio::time::sleep(LAST_KEYS).await;
            let desk = app.state::<Desk>();
            desk.session.have_the_window_save(&window).await;
            let _ = window.destroy();
            let _ = BegunLeft.emit_to(&app, window::MAIN);
        });
        return;
    }
    let stays = app.state::<Desk>().session.habits().close_to_tray;
    if stays && app.state::<Tray>().is_there() {
        let _ = window.hide();
    } else {
        end(app);
    }
}

/// Ends Satchel, once its windows have saved what was typed last.
pub(crate) fn end(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(LAST_KEYS).await;
        app.state::<Desk>()
            .session
            .have_the_windows_save(&app)
            .await;
        app.exit(0);
    });
}

/// Follows the engine's status for as long as the app runs.
async fn watch(app: AppHandle, mut unplug_after_sync: bool) {
    let desk = app.state::<Desk>();
    let mut statuses = app.state::<Statuses>().follow();
    while statuses.changed().await.is_ok() {
        let Some(status) = statuses.borrow_and_update().clone() else {
            continue;
        };
        desk.smoke.heard(&status);
        tray::show(&app, &status);
        if status.first_mirror_done && unplug_after_sync {
            unplug_after_sync = false;
            if let Err(e) = desk.session.set_network(&app, false) {
                tracing::error!(code = ?e.code, "the network could not be unplugged");
            }
        }
    }
}

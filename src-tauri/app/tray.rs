//! The tray: the status word, how many alerts were not looked at, and the few acts one wants without the window. On a desktop
//! without a tray there is none, and nothing depends on it.

use crate::desk::Desk;
use crate::desktop;
use crate::window::{self, Asked, bring_forward};
use crate::words::Words;
use satchel_core::sync::status::{StatusWord, SyncStatus};
use std::sync::{Mutex, PoisonError};
use tauri::menu::{Menu, MenuItem, PredefinedMenuItem};
use tauri::tray::{TrayIcon, TrayIconBuilder};
use tauri::{AppHandle, Manager, Wry};

/// The tray, where there is one.
#[derive(Default)]
pub(crate) struct Tray(Mutex<Option<Items>>);

struct Items {
    _icon: TrayIcon,
    status: MenuItem<Wry>,
    open: MenuItem<Wry>,
    sync: MenuItem<Wry>,
    pause: MenuItem<Wry>,
    create: MenuItem<Wry>,
    quit: MenuItem<Wry>,
    last: Option<(StatusWord, u32)>,
}

impl Tray {
    /// Is there one that a closed window can be found in again? The icon alone is not enough: somebody has to show it.
    pub(crate) fn is_there(&self) -> bool {
        self.items().is_some() && desktop::shows_trays()
    }

    fn items(&self) -> std::sync::MutexGuard<'_, Option<Items>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Puts it there. A desktop that has no tray, or lacks the library for it, goes without.
pub(crate) fn open(app: &AppHandle) {
    // The library is looked for when it is first used, and what does not find it panics.
    let made = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| make(app)));
    match made {
        Ok(Ok(items)) => *app.state::<Tray>().items() = Some(items),
        Ok(Err(_)) => tracing::warn!("no tray"),
        Err(_) => tracing::warn!("no tray: its library is not on this computer"),
    }
}

fn make(app: &AppHandle) -> tauri::Result<Items> {
    let words = app.state::<Desk>().speech.words();
    let item = |id: &str, text: &str| MenuItem::with_id(app, id, text, true, None::<&str>);
    let status = MenuItem::with_id(app, "status", "Satchel", false, None::<&str>)?;
    let open = item("open", words.tray_open)?;
    let sync = item("sync", words.tray_sync)?;
    let pause = item("pause", words.tray_pause)?;
    let create = item("create", words.tray_new)?;
    let quit = item("quit", words.tray_quit)?;
    let line = || PredefinedMenuItem::separator(app);
    let menu = Menu::with_items(
        app,
        &[
            &status,
            &line()?,
            &open,
            &create,
            &line()?,
            &sync,
            &pause,
            &line()?,
            &quit,
        ],
    )?;
    let mut builder = TrayIconBuilder::with_id("satchel")
        .menu(&menu)
        .on_menu_event(|app, event| act(app, event.id().as_ref()));
    if let Some(icon) = app.default_window_icon() {
        builder = builder.icon(icon.clone());
    }
    Ok(Items {
        _icon: builder.build(app)?,
        status,
        open,
        sync,
        pause,
        create,
        quit,
        last: None,
    })
}

fn act(app: &AppHandle, what: &str) {
    let forward = || {
        if let Some(window) = app.get_webview_window(window::MAIN) {
            bring_forward(&window);
        }
    };
    let core = app.state::<Desk>().core();
    match (what, core) {
        ("open", _) => forward(),
        ("create", _) => window::ask(app, Asked::NewCase),
        ("sync", Ok(core)) => core.sync_now(),
        ("pause", Ok(core)) => {
            let is_paused = core
                .status()
                .is_ok_and(|status| status.paused_since.is_some());
            if let Err(e) = core.pause(!is_paused) {
                tracing::error!(code = ?e.code(), "syncing could not be paused");
            }
        }
        ("quit", _) => crate::app::end(app),
        _ => {}
    }
}

/// Says how things stand.
pub(crate) fn show(app: &AppHandle, status: &SyncStatus) {
    let desk = app.state::<Desk>();
    let unseen = desk.core().ok().and_then(|core| core.alert_count().ok());
    let unseen = unseen.unwrap_or_default();
    let tray = app.state::<Tray>();
    let mut items = tray.items();
    if let Some(items) = items.as_mut() {
        items.last = Some((status.word, unseen));
        items.speak(desk.speech.words());
    }
}

/// Speaks another language from now on.
pub(crate) fn speak(app: &AppHandle) {
    let words = app.state::<Desk>().speech.words();
    if let Some(items) = app.state::<Tray>().items().as_ref() {
        items.speak(words);
    }
}

impl Items {
    fn speak(&self, words: &Words) {
        let is_paused = matches!(self.last, Some((StatusWord::Paused, _)));
        let pause = if is_paused {
            words.tray_resume
        } else {
            words.tray_pause
        };
        let status = self.last.map_or("Satchel".to_owned(), |(word, unseen)| {
            words.tray_status(word, unseen)
        });
        for (item, text) in [
            (&self.status, status.as_str()),
            (&self.open, words.tray_open),
            (&self.sync, words.tray_sync),
            (&self.pause, pause),
            (&self.create, words.tray_new),
            (&self.quit, words.tray_quit),
        ] {
            let _ = item.set_text(text);
        }
    }
}

//! How Satchel behaves on this desktop: whether closing its window keeps it in the tray, whether it starts with the desktop.
//! Both off until the person wants them. The first is kept beside the accounts, the second where the desktop keeps it.

use crate::places::Places;
use satchel_core::error::{AppError, Error};
use serde::{Deserialize, Serialize};
use tauri::AppHandle;
use tauri_plugin_autostart::ManagerExt;

/// What Satchel is started with when the desktop starts it.
pub(crate) const IN_BACKGROUND: &str = "--background";

/// What the person chose.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Habits {
    /// Closing the window leaves Satchel in the tray.
    pub close_to_tray: bool,
    /// Starts with the desktop.
    pub autostart: bool,
}

/// What is kept; what can't be read is as usual.
pub(crate) fn kept(places: &Places) -> Habits {
    let bytes = std::fs::read(places.habits()).ok();
    bytes
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default()
}

/// What holds now: whether it starts with the desktop is asked of the desktop, where the person may have changed it.
pub(crate) fn now(app: &AppHandle, places: &Places) -> Habits {
    Habits {
        autostart: app.autolaunch().is_enabled().unwrap_or(false),
        ..kept(places)
    }
}

/// Keeps them.
///
/// # Errors
/// `Storage`.
pub(crate) fn keep(app: &AppHandle, places: &Places, wanted: Habits) -> Result<(), AppError> {
    let unwritable = |why: String| AppError::from(Error::Storage(why));
    let autolaunch = app.autolaunch();
    if autolaunch.is_enabled().unwrap_or(false) != wanted.autostart {
        let done = match wanted.autostart {
            true => autolaunch.enable(),
            false => autolaunch.disable(),
        };
        done.map_err(|e| unwritable(e.to_string()))?;
    }
    let bytes = serde_json::to_vec_pretty(&wanted).map_err(|e| unwritable(e.to_string()))?;
    std::fs::create_dir_all(places.root())
        .and_then(|()| std::fs::write(places.habits(), bytes))
        .map_err(|e| unwritable(e.kind().to_string()))
}

//! What the computer tells of the moment, passed on to the engine: is the network metered, is the battery to be saved?
//!
//! On Linux the desktop's own library asks whoever knows (NetworkManager and power-profiles-daemon, or the sandbox's portal).
//! Elsewhere nobody is asked: there the person says so in the settings. What follows from it is the engine's
//! (`core/src/sync/rhythm.rs`).

use crate::desk::Desk;
use satchel_core::sync::rhythm::Around;
use std::sync::{Mutex, PoisonError};
use tauri::{AppHandle, Manager};

/// What was last told, for an engine that opens later.
#[derive(Default)]
pub(crate) struct LastTold(Mutex<Around>);

impl LastTold {
    /// What was last told.
    pub(crate) fn get(&self) -> Around {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(target_os = "linux")]
fn tell(app: &AppHandle, around: Around) {
    if let Some(last) = app.try_state::<LastTold>() {
        *last.0.lock().unwrap_or_else(PoisonError::into_inner) = around;
    }
    if let Some(Ok(core)) = app.try_state::<Desk>().map(|desk| desk.core()) {
        core.set_around(around);
    }
}

/// Listens to the desktop for as long as the app runs. Only on the window's thread.
#[cfg(target_os = "linux")]
pub(crate) fn listen(app: &AppHandle) {
    use gio::prelude::{NetworkMonitorExt, PowerProfileMonitorExt};
    let network = gio::NetworkMonitor::default();
    let power = gio::PowerProfileMonitor::get_default();
    let app = app.clone();
    let now = {
        let (network, power) = (network.clone(), power.clone());
        move || {
            let around = Around {
                is_metered: network.is_network_metered(),
                saves_power: power.is_power_saver_enabled(),
            };
            tell(&app, around);
        }
    };
    now();
    // Both live as long as the app: each is held by what listens to the other.
    let on_power = now.clone();
    network.connect_network_metered_notify(move |_| now());
    power.connect_power_saver_enabled_notify(move |_| on_power());
}

/// Nobody to listen to.
#[cfg(not(target_os = "linux"))]
pub(crate) fn listen(app: &AppHandle) {
    let _ = app.state::<Desk>();
}

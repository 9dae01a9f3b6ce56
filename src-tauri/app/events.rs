//! What the shell tells the window, typed: ids and states, never customers' data.
//!
//! The engine's events come in bursts while it mirrors; they are gathered for a moment and told as one.

use crate::alerts;
use crate::desk::Desk;
use satchel_core::Core;
use satchel_core::event::{Changes, Event};
use satchel_core::sync::status::SyncStatus;
use serde::Serialize;
use std::time::Duration;
use tauri::{AppHandle, Manager};
use tauri_specta::Event as _;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::{RecvError, TryRecvError};
use tokio::sync::watch;

/// What a commit changed.
#[derive(Clone, Serialize, specta::Type, tauri_specta::Event)]
pub(crate) struct Changed(pub Changes);

/// The status behind the status word.
#[derive(Clone, Serialize, specta::Type, tauri_specta::Event)]
pub(crate) struct StatusChanged(pub SyncStatus);

/// The last status told, for those in the shell who follow it.
pub(crate) struct Statuses(watch::Sender<Option<SyncStatus>>);

impl Default for Statuses {
    fn default() -> Self {
        Statuses(watch::Sender::new(None))
    }
}

impl Statuses {
    /// Every status from now on; of those that come faster than one looks, the last.
    pub(crate) fn follow(&self) -> watch::Receiver<Option<SyncStatus>> {
        self.0.subscribe()
    }
}

/// How long events are gathered before the window is told.
const GATHER: Duration = Duration::from_millis(60);
/// How soon alerts that wait for quieter times to be over are looked at again.
const LOOK_AGAIN: Duration = Duration::from_secs(20);
/// Nothing waits.
const FOREVER: Duration = Duration::from_secs(365 * 24 * 3600);

/// Passes on what the engine tells, until it is gone.
pub(crate) async fn relay(app: AppHandle, id: String, core: Core, mut events: Receiver<Event>) {
    let mut last = None;
    // Those that a program that ended before left behind.
    let mut waiting = alerts::show_waiting(&app, &core);
    alerts::count(&app, &core);
    loop {
        let mut gathered = Gathered::default();
        // What waits for quieter times to be over is looked at again by itself.
        let patience = if waiting > 0 { LOOK_AGAIN } else { FOREVER };
        match tokio::time::timeout(patience, events.recv()).await {
            Ok(Ok(event)) => gathered.add(event),
            Ok(Err(RecvError::Lagged(_))) => gathered.everything(),
            Ok(Err(RecvError::Closed)) => return,
            Err(_) => gathered.alert = true,
        }
        tokio::time::sleep(GATHER).await;
        loop {
            match events.try_recv() {
                Ok(event) => gathered.add(event),
                Err(TryRecvError::Lagged(_)) => gathered.everything(),
                Err(TryRecvError::Empty | TryRecvError::Closed) => break,
            }
        }
        if gathered.changed.outbox {
            app.state::<Desk>().session.note_at_stake(&id, &core);
        }
        let alert = gathered.alert;
        if alert || gathered.changed.alerts {
            alerts::count(&app, &core);
        }
        tell(&app, &core, gathered, &mut last);
        if alert {
            waiting = alerts::show_waiting(&app, &core);
        }
    }
}

fn tell(app: &AppHandle, core: &Core, gathered: Gathered, last: &mut Option<String>) {
    if !gathered.changed.is_empty() {
        let _ = Changed(gathered.changed).emit(app);
    }
    // The status counts what changed, too.
    match core.status() {
        Ok(status) => {
            let now = serde_json::to_string(&status).ok();
            if *last != now {
                *last = now;
                app.state::<Statuses>().0.send_replace(Some(status.clone()));
                let _ = StatusChanged(status).emit(app);
            }
        }
        Err(e) => tracing::error!(code = ?e.code(), "no status"),
    }
}

#[derive(Default)]
struct Gathered {
    changed: Changes,
    alert: bool,
}

impl Gathered {
    fn add(&mut self, event: Event) {
        match event {
            Event::Changed(c) => self.changed.add(c),
            Event::Status => {}
            Event::Alert(_) => self.alert = true,
        }
    }

    /// Some were missed: everything may have changed.
    fn everything(&mut self) {
        self.changed = Changes {
            cases: Vec::new(),
            checked: Vec::new(),
            all: true,
            outbox: true,
            alerts: true,
            reference: true,
            saved: true,
        };
        self.alert = true;
    }
}

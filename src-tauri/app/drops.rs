//! Files that hang over the window and are dropped on it. WebKitGTK gives a page no files from the desktop, so the shell
//! takes them on every system; the page learns where they hang, and asks for what was dropped to be attached. It can't
//! name a path. Only the window that they hang over hears of them, and only it gets what was dropped on it: another one shows
//! another customer's case. What is dragged out of a window (`dragged.rs`) is nothing new to that window.

use crate::dragged::Dragging;
use serde::Serialize;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tauri::{DragDropEvent, Manager, PhysicalPosition, WebviewWindow, WindowEvent};
use tauri_specta::Event;

/// How far a drag is.
#[derive(Clone, Copy, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum DragStage {
    /// They hang over the window.
    Over,
    /// They were let go of.
    Dropped,
    /// They left.
    Gone,
}

/// Files hang over the window, or were dropped on it.
#[derive(Clone, Serialize, specta::Type, tauri_specta::Event)]
pub(crate) struct FilesDragged {
    /// How far it is.
    pub stage: DragStage,
    /// From the left of the page, in its own pixels.
    pub x: i32,
    /// From the top of the page.
    pub y: i32,
}

/// What was dropped last on each window, by its label, until it is attached.
#[derive(Default)]
pub(crate) struct Dropped(Mutex<HashMap<String, Vec<PathBuf>>>);

impl Dropped {
    /// The files that were dropped on this window, once.
    pub(crate) fn take(&self, window: &WebviewWindow) -> Vec<PathBuf> {
        let files = self.by_label().remove(window.label());
        files.unwrap_or_default()
    }

    fn put(&self, window: &WebviewWindow, files: &[PathBuf]) {
        let label = window.label().to_owned();
        self.by_label().insert(label, files.to_vec());
    }

    fn by_label(&self) -> MutexGuard<'_, HashMap<String, Vec<PathBuf>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Tells the page of files over it, and keeps what is dropped.
pub(crate) fn listen(window: &WebviewWindow) {
    let told = window.clone();
    window.on_window_event(move |event| {
        let WindowEvent::DragDrop(event) = event else {
            return;
        };
        if told.state::<Dragging>().is_from(&told) {
            return;
        }
        let (stage, position) = match event {
            DragDropEvent::Enter { position, .. } | DragDropEvent::Over { position } => {
                (DragStage::Over, *position)
            }
            DragDropEvent::Drop { paths, position }
                if !told.state::<Dragging>().were_from(&told, paths) =>
            {
                told.state::<Dropped>().put(&told, paths);
                (DragStage::Dropped, *position)
            }
            _ => (DragStage::Gone, PhysicalPosition::default()),
        };
        let (x, y) = position.to_logical::<i32>(scale(&told)).into();
        let _ = FilesDragged { stage, x, y }.emit_to(&told, told.label());
    });
}

/// Screen pixels per pixel of the page. GTK counts in the page's own.
fn scale(window: &WebviewWindow) -> f64 {
    if cfg!(target_os = "linux") {
        1.0
    } else {
        window.scale_factor().unwrap_or(1.0)
    }
}

//! `--smoke`: tells on standard output when the first mirror is complete and on screen, and ends when standard input does.
//!
//! The line is read by `cargo xtask demo --smoke`.

use satchel_core::sync::status::SyncStatus;
use serde::{Deserialize, Serialize};
use std::io::{Read, Write};
use std::sync::Mutex;
use std::time::Instant;
use tauri::AppHandle;

/// What the window's list shows.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Painted {
    /// Rows that answer the list's question.
    pub listed: u32,
    /// Rows on screen.
    pub rows: u32,
    /// Milliseconds from the page's start to its first row.
    pub first_row_ms: u32,
}

/// What was seen so far.
pub(crate) struct Smoke {
    is_on: bool,
    started: Instant,
    seen: Mutex<Seen>,
}

#[derive(Default)]
struct Seen {
    first_row_ms: Option<u128>,
    full_mirror: Option<(u32, u128)>,
    painted: Option<Painted>,
    told: bool,
}

impl Smoke {
    /// Begins to watch.
    pub(crate) fn new(is_on: bool, started: Instant) -> Smoke {
        Smoke {
            is_on,
            started,
            seen: Mutex::default(),
        }
    }

    /// The window painted its list.
    pub(crate) fn painted(&self, painted: Painted) {
        let ms = self.started.elapsed().as_millis();
        self.note(|seen| {
            if painted.rows > 0 {
                seen.first_row_ms.get_or_insert(ms);
            }
            seen.painted = Some(painted);
        });
    }

    /// The engine's status changed.
    pub(crate) fn heard(&self, status: &SyncStatus) {
        if status.first_mirror_done {
            let ms = self.started.elapsed().as_millis();
            self.note(|seen| {
                seen.full_mirror
                    .get_or_insert((status.coverage.detailed, ms));
            });
        }
    }

    fn note(&self, note: impl FnOnce(&mut Seen)) {
        let mut seen = self
            .seen
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        note(&mut seen);
        if !self.is_on || seen.told {
            return;
        }
        let (Some((mirrored, full)), Some(first), Some(painted)) =
            (seen.full_mirror, seen.first_row_ms, seen.painted)
        else {
            return;
        };
        // The window hears of the last page a moment after it is in the mirror.
        if painted.listed >= mirrored && painted.rows > 0 {
            seen.told = true;
            let mut out = std::io::stdout();
            let _ = writeln!(
                out,
                "smoke: painted mirrored={mirrored} listed={} rows={} first_row_ms={first} full_mirror_ms={full}",
                painted.listed, painted.rows
            );
            let _ = out.flush();
        }
    }
}

/// Ends the app when standard input does.
pub(crate) fn end_with_stdin(app: AppHandle) {
    std::thread::spawn(move || {
        let mut ignored = Vec::new();
        let _ = std::io::stdin().read_to_end(&mut ignored);
        app.exit(0);
    });
}

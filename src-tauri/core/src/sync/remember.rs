//! What the loop remembers over a restart: that the person wants quiet, and its diary, which is in memory while it runs and
//! among the cursors where a new line begins. What a line is, `diary.rs` decides, pure.

use super::Engine;
use super::diary::{self, Diary, DiaryEntry, Doing};
use super::plan::Step;
use crate::error::{AppError, Code, Result};
use crate::event::Event;
use crate::store::cursor::{self, PAUSED_SINCE};
use chrono::{DateTime, Utc};
use std::sync::PoisonError;

/// The cursor that holds the diary.
const DIARY: &str = "diary";

impl Engine {
    /// The person wants quiet, or no longer: nothing is asked or sent meanwhile, also after a restart. What they do is kept as
    /// ever.
    pub(crate) fn pause(&self, paused: bool) -> Result<()> {
        let since = paused.then(|| self.mirror.clock.now());
        self.mirror.write(|w| {
            w.touch_choices();
            cursor::set(w, PAUSED_SINCE, &since)
        })?;
        self.wake_up();
        self.mirror.tell(Event::Status);
        Ok(())
    }

    pub(super) fn paused_since(&self) -> Result<Option<DateTime<Utc>>> {
        let since = self
            .mirror
            .read(|db| cursor::get::<Option<DateTime<Utc>>>(db, PAUSED_SINCE))?;
        Ok(since.flatten())
    }

    /// A line in the diary. What can't be kept is told as long as the program runs.
    pub(super) fn note(&self, doing: Option<Doing>, error: Option<&AppError>) {
        let at = self.mirror.clock.now();
        let mut kept = self.diary.lock().unwrap_or_else(PoisonError::into_inner);
        let entries = kept.get_or_insert_with(|| self.kept_diary());
        let is_news = diary::note(entries, at, doing, error);
        let is_disk = error.is_some_and(|e| matches!(e.code, Code::Storage | Code::DiskFull));
        if is_news && !is_disk && self.mirror.read_only().is_none() {
            let done = self.mirror.write(|w| cursor::set(w, DIARY, &*entries));
            if let Err(e) = done {
                tracing::warn!(code = ?e.code(), "the diary could not be kept");
            }
        }
    }

    fn kept_diary(&self) -> Vec<DiaryEntry> {
        let kept = self.mirror.read(|db| cursor::get(db, DIARY));
        kept.ok().flatten().unwrap_or_default()
    }

    /// What happened last, what happens now, what comes next.
    pub(crate) fn diary(&self) -> Diary {
        let mut kept = self.diary.lock().unwrap_or_else(PoisonError::into_inner);
        let mut entries = kept.get_or_insert_with(|| self.kept_diary()).clone();
        entries.reverse();
        let (doing, next_at) = self.live(|live| (live.doing, live.next_at));
        Diary {
            entries,
            doing,
            next_at,
        }
    }
}

/// What a step is, in the words of the diary.
pub(super) fn doing(step: &Step) -> Option<Doing> {
    Some(match step {
        Step::Push => Doing::Sending,
        Step::Directory | Step::Catalogue => Doing::Settings,
        Step::Hints => Doing::Looking,
        Step::Head | Step::Sweep => Doing::List,
        Step::Details | Step::Refresh => Doing::Conversations,
        Step::Wait(_) => return None,
    })
}

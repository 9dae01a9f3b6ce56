//! A small diary of what the loop did and what stopped it, for whoever asks "what happened?". Pure; kept by `sync/mod.rs` among
//! the cursors. What goes well one time after the other is one line; the same trouble again is the same line, counted.

use crate::error::{AppError, Code};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// So many lines are kept.
const MOST: usize = 60;

/// What goes well for longer than this gets a line of its own.
const LINE: TimeDelta = TimeDelta::hours(1);

/// What the loop was at.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Doing {
    /// Sending what waits.
    Sending,
    /// Reading people, statuses, settings.
    Settings,
    /// Asking what changed.
    Looking,
    /// Reading the list of cases.
    List,
    /// Reading conversations.
    Conversations,
}

/// A line of the diary.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct DiaryEntry {
    /// When it began.
    pub from: DateTime<Utc>,
    /// When it was last so.
    pub at: DateTime<Utc>,
    /// How often.
    pub times: u32,
    /// What.
    pub what: DiaryWhat,
}

/// What a line is about.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum DiaryWhat {
    /// It went well.
    Well {
        /// How often something was sent in it.
        sent: u32,
    },
    /// Something stopped it.
    Trouble {
        /// What it was at.
        doing: Option<Doing>,
        /// What, and what to do.
        error: AppError,
    },
}

/// The diary, for a screen.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Diary {
    /// The newest first.
    pub entries: Vec<DiaryEntry>,
    /// What the loop is at now.
    pub doing: Option<Doing>,
    /// When it looks again, where that is known.
    pub next_at: Option<DateTime<Utc>>,
}

/// Notes what was done, or what stopped it. Is there a new line, worth being kept at once?
pub fn note(
    entries: &mut Vec<DiaryEntry>,
    at: DateTime<Utc>,
    doing: Option<Doing>,
    error: Option<&AppError>,
) -> bool {
    let is_sent = u32::from(doing == Some(Doing::Sending));
    if let Some(last) = entries.last_mut() {
        let is_same = match (&mut last.what, error) {
            (DiaryWhat::Well { sent }, None) if at - last.from < LINE => {
                *sent += is_sent;
                true
            }
            (DiaryWhat::Trouble { error: known, .. }, Some(error)) => known.code == error.code,
            _ => false,
        };
        if is_same {
            last.at = at;
            last.times = last.times.saturating_add(1);
            return is_sent > 0;
        }
    }
    entries.push(DiaryEntry {
        from: at,
        at,
        times: 1,
        what: match error {
            None => DiaryWhat::Well { sent: is_sent },
            Some(error) => DiaryWhat::Trouble {
                doing,
                error: error.clone(),
            },
        },
    });
    let over = entries.len().saturating_sub(MOST);
    entries.drain(..over);
    true
}

/// The codes alone: for a report that carries no words of others.
#[must_use]
pub fn code(entry: &DiaryEntry) -> Option<Code> {
    match &entry.what {
        DiaryWhat::Well { .. } => None,
        DiaryWhat::Trouble { error, .. } => Some(error.code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;

    fn error(error: Error) -> AppError {
        AppError::from(error)
    }

    #[test]
    fn what_goes_on_is_one_line_and_a_change_is_a_new_one() {
        let start = DateTime::UNIX_EPOCH;
        let at = |minute| start + TimeDelta::minutes(minute);
        let mut all = Vec::new();
        let full = error(Error::DiskFull);
        let bug = error(Error::Bug("x".to_owned()));
        assert!(note(&mut all, at(0), Some(Doing::Looking), None));
        assert!(!note(&mut all, at(1), Some(Doing::List), None));
        assert!(
            note(&mut all, at(2), Some(Doing::Sending), None),
            "something was sent"
        );
        assert!(note(&mut all, at(3), Some(Doing::Looking), Some(&full)));
        assert!(!note(&mut all, at(4), Some(Doing::List), Some(&full)));
        assert!(note(&mut all, at(5), Some(Doing::List), Some(&bug)));
        assert!(note(&mut all, at(6), Some(Doing::Looking), None));
        assert!(
            note(&mut all, at(67), Some(Doing::Looking), None),
            "an hour is a line"
        );
        let lines: Vec<_> = all.iter().map(|e| (e.times, code(e))).collect();
        assert_eq!(
            lines,
            [
                (3, None),
                (2, Some(Code::DiskFull)),
                (1, Some(Code::Bug)),
                (1, None),
                (1, None)
            ]
        );
        assert_eq!(all[0].what, DiaryWhat::Well { sent: 1 });
        assert_eq!(all[1].at, at(4));
    }

    #[test]
    fn it_stays_small() {
        let mut all = Vec::new();
        for minute in 0..500 {
            let at = DateTime::UNIX_EPOCH + TimeDelta::minutes(minute);
            let full = error(Error::DiskFull);
            note(&mut all, at, None, Some(&full).filter(|_| minute % 2 == 0));
        }
        assert_eq!(all.len(), MOST);
    }
}

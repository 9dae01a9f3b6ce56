//! The one status word, and what stands behind it. Pure.

use crate::crm::envelope::RowKind;
use crate::error::{AppError, Code};
use crate::sync::rhythm::FilesWait;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The word at the foot of the side bar.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum StatusWord {
    /// Everything is here and nothing waits.
    UpToDate,
    /// Reading.
    Syncing,
    /// Sending, or waiting to learn whether something arrived.
    Sending,
    /// No way to the server.
    Offline,
    /// The token is not accepted.
    SignInAgain,
    /// The person wants quiet.
    Paused,
    /// Something is held.
    NeedsYou,
    /// The server answers, but not as it should.
    Trouble,
    /// An administrator's settings keep us from the server.
    Barred,
}

/// What is being read, and how far it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Progress {
    /// Which part.
    pub phase: Part,
    /// How many cases.
    pub done: u32,
    /// Of how many.
    pub total: u32,
}

/// A part of a mirror.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Part {
    /// The list of cases.
    List,
    /// Their conversations.
    Details,
}

/// How much of what the person may see is here.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Coverage {
    /// Cases here.
    pub here: u32,
    /// Cases on the server, when it last said; `None`: it has not.
    pub on_server: Option<u32>,
    /// Cases whose conversation is here, too.
    pub detailed: u32,
    /// Cases whose conversation is here or is to come, by the scope that the person chose.
    pub wanted: u32,
}

/// Rows of the server's that could not be read, all for one reason. They are not here; nothing of them was changed there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct SetAside {
    /// What they are.
    pub kind: RowKind,
    /// Field and reason: `status: missing`. Never what stood in it.
    pub why: String,
    /// How many.
    pub count: u32,
    /// Which: the server's ids, of parts of a case the case's; without an id, the place in the list. Not all of many.
    pub rows: Vec<String>,
}

/// Files of cases that are fetched ahead of need.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct FilesStatus {
    /// How many are wanted and not here, when last counted.
    pub waiting: u32,
    /// One is on its way.
    pub under_way: bool,
    /// What they wait for, besides their turn.
    pub wait: Option<FilesWait>,
}

/// Everything behind the status word.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct SyncStatus {
    /// The word.
    pub word: StatusWord,
    /// What is being read.
    pub progress: Option<Progress>,
    /// The person is to say whose conversations are kept: until they do, or some minutes have passed, only their own come.
    pub asks_scope: bool,
    /// The first mirror was complete.
    pub first_mirror_done: bool,
    /// The server was last heard of then.
    pub as_of: Option<DateTime<Utc>>,
    /// Intents that wait for their turn or the network, or are on their way.
    pub pending: u32,
    /// Intents that wait for what the person decides on one before them.
    pub behind: u32,
    /// Intents that wait because the person asked to.
    pub by_choice: u32,
    /// Intents that need the person.
    pub held: u32,
    /// How much is here.
    pub coverage: Coverage,
    /// What of the server could not be read, by kind and reason.
    pub set_aside: Vec<SetAside>,
    /// Files that are fetched ahead of need.
    pub files: FilesStatus,
    /// The last trouble, while it lasts.
    pub error: Option<AppError>,
    /// Since when the person wants quiet.
    pub paused_since: Option<DateTime<Utc>>,
    /// When it is tried again.
    pub next_try_at: Option<DateTime<Utc>>,
}

/// The word for a status. What keeps everything from moving comes first.
#[must_use]
pub fn word(
    error: Option<Code>,
    paused: bool,
    progress: Option<Progress>,
    pending: u32,
    held: u32,
) -> StatusWord {
    match error {
        Some(Code::SignIn) => StatusWord::SignInAgain,
        _ if paused => StatusWord::Paused,
        Some(Code::Offline | Code::CaptivePortal) => StatusWord::Offline,
        Some(_) => StatusWord::Trouble,
        None if progress.is_some() => StatusWord::Syncing,
        None if pending > 0 => StatusWord::Sending,
        None if held > 0 => StatusWord::NeedsYou,
        None => StatusWord::UpToDate,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_says_what_keeps_things_from_moving() {
        let reading = Some(Progress {
            phase: Part::List,
            done: 1,
            total: 2,
        });
        assert_eq!(
            word(Some(Code::SignIn), false, reading, 1, 1),
            StatusWord::SignInAgain
        );
        assert_eq!(
            word(Some(Code::Offline), false, reading, 1, 1),
            StatusWord::Offline
        );
        assert_eq!(word(None, false, reading, 1, 1), StatusWord::Syncing);
        assert_eq!(word(None, true, reading, 1, 1), StatusWord::Paused);
        assert_eq!(word(None, false, None, 1, 1), StatusWord::Sending);
        assert_eq!(word(None, false, None, 0, 1), StatusWord::NeedsYou);
        assert_eq!(word(None, false, None, 0, 0), StatusWord::UpToDate);
        assert_eq!(
            word(Some(Code::Refused), false, None, 0, 0),
            StatusWord::Trouble
        );
    }
}

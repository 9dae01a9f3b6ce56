//! The book of what is kept: which files are here and which are not, pinned cases, the person's choice. SQL is `table.rs`;
//! what is decided on it, `attachment/keep.rs`.

pub mod table;

use super::policy::FilePolicy;
use serde::Serialize;

/// What is kept now, for the screen where it is chosen.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct KeptFiles {
    /// The person's choice.
    pub policy: FilePolicy,
    /// Files here.
    pub here: u32,
    /// Their room, in kilobytes; the same bytes count once.
    pub used_kb: u32,
    /// Of these: in pinned cases, which never go.
    pub pinned_kb: u32,
    /// Files that the choice wants and that are not here. Servers do not tell sizes before.
    pub waiting: u32,
    /// Files of the choice's kinds that are larger than its limit, as far as is known.
    pub too_big: u32,
    /// Files that the choice leaves on the server.
    pub not_asked: u32,
    /// Files that could not be fetched, and are tried again.
    pub failed: u32,
    /// Cases whose files are pinned.
    pub pinned_cases: u32,
    /// Kilobytes free on the disk; `None` where that can't be known.
    pub free_kb: Option<u32>,
}

//! An alert that was put off, whole, as it stands in the journal: that it comes again is the person's wish, and no server could
//! give it back. SQL is `table.rs`; who writes it down is `unsent/choices.rs`.

pub mod table;

use super::DecidedBy;
use crate::id::{AlertId, CaseId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// An alert that comes again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Snoozed {
    /// Its id.
    pub id: AlertId,
    /// Which case; of zeros: it is about syncing as a whole.
    pub case: CaseId,
    /// Why, as it is kept: a newer program may know more reasons.
    pub reason: String,
    /// What made it.
    pub version: String,
    /// When it was decided.
    pub at: DateTime<Utc>,
    /// Who, where the server says.
    pub by: Option<String>,
    /// The rule that wanted it told.
    pub rule: Option<DecidedBy>,
    /// It may break through quiet hours.
    pub breaks: bool,
    /// It comes again then.
    pub until: DateTime<Utc>,
}

//! What the rules say: of what happens, of the last days before a rule is kept, and of one case: "why was I not told?"
//!
//! Plain data; the rules are asked in `table.rs`, on the view of the same transaction. Nothing is guessed about what the
//! mirror did not see: an answer says since when it looked.

pub mod table;

use super::rules::Act;
use super::{DecidedBy, Reason};
use crate::id::CaseId;
use crate::query::parse::Problem;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Why something became an alert, or did not.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "AlertBecause", rename_all = "camelCase")]
pub enum Because {
    /// A rule says so.
    Rule,
    /// A rule says so, but something weightier happened to the case at once, and was told.
    WithAnother,
    /// No rule wanted it.
    NoRule,
    /// This person did it.
    Own,
}

/// Something that happened on a case, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Happened {
    /// What.
    pub why: Reason,
    /// When it was noticed.
    pub at: DateTime<Utc>,
    /// Who, where the server says.
    pub by: Option<String>,
    /// What was done about it.
    pub act: Act,
    /// Why that.
    pub because: Because,
    /// The rule that said so.
    pub rule: Option<DecidedBy>,
    /// When the desktop showed it; `None`: it did not, or not yet.
    pub shown_at: Option<DateTime<Utc>>,
    /// It was put off until then.
    pub snoozed_until: Option<DateTime<Utc>>,
}

/// What would be done if this happened on the case now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct WouldBe {
    /// What.
    pub why: Reason,
    /// What would be done.
    pub act: Act,
    /// By which rule; `None`: none wants it.
    pub rule: Option<DecidedBy>,
}

/// Why a person was told of a case, or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct WhyTold {
    /// What happened, the newest first.
    pub happened: Vec<Happened>,
    /// Since when this mirror looks; `None`: its first reading is not complete.
    pub since: Option<DateTime<Utc>>,
    /// The case was made before that: what was there before is no news.
    pub was_here: bool,
    /// What would be done about each reason, the weightiest first.
    pub would_be: Vec<WouldBe>,
}

/// What a rule would have caught.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Caught {
    /// The case; `None`: syncing as a whole.
    pub case_id: Option<CaseId>,
    /// Its name now.
    pub case_name: String,
    /// What happened.
    pub why: Reason,
    /// When it was noticed.
    pub at: DateTime<Utc>,
    /// What was done about it then.
    pub was: Act,
}

/// What came of trying a rule.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Trial {
    /// From when on the mirror's notes were looked at: seven days back, or since it looks. `None`: it does not yet.
    pub since: Option<DateTime<Utc>>,
    /// So much happened since, of others.
    pub happened: u32,
    /// So much of it the rule would have caught.
    pub caught: u32,
    /// The newest of that. The question was asked of the cases as they are now.
    pub newest: Vec<Caught>,
    /// What of the question is not understood.
    pub problems: Vec<Problem>,
}

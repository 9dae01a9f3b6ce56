//! The cases of a question by account: whose they are, and how many of them press. Plain data here; the SQL is in `table.rs`.

pub mod table;

use chrono::{DateTime, Utc};
use serde::Serialize;

/// What a question finds of one account.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct AccountLine {
    /// What it is called; `None`: the cases without one.
    pub name: Option<String>,
    /// Its cases.
    pub cases: u32,
    /// Those of them that are open.
    pub open: u32,
    /// And of these, those of one of the top two priorities.
    pub urgent: u32,
    /// When something last happened on one of them.
    pub last_activity_at: DateTime<Utc>,
}

/// Accounts of a question.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct AccountPage {
    /// In the wished order.
    pub rows: Vec<AccountLine>,
    /// How many there are.
    pub total: u32,
}

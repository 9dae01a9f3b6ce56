//! What a help desk keeps besides its cases: fields of its own, saved replies, articles, hours, approvals.
//!
//! Plain rows, as in `state.rs`; who may touch them and how they are shown is in `bottlecrm/`.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde_json::Value;
use uuid::Uuid;

use crate::letters::Letter;

/// A field an administrator added to the cases.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Field {
    pub(crate) id: Uuid,
    pub(crate) key: String,
    pub(crate) label: String,
    /// `text`, `textarea`, `number`, `dropdown`, `date`, `checkbox`.
    pub(crate) kind: String,
    /// The choices of a `dropdown`: `[{"value", "label"}]`.
    pub(crate) options: Value,
    pub(crate) is_required: bool,
    pub(crate) is_active: bool,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) updated_at: DateTime<Utc>,
}

/// A saved reply.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Macro {
    pub(crate) id: Uuid,
    pub(crate) title: String,
    pub(crate) body: String,
    /// A profile; nobody if it is the whole organization's.
    pub(crate) owner: Option<Uuid>,
    pub(crate) usage: usize,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) updated_at: DateTime<Utc>,
}

/// An article of the knowledge base.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Solution {
    pub(crate) id: Uuid,
    pub(crate) title: String,
    pub(crate) description: String,
    /// `draft`, `reviewed`, `approved`.
    pub(crate) status: String,
    pub(crate) is_published: bool,
    pub(crate) cases: Vec<Uuid>,
    /// A user.
    pub(crate) by: Uuid,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) updated_at: DateTime<Utc>,
}

/// Time somebody spent on a case.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Spent {
    pub(crate) id: Uuid,
    pub(crate) case: Uuid,
    pub(crate) profile: Uuid,
    pub(crate) started_at: DateTime<Utc>,
    /// Nothing while the clock runs.
    pub(crate) ended_at: Option<DateTime<Utc>>,
    pub(crate) description: String,
    pub(crate) billable: bool,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) updated_at: DateTime<Utc>,
}

impl Spent {
    pub(crate) fn minutes(&self) -> i64 {
        self.ended_at
            .map_or(0, |end| (end - self.started_at).num_minutes())
    }
}

/// When a case may not be closed without a word from above.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Rule {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) priority: Option<String>,
    pub(crate) is_active: bool,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) updated_at: DateTime<Utc>,
}

/// Somebody asked for that word.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Approval {
    pub(crate) id: Uuid,
    pub(crate) case: Uuid,
    pub(crate) rule: Uuid,
    /// `pending`, `approved`, `rejected`, `cancelled`.
    pub(crate) state: String,
    pub(crate) note: String,
    /// A profile.
    pub(crate) by: Uuid,
    /// A profile.
    pub(crate) approver: Option<Uuid>,
    pub(crate) decided_at: Option<DateTime<Utc>>,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) updated_at: DateTime<Utc>,
}

/// A board of one's own, and its columns.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pipeline {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) stages: Vec<Stage>,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) updated_at: DateTime<Utc>,
}

/// A column of a board.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Stage {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) order: i64,
    pub(crate) color: String,
    /// `open`, `closed`, `rejected`.
    pub(crate) kind: String,
    /// The status a case takes on entering.
    pub(crate) status: String,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) updated_at: DateTime<Utc>,
}

/// All of it. In order of their coming.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Desk {
    pub(crate) fields: Vec<Field>,
    pub(crate) macros: Vec<Macro>,
    pub(crate) solutions: Vec<Solution>,
    pub(crate) spent: Vec<Spent>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) approvals: Vec<Approval>,
    pub(crate) pipelines: Vec<Pipeline>,
    pub(crate) letters: Vec<Letter>,
    /// Where a case stands on the boards: its stage, and its place in the column.
    pub(crate) places: BTreeMap<Uuid, (Option<Uuid>, i64)>,
}

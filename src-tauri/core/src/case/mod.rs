//! A case as plain data: what the server holds, what the person can change, what the screens show.
//!
//! No SQL (that is `table.rs`), no JSON of any dialect (`wire.rs`), no clock. How a server's row and the person's
//! intents become what is shown is `fold.rs`; the read model of the screens is `view.rs`.

pub mod due;
pub mod facts;
pub mod fold;
pub mod open;
pub mod set;
pub mod sla;
pub mod table;
pub mod view;
pub mod wire;

use crate::id::{Named, ServerId};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// The longest name a Django-CRM server takes, in characters (server-contract 3.3).
pub const NAME_LIMIT: usize = 64;

/// A case as the server was last seen to hold it.
#[derive(Clone, Debug, PartialEq)]
pub struct ServerCase {
    /// The server's id.
    pub server_id: ServerId,
    /// Its title. Unique in the organization, whatever its capitals (server-contract 3.3).
    pub name: String,
    /// A value of the status vocabulary, or one we do not know.
    pub status: String,
    /// A value of the priority vocabulary, or one we do not know.
    pub priority: String,
    /// A value of the case-type vocabulary. The server stores absent, null and "" alike: all are `None` here.
    pub case_type: Option<String>,
    /// Free text. `None`: this answer did not carry it (rows of the documented dialect), so it is not known.
    pub description: Option<String>,
    /// The day it was closed, in the organization's time zone.
    pub closed_on: Option<NaiveDate>,
    /// Whose case it is.
    pub account: Option<Named>,
    /// Whom to talk to.
    pub contacts: Vec<Named>,
    /// Who works on it (profile ids on Django-CRM).
    pub assignees: Vec<Named>,
    /// Teams.
    pub teams: Vec<Named>,
    /// Tags.
    pub tags: Vec<Named>,
    /// Who made it (a user id, not a profile id, on Django-CRM).
    pub created_by: Option<Named>,
    /// When, by the server. Never changes, so the sweep uses it as its key.
    pub created_at: DateTime<Utc>,
    /// False: soft-deleted (server-contract 3.5).
    pub is_active: bool,
    /// Top-level fields we have no column for, as they came: custom fields, SLA, parent, and whatever a newer server adds.
    pub extra: serde_json::Map<String, serde_json::Value>,
}

/// A field the person can change, each with its own base and its own merge.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Field {
    /// [`ServerCase::name`]
    Name,
    /// [`ServerCase::status`]; closing carries its date along (one group, sync-and-security 3.6).
    Status,
    /// [`ServerCase::priority`]
    Priority,
    /// [`ServerCase::case_type`]
    CaseType,
    /// [`ServerCase::description`]
    Description,
    /// [`ServerCase::closed_on`]
    ClosedOn,
}

/// A set of related things, with a merge of its own: changes of others to the same set stay (sync-and-security 3.6).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum CaseSet {
    /// Who works on it.
    Assignees,
    /// Teams.
    Teams,
    /// Whom to talk to.
    Contacts,
    /// Tags. Django-CRM only.
    Tags,
}

impl ServerCase {
    /// How a case stands of which the server answers this.
    #[must_use]
    pub fn stands(&self) -> Standing {
        match self.is_active {
            true => Standing::Visible,
            false => Standing::Inactive,
        }
    }

    /// The members of a set.
    #[must_use]
    pub fn members(&self, set: CaseSet) -> &[Named] {
        match set {
            CaseSet::Assignees => &self.assignees,
            CaseSet::Teams => &self.teams,
            CaseSet::Contacts => &self.contacts,
            CaseSet::Tags => &self.tags,
        }
    }

    /// The field's value as text; `None` where the server has none, or its answer did not carry it.
    #[must_use]
    pub fn value(&self, field: Field) -> Option<String> {
        match field {
            Field::Name => Some(self.name.clone()),
            Field::Status => Some(self.status.clone()),
            Field::Priority => Some(self.priority.clone()),
            Field::CaseType => self.case_type.clone(),
            Field::Description => self.description.clone(),
            Field::ClosedOn => self.closed_on.map(|day| day.to_string()),
        }
    }

    /// This observation, completed with what an earlier one knew and this one did not carry.
    #[must_use]
    pub fn or_known(mut self, earlier: Option<&ServerCase>) -> ServerCase {
        if let Some(earlier) = earlier {
            if self.description.is_none() {
                self.description.clone_from(&earlier.description);
            }
            if self.created_by.is_none() {
                self.created_by.clone_from(&earlier.created_by);
            }
            for (field, value) in &earlier.extra {
                // Of a field with a column, only what it holds now counts.
                if !has_column(field) && !self.extra.contains_key(field) {
                    self.extra.insert(field.clone(), value.clone());
                }
            }
            for (now, before) in [
                (&mut self.assignees, &earlier.assignees),
                (&mut self.teams, &earlier.teams),
                (&mut self.contacts, &earlier.contacts),
            ] {
                keep_names(now, before);
            }
        }
        self
    }
}

/// Where this answer gave only an id, the name that an earlier one gave stays.
fn keep_names(now: &mut [Named], before: &[Named]) {
    for named in now.iter_mut().filter(|n| n.name.is_empty()) {
        if let Some(known) = before.iter().find(|b| b.id == named.id) {
            named.name.clone_from(&known.name);
        }
    }
}

/// How a case stands on the server, as far as there is positive evidence (invariant I13).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Standing {
    /// On the server and in its lists.
    Visible,
    /// Made here, not on the server yet.
    New,
    /// Soft-deleted.
    Inactive,
    /// Merged into another case.
    Merged,
    /// This person may not see it any more.
    Denied,
    /// Deleted.
    Gone,
}

/// What a person fills in for a new case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct NewCase {
    /// At most [`NAME_LIMIT`] characters, not blank.
    pub name: String,
    /// A value of the vocabulary.
    pub status: String,
    /// A value of the vocabulary.
    pub priority: String,
    /// A value of the vocabulary, or none.
    pub case_type: Option<String>,
    /// Free text.
    pub description: String,
    /// Whose case it is. Can't be changed once the server has the case (server-contract 3.4).
    pub account_id: Option<ServerId>,
    /// Who works on it.
    pub assignee_ids: Vec<ServerId>,
    /// Teams.
    #[serde(default)]
    pub team_ids: Vec<ServerId>,
    /// Whom to talk to.
    #[serde(default)]
    pub contact_ids: Vec<ServerId>,
    /// Tags. Django-CRM only.
    #[serde(default)]
    pub tag_ids: Vec<ServerId>,
}

/// One field's new value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct FieldEdit {
    /// Which.
    pub field: Field,
    /// To what; `None` empties a field that can be empty.
    pub value: Option<String>,
}

/// Who joins a set and who leaves it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SetChange {
    /// Which.
    pub set: CaseSet,
    /// Join.
    pub add: Vec<ServerId>,
    /// Leave.
    pub remove: Vec<ServerId>,
}

/// Fields that have a column of their own, and those nobody needs twice (the organization is the account's).
const KNOWN: [&str; 18] = [
    "id",
    "name",
    "status",
    "priority",
    "case_type",
    "description",
    "closed_on",
    "account",
    "contacts",
    "assigned_to",
    "teams",
    "tags",
    "created_by",
    "created_at",
    "created_on",
    "is_active",
    "org",
    "time_summary",
];

/// Has this field a column of its own?
fn has_column(field: &str) -> bool {
    KNOWN.contains(&field)
}

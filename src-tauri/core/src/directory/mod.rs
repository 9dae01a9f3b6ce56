//! What the server knows besides cases: its vocabulary, people, teams, accounts, contacts, tags and the organization's own
//! fields, as plain data.
//!
//! SQL is `table.rs`, JSON of both dialects is `wire.rs`, how what a person typed finds a name is `seek.rs`.

pub mod seek;
pub mod table;
pub mod wire;

use crate::id::{Named, ServerId};
use serde::{Deserialize, Serialize};

/// A value of a vocabulary, with the server's own words for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Choice {
    /// What is stored and sent.
    pub value: String,
    /// What is shown.
    pub label: String,
}

/// The statuses, priorities and case types the connected server announces, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vocabulary {
    /// In the server's order.
    pub statuses: Vec<Choice>,
    /// In the server's order: the most pressing last.
    pub priorities: Vec<Choice>,
    /// In the server's order.
    pub case_types: Vec<Choice>,
    /// Statuses that mean "closed" (Django-CRM counts Closed, Rejected and Duplicate so, server-contract 5).
    pub closed: Vec<String>,
    /// Statuses that mean "waiting for somebody else".
    pub waiting: Vec<String>,
}

impl Vocabulary {
    /// An unknown status counts as open: hiding work is worse than showing too much.
    #[must_use]
    pub fn is_open(&self, status: &str) -> bool {
        !self.closed.iter().any(|s| s == status)
    }

    /// Waiting for somebody else?
    #[must_use]
    pub fn is_waiting(&self, status: &str) -> bool {
        self.waiting.iter().any(|s| s == status)
    }

    /// 0 is the most pressing. An unknown priority ranks below all known ones.
    #[must_use]
    pub fn priority_rank(&self, priority: &str) -> u32 {
        let from_top = self
            .priorities
            .iter()
            .rev()
            .position(|c| c.value == priority);
        u32::try_from(from_top.unwrap_or(self.priorities.len())).unwrap_or(u32::MAX)
    }

    /// One of the top two priorities ("High and critical" of the glossary).
    #[must_use]
    pub fn is_urgent(&self, priority: &str) -> bool {
        self.priority_rank(priority) < 2 && self.priorities.iter().any(|c| c.value == priority)
    }

    /// The status's place in the server's order; unknown ones last.
    #[must_use]
    pub fn status_rank(&self, status: &str) -> u32 {
        let place = self.statuses.iter().position(|c| c.value == status);
        u32::try_from(place.unwrap_or(self.statuses.len())).unwrap_or(u32::MAX)
    }
}

/// What is short enough to be read whole: people, teams and tags.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Directory {
    /// Who can be assigned (profile ids on Django-CRM).
    pub people: Vec<Person>,
    /// Teams.
    pub teams: Vec<Named>,
    /// Tags.
    pub tags: Vec<Named>,
}

/// What a picker can look for in the mirror.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, Hash)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum LookupKind {
    /// Accounts: those the look-up shows, and those that cases refer to.
    Account,
    /// Contacts, likewise.
    Contact,
    /// Who can be assigned.
    Person,
    /// Teams.
    Team,
    /// Tags.
    Tag,
    /// Who can be mentioned in a comment; the id found is what follows the `@`.
    Mention,
}

/// Something a picker found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Found {
    /// The server's id; of a mention, the name after the `@`.
    pub id: ServerId,
    /// What to show.
    pub name: String,
    /// What tells two of one name apart, an e-mail address; may be empty.
    pub note: String,
}

/// The organization's settings that matter here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organization {
    /// The server's id.
    pub id: ServerId,
    /// Its name.
    pub name: String,
    /// An IANA name; the server renders times and closing dates in it.
    pub time_zone: Option<String>,
}

/// A member of the organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// What `assigned_to` and comments carry (the profile id on Django-CRM).
    pub id: ServerId,
    /// What `created_by` of cases and files carries (the user id on Django-CRM).
    pub user_id: Option<ServerId>,
    /// Name, else e-mail.
    pub name: String,
    /// E-mail; may be empty.
    pub email: String,
}

/// What the window needs to offer choices.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Reference {
    /// In the server's order.
    pub statuses: Vec<StatusChoice>,
    /// In the server's order.
    pub priorities: Vec<PriorityChoice>,
    /// In the server's order.
    pub case_types: Vec<Choice>,
    /// Who can be assigned.
    pub people: Vec<Named>,
    /// The first [`table::FEW`] accounts; [`crate::Core::find_named`] finds every one.
    pub accounts: Vec<Named>,
    /// Tags.
    pub tags: Vec<Named>,
    /// Teams.
    pub teams: Vec<Named>,
    /// The organization's own fields of cases.
    pub custom_fields: Vec<CustomField>,
}

/// A status to choose.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct StatusChoice {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// Counts as open.
    pub is_open: bool,
}

/// A priority to choose.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct PriorityChoice {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// One of the top two.
    pub is_urgent: bool,
}

/// A field that an organization added to its cases. Django-CRM only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct CustomField {
    /// Its key in `custom_fields`.
    pub key: String,
    /// What people call it.
    pub label: String,
    /// text, textarea, number, dropdown, date, checkbox.
    pub field_type: String,
    /// Of a dropdown: value and label.
    pub options: Vec<(String, String)>,
    /// It must have a value.
    pub is_required: bool,
}

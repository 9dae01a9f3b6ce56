//! Which cases a list shows: the filters of both dialects as one plain value.
//!
//! How they are read from a query is the dialects' business; who may see a case is `auth.rs`.

use chrono::{DateTime, Duration, Utc};
use serde_json::Value;
use uuid::Uuid;

use crate::state::Case;
use crate::words::DUPLICATE;

/// How a word is compared.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Word {
    /// Exactly.
    Is(String),
    /// Contained, without regard to case. In lower case here.
    Has(String),
}

impl Word {
    fn fits(&self, text: &str) -> bool {
        match self {
            Word::Is(word) => text == word,
            Word::Has(part) => text.to_lowercase().contains(part.as_str()),
        }
    }
}

/// What a list is asked for. Empty lists and `None` ask for nothing special.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Filter {
    /// Part of the name, in lower case.
    pub(crate) name: Option<String>,
    /// Part of name or description, in lower case.
    pub(crate) search: Option<String>,
    /// Any of these.
    pub(crate) status: Vec<Word>,
    pub(crate) priority: Option<Word>,
    pub(crate) case_type: Option<Word>,
    pub(crate) account: Option<Uuid>,
    /// Any of these profiles.
    pub(crate) assigned_to: Vec<Uuid>,
    /// Any of these tags.
    pub(crate) tags: Vec<Uuid>,
    pub(crate) from: Option<DateTime<Utc>>,
    pub(crate) until: Option<DateTime<Utc>>,
    pub(crate) breached: bool,
    /// Values of the organization's own fields, all of them.
    pub(crate) custom: Vec<(String, String)>,
    pub(crate) with_deleted: bool,
    pub(crate) with_merged: bool,
}

impl Filter {
    pub(crate) fn admits(&self, case: &Case, now: DateTime<Utc>) -> bool {
        let any = |wanted: &[Uuid], has: &[Uuid]| {
            wanted.is_empty() || wanted.iter().any(|id| has.contains(id))
        };
        (case.is_active || self.with_deleted)
            && (self.with_merged || (case.status != DUPLICATE && case.merged.is_none()))
            && self.from.is_none_or(|from| case.created_at >= from)
            && self.until.is_none_or(|until| case.created_at <= until)
            && (self.status.is_empty() || self.status.iter().any(|word| word.fits(&case.status)))
            && self
                .priority
                .as_ref()
                .is_none_or(|word| word.fits(&case.priority))
            && self.case_type.as_ref().is_none_or(|word| {
                case.case_type
                    .as_deref()
                    .is_some_and(|case_type| word.fits(case_type))
            })
            && self
                .account
                .is_none_or(|account| case.account == Some(account))
            && any(&self.assigned_to, &case.assigned_to)
            && any(&self.tags, &case.tags)
            && self
                .name
                .as_ref()
                .is_none_or(|part| case.folded.contains(part.as_str()))
            && self.search.as_ref().is_none_or(|part| mentions(case, part))
            && self
                .custom
                .iter()
                .all(|(key, value)| holds(case.custom_fields.get(key), value))
            && (!self.breached || sla(case, now).breached())
    }
}

fn holds(field: Option<&Value>, value: &str) -> bool {
    match field {
        None => false,
        Some(Value::String(text)) => text == value,
        Some(other) => {
            let written = other.to_string();
            written == value
        }
    }
}

fn mentions(case: &Case, part: &str) -> bool {
    case.folded.contains(part)
        || case
            .description
            .as_ref()
            .is_some_and(|text| text.to_lowercase().contains(part))
}

/// The promised times of a case, as they stand now.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sla {
    pub(crate) first_response: DateTime<Utc>,
    pub(crate) resolution: DateTime<Utc>,
    pub(crate) first_response_breached: bool,
    pub(crate) resolution_breached: bool,
}

impl Sla {
    pub(crate) fn breached(self) -> bool {
        self.first_response_breached || self.resolution_breached
    }
}

/// The deadlines move on while a case waits for the customer.
pub(crate) fn sla(case: &Case, now: DateTime<Utc>) -> Sla {
    let standing = case
        .paused_at
        .map_or(0, |since| (now - since).num_seconds().max(0));
    let start = case.created_at + Duration::seconds(case.paused_seconds + standing);
    let first_response = start + Duration::hours(case.sla_hours.0);
    let resolution = start + Duration::hours(case.sla_hours.1);
    Sla {
        first_response,
        resolution,
        first_response_breached: case.first_response_at.unwrap_or(now) > first_response,
        resolution_breached: case.resolved_at.unwrap_or(now) > resolution,
    }
}

//! What can happen to a case: it is opened, changed, linked to people, deleted. Both dialects come here.
//!
//! Here are the server's rules and the rows each change leaves; what a request may contain and how a refusal is worded
//! is in `checks.rs` and in the dialects. Comments and files are next door.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::state::{Case, State};
use crate::time::{self, Tick};
use crate::words::{self, CLOSED, PENDING};

/// A case to be opened.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    pub(crate) name: String,
    pub(crate) status: String,
    pub(crate) priority: String,
    pub(crate) case_type: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) account: Option<Uuid>,
    pub(crate) closed_on: Option<DateTime<Utc>>,
    pub(crate) parent: Option<Uuid>,
    pub(crate) is_problem: bool,
    pub(crate) is_active: bool,
}

/// New values for some fields; `None` leaves a field alone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Change {
    pub(crate) name: Option<String>,
    pub(crate) status: Option<String>,
    pub(crate) priority: Option<String>,
    pub(crate) case_type: Option<Option<String>>,
    pub(crate) description: Option<Option<String>>,
    pub(crate) closed_on: Option<Option<DateTime<Utc>>>,
    /// Never given by `bottlecrm`, where a case keeps its account for ever.
    pub(crate) account: Option<Option<Uuid>>,
    pub(crate) parent: Option<Option<Uuid>>,
    pub(crate) is_problem: Option<bool>,
    pub(crate) is_active: Option<bool>,
}

/// The four sets of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Link {
    Contacts,
    Teams,
    AssignedTo,
    Tags,
}

impl Link {
    /// In the order in which the server stores them.
    pub(crate) const ALL: [Link; 4] = [Link::Contacts, Link::Teams, Link::AssignedTo, Link::Tags];

    pub(crate) fn key(self) -> &'static str {
        match self {
            Link::Contacts => "contacts",
            Link::Teams => "teams",
            Link::AssignedTo => "assigned_to",
            Link::Tags => "tags",
        }
    }
}

impl State {
    /// Opens a case. `by` is a user.
    pub(crate) fn open_case(&mut self, draft: Draft, by: Option<Uuid>, tick: &mut Tick) -> Uuid {
        let id = self.ids.fresh();
        let now = tick.now();
        let is = |status: &str| draft.status == status;
        let case = Case {
            id,
            folded: draft.name.to_lowercase(),
            resolved_at: is(CLOSED).then_some(now),
            paused_at: is(PENDING).then_some(now),
            sla_hours: words::sla_hours(&draft.priority),
            name: draft.name,
            status: draft.status,
            priority: draft.priority,
            case_type: draft.case_type,
            closed_on: draft.closed_on,
            description: draft.description,
            created_by: by,
            created_at: now,
            updated_at: now,
            is_active: draft.is_active,
            account: draft.account,
            contacts: Vec::new(),
            teams: Vec::new(),
            assigned_to: Vec::new(),
            tags: Vec::new(),
            parent: draft.parent,
            is_problem: draft.is_problem,
            custom_fields: Map::new(),
            merged: None,
            watchers: Vec::new(),
            first_response_at: None,
            paused_seconds: 0,
        };
        self.cases.insert(case);
        self.trace(id, "CREATE", None, json!({}), tick);
        id
    }

    /// Changes fields, follows the rules of closing, and leaves the rows the server leaves.
    pub(crate) fn change_case(&mut self, id: Uuid, change: Change, tick: &mut Tick) {
        let Some(before) = self.cases.get(id).cloned() else {
            return;
        };
        let now = tick.now();
        self.cases.change(id, |case| apply(case, change, now));
        let Some(after) = self.cases.get(id).cloned() else {
            return;
        };
        let flips = [
            ("STATUS_CHANGED", &before.status, &after.status),
            ("PRIORITY_CHANGED", &before.priority, &after.priority),
        ];
        for (action, old, new) in flips {
            if old != new {
                self.trace(
                    id,
                    action,
                    None,
                    json!({ "after": new, "before": old }),
                    tick,
                );
            }
        }
        let changes = differences(&before, &after);
        if !changes.is_empty() {
            self.trace(id, "UPDATE", None, json!({ "changes": changes }), tick);
        }
        if before.is_active && !after.is_active {
            self.trace(id, "DELETE", None, json!({}), tick);
        }
    }

    /// Replaces one of the sets; ids nobody has are dropped without a word. New assignees leave a row, and so do old
    /// ones: the server clears the set and fills it again.
    pub(crate) fn link_case(&mut self, id: Uuid, link: Link, to: &[Uuid], tick: &mut Tick) {
        let mut known: Vec<Uuid> = to
            .iter()
            .copied()
            .filter(|target| self.has(link, *target))
            .collect();
        known.sort_unstable();
        known.dedup();
        self.sort_as_shown(link, &mut known);
        let now = tick.now();
        self.cases.change(id, |case| {
            case.updated_at = now;
            *set_of(case, link) = known.clone();
        });
        if link == Link::AssignedTo && !known.is_empty() {
            self.trace(id, "ASSIGN", None, json!({ "added": known }), tick);
        }
    }

    /// Deletes for good. Comments and files stay behind, belonging to nothing.
    pub(crate) fn delete_case(&mut self, id: Uuid, tick: &mut Tick) -> bool {
        let exists = self.cases.get(id).is_some();
        if exists {
            self.trace(id, "DELETE", None, json!({}), tick);
            self.cases.remove(id);
        }
        exists
    }

    /// Hides a case, as the bulk deletion does; false if it is hidden or gone already. `by` is a profile.
    pub(crate) fn hide_case(&mut self, id: Uuid, by: Option<Uuid>, tick: &mut Tick) -> bool {
        let shown = self.cases.get(id).is_some_and(|case| case.is_active);
        if shown {
            self.cases.change(id, |case| case.is_active = false);
            self.trace(id, "DELETE", by, json!({ "bulk": true }), tick);
        }
        shown
    }

    /// Why a case cannot hang under this parent, if it cannot.
    pub(crate) fn parent_problem(&self, case: Option<Uuid>, parent: Uuid) -> Option<&'static str> {
        if case == Some(parent) {
            return Some("A case cannot be its own parent.");
        }
        let mut above = Some(parent);
        let mut depth = 0;
        while let Some(id) = above {
            if case == Some(id) {
                return Some("Linking would create a cycle.");
            }
            depth += 1;
            above = self.cases.get(id).and_then(|case| case.parent);
        }
        (depth > 2).then_some("Linking would exceed the maximum depth of 3.")
    }

    pub(crate) fn has(&self, link: Link, id: Uuid) -> bool {
        match link {
            Link::Contacts => self.contacts.contains_key(&id),
            Link::Teams => self.team(id).is_some(),
            Link::AssignedTo => self.profile(id).is_some(),
            Link::Tags => self.tag(id).is_some(),
        }
    }

    /// Newest first, but tags by name.
    fn sort_as_shown(&self, link: Link, ids: &mut [Uuid]) {
        match link {
            Link::Contacts => ids.sort_by_key(|id| {
                std::cmp::Reverse(
                    self.contacts
                        .get(id)
                        .map(|contact| (contact.created_at, *id)),
                )
            }),
            Link::Teams => {
                ids.sort_by_key(|id| std::cmp::Reverse(self.team(*id).map(|team| team.created_at)));
            }
            Link::AssignedTo => ids.sort_by_key(|id| {
                std::cmp::Reverse(self.profile(*id).map(|person| person.created_at))
            }),
            Link::Tags => ids.sort_by_key(|id| self.tag(*id).map(|tag| tag.name.clone())),
        }
    }
}

pub(crate) fn set_of(case: &mut Case, link: Link) -> &mut Vec<Uuid> {
    match link {
        Link::Contacts => &mut case.contacts,
        Link::Teams => &mut case.teams,
        Link::AssignedTo => &mut case.assigned_to,
        Link::Tags => &mut case.tags,
    }
}

fn apply(case: &mut Case, change: Change, now: DateTime<Utc>) {
    fn put<T>(field: &mut T, value: Option<T>) {
        if let Some(value) = value {
            *field = value;
        }
    }
    let was = case.status.clone();
    put(&mut case.name, change.name);
    put(&mut case.status, change.status);
    put(&mut case.priority, change.priority);
    put(&mut case.case_type, change.case_type);
    put(&mut case.description, change.description);
    put(&mut case.closed_on, change.closed_on);
    put(&mut case.account, change.account);
    put(&mut case.parent, change.parent);
    put(&mut case.is_problem, change.is_problem);
    put(&mut case.is_active, change.is_active);
    case.updated_at = now;
    let enters = |status: &str| was != status && case.status == status;
    let leaves = |status: &str| was == status && case.status != status;
    if enters(CLOSED) {
        case.resolved_at = Some(now);
    }
    if leaves(CLOSED) {
        case.resolved_at = None;
        case.closed_on = None;
    }
    if leaves(PENDING) {
        let stood = case
            .paused_at
            .map_or(0, |since| (now - since).num_seconds());
        case.paused_seconds += stood;
        case.paused_at = None;
    }
    if was != PENDING && case.status == PENDING {
        case.paused_at = Some(now);
    }
}

/// What an `UPDATE` row tells: status and priority have rows of their own.
fn differences(before: &Case, after: &Case) -> Map<String, Value> {
    let day = |at: Option<DateTime<Utc>>| at.map(|at| at.date_naive().to_string());
    let stamp = |at: Option<DateTime<Utc>>| at.map(time::python);
    let pairs = [
        ("name", json!(before.name), json!(after.name)),
        ("account", json!(before.account), json!(after.account)),
        ("case_type", json!(before.case_type), json!(after.case_type)),
        (
            "closed_on",
            json!(day(before.closed_on)),
            json!(day(after.closed_on)),
        ),
        (
            "description",
            json!(before.description),
            json!(after.description),
        ),
        (
            "resolved_at",
            json!(stamp(before.resolved_at)),
            json!(stamp(after.resolved_at)),
        ),
    ];
    let changed = pairs.into_iter().filter(|(_, old, new)| old != new);
    changed
        .map(|(key, old, new)| (key.to_owned(), json!({ "after": new, "before": old })))
        .collect()
}

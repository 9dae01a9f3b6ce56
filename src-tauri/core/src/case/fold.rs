//! The law of the view: what is shown = `fold(what the server holds, what the person wants)`. Pure.
//!
//! `mirror.rs` applies it in the transaction that changed either side; a property test recomputes it from scratch (I5).

use super::{CaseSet, Field, ServerCase, Standing};
use crate::id::{Named, ServerId};
use crate::intent::{Intent, Payload, State};
use chrono::{DateTime, NaiveDate, Utc};

/// A case as shown: the server's, with the person's intents over it.
#[derive(Clone, Debug, PartialEq)]
pub struct Folded {
    /// The server's id, once it has one.
    pub server_id: Option<ServerId>,
    /// See [`ServerCase::name`].
    pub name: String,
    /// See [`ServerCase::status`].
    pub status: String,
    /// See [`ServerCase::priority`].
    pub priority: String,
    /// See [`ServerCase::case_type`].
    pub case_type: Option<String>,
    /// See [`ServerCase::description`]; empty where it is not known.
    pub description: String,
    /// See [`ServerCase::closed_on`].
    pub closed_on: Option<NaiveDate>,
    /// See [`ServerCase::account`].
    pub account: Option<Named>,
    /// See [`ServerCase::contacts`].
    pub contacts: Vec<Named>,
    /// See [`ServerCase::assignees`].
    pub assignees: Vec<Named>,
    /// See [`ServerCase::teams`].
    pub teams: Vec<Named>,
    /// See [`ServerCase::tags`].
    pub tags: Vec<Named>,
    /// See [`ServerCase::created_by`].
    pub created_by: Option<Named>,
    /// By the server; by this computer while it is new.
    pub created_at: DateTime<Utc>,
    /// The latest time of the case itself and of its intents; comments and files are added by `table.rs`.
    pub last_activity_at: DateTime<Utc>,
    /// How it stands.
    pub standing: Standing,
    /// Intents that wait, by choice too, are being sent or checked.
    pub pending: u32,
    /// Intents that need the person.
    pub held: u32,
    /// Comments that the intents add.
    pub comments: u32,
    /// Files that the intents add.
    pub files: u32,
}

/// What to show of a case. `None`: neither the server nor the person knows it.
///
/// `intents` are the case's, by `seq`. A held edit is shown as the person's value, too: it is marked, not taken away.
#[must_use]
pub fn fold(server: Option<(&ServerCase, Standing)>, intents: &[Intent]) -> Option<Folded> {
    let mut shown = match server {
        Some((case, standing)) => from_server(case, standing),
        None => intents.iter().find_map(from_create)?,
    };
    for intent in intents {
        match intent.state {
            State::Held if !intent.waits_by_choice() => shown.held += 1,
            _ => shown.pending += 1,
        }
        match &intent.payload {
            Payload::Edit {
                field,
                desired,
                closed_on,
                ..
            } => {
                set(&mut shown, *field, desired.as_deref(), *closed_on);
            }
            Payload::Set { set, base, desired } => {
                let members = members(&mut shown, *set);
                *members = super::set::merge(base, desired, members);
            }
            Payload::Comment { .. } => shown.comments += 1,
            Payload::Upload { .. } => shown.files += 1,
            // Seen where the comment, the file or the case itself is opened. What is to be deleted stays in sight until it
            // is: it can still be taken back.
            Payload::Create(_)
            | Payload::Delete { .. }
            | Payload::EditComment { .. }
            | Payload::DeleteComment { .. }
            | Payload::DeleteAttachment { .. }
            | Payload::Watch { .. } => {}
        }
        shown.last_activity_at = shown.last_activity_at.max(intent.created_at);
    }
    Some(shown)
}

fn members(shown: &mut Folded, set: CaseSet) -> &mut Vec<Named> {
    match set {
        CaseSet::Assignees => &mut shown.assignees,
        CaseSet::Teams => &mut shown.teams,
        CaseSet::Contacts => &mut shown.contacts,
        CaseSet::Tags => &mut shown.tags,
    }
}

fn set(shown: &mut Folded, field: Field, desired: Option<&str>, closed_on: Option<NaiveDate>) {
    let text = desired.unwrap_or_default().to_owned();
    match field {
        Field::Name => shown.name = text,
        Field::Status => {
            shown.status = text;
            // Leaving a closed status clears the date on the server, too (server-contract 3.4).
            shown.closed_on = closed_on;
        }
        Field::Priority => shown.priority = text,
        Field::CaseType => shown.case_type = desired.map(str::to_owned),
        Field::Description => shown.description = text,
        Field::ClosedOn => shown.closed_on = desired.and_then(|d| d.parse().ok()),
    }
}

fn from_server(case: &ServerCase, standing: Standing) -> Folded {
    Folded {
        server_id: Some(case.server_id.clone()),
        name: case.name.clone(),
        status: case.status.clone(),
        priority: case.priority.clone(),
        case_type: case.case_type.clone(),
        description: case.description.clone().unwrap_or_default(),
        closed_on: case.closed_on,
        account: case.account.clone(),
        contacts: case.contacts.clone(),
        assignees: case.assignees.clone(),
        teams: case.teams.clone(),
        tags: case.tags.clone(),
        created_by: case.created_by.clone(),
        created_at: case.created_at,
        last_activity_at: case.created_at,
        standing,
        pending: 0,
        held: 0,
        comments: 0,
        files: 0,
    }
}

fn from_create(intent: &Intent) -> Option<Folded> {
    let Payload::Create(new) = &intent.payload else {
        return None;
    };
    let nameless = |id: &ServerId| Named {
        id: id.clone(),
        name: String::new(),
    };
    Some(Folded {
        server_id: None,
        name: new.name.clone(),
        status: new.status.clone(),
        priority: new.priority.clone(),
        case_type: new.case_type.clone(),
        description: new.description.clone(),
        closed_on: None,
        account: new.account_id.as_ref().map(nameless),
        contacts: new.contact_ids.iter().map(nameless).collect(),
        assignees: new.assignee_ids.iter().map(nameless).collect(),
        teams: new.team_ids.iter().map(nameless).collect(),
        tags: new.tag_ids.iter().map(nameless).collect(),
        created_by: None,
        created_at: intent.created_at,
        last_activity_at: intent.created_at,
        standing: Standing::New,
        pending: 0,
        held: 0,
        comments: 0,
        files: 0,
    })
}

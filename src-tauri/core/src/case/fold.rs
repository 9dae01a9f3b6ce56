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

impl Folded {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comment::Audience;
    use crate::id::{CaseId, IntentId};
    use crate::intent::Held;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn server() -> ServerCase {
        ServerCase {
            server_id: ServerId("s".to_owned()),
            name: "Name".to_owned(),
            status: "New".to_owned(),
            priority: "Low".to_owned(),
            case_type: None,
            description: Some("Text".to_owned()),
            closed_on: None,
            account: None,
            contacts: Vec::new(),
            assignees: vec![named("a"), named("b")],
            teams: Vec::new(),
            tags: Vec::new(),
            created_by: None,
            created_at: DateTime::UNIX_EPOCH,
            is_active: true,
            extra: serde_json::Map::new(),
        }
    }

    fn named(id: &str) -> Named {
        Named {
            id: ServerId(id.to_owned()),
            name: String::new(),
        }
    }

    fn intent(seq: i64, payload: Payload, state: State) -> Intent {
        Intent {
            id: IntentId(Uuid::from_u128(u128::try_from(seq).unwrap())),
            case_id: CaseId(Uuid::nil()),
            seq,
            payload,
            state,
            attempts: 0,
            not_before: None,
            held: (state == State::Held).then_some(Held::MaybeSent),
            trouble: None,
            withdrawn: false,
            created_at: DateTime::UNIX_EPOCH,
        }
    }

    fn state() -> impl Strategy<Value = State> {
        prop_oneof![
            Just(State::Pending),
            Just(State::Sending),
            Just(State::Unknown),
            Just(State::Held)
        ]
    }

    fn payload() -> impl Strategy<Value = Payload> {
        let edit = |field| {
            "[A-C]{1,2}".prop_map(move |desired: String| Payload::Edit {
                field,
                base: None,
                desired: Some(desired),
                closed_on: None,
            })
        };
        prop_oneof![
            edit(Field::Name),
            edit(Field::Priority),
            edit(Field::Description),
            "[a-d]{0,3}".prop_map(|letters: String| Payload::Set {
                set: CaseSet::Assignees,
                base: vec![named("a"), named("b")],
                desired: letters.chars().map(|c| named(&c.to_string())).collect(),
            }),
            Just(Payload::Comment {
                audience: Audience::Public,
                text: "x".to_owned(),
                seen: None,
            }),
            Just(Payload::Watch { desired: true }),
        ]
    }

    proptest! {
        /// Nothing waits unseen, and nothing is counted twice.
        #[test]
        fn every_intent_is_counted_once(acts in prop::collection::vec((payload(), state()), 0..8)) {
            let lane: Vec<Intent> = (1..).zip(acts).map(|(n, (p, s))| intent(n, p, s)).collect();
            let case = server();
            let shown = fold(Some((&case, Standing::Visible)), &lane).unwrap();
            let count = |held: bool| lane.iter().filter(|i| (i.state == State::Held) == held).count();
            prop_assert_eq!(shown.held as usize, count(true));
            prop_assert_eq!(shown.pending as usize, count(false));
            let comments = lane.iter().filter(|i| matches!(i.payload, Payload::Comment { .. })).count();
            prop_assert_eq!(shown.comments as usize, comments);
        }

        /// The last value wanted for a field is the one that is shown; what nobody touched is the server's.
        #[test]
        fn the_last_wish_for_a_field_is_shown(acts in prop::collection::vec(payload(), 0..8)) {
            let lane: Vec<Intent> = (1..).zip(acts).map(|(n, p)| intent(n, p, State::Pending)).collect();
            let case = server();
            let shown = fold(Some((&case, Standing::Visible)), &lane).unwrap();
            let last = |wanted: Field| lane.iter().rev().find_map(|i| match &i.payload {
                Payload::Edit { field, desired, .. } if *field == wanted => desired.clone(),
                _ => None,
            });
            prop_assert_eq!(&shown.name, &last(Field::Name).unwrap_or(case.name));
            prop_assert_eq!(&shown.priority, &last(Field::Priority).unwrap_or(case.priority));
            prop_assert_eq!(&shown.status, &case.status);
        }

        /// What the server already holds changes nothing when it is wanted again: a view does not flicker when an intent is
        /// confirmed.
        #[test]
        fn confirming_an_edit_does_not_change_what_is_shown(value in "[A-C]{1,3}") {
            let edit = Payload::Edit { field: Field::Priority, base: Some("Low".to_owned()), desired: Some(value.clone()), closed_on: None };
            let before = fold(Some((&server(), Standing::Visible)), &[intent(1, edit, State::Sending)]).unwrap();
            let confirmed = ServerCase { priority: value, ..server() };
            let after = fold(Some((&confirmed, Standing::Visible)), &[]).unwrap();
            prop_assert_eq!(before.priority, after.priority);
        }
    }
}

//! What other people do on the server while the client is elsewhere: colleagues in their browsers, customers by mail.
//!
//! Each deed goes straight to the model and leaves the rows and notices the real server would leave. A deed is also
//! plain data ([`Act`]), so that a journal can write it down and play it again. The deeds by name, for tests, are in
//! `web/deeds.rs`.

mod deeds;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::body::Submission;
use crate::cases::{Change, Draft, Link};
use crate::checks;
use crate::crm::Crm;
use crate::journal::Entry;
use crate::state::{Content, Dialect, Person};
use crate::time::{self, Tick};
use crate::words::{CLOSED, words};

/// Who does something.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// The customer, by mail or through the portal.
    Customer,
    /// An agent, by profile.
    Profile(Uuid),
    /// An agent, by e-mail or the part before its `@`.
    Named(String),
}

impl From<Uuid> for Who {
    fn from(profile: Uuid) -> Who {
        Who::Profile(profile)
    }
}

impl From<&str> for Who {
    fn from(name: &str) -> Who {
        Who::Named(name.to_owned())
    }
}

impl From<&Person> for Who {
    fn from(person: &Person) -> Who {
        Who::Profile(person.profile)
    }
}

/// A case somebody opens. What is left empty is chosen: first status, `Normal`, no type.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the names say it")]
pub struct NewWebCase {
    pub name: String,
    pub status: Option<String>,
    pub priority: Option<String>,
    pub case_type: Option<String>,
    pub description: Option<String>,
    pub account: Option<Uuid>,
    pub contacts: Vec<Uuid>,
    /// Profiles.
    pub assigned_to: Vec<Uuid>,
    pub teams: Vec<Uuid>,
    pub tags: Vec<Uuid>,
}

/// A deed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Act {
    CreatesCase {
        who: Who,
        new: NewWebCase,
    },
    Patches {
        case: Uuid,
        who: Who,
        fields: Map<String, Value>,
    },
    DeletesCase {
        case: Uuid,
        who: Who,
    },
    HidesCase {
        case: Uuid,
        who: Who,
    },
    Merges {
        case: Uuid,
        into: Uuid,
        who: Who,
    },
    Comments {
        case: Uuid,
        who: Who,
        text: String,
        internal: bool,
    },
    Mails {
        case: Uuid,
        from: String,
        subject: String,
        text: String,
    },
    EditsComment {
        comment: Uuid,
        who: Who,
        text: String,
    },
    DeletesComment {
        comment: Uuid,
    },
    Attaches {
        case: Uuid,
        who: Who,
        name: String,
        text: String,
    },
    DeletesAttachment {
        attachment: Uuid,
    },
    RenamesAccount {
        account: Uuid,
        name: String,
    },
    SetsZone {
        zone: String,
    },
    ReadsNotices {
        who: Who,
    },
    RevokesTokens {
        who: Who,
    },
    Deactivates {
        who: Who,
    },
}

impl Crm {
    /// Does it. Gives back the id of what was made or touched, if that exists.
    pub fn act(&mut self, act: Act, at: DateTime<Utc>) -> Option<Uuid> {
        self.note(|| Entry::act(&act, at));
        self.perform(act, &mut Crm::tick(at))
    }

    fn perform(&mut self, act: Act, tick: &mut Tick) -> Option<Uuid> {
        let state = &mut self.state;
        let known = |done: bool, id: Uuid| done.then_some(id);
        match act {
            Act::CreatesCase { who, new } => Some(self.opens(&who, new, tick)),
            Act::Patches { case, who, fields } => {
                let exists = state.cases.get(case).is_some();
                self.patches(case, &who, fields, tick);
                known(exists, case)
            }
            Act::DeletesCase { case, .. } => known(state.delete_case(case, tick), case),
            Act::HidesCase { case, who } => {
                let by = profile_of(&state.people, &who);
                let hidden = state.hide_case(case, by, tick);
                known(hidden, case)
            }
            Act::Merges { case, into, who } => {
                let both = case != into
                    && state.cases.get(case).is_some()
                    && state.cases.get(into).is_some();
                let by = profile_of(&state.people, &who);
                if both {
                    state.merge(case, into, by, tick);
                }
                known(both, into)
            }
            Act::Comments {
                case,
                who,
                text,
                internal,
            } => {
                state.cases.get(case)?;
                let by = profile_of(&state.people, &who);
                let internal = internal && state.dialect == Dialect::Bottlecrm;
                Some(state.add_comment(case, &text, internal, by, tick))
            }
            Act::Mails {
                case,
                from,
                subject,
                text,
            } => {
                state.cases.get(case)?;
                Some(state.receive(case, &from, (&subject, &text), tick))
            }
            Act::EditsComment { comment, who, text } => {
                let by = profile_of(&state.people, &who);
                known(
                    state.edit_comment(comment, Some(&text), None, by, tick),
                    comment,
                )
            }
            Act::DeletesComment { comment } => known(state.delete_comment(comment), comment),
            Act::Attaches {
                case,
                who,
                name,
                text,
            } => {
                state.cases.get(case)?;
                let profile = profile_of(&state.people, &who);
                let by = profile
                    .and_then(|id| state.profile(id))
                    .map(|person| person.user);
                let content = Content::Given(text.into_bytes().into());
                Some(state.attach(case, &name, content, by, tick))
            }
            Act::DeletesAttachment { attachment } => known(state.detach(attachment), attachment),
            Act::RenamesAccount { account, name } => {
                state.accounts.get_mut(&account)?.name = name;
                Some(account)
            }
            Act::SetsZone { zone } => {
                time::zone_minutes(&zone)?;
                state.org.zone = zone;
                Some(state.org.id)
            }
            Act::RevokesTokens { who } => {
                let now = tick.now();
                let profile = profile_of(&state.people, &who)?;
                let theirs = state
                    .tokens
                    .iter_mut()
                    .filter(|token| token.profile == profile);
                theirs.for_each(|token| {
                    token.revoked_at.get_or_insert(now);
                });
                Some(profile)
            }
            Act::ReadsNotices { who } => {
                let now = tick.now();
                let profile = profile_of(&state.people, &who)?;
                for notice in state.notifications.iter_mut().filter(|n| n.to == profile) {
                    notice.read_at.get_or_insert(now);
                }
                Some(profile)
            }
            Act::Deactivates { who } => {
                let profile = profile_of(&state.people, &who)?;
                state
                    .people
                    .iter_mut()
                    .find(|one| one.profile == profile)?
                    .is_active = false;
                Some(profile)
            }
        }
    }

    fn opens(&mut self, who: &Who, new: NewWebCase, tick: &mut Tick) -> Uuid {
        let state = &mut self.state;
        let by = profile_of(&state.people, who).and_then(|id| state.profile(id));
        let by = by.map(|person| person.user);
        let first = words(state.dialect)
            .statuses
            .first()
            .copied()
            .unwrap_or("New");
        let status = new.status.unwrap_or_else(|| first.to_owned());
        let draft = Draft {
            name: self.free_name(&new.name),
            closed_on: (status == CLOSED).then(|| tick.now()),
            status,
            priority: new.priority.unwrap_or_else(|| "Normal".to_owned()),
            case_type: new.case_type,
            description: new.description,
            account: new.account,
            is_active: true,
            ..Draft::default()
        };
        let state = &mut self.state;
        let case = state.open_case(draft, by, tick);
        let sets = [
            (Link::Contacts, new.contacts),
            (Link::Teams, new.teams),
            (Link::AssignedTo, new.assigned_to),
            (Link::Tags, new.tags),
        ];
        for (link, ids) in sets.into_iter().filter(|(_, ids)| !ids.is_empty()) {
            state.link_case(case, link, &ids, tick);
        }
        case
    }

    /// The web forms would not let a name be taken twice: whoever types it adds a number.
    fn free_name(&self, wanted: &str) -> String {
        let longest = checks::LONGEST_NAME;
        let mut name: String = wanted.chars().take(longest).collect();
        let mut number = 2;
        while self.state.cases.named(&name).is_some() {
            let suffix = format!(" ({number})");
            let room = longest.saturating_sub(suffix.chars().count());
            name = wanted.chars().take(room).chain(suffix.chars()).collect();
            number += 1;
        }
        name
    }

    /// As a `PATCH` of this dialect would, without asking who may; a colleague who closes also fills in the date.
    fn patches(&mut self, case: Uuid, _who: &Who, fields: Map<String, Value>, tick: &mut Tick) {
        let given = Submission::of_json(fields);
        let text = |key: &str| given.text(key).map(str::to_owned);
        let free = |key: &str| {
            given
                .get(key)
                .map(|value| value.as_str().map(str::to_owned))
        };
        let stored = self.state.cases.get(case).and_then(|case| case.closed_on);
        let today = tick.now();
        let closes = given.text("status") == Some(CLOSED) && stored.is_none();
        let closed_on = match given.text("closed_on").and_then(time::parse_instant) {
            Some(at) => Some(Some(at)),
            None if closes && self.state.dialect == Dialect::Bottlecrm => {
                Some(Some(time::midnight(today.date_naive())))
            }
            None if closes => Some(Some(today)),
            None => given.get("closed_on").map(|_| None),
        };
        let change = Change {
            name: text("name"),
            status: text("status"),
            priority: text("priority"),
            case_type: free("case_type"),
            description: free("description"),
            closed_on,
            is_problem: given.flag("is_problem"),
            is_active: given.flag("is_active"),
            ..Change::default()
        };
        self.state.change_case(case, change, tick);
        for link in Link::ALL {
            if let Some(Ok(ids)) = checks::ids(&given, link.key()) {
                self.state.link_case(case, link, &ids, tick);
            }
        }
    }
}

fn profile_of(people: &[Person], who: &Who) -> Option<Uuid> {
    let found = people.iter().find(|person| match who {
        Who::Customer => false,
        Who::Profile(profile) => person.profile == *profile,
        Who::Named(name) => person.email == *name || person.handle() == name,
    });
    found.map(|person| person.profile)
}

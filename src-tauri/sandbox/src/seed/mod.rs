//! The beginnings of worlds: a small one for tests, and the demo's, which looks like a help desk's real one.
//!
//! Both are deterministic: the same arguments give the same state, id for id. The demo's people, customers and words
//! are in `names.rs`, `locales.rs` and `topics.rs`; `story.rs` invents what happened to each case; here it all is played into a
//! state, in order of time, through the same behaviors that requests use.

mod chance;
mod drawer;
pub(crate) mod files;
mod locales;
pub(crate) mod names;
mod plan;
mod plot;
mod story;
mod topics;
mod troubles;
mod wishes;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

use crate::auth::{ADMIN, ALICE, BOB};
use crate::crm::Crm;
use crate::desk::Desk;
use crate::generation::Generation;
use crate::ids::Ids;
use crate::ledger::Ledger;
use crate::state::{Account, Contact, Dialect, Org, Person, Role, State, Tag, Team};
use crate::time;

pub(crate) use self::chance::Chance;
pub use self::plan::Plan;

/// The demo's organization: nine agents in four teams, 120 customers with 260 contacts, and the cases of the last
/// eighteen months, the newest of them minutes old. `cases` is how many the server lists; a few duplicates come on top.
/// Alice, an administrator, is the demo's own person; forty open cases are hers.
pub fn demo(dialect: Dialect, cases: usize, now: DateTime<Utc>) -> Crm {
    let now = time::Tick::new(now).now();
    let mut state = story::demo(dialect, cases, now);
    drawer::fill(&mut state);
    Crm::of(state)
}

/// The world of [`Crm::new`]: three people, no case.
pub(crate) fn small(dialect: Dialect, seed: u64) -> State {
    let start = time::parse_instant("2026-01-05T08:00:00.250000Z").unwrap_or_default();
    let mut state = empty(dialect, seed, "Acme Support", start);
    let people = [
        ("ada", "Ada Admin", Role::Admin, ADMIN),
        ("alice", "Alice Agent", Role::User, ALICE),
        ("bob", "Bob Agent", Role::User, BOB),
    ];
    for (handle, name, role, token) in people {
        let profile = add_person(&mut state, handle, "example.test", name, role);
        state.issue(token, profile, &[]);
    }
    let id = |state: &State, handle: &str| state.ids.named("profile", handle);
    let (ada, alice, bob) = (id(&state, "ada"), id(&state, "alice"), id(&state, "bob"));
    add_team(&mut state, "Tier 1", "First line", vec![alice, bob]);
    add_team(&mut state, "Tier 2", "Second line", vec![ada, alice]);
    for (name, color) in [("billing", "green"), ("bug", "orange"), ("vip", "red")] {
        add_tag(&mut state, name, color);
    }
    for (name, owner) in [
        ("Nordwind Logistik GmbH", alice),
        ("Blue Harbor Foods", ada),
    ] {
        let account = add_account(&mut state, name, "DE", "Hamburg", vec![owner]);
        add_contact(
            &mut state,
            ("Jana", "Weiß"),
            "jana",
            Some(account),
            vec![owner],
        );
    }
    add_contact(&mut state, ("Tomás", "Núñez"), "tomas", None, Vec::new());
    state
}

pub(crate) fn empty(dialect: Dialect, seed: u64, name: &str, start: DateTime<Utc>) -> State {
    let ids = Ids::new(seed);
    let org = Org {
        id: ids.named("org", name),
        name: name.to_owned(),
        zone: "UTC".to_owned(),
        created_at: start,
    };
    let api_key = ids.named("key", name).to_string();
    State {
        dialect,
        ids,
        org,
        people: Vec::new(),
        tokens: Vec::new(),
        teams: Vec::new(),
        tags: Vec::new(),
        accounts: BTreeMap::new(),
        contacts: BTreeMap::new(),
        cases: Ledger::default(),
        comments: BTreeMap::new(),
        case_of_comment: BTreeMap::new(),
        attachments: BTreeMap::new(),
        case_of_attachment: BTreeMap::new(),
        paths: BTreeSet::new(),
        activities: Vec::new(),
        activities_of: BTreeMap::new(),
        notifications: Vec::new(),
        generation: Generation::default(),
        api_key,
        desk: Desk::default(),
    }
}

/// Everything of the beginning has its own moment: the `count`th thing so many seconds after the start.
fn moment(state: &State) -> DateTime<Utc> {
    let things = state.people.len()
        + state.teams.len()
        + state.tags.len()
        + state.accounts.len()
        + state.contacts.len();
    state.org.created_at + Duration::milliseconds(i64::try_from(things).unwrap_or(0) * 61_037)
}

/// The ids of a person hang on the name alone, so tests may know them.
pub(crate) fn add_person(
    state: &mut State,
    handle: &str,
    domain: &str,
    name: &str,
    role: Role,
) -> Uuid {
    let profile = state.ids.named("profile", handle);
    let person = Person {
        profile,
        user: state.ids.named("user", handle),
        email: format!("{handle}@{domain}"),
        name: name.to_owned(),
        role,
        is_active: true,
        created_at: moment(state),
        last_login: None,
    };
    state.people.push(person);
    profile
}

fn add_team(state: &mut State, name: &str, description: &str, members: Vec<Uuid>) -> Uuid {
    let id = state.ids.fresh();
    let (name, description) = (name.to_owned(), description.to_owned());
    state.teams.push(Team {
        id,
        name,
        description,
        members,
        created_at: moment(state),
    });
    id
}

fn add_tag(state: &mut State, name: &str, color: &str) -> Uuid {
    let id = state.ids.fresh();
    let (name, color) = (name.to_owned(), color.to_owned());
    state.tags.push(Tag {
        id,
        name,
        color,
        created_at: moment(state),
    });
    id
}

fn add_account(
    state: &mut State,
    name: &str,
    country: &str,
    city: &str,
    assigned_to: Vec<Uuid>,
) -> Uuid {
    const INDUSTRIES: [&str; 5] = ["MANUFACTURING", "RETAIL", "SOFTWARE", "LOGISTICS", "FOOD"];
    let id = state.ids.fresh();
    let number = state.accounts.len();
    let domain = domain_of(name, number);
    let account = Account {
        id,
        name: name.to_owned(),
        email: format!("info@{domain}"),
        phone: format!("+1 555-010-{:04}", 1000 + number),
        website: format!("https://{domain}"),
        industry: INDUSTRIES
            .get(number % INDUSTRIES.len())
            .map_or("OTHER", |one| one)
            .to_owned(),
        city: Some(city.to_owned()),
        country: Some(country.to_owned()),
        description: None,
        assigned_to,
        created_by: state.people.first().map(|person| person.user),
        created_at: moment(state),
        is_active: true,
    };
    state.accounts.insert(id, account);
    id
}

fn add_contact(
    state: &mut State,
    (first, last): (&str, &str),
    mailbox: &str,
    account: Option<Uuid>,
    assigned_to: Vec<Uuid>,
) -> Uuid {
    let id = state.ids.fresh();
    let number = state.contacts.len();
    let home = account.and_then(|id| state.accounts.get(&id));
    let domain = home
        .and_then(|account| account.email.split('@').nth(1))
        .unwrap_or("mail.example");
    let contact = Contact {
        id,
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        email: format!("{mailbox}@{domain}"),
        phone: format!("+1 555-011-{:04}", 1000 + number),
        title: None,
        account,
        assigned_to,
        created_by: state.people.first().map(|person| person.user),
        created_at: moment(state),
        is_active: true,
    };
    state.contacts.insert(id, contact);
    id
}

/// `nordwind.example`: the first word a mail address can be made of.
fn domain_of(name: &str, number: usize) -> String {
    let plain = |word: &str| word.len() > 2 && word.chars().all(|c| c.is_ascii_alphanumeric());
    match name.split([' ', '-']).find(|word| plain(word)) {
        Some(word) => format!("{}.example", word.to_lowercase()),
        None => format!("customer{number}.example"),
    }
}

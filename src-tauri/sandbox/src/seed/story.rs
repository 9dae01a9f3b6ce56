//! The demo's eighteen months: what happened to each case, invented first, then played in order of time.
//!
//! Everything goes through the behaviors that requests use, so the rows, notices, first answers and dates are those the
//! server would hold. Words are in `topics.rs`, people in `names.rs`, all throws of the dice in `chance.rs`.

use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

use super::chance::Chance;
use super::locales::{LOCALES, Locale};
use super::names::{ACCOUNTS, AGENTS, TAGS, TEAMS};
use super::plot::{Event, Plot, plot};
use super::{add_account, add_contact, add_person, add_tag, add_team, empty};
use crate::auth::{ADMIN, ALICE, BOB};
use crate::cases::{Change, Draft, Link};
use crate::state::{Content, Dialect, Role, State};
use crate::time::Tick;

/// Any number; another one gives another help desk.
const SEED: u64 = 0x005A_7C4E;
/// How far back the cases go.
pub(super) const DAYS: i64 = 548;
/// How many open cases alice has, if there are enough.
const HERS: usize = 40;
/// How many people the customers have.
const CONTACTS: usize = 260;

/// Who there is, by id, in the order of `names.rs`.
pub(super) struct Cast {
    pub(super) agents: Vec<Uuid>,
    pub(super) teams: Vec<Uuid>,
    pub(super) tags: Vec<Uuid>,
    /// With the locale and the people of each.
    pub(super) accounts: Vec<(Uuid, &'static Locale, Vec<Uuid>)>,
}

pub(super) fn demo(dialect: Dialect, cases: usize, now: DateTime<Utc>) -> State {
    let start = now - Duration::days(DAYS + 30);
    let mut state = empty(dialect, SEED, "Larkfield Support", start);
    let mut chance = Chance::new(SEED);
    let cast = people(&mut state, &mut chance);
    let ages = ages(cases, &mut chance);
    let mut plots: Vec<Plot> = Vec::with_capacity(cases);
    let mut taken = std::collections::BTreeSet::new();
    for age in ages {
        // A duplicate is in no list of the server, so another case stands in for it: `cases` counts what is listed.
        loop {
            let plot = plot(&state, &cast, now - age, now, &mut taken, &mut chance);
            let is_listed = plot.is_listed();
            plots.push(plot);
            if is_listed {
                break;
            }
        }
    }
    give_alice_hers(&cast, &mut plots, &mut chance);
    play(&mut state, &cast, plots);
    let seen_until = now - Duration::days(2);
    for notice in state
        .notifications
        .iter_mut()
        .filter(|notice| notice.at < seen_until)
    {
        notice.read_at = Some(notice.at + Duration::minutes(25));
    }
    state
}

fn people(state: &mut State, chance: &mut Chance) -> Cast {
    let mut agents = Vec::new();
    for (handle, name, is_admin) in AGENTS {
        let role = if is_admin { Role::Admin } else { Role::User };
        agents.push(add_person(state, handle, "larkfield.example", name, role));
    }
    for (token, who) in [(ADMIN, 0), (ALICE, 1), (BOB, 2)] {
        if let Some(profile) = agents.get(who) {
            state.issue(token, *profile, &[]);
        }
    }
    let mut teams = Vec::new();
    for (name, purpose, members) in TEAMS {
        let members = members
            .iter()
            .filter_map(|at| agents.get(*at).copied())
            .collect();
        teams.push(add_team(state, name, purpose, members));
    }
    let tags = TAGS
        .into_iter()
        .map(|(name, color)| add_tag(state, name, color))
        .collect();
    let mut accounts = Vec::new();
    for (locale, country, city, name) in ACCOUNTS {
        let Some(locale) = LOCALES.get(*locale) else {
            continue;
        };
        let owner = chance.pick(&agents);
        let account = add_account(state, name, country, city, vec![owner]);
        accounts.push((account, locale, Vec::new()));
    }
    for number in 0..CONTACTS {
        let at = if number < accounts.len() {
            number
        } else {
            chance.below(accounts.len())
        };
        let Some((account, locale, people)) = accounts.get_mut(at) else {
            continue;
        };
        let (first, last) = (chance.pick(locale.first), chance.pick(locale.last));
        let mailbox = format!("{}.{}", first.1, last.1);
        people.push(add_contact(
            state,
            (first.0, last.0),
            &mailbox,
            Some(*account),
            Vec::new(),
        ));
    }
    Cast {
        agents,
        teams,
        tags,
        accounts,
    }
}

/// How old the cases are, oldest first: evenly spread, a little denser lately, the newest only minutes old.
fn ages(cases: usize, chance: &mut Chance) -> Vec<Duration> {
    let span = DAYS * 24 * 60;
    let mut minutes: Vec<i64> = (0..cases)
        .map(|number| match number {
            0..8 => chance.between(4, 14) + i64::try_from(number).unwrap_or(0) * 55,
            _ => chance.between(600, span).min(chance.between(600, span * 3)),
        })
        .collect();
    minutes.sort_unstable_by(|a, b| b.cmp(a));
    let mut seconds = || chance.between(0, 59_999_999);
    minutes
        .into_iter()
        .map(|m| Duration::minutes(m) + Duration::microseconds(seconds()))
        .collect()
}

/// Takes open cases until alice has her forty, or a third of all that are open.
fn give_alice_hers(cast: &Cast, plots: &mut [Plot], chance: &mut Chance) {
    let Some(alice) = cast.agents.get(1).copied() else {
        return;
    };
    let mut open: Vec<&mut Plot> = plots.iter_mut().filter(|plot| plot.is_open).collect();
    for plot in &mut open {
        plot.assigned_to.retain(|agent| *agent != alice);
    }
    let wanted = HERS.min(open.len() / 3);
    for _ in 0..wanted {
        let at = chance.below(open.len());
        if at < open.len() {
            let plot = open.swap_remove(at);
            plot.assigned_to.insert(0, alice);
            plot.assigned_to.truncate(2);
            if !plot
                .events
                .iter()
                .any(|(_, event)| matches!(event, Event::Assign))
            {
                plot.events
                    .insert(0, (plot.at + Duration::seconds(40), Event::Assign));
            }
        }
    }
}

/// All events of all cases, in order of time.
fn play(state: &mut State, cast: &Cast, plots: Vec<Plot>) {
    let mut events: Vec<(DateTime<Utc>, usize, usize)> = Vec::new();
    for (at, plot) in plots.iter().enumerate() {
        events.push((plot.at, at, 0));
        for (number, (when, _)) in plot.events.iter().enumerate() {
            events.push((*when, at, number + 1));
        }
    }
    events.sort_unstable();
    let mut ids: Vec<Option<Uuid>> = vec![None; plots.len()];
    for (when, at, number) in events {
        let mut tick = Tick::new(when);
        let Some(plot) = plots.get(at) else { continue };
        if number == 0 {
            let case = open(state, plot, &mut tick);
            if let Some(slot) = ids.get_mut(at) {
                *slot = Some(case);
            }
        } else if let (Some((_, event)), Some(Some(case))) =
            (plot.events.get(number - 1), ids.get(at))
        {
            happen(state, cast, *case, event, plot, &mut tick);
        }
    }
}

fn open(state: &mut State, plot: &Plot, tick: &mut Tick) -> Uuid {
    let by = plot
        .created_by
        .and_then(|profile| state.profile(profile))
        .map(|person| person.user);
    let draft = Draft {
        name: plot.name.clone(),
        status: "New".to_owned(),
        priority: plot.priority.to_owned(),
        case_type: plot.case_type.map(str::to_owned),
        description: Some(plot.description.clone()),
        account: Some(plot.account),
        is_active: true,
        ..Draft::default()
    };
    let case = state.open_case(draft, by, tick);
    let sets = [
        (Link::Contacts, &plot.contacts),
        (Link::Teams, &plot.teams),
        (Link::Tags, &plot.tags),
    ];
    for (link, ids) in sets.into_iter().filter(|(_, ids)| !ids.is_empty()) {
        state.link_case(case, link, ids, tick);
    }
    case
}

fn happen(state: &mut State, cast: &Cast, case: Uuid, event: &Event, plot: &Plot, tick: &mut Tick) {
    match event {
        Event::Assign => {
            state.link_case(case, Link::AssignedTo, &plot.assigned_to, tick);
        }
        // The described server knows no notes, so nobody wrote any.
        Event::Comment { internal: true, .. } if state.dialect == Dialect::Documented => {}
        Event::Comment { text, internal, by } => {
            state.add_comment(case, text, *internal, *by, tick);
        }
        Event::Attach { name, number, by } => {
            let by = by
                .and_then(|profile| state.profile(profile))
                .map(|person| person.user);
            state.attach(case, name, Content::Made(*number), by, tick);
        }
        Event::Status { status, closed_on } => {
            let moment = (state.dialect == Dialect::Documented).then(|| tick.now());
            let change = Change {
                status: Some((*status).to_owned()),
                closed_on: closed_on.map(|day| Some(moment.unwrap_or(day))),
                ..Change::default()
            };
            state.change_case(case, change, tick);
        }
        Event::Watch => {
            if let Some(alice) = cast.agents.get(1) {
                state.watch(case, *alice, "manual", tick);
            }
        }
    }
}

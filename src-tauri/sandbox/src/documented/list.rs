//! Pages: `{count, next, previous, results}`, of cases and of everything else.
//!
//! `next` and `previous` carry `limit` and `offset` only, as in the description's example, where the filters are gone:
//! who follows them blindly leaves the filter. All filters compare parts of words, without case.

use serde_json::json;
use uuid::Uuid;

use super::Call;
use super::rows::Rows;
use crate::filter::{Filter, Word};
use crate::json::Json;
use crate::message::Request;
use crate::reply::{self, Reply};
use crate::state::Case;

/// How many rows a page has if nobody says.
const PAGE: usize = 10;

pub(super) fn cases(call: &mut Call<'_>) -> Reply {
    let state = &*call.state;
    let text = |name: &str| call.request.arg(name).filter(|text| !text.is_empty());
    let part = |name: &str| text(name).map(|word| Word::Has(word.to_lowercase()));
    let mut filter = Filter {
        name: text("name").map(str::to_lowercase),
        status: part("status").into_iter().collect(),
        priority: part("priority"),
        case_type: part("case_type"),
        ..Filter::default()
    };
    let id = |name: &str, text: &str| {
        let wrong = || reply::field(name, &format!("“{text}” is not a valid UUID."));
        Uuid::parse_str(text).map_err(|_| wrong())
    };
    if let Some(text) = text("account") {
        filter.account = Some(id("account", text)?);
    }
    if let Some(text) = text("assigned_to") {
        let user = id("assigned_to", text)?;
        let profile = state.user(user).map_or(user, |person| person.profile);
        filter.assigned_to = vec![profile];
    }
    let sees = |case: &&Case| filter.admits(case, call.request.at) && call.caller.may_read(case);
    let cases: Vec<&Case> = state.cases.newest_first().filter(sees).collect();
    let rows = Rows { state };
    page(call, &cases, |j, case| rows.row(j, case))
}

pub(super) fn users(call: &mut Call<'_>) -> Reply {
    let rows = Rows { state: call.state };
    let all: Vec<_> = call.state.people.iter().collect();
    page(call, &all, |j, person| rows.user(j, person))
}

pub(super) fn teams(call: &mut Call<'_>) -> Reply {
    let rows = Rows { state: call.state };
    let all: Vec<_> = call.state.teams.iter().collect();
    page(call, &all, |j, team| rows.team(j, team))
}

pub(super) fn accounts(call: &mut Call<'_>) -> Reply {
    let rows = Rows { state: call.state };
    let name = call.request.arg("name").unwrap_or_default().to_lowercase();
    let all = call.state.accounts.values();
    let all: Vec<_> = all
        .filter(|one| one.name.to_lowercase().contains(&name))
        .collect();
    page(call, &all, |j, account| rows.account(j, account))
}

pub(super) fn contacts(call: &mut Call<'_>) -> Reply {
    let rows = Rows { state: call.state };
    let all: Vec<_> = call.state.contacts.values().collect();
    page(call, &all, |j, contact| rows.contact(j, contact))
}

fn page<T>(call: &Call<'_>, all: &[&T], mut each: impl FnMut(&mut Json, &T)) -> Reply {
    let (limit, offset) = paging(call.request);
    let path = &call.request.path;
    let link = |offset: usize| json!(format!("{path}?limit={limit}&offset={offset}"));
    let end = offset.saturating_add(limit);
    let next = if end < all.len() {
        link(end)
    } else {
        json!(null)
    };
    let previous = if offset > 0 {
        link(offset.saturating_sub(limit))
    } else {
        json!(null)
    };
    let results = all.iter().skip(offset).take(limit);
    let mut j = Json::new(call.state.zone(), 400 + limit.min(all.len()) * 700);
    j.object(|j| {
        j.key("count").number(all.len());
        j.key("next").value(&next);
        j.key("previous").value(&previous);
        j.key("results").list(results, |j, one| each(j, one));
    });
    Ok(reply::json_text(200, j.finish()))
}

fn paging(request: &Request) -> (usize, usize) {
    let number = |name| {
        request
            .arg(name)
            .and_then(|text| text.parse::<usize>().ok())
    };
    (
        number("limit").filter(|limit| *limit > 0).unwrap_or(PAGE),
        number("offset").unwrap_or(0),
    )
}

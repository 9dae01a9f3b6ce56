//! `GET /api/cases/` and its relative `GET /api/cases/watching/`.
//!
//! The paging has quirks that clients must live with: no maximum of `limit`, a meaningless `offset` in the answer,
//! unknown orderings and unknown parameters ignored without a word.

use std::cmp::Ordering;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::Call;
use super::rows::Rows;
use crate::filter::{Filter, Word};
use crate::generation::Generation;
use crate::message::{Request, Response};
use crate::reply::{self, Reply};
use crate::state::Case;
use crate::words::words;

/// How many rows a page has if nobody says.
pub(super) const PAGE: usize = 10;

pub(super) fn list(call: &mut Call<'_>) -> Reply {
    let request = call.request;
    let mut filter = read_filter(request, call.caller.is_admin())?;
    // Before the help desk, nothing was hidden.
    let open = call.state.generation < Generation::G;
    filter.with_deleted |= open;
    filter.with_merged |= open;
    let (now, caller) = (call.at(), call.caller);
    let state = &*call.state;
    let mut cases: Vec<&Case> = state
        .cases
        .newest_first()
        .filter(|case| filter.admits(case, now) && caller.may_read(case))
        .collect();
    let (limit, offset) = paging(request);
    order(&mut cases, request.arg("ordering"));
    let page: Vec<&Case> = cases.iter().skip(offset).take(limit).copied().collect();

    let open_words = words(state.dialect).open;
    let open = || {
        cases
            .iter()
            .filter(|case| open_words.contains(&case.status.as_str()))
    };
    let rows = Rows::new(state, now);
    let mut j = rows.json(2_000 + page.len() * 6_000);
    j.object(|j| {
        j.key("open_count").number(open().count());
        j.key("urgent_count")
            .number(open().filter(|case| case.priority == "Urgent").count());
        let unanswered = open().filter(|case| case.first_response_at.is_none());
        j.key("awaiting_first_reply").number(unanswered.count());
        j.key("cases_count").number(cases.len());
        j.key("offset");
        match garbage_offset(
            cases.iter().map(|case| case.id),
            page.last().map(|case| case.id),
        ) {
            Some(offset) => j.number(offset),
            None => j.null(),
        }
        j.key("cases").list(page, |j, case| rows.case(j, case));
        rows.vocabulary(j);
        if request.arg("slim") != Some("true") {
            j.key("accounts_list")
                .list(state.accounts.values().rev(), |j, account| {
                    rows.account(j, account, false);
                });
            j.key("contacts_list")
                .list(state.contacts.values().rev(), |j, contact| {
                    rows.contact(j, contact);
                });
        }
        j.key("users");
        rows.users(j, !caller.is_admin());
    });
    Ok(reply::json_text(200, j.finish()))
}

/// Not paged.
pub(super) fn watching(call: &mut Call<'_>) -> Reply {
    let me = call.caller.person.profile;
    let rows = Rows::new(call.state, call.at());
    let watched =
        |case: &&Case| case.is_active && case.watchers.iter().any(|watcher| watcher.profile == me);
    let cases: Vec<&Case> = call.state.cases.newest_first().filter(watched).collect();
    let mut j = rows.json(cases.len() * 5_000);
    j.object(|j| {
        j.key("cases").list(&cases, |j, case| rows.case(j, case));
        j.key("count").number(cases.len());
    });
    Ok(reply::json_text(200, j.finish()))
}

/// `limit` and `offset`: what makes no sense is taken as if it were not there.
pub(super) fn paging(request: &Request) -> (usize, usize) {
    let number = |name| {
        request
            .arg(name)
            .and_then(|text| text.trim().parse::<usize>().ok())
    };
    (
        number("limit").filter(|limit| *limit > 0).unwrap_or(PAGE),
        number("offset").unwrap_or(0),
    )
}

/// The server counts the rows whose id is not smaller than the page's last one: it made sense when ids were numbers.
/// Nothing if that is all of them; zero if the page is empty.
pub(super) fn garbage_offset(all: impl Iterator<Item = Uuid>, last: Option<Uuid>) -> Option<usize> {
    let Some(last) = last else { return Some(0) };
    let (mut greater, mut total) = (0, 0);
    for id in all {
        total += 1;
        if id >= last {
            greater += 1;
        }
    }
    (greater != total).then_some(greater)
}

/// `cases` come newest first, and stay so unless a known order is asked for.
fn order(cases: &mut [&Case], ordering: Option<&str>) {
    let by: fn(&Case, &Case) -> Ordering = match ordering.unwrap_or_default() {
        "created_at" => |a, b| (a.created_at, a.id).cmp(&(b.created_at, b.id)),
        "priority" => |a, b| a.priority.cmp(&b.priority),
        "-priority" => |a, b| b.priority.cmp(&a.priority),
        "id" => |a, b| a.id.cmp(&b.id),
        "-id" => |a, b| b.id.cmp(&a.id),
        "name" => |a, b| a.name.cmp(&b.name),
        "-name" => |a, b| b.name.cmp(&a.name),
        _ => return,
    };
    cases.sort_by(|a, b| by(a, b).then_with(|| b.id.cmp(&a.id)));
}

pub(super) fn read_filter(request: &Request, is_admin: bool) -> Result<Filter, Response> {
    let text = |name: &str| request.arg(name).filter(|text| !text.is_empty());
    let yes = |name: &str| text(name).is_some_and(|text| text.eq_ignore_ascii_case("true"));
    let exact = |name: &str| text(name).map(|word| Word::Is(word.to_owned()));
    let id = |name: &str, text: &str| {
        let wrong = || reply::field(name, &format!("'{text}' is not a valid id."));
        Uuid::parse_str(text).map_err(|_| wrong())
    };
    let ids = |name: &str| -> Result<Vec<Uuid>, Response> {
        request
            .args(name)
            .filter(|text| !text.is_empty())
            .map(|text| id(name, text))
            .collect()
    };
    let instant = |name: &str| -> Result<Option<DateTime<Utc>>, Response> {
        let Some(text) = text(name) else {
            return Ok(None);
        };
        let wrong = || {
            reply::field(
                name,
                &format!("'{text}' is not a valid date. Use YYYY-MM-DD."),
            )
        };
        crate::time::parse_instant(text).map(Some).ok_or_else(wrong)
    };
    Ok(Filter {
        name: text("name").map(str::to_lowercase),
        search: text("search").map(str::to_lowercase),
        status: request
            .args("status")
            .filter(|text| !text.is_empty())
            .map(|word| Word::Is(word.to_owned()))
            .collect(),
        priority: exact("priority"),
        case_type: exact("case_type"),
        account: text("account")
            .map(|text| id("account", text))
            .transpose()?,
        assigned_to: ids("assigned_to")?,
        tags: ids("tags")?,
        from: instant("created_at__gte")?,
        until: instant("created_at__lte")?,
        breached: yes("sla_breached"),
        custom: request
            .query
            .iter()
            .filter_map(|(key, value)| Some((key.strip_prefix("cf_")?.to_owned(), value.clone())))
            .collect(),
        with_deleted: yes("include_deleted") && is_admin,
        with_merged: yes("show_merged"),
    })
}

//! What happened, and who wants to know: activity rows of the organization and of a case, watching, notices.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use super::Call;
use super::list::{garbage_offset, paging};
use super::rows::Rows;
use crate::activity;
use crate::auth::Caller;
use crate::reply::{self, Reply};
use crate::state::{Activity, Notification};
use crate::time;

/// The most rows the feed of the organization gives, whatever is asked.
const FEED: usize = 50;
/// The most notices at once.
const NOTICES: usize = 100;

/// Newest first; every member sees all of it, and no offset is known.
pub(super) fn of_org(call: &mut Call<'_>) -> Reply {
    let (limit, _) = paging(call.request);
    let wanted = call
        .request
        .arg("entity_type")
        .is_none_or(|kind| kind == "Case");
    let rows = Rows::new(call.state, call.at());
    let some: Vec<&Activity> = call
        .state
        .activities
        .iter()
        .rev()
        .filter(|_| wanted)
        .take(limit.min(FEED))
        .collect();
    let mut j = rows.json(20_000);
    j.object(|j| {
        j.key("error").bool(false);
        j.key("count").number(some.len());
        j.key("activities").list(some, |j, row| {
            j.object(|j| {
                j.key("id").id(row.id);
                j.key("user");
                match row.by.and_then(|id| rows.state.profile(id)) {
                    Some(person) => j.object(|j| {
                        j.key("id").id(person.user);
                        j.key("email").text(&person.email);
                        j.key("name").text(person.handle());
                        j.key("profile_pic").null();
                    }),
                    None => j.null(),
                }
                j.key("action").text(&row.action);
                j.key("action_display")
                    .text(&activity::display(&row.action));
                j.key("entity_type").text("Case");
                j.key("entity_id").id(row.case);
                j.key("entity_name").text(&row.case_name);
                j.key("description").text("");
                j.key("timestamp").time(row.at);
                j.key("humanized_time").text(&time::ago(row.at, rows.now));
            });
        });
    });
    Ok(reply::json_text(200, j.finish()))
}

/// The newest rows as the dashboard shows them.
pub(super) fn newest(call: &Call<'_>, count: usize) -> Vec<Value> {
    let zone = call.state.zone();
    let rows = call.state.activities.iter().rev().take(count);
    rows.map(|row| {
        let person = row.by.and_then(|id| call.state.profile(id));
        let user = person.map(|person| {
            json!({
                "id": person.user, "email": person.email, "name": person.handle(),
                "profile_pic": null,
            })
        });
        json!({
            "id": row.id, "user": user, "action": row.action,
            "action_display": activity::display(&row.action), "entity_type": "Case",
            "entity_id": row.case, "entity_name": row.case_name, "description": "",
            "timestamp": time::iso(row.at, zone), "humanized_time": time::ago(row.at, call.at()),
        })
    })
    .collect()
}

pub(super) fn of_case(call: &mut Call<'_>, id: Uuid) -> Reply {
    call.case(id, Caller::may_read)?;
    let (limit, offset) = paging(call.request);
    let all: Vec<&Activity> = call.state.history(id).collect();
    let page: Vec<&Activity> = all.iter().skip(offset).take(limit).copied().collect();
    let rows = Rows::new(call.state, call.at());
    let mut j = rows.json(10_000);
    j.object(|j| {
        j.key("activities")
            .list(&page, |j, row| rows.activity(j, row));
        j.key("count").number(all.len());
        j.key("offset");
        match garbage_offset(all.iter().map(|row| row.id), page.last().map(|row| row.id)) {
            Some(offset) => j.number(offset),
            None => j.null(),
        }
    });
    Ok(reply::json_text(200, j.finish()))
}

pub(super) fn watch(call: &mut Call<'_>, id: Uuid) -> Reply {
    let me = readable(call, id)?;
    let is_new = call.state.watch(id, me, "manual", &mut call.tick);
    let case = call.state.cases.get(id);
    let mine = case.and_then(|case| case.watchers.iter().find(|watcher| watcher.profile == me));
    let via = mine.map(|watcher| watcher.via.as_str()).unwrap_or_default();
    let body = json!({ "watching": true, "subscribed_via": via });
    Ok(reply::json_value(if is_new { 201 } else { 200 }, &body))
}

pub(super) fn unwatch(call: &mut Call<'_>, id: Uuid) -> Reply {
    let me = readable(call, id)?;
    call.state.unwatch(id, me);
    Ok(reply::empty(204))
}

/// Watching answers 404 where the other calls answer 403.
fn readable(call: &Call<'_>, id: Uuid) -> Result<Uuid, crate::message::Response> {
    let case = call
        .state
        .cases
        .get(id)
        .filter(|case| call.caller.may_read(case));
    case.map(|_| call.caller.person.profile)
        .ok_or_else(|| reply::detail(404, "No Case matches the given query."))
}

pub(super) fn watchers(call: &mut Call<'_>, id: Uuid) -> Reply {
    let case = call.case(id, Caller::may_read)?;
    let watchers: Vec<Value> = case
        .watchers
        .iter()
        .filter_map(|watcher| {
            let person = call.state.profile(watcher.profile)?;
            Some(json!({
                "id": watcher.id, "profile_id": person.profile, "user_id": person.user,
                "name": person.email, "email": person.email, "subscribed_via": watcher.via,
                "created_at": time::iso(watcher.created_at, call.state.zone()),
            }))
        })
        .collect();
    let count = watchers.len();
    Ok(reply::json_value(
        200,
        &json!({ "watchers": watchers, "count": count }),
    ))
}

/// `?since=&unread=true&limit=`, newest first.
pub(super) fn notifications(call: &mut Call<'_>) -> Reply {
    let me = call.caller.person.profile;
    let request = call.request;
    let since = request.arg("since").and_then(time::parse_instant);
    let unread_only = request.arg("unread") == Some("true");
    let limit = request
        .arg("limit")
        .and_then(|text| text.parse().ok())
        .unwrap_or(20);
    let rows = Rows::new(call.state, call.at());
    let mine = || {
        call.state
            .notifications
            .iter()
            .rev()
            .filter(|notice| notice.to == me)
    };
    let unread = mine().filter(|notice| notice.read_at.is_none()).count();
    let some: Vec<&Notification> = mine()
        .filter(|notice| since.is_none_or(|since| notice.at > since))
        .filter(|notice| !unread_only || notice.read_at.is_none())
        .take(limit.min(NOTICES))
        .collect();
    let mut j = rows.json(10_000);
    j.object(|j| {
        j.key("count").number(some.len());
        j.key("unread_count").number(unread);
        j.key("results").list(some, |j, notice| {
            j.object(|j| {
                j.key("id").id(notice.id);
                j.key("verb").text(&notice.verb);
                j.key("actor");
                rows.author(j, notice.by);
                j.key("entity_type").text("Case");
                j.key("entity_id").id(notice.case);
                j.key("entity_name").text(&notice.case_name);
                j.key("data")
                    .value(&json!({ "comment_excerpt": notice.excerpt }));
                j.key("link").text(&format!("/tickets/{}", notice.case));
                j.key("read_at").time_or_null(notice.read_at);
                j.key("created_at").time(notice.at);
            });
        });
    });
    Ok(reply::json_text(200, j.finish()))
}

pub(super) fn read_one(call: &mut Call<'_>, id: Uuid) -> Reply {
    let at = call.tick.now();
    if read(call, at, Some(id)) == 0 {
        return Err(reply::detail(
            404,
            "No Notification matches the given query.",
        ));
    }
    Ok(reply::json_value(200, &json!({ "error": false })))
}

pub(super) fn read_all(call: &mut Call<'_>) -> Reply {
    let at = call.tick.now();
    let count = read(call, at, None);
    Ok(reply::json_value(
        200,
        &json!({ "error": false, "updated": count }),
    ))
}

fn read(call: &mut Call<'_>, at: DateTime<Utc>, only: Option<Uuid>) -> usize {
    let me = call.caller.person.profile;
    let mine = call
        .state
        .notifications
        .iter_mut()
        .filter(|notice| notice.to == me);
    let some = mine.filter(|notice| only.is_none_or(|id| notice.id == id));
    some.map(|notice| notice.read_at.get_or_insert(at)).count()
}

//! What an older server lacks: calls, methods, arguments, keys. Put around the views, which know the current server only.
//!
//! Where the contract is silent about an older generation, it is taken to be as the current one.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::route::{Found, Route};
use crate::attachments;
use crate::generation::Generation::{self, D, E, G, H};
use crate::message::{Method, Request, Response, percent_encode};
use crate::reply;
use crate::state::State;

/// Keys of a list that came with the current generation.
const LIST_OF_H: [&str; 4] = [
    "open_count",
    "urgent_count",
    "awaiting_first_reply",
    "users",
];
/// Keys of a detail that came with the help desk.
const DETAIL_OF_G: [&str; 6] = [
    "internal_notes",
    "solutions",
    "activities",
    "email_messages",
    "merged_from_cases",
    "custom_field_definitions",
];
/// Keys of a case that came with the help desk.
const CASE_OF_G: [&str; 18] = [
    "custom_fields",
    "escalation_count",
    "last_escalation_fired_at",
    "sla_first_response_hours",
    "sla_resolution_hours",
    "first_response_at",
    "resolved_at",
    "sla_paused_at",
    "first_response_sla_deadline",
    "resolution_sla_deadline",
    "is_sla_first_response_breached",
    "is_sla_resolution_breached",
    "parent",
    "is_problem",
    "parent_summary",
    "child_count",
    "time_summary",
    "is_internal",
];

/// The request without the arguments this generation does not know, which a real one ignores too.
pub(super) fn before<'a>(request: &'a Request, generation: Generation) -> Cow<'a, Request> {
    let since = |name: &str| match name {
        "slim" => H,
        "ordering" | "include_deleted" | "show_merged" | "sla_breached" => G,
        "search" | "tags" | "created_at__gte" | "created_at__lte" => E,
        name if name.starts_with("cf_") => G,
        _ => D,
    };
    let known = |(name, _): &(String, String)| since(name) <= generation;
    if request.query.iter().all(known) {
        return Cow::Borrowed(request);
    }
    let mut request = request.clone();
    request.query.retain(known);
    Cow::Owned(request)
}

/// Whether there is such a call in this generation.
pub(super) fn has(found: Found, generation: Generation) -> bool {
    let since = match found {
        Found::Line(line, _) => line.since,
        Found::Route(route) => match route {
            Route::Download(_) => H,
            Route::CaseActivities(_)
            | Route::Watch(_)
            | Route::Watchers(_)
            | Route::Watching
            | Route::Merge(..)
            | Route::Unmerge(_)
            | Route::BulkUpdate
            | Route::BulkDelete
            | Route::Activities
            | Route::Notifications
            | Route::NotificationRead(_)
            | Route::NotificationsReadAll => G,
            Route::Tags | Route::OrgSettings => E,
            _ => D,
        },
        Found::NeedsSlash | Found::Nothing => D,
    };
    since <= generation
}

/// The methods of a call in this generation: the oldest has no `PATCH`.
pub(super) fn methods(allow: &'static [Method], generation: Generation) -> Vec<Method> {
    let known = |method: &&Method| generation > D || **method != Method::Patch;
    allow.iter().filter(known).copied().collect()
}

/// Three generations could not edit a comment by `PUT`: it crashed.
pub(super) fn crashes(found: Found, method: Method, generation: Generation) -> bool {
    let edits = matches!(found, Found::Route(Route::Comment(_))) && method == Method::Put;
    edits && (E..H).contains(&generation)
}

/// Files lie open under `/media/` until the current generation, for whoever has a token.
pub(super) fn media(state: &State, request: &Request) -> Option<Response> {
    if state.generation == H || !request.path.starts_with("/media/") {
        return None;
    }
    let mut files = state.attachments.values().flatten();
    let wanted = |path: &str| path == request.path || percent_encode(path, b"/") == request.path;
    let file = files.find(|file| wanted(&file.path))?;
    let bytes = attachments::bytes(file).to_vec();
    let kind = attachments::guessed_type(&file.name);
    Some(reply::with_type(200, kind, bytes))
}

/// The answer without the keys this generation does not know.
pub(super) fn after(mut response: Response, generation: Generation) -> Response {
    let is_json = response.header("content-type") == Some("application/json");
    if generation == H || !is_json || response.status >= 300 {
        return response;
    }
    let mut body = response.json();
    if let Value::Object(keys) = &mut body {
        let is_list = keys.contains_key("cases") && keys.contains_key("cases_count");
        drop_all(keys, if is_list { &LIST_OF_H } else { &[] });
        if keys.contains_key("cases_obj") && generation < G {
            drop_all(keys, &DETAIL_OF_G);
        }
    }
    if generation < G {
        strip(&mut body, generation);
    }
    response.body = body.to_string().into_bytes();
    response
}

fn drop_all(keys: &mut Map<String, Value>, names: &[&str]) {
    for name in names {
        keys.shift_remove(*name);
    }
}

/// Takes the newer keys out of every case and comment, however deep.
fn strip(value: &mut Value, generation: Generation) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(|one| strip(one, generation)),
        Value::Object(keys) => {
            if keys.contains_key("sla_first_response_hours") {
                drop_all(keys, &CASE_OF_G);
                drop_all(keys, if generation == D { &["tags"] } else { &[] });
            }
            if keys.contains_key("commented_on") {
                keys.shift_remove("is_internal");
                let author = keys.get("commented_by").and_then(|one| one.get("id"));
                let author = author.cloned().unwrap_or_default();
                keys.insert("commented_by".to_owned(), author);
            }
            if generation == D && keys.get("content_type") == Some(&Value::from("case")) {
                keys.shift_remove("content_type");
                keys.shift_remove("org");
                let case = keys.shift_remove("object_id").unwrap_or_default();
                keys.insert("case".to_owned(), case);
            }
            keys.values_mut().for_each(|one| strip(one, generation));
        }
        _ => {}
    }
}

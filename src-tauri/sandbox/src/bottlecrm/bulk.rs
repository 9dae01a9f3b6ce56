//! The side doors: changing and hiding many cases at once (no permission is asked, any text is a status), and merging.

use serde_json::{Value, json};
use uuid::Uuid;

use super::Call;
use super::rows::Rows;
use crate::body;
use crate::cases::{Change, Link};
use crate::checks;
use crate::message::Response;
use crate::reply::{self, Reply};
use crate::time;

const FIELDS: [&str; 6] = [
    "status",
    "priority",
    "case_type",
    "closed_on",
    "assigned_to",
    "tags",
];

pub(super) fn update(call: &mut Call<'_>) -> Reply {
    let given = body::read(call.request)?;
    let cases = ids(&given)?;
    let fields = given
        .get("fields")
        .and_then(Value::as_object)
        .cloned()
        .unwrap_or_default();
    let unknown: Vec<String> = fields
        .keys()
        .filter(|key| !FIELDS.contains(&key.as_str()))
        .map(|key| format!("'{key}'"))
        .collect();
    if !unknown.is_empty() {
        let text = format!("Unsupported fields: [{}]", unknown.join(", "));
        return Err(reply::errors(400, text));
    }
    let fields = body::Submission::of_json(fields);
    let text = |key: &str| fields.text(key).map(str::to_owned);
    let change = Change {
        status: text("status"),
        priority: text("priority"),
        case_type: fields
            .get("case_type")
            .map(|value| value.as_str().map(str::to_owned)),
        closed_on: fields.get("closed_on").map(|value| {
            value
                .as_str()
                .and_then(time::parse_date)
                .map(time::midnight)
        }),
        ..Change::default()
    };
    let known: Vec<Uuid> = cases
        .into_iter()
        .filter(|id| call.state.cases.get(*id).is_some())
        .collect();
    for &case in &known {
        call.state.change_case(case, change.clone(), &mut call.tick);
        for link in [Link::AssignedTo, Link::Tags] {
            match checks::ids(&fields, link.key()) {
                Some(Ok(ids)) => call.state.link_case(case, link, &ids, &mut call.tick),
                Some(Err(_)) => return Err(reply::html_500()),
                None => {}
            }
        }
    }
    Ok(reply::json_value(
        200,
        &json!({ "error": false, "updated": known.len() }),
    ))
}

/// Hides; a `PATCH` with `is_active` brings back.
pub(super) fn delete(call: &mut Call<'_>) -> Reply {
    let given = body::read(call.request)?;
    let cases = ids(&given)?;
    let by = Some(call.caller.person.profile);
    let mut deleted = 0;
    for case in cases {
        deleted += usize::from(call.state.hide_case(case, by, &mut call.tick));
    }
    Ok(reply::json_value(
        200,
        &json!({ "error": false, "deleted": deleted }),
    ))
}

fn ids(given: &body::Submission) -> Result<Vec<Uuid>, Response> {
    match checks::ids(given, "ids") {
        Some(Ok(ids)) if !ids.is_empty() => Ok(ids),
        Some(Err(_)) => Err(reply::html_500()),
        _ => Err(reply::errors(400, "ids required")),
    }
}

pub(super) fn merge(call: &mut Call<'_>, source: Uuid, target: Uuid) -> Reply {
    if source == target {
        return Err(reply::errors(400, "Cannot merge a ticket into itself."));
    }
    let missing = || reply::errors(404, "Ticket not found.");
    let from = call.state.cases.get(source).ok_or_else(missing)?;
    let into = call.state.cases.get(target).ok_or_else(missing)?;
    if !call.caller.may_delete(from) || !call.caller.may_delete(into) {
        let text = "You must be an admin, or the creator of both tickets, to merge them.";
        return Err(reply::errors(403, text));
    }
    let again = from
        .merged
        .as_ref()
        .is_some_and(|merged| merged.into == target);
    if !again {
        let by = Some(call.caller.person.profile);
        call.state.merge(source, target, by, &mut call.tick);
    }
    let rows = Rows::new(call.state, call.at());
    let mut j = rows.json(4_000);
    j.object(|j| {
        j.key("error").bool(false);
        if again {
            j.key("message").text("Tickets already merged.");
            j.key("already_merged").bool(true);
        } else {
            j.key("message").text("Tickets merged");
        }
        j.key("target_case");
        match call.state.cases.get(target) {
            Some(case) => rows.case(j, case),
            None => j.null(),
        }
        j.key("source_case_id").id(source);
        j.key("redirected_url").text(&format!("/tickets/{target}"));
    });
    Ok(reply::json_text(200, j.finish()))
}

pub(super) fn unmerge(call: &mut Call<'_>, source: Uuid) -> Reply {
    let missing = || reply::errors(404, "Ticket not found.");
    let case = call.state.cases.get(source).ok_or_else(missing)?;
    if !call.caller.may_delete(case) {
        return Err(reply::errors(403, super::NOT_YOURS));
    }
    let by = Some(call.caller.person.profile);
    if !call.state.unmerge(source, by, &mut call.tick) {
        return Err(reply::errors(400, "This ticket is not currently merged."));
    }
    let rows = Rows::new(call.state, call.at());
    let mut j = rows.json(4_000);
    j.object(|j| {
        j.key("error").bool(false);
        j.key("message").text("Tickets unmerged");
        j.key("source_case");
        match call.state.cases.get(source) {
            Some(case) => rows.case(j, case),
            None => j.null(),
        }
    });
    Ok(reply::json_text(200, j.finish()))
}

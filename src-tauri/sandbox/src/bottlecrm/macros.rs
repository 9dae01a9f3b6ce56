//! Saved replies: kept for the organization or for oneself, and filled in for a case.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{Call, NOT_YOURS};
use crate::auth::Caller;
use crate::body;
use crate::desk::Macro;
use crate::message::Method;
use crate::reply::{self, Reply};
use crate::state::State;
use crate::time;

const PLACEHOLDERS: [(&str, &str); 7] = [
    ("%customer_name%", "The case's first contact"),
    ("%customer_email%", "That contact's email"),
    ("%case_id%", "The case number"),
    ("%case_subject%", "The case title"),
    ("%agent_name%", "You: the local part of your email"),
    ("%agent_email%", "Your email"),
    ("%org_name%", "The organisation name"),
];

fn row(state: &State, one: &Macro) -> Value {
    let owner = one.owner.and_then(|id| state.profile(id));
    json!({
        "id": one.id, "title": one.title, "body": one.body,
        "scope": if one.owner.is_some() { "personal" } else { "org" },
        "owner": one.owner, "owner_name": owner.map(|owner| &owner.name), "is_active": true,
        "usage_count": one.usage, "unknown_placeholders": unknown(&one.body),
        "created_at": time::iso(one.created_at, state.zone()),
        "updated_at": time::iso(one.updated_at, state.zone()),
    })
}

/// Placeholders nobody fills in: `%something_else%`.
fn unknown(body: &str) -> Vec<String> {
    let words = body.split('%').skip(1).step_by(2);
    let words = words.filter(|word| !word.is_empty() && !word.contains(char::is_whitespace));
    let all = words.map(|word| format!("%{word}%"));
    all.filter(|word| PLACEHOLDERS.iter().all(|(known, _)| known != word))
        .collect()
}

pub(super) fn all(call: &mut Call<'_>, _: [Uuid; 2]) -> Reply {
    let me = call.caller.person.profile;
    if call.request.method == Method::Post {
        return add(call);
    }
    let state = &*call.state;
    let mine = || {
        let macros = state.desk.macros.iter();
        macros.filter(move |one| one.owner.is_none_or(|owner| owner == me))
    };
    let personal = mine().filter(|one| one.owner.is_some()).count();
    let odd = mine().filter(|one| !unknown(&one.body).is_empty()).count();
    let count = mine().count();
    let rows: Vec<Value> = mine().map(|one| row(state, one)).collect();
    let placeholders = PLACEHOLDERS.iter();
    let placeholders: Vec<Value> = placeholders
        .map(|(token, resolves)| json!({ "token": token, "resolves": resolves }))
        .collect();
    let out = json!({
        "results": rows,
        "totals": {
            "count": count, "org": count - personal, "personal": personal, "inactive": 0,
            "with_unknown_placeholders": odd,
        },
        "placeholders": placeholders,
    });
    Ok(reply::json_value(200, &out))
}

fn add(call: &mut Call<'_>) -> Reply {
    let given = body::read(call.request)?;
    for key in ["title", "body"] {
        if given.text(key).is_none_or(str::is_empty) {
            return Err(reply::field(key, "This field is required."));
        }
    }
    let is_personal = given.text("scope") != Some("org");
    if !is_personal && !call.caller.is_admin() {
        return Err(reply::errors(403, NOT_YOURS));
    }
    let text = |key: &str| given.text(key).unwrap_or_default().to_owned();
    let one = Macro {
        id: call.state.ids.fresh(),
        title: text("title"),
        body: text("body"),
        owner: is_personal.then_some(call.caller.person.profile),
        usage: 0,
        created_at: call.tick.now(),
        updated_at: call.tick.now(),
    };
    let out = row(call.state, &one);
    call.state.desk.macros.push(one);
    Ok(reply::json_value(201, &out))
}

pub(super) fn one(call: &mut Call<'_>, [id, _]: [Uuid; 2]) -> Reply {
    let given = body::read(call.request)?;
    let (now, method) = (call.tick.now(), call.request.method);
    let missing = || reply::detail(404, "No Macro matches the given query.");
    let me = &call.caller.person;
    let found = call
        .state
        .desk
        .macros
        .iter()
        .position(|one| one.id == id && one.owner.is_none_or(|owner| owner == me.profile));
    let place = found.ok_or_else(missing)?;
    let Some(one) = call.state.desk.macros.get_mut(place) else {
        return Err(missing());
    };
    if !method.is_safe() && one.owner.is_none() && !call.caller.is_admin() {
        return Err(reply::errors(403, NOT_YOURS));
    }
    match method {
        Method::Delete => {
            call.state.desk.macros.remove(place);
            return Ok(reply::empty(204));
        }
        Method::Patch => {
            if let Some(title) = given.text("title") {
                one.title = title.to_owned();
            }
            if let Some(body) = given.text("body") {
                one.body = body.to_owned();
            }
            one.updated_at = now;
        }
        _ => {}
    }
    let one = one.clone();
    Ok(reply::json_value(200, &row(call.state, &one)))
}

/// Filled in for a case the caller may read.
pub(super) fn render(call: &mut Call<'_>, [id, _]: [Uuid; 2]) -> Reply {
    let given = body::read(call.request)?;
    let case = given.text("case_id").and_then(|id| id.parse().ok());
    let case: Uuid = case.ok_or_else(|| reply::field("case_id", "This field is required."))?;
    let case = call.case(case, Caller::may_read)?.clone();
    let contact = case
        .contacts
        .first()
        .and_then(|id| call.state.contacts.get(id))
        .cloned();
    let org = call.state.org.name.clone();
    let me = &call.caller.person;
    let missing = || reply::detail(404, "No Macro matches the given query.");
    let mut macros = call.state.desk.macros.iter_mut();
    let one = macros.find(|one| one.id == id).ok_or_else(missing)?;
    one.usage += 1;
    let name = contact
        .as_ref()
        .map(|one| format!("{} {}", one.first_name, one.last_name));
    let values = [
        ("%customer_name%", name.unwrap_or_default()),
        (
            "%customer_email%",
            contact.map(|one| one.email).unwrap_or_default(),
        ),
        ("%case_id%", case.id.to_string()),
        ("%case_subject%", case.name),
        ("%agent_name%", me.handle().to_owned()),
        ("%agent_email%", me.email.clone()),
        ("%org_name%", org),
    ];
    let text = values.iter().fold(one.body.clone(), |text, (word, value)| {
        text.replace(word, value)
    });
    Ok(reply::json_value(200, &json!({ "rendered_body": text })))
}

//! The knowledge base: articles that are written, approved, published, and linked to cases.

use serde_json::{Value, json};
use uuid::Uuid;

use super::list::paging;
use super::{Call, NOT_YOURS};
use crate::auth::Caller;
use crate::body;
use crate::checks::Checks;
use crate::desk::Solution;
use crate::message::{Method, Response};
use crate::reply::{self, Reply};
use crate::state::State;
use crate::time;

const STATUSES: [&str; 3] = ["draft", "reviewed", "approved"];

/// An article, without the cases it is linked to.
pub(super) fn row(state: &State, one: &Solution) -> Value {
    let author = state.user(one.by).map(|person| person.name.as_str());
    json!({
        "id": one.id, "title": one.title, "description": one.description, "status": one.status,
        "is_published": one.is_published,
        "org": { "id": state.org.id, "name": state.org.name },
        "case_count": one.cases.len(), "author": author,
        "created_at": time::iso(one.created_at, state.zone()),
        "updated_at": time::iso(one.updated_at, state.zone()),
        "created_by": one.by, "updated_by": one.by,
    })
}

fn detail(state: &State, one: &Solution) -> Value {
    let cases = one.cases.iter().filter_map(|id| state.cases.get(*id));
    let cases: Vec<Value> = cases
        .map(|case| json!({ "id": case.id, "name": case.name, "status": case.status }))
        .collect();
    let mut out = serde_json::Map::new();
    if let Value::Object(row) = row(state, one) {
        for (key, value) in row {
            if key == "case_count" {
                out.insert("linked_cases".to_owned(), json!(cases));
            }
            out.insert(key, value);
        }
    }
    Value::Object(out)
}

/// The articles linked to a case.
pub(super) fn of_case(state: &State, case: Uuid) -> Vec<Value> {
    let all = state.desk.solutions.iter();
    all.filter(|one| one.cases.contains(&case))
        .map(|one| row(state, one))
        .collect()
}

fn find<'a>(call: &'a mut Call<'_>, id: Uuid) -> Result<&'a mut Solution, Response> {
    let mut all = call.state.desk.solutions.iter_mut();
    let missing = || reply::detail(404, "No Solution matches the given query.");
    all.find(|one| one.id == id).ok_or_else(missing)
}

fn shown(call: &Call<'_>, id: Uuid, status: u16) -> Response {
    let one = call.state.desk.solutions.iter().find(|one| one.id == id);
    let body = one.map_or(Value::Null, |one| row(call.state, one));
    reply::json_value(status, &body)
}

pub(super) fn all(call: &mut Call<'_>, _: [Uuid; 2]) -> Reply {
    if call.request.method == Method::Post {
        return add(call);
    }
    let request = call.request;
    let (limit, offset) = paging(request);
    let search = request.arg("search").unwrap_or_default().to_lowercase();
    let status = request.arg("status");
    let state = &*call.state;
    let fits = |one: &&Solution| {
        let text = format!("{} {}", one.title, one.description).to_lowercase();
        text.contains(&search) && status.is_none_or(|status| one.status == status)
    };
    let all: Vec<&Solution> = state.desk.solutions.iter().rev().filter(fits).collect();
    let page = all.iter().skip(offset).take(limit);
    let rows: Vec<Value> = page.map(|one| row(state, one)).collect();
    let link = |offset: usize| format!("/api/cases/solutions/?limit={limit}&offset={offset}");
    let next = (offset + limit < all.len()).then(|| link(offset + limit));
    let previous = (offset > 0).then(|| link(offset.saturating_sub(limit)));
    let count = |test: &dyn Fn(&Solution) -> bool| {
        state.desk.solutions.iter().filter(|one| test(one)).count()
    };
    let out = json!({
        "count": all.len(), "next": next, "previous": previous, "results": rows,
        "totals": {
            "count": state.desk.solutions.len(), "published": count(&|one| one.is_published),
            "draft": count(&|one| one.status == "draft"),
            "reviewed": count(&|one| one.status == "reviewed"),
            "approved_unpublished": count(&|one| one.status == "approved" && !one.is_published),
        },
    });
    Ok(reply::json_value(200, &out))
}

fn add(call: &mut Call<'_>) -> Reply {
    let given = body::read(call.request)?;
    let mut checks = Checks::new(&given, false);
    let title = checks.required_text("title", Some(255));
    let description = checks.required_text("description", None);
    let problems = checks.problems();
    if !problems.is_empty() {
        return Err(reply::json_value(400, &Value::Object(problems)));
    }
    let now = call.tick.now();
    let one = Solution {
        id: call.state.ids.fresh(),
        title: title.unwrap_or_default(),
        description: description.unwrap_or_default(),
        status: given.text("status").unwrap_or("draft").to_owned(),
        is_published: false,
        cases: Vec::new(),
        by: call.caller.person.user,
        created_at: now,
        updated_at: call.tick.now(),
    };
    let id = one.id;
    call.state.desk.solutions.push(one);
    Ok(shown(call, id, 201))
}

pub(super) fn one(call: &mut Call<'_>, [id, _]: [Uuid; 2]) -> Reply {
    let given = body::read(call.request)?;
    let now = call.tick.now();
    let me = call.caller.person.user;
    let may = call.caller.is_admin();
    let method = call.request.method;
    let article = find(call, id)?;
    if !method.is_safe() && !may && article.by != me {
        return Err(reply::errors(403, NOT_YOURS));
    }
    match method {
        Method::Delete => {
            call.state.desk.solutions.retain(|one| one.id != id);
            Ok(reply::empty(204))
        }
        Method::Patch | Method::Put => {
            let mut checks = Checks::new(&given, method == Method::Patch);
            let status = checks.choice("status", &STATUSES);
            let (title, description) = (
                checks.required_text("title", Some(255)),
                checks.required_text("description", None),
            );
            let problems = checks.problems();
            if !problems.is_empty() {
                return Err(reply::json_value(400, &Value::Object(problems)));
            }
            article.status = status.unwrap_or_else(|| article.status.clone());
            article.title = title.unwrap_or_else(|| article.title.clone());
            article.description = description.unwrap_or_else(|| article.description.clone());
            article.updated_at = now;
            Ok(shown(call, id, 200))
        }
        _ => {
            let article = article.clone();
            Ok(reply::json_value(200, &detail(call.state, &article)))
        }
    }
}

pub(super) fn publish(call: &mut Call<'_>, [id, _]: [Uuid; 2]) -> Reply {
    let now = call.tick.now();
    let article = find(call, id)?;
    if article.status != "approved" {
        let text = "Only approved solutions can be published. Please approve it first.";
        return Err(reply::json_value(400, &json!({ "error": text })));
    }
    article.is_published = true;
    article.updated_at = now;
    Ok(shown(call, id, 200))
}

pub(super) fn unpublish(call: &mut Call<'_>, [id, _]: [Uuid; 2]) -> Reply {
    find(call, id)?.is_published = false;
    Ok(shown(call, id, 200))
}

pub(super) fn link(call: &mut Call<'_>, [case, _]: [Uuid; 2]) -> Reply {
    call.case(case, Caller::may_write)?;
    let given = body::read(call.request)?;
    let id = given.text("solution_id").and_then(|id| id.parse().ok());
    let id: Uuid = id.ok_or_else(|| reply::field("solution_id", "This field is required."))?;
    let article = find(call, id)?;
    if !article.cases.contains(&case) {
        article.cases.push(case);
        let by = Some(call.caller.person.profile);
        let metadata = json!({ "solution_id": id });
        call.state
            .trace(case, "LINKED_SOLUTION", by, metadata, &mut call.tick);
    }
    let row = shown(call, id, 201).json();
    Ok(reply::json_value(
        201,
        &json!({ "error": false, "solution": row }),
    ))
}

pub(super) fn unlink(call: &mut Call<'_>, [case, id]: [Uuid; 2]) -> Reply {
    call.case(case, Caller::may_write)?;
    find(call, id)?.cases.retain(|one| *one != case);
    let by = Some(call.caller.person.profile);
    let metadata = json!({ "solution_id": id });
    call.state
        .trace(case, "UNLINKED_SOLUTION", by, metadata, &mut call.tick);
    Ok(reply::empty(204))
}

/// Published articles that speak of it.
pub(super) fn suggest(call: &mut Call<'_>, [case, _]: [Uuid; 2]) -> Reply {
    let case = call.case(case, Caller::may_read)?;
    let asked = call.request.arg("q").unwrap_or(&case.name);
    let word = asked.to_lowercase();
    let all = call.state.desk.solutions.iter();
    let fits = all.filter(|one| one.is_published && one.title.to_lowercase().contains(&word));
    let rows: Vec<Value> = fits.map(|one| row(call.state, one)).collect();
    let out = json!({ "results": rows, "count": rows.len(), "q": asked });
    Ok(reply::json_value(200, &out))
}

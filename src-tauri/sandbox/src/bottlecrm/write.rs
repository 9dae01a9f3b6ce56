//! Creating, updating and deleting a case.
//!
//! The traps are kept: a form without `is_active` makes a hidden case; creation is not atomic (a malformed id in a
//! list, or a file too big, is refused after the case was stored); `PUT` empties what it does not name; the account of
//! a case never changes again.

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::rows::Rows;
use super::{Call, approvals, fields};
use crate::attachments::MOST_BYTES;
use crate::auth::Caller;
use crate::body::{self, File, Submission};
use crate::cases::{Change, Draft, Link};
use crate::checks::{self, Checks, LONGEST_NAME};
use crate::message::Response;
use crate::reply::{self, Reply};
use crate::state::{Content, State};
use crate::words::{CLOSED, words};

const NAME_TAKEN: &str = "Case already exists with this name";
const NEEDS_DATE: &str = "Closed date is required when closing a case";
/// The field of an uploaded file. Files in other fields are ignored.
pub(super) const FILE: &str = "case_attachment";

pub(super) fn create(call: &mut Call<'_>) -> Reply {
    let given = body::read(call.request)?;
    let draft = read_draft(call.state, &given)?;
    let custom = read_fields(call.state, &given, &Map::new())?;
    let case = call
        .state
        .open_case(draft, Some(call.caller.person.user), &mut call.tick);
    set_fields(call, case, custom);
    for link in Link::ALL {
        set_link(call, case, link, &given, false)?;
    }
    if let Some(file) = given.file(FILE) {
        attach(call, case, file)?;
    }
    let rows = Rows::new(call.state, call.at());
    let mut j = rows.json(6_000);
    j.object(|j| {
        j.key("error").bool(false);
        j.key("message").text("Case Created Successfully");
        j.key("id").id(case);
        j.key("cases_obj");
        match call.state.cases.get(case) {
            Some(case) => rows.case(j, case),
            None => j.null(),
        }
    });
    Ok(reply::json_text(200, j.finish()))
}

fn read_draft(state: &State, given: &Submission) -> Result<Draft, Response> {
    let words = words(state.dialect);
    let mut checks = Checks::new(given, false);
    let name = checks.required_text("name", Some(LONGEST_NAME));
    if name
        .as_ref()
        .is_some_and(|name| state.cases.named(name).is_some())
    {
        checks.complain("name", NAME_TAKEN);
    }
    let status = checks.choice("status", words.statuses);
    let priority = checks.choice("priority", words.priorities);
    let case_type = checks.free_choice("case_type", words.types).flatten();
    let closed_on = checks.date("closed_on").flatten();
    let description = checks.free_text("description").flatten();
    let account = checks
        .reference("account", |id| state.accounts.contains_key(&id))
        .flatten();
    let parent = checks
        .reference("parent", |id| state.cases.get(id).is_some())
        .flatten();
    if let Some(problem) = parent.and_then(|parent| state.parent_problem(None, parent)) {
        checks.complain("parent", problem);
    }
    let problems = checks.problems();
    refuse(problems)?;
    let status = status.unwrap_or_default();
    if status == CLOSED && closed_on.is_none() {
        return Err(needs_date());
    }
    Ok(Draft {
        name: name.unwrap_or_default(),
        status,
        priority: priority.unwrap_or_default(),
        case_type,
        description,
        account,
        closed_on,
        parent,
        is_problem: given.form_flag("is_problem").unwrap_or(false),
        is_active: given.form_flag("is_active").unwrap_or(true),
    })
}

/// `PATCH` (partial) or `PUT`.
pub(super) fn update(call: &mut Call<'_>, id: Uuid, partial: bool) -> Reply {
    call.case(id, Caller::may_write)?;
    let given = body::read(call.request)?;
    let change = read_change(call.state, &given, id, partial)?;
    let none = Map::new();
    let before = call
        .state
        .cases
        .get(id)
        .map_or(&none, |case| &case.custom_fields);
    let custom = read_fields(call.state, &given, before)?;
    call.state.change_case(id, change, &mut call.tick);
    set_fields(call, id, custom);
    for link in Link::ALL {
        set_link(call, id, link, &given, !partial)?;
    }
    if let Some(file) = given.file(FILE).filter(|_| !partial) {
        attach(call, id, file)?;
    }
    Ok(reply::message("Case Updated Successfully"))
}

fn read_change(
    state: &State,
    given: &Submission,
    id: Uuid,
    partial: bool,
) -> Result<Change, Response> {
    let words = words(state.dialect);
    let mut checks = Checks::new(given, partial);
    let name = checks.required_text("name", Some(LONGEST_NAME));
    let taken = name.as_ref().and_then(|name| state.cases.named(name));
    if taken.is_some_and(|other| other != id) {
        checks.complain("name", NAME_TAKEN);
    }
    let mut change = Change {
        name,
        status: checks.choice("status", words.statuses),
        priority: checks.choice("priority", words.priorities),
        case_type: checks.free_choice("case_type", words.types),
        closed_on: checks.date("closed_on"),
        description: checks.free_text("description"),
        parent: checks.reference("parent", |id| state.cases.get(id).is_some()),
        is_problem: given.flag("is_problem"),
        is_active: given.flag("is_active"),
        account: None,
    };
    if let Some(Some(parent)) = change.parent
        && let Some(problem) = state.parent_problem(Some(id), parent)
    {
        checks.complain("parent", problem);
    }
    refuse(checks.problems())?;
    let before = state.cases.get(id);
    let closes = change.status.as_deref() == Some(CLOSED)
        && before.is_some_and(|case| case.status != CLOSED);
    let dated = match change.closed_on {
        Some(date) => date.is_some(),
        None => before.is_some_and(|case| case.closed_on.is_some()),
    };
    if closes && !dated {
        return Err(needs_date());
    }
    let priority = change.priority.as_deref();
    let priority = priority.or(before.map(|case| case.priority.as_str()));
    if closes && let Some(rule) = approvals::forbids(state, id, priority.unwrap_or_default()) {
        let text = format!(
            "An approval is required before this case can be closed (rule: {}).",
            rule.name
        );
        return Err(reply::errors(400, json!({ "status": [text] })));
    }
    if !partial {
        change.case_type.get_or_insert(None);
        change.closed_on.get_or_insert(None);
        change.is_problem = given.form_flag("is_problem");
        change.is_active = given.form_flag("is_active");
    }
    Ok(change)
}

pub(super) fn delete(call: &mut Call<'_>, id: Uuid) -> Reply {
    call.case(id, Caller::may_delete)?;
    call.state.delete_case(id, &mut call.tick);
    Ok(reply::message("Case Deleted Successfully."))
}

/// The organization's own fields as they are to be, if any were given.
fn read_fields(
    state: &State,
    given: &Submission,
    before: &Map<String, Value>,
) -> Result<Option<Map<String, Value>>, Response> {
    let parsed;
    let fields = match given.get("custom_fields") {
        Some(Value::Object(fields)) => fields,
        Some(Value::String(text)) => {
            parsed = serde_json::from_str(text).unwrap_or_default();
            &parsed
        }
        _ => return Ok(None),
    };
    let after = fields::merged(state, before, fields);
    let refused = |problems| reply::errors(400, json!({ "custom_fields": problems }));
    after.map(Some).map_err(refused)
}

fn set_fields(call: &mut Call<'_>, case: Uuid, fields: Option<Map<String, Value>>) {
    if let Some(fields) = fields {
        call.state
            .cases
            .change(case, |case| case.custom_fields = fields);
    }
}

/// Stores one of the sets, if it was given; an entry that is no id is refused in the middle of the work.
fn set_link(
    call: &mut Call<'_>,
    case: Uuid,
    link: Link,
    given: &Submission,
    empty_if_absent: bool,
) -> Result<(), Response> {
    let ids = match checks::ids(given, link.key()) {
        Some(Ok(ids)) => ids,
        Some(Err(said)) => {
            return Err(reply::field(
                link.key(),
                &format!("'{said}' is not a valid id."),
            ));
        }
        None if empty_if_absent => Vec::new(),
        None => return Ok(()),
    };
    call.state.link_case(case, link, &ids, &mut call.tick);
    Ok(())
}

/// Stores a file, unless it is too big.
pub(super) fn attach(call: &mut Call<'_>, case: Uuid, file: &File) -> Result<(), Response> {
    if file.bytes.len() > MOST_BYTES {
        let body = json!({ "attachment": "Files must be 25 MB or smaller." });
        return Err(reply::json_value(400, &body));
    }
    let content = Content::Given(file.bytes.as_slice().into());
    let by = Some(call.caller.person.user);
    call.state
        .attach(case, &file.name, content, by, &mut call.tick);
    Ok(())
}

fn refuse(problems: Map<String, Value>) -> Result<(), Response> {
    if problems.is_empty() {
        Ok(())
    } else {
        Err(reply::errors(400, problems))
    }
}

fn needs_date() -> Response {
    reply::errors(400, json!({ "closed_on": [NEEDS_DATE] }))
}

//! Cases from a file of comma-separated values: looked at first, then all or nothing.

use serde_json::{Value, json};
use uuid::Uuid;

use super::Call;
use crate::body;
use crate::cases::Draft;
use crate::message::Response;
use crate::reply::{self, Reply};
use crate::words::words;

/// What was read: good rows, and what is wrong with the others.
struct Read {
    good: Vec<(usize, Draft)>,
    wrong: Vec<Value>,
}

fn read(call: &Call<'_>) -> Result<Read, Response> {
    if !call.caller.is_admin() {
        let body = json!({ "error": true, "message": "Permission denied" });
        return Err(reply::json_value(403, &body));
    }
    let given = body::read(call.request)?;
    let none = || {
        reply::json_value(
            400,
            &json!({ "error": true, "message": "No file uploaded" }),
        )
    };
    let file = given.file("file").ok_or_else(none)?;
    let text = String::from_utf8_lossy(&file.bytes).into_owned();
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let words = words(call.state.dialect);
    let mut out = Read {
        good: Vec::new(),
        wrong: Vec::new(),
    };
    for (row, line) in (1..).zip(lines.filter(|line| !line.trim().is_empty())) {
        let cells: Vec<&str> = line.split(',').collect();
        let cell = |name: &str| {
            let place = head.iter().position(|one| one.trim() == name)?;
            cells.get(place).map(|cell| cell.trim().to_owned())
        };
        let mut complain = |field: &str, message: String| {
            out.wrong
                .push(json!({ "row": row, "field": field, "message": message }));
        };
        let (name, status) = (
            cell("name").unwrap_or_default(),
            cell("status").unwrap_or_default(),
        );
        let priority = cell("priority").unwrap_or_default();
        if name.is_empty() {
            complain("name", "Name is required".to_owned());
        } else if call.state.cases.named(&name).is_some() {
            complain("name", "Case already exists with this name".to_owned());
        } else if !words.statuses.contains(&status.as_str()) {
            let all = words.statuses.join(", ");
            complain("status", format!("Status must be one of: {all}"));
        } else if !words.priorities.contains(&priority.as_str()) {
            let all = words.priorities.join(", ");
            complain("priority", format!("Priority must be one of: {all}"));
        } else {
            let description = Some(cell("description").unwrap_or_default());
            let draft = Draft {
                name,
                status,
                priority,
                description,
                is_active: true,
                ..Draft::default()
            };
            out.good.push((row, draft));
        }
    }
    Ok(out)
}

pub(super) fn preview(call: &mut Call<'_>, _: [Uuid; 2]) -> Reply {
    let read = read(call)?;
    let valid = read.good.iter().map(|(row, draft)| {
        json!({
            "row": row, "name": draft.name, "status": draft.status, "priority": draft.priority,
            "description": draft.description, "case_type": draft.case_type, "closed_on": null,
            "account_id": null, "contact_ids": [], "assigned_ids": [], "team_ids": [],
            "tag_names": [],
        })
    });
    let valid: Vec<Value> = valid.collect();
    let (good, wrong) = (valid.len(), read.wrong.len());
    let out = json!({
        "header_error": null, "valid": valid, "errors": read.wrong,
        "summary": { "total": good + wrong, "valid": good, "invalid": wrong },
    });
    Ok(reply::json_value(200, &out))
}

pub(super) fn commit(call: &mut Call<'_>, _: [Uuid; 2]) -> Reply {
    let read = read(call)?;
    if !read.wrong.is_empty() {
        let body = json!({
            "error": true, "message": "Fix the invalid rows before importing",
            "errors": read.wrong, "created": 0,
        });
        return Err(reply::json_value(400, &body));
    }
    let by = Some(call.caller.person.user);
    let ids = read.good.into_iter();
    let ids: Vec<Uuid> = ids
        .map(|(_, draft)| call.state.open_case(draft, by, &mut call.tick))
        .collect();
    let out = json!({ "error": false, "created": ids.len(), "ids": ids });
    Ok(reply::json_value(200, &out))
}

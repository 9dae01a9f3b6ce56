//! Cases above and below each other: linked, shown as a tree, closed together. The tree is shown to every member.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{Call, NO_SUCH_CASE};
use crate::auth::Caller;
use crate::body;
use crate::cases::Change;
use crate::reply::{self, Reply};
use crate::state::{Case, State};
use crate::time;
use crate::words::CLOSED;

pub(super) fn link(call: &mut Call<'_>, [id, _]: [Uuid; 2]) -> Reply {
    let before = call.case(id, Caller::may_write)?.parent;
    let given = body::read(call.request)?;
    let parent = given.text("parent_id").map(str::parse::<Uuid>).transpose();
    let wrong = |text: &str| reply::json_value(400, &json!({ "parent_id": text }));
    let parent = parent.map_err(|_| wrong("Must be a valid UUID."))?;
    if let Some(above) = parent {
        if call.state.cases.get(above).is_none() {
            return Err(reply::detail(404, NO_SUCH_CASE));
        }
        if let Some(problem) = call.state.parent_problem(Some(id), above) {
            return Err(wrong(problem));
        }
    }
    call.state.cases.change(id, |case| case.parent = parent);
    let by = Some(call.caller.person.profile);
    let (action, metadata) = match parent {
        Some(above) => (
            "LINKED_PARENT",
            json!({ "parent_id": above, "former_parent_id": before }),
        ),
        None => ("UNLINKED_PARENT", json!({ "former_parent_id": before })),
    };
    call.state.trace(id, action, by, metadata, &mut call.tick);
    let above = parent.and_then(|id| call.state.cases.get(id));
    let above = above.map(|one| json!({ "id": one.id, "name": one.name, "status": one.status }));
    Ok(reply::json_value(
        200,
        &json!({ "id": id, "parent": above }),
    ))
}

pub(super) fn tree(call: &mut Call<'_>, [id, _]: [Uuid; 2]) -> Reply {
    let state = &*call.state;
    let mut root = state
        .cases
        .get(id)
        .ok_or_else(|| reply::detail(404, NO_SUCH_CASE))?;
    for _ in 0..3 {
        if let Some(above) = root.parent.and_then(|id| state.cases.get(id)) {
            root = above;
        }
    }
    let out = json!({ "root": branch(state, root), "focus_id": id });
    Ok(reply::json_value(200, &out))
}

fn branch(state: &State, case: &Case) -> Value {
    let below: Vec<Value> = children(state, case.id)
        .into_iter()
        .map(|child| branch(state, child))
        .collect();
    json!({
        "id": case.id, "name": case.name, "status": case.status, "priority": case.priority,
        "is_problem": case.is_problem, "is_active": case.is_active,
        "assigned_to": case.assigned_to, "children": below,
    })
}

/// Newest first.
fn children(state: &State, id: Uuid) -> Vec<&Case> {
    let all = state
        .cases
        .children(id)
        .filter_map(|id| state.cases.get(id));
    let mut all: Vec<&Case> = all.collect();
    all.sort_by_key(|case| std::cmp::Reverse(case.created_at));
    all
}

/// Closes a case and, if asked, all below it.
pub(super) fn close(call: &mut Call<'_>, [id, _]: [Uuid; 2]) -> Reply {
    call.case(id, Caller::may_write)?;
    let given = body::read(call.request)?;
    let comment = given
        .text("resolution_comment")
        .unwrap_or_default()
        .to_owned();
    let mut below = Vec::new();
    if given.flag("cascade").unwrap_or(false) {
        let mut level = vec![id];
        while !level.is_empty() {
            let next: Vec<Uuid> = level
                .iter()
                .flat_map(|id| children(call.state, *id))
                .map(|case| case.id)
                .collect();
            below.extend(&next);
            level = next;
        }
        below.retain(|id| {
            call.state
                .cases
                .get(*id)
                .is_some_and(|case| case.status != CLOSED)
        });
    }
    let by = Some(call.caller.person.profile);
    for one in std::iter::once(id).chain(below.iter().copied()) {
        let today = time::midnight(call.at().date_naive());
        let change = Change {
            status: Some(CLOSED.to_owned()),
            closed_on: Some(Some(today)),
            ..Change::default()
        };
        call.state.change_case(one, change, &mut call.tick);
        if one != id {
            let metadata = json!({ "parent_id": id });
            call.state
                .trace(one, "PARENT_CLOSED_CASCADE", by, metadata, &mut call.tick);
        }
        if !comment.is_empty() {
            call.state
                .add_comment(one, &comment, false, by, &mut call.tick);
        }
    }
    let out = json!({
        "id": id, "status": CLOSED, "cascaded_case_ids": below, "resolution_comment": comment,
    });
    Ok(reply::json_value(200, &out))
}

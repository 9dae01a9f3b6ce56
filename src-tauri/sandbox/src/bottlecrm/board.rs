//! The board: cases as cards in columns, one for each status or for each stage of a pipeline, and moving them.
//!
//! Moving checks nothing: a case is closed here without a date.

use serde_json::{Value, json};
use uuid::Uuid;

use super::rows::Rows;
use super::{Call, NO_SUCH_CASE};
use crate::auth::Caller;
use crate::body;
use crate::cases::Change;
use crate::desk::{Pipeline, Stage};
use crate::filter::Filter;
use crate::message::{Method, Response};
use crate::reply::{self, Reply};
use crate::state::Case;
use crate::time;

/// How many cards a column shows.
const CARDS: usize = 100;
/// Name, color, kind; for each status in order.
const COLUMNS: [(&str, &str, &str); 6] = [
    ("New", "#3B82F6", "open"),
    ("Assigned", "#8B5CF6", "open"),
    ("Pending", "#F59E0B", "open"),
    ("Closed", "#22C55E", "closed"),
    ("Rejected", "#EF4444", "rejected"),
    ("Duplicate", "#6B7280", "rejected"),
];
/// What the stages of a new pipeline are called.
const STAGES: [&str; 5] = ["New", "Assigned", "In Progress", "Resolved", "Rejected"];

fn card(call: &Call<'_>, rows: &Rows<'_>, case: &Case) -> Value {
    let account = case.account.and_then(|id| call.state.accounts.get(&id));
    let people = case
        .assigned_to
        .iter()
        .filter_map(|id| call.state.profile(*id));
    let people: Vec<Value> = people.map(|person| rows.person_value(person)).collect();
    let sla = crate::filter::sla(case, call.at());
    let (stage, order) = call
        .state
        .desk
        .places
        .get(&case.id)
        .copied()
        .unwrap_or_default();
    json!({
        "id": case.id, "name": case.name, "status": case.status, "priority": case.priority,
        "case_type": case.case_type, "stage": stage, "kanban_order": format!("{order}.000000"),
        "account_name": account.map(|account| &account.name), "assigned_to": people,
        "is_sla_breached": sla.breached(),
        "is_sla_first_response_breached": sla.first_response_breached,
        "is_sla_resolution_breached": sla.resolution_breached,
        "escalation_count": 0, "last_escalation_fired_at": null,
        "created_at": time::iso(case.created_at, call.state.zone()),
    })
}

/// Only what one created or is assigned to; watching is not enough here.
pub(super) fn kanban(call: &mut Call<'_>, _: [Uuid; 2]) -> Reply {
    let filter = super::list::read_filter(call.request, false)?;
    let pipeline = call
        .request
        .arg("pipeline_id")
        .and_then(|id| id.parse::<Uuid>().ok());
    let found = pipeline.and_then(|id| {
        let mut all = call.state.desk.pipelines.iter();
        all.find(|one| one.id == id).cloned()
    });
    if pipeline.is_some() && found.is_none() {
        return Err(reply::json_value(
            404,
            &json!({ "error": "Pipeline not found" }),
        ));
    }
    let (now, rows) = (call.at(), Rows::new(call.state, call.at()));
    let all = call.state.cases.newest_first();
    let shown =
        |filter: &Filter, case: &Case| filter.admits(case, now) && call.caller.may_write(case);
    let mut cases: Vec<&Case> = all.filter(|case| shown(&filter, case)).collect();
    let place = |case: &Case| {
        call.state
            .desk
            .places
            .get(&case.id)
            .copied()
            .unwrap_or_default()
    };
    cases.sort_by_key(|case| place(case).1);
    let mut total = 0;
    let mut column = |mut head: Value, fits: &dyn Fn(&Case) -> bool| {
        let mine: Vec<&&Case> = cases.iter().filter(|case| fits(case)).collect();
        total += mine.len();
        let cards = mine.iter().take(CARDS).map(|case| card(call, &rows, case));
        let cards: Vec<Value> = cards.collect();
        reply::put(&mut head, "case_count", json!(mine.len()));
        reply::put(&mut head, "cases", json!(cards));
        head
    };
    let columns: Vec<Value> = match &found {
        None => COLUMNS
            .iter()
            .enumerate()
            .map(|(place, (name, color, kind))| {
                let head = json!({
                    "id": name, "name": name, "order": place + 1, "color": color,
                    "stage_type": kind, "is_status_column": true, "wip_limit": null,
                });
                column(head, &|case| case.status == *name)
            })
            .collect(),
        Some(pipeline) => pipeline
            .stages
            .iter()
            .map(|stage| {
                let head = json!({
                    "id": stage.id, "name": stage.name, "order": stage.order,
                    "color": stage.color, "stage_type": stage.kind, "wip_limit": null,
                    "maps_to_status": stage.status, "is_status_column": false,
                });
                column(head, &|case| place(case).0 == Some(stage.id))
            })
            .collect(),
    };
    let shown = found.as_ref().map(|one| brief(call, one));
    let out = json!({
        "mode": if found.is_some() { "pipeline" } else { "status" },
        "pipeline": shown, "columns": columns, "total_cases": total,
    });
    Ok(reply::json_value(200, &out))
}

fn in_stage(call: &Call<'_>, stage: Uuid) -> usize {
    let places = call.state.desk.places.values();
    places.filter(|(one, _)| *one == Some(stage)).count()
}

fn brief(call: &Call<'_>, one: &Pipeline) -> Value {
    let count: usize = one
        .stages
        .iter()
        .map(|stage| in_stage(call, stage.id))
        .sum();
    json!({
        "id": one.id, "name": one.name, "description": null, "is_default": false,
        "is_active": true, "stage_count": one.stages.len(), "case_count": count,
        "created_at": time::iso(one.created_at, call.state.zone()),
    })
}

fn stage_row(call: &Call<'_>, stage: &Stage) -> Value {
    let zone = call.state.zone();
    json!({
        "id": stage.id, "name": stage.name, "order": stage.order, "color": stage.color,
        "stage_type": stage.kind, "maps_to_status": stage.status, "wip_limit": null,
        "case_count": in_stage(call, stage.id),
        "created_at": time::iso(stage.created_at, zone),
        "updated_at": time::iso(stage.updated_at, zone),
    })
}

fn full(call: &Call<'_>, one: &Pipeline) -> Value {
    let stages = one.stages.iter().map(|stage| stage_row(call, stage));
    let stages: Vec<Value> = stages.collect();
    let mut out = brief(call, one);
    reply::put(&mut out, "stages", json!(stages));
    reply::put(
        &mut out,
        "updated_at",
        json!(time::iso(one.updated_at, call.state.zone())),
    );
    out
}

fn administers(call: &Call<'_>, text: &str) -> Result<(), Response> {
    if call.caller.is_admin() {
        Ok(())
    } else {
        Err(reply::json_value(403, &json!({ "error": text })))
    }
}

fn new_stage(call: &mut Call<'_>, name: &str, order: i64, status: &str) -> Stage {
    let known = COLUMNS.iter().find(|(one, ..)| *one == status);
    let (_, color, kind) = known.copied().unwrap_or(("", "#6B7280", "open"));
    Stage {
        id: call.state.ids.fresh(),
        name: name.to_owned(),
        order,
        color: color.to_owned(),
        kind: kind.to_owned(),
        status: status.to_owned(),
        created_at: call.tick.now(),
        updated_at: call.tick.now(),
    }
}

pub(super) fn pipelines(call: &mut Call<'_>, _: [Uuid; 2]) -> Reply {
    if call.request.method != Method::Post {
        let all = call.state.desk.pipelines.iter().map(|one| full(call, one));
        let all: Vec<Value> = all.collect();
        return Ok(reply::json_value(200, &json!({ "pipelines": all })));
    }
    administers(call, "Only admins can create pipelines")?;
    let given = body::read(call.request)?;
    let name = given.text("name").unwrap_or_default().to_owned();
    if name.is_empty() {
        return Err(reply::field("name", "This field is required."));
    }
    let mut stages = Vec::new();
    for (order, (name, (status, ..))) in (1..).zip(STAGES.iter().zip(COLUMNS)) {
        stages.push(new_stage(call, name, order, status));
    }
    let now = call.tick.now();
    let one = Pipeline {
        id: call.state.ids.fresh(),
        name,
        stages,
        created_at: now,
        updated_at: now,
    };
    let out = full(call, &one);
    call.state.desk.pipelines.push(one);
    Ok(reply::json_value(201, &out))
}

pub(super) fn pipeline(call: &mut Call<'_>, [id, _]: [Uuid; 2]) -> Reply {
    let missing = || reply::json_value(404, &json!({ "error": "Pipeline not found" }));
    let all = &call.state.desk.pipelines;
    let place = all
        .iter()
        .position(|one| one.id == id)
        .ok_or_else(missing)?;
    if !call.request.method.is_safe() {
        administers(call, "Only admins can change pipelines")?;
        if call.request.method == Method::Delete {
            call.state.desk.pipelines.remove(place);
            return Ok(reply::empty(204));
        }
        let given = body::read(call.request)?;
        let now = call.tick.now();
        if let (Some(name), Some(one)) =
            (given.text("name"), call.state.desk.pipelines.get_mut(place))
        {
            one.name = name.to_owned();
            one.updated_at = now;
        }
    }
    let one = call.state.desk.pipelines.get(place).ok_or_else(missing)?;
    Ok(reply::json_value(200, &full(call, one)))
}

pub(super) fn add_stage(call: &mut Call<'_>, [id, _]: [Uuid; 2]) -> Reply {
    administers(call, "Only admins can create stages")?;
    let given = body::read(call.request)?;
    let order = given.get("order").and_then(Value::as_i64).unwrap_or(0);
    let name = given.text("name").unwrap_or_default();
    let status = given.text("maps_to_status").unwrap_or_default();
    let stage = Stage {
        color: given.text("color").unwrap_or("#6B7280").to_owned(),
        kind: given.text("stage_type").unwrap_or("open").to_owned(),
        ..new_stage(call, name, order, status)
    };
    let out = stage_row(call, &stage);
    let missing = || reply::json_value(404, &json!({ "error": "Pipeline not found" }));
    let mut all = call.state.desk.pipelines.iter_mut();
    let one = all.find(|one| one.id == id).ok_or_else(missing)?;
    one.stages.push(stage);
    Ok(reply::json_value(201, &out))
}

/// `PATCH …/move/`: into another column, by status or by stage.
pub(super) fn shift(call: &mut Call<'_>, [id, _]: [Uuid; 2]) -> Reply {
    call.case(id, Caller::may_write)?;
    let given = body::read(call.request)?;
    let stage = given
        .text("stage_id")
        .and_then(|id| id.parse::<Uuid>().ok());
    let stages = call.state.desk.pipelines.iter().flat_map(|one| &one.stages);
    let entered = stage
        .and_then(|id| stages.into_iter().find(|one| one.id == id))
        .cloned();
    let status = match &entered {
        Some(stage) => Some(stage.status.clone()),
        None => given.text("status").map(str::to_owned),
    };
    let (before, _) = call.state.desk.places.get(&id).copied().unwrap_or_default();
    let column = entered.as_ref().map(|stage| stage.id).or(before);
    let change = Change {
        status: status.filter(|status| !status.is_empty()),
        ..Change::default()
    };
    call.state.change_case(id, change, &mut call.tick);
    let missing = || reply::detail(404, NO_SUCH_CASE);
    let status = call
        .state
        .cases
        .get(id)
        .map(|case| case.status.clone())
        .ok_or_else(missing)?;
    let here = |other: Uuid| {
        let case = call.state.cases.get(other);
        case.is_some_and(|case| case.status == status)
    };
    let places = call.state.desk.places.iter();
    let others = places.filter(|(other, (stage, _))| {
        **other != id
            && (if column.is_some() {
                *stage == column
            } else {
                here(**other)
            })
    });
    let last = others.map(|(_, (_, order))| *order).max().unwrap_or(0);
    let order = given
        .get("kanban_order")
        .and_then(Value::as_i64)
        .unwrap_or(last + 1_000);
    call.state.desk.places.insert(id, (column, order));
    let rows = Rows::new(call.state, call.at());
    let case = call.state.cases.get(id).ok_or_else(missing)?;
    let out = json!({
        "error": false, "message": "Case moved successfully", "case": card(call, &rows, case),
    });
    Ok(reply::json_value(200, &out))
}

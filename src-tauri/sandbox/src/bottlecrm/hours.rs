//! Time spent on cases: written down afterwards, or measured with a clock of which each person has one.

use chrono::{DateTime, Datelike, Duration, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use super::rows::Rows;
use super::{Call, NO_SUCH_CASE, NOT_YOURS};
use crate::auth::Caller;
use crate::body::{self, Submission};
use crate::desk::Spent;
use crate::message::{Method, Response};
use crate::reply::{self, Reply};
use crate::time;

fn row(call: &Call<'_>, rows: &Rows<'_>, one: &Spent, case: Value) -> Value {
    let stamp = |at: DateTime<Utc>| time::iso(at, call.state.zone());
    let person = call.state.profile(one.profile);
    json!({
        "id": one.id, "case": case, "profile": person.map(|person| rows.person_value(person)),
        "started_at": stamp(one.started_at), "ended_at": one.ended_at.map(stamp),
        "duration_minutes": one.minutes(), "description": one.description,
        "billable": one.billable, "hourly_rate": null, "currency": "USD", "invoice": null,
        "auto_stopped": false, "created_at": stamp(one.created_at),
        "updated_at": stamp(one.updated_at),
    })
}

fn shown(call: &Call<'_>, id: Uuid, status: u16) -> Response {
    let rows = Rows::new(call.state, call.at());
    let one = call.state.desk.spent.iter().find(|one| one.id == id);
    let body = one.map_or(Value::Null, |one| row(call, &rows, one, json!(one.case)));
    reply::json_value(status, &body)
}

/// Read by every member, whatever their rights on the case.
pub(super) fn of_case(call: &mut Call<'_>, [case, _]: [Uuid; 2]) -> Reply {
    if call.state.cases.get(case).is_none() {
        return Err(reply::detail(404, NO_SUCH_CASE));
    }
    if call.request.method == Method::Post {
        return add(call, case);
    }
    let rows = Rows::new(call.state, call.at());
    let all = call
        .state
        .desk
        .spent
        .iter()
        .rev()
        .filter(|one| one.case == case);
    let all: Vec<Value> = all.map(|one| row(call, &rows, one, json!(case))).collect();
    Ok(reply::json_value(200, &json!(all)))
}

fn add(call: &mut Call<'_>, case: Uuid) -> Reply {
    call.case(case, Caller::may_write)?;
    let given = body::read(call.request)?;
    let at = |key: &str| {
        let at = given.text(key).and_then(time::parse_instant);
        at.ok_or_else(|| reply::field(key, "This field is required."))
    };
    let (from, to) = (at("started_at")?, at("ended_at")?);
    if to < from {
        let text = "ended_at must be on or after started_at.";
        return Err(reply::field("ended_at", text));
    }
    let id = write(call, case, &given, from, Some(to));
    Ok(shown(call, id, 201))
}

fn write(
    call: &mut Call<'_>,
    case: Uuid,
    given: &Submission,
    from: DateTime<Utc>,
    to: Option<DateTime<Utc>>,
) -> Uuid {
    let one = Spent {
        id: call.state.ids.fresh(),
        case,
        profile: call.caller.person.profile,
        started_at: from,
        ended_at: to,
        description: given.text("description").unwrap_or_default().to_owned(),
        billable: given.flag("billable").unwrap_or(false),
        created_at: call.tick.now(),
        updated_at: call.tick.now(),
    };
    let id = one.id;
    if to.is_some() {
        let metadata = json!({
            "billable": one.billable, "time_entry_id": id, "duration_minutes": one.minutes(),
        });
        call.state
            .trace(case, "TIME_LOGGED", None, metadata, &mut call.tick);
    }
    call.state.desk.spent.push(one);
    id
}

pub(super) fn start(call: &mut Call<'_>, [case, _]: [Uuid; 2]) -> Reply {
    call.case(case, Caller::may_write)?;
    let given = body::read(call.request)?;
    let me = call.caller.person.profile;
    let mut all = call.state.desk.spent.iter();
    if let Some(running) = all.find(|one| one.profile == me && one.ended_at.is_none()) {
        let body = json!({
            "detail": "You already have a running timer.", "running_entry_id": running.id,
            "running_case_id": running.case,
        });
        return Err(reply::json_value(409, &body));
    }
    let now = call.tick.now();
    let id = write(call, case, &given, now, None);
    Ok(shown(call, id, 201))
}

fn mine<'a>(call: &'a mut Call<'_>, id: Uuid) -> Result<&'a mut Spent, Response> {
    let (me, admin) = (call.caller.person.profile, call.caller.is_admin());
    let mut all = call.state.desk.spent.iter_mut();
    let missing = || reply::detail(404, "No TimeEntry matches the given query.");
    let one = all.find(|one| one.id == id).ok_or_else(missing)?;
    if admin || one.profile == me {
        Ok(one)
    } else {
        Err(reply::errors(403, NOT_YOURS))
    }
}

pub(super) fn stop(call: &mut Call<'_>, [id, _]: [Uuid; 2]) -> Reply {
    let now = call.tick.now();
    let one = mine(call, id)?;
    one.ended_at.get_or_insert(now);
    one.updated_at = now;
    Ok(shown(call, id, 200))
}

pub(super) fn one(call: &mut Call<'_>, [id, _]: [Uuid; 2]) -> Reply {
    let given = body::read(call.request)?;
    let now = call.tick.now();
    let delete = call.request.method == Method::Delete;
    let one = mine(call, id)?;
    if delete {
        call.state.desk.spent.retain(|one| one.id != id);
        return Ok(reply::empty(204));
    }
    if let Some(text) = given.text("description") {
        one.description = text.to_owned();
    }
    if let Some(billable) = given.flag("billable") {
        one.billable = billable;
    }
    one.updated_at = now;
    Ok(shown(call, id, 200))
}

pub(super) fn summary(call: &mut Call<'_>, [case, _]: [Uuid; 2]) -> Reply {
    if call.state.cases.get(case).is_none() {
        return Err(reply::detail(404, NO_SUCH_CASE));
    }
    let rows = Rows::new(call.state, call.at());
    Ok(reply::json_value(200, &rows.time_summary(case)))
}

/// The week of `start`, or this one.
pub(super) fn timesheet(call: &mut Call<'_>, _: [Uuid; 2]) -> Reply {
    let today = call.at().date_naive();
    let monday = today - Duration::days(today.weekday().num_days_from_monday().into());
    let asked = |key: &str| call.request.arg(key).and_then(time::parse_date);
    let first = asked("start").unwrap_or(monday);
    let last = asked("end").unwrap_or(first + Duration::days(6));
    let me = &call.caller.person;
    let rows = Rows::new(call.state, call.at());
    let sum = |all: &[&Spent], billable: bool| -> i64 {
        let some = all.iter().filter(|one| one.billable || !billable);
        some.map(|one| one.minutes()).sum()
    };
    let mut days = Vec::new();
    let mut week: Vec<&Spent> = Vec::new();
    for day in first.iter_days().take_while(|day| *day <= last) {
        let all = call.state.desk.spent.iter();
        let on_day =
            all.filter(|one| one.profile == me.profile && one.started_at.date_naive() == day);
        let mut entries: Vec<&Spent> = on_day.collect();
        entries.sort_by_key(|one| one.started_at);
        let written = entries.iter().map(|one| {
            let case = call.state.cases.get(one.case);
            let case = case.map(|case| json!({ "id": case.id, "name": case.name }));
            let mut out = row(call, &rows, one, json!(case));
            reply::put(&mut out, "is_running", json!(one.ended_at.is_none()));
            out
        });
        let written: Vec<Value> = written.collect();
        days.push(json!({
            "date": day.to_string(), "entries": written,
            "total_minutes": sum(&entries, false), "billable_minutes": sum(&entries, true),
        }));
        week.extend(entries);
    }
    let out = json!({
        "profile_id": me.profile, "profile": { "id": me.profile, "name": me.name },
        "start": first.to_string(), "end": last.to_string(), "days": days,
        "total_minutes": sum(&week, false), "billable_minutes": sum(&week, true),
        "running_count": week.iter().filter(|one| one.ended_at.is_none()).count(),
        "server_now": time::iso(call.at(), call.state.zone()),
    });
    Ok(reply::json_value(200, &out))
}

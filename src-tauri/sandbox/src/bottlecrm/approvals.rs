//! A word from above before a case may be closed: rules, requests, decisions.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Call, NO_SUCH_CASE, NOT_YOURS};
use crate::body;
use crate::desk::{Approval, Rule};
use crate::message::{Method, Response};
use crate::reply::{self, Reply};
use crate::state::{Person, State};
use crate::time;

const PENDING: &str = "pending";

fn rule_row(state: &State, rule: &Rule) -> Value {
    json!({
        "id": rule.id, "name": rule.name, "trigger_event": "pre_close",
        "match_priority": rule.priority, "match_case_type": null, "match_team": null,
        "approver_role": "ADMIN", "approvers": [], "is_active": rule.is_active,
        "created_at": time::iso(rule.created_at, state.zone()),
        "updated_at": time::iso(rule.updated_at, state.zone()),
    })
}

fn row(call: &Call<'_>, one: &Approval) -> Value {
    let state = &*call.state;
    let stamp = |at: DateTime<Utc>| time::iso(at, state.zone());
    let brief = |person: &Person| json!({ "id": person.profile, "email": person.email });
    let case = state.cases.get(one.case).map(|case| {
        let account = case.account.and_then(|id| state.accounts.get(&id));
        json!({
            "id": case.id, "name": case.name, "status": case.status, "priority": case.priority,
            "account": account.map(|account| json!({ "id": account.id, "name": account.name })),
        })
    });
    let rule = state
        .desk
        .rules
        .iter()
        .find(|rule| rule.id == one.rule)
        .map(|rule| {
            json!({
                "id": rule.id, "name": rule.name, "trigger_event": "pre_close",
                "approver_role": "ADMIN", "approvers": [],
            })
        });
    let open = one.state == PENDING;
    let own = one.by == call.caller.person.profile;
    json!({
        "id": one.id, "state": one.state, "note": one.note, "reason": "",
        "decided_at": one.decided_at.map(stamp), "case_summary": case, "rule_summary": rule,
        "requested_by": state.profile(one.by).map(brief),
        "approver": one.approver.and_then(|id| state.profile(id)).map(brief),
        "can_act": open && call.caller.is_admin() && !own,
        "is_own_request": own && call.caller.is_admin(),
        "created_at": stamp(one.created_at), "updated_at": stamp(one.updated_at),
    })
}

/// The rule that forbids to close a case of this priority, unless somebody approved it.
pub(super) fn forbids<'a>(state: &'a State, case: Uuid, priority: &str) -> Option<&'a Rule> {
    let mut rules = state.desk.rules.iter().filter(|rule| rule.is_active);
    let rule = rules.find(|rule| rule.priority.as_deref().is_none_or(|one| one == priority))?;
    let mut approvals = state.desk.approvals.iter();
    let approved = approvals.any(|one| one.case == case && one.state == "approved");
    (!approved).then_some(rule)
}

pub(super) fn request(call: &mut Call<'_>, [case, _]: [Uuid; 2]) -> Reply {
    let found = call.state.cases.get(case);
    let priority = found
        .ok_or_else(|| reply::detail(404, NO_SUCH_CASE))?
        .priority
        .clone();
    let given = body::read(call.request)?;
    let mut all = call.state.desk.approvals.iter();
    if let Some(open) = all.find(|one| one.case == case && one.state == PENDING) {
        let body = json!({
            "error": true, "errors": "An approval is already pending for this case.",
            "approval_id": open.id,
        });
        return Err(reply::json_value(409, &body));
    }
    let rule = forbids(call.state, case, &priority).map(|rule| rule.id);
    let none = || reply::errors(400, "No approval rule matches this case.");
    let rule = rule.ok_or_else(none)?;
    let now = call.tick.now();
    let one = Approval {
        id: call.state.ids.fresh(),
        case,
        rule,
        state: PENDING.to_owned(),
        note: given.text("note").unwrap_or_default().to_owned(),
        by: call.caller.person.profile,
        approver: None,
        decided_at: None,
        created_at: now,
        updated_at: now,
    };
    let by = Some(one.by);
    let metadata = json!({ "approval_id": one.id, "rule_id": rule });
    call.state
        .trace(case, "APPROVAL_REQUESTED", by, metadata, &mut call.tick);
    let mut out = row(call, &one);
    reply::put(&mut out, "is_own_request", json!(false));
    call.state.desk.approvals.push(one);
    Ok(reply::json_value(201, &out))
}

/// `?mine=true`: what waits for me.
pub(super) fn all(call: &mut Call<'_>, _: [Uuid; 2]) -> Reply {
    let request = call.request;
    let (mine, state) = (request.arg("mine") == Some("true"), request.arg("state"));
    let case = request.arg("case").and_then(|id| id.parse::<Uuid>().ok());
    let admin = call.caller.is_admin();
    let some = call.state.desk.approvals.iter().rev().filter(|one| {
        (!mine || (admin && one.state == PENDING))
            && state.is_none_or(|state| one.state == state)
            && case.is_none_or(|case| one.case == case)
    });
    let some: Vec<Value> = some.map(|one| row(call, one)).collect();
    Ok(reply::json_value(200, &json!({ "approvals": some })))
}

pub(super) fn approve(call: &mut Call<'_>, [id, _]: [Uuid; 2]) -> Reply {
    decide(call, id, "approved", "APPROVED")
}

pub(super) fn reject(call: &mut Call<'_>, [id, _]: [Uuid; 2]) -> Reply {
    decide(call, id, "rejected", "REJECTED")
}

pub(super) fn cancel(call: &mut Call<'_>, [id, _]: [Uuid; 2]) -> Reply {
    decide(call, id, "cancelled", "APPROVAL_CANCELLED")
}

fn decide(call: &mut Call<'_>, id: Uuid, to: &str, action: &str) -> Reply {
    let given = body::read(call.request)?;
    let (me, admin, now) = (
        call.caller.person.profile,
        call.caller.is_admin(),
        call.tick.now(),
    );
    let missing = || reply::detail(404, "No Approval matches the given query.");
    let mut all = call.state.desk.approvals.iter_mut();
    let one = all.find(|one| one.id == id).ok_or_else(missing)?;
    let may = if to == "cancelled" {
        admin || one.by == me
    } else {
        admin
    };
    if !may {
        return Err(reply::errors(403, "You are not an approver for this rule."));
    }
    if one.state != PENDING {
        return Err(reply::errors(409, "This approval is already decided."));
    }
    to.clone_into(&mut one.state);
    if let Some(note) = given.text("note") {
        one.note = note.to_owned();
    }
    one.approver = Some(me);
    one.decided_at = Some(now);
    one.updated_at = now;
    let one = one.clone();
    let metadata = json!({ "approval_id": id });
    call.state
        .trace(one.case, action, Some(me), metadata, &mut call.tick);
    Ok(reply::json_value(200, &row(call, &one)))
}

fn administers(call: &Call<'_>) -> Result<(), Response> {
    if call.caller.is_admin() {
        Ok(())
    } else {
        Err(reply::errors(403, NOT_YOURS))
    }
}

pub(super) fn rules(call: &mut Call<'_>, _: [Uuid; 2]) -> Reply {
    let state = &*call.state;
    let waiting = |rule: &Rule| {
        let all = state.desk.approvals.iter();
        all.filter(|one| one.rule == rule.id && one.state == PENDING)
            .count()
    };
    if call.request.method != Method::Post {
        let rules = &state.desk.rules;
        let rows = rules.iter().map(|rule| {
            let mut row = rule_row(state, rule);
            reply::put(&mut row, "pending_count", json!(waiting(rule)));
            row
        });
        let rows: Vec<Value> = rows.collect();
        let pending: usize = rules.iter().map(waiting).sum();
        let active = rules.iter().filter(|rule| rule.is_active).count();
        let totals = json!({ "count": rules.len(), "active": active, "pending": pending });
        return Ok(reply::json_value(
            200,
            &json!({ "rules": rows, "totals": totals }),
        ));
    }
    administers(call)?;
    let given = body::read(call.request)?;
    let now = call.tick.now();
    let rule = Rule {
        id: call.state.ids.fresh(),
        name: given.text("name").unwrap_or_default().to_owned(),
        priority: given.text("match_priority").map(str::to_owned),
        is_active: given.flag("is_active").unwrap_or(true),
        created_at: now,
        updated_at: call.tick.now(),
    };
    let out = rule_row(call.state, &rule);
    call.state.desk.rules.push(rule);
    Ok(reply::json_value(201, &out))
}

/// Read, or switched off: a rule is never deleted.
pub(super) fn rule(call: &mut Call<'_>, [id, _]: [Uuid; 2]) -> Reply {
    if !call.request.method.is_safe() {
        administers(call)?;
    }
    let given = body::read(call.request)?;
    let missing = || reply::detail(404, "No ApprovalRule matches the given query.");
    let mut rules = call.state.desk.rules.iter_mut();
    let rule = rules.find(|rule| rule.id == id).ok_or_else(missing)?;
    if call.request.method == Method::Delete {
        rule.is_active = false;
        return Ok(reply::json_value(
            200,
            &json!({ "id": id, "is_active": false }),
        ));
    }
    if let Some(active) = given.flag("is_active") {
        rule.is_active = active;
    }
    let rule = rule.clone();
    Ok(reply::json_value(200, &rule_row(call.state, &rule)))
}

//! What only administrators' screens ask for, and what a help desk barely uses: policies, sums, search, the dashboard.
//!
//! Nothing of it can be changed here: the answers are those of an organization that never touched its settings.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{Call, feed};
use crate::reply::{self, Reply};
use crate::state::Role;

/// Always the head alone: on a server whose rows are guarded, the file is written after the guard went home.
pub(super) fn export(call: &mut Call<'_>, _: [Uuid; 2]) -> Reply {
    let metric = call.request.arg("metric").unwrap_or_default();
    if !["frt", "mttr", "backlog", "sla"].contains(&metric) {
        let text = format!("unknown metric: {metric}");
        return Err(reply::json_value(400, &json!({ "error": text })));
    }
    let head = "ID,Name,Status,Priority,Created,First response,Resolved,FRT SLA hrs,Resolution SLA hrs\r\n";
    let mut response = reply::with_type(200, "text/csv", head.into());
    let name = format!("attachment; filename=\"cases-{metric}-all.csv\"");
    response
        .headers
        .push(("Content-Disposition".to_owned(), name));
    Ok(response)
}

pub(super) fn csat(_: &mut Call<'_>, _: [Uuid; 2]) -> Reply {
    let none = json!({ "1": 0, "2": 0, "3": 0, "4": 0, "5": 0 });
    let out = json!({ "average": null, "count": 0, "distribution": none });
    Ok(reply::json_value(200, &out))
}

pub(super) fn escalations(_: &mut Call<'_>, _: [Uuid; 2]) -> Reply {
    Ok(reply::json_value(200, &json!({ "policies": [] })))
}

pub(super) fn mailboxes(_: &mut Call<'_>, _: [Uuid; 2]) -> Reply {
    let totals = json!({ "count": 0, "active": 0, "cases_last_30d": 0 });
    Ok(reply::json_value(
        200,
        &json!({ "mailboxes": [], "totals": totals }),
    ))
}

pub(super) fn reopening(_: &mut Call<'_>, _: [Uuid; 2]) -> Reply {
    let out = json!({
        "is_enabled": true, "reopen_window_days": 7, "reopen_to_status": "Pending",
        "notify_assigned": true, "reopened_last_30d": 0, "replies_after_window_30d": 0,
        "median_days_to_reply": 0,
    });
    Ok(reply::json_value(200, &out))
}

pub(super) fn routing(call: &mut Call<'_>, _: [Uuid; 2]) -> Reply {
    let totals = json!({ "count": 0, "active": 0, "unrouted_last_30d": call.state.cases.len() });
    Ok(reply::json_value(
        200,
        &json!({ "rules": [], "totals": totals }),
    ))
}

/// Does not look at cases.
pub(super) fn search(call: &mut Call<'_>, _: [Uuid; 2]) -> Reply {
    let query = call.request.arg("q").unwrap_or_default();
    Ok(reply::json_value(
        200,
        &json!({ "query": query, "results": [] }),
    ))
}

pub(super) fn dashboard(call: &mut Call<'_>, _: [Uuid; 2]) -> Reply {
    let me = &call.caller.person;
    let admin = call.caller.is_admin();
    let sees = |created: Option<Uuid>, assigned: &[Uuid]| {
        admin || created == Some(me.user) || assigned.contains(&me.profile)
    };
    let accounts = call.state.accounts.values();
    let accounts = accounts
        .filter(|one| sees(one.created_by, &one.assigned_to))
        .count();
    let contacts = call.state.contacts.values();
    let contacts = contacts
        .filter(|one| sees(one.created_by, &one.assigned_to))
        .count();
    let stage = |label: &str| json!({ "count": 0, "value": 0.0, "label": label });
    let out = json!({
        "accounts_count": accounts, "contacts_count": contacts, "leads_count": 0,
        "opportunities_count": 0,
        "urgent_counts": {
            "overdue_tasks": 0, "tasks_due_today": 0, "followups_today": 0, "hot_leads": 0,
        },
        "pipeline_by_stage": {
            "PROSPECTING": stage("Prospecting"), "QUALIFICATION": stage("Qualification"),
            "PROPOSAL": stage("Proposal"), "NEGOTIATION": stage("Negotiation"),
            "CLOSED_WON": stage("Closed Won"), "CLOSED_LOST": stage("Closed Lost"),
        },
        "revenue_metrics": {
            "pipeline_value": 0.0, "open_opportunities_count": 0, "weighted_pipeline": 0.0,
            "won_this_month": 0.0, "conversion_rate": 0, "currency": "USD",
            "other_currency_count": 0,
        },
        "hot_leads": [], "tasks": [], "goal_summary": [],
        "activities": feed::newest(call, 10),
    });
    Ok(reply::json_value(200, &out))
}

pub(super) fn documents(call: &mut Call<'_>, _: [Uuid; 2]) -> Reply {
    let rows = super::rows::Rows::new(call.state, call.at());
    let admin = call.caller.is_admin();
    let people = call.state.people.iter();
    let people = people.filter(|one| one.is_active && (admin || one.role == Role::Admin));
    let people: Vec<Value> = people.map(|one| rows.person_value(one)).collect();
    let out = json!({
        "search": false,
        "documents_active": { "documents_active_count": 0, "documents_active": [], "offset": 0 },
        "documents_inactive": {
            "documents_inactive_count": 0, "documents_inactive": [], "offset": 0,
        },
        "users": people,
        "status_choices": [["active", "active"], ["inactive", "inactive"]],
    });
    Ok(reply::json_value(200, &out))
}

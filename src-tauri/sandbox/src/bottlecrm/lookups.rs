//! People, teams, tags, the organization: what a client needs to show names and offer choices.

use serde_json::{Value, json};

use super::list::{PAGE, garbage_offset, paging};
use super::route::{Found, Route};
use super::rows::Rows;
use super::{Call, NOT_YOURS};
use crate::body;
use crate::json::Json;
use crate::message::{Method, Response};
use crate::reply::{self, Reply};
use crate::session::word;
use crate::state::{Org, Role};
use crate::time;

/// The real server also makes customers, people, teams and tags; this one only shows them.
pub(super) fn can(found: Found, method: Method) -> bool {
    let shown_only = match found {
        Found::Route(route) => matches!(
            route,
            Route::Users
                | Route::Teams
                | Route::Accounts
                | Route::Contacts
                | Route::Tags
                | Route::Orgs
                | Route::Profile
        ),
        Found::Line(line, _) => line.is_shown_only(),
        Found::NeedsSlash | Found::Nothing => false,
    };
    method.is_safe() || !shown_only
}

pub(super) fn cannot() -> Response {
    reply::detail(501, "The sandbox does not do this.")
}

pub(super) fn options() -> Response {
    reply::json_value(
        200,
        &json!({
            "name": "Case List", "description": "", "renders": ["application/json", "text/html"],
            "parses": ["application/json", "application/x-www-form-urlencoded",
                "multipart/form-data"],
        }),
    )
}

pub(super) fn profile(call: &mut Call<'_>) -> Reply {
    let me = &call.caller.person;
    let teams = call
        .state
        .teams
        .iter()
        .rev()
        .filter(|team| team.members.contains(&me.profile));
    let teams: Vec<&str> = teams.map(|team| team.name.as_str()).collect();
    let rows = Rows::new(call.state, call.at());
    let mut j = rows.json(600);
    j.object(|j| {
        j.key("user_obj");
        rows.person(j, me, &[("teams", json!(teams).to_string())]);
    });
    Ok(reply::json_text(200, j.finish()))
}

/// The one call that tells every member who there is.
pub(super) fn teams_and_users(call: &mut Call<'_>) -> Reply {
    let rows = Rows::new(call.state, call.at());
    let mut j = rows.json(10_000);
    j.object(|j| {
        j.key("teams")
            .list(call.state.teams.iter().rev(), |j, team| rows.team(j, team));
        let active = call.state.people.iter().filter(|person| person.is_active);
        j.key("profiles")
            .list(active, |j, person| rows.person(j, person, &[]));
    });
    Ok(reply::json_text(200, j.finish()))
}

pub(super) fn users(call: &mut Call<'_>) -> Reply {
    if !call.caller.is_admin() {
        return Err(reply::errors(403, "Permission Denied"));
    }
    let (limit, offset) = paging(call.request);
    let rows = Rows::new(call.state, call.at());
    let mut j = rows.json(10_000);
    j.object(|j| {
        for (word, is_active) in [("active", true), ("inactive", false)] {
            let people = call.state.people.iter().rev();
            let people: Vec<_> = people.filter(|one| one.is_active == is_active).collect();
            let page: Vec<_> = people.iter().skip(offset).take(limit).collect();
            j.key(&format!("{word}_users")).object(|j| {
                j.key(&format!("{word}_users_count")).number(people.len());
                j.key(&format!("{word}_users")).list(&page, |j, person| {
                    rows.person(j, person, &[("active_token_count", "1".to_owned())]);
                });
                let last = page.last().map(|person| person.profile);
                offset_key(
                    j,
                    garbage_offset(people.iter().map(|one| one.profile), last),
                );
            });
        }
        j.key("admin_email").text("admin@localhost");
        j.key("roles").raw(r#"[["ADMIN","ADMIN"],["USER","USER"]]"#);
        j.key("status")
            .raw(r#"[["True","Active"],["False","In Active"]]"#);
    });
    Ok(reply::json_text(200, j.finish()))
}

pub(super) fn teams(call: &mut Call<'_>) -> Reply {
    if !call.caller.is_admin() {
        return Err(reply::errors(403, NOT_YOURS));
    }
    let (limit, offset) = paging(call.request);
    let rows = Rows::new(call.state, call.at());
    let mut j = rows.json(10_000);
    j.object(|j| {
        pages(j);
        j.key("teams_count").number(call.state.teams.len());
        j.key("offset").null();
        let page = call.state.teams.iter().rev().skip(offset).take(limit);
        j.key("teams").list(page, |j, team| rows.team(j, team));
    });
    Ok(reply::json_text(200, j.finish()))
}

pub(super) fn tags(call: &mut Call<'_>) -> Reply {
    let rows = Rows::new(call.state, call.at());
    let mut tags: Vec<_> = call.state.tags.iter().collect();
    tags.sort_by(|a, b| a.name.cmp(&b.name));
    let uses = |tag: &crate::state::Tag| {
        call.state
            .cases
            .newest_first()
            .filter(|case| case.tags.contains(&tag.id))
            .count()
    };
    let unused = tags.iter().filter(|tag| uses(tag) == 0).count();
    let mut j = rows.json(4_000);
    j.object(|j| {
        j.key("tags_count").number(tags.len());
        j.key("tags").list(&tags, |j, tag| {
            j.object(|j| {
                rows.tag_keys(j, tag);
                j.key("usage").value(&json!({
                    "accounts": 0, "leads": 0, "opportunities": 0, "cases": uses(tag),
                    "contacts": 0, "tasks": 0, "api_settings": 0,
                }));
            });
        });
        let count = tags.len();
        j.key("totals")
            .value(&json!({ "count": count, "active": count, "unused": unused }));
    });
    Ok(reply::json_text(200, j.finish()))
}

/// Wherever this person belongs; with a token too.
pub(super) fn orgs(call: &mut Call<'_>) -> Reply {
    let row = |(org, role): (&Org, Role)| {
        let is_admin = role == Role::Admin;
        json!({
            "role": word(role), "alternate_phone": null, "has_sales_access": is_admin,
            "has_marketing_access": is_admin, "is_organization_admin": is_admin,
            "org": { "id": org.id, "name": org.name },
        })
    };
    let elsewhere = &call.caller.elsewhere;
    let list: Vec<Value> = if elsewhere.is_empty() {
        vec![row((&call.state.org, call.caller.person.role))]
    } else {
        elsewhere
            .iter()
            .map(|(org, role)| row((org, *role)))
            .collect()
    };
    let out = json!({ "error": false, "status": 200, "profile_org_list": list });
    Ok(reply::json_value(200, &out))
}

pub(super) fn org_settings(call: &mut Call<'_>) -> Reply {
    let org = &call.state.org;
    Ok(reply::json_value(
        200,
        &json!({
            "id": org.id, "name": org.name, "company_name": "", "logo": null, "logo_url": null,
            "address_line": "", "city": "", "state": "", "postcode": "", "country": "",
            "phone": "", "email": "", "website": "", "tax_id": "", "default_currency": "USD",
            "default_country": null, "currency_symbol": "$", "timezone": org.zone,
            "csat_enabled": true, "auto_close_children_on_parent_close": false, "vertical": "",
            "terminology": {}, "member_count": call.state.people.len(),
            "created_at": time::iso(org.created_at, call.state.zone()),
        }),
    ))
}

/// Only the zone can be set here.
pub(super) fn set_org(call: &mut Call<'_>) -> Reply {
    if !call.caller.is_admin() {
        return Err(reply::errors(403, NOT_YOURS));
    }
    let given = body::read(call.request)?;
    if let Some(zone) = given.get("timezone").and_then(Value::as_str) {
        if time::zone_minutes(zone).is_none() {
            return Err(reply::field(
                "timezone",
                &format!("\"{zone}\" is not a valid choice."),
            ));
        }
        call.state.org.zone = zone.to_owned();
    }
    org_settings(call)
}

pub(super) fn pages(j: &mut Json) {
    j.key("per_page").number(PAGE);
    j.key("page_number").number(1);
}

pub(super) fn offset_key(j: &mut Json, offset: Option<usize>) {
    j.key("offset");
    match offset {
        Some(offset) => j.number(offset),
        None => j.null(),
    }
}

//! People, teams, customers, tags, the organization: what a client needs to show names and offer choices.

use serde_json::{Value, json};

use super::list::{PAGE, garbage_offset, paging};
use super::rows::Rows;
use super::{Call, NOT_YOURS};
use crate::auth;
use crate::body;
use crate::json::Json;
use crate::message::{Request, Response};
use crate::reply::{self, Reply};
use crate::seed::names::COUNTRIES;
use crate::state::{Account, Contact, Role};
use crate::time;

/// A personal access token is no session: this call always refuses.
pub(super) fn auth_me(request: &Request) -> Response {
    let mut response = match auth::secret(request) {
        None => reply::detail(401, "Authentication credentials were not provided."),
        Some(_) => reply::json_value(
            401,
            &json!({
                "detail": "Given token not valid for any token type", "code": "token_not_valid",
                "messages": [{
                    "token_class": "AccessToken", "token_type": "access",
                    "message": "Token is invalid",
                }],
            }),
        ),
    };
    let header = (
        "WWW-Authenticate".to_owned(),
        "Bearer realm=\"api\"".to_owned(),
    );
    response.headers.push(header);
    response
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

/// Members see the customers they created or are assigned to.
pub(super) fn accounts(call: &mut Call<'_>) -> Reply {
    let (limit, offset) = paging(call.request);
    let me = &call.caller.person;
    let name = call
        .request
        .arg("name")
        .or_else(|| call.request.arg("search"));
    let name = name.unwrap_or_default().to_lowercase();
    let sees = |one: &Account| {
        let mine = one.created_by == Some(me.user) || one.assigned_to.contains(&me.profile);
        (call.caller.is_admin() || mine) && one.name.to_lowercase().contains(&name)
    };
    let rows = Rows::new(call.state, call.at());
    let mut j = rows.json(50_000);
    j.object(|j| {
        pages(j);
        for (outer, inner, is_active) in [
            ("active_accounts", "open_accounts", true),
            ("closed_accounts", "close_accounts", false),
        ] {
            if !is_active {
                let contacts = newest(call.state.contacts.values());
                j.key("contacts").list(contacts, |j, contact| {
                    j.value(&json!({ "id": contact.id, "first_name": contact.first_name }));
                });
            }
            let all = call.state.accounts.values().rev();
            let all: Vec<_> = all
                .filter(|one| one.is_active == is_active && sees(one))
                .collect();
            let page: Vec<_> = all.iter().skip(offset).take(limit).collect();
            j.key(outer).object(|j| {
                let last = page.last().map(|one| one.id);
                offset_key(j, garbage_offset(all.iter().map(|one| one.id), last));
                j.key(inner)
                    .list(&page, |j, account| rows.account(j, account, true));
                j.key(&format!("{inner}_count")).number(all.len());
            });
        }
        j.key("teams")
            .list(call.state.teams.iter().rev(), |j, team| rows.team(j, team));
        countries(j);
        j.key("industries")
            .raw(r#"[["SOFTWARE","SOFTWARE"],["RETAIL","RETAIL"]]"#);
        j.key("tags").list(&call.state.tags, |j, tag| {
            j.object(|j| rows.tag_keys(j, tag));
        });
        j.key("users");
        rows.users(j, false);
        j.key("leads").raw("[]");
        j.key("status").raw(r#"["active","inactive"]"#);
    });
    Ok(reply::json_text(200, j.finish()))
}

pub(super) fn contacts(call: &mut Call<'_>) -> Reply {
    let (limit, offset) = paging(call.request);
    let me = &call.caller.person;
    let name = call
        .request
        .arg("name")
        .or_else(|| call.request.arg("search"));
    let name = name.unwrap_or_default().to_lowercase();
    let sees = |one: &&Contact| {
        let mine = one.created_by == Some(me.user) || one.assigned_to.contains(&me.profile);
        let full = format!("{} {}", one.first_name, one.last_name).to_lowercase();
        (call.caller.is_admin() || mine) && full.contains(&name)
    };
    let all: Vec<_> = newest(call.state.contacts.values().filter(sees));
    let page: Vec<_> = all.iter().skip(offset).take(limit).copied().collect();
    let active = all.iter().filter(|one| one.is_active).count();
    let rows = Rows::new(call.state, call.at());
    let mut j = rows.json(50_000);
    j.object(|j| {
        j.key("active_count").number(active);
        j.key("inactive_count").number(all.len() - active);
        pages(j);
        j.key("count").number(all.len());
        j.key("results")
            .list(&page, |j, contact| rows.contact(j, contact));
        j.key("contacts_count").number(all.len());
        let last = page.last().map(|one| one.id);
        offset_key(j, garbage_offset(all.iter().map(|one| one.id), last));
        j.key("contact_obj_list")
            .list(&page, |j, contact| rows.contact(j, contact));
        countries(j);
        j.key("users");
        rows.users(j, false);
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

/// This organization has none.
pub(super) fn custom_fields() -> Reply {
    Ok(reply::json_value(
        200,
        &json!({
            "definitions": [],
            "totals": { "count": 0, "active": 0, "models_extended": 0, "required_with_gaps": 0 },
        }),
    ))
}

pub(super) fn orgs(call: &mut Call<'_>) -> Reply {
    let is_admin = call.caller.person.role == Role::Admin;
    let org = &call.state.org;
    Ok(reply::json_value(
        200,
        &json!({
            "error": false, "status": 200,
            "profile_org_list": [{
                "role": if is_admin { "ADMIN" } else { "USER" }, "alternate_phone": null,
                "has_sales_access": is_admin, "has_marketing_access": is_admin,
                "is_organization_admin": is_admin, "org": { "id": org.id, "name": org.name },
            }],
        }),
    ))
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

fn newest<'a>(contacts: impl Iterator<Item = &'a Contact>) -> Vec<&'a Contact> {
    let mut contacts: Vec<_> = contacts.collect();
    contacts.sort_by_key(|one| std::cmp::Reverse((one.created_at, one.id)));
    contacts
}

fn pages(j: &mut Json) {
    j.key("per_page").number(PAGE);
    j.key("page_number").number(1);
}

fn offset_key(j: &mut Json, offset: Option<usize>) {
    j.key("offset");
    match offset {
        Some(offset) => j.number(offset),
        None => j.null(),
    }
}

fn countries(j: &mut Json) {
    j.key("countries")
        .list(COUNTRIES, |j, (code, name)| j.value(&json!([code, name])));
}

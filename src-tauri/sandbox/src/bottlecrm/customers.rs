//! Customers and the people there: lists and one of them.

use serde_json::json;
use uuid::Uuid;

use super::list::{garbage_offset, paging};
use super::lookups::{offset_key, pages};
use super::rows::Rows;
use super::{Call, NOT_ALLOWED};
use crate::json::Json;
use crate::reply::{self, Reply};
use crate::seed::names::COUNTRIES;
use crate::state::{Account, Case, Contact};
use crate::words::words;

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
    let knows = |one: &&Contact| {
        let mine = one.created_by == Some(me.user) || one.assigned_to.contains(&me.profile);
        call.caller.is_admin() || mine
    };
    let mut tags: Vec<_> = call.state.tags.iter().collect();
    tags.sort_by(|a, b| a.name.cmp(&b.name));
    let rows = Rows::new(call.state, call.at());
    let mut j = rows.json(50_000);
    j.object(|j| {
        pages(j);
        for (outer, inner, is_active) in [
            ("active_accounts", "open_accounts", true),
            ("closed_accounts", "close_accounts", false),
        ] {
            if !is_active {
                let contacts = newest(call.state.contacts.values().filter(knows));
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
        j.key("tags").list(&tags, |j, tag| {
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

/// One customer, with everything about them.
pub(super) fn account(call: &mut Call<'_>, [id, _]: [Uuid; 2]) -> Reply {
    let missing = || reply::detail(404, "No Account matches the given query.");
    let account = call.state.accounts.get(&id).ok_or_else(missing)?;
    let me = &call.caller.person;
    let mine = account.created_by == Some(me.user) || account.assigned_to.contains(&me.profile);
    if !call.caller.is_admin() && !mine {
        return Err(reply::errors(403, NOT_ALLOWED));
    }
    let mut rows = Rows::new(call.state, call.at());
    rows.with_rollups = true;
    let mut j = rows.json(50_000);
    j.object(|j| {
        j.key("account_obj");
        rows.account(j, account, true);
        empty(
            j,
            &["attachments", "comments", "contacts", "opportunity_list"],
        );
        j.key("users")
            .list(active(call), |j, person| rows.person(j, person, &[]));
        let cases = call
            .state
            .cases
            .of_account(id)
            .filter(|case| case.is_active);
        cases_key(j, &rows, cases);
        j.key("teams")
            .list(call.state.teams.iter().rev(), |j, team| rows.team(j, team));
        j.key("stages").raw(STAGES);
        j.key("sources").raw(SOURCES);
        countries(j);
        j.key("currencies").raw(CURRENCIES);
        let words = words(call.state.dialect);
        let lists = [
            ("case_types", words.types),
            ("case_priority", words.priorities),
            ("case_status", words.statuses),
        ];
        for (key, words) in lists {
            j.key(key)
                .list(words, |j, word| j.value(&json!([word, word])));
        }
        j.key("comment_permission").bool(true);
        empty(j, &["tasks", "invoices", "emails"]);
        mentions(j, call);
        empty(j, &["leads"]);
        j.key("status").raw(r#"["open","close"]"#);
        definitions(j, call);
    });
    Ok(reply::json_text(200, j.finish()))
}

/// One person at a customer.
pub(super) fn contact(call: &mut Call<'_>, [id, _]: [Uuid; 2]) -> Reply {
    let missing = || reply::detail(404, "No Contact matches the given query.");
    let contact = call.state.contacts.get(&id).ok_or_else(missing)?;
    let me = &call.caller.person;
    let mine = contact.created_by == Some(me.user) || contact.assigned_to.contains(&me.profile);
    if !call.caller.is_admin() && !mine {
        return Err(reply::errors(403, NOT_ALLOWED));
    }
    let rows = Rows::new(call.state, call.at());
    let mut j = rows.json(20_000);
    j.object(|j| {
        j.key("contact_obj");
        rows.contact(j, contact);
        j.key("address_obj").raw(
            r#"{"address_line":null,"city":null,"state":null,"postcode":null,"country":null}"#,
        );
        countries(j);
        empty(j, &["comments", "attachments"]);
        let assigned = contact
            .assigned_to
            .iter()
            .filter_map(|id| call.state.profile(*id));
        j.key("assigned_data").list(assigned, |j, person| {
            j.value(&json!({ "id": person.user, "name": person.email }));
        });
        empty(j, &["tasks"]);
        mentions(j, call);
        empty(j, &["opportunities"]);
        let cases = call.state.cases.newest_first();
        let cases = cases.filter(|case| case.is_active && case.contacts.contains(&id));
        j.key("cases").list(cases, |j, case| {
            j.value(&json!({
                "id": case.id, "name": case.name, "status": case.status,
                "priority": case.priority,
                "created_at": crate::time::iso(case.created_at, call.state.zone()),
            }));
        });
        let others = call.state.contacts.values();
        let colleagues = others
            .filter(|one| one.id != id && one.account.is_some() && one.account == contact.account);
        j.key("colleagues").list(colleagues, |j, one| {
            j.value(&json!({
                "id": one.id, "first_name": one.first_name, "last_name": one.last_name,
                "title": one.title.clone().unwrap_or_default(),
            }));
        });
        definitions(j, call);
    });
    Ok(reply::json_text(200, j.finish()))
}

fn active<'a>(call: &'a Call<'_>) -> impl Iterator<Item = &'a crate::state::Person> {
    call.state.people.iter().filter(|person| person.is_active)
}

fn cases_key<'a>(j: &mut Json, rows: &Rows<'_>, cases: impl Iterator<Item = &'a Case>) {
    j.key("cases").list(cases, |j, case| rows.case(j, case));
}

fn mentions(j: &mut Json, call: &Call<'_>) {
    let people = call.state.people.iter().rev().filter(|one| one.is_active);
    j.key("users_mention").list(people, |j, person| {
        j.object(|j| j.key("user__email").text(&person.email));
    });
}

/// Fields of one's own exist for cases only here.
fn definitions(j: &mut Json, _: &Call<'_>) {
    j.key("custom_field_definitions").raw("[]");
}

fn empty(j: &mut Json, keys: &[&str]) {
    for key in keys {
        j.key(key).raw("[]");
    }
}

const STAGES: &str = r#"[["PROSPECTING","Prospecting"],["QUALIFICATION","Qualification"],["PROPOSAL","Proposal"],["NEGOTIATION","Negotiation"],["CLOSED_WON","Closed Won"],["CLOSED_LOST","Closed Lost"]]"#;
const SOURCES: &str = r#"[["NONE","NONE"],["CALL","CALL"],["EMAIL"," EMAIL"],["EXISTING CUSTOMER","EXISTING CUSTOMER"],["PARTNER","PARTNER"],["PUBLIC RELATIONS","PUBLIC RELATIONS"],["CAMPAIGN","CAMPAIGN"],["WEBSITE","WEBSITE"],["OTHER","OTHER"]]"#;
const CURRENCIES: &str = r#"[["USD","USD, Dollar"],["EUR","EUR, Euro"],["GBP","GBP, Pound"],["INR","INR, Rupee"],["CAD","CAD, Dollar"],["AUD","AUD, Dollar"],["JPY","JPY, Yen"],["CNY","CNY, Yuan"],["CHF","CHF, Franc"],["SGD","SGD, Dollar"],["AED","AED, Dirham"],["BRL","BRL, Real"],["MXN","MXN, Peso"]]"#;

fn newest<'a>(contacts: impl Iterator<Item = &'a Contact>) -> Vec<&'a Contact> {
    let mut contacts: Vec<_> = contacts.collect();
    contacts.sort_by_key(|one| std::cmp::Reverse((one.created_at, one.id)));
    contacts
}

fn countries(j: &mut Json) {
    j.key("countries")
        .list(COUNTRIES, |j, (code, name)| j.value(&json!([code, name])));
}

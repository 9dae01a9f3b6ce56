//! Vocabulary, people, teams, accounts and tags in the JSON of both dialects (server-contract 4, 5 and 8).

use super::{Choice, Person, Vocabulary};
use crate::crm::json::{Object, as_id, list, named, number, some_text};
use crate::id::Named;
use serde_json::Value;

/// The vocabulary a page or a detail announces: `[[value, label], ...]`. `None` where it announces none.
#[must_use]
pub fn vocabulary(body: &Object) -> Option<Vocabulary> {
    let statuses = choices(body, "status");
    let priorities = choices(body, "priority");
    if statuses.is_empty() || priorities.is_empty() {
        return None;
    }
    Some(Vocabulary {
        case_types: choices(body, "type_of_case"),
        ..with_meaning(statuses, priorities)
    })
}

/// The documented dialect announces none: its published values, in its published order.
#[must_use]
pub fn documented_vocabulary() -> Vocabulary {
    let plain = |values: &[&str]| values.iter().map(|v| choice(v, v)).collect::<Vec<_>>();
    Vocabulary {
        case_types: plain(&[
            "Technical",
            "Billing",
            "General",
            "Bug Report",
            "Feature Request",
        ]),
        ..with_meaning(
            plain(&["New", "In Progress", "On Hold", "Closed"]),
            plain(&["Low", "Normal", "High", "Critical"]),
        )
    }
}

/// Which statuses are closed or waiting is not announced: these are the values of both dialects.
fn with_meaning(statuses: Vec<Choice>, priorities: Vec<Choice>) -> Vocabulary {
    let among = |words: &[&str]| {
        statuses
            .iter()
            .map(|c| c.value.clone())
            .filter(|v| words.contains(&v.as_str()))
            .collect::<Vec<_>>()
    };
    Vocabulary {
        closed: among(&["Closed", "Rejected", "Duplicate"]),
        waiting: among(&["Pending", "On Hold"]),
        case_types: Vec::new(),
        statuses,
        priorities,
    }
}

fn choice(value: &str, label: &str) -> Choice {
    Choice {
        value: value.to_owned(),
        label: label.to_owned(),
    }
}

fn choices(body: &Object, field: &str) -> Vec<Choice> {
    let pair = |value: &Value| {
        let pair = value.as_array()?;
        let value = pair.first()?.as_str()?;
        Some(choice(
            value,
            pair.get(1).and_then(Value::as_str).unwrap_or(value),
        ))
    };
    list(body, field).iter().filter_map(pair).collect()
}

/// A member: a profile around `user_details` on Django-CRM, a plain row in the documented dialect.
#[must_use]
pub fn person(value: &Value) -> Option<Person> {
    let row = value.as_object()?;
    let Named { id, name } = named(value)?;
    let details = row.get("user_details").and_then(Value::as_object);
    Some(Person {
        id,
        user_id: details.and_then(|d| d.get("id")).and_then(as_id),
        name,
        email: some_text(details.unwrap_or(row), "email").unwrap_or_default(),
    })
}

/// A page of a long look-up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LookupPage {
    /// What can be chosen, and what stands beside it: an e-mail address, or nothing.
    pub rows: Vec<(Named, String)>,
    /// How far the next page is from this one, in rows of the server.
    pub step: u32,
    /// How many rows the server counts in all, where it does.
    pub total: Option<u32>,
}

/// Accounts: two lists in one answer that share their offset on Django-CRM, `results` in the documented dialect.
#[must_use]
pub fn accounts(body: &Object) -> LookupPage {
    if body.contains_key("results") {
        return page_of(body, "results", "count");
    }
    let mut page = LookupPage::default();
    for (outer, inner) in [
        ("active_accounts", "open_accounts"),
        ("closed_accounts", "close_accounts"),
    ] {
        let Some(half) = body.get(outer).and_then(Value::as_object) else {
            continue;
        };
        let half = page_of(half, inner, &format!("{inner}_count"));
        page.step = page.step.max(half.step);
        page.total = page.total.max(half.total);
        page.rows.extend(half.rows);
    }
    page
}

/// Contacts: `results` in both dialects.
#[must_use]
pub fn contacts(body: &Object) -> LookupPage {
    page_of(body, "results", "count")
}

fn page_of(body: &Object, field: &str, total: &str) -> LookupPage {
    let rows = list(body, field);
    let noted = |row: &Value| {
        let note = row.as_object().and_then(|row| some_text(row, "email"));
        Some((named(row)?, note.unwrap_or_default())).filter(|(named, _)| !named.name.is_empty())
    };
    LookupPage {
        rows: rows.iter().filter_map(noted).collect(),
        step: u32::try_from(rows.len()).unwrap_or(u32::MAX),
        total: number(body, total),
    }
}

/// Whose names after an `@` the server understands: `[{"user__email": ...}, ...]`, as a case read whole tells.
#[must_use]
pub fn mentionable(body: &Object) -> Vec<String> {
    list(body, "users_mention")
        .iter()
        .filter_map(|row| some_text(row.as_object()?, "user__email"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_top_two_priorities_of_either_dialect_are_urgent() {
        let documented = documented_vocabulary();
        assert!(
            documented.is_urgent("Critical")
                && documented.is_urgent("High")
                && !documented.is_urgent("Normal")
        );
        let body = json!({"status": [["New", "New"], ["Closed", "Closed"]], "priority": [["Low", "Low"], ["High", "High"], ["Urgent", "Urgent!"]]});
        let announced = vocabulary(body.as_object().unwrap()).unwrap();
        assert!(
            announced.is_urgent("Urgent")
                && announced.is_urgent("High")
                && !announced.is_urgent("Low")
        );
        assert_eq!(announced.priorities[2].label, "Urgent!");
    }

    #[test]
    fn an_unknown_status_counts_as_open_and_an_unknown_priority_as_least_pressing() {
        let v = documented_vocabulary();
        assert!(v.is_open("Banana"));
        assert!(!v.is_urgent("Banana"));
        assert!(v.priority_rank("Banana") > v.priority_rank("Low"));
    }
}

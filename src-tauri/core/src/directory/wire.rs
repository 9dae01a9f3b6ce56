//! Vocabulary, people, teams, accounts and tags in the JSON of both dialects (server-contract 4, 5 and 8).

use super::{Choice, Person, Vocabulary};
use crate::crm::json::{Object, as_id, list, named, nameds, some_text};
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

/// Accounts: two lists in one answer on Django-CRM, `results` in the documented dialect.
#[must_use]
pub fn accounts(body: &Object) -> Vec<Named> {
    if body.contains_key("results") {
        return nameds(body, "results");
    }
    [
        ("active_accounts", "open_accounts"),
        ("closed_accounts", "close_accounts"),
    ]
    .into_iter()
    .filter_map(|(outer, inner)| Some(nameds(body.get(outer)?.as_object()?, inner)))
    .flatten()
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

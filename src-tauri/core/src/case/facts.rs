//! What the server says of a case that has no column of its own, made readable: the organization's own fields, deadlines,
//! parent, escalations. Pure, from [`ServerCase::extra`]; nothing of it is ever dropped from the mirror.

use super::ServerCase;
use crate::directory::CustomField;
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;

/// A field of the organization's own, to be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct LabeledValue {
    /// What people call it; its key where no definition is known.
    pub label: String,
    /// Its value, as people read it.
    pub value: String,
}

/// What a [`Fact`] is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum FactKind {
    /// The case it is a part of: a name.
    Parent,
    /// Cases that are parts of it: a number.
    Children,
    /// It is the problem behind others.
    Problem,
    /// The first response is due, or was.
    FirstResponseDue,
    /// The first response was given.
    FirstResponse,
    /// The solution is due, or was.
    ResolutionDue,
    /// It was solved.
    Resolved,
    /// The clock of the deadlines stands still.
    Paused,
    /// It was escalated: a number.
    Escalations,
    /// Who watches it: names.
    Watchers,
}

/// Something the server says of a case, besides its fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Fact {
    /// What it is about.
    pub kind: FactKind,
    /// A name or a number; empty where the kind says it all.
    pub text: String,
    /// When.
    pub at: Option<DateTime<Utc>>,
    /// A deadline that was missed, as the server last counted.
    pub missed: bool,
}

/// The organization's own fields that have a value, in the organization's order; those without a definition last, by key.
#[must_use]
pub fn custom_fields(case: &ServerCase, defined: &[CustomField]) -> Vec<LabeledValue> {
    let Some(values) = case.extra.get("custom_fields").and_then(Value::as_object) else {
        return Vec::new();
    };
    let known = defined.iter().filter_map(|field| {
        let value = readable(values.get(&field.key)?)?;
        let option = field.options.iter().find(|(stored, _)| *stored == value);
        Some(LabeledValue {
            label: field.label.clone(),
            value: option.map_or(value, |(_, label)| label.clone()),
        })
    });
    let unknown = values
        .iter()
        .filter(|(key, _)| defined.iter().all(|field| field.key != **key))
        .filter_map(|(key, value)| {
            Some(LabeledValue {
                label: key.clone(),
                value: readable(value)?,
            })
        });
    known.chain(unknown).collect()
}

/// A value as a person reads it; `None` for nothing.
fn readable(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => (!text.is_empty()).then(|| text.clone()),
        Value::Bool(yes) => Some(if *yes { "yes" } else { "no" }.to_owned()),
        Value::Array(all) => {
            let all: Vec<String> = all.iter().filter_map(readable).collect();
            (!all.is_empty()).then(|| all.join(", "))
        }
        Value::Number(_) | Value::Object(_) => Some(value.to_string()),
    }
}

/// What else the server says, in a steady order.
#[must_use]
pub fn facts(case: &ServerCase) -> Vec<Fact> {
    let extra = &case.extra;
    let at = |field: &str| {
        let text = extra.get(field)?.as_str()?;
        let at = DateTime::parse_from_rfc3339(text).ok()?;
        Some(at.with_timezone(&Utc))
    };
    let is = |field: &str| extra.get(field).and_then(Value::as_bool).unwrap_or(false);
    let count = |field: &str| extra.get(field).and_then(Value::as_u64).filter(|n| *n > 0);
    let fact = |kind, text: String| Fact {
        kind,
        text,
        at: None,
        missed: false,
    };
    let when = |kind, field: &str| {
        at(field).map(|at| Fact {
            at: Some(at),
            ..fact(kind, String::new())
        })
    };
    let due = |kind, field: &str, missed: &str| {
        when(kind, field).map(|due| Fact {
            missed: is(missed),
            ..due
        })
    };
    let parent = extra
        .get("parent_summary")
        .and_then(|parent| readable(parent.get("name")?));
    let watchers = extra.get("watchers").and_then(|all| {
        let names = all.as_array()?.iter().filter_map(crate::crm::json::named);
        let names: Vec<String> = names.map(|n| n.name).filter(|n| !n.is_empty()).collect();
        (!names.is_empty()).then(|| names.join(", "))
    });
    // Once the response was given or the case solved, its deadline says nothing any more.
    let first_response = when(FactKind::FirstResponse, "first_response_at").or_else(|| {
        due(
            FactKind::FirstResponseDue,
            "first_response_sla_deadline",
            "is_sla_first_response_breached",
        )
    });
    let resolution = when(FactKind::Resolved, "resolved_at").or_else(|| {
        due(
            FactKind::ResolutionDue,
            "resolution_sla_deadline",
            "is_sla_resolution_breached",
        )
    });
    [
        parent.map(|name| fact(FactKind::Parent, name)),
        count("child_count").map(|n| fact(FactKind::Children, n.to_string())),
        is("is_problem").then(|| fact(FactKind::Problem, String::new())),
        first_response,
        resolution,
        when(FactKind::Paused, "sla_paused_at"),
        count("escalation_count").map(|n| fact(FactKind::Escalations, n.to_string())),
        watchers.map(|names| fact(FactKind::Watchers, names)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn case(more: Value) -> ServerCase {
        let mut row = json!({"id": "1", "name": "n", "status": "New", "priority": "Low", "created_on": "2026-01-01T00:00:00Z"});
        for (key, value) in more.as_object().unwrap() {
            row[key] = value.clone();
        }
        crate::case::wire::read(&row).unwrap()
    }

    #[test]
    fn own_fields_are_labeled_in_order_and_unknown_ones_shown_by_key() {
        let region = CustomField {
            key: "region".to_owned(),
            label: "Region".to_owned(),
            field_type: "dropdown".to_owned(),
            options: vec![("EU".to_owned(), "Europe".to_owned())],
            is_required: false,
        };
        let case = case(
            json!({"custom_fields": {"zip": 8001, "region": "EU", "none": null, "vip": true, "old": ""}}),
        );
        let shown: Vec<_> = custom_fields(&case, &[region])
            .into_iter()
            .map(|f| format!("{}: {}", f.label, f.value))
            .collect();
        assert_eq!(shown, ["Region: Europe", "zip: 8001", "vip: yes"]);
    }

    #[test]
    fn deadlines_are_told_until_they_are_met() {
        let open = case(json!({
            "first_response_sla_deadline": "2026-11-23T13:12:47.898988Z", "is_sla_first_response_breached": true,
            "first_response_at": null, "resolved_at": null, "parent_summary": {"id": "p", "name": "The outage", "status": "New"},
            "escalation_count": 0, "child_count": 2
        }));
        let kinds: Vec<_> = facts(&open)
            .into_iter()
            .map(|f| (f.kind, f.missed))
            .collect();
        assert_eq!(
            kinds,
            [
                (FactKind::Parent, false),
                (FactKind::Children, false),
                (FactKind::FirstResponseDue, true)
            ]
        );
        let answered = case(json!({
            "first_response_sla_deadline": "2026-11-23T13:12:47Z", "first_response_at": "2026-11-23T10:00:00Z"
        }));
        assert_eq!(facts(&answered)[0].kind, FactKind::FirstResponse);
        assert!(facts(&case(json!({}))).is_empty());
    }
}

//! A case in the JSON of both dialects, both ways.
//!
//! Envelopes (pages, details) are `crm/envelope.rs`'s. Source of the shapes: server-contract 3.1-3.4 and 8.

use super::{CaseSet, Field, NewCase, ServerCase, has_column};
use crate::crm::dialect::Dialect;
use crate::crm::form::Form;
use crate::crm::json::{
    Malformed, Object, day, id, instant, named, nameds, object, required, some_text,
};
use chrono::NaiveDate;
use serde_json::{Map, Value, json};

/// Fields that a PUT sets, and that a value nobody knows may stand in.
const PUT: [&str; 7] = [
    "case_type",
    "description",
    "closed_on",
    "account",
    "contacts",
    "assigned_to",
    "teams",
];

/// A case as either dialect writes it: related things are objects in one and ids in the other, the creation time is
/// `created_at` in one and `created_on` in the other; nothing else differs.
///
/// # Errors
/// `Malformed` when the row lacks what no case can do without: id, name, status, priority, creation time.
pub fn read(value: &Value) -> Result<ServerCase, Malformed> {
    let row = object(value, "case")?;
    let created = if row.contains_key("created_at") {
        "created_at"
    } else {
        "created_on"
    };
    Ok(ServerCase {
        server_id: id(row)?,
        name: required(row, "name")?,
        status: required(row, "status")?,
        priority: required(row, "priority")?,
        case_type: some_text(row, "case_type"),
        description: row
            .get("description")
            .filter(|value| fits("description", value))
            .map(|value| value.as_str().unwrap_or_default().to_owned()),
        closed_on: day(row, "closed_on"),
        account: row.get("account").and_then(named),
        contacts: nameds(row, "contacts"),
        assignees: nameds(row, "assigned_to"),
        teams: nameds(row, "teams"),
        tags: nameds(row, "tags"),
        created_by: row.get("created_by").and_then(named),
        created_at: instant(row, created)?,
        is_active: row
            .get("is_active")
            .and_then(Value::as_bool)
            .unwrap_or(true),
        extra: extra(row),
    })
}

/// Who works on a case stands beside it where the published description has it, and in it elsewhere.
pub fn read_beside(case: &mut ServerCase, envelope: &Object) {
    for (key, them) in [
        ("assigned_to", &mut case.assignees),
        ("teams", &mut case.teams),
    ] {
        let Some(value) = envelope.get(key) else {
            continue;
        };
        *them = nameds(envelope, key);
        case.extra.shift_remove(key);
        if !fits(key, value) {
            case.extra.insert(key.to_owned(), value.clone());
        }
    }
}

fn extra(row: &Object) -> Map<String, Value> {
    row.iter()
        .filter(|(k, v)| !has_column(k) || !fits(k, v))
        .map(|(k, v)| (k.clone(), v.clone()))
        .collect()
}

/// Does the field's column hold all that this value says? What it does not (a closing date with a time of day, a kind of
/// value nobody knows) is kept as it came, because a PUT must give it back as it was.
fn fits(key: &str, value: &Value) -> bool {
    let is_day = |text: &str| text.len() == 10 && text.parse::<NaiveDate>().is_ok();
    match (key, value) {
        (_, Value::Null) => true,
        ("case_type" | "description", value) => value.is_string(),
        ("closed_on", value) => value.as_str().is_some_and(is_day),
        ("account", value) => named(value).is_some(),
        ("contacts" | "assigned_to" | "teams" | "tags", value) => value
            .as_array()
            .is_some_and(|them| them.iter().all(|one| named(one).is_some())),
        _ => true,
    }
}

/// A field's name on the wire.
#[must_use]
pub fn key(field: Field) -> &'static str {
    match field {
        Field::Name => "name",
        Field::Status => "status",
        Field::Priority => "priority",
        Field::CaseType => "case_type",
        Field::Description => "description",
        Field::ClosedOn => "closed_on",
    }
}

/// A set's name on the wire.
#[must_use]
pub fn set_key(set: CaseSet) -> &'static str {
    match set {
        CaseSet::Assignees => "assigned_to",
        CaseSet::Teams => "teams",
        CaseSet::Contacts => "contacts",
        CaseSet::Tags => "tags",
    }
}

/// The body of a PATCH: the changed field only, and the closing date with a closing status.
#[must_use]
pub fn patch(field: Field, desired: Option<&str>, closed_on: Option<NaiveDate>) -> Value {
    let mut body = Map::new();
    body.insert(
        key(field).to_owned(),
        desired.map_or(Value::Null, |v| json!(v)),
    );
    if let (Field::Status, Some(day)) = (field, closed_on) {
        body.insert("closed_on".to_owned(), json!(day));
    }
    Value::Object(body)
}

/// A closing day, as a PUT wants it: Django-CRM refuses a time of day, the published description has one.
fn closing(dialect: Dialect, day: NaiveDate) -> Value {
    match dialect {
        Dialect::Documented => json!(format!("{day}T00:00:00Z")),
        Dialect::Bottlecrm => json!(day),
    }
}

/// The body of a PUT that changes nothing: every field that the server would lose if it were left out.
#[must_use]
pub fn put_all(dialect: Dialect, now: &ServerCase) -> Value {
    let ids = |them: &[crate::id::Named]| them.iter().map(|n| json!(n.id)).collect::<Vec<_>>();
    let midnight = now.closed_on.map(|day| closing(dialect, day));
    let mut body = json!({
        "name": now.name, "status": now.status, "priority": now.priority, "case_type": now.case_type,
        "account": now.account.as_ref().map(|a| &a.id), "closed_on": midnight,
        "contacts": ids(&now.contacts), "assigned_to": ids(&now.assignees), "teams": ids(&now.teams),
    });
    if let Some(fields) = body.as_object_mut() {
        if let Some(description) = &now.description {
            fields.insert("description".to_owned(), json!(description));
        }
        for key in PUT {
            if let Some(as_it_came) = now.extra.get(key) {
                fields.insert(key.to_owned(), as_it_came.clone());
            }
        }
    }
    body
}

/// The body of a PUT: the field, and every other one that the server would lose if it were left out.
#[must_use]
pub fn put(
    dialect: Dialect,
    now: &ServerCase,
    field: Field,
    desired: Option<&str>,
    closed_on: Option<NaiveDate>,
) -> Value {
    let mut body = put_all(dialect, now);
    if let Some(fields) = body.as_object_mut() {
        fields.insert(
            key(field).to_owned(),
            desired.map_or(Value::Null, |v| json!(v)),
        );
        if let (Field::Status, Some(day)) = (field, closed_on) {
            fields.insert("closed_on".to_owned(), closing(dialect, day));
        }
    }
    body
}

/// The body of a create. Empty sets are left out: a server may route a case by itself.
#[must_use]
pub fn create(new: &NewCase) -> Value {
    let mut body = Map::new();
    body.insert("name".to_owned(), json!(new.name));
    body.insert("status".to_owned(), json!(new.status));
    body.insert("priority".to_owned(), json!(new.priority));
    if let Some(case_type) = &new.case_type {
        body.insert("case_type".to_owned(), json!(case_type));
    }
    if !new.description.is_empty() {
        body.insert("description".to_owned(), json!(new.description));
    }
    if let Some(account) = &new.account_id {
        body.insert("account".to_owned(), json!(account));
    }
    for (set, ids) in [
        (CaseSet::Assignees, &new.assignee_ids),
        (CaseSet::Teams, &new.team_ids),
        (CaseSet::Contacts, &new.contact_ids),
        (CaseSet::Tags, &new.tag_ids),
    ] {
        if !ids.is_empty() {
            body.insert(set_key(set).to_owned(), json!(ids));
        }
    }
    Value::Object(body)
}

/// The same as a form, for a file to go with it: sets are JSON texts in it (server-contract 3.3).
#[must_use]
pub fn create_form(new: &NewCase) -> Form<'static> {
    let fields = create(new);
    let fields = fields.as_object().into_iter().flatten();
    fields.fold(Form::default(), |form, (name, value)| match value {
        Value::String(text) => form.text(name, text),
        other => form.text(name, &other.to_string()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn documented() -> Value {
        json!({
            "id": "c1", "name": "Login Issues", "status": "In Progress", "priority": "High", "case_type": "Technical",
            "account": "a1", "contacts": ["k1"], "created_on": "2023-01-15T10:30:00Z", "closed_on": null,
            "assigned_to": ["u1"], "teams": ["t1"]
        })
    }

    #[test]
    fn the_documented_row_gives_ids_without_names() {
        let case = read(&documented()).unwrap();
        assert_eq!(case.account.unwrap().id.as_str(), "a1");
        assert_eq!(case.assignees[0].name, "");
        assert_eq!(
            case.description, None,
            "the row does not carry it, so it is not known"
        );
    }

    #[test]
    fn unknown_fields_and_values_are_kept() {
        let mut row = documented();
        row["status"] = json!("Banana");
        row["shoe_size"] = json!(43);
        let case = read(&row).unwrap();
        assert_eq!(case.status, "Banana");
        assert_eq!(case.extra["shoe_size"], json!(43));
    }

    #[test]
    fn what_no_column_can_hold_goes_back_in_a_put_as_it_came() {
        let mut row = documented();
        row["contacts"] = json!(["k1", {"person": "k2"}]);
        row["account"] = json!({"number": 17});
        row["case_type"] = json!(["Technical", "Billing"]);
        row["closed_on"] = json!("Tuesday");
        row["description"] = json!({"html": "<p>Hello</p>"});
        let case = read(&row).unwrap();
        let body = put(
            Dialect::Documented,
            &case,
            Field::Priority,
            Some("Low"),
            None,
        );
        for field in [
            "contacts",
            "account",
            "case_type",
            "closed_on",
            "description",
        ] {
            assert_eq!(body[field], row[field]);
        }
        assert_eq!(body["priority"], json!("Low"));
    }

    #[test]
    fn a_case_that_was_opened_again_does_not_keep_its_old_closing_date() {
        let mut row = documented();
        row["closed_on"] = json!("2023-02-05T16:30:00Z");
        let closed = read(&row).unwrap();
        let open = read(&documented()).unwrap().or_known(Some(&closed));
        assert_eq!(
            put_all(Dialect::Documented, &open)["closed_on"],
            Value::Null
        );
    }

    #[test]
    fn who_works_on_it_is_read_beside_the_case_only_where_it_stands_there() {
        let mut case = read(&documented()).unwrap();
        read_beside(&mut case, json!({"teams": ["t2"]}).as_object().unwrap());
        assert_eq!(case.assignees[0].id.as_str(), "u1");
        assert_eq!(case.teams[0].id.as_str(), "t2");
    }

    #[test]
    fn a_row_without_a_name_is_set_aside_with_its_reason() {
        let mut row = documented();
        row.as_object_mut().unwrap().remove("name");
        assert_eq!(read(&row).unwrap_err().to_string(), "name: missing");
    }

    #[test]
    fn a_patch_holds_the_changed_field_and_the_closing_date_only() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 23);
        assert_eq!(
            patch(Field::Priority, Some("High"), None),
            json!({"priority": "High"})
        );
        assert_eq!(
            patch(Field::Status, Some("Closed"), day),
            json!({"status": "Closed", "closed_on": "2026-11-23"})
        );
    }

    #[test]
    fn a_put_carries_everything_the_server_would_lose() {
        let mut closed = documented();
        closed["closed_on"] = json!("2023-02-05T16:30:00Z");
        let case = read(&closed).unwrap();
        let body = put(
            Dialect::Documented,
            &case,
            Field::Priority,
            Some("Low"),
            None,
        );
        assert_eq!(body["priority"], json!("Low"));
        assert_eq!(body["contacts"], json!(["k1"]));
        assert_eq!(body["assigned_to"], json!(["u1"]));
        assert_eq!(body["account"], json!("a1"));
        assert_eq!(body["closed_on"], closed["closed_on"], "to the second");
        assert!(body.get("description").is_none(), "not known, so not sent");
        let day = NaiveDate::from_ymd_opt(2026, 11, 23);
        let real = put(
            Dialect::Bottlecrm,
            &case,
            Field::Status,
            Some("Closed"),
            day,
        );
        assert_eq!(
            real["closed_on"],
            json!("2026-11-23"),
            "a day without a time"
        );
    }
}

//! Fields an administrator added to the cases: their definitions, and what may be written into them.

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{Call, NOT_YOURS};
use crate::body;
use crate::desk::Field;
use crate::message::{Method, Response};
use crate::reply::{self, Reply};
use crate::state::State;
use crate::time;

const KINDS: [&str; 6] = ["text", "textarea", "number", "dropdown", "date", "checkbox"];

/// A definition.
pub(super) fn row(field: &Field, place: usize, zone: i32) -> Value {
    json!({
        "id": field.id, "target_model": "Case", "key": field.key, "label": field.label,
        "field_type": field.kind, "options": field.options, "is_required": field.is_required,
        "is_filterable": false, "display_order": place, "is_active": field.is_active,
        "created_at": time::iso(field.created_at, zone),
        "updated_at": time::iso(field.updated_at, zone),
    })
}

/// The definitions a case's detail brings along.
pub(super) fn definitions(state: &State) -> Vec<Value> {
    let fields = state.desk.fields.iter().filter(|field| field.is_active);
    let rows = fields.enumerate();
    rows.map(|(place, field)| row(field, place, state.zone()))
        .collect()
}

pub(super) fn all(call: &mut Call<'_>, _: [Uuid; 2]) -> Reply {
    if call.request.method == Method::Post {
        return add(call);
    }
    let wanted = call
        .request
        .arg("target_model")
        .is_none_or(|model| model == "Case");
    let state = &*call.state;
    let fields = state.desk.fields.iter().filter(|_| wanted).enumerate();
    let lacks = |field: &Field| {
        let cases = state.cases.newest_first();
        cases
            .filter(|case| !case.custom_fields.contains_key(&field.key))
            .count()
    };
    let rows = fields.map(|(place, field)| {
        let mut row = row(field, place, state.zone());
        reply::put(&mut row, "records_missing_value", json!(lacks(field)));
        row
    });
    let rows: Vec<Value> = rows.collect();
    let all = || state.desk.fields.iter();
    let gaps = all().filter(|field| field.is_required && lacks(field) > 0);
    let totals = json!({
        "count": rows.len(), "active": all().filter(|field| field.is_active).count(),
        "models_extended": usize::from(!rows.is_empty()), "required_with_gaps": gaps.count(),
    });
    let out = json!({ "definitions": rows, "totals": totals });
    Ok(reply::json_value(200, &out))
}

fn add(call: &mut Call<'_>) -> Reply {
    administers(call)?;
    let given = body::read(call.request)?;
    let text = |key: &str| given.text(key).unwrap_or_default().to_owned();
    let (key, kind) = (text("key"), text("field_type"));
    if key.is_empty() || !KINDS.contains(&kind.as_str()) {
        let problem = json!({ "field_type": [format!("\"{kind}\" is not a valid choice.")] });
        return Err(reply::errors(400, problem));
    }
    let now = call.tick.now();
    let field = Field {
        id: call.state.ids.fresh(),
        label: text("label"),
        options: given.get("options").cloned().unwrap_or(Value::Null),
        is_required: given.flag("is_required").unwrap_or(false),
        is_active: true,
        created_at: now,
        updated_at: call.tick.now(),
        key,
        kind,
    };
    let out = row(&field, 0, call.state.zone());
    call.state.desk.fields.push(field);
    Ok(reply::json_value(201, &out))
}

/// Read, changed, or switched off.
pub(super) fn one(call: &mut Call<'_>, [id, _]: [Uuid; 2]) -> Reply {
    let method = call.request.method;
    if !method.is_safe() {
        administers(call)?;
    }
    let given = body::read(call.request)?;
    let (now, zone) = (call.tick.now(), call.state.zone());
    let mut fields = call.state.desk.fields.iter_mut();
    let missing = || reply::detail(404, "No CustomFieldDefinition matches the given query.");
    let field = fields.find(|field| field.id == id).ok_or_else(missing)?;
    if method == Method::Delete {
        field.is_active = false;
        return Ok(reply::empty(204));
    }
    if method == Method::Patch {
        if let Some(label) = given.text("label") {
            field.label = label.to_owned();
        }
        if let Some(active) = given.flag("is_active") {
            field.is_active = active;
        }
        field.updated_at = now;
    }
    let out = row(field, 0, zone);
    Ok(reply::json_value(200, &out))
}

fn administers(call: &Call<'_>) -> Result<(), Response> {
    if call.caller.is_admin() {
        Ok(())
    } else {
        Err(reply::errors(403, NOT_YOURS))
    }
}

/// What a case's fields are after this was written: unknown keys are dropped without a word, null takes a key away.
/// `Err` tells what is wrong with which key.
pub(super) fn merged(
    state: &State,
    before: &Map<String, Value>,
    given: &Map<String, Value>,
) -> Result<Map<String, Value>, Map<String, Value>> {
    let (mut after, mut problems) = (before.clone(), Map::new());
    for field in state.desk.fields.iter().filter(|field| field.is_active) {
        match given.get(&field.key) {
            None => {}
            Some(Value::Null) => {
                after.remove(&field.key);
            }
            Some(value) => match problem(field, value) {
                Some(problem) => {
                    problems.insert(field.key.clone(), json!(problem));
                }
                None => {
                    after.insert(field.key.clone(), value.clone());
                }
            },
        }
    }
    if problems.is_empty() {
        Ok(after)
    } else {
        Err(problems)
    }
}

fn problem(field: &Field, value: &Value) -> Option<String> {
    match field.kind.as_str() {
        "dropdown" => {
            let options = field.options.as_array().into_iter().flatten();
            let words: Vec<&str> = options
                .filter_map(|one| one.get("value")?.as_str())
                .collect();
            let fits = value.as_str().is_some_and(|text| words.contains(&text));
            let words: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
            (!fits).then(|| format!("must be one of [{}]", words.join(", ")))
        }
        "number" => (!value.is_number()).then(|| "must be a number".to_owned()),
        "checkbox" => (!value.is_boolean()).then(|| "must be true or false".to_owned()),
        "date" => {
            let date = value.as_str().and_then(time::parse_date);
            date.is_none()
                .then(|| "must be a date (YYYY-MM-DD)".to_owned())
        }
        _ => (!value.is_string()).then(|| "must be a string".to_owned()),
    }
}

//! Pages of the case list: one bad row never takes the others along, and nothing of a row that was read is lost, neither
//! on its way into the mirror nor on its way back in a PUT.

use crate::bend::bend;
use crate::chance::Chance;
use crate::corpus::{self, Body, rows_key};
use crate::graft::graft;
use crate::hunt::hunt;
use crate::line::{now, saying};
use satchel_core::case::table::Seen;
use satchel_core::case::{self, ServerCase};
use satchel_core::crm::dialect::Dialect;
use satchel_core::crm::envelope;
use satchel_core::crm::{CrmError, ListQuery};
use satchel_core::id::CaseId;
use satchel_core::mirror::Mirror;
use satchel_core::store::Place;
use satchel_tests::{VirtualClock, stored};
use serde_json::{Value, json};
use std::sync::Arc;

/// Fields with a column of their own; every other one must be kept as it came.
const COLUMNS: [&str; 18] = [
    "id",
    "name",
    "status",
    "priority",
    "case_type",
    "description",
    "closed_on",
    "account",
    "contacts",
    "assigned_to",
    "teams",
    "tags",
    "created_by",
    "created_at",
    "created_on",
    "is_active",
    "org",
    "time_summary",
];

/// A page and what is read of it untouched.
struct Known {
    body: Body,
    rows: Vec<ServerCase>,
    /// The text of the body before and after each row.
    around: Vec<(Vec<u8>, Vec<u8>)>,
}

fn known() -> Vec<Known> {
    let read = |body: Body| {
        let page = envelope::page(body.dialect, &body.json).expect("a page as it was recorded");
        assert!(page.bad.is_empty(), "{:?}", page.bad);
        let around = |at| {
            let mut page = body.json.clone();
            page[rows_key(body.dialect)][at] = json!("@row@");
            let text = page.to_string();
            let (before, after) = text.split_once("\"@row@\"").unwrap();
            (before.as_bytes().to_vec(), after.as_bytes().to_vec())
        };
        Known {
            around: (0..page.rows.len()).map(around).collect(),
            rows: page.rows,
            body,
        }
    };
    corpus::pages().into_iter().map(read).collect()
}

#[test]
fn lists_one_row_is_one_row() {
    let known = known();
    let mirror = mirror();
    let mut turn = 0;
    let make = |chance: &mut Chance| {
        let which = chance.below(known.len());
        let Known { body, rows, .. } = &known[which];
        let at = chance.below(rows.len());
        let row = graft(chance, &body.json[rows_key(body.dialect)][at]);
        ((which, at), row)
    };
    hunt(
        "lists_one_row_is_one_row",
        6_000,
        make,
        |((which, at), row)| {
            let Known { body, rows, around } = &known[*which];
            let (before, after) = &around[*at];
            let bytes = [before.as_slice(), row, after].concat();
            let page = now(saying(body.dialect, &bytes).list(&ListQuery::Newest, 50))
                .map_err(|e| format!("the whole page is refused: {e}"))?;
            let mut others = rows.clone();
            others.remove(*at);
            match (page.rows.len(), page.bad.len()) {
                (read, 1) if read == others.len() => same(page.rows, &others),
                (read, 0) if read == rows.len() => {
                    let mut read = page.rows;
                    let grafted = read.remove(*at);
                    same(read, &others)?;
                    if let Ok(raw) = serde_json::from_slice(row) {
                        nothing_is_lost(&raw, &grafted)?;
                    }
                    turn += 1;
                    if turn % 8 == 0 {
                        into_the_mirror_and_out(&mirror, grafted)?;
                    }
                    Ok(())
                }
                (read, bad) => Err(format!("{read} rows and {bad} bad ones of {}", rows.len())),
            }
        },
    );
}

fn same(read: Vec<ServerCase>, others: &[ServerCase]) -> Result<(), String> {
    if read == others {
        Ok(())
    } else {
        Err("another row changed".to_owned())
    }
}

/// Every field that is not a column stands in `extra`; every field of a PUT means what the server said.
fn nothing_is_lost(raw: &Value, read: &ServerCase) -> Result<(), String> {
    let fields = raw.as_object().ok_or("a row that is no object was read")?;
    for (key, value) in fields {
        if !COLUMNS.contains(&key.as_str()) && read.extra.get(key) != Some(value) {
            return Err(format!(
                "{key} was {value} and is {:?}",
                read.extra.get(key)
            ));
        }
    }
    let put = case::wire::put_all(Dialect::Documented, read);
    let back = put.as_object().ok_or("a PUT without fields")?;
    for (key, value) in back {
        let was = fields.get(key).unwrap_or(&Value::Null);
        if !means_the_same(was, value) {
            return Err(format!(
                "{key} was {was}, and a PUT of something else makes it {value}"
            ));
        }
    }
    for key in [
        "name",
        "status",
        "priority",
        "case_type",
        "account",
        "closed_on",
        "contacts",
        "assigned_to",
        "teams",
    ] {
        if !back.contains_key(key) {
            return Err(format!("a PUT without {key} loses it"));
        }
    }
    if fields.contains_key("description") && !back.contains_key("description") {
        return Err("a PUT without the description loses it".to_owned());
    }
    Ok(())
}

/// Absent, null, "" and no elements are one; a thing is its id; a day is its midnight.
fn means_the_same(was: &Value, is: &Value) -> bool {
    let plain = |value: &Value| match value {
        Value::Object(fields) => fields.get("id").cloned().unwrap_or_default(),
        other => other.clone(),
    };
    let id = |value: &Value| match plain(value) {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text,
        _ => String::new(),
    };
    let nothing = |value: &Value| {
        value.is_null() || value == "" || value.as_array().is_some_and(Vec::is_empty)
    };
    let midnight = |value: &Value| format!("{}T00:00:00Z", value.as_str().unwrap_or_default());
    was == is
        || (nothing(was) && nothing(is))
        || (is.as_str().is_some()
            && (id(was) == *is.as_str().unwrap() || midnight(was) == *is.as_str().unwrap()))
        || match (was, is) {
            (Value::Array(was), Value::Array(is)) => {
                was.len() == is.len() && was.iter().zip(is).all(|(was, is)| id(was) == id(is))
            }
            _ => false,
        }
}

fn mirror() -> Mirror {
    stored(&Place::Memory, Arc::new(VirtualClock::default()))
}

/// What is stored of a row is the row, and the view can be made of it.
fn into_the_mirror_and_out(mirror: &Mirror, mut row: ServerCase) -> Result<(), String> {
    let got = mirror.write(|w| {
        let known = case::table::by_server_id(w, &row.server_id)?;
        let id = known.unwrap_or_else(|| CaseId(w.clock().new_id()));
        let seen = Seen {
            at: w.now(),
            sweep: 1,
            detailed: false,
            changed: true,
        };
        case::table::put(w, id, &row, &seen)?;
        w.touch(id);
        case::table::get(w, id)
    });
    let got = got.map_err(|e| format!("the mirror does not take it: {e}"))?;
    // The mirror keeps microseconds, as the server does.
    let nanos = row.created_at.timestamp_subsec_nanos() % 1000;
    row.created_at -= chrono::TimeDelta::nanoseconds(i64::from(nanos));
    match got {
        Some(got) if got.case == row => Ok(()),
        got => Err(format!("the mirror made {got:?} of {row:?}")),
    }
}

#[test]
fn lists_bent_anywhere() {
    let pages = corpus::pages();
    let make = |chance: &mut Chance| {
        let page = chance.pick(&pages);
        let bytes = if chance.once_in(2) {
            graft(chance, &page.json)
        } else {
            let other = chance.pick(&pages).json.to_string();
            bend(chance, page.json.to_string().as_bytes(), other.as_bytes())
        };
        let dialect = *chance.pick(&[page.dialect, Dialect::Documented, Dialect::Bottlecrm]);
        (dialect, bytes)
    };
    hunt(
        "lists_bent_anywhere",
        8_000,
        make,
        |(dialect, bytes)| match now(saying(*dialect, bytes).list(&ListQuery::Newest, 50)) {
            Ok(page)
                if page
                    .rows
                    .iter()
                    .all(|row| !row.server_id.as_str().is_empty()) =>
            {
                Ok(())
            }
            Ok(_) => Err("a row without an id".to_owned()),
            Err(CrmError::Malformed(_) | CrmError::CaptivePortal) => Ok(()),
            Err(other) => Err(format!("a page that can't be read is {other:?}")),
        },
    );
}

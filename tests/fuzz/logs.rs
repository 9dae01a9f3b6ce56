//! The feed of changes and a case's log: a bad row is left out, the others stand.

use crate::chance::Chance;
use crate::corpus;
use crate::graft::graft;
use crate::hunt::hunt;
use crate::line::{now, saying};
use satchel_core::crm::envelope::{Activity, activity};
use serde_json::{Value, json};

#[test]
fn logs_one_row_is_one_row() {
    let logs: Vec<Vec<Value>> = corpus::logs()
        .iter()
        .map(|body| {
            corpus::log_rows(&body.json)
                .unwrap()
                .iter()
                .take(8)
                .cloned()
                .collect()
        })
        .collect();
    let known: Vec<Vec<Activity>> = logs
        .iter()
        .map(|rows| {
            rows.iter()
                .map(|row| activity(row).expect("a row as recorded"))
                .collect()
        })
        .collect();
    let make = |chance: &mut Chance| {
        let which = chance.below(logs.len());
        let at = chance.below(logs[which].len());
        ((which, at), graft(chance, &logs[which][at]))
    };
    hunt(
        "logs_one_row_is_one_row",
        8_000,
        make,
        |((which, at), row)| {
            let mut rows = logs[*which].clone();
            rows[*at] = json!("@row@");
            let text = json!({"activities": rows}).to_string();
            let (before, after) = text.split_once("\"@row@\"").unwrap();
            let bytes = [before.as_bytes(), row, after.as_bytes()].concat();
            let crm = saying(satchel_core::crm::dialect::Dialect::Bottlecrm, &bytes);
            let mut read =
                now(crm.feed()).map_err(|e| format!("the whole feed is refused: {e}"))?;
            let mut others = known[*which].clone();
            others.remove(*at);
            if read.len() > others.len() {
                read.remove(*at);
            }
            if read == others {
                Ok(())
            } else {
                Err("another row changed".to_owned())
            }
        },
    );
}

//! SQL of the history. Rows are added by mutations and by push, and never changed.

use super::{HistoryItem, Record};
use crate::error::{Error, Result};
use crate::id::{CaseId, IntentId};
use crate::intent::Payload;
use crate::store::Tx;
use crate::store::columns::{Json, Micros, count};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};

/// Adds a record.
///
/// # Errors
/// `Storage`.
pub fn add(
    tx: &Tx<'_>,
    case: CaseId,
    intent: IntentId,
    at: DateTime<Utc>,
    record: &Record,
) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO history (case_id, intent_id, at, record) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![case, intent, Micros(at), Json(record)])?;
    Ok(())
}

/// Adds a record, unless this intent has it already.
///
/// # Errors
/// `Storage`.
pub fn add_once(
    tx: &Tx<'_>,
    case: CaseId,
    intent: IntentId,
    at: DateTime<Utc>,
    record: &Record,
) -> Result<()> {
    let is_there = tx
        .prepare_cached("SELECT 1 FROM history WHERE intent_id = ?1 AND record = ?2")?
        .exists(params![intent, Json(record)])?;
    if is_there {
        Ok(())
    } else {
        add(tx, case, intent, at, record)
    }
}

/// A case's history, the newest first; records that this program can't read are left out.
///
/// # Errors
/// `Storage`.
pub fn of_case(db: &Connection, case: CaseId, limit: u32) -> Result<Vec<HistoryItem>> {
    let mut statement = db.prepare_cached(
        "SELECT id, intent_id, at, record FROM history WHERE case_id = ?1 ORDER BY id DESC LIMIT ?2",
    )?;
    let rows = statement.query_map(params![case, limit], |row| {
        let (id, intent): (i64, Option<IntentId>) = (row.get(0)?, row.get(1)?);
        let (at, json): (Micros, String) = (row.get(2)?, row.get(3)?);
        Ok((id, intent, at.0, json))
    })?;
    let mut items = Vec::new();
    for row in rows {
        let (id, intent, at, json) = row?;
        if let Ok(record) = serde_json::from_str(&json) {
            items.push(HistoryItem::new(count(id)?, intent, at, record));
        }
    }
    Ok(items)
}

/// One record and its case.
///
/// # Errors
/// `NotFound`; `Storage`.
pub fn get(db: &Connection, id: u32) -> Result<(CaseId, Record)> {
    db.prepare_cached("SELECT case_id, record FROM history WHERE id = ?1")?
        .query_row([id], |row| {
            Ok((row.get(0)?, row.get::<_, Json<Record>>(1)?.0))
        })
        .optional()?
        .ok_or(Error::NotFound("entry of the history"))
}

/// What became of one intent so far, the oldest first; records that this program can't read are left out.
///
/// # Errors
/// `Storage`.
pub fn of_intent(db: &Connection, case: CaseId, intent: IntentId) -> Result<Vec<Record>> {
    let mut statement = db.prepare_cached(
        "SELECT record FROM history WHERE case_id = ?1 AND intent_id = ?2 ORDER BY id",
    )?;
    let rows = statement.query_map(params![case, intent], |row| row.get::<_, String>(0))?;
    let mut records = Vec::new();
    for json in rows {
        records.extend(serde_json::from_str::<Record>(&json?).ok());
    }
    Ok(records)
}

/// How far a case's history goes; 0 where it has none.
///
/// # Errors
/// `Storage`.
pub fn newest(db: &Connection, case: CaseId) -> Result<i64> {
    Ok(db
        .prepare_cached("SELECT coalesce(max(id), 0) FROM history WHERE case_id = ?1")?
        .query_row([case], |row| row.get(0))?)
}

/// The acts of a case's records after this one; records that this program can't read are left out.
///
/// # Errors
/// `Storage`.
pub fn acts_since(db: &Connection, case: CaseId, after: i64) -> Result<Vec<Payload>> {
    let mut statement =
        db.prepare_cached("SELECT record FROM history WHERE case_id = ?1 AND id > ?2 ORDER BY id")?;
    let rows = statement.query_map(params![case, after], |row| row.get::<_, String>(0))?;
    let mut acts = Vec::new();
    for json in rows {
        let record = serde_json::from_str::<Record>(&json?).ok();
        acts.extend(record.and_then(|record| record.payload));
    }
    Ok(acts)
}

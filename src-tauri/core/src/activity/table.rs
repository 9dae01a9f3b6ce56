//! SQL of what the server logged.

use super::is_told_elsewhere;
use crate::crm::envelope::Activity;
use crate::error::Result;
use crate::id::CaseId;
use crate::store::Tx;
use crate::store::columns::Micros;
use rusqlite::{Connection, params};

/// Adds what the server logged about a case; what is known stays.
///
/// # Errors
/// `Storage`.
pub fn put(tx: &Tx<'_>, case: CaseId, log: &[Activity]) -> Result<()> {
    for row in log.iter().filter(|row| !is_told_elsewhere(&row.action)) {
        tx.prepare_cached(
            "INSERT OR IGNORE INTO server_activity (server_id, case_id, by, action, text, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![row.server_id, case, row.by, row.action, row.text, Micros(row.at)])?;
    }
    Ok(())
}

/// What the server logged about a case, oldest first.
///
/// # Errors
/// `Storage`.
pub fn of_case(db: &Connection, case: CaseId) -> Result<Vec<Activity>> {
    let mut statement = db.prepare_cached(
        "SELECT server_id, by, action, text, at FROM server_activity WHERE case_id = ?1 ORDER BY at",
    )?;
    let rows = statement.query_map([case], |row| {
        Ok(Activity {
            server_id: row.get(0)?,
            entity_id: None,
            by: row.get(1)?,
            by_id: None,
            comment: None,
            changes: Vec::new(),
            assigned: Vec::new(),
            action: row.get(2)?,
            text: row.get(3)?,
            at: row.get::<_, Micros>(4)?.0,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

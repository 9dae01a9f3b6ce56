//! SQL of alerts that were put off: all that did not come again yet, and bringing one into another database.

use super::Snoozed;
use crate::alert::table::decided_by;
use crate::error::Result;
use crate::id::CaseId;
use crate::store::Tx;
use crate::store::columns::Micros;
use rusqlite::{Connection, Row, params};

fn snoozed(row: &Row<'_>) -> rusqlite::Result<Snoozed> {
    Ok(Snoozed {
        id: row.get("alert_id")?,
        case: row.get("case_id")?,
        reason: row.get("reason")?,
        version: row.get("version")?,
        at: row.get::<_, Micros>("at")?.0,
        by: row.get("by")?,
        rule: decided_by(row)?,
        breaks: row.get("breaks")?,
        until: row.get::<_, Micros>("snoozed_until")?.0,
    })
}

/// All that were put off and not shown again.
///
/// # Errors
/// `Storage`.
pub fn all(db: &Connection) -> Result<Vec<Snoozed>> {
    let mut statement = db.prepare_cached(
        "SELECT alert_id, case_id, reason, version, at, by, rule_id, rule_name, breaks, snoozed_until FROM alert
         WHERE outcome = 'notify' AND shown_at IS NULL AND snoozed_until IS NOT NULL ORDER BY alert_id",
    )?;
    let rows = statement.query_map([], snoozed)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Puts one off here as well, of this case; not where the same alert is known here.
///
/// # Errors
/// `Storage`.
pub fn put(tx: &Tx<'_>, one: &Snoozed, case: CaseId) -> Result<()> {
    let rule = one.rule.as_ref();
    tx.prepare_cached(
        "INSERT OR IGNORE INTO alert
             (alert_id, case_id, reason, version, at, by, outcome, rule_id, rule_name, breaks, snoozed_until)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'notify', ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        one.id,
        case,
        one.reason,
        one.version,
        Micros(one.at),
        one.by,
        rule.map(|rule| rule.id),
        rule.map_or("", |rule| rule.name.as_str()),
        one.breaks,
        Micros(one.until),
    ])?;
    Ok(())
}

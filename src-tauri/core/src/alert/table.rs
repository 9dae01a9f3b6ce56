//! SQL of alerts.

use super::{AlertItem, Decision, Reason, sentence};
use crate::error::Result;
use crate::id::{AlertId, CaseId};
use crate::store::Tx;
use crate::store::columns::{Micros, Word};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// Keeps an alert. Tells whether it is a new one: a new case is told once, ever; a raised one each time that it was
/// raised, so the same step after a step down counts anew (a raise is seen in one transaction only).
///
/// # Errors
/// `Storage`.
pub fn add(
    tx: &Tx<'_>,
    id: AlertId,
    case: CaseId,
    decision: &Decision,
    at: DateTime<Utc>,
) -> Result<bool> {
    let added = tx
        .prepare_cached("INSERT OR IGNORE INTO alert (alert_id, case_id, reason, version, at) VALUES (?1, ?2, ?3, ?4 || iif(?6,
                 ' #' || (SELECT count(*) FROM alert WHERE case_id = ?2 AND reason = ?3), ''), ?5)")?
        .execute(params![
            id,
            case,
            Word(decision.reason),
            decision.version,
            Micros(at),
            decision.reason == Reason::Raised
        ])?;
    Ok(added > 0)
}

fn item(row: &Row<'_>) -> rusqlite::Result<AlertItem> {
    let reason = row.get::<_, Word<Reason>>("reason")?.0;
    let priority: String = row.get("priority")?;
    Ok(AlertItem {
        id: row.get("alert_id")?,
        case_id: row.get("case_id")?,
        case_name: row.get("name")?,
        reason: sentence(reason, &priority),
        why: reason,
        priority,
        at: row.get::<_, Micros>("at")?.0,
        seen: row.get::<_, Option<Micros>>("seen_at")?.is_some(),
    })
}

const SELECT: &str = "SELECT a.alert_id, a.case_id, a.reason, a.at, a.seen_at, v.name, v.priority
     FROM alert a JOIN case_view v USING (case_id)";

/// The newest alerts.
///
/// # Errors
/// `Storage`.
pub fn newest(db: &Connection, limit: u32) -> Result<Vec<AlertItem>> {
    let mut statement = db.prepare_cached(&format!(
        "{SELECT} ORDER BY a.at DESC, a.alert_id DESC LIMIT ?1"
    ))?;
    let rows = statement.query_map([limit], item)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// One alert, unless it was shown already.
///
/// # Errors
/// `Storage`.
pub fn unshown(db: &Connection, id: AlertId) -> Result<Option<AlertItem>> {
    let sql = format!("{SELECT} WHERE a.alert_id = ?1 AND a.shown_at IS NULL");
    Ok(db.prepare_cached(&sql)?.query_row([id], item).optional()?)
}

/// Alerts that were decided and never shown: the program ended between the two.
///
/// # Errors
/// `Storage`.
pub fn all_unshown(db: &Connection) -> Result<Vec<AlertItem>> {
    let mut statement =
        db.prepare_cached(&format!("{SELECT} WHERE a.shown_at IS NULL ORDER BY a.at"))?;
    let rows = statement.query_map([], item)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Notes that an alert was shown.
///
/// # Errors
/// `Storage`.
pub fn shown(tx: &Tx<'_>, id: AlertId, at: DateTime<Utc>) -> Result<()> {
    tx.prepare_cached("UPDATE alert SET shown_at = ?2 WHERE alert_id = ?1 AND shown_at IS NULL")?
        .execute(params![id, Micros(at)])?;
    Ok(())
}

/// Notes that the person looked at the alerts.
///
/// # Errors
/// `Storage`.
pub fn all_seen(tx: &Tx<'_>, at: DateTime<Utc>) -> Result<()> {
    tx.prepare_cached("UPDATE alert SET seen_at = ?1 WHERE seen_at IS NULL")?
        .execute([Micros(at)])?;
    Ok(())
}

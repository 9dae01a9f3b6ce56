//! SQL of a case's e-mails. Written by pull only.

use super::{Direction, ServerEmail};
use crate::error::Result;
use crate::id::{CaseId, ServerId};
use crate::store::Tx;
use crate::store::columns::{Json, Micros, Word};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};

/// Are all of these here, as they are?
///
/// # Errors
/// `Storage`.
pub fn is_as_known(db: &Connection, case: CaseId, emails: &[ServerEmail]) -> Result<bool> {
    if emails.is_empty() {
        return Ok(true);
    }
    let known = of_case(db, case)?;
    Ok(emails.iter().all(|email| known.contains(email)))
}

/// Adds the e-mails that reading a case gave: the newest 50 at most, so older ones that are known stay. Tells which other
/// cases had some of them before: merging moves e-mails, and their views change, too.
///
/// # Errors
/// `Storage`.
pub fn put(tx: &Tx<'_>, case: CaseId, emails: &[ServerEmail]) -> Result<Vec<CaseId>> {
    let here: Vec<&ServerId> = emails.iter().map(|e| &e.server_id).collect();
    let moved_from = tx
        .prepare_cached(
            "SELECT DISTINCT case_id FROM server_email WHERE case_id <> ?1 AND server_id IN (SELECT value FROM json_each(?2))",
        )?
        .query_map(params![case, Json(&here)], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for email in emails {
        tx.prepare_cached(
            "INSERT INTO server_email (server_id, case_id, direction, sender, receivers, subject, text, formatted, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
             ON CONFLICT DO UPDATE SET case_id = excluded.case_id, direction = excluded.direction,
                 sender = excluded.sender, receivers = excluded.receivers, subject = excluded.subject,
                 text = excluded.text, formatted = excluded.formatted, at = excluded.at",
        )?
        .execute(params![
            email.server_id,
            case,
            Word(email.direction),
            email.from,
            email.to,
            email.subject,
            email.text,
            email.has_formatted,
            Micros(email.at)
        ])?;
    }
    Ok(moved_from)
}

/// A case's e-mails, oldest first.
///
/// # Errors
/// `Storage`.
pub fn of_case(db: &Connection, case: CaseId) -> Result<Vec<ServerEmail>> {
    let mut statement = db.prepare_cached(
        "SELECT server_id, direction, sender, receivers, subject, text, formatted, at FROM server_email
         WHERE case_id = ?1 ORDER BY at, server_id",
    )?;
    let rows = statement.query_map([case], |row| {
        Ok(ServerEmail {
            server_id: row.get(0)?,
            direction: row.get::<_, Word<Direction>>(1)?.0,
            from: row.get(2)?,
            to: row.get(3)?,
            subject: row.get(4)?,
            text: row.get(5)?,
            has_formatted: row.get(6)?,
            at: row.get::<_, Micros>(7)?.0,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// When the latest e-mail came or went.
///
/// # Errors
/// `Storage`.
pub fn latest(db: &Connection, case: CaseId) -> Result<Option<DateTime<Utc>>> {
    let at: Option<Micros> = db
        .prepare_cached("SELECT max(at) FROM server_email WHERE case_id = ?1")?
        .query_row([case], |row| row.get(0))?;
    Ok(at.map(|at| at.0))
}

/// Which of these e-mails are not here yet.
///
/// # Errors
/// `Storage`.
pub fn unknown<'a>(db: &Connection, emails: &'a [ServerEmail]) -> Result<Vec<&'a ServerEmail>> {
    let mut known = db.prepare_cached("SELECT 1 FROM server_email WHERE server_id = ?1")?;
    let mut new = Vec::new();
    for email in emails {
        if !known.exists([&email.server_id])? {
            new.push(email);
        }
    }
    Ok(new)
}

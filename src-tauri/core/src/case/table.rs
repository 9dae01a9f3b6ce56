//! SQL of cases as the server was seen to hold them: `server_case`.
//!
//! Written by pull and by acknowledgements only. What people see of it is the stored view, in `view/table.rs`.

use super::{ServerCase, Standing};
use crate::error::Result;
use crate::id::{CaseId, ServerId};
use crate::store::columns::{InOrder, Json, Micros, Word};
use crate::store::{Tx, row};
use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::sync::LazyLock;

/// A stored server row.
#[derive(Clone, Debug)]
pub struct Stored {
    /// Ours.
    pub case_id: CaseId,
    /// As last seen.
    pub case: ServerCase,
    /// How it stands.
    pub standing: Standing,
    /// When it was last read whole.
    pub detailed_at: Option<DateTime<Utc>>,
}

/// What the server was seen to hold of a case.
const ROW: [&str; 17] = [
    "server_id",
    "name",
    "status",
    "priority",
    "case_type",
    "description",
    "closed_on",
    "account",
    "contacts",
    "assignees",
    "teams",
    "tags",
    "created_by",
    "created_at",
    "is_active",
    "extra",
    "standing",
];

static GET: LazyLock<String> = LazyLock::new(|| {
    let row = ROW.join(", ");
    format!("SELECT case_id, {row}, detailed_at FROM server_case WHERE case_id = ?1")
});

/// Its columns are those of [`GET`], in that order.
fn stored(row: &Row<'_>) -> rusqlite::Result<Stored> {
    let mut row = InOrder::of(row);
    Ok(Stored {
        case_id: row.take()?,
        case: ServerCase {
            server_id: row.take()?,
            name: row.take()?,
            status: row.take()?,
            priority: row.take()?,
            case_type: row.take()?,
            description: row.take()?,
            closed_on: row
                .take::<Option<String>>()?
                .and_then(|day| day.parse::<NaiveDate>().ok()),
            account: row.maybe_json()?,
            contacts: row.json()?,
            assignees: row.json()?,
            teams: row.json()?,
            tags: row.json()?,
            created_by: row.maybe_json()?,
            created_at: row.time()?,
            is_active: row.take()?,
            extra: row.json()?,
        },
        standing: row.take::<Word<Standing>>()?.0,
        detailed_at: row.maybe_time()?,
    })
}

/// The server's row of a case.
///
/// # Errors
/// `Storage`.
pub fn get(db: &Connection, case: CaseId) -> Result<Option<Stored>> {
    Ok(db
        .prepare_cached(&GET)?
        .query_row([case], stored)
        .optional()?)
}

/// Our id of a case of the server's, where it is here.
///
/// # Errors
/// `Storage`.
pub fn by_server_id(db: &Connection, server_id: &ServerId) -> Result<Option<CaseId>> {
    Ok(db
        .prepare_cached("SELECT case_id FROM server_case WHERE server_id = ?1")?
        .query_row([server_id], |row| row.get(0))
        .optional()?)
}

/// Notes that a row was seen, and is what is known of it; tells whether it is.
///
/// # Errors
/// `Storage`.
pub fn seen_as_known(
    tx: &Tx<'_>,
    known: Option<&Stored>,
    case: &ServerCase,
    seen: &Seen,
) -> Result<bool> {
    let same = |known: &&Stored| known.case == *case && known.standing == case.stands();
    let Some(known) = known.filter(same) else {
        return Ok(false);
    };
    mark_seen(tx, known.case_id, seen)?;
    Ok(true)
}

/// Writes what the server was seen to hold. `detailed`: read whole, else a row of a list.
///
/// # Errors
/// `Storage`.
pub fn put(tx: &Tx<'_>, case_id: CaseId, case: &ServerCase, seen: &Seen) -> Result<()> {
    let mut columns = row::columns(
        ROW,
        [
            &case.server_id,
            &case.name,
            &case.status,
            &case.priority,
            &case.case_type,
            &case.description,
            &case.closed_on.map(|d| d.to_string()),
            &case.account.as_ref().map(Json),
            &Json(&case.contacts),
            &Json(&case.assignees),
            &Json(&case.teams),
            &Json(&case.tags),
            &case.created_by.as_ref().map(Json),
            &Micros(case.created_at),
            &case.is_active,
            &Json(&case.extra),
            &Word(case.stands()),
        ],
    )?;
    if row::update(tx, "server_case", ("case_id", &case_id), &columns)?.is_some() {
        return mark_seen(tx, case_id, seen);
    }
    columns.extend(row::columns(
        ["case_id", "detailed_at", "dirty"],
        [
            &case_id,
            &seen.detailed.then_some(Micros(seen.at)),
            &!seen.detailed,
        ],
    )?);
    row::insert(tx, "server_case", &columns)?;
    mark_swept(tx, case_id, seen.sweep)
}

/// A row that is here was seen. What stands in an index is set only where it changes.
fn mark_seen(tx: &Tx<'_>, case_id: CaseId, seen: &Seen) -> Result<()> {
    if seen.detailed {
        let sql = "UPDATE server_case SET detailed_at = ?2, dirty = 0 WHERE case_id = ?1";
        tx.prepare_cached(sql)?
            .execute(params![case_id, Micros(seen.at)])?;
        return Ok(());
    }
    if seen.changed {
        tx.prepare_cached("UPDATE server_case SET dirty = 1 WHERE case_id = ?1 AND dirty = 0")?
            .execute([case_id])?;
    }
    match seen.sweep {
        0 => Ok(()),
        sweep => mark_swept(tx, case_id, sweep),
    }
}

/// Notes which sweep saw it.
fn mark_swept(tx: &Tx<'_>, case_id: CaseId, sweep: i64) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO swept (case_id, sweep) VALUES (?1, ?2) ON CONFLICT (case_id) DO UPDATE SET sweep = excluded.sweep",
    )?
    .execute(params![case_id, sweep])?;
    Ok(())
}

/// How a row was seen.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// When.
    pub at: DateTime<Utc>,
    /// By which sweep; 0: by none.
    pub sweep: i64,
    /// Read whole, with comments and files.
    pub detailed: bool,
    /// It differs from what was known, so its comments may, too.
    pub changed: bool,
}

/// Notes how a case stands now, with positive evidence only (I13).
///
/// # Errors
/// `Storage`.
pub fn set_standing(
    tx: &Tx<'_>,
    case: CaseId,
    standing: Standing,
    into: Option<&ServerId>,
    at: DateTime<Utc>,
) -> Result<()> {
    tx.prepare_cached(
        "UPDATE server_case SET standing = ?2, merged_into = ?3, detailed_at = ?4, dirty = 0 WHERE case_id = ?1",
    )?
    .execute(params![case, Word(standing), into, Micros(at)])?;
    Ok(())
}

/// The case that this one was merged into, where it is here.
///
/// # Errors
/// `Storage`.
pub fn merged_into(db: &Connection, case: CaseId) -> Result<Option<CaseId>> {
    Ok(db
        .prepare_cached(
            "SELECT t.case_id FROM server_case s JOIN server_case t ON t.server_id = s.merged_into
             WHERE s.case_id = ?1 AND s.standing = 'merged'",
        )?
        .query_row([case], |row| row.get(0))
        .optional()?)
}

/// So is a case marked that something names (a hint, a notice, the person, a sweep that missed it): it is read whole whatever
/// the scope. 1: its list row came or changed.
pub(super) const NAMED: i64 = 2;

/// Marks a case whose detail may have changed.
///
/// # Errors
/// `Storage`.
pub fn mark_dirty(tx: &Tx<'_>, server_id: &ServerId) -> Result<bool> {
    let marked = tx
        .prepare_cached("UPDATE server_case SET dirty = ?2 WHERE server_id = ?1")?
        .execute(params![server_id, NAMED])?;
    Ok(marked > 0)
}

/// The same, of a case only that was read whole: one that was not will be, in its turn.
///
/// # Errors
/// `Storage`.
pub fn mark_read_dirty(tx: &Tx<'_>, server_id: &ServerId) -> Result<()> {
    tx.prepare_cached(
        "UPDATE server_case SET dirty = ?2 WHERE server_id = ?1 AND detailed_at IS NOT NULL",
    )?
    .execute(params![server_id, NAMED])?;
    Ok(())
}

/// The server's id of a case that was never read whole, and that nothing asks to be read yet.
///
/// # Errors
/// `Storage`.
pub fn never_read(db: &Connection, case: CaseId) -> Result<Option<ServerId>> {
    let sql = "SELECT server_id FROM server_case
         WHERE case_id = ?1 AND standing = 'visible' AND detailed_at IS NULL AND dirty <> ?2";
    Ok(db
        .prepare_cached(sql)?
        .query_row(params![case, NAMED], |row| row.get(0))
        .optional()?)
}

/// The server failed on this case's detail: not again before `until`.
///
/// # Errors
/// `Storage`.
pub fn postpone_detail(tx: &Tx<'_>, case: CaseId, until: DateTime<Utc>) -> Result<()> {
    tx.prepare_cached("UPDATE server_case SET detail_after = ?2 WHERE case_id = ?1")?
        .execute(params![case, Micros(until)])?;
    Ok(())
}

/// Visible cases that a complete sweep did not see, and that were not read whole since it began: suspects, not more.
///
/// # Errors
/// `Storage`.
pub fn not_seen_by(
    db: &Connection,
    sweep: i64,
    started: DateTime<Utc>,
) -> Result<Vec<(CaseId, ServerId)>> {
    let mut statement = db.prepare_cached(
        "SELECT c.case_id, c.server_id FROM swept s CROSS JOIN server_case c ON c.case_id = s.case_id
         WHERE s.sweep < ?1 AND c.standing = 'visible' AND ifnull(c.detailed_at < ?2, 1)",
    )?;
    let rows = statement.query_map(params![sweep, Micros(started)], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Cases that refer to somebody or something by an id alone, and those with unsent work, which may: their views show what the
/// directory calls it.
///
/// # Errors
/// `Storage`.
pub fn named_by_directory(db: &Connection) -> Result<Vec<CaseId>> {
    let mut statement = db.prepare_cached(
        "SELECT case_id FROM server_case
         WHERE instr(ifnull(account, '') || ifnull(created_by, '') || contacts || assignees || teams || tags, '\"name\":\"\"') > 0
         UNION SELECT case_id FROM intent",
    )?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Every case of the view.
///
/// # Errors
/// `Storage`.
pub fn all_ids(db: &Connection) -> Result<Vec<CaseId>> {
    let mut statement = db.prepare_cached("SELECT case_id FROM case_view")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Another case of the view with this name, whatever its capitals.
///
/// # Errors
/// `Storage`.
pub fn other_with_name(db: &Connection, name: &str, except: Option<CaseId>) -> Result<bool> {
    Ok(db
        .prepare_cached("SELECT 1 FROM case_view WHERE listed = 1 AND name = ?1 COLLATE NOCASE AND case_id IS NOT ?2")?
        .exists(params![name, except])?)
}

/// Does this person watch the case, as the server was last seen?
///
/// # Errors
/// `Storage`.
pub fn watched(db: &Connection, case: CaseId) -> Result<Option<bool>> {
    let known: Option<Option<bool>> = db
        .prepare_cached("SELECT watched FROM server_case WHERE case_id = ?1")?
        .query_row([case], |row| row.get(0))
        .optional()?;
    Ok(known.flatten())
}

/// Notes whether this person watches the case.
///
/// # Errors
/// `Storage`.
pub fn set_watched(tx: &Tx<'_>, case: CaseId, watched: bool) -> Result<()> {
    tx.prepare_cached("UPDATE server_case SET watched = ?2 WHERE case_id = ?1")?
        .execute(params![case, watched])?;
    Ok(())
}

/// How many cases are here, and how many of them were read whole.
///
/// # Errors
/// `Storage`.
pub fn coverage(db: &Connection) -> Result<(i64, i64)> {
    Ok(db
        .prepare_cached(
            "SELECT count(*), count(detailed_at) FROM server_case WHERE standing = 'visible'",
        )?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// Did this sweep see the row already?
///
/// # Errors
/// `Storage`.
pub fn was_seen_by(db: &Connection, server_id: &ServerId, sweep: i64) -> Result<bool> {
    Ok(db
        .prepare_cached(
            "SELECT 1 FROM server_case c JOIN swept s ON s.case_id = c.case_id WHERE c.server_id = ?1 AND s.sweep = ?2",
        )?
        .exists(params![server_id, sweep])?)
}

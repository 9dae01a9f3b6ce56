//! SQL of what is kept of files unasked: the choice, what is here, what is not, pinned cases.

use crate::attachment::keep::{Absent, Kept, Tried, Weight};
use crate::attachment::policy::FilePolicy;
use crate::error::Result;
use crate::id::{AttachmentId, CaseId};
use crate::store::columns::Micros;
use crate::store::{Tx, cursor};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, Row, params};
use std::collections::BTreeMap;

const POLICY: &str = "file_policy";

/// The person's choice; the house's where they made none.
///
/// # Errors
/// `Storage`.
pub fn policy(db: &Connection) -> Result<FilePolicy> {
    Ok(cursor::get(db, POLICY)?.unwrap_or_default())
}

/// Keeps the person's choice.
///
/// # Errors
/// `Storage`, `DiskFull`.
pub fn set_policy(tx: &Tx<'_>, policy: &FilePolicy) -> Result<()> {
    cursor::set(tx, POLICY, policy)
}

fn weight(row: &Row<'_>) -> rusqlite::Result<Weight> {
    Ok(Weight::of(
        row.get("pinned")?,
        row.get("is_open")?,
        row.get("mine")?,
        row.get("is_urgent")?,
    ))
}

const ABSENT: &str = "SELECT a.attachment_id, a.file_name, a.at, v.is_open, v.mine, v.is_urgent,
        EXISTS (SELECT 1 FROM pin p WHERE p.case_id = a.case_id) AS pinned,
        d.failures, d.not_before, d.why, d.size
    FROM server_attachment a JOIN case_view v ON v.case_id = a.case_id AND v.listed = 1 AND v.standing = 'visible'
    LEFT JOIN download d ON d.attachment_id = a.attachment_id
    WHERE NOT EXISTS (SELECT 1 FROM blob b WHERE b.attachment_id = a.attachment_id)";

fn one_absent(row: &Row<'_>) -> rusqlite::Result<Absent> {
    let tried = match row.get::<_, Option<u32>>("failures")? {
        Some(failures) => Some(Tried {
            failures,
            not_before: row.get::<_, Micros>("not_before")?.0,
            why: row.get("why")?,
            size: row
                .get::<_, Option<i64>>("size")?
                .and_then(|size| u64::try_from(size).ok()),
        }),
        None => None,
    };
    Ok(Absent {
        id: row.get("attachment_id")?,
        name: row.get("file_name")?,
        weight: weight(row)?,
        at: row.get::<_, Micros>("at")?.0,
        tried,
    })
}

/// Files of cases in the lists that are not here.
///
/// # Errors
/// `Storage`.
pub fn absent(db: &Connection) -> Result<Vec<Absent>> {
    let mut statement = db.prepare_cached(ABSENT)?;
    let rows = statement.query_map([], one_absent)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Those of one case.
///
/// # Errors
/// `Storage`.
pub fn absent_of(db: &Connection, case: CaseId) -> Result<Vec<Absent>> {
    let mut statement = db.prepare_cached(&format!("{ABSENT} AND a.case_id = ?1"))?;
    let rows = statement.query_map([case], one_absent)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Bytes that are here and on the server, too: what waits to be sent is never among them.
///
/// # Errors
/// `Storage`.
pub fn kept(db: &Connection) -> Result<Vec<Kept>> {
    let mut statement = db.prepare_cached(
        "SELECT b.sha256, b.size, max(a.at, b.used_at) AS at, ifnull(v.is_open, 0) AS is_open, ifnull(v.mine, 0) AS mine,
                ifnull(v.is_urgent, 0) AS is_urgent, EXISTS (SELECT 1 FROM pin p WHERE p.case_id = a.case_id) AS pinned
         FROM blob b JOIN server_attachment a USING (attachment_id) LEFT JOIN case_view v ON v.case_id = a.case_id
         WHERE b.sha256 NOT IN (SELECT payload ->> 'sha256' FROM intent WHERE payload ->> 'kind' = 'upload')",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(Kept {
            sha256: row.get("sha256")?,
            size: row.get::<_, i64>("size")?.try_into().unwrap_or_default(),
            weight: weight(row)?,
            at: row.get::<_, Micros>("at")?.0,
        })
    })?;
    let mut all: BTreeMap<String, Kept> = BTreeMap::new();
    for row in rows {
        let row = row?;
        all.entry(row.sha256.clone())
            .and_modify(|known| {
                known.weight = known.weight.min(row.weight);
                known.at = known.at.max(row.at);
            })
            .or_insert(row);
    }
    Ok(all.into_values().collect())
}

/// Takes these bytes away, whichever files have them; tells of which cases.
///
/// # Errors
/// `Storage`.
pub fn drop_bytes(tx: &Tx<'_>, sha256: &str) -> Result<Vec<CaseId>> {
    let cases = tx
        .prepare_cached(
            "SELECT DISTINCT a.case_id FROM blob b JOIN server_attachment a USING (attachment_id) WHERE b.sha256 = ?1",
        )?
        .query_map([sha256], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    tx.prepare_cached("DELETE FROM blob WHERE sha256 = ?1")?
        .execute([sha256])?;
    Ok(cases)
}

/// The hash of a file's bytes, where they are here.
///
/// # Errors
/// `Storage`.
pub fn hash_of(db: &Connection, id: AttachmentId) -> Result<Option<String>> {
    let mut statement = db.prepare_cached("SELECT sha256 FROM blob WHERE attachment_id = ?1")?;
    let mut rows = statement.query_map([id], |row| row.get(0))?;
    Ok(rows.next().transpose()?)
}

/// The case of a file that the server was seen to hold.
///
/// # Errors
/// `Storage`.
pub fn case_of(db: &Connection, id: AttachmentId) -> Result<Option<CaseId>> {
    let mut statement =
        db.prepare_cached("SELECT case_id FROM server_attachment WHERE attachment_id = ?1")?;
    let mut rows = statement.query_map([id], |row| row.get(0))?;
    Ok(rows.next().transpose()?)
}

/// Notes that the person opened a file: it goes later.
///
/// # Errors
/// `Storage`, `DiskFull`.
pub fn used(tx: &Tx<'_>, id: AttachmentId, at: DateTime<Utc>) -> Result<()> {
    tx.prepare_cached("UPDATE blob SET used_at = ?2 WHERE attachment_id = ?1")?
        .execute(params![id, Micros(at)])?;
    Ok(())
}

/// Notes what came of trying to fetch a file; `None`: it came.
///
/// # Errors
/// `Storage`, `DiskFull`.
pub fn note(tx: &Tx<'_>, id: AttachmentId, tried: Option<&Tried>) -> Result<()> {
    let Some(tried) = tried else {
        tx.prepare_cached("DELETE FROM download WHERE attachment_id = ?1")?
            .execute([id])?;
        return Ok(());
    };
    let size = tried.size.and_then(|size| i64::try_from(size).ok());
    tx.prepare_cached(
        "INSERT OR REPLACE INTO download (attachment_id, failures, not_before, why, size) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![id, tried.failures, Micros(tried.not_before), tried.why, size])?;
    Ok(())
}

/// Forgets what was tried, so that everything is tried now.
///
/// # Errors
/// `Storage`, `DiskFull`.
pub fn try_all_now(tx: &Tx<'_>) -> Result<()> {
    tx.prepare_cached("UPDATE download SET not_before = 0")?
        .execute([])?;
    Ok(())
}

/// Pins a case, or no longer.
///
/// # Errors
/// `Storage`, `DiskFull`.
pub fn pin(tx: &Tx<'_>, case: CaseId, pinned: bool, at: DateTime<Utc>) -> Result<()> {
    match pinned {
        true => tx
            .prepare_cached("INSERT OR IGNORE INTO pin (case_id, at) VALUES (?1, ?2)")?
            .execute(params![case, Micros(at)])?,
        false => tx
            .prepare_cached("DELETE FROM pin WHERE case_id = ?1")?
            .execute([case])?,
    };
    Ok(())
}

/// The pinned cases, and since when.
///
/// # Errors
/// `Storage`.
pub fn pins(db: &Connection) -> Result<Vec<(CaseId, DateTime<Utc>)>> {
    let mut statement = db.prepare_cached("SELECT case_id, at FROM pin ORDER BY case_id")?;
    let rows = statement.query_map([], |row| {
        Ok((row.get("case_id")?, row.get::<_, Micros>("at")?.0))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The person's choice as it was kept; `None`: they chose nothing.
///
/// # Errors
/// `Storage`.
pub fn kept_policy(db: &Connection) -> Result<Option<FilePolicy>> {
    cursor::get(db, POLICY)
}

/// Is it pinned?
///
/// # Errors
/// `Storage`.
pub fn is_pinned(db: &Connection, case: CaseId) -> Result<bool> {
    Ok(db
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM pin WHERE case_id = ?1)")?
        .query_row([case], |row| row.get(0))?)
}

/// How many files are here, and how many cases are pinned.
///
/// # Errors
/// `Storage`.
pub fn counts(db: &Connection) -> Result<(u32, u32)> {
    let files = "SELECT count(*) FROM blob JOIN server_attachment USING (attachment_id)";
    let files = db.prepare_cached(files)?.query_row([], |row| row.get(0))?;
    let pins = "SELECT count(*) FROM pin";
    let pins = db.prepare_cached(pins)?.query_row([], |row| row.get(0))?;
    Ok((files, pins))
}

//! SQL of files that the server was seen to hold, and of the bytes that are here.

use super::{ServerAttachment, hash};
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::id::{AttachmentId, CaseId, Named, ServerId};
use crate::store::columns::{Json, Micros};
use crate::store::{Tx, known};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// A stored file.
#[derive(Clone, Debug)]
pub struct Stored {
    /// Ours.
    pub id: AttachmentId,
    /// As last seen.
    pub attachment: ServerAttachment,
    /// Its bytes are here.
    pub has_bytes: bool,
    /// How many they are, where they are here.
    pub size: Option<u32>,
}

const COLUMNS: &str = "a.attachment_id, a.server_id, a.file_name, a.by, a.at, a.path, b.attachment_id IS NOT NULL AS has_bytes, b.size";

fn stored(row: &Row<'_>) -> rusqlite::Result<Stored> {
    Ok(Stored {
        id: row.get("attachment_id")?,
        attachment: ServerAttachment {
            server_id: row.get("server_id")?,
            file_name: row.get("file_name")?,
            by: row.get::<_, Option<Json<Named>>>("by")?.map(|j| j.0),
            at: row.get::<_, Micros>("at")?.0,
            path: row.get("path")?,
        },
        has_bytes: row.get("has_bytes")?,
        size: row
            .get::<_, Option<i64>>("size")?
            .and_then(|n| u32::try_from(n).ok()),
    })
}

/// A case's files, oldest first.
///
/// # Errors
/// `Storage`.
pub fn of_case(db: &Connection, case: CaseId) -> Result<Vec<Stored>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM server_attachment a LEFT JOIN blob b USING (attachment_id) WHERE a.case_id = ?1 ORDER BY a.at"
    );
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map([case], stored)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// One file.
///
/// # Errors
/// `Storage`.
pub fn get(db: &Connection, id: AttachmentId) -> Result<Option<Stored>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM server_attachment a LEFT JOIN blob b USING (attachment_id) WHERE a.attachment_id = ?1"
    );
    Ok(db
        .prepare_cached(&sql)?
        .query_row([id], stored)
        .optional()?)
}

/// Are these all the files of the case, as they are here?
///
/// # Errors
/// `Storage`.
pub fn is_as_known(db: &Connection, case: CaseId, files: &[ServerAttachment]) -> Result<bool> {
    let known = of_case(db, case)?;
    let mut known: Vec<&ServerAttachment> = known.iter().map(|file| &file.attachment).collect();
    let mut seen: Vec<&ServerAttachment> = files.iter().collect();
    for list in [&mut known, &mut seen] {
        list.sort_by(|a, b| a.server_id.cmp(&b.server_id));
    }
    Ok(known == seen)
}

/// Makes the case's stored files those of `files`, which were read whole. Bytes of files that went go with them. Tells
/// which other cases had some of them before: merging moves files, and their views change, too.
///
/// # Errors
/// `Storage`.
pub fn put_all(
    tx: &Tx<'_>,
    clock: &dyn Clock,
    case: CaseId,
    files: &[ServerAttachment],
) -> Result<Vec<CaseId>> {
    let here: Vec<&ServerId> = files.iter().map(|f| &f.server_id).collect();
    let moved_from = tx
        .prepare_cached(
            "SELECT DISTINCT case_id FROM server_attachment WHERE case_id <> ?1 AND server_id IN (SELECT value FROM json_each(?2))",
        )?
        .query_map(params![case, Json(&here)], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for file in files {
        tx.prepare_cached(
            "INSERT INTO server_attachment (attachment_id, server_id, case_id, file_name, by, at, path)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (server_id) DO UPDATE SET case_id = excluded.case_id, file_name = excluded.file_name,
                 by = excluded.by, at = excluded.at, path = excluded.path",
        )?
        .execute(params![
            AttachmentId(known::id_of(tx, &file.server_id)?.unwrap_or_else(|| clock.new_id())),
            file.server_id,
            case,
            file.file_name,
            file.by.as_ref().map(Json),
            Micros(file.at),
            file.path
        ])?;
    }
    tx.prepare_cached(
        "DELETE FROM blob WHERE attachment_id IN (SELECT attachment_id FROM server_attachment
             WHERE case_id = ?1 AND server_id NOT IN (SELECT value FROM json_each(?2)))",
    )?
    .execute(params![case, Json(&here)])?;
    tx.prepare_cached(
        "DELETE FROM server_attachment WHERE case_id = ?1 AND server_id NOT IN (SELECT value FROM json_each(?2))",
    )?
    .execute(params![case, Json(&here)])?;
    Ok(moved_from)
}

/// Our id of a file of the server's.
///
/// # Errors
/// `Storage`.
pub fn by_server_id(db: &Connection, server_id: &ServerId) -> Result<Option<AttachmentId>> {
    Ok(db
        .prepare_cached("SELECT attachment_id FROM server_attachment WHERE server_id = ?1")?
        .query_row([server_id], |row| row.get(0))
        .optional()?)
}

/// The bytes that were sent under `from` are those of the file that the server has now.
///
/// # Errors
/// `Storage`.
pub fn hand_over_bytes(tx: &Tx<'_>, from: AttachmentId, to: AttachmentId) -> Result<()> {
    tx.prepare_cached(
        "DELETE FROM blob WHERE attachment_id = ?2 AND EXISTS (SELECT 1 FROM blob WHERE attachment_id = ?1)",
    )?
    .execute([from, to])?;
    tx.prepare_cached("UPDATE blob SET attachment_id = ?2 WHERE attachment_id = ?1")?
        .execute([from, to])?;
    Ok(())
}

/// Takes the bytes of a file away.
///
/// # Errors
/// `Storage`.
pub fn remove_bytes(tx: &Tx<'_>, id: AttachmentId) -> Result<()> {
    tx.prepare_cached("DELETE FROM blob WHERE attachment_id = ?1")?
        .execute([id])?;
    Ok(())
}

/// Keeps the bytes of a file. The same bytes lie here once, whoever's they are.
///
/// # Errors
/// `Storage`, `DiskFull`.
pub fn put_bytes(tx: &Tx<'_>, id: AttachmentId, bytes: &[u8]) -> Result<()> {
    let sha256 = hash(bytes);
    remove_bytes(tx, id)?;
    tx.prepare_cached("INSERT OR REPLACE INTO content (sha256, bytes) VALUES (?1, ?2)")?
        .execute(params![sha256, bytes])?;
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    tx.prepare_cached("INSERT INTO blob (attachment_id, sha256, size) VALUES (?1, ?2, ?3)")?
        .execute(params![id, sha256, size])?;
    Ok(())
}

/// How many bytes of a file are here; `None`: it is not.
///
/// # Errors
/// `Storage`.
pub fn size(db: &Connection, id: AttachmentId) -> Result<Option<u64>> {
    let size: Option<i64> = db
        .prepare_cached("SELECT size FROM blob WHERE attachment_id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    Ok(size.and_then(|size| u64::try_from(size).ok()))
}

/// The bytes of a file, checked against the hash they were stored with.
///
/// # Errors
/// `SpoiledFile` when they changed on disk.
pub fn bytes(db: &Connection, id: AttachmentId) -> Result<Option<Vec<u8>>> {
    let found: Option<(String, Vec<u8>)> = db
        .prepare_cached(
            "SELECT sha256, c.bytes FROM blob JOIN content c USING (sha256) WHERE attachment_id = ?1",
        )?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    match found {
        Some((expected, bytes)) if hash(&bytes) == expected => Ok(Some(bytes)),
        Some(_) => Err(Error::SpoiledFile),
        None => Ok(None),
    }
}

//! SQL of comments that the server was seen to hold. Written by pull and by acknowledgements only.

use super::{Audience, ServerComment};
use crate::clock::Clock;
use crate::error::Result;
use crate::id::{CaseId, CommentId, ServerId};
use crate::store::columns::{InOrder, Json, Micros, Word};
use crate::store::{Tx, known};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// A stored comment.
#[derive(Clone, Debug)]
pub struct Stored {
    /// Ours.
    pub id: CommentId,
    /// As last seen.
    pub comment: ServerComment,
}

/// Its columns are asked for in this order.
fn stored(row: &Row<'_>) -> rusqlite::Result<Stored> {
    let mut row = InOrder::of(row);
    Ok(Stored {
        id: row.take()?,
        comment: ServerComment {
            server_id: row.take()?,
            author: row.maybe_json()?,
            text: row.take()?,
            audience: row.take::<Word<Audience>>()?.0,
            at: row.time()?,
        },
    })
}

/// A case's comments, oldest first.
///
/// # Errors
/// `Storage`.
pub fn of_case(db: &Connection, case: CaseId) -> Result<Vec<Stored>> {
    let mut statement = db.prepare_cached(
        "SELECT comment_id, server_id, author, text, audience, at FROM server_comment WHERE case_id = ?1 ORDER BY at, server_id",
    )?;
    let rows = statement.query_map([case], stored)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// One comment.
///
/// # Errors
/// `Storage`.
pub fn get(db: &Connection, id: CommentId) -> Result<Option<Stored>> {
    Ok(db
        .prepare_cached(
            "SELECT comment_id, server_id, author, text, audience, at FROM server_comment WHERE comment_id = ?1",
        )?
        .query_row([id], stored)
        .optional()?)
}

/// Our id of a comment of the server's.
///
/// # Errors
/// `Storage`.
pub fn by_server_id(db: &Connection, server_id: &ServerId) -> Result<Option<CommentId>> {
    Ok(db
        .prepare_cached("SELECT comment_id FROM server_comment WHERE server_id = ?1")?
        .query_row([server_id], |row| row.get(0))
        .optional()?)
}

/// Who can read a comment, while it is here.
///
/// # Errors
/// `Storage`.
pub fn audience(db: &Connection, id: CommentId) -> Result<Option<Audience>> {
    Ok(get(db, id)?.map(|stored| stored.comment.audience))
}

/// Are these all the comments of the case, as they are here?
///
/// # Errors
/// `Storage`.
pub fn is_as_known(db: &Connection, case: CaseId, thread: &[ServerComment]) -> Result<bool> {
    let mut said: Vec<&ServerComment> = thread.iter().collect();
    said.sort_by(|a, b| (a.at, &a.server_id).cmp(&(b.at, &b.server_id)));
    let known = of_case(db, case)?;
    Ok(known.iter().map(|known| &known.comment).eq(said))
}

/// Makes the case's stored comments those of `thread`, which was read whole. Tells which other cases had some of them
/// before: merging moves comments, and their views change, too.
///
/// # Errors
/// `Storage`.
pub fn put_thread(
    tx: &Tx<'_>,
    clock: &dyn Clock,
    case: CaseId,
    thread: &[ServerComment],
) -> Result<Vec<CaseId>> {
    let here: Vec<&ServerId> = thread.iter().map(|c| &c.server_id).collect();
    let moved_from = tx
        .prepare_cached(
            "SELECT DISTINCT case_id FROM server_comment WHERE case_id <> ?1 AND server_id IN (SELECT value FROM json_each(?2))",
        )?
        .query_map(params![case, Json(&here)], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for comment in thread {
        tx.prepare_cached(
            "INSERT INTO server_comment (comment_id, server_id, case_id, author, text, audience, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (server_id) DO UPDATE SET case_id = excluded.case_id, author = excluded.author,
                 text = excluded.text, audience = excluded.audience, at = excluded.at",
        )?
        .execute(params![
            CommentId(known::id_of(tx, &comment.server_id)?.unwrap_or_else(|| clock.new_id())),
            comment.server_id,
            case,
            comment.author.as_ref().map(Json),
            comment.text,
            Word(comment.audience),
            Micros(comment.at)
        ])?;
    }
    tx.prepare_cached(
        "DELETE FROM server_comment WHERE case_id = ?1 AND server_id NOT IN (SELECT value FROM json_each(?2))",
    )?
    .execute(params![case, Json(&here)])?;
    Ok(moved_from)
}

/// What the view needs to know of a case's comments.
pub struct Facts {
    /// How many the server has.
    pub count: i64,
    /// The latest.
    pub last: Option<DateTime<Utc>>,
}

/// What the view needs to know of a case's comments.
///
/// # Errors
/// `Storage`.
pub fn facts(db: &Connection, case: CaseId) -> Result<Facts> {
    let time = |micros: Option<Micros>| micros.map(|m| m.0);
    Ok(db
        .prepare_cached("SELECT count(*), max(at) FROM server_comment WHERE case_id = ?1")?
        .query_row([case], |row| {
            Ok(Facts {
                count: row.get(0)?,
                last: time(row.get(1)?),
            })
        })?)
}

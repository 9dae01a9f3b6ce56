//! SQL of saved views, in the person's own order.

use super::{MOST, SavedQuestion, SavedView};
use crate::error::{Error, Result};
use crate::id::SavedId;
use crate::sentence::Cannot;
use crate::store::Tx;
use crate::store::columns::Json;
use rusqlite::{Connection, OptionalExtension, Row, params};

fn saved(row: &Row<'_>) -> rusqlite::Result<SavedView> {
    Ok(SavedView {
        id: row.get("saved_id")?,
        name: row.get("name")?,
        question: row.get::<_, Json<SavedQuestion>>("question")?.0,
    })
}

/// All of them, in their order.
///
/// # Errors
/// `Storage`.
pub fn all(db: &Connection) -> Result<Vec<SavedView>> {
    let mut statement = db.prepare_cached(
        "SELECT saved_id, name, question FROM saved_view ORDER BY place, saved_id",
    )?;
    let rows = statement.query_map([], saved)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Keeps one: a new one goes to the end, one that is there stays where it is.
///
/// # Errors
/// `Invalid`: another one has this name, or there are too many; `Storage`.
pub fn put(tx: &Tx<'_>, view: &SavedView) -> Result<()> {
    let key = view.name.to_lowercase();
    let taken: Option<SavedId> = tx
        .prepare_cached("SELECT saved_id FROM saved_view WHERE name_key = ?1")?
        .query_row([&key], |row| row.get(0))
        .optional()?;
    if taken.is_some_and(|id| id != view.id) {
        return Err(Error::Invalid(Cannot::ViewTaken {
            name: view.name.clone(),
        }));
    }
    tx.prepare_cached(
        "INSERT INTO saved_view (saved_id, place, name, name_key, question)
         VALUES (?1, (SELECT ifnull(max(place), 0) + 1 FROM saved_view), ?2, ?3, ?4)
         ON CONFLICT (saved_id) DO UPDATE SET name = ?2, name_key = ?3, question = ?4",
    )?
    .execute(params![view.id, view.name, key, Json(&view.question)])?;
    let many: i64 = tx.query_row("SELECT count(*) FROM saved_view", [], |row| row.get(0))?;
    if usize::try_from(many).unwrap_or(usize::MAX) > MOST {
        return Err(Error::Invalid(Cannot::Views {
            most: u32::try_from(MOST).unwrap_or(u32::MAX),
        }));
    }
    Ok(())
}

/// Puts them into this order. Those that are not named follow, in the order they had.
///
/// # Errors
/// `Storage`.
pub fn arrange(tx: &Tx<'_>, ids: &[SavedId]) -> Result<()> {
    tx.execute("UPDATE saved_view SET place = place + 1000000", [])?;
    let mut statement =
        tx.prepare_cached("UPDATE saved_view SET place = ?2 WHERE saved_id = ?1")?;
    for (place, id) in (1_i64..).zip(ids) {
        statement.execute(params![id, place])?;
    }
    // Places stay small, however often they are arranged.
    tx.execute(
        "UPDATE saved_view SET place = (SELECT count(*) FROM saved_view o
             WHERE (o.place, o.saved_id) <= (saved_view.place, saved_view.saved_id))
         WHERE place > 1000000",
        [],
    )?;
    Ok(())
}

/// Forgets one.
///
/// # Errors
/// `Storage`.
pub fn remove(tx: &Tx<'_>, id: SavedId) -> Result<()> {
    tx.prepare_cached("DELETE FROM saved_view WHERE saved_id = ?1")?
        .execute([id])?;
    Ok(())
}

//! Our ids from before the database was rebuilt: what the person did then still speaks of them.

use super::{Db, Tx};
use crate::error::Result;
use crate::id::ServerId;
use rusqlite::{OptionalExtension, params};
use uuid::Uuid;

/// Notes which of our ids something of the server's had, and what a case was called.
///
/// # Errors
/// `Storage`.
pub fn put(tx: &Tx<'_>, server_id: &ServerId, id: Uuid, name: Option<&str>) -> Result<()> {
    tx.prepare_cached("INSERT OR REPLACE INTO known_id (server_id, id, name) VALUES (?1, ?2, ?3)")?
        .execute(params![server_id, id.to_string(), name])?;
    Ok(())
}

/// Which of our ids it had.
///
/// # Errors
/// `Storage`.
pub fn id_of(db: &Db, server_id: &ServerId) -> Result<Option<Uuid>> {
    let text: Option<String> = db
        .prepare_cached("SELECT id FROM known_id WHERE server_id = ?1")?
        .query_row([server_id], |row| row.get(0))
        .optional()?;
    Ok(text.and_then(|text| Uuid::parse_str(&text).ok()))
}

/// The server's id of something, and what it was called.
///
/// # Errors
/// `Storage`.
pub fn server_id_of(db: &Db, id: Uuid) -> Result<Option<(ServerId, Option<String>)>> {
    Ok(db
        .prepare_cached("SELECT server_id, name FROM known_id WHERE id = ?1")?
        .query_row([id.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

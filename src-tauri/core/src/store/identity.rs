//! Whose mirror this is, and the secrets of machines without a keyring.

use super::columns::Json;
use super::{Db, Tx};
use crate::crm::Account;
use crate::error::Result;
use rusqlite::OptionalExtension;

/// Whose mirror this is; `None` before the first sign-in.
///
/// # Errors
/// `Storage`.
pub fn get(db: &Db) -> Result<Option<Account>> {
    Ok(db
        .prepare_cached("SELECT account FROM identity")?
        .query_row([], |row| row.get::<_, Json<Account>>(0))
        .optional()?
        .map(|json| json.0))
}

/// Notes whose mirror this is.
///
/// # Errors
/// `Storage`.
pub fn set(tx: &Tx<'_>, account: &Account) -> Result<()> {
    tx.execute(
        "INSERT OR REPLACE INTO identity (one, account) VALUES (1, ?1)",
        [Json(account)],
    )?;
    Ok(())
}

/// A secret kept in the encrypted mirror because no keyring answers.
///
/// # Errors
/// `Storage`.
pub fn secret(db: &Db, name: &str) -> Result<Option<String>> {
    Ok(db
        .query_row("SELECT value FROM secret WHERE name = ?1", [name], |row| {
            row.get(0)
        })
        .optional()?)
}

/// Keeps a secret in the encrypted mirror; `None` removes it.
///
/// # Errors
/// `Storage`.
pub fn set_secret(tx: &Tx<'_>, name: &str, value: Option<&str>) -> Result<()> {
    match value {
        Some(value) => tx.execute(
            "INSERT OR REPLACE INTO secret (name, value) VALUES (?1, ?2)",
            [name, value],
        )?,
        None => tx.execute("DELETE FROM secret WHERE name = ?1", [name])?,
    };
    Ok(())
}

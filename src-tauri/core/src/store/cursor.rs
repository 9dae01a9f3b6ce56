//! How far pull is: small named values that move with the rows they speak of, in the same transaction.

use super::Tx;
use super::columns::Json;
use crate::error::Result;
use rusqlite::{Connection, OptionalExtension, params_from_iter};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// Since when the person wants quiet: the loop's (`sync/remember.rs`), and the journal's (`unsent/choices.rs`).
pub(crate) const PAUSED_SINCE: &str = "paused_since";

/// The value kept under `name`, if there is one that this program can read.
///
/// # Errors
/// `Storage`.
pub fn get<T: DeserializeOwned>(db: &Connection, name: &str) -> Result<Option<T>> {
    let text: Option<String> = db
        .prepare_cached("SELECT value FROM cursor WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?;
    // A value of another program's shape is as good as none: pull then starts this part anew.
    Ok(text.and_then(|t| serde_json::from_str(&t).ok()))
}

/// Some values, read with one question: the loop asks for a dozen before each of its steps.
pub struct Several(BTreeMap<String, String>);

impl Several {
    /// As [`get`] tells it; nothing, also, for a name that was not asked for.
    #[must_use]
    pub fn get<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        serde_json::from_str(self.0.get(name)?).ok()
    }
}

/// The values kept under these names.
///
/// # Errors
/// `Storage`.
pub fn several<const N: usize>(db: &Connection, names: [&str; N]) -> Result<Several> {
    let asked = ["?"; N].join(", ");
    let sql = format!("SELECT name, value FROM cursor WHERE name IN ({asked})");
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map(params_from_iter(names), |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    Ok(Several(rows.collect::<rusqlite::Result<_>>()?))
}

/// Keeps `value` under `name`.
///
/// # Errors
/// `Storage`.
pub fn set<T: Serialize>(tx: &Tx<'_>, name: &str, value: &T) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO cursor (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    )?
    .execute(rusqlite::params![name, Json(value)])?;
    Ok(())
}

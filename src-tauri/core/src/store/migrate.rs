//! Layouts of the database, one `.sql` file each, forward only. A released file is never edited (tidy keeps its hash).

use crate::error::{Error, Result};
use rusqlite::{Connection, TransactionBehavior};

const LAYOUTS: [&str; 1] = [include_str!("migrations/0001_house.sql")];

/// Brings the database to the newest layout, each step in a transaction of its own.
pub(super) fn up(connection: &mut Connection) -> Result<()> {
    let found: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let known = i64::try_from(LAYOUTS.len()).unwrap_or(i64::MAX);
    if found > known {
        return Err(Error::NewerDatabase { found, known });
    }
    for (version, layout) in (1_i64..).zip(LAYOUTS) {
        if version <= found {
            continue;
        }
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        tx.execute_batch(layout)?;
        tx.pragma_update(None, "user_version", version)?;
        tx.commit()?;
    }
    Ok(())
}

//! A transaction's beginning and end: three short statements, prepared once per connection. The loop begins thousands in an hour,
//! most of them to hear that nothing is due; preparing these words anew each time cost more than what was asked.

use crate::error::Result;
use rusqlite::Connection;

/// A transaction that is open. Dropped before [`Begun::commit`] said `Ok`, it rolls back, also when a panic drops it.
pub(super) struct Begun<'a>(&'a Connection);

impl<'a> Begun<'a> {
    /// Waits for whoever writes, and writes next. `&mut`: a connection has one transaction at a time.
    pub(super) fn to_write(connection: &'a mut Connection) -> Result<Begun<'a>> {
        Begun::begin(connection, "BEGIN IMMEDIATE")
    }

    /// One picture of the database, from its first statement on.
    pub(super) fn to_read(connection: &'a mut Connection) -> Result<Begun<'a>> {
        Begun::begin(connection, "BEGIN DEFERRED")
    }

    fn begin(connection: &'a Connection, words: &str) -> Result<Begun<'a>> {
        run(connection, words)?;
        Ok(Begun(connection))
    }

    pub(super) fn commit(self) -> Result<()> {
        Ok(run(self.0, "COMMIT")?)
    }

    pub(super) fn connection(&self) -> &Connection {
        self.0
    }
}

impl Drop for Begun<'_> {
    fn drop(&mut self) {
        // SQLite rolls back by itself after some errors (a full disk, one of the disk's own), and none is open after a commit.
        if !self.0.is_autocommit()
            && let Err(e) = run(self.0, "ROLLBACK")
        {
            tracing::error!(code = ?crate::error::Error::from(e).code(), "a transaction could not be rolled back");
        }
    }
}

fn run(connection: &Connection, words: &str) -> rusqlite::Result<()> {
    connection.prepare_cached(words)?.execute([]).map(drop)
}

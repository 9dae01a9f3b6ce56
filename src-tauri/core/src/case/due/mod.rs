//! Which cases are to be read whole next. How old is too old is said here and decided in `sync/rhythm.rs`; the SQL is `table.rs`'s.

pub mod table;

use chrono::{DateTime, Utc};

/// Read whole before these times, a case may have changed without any trace: comments are edited and deleted silently.
#[derive(Clone, Copy, Debug)]
pub struct Stale {
    /// Open and mine.
    pub mine: DateTime<Utc>,
    /// Open.
    pub open: DateTime<Utc>,
    /// Closed.
    pub closed: DateTime<Utc>,
}

impl Stale {
    /// Nothing is too old.
    pub const NOTHING: Stale = Stale {
        mine: DateTime::UNIX_EPOCH,
        open: DateTime::UNIX_EPOCH,
        closed: DateTime::UNIX_EPOCH,
    };
}

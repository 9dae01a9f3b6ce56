//! Tests and the simulation open thousands of databases in memory, all with one key: each begins as a copy of the first, page by page,
//! instead of all layouts being laid again (a tenth of a schedule's time). The program itself opens none in memory.

use super::key::DataKey;
use super::migrate;
use crate::error::Result;
use rusqlite::Connection;
use rusqlite::backup::Backup;
use std::cell::RefCell;
use std::time::Duration;

thread_local! {
    /// The first database of this thread, with the words of its key.
    static FIRST: RefCell<Option<(String, Connection)>> = const { RefCell::new(None) };
}

/// Makes `empty` what a database of the newest layout is; `open` opens one in memory with the same key.
pub(super) fn copy(
    empty: &mut Connection,
    key: &DataKey,
    open: impl FnOnce() -> Result<Connection>,
) -> Result<()> {
    FIRST.with_borrow_mut(|first| {
        let words = key.pragma().to_string();
        if first.as_ref().is_none_or(|(of, _)| *of != words) {
            let mut template = open()?;
            migrate::up(&mut template)?;
            *first = Some((words, template));
        }
        if let Some((_, template)) = first {
            Backup::new(template, empty)?.run_to_completion(i32::MAX, Duration::ZERO, None)?;
        }
        Ok(())
    })
}

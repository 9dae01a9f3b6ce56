//! Counts the outbox. Where nothing is held no intent is read.

use super::Counts;
use crate::error::Result;
use crate::intent::{lane, table};
use rusqlite::Connection;

/// The intents by what they wait for.
///
/// # Errors
/// `Storage`.
pub fn counts(db: &Connection) -> Result<Counts> {
    let by_choice = "state = 'held' AND held ->> '$.code' IN ('byPerson', 'notLookedAt')";
    let sql = format!(
        "SELECT count(*) FILTER (WHERE state <> 'held'), count(*) FILTER (WHERE {by_choice}),
                count(*) FILTER (WHERE state = 'held') FROM intent"
    );
    let (open, by_choice, held): (u32, u32, u32) = db
        .prepare_cached(&sql)?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let behind = if open > 0 && held > 0 { behind(db)? } else { 0 };
    Ok(Counts {
        moving: open.saturating_sub(behind),
        behind,
        by_choice,
        held: held.saturating_sub(by_choice),
    })
}

/// How many wait behind what is held.
fn behind(db: &Connection) -> Result<u32> {
    let both = "WHERE case_id IN (SELECT case_id FROM intent GROUP BY case_id
                   HAVING sum(state = 'held') > 0 AND sum(state = 'pending') > 0) ORDER BY case_id, seq";
    let all = table::many(db, both, [])?;
    let lanes = all.chunk_by(|a, b| a.case_id == b.case_id);
    let behind: usize = lanes.map(|lane| lane::behind(lane).len()).sum();
    Ok(u32::try_from(behind).unwrap_or(u32::MAX))
}

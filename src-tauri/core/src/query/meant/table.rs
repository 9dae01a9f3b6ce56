//! SQL of the one case that a person means. Only indexes are looked through: a letter typed in the palette must not read all
//! cases with their texts.

use crate::case::view::CaseRow;
use crate::case::view::table::{COLUMNS, case_row};
use crate::error::Result;
use crate::query::table::FEW;
use rusqlite::Connection;

/// A shorter piece of an id is taken for a word.
const ID_PIECE: usize = 4;

/// The cases that a person may mean by what they typed where one case is asked for, at most `limit`: the one with this id
/// (ours or the server's); else those one of whose ids begins with it, or ours ends with it; else the listed one of this
/// name; else the listed ones whose name has it in it. Pieces of ids have at least [`ID_PIECE`] characters.
///
/// # Errors
/// `Storage`.
pub fn find(db: &Connection, typed: &str, limit: u32) -> Result<Vec<CaseRow>> {
    let typed = typed.trim();
    let id = typed.to_lowercase();
    if typed.is_empty() {
        return Ok(Vec::new());
    }
    let is_piece = id.len() >= ID_PIECE && id.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
    let by = |which: &str| -> Result<Vec<CaseRow>> {
        let mut statement = db.prepare_cached(&find_sql(which))?;
        let rows = statement.query_map(rusqlite::params![typed, id, limit], case_row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    };
    for (_, which) in [(true, BY_ID), (is_piece, BY_PIECE), (true, BY_NAME)]
        .iter()
        .filter(|(fits, _)| *fits)
    {
        let rows = by(which)?;
        if !rows.is_empty() {
            return Ok(rows);
        }
    }
    let many: i64 = db
        .prepare_cached(&format!("SELECT count(*) FROM ({IN_NAME} LIMIT ?2)"))?
        .query_row(rusqlite::params![typed, FEW + 1], |row| row.get(0))?;
    // Of few, each is looked up; of many, the latest are met soon.
    match many {
        0 => Ok(Vec::new()),
        1..=FEW => by(&format!("v.row IN ({IN_NAME})")),
        _ => by(OFTEN_IN_NAME),
    }
}

/// Rows of the view, never all of them with their texts: what is looked through is an index.
const BY_ID: &str = "v.row IN (SELECT row FROM case_view WHERE case_id = ?2
     UNION SELECT w.row FROM server_case s JOIN case_view w ON w.case_id = s.case_id WHERE s.server_id = ?1)";

/// Ids have no letter behind `f`.
const BY_PIECE: &str =
    "v.row IN (SELECT row FROM case_view WHERE case_id >= ?2 AND case_id < ?2 || 'g'
     UNION SELECT row FROM case_view INDEXED BY sqlite_autoindex_case_view_1 WHERE substr(case_id, -length(?2)) = ?2
     UNION SELECT w.row FROM server_case s JOIN case_view w ON w.case_id = s.case_id
         WHERE s.server_id >= ?2 AND s.server_id < ?2 || 'g')";

const BY_NAME: &str =
    "v.row IN (SELECT row FROM case_view WHERE listed = 1 AND name = ?1 COLLATE NOCASE)";

const IN_NAME: &str =
    "SELECT row FROM case_view WHERE listed = 1 AND instr(lower(name), lower(?1)) > 0";

const OFTEN_IN_NAME: &str = "v.listed = 1 AND instr(lower(v.name), lower(?1)) > 0";

/// The latest first; of rows that are known by number, sorted instead of walked to.
fn find_sql(which: &str) -> String {
    let order = match which == OFTEN_IN_NAME {
        true => "v.last_activity_at DESC, v.row DESC",
        false => "+v.last_activity_at DESC, v.row DESC",
    };
    format!(
        "SELECT {COLUMNS} FROM case_view v WHERE {which} AND ?1 = ?1 AND ?2 = ?2 ORDER BY {order} LIMIT ?3"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::key::DataKey;
    use crate::store::{Place, Store};
    use rusqlite::Row;

    #[test]
    fn where_one_case_is_asked_for_only_indexes_are_looked_through() {
        let store = Store::open(&Place::Memory, &DataKey::for_tests(1))
            .unwrap()
            .store;
        let in_name = format!("v.row IN ({IN_NAME})");
        for which in [BY_ID, BY_PIECE, BY_NAME, &in_name] {
            let steps = store.read(|db| {
                let sql = format!("EXPLAIN QUERY PLAN {}", find_sql(which));
                let mut statement = db.prepare(&sql)?;
                let told = |row: &Row<'_>| row.get::<_, String>(3);
                let steps = statement.query_map(rusqlite::params!["a", "a", 5], told)?;
                Ok(steps.collect::<rusqlite::Result<Vec<_>>>()?)
            });
            for step in steps.unwrap() {
                let is_index = step.contains("INDEX") || step.contains("PRIMARY KEY");
                assert!(
                    !step.starts_with("SCAN case_view") || is_index,
                    "{which}: {step}"
                );
                assert!(!step.starts_with("SCAN v"), "{which}: {step}");
            }
        }
    }
}

//! Layouts of the database, one `.sql` file each, forward only. A released file is never edited (tidy keeps its hash).

use crate::error::Result;
use rusqlite::{Connection, TransactionBehavior};

const LAYOUTS: [&str; 12] = [
    include_str!("migrations/0001_house.sql"),
    include_str!("migrations/0002_lookups.sql"),
    include_str!("migrations/0003_saved.sql"),
    include_str!("migrations/0004_news.sql"),
    include_str!("migrations/0005_files.sql"),
    include_str!("migrations/0006_sla.sql"),
    include_str!("migrations/0007_alerts.sql"),
    include_str!("migrations/0008_search.sql"),
    include_str!("migrations/0009_indexes.sql"),
    include_str!("migrations/0010_scope.sql"),
    include_str!("migrations/0011_accounts.sql"),
    include_str!("migrations/0012_swept.sql"),
];

/// The newest layout that this program knows.
pub(super) const KNOWN: i64 = LAYOUTS.len() as i64;

/// The database's layout; 0: it has none yet.
pub(super) fn version(connection: &Connection) -> Result<i64> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// Brings the database to the newest layout, each step in a transaction of its own; a database that has none yet gets all of
/// them in one, so that each page is encrypted and written once.
pub(super) fn up(connection: &mut Connection) -> Result<()> {
    let found = version(connection)?;
    let missing = usize::try_from(found).ok().and_then(|n| LAYOUTS.get(n..));
    let missing = missing.unwrap_or_default();
    let at_once = if found == 0 { LAYOUTS.len() } else { 1 };
    let mut version = found;
    for layouts in missing.chunks(at_once) {
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for layout in layouts {
            tx.execute_batch(layout)?;
            version += 1;
        }
        tx.pragma_update(None, "user_version", version)?;
        tx.commit()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A database as the program of that time left it, with unsent work in it.
    fn of(version: usize) -> Connection {
        let connection = Connection::open_in_memory().unwrap();
        for layout in &LAYOUTS[..version] {
            connection.execute_batch(layout).unwrap();
        }
        let version = i64::try_from(version).unwrap();
        connection
            .pragma_update(None, "user_version", version)
            .unwrap();
        connection
            .execute_batch(
                "INSERT INTO intent (intent_id, case_id, seq, version, payload, state, attempts, created_at)
                 VALUES ('i', 'c', 1, 1, '{\"kind\":\"comment\",\"audience\":\"public\",\"text\":\"unsent\"}', 'pending', 0, 5);
                 INSERT INTO draft (case_id, audience, text, at) VALUES ('c', 'public', 'half a thought', 6);",
            )
            .unwrap();
        connection
    }

    #[test]
    fn every_layout_there_ever_was_comes_up_with_its_unsent_work() {
        for version in 1..=LAYOUTS.len() {
            let mut connection = of(version);
            up(&mut connection).unwrap();
            assert_eq!(super::version(&connection).unwrap(), KNOWN);
            let work: (String, String) = connection
                .query_row(
                    "SELECT payload ->> 'text', d.text FROM intent, draft d",
                    [],
                    |row| Ok((row.get(0)?, row.get(1)?)),
                )
                .unwrap();
            assert_eq!(work, ("unsent".to_owned(), "half a thought".to_owned()));
            let sound: String = connection
                .query_row("PRAGMA integrity_check", [], |row| row.get(0))
                .unwrap();
            assert_eq!(sound, "ok", "from layout {version}");
        }
    }

    #[test]
    fn a_sweep_that_is_under_way_goes_on_with_what_it_saw() {
        let mut connection = of(11);
        connection
            .execute_batch(
                "INSERT INTO server_case (case_id, server_id, name, status, priority, contacts, assignees, teams, tags, created_at,
                   is_active, extra, standing, sweep, listed_at, dirty)
                 VALUES ('b', 's', 'Printer', 'New', 'Low', '[]', '[]', '[]', '[]', 1, 1, '{}', 'visible', 3, 1, 0),
                   ('a', 't', 'Router', 'New', 'Low', '[]', '[]', '[]', '[]', 1, 1, '{}', 'visible', 2, 1, 0)",
            )
            .unwrap();
        up(&mut connection).unwrap();
        let seen = "SELECT group_concat(case_id || sweep ORDER BY case_id) FROM swept";
        let seen: String = connection.query_row(seen, [], |row| row.get(0)).unwrap();
        assert_eq!(seen, "a2,b3");
    }

    #[test]
    fn an_index_of_words_is_written_anew_only_where_there_are_cases() {
        let behind = |connection: &Connection| -> Vec<String> {
            let mut names = connection
                .prepare("SELECT name || ' ' || value FROM cursor ORDER BY name")
                .unwrap();
            let names = names.query_map([], |row| row.get(0)).unwrap();
            names.collect::<rusqlite::Result<_>>().unwrap()
        };
        let place = LAYOUTS.iter().position(|l| l.contains("text_behind"));
        let mut empty = of(1);
        up(&mut empty).unwrap();
        assert!(
            !behind(&empty)
                .iter()
                .any(|name| name.starts_with("text_behind"))
        );
        for before in [5, place.unwrap()] {
            let mut connection = of(before);
            connection
                .execute_batch(
                    "INSERT INTO case_view (case_id, name, status, status_rank, is_open, is_waiting, priority, priority_rank,
                       is_urgent, description, assignees, contacts, teams, tags, created_at, last_activity_at, comments, files,
                       unread, mine, unassigned, pending, held, standing, listed)
                     VALUES ('c', 'Printer', 'New', 0, 1, 0, 'Low', 0, 0, '', '[]', '[]', '[]', '[]', 1, 1, 0, 0, 0, 0, 0, 0, 0,
                       'visible', 1)",
                )
                .unwrap();
            up(&mut connection).unwrap();
            let names = behind(&connection);
            assert!(names.contains(&"text_behind 0".to_owned()), "{names:?}");
            assert!(
                !names.iter().any(|name| name.starts_with("views_again")),
                "{names:?}"
            );
        }
    }
}

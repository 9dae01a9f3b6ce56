//! A row as it is to be: what is there already is not written.
//!
//! SQLite writes a page of every index that has a column which an `UPDATE` names, whether its value changes or not; each is encrypted,
//! sealed and written to the log. A case's view stands in a dozen indexes, and most changes concern none of them.

use super::Tx;
use crate::error::Result;
use rusqlite::types::{ToSql, ToSqlOutput, Value, ValueRef};
use rusqlite::{OptionalExtension, params_from_iter};

/// A column, and what it is to hold.
pub(crate) type Column = (&'static str, Value);

/// The columns of these names, with these values.
///
/// # Errors
/// `Storage`: a value has no form in a column.
pub(crate) fn columns<const N: usize>(
    names: [&'static str; N],
    values: [&dyn ToSql; N],
) -> Result<Vec<Column>> {
    let pair = |(name, given)| Ok((name, value(given)?));
    names.into_iter().zip(values).map(pair).collect()
}

fn value(given: &dyn ToSql) -> rusqlite::Result<Value> {
    Ok(match given.to_sql()? {
        ToSqlOutput::Owned(value) => value,
        ToSqlOutput::Borrowed(borrowed) => Value::try_from(borrowed)?,
        other => {
            return Err(rusqlite::Error::ToSqlConversionFailure(
                format!("no value of a column: {other:?}").into(),
            ));
        }
    })
}

/// Makes `columns` of the row of `table` whose column `key` is `id` be so. Tells the row's number; `None`: there is no such row.
///
/// # Errors
/// `Storage`, `DiskFull`.
pub(crate) fn update(
    tx: &Tx<'_>,
    table: &'static str,
    (key, id): (&'static str, &dyn ToSql),
    columns: &[Column],
) -> Result<Option<i64>> {
    let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    let sql = format!(
        "SELECT rowid, {} FROM {table} WHERE {key} = ?1",
        names.join(", ")
    );
    let found = tx
        .prepare_cached(&sql)?
        .query_row([id], |row| {
            let mut others = Vec::new();
            for (place, (name, wanted)) in (1..).zip(columns) {
                if row.get_ref(place)? != ValueRef::from(wanted) {
                    others.push((*name, wanted));
                }
            }
            Ok((row.get::<_, i64>(0)?, others))
        })
        .optional()?;
    let Some((row, others)) = found else {
        return Ok(None);
    };
    if !others.is_empty() {
        let set: Vec<String> = others
            .iter()
            .map(|(name, _)| format!("{name} = ?"))
            .collect();
        let sql = format!("UPDATE {table} SET {} WHERE rowid = ?", set.join(", "));
        let number = Value::from(row);
        let values = others
            .into_iter()
            .map(|(_, wanted)| wanted)
            .chain([&number]);
        tx.prepare_cached(&sql)?.execute(params_from_iter(values))?;
    }
    Ok(Some(row))
}

/// A new row of `table`; tells its number.
///
/// # Errors
/// `Storage`, `DiskFull`.
pub(crate) fn insert(tx: &Tx<'_>, table: &'static str, columns: &[Column]) -> Result<i64> {
    let (names, given): (Vec<&str>, Vec<&Value>) =
        columns.iter().map(|(name, value)| (*name, value)).unzip();
    let (names, values) = (names.join(", "), vec!["?"; given.len()].join(", "));
    let sql = format!("INSERT INTO {table} ({names}) VALUES ({values}) RETURNING rowid");
    Ok(tx
        .prepare_cached(&sql)?
        .query_row(params_from_iter(given), |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::key::DataKey;
    use crate::store::{Place, Store};

    /// A frame of the log: its head and a page.
    const FRAME: u64 = 24 + 4096;

    #[test]
    fn only_what_changes_of_a_row_is_written_and_no_index_that_it_stands_in_otherwise() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::Folder(folder.path().join("mirror"));
        let store = Store::open(&place, &DataKey::for_tests(1)).unwrap().store;
        store
            .write(|tx| {
                tx.execute_batch(
                    "CREATE TABLE note (id TEXT UNIQUE, said TEXT, place INTEGER, marked INTEGER) STRICT;
                     CREATE INDEX note_by_place ON note (place); CREATE INDEX note_by_marked ON note (marked);
                     INSERT INTO note VALUES ('a', 'Hello', 1, 0);",
                )?;
                Ok(())
            })
            .unwrap();
        let length = || {
            let log = folder.path().join("mirror/mirror.db-wal");
            std::fs::metadata(log).unwrap().len()
        };
        let pages = |said: &str, place: i64| {
            let before = length();
            let row = store.write(|tx| {
                let columns = [
                    ("said", Value::from(said.to_owned())),
                    ("place", Value::from(place)),
                    ("marked", Value::from(false)),
                ];
                update(tx, "note", ("id", &"a"), &columns)
            });
            assert_eq!(row.unwrap(), Some(1));
            (length() - before) / FRAME
        };
        assert_eq!(pages("Hello", 1), 0, "it is as it was");
        assert_eq!(pages("Good morning", 1), 1, "its own page");
        assert_eq!(pages("Good morning", 2), 2, "and that of the one index");
        let none =
            store.write(|tx| update(tx, "note", ("id", &"b"), &[("place", Value::from(3_i64))]));
        assert_eq!(none.unwrap(), None);
    }
}

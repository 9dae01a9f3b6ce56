//! SQL of the side bar's counts. They are asked for whenever cases change, so all views that ask for what an index holds are
//! counted in one pass over it; those that ask for words or names cost a question each.

use crate::case::view::{SavedCount, View, ViewCount, ViewCounts};
use crate::error::Result;
use crate::query::conditions;
use crate::query::parse::parse;
use crate::query::table::{Asker, Part, condition};
use crate::saved;
use crate::store::columns::count;
use chrono::{DateTime, Utc};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

/// The counts of all views.
///
/// # Errors
/// `Storage`.
pub fn all(db: &Connection, now: DateTime<Utc>) -> Result<ViewCounts> {
    let views = saved::table::all(db)?;
    let asker = Asker::new(db, now)?;
    let mut columns: Vec<String> = View::ALL
        .iter()
        .map(|view| format!("count(*) FILTER (WHERE {})", condition(*view)))
        .collect();
    let mut values: Vec<Value> = Vec::new();
    let mut counts: Vec<Option<u32>> = Vec::with_capacity(views.len());
    for view in &views {
        let question = parse(&view.question.text);
        let ready = condition(view.question.view);
        let is_plain = question.words.is_empty() && !conditions::asks_names(&question.terms);
        if is_plain {
            let part = asker.part(db, &question, values.len() + 1)?;
            columns.push(format!("count(*) FILTER (WHERE {ready} {})", part.sql));
            values.extend(part.values);
            counts.push(None);
        } else {
            let Part { sql, values, .. } = asker.part(db, &question, 1)?;
            let sql =
                format!("SELECT count(*) FROM case_view v WHERE v.listed = 1 AND {ready} {sql}");
            let n: i64 = db
                .prepare_cached(&sql)?
                .query_row(params_from_iter(&values), |row| row.get(0))?;
            counts.push(Some(count(n)?));
        }
    }
    let sql = format!(
        "SELECT {} FROM case_view v WHERE v.listed = 1",
        columns.join(", ")
    );
    let counted = db
        .prepare_cached(&sql)?
        .query_row(params_from_iter(&values), |row| {
            (0..columns.len())
                .map(|i| row.get::<_, i64>(i))
                .collect::<rusqlite::Result<Vec<_>>>()
        })?;
    let mut counted = counted.into_iter().map(count);
    let mut next = || counted.next().unwrap_or(Ok(0));
    let ready = View::ALL
        .iter()
        .map(|view| {
            let count = next()?;
            Ok(ViewCount { view: *view, count })
        })
        .collect::<Result<_>>()?;
    let saved = views
        .iter()
        .zip(counts)
        .map(|(view, known)| {
            let count = known.map_or_else(&mut next, Ok)?;
            Ok(SavedCount { id: view.id, count })
        })
        .collect::<Result<_>>()?;
    Ok(ViewCounts { ready, saved })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::key::DataKey;
    use crate::store::{Place, Store};

    #[test]
    fn what_is_counted_whenever_cases_change_is_read_from_one_index() {
        let store = Store::open(&Place::Memory, &DataKey::for_tests(1))
            .unwrap()
            .store;
        let each = View::ALL.map(|view| format!("count(*) FILTER (WHERE {})", condition(view)));
        let question = parse(
            "status:new priority:>=high type:incident assignee:me created:<2w changed:>1d is:unread,pending,held has:files,comments",
        );
        let steps = store.read(|db| {
            let part = Asker::new(db, DateTime::UNIX_EPOCH)?.part(db, &question, 1)?;
            let sql = format!(
                "EXPLAIN QUERY PLAN SELECT {}, count(*) FILTER (WHERE 1 {}) FROM case_view v WHERE v.listed = 1",
                each.join(", "),
                part.sql
            );
            let mut statement = db.prepare(&sql)?;
            let steps = statement
                .query_map(params_from_iter(&part.values), |row| row.get::<_, String>(3))?;
            Ok(steps.collect::<rusqlite::Result<Vec<_>>>()?.join("; "))
        });
        let steps = steps.unwrap();
        assert!(
            steps.contains("COVERING INDEX case_view_by_flags"),
            "{steps}"
        );
    }

    #[test]
    fn a_count_of_a_name_reads_the_different_names_and_no_case() {
        let store = Store::open(&Place::Memory, &DataKey::for_tests(1))
            .unwrap()
            .store;
        for (typed, index) in [
            ("assignee:bob", "assignees"),
            ("account:acme", "account"),
            ("contact:ines", "contacts"),
            ("team:first", "teams"),
            ("tag:vip", "tags"),
        ] {
            let steps = store.read(|db| {
                let part = Asker::new(db, DateTime::UNIX_EPOCH)?.part(db, &parse(typed), 1)?;
                let sql = format!(
                    "EXPLAIN QUERY PLAN SELECT count(*) FROM case_view v WHERE v.listed = 1 AND v.is_open = 1 {}",
                    part.sql
                );
                let mut statement = db.prepare(&sql)?;
                let steps = statement
                    .query_map(params_from_iter(&part.values), |row| row.get::<_, String>(3))?;
                Ok(steps.collect::<rusqlite::Result<Vec<_>>>()?)
            });
            let steps = steps.unwrap();
            let covering = format!("COVERING INDEX case_view_by_{index}");
            let reads = |step: &&String| step.contains(" v ") || step.contains("case_view");
            assert!(
                steps
                    .iter()
                    .filter(reads)
                    .all(|step| step.contains(&covering)),
                "{typed}: {steps:?}"
            );
        }
    }
}

//! SQL of the accounts of a question.

use super::{AccountLine, AccountPage};
use crate::case::view::{CaseQuery, SortKey};
use crate::error::Result;
use crate::query::conditions::WHOLE_ACCOUNT;
use crate::query::parse::parse;
use crate::query::table::{Asker, FEW, Part, by_index, from_sql, paged};
use crate::store::columns::{InOrder, count};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, params_from_iter};

/// No question gets more of them at once.
const MOST_ROWS: u32 = 500;

/// By name, by what last happened, or those first that press most. The cases without one come first of equals.
fn order(sort: SortKey, descending: bool) -> String {
    let with = if descending { "DESC" } else { "ASC" };
    match sort {
        SortKey::Name => format!("whole {with}"),
        SortKey::Activity | SortKey::Created => format!("active {with}, whole"),
        SortKey::Priority | SortKey::Status | SortKey::Due | SortKey::Relevance => {
            "urgent DESC, opened DESC, active DESC, whole".to_owned()
        }
    }
}

fn sql(query: &CaseQuery, part: &Part) -> String {
    let (mut from, bound) = (from_sql(query.view, &part.sql), part.values.len());
    let few_are_found = part.hits.is_some_and(|hits| hits.indexed <= FEW);
    if part.terms.is_empty() && !few_are_found {
        // All that is asked lies in it, or beside it in the index of words, which SQLite does not see from how few cases a view may
        // hold.
        from = by_index(&from, "case_view_by_account");
    }
    // First by the name as it stands, in the index's own order; then those together that are called the same.
    format!(
        "SELECT {WHOLE_ACCOUNT} COLLATE NOCASE AS whole, max(v.account), sum(v.cases), sum(v.opened) AS opened,
            sum(v.urgent) AS urgent, max(v.active) AS active, count(*) OVER ()
         FROM (SELECT v.account, count(*) AS cases, sum(v.is_open) AS opened, sum(v.is_open AND v.is_urgent) AS urgent,
                 max(v.last_activity_at) AS active
               {from} GROUP BY v.account) v
         GROUP BY 1 ORDER BY {} LIMIT ?{} OFFSET ?{}",
        order(query.sort, query.descending),
        bound + 1,
        bound + 2
    )
}

/// The accounts of the cases that a question finds.
///
/// # Errors
/// `Storage`.
pub fn list(db: &Connection, query: &CaseQuery, now: DateTime<Utc>) -> Result<AccountPage> {
    let part = Asker::new(db, now)?.part(db, &parse(&query.text), 1)?;
    let mut statement = db.prepare_cached(&sql(query, &part))?;
    let values = paged(&part, query.limit.min(MOST_ROWS), query.offset);
    let mut rows = statement.query(params_from_iter(values))?;
    let mut page = AccountPage {
        rows: Vec::new(),
        total: 0,
    };
    while let Some(row) = rows.next()? {
        let mut row = InOrder::of(row);
        let whole: String = row.take()?;
        let name: Option<String> = row.take()?;
        page.rows.push(AccountLine {
            name: name.filter(|_| !whole.is_empty()),
            cases: count(row.take()?)?,
            open: count(row.take()?)?,
            urgent: count(row.take()?)?,
            last_activity_at: row.time()?,
        });
        page.total = count(row.take()?)?;
    }
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::view::View;
    use crate::query::table::Hits;
    use crate::store::key::DataKey;
    use crate::store::{Place, Store};

    /// What is asked besides the view: nothing, or words that so many cases have.
    fn asking(indexed: Option<i64>) -> Part {
        let words = "AND +v.row IN (SELECT rowid FROM case_text WHERE case_text MATCH 'word')";
        Part {
            sql: indexed.map_or("", |_| words).to_owned(),
            values: Vec::new(),
            hits: indexed.map(|indexed| Hits {
                indexed,
                drafted: 0,
            }),
            terms: String::new(),
        }
    }

    #[test]
    fn accounts_are_counted_in_an_index_without_a_case_being_read() {
        let store = Store::open(&Place::Memory, &DataKey::for_tests(1))
            .unwrap()
            .store;
        let asked = [asking(None), asking(Some(FEW + 1))];
        for (view, part) in View::ALL
            .into_iter()
            .flat_map(|view| asked.iter().map(move |part| (view, part)))
        {
            let query = CaseQuery {
                view,
                text: String::new(),
                sort: SortKey::Priority,
                descending: true,
                offset: 0,
                limit: 100,
            };
            let steps = store.read(|db| {
                let sql = format!("EXPLAIN QUERY PLAN {}", sql(&query, part));
                let mut statement = db.prepare(&sql)?;
                let steps = statement
                    .query_map(rusqlite::params![100, 0], |row| row.get::<_, String>(3))?;
                Ok(steps.collect::<rusqlite::Result<Vec<_>>>()?.join("; "))
            });
            let steps = steps.unwrap();
            assert!(
                steps.contains("USING COVERING INDEX case_view_by_account"),
                "{view:?}: {steps}"
            );
        }
    }
}

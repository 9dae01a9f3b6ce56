//! SQL of the queue: which cases, in which order. A row of it is `case/view/table.rs`; counts are in `counts/table.rs`.

use super::conditions::{self, Asking, Bound};
use super::found;
use super::parse::{Question, parse};
use crate::case::view::table::{COLUMNS, case_row};
use crate::case::view::{CasePage, CaseQuery, SortKey, View};
use crate::directory::{self, Vocabulary};
use crate::error::{Error, Result};
use crate::id::{CaseId, ServerId};
use crate::search;
use crate::store::columns::count;
use crate::store::identity;
use chrono::{DateTime, Utc};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

/// No question gets more rows than this at once.
const MOST_ROWS: u32 = 500;

/// More cases than this are not weighed against each other.
const MOST_WEIGHED: i64 = 10_000;

/// So many cases are looked up one by one.
pub(super) const FEW: i64 = 2_000;

/// Up to so many cases of a view are put in order anew, where the index of flags has what they are put in order by.
const THIN: i64 = 10_000;

/// Who asks, and when.
pub(crate) struct Asker {
    vocabulary: Vocabulary,
    me: Option<ServerId>,
    now: DateTime<Utc>,
}

/// A part of a statement (`" AND …"`) and the values of its placeholders.
pub(crate) struct Part {
    pub(crate) sql: String,
    pub(crate) values: Vec<Value>,
    /// Where words are asked for. The first value is the question to the index then.
    pub(super) hits: Option<Hits>,
    /// What is asked besides words.
    pub(super) terms: String,
}

/// Which cases have the words.
#[derive(Clone, Copy)]
pub(super) struct Hits {
    /// So many by the index; of very many, as many as are counted.
    pub(super) indexed: i64,
    /// And so many more by what is being written on them; their rows are the second value then.
    pub(super) drafted: i64,
}

impl Asker {
    pub(crate) fn new(db: &Connection, now: DateTime<Utc>) -> Result<Asker> {
        Ok(Asker {
            vocabulary: directory::table::vocabulary(db)?,
            me: identity::get(db)?.and_then(|account| account.me.id),
            now,
        })
    }

    /// What a question asks of a case `v`; its placeholders begin at `?first`.
    pub(crate) fn part(&self, db: &Connection, question: &Question, first: usize) -> Result<Part> {
        let Some(words) = search::table::question(db, &question.words)? else {
            return Ok(self.asked(question, String::new(), Vec::new(), first));
        };
        let indexed = search::table::hits(db, &words, MOST_WEIGHED + 1)?;
        let drafted = search::table::in_drafts(db, &question.words, &words)?;
        // Of few, each is looked up; of many, it is cheaper to go through all cases and see which are among them.
        let plus = if indexed > FEW { "+" } else { "" };
        let more = match drafted.is_empty() {
            true => String::new(),
            false => format!(" UNION ALL SELECT value FROM json_each(?{})", first + 1),
        };
        let sql = format!(
            "AND {plus}v.row IN (SELECT rowid FROM case_text WHERE case_text MATCH ?{first}{more})"
        );
        let mut values = vec![Value::Text(words)];
        if !drafted.is_empty() {
            values.push(Value::Text(serde_json::json!(drafted).to_string()));
        }
        let drafted = i64::try_from(drafted.len()).unwrap_or(i64::MAX);
        let hits = Some(Hits { indexed, drafted });
        let part = self.asked(question, sql, values, first);
        Ok(Part { hits, ..part })
    }

    /// The same, of a case that is known already: the index is asked of this one only, nothing is counted,
    /// and what the person is only writing is not there.
    pub(crate) fn part_of_one(
        &self,
        db: &Connection,
        question: &Question,
        first: usize,
    ) -> Result<Part> {
        let (mut sql, mut values) = (String::new(), Vec::new());
        if let Some(words) = search::table::question(db, &question.words)? {
            sql = format!(
                "AND EXISTS (SELECT 1 FROM case_text WHERE case_text MATCH ?{first} AND rowid = v.row)"
            );
            values.push(Value::Text(words));
        }
        Ok(self.asked(question, sql, values, first))
    }

    /// What is asked besides the words.
    fn asked(
        &self,
        question: &Question,
        mut sql: String,
        mut values: Vec<Value>,
        first: usize,
    ) -> Part {
        let asking = Asking {
            vocabulary: &self.vocabulary,
            me: self.me.as_ref(),
            now: self.now,
        };
        let (terms, bound) = conditions::sql(&question.terms, &asking, first + values.len());
        sql.push_str(&terms);
        values.extend(bound.into_iter().map(|value| match value {
            Bound::Text(text) => Value::Text(text),
            Bound::Number(number) => Value::Integer(number),
        }));
        Part {
            sql,
            values,
            hits: None,
            terms,
        }
    }
}

pub(crate) fn condition(view: View) -> &'static str {
    match view {
        View::Mine => "v.is_open = 1 AND v.mine = 1",
        View::Urgent => "v.is_open = 1 AND v.is_urgent = 1",
        View::Unassigned => "v.is_open = 1 AND v.unassigned = 1",
        View::Waiting => "v.is_waiting = 1",
        View::Open => "v.is_open = 1",
        View::Closed => "v.is_open = 0",
        View::All => "1",
    }
}

/// Each order is one that an index has, forwards or backwards to its last column, so that a page is read and not sorted.
pub(super) fn order(sort: SortKey, descending: bool) -> String {
    let (with, against) = if descending {
        ("DESC", "ASC")
    } else {
        ("ASC", "DESC")
    };
    match sort {
        SortKey::Activity | SortKey::Relevance => {
            format!("v.last_activity_at {with}, v.row {with}")
        }
        SortKey::Created => format!("v.created_at {with}, v.row {with}"),
        // A greater rank is less pressing, so the most pressing "greatest" is the smallest rank.
        SortKey::Priority => {
            format!("v.priority_rank {against}, v.last_activity_at {with}, v.row {against}")
        }
        SortKey::Name => format!("v.name COLLATE NOCASE {with}, v.row {with}"),
        SortKey::Status => {
            format!("v.status_rank {with}, v.last_activity_at {against}, v.row {with}")
        }
        // What has no deadline comes last either way.
        SortKey::Due if descending => "v.due_at DESC, v.row DESC".to_owned(),
        SortKey::Due => "v.due_at IS NULL, v.due_at, v.row".to_owned(),
    }
}

/// With an index named that has all that is asked. SQLite, which knows nothing of how many fit, might take another and read every
/// case.
pub(super) fn by_index(from: &str, index: &str) -> String {
    from.replacen("case_view v", &format!("case_view v INDEXED BY {index}"), 1)
}

pub(super) fn from_sql(view: View, found: &str) -> String {
    format!(
        "FROM case_view v WHERE v.listed = 1 AND {} {found}",
        condition(view)
    )
}

fn rows_sql(view: View, sort: SortKey, descending: bool, found: &str, bound: usize) -> String {
    let order = order(sort, descending);
    format!(
        "SELECT {COLUMNS} {} ORDER BY {order} LIMIT ?{} OFFSET ?{}",
        from_sql(view, found),
        bound + 1,
        bound + 2
    )
}

/// The same where few cases fit: they are found and put in order by the index of flags, and only the rows of the page are read
/// whole. Walked to in an order's index, each of all the others would be looked at on the way, with its texts.
///
/// Where the view alone leaves cases out, that index is named: it has all that the view asks, and SQLite, which knows nothing of
/// how many fit, takes the smaller one of open cases where the order has to be read from the case, and reads every one of them.
fn thin_sql(view: View, sort: SortKey, descending: bool, found: &str, bound: usize) -> String {
    let order = order(sort, descending);
    let from = from_sql(view, found);
    let from = match found.is_empty() {
        true => by_index(&from, "case_view_by_flags"),
        false => from,
    };
    format!(
        "SELECT {COLUMNS} FROM (SELECT v.row AS place {from} ORDER BY +{order} LIMIT ?{} OFFSET ?{}) p
         CROSS JOIN case_view v ON v.row = p.place ORDER BY {order}",
        bound + 1,
        bound + 2
    )
}

/// Does it leave cases out that the orders' own indexes would pass by? Those of all, open and closed cases have these alone.
pub(super) fn narrows(view: View, terms: &str) -> bool {
    !terms.is_empty() || !matches!(view, View::All | View::Open | View::Closed)
}

/// Does the index of flags have what they are put in order by? Else it is read from the case itself, with its texts.
pub(super) fn is_told_by_flags(sort: SortKey) -> bool {
    matches!(
        sort,
        SortKey::Relevance | SortKey::Activity | SortKey::Created | SortKey::Priority
    )
}

/// So many are put in order anew; of more, the next one is soon met in the order's index.
fn thin(sort: SortKey) -> i64 {
    match is_told_by_flags(sort) {
        true => THIN,
        false => FEW,
    }
}

/// The values of a question and which of its rows.
pub(super) fn paged(part: &Part, limit: u32, offset: u32) -> Vec<Value> {
    let page = [Value::Integer(limit.into()), Value::Integer(offset.into())];
    part.values.iter().cloned().chain(page).collect()
}

/// Rows of the queue.
///
/// # Errors
/// `Storage`.
pub fn list(db: &Connection, query: &CaseQuery, now: DateTime<Utc>) -> Result<CasePage> {
    let question = parse(&query.text);
    let part = Asker::new(db, now)?.part(db, &question, 1)?;
    let limit = query.limit.min(MOST_ROWS);
    let (total, rows) = match part.hits {
        // Of very many, one is as good as another: then the latest come first, which needs no weighing.
        Some(hits) if hits.indexed > MOST_WEIGHED => {
            found::table::of_very_many(db, query, &part, limit)?
        }
        hits => {
            let total: i64 = match hits {
                // What is in the index is listed.
                Some(hits) if query.view == View::All && question.terms.is_empty() => {
                    hits.indexed + hits.drafted
                }
                _ => db
                    .prepare_cached(&format!(
                        "SELECT count(*) {}",
                        from_sql(query.view, &part.sql)
                    ))?
                    .query_row(params_from_iter(&part.values), |row| row.get(0))?,
            };
            let sql = match hits.filter(|_| query.sort == SortKey::Relevance) {
                Some(hits) => found::table::best_sql(query.view, &part, hits.drafted > 0),
                None => {
                    let descending = query.descending || query.sort == SortKey::Relevance;
                    let bound = part.values.len();
                    let narrows = hits.is_none() && narrows(query.view, &part.terms);
                    let is_thin = narrows && total <= thin(query.sort);
                    let sql = if is_thin { thin_sql } else { rows_sql };
                    sql(query.view, query.sort, descending, &part.sql, bound)
                }
            };
            let mut statement = db.prepare_cached(&sql)?;
            let page = paged(&part, limit, query.offset);
            let rows = statement
                .query_map(params_from_iter(page), case_row)?
                .collect::<rusqlite::Result<Vec<_>>>()?;
            (total, rows)
        }
    };
    let hits = part.hits;
    Ok(CasePage {
        total: count(total)?,
        found: search::table::found(db, &question.words, &rows)?,
        unsearched: match hits {
            Some(_) => count(search::table::unsearched(db)?)?,
            None => 0,
        },
        rows,
        problems: question.problems,
    })
}

/// All cases of a question, the newest first, at most `limit`: for those who mean every one of them.
///
/// # Errors
/// `Storage`.
pub fn matching(
    db: &Connection,
    query: &CaseQuery,
    now: DateTime<Utc>,
    limit: u32,
) -> Result<Vec<CaseId>> {
    let Part {
        sql, mut values, ..
    } = Asker::new(db, now)?.part(db, &parse(&query.text), 1)?;
    let sql = format!(
        "SELECT v.case_id {} ORDER BY v.last_activity_at DESC LIMIT ?{}",
        from_sql(query.view, &sql),
        values.len() + 1
    );
    values.push(Value::Integer(limit.into()));
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map(params_from_iter(&values), |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Is the database what was written? Reads all of it.
///
/// # Errors
/// `Damaged`; `Storage`.
pub fn check(db: &Connection) -> Result<()> {
    let said: String = db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if said == "ok" {
        Ok(())
    } else {
        Err(Error::Damaged)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::key::DataKey;
    use crate::store::{Place, Store};

    /// How SQLite means to answer the question.
    fn plan(sql: &str) -> String {
        let store = Store::open(&Place::Memory, &DataKey::for_tests(1))
            .unwrap()
            .store;
        let steps = store.read(|db| {
            let mut statement = db.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
            let steps =
                statement.query_map(rusqlite::params![100, 0], |row| row.get::<_, String>(3))?;
            Ok(steps.collect::<rusqlite::Result<Vec<_>>>()?)
        });
        steps.unwrap().join("; ")
    }

    #[test]
    fn the_first_page_of_the_usual_orders_is_read_from_an_index_and_not_sorted() {
        for (view, sort) in [
            (View::All, SortKey::Activity),
            (View::Open, SortKey::Activity),
            (View::Closed, SortKey::Activity),
            (View::All, SortKey::Created),
            (View::All, SortKey::Priority),
            (View::All, SortKey::Name),
            (View::All, SortKey::Status),
            (View::Open, SortKey::Status),
            (View::All, SortKey::Due),
            (View::Open, SortKey::Due),
        ] {
            for descending in [true, false] {
                let plan = plan(&rows_sql(view, sort, descending, "", 0));
                assert!(
                    !plan.contains("TEMP B-TREE"),
                    "{view:?} by {sort:?}: {plan}"
                );
            }
        }
    }

    /// A view of sixty among a hundred thousand must not be looked for among all of them, each read with its texts.
    #[test]
    fn a_view_of_few_is_found_and_put_in_order_in_the_index_of_flags() {
        for view in [View::Mine, View::Urgent, View::Unassigned, View::Waiting] {
            for sort in [SortKey::Activity, SortKey::Created, SortKey::Priority] {
                let plan = plan(&thin_sql(view, sort, true, "", 0));
                let by_flags = "SEARCH v USING COVERING INDEX case_view_by_flags";
                assert!(plan.contains(by_flags), "{view:?} by {sort:?}: {plan}");
                let by_number = "SEARCH v USING INTEGER PRIMARY KEY";
                assert!(plan.contains(by_number), "{view:?} by {sort:?}: {plan}");
            }
            // What these go by is read from the cases themselves, but only from those that the flags let through.
            for sort in [SortKey::Name, SortKey::Status, SortKey::Due] {
                let plan = plan(&thin_sql(view, sort, true, "", 0));
                let by_flags = "SEARCH v USING INDEX case_view_by_flags";
                assert!(plan.contains(by_flags), "{view:?} by {sort:?}: {plan}");
            }
        }
    }

    /// Else the list of a mirror of some thousands would be sorted whole for each page.
    #[test]
    fn all_open_and_closed_cases_are_walked_in_the_index_of_their_order_however_few_they_are() {
        for view in [View::All, View::Open, View::Closed] {
            assert!(!narrows(view, ""), "{view:?}");
            assert!(narrows(view, "AND v.priority = ?1"), "{view:?}");
        }
        assert!(narrows(View::Mine, ""));
    }

    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// T17: whatever is typed is words to look for, never syntax.
        #[test]
        fn whatever_is_typed_is_a_question_that_can_be_asked(typed in "\\PC{0,40}|[\"'*^():+\\-]{0,12}( OR | NEAR | AND NOT )?[a-z\"*]{0,6}") {
            let store = Store::open(&Place::Memory, &DataKey::for_tests(1)).unwrap().store;
            let question = CaseQuery {
                view: View::All,
                text: typed,
                sort: SortKey::Activity,
                descending: true,
                offset: 0,
                limit: 10,
            };
            prop_assert!(store.read(|db| list(db, &question, DateTime::UNIX_EPOCH)).is_ok());
        }
    }
}

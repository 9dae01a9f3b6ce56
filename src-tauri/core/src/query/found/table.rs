//! SQL of a question with words. Which cases have them is asked of `search/`; what else is asked comes from `query/table.rs`.

use crate::case::view::table::{COLUMNS, case_row};
use crate::case::view::{CaseQuery, CaseRow, SortKey, View};
use crate::error::Result;
use crate::query::table::{Part, by_index, condition, from_sql, is_told_by_flags, narrows, order};
use rusqlite::{Connection, params_from_iter};

/// The best first: what the person is writing, then a word in the name, in a person's or a file's, in the description. Places
/// are decided on numbers alone; only the rows of the page are read whole.
pub(in crate::query) fn best_sql(view: View, part: &Part, drafted: bool) -> String {
    let (ready, terms, bound) = (condition(view), &part.terms, part.values.len());
    let more = match drafted {
        true => format!(
            " UNION ALL SELECT v.row, -1e9, v.last_activity_at FROM json_each(?2) d CROSS JOIN case_view v ON v.row = d.value
             WHERE v.listed = 1 AND {ready} {terms}"
        ),
        false => String::new(),
    };
    format!(
        "WITH best AS (
             SELECT v.row AS row, bm25(case_text, 12.0, 4.0, 4.0, 2.0, 1.0) AS score, v.last_activity_at AS at
             FROM case_text CROSS JOIN case_view v ON v.row = case_text.rowid
             WHERE case_text MATCH ?1 AND v.listed = 1 AND {ready} {terms}{more}
             ORDER BY score, at DESC, row LIMIT ?{} OFFSET ?{})
         SELECT {COLUMNS} FROM best b JOIN case_view v ON v.row = b.row ORDER BY b.score, b.at DESC, b.row",
        bound + 1,
        bound + 2
    )
}

/// How many cases have words that very many have, and the rows of the page. The index is asked once, and its answer is held
/// against the order that another index has: sorting it, or looking each up, would take longer.
pub(in crate::query) fn of_very_many(
    db: &Connection,
    query: &CaseQuery,
    part: &Part,
    limit: u32,
) -> Result<(i64, Vec<CaseRow>)> {
    let drafted = part.hits.is_some_and(|hits| hits.drafted > 0);
    let (more, bound) = match drafted {
        true => (" UNION ALL SELECT value FROM json_each(?2)", 2),
        false => ("", 1),
    };
    let words = part.values.get(..bound).unwrap_or_default();
    let mut found = Vec::new();
    let mut many = 0;
    let mut statement = db.prepare_cached(&format!(
        "SELECT rowid FROM case_text WHERE case_text MATCH ?1{more}"
    ))?;
    let mut rows = statement.query(params_from_iter(words))?;
    while let Some(row) = rows.next()? {
        let place = usize::try_from(row.get::<_, i64>(0)?).unwrap_or_default();
        if found.len() <= place {
            found.resize(place + 1, false);
        }
        if let Some(here) = found.get_mut(place) {
            *here = true;
            many += 1;
        }
    }
    let terms = &part.terms;
    // What is in the index is listed.
    let is_all = query.view == View::All && terms.is_empty();
    let order = order(
        query.sort,
        query.descending || query.sort == SortKey::Relevance,
    );
    // The words' own places are named, so that those of the conditions keep theirs.
    let named: String = (1..=bound)
        .map(|n| format!(" AND ?{n} IS NOT NULL"))
        .collect();
    let from = walked(query, terms);
    let mut statement =
        db.prepare_cached(&format!("SELECT v.row {from}{named} ORDER BY {order}"))?;
    let mut rows = statement.query(params_from_iter(&part.values))?;
    let (first, last) = (
        i64::from(query.offset),
        i64::from(query.offset) + i64::from(limit),
    );
    let (mut met, mut page) = (0, Vec::new());
    while let Some(row) = rows.next()? {
        let place: i64 = row.get(0)?;
        let at = usize::try_from(place).unwrap_or_default();
        if found.get(at) != Some(&true) {
            continue;
        }
        if (first..last).contains(&met) {
            page.push(place);
        }
        met += 1;
        if is_all && met >= last {
            break;
        }
    }
    let mut statement = db.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM case_view v WHERE v.row = ?1"
    ))?;
    let rows = page
        .iter()
        .map(|row| statement.query_row([row], case_row))
        .collect::<rusqlite::Result<_>>()?;
    Ok((if is_all { many } else { met }, rows))
}

/// The cases that are held against what was found. Where the question leaves some out, the index of flags tells which, and mostly has
/// what they are put in order by: walking an order's own index, each would be read with its texts.
fn walked(query: &CaseQuery, terms: &str) -> String {
    let from = from_sql(query.view, terms);
    match narrows(query.view, terms) && is_told_by_flags(query.sort) {
        true => by_index(&from, "case_view_by_flags"),
        false => from,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::key::DataKey;
    use crate::store::{Place, Store};

    #[test]
    fn a_column_of_the_board_is_held_against_words_of_very_many_without_a_case_being_read() {
        let store = Store::open(&Place::Memory, &DataKey::for_tests(1))
            .unwrap()
            .store;
        for view in View::ALL {
            let query = CaseQuery {
                view,
                text: String::new(),
                sort: SortKey::Activity,
                descending: true,
                offset: 0,
                limit: 100,
            };
            let from = walked(&query, "AND v.status = 'New'");
            let order = order(query.sort, true);
            let steps = store.read(|db| {
                let sql = format!("EXPLAIN QUERY PLAN SELECT v.row {from} ORDER BY {order}");
                let mut statement = db.prepare(&sql)?;
                let steps = statement.query_map([], |row| row.get::<_, String>(3))?;
                Ok(steps.collect::<rusqlite::Result<Vec<_>>>()?.join("; "))
            });
            let steps = steps.unwrap();
            assert!(
                steps.contains("USING COVERING INDEX case_view_by_flags"),
                "{view:?}: {steps}"
            );
        }
    }
}

//! SQL of what is to be read whole next: cases that may have changed, that were never read, or were read long ago.
//!
//! What is due is asked before each step of the loop, mostly to hear that nothing is. So [`is_due`] says it from indexes,
//! a part for each reason, and [`to_detail`], which puts all of them in order, is asked
//! only when something is. A test holds them to each other.

use super::Stale;
use crate::case::table::NAMED;
use crate::error::Result;
use crate::id::{CaseId, ServerId};
use crate::scope::Scope;
use crate::scope::table::{Bounds, TAKEN, TAKES};
use crate::store::columns::Micros;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, named_params};
use std::sync::LazyLock;

/// Cases to read whole next: those that may have changed, then those of the scope that were never read, mine and urgent
/// first, then those read longest ago. What is here is kept as the server has it, whatever the scope; only what nothing
/// names is not read again for good measure outside of it.
///
/// # Errors
/// `Storage`.
pub fn to_detail(
    db: &Connection,
    now: DateTime<Utc>,
    stale: Stale,
    scope: Scope,
    limit: u32,
) -> Result<Vec<(CaseId, ServerId)>> {
    let bounds = Bounds::of(scope, now);
    let mut statement = db.prepare_cached(&format!(
        "SELECT s.case_id, s.server_id FROM server_case s LEFT JOIN case_view v ON v.case_id = s.case_id
         WHERE s.standing = 'visible' AND s.detail_after <= :now
             AND (s.dirty = {NAMED} OR s.dirty AND s.detailed_at IS NOT NULL
                 OR (s.detailed_at IS NULL
                     OR s.detailed_at < CASE WHEN NOT v.is_open THEN :closed WHEN v.mine THEN :mine ELSE :open END)
                 AND {TAKES})
         ORDER BY s.dirty = {NAMED} OR s.dirty AND s.detailed_at IS NOT NULL DESC, v.is_open AND (v.mine OR v.is_urgent) DESC, v.is_open DESC,
             s.detailed_at IS NOT NULL, s.detailed_at, s.created_at DESC
         LIMIT :limit",
    ))?;
    let rows = statement.query_map(
        named_params! {
            ":now": Micros(now), ":mine": Micros(stale.mine), ":open": Micros(stale.open),
            ":closed": Micros(stale.closed), ":limit": limit, ":everything": bounds.everything,
            ":recent": bounds.recent, ":since": bounds.since, ":day": bounds.day,
        },
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Is there anything that [`to_detail`] would name?
///
/// # Errors
/// `Storage`.
pub fn is_due(db: &Connection, now: DateTime<Utc>, stale: Stale, scope: Scope) -> Result<bool> {
    let bounds = Bounds::of(scope, now);
    let sql = match bounds.everything {
        true => &IS_DUE,
        false => &IS_DUE_IN_SCOPE,
    };
    let mut statement = db.prepare_cached(sql)?;
    Ok(statement.exists(named_params! {
        ":now": Micros(now), ":mine": Micros(stale.mine), ":open": Micros(stale.open),
        ":closed": Micros(stale.closed), ":everything": bounds.everything,
        ":recent": bounds.recent, ":since": bounds.since, ":day": bounds.day,
    })?)
}

/// Is there any that something names: a hint, a notice, the person?
///
/// # Errors
/// `Storage`.
pub fn is_named(db: &Connection, now: DateTime<Utc>) -> Result<bool> {
    let sql = format!(
        "SELECT 1 FROM server_case s WHERE s.standing = 'visible' AND s.dirty = {NAMED} AND s.detail_after <= ?1"
    );
    Ok(db.prepare_cached(&sql)?.exists([Micros(now)])?)
}

/// In this order: what something names; what changed; what was never read, where everything is kept; open cases that were
/// read long ago, by an index of the view; closed ones.
static IS_DUE: LazyLock<String> = LazyLock::new(|| any_of(&due_parts()));

/// And, of a smaller scope, what it takes and was never read: those outside of it are not looked at.
static IS_DUE_IN_SCOPE: LazyLock<String> = LazyLock::new(|| {
    let mut parts = due_parts();
    parts.push(format!(
        "SELECT 1 FROM server_case s INDEXED BY server_case_by_reading
         WHERE s.case_id IN ({TAKEN}) AND s.standing = 'visible' AND s.detailed_at IS NULL AND s.dirty IN (0, 1)
             AND s.detail_after <= :now"
    ));
    any_of(&parts)
});

fn due_parts() -> Vec<String> {
    let case = "FROM server_case s WHERE s.standing = 'visible' AND s.detail_after <= :now";
    let shown = "FROM server_case s JOIN case_view v ON v.case_id = s.case_id
             WHERE s.standing = 'visible' AND s.detail_after <= :now";
    vec![
        format!("SELECT 1 {case} AND s.dirty = {NAMED}"),
        format!("SELECT 1 {case} AND s.dirty = 1 AND s.detailed_at IS NOT NULL"),
        format!("SELECT 1 {case} AND :everything AND s.dirty IN (0, 1) AND s.detailed_at IS NULL"),
        format!(
            "SELECT 1 FROM case_view v CROSS JOIN server_case s ON s.case_id = v.case_id
             WHERE v.listed = 1 AND v.is_open = 1 AND s.standing = 'visible' AND s.detail_after <= :now
                 AND s.detailed_at < iif(v.mine, :mine, :open) AND {TAKES}"
        ),
        format!("SELECT 1 {shown} AND s.dirty = 0 AND s.detailed_at < :closed AND NOT v.is_open AND {TAKES}"),
    ]
}

fn any_of(parts: &[String]) -> String {
    format!("SELECT 1 WHERE EXISTS ({})", parts.join(") OR EXISTS ("))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scope::table::{EXTENT, extent};
    use crate::store::key::DataKey;
    use crate::store::{Place, Store};
    use proptest::prelude::*;

    fn store() -> Store {
        Store::open(&Place::Memory, &DataKey::for_tests(1))
            .unwrap()
            .store
    }

    /// What one case is like; times are small numbers.
    #[derive(Clone, Debug)]
    struct Like {
        standing: &'static str,
        dirty: i64,
        detailed_at: Option<i64>,
        detail_after: i64,
        is_open: bool,
        mine: bool,
        pending: i64,
        last_activity_at: i64,
        is_pinned: bool,
        closed_on: Option<&'static str>,
    }

    fn like() -> impl Strategy<Value = Like> {
        let server = (
            prop_oneof![4 => Just("visible"), 1 => Just("gone")],
            prop_oneof![4 => Just(0_i64), 1 => Just(1), 1 => Just(2)],
            proptest::option::of(0..40_i64),
            prop_oneof![4 => Just(0_i64), 1 => Just(60)],
        );
        let view = (
            any::<bool>(),
            any::<bool>(),
            0..2_i64,
            0..40_i64,
            any::<bool>(),
            prop_oneof![
                Just(None),
                Just(Some("1969-11-30")),
                Just(Some("1970-01-05"))
            ],
        );
        (server, view).prop_map(|(server, view)| Like {
            standing: server.0,
            dirty: server.1,
            detailed_at: server.2,
            detail_after: server.3,
            is_open: view.0,
            mine: view.1,
            pending: view.2,
            last_activity_at: view.3,
            is_pinned: view.4,
            closed_on: view.5,
        })
    }

    fn put(db: &Connection, number: usize, like: &Like) -> Result<()> {
        let id = format!("{number:08}-0000-4000-8000-000000000000");
        db.execute(
            "INSERT INTO server_case (case_id, server_id, name, status, priority, contacts, assignees, teams, tags, created_at,
                 is_active, extra, standing, detailed_at, dirty, detail_after)
             VALUES (:id, :id, '', '', '', '[]', '[]', '[]', '[]', 0, 1, '{}', :standing, :detailed_at, :dirty, :after)",
            named_params! {
                ":id": id, ":standing": like.standing, ":detailed_at": like.detailed_at, ":dirty": like.dirty,
                ":after": like.detail_after,
            },
        )?;
        db.execute(
            "INSERT INTO case_view (case_id, name, status, status_rank, is_open, is_waiting, priority, priority_rank,
                 is_urgent, description, assignees, contacts, teams, tags, created_at, last_activity_at, comments, files,
                 unread, mine, unassigned, pending, held, standing, listed, closed_on)
             VALUES (:id, '', '', 0, :is_open, 0, '', 0, 0, '', '[]', '[]', '[]', '[]', 0, :last, 0, 0, 0, :mine, 0, :pending, 0,
                 :standing, :standing = 'visible' OR :pending > 0, :closed_on)",
            named_params! {
                ":id": id, ":is_open": like.is_open, ":last": like.last_activity_at, ":mine": like.mine,
                ":pending": like.pending, ":standing": like.standing, ":closed_on": like.closed_on,
            },
        )?;
        if like.pending > 0 {
            db.execute(
                "INSERT INTO intent (intent_id, case_id, seq, version, payload, state, attempts, created_at)
                 VALUES (?1, ?1, 1, 1, '{}', 'pending', 0, 0)",
                [&id],
            )?;
        }
        if like.is_pinned {
            db.execute("INSERT INTO pin (case_id, at) VALUES (?1, 0)", [id])?;
        }
        Ok(())
    }

    fn at(micros: i64) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(micros).unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn something_is_due_exactly_where_something_would_be_read(
            cases in proptest::collection::vec(like(), 0..5),
            (mine, open, closed) in (0..40_i64, 0..40_i64, 0..40_i64),
            scope in prop_oneof![Just(Scope::Everything), Just(Scope::Recent { days: 30 }), Just(Scope::Mine)],
        ) {
            let stale = Stale { mine: at(mine), open: at(open), closed: at(closed) };
            let asked = store().write(|tx| {
                for (number, like) in cases.iter().enumerate() {
                    put(tx, number, like)?;
                }
                let named = to_detail(tx, at(50), stale, scope, 1)?;
                Ok((is_due(tx, at(50), stale, scope)?, !named.is_empty()))
            });
            let (is_due, is_named) = asked.unwrap();
            prop_assert_eq!(is_due, is_named);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn what_a_scope_takes_is_counted_as_its_rule_says(
            cases in proptest::collection::vec(like(), 0..8),
            scope in prop_oneof![Just(Scope::Everything), Just(Scope::Recent { days: 30 }), Just(Scope::Mine)],
            after in 0..40_i64,
        ) {
            let now = at(after) + chrono::TimeDelta::days(30);
            let counted = store().write(|tx| {
                for (number, like) in cases.iter().enumerate() {
                    put(tx, number, like)?;
                }
                let bounds = Bounds::of(scope, now);
                let sql = format!(
                    "SELECT count(*), count(*) FILTER (WHERE s.detailed_at IS NULL)
                     FROM server_case s LEFT JOIN case_view v ON v.case_id = s.case_id
                     WHERE s.standing = 'visible' AND {TAKES}"
                );
                let rule: (i64, i64) = tx.query_row(
                    &sql,
                    named_params! {
                        ":everything": bounds.everything, ":recent": bounds.recent, ":since": bounds.since,
                        ":day": bounds.day,
                    },
                    |row| Ok((row.get(0)?, row.get(1)?)),
                )?;
                Ok((rule, extent(tx, scope, now)?))
            });
            let (rule, counted) = counted.unwrap();
            prop_assert_eq!(rule, counted);
        }
    }

    /// Else what is missing of a smaller scope would be counted by reading every case, at each change of the status.
    #[test]
    fn what_is_missing_of_a_smaller_scope_is_counted_from_indexes() {
        for step in plan(&EXTENT) {
            let reads_all = step.starts_with("SCAN s") || step.starts_with("SCAN v");
            let by_index = !step.starts_with("SEARCH s") || step.contains("COVERING INDEX");
            assert!(!reads_all && by_index, "{step}");
        }
    }

    fn plan(sql: &str) -> Vec<String> {
        let plan = store().read(|db| {
            let mut statement = db.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
            let steps = statement.raw_query().mapped(|row| row.get::<_, String>(3));
            Ok(steps.collect::<rusqlite::Result<Vec<_>>>()?)
        });
        plan.unwrap()
    }

    /// Else each step of the loop would read a large mirror whole, to hear that nothing is due.
    #[test]
    fn that_nothing_is_due_is_read_from_indexes() {
        for step in [plan(&IS_DUE), plan(&IS_DUE_IN_SCOPE)].concat() {
            assert!(
                !step.starts_with("SCAN s") && !step.starts_with("SCAN v"),
                "{step}"
            );
        }
    }
}

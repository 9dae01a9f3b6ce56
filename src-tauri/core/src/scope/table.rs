//! SQL of the scope: the person's choice, what conversations were seen to cost, and which cases a scope takes.
//!
//! [`TAKES`] says in SQL what [`Scope::takes`] says; a test holds them to each other.

use super::{Chosen, Offer, Pace, Scope, ScopeChoice};
use crate::case;
use crate::error::Result;
use crate::store::columns::{Micros, count};
use crate::store::{Tx, cursor};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, named_params};
use std::sync::LazyLock;

pub(crate) const CHOSEN: &str = "scope";
const PACE: &str = "pace";

/// Is the case of `server_case s` and `case_view v` in the scope of `:everything`, `:recent`, `:since` and `:day`?
pub(crate) const TAKES: &str = "(:everything OR v.mine OR v.pending + v.held > 0
    OR :recent AND (v.is_open OR v.last_activity_at >= :since OR v.closed_on >= :day)
    OR EXISTS (SELECT 1 FROM pin p WHERE p.case_id = s.case_id))";

/// The cases that [`TAKES`] is true of, where the scope is not everything: each reason by its index, so that those outside of it are
/// not read. A test holds them to each other.
pub(crate) const TAKEN: &str = "SELECT v.case_id FROM case_view v WHERE v.listed = 1 AND v.is_open = 1 AND :recent
    UNION ALL SELECT v.case_id FROM case_view v WHERE v.listed = 1 AND v.is_open IN (0, 1) AND v.mine = 1
    UNION ALL SELECT v.case_id FROM case_view v WHERE v.listed = 1 AND v.is_open = 0 AND v.last_activity_at >= :since AND :recent
    UNION ALL SELECT v.case_id FROM case_view v WHERE v.closed_on >= :day AND :recent
    UNION ALL SELECT i.case_id FROM intent i
    UNION ALL SELECT p.case_id FROM pin p";

/// What [`TAKES`] goes by.
pub(crate) struct Bounds {
    pub(crate) everything: bool,
    pub(crate) recent: bool,
    pub(crate) since: Micros,
    pub(crate) day: String,
}

impl Bounds {
    pub(crate) fn of(scope: Scope, now: DateTime<Utc>) -> Bounds {
        let since = scope.since(now);
        Bounds {
            everything: scope == Scope::Everything,
            recent: matches!(scope, Scope::Recent { .. }),
            since: Micros(since),
            day: since.date_naive().to_string(),
        }
    }
}

/// The person's choice, if they made one.
pub(crate) fn chosen(db: &Connection) -> Result<Option<Chosen>> {
    cursor::get(db, CHOSEN)
}

/// Keeps the person's choice.
pub(crate) fn choose(tx: &Tx<'_>, chosen: &Chosen) -> Result<()> {
    cursor::set(tx, CHOSEN, chosen)
}

/// What conversations were seen to cost.
pub(crate) fn pace(db: &Connection) -> Result<Pace> {
    Ok(cursor::get(db, PACE)?.unwrap_or_default())
}

/// Some more came.
pub(crate) fn note_pace(tx: &Tx<'_>, more: Pace) -> Result<()> {
    let all = pace(tx)?.and(more);
    cursor::set(tx, PACE, &all)
}

/// How many cases a scope takes, and how many of these were never read whole.
pub(crate) fn extent(db: &Connection, scope: Scope, now: DateTime<Utc>) -> Result<(i64, i64)> {
    let bounds = Bounds::of(scope, now);
    if bounds.everything {
        let (cases, detailed) = case::table::coverage(db)?;
        return Ok((cases, cases - detailed));
    }
    Ok(db.prepare_cached(&EXTENT)?.query_row(
        named_params! { ":recent": bounds.recent, ":since": bounds.since, ":day": bounds.day },
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?)
}

pub(crate) static EXTENT: LazyLock<String> = LazyLock::new(|| {
    format!(
        "SELECT count(*), count(*) FILTER (WHERE s.detailed_at IS NULL)
         FROM server_case s INDEXED BY server_case_by_reading
         WHERE s.case_id IN ({TAKEN}) AND s.standing = 'visible'"
    )
});

/// How many conversations are still to be read.
pub(crate) fn missing(db: &Connection, scope: Scope, now: DateTime<Utc>) -> Result<u32> {
    count(extent(db, scope, now)?.1)
}

/// The choice, with what each answer costs. `on_server`: what the server counts, where the list is not here whole.
pub(crate) fn choice(
    db: &Connection,
    scope: Scope,
    on_server: Option<u32>,
    is_counted: bool,
    now: DateTime<Utc>,
) -> Result<ScopeChoice> {
    let pace = pace(db)?;
    let mut offered = super::OFFERED.to_vec();
    if !offered.contains(&scope) {
        offered.push(scope);
    }
    let mut offers = Vec::new();
    for scope in offered {
        let (cases, missing) = extent(db, scope, now)?;
        let (cases, missing) = (count(cases)?, count(missing)?);
        let unlisted = match (scope, on_server) {
            (Scope::Everything, Some(all)) => all.saturating_sub(cases),
            _ => 0,
        };
        offers.push(Offer::of(scope, cases + unlisted, missing + unlisted, pace));
    }
    Ok(ScopeChoice {
        scope,
        is_counted,
        offers,
    })
}

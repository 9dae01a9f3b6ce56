//! SQL of the queue: rows, counts and one row of the stored view.

use super::parse::full_text;
use crate::case::Standing;
use crate::case::view::{CasePage, CaseQuery, CaseRow, SortKey, View, ViewCount};
use crate::error::Result;
use crate::id::{CaseId, Named, ServerId};
use crate::store::columns::{Json, Micros, Word, count};
use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Connection, OptionalExtension, Row};

/// No question gets more rows than this at once.
const MOST_ROWS: u32 = 500;

const COLUMNS: &str = "v.case_id, v.name, v.status, v.is_open, v.priority, v.priority_rank, v.is_urgent, v.case_type, \
     v.account, v.assignees, v.created_at, v.last_activity_at, v.comments, v.files, v.unread, v.pending, v.held, v.server_id";

fn case_row(row: &Row<'_>) -> rusqlite::Result<CaseRow> {
    let assignees = row.get::<_, Json<Vec<Named>>>("assignees")?.0;
    Ok(CaseRow {
        id: row.get("case_id")?,
        name: row.get("name")?,
        status: row.get("status")?,
        is_open: row.get("is_open")?,
        priority: row.get("priority")?,
        priority_rank: row.get("priority_rank")?,
        is_urgent: row.get("is_urgent")?,
        case_type: row.get("case_type")?,
        account: row.get("account")?,
        assignees: assignees.into_iter().map(|n| n.name).collect(),
        created_at: row.get::<_, Micros>("created_at")?.0,
        last_activity_at: row.get::<_, Micros>("last_activity_at")?.0,
        comments: row.get("comments")?,
        files: row.get("files")?,
        unread: row.get("unread")?,
        pending: row.get("pending")?,
        held: row.get("held")?,
        on_server: row.get::<_, Option<ServerId>>("server_id")?.is_some(),
    })
}

fn condition(view: View) -> &'static str {
    match view {
        View::Mine => "v.is_open AND v.mine",
        View::Urgent => "v.is_open AND v.is_urgent",
        View::Unassigned => "v.is_open AND v.unassigned",
        View::Waiting => "v.is_waiting",
        View::Open => "v.is_open",
        View::Closed => "NOT v.is_open",
        View::All => "1",
    }
}

fn order(sort: SortKey, descending: bool) -> String {
    // A greater rank is less pressing, so the most pressing "greatest" is the smallest rank.
    let (key, flip) = match sort {
        SortKey::Activity => ("v.last_activity_at", false),
        SortKey::Created => ("v.created_at", false),
        SortKey::Priority => ("v.priority_rank", true),
        SortKey::Name => ("v.name COLLATE NOCASE", false),
        SortKey::Status => ("v.status_rank", false),
    };
    let direction = if descending == flip { "ASC" } else { "DESC" };
    format!("{key} {direction}, v.last_activity_at DESC, v.row DESC")
}

/// Rows of the queue.
///
/// # Errors
/// `Storage`.
pub fn list(db: &Connection, query: &CaseQuery) -> Result<CasePage> {
    let words = full_text(&query.text);
    let found = if words.is_some() {
        "AND v.row IN (SELECT rowid FROM case_text WHERE case_text MATCH ?1)"
    } else {
        "AND ?1 IS NULL"
    };
    let from = format!(
        "FROM case_view v WHERE v.listed = 1 AND {} {found}",
        condition(query.view)
    );
    let total: i64 = db
        .prepare_cached(&format!("SELECT count(*) {from}"))?
        .query_row([&words], |row| row.get(0))?;
    let sql = format!(
        "SELECT {COLUMNS} {from} ORDER BY {} LIMIT ?2 OFFSET ?3",
        order(query.sort, query.descending)
    );
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement
        .query_map(
            rusqlite::params![words, query.limit.min(MOST_ROWS), query.offset],
            case_row,
        )?
        .collect::<rusqlite::Result<_>>()?;
    Ok(CasePage {
        total: count(total)?,
        rows,
    })
}

/// How many cases each view holds.
///
/// # Errors
/// `Storage`.
pub fn view_counts(db: &Connection) -> Result<Vec<ViewCount>> {
    let each: Vec<String> = View::ALL
        .iter()
        .map(|view| format!("count(*) FILTER (WHERE {})", condition(*view)))
        .collect();
    let sql = format!(
        "SELECT {} FROM case_view v WHERE v.listed = 1",
        each.join(", ")
    );
    let counts = db.prepare_cached(&sql)?.query_row([], |row| {
        (0..View::ALL.len())
            .map(|i| row.get::<_, i64>(i))
            .collect::<rusqlite::Result<Vec<_>>>()
    })?;
    View::ALL
        .iter()
        .zip(counts)
        .map(|(view, n)| {
            Ok(ViewCount {
                view: *view,
                count: count(n)?,
            })
        })
        .collect()
}

/// One case of the stored view, with what its row of the queue does not show.
pub struct Shown {
    /// Its row of the queue.
    pub row: CaseRow,
    /// Free text.
    pub description: String,
    /// The day it was closed.
    pub closed_on: Option<NaiveDate>,
    /// Whom to talk to.
    pub contacts: Vec<Named>,
    /// Teams.
    pub teams: Vec<Named>,
    /// Tags.
    pub tags: Vec<Named>,
    /// Who made it.
    pub created_by: Option<String>,
    /// How it stands.
    pub standing: Standing,
    /// When the server's copy was last read whole.
    pub checked_at: Option<DateTime<Utc>>,
}

/// One case of the stored view.
///
/// # Errors
/// `Storage`.
pub fn one(db: &Connection, case: CaseId) -> Result<Option<Shown>> {
    let sql = format!(
        "SELECT {COLUMNS}, v.description, v.closed_on, v.contacts, v.teams, v.tags, v.created_by, v.standing, s.detailed_at
         FROM case_view v LEFT JOIN server_case s USING (case_id) WHERE v.case_id = ?1"
    );
    let shown = |row: &Row<'_>| {
        Ok(Shown {
            row: case_row(row)?,
            description: row.get("description")?,
            closed_on: row
                .get::<_, Option<String>>("closed_on")?
                .and_then(|d| d.parse().ok()),
            contacts: row.get::<_, Json<_>>("contacts")?.0,
            teams: row.get::<_, Json<_>>("teams")?.0,
            tags: row.get::<_, Json<_>>("tags")?.0,
            created_by: row.get("created_by")?,
            standing: row.get::<_, Word<_>>("standing")?.0,
            checked_at: row.get::<_, Option<Micros>>("detailed_at")?.map(|m| m.0),
        })
    };
    Ok(db
        .prepare_cached(&sql)?
        .query_row([case], shown)
        .optional()?)
}

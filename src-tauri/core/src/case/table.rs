//! SQL of cases: what the server was seen to hold (`server_case`), and the stored view of it (`case_view`, `case_text`).
//!
//! `server_case` is written by pull and by acknowledgements only; the view only by [`refresh_view`], which `mirror.rs`
//! calls. The queue reads the view in `query/table.rs`.

use super::fold::{Folded, fold};
use super::sla::{Sla, sla};
use super::{ServerCase, Standing};
use crate::comment;
use crate::directory;
use crate::email;
use crate::error::Result;
use crate::id::{CaseId, ServerId};
use crate::intent;
use crate::news;
use crate::search;
use crate::store::Tx;
use crate::store::columns::{InOrder, Json, Micros, Word};
use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Connection, OptionalExtension, Row, named_params, params};

/// A stored server row.
#[derive(Clone, Debug)]
pub struct Stored {
    /// Ours.
    pub case_id: CaseId,
    /// As last seen.
    pub case: ServerCase,
    /// How it stands.
    pub standing: Standing,
    /// When it was last read whole.
    pub detailed_at: Option<DateTime<Utc>>,
}

const COLUMNS: &str = "case_id, server_id, name, status, priority, case_type, description, closed_on, account, \
     contacts, assignees, teams, tags, created_by, created_at, is_active, extra, standing, detailed_at";

/// Its columns are [`COLUMNS`], in that order.
fn stored(row: &Row<'_>) -> rusqlite::Result<Stored> {
    let mut row = InOrder::of(row);
    Ok(Stored {
        case_id: row.take()?,
        case: ServerCase {
            server_id: row.take()?,
            name: row.take()?,
            status: row.take()?,
            priority: row.take()?,
            case_type: row.take()?,
            description: row.take()?,
            closed_on: row
                .take::<Option<String>>()?
                .and_then(|day| day.parse::<NaiveDate>().ok()),
            account: row.maybe_json()?,
            contacts: row.json()?,
            assignees: row.json()?,
            teams: row.json()?,
            tags: row.json()?,
            created_by: row.maybe_json()?,
            created_at: row.time()?,
            is_active: row.take()?,
            extra: row.json()?,
        },
        standing: row.take::<Word<Standing>>()?.0,
        detailed_at: row.maybe_time()?,
    })
}

/// The server's row of a case.
///
/// # Errors
/// `Storage`.
pub fn get(db: &Connection, case: CaseId) -> Result<Option<Stored>> {
    let sql = format!("SELECT {COLUMNS} FROM server_case WHERE case_id = ?1");
    Ok(db
        .prepare_cached(&sql)?
        .query_row([case], stored)
        .optional()?)
}

/// The server's row with this server id.
///
/// # Errors
/// `Storage`.
pub fn by_server_id(db: &Connection, server_id: &ServerId) -> Result<Option<Stored>> {
    let sql = format!("SELECT {COLUMNS} FROM server_case WHERE server_id = ?1");
    Ok(db
        .prepare_cached(&sql)?
        .query_row([server_id], stored)
        .optional()?)
}

/// Writes what the server was seen to hold. `detailed`: read whole, else a row of a list.
///
/// # Errors
/// `Storage`.
pub fn put(tx: &Tx<'_>, case_id: CaseId, case: &ServerCase, seen: &Seen) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO server_case (case_id, server_id, name, status, priority, case_type, description, closed_on,
             account, contacts, assignees, teams, tags, created_by, created_at, is_active, extra, standing, sweep,
             listed_at, detailed_at, dirty)
         VALUES (:case_id, :server_id, :name, :status, :priority, :case_type, :description, :closed_on,
             :account, :contacts, :assignees, :teams, :tags, :created_by, :created_at, :is_active, :extra, :standing,
             :sweep, :at, iif(:detailed, :at, NULL), iif(:detailed, 0, 1))
         ON CONFLICT (case_id) DO UPDATE SET
             server_id = :server_id, name = :name, status = :status, priority = :priority, case_type = :case_type,
             description = :description, closed_on = :closed_on, account = :account, contacts = :contacts,
             assignees = :assignees, teams = :teams, tags = :tags, created_by = :created_by,
             created_at = :created_at, is_active = :is_active, extra = :extra, standing = :standing,
             sweep = max(sweep, :sweep), listed_at = :at,
             detailed_at = iif(:detailed, :at, detailed_at),
             dirty = iif(:detailed, 0, max(dirty, :dirty))",
    )?
    .execute(named_params! {
        ":case_id": case_id, ":server_id": case.server_id, ":name": case.name, ":status": case.status,
        ":priority": case.priority, ":case_type": case.case_type, ":description": case.description,
        ":closed_on": case.closed_on.map(|d| d.to_string()), ":account": case.account.as_ref().map(Json),
        ":contacts": Json(&case.contacts), ":assignees": Json(&case.assignees), ":teams": Json(&case.teams),
        ":tags": Json(&case.tags), ":created_by": case.created_by.as_ref().map(Json),
        ":created_at": Micros(case.created_at), ":is_active": case.is_active, ":extra": Json(&case.extra),
        ":standing": Word(if case.is_active { Standing::Visible } else { Standing::Inactive }),
        ":sweep": seen.sweep, ":at": Micros(seen.at), ":detailed": seen.detailed, ":dirty": seen.changed,
    })?;
    Ok(())
}

/// How a row was seen.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// When.
    pub at: DateTime<Utc>,
    /// By which sweep; 0: by none.
    pub sweep: i64,
    /// Read whole, with comments and files.
    pub detailed: bool,
    /// It differs from what was known, so its comments may, too.
    pub changed: bool,
}

/// Notes how a case stands now, with positive evidence only (I13).
///
/// # Errors
/// `Storage`.
pub fn set_standing(
    tx: &Tx<'_>,
    case: CaseId,
    standing: Standing,
    into: Option<&ServerId>,
    at: DateTime<Utc>,
) -> Result<()> {
    tx.prepare_cached(
        "UPDATE server_case SET standing = ?2, merged_into = ?3, detailed_at = ?4, dirty = 0 WHERE case_id = ?1",
    )?
    .execute(params![case, Word(standing), into, Micros(at)])?;
    Ok(())
}

/// The case that this one was merged into, where it is here.
///
/// # Errors
/// `Storage`.
pub fn merged_into(db: &Connection, case: CaseId) -> Result<Option<CaseId>> {
    Ok(db
        .prepare_cached(
            "SELECT t.case_id FROM server_case s JOIN server_case t ON t.server_id = s.merged_into
             WHERE s.case_id = ?1 AND s.standing = 'merged'",
        )?
        .query_row([case], |row| row.get(0))
        .optional()?)
}

/// Marks a case whose detail may have changed.
///
/// # Errors
/// `Storage`.
pub fn mark_dirty(tx: &Tx<'_>, server_id: &ServerId) -> Result<bool> {
    let marked = tx
        .prepare_cached("UPDATE server_case SET dirty = 1 WHERE server_id = ?1")?
        .execute([server_id])?;
    Ok(marked > 0)
}

/// Read whole before these times, a case may have changed without any trace: comments are edited and deleted silently.
#[derive(Clone, Copy, Debug)]
pub struct Stale {
    /// Open and mine.
    pub mine: DateTime<Utc>,
    /// Open.
    pub open: DateTime<Utc>,
    /// Closed.
    pub closed: DateTime<Utc>,
}

impl Stale {
    /// Nothing is too old.
    pub const NOTHING: Stale = Stale {
        mine: DateTime::UNIX_EPOCH,
        open: DateTime::UNIX_EPOCH,
        closed: DateTime::UNIX_EPOCH,
    };
}

/// Cases to read whole next: those that may have changed, then those never read, mine and urgent first, then those read
/// longest ago.
///
/// # Errors
/// `Storage`.
pub fn to_detail(
    db: &Connection,
    now: DateTime<Utc>,
    stale: Stale,
    limit: u32,
) -> Result<Vec<(CaseId, ServerId)>> {
    let mut statement = db.prepare_cached(
        "SELECT s.case_id, s.server_id FROM server_case s LEFT JOIN case_view v ON v.case_id = s.case_id
         WHERE s.standing = 'visible' AND s.detail_after <= :now
             AND (s.dirty = 1 OR s.detailed_at IS NULL
                 OR s.detailed_at < CASE WHEN NOT v.is_open THEN :closed WHEN v.mine THEN :mine ELSE :open END)
         ORDER BY s.dirty AND s.detailed_at IS NOT NULL DESC, v.is_open AND (v.mine OR v.is_urgent) DESC, v.is_open DESC,
             s.detailed_at IS NOT NULL, s.detailed_at, s.created_at DESC
         LIMIT :limit",
    )?;
    let rows = statement.query_map(
        named_params! {
            ":now": Micros(now), ":mine": Micros(stale.mine), ":open": Micros(stale.open),
            ":closed": Micros(stale.closed), ":limit": limit,
        },
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The server failed on this case's detail: not again before `until`.
///
/// # Errors
/// `Storage`.
pub fn postpone_detail(tx: &Tx<'_>, case: CaseId, until: DateTime<Utc>) -> Result<()> {
    tx.prepare_cached("UPDATE server_case SET detail_after = ?2 WHERE case_id = ?1")?
        .execute(params![case, Micros(until)])?;
    Ok(())
}

/// Visible cases that a complete sweep did not see: suspects, not more.
///
/// # Errors
/// `Storage`.
pub fn not_seen_by(
    db: &Connection,
    sweep: i64,
    started: DateTime<Utc>,
) -> Result<Vec<(CaseId, ServerId)>> {
    let mut statement = db.prepare_cached(
        "SELECT case_id, server_id FROM server_case WHERE standing = 'visible' AND sweep < ?1 AND listed_at < ?2",
    )?;
    let rows = statement.query_map(params![sweep, Micros(started)], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Every case of the view.
///
/// # Errors
/// `Storage`.
pub fn all_ids(db: &Connection) -> Result<Vec<CaseId>> {
    let mut statement = db.prepare_cached("SELECT case_id FROM case_view")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Another case of the view with this name, whatever its capitals.
///
/// # Errors
/// `Storage`.
pub fn other_with_name(db: &Connection, name: &str, except: Option<CaseId>) -> Result<bool> {
    Ok(db
        .prepare_cached("SELECT 1 FROM case_view WHERE listed = 1 AND name = ?1 COLLATE NOCASE AND case_id IS NOT ?2")?
        .exists(params![name, except])?)
}

/// Does this person watch the case, as the server was last seen?
///
/// # Errors
/// `Storage`.
pub fn watched(db: &Connection, case: CaseId) -> Result<Option<bool>> {
    let known: Option<Option<bool>> = db
        .prepare_cached("SELECT watched FROM server_case WHERE case_id = ?1")?
        .query_row([case], |row| row.get(0))
        .optional()?;
    Ok(known.flatten())
}

/// Notes whether this person watches the case.
///
/// # Errors
/// `Storage`.
pub fn set_watched(tx: &Tx<'_>, case: CaseId, watched: bool) -> Result<()> {
    tx.prepare_cached("UPDATE server_case SET watched = ?2 WHERE case_id = ?1")?
        .execute(params![case, watched])?;
    Ok(())
}

/// How many cases are here, and how many of them were read whole.
///
/// # Errors
/// `Storage`.
pub fn coverage(db: &Connection) -> Result<(i64, i64)> {
    Ok(db
        .prepare_cached(
            "SELECT count(*), count(detailed_at) FROM server_case WHERE standing = 'visible'",
        )?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// What [`refresh_view`] needs to know of the world.
pub struct Surroundings {
    /// The server's vocabulary.
    pub vocabulary: directory::Vocabulary,
    /// Who is signed in.
    pub me: Option<ServerId>,
}

/// Rewrites the stored view of a case from the server's row and the intents.
///
/// # Errors
/// `Storage`.
pub fn refresh_view(tx: &Tx<'_>, case: CaseId, around: &Surroundings) -> Result<()> {
    let server = get(tx, case)?;
    let intents = intent::table::of_case(tx, case)?;
    let folded = fold(server.as_ref().map(|s| (&s.case, s.standing)), &intents);
    match folded {
        Some(folded) => write_view(tx, case, folded, server.as_ref(), around),
        None => {
            let row: Option<i64> = tx
                .prepare_cached("DELETE FROM case_view WHERE case_id = ?1 RETURNING row")?
                .query_row([case], |r| r.get(0))
                .optional()?;
            if let Some(row) = row {
                search::table::forget(tx, row)?;
            }
            Ok(())
        }
    }
}

fn write_view(
    tx: &Tx<'_>,
    case: CaseId,
    mut shown: Folded,
    server: Option<&Stored>,
    around: &Surroundings,
) -> Result<()> {
    let vocabulary = &around.vocabulary;
    let mut thread = comment::table::facts(tx, case)?;
    thread.last = thread.last.max(email::table::latest(tx, case)?);
    for named in shown
        .account
        .iter_mut()
        .chain(&mut shown.created_by)
        .chain(&mut shown.assignees)
        .chain(&mut shown.teams)
        .chain(&mut shown.contacts)
        .chain(&mut shown.tags)
    {
        if named.name.is_empty() {
            named.name =
                directory::table::name_of(tx, &named.id)?.unwrap_or_else(|| named.id.to_string());
        }
    }
    let files: i64 = tx
        .prepare_cached("SELECT count(*) FROM server_attachment WHERE case_id = ?1")?
        .query_row([case], |r| r.get(0))?;
    let news = news::table::sum_up(tx, case, around.me.as_ref())?;
    let unread = news.as_ref().is_some_and(news::Summary::is_unread);
    let clock = server.and_then(|stored| clock_of(stored, &shown, around));
    let mine = around
        .me
        .as_ref()
        .is_some_and(|me| shown.assignees.iter().any(|a| &a.id == me));
    let listed = matches!(shown.standing, Standing::Visible | Standing::New)
        || shown.pending + shown.held > 0;
    let last_activity_at = shown
        .last_activity_at
        .max(thread.last.unwrap_or(shown.last_activity_at));
    let row: i64 = tx
        .prepare_cached(
            "INSERT INTO case_view (case_id, server_id, name, status, status_rank, is_open, is_waiting, priority,
                 priority_rank, is_urgent, case_type, description, closed_on, account, assignees, contacts, teams, tags,
                 created_by, created_at, last_activity_at, comments, files, unread, mine, unassigned, pending, held,
                 standing, listed, news, sla, due_at, risk_at)
             VALUES (:case_id, :server_id, :name, :status, :status_rank, :is_open, :is_waiting, :priority,
                 :priority_rank, :is_urgent, :case_type, :description, :closed_on, :account, :assignees, :contacts,
                 :teams, :tags, :created_by, :created_at, :last_activity_at, :comments, :files, :unread, :mine,
                 :unassigned, :pending, :held, :standing, :listed, :news, :sla, :due_at, :risk_at)
             ON CONFLICT (case_id) DO UPDATE SET server_id = :server_id, name = :name, status = :status,
                 status_rank = :status_rank, is_open = :is_open, is_waiting = :is_waiting, priority = :priority,
                 priority_rank = :priority_rank, is_urgent = :is_urgent, case_type = :case_type,
                 description = :description, closed_on = :closed_on, account = :account, assignees = :assignees,
                 contacts = :contacts, teams = :teams, tags = :tags, created_by = :created_by,
                 created_at = :created_at, last_activity_at = :last_activity_at, comments = :comments,
                 files = :files, unread = :unread, mine = :mine, unassigned = :unassigned, pending = :pending,
                 held = :held, standing = :standing, listed = :listed, news = :news,
                 sla = :sla, due_at = :due_at, risk_at = :risk_at
             RETURNING row",
        )?
        .query_row(
            named_params! {
                ":case_id": case, ":server_id": shown.server_id, ":name": shown.name, ":status": shown.status,
                ":status_rank": vocabulary.status_rank(&shown.status), ":is_open": vocabulary.is_open(&shown.status),
                ":is_waiting": vocabulary.is_waiting(&shown.status), ":priority": shown.priority,
                ":priority_rank": vocabulary.priority_rank(&shown.priority),
                ":is_urgent": vocabulary.is_urgent(&shown.priority), ":case_type": shown.case_type,
                ":description": shown.description, ":closed_on": shown.closed_on.map(|d| d.to_string()),
                ":account": shown.account.as_ref().map(|a| &a.name), ":assignees": Json(&shown.assignees),
                ":contacts": Json(&shown.contacts), ":teams": Json(&shown.teams), ":tags": Json(&shown.tags),
                ":created_by": shown.created_by.as_ref().map(|n| &n.name), ":created_at": Micros(shown.created_at),
                ":last_activity_at": Micros(last_activity_at), ":comments": thread.count + i64::from(shown.comments),
                ":files": files + i64::from(shown.files), ":unread": unread, ":mine": mine, ":unassigned": shown.assignees.is_empty(),
                ":pending": shown.pending, ":held": shown.held, ":standing": Word(shown.standing), ":listed": listed,
                ":news": news.as_ref().map(Json), ":sla": clock.map(Json),
                ":due_at": clock.and_then(|c| c.due_at).map(Micros), ":risk_at": clock.and_then(|c| c.risk_at).map(Micros),
            },
            |r| r.get(0),
        )?;
    write_text(tx, case, row, &shown, listed)
}

/// The clock of its deadlines: the server's times, and the status as shown.
fn clock_of(stored: &Stored, shown: &Folded, around: &Surroundings) -> Option<Sla> {
    let vocabulary = &around.vocabulary;
    sla(
        &stored.case,
        vocabulary.is_open(&shown.status),
        vocabulary.is_waiting(&shown.status),
    )
}

/// What a case is found by.
fn write_text(tx: &Tx<'_>, case: CaseId, row: i64, shown: &Folded, listed: bool) -> Result<()> {
    if !listed {
        return search::table::forget(tx, row);
    }
    let people: Vec<&str> = shown
        .account
        .iter()
        .chain(&shown.assignees)
        .chain(&shown.contacts)
        .chain(&shown.tags)
        .map(|n| n.name.as_str())
        .collect();
    let text = search::table::Shown {
        name: &shown.name,
        description: &shown.description,
        people: people.join("\n"),
    };
    search::table::write(tx, case, row, &text)
}

/// Did this sweep see the row already?
///
/// # Errors
/// `Storage`.
pub fn was_seen_by(db: &Connection, server_id: &ServerId, sweep: i64) -> Result<bool> {
    Ok(db
        .prepare_cached("SELECT 1 FROM server_case WHERE server_id = ?1 AND sweep = ?2")?
        .exists(params![server_id, sweep])?)
}

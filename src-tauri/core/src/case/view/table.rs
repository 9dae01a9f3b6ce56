//! SQL of the stored view of a case, `case_view`: the server's row with what the person did on top, as the queue shows it.
//!
//! Written only by [`refresh_view`], which `mirror.rs` calls for each case that a transaction touched; what a case is found
//! by is written with it (`search/table.rs`). One case of it is read here ([`one`]); which cases, in which order, is asked in
//! `query/table.rs`, with the columns of a row from here.

use super::CaseRow;
use crate::case::Standing;
use crate::case::fold::{Folded, fold};
use crate::case::sla::{Sla, sla};
use crate::case::table::{Stored, get};
use crate::error::Result;
use crate::id::{CaseId, Named, ServerId};
use crate::store::columns::{InOrder, Json, Micros, Word};
use crate::store::{Tx, row};
use crate::{comment, directory, email, intent, news, search};
use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::types::ToSql;
use rusqlite::{Connection, OptionalExtension, Row};

/// What [`refresh_view`] needs to know of the world.
pub(crate) struct Surroundings {
    /// The server's vocabulary.
    pub(crate) vocabulary: directory::Vocabulary,
    /// Who is signed in.
    pub(crate) me: Option<ServerId>,
}

/// Rewrites the stored view of a case from the server's row and the intents.
///
/// # Errors
/// `Storage`.
pub(crate) fn refresh_view(tx: &Tx<'_>, case: CaseId, around: &Surroundings) -> Result<()> {
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

/// What a view holds, beside its case.
const VIEW: [&str; 33] = [
    "server_id",
    "name",
    "status",
    "status_rank",
    "is_open",
    "is_waiting",
    "priority",
    "priority_rank",
    "is_urgent",
    "case_type",
    "description",
    "closed_on",
    "account",
    "assignees",
    "contacts",
    "teams",
    "tags",
    "created_by",
    "created_at",
    "last_activity_at",
    "comments",
    "files",
    "unread",
    "mine",
    "unassigned",
    "pending",
    "held",
    "standing",
    "listed",
    "news",
    "sla",
    "due_at",
    "risk_at",
];

/// Writes a view where it is not as it was, and tells its row.
fn put_view(tx: &Tx<'_>, case: CaseId, values: [&dyn ToSql; VIEW.len()]) -> Result<i64> {
    let mut columns = row::columns(VIEW, values)?;
    if let Some(row) = row::update(tx, "case_view", ("case_id", &case), &columns)? {
        return Ok(row);
    }
    columns.extend(row::columns(["case_id"], [&case])?);
    row::insert(tx, "case_view", &columns)
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
    // In the order of `VIEW`.
    let row = put_view(
        tx,
        case,
        [
            &shown.server_id,
            &shown.name,
            &shown.status,
            &vocabulary.status_rank(&shown.status),
            &vocabulary.is_open(&shown.status),
            &vocabulary.is_waiting(&shown.status),
            &shown.priority,
            &vocabulary.priority_rank(&shown.priority),
            &vocabulary.is_urgent(&shown.priority),
            &shown.case_type,
            &shown.description,
            &shown.closed_on.map(|d| d.to_string()),
            &shown.account.as_ref().map(|a| &a.name),
            &Json(&shown.assignees),
            &Json(&shown.contacts),
            &Json(&shown.teams),
            &Json(&shown.tags),
            &shown.created_by.as_ref().map(|n| &n.name),
            &Micros(shown.created_at),
            &Micros(last_activity_at),
            &(thread.count + i64::from(shown.comments)),
            &(files + i64::from(shown.files)),
            &unread,
            &mine,
            &shown.assignees.is_empty(),
            &shown.pending,
            &shown.held,
            &Word(shown.standing),
            &listed,
            &news.as_ref().map(Json),
            &clock.map(Json),
            &clock.and_then(|c| c.due_at).map(Micros),
            &clock.and_then(|c| c.risk_at).map(Micros),
        ],
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

/// The columns of a row of the queue, of `case_view v`.
pub(crate) const COLUMNS: &str = "v.case_id, v.name, v.status, v.is_open, v.priority, v.priority_rank, v.is_urgent, v.case_type, \
     v.account, v.assignees, v.created_at, v.last_activity_at, v.comments, v.files, v.unread, v.news, v.sla, v.pending, v.held, v.server_id";

/// Its columns begin with [`COLUMNS`], in that order.
pub(crate) fn case_row(row: &Row<'_>) -> rusqlite::Result<CaseRow> {
    let mut row = InOrder::of(row);
    Ok(CaseRow {
        id: row.take()?,
        name: row.take()?,
        status: row.take()?,
        is_open: row.take()?,
        priority: row.take()?,
        priority_rank: row.take()?,
        is_urgent: row.take()?,
        case_type: row.take()?,
        account: row.take()?,
        assignees: {
            let named: Vec<Named> = row.json()?;
            named.into_iter().map(|n| n.name).collect()
        },
        created_at: row.time()?,
        last_activity_at: row.time()?,
        comments: row.take()?,
        files: row.take()?,
        unread: row.take()?,
        news: row.maybe_json()?,
        sla: row.maybe_json()?,
        pending: row.take()?,
        held: row.take()?,
        on_server: row.take::<Option<ServerId>>()?.is_some(),
    })
}

/// What one case of the stored view is called, and how it stands.
///
/// # Errors
/// `Storage`.
pub fn called(db: &Connection, case: CaseId) -> Result<Option<(String, Standing)>> {
    Ok(db
        .prepare_cached("SELECT name, standing FROM case_view WHERE case_id = ?1")?
        .query_row([case], |row| Ok((row.get(0)?, row.get::<_, Word<_>>(1)?.0)))
        .optional()?)
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
    /// Who works on it.
    pub assignees: Vec<Named>,
    /// This person watches it; `None`: not known.
    pub watched: Option<bool>,
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
        "SELECT {COLUMNS}, v.description, v.closed_on, v.contacts, v.teams, v.tags, v.created_by, v.standing, s.detailed_at, s.watched
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
            assignees: row.get::<_, Json<_>>("assignees")?.0,
            watched: row.get("watched")?,
            standing: row.get::<_, Word<_>>("standing")?.0,
            checked_at: row.get::<_, Option<Micros>>("detailed_at")?.map(|m| m.0),
        })
    };
    Ok(db
        .prepare_cached(&sql)?
        .query_row([case], shown)
        .optional()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::ServerCase;
    use crate::case::table::{Seen, put};
    use crate::store::key::DataKey;
    use crate::store::{Place, Store};
    use chrono::DateTime;

    fn named(name: &str) -> ServerCase {
        ServerCase {
            server_id: ServerId("one".to_owned()),
            name: name.to_owned(),
            status: "New".to_owned(),
            priority: "High".to_owned(),
            case_type: None,
            description: Some("It smokes.".to_owned()),
            closed_on: None,
            account: None,
            contacts: Vec::new(),
            assignees: Vec::new(),
            teams: Vec::new(),
            tags: Vec::new(),
            created_by: None,
            created_at: DateTime::UNIX_EPOCH,
            is_active: true,
            extra: serde_json::Map::new(),
        }
    }

    /// Most readings bring nothing new.
    #[test]
    fn a_view_that_is_as_it_was_is_not_written() {
        let store = Store::open(&Place::Memory, &DataKey::for_tests(1))
            .unwrap()
            .store;
        let case = CaseId(uuid::Uuid::from_u128(1));
        let around = Surroundings {
            vocabulary: directory::Vocabulary::default(),
            me: None,
        };
        let changes = |tx: &Tx<'_>| {
            let all: i64 = tx.query_row("SELECT total_changes()", [], |row| row.get(0))?;
            Ok::<_, crate::error::Error>(all)
        };
        let rewritten = |name: &str| {
            store.write(|tx| {
                let seen = Seen {
                    sweep: 1,
                    at: DateTime::UNIX_EPOCH,
                    detailed: true,
                    changed: false,
                };
                put(tx, case, &named(name), &seen)?;
                let before = changes(tx)?;
                refresh_view(tx, case, &around)?;
                Ok(changes(tx)? - before)
            })
        };
        assert!(rewritten("Printer").unwrap() > 0);
        assert_eq!(rewritten("Printer").unwrap(), 0);
        assert!(rewritten("Printer on fire").unwrap() > 0);
    }
}

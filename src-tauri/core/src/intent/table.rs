//! SQL of intents, their attempts, claims and drafts.
//!
//! Rows of `intent` are made by mutations and moved on by push; nothing else writes them.

use super::{Held, Intent, PAYLOAD_VERSION, Payload, Slot, State, lane};
use crate::attachment;
use crate::comment::Audience;
use crate::error::{Error, Result};
use crate::history::{self, Event, Record};
use crate::id::{AttachmentId, CaseId, IntentId, ServerId};
use crate::mutant::{self, Mutant};
use crate::sentence::Sentence;
use crate::store::Tx;
use crate::store::columns::{InOrder, Json, Micros, Word};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::Value;

const COLUMNS: &str = "intent_id, case_id, seq, version, payload, state, attempts, not_before, held, trouble, withdrawn, created_at";

/// Its columns are [`COLUMNS`], in that order.
fn intent(row: &Row<'_>) -> rusqlite::Result<Intent> {
    let mut row = InOrder::of(row);
    let (id, case_id, seq) = (row.take()?, row.take()?, row.take()?);
    let (version, payload): (i64, String) = (row.take()?, row.take()?);
    let state = row.take::<Word<State>>()?.0;
    let mut intent = Intent {
        id,
        case_id,
        seq,
        // A payload of a newer program is never dropped: it is held, and shown as what it can be shown as.
        payload: Payload::Comment {
            audience: Audience::Internal,
            text: String::new(),
            seen: None,
        },
        state,
        attempts: row.take()?,
        not_before: row.maybe_time()?,
        held: row.maybe_json()?,
        trouble: row
            .take::<Option<String>>()?
            .map(|kept| Sentence::read(&kept)),
        withdrawn: row.take()?,
        created_at: row.time()?,
    };
    let known = serde_json::from_str(&payload).ok();
    match known.filter(|_| version <= PAYLOAD_VERSION) {
        Some(known) => intent.payload = known,
        None => (intent.state, intent.held) = (State::Held, Some(Held::UnknownPayload)),
    }
    Ok(intent)
}

pub(super) fn many(
    db: &Connection,
    rest: &str,
    params: impl rusqlite::Params,
) -> Result<Vec<Intent>> {
    let mut statement = db.prepare_cached(&format!("SELECT {COLUMNS} FROM intent {rest}"))?;
    let rows = statement.query_map(params, intent)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A case's intents, in the order of its lane.
///
/// # Errors
/// `Storage`.
pub fn of_case(db: &Connection, case: CaseId) -> Result<Vec<Intent>> {
    many(db, "WHERE case_id = ?1 ORDER BY seq", [case])
}

/// All intents, lane by lane, the oldest lane first.
///
/// # Errors
/// `Storage`.
pub fn all(db: &Connection) -> Result<Vec<Intent>> {
    Ok(lane::oldest_first(many(db, "ORDER BY case_id, seq", [])?))
}

/// One intent.
///
/// # Errors
/// `Storage`.
pub fn get(db: &Connection, id: IntentId) -> Result<Option<Intent>> {
    Ok(many(db, "WHERE intent_id = ?1", [id])?.pop())
}

/// One intent that must be there.
///
/// # Errors
/// `NotFound`: it was sent or discarded meanwhile.
pub fn require(db: &Connection, id: IntentId) -> Result<Intent> {
    get(db, id)?.ok_or(Error::NotFound("item of the outbox"))
}

/// Adds an intent at the end of its lane.
///
/// # Errors
/// `Storage`, `DiskFull`.
pub fn add(
    tx: &Tx<'_>,
    id: IntentId,
    case: CaseId,
    payload: &Payload,
    at: DateTime<Utc>,
) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO intent (intent_id, case_id, seq, slot, version, payload, state, attempts, created_at)
         VALUES (?1, ?2, (SELECT coalesce(max(seq), 0) + 1 FROM intent WHERE case_id = ?2), ?3, ?4, ?5, ?6, 0, ?7)",
    )?
    .execute(params![
        id,
        case,
        payload.slot().map(Slot::key),
        PAYLOAD_VERSION,
        Json(payload),
        Word(State::Pending),
        Micros(at)
    ])?;
    Ok(())
}

/// The intent on this slot that can still be changed.
///
/// # Errors
/// `Storage`.
pub fn waiting_on(db: &Connection, case: CaseId, slot: Slot) -> Result<Option<Intent>> {
    let rest = "WHERE case_id = ?1 AND slot = ?2 AND state IN ('pending', 'held')";
    Ok(many(db, rest, params![case, slot.key()])?.pop())
}

/// Writes back an intent that was read in the same transaction.
///
/// # Errors
/// `Storage`.
pub fn update(tx: &Tx<'_>, intent: &Intent) -> Result<()> {
    tx.prepare_cached(
        "UPDATE intent SET payload = ?2, slot = ?9, state = ?3, attempts = ?4, not_before = ?5, held = ?6, trouble = ?7,
             withdrawn = ?8
         WHERE intent_id = ?1",
    )?
    .execute(params![
        intent.id,
        Json(&intent.payload),
        Word(intent.state),
        intent.attempts,
        intent.not_before.map(Micros),
        intent.held.as_ref().map(Json),
        intent.trouble.as_ref().map(Sentence::kept),
        intent.withdrawn,
        intent.payload.slot().map(Slot::key)
    ])?;
    Ok(())
}

/// Moves an intent to the end of another lane. Its attempts were about the case it leaves.
///
/// # Errors
/// `Storage`.
pub fn move_to(tx: &Tx<'_>, id: IntentId, case: CaseId) -> Result<()> {
    tx.prepare_cached("DELETE FROM attempt WHERE intent_id = ?1")?
        .execute([id])?;
    let sql = "UPDATE intent SET case_id = ?2, attempts = 0,
             seq = (SELECT coalesce(max(seq), 0) + 1 FROM intent WHERE case_id = ?2) WHERE intent_id = ?1";
    tx.prepare_cached(sql)?.execute(params![id, case])?;
    Ok(())
}

/// Takes an intent away: it is done, or was discarded. Its attempts go with it; its history stays.
///
/// # Errors
/// `Storage`.
pub fn remove(tx: &Tx<'_>, id: IntentId) -> Result<()> {
    tx.prepare_cached("DELETE FROM attempt WHERE intent_id = ?1")?
        .execute([id])?;
    tx.prepare_cached("DELETE FROM intent WHERE intent_id = ?1")?
        .execute([id])?;
    Ok(())
}

/// Takes an intent out of the outbox for good; what it was stays in the case's history. Bytes of a file that were not
/// handed over go with it.
///
/// # Errors
/// `Storage`.
pub fn retire(tx: &Tx<'_>, intent: &Intent, event: Event, at: DateTime<Utc>) -> Result<()> {
    if let Payload::Upload { attachment, .. } = intent.payload {
        match event {
            Event::Discarded if !mutant::is(Mutant::BytesGo) => {
                attachment::taken_back::keep(tx, attachment)?;
            }
            _ => attachment::table::remove_bytes(tx, attachment)?,
        }
    }
    let record = Record::of(event, &intent.payload);
    history::table::add(tx, intent.case_id, intent.id, at, &record)?;
    remove(tx, intent.id)
}

/// The name of a file that waits to be sent, and what its bytes hash to.
///
/// # Errors
/// `Storage`.
pub fn unsent_file(db: &Connection, id: AttachmentId) -> Result<Option<(String, String)>> {
    let waits = many(
        db,
        "WHERE payload ->> 'kind' = 'upload' AND payload ->> 'attachment' = ?1",
        [id],
    )?;
    Ok(waits.into_iter().find_map(|intent| match intent.payload {
        Payload::Upload {
            file_name, sha256, ..
        } => Some((file_name, sha256)),
        _ => None,
    }))
}

/// Gives the intents of one lane this order. Whoever does not move keeps their place: an act on others did not change them.
///
/// # Errors
/// `Storage`.
pub fn put_order(tx: &Tx<'_>, order: &[IntentId]) -> Result<()> {
    let mut places = Vec::new();
    for id in order {
        let place: Option<i64> = tx
            .prepare_cached("SELECT seq FROM intent WHERE intent_id = ?1")?
            .query_row([id], |row| row.get(0))
            .optional()?;
        places.extend(place.map(|place| (place, id)));
    }
    let mut free: Vec<i64> = places.iter().map(|(place, _)| *place).collect();
    free.sort_unstable();
    let moved = places.iter().zip(free).filter(|((now, _), to)| now != to);
    let moved: Vec<(i64, &IntentId)> = moved.map(|((_, id), to)| (to, *id)).collect();
    // First out of each other's way: two may never have one place.
    for sign in [-1, 1] {
        for (place, id) in &moved {
            tx.prepare_cached("UPDATE intent SET seq = ?2 WHERE intent_id = ?1")?
                .execute(params![id, sign * place])?;
        }
    }
    Ok(())
}

/// Moves an intent to the end of its lane; the others keep their places.
///
/// # Errors
/// `Storage`.
pub fn put_last(tx: &Tx<'_>, intent: &Intent) -> Result<()> {
    tx.prepare_cached(
        "UPDATE intent SET seq = (SELECT max(seq) + 1 FROM intent WHERE case_id = ?2) WHERE intent_id = ?1",
    )?
    .execute(params![intent.id, intent.case_id])?;
    Ok(())
}

/// What was written before the first byte left.
#[derive(Clone, Debug, PartialEq)]
pub struct Attempt {
    /// Which try, from 1.
    pub n: u32,
    /// When, by this computer.
    pub at: DateTime<Utc>,
    /// The server's clock when the baseline was read.
    pub server_date: Option<DateTime<Utc>>,
    /// Server ids of everything that could be mistaken for this intent's effect; of a set, its members as they were written.
    pub baseline: Vec<ServerId>,
    /// The server's clock when its outcome became unknown, or it failed.
    pub failed_date: Option<DateTime<Utc>>,
}

/// Records an attempt. Committed before the first byte leaves (I11).
///
/// # Errors
/// `Storage`, `DiskFull`: then nothing may be sent.
pub fn add_attempt(tx: &Tx<'_>, intent: IntentId, attempt: &Attempt) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO attempt (intent_id, n, at, server_date, baseline) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![
        intent,
        attempt.n,
        Micros(attempt.at),
        attempt.server_date.map(Micros),
        Json(&attempt.baseline)
    ])?;
    Ok(())
}

/// The last attempt.
///
/// # Errors
/// `Storage`.
pub fn last_attempt(db: &Connection, intent: IntentId) -> Result<Option<Attempt>> {
    Ok(db
        .prepare_cached(
            "SELECT n, at, server_date, baseline, failed_date FROM attempt WHERE intent_id = ?1 ORDER BY n DESC LIMIT 1",
        )?
        .query_row([intent], |row| {
            Ok(Attempt {
                n: row.get(0)?,
                at: row.get::<_, Micros>(1)?.0,
                server_date: row.get::<_, Option<Micros>>(2)?.map(|m| m.0),
                baseline: row.get::<_, Json<Vec<ServerId>>>(3)?.0,
                failed_date: row.get::<_, Option<Micros>>(4)?.map(|m| m.0),
            })
        })
        .optional()?)
}

/// The server's clock before the first attempt.
///
/// # Errors
/// `Storage`.
pub fn first_attempt_date(db: &Connection, intent: IntentId) -> Result<Option<DateTime<Utc>>> {
    let first: Option<Micros> = db
        .prepare_cached("SELECT min(server_date) FROM attempt WHERE intent_id = ?1")?
        .query_row([intent], |row| row.get(0))?;
    Ok(first.map(|m| m.0))
}

/// Notes what became of the last attempt, once: when, by the server's clock where it is known, and what the trouble was.
///
/// # Errors
/// `Storage`.
pub fn attempt_failed(
    tx: &Tx<'_>,
    intent: IntentId,
    at: Option<DateTime<Utc>>,
    trouble: &Sentence,
) -> Result<()> {
    tx.prepare_cached(
        "UPDATE attempt SET failed_date = ?2, trouble = ?3 WHERE intent_id = ?1 AND failed_date IS NULL
             AND n = (SELECT max(n) FROM attempt WHERE intent_id = ?1)",
    )?
    .execute(params![intent, at.map(Micros), trouble.kept()])?;
    Ok(())
}

/// The troubles of the last attempts, the newest first; attempts without one are left out.
///
/// # Errors
/// `Storage`.
pub fn last_troubles(db: &Connection, intent: IntentId, limit: usize) -> Result<Vec<Sentence>> {
    let mut statement = db.prepare_cached(
        "SELECT coalesce(trouble, '') FROM attempt WHERE intent_id = ?1 ORDER BY n DESC LIMIT ?2",
    )?;
    let rows = statement.query_map(
        params![intent, i64::try_from(limit).unwrap_or(i64::MAX)],
        |row| Ok(Sentence::read(&row.get::<_, String>(0)?)),
    )?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Says that this server row is what this intent became.
///
/// # Errors
/// `Storage`, also when the row is claimed already.
pub fn claim(tx: &Tx<'_>, server_id: &ServerId, intent: IntentId) -> Result<()> {
    tx.prepare_cached("INSERT INTO claimed (server_id, intent_id) VALUES (?1, ?2)")?
        .execute(params![server_id, intent])?;
    Ok(())
}

/// Is this server row some intent's already?
///
/// # Errors
/// `Storage`.
pub fn is_claimed(db: &Connection, server_id: &ServerId) -> Result<bool> {
    Ok(db
        .prepare_cached("SELECT 1 FROM claimed WHERE server_id = ?1")?
        .exists([server_id])?)
}

/// Keeps unsent text; empty text takes the draft away.
///
/// # Errors
/// `Storage`, `DiskFull`.
pub fn put_draft(
    tx: &Tx<'_>,
    case: CaseId,
    audience: Audience,
    text: &str,
    at: DateTime<Utc>,
) -> Result<()> {
    if text.is_empty() {
        tx.prepare_cached("DELETE FROM draft WHERE case_id = ?1 AND audience = ?2")?
            .execute(params![case, Word(audience)])?;
    } else {
        tx.prepare_cached(
            "INSERT INTO draft (case_id, audience, text, at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (case_id, audience) DO UPDATE SET text = excluded.text, at = excluded.at",
        )?
        .execute(params![case, Word(audience), text, Micros(at)])?;
    }
    Ok(())
}

/// On how many cases something was typed and not sent.
///
/// # Errors
/// `Storage`.
pub fn drafts(db: &Connection) -> Result<u32> {
    Ok(db
        .prepare_cached("SELECT count(DISTINCT case_id) FROM draft WHERE text <> ''")?
        .query_row([], |row| row.get(0))?)
}

/// Unsent text.
///
/// # Errors
/// `Storage`.
pub fn draft(db: &Connection, case: CaseId, audience: Audience) -> Result<String> {
    Ok(db
        .prepare_cached("SELECT text FROM draft WHERE case_id = ?1 AND audience = ?2")?
        .query_row(params![case, Word(audience)], |row| row.get(0))
        .optional()?
        .unwrap_or_default())
}

/// A case's intents, their attempts and its drafts, each row as JSON: for the journal of unsent work, which must lose
/// nothing that a row holds.
///
/// # Errors
/// `Storage`.
pub fn rows_of_case(db: &Connection, case: CaseId) -> Result<(Vec<Value>, Vec<Value>, Vec<Value>)> {
    let rows = |sql: &str| -> Result<Vec<Value>> {
        let mut statement = db.prepare_cached(sql)?;
        let rows = statement.query_map([case], |row| row.get::<_, Json<Value>>(0).map(|j| j.0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    };
    Ok((
        rows("SELECT json_object('intent_id', intent_id, 'case_id', case_id, 'seq', seq, 'slot', slot, 'version', version,
                'payload', payload, 'state', state, 'attempts', attempts, 'not_before', not_before, 'held', held,
                'trouble', trouble, 'withdrawn', withdrawn, 'created_at', created_at)
            FROM intent WHERE case_id = ?1 ORDER BY seq")?,
        rows("SELECT json_object('intent_id', intent_id, 'n', n, 'at', at, 'server_date', server_date,
                'baseline', baseline, 'failed_date', failed_date, 'trouble', trouble)
            FROM attempt WHERE intent_id IN (SELECT intent_id FROM intent WHERE case_id = ?1)")?,
        rows("SELECT json_object('case_id', case_id, 'audience', audience, 'text', text, 'at', at)
            FROM draft WHERE case_id = ?1")?,
    ))
}

/// Puts rows of [`rows_of_case`] into a database that has lost them.
///
/// # Errors
/// `Storage`.
pub fn put_rows(
    tx: &Tx<'_>,
    intents: &[Value],
    attempts: &[Value],
    drafts: &[Value],
) -> Result<()> {
    let put = |rows: &[Value], sql: &str| -> Result<()> {
        for row in rows {
            tx.prepare_cached(sql)?.execute([Json(row)])?;
        }
        Ok(())
    };
    put(
        intents,
        "INSERT OR IGNORE INTO intent (intent_id, case_id, seq, slot, version, payload, state, attempts, not_before, held,
             trouble, withdrawn, created_at)
         VALUES (?1 ->> 'intent_id', ?1 ->> 'case_id', ?1 ->> 'seq', ?1 ->> 'slot', ?1 ->> 'version', ?1 ->> 'payload',
             ?1 ->> 'state', ?1 ->> 'attempts', ?1 ->> 'not_before', ?1 ->> 'held', ?1 ->> 'trouble', ?1 ->> 'withdrawn',
             ?1 ->> 'created_at')",
    )?;
    put(
        attempts,
        "INSERT OR IGNORE INTO attempt (intent_id, n, at, server_date, baseline, failed_date, trouble)
         VALUES (?1 ->> 'intent_id', ?1 ->> 'n', ?1 ->> 'at', ?1 ->> 'server_date', ?1 ->> 'baseline',
             ?1 ->> 'failed_date', ?1 ->> 'trouble')",
    )?;
    put(
        drafts,
        "INSERT OR IGNORE INTO draft (case_id, audience, text, at)
         VALUES (?1 ->> 'case_id', ?1 ->> 'audience', ?1 ->> 'text', ?1 ->> 'at')",
    )
}

/// Cases with intents or drafts.
///
/// # Errors
/// `Storage`.
pub fn cases_with_work(db: &Connection) -> Result<Vec<CaseId>> {
    let mut statement =
        db.prepare_cached("SELECT case_id FROM intent UNION SELECT case_id FROM draft")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

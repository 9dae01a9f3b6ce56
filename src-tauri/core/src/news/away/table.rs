//! SQL of what is new by weight: who was seen when, the cases with news, and what was done meanwhile.

use super::{Absence, Candidate, Digest, Done, Said, Told, absence, excerpt, ranked};
use crate::case::view;
use crate::comment::{self, Audience};
use crate::error::{Error, Result};
use crate::history::Event;
use crate::id::CommentId;
use crate::intent;
use crate::news;
use crate::store::columns::{Json, Micros, count};
use crate::store::{Tx, cursor};
use chrono::{DateTime, Utc};
use rusqlite::Connection;

/// When the person was last seen in front of the window.
const HERE_AT: &str = "here_at";
/// The last absence that was long enough to be told about.
const AWAY: &str = "away";

/// The person is in front of the window. Tells whether a long absence ends here.
///
/// # Errors
/// `Storage`.
pub fn note_presence(tx: &Tx<'_>, now: DateTime<Utc>) -> Result<Option<Absence>> {
    let ended = absence(cursor::get(tx, HERE_AT)?, now);
    if let Some(absence) = ended {
        cursor::set(tx, AWAY, &absence)?;
    }
    cursor::set(tx, HERE_AT, &now)?;
    Ok(ended)
}

/// What is new since the last absence began, by weight, and what was done meanwhile.
///
/// # Errors
/// `Storage`.
pub fn digest(db: &Connection) -> Result<Digest> {
    let absence: Option<Absence> = cursor::get(db, AWAY)?;
    let since = absence.map_or(DateTime::UNIX_EPOCH, |absence| absence.from);
    let (told, rest) = ranked(candidates(db, since)?);
    let mut cases = Vec::with_capacity(told.len());
    for (weight, case) in told {
        let Some(shown) = view::table::one(db, case.id)? else {
            continue;
        };
        let Some(news) = news::table::tell(db, case.id, shown.row.news.clone())? else {
            continue;
        };
        cases.push(Told {
            weight,
            said: said_last(db, &news.items)?,
            row: shown.row,
            news,
            at: case.noted_at,
        });
    }
    Ok(Digest {
        absence,
        cases,
        others: rest.into_iter().map(|case| case.id).collect(),
        done: done(db, absence)?,
    })
}

fn candidates(db: &Connection, since: DateTime<Utc>) -> Result<Vec<Candidate>> {
    let mut statement = db.prepare_cached(
        "SELECT v.case_id, v.is_urgent, v.is_open, v.mine, ifnull(s.watched, 0), v.news, max(n.noted_at)
         FROM news n JOIN case_view v USING (case_id) LEFT JOIN server_case s USING (case_id)
         WHERE n.seen_at IS NULL AND n.noted_at >= ?1 AND n.topic <> 'marked' AND v.news IS NOT NULL
         GROUP BY v.case_id",
    )?;
    let rows = statement.query_map([Micros(since)], |row| {
        Ok(Candidate {
            id: row.get(0)?,
            is_urgent: row.get(1)?,
            is_open: row.get(2)?,
            is_mine: row.get(3)?,
            is_watched: row.get(4)?,
            summary: row.get::<_, Json<_>>(5)?.0,
            noted_at: row.get::<_, Micros>(6)?.0,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The last of what was said, among what is new.
fn said_last(db: &Connection, items: &[String]) -> Result<Option<Said>> {
    for item in items.iter().rev() {
        let Ok(id) = uuid::Uuid::parse_str(item) else {
            continue;
        };
        if let Some(stored) = comment::table::get(db, CommentId(id))? {
            return Ok(Some(Said {
                by: stored.comment.author.map(|author| author.name),
                internal: stored.comment.audience == Audience::Internal,
                text: excerpt(&stored.comment.text),
            }));
        }
    }
    Ok(None)
}

fn done(db: &Connection, absence: Option<Absence>) -> Result<Done> {
    let held = intent::counts::table::counts(db)?.held;
    let Some(absence) = absence else {
        return Ok(Done {
            held,
            ..Done::default()
        });
    };
    let many = |event: Event| -> Result<u32> {
        let word = serde_json::to_value(event)
            .ok()
            .and_then(|word| word.as_str().map(str::to_owned))
            .ok_or_else(|| Error::Bug("an event without a word".to_owned()))?;
        let n: i64 = db
            .prepare_cached(
                "SELECT count(*) FROM history WHERE at >= ?1 AND record ->> 'event' = ?2",
            )?
            .query_row(rusqlite::params![Micros(absence.from), word], |row| {
                row.get(0)
            })?;
        count(n)
    };
    Ok(Done {
        sent: many(Event::Sent)?,
        merged: many(Event::Merged)?,
        replaced: many(Event::Replaced)?,
        held,
    })
}

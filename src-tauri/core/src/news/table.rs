//! SQL of news: what others did on a case that this person has not looked at, and the last look's, so that it can be taken
//! back. Noted by pull, put aside by looking.

use super::{CaseNews, Item, Summary, Topic, Was, difference, summary};
use crate::case::{self, CaseSet};
use crate::directory;
use crate::error::Result;
use crate::id::{CaseId, ServerId};
use crate::store::Tx;
use crate::store::columns::{Json, Micros, Word};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// Notes something new. What was noted before of the same thing keeps what it was then, unless it was looked at.
///
/// # Errors
/// `Storage`.
pub fn note(tx: &Tx<'_>, case: CaseId, item: &Item, now: DateTime<Utc>) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO news (case_id, topic, item, was, by, at, noted_at, seen_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, NULL)
         ON CONFLICT (case_id, topic, item) DO UPDATE SET by = excluded.by, at = excluded.at,
             noted_at = excluded.noted_at, seen_at = NULL,
             was = iif(seen_at IS NULL, was, excluded.was)",
    )?
    .execute(params![
        case,
        Word(item.topic),
        item.id,
        item.was.as_ref().map(Json),
        item.by,
        Micros(item.at),
        Micros(now)
    ])?;
    Ok(())
}

/// This is no news any more: this person changed it, or it is as it was.
///
/// # Errors
/// `Storage`.
pub fn forget(tx: &Tx<'_>, case: CaseId, topic: Topic) -> Result<()> {
    tx.prepare_cached("DELETE FROM news WHERE case_id = ?1 AND topic = ?2")?
        .execute(params![case, Word(topic)])?;
    Ok(())
}

/// Words and files that are not there any more are no news; tells whether there were any.
///
/// # Errors
/// `Storage`.
pub fn forget_removed(tx: &Tx<'_>, case: CaseId) -> Result<bool> {
    let forgotten = tx.prepare_cached(
        "DELETE FROM news WHERE case_id = ?1 AND (
             (topic IN ('reply', 'note') AND item NOT IN (SELECT comment_id FROM server_comment WHERE case_id = ?1))
             OR (topic = 'file' AND item NOT IN (SELECT attachment_id FROM server_attachment WHERE case_id = ?1)))",
    )?
    .execute([case])?;
    Ok(forgotten > 0)
}

fn item(row: &Row<'_>) -> rusqlite::Result<Item> {
    Ok(Item {
        topic: row.get::<_, Word<Topic>>("topic")?.0,
        id: row.get("item")?,
        was: row.get::<_, Option<Json<Was>>>("was")?.map(|j| j.0),
        by: row.get("by")?,
        at: row.get::<_, Micros>("at")?.0,
    })
}

/// What is new on a case and was not looked at, oldest first.
///
/// # Errors
/// `Storage`.
pub fn of_case(db: &Connection, case: CaseId) -> Result<Vec<Item>> {
    let mut statement = db.prepare_cached(
        "SELECT topic, item, was, by, at FROM news WHERE case_id = ?1 AND seen_at IS NULL ORDER BY at, topic, item",
    )?;
    let rows = statement.query_map([case], item)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What is new on a case in a few words, with what is as it was again forgotten. For the view.
///
/// # Errors
/// `Storage`.
pub fn sum_up(tx: &Tx<'_>, case: CaseId, me: Option<&ServerId>) -> Result<Option<Summary>> {
    let items = of_case(tx, case)?;
    if items.is_empty() {
        return Ok(None);
    }
    let Some(now) = case::table::get(tx, case)? else {
        return Ok(summary(&items, false));
    };
    let mut kept = Vec::with_capacity(items.len());
    for item in items {
        if item.topic.is_change() && difference(&item, &now.case, now.standing).is_none() {
            forget(tx, case, item.topic)?;
        } else {
            kept.push(item);
        }
    }
    let has_me = |members: &[crate::id::Named]| members.iter().any(|n| Some(&n.id) == me);
    let was_mine = kept
        .iter()
        .find(|item| item.topic == Topic::Assignees)
        .is_some_and(|item| matches!(&item.was, Some(Was::Members(was)) if has_me(was)));
    let became_mine = !was_mine && has_me(now.case.members(CaseSet::Assignees));
    Ok(summary(&kept, became_mine))
}

/// What is new on a case, for its screen; `None`: nothing is.
///
/// # Errors
/// `Storage`.
pub fn tell(db: &Connection, case: CaseId, sum: Option<Summary>) -> Result<Option<CaseNews>> {
    let Some(summary) = sum else {
        return Ok(None);
    };
    let items = of_case(db, case)?;
    let mut differences = Vec::new();
    if let Some(mut now) = case::table::get(db, case)? {
        let named = |all: &mut Vec<crate::id::Named>| -> Result<()> {
            for one in all.iter_mut().filter(|one| one.name.is_empty()) {
                one.name =
                    directory::table::name_of(db, &one.id)?.unwrap_or_else(|| one.id.to_string());
            }
            Ok(())
        };
        named(&mut now.case.assignees)?;
        named(&mut now.case.contacts)?;
        named(&mut now.case.teams)?;
        named(&mut now.case.tags)?;
        for mut item in items.clone() {
            if let Some(Was::Members(was)) = &mut item.was {
                named(was)?;
            }
            differences.extend(difference(&item, &now.case, now.standing));
        }
    }
    differences.sort_by_key(|difference| difference.topic);
    let looked_at: Option<Micros> = db
        .prepare_cached("SELECT at FROM seen WHERE case_id = ?1")?
        .query_row([case], |row| row.get(0))
        .optional()?;
    let items = items.into_iter().map(|item| item.id);
    Ok(Some(CaseNews {
        summary,
        differences,
        items: items.filter(|id| !id.is_empty()).collect(),
        looked_at: looked_at.map(|at| at.0),
    }))
}

/// The person looked at the case. What was new stays known until the next look, so that it can be made new again. Tells whether
/// they had marked it.
///
/// # Errors
/// `Storage`.
pub fn look(tx: &Tx<'_>, case: CaseId, at: DateTime<Utc>) -> Result<bool> {
    let was_marked = tx
        .prepare_cached(
            "SELECT 1 FROM news WHERE case_id = ?1 AND topic = 'marked' AND seen_at IS NULL",
        )?
        .exists([case])?;
    tx.prepare_cached("DELETE FROM news WHERE case_id = ?1 AND seen_at IS NOT NULL")?
        .execute([case])?;
    tx.prepare_cached("UPDATE news SET seen_at = ?2 WHERE case_id = ?1")?
        .execute(params![case, Micros(at)])?;
    tx.prepare_cached(
        "INSERT INTO seen (case_id, at) VALUES (?1, ?2) ON CONFLICT (case_id) DO UPDATE SET at = excluded.at",
    )?
    .execute(params![case, Micros(at)])?;
    Ok(was_marked)
}

/// The cases that the person marked and did not look at since, and when they did.
///
/// # Errors
/// `Storage`.
pub fn marked(db: &Connection) -> Result<Vec<(CaseId, DateTime<Utc>)>> {
    let mut statement = db.prepare_cached(
        "SELECT case_id, at FROM news WHERE topic = 'marked' AND seen_at IS NULL ORDER BY case_id",
    )?;
    let rows = statement.query_map([], |row| {
        Ok((row.get("case_id")?, row.get::<_, Micros>("at")?.0))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What the last look put aside is new again.
///
/// # Errors
/// `Storage`.
pub fn take_back_look(tx: &Tx<'_>, case: CaseId) -> Result<()> {
    tx.prepare_cached("UPDATE news SET seen_at = NULL WHERE case_id = ?1")?
        .execute([case])?;
    Ok(())
}

/// The person wants the case to be unread: where nothing is to be read there, it is marked.
///
/// # Errors
/// `Storage`.
pub fn mark(tx: &Tx<'_>, case: CaseId, at: DateTime<Utc>) -> Result<()> {
    let is_unread = tx
        .prepare_cached(
            "SELECT 1 FROM news WHERE case_id = ?1 AND seen_at IS NULL AND topic IN ('new', 'reply', 'note', 'mail', 'file')",
        )?
        .exists([case])?;
    if is_unread {
        return Ok(());
    }
    let marked = Item {
        topic: Topic::Marked,
        id: String::new(),
        was: None,
        by: None,
        at,
    };
    note(tx, case, &marked, at)
}

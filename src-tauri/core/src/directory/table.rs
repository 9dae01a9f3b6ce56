//! SQL of vocabulary, people, teams, accounts and tags. Written by pull only.

use super::{Directory, Person, PriorityChoice, Reference, StatusChoice, Vocabulary};
use crate::error::Result;
use crate::id::{Named, ServerId};
use crate::store::{Tx, cursor};
use rusqlite::{Connection, OptionalExtension, params};

const VOCABULARY: &str = "vocabulary";

/// The server's vocabulary, as last announced.
///
/// # Errors
/// `Storage`.
pub fn vocabulary(db: &Connection) -> Result<Vocabulary> {
    Ok(cursor::get(db, VOCABULARY)?.unwrap_or_default())
}

/// Keeps the server's vocabulary. Tells whether it changed.
///
/// # Errors
/// `Storage`.
pub fn put_vocabulary(tx: &Tx<'_>, now: &Vocabulary) -> Result<bool> {
    let changed = vocabulary(tx)? != *now;
    if changed {
        cursor::set(tx, VOCABULARY, now)?;
    }
    Ok(changed)
}

/// Replaces people, teams, accounts and tags by what the server has now.
///
/// # Errors
/// `Storage`.
pub fn put(tx: &Tx<'_>, directory: &Directory) -> Result<()> {
    tx.execute("DELETE FROM server_person", [])?;
    for Person {
        id,
        user_id,
        name,
        email,
    } in &directory.people
    {
        tx.prepare_cached("INSERT OR REPLACE INTO server_person (server_id, user_id, name, email) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![id, user_id, name, email])?;
    }
    tx.execute("DELETE FROM server_named", [])?;
    let kinds = [
        ("team", &directory.teams),
        ("account", &directory.accounts),
        ("tag", &directory.tags),
    ];
    for (kind, rows) in kinds {
        for row in rows {
            tx.prepare_cached(
                "INSERT OR REPLACE INTO server_named (kind, server_id, name) VALUES (?1, ?2, ?3)",
            )?
            .execute(params![kind, row.id, row.name])?;
        }
    }
    Ok(())
}

/// The name behind an id that came without one: a person by profile or user id, an account, a team.
///
/// # Errors
/// `Storage`.
pub fn name_of(db: &Connection, id: &ServerId) -> Result<Option<String>> {
    Ok(db
        .prepare_cached(
            "SELECT name FROM server_person WHERE server_id = ?1
             UNION ALL SELECT name FROM server_person WHERE user_id = ?1
             UNION ALL SELECT name FROM server_named WHERE server_id = ?1 LIMIT 1",
        )?
        .query_row([id], |row| row.get(0))
        .optional()?)
}

/// What to show for something named: its name, else the one the directory knows, else its id.
///
/// # Errors
/// `Storage`.
pub fn shown_name(db: &Connection, named: &Named) -> Result<String> {
    if !named.name.is_empty() {
        return Ok(named.name.clone());
    }
    Ok(name_of(db, &named.id)?.unwrap_or_else(|| named.id.to_string()))
}

/// What the window needs to offer choices.
///
/// # Errors
/// `Storage`.
pub fn reference(db: &Connection) -> Result<Reference> {
    let v = vocabulary(db)?;
    let status = |c: &super::Choice| StatusChoice {
        value: c.value.clone(),
        label: c.label.clone(),
        is_open: v.is_open(&c.value),
    };
    let priority = |c: &super::Choice| PriorityChoice {
        value: c.value.clone(),
        label: c.label.clone(),
        is_urgent: v.is_urgent(&c.value),
    };
    Ok(Reference {
        statuses: v.statuses.iter().map(status).collect(),
        priorities: v.priorities.iter().map(priority).collect(),
        case_types: v.case_types.clone(),
        people: named(
            db,
            "SELECT server_id, name FROM server_person ORDER BY name COLLATE NOCASE",
            None,
        )?,
        accounts: named(db, BY_KIND, Some("account"))?,
        tags: named(db, BY_KIND, Some("tag"))?,
        teams: named(db, BY_KIND, Some("team"))?,
    })
}

const BY_KIND: &str =
    "SELECT server_id, name FROM server_named WHERE kind = ?1 ORDER BY name COLLATE NOCASE";

fn named(db: &Connection, sql: &str, kind: Option<&str>) -> Result<Vec<Named>> {
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map(rusqlite::params_from_iter(kind), |row| {
        Ok(Named {
            id: row.get(0)?,
            name: row.get(1)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

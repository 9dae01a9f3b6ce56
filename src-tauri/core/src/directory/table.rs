//! SQL of vocabulary, people, teams, tags, accounts, contacts and the organization's settings. Written by pull only.

use super::CustomField;
use super::seek::{folded, folded_with, words};
use super::{
    Directory, Found, LookupKind, Organization, Person, PriorityChoice, Reference, StatusChoice,
    Vocabulary,
};
use crate::error::Result;
use crate::id::{Named, ServerId};
use crate::store::{Tx, cursor};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeSet;

const VOCABULARY: &str = "vocabulary";
const CUSTOM_FIELDS: &str = "custom_fields";
const ORGANIZATION: &str = "organization";
const MENTIONABLE: &str = "mentionable";

/// Nothing that is offered at once is longer than this, however many the mirror holds.
pub const FEW: u32 = 200;

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

/// Replaces people, teams and tags by what the server has now.
///
/// # Errors
/// `Storage`.
pub fn put(tx: &Tx<'_>, directory: &Directory) -> Result<()> {
    tx.execute("DELETE FROM server_person", [])?;
    for person in &directory.people {
        let Person {
            id,
            user_id,
            name,
            email,
        } = person;
        tx.prepare_cached(
            "INSERT OR REPLACE INTO server_person (server_id, user_id, name, email, seek) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![id, user_id, name, email, folded_with(name, email)])?;
    }
    for (kind, rows) in [("team", &directory.teams), ("tag", &directory.tags)] {
        tx.prepare_cached("DELETE FROM server_named WHERE kind = ?1")?
            .execute([kind])?;
        for row in rows {
            put_named(tx, kind, row, "", 1)?;
        }
    }
    Ok(())
}

/// Keeps a page of accounts or contacts that walk `walk` met: a name, and what stands beside it.
///
/// # Errors
/// `Storage`.
pub fn put_page(tx: &Tx<'_>, kind: LookupKind, page: &[(Named, String)], walk: i64) -> Result<()> {
    for (named, note) in page {
        put_named(tx, word(kind), named, note, walk)?;
    }
    Ok(())
}

fn put_named(tx: &Tx<'_>, kind: &str, named: &Named, note: &str, walk: i64) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO server_named (kind, server_id, name, note, seek, walk, in_case) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0)
         ON CONFLICT DO UPDATE SET name = excluded.name, note = excluded.note, seek = excluded.seek, walk = excluded.walk",
    )?
    .execute(params![
        kind,
        named.id,
        named.name,
        note,
        folded_with(&named.name, note),
        walk
    ])?;
    Ok(())
}

/// The walk through a look-up is complete: what it did not meet and no case refers to is gone.
///
/// # Errors
/// `Storage`.
pub fn end_walk(tx: &Tx<'_>, kind: LookupKind, walk: i64) -> Result<()> {
    tx.prepare_cached("DELETE FROM server_named WHERE kind = ?1 AND walk < ?2 AND in_case = 0")?
        .execute(params![word(kind), walk])?;
    Ok(())
}

/// A case refers to this account or contact: it can be found from now on, whatever the look-up shows.
///
/// # Errors
/// `Storage`.
pub fn note_in_case(tx: &Tx<'_>, kind: LookupKind, named: &Named) -> Result<()> {
    if named.name.is_empty() {
        return Ok(());
    }
    tx.prepare_cached(
        "INSERT INTO server_named (kind, server_id, name, note, seek, walk, in_case) VALUES (?1, ?2, ?3, '', ?4, 0, 1)
         ON CONFLICT DO UPDATE SET name = excluded.name, in_case = 1,
             seek = excluded.seek || iif(note = '', '', ' ' || lower(note))
         WHERE in_case = 0 OR name <> excluded.name",
    )?
    .execute(params![word(kind), named.id, named.name, folded(&named.name)])?;
    Ok(())
}

fn word(kind: LookupKind) -> &'static str {
    match kind {
        LookupKind::Account => "account",
        LookupKind::Contact => "contact",
        LookupKind::Team => "team",
        LookupKind::Tag => "tag",
        LookupKind::Person | LookupKind::Mention => "person",
    }
}

/// The best of what `typed` may mean, names that begin with it first. Nothing typed: the first by name.
///
/// # Errors
/// `Storage`.
pub fn find(db: &Connection, kind: LookupKind, typed: &str, limit: u32) -> Result<Vec<Found>> {
    let words = words(typed);
    let from = match kind {
        LookupKind::Mention => return mentionable(db, &words, limit),
        LookupKind::Person => {
            "(SELECT 'person' kind, server_id, name, email note, seek FROM server_person)"
        }
        _ => "server_named",
    };
    // ?1 is the kind, ?2 the limit, the words follow.
    let each: String = (3..words.len() + 3)
        .map(|n| format!(" AND instr(seek, ?{n}) > 0"))
        .collect();
    let first = if words.is_empty() {
        ""
    } else {
        "substr(seek, 1, length(?3)) = ?3 DESC, instr(' ' || seek, ' ' || ?3) > 0 DESC, "
    };
    let sql = format!(
        "SELECT server_id, name, note FROM {from} WHERE kind = ?1{each} ORDER BY {first}seek LIMIT ?2"
    );
    let mut values: Vec<Value> = vec![
        Value::from(word(kind).to_owned()),
        Value::from(i64::from(limit.min(FEW))),
    ];
    values.extend(words.into_iter().map(Value::from));
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map(rusqlite::params_from_iter(values), |row| {
        Ok(Found {
            id: row.get(0)?,
            name: row.get(1)?,
            note: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A server knows people by the part of their e-mail address before the `@` (server-contract 3.6).
fn mentionable(db: &Connection, words: &[String], limit: u32) -> Result<Vec<Found>> {
    let mut statement = db.prepare_cached(
        "SELECT name, email FROM server_person WHERE email <> '' UNION ALL
         SELECT value, value FROM json_each((SELECT value FROM cursor WHERE name = ?1))
         WHERE value NOT IN (SELECT email FROM server_person) ORDER BY 1",
    )?;
    let rows = statement.query_map([MENTIONABLE], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    })?;
    let mut found = Vec::new();
    for row in rows {
        let (name, note) = row?;
        let seek = folded_with(&name, &note);
        let handle = note.split('@').next().unwrap_or_default().to_owned();
        if !handle.is_empty() && words.iter().all(|word| seek.contains(word)) {
            let rank = words
                .first()
                .is_some_and(|w| !folded(&handle).starts_with(w));
            let id = ServerId(handle);
            found.push((rank, Found { id, name, note }));
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    Ok(found.into_iter().map(|(_, f)| f).take(most).collect())
}

/// Keeps who can be mentioned, by e-mail address, as a case read whole tells it. What is known stays: a member is told
/// administrators only.
///
/// # Errors
/// `Storage`.
pub fn put_mentionable(tx: &Tx<'_>, emails: &[String]) -> Result<()> {
    let mut known: BTreeSet<String> = cursor::get(tx, MENTIONABLE)?.unwrap_or_default();
    let before = known.len();
    known.extend(emails.iter().cloned());
    if known.len() > before {
        cursor::set(tx, MENTIONABLE, &known)?;
    }
    Ok(())
}

/// Keeps the organization's own fields of cases.
///
/// # Errors
/// `Storage`.
pub fn put_custom_fields(tx: &Tx<'_>, fields: &[CustomField]) -> Result<()> {
    cursor::set(tx, CUSTOM_FIELDS, &fields)
}

/// The organization's own fields of cases.
///
/// # Errors
/// `Storage`.
pub fn custom_fields(db: &Connection) -> Result<Vec<CustomField>> {
    Ok(cursor::get(db, CUSTOM_FIELDS)?.unwrap_or_default())
}

/// Keeps the organization's settings.
///
/// # Errors
/// `Storage`.
pub fn put_organization(tx: &Tx<'_>, organization: &Organization) -> Result<()> {
    cursor::set(tx, ORGANIZATION, organization)
}

/// The organization's settings, where the server tells them.
///
/// # Errors
/// `Storage`.
pub fn organization(db: &Connection) -> Result<Option<Organization>> {
    cursor::get(db, ORGANIZATION)
}

/// The note of a named thing: a contact's e-mail address. Empty where it is not known.
///
/// # Errors
/// `Storage`.
pub fn note_of(db: &Connection, kind: LookupKind, id: &ServerId) -> Result<String> {
    let note = db
        .prepare_cached("SELECT note FROM server_named WHERE kind = ?1 AND server_id = ?2")?
        .query_row(params![word(kind), id], |row| row.get(0))
        .optional()?;
    Ok(note.unwrap_or_default())
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
        accounts: find(db, LookupKind::Account, "", FEW)?
            .into_iter()
            .map(|found| Named {
                id: found.id,
                name: found.name,
            })
            .collect(),
        tags: named(db, BY_KIND, Some("tag"))?,
        teams: named(db, BY_KIND, Some("team"))?,
        custom_fields: custom_fields(db)?,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::key::DataKey;
    use crate::store::{Place, Store};

    #[test]
    fn what_a_walk_does_not_meet_goes_unless_a_case_refers_to_it() {
        let store = Store::open(&Place::Memory, &DataKey::for_tests(1))
            .unwrap()
            .store;
        let named = |id: &str, name: &str| Named {
            id: ServerId(id.to_owned()),
            name: name.to_owned(),
        };
        let (kept, gone, in_case) = (
            named("1", "Kept"),
            named("2", "Gone"),
            named("3", "In case"),
        );
        let kind = LookupKind::Account;
        let names = store.write(|tx| {
            put_page(
                tx,
                kind,
                &[(kept.clone(), String::new()), (gone, String::new())],
                1,
            )?;
            note_in_case(tx, kind, &in_case)?;
            end_walk(tx, kind, 1)?;
            put_page(tx, kind, &[(kept, "k@x".to_owned())], 2)?;
            end_walk(tx, kind, 2)?;
            note_in_case(tx, kind, &named("1", "Kept, renamed"))?;
            find(tx, kind, "", 10)
        });
        let names: Vec<_> = names
            .unwrap()
            .into_iter()
            .map(|f| (f.name, f.note))
            .collect();
        let said = |name: &str, note: &str| (name.to_owned(), note.to_owned());
        assert_eq!(names, [said("In case", ""), said("Kept, renamed", "k@x")]);
        let by_mail = store.read(|db| find(db, kind, "k@x", 10)).unwrap();
        assert_eq!(by_mail.len(), 1, "still found by its address");
    }
}

//! SQL of finding by words: the index `case_text`, one row for each listed case, and `word`, the words in it, by whose parts
//! words are found from the middle. Written in the transaction that rewrites the view.

use super::fold::{plain, tokens};
use super::passage::Sought;
use super::{Place, SHORTEST_PART, WhyFound, expression};
use crate::case::view::CaseRow;
use crate::error::Result;
use crate::id::{CaseId, Named};
use crate::intent::{self, Payload};
use crate::query::parse::Word;
use crate::store::columns::Json;
use crate::store::{Tx, cursor};
use crate::{attachment, comment, email};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Shorter words have no parts worth a place in the list.
const SHORTEST_WORD: usize = SHORTEST_PART + 1;
/// Longer ones are no words: keys, hashes, lines of Base64. They are found by their beginning.
const LONGEST_WORD: usize = 48;
/// Of the words that have a part inside, the first met, which are the usual ones.
const MOST_INSIDE: u32 = 100;
/// So many cases are written into a new index at once.
const AT_ONCE: u32 = 100;
/// How far a new index has come; the layout that brought it sets it.
const BEHIND: &str = "text_behind";

/// What the stored view knows of a case's text.
pub(crate) struct Shown<'a> {
    pub(crate) name: &'a str,
    pub(crate) description: &'a str,
    /// Names: the account's, assignees', contacts', tags'.
    pub(crate) people: String,
}

/// Writes what a case is found by, unless it is written already.
pub(crate) fn write(tx: &Tx<'_>, case: CaseId, row: i64, shown: &Shown<'_>) -> Result<()> {
    let (mut files, mut said) = (String::new(), String::new());
    for (place, text) in texts(tx, case)? {
        let into = match place {
            Place::File => &mut files,
            _ => &mut said,
        };
        into.push_str(&text);
        into.push('\n');
    }
    let all = [shown.name, &shown.people, &files, shown.description, &said];
    let mut hasher = DefaultHasher::new();
    all.hash(&mut hasher);
    // The same bits as a column has.
    let mark = i64::from_ne_bytes(hasher.finish().to_ne_bytes());
    let known: Option<i64> = tx
        .prepare_cached("SELECT mark FROM text_mark WHERE row = ?1")?
        .query_row([row], |r| r.get(0))
        .optional()?;
    if known == Some(mark) {
        return Ok(());
    }
    forget(tx, row)?;
    let [name, people, files, description, said] = all.map(plain);
    tx.prepare_cached("INSERT INTO case_text (rowid, name, people, files, description, said) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
        .execute(params![row, name, people, files, description, said])?;
    tx.prepare_cached("INSERT INTO text_mark (row, mark) VALUES (?1, ?2)")?
        .execute([row, mark])?;
    learn(tx, &[&name, &people, &files, &description, &said])
}

/// Puts the words of these texts into the list of words.
fn learn(tx: &Tx<'_>, texts: &[&str]) -> Result<()> {
    let words: BTreeSet<&str> = texts
        .iter()
        .flat_map(|text| text.split(' '))
        .filter(|word| (SHORTEST_WORD..=LONGEST_WORD).contains(&word.chars().count()))
        .collect();
    let mut add = tx.prepare_cached("INSERT OR IGNORE INTO word (word) VALUES (?1)")?;
    let mut parts = tx.prepare_cached("INSERT INTO word_part (rowid, word) VALUES (?1, ?2)")?;
    for word in words {
        if add.execute([word])? == 1 {
            parts.execute(params![tx.last_insert_rowid(), word])?;
        }
    }
    Ok(())
}

/// A case that is not listed is not found.
pub(crate) fn forget(tx: &Tx<'_>, row: i64) -> Result<()> {
    tx.prepare_cached("DELETE FROM case_text WHERE rowid = ?1")?
        .execute([row])?;
    tx.prepare_cached("DELETE FROM text_mark WHERE row = ?1")?
        .execute([row])?;
    Ok(())
}

/// The next cases that a new index lacks, which are in it once their views are written again; none when it is complete.
///
/// # Errors
/// `Storage`, `DiskFull`.
pub(crate) fn catch_up(tx: &Tx<'_>) -> Result<Vec<CaseId>> {
    let Some(after) = cursor::get::<i64>(tx, BEHIND)? else {
        return Ok(Vec::new());
    };
    let rows: Vec<(i64, CaseId)> = tx
        .prepare_cached("SELECT row, case_id FROM case_view WHERE row > ?1 ORDER BY row LIMIT ?2")?
        .query_map(params![after, AT_ONCE], |r| Ok((r.get(0)?, r.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    match rows.last() {
        Some((last, _)) => cursor::set(tx, BEHIND, last)?,
        None => cursor::set(tx, BEHIND, &None::<i64>)?,
    }
    Ok(rows.into_iter().map(|(_, case)| case).collect())
}

/// Is there a new index that is not complete?
pub(crate) fn is_behind(db: &Connection) -> Result<bool> {
    Ok(cursor::get::<i64>(db, BEHIND)?.is_some())
}

/// How many listed cases are not in a new index yet.
pub(crate) fn unsearched(db: &Connection) -> Result<i64> {
    let Some(after) = cursor::get::<i64>(db, BEHIND)? else {
        return Ok(0);
    };
    Ok(db
        .prepare_cached("SELECT count(*) FROM case_view WHERE listed = 1 AND row > ?1")?
        .query_row([after], |row| row.get(0))?)
}

/// The listed case that has this name, as the server compares names: capitals and blanks at the ends do not matter.
pub(crate) fn named(db: &Connection, name: &str, except: Option<CaseId>) -> Result<Option<CaseId>> {
    let wanted = name.trim().to_lowercase();
    let words: Vec<String> = tokens(name).into_iter().map(|token| token.word).collect();
    let same = |known: &str| known.trim().to_lowercase() == wanted;
    let first = |sql: &str, asked: &str| -> Result<Option<CaseId>> {
        let mut statement = db.prepare_cached(sql)?;
        let mut rows = statement.query([asked])?;
        while let Some(row) = rows.next()? {
            let (case, known): (CaseId, String) = (row.get(0)?, row.get(1)?);
            if Some(case) != except && same(&known) {
                return Ok(Some(case));
            }
        }
        Ok(None)
    };
    let here = first(
        "SELECT case_id, name FROM case_view WHERE listed = 1 AND name = ?1 COLLATE NOCASE",
        name.trim(),
    )?;
    if here.is_some() || words.is_empty() {
        return Ok(here);
    }
    // Capitals of other alphabets, which an index of names does not know.
    first(
        "SELECT v.case_id, v.name FROM case_text t CROSS JOIN case_view v ON v.row = t.rowid
         WHERE case_text MATCH ?1 AND v.listed = 1",
        &format!("name : \"{}\"", words.join(" ")),
    )
}

/// The question to `case_text` that the words are; `None` where there are none.
pub(crate) fn question(db: &Connection, words: &[Word]) -> Result<Option<String>> {
    expression::of(words, |part| {
        if part.chars().count() < SHORTEST_PART {
            return Ok(Vec::new());
        }
        let mut statement = db.prepare_cached(
            "SELECT w.word FROM word_part p JOIN word w ON w.id = p.rowid
             WHERE word_part MATCH ?1 AND substr(w.word, 1, length(?2)) <> ?2 ORDER BY p.rowid LIMIT ?3",
        )?;
        let rows = statement
            .query_map(params![format!("\"{part}\""), part, MOST_INSIDE], |row| {
                row.get(0)
            })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    })
}

/// How many cases answer a question to `case_text`; of more than `most`, no more are counted.
pub(crate) fn hits(db: &Connection, question: &str, most: i64) -> Result<i64> {
    Ok(db
        .prepare_cached(
            "SELECT count(*) FROM (SELECT 1 FROM case_text WHERE case_text MATCH ?1 LIMIT ?2)",
        )?
        .query_row(params![question, most], |row| row.get(0))?)
}

/// The rows of listed cases that are found only because words stand in what the person is writing on them. Drafts are few and
/// change with every key, so they are looked through as they are; what does not stand in one is asked of the index.
pub(crate) fn in_drafts(db: &Connection, words: &[Word], whole: &str) -> Result<Vec<i64>> {
    let each: Vec<Sought> = words
        .iter()
        .map(|word| Sought::new(std::slice::from_ref(word)))
        .collect();
    let drafts: Vec<(i64, String)> = db
        .prepare_cached(
            "SELECT v.row, group_concat(d.text, char(10)) FROM draft d CROSS JOIN case_view v ON v.case_id = d.case_id
             WHERE v.listed = 1 GROUP BY v.row",
        )?
        .query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut rows = Vec::new();
    for (row, text) in drafts {
        let (here, rest): (Vec<_>, Vec<_>) = words
            .iter()
            .zip(&each)
            .filter(|(_, sought)| !sought.is_empty())
            .partition(|(_, sought)| sought.stands_in(&text));
        if here.is_empty() || is_in(db, row, whole)? {
            continue;
        }
        let rest: Vec<Word> = rest.into_iter().map(|(word, _)| word.clone()).collect();
        let elsewhere = match question(db, &rest)? {
            Some(rest) => is_in(db, row, &rest)?,
            None => true,
        };
        if elsewhere {
            rows.push(row);
        }
    }
    Ok(rows)
}

/// Does this row answer a question to `case_text`?
fn is_in(db: &Connection, row: i64, question: &str) -> Result<bool> {
    Ok(db
        .prepare_cached("SELECT 1 FROM case_text WHERE case_text MATCH ?1 AND rowid = ?2")?
        .exists(params![question, row])?)
}

/// Why each of these cases was found, in their order.
pub(crate) fn found(db: &Connection, words: &[Word], rows: &[CaseRow]) -> Result<Vec<WhyFound>> {
    let sought = Sought::new(words);
    if sought.is_empty() {
        return Ok(Vec::new());
    }
    rows.iter().map(|row| why(db, &sought, row)).collect()
}

fn why(db: &Connection, sought: &Sought, row: &CaseRow) -> Result<WhyFound> {
    let (description, people): (String, String) = db
        .prepare_cached("SELECT description, account, assignees, contacts, tags FROM case_view WHERE case_id = ?1")?
        .query_row([row.id], |r| {
            let account: Option<String> = r.get(1)?;
            let mut names: Vec<String> = account.into_iter().collect();
            for column in 2..5 {
                let named = r.get::<_, Json<Vec<Named>>>(column)?.0;
                names.extend(named.into_iter().map(|one| one.name));
            }
            Ok((r.get(0)?, names.join(" · ")))
        })?;
    let said = texts(db, row.id)?;
    let drafts = drafts(db, row.id)?;
    let places = drafts
        .iter()
        .map(|text| (Place::Draft, text.as_str()))
        .chain([(Place::Description, description.as_str())])
        .chain(said.iter().map(|(place, text)| (*place, text.as_str())))
        .chain([(Place::People, people.as_str())]);
    Ok(WhyFound {
        name: sought.marks(&row.name).0,
        passage: sought.passage(places),
    })
}

/// What the person is writing on a case, the reply first.
fn drafts(db: &Connection, case: CaseId) -> Result<Vec<String>> {
    let mut statement =
        db.prepare_cached("SELECT text FROM draft WHERE case_id = ?1 ORDER BY audience DESC")?;
    let rows = statement.query_map([case], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What was said, written and attached on a case: the newest first of each kind, what was not sent yet before all.
fn texts(db: &Connection, case: CaseId) -> Result<Vec<(Place, String)>> {
    let mut texts = Vec::new();
    for intent in intent::table::of_case(db, case)? {
        match intent.payload {
            Payload::Comment { text, .. } => texts.push((Place::Unsent, text)),
            Payload::EditComment { desired, .. } => texts.push((Place::Unsent, desired)),
            Payload::Upload { file_name, .. } => texts.push((Place::File, file_name)),
            _ => {}
        }
    }
    for stored in comment::table::of_case(db, case)?.into_iter().rev() {
        let place = match stored.comment.audience {
            comment::Audience::Public => Place::Reply,
            comment::Audience::Internal => Place::Note,
        };
        texts.push((place, stored.comment.text));
    }
    for mail in email::table::of_case(db, case)?.into_iter().rev() {
        let text = format!("{}\n{}\n{}", mail.subject, mail.from, mail.text);
        texts.push((Place::Email, text));
    }
    let files = attachment::table::of_case(db, case)?;
    texts.extend(
        files
            .into_iter()
            .map(|stored| (Place::File, stored.attachment.file_name)),
    );
    Ok(texts)
}

//! SQL of answers. Written by pull only.

use super::{Answer, AnswerSource};
use crate::directory::seek::{folded_with, words};
use crate::error::Result;
use crate::store::Tx;
use crate::store::columns::Word;
use rusqlite::types::Value;
use rusqlite::{Connection, params};

/// Replaces the answers of one source by what the server has now.
///
/// # Errors
/// `Storage`.
pub fn put_all(tx: &Tx<'_>, source: AnswerSource, answers: &[Answer]) -> Result<()> {
    tx.prepare_cached("DELETE FROM server_answer WHERE kind = ?1")?
        .execute([Word(source)])?;
    for answer in answers {
        tx.prepare_cached(
            "INSERT OR REPLACE INTO server_answer (kind, server_id, title, text, published, seek) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            Word(source),
            answer.id,
            answer.title,
            answer.text,
            answer.published,
            folded_with(&answer.title, &answer.text)
        ])?;
    }
    Ok(())
}

/// Answers that hold every word of `typed`, those whose title begins with it first, macros before articles.
///
/// # Errors
/// `Storage`.
pub fn find(
    db: &Connection,
    source: Option<AnswerSource>,
    typed: &str,
    limit: u32,
) -> Result<Vec<Answer>> {
    let words = words(typed);
    // ?1 is the source, ?2 the limit, the words follow.
    let each: String = (3..words.len() + 3)
        .map(|n| format!(" AND instr(seek, ?{n}) > 0"))
        .collect();
    let first = if words.is_empty() {
        ""
    } else {
        "substr(seek, 1, length(?3)) = ?3 DESC, "
    };
    let sql = format!(
        "SELECT server_id, kind, title, text, published FROM server_answer
         WHERE (?1 IS NULL OR kind = ?1){each} ORDER BY {first}kind DESC, seek LIMIT ?2"
    );
    let source = source.map_or(Value::Null, |s| Value::from(word(s).to_owned()));
    let mut values = vec![source, Value::from(i64::from(limit))];
    values.extend(words.into_iter().map(Value::from));
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map(rusqlite::params_from_iter(values), |row| {
        Ok(Answer {
            id: row.get(0)?,
            source: row.get::<_, Word<AnswerSource>>(1)?.0,
            title: row.get(2)?,
            text: row.get(3)?,
            published: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn word(source: AnswerSource) -> &'static str {
    match source {
        AnswerSource::Macro => "macro",
        AnswerSource::Article => "article",
    }
}

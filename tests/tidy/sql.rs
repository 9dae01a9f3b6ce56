//! A statement is made of pieces that we wrote; whatever a person or a server wrote is bound to it (sync-and-security T17).

use crate::files::below;
use crate::none;
use crate::text::uncommented;

/// What may be put into a statement by name: pieces of statements, made of our own words and placeholders. Whoever adds one
/// has looked at where it comes from.
const PIECES: [&str; 33] = [
    "all",
    "asked",
    "by_choice",
    "case",
    "column",
    "count",
    "each",
    "first",
    "found",
    "from",
    "key",
    "more",
    "n",
    "name",
    "named",
    "names",
    "new",
    "not",
    "now",
    "order",
    "part",
    "place",
    "plus",
    "ready",
    "rest",
    "row",
    "shown",
    "sign",
    "sql",
    "table",
    "terms",
    "values",
    "which",
];

/// The words by which a text is known to be a statement, or a part of one.
const WORDS: [&str; 12] = [
    "SELECT ", "FROM ", "WHERE ", "INSERT ", "UPDATE ", "DELETE ", "ORDER BY", " AND ", "LIKE ",
    "MATCH ", "UNION ", "PRAGMA ",
];

/// The key of the database is no text of anybody's: 64 signs from 0 to f.
const THE_KEY: &str = "PRAGMA key = \\\"x'{}'\\\";";

/// The texts of a source, between their quotation marks.
fn texts(source: &str) -> Vec<&str> {
    let mut found = vec![];
    let mut rest = source;
    while let Some((_, after)) = rest.split_once('"') {
        let mut escaped = false;
        let end = after.char_indices().find(|(_, letter)| {
            let ends = *letter == '"' && !escaped;
            escaped = *letter == '\\' && !escaped;
            ends
        });
        let Some((end, _)) = end else { break };
        found.push(after.get(..end).unwrap_or_default());
        rest = after.get(end + 1..).unwrap_or_default();
    }
    found
}

/// What is put into a statement that should be bound.
fn faults(statement: &str) -> Vec<String> {
    if !WORDS.iter().any(|word| statement.contains(word)) || statement == THE_KEY {
        return vec![];
    }
    let mut faults = vec![];
    let mut rest = statement;
    while let Some((before, after)) = rest.split_once('{') {
        let (what, behind) = after.split_once('}').unwrap_or((after, ""));
        let is_constant =
            !what.is_empty() && what.chars().all(|c| c == '_' || c.is_ascii_uppercase());
        if before.ends_with(['\'', '%']) || behind.starts_with(['\'', '%']) {
            faults.push(format!("between quotation marks: {{{what}}}"));
        } else if !what.is_empty() && !is_constant && !PIECES.contains(&what) {
            faults.push(format!("{{{what}}} is no piece that is known"));
        }
        rest = behind;
    }
    faults
}

#[test]
fn what_others_wrote_is_bound_to_a_statement_and_never_a_part_of_it() {
    let mut culprits = vec![];
    let mut seen = 0;
    for file in below("src-tauri/core/src", &["rs"]) {
        let is_ours = |end: &str| file.path.ends_with(end);
        if !file.path.contains("/store/") && !is_ours("table.rs") && !is_ours("conditions.rs") {
            continue;
        }
        let source = uncommented(&file.text);
        let (shipped, _tests) = source.split_once("#[cfg(test)]").unwrap_or((&source, ""));
        for text in texts(shipped) {
            seen += usize::from(text.contains('{') && WORDS.iter().any(|word| text.contains(word)));
            culprits.extend(
                faults(text)
                    .iter()
                    .map(|fault| format!("{}: {fault}", file.path)),
            );
        }
    }
    assert!(
        seen > 20,
        "only {seen} statements that are put together were found"
    );
    none(
        "Bind it (`?1`). A new piece of a statement is named in tests/tidy/sql.rs.",
        &culprits,
    );
}

#[test]
fn the_rule_knows_a_value_in_a_statement_when_it_sees_one() {
    for wrong in [
        "SELECT * FROM case_view WHERE name = '{name}'",
        "SELECT * FROM case_view WHERE name LIKE '%{}%'",
        "DELETE FROM pin WHERE case_id = {typed}",
        " AND v.status = {wanted:?}",
    ] {
        assert_eq!(faults(wrong).len(), 1, "{wrong}");
    }
    for right in [
        "SELECT {COLUMNS} FROM case_view v WHERE {which} ORDER BY {order} LIMIT ?{}",
        "Hello {name}",
        THE_KEY,
    ] {
        assert_eq!(faults(right), [""; 0], "{right}");
    }
}

//! What the documents say and the program knows better: the query language's page names every key and every word there is.

use satchel_core::query::keys::KEYS;

use crate::files::must_read;
use crate::none;

#[test]
fn the_page_of_the_query_language_names_every_key_and_word() {
    let page = must_read("docs/query.md");
    let rows: Vec<&str> = page
        .lines()
        .filter(|line| line.starts_with("| `"))
        .collect();
    let mut culprits = vec![];
    for key in &KEYS {
        let row = rows
            .iter()
            .find(|row| row.starts_with(&format!("| `{}:`", key.key)));
        let Some(row) = row else {
            culprits.push(format!("{}: has no row", key.key));
            continue;
        };
        for word in key.words.iter().filter(|_| !key.compares) {
            if !row.contains(&format!("`{word}`")) {
                culprits.push(format!("{}: its row lacks `{word}`", key.key));
            }
        }
    }
    if rows.len() != KEYS.len() {
        culprits.push(format!("{} rows for {} keys", rows.len(), KEYS.len()));
    }
    none("Say it in docs/query.md.", &culprits);
}

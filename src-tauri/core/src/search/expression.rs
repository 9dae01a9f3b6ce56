//! The question to the index: what was typed as an expression of SQLite's full-text search. Pure; nothing typed is syntax there,
//! since only folded words, which have no signs, are put between its quotes.

use super::fold::tokens;
use crate::error::Result;
use crate::query::parse::Word;

/// More words than this are not looked at: nobody types them, and a page that was pasted has thousands.
const MOST_WORDS: usize = 24;

/// The expression of the words that must all be found; `None` when there are none. `parts` tells the known words that have a
/// word inside.
///
/// # Errors
/// Those of `parts`.
pub fn of(
    words: &[Word],
    mut parts: impl FnMut(&str) -> Result<Vec<String>>,
) -> Result<Option<String>> {
    let mut each = Vec::new();
    for word in words.iter().take(MOST_WORDS) {
        let folded = match word {
            Word::Prefix(word) => tokens(word),
            Word::Phrase(words) => tokens(&words.join(" ")),
        };
        let plain: Vec<&str> = folded.iter().map(|token| token.word.as_str()).collect();
        match (plain.as_slice(), folded.first()) {
            ([], _) | (_, None) => {}
            ([one], Some(token)) if !token.alone => {
                let inside = parts(one)?;
                let or: String = inside
                    .iter()
                    .map(|word| format!(" OR \"{word}\""))
                    .collect();
                each.push(format!("(\"{one}\" *{or})"));
            }
            _ => each.push(format!("\"{}\" *", plain.join(" "))),
        }
    }
    Ok((!each.is_empty()).then(|| each.join(" AND ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse::parse;

    fn asked(typed: &str) -> Option<String> {
        of(&parse(typed).words, |_| Ok(Vec::new())).unwrap()
    }

    #[test]
    fn every_word_must_be_found_as_the_beginning_of_a_word() {
        assert_eq!(
            asked("Printer  OFF").as_deref(),
            Some("(\"printer\" *) AND (\"off\" *)")
        );
        assert_eq!(
            asked("\"printer is\" E-2894").as_deref(),
            Some("\"printer is\" * AND \"e 2894\" *")
        );
        assert_eq!(asked("印刷").as_deref(), Some("\"印 刷\" *"));
        assert_eq!(asked("cre\u{300}me").as_deref(), Some("(\"creme\" *)"));
    }

    #[test]
    fn known_words_with_it_inside_will_do() {
        let inside = of(&parse("word").words, |_| Ok(vec!["password".to_owned()])).unwrap();
        assert_eq!(inside.as_deref(), Some("(\"word\" * OR \"password\")"));
    }

    #[test]
    fn nothing_typed_is_syntax() {
        assert_eq!(asked(" \t\n"), None);
        assert_eq!(asked("\"\" -*^() \""), None);
        assert_eq!(
            asked("a\" OR name:b NEAR(c)").as_deref(),
            Some("\"a or name b near c\" *")
        );
        let page = "word ".repeat(10_000);
        assert_eq!(asked(&page).unwrap().matches("AND").count(), MOST_WORDS - 1);
    }
}

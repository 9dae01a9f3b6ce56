//! What a person typed in the search box, as a question to full-text search. Pure.
//!
//! Every word must be found, the last one also as the beginning of a word. Nothing a person types is syntax to SQLite.

/// An FTS5 question for `typed`; `None` when there is no word in it.
#[must_use]
pub fn full_text(typed: &str) -> Option<String> {
    let words: Vec<String> = typed
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(|w| format!("\"{w}\" *"))
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::full_text;

    #[test]
    fn every_word_must_be_found_as_the_beginning_of_a_word() {
        assert_eq!(full_text("log err").unwrap(), "\"log\" * \"err\" *");
    }

    #[test]
    fn nothing_typed_is_syntax() {
        assert_eq!(
            full_text("a\" OR name:x NEAR(").unwrap(),
            "\"a\" * \"OR\" * \"name\" * \"x\" * \"NEAR\" *"
        );
        assert_eq!(full_text(" -*^() "), None);
    }
}

//! Finding by what a person typed: without accents, without capitals, every word somewhere. Pure.
//!
//! The same folding is stored beside what can be found (`seek` columns), so that SQLite compares plain bytes.

use icu_normalizer::DecomposingNormalizerBorrowed;

/// No question has more words than this; the rest is not looked at.
const MOST_WORDS: usize = 6;

/// Text without accents, capitals and doubled spaces: `"  Ünal & Söhne"` becomes `"unal & sohne"`.
#[must_use]
pub fn folded(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in DecomposingNormalizerBorrowed::new_nfkd()
        .normalize(text)
        .chars()
        .filter(|c| !is_accent(*c))
        .flat_map(char::to_lowercase)
    {
        match whole_letter(c) {
            Some(letters) => plain.push_str(letters),
            None if is_accent(c) => {}
            None => plain.push(c),
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is stored to be found by: a name and what stands beside it.
#[must_use]
pub fn folded_with(name: &str, note: &str) -> String {
    folded(&format!("{name} {note}"))
}

/// The words that must all be found; none when nothing was typed.
#[must_use]
pub fn words(typed: &str) -> Vec<String> {
    folded(typed)
        .split(' ')
        .filter(|word| !word.is_empty())
        .take(MOST_WORDS)
        .map(str::to_owned)
        .collect()
}

/// Letters that are no letter with an accent to Unicode, but are to whoever has another keyboard.
pub(crate) fn whole_letter(c: char) -> Option<&'static str> {
    Some(match c {
        'ı' => "i",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ς' => "σ",
        _ => return None,
    })
}

/// Combining marks of Latin, Greek and Cyrillic script, which is what decomposing leaves of accents.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_capitals_and_spaces_do_not_matter() {
        assert_eq!(folded("  Ünal &  SÖHNE\n"), "unal & sohne");
        assert_eq!(folded("U\u{308}nal"), folded("Ünal"));
        assert_eq!(folded("ﬁnance Łódź"), "finance lodz");
        assert_eq!(folded("Mobilyaları"), folded("MOBİLYALARI"));
        assert_eq!(folded("Straße"), folded("STRASSE"));
        assert_eq!(folded("Ελαιώνες"), folded("ΕΛΑΙΏΝΕΣ"));
        assert_eq!(folded("日本"), "日本");
    }

    #[test]
    fn nothing_typed_is_no_word() {
        assert!(words(" \t").is_empty());
        assert_eq!(words("Brandt  LUK"), ["brandt", "luk"]);
    }
}

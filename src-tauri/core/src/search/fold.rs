//! When two words are the same to a reader: without accents, capitals, vowel points and the other spellings of one letter.
//! Pure. What is found is cut into words here, too: in scripts that are written without blanks, each letter is one.
//!
//! Both sides, what is written into the index and what a person types, go through here, so they cannot disagree.

use crate::directory::seek::whole_letter;
use icu_normalizer::DecomposingNormalizerBorrowed;

/// A word as it is compared, and where it stands in the text (bytes).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Token {
    /// Folded.
    pub word: String,
    /// Where it begins.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// It is one letter of a script without blanks.
    pub alone: bool,
}

/// No word is longer than this, in bytes: what goes on longer is a new one. Nobody types it, and one may be a megabyte.
const LONGEST: usize = 256;

/// The words of a text, in order.
#[must_use]
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut open = false;
    for (from, c) in text.char_indices() {
        let to = from + c.len_utf8();
        if is_mark(c) {
            // Vowel points and accents that stand for themselves belong to the letter before.
            if let (true, Some(last)) = (open, tokens.last_mut()) {
                last.to = to;
            }
            continue;
        }
        let alone = is_alone(c);
        if !alone && !c.is_alphanumeric() {
            open = false;
            continue;
        }
        match tokens.last_mut() {
            Some(last) if open && !alone && last.word.len() < LONGEST => {
                fold(c, &mut last.word);
                last.to = to;
            }
            _ => {
                let mut word = String::new();
                fold(c, &mut word);
                tokens.push(Token {
                    word,
                    from,
                    to,
                    alone,
                });
            }
        }
        open = !alone;
    }
    tokens.retain(|token| !token.word.is_empty());
    tokens
}

/// The words of a text with blanks between them: what is written into the index.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len() + 8);
    for token in tokens(text) {
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.push_str(&token.word);
    }
    plain
}

fn fold(c: char, into: &mut String) {
    if c.is_ascii() {
        into.push(c.to_ascii_lowercase());
        return;
    }
    let mut one = [0; 4];
    let decomposed = DecomposingNormalizerBorrowed::new_nfkd();
    // A voiced kana is another letter, not one with an accent.
    if is_alone(c)
        && decomposed
            .normalize(c.encode_utf8(&mut one))
            .chars()
            .count()
            > 1
    {
        into.push(c);
        return;
    }
    for part in decomposed.normalize(c.encode_utf8(&mut one)).chars() {
        for part in part.to_lowercase().filter(|part| !is_mark(*part)) {
            match other_spelling(part) {
                Some(letters) => into.push_str(letters),
                None if part.is_alphanumeric() => into.push(part),
                None => {}
            }
        }
    }
}

/// Letters that are one to whoever reads or types them: those of finding names, and Arabic ones.
fn other_spelling(c: char) -> Option<&'static str> {
    whole_letter(c).or_else(|| other_arabic(c))
}

fn other_arabic(c: char) -> Option<&'static str> {
    Some(match c {
        'ٱ' => "ا",
        'ى' | 'ی' => "ي",
        'ة' => "ه",
        'ک' => "ك",
        '٠' | '۰' => "0",
        '١' | '۱' => "1",
        '٢' | '۲' => "2",
        '٣' | '۳' => "3",
        '٤' | '۴' => "4",
        '٥' | '۵' => "5",
        '٦' | '۶' => "6",
        '٧' | '۷' => "7",
        '٨' | '۸' => "8",
        '٩' | '۹' => "9",
        _ => return None,
    })
}

/// Accents, vowel points, the stretching stroke, and letters that nobody sees.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}'..='\u{5c2}' | '\u{5c4}'..='\u{5c5}' | '\u{5c7}'
        // The strokes that join or silence letters in the scripts of India.
        | '\u{93c}' | '\u{94d}' | '\u{9bc}' | '\u{9cd}' | '\u{a3c}' | '\u{a4d}' | '\u{abc}' | '\u{acd}' | '\u{b3c}'
        | '\u{b4d}' | '\u{bcd}' | '\u{c4d}' | '\u{cbc}' | '\u{ccd}' | '\u{d4d}' | '\u{dca}'
        | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}'
        | '\u{6df}'..='\u{6e4}' | '\u{6e7}'..='\u{6e8}' | '\u{6ea}'..='\u{6ed}'
        | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A letter of a script without blanks, or one of those in another dress.
fn is_alone(c: char) -> bool {
    let mut one = [0; 4];
    has_no_blanks(c)
        || c >= '\u{2e80}'
            && DecomposingNormalizerBorrowed::new_nfkd()
                .normalize(c.encode_utf8(&mut one))
                .chars()
                .any(has_no_blanks)
}

/// Chinese, Japanese, Thai, Lao, Burmese, Khmer: words without blanks between them.
fn has_no_blanks(c: char) -> bool {
    matches!(c,
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}'
        | '\u{ff66}'..='\u{ff9d}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}' | '\u{31f0}'..='\u{31ff}'
        | '\u{e01}'..='\u{e3a}' | '\u{e40}'..='\u{e59}' | '\u{e81}'..='\u{edf}' | '\u{1000}'..='\u{109f}'
        | '\u{1780}'..='\u{17e9}'
        // What is such a letter in another dress: radicals, and the ringed and squared ones.
        | '\u{2e80}'..='\u{2fd5}' | '\u{3190}'..='\u{319f}' | '\u{3200}'..='\u{33ff}' | '\u{1f200}'..='\u{1f2ff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_reads_the_same_is_the_same() {
        for (one, other) in [
            ("Zürich", "ZURICH"),
            ("cre\u{300}me BRÛLÉE", "creme brulee"),
            ("Straße", "STRASSE"),
            ("ﬁnance Łódź", "finance lodz"),
            ("İstanbul", "istanbul"),
            ("الطَّابِعَة", "الطابعه"),
            ("مكتبـــة", "مكتبة"),
            ("أحمد", "احمد"),
            ("٢٠٢٦", "2026"),
            ("שָׁלוֹם", "שלום"),
            ("pass\u{ad}word", "password"),
            ("ｆｕｌｌ", "full"),
            ("हिन्दी", "हिनदी"),
        ] {
            assert_eq!(plain(one), plain(other), "{one} {other}");
        }
        assert_ne!(plain("が"), plain("か"), "another letter");
    }

    #[test]
    fn scripts_without_blanks_are_cut_into_letters() {
        assert_eq!(plain("印刷できません E-12"), "印 刷 で き ま せ ん e 12");
        assert_eq!(plain("A社"), "a 社");
    }

    #[test]
    fn a_word_without_an_end_is_cut_and_costs_no_more_than_its_length() {
        let words = tokens(&"x".repeat(1_000_000));
        assert!(words.iter().all(|token| token.word.len() <= LONGEST + 4));
    }

    proptest! {
        #[test]
        fn every_word_knows_where_it_stands(text in "\\PC{0,80}") {
            let mut end = 0;
            for token in tokens(&text) {
                prop_assert!(token.from >= end && token.to > token.from);
                prop_assert!(text.get(token.from..token.to).is_some());
                end = token.to;
            }
        }

        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,60}") {
            let once = plain(&text);
            prop_assert_eq!(plain(&once), once);
        }
    }
}

//! Which line of a case to show for the words that found it, and what to mark in it. Pure.

use super::fold::{Token, tokens};
use super::{Mark, Passage, Place, SHORTEST_PART};
use crate::query::parse::Word;

/// A passage is about so long, in characters.
const LONG: usize = 160;
/// So much of it stands before the first mark.
const BEFORE: usize = 40;
/// No more of a text is looked through, in bytes: it may be a log of megabytes.
const LOOKED_THROUGH: usize = 64 * 1024;

/// The words that were looked for, as they are compared.
pub struct Sought(Vec<Vec<Token>>);

impl Sought {
    /// The words of a question.
    #[must_use]
    pub fn new(words: &[Word]) -> Sought {
        let each = words.iter().map(|word| match word {
            Word::Prefix(word) => tokens(word),
            Word::Phrase(words) => tokens(&words.join(" ")),
        });
        Sought(each.filter(|tokens| !tokens.is_empty()).collect())
    }

    /// Nothing was looked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Where the words stand in a text (bytes), in order, and how many of them stand there.
    fn places(&self, text: &str) -> (Vec<(usize, usize)>, usize) {
        let words = tokens(text);
        let (mut places, mut met) = (Vec::new(), 0);
        for sought in &self.0 {
            let before = places.len();
            for start in 0..words.len() {
                if let Some(place) = words.get(start..).and_then(|rest| at(sought, rest)) {
                    places.push(place);
                }
            }
            met += usize::from(places.len() > before);
        }
        places.sort_unstable();
        let mut apart: Vec<(usize, usize)> = Vec::with_capacity(places.len());
        for (from, to) in places {
            match apart.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                _ => apart.push((from, to)),
            }
        }
        (apart, met)
    }

    /// Do all of them stand in this text?
    #[must_use]
    pub fn stands_in(&self, text: &str) -> bool {
        self.places(beginning(text)).1 == self.0.len()
    }

    /// What to mark in a text, and how many of the words stand in it.
    #[must_use]
    pub fn marks(&self, text: &str) -> (Vec<Mark>, usize) {
        let (places, met) = self.places(text);
        (places.into_iter().map(|p| mark(text, p)).collect(), met)
    }

    /// The passage of these texts in which most of the words stand; of equals, the first.
    #[must_use]
    pub fn passage<'a>(&self, texts: impl Iterator<Item = (Place, &'a str)>) -> Option<Passage> {
        let mut best: Option<(usize, Passage)> = None;
        for (place, text) in texts {
            let text = beginning(text);
            let (places, met) = self.places(text);
            if met > best.as_ref().map_or(0, |(most, _)| *most) {
                best = Some((met, excerpt(place, text, &places)));
            }
            if met == self.0.len() {
                break;
            }
        }
        best.map(|(_, passage)| passage)
    }
}

/// Do the words stand at the beginning of `rest`? The last one may be the beginning of a word there, and a single one any part
/// of it.
fn at(sought: &[Token], rest: &[Token]) -> Option<(usize, usize)> {
    let (last, whole) = sought.split_last()?;
    let here = rest.get(..sought.len())?;
    let same = whole.iter().zip(here).all(|(a, b)| a.word == b.word);
    let end = here.last()?;
    let fits = match whole.is_empty() && last.word.chars().count() >= SHORTEST_PART {
        true => end.word.contains(&last.word),
        false => end.word.starts_with(&last.word),
    };
    (same && fits).then_some((here.first()?.from, end.to))
}

fn beginning(text: &str) -> &str {
    let mut end = text.len().min(LOOKED_THROUGH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or(text)
}

/// The line around the first place.
fn excerpt(place: Place, text: &str, places: &[(usize, usize)]) -> Passage {
    let first = places.first().map_or(0, |p| p.0);
    let back = text.get(..first).unwrap_or_default();
    let from = back
        .char_indices()
        .rev()
        .nth(BEFORE - 1)
        .map_or(0, |(at, _)| word_begin(back, at));
    let rest = text.get(from..).unwrap_or_default();
    let to = from
        + rest
            .char_indices()
            .nth(LONG)
            .map_or(rest.len(), |(at, _)| at);
    let mut line = String::new();
    if from > 0 {
        line.push('…');
    }
    let mut marks: Vec<Mark> = Vec::new();
    let mut at = from;
    let push = |line: &mut String, part: &str| {
        // One line: whatever breaks it is a blank here.
        for c in part.chars() {
            let blank = c.is_whitespace() || c.is_control();
            match blank {
                true if line.ends_with(' ') || line.is_empty() => {}
                true => line.push(' '),
                false => line.push(c),
            }
        }
    };
    for (begin, end) in places.iter().filter(|(b, e)| *b >= from && *e <= to) {
        push(&mut line, text.get(at..*begin).unwrap_or_default());
        let start = units(&line);
        push(&mut line, text.get(*begin..*end).unwrap_or_default());
        marks.push(Mark {
            from: start,
            to: units(&line),
        });
        at = *end;
    }
    push(&mut line, text.get(at..to).unwrap_or_default());
    if to < text.len() {
        line.push('…');
    }
    Passage {
        place,
        text: line,
        marks,
    }
}

/// The beginning of the next word after `at`, if one begins before the end.
fn word_begin(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    rest.find(char::is_whitespace)
        .map_or(at, |blank| at + blank + 1)
        .min(text.len())
}

fn units(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}

fn mark(text: &str, (from, to): (usize, usize)) -> Mark {
    let until = |end: usize| units(text.get(..end).unwrap_or_default());
    Mark {
        from: until(from),
        to: until(to),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse::parse;
    use proptest::prelude::*;

    fn sought(typed: &str) -> Sought {
        Sought::new(&parse(typed).words)
    }

    fn marked(typed: &str, text: &str) -> Vec<String> {
        let units: Vec<u16> = text.encode_utf16().collect();
        let (marks, _) = sought(typed).marks(text);
        let part = |m: &Mark| String::from_utf16(&units[m.from as usize..m.to as usize]).unwrap();
        marks.iter().map(part).collect()
    }

    #[test]
    fn what_was_found_is_marked_as_it_stands_there() {
        assert_eq!(
            marked("zurich", "In Zürich 🎉 ZÜRICHER"),
            ["Zürich", "ZÜRICHER"]
        );
        assert_eq!(
            marked("rint", "The printer 🖨 prints"),
            ["printer", "prints"]
        );
        assert_eq!(
            marked("\"login err\"", "🎉 Login-Error, login"),
            ["Login-Error"]
        );
        assert_eq!(marked("印刷", "すぐ印刷したい"), ["印刷"]);
        assert_eq!(marked("طابعة", "هل الطابعة تعمل"), ["الطابعة"]);
        assert_eq!(
            marked("in", "in printing"),
            ["in"],
            "two letters are a beginning only"
        );
        assert!(marked("giraffe", "nothing here").is_empty());
    }

    #[test]
    fn the_passage_with_most_of_the_words_is_one_line_around_them() {
        let long = format!(
            "{} the valve\n\tis   stuck {}",
            "word ".repeat(60),
            "more ".repeat(60)
        );
        let texts = [
            (Place::Description, "a valve"),
            (Place::Note, long.as_str()),
        ];
        let passage = sought("valve stuck").passage(texts.into_iter()).unwrap();
        assert_eq!(passage.place, Place::Note);
        assert!(
            passage.text.starts_with("…word") && passage.text.ends_with('…'),
            "{passage:?}"
        );
        assert!(passage.text.contains("the valve is stuck"), "{passage:?}");
        assert!(passage.text.chars().count() < 170);
        assert_eq!(passage.marks.len(), 2);
        assert!(sought("giraffe").passage(texts.into_iter()).is_none());
    }

    proptest! {
        #[test]
        fn marks_lie_inside_of_the_line_and_apart(typed in "[a-zü刷]{1,4}( [a-z]{1,3})?", text in "\\PC{0,300}") {
            if let Some(passage) = sought(&typed).passage([(Place::Reply, text.as_str())].into_iter()) {
                let length = units(&passage.text);
                let mut end = 0;
                for mark in &passage.marks {
                    prop_assert!(mark.from >= end && mark.to >= mark.from && mark.to <= length);
                    end = mark.to;
                }
                prop_assert!(!passage.text.contains('\n'));
            }
        }
    }
}

//! A text that is too long for one comment, in parts that each fit. Pure.
//!
//! Cut where a reader would: after a paragraph, a sentence, a word, and only in a word that fills half a part inside it;
//! never inside what a reader sees as one character. Counted in code points, as the server counts.

use super::TEXT_LIMIT;
use std::collections::BTreeSet;
use unicode_segmentation::UnicodeSegmentation;

/// More parts than this are no reply any more: that is a file.
pub const MOST_PARTS: usize = 99;

/// The text in numbered parts, `… (1/3)`, or whole where it fits. `None`: it would be too many, or a single character is
/// too long.
#[must_use]
pub fn parts(text: &str) -> Option<Vec<String>> {
    let text = text.trim();
    if text.chars().count() <= TEXT_LIMIT {
        return Some(vec![text.to_owned()]);
    }
    // What the numbers take depends on how many parts there are.
    [" (1/9)", " (11/99)"].into_iter().find_map(|mark| {
        let pieces = cut(text, TEXT_LIMIT - mark.len(), MOST_PARTS)?;
        let n = pieces.len();
        let numbered = pieces.iter().enumerate();
        let parts: Vec<String> = numbered
            .map(|(i, piece)| format!("{} ({}/{n})", piece.trim_end(), i + 1))
            .collect();
        let fits = |part: &String| part.chars().count() <= TEXT_LIMIT;
        parts.iter().all(fits).then_some(parts)
    })
}

/// Slices that give the text back when joined; without the blanks at its end, each has at most `room` characters.
fn cut(text: &str, room: usize, most: usize) -> Option<Vec<&str>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while fitting(rest, room) < rest.trim_end().len() {
        if pieces.len() == most {
            return None;
        }
        let (piece, after) = rest.split_at(place(rest, room)?);
        pieces.push(piece);
        rest = after;
    }
    pieces.push(rest);
    (pieces.len() <= most).then_some(pieces)
}

/// How many bytes the first `room` characters have.
fn fitting(text: &str, room: usize) -> usize {
    text.char_indices()
        .nth(room)
        .map_or(text.len(), |(at, _)| at)
}

/// Where to cut: the best place in the second half of what fits, with the blanks that follow it.
fn place(text: &str, room: usize) -> Option<usize> {
    // A little more than fits, so that the last character is seen whole.
    let (head, _) = text.split_at(fitting(text, room + 64));
    let (full, half) = (fitting(head, room), fitting(head, room / 2));
    let whole: BTreeSet<usize> = ends(head.grapheme_indices(true)).collect();
    let last = |ends: &mut dyn Iterator<Item = usize>, from: usize| {
        ends.filter(|end| whole.contains(end))
            .filter(|&end| {
                let seen = head.get(..end).map_or(0, |piece| piece.trim_end().len());
                seen > from && seen <= full
            })
            .last()
    };
    let paragraphs = &mut head.match_indices("\n\n").map(|(at, _)| at);
    let sentences = &mut ends(head.split_sentence_bound_indices());
    let blanks = &mut head
        .match_indices(char::is_whitespace)
        .map(|(at, blank)| at + blank.len());
    let words = &mut ends(head.split_word_bound_indices());
    let characters = &mut whole.iter().copied();
    let at = last(paragraphs, half)
        .or_else(|| last(sentences, half))
        .or_else(|| last(blanks, half))
        .or_else(|| last(words, half))
        .or_else(|| last(characters, 0))?;
    let (_, after) = text.split_at(at);
    let blank = after.graphemes(true).take_while(|g| g.trim().is_empty());
    Some(at + blank.map(str::len).sum::<usize>())
}

fn ends<'a>(pieces: impl Iterator<Item = (usize, &'a str)>) -> impl Iterator<Item = usize> {
    pieces.map(|(at, piece)| at + piece.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_short_text_is_one_part_without_a_number() {
        assert_eq!(parts(" Hello \n").unwrap(), ["Hello"]);
        let just = "🙂".repeat(255);
        assert_eq!(parts(&just).unwrap(), [just]);
    }

    #[test]
    fn it_is_cut_after_a_sentence_where_there_is_one() {
        let first = format!("{}end.", "some words ".repeat(18));
        let text = format!("{first} {}", "And more ".repeat(20));
        let parts = parts(&text).unwrap();
        assert_eq!(parts.len(), 2);
        assert_eq!(parts[0], format!("{first} (1/2)"));
        assert!(parts[1].starts_with("And more") && parts[1].ends_with("more (2/2)"));
    }

    #[test]
    fn a_paragraph_is_kept_whole_rather_than_a_sentence() {
        let text = format!(
            "{}\n\nOne. Two. {}",
            "word ".repeat(40).trim_end(),
            "three ".repeat(30)
        );
        assert!(parts(&text).unwrap()[0].ends_with("word (1/2)"));
    }

    #[test]
    fn a_family_is_never_torn_apart() {
        let family = "👩‍👩‍👧‍👦";
        let parts = parts(&family.repeat(80)).unwrap();
        for part in parts {
            let (faces, _) = part.rsplit_once(" (").unwrap();
            assert_eq!(faces.replace(family, ""), "");
        }
    }

    #[test]
    fn what_can_not_be_cut_is_said_so() {
        assert_eq!(parts(&format!("a{}", "\u{301}".repeat(400))), None);
        assert_eq!(parts(&"word ".repeat(10_000)), None);
    }

    proptest! {
        #[test]
        fn joined_they_give_the_text_back(text in "([a-zé🙂👩‍👧\u{301}.!?,] ?|\n|\n\n|[a-z]{1,300}|ไทย|漢字|  ){0,120}", room in 8..260_usize) {
            if let Some(pieces) = cut(&text, room, usize::MAX) {
                prop_assert_eq!(pieces.concat(), text.clone());
                for piece in &pieces {
                    prop_assert!(piece.trim_end().chars().count() <= room, "{piece:?}");
                }
                // No cut tears a character of the whole text.
                let whole: Vec<usize> = ends(text.grapheme_indices(true)).collect();
                let mut at = 0;
                for piece in &pieces {
                    at += piece.len();
                    prop_assert!(at == 0 || whole.contains(&at), "torn at {at}");
                }
            }
        }

        #[test]
        fn each_part_is_one_that_the_server_takes(text in "([a-z]{1,12}[ .\n]|🙂){0,300}") {
            for part in parts(&text).unwrap_or_default() {
                prop_assert!(part.chars().count() <= TEXT_LIMIT, "{part:?}");
            }
        }
    }
}

//! Text that means harm, or is only strange: what a server, a colleague or a customer may put wherever text goes. Whoever
//! shows, stores, searches or writes out text holds it against these.
//!
//! The texts themselves, by what they are: `hostile/markup.rs`, `hostile/code.rs` (templates, formulas, questions to a
//! database), `hostile/writing.rs` (letters that confuse), `hostile/spelled.rs` (the worst of them in other spellings);
//! names of files: `hostile/names.rs`. All of it is our own; whoever adds one says what it tries.

mod code;
mod markup;
mod names;
mod spelled;
mod writing;

pub use names::{FILE_NAMES, file_names};

/// A text, and what it tries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hostile {
    /// What it tries.
    pub what: &'static str,
    /// The text.
    pub text: String,
}

/// Each of them contains it, so that it is found again whatever is cut off at the ends.
pub const MARK: &str = "zq7";

/// What stands in a text where it wants something from elsewhere.
const ELSEWHERE: &str = "{ELSEWHERE}";

/// All texts; what they want from elsewhere leads nowhere.
#[must_use]
pub fn texts() -> Vec<Hostile> {
    texts_to("127.0.0.1:9")
}

/// All texts; what they want from elsewhere, they want from this host. No two are the same name to a server.
#[must_use]
pub fn texts_to(host: &str) -> Vec<Hostile> {
    let plain = [&markup::TEXTS[..], &code::TEXTS, &writing::TEXTS].concat();
    let plain = plain
        .into_iter()
        .map(|(what, text)| (what, text.to_owned()));
    let all = plain.chain(spelled::texts()).chain(writing::made());
    all.enumerate()
        .map(|(at, (what, text))| Hostile {
            what,
            text: marked(at, &text.replace(ELSEWHERE, host)),
        })
        .collect()
}

/// A few of each kind, for what costs something.
#[must_use]
pub fn some_texts() -> Vec<Hostile> {
    texts().into_iter().step_by(12).collect()
}

/// With the mark and a number of its own. A formula is one only where it begins, so the mark comes after it.
fn marked(at: usize, text: &str) -> String {
    match text.starts_with(['=', '+', '-', '@', '|', '\t', '#']) {
        true => format!("{text} {MARK}n{at}"),
        false => format!("{MARK}n{at} {text}"),
    }
}

/// A word of a megabyte: nothing can break it.
#[must_use]
pub fn long_word() -> String {
    format!("{MARK}w{}", "W".repeat(1_000_000))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn there_are_more_than_three_hundred_texts_each_another_name_and_each_found_again() {
        let texts = texts();
        assert!(texts.len() >= 320, "{}", texts.len());
        let names: BTreeSet<String> = texts
            .iter()
            .map(|one| one.text.chars().take(64).collect::<String>().to_lowercase())
            .collect();
        assert_eq!(names.len(), texts.len());
        for one in &texts {
            assert!(one.text.contains(MARK), "{}", one.what);
            assert!(!one.text.contains(ELSEWHERE), "{}", one.what);
        }
    }

    #[test]
    fn there_are_five_hundred_names_of_files_and_no_two_are_one() {
        let names = file_names();
        let different: BTreeSet<&String> = names.iter().collect();
        assert!(names.len() >= 500, "{}", names.len());
        assert_eq!(different.len(), names.len());
    }
}

//! Finding cases by words, wherever they stand: names, descriptions, replies, notes, e-mails, file names, people, unsent
//! work and drafts. Plain data here: where something was found, and which parts of it to mark.
//!
//! `fold.rs` says when two words are the same to a reader, `expression.rs` what the index is asked, `passage.rs` which line to
//! show (all pure); `table.rs` keeps the index in step with the stored view and asks it. Why parts of words are found by a list of words:
//! docs/decisions/0019. Conditions such as `status:open` are `query/`'s.

pub mod expression;
pub mod fold;
pub mod passage;
pub mod table;

use serde::Serialize;

/// From so many letters on, a word is looked for inside of others, too.
pub const SHORTEST_PART: usize = 3;

/// A stretch of a text to mark, in UTF-16 units, as the window counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Mark {
    /// Where it begins.
    pub from: u32,
    /// Where it ends, itself not included.
    pub to: u32,
}

/// Where on a case something was found.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Place {
    /// In its description.
    Description,
    /// In what was said to the customer, or by them.
    Reply,
    /// In an internal note.
    Note,
    /// In an e-mail.
    Email,
    /// In a file's name.
    File,
    /// In a name: of who works on it, a contact, the account, a tag.
    People,
    /// In what this person has not sent yet.
    Unsent,
    /// In what this person is writing.
    Draft,
}

/// A line of what was found.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Passage {
    /// Where it stands.
    pub place: Place,
    /// The line, with "…" where something was left out.
    pub text: String,
    /// What was found in it.
    pub marks: Vec<Mark>,
}

/// Why a case was found by words.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct WhyFound {
    /// What was found in its name.
    pub name: Vec<Mark>,
    /// Where else, if anywhere: the passage with most of the words.
    pub passage: Option<Passage>,
}

//! Saved views: questions that a person gave a name, in the side bar. Plain data and what makes one fit; the SQL is in
//! `table.rs`. What a question means is `query/`'s. Nothing of this is ever sent: saved views are the person's own.

pub mod table;

use crate::case::view::{SortKey, View};
use crate::error::{Error, Result};
use crate::id::SavedId;
use crate::sentence::Cannot;
use serde::{Deserialize, Serialize};

/// No name is longer than this, in characters.
pub const NAME_LIMIT: usize = 60;

/// No more saved views than this: each is counted whenever cases change.
pub const MOST: usize = 40;

/// A question, its order, and the columns that show the answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SavedQuestion {
    /// Which ready-made selection it asks.
    pub view: View,
    /// Words and conditions (`query/parse.rs`); empty for all.
    pub text: String,
    /// By what it is sorted.
    pub sort: SortKey,
    /// The greatest first.
    pub descending: bool,
    /// Which columns, in which order, by the window's names for them; `None`: the usual ones.
    #[serde(default)]
    pub columns: Option<Vec<String>>,
}

/// A question with a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SavedView {
    /// Ours.
    pub id: SavedId,
    /// As the person named it.
    pub name: String,
    /// What it asks.
    pub question: SavedQuestion,
}

/// The name without blanks around it, if it can be one.
///
/// # Errors
/// `Invalid`: there is none, or it is too long.
pub fn fit_name(typed: &str) -> Result<String> {
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err(Error::Invalid(Cannot::ViewName));
    }
    if name.chars().count() > NAME_LIMIT {
        return Err(Error::Invalid(Cannot::ViewLongName {
            most: u32::try_from(NAME_LIMIT).unwrap_or(u32::MAX),
        }));
    }
    Ok(name)
}

/// The saved view that is meant by a name, whatever its capitals.
#[must_use]
pub fn named<'a>(views: &'a [SavedView], name: &str) -> Option<&'a SavedView> {
    let wanted = name.trim().to_lowercase();
    views.iter().find(|view| view.name.to_lowercase() == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_of_bounded_length() {
        assert_eq!(fit_name("  VIPs \n this week ").unwrap(), "VIPs this week");
        assert!(fit_name(" \t").is_err());
        assert!(fit_name(&"ü".repeat(NAME_LIMIT)).is_ok());
        assert!(fit_name(&"x".repeat(NAME_LIMIT + 1)).is_err());
    }
}

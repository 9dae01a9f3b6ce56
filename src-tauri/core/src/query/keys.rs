//! The keys of the query language: which there are, what each takes, and examples. Pure, and the only list: the parser reads it,
//! the window is given it for its completion and its page (`ui/src/api/bindings.ts`), `docs/query.md` is held against it.

use serde::Serialize;

/// What stands behind a key.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Takes {
    /// A status of the server, or one of the words.
    Status,
    /// A priority of the server.
    Priority,
    /// A case type of the server, or one of the words.
    Type,
    /// A part of a person's name, or one of the words.
    Person,
    /// A part of an account's name, `=` and the whole of it, or one of the words.
    Account,
    /// A part of a contact's name.
    Contact,
    /// A part of a team's name.
    Team,
    /// A part of a tag's name.
    Tag,
    /// A day, or how long ago.
    Time,
    /// One of the words.
    Word,
}

/// A key of the language.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Key {
    /// As it is typed, before the colon.
    pub key: &'static str,
    /// What stands behind it.
    pub takes: Takes,
    /// Words that mean something of their own there.
    pub words: &'static [&'static str],
    /// `<`, `<=`, `>`, `>=` may stand before the value.
    pub compares: bool,
    /// How it is used.
    pub examples: &'static [&'static str],
}

const fn key(
    key: &'static str,
    takes: Takes,
    words: &'static [&'static str],
    examples: &'static [&'static str],
) -> Key {
    Key {
        key,
        takes,
        words,
        compares: matches!(takes, Takes::Priority | Takes::Time),
        examples,
    }
}

/// All keys, in the order in which they are offered.
pub const KEYS: [Key; 13] = [
    key(
        "status",
        Takes::Status,
        &["open", "done", "waiting"],
        &["status:open", "status:new,assigned", "-status:waiting"],
    ),
    key(
        "priority",
        Takes::Priority,
        &[],
        &["priority:>=high", "priority:low"],
    ),
    key(
        "type",
        Takes::Type,
        &["none"],
        &["type:incident", "type:none"],
    ),
    key(
        "assignee",
        Takes::Person,
        &["me", "nobody"],
        &["assignee:me", "assignee:nobody", "assignee:brandt"],
    ),
    key(
        "account",
        Takes::Account,
        &["none"],
        &["account:\"Acme\"", "account:=\"Acme Ltd\"", "account:none"],
    ),
    key("contact", Takes::Contact, &[], &["contact:ines"]),
    key("team", Takes::Team, &[], &["team:\"First line\""]),
    key("tag", Takes::Tag, &[], &["tag:vip", "-tag:billing"]),
    key(
        "created",
        Takes::Time,
        &["today", "yesterday"],
        &["created:today", "created:>2026-01-31", "created:<2w"],
    ),
    key(
        "changed",
        Takes::Time,
        &["today", "yesterday"],
        &["changed:<2d", "changed:>6m"],
    ),
    key(
        "is",
        Takes::Word,
        &[
            "unread", "changed", "pending", "held", "open", "closed", "waiting", "urgent",
            "watched", "pinned", "new",
        ],
        &["is:unread", "-is:urgent"],
    ),
    key(
        "sla",
        Takes::Word,
        &["breached", "risk", "due", "paused", "none"],
        &["sla:breached", "sla:risk,breached"],
    ),
    key(
        "has",
        Takes::Word,
        &["files", "comments", "draft"],
        &["has:files", "-has:comments"],
    ),
];

/// The key of this name, whatever its capitals.
#[must_use]
pub fn named(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.key.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse::parse;

    #[test]
    fn every_example_and_every_word_is_understood() {
        for key in &KEYS {
            assert!(!key.examples.is_empty(), "{key:?}");
            let words = key.words.iter().map(|word| format!("{}:{word}", key.key));
            let examples = key.examples.iter().map(|example| (*example).to_owned());
            for typed in words.chain(examples) {
                let question = parse(&typed);
                assert!(question.problems.is_empty(), "{typed}: {question:?}");
                assert_eq!(question.terms.len(), 1, "{typed}");
            }
        }
    }
}

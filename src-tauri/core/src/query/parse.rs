//! What a person typed in the search box: words to be found, and conditions like `status:open priority:>=high -tag:vip`.
//! Pure. What the conditions mean in SQL is `conditions.rs`; nothing a person types is ever syntax to SQLite.
//!
//! The language: `key:value`, several values with commas (any of them), `-key:value` for "not", quotes around blanks. What
//! is no condition is a word; a condition that can't be understood is told as a problem and looks for nothing. Which keys
//! there are is `keys.rs`; for people it is docs/query.md.

use super::keys::{self, Key, Takes};
use crate::search::fold::tokens;
use chrono::{NaiveDate, TimeDelta};
use serde::Serialize;

/// A question.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Question {
    /// Words and phrases that must all be found.
    pub words: Vec<Word>,
    /// Conditions that must all hold.
    pub terms: Vec<Term>,
    /// What could not be understood.
    pub problems: Vec<Problem>,
}

/// Something to be found in the text of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// The beginning of a word.
    Prefix(String),
    /// Words, one after the other.
    Phrase(Vec<String>),
}

/// One condition, or one of several.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// Any of these.
    pub any: Vec<Condition>,
    /// And it is none of them.
    pub negated: bool,
}

/// Something that can hold of a case.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// A status, by value or label.
    Status(String),
    /// Counts as open, or does not.
    Open(bool),
    /// Waits for somebody else.
    Waiting,
    /// A priority, or one at least or at most as pressing.
    Priority(Compare, String),
    /// A case type; `None`: it has none.
    Type(Option<String>),
    /// Somebody who works on it.
    Assignee(Who),
    /// Part of its account's name.
    Account(String),
    /// Its account is called just that; `None`: it has none.
    AccountIs(Option<String>),
    /// Part of a contact's name.
    Contact(String),
    /// Part of a team's name.
    Team(String),
    /// Part of a tag's name.
    Tag(String),
    /// When it was made.
    Created(Compare, When),
    /// When something last happened on it.
    Changed(Compare, When),
    /// Something it is.
    Is(Flag),
    /// Something it has.
    Has(Thing),
    /// How the clock of its deadlines stands.
    Sla(Deadline),
}

/// How to compare.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Compare {
    /// Exactly; of a day: on it.
    Equal,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}

/// A time, as people say it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum When {
    /// So long ago: `changed:<2d` is "less than two days ago".
    Ago(TimeDelta),
    /// A day (UTC).
    Day(NaiveDate),
    /// So many days before today: 0 is today.
    DaysBefore(i64),
}

/// Who.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Who {
    /// Whoever asks.
    Me,
    /// Nobody.
    Nobody,
    /// Part of a name.
    Named(String),
}

/// Something a case is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Flag {
    /// Something to be read that this person has not looked at.
    Unread,
    /// Anything that others did and this person has not looked at.
    Changed,
    /// Something of this person's waits on it.
    Pending,
    /// Something needs this person.
    Held,
    /// One of the top two priorities.
    Urgent,
    /// This person watches it.
    Watched,
    /// Not on the server yet.
    New,
    /// Its files are kept.
    Pinned,
}

/// How the clock of a case's deadlines stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Deadline {
    /// The time has passed.
    Breached,
    /// Little time is left.
    Risk,
    /// There is time.
    Due,
    /// It stands still.
    Paused,
    /// Nothing is due.
    None,
}

/// Something a case has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Thing {
    /// Files.
    Files,
    /// Comments.
    Comments,
    /// Typed and not sent.
    Draft,
}

/// What is the matter with a condition.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Why {
    /// Nothing that could be a value follows the key.
    NoValue,
    /// The key takes certain words, and this is none of them.
    NoSuchWord,
    /// It is no day and no span of time.
    NoTime,
}

/// Why a part of the question looks for nothing.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Problem {
    /// The part, as typed.
    pub typed: String,
    /// Its key.
    pub key: String,
    /// What is the matter with it.
    pub why: Why,
    /// What to type instead, in an English sentence.
    pub hint: String,
}

/// What was typed, understood as far as it can be.
#[must_use]
pub fn parse(typed: &str) -> Question {
    let mut question = Question::default();
    for part in parts(typed) {
        let (negated, rest) = match part.strip_prefix('-') {
            Some(rest) if rest.contains(':') => (true, rest),
            _ => (false, part.as_str()),
        };
        let key_value = rest
            .split_once(':')
            .and_then(|(key, value)| Some((keys::named(key)?, value)));
        match key_value {
            Some((key, value)) => match any_of(key, value) {
                Ok(any) => question.terms.push(Term { any, negated }),
                Err(why) => question.problems.push(problem(&part, key, why)),
            },
            None => question.words.extend(word(&part)),
        }
    }
    question
}

/// What stands between blanks, quotes kept together.
fn parts(typed: &str) -> Vec<String> {
    let (mut parts, mut part, mut quoted) = (Vec::new(), String::new(), false);
    for c in typed.chars() {
        match c {
            '"' => {
                quoted = !quoted;
                part.push(c);
            }
            c if c.is_whitespace() && !quoted => parts.push(std::mem::take(&mut part)),
            c => part.push(c),
        }
    }
    parts.push(part);
    parts.retain(|part| !part.is_empty());
    parts
}

fn word(part: &str) -> Option<Word> {
    let found: Vec<String> = tokens(part).into_iter().map(|token| token.word).collect();
    match found.as_slice() {
        [] => None,
        [one] => Some(Word::Prefix(one.clone())),
        // `"two words"`, and `E-2894`: its parts, one after the other.
        _ => Some(Word::Phrase(found)),
    }
}

fn any_of(key: &Key, value: &str) -> Result<Vec<Condition>, Why> {
    let values: Vec<String> = unquoted(value);
    if values.is_empty() {
        return Err(Why::NoValue);
    }
    let why = match key.takes {
        Takes::Word => Why::NoSuchWord,
        Takes::Time => Why::NoTime,
        _ => Why::NoValue,
    };
    values
        .into_iter()
        .map(|value| condition(key.key, &value).ok_or(why))
        .collect()
}

fn problem(typed: &str, key: &Key, why: Why) -> Problem {
    let example = key.examples.first().copied().unwrap_or_default();
    let hint = match why {
        Why::NoValue => format!("Say which, like {example}."),
        Why::NoSuchWord => format!("After {}: stands one of {}.", key.key, key.words.join(", ")),
        Why::NoTime => {
            "Say a day like 2026-01-31, today, yesterday, or how long ago: <2d, >3w, <12h."
                .to_owned()
        }
    };
    Problem {
        typed: typed.to_owned(),
        key: key.key.to_owned(),
        why,
        hint,
    }
}

/// The values between commas, without their quotes.
fn unquoted(value: &str) -> Vec<String> {
    let (mut values, mut one, mut quoted) = (Vec::new(), String::new(), false);
    for c in value.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => values.push(std::mem::take(&mut one)),
            c => one.push(c),
        }
    }
    values.push(one);
    values.retain(|v| !v.trim().is_empty());
    values
}

/// What stands behind the `=` that means "called just that".
fn exactly(text: &str) -> Option<String> {
    let name = text.strip_prefix('=')?.trim();
    (!name.is_empty()).then(|| name.to_owned())
}

fn condition(key: &str, value: &str) -> Option<Condition> {
    let text = value.trim().to_owned();
    let plain = text.to_lowercase();
    Some(match key {
        "status" => match plain.as_str() {
            // A server's own word may be one of ours.
            exact if exact.starts_with('=') => Condition::Status(exactly(&text)?),
            "open" => Condition::Open(true),
            "done" => Condition::Open(false),
            "waiting" => Condition::Waiting,
            _ => Condition::Status(text),
        },
        "priority" => {
            let (compare, rest) = compared(&text);
            (!rest.is_empty()).then(|| Condition::Priority(compare, rest.to_owned()))?
        }
        "type" => Condition::Type((plain != "none").then_some(text)),
        "assignee" => Condition::Assignee(match plain.as_str() {
            "me" => Who::Me,
            "none" | "nobody" => Who::Nobody,
            _ => Who::Named(text),
        }),
        "account" => match plain.as_str() {
            "none" => Condition::AccountIs(None),
            exact if exact.starts_with('=') => Condition::AccountIs(Some(exactly(&text)?)),
            _ => Condition::Account(text),
        },
        "contact" => Condition::Contact(text),
        "team" => Condition::Team(text),
        "tag" => Condition::Tag(text),
        "created" | "changed" => {
            let (compare, rest) = compared(&plain);
            let when = when(rest)?;
            match key {
                "created" => Condition::Created(compare, when),
                _ => Condition::Changed(compare, when),
            }
        }
        "is" => match plain.as_str() {
            "open" => Condition::Open(true),
            "closed" => Condition::Open(false),
            "waiting" => Condition::Waiting,
            "unread" => Condition::Is(Flag::Unread),
            "changed" => Condition::Is(Flag::Changed),
            "pending" => Condition::Is(Flag::Pending),
            "held" => Condition::Is(Flag::Held),
            "urgent" => Condition::Is(Flag::Urgent),
            "watched" => Condition::Is(Flag::Watched),
            "new" => Condition::Is(Flag::New),
            "pinned" => Condition::Is(Flag::Pinned),
            _ => return None,
        },
        "sla" => Condition::Sla(match plain.as_str() {
            "breached" | "late" => Deadline::Breached,
            "risk" => Deadline::Risk,
            "due" => Deadline::Due,
            "paused" => Deadline::Paused,
            "none" => Deadline::None,
            _ => return None,
        }),
        "has" => Condition::Has(match plain.as_str() {
            "file" | "files" => Thing::Files,
            "comment" | "comments" => Thing::Comments,
            "draft" => Thing::Draft,
            _ => return None,
        }),
        _ => return None,
    })
}

fn compared(text: &str) -> (Compare, &str) {
    for (sign, compare) in [
        ("<=", Compare::AtMost),
        (">=", Compare::AtLeast),
        ("<", Compare::Less),
        (">", Compare::More),
    ] {
        if let Some(rest) = text.strip_prefix(sign) {
            return (compare, rest.trim());
        }
    }
    (Compare::Equal, text)
}

fn when(text: &str) -> Option<When> {
    match text {
        "today" => return Some(When::DaysBefore(0)),
        "yesterday" => return Some(When::DaysBefore(1)),
        _ => {}
    }
    if let Ok(day) = text.parse::<NaiveDate>() {
        return Some(When::Day(day));
    }
    let number = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = text.strip_prefix(number)?;
    let n: i64 = number.parse().ok().filter(|n| (0..100_000).contains(n))?;
    let each = match unit {
        "min" => TimeDelta::minutes(n),
        "h" => TimeDelta::hours(n),
        "d" => TimeDelta::days(n),
        "w" => TimeDelta::weeks(n),
        "m" => TimeDelta::days(30 * n),
        "y" => TimeDelta::days(365 * n),
        _ => return None,
    };
    Some(When::Ago(each))
}

#[cfg(test)]
mod tests;

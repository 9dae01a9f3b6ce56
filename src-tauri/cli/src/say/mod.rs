//! What is printed: answers on standard output, everything else on standard error. With `--json`, standard output has one
//! JSON value, and standard error at most one, for trouble.
//!
//! Color is only for a person who watches, and never says what words or marks do not say. Cases: `cases.rs`; alerts: `alerts.rs`; what waits and
//! what was done: `outbox.rs`; the mirror: `mirror.rs`.

mod alerts;
mod cases;
mod mirror;
mod outbox;

pub(crate) use mirror::{Line, State, outbox_counts, set_aside};

use crate::fault::{Candidate, Fault};
use chrono::{DateTime, Local, Utc};
use serde::Serialize;
use serde_json::Value;
use std::io::{IsTerminal, Write};

/// How to print.
#[derive(Clone, Copy)]
pub(crate) struct Say {
    json: bool,
    color: bool,
}

/// A color, where there is color.
#[derive(Clone, Copy)]
pub(crate) enum Ink {
    Bold,
    Dim,
    Red,
    Yellow,
    Green,
}

impl Say {
    /// As JSON, or for people.
    pub(crate) fn new(json: bool) -> Say {
        let unwanted = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty())
            || std::env::var_os("TERM").is_some_and(|v| v == "dumb");
        Say {
            json,
            color: !json && !unwanted && std::io::stdout().is_terminal(),
        }
    }

    /// Is somebody there to watch what goes on?
    pub(crate) fn is_watched(self) -> bool {
        !self.json && std::io::stderr().is_terminal()
    }

    /// An answer as JSON, or as lines.
    pub(crate) fn answer(self, value: &impl Serialize, lines: impl FnOnce() -> String) {
        let text = if self.json {
            serde_json::to_string_pretty(value).unwrap_or_default()
        } else {
            lines()
        };
        print(text.as_bytes());
        print(b"\n");
    }

    /// Something was done: JSON with what it was done to, or a sentence.
    pub(crate) fn done(self, what: &str, with: Value, sentence: &str) {
        let mut answer = serde_json::json!({ "done": what });
        if let (Some(answer), Value::Object(with)) = (answer.as_object_mut(), with) {
            answer.extend(with);
        }
        self.answer(&answer, || sentence.to_owned());
    }

    /// Something to know that is no answer.
    pub(crate) fn note(self, text: &str) {
        if !self.json {
            let _ = writeln!(std::io::stderr(), "{text}");
        }
    }

    /// A question, on the same line as its answer.
    pub(crate) fn ask(self, text: &str) {
        // Nobody answers a question in a script.
        if !self.json && std::io::stdin().is_terminal() {
            let _ = write!(std::io::stderr(), "{text} ");
            let _ = std::io::stderr().flush();
        }
    }

    /// It failed: what happened and what to do next.
    pub(crate) fn fault(self, fault: &Fault) {
        let text = if self.json {
            serde_json::to_string(fault).unwrap_or_default()
        } else {
            let mut text = format!("satchel-cli: {} {}", fault.message, fault.next);
            for candidate in &fault.candidates {
                text = format!("{text}\n  {}", told_apart(candidate));
            }
            text
        };
        let _ = writeln!(std::io::stderr(), "{text}");
    }

    /// In a color, where there is color.
    pub(crate) fn ink(self, ink: Ink, text: &str) -> String {
        if !self.color || text.is_empty() {
            return text.to_owned();
        }
        let code = match ink {
            Ink::Bold => "1",
            Ink::Dim => "2",
            Ink::Red => "31",
            Ink::Yellow => "33",
            Ink::Green => "32",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }

    /// Rows under their headings, in columns; the last column is as long as it is. A cell is text and its color.
    pub(crate) fn table(self, headings: &[&str], rows: &[Vec<(String, Option<Ink>)>]) -> String {
        let width = |n: usize| {
            let cells = rows.iter().filter_map(|row| row.get(n));
            let widest = cells.map(|(text, _)| text.chars().count()).max();
            let heading = headings.get(n).map_or(0, |h| h.chars().count());
            widest.unwrap_or_default().max(heading)
        };
        let widths: Vec<usize> = (0..headings.len()).map(width).collect();
        let line = |cells: Vec<(&str, Option<Ink>)>| {
            let mut line = String::new();
            for (n, (text, ink)) in cells.iter().enumerate() {
                let inked = ink.map_or_else(|| (*text).to_owned(), |ink| self.ink(ink, text));
                line.push_str(&inked);
                if n + 1 < cells.len() {
                    let gap = widths.get(n).copied().unwrap_or_default() - text.chars().count() + 2;
                    line.push_str(&" ".repeat(gap));
                }
            }
            line.trim_end().to_owned()
        };
        let mut lines = vec![line(
            headings.iter().map(|h| (*h, Some(Ink::Dim))).collect(),
        )];
        for row in rows {
            lines.push(line(
                row.iter()
                    .map(|(text, ink)| (text.as_str(), *ink))
                    .collect(),
            ));
        }
        lines.join("\n")
    }
}

/// To standard output. A closed pipe is nobody's fault.
pub(crate) fn print(bytes: &[u8]) {
    let _ = std::io::stdout().write_all(bytes);
}

/// A time, as the clock on this person's wall has it.
pub(crate) fn time(at: DateTime<Utc>) -> String {
    at.with_timezone(&Local)
        .format("%Y-%m-%d %H:%M")
        .to_string()
}

/// How old what is here is.
pub(crate) fn as_of(at: Option<DateTime<Utc>>) -> String {
    at.map_or("never synced".to_owned(), |at| {
        format!("as of {}", time(at))
    })
}

/// The end of one of our ids: it tells one from the other, and names it (the beginnings are alike: they are times).
pub(crate) fn short(id: &str) -> String {
    let end = id.len().saturating_sub(8);
    id.get(end..).unwrap_or(id).to_owned()
}

/// One of several that may be meant, for people to tell it from the others.
pub(crate) fn told_apart(candidate: &Candidate) -> String {
    format!("{}  {}", short(&candidate.id), plain_line(&candidate.name))
}

/// What waits, in words; empty for nothing.
pub(crate) fn waits(pending: u32, held: u32) -> String {
    match (pending, held) {
        (0, 0) => String::new(),
        (pending, 0) => format!("[{pending} waiting]"),
        (0, held) => format!("[{held} held]"),
        (pending, held) => format!("[{pending} waiting, {held} held]"),
    }
}

/// Others' words can't move the cursor, color the terminal or turn the direction of writing.
pub(crate) fn plain(text: &str) -> String {
    let is_hidden = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let seen = |c| if is_hidden(c) { '\u{fffd}' } else { c };
    text.replace("\r\n", "\n")
        .replace('\t', " ")
        .chars()
        .map(seen)
        .collect()
}

/// The same, on one line.
pub(crate) fn plain_line(text: &str) -> String {
    plain(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same, each line moved to the right.
pub(crate) fn plain_block(text: &str) -> String {
    let text = plain(text);
    let lines: Vec<String> = text
        .lines()
        .map(|l| format!("    {l}").trim_end().to_owned())
        .collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_in_customers_words_do_not_reach_the_terminal() {
        assert_eq!(plain("a\u{1b}[31mb\r"), "a\u{fffd}[31mb\u{fffd}");
        assert_eq!(plain("a\u{202e}b\n"), "a\u{fffd}b\n");
    }

    #[test]
    fn columns_stand_under_their_headings() {
        let say = Say {
            json: false,
            color: false,
        };
        let row = |a: &str, b: &str| vec![(a.to_owned(), None), (b.to_owned(), None)];
        let table = say.table(&["ID", "NAME"], &[row("1", "Öl"), row("12345", "x")]);
        assert_eq!(table, "ID     NAME\n1      Öl\n12345  x");
    }
}

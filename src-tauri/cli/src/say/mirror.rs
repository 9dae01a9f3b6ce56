//! The mirror for people: what is here, how old it is, what waits; and what the doctor found.

use super::{Ink, Say, plain_line, time};
use satchel_core::crm::envelope::RowKind;
use satchel_core::sync::status::{SetAside, SyncStatus};
use serde::Serialize;

/// How something is that the doctor looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum State {
    Ok,
    Look,
    Bad,
    Skipped,
}

/// What the doctor found in one place.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Line {
    /// Where: one word for good.
    pub(crate) check: &'static str,
    pub(crate) state: State,
    /// What was found.
    pub(crate) found: String,
    /// What to do next; empty for nothing.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) next: String,
}

impl Line {
    pub(crate) fn new(check: &'static str, state: State, found: impl Into<String>) -> Line {
        Line {
            check,
            state,
            found: found.into(),
            next: String::new(),
        }
    }

    pub(crate) fn next(self, next: impl Into<String>) -> Line {
        Line {
            next: next.into(),
            ..self
        }
    }
}

impl Say {
    /// How the mirror is.
    pub(crate) fn status(self, status: &SyncStatus) {
        self.answer(status, || status_text(status));
    }

    /// What the doctor found, a line each.
    pub(crate) fn doctor(self, answer: &impl Serialize, lines: &[Line]) {
        self.answer(answer, || {
            let line = |line: &Line| {
                let (word, ink) = match line.state {
                    State::Ok => ("ok", Ink::Green),
                    State::Look => ("look", Ink::Yellow),
                    State::Bad => ("bad", Ink::Red),
                    State::Skipped => ("-", Ink::Dim),
                };
                let word = self.ink(ink, &format!("{word:<4}"));
                let mut text = format!("{word}  {:<12}  {}", line.check, plain_line(&line.found));
                if !line.next.is_empty() {
                    text = format!("{text}\n{:20}{}", "", plain_line(&line.next));
                }
                text
            };
            lines.iter().map(line).collect::<Vec<_>>().join("\n")
        });
    }
}

/// What is here, how old it is, and what waits.
fn status_text(status: &SyncStatus) -> String {
    let coverage = &status.coverage;
    let on_server = coverage
        .on_server
        .map_or("an unknown number of".to_owned(), |n| n.to_string());
    let age = status.as_of.map_or("not yet".to_owned(), time);
    let mut text = format!(
        "{} of {on_server} cases are here, {} with their conversation; the server was last heard of: {age}.\n{}.",
        coverage.here,
        coverage.detailed,
        outbox_counts(status)
    );
    for aside in &status.set_aside {
        text = format!("{text}\n{}", set_aside(aside));
    }
    text
}

/// How many wait, by what for.
pub(crate) fn outbox_counts(status: &SyncStatus) -> String {
    let mut text = format!("{} waiting, {} held", status.pending, status.held);
    for (count, what) in [
        (status.by_choice, "on hold"),
        (status.behind, "behind these"),
    ] {
        if count > 0 {
            text = format!("{text}, {count} {what}");
        }
    }
    text
}

/// What of the server could not be read, in a sentence.
pub(crate) fn set_aside(aside: &SetAside) -> String {
    let what = match aside.kind {
        RowKind::Case => "cases",
        RowKind::Comment => "comments",
        RowKind::File => "files",
        RowKind::Email => "e-mails",
    };
    let rows = aside.rows.join(", ");
    let (count, why) = (aside.count, plain_line(&aside.why));
    format!(
        "{count} {what} could not be read ({why}): {}",
        plain_line(&rows)
    )
}

//! What waits, and what became of what was done, for people.

use super::{Ink, Say, plain_line, short, time};
use satchel_core::case::view::OutboxItem;
use satchel_core::comment::Audience;
use satchel_core::history::{Event, HistoryItem};
use satchel_core::intent::{Kind, State};
use serde::Serialize;

impl Say {
    /// The outbox, a line each, with the reason under it.
    pub(crate) fn outbox(self, items: &[OutboxItem]) {
        self.answer(&items, || {
            if items.is_empty() {
                return "Nothing waits.".to_owned();
            }
            let lines: Vec<String> = items.iter().map(|item| self.intent(item)).collect();
            lines.join("\n")
        });
    }

    fn intent(self, item: &OutboxItem) -> String {
        let (state, ink) = match item.state {
            State::Pending => ("waiting", Ink::Dim),
            State::Sending => ("being sent", Ink::Green),
            State::Unknown => ("being checked", Ink::Yellow),
            // One's own choice is nothing wrong.
            State::Held if item.waits_by_choice => ("on hold", Ink::Dim),
            State::Held => ("held", Ink::Red),
        };
        let id = short(&item.intent_id.to_string());
        let state = self.ink(ink, &format!("{state:<13}"));
        let what = what(item);
        let mut text = format!("{id}  {state}  {} · {what}", plain_line(&item.case_name));
        if let Some(theirs) = &item.theirs {
            text = format!("{text}\n          on the server now: {}", cut(theirs));
        }
        if let Some(reason) = &item.reason {
            text = format!("{text}\n          {}", plain_line(reason));
        }
        text
    }

    /// The history of a case, a line each.
    pub(crate) fn history(self, items: &[HistoryItem]) {
        self.answer(&items, || {
            if items.is_empty() {
                return "Nothing was done from here yet.".to_owned();
            }
            let row = |item: &HistoryItem| {
                let what = item.kind.map(kind).unwrap_or("something").to_owned();
                let field = item
                    .field
                    .map(word)
                    .or(item.set.map(word))
                    .unwrap_or_default();
                let before = match &item.before {
                    Some(before) if !before.is_empty() => format!(" (before: {})", cut(before)),
                    _ => String::new(),
                };
                let mine = format!("{} {}{before}", field, cut(&item.mine));
                let back = if item.can_restore {
                    "can be restored"
                } else {
                    ""
                };
                vec![
                    (item.id.to_string(), None),
                    (time(item.at), Some(Ink::Dim)),
                    (event(item.event).to_owned(), None),
                    (what, None),
                    (back.to_owned(), Some(Ink::Dim)),
                    (mine.trim().to_owned(), None),
                ]
            };
            let rows: Vec<_> = items.iter().map(row).collect();
            self.table(
                &["ENTRY", "WHEN", "WHAT BECAME OF IT", "ACT", "", "WHAT"],
                &rows,
            )
        });
    }
}

/// What an intent wants.
fn what(item: &OutboxItem) -> String {
    let mine = cut(&item.mine);
    match item.kind {
        Kind::Create => "new case".to_owned(),
        Kind::Edit => {
            let field = item.field.map(word).unwrap_or_default();
            let base = item.base.as_deref().unwrap_or_default();
            format!("{field}: {} -> {mine}", cut(base))
        }
        Kind::Set => {
            let set = item.set.map(word).unwrap_or_default();
            let each = |sign: &str, names: &[String]| -> String {
                names
                    .iter()
                    .map(|name| format!(" {sign}{}", plain_line(name)))
                    .collect()
            };
            format!(
                "{set}:{}{}",
                each("+", &item.added),
                each("-", &item.removed)
            )
        }
        Kind::Comment if item.audience == Some(Audience::Internal) => format!("note: {mine}"),
        Kind::Comment => format!("reply: {mine}"),
        Kind::Upload => format!("file: {mine}"),
        other => format!("{}: {mine}", kind(other))
            .trim_end_matches(": ")
            .to_owned(),
    }
}

/// An act, in words.
fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Create => "new case",
        Kind::Edit => "edit",
        Kind::Set => "change of a set",
        Kind::Comment => "comment",
        Kind::EditComment => "change of a comment",
        Kind::DeleteComment => "deletion of a comment",
        Kind::Upload => "file",
        Kind::DeleteAttachment => "deletion of a file",
        Kind::Delete => "deletion of the case",
        Kind::Watch => "watch",
        Kind::Unwatch => "unwatch",
    }
}

fn event(event: Event) -> &'static str {
    match event {
        Event::Sent => "sent",
        Event::AlreadyThere => "was there already",
        Event::Held => "held",
        Event::HeldByChoice => "held by you",
        Event::SentByChoice => "you had it sent",
        Event::Discarded => "discarded",
        Event::Withdrawn => "taken back",
        Event::Undone => "undone",
        Event::Superseded => "replaced by a later one",
        Event::Merged => "merged",
        Event::Replaced => "replaced another's",
    }
}

/// A field or a set by its name in JSON.
fn word(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// The beginning of a text, on one line.
fn cut(text: &str) -> String {
    let line = plain_line(text);
    if line.chars().count() <= 60 {
        return line;
    }
    let start: String = line.chars().take(59).collect();
    format!("{start}…")
}

//! What is printed: answers on standard output, everything else on standard error.

use satchel_core::case::view::{CasePage, CaseView, OutboxItem, TimelineItem};
use satchel_core::comment::Audience;
use satchel_core::crm::dialect::RowKind;
use satchel_core::sync::status::SyncStatus;
use serde::Serialize;
use std::io::Write;
use std::process::ExitCode;

/// An answer as JSON, or as lines. A closed pipe is nobody's fault.
fn answer(json: bool, value: &impl Serialize, lines: impl FnOnce() -> String) {
    let text = if json {
        serde_json::to_string_pretty(value).unwrap_or_default()
    } else {
        lines()
    };
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// Something to know that is no answer.
pub(crate) fn note(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// It failed: what happened and what to do next.
pub(crate) fn failed(what: &str, next: &str) -> ExitCode {
    note(&format!("satchel-cli: {what} {next}"));
    ExitCode::from(1)
}

/// Cases, a line each.
pub(crate) fn list(page: &CasePage, json: bool) {
    answer(json, page, || {
        let row = |r: &satchel_core::case::view::CaseRow| {
            let waits = if r.pending + r.held > 0 {
                format!("  [{} waiting]", r.pending + r.held)
            } else {
                String::new()
            };
            format!(
                "{}  {:<9}  {:<10}  {}{waits}",
                r.id,
                r.priority,
                r.status,
                plain(&r.name)
            )
        };
        let mut lines: Vec<String> = page.rows.iter().map(row).collect();
        lines.push(format!("{} of {} cases", page.rows.len(), page.total));
        lines.join("\n")
    });
}

/// One case with its timeline.
pub(crate) fn case(view: &CaseView, json: bool) {
    answer(json, view, || {
        let r = &view.row;
        let age = view
            .checked_at
            .map_or("only its list row is here".to_owned(), |at| {
                format!("as of {at}")
            });
        let mut lines = vec![
            plain(&r.name),
            format!(
                "{} · {} · {} · {age}",
                r.status,
                r.priority,
                r.account.as_deref().unwrap_or("no account")
            ),
            plain(&view.description),
        ];
        for item in &view.timeline {
            lines.push(match item {
                TimelineItem::Comment {
                    author,
                    audience,
                    text,
                    at,
                    pending,
                    ..
                } => {
                    let kind = if *audience == Audience::Internal {
                        "note"
                    } else {
                        "reply"
                    };
                    let waits = if pending.is_some() { " (waiting)" } else { "" };
                    format!(
                        "{at} {kind}{waits} · {}: {}",
                        author.as_deref().unwrap_or("customer"),
                        plain(text)
                    )
                }
                TimelineItem::Attachment { file_name, at, .. } => {
                    format!("{at} file · {}", plain(file_name))
                }
                TimelineItem::Email {
                    from,
                    subject,
                    text,
                    at,
                    ..
                } => format!(
                    "{at} e-mail · {} · {}: {}",
                    plain(from),
                    plain(subject),
                    plain(text)
                ),
                TimelineItem::Activity {
                    action, text, at, ..
                } => format!("{at} {action} {}", plain(text)),
            });
        }
        lines.join("\n")
    });
}

/// The outbox, a line each.
pub(crate) fn outbox(items: &[OutboxItem], json: bool) {
    answer(json, &items, || {
        let line = |i: &OutboxItem| {
            let why = i
                .reason
                .as_deref()
                .map(|r| format!(" — {r}"))
                .unwrap_or_default();
            format!(
                "{:?} {:?} · {} · {}{why}",
                i.state,
                i.kind,
                plain(&i.case_name),
                plain(&i.mine)
            )
        };
        if items.is_empty() {
            "Nothing waits.".to_owned()
        } else {
            items.iter().map(line).collect::<Vec<_>>().join("\n")
        }
    });
}

/// How the mirror is.
pub(crate) fn status(status: &SyncStatus, json: bool) {
    answer(json, status, || {
        let coverage = &status.coverage;
        let on_server = coverage
            .on_server
            .map_or("an unknown number".to_owned(), |n| n.to_string());
        let age = status.as_of.map_or("never".to_owned(), |at| at.to_string());
        let mut text = format!(
            "{} of {on_server} cases are here, {} with their conversation; the server was last heard of {age}.\n{} waiting, {} need you.",
            coverage.here, coverage.detailed, status.pending, status.held
        );
        for aside in &status.set_aside {
            let what = match aside.kind {
                RowKind::Case => "cases",
                RowKind::Comment => "comments",
                RowKind::File => "files",
                RowKind::Email => "e-mails",
            };
            let rows = aside.rows.join(", ");
            text = format!(
                "{text}\n{} {what} could not be read ({}): {rows}",
                aside.count, aside.why
            );
        }
        if let Some(error) = &status.error {
            text = format!("{text}\n{} {}", error.message, error.next);
        }
        text
    });
}

/// Customers' words can't move the cursor or color the terminal.
fn plain(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_control() && c != '\n' {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn escape_sequences_in_customers_words_do_not_reach_the_terminal() {
        assert_eq!(plain("a\u{1b}[31mb\r"), "a\u{fffd}[31mb\u{fffd}");
    }
}

//! Cases as Markdown, to be read by people. Everything that others wrote is escaped: it shows as the text it is, makes no
//! heading, link, picture or HTML, and fetches nothing.

use super::{is_internal, waits};
use crate::case::Standing;
use crate::case::view::{CaseView, Change, TimelineItem};
use crate::comment::Audience;
use crate::email::Direction;
use crate::id::{Named, ServerId};
use crate::intent::{Pending, State};
use chrono::{DateTime, Utc};

/// All of it.
pub(super) fn cases(
    as_of: Option<DateTime<Utc>>,
    cases: &[(Option<ServerId>, CaseView)],
    without_notes: bool,
) -> String {
    let parts: Vec<String> = cases
        .iter()
        .map(|(server_id, view)| case(as_of, server_id.as_ref(), view, without_notes))
        .collect();
    parts.join("\n---\n\n")
}

fn case(
    as_of: Option<DateTime<Utc>>,
    server_id: Option<&ServerId>,
    view: &CaseView,
    without_notes: bool,
) -> String {
    let row = &view.row;
    let mut text = format!("# {}\n\n{}\n\n", line(&row.name), age(as_of, view));
    let names = |them: &[Named]| {
        let names: Vec<String> = them.iter().map(|n| line(&n.name)).collect();
        names.join(", ")
    };
    let own = |value: &Option<String>| value.as_deref().map(line).unwrap_or_default();
    let facts = [
        ("Status", line(&row.status), field_mark(view, "status")),
        (
            "Priority",
            line(&row.priority),
            field_mark(view, "priority"),
        ),
        ("Type", own(&row.case_type), field_mark(view, "caseType")),
        ("Account", own(&row.account), String::new()),
        (
            "Assigned to",
            names(&view.assignees),
            set_mark(view, "assignees"),
        ),
        ("Teams", names(&view.teams), set_mark(view, "teams")),
        (
            "Contacts",
            names(&view.contacts),
            set_mark(view, "contacts"),
        ),
        ("Tags", names(&view.tags), set_mark(view, "tags")),
        ("Created by", own(&view.created_by), String::new()),
        ("Created", time(row.created_at), String::new()),
        (
            "Closed on",
            view.closed_on
                .map(|day| day.to_string())
                .unwrap_or_default(),
            field_mark(view, "closedOn"),
        ),
        (
            "On the server",
            server_id.map_or("not yet".to_owned(), |id| line(&id.to_string())),
            String::new(),
        ),
    ];
    for (label, value, mark) in facts {
        if !value.is_empty() {
            text.push_str(&format!("- **{label}:** {value}{mark}\n"));
        }
    }
    for own in &view.custom_fields {
        text.push_str(&format!(
            "- **{}:** {}\n",
            line(&own.label),
            line(&own.value)
        ));
    }
    if !view.description.is_empty() {
        let mark = field_mark(view, "description");
        text.push_str(&format!(
            "\n## Description{mark}\n\n{}\n",
            block(&view.description)
        ));
    }
    let items: Vec<&TimelineItem> = view
        .timeline
        .iter()
        .filter(|item| !(without_notes && is_internal(item)))
        .collect();
    if !items.is_empty() {
        text.push_str("\n## Conversation\n");
    }
    for entry in items {
        let (head, said) = item(entry);
        text.push_str(&format!("\n### {head}\n"));
        if !said.is_empty() {
            text.push_str(&format!("\n{}\n", block(&said)));
        }
    }
    if without_notes {
        text.push_str("\n*Internal notes were left out.*\n");
    }
    text
}

/// How old it is, and how much of it is only here.
fn age(as_of: Option<DateTime<Utc>>, view: &CaseView) -> String {
    let mut said = match (view.checked_at, as_of) {
        (Some(checked), _) => format!("As of {}.", time(checked)),
        (None, Some(at)) if view.row.on_server => format!(
            "As of {}; the conversation is not on this computer yet.",
            time(at)
        ),
        _ => "Made on this computer.".to_owned(),
    };
    if view.standing == Standing::New {
        said.push_str(" The server does not have this case yet.");
    } else if waits(view) {
        said.push_str(" What is marked is not on the server yet.");
    }
    format!("*{said} This file is not encrypted.*")
}

fn field_mark(view: &CaseView, field: &str) -> String {
    let is_it =
        |value: Result<serde_json::Value, _>| value.is_ok_and(|v: serde_json::Value| v == field);
    let found = view
        .pending_fields
        .iter()
        .find(|pending| is_it(serde_json::to_value(pending.field)));
    found.map_or_else(String::new, |pending| {
        let base = match pending.base.as_deref() {
            Some(base) if field != "description" && !base.is_empty() => {
                format!("; the server has: {}", line(base))
            }
            _ => String::new(),
        };
        format!(" *({}{base})*", how(&pending.intent))
    })
}

fn set_mark(view: &CaseView, set: &str) -> String {
    let is_it =
        |value: Result<serde_json::Value, _>| value.is_ok_and(|v: serde_json::Value| v == set);
    let found = view
        .pending_sets
        .iter()
        .find(|pending| is_it(serde_json::to_value(pending.set)));
    found.map_or_else(String::new, |pending| {
        format!(" *({})*", how(&pending.intent))
    })
}

fn how(pending: &Pending) -> &'static str {
    match pending.state {
        State::Pending => "waits to be sent",
        State::Sending => "is being sent",
        State::Unknown => "may have been sent",
        State::Held => "needs a decision",
    }
}

fn mark(change: Option<Change>, pending: Option<&Pending>) -> String {
    let what = match change {
        None => return String::new(),
        Some(Change::Added) => "",
        Some(Change::Edited) => "changed, ",
        Some(Change::Deleted) => "to be deleted, ",
    };
    format!(" *({what}{})*", pending.map_or("waits to be sent", how))
}

/// The line above something of the timeline, and its text.
fn item(item: &TimelineItem) -> (String, String) {
    let by = |who: &Option<String>| {
        who.as_deref()
            .map_or(String::new(), |who| format!(" · {}", line(who)))
    };
    match item {
        TimelineItem::Comment {
            author,
            audience,
            text,
            at,
            change,
            pending,
            ..
        } => {
            let kind = match audience {
                Audience::Internal => "internal note",
                Audience::Public => "reply",
            };
            let who = author.as_deref().map_or("customer".to_owned(), line);
            let mark = mark(*change, pending.as_ref());
            (
                format!("{} · {kind} · {who}{mark}", time(*at)),
                text.clone(),
            )
        }
        TimelineItem::Attachment {
            file_name,
            by: who,
            at,
            change,
            pending,
            ..
        } => {
            let mark = mark(*change, pending.as_ref());
            (
                format!("{} · file {}{}{mark}", time(*at), line(file_name), by(who)),
                String::new(),
            )
        }
        TimelineItem::Email {
            direction,
            from,
            to,
            subject,
            text,
            at,
            ..
        } => {
            let way = match direction {
                Direction::Inbound => "e-mail in",
                Direction::Outbound => "e-mail out",
            };
            let head = format!("{} · {way} · {} to {}", time(*at), line(from), line(to));
            let text = if subject.is_empty() {
                text.clone()
            } else {
                format!("{subject}\n\n{text}")
            };
            (head, text)
        }
        TimelineItem::Activity {
            by: who,
            action,
            text,
            at,
            ..
        } => (
            format!("{} · {}{}", time(*at), line(action), by(who)),
            text.clone(),
        ),
    }
}

fn time(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M UTC").to_string()
}

/// Text of others in one line.
fn line(text: &str) -> String {
    let one: Vec<&str> = text.split_whitespace().collect();
    escape(&one.join(" "))
}

/// Text of others as a quotation, line for line.
fn block(text: &str) -> String {
    let quoted: Vec<String> = text
        .lines()
        .map(|line| {
            let line = escape(line.trim_end());
            if line.is_empty() {
                ">".to_owned()
            } else {
                format!("> {line}  ")
            }
        })
        .collect();
    quoted.join("\n")
}

/// What Markdown and HTML would make something of shows as itself. Indentation goes: four spaces are code.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let text = text.trim_start();
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    for (at, c) in text.chars().enumerate() {
        let is_special = matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '$'
        );
        // Only at the beginning of a line: a list, a heading, a rule, a number.
        let begins = (at == 0 && matches!(c, '#' | '+' | '-' | '='))
            || (digits > 0 && at == digits && matches!(c, '.' | ')'));
        if is_special || begins {
            escaped.push('\\');
        }
        // Nothing invisible: a terminal or an editor may act on it.
        escaped.push(if c.is_control() { '\u{fffd}' } else { c });
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{block, line};

    #[test]
    fn what_others_wrote_makes_no_heading_link_picture_or_html() {
        for (text, shown) in [
            ("# big", "\\# big"),
            ("1. one", "1\\. one"),
            ("![x](http://track/y.png)", "!\\[x\\](http://track/y.png)"),
            (
                "<script>alert(1)</script>",
                "\\<script\\>alert(1)\\</script\\>",
            ),
            ("a *b* _c_ `d` &lt;", "a \\*b\\* \\_c\\_ \\`d\\` \\&lt;"),
            ("    code", "code"),
            ("two\nlines", "two lines"),
            ("\u{1b}[31mred", "\u{fffd}\\[31mred"),
        ] {
            assert_eq!(line(text), shown);
        }
        assert_eq!(block("# a\n\n- b"), "> \\# a  \n>\n> \\- b  ");
    }
}

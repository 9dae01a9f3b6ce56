//! Cases for people: rows of the queue, and one case with its conversation.

use super::{Ink, Say, as_of, plain_block, plain_line, short, time, waits};
use chrono::{DateTime, Utc};
use satchel_core::attachment::keep::FileState;
use satchel_core::case::view::{CasePage, CaseRow, CaseView, Change, TimelineItem};
use satchel_core::comment::Audience;
use satchel_core::email::Direction;
use satchel_core::id::{Named, ServerId};
use satchel_core::intent::{Pending, State};
use serde_json::json;

impl Say {
    /// Cases, a line each.
    pub(crate) fn list(self, page: &CasePage, at: Option<DateTime<Utc>>) {
        let answer =
            json!({"asOf": at, "total": page.total, "rows": page.rows, "problems": page.problems});
        self.answer(&answer, || {
            let rows: Vec<_> = page.rows.iter().map(row).collect();
            let table = self.table(
                &[
                    "ID",
                    "PRIORITY",
                    "STATUS",
                    "ACTIVITY",
                    "ASSIGNED TO",
                    "CASE",
                ],
                &rows,
            );
            let foot = format!(
                "{} of {} cases · {}",
                page.rows.len(),
                page.total,
                as_of(at)
            );
            if rows.is_empty() {
                foot
            } else {
                format!("{table}\n{}", self.ink(Ink::Dim, &foot))
            }
        });
    }

    /// One case with its timeline.
    pub(crate) fn case(
        self,
        view: &CaseView,
        server_id: Option<&ServerId>,
        at: Option<DateTime<Utc>>,
    ) {
        let mut answer = json!({"asOf": at, "serverId": server_id});
        if let (Some(answer), Ok(serde_json::Value::Object(view))) =
            (answer.as_object_mut(), serde_json::to_value(view))
        {
            answer.extend(view);
        }
        self.answer(&answer, || self.case_text(view, server_id, at));
    }

    fn case_text(
        self,
        view: &CaseView,
        server_id: Option<&ServerId>,
        at: Option<DateTime<Utc>>,
    ) -> String {
        let row = &view.row;
        let names = |them: &[Named]| {
            let names: Vec<String> = them.iter().map(|n| plain_line(&n.name)).collect();
            names.join(", ")
        };
        let mut lines = vec![self.ink(Ink::Bold, &plain_line(&row.name))];
        let closed = view
            .closed_on
            .map(|day| format!(" on {day}"))
            .unwrap_or_default();
        for (label, value) in [
            ("id", row.id.to_string()),
            (
                "on the server",
                server_id.map_or("not yet".to_owned(), ToString::to_string),
            ),
            ("status", format!("{}{closed}", plain_line(&row.status))),
            (
                "priority",
                format!(
                    "{}{}",
                    if row.is_urgent { "! " } else { "" },
                    plain_line(&row.priority)
                ),
            ),
            (
                "type",
                row.case_type.as_deref().map(plain_line).unwrap_or_default(),
            ),
            (
                "account",
                row.account.as_deref().map(plain_line).unwrap_or_default(),
            ),
            ("assigned to", names(&view.assignees)),
            ("teams", names(&view.teams)),
            ("contacts", names(&view.contacts)),
            ("tags", names(&view.tags)),
            ("made", time(row.created_at)),
            (
                "watched",
                match view.watched {
                    Some(true) => "yes".to_owned(),
                    Some(false) | None => String::new(),
                },
            ),
            ("waiting", waits(row.pending, row.held)),
        ] {
            if !value.is_empty() {
                lines.push(format!(
                    "{}  {value}",
                    self.ink(Ink::Dim, &format!("{label:<13}"))
                ));
            }
        }
        for own in &view.custom_fields {
            let label = format!("{:<13}", plain_line(&own.label));
            lines.push(format!(
                "{}  {}",
                self.ink(Ink::Dim, &label),
                plain_line(&own.value)
            ));
        }
        if !view.description.is_empty() {
            lines.extend([String::new(), plain_block(&view.description)]);
        }
        for item in &view.timeline {
            let (head, text) = self.item(item);
            lines.extend([String::new(), head]);
            if !text.is_empty() {
                lines.push(plain_block(&text));
            }
        }
        let age = match view.checked_at {
            Some(checked) => as_of(Some(checked)),
            None if server_id.is_none() => "made here, not on the server yet".to_owned(),
            None => format!("{}; its conversation is not here yet", as_of(at)),
        };
        lines.extend([String::new(), self.ink(Ink::Dim, &age)]);
        lines.join("\n")
    }

    /// The line above something of the timeline, and its text.
    fn item(self, item: &TimelineItem) -> (String, String) {
        let (at, id, kind, who, state, text) = match item {
            TimelineItem::Comment {
                id,
                author,
                audience,
                text,
                at,
                change,
                pending,
                ..
            } => {
                let kind = match audience {
                    Audience::Internal => "note",
                    Audience::Public => "reply",
                };
                let who = author.clone().unwrap_or_else(|| "customer".to_owned());
                (
                    at,
                    short(&id.to_string()),
                    kind.to_owned(),
                    who,
                    mark(*change, pending.as_ref()),
                    text.clone(),
                )
            }
            TimelineItem::Attachment {
                id,
                file_name,
                by,
                at,
                state,
                size,
                change,
                pending,
                ..
            } => {
                let size = size.map(|n| format!(" ({n} bytes)")).unwrap_or_default();
                let here = match state {
                    FileState::Here => "",
                    FileState::Waits => ", not on this computer yet",
                    FileState::TooBig => ", larger than your limit",
                    FileState::NotAsked => ", on the server only",
                    FileState::Failed => ", could not be fetched",
                };
                let kind = format!("file {}{size}{here}", plain_line(file_name));
                let who = by.clone().unwrap_or_default();
                (
                    at,
                    short(&id.to_string()),
                    kind,
                    who,
                    mark(*change, pending.as_ref()),
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
                let text = if subject.is_empty() {
                    text.clone()
                } else {
                    format!("{subject}\n{text}")
                };
                (
                    at,
                    String::new(),
                    way.to_owned(),
                    format!("{from} to {to}"),
                    String::new(),
                    text,
                )
            }
            TimelineItem::Activity {
                by,
                action,
                text,
                at,
                ..
            } => (
                at,
                String::new(),
                plain_line(action),
                by.clone().unwrap_or_default(),
                String::new(),
                text.clone(),
            ),
        };
        let parts = [time(*at), kind, plain_line(&who), id, state];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        (self.ink(Ink::Dim, &parts.join(" · ")), text)
    }
}

/// What is to become of it.
fn mark(change: Option<Change>, pending: Option<&Pending>) -> String {
    let what = match change {
        None => return String::new(),
        Some(Change::Added) => "",
        Some(Change::Edited) => "changed, ",
        Some(Change::Deleted) => "deleted, ",
    };
    let how = match pending.map(|p| p.state) {
        Some(State::Held) => "held",
        Some(State::Sending) => "being sent",
        Some(State::Unknown) => "may have been sent",
        _ => "waiting",
    };
    format!("[{what}{how}]")
}

fn row(r: &CaseRow) -> Vec<(String, Option<Ink>)> {
    // Marks say what colors say: ! urgent, * something new.
    let urgent = if r.is_urgent { "! " } else { "  " };
    let new = if r.unread { "* " } else { "" };
    let name = format!("{new}{} {}", plain_line(&r.name), waits(r.pending, r.held));
    vec![
        (short(&r.id.to_string()), None),
        (
            format!("{urgent}{}", plain_line(&r.priority)),
            r.is_urgent.then_some(Ink::Red),
        ),
        (plain_line(&r.status), None),
        (time(r.last_activity_at), Some(Ink::Dim)),
        (plain_line(&r.assignees.join(", ")), None),
        (name.trim_end().to_owned(), r.unread.then_some(Ink::Bold)),
    ]
}

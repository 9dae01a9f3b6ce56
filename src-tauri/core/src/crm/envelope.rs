//! What stands around the rows of an answer: pages, whole cases, the log. Which fields an envelope has in which dialect is here;
//! what stands in a row is the nouns' `wire.rs`.

use super::dialect::Dialect;
use super::error::CrmError;
use super::json::{Malformed, Object, as_id, instant, list, number, object, some_text, text};
use crate::attachment::{self, ServerAttachment};
use crate::case::{self, ServerCase};
use crate::comment::{self, Audience, ServerComment};
use crate::directory::Vocabulary;
use crate::directory::wire::{mentionable, vocabulary};
use crate::email::{self, ServerEmail};
use crate::id::ServerId;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a row is of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum RowKind {
    /// A case.
    Case,
    /// A comment or a note.
    Comment,
    /// A file.
    File,
    /// An e-mail.
    Email,
}

/// A row that could not be read: set aside and counted, never stopping the others. Says where it is, not what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// What it is of.
    pub kind: RowKind,
    /// Its place in the answer's list, from 0.
    pub place: u32,
    /// Its id, where that can be read.
    pub id: Option<ServerId>,
    /// Why.
    pub why: Malformed,
}

impl Unread {
    fn new(kind: RowKind, place: usize, row: &Value, why: Malformed) -> Unread {
        Unread {
            kind,
            place: u32::try_from(place).unwrap_or(u32::MAX),
            id: row.get("id").and_then(as_id),
            why,
        }
    }
}

/// A page of the case list.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The rows that could be read.
    pub rows: Vec<ServerCase>,
    /// Rows that could not.
    pub bad: Vec<Unread>,
    /// How many the server counts for this question.
    pub total: u32,
    /// What the server announces.
    pub vocabulary: Option<Vocabulary>,
    /// The server's clock when it answered.
    pub date: Option<DateTime<Utc>>,
}

/// A page, from either dialect's envelope.
///
/// # Errors
/// `Malformed` when it is no page at all.
pub fn page(dialect: Dialect, body: &Value) -> Result<Page, CrmError> {
    let envelope = object(body, "page")?;
    let (rows, total) = match dialect {
        Dialect::Documented => ("results", "count"),
        Dialect::Bottlecrm => ("cases", "cases_count"),
    };
    let Some(total) =
        number(envelope, total).filter(|_| envelope.get(rows).is_some_and(Value::is_array))
    else {
        return Err(CrmError::Malformed("not a page of cases".to_owned()));
    };
    let mut page = Page {
        total,
        vocabulary: vocabulary(envelope),
        ..Page::default()
    };
    for (place, row) in list(envelope, rows).iter().enumerate() {
        match case::wire::read(row) {
            Ok(case) => page.rows.push(case),
            Err(why) => page.bad.push(Unread::new(RowKind::Case, place, row, why)),
        }
    }
    Ok(page)
}

/// A case, read whole.
#[derive(Clone, Debug)]
pub struct Detail {
    /// The case.
    pub case: ServerCase,
    /// Its comments and notes, oldest first.
    pub comments: Vec<ServerComment>,
    /// Its files, oldest first.
    pub attachments: Vec<ServerAttachment>,
    /// The newest of what the server logged about it.
    pub activities: Vec<Activity>,
    /// Comments and files that could not be read.
    pub bad: Vec<Unread>,
    /// Its newest e-mails, 50 at most.
    pub emails: Vec<ServerEmail>,
    /// E-mail addresses of who can be mentioned.
    pub mentionable: Vec<String>,
}

/// Something the server logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// The server's id.
    pub server_id: ServerId,
    /// What it is about.
    pub entity_id: Option<ServerId>,
    /// Who, where the server says: it does not for field changes (server-contract 3.8).
    pub by: Option<String>,
    /// Their id, a profile's or a user's, where the server says.
    pub by_id: Option<ServerId>,
    /// The comment it is about.
    pub comment: Option<ServerId>,
    /// Values that changed, by the server's name of the field.
    pub changes: Vec<Change>,
    /// Of `ASSIGN`: who is assigned from then on, all of them: the server empties the set and fills it again.
    pub assigned: Vec<ServerId>,
    /// The server's word: `STATUS_CHANGED`.
    pub action: String,
    /// What changed, in words made from the server's data.
    pub text: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A value that changed, as the server logged it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The server's name of the field.
    pub field: String,
    /// What it was; `None`: nothing.
    pub before: Option<String>,
    /// What it became; `None`: nothing.
    pub after: Option<String>,
}

/// What reading one case gave.
#[derive(Clone, Debug)]
pub enum DetailAnswer {
    /// The case.
    Case(Box<Detail>),
    /// It was merged into another one (server-contract 3.2).
    Merged(ServerId),
}

/// A case read whole, from either dialect's envelope.
///
/// # Errors
/// `Malformed` when there is no case in it.
pub fn detail(dialect: Dialect, body: &Value) -> Result<DetailAnswer, CrmError> {
    let envelope = object(body, "detail")?;
    if let Some(into) = envelope.get("merged_into").and_then(as_id) {
        return Ok(DetailAnswer::Merged(into));
    }
    let case = envelope.get(match dialect {
        Dialect::Documented => "case_obj",
        Dialect::Bottlecrm => "cases_obj",
    });
    let mut case =
        case::wire::read(case.ok_or_else(|| CrmError::Malformed("no case in it".to_owned()))?)?;
    if dialect == Dialect::Documented {
        case::wire::read_beside(&mut case, envelope);
    }
    let (comments, attachments, mut bad) = thread(envelope);
    let mut emails = Vec::new();
    for (place, row) in list(envelope, "email_messages").iter().enumerate() {
        match email::wire::read(row) {
            Ok(email) => emails.push(email),
            Err(why) => bad.push(Unread::new(RowKind::Email, place, row, why)),
        }
    }
    let activities = list(envelope, "activities")
        .iter()
        .filter_map(activity)
        .collect();
    Ok(DetailAnswer::Case(Box::new(Detail {
        case,
        comments,
        attachments,
        activities,
        emails,
        mentionable: mentionable(envelope),
        bad,
    })))
}

/// The comments and files of a case, in an answer that carries them all. Servers order them at random.
pub fn thread(envelope: &Object) -> (Vec<ServerComment>, Vec<ServerAttachment>, Vec<Unread>) {
    let mut bad = Vec::new();
    let mut comments: Vec<ServerComment> = Vec::new();
    for field in ["comments", "internal_notes"] {
        for (place, row) in list(envelope, field).iter().enumerate() {
            match comment::wire::read(row) {
                Ok(note) if field == "internal_notes" => comments.push(ServerComment {
                    audience: Audience::Internal,
                    ..note
                }),
                Ok(comment) => comments.push(comment),
                Err(why) => bad.push(Unread::new(RowKind::Comment, place, row, why)),
            }
        }
    }
    let mut attachments: Vec<ServerAttachment> = Vec::new();
    for (place, row) in list(envelope, "attachments").iter().enumerate() {
        match attachment::wire::read(row) {
            Ok(file) => attachments.push(file),
            Err(why) => bad.push(Unread::new(RowKind::File, place, row, why)),
        }
    }
    comments.sort_by(|a, b| (a.at, &a.server_id).cmp(&(b.at, &b.server_id)));
    comments.dedup_by(|a, b| a.server_id == b.server_id);
    attachments.sort_by(|a, b| (a.at, &a.server_id).cmp(&(b.at, &b.server_id)));
    (comments, attachments, bad)
}

/// A row of the feed, or of a case's log: their time fields differ in name.
pub fn activity(value: &Value) -> Option<Activity> {
    let row = value.as_object()?;
    let at = instant(row, "timestamp")
        .or_else(|_| instant(row, "created_at"))
        .ok()?;
    let by = row.get("user").and_then(super::json::named);
    let metadata = row.get("metadata").and_then(Value::as_object);
    Some(Activity {
        server_id: row.get("id").and_then(as_id)?,
        entity_id: row.get("entity_id").and_then(as_id),
        by_id: by.as_ref().map(|n| n.id.clone()),
        by: by.map(|n| n.name).filter(|n| !n.is_empty()),
        comment: metadata.and_then(|m| m.get("comment_id")).and_then(as_id),
        changes: metadata
            .map(|m| changes(text(row, "action").unwrap_or_default(), m))
            .unwrap_or_default(),
        assigned: metadata
            .and_then(|m| m.get("added"))
            .and_then(Value::as_array)
            .map(|ids| ids.iter().filter_map(as_id).collect())
            .unwrap_or_default(),
        action: text(row, "action")?.to_owned(),
        text: change_words(row)
            .or_else(|| some_text(row, "description"))
            .unwrap_or_default(),
        at,
    })
}

/// What changed: `before` and `after` of the one field that the action names, or of each in `changes`.
fn changes(action: &str, metadata: &Object) -> Vec<Change> {
    let value = |v: Option<&Value>| match v {
        Some(Value::String(s)) if !s.is_empty() => Some(s.clone()),
        Some(Value::Number(n)) => Some(n.to_string()),
        _ => None,
    };
    let change = |field: &str, o: &Object| Change {
        field: field.to_owned(),
        before: value(o.get("before")),
        after: value(o.get("after")),
    };
    match action {
        "STATUS_CHANGED" => vec![change("status", metadata)],
        "PRIORITY_CHANGED" => vec![change("priority", metadata)],
        _ => metadata
            .get("changes")
            .and_then(Value::as_object)
            .map(|fields| {
                let each = fields.iter();
                each.filter_map(|(field, o)| Some(change(field, o.as_object()?)))
                    .collect()
            })
            .unwrap_or_default(),
    }
}

/// `New → Closed`, out of the log's `before` and `after`.
fn change_words(row: &Object) -> Option<String> {
    let metadata = row.get("metadata")?.as_object()?;
    let word = |v: Option<&Value>| match v {
        Some(Value::String(s)) if !s.is_empty() => s.clone(),
        Some(Value::Number(n)) => n.to_string(),
        _ => "—".to_owned(),
    };
    let arrow = |o: &Object| format!("{} → {}", word(o.get("before")), word(o.get("after")));
    if metadata.contains_key("before") {
        return Some(arrow(metadata));
    }
    let changes = metadata.get("changes")?.as_object()?;
    let each = changes.iter().filter_map(|(field, change)| {
        Some(format!(
            "{}: {}",
            field.replace('_', " "),
            arrow(change.as_object()?)
        ))
    });
    Some(each.collect::<Vec<_>>().join(", "))
}

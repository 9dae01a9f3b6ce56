//! One case, opened: the stored view, its timeline, the person's pending work and drafts, put together for the screen.
//!
//! Reads only, through the nouns' `table.rs`.

use super::view::{CaseView, Drafts, PendingField, TimelineItem};
use crate::activity;
use crate::attachment;
use crate::comment::{self, Audience};
use crate::crm::Me;
use crate::error::{Error, Result};
use crate::id::CaseId;
use crate::intent::{self, Payload};
use crate::query;
use crate::store::Db;
use chrono::{DateTime, Utc};

/// The case, for the screen.
///
/// # Errors
/// `NotFound`: neither the server nor the person has such a case here.
pub fn open(db: &Db, case: CaseId, me: &Me) -> Result<CaseView> {
    let shown = query::table::one(db, case)?.ok_or(Error::NotFound("case"))?;
    let intents = intent::table::of_case(db, case)?;
    let mut timeline = happened(db, case, me)?;
    timeline.sort_by_key(when);
    let mut pending_fields = Vec::new();
    for intent in &intents {
        match &intent.payload {
            Payload::Comment { audience, text } => timeline.push(TimelineItem::Comment {
                id: intent.id.0,
                author: Some(me.name.clone()),
                mine: true,
                audience: *audience,
                text: text.clone(),
                at: intent.created_at,
                pending: Some(intent.mark()),
            }),
            Payload::Edit { field, base, .. } => {
                pending_fields.push(PendingField {
                    field: *field,
                    base: base.clone(),
                    intent: intent.mark(),
                });
            }
            Payload::Create(_) => {}
        }
    }
    Ok(CaseView {
        row: shown.row,
        description: shown.description,
        closed_on: shown.closed_on,
        contacts: shown.contacts,
        teams: shown.teams,
        tags: shown.tags,
        created_by: shown.created_by,
        timeline,
        pending_fields,
        checked_at: shown.checked_at,
        drafts: Drafts {
            public: intent::table::draft(db, case, Audience::Public)?,
            internal: intent::table::draft(db, case, Audience::Internal)?,
        },
        standing: shown.standing,
    })
}

/// Everything the server was seen to hold, in no order.
fn happened(db: &Db, case: CaseId, me: &Me) -> Result<Vec<TimelineItem>> {
    let comments = comment::table::of_case(db, case)?
        .into_iter()
        .map(|stored| {
            let author = stored.comment.author;
            TimelineItem::Comment {
                id: stored.id.0,
                mine: author.as_ref().is_some_and(|a| me.is(&a.id)),
                author: author.map(|a| a.name),
                audience: stored.comment.audience,
                text: stored.comment.text,
                at: stored.comment.at,
                pending: None,
            }
        });
    let files = attachment::table::of_case(db, case)?
        .into_iter()
        .map(|stored| TimelineItem::Attachment {
            id: stored.id,
            file_name: stored.attachment.file_name,
            by: stored.attachment.by.map(|n| n.name),
            at: stored.attachment.at,
            stored: stored.has_bytes,
        });
    let log = activity::of_case(db, case)?
        .into_iter()
        .map(|row| TimelineItem::Activity {
            id: row.server_id.to_string(),
            by: row.by,
            action: row.action,
            text: row.text,
            at: row.at,
        });
    Ok(comments.chain(files).chain(log).collect())
}

fn when(item: &TimelineItem) -> DateTime<Utc> {
    match item {
        TimelineItem::Comment { at, .. }
        | TimelineItem::Attachment { at, .. }
        | TimelineItem::Activity { at, .. } => *at,
    }
}

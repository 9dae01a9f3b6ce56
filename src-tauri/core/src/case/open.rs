//! One case, opened: the stored view, its timeline, the person's pending work and drafts, put together for the screen.
//!
//! Reads only, through the nouns' `table.rs`.

use super::facts;
use super::view::{self, CaseView, Change, Drafts, PendingField, PendingSet, TimelineItem};
use crate::activity;
use crate::attachment;
use crate::attachment::keep::{self, FileState};
use crate::attachment::kept::table as book;
use crate::comment::{self, Audience};
use crate::crm::Me;
use crate::directory;
use crate::email;
use crate::error::{Error, Result};
use crate::id::{CaseId, CommentId};
use crate::intent::{self, Intent, Payload, Pending};
use crate::news;
use crate::store::Db;
use chrono::{DateTime, Utc};

/// The case, for the screen.
///
/// # Errors
/// `NotFound`: neither the server nor the person has such a case here.
pub fn open(db: &Db, case: CaseId, me: &Me) -> Result<CaseView> {
    let shown = view::table::one(db, case)?.ok_or(Error::NotFound("case"))?;
    let intents = intent::table::of_case(db, case)?;
    let mut timeline = happened(db, case, me)?;
    timeline.sort_by_key(when);
    let mut open = Open {
        timeline,
        ..Open::default()
    };
    let behind = intent::lane::behind(&intents);
    for intent in &intents {
        open.show(intent, intent.mark(&behind), me);
    }
    let server = super::table::get(db, case)?.map(|stored| stored.case);
    let defined = directory::table::custom_fields(db)?;
    Ok(CaseView {
        custom_fields: server
            .as_ref()
            .map(|case| facts::custom_fields(case, &defined))
            .unwrap_or_default(),
        facts: server.as_ref().map(facts::facts).unwrap_or_default(),
        news: news::table::tell(db, case, shown.row.news.clone())?,
        pinned: book::is_pinned(db, case)?,
        row: shown.row,
        description: shown.description,
        closed_on: shown.closed_on,
        contacts: shown.contacts,
        teams: shown.teams,
        tags: shown.tags,
        created_by: shown.created_by,
        assignees: shown.assignees,
        timeline: open.timeline,
        pending_fields: open.fields,
        pending_sets: open.sets,
        watched: open
            .watch
            .as_ref()
            .map(|(desired, _)| *desired)
            .or(shown.watched),
        pending_watch: open.watch.map(|(_, pending)| pending),
        pending_delete: open.delete,
        checked_at: shown.checked_at,
        drafts: Drafts {
            public: intent::table::draft(db, case, Audience::Public)?,
            internal: intent::table::draft(db, case, Audience::Internal)?,
        },
        standing: shown.standing,
        merged_into: super::table::merged_into(db, case)?,
    })
}

/// What the intents add to the picture.
#[derive(Default)]
struct Open {
    timeline: Vec<TimelineItem>,
    fields: Vec<PendingField>,
    sets: Vec<PendingSet>,
    watch: Option<(bool, Pending)>,
    delete: Option<Pending>,
}

impl Open {
    fn show(&mut self, intent: &Intent, mark: Pending, me: &Me) {
        match &intent.payload {
            Payload::Comment { audience, text, .. } => self.timeline.push(TimelineItem::Comment {
                id: intent.id.0,
                author: Some(me.name.clone()),
                mine: true,
                audience: *audience,
                text: text.clone(),
                at: intent.created_at,
                change: Some(Change::Added),
                pending: Some(mark),
            }),
            Payload::Upload {
                attachment,
                file_name,
                size,
                ..
            } => self.timeline.push(TimelineItem::Attachment {
                id: *attachment,
                file_name: file_name.clone(),
                by: Some(me.name.clone()),
                at: intent.created_at,
                stored: true,
                state: FileState::Here,
                trouble: None,
                size: Some(*size),
                change: Some(Change::Added),
                pending: Some(mark),
            }),
            Payload::Edit { field, base, .. } => self.fields.push(PendingField {
                field: *field,
                base: base.clone(),
                intent: mark,
            }),
            Payload::Set { set, .. } => self.sets.push(PendingSet {
                set: *set,
                intent: mark,
            }),
            Payload::EditComment {
                comment, desired, ..
            } => self.change_comment(*comment, Change::Edited, Some(desired.as_str()), mark),
            Payload::DeleteComment { comment, .. } => {
                self.change_comment(*comment, Change::Deleted, None, mark);
            }
            Payload::DeleteAttachment { attachment, .. } => {
                for item in &mut self.timeline {
                    if let TimelineItem::Attachment {
                        id,
                        change,
                        pending,
                        ..
                    } = item
                        && id == attachment
                    {
                        (*change, *pending) = (Some(Change::Deleted), Some(mark.clone()));
                    }
                }
            }
            Payload::Watch { desired } => self.watch = Some((*desired, mark)),
            Payload::Delete { .. } => self.delete = Some(mark),
            Payload::Create(_) => {}
        }
    }

    fn change_comment(
        &mut self,
        which: CommentId,
        how: Change,
        desired: Option<&str>,
        mark: Pending,
    ) {
        for item in &mut self.timeline {
            if let TimelineItem::Comment {
                id,
                text,
                change,
                pending,
                ..
            } = item
                && *id == which.0
            {
                if let Some(desired) = desired {
                    desired.clone_into(text);
                }
                (*change, *pending) = (Some(how), Some(mark.clone()));
            }
        }
    }
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
                change: None,
                pending: None,
            }
        });
    let policy = book::policy(db)?;
    let absent = book::absent_of(db, case)?;
    let not_here = |id| absent.iter().find(|file| file.id == id);
    let files = attachment::table::of_case(db, case)?
        .into_iter()
        .map(|stored| TimelineItem::Attachment {
            id: stored.id,
            state: match not_here(stored.id) {
                _ if stored.has_bytes => FileState::Here,
                Some(file) => keep::state(&policy, file),
                None => FileState::NotAsked,
            },
            trouble: not_here(stored.id)
                .and_then(|file| file.tried.as_ref())
                .and_then(|tried| tried.why.clone()),
            file_name: stored.attachment.file_name,
            by: stored.attachment.by.map(|n| n.name),
            at: stored.attachment.at,
            stored: stored.has_bytes,
            size: stored.size,
            change: None,
            pending: None,
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
    let mails = email::table::of_case(db, case)?
        .into_iter()
        .map(|mail| TimelineItem::Email {
            id: mail.server_id.to_string(),
            direction: mail.direction,
            from: mail.from,
            to: mail.to,
            subject: mail.subject,
            text: mail.text,
            has_formatted: mail.has_formatted,
            at: mail.at,
        });
    Ok(comments.chain(files).chain(mails).chain(log).collect())
}

fn when(item: &TimelineItem) -> DateTime<Utc> {
    match item {
        TimelineItem::Comment { at, .. }
        | TimelineItem::Attachment { at, .. }
        | TimelineItem::Email { at, .. }
        | TimelineItem::Activity { at, .. } => *at,
    }
}

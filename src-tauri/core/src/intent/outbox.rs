//! The outbox as the person sees it: every intent with its case, its state and its reason. Reads only.

use super::{Held, Intent, Payload};
use super::{lane, since, table};
use crate::case::view::{self, Gone, OutboxItem};
use crate::case::{self, Standing};
use crate::comment;
use crate::directory;
use crate::error::Result;
use crate::id::{IntentId, Named};
use crate::store::{Db, known};
use std::collections::BTreeSet;

/// Every intent, lane by lane, in the order it will leave.
///
/// # Errors
/// `Storage`.
pub fn items(db: &Db) -> Result<Vec<OutboxItem>> {
    let all = table::all(db)?;
    let lanes = all.chunk_by(|a, b| a.case_id == b.case_id);
    let behind: BTreeSet<IntentId> = lanes.flat_map(lane::behind).collect();
    all.into_iter()
        .map(|intent| {
            let why = intent.reason(&behind);
            let called = view::table::called(db, intent.case_id)?;
            let standing = called.as_ref().map(|(_, standing)| *standing);
            let case_name = match called {
                Some((name, _)) => name,
                // The mirror is being built anew; what the case was called then is known.
                None => known::server_id_of(db, intent.case_id.0)?
                    .and_then(|(_, name)| name)
                    .unwrap_or_default(),
            };
            let plain = OutboxItem {
                intent_id: intent.id,
                case_id: intent.case_id,
                case_name,
                kind: intent.payload.kind(),
                state: intent.state,
                field: None,
                set: None,
                added: Vec::new(),
                removed: Vec::new(),
                audience: None,
                base: None,
                mine: String::new(),
                size: None,
                theirs: match &intent.held {
                    Some(Held::Conflict { theirs, .. }) => Some(theirs.clone().unwrap_or_default()),
                    _ => None,
                },
                theirs_set_by: match &intent.held {
                    Some(Held::Conflict { set_by, .. }) => set_by.clone(),
                    _ => None,
                },
                news: Vec::new(),
                gone: gone(db, &intent, standing)?,
                reason: why.as_ref().map(ToString::to_string),
                why,
                waits_by_choice: intent.waits_by_choice(),
                withdrawn: intent.withdrawn,
                is_ours: intent.is_ours(),
                can_send: !behind.contains(&intent.id)
                    && !matches!(intent.held, Some(Held::Gone { .. } | Held::UnknownPayload)),
                attempts: intent.attempts,
                next_try_at: intent.not_before,
                created_at: intent.created_at,
            };
            with_what_it_wants(db, plain, &intent)
        })
        .collect()
}

/// How its case stands, if it can't take it.
fn gone(db: &Db, intent: &Intent, standing: Option<Standing>) -> Result<Option<Gone>> {
    let Some(standing) = standing.filter(|s| !matches!(s, Standing::Visible | Standing::New))
    else {
        return Ok(None);
    };
    let merged_into = case::table::merged_into(db, intent.case_id)?;
    let merged = match merged_into {
        Some(into) => view::table::called(db, into)?,
        None => None,
    };
    Ok(Some(Gone {
        standing,
        merged_into,
        merged_name: merged.map(|(name, _)| name),
    }))
}

fn with_what_it_wants(db: &Db, item: OutboxItem, intent: &Intent) -> Result<OutboxItem> {
    Ok(match &intent.payload {
        Payload::Create(new) => OutboxItem {
            mine: new.name.clone(),
            ..item
        },
        Payload::Comment {
            audience,
            text,
            seen,
        } => OutboxItem {
            audience: Some(*audience),
            mine: text.clone(),
            news: match (&intent.held, seen) {
                (Some(Held::MovedOn { .. }), Some(seen)) => since::news(db, intent.case_id, seen)?,
                _ => Vec::new(),
            },
            ..item
        },
        Payload::Edit {
            field,
            base,
            desired,
            ..
        } => OutboxItem {
            field: Some(*field),
            base: base.clone(),
            mine: desired.clone().unwrap_or_default(),
            ..item
        },
        Payload::Set { set, base, desired } => OutboxItem {
            set: Some(*set),
            added: names(db, desired, base)?,
            removed: names(db, base, desired)?,
            ..item
        },
        Payload::EditComment {
            comment,
            base,
            desired,
        } => OutboxItem {
            audience: comment::table::audience(db, *comment)?,
            base: Some(base.clone()),
            mine: desired.clone(),
            ..item
        },
        Payload::DeleteComment { comment, base } => OutboxItem {
            audience: comment::table::audience(db, *comment)?,
            mine: base.clone(),
            ..item
        },
        Payload::Upload {
            file_name, size, ..
        } => OutboxItem {
            mine: file_name.clone(),
            size: Some(*size),
            ..item
        },
        Payload::DeleteAttachment { file_name, .. } => OutboxItem {
            mine: file_name.clone(),
            ..item
        },
        Payload::Delete { name, .. } => OutboxItem {
            mine: name.clone(),
            ..item
        },
        Payload::Watch { .. } => item,
    })
}

/// The names of those in `these` and not in `those`.
fn names(db: &Db, these: &[Named], those: &[Named]) -> Result<Vec<String>> {
    these
        .iter()
        .filter(|n| !those.iter().any(|other| other.id == n.id))
        .map(|n| directory::table::shown_name(db, n))
        .collect()
}

//! The outbox as the person sees it: every intent with its case, its state and its reason. Reads only.

use super::table;
use super::{Held, Payload};
use crate::case::view::OutboxItem;
use crate::error::Result;
use crate::query;
use crate::store::Db;

/// Every intent, lane by lane, in the order it will leave.
///
/// # Errors
/// `Storage`.
pub fn items(db: &Db) -> Result<Vec<OutboxItem>> {
    table::all(db)?
        .into_iter()
        .map(|intent| {
            let case_name = query::table::one(db, intent.case_id)?
                .map(|c| c.row.name)
                .unwrap_or_default();
            let (field, audience, base, mine) = match &intent.payload {
                Payload::Create(new) => (None, None, None, new.name.clone()),
                Payload::Comment { audience, text } => (None, Some(*audience), None, text.clone()),
                Payload::Edit {
                    field,
                    base,
                    desired,
                    ..
                } => (
                    Some(*field),
                    None,
                    base.clone(),
                    desired.clone().unwrap_or_default(),
                ),
            };
            let theirs = match &intent.held {
                Some(Held::Conflict { theirs }) => Some(theirs.clone().unwrap_or_default()),
                _ => None,
            };
            Ok(OutboxItem {
                intent_id: intent.id,
                case_id: intent.case_id,
                case_name,
                kind: intent.payload.kind(),
                state: intent.state,
                field,
                audience,
                base,
                mine,
                theirs,
                reason: intent.reason(),
                attempts: intent.attempts,
                next_try_at: intent.not_before,
                created_at: intent.created_at,
            })
        })
        .collect()
}

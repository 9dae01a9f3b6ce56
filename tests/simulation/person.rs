//! What alice does at one of her computers.

use crate::book::{Book, Comment, End};
use crate::chance::Chance;
use crate::desk::Desk;
use crate::server::FIELDS;
use chrono::{DateTime, Utc};
use satchel_core::case::view::CaseRow;
use satchel_core::case::{Field, FieldEdit, NewCase};
use satchel_core::comment::Audience;
use satchel_core::error::{Error, Result};
use satchel_sandbox::Dialect;

/// An act of hers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Deed {
    Replies,
    Notes,
    Edits,
    Creates,
    Discards,
    Sends,
    Drafts,
    Opens,
    Syncs,
    PullsOrPlugs,
    Restarts,
}

/// The words of a server.
pub(crate) struct Words {
    pub(crate) statuses: &'static [&'static str],
    pub(crate) priorities: &'static [&'static str],
    pub(crate) types: &'static [&'static str],
}

/// What may be chosen. "Duplicate" is left out: it hides a case from lists and from nothing else.
pub(crate) fn words(dialect: Dialect) -> Words {
    match dialect {
        Dialect::Bottlecrm => Words {
            statuses: &["New", "Assigned", "Pending", "Closed", "Rejected"],
            priorities: &["Low", "Normal", "High", "Urgent"],
            types: &["", "Question", "Incident", "Problem"],
        },
        Dialect::Documented => Words {
            statuses: &["New", "In Progress", "On Hold", "Closed"],
            priorities: &["Low", "Normal", "High", "Critical"],
            types: &["", "Technical", "Billing", "General"],
        },
    }
}

/// A value for a field; texts are never said twice.
pub(crate) fn some_value(chance: &mut Chance, words: &Words, field: Field, tag: &str) -> String {
    let one_of = |chance: &mut Chance, list: &[&str]| {
        chance
            .pick(list)
            .map(|w| (*w).to_owned())
            .unwrap_or_default()
    };
    match field {
        Field::Name => format!("Name {tag}"),
        Field::Status => one_of(chance, words.statuses),
        Field::Priority => one_of(chance, words.priorities),
        Field::CaseType => one_of(chance, words.types),
        Field::Description => format!("About {tag}"),
        Field::ClosedOn => format!("2026-11-{:02}", chance.between(1, 28)),
    }
}

/// Somebody at a desk, with the book she keeps.
pub(crate) struct Person<'a> {
    pub(crate) number: usize,
    pub(crate) desk: &'a mut Desk,
    pub(crate) book: &'a mut Book,
    pub(crate) words: &'a Words,
    pub(crate) dialect: Dialect,
    /// Makes what she writes unlike anything else.
    pub(crate) tag: String,
    pub(crate) now: DateTime<Utc>,
}

impl Person<'_> {
    /// Does it, and says what she did.
    ///
    /// # Errors
    /// A fault of the engine; what it may refuse is told in the words.
    pub(crate) fn does(&mut self, deed: Deed, chance: &mut Chance) -> Result<String> {
        let rows = self.desk.learns()?;
        let before = self.desk.outbox()?;
        let told = match deed {
            Deed::Replies => self.comments(&rows, Audience::Public, chance),
            Deed::Notes if self.dialect == Dialect::Documented => {
                self.comments(&rows, Audience::Public, chance)
            }
            Deed::Notes => self.comments(&rows, Audience::Internal, chance),
            Deed::Edits => self.edits(&rows, chance),
            Deed::Creates => self.creates(),
            Deed::Discards => self.discards(chance),
            Deed::Sends => self.sends(chance),
            Deed::Drafts => match chance.pick(&rows) {
                Some(row) => self
                    .desk
                    .core()
                    .save_draft(row.id, Audience::Public, &self.tag)
                    .map(|()| format!("drafts on {}", row.name)),
                None => Ok("has nothing to draft on".to_owned()),
            },
            Deed::Opens => match chance.pick(&rows) {
                Some(row) => {
                    let view = self.desk.core().open_case(row.id)?;
                    Ok(format!("opens {}: {} items", row.name, view.timeline.len()))
                }
                None => Ok("has nothing to open".to_owned()),
            },
            Deed::Syncs => {
                self.desk.syncs();
                Ok("asks for a sync".to_owned())
            }
            Deed::PullsOrPlugs => {
                let up = !self.desk.is_plugged();
                self.desk.plug(up);
                Ok(if up {
                    "plugs the cable"
                } else {
                    "pulls the cable"
                }
                .to_owned())
            }
            Deed::Restarts if self.desk.can_restart() => {
                self.desk.restarts()?;
                Ok("restarts".to_owned())
            }
            Deed::Restarts => Ok("can't restart".to_owned()),
        };
        let told = match told {
            Ok(told) => told,
            Err(e @ (Error::Invalid(_) | Error::NotFound(_) | Error::TooLate)) => {
                format!("may not ({deed:?}): {e}")
            }
            Err(other) => return Err(other),
        };
        let after = self.desk.outbox()?;
        self.book.compare(self.number, &before, &after, self.now);
        Ok(format!("alice at {} {told}", self.number))
    }

    fn comments(
        &mut self,
        rows: &[CaseRow],
        audience: Audience,
        chance: &mut Chance,
    ) -> Result<String> {
        let Some(row) = favorite(rows, chance) else {
            return Ok("has nothing to comment on".to_owned());
        };
        let text = format!("Said {}", self.tag);
        let intent = self.desk.core().add_comment(row.id, audience, &text)?;
        let told = format!("says {text:?} on {:?}", row.name);
        self.book.comments.push(Comment {
            by: self.number,
            intent,
            text,
            most: 1,
            end: End::Wanted,
        });
        Ok(told)
    }

    fn edits(&mut self, rows: &[CaseRow], chance: &mut Chance) -> Result<String> {
        let Some(row) = favorite(rows, chance) else {
            return Ok("has nothing to edit".to_owned());
        };
        let view = self.desk.core().open_case(row.id)?;
        let again = chance.pick(&view.pending_fields).map(|p| p.field);
        let again = again.filter(|_| chance.per_mille(400));
        let mut field = again.or_else(|| chance.pick(&FIELDS).copied());
        if self.dialect == Dialect::Documented {
            // Its answers carry no description, so nobody can tell whether it arrived.
            field = field.filter(|f| *f != Field::Description);
        }
        let field = field.unwrap_or(Field::Name);
        let mut value = some_value(chance, self.words, field, &self.tag);
        // Sometimes back to what it was.
        let pending = view.pending_fields.iter().find(|p| p.field == field);
        if let Some(base) = pending.and_then(|p| p.base.clone())
            && chance.per_mille(400)
        {
            value = base;
        }
        let mut edits = vec![FieldEdit {
            field,
            value: Some(value.clone()).filter(|v| !v.is_empty()),
        }];
        if field == Field::Status && value == "Closed" {
            edits.push(FieldEdit {
                field: Field::ClosedOn,
                value: Some("2026-11-20".to_owned()),
            });
        }
        self.desk.core().edit_case(row.id, &edits)?;
        Ok(format!("sets {field:?} of {:?} to {value:?}", row.name))
    }

    fn creates(&mut self) -> Result<String> {
        let name = format!("Made {}", self.tag);
        self.desk.core().create_case(NewCase {
            name: name.clone(),
            status: "New".to_owned(),
            priority: "Normal".to_owned(),
            case_type: None,
            description: String::new(),
            account_id: None,
            assignee_ids: Vec::new(),
            team_ids: Vec::new(),
            contact_ids: Vec::new(),
            tag_ids: Vec::new(),
        })?;
        Ok(format!("makes {name:?}"))
    }

    fn discards(&mut self, chance: &mut Chance) -> Result<String> {
        let outbox = self.desk.outbox()?;
        let Some(item) = chance.pick(&outbox) else {
            return Ok("has nothing to discard".to_owned());
        };
        self.desk.core().discard(item.intent_id)?;
        self.book.discarded(self.number, item, &outbox);
        Ok(format!(
            "discards {:?} {:?} ({:?}, {} attempts)",
            item.kind, item.mine, item.state, item.attempts
        ))
    }

    fn sends(&mut self, chance: &mut Chance) -> Result<String> {
        let outbox = self.desk.outbox()?;
        let Some(item) = chance.pick(&outbox) else {
            return Ok("has nothing to send".to_owned());
        };
        self.desk.core().send(item.intent_id)?;
        if item
            .reason
            .as_deref()
            .is_some_and(|r| r.starts_with("This may already"))
        {
            let mut comments = self.book.comments.iter_mut();
            let again = comments.find(|c| c.intent == item.intent_id);
            again.into_iter().for_each(|comment| comment.most += 1);
        }
        Ok(format!(
            "sends {:?} {:?} ({:?})",
            item.kind, item.mine, item.state
        ))
    }
}

/// Work gathers on few cases: that is where histories meet.
fn favorite<'a>(rows: &'a [CaseRow], chance: &mut Chance) -> Option<&'a CaseRow> {
    if chance.per_mille(600) {
        return chance.pick(rows.get(..rows.len().min(3))?);
    }
    chance.pick(rows)
}

//! What became of the person's acts on a case, kept for good: what was sent, merged, held, discarded, and what can be
//! taken back from there. Plain data; SQL is `table.rs`.

pub mod table;

use crate::case::{CaseSet, Field, FieldEdit, SetChange};
use crate::comment::Audience;
use crate::id::{CommentId, IntentId, Named, ServerId};
use crate::intent::{Held, Kind, Payload};
use crate::sentence::Sentence;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What happened to an act.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "HistoryEvent", rename_all = "camelCase")]
pub enum Event {
    /// The server took it, and shows it.
    Sent,
    /// The server had it already: nothing was sent.
    AlreadyThere,
    /// It waits for the person, with a reason.
    Held,
    /// The person wanted to wait with it.
    HeldByChoice,
    /// The person wanted it sent as it stood.
    SentByChoice,
    /// The person took it back before it left.
    Discarded,
    /// The person took it back after its bytes had left.
    Withdrawn,
    /// The person went back to what it was before.
    Undone,
    /// A later act on the same thing took its place.
    Superseded,
    /// Both sides changed it, in different places: both changes are in what was sent.
    Merged,
    /// What was sent replaced a value that somebody else had set a moment before.
    Replaced,
}

/// A record of the history. Stored as JSON; a field that an older program does not know is left alone by it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Record {
    /// What happened.
    pub event: Event,
    /// To which act.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payload: Option<Payload>,
    /// Why it was held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<Held>,
    /// Of a merge and of a replacement: what the server held before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theirs: Option<String>,
}

impl Record {
    /// This event on this act.
    #[must_use]
    pub fn of(event: Event, payload: &Payload) -> Record {
        let mut payload = payload.clone();
        if let Payload::Comment { seen, .. } = &mut payload {
            // It has done its work.
            *seen = None;
        }
        Record {
            event,
            payload: Some(payload),
            held: None,
            theirs: None,
        }
    }
}

/// What undoes a record: an act of its own, sent like any other.
#[derive(Clone, Debug, PartialEq)]
pub enum Restore {
    /// A field's earlier value.
    Field(FieldEdit),
    /// The members that were there before.
    Set(SetChange),
    /// A comment's earlier text.
    Text {
        /// Which comment.
        comment: CommentId,
        /// The text.
        text: String,
    },
    /// Words that were never sent, back into the draft.
    Draft {
        /// Whose eyes they were for.
        audience: Audience,
        /// The words.
        text: String,
    },
}

impl Record {
    /// What undoes it, if anything does.
    #[must_use]
    pub fn restore(&self) -> Option<Restore> {
        let field =
            |field: Field, value: Option<String>| Some(Restore::Field(FieldEdit { field, value }));
        match (self.event, self.payload.as_ref()?) {
            (Event::Merged | Event::Replaced, Payload::Edit { field: which, .. }) => {
                field(*which, self.theirs.clone())
            }
            (
                Event::Sent,
                Payload::Edit {
                    field: which, base, ..
                },
            ) => field(*which, base.clone()),
            (Event::Sent, Payload::Set { set, base, desired }) => Some(Restore::Set(SetChange {
                set: *set,
                add: missing(base, desired),
                remove: missing(desired, base),
            })),
            (Event::Sent, Payload::EditComment { comment, base, .. }) => Some(Restore::Text {
                comment: *comment,
                text: base.clone(),
            }),
            (Event::Discarded, Payload::Comment { audience, text, .. }) => Some(Restore::Draft {
                audience: *audience,
                text: text.clone(),
            }),
            _ => None,
        }
    }
}

/// The ids that `these` have and `those` have not.
#[must_use]
pub fn missing(these: &[Named], those: &[Named]) -> Vec<ServerId> {
    let new = these.iter().filter(|n| !those.iter().any(|o| o.id == n.id));
    new.map(|n| n.id.clone()).collect()
}

/// A record as the screen shows it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct HistoryItem {
    /// Its number.
    pub id: u32,
    /// Which act: several things can happen to one.
    pub intent_id: Option<IntentId>,
    /// When, by this computer.
    pub at: DateTime<Utc>,
    /// What happened.
    pub event: Event,
    /// To what kind of act.
    pub kind: Option<Kind>,
    /// Of an edit.
    pub field: Option<Field>,
    /// Of a change to a set.
    pub set: Option<CaseSet>,
    /// Of words that were said: whose eyes they are for.
    pub audience: Option<Audience>,
    /// What the person wanted: the text, the value, the names of a set as they were wanted.
    pub mine: String,
    /// What was there before.
    pub before: Option<String>,
    /// Why it was held, in a sentence.
    pub reason: Option<String>,
    /// The same, to be said in any language.
    #[cfg_attr(feature = "specta", specta(optional))]
    pub why: Option<Sentence>,
    /// It can be undone from here.
    pub can_restore: bool,
}

impl HistoryItem {
    /// A record, for the screen.
    #[must_use]
    pub fn new(
        id: u32,
        intent_id: Option<IntentId>,
        at: DateTime<Utc>,
        record: Record,
    ) -> HistoryItem {
        let can_restore = record.restore().is_some();
        let names = |these: &[Named]| -> String {
            let names: Vec<&str> = these.iter().map(|n| n.name.as_str()).collect();
            names.join(", ")
        };
        let (mut field, mut set, mut audience, mut before) = (None, None, None, None);
        let mine = match &record.payload {
            Some(Payload::Create(new)) => new.name.clone(),
            Some(Payload::Edit {
                field: which,
                base,
                desired,
                ..
            }) => {
                (field, before) = (Some(*which), base.clone());
                desired.clone().unwrap_or_default()
            }
            Some(Payload::Set {
                set: which,
                base,
                desired,
            }) => {
                (set, before) = (Some(*which), Some(names(base)));
                names(desired)
            }
            Some(Payload::Comment {
                audience: eyes,
                text,
                ..
            }) => {
                audience = Some(*eyes);
                text.clone()
            }
            Some(Payload::EditComment { base, desired, .. }) => {
                before = Some(base.clone());
                desired.clone()
            }
            Some(Payload::DeleteComment { base, .. }) => base.clone(),
            Some(
                Payload::Upload { file_name, .. } | Payload::DeleteAttachment { file_name, .. },
            ) => file_name.clone(),
            Some(Payload::Delete { name, .. }) => name.clone(),
            Some(Payload::Watch { .. }) | None => String::new(),
        };
        HistoryItem {
            id,
            intent_id,
            at,
            event: record.event,
            kind: record.payload.as_ref().map(Payload::kind),
            field,
            set,
            audience,
            mine,
            before: record.theirs.or(before),
            reason: record.held.as_ref().map(|held| held.said().to_string()),
            why: record.held.as_ref().map(Held::said),
            can_restore,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit() -> Payload {
        Payload::Edit {
            field: Field::Priority,
            base: Some("Low".to_owned()),
            desired: Some("High".to_owned()),
            closed_on: None,
        }
    }

    #[test]
    fn what_was_sent_goes_back_to_its_base_and_what_replaced_something_to_that() {
        let back = |record: Record| match record.restore() {
            Some(Restore::Field(edit)) => edit.value,
            other => panic!("{other:?}"),
        };
        assert_eq!(
            back(Record::of(Event::Sent, &edit())).as_deref(),
            Some("Low")
        );
        let replaced = Record {
            theirs: Some("Normal".to_owned()),
            ..Record::of(Event::Replaced, &edit())
        };
        assert_eq!(back(replaced).as_deref(), Some("Normal"));
        assert_eq!(Record::of(Event::Held, &edit()).restore(), None);
    }

    #[test]
    fn a_record_of_a_newer_program_is_read_as_far_as_it_is_known() {
        let text = r#"{"event":"sent","payload":{"kind":"watch","desired":true},"moon":"full"}"#;
        let record: Record = serde_json::from_str(text).unwrap();
        assert_eq!(record.payload, Some(Payload::Watch { desired: true }));
    }
}

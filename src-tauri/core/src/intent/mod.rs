//! An intent: something the person wants on the server and that is not confirmed there yet. Plain data and the pure
//! rules of one lane; SQL is `table.rs`.
//!
//! Written by mutations only (`mutation.rs`), moved on by push only (`sync/push.rs`). Payloads are never rewritten with
//! server ids: ids are looked up when an intent is sent.

pub mod counts;
pub mod lane;
pub mod outbox;
pub mod seen;
pub mod since;
pub mod table;

use crate::case::{CaseSet, Field, NewCase};
use crate::comment::Audience;
use crate::id::{AttachmentId, CaseId, CommentId, IntentId, Named, ServerId};
use crate::sentence::Sentence;
use chrono::{DateTime, NaiveDate, Utc};
use seen::Seen;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What the person wants. Stored as JSON with [`PAYLOAD_VERSION`]; decoders are kept forever.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Payload {
    /// A case that the server does not have yet.
    Create(NewCase),
    /// A field's value. One pending edit per case and field: a second edit changes `desired` and keeps `base`.
    Edit {
        /// Which field.
        field: Field,
        /// The server's value that the person changed: the common ancestor of the three-way merge.
        base: Option<String>,
        /// The value wanted.
        desired: Option<String>,
        /// The closing date that goes with a closing status (one group with it).
        closed_on: Option<NaiveDate>,
    },
    /// A reply or a note.
    Comment {
        /// Who may read it.
        audience: Audience,
        /// The text, exactly.
        text: String,
        /// What was on screen when it was written. `None`: written before this was kept, on a case that the server did
        /// not have, or a later part of a reply, which goes with the first.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seen: Option<Box<Seen>>,
    },
    /// A set of related things. One per case and set. What is sent is `(server ∪ added) ∖ removed`, where added and
    /// removed are the difference of `base` and `desired` (sync-and-security 3.6): changes of others to the same set stay.
    Set {
        /// Which set.
        set: CaseSet,
        /// The server's members that the person changed.
        base: Vec<Named>,
        /// The members wanted.
        desired: Vec<Named>,
    },
    /// Another text for a comment. One per comment.
    EditComment {
        /// Which.
        comment: CommentId,
        /// The server's text that the person changed.
        base: String,
        /// The text wanted.
        desired: String,
    },
    /// A comment is to go.
    DeleteComment {
        /// Which.
        comment: CommentId,
        /// Its text when the person decided: another text is another decision.
        base: String,
    },
    /// A file. Its bytes lie in the mirror from the moment the person chose it: the original may change or go.
    Upload {
        /// What the file is called here, for life; its bytes lie under this id.
        attachment: AttachmentId,
        /// As it will be sent.
        file_name: String,
        /// In bytes.
        size: u32,
        /// Of the bytes, in hexadecimal: how the file is recognized when the answer was lost.
        sha256: String,
    },
    /// A file is to go.
    DeleteAttachment {
        /// Which.
        attachment: AttachmentId,
        /// Its name.
        file_name: String,
    },
    /// The whole case is to go.
    Delete {
        /// Its name when the person decided.
        name: String,
        /// The comments that were known then: with more of others, it is another decision.
        known: Vec<ServerId>,
    },
    /// To be told of what happens on the case, or no longer.
    Watch {
        /// Watched?
        desired: bool,
    },
}

/// What an intent with a value is about. At most one of them waits per case and slot: a second act changes what is wanted,
/// not what is queued. Appends have none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Slot {
    /// A field.
    Field(Field),
    /// A set.
    Set(CaseSet),
    /// A comment's text, or its being there.
    Comment(CommentId),
    /// A file's being there.
    Attachment(AttachmentId),
    /// Whether the case is watched.
    Watch,
    /// Whether the case is there.
    Case,
}

impl Slot {
    /// As stored.
    #[must_use]
    pub fn key(self) -> String {
        let word = |value: serde_json::Result<serde_json::Value>| match value {
            Ok(serde_json::Value::String(word)) => word,
            _ => String::new(),
        };
        match self {
            Slot::Field(field) => word(serde_json::to_value(field)),
            Slot::Set(set) => word(serde_json::to_value(set)),
            Slot::Comment(id) => id.to_string(),
            Slot::Attachment(id) => id.to_string(),
            Slot::Watch => "watch".to_owned(),
            Slot::Case => "case".to_owned(),
        }
    }
}

/// The version of [`Payload`] that this program writes.
pub const PAYLOAD_VERSION: i64 = 1;

/// What kind of intent.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "IntentKind", rename_all = "camelCase")]
pub enum Kind {
    /// A new case.
    Create,
    /// A field's value.
    Edit,
    /// The members of a set.
    Set,
    /// A reply or a note.
    Comment,
    /// Another text for a comment.
    EditComment,
    /// A comment is to go.
    DeleteComment,
    /// A file.
    Upload,
    /// A file is to go.
    DeleteAttachment,
    /// The case is to go.
    Delete,
    /// To be told of what happens.
    Watch,
    /// Not to be told any more.
    Unwatch,
}

impl Kind {
    /// Does it add something each time it is sent? Then it is never sent again before it was verified, and its place among
    /// the others of its kind matters.
    #[must_use]
    pub fn is_append(self) -> bool {
        matches!(self, Kind::Comment | Kind::Upload)
    }
}

impl Payload {
    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Payload::Create(_) => Kind::Create,
            Payload::Edit { .. } => Kind::Edit,
            Payload::Set { .. } => Kind::Set,
            Payload::Comment { .. } => Kind::Comment,
            Payload::EditComment { .. } => Kind::EditComment,
            Payload::DeleteComment { .. } => Kind::DeleteComment,
            Payload::Upload { .. } => Kind::Upload,
            Payload::DeleteAttachment { .. } => Kind::DeleteAttachment,
            Payload::Delete { .. } => Kind::Delete,
            Payload::Watch { desired: true } => Kind::Watch,
            Payload::Watch { desired: false } => Kind::Unwatch,
        }
    }

    /// What it is about, if it has a value.
    #[must_use]
    pub fn slot(&self) -> Option<Slot> {
        match self {
            Payload::Edit { field, .. } => Some(Slot::Field(*field)),
            Payload::Set { set, .. } => Some(Slot::Set(*set)),
            Payload::EditComment { comment, .. } | Payload::DeleteComment { comment, .. } => {
                Some(Slot::Comment(*comment))
            }
            Payload::DeleteAttachment { attachment, .. } => Some(Slot::Attachment(*attachment)),
            Payload::Delete { .. } => Some(Slot::Case),
            Payload::Watch { .. } => Some(Slot::Watch),
            Payload::Create(_) | Payload::Comment { .. } | Payload::Upload { .. } => None,
        }
    }
}

/// How far an intent is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "IntentState", rename_all = "camelCase")]
pub enum State {
    /// Waits for its turn or for the network.
    Pending,
    /// Its attempt is recorded: bytes may be leaving now.
    Sending,
    /// Its bytes may have arrived: being verified, never resent blindly.
    Unknown,
    /// Will not be sent until the person decides.
    Held,
}

/// Who made a value what it is, and when, by the server's log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct SetBy {
    /// Who, where the server says: Django-CRM does not for changes of fields (server-contract 3.8).
    pub by: Option<String>,
    /// When, by the server's clock.
    pub at: DateTime<Utc>,
}

/// Why an intent is held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "camelCase")]
pub enum Held {
    /// The field was changed here and there to different values.
    Conflict {
        /// What the server has now.
        theirs: Option<String>,
        /// When that was set, and by whom, where the server's log tells.
        #[serde(default)]
        set_by: Option<SetBy>,
    },
    /// The server said no, in these words.
    Refused {
        /// The server's words.
        text: String,
    },
    /// It may already be there, changed or removed since; only the person can know.
    MaybeSent,
    /// What it was for can't take it: deleted, merged, not visible any more.
    Gone {
        /// In words.
        text: String,
        /// To be said in any language.
        #[serde(default)]
        said: Option<Sentence>,
    },
    /// The server answered 200 and did not do it.
    NotTaken,
    /// The server failed on it again and again.
    Poison {
        /// What it said each time.
        text: String,
        /// To be said in any language.
        #[serde(default)]
        said: Option<Sentence>,
    },
    /// Somebody did something since, so the person may want it otherwise now.
    MovedOn {
        /// In words.
        text: String,
        /// To be said in any language.
        #[serde(default)]
        said: Option<Sentence>,
    },
    /// The person asked to wait with it.
    ByPerson,
    /// It was pasted, and they did not say yet that it goes.
    NotLookedAt,
    /// Written by a newer Satchel.
    UnknownPayload,
}

impl Held {
    /// What it was for can't take it.
    #[must_use]
    pub fn gone(said: Sentence) -> Held {
        Held::Gone {
            text: said.to_string(),
            said: Some(said),
        }
    }

    /// Somebody did something since.
    #[must_use]
    pub fn moved_on(said: Sentence) -> Held {
        Held::MovedOn {
            text: said.to_string(),
            said: Some(said),
        }
    }

    /// The server failed on it again and again, with this error.
    #[must_use]
    pub fn poison(status: u16) -> Held {
        Held::Poison {
            text: Sentence::Failed { status }.to_string(),
            said: Some(Sentence::ThreeTimes { status }),
        }
    }

    /// What the person is told.
    #[must_use]
    pub fn said(&self) -> Sentence {
        let words = |text: &str| Sentence::Words {
            text: text.to_owned(),
        };
        match self {
            Held::Conflict { .. } => Sentence::Conflict,
            Held::Refused { text } if text == NAME_TAKEN => Sentence::NameTaken,
            Held::Refused { text } => Sentence::Refused { text: text.clone() },
            Held::MaybeSent => Sentence::MaybeSent,
            Held::Gone { text, said } | Held::MovedOn { text, said } => {
                said.clone().unwrap_or_else(|| words(text))
            }
            Held::ByPerson => Sentence::AskedToWait,
            Held::NotLookedAt => Sentence::NotLookedAt,
            Held::NotTaken => Sentence::NotTaken,
            Held::Poison { text, said } => said
                .clone()
                .unwrap_or_else(|| words(&format!("It was tried three times. {text}"))),
            Held::UnknownPayload => Sentence::NewerWrote,
        }
    }
}

/// What a server means by refusing a name: told in our words, which say what to do.
pub const NAME_TAKEN: &str = "Another case has this name. Give yours another one.";

/// Something the person wants on the server.
#[derive(Clone, Debug, PartialEq)]
pub struct Intent {
    /// Its id.
    pub id: IntentId,
    /// Its case, and so its lane.
    pub case_id: CaseId,
    /// Its place in the lane.
    pub seq: i64,
    /// What is wanted.
    pub payload: Payload,
    /// How far it is.
    pub state: State,
    /// How often bytes were about to leave.
    pub attempts: u32,
    /// Not before this time.
    pub not_before: Option<DateTime<Utc>>,
    /// Why it is held.
    pub held: Option<Held>,
    /// Why it waits: the last attempt's trouble.
    pub trouble: Option<Sentence>,
    /// The person took it back after its bytes had left: if it arrives, it is undone there.
    pub withdrawn: bool,
    /// When the person did it.
    pub created_at: DateTime<Utc>,
}

impl Intent {
    /// Can it still be changed or taken back? Only while its bytes have not left.
    #[must_use]
    pub fn is_ours(&self) -> bool {
        matches!(self.state, State::Pending | State::Held)
    }

    /// Is it held only because the person asked to wait with it, or is still looking at it? Then nothing is wrong.
    #[must_use]
    pub fn waits_by_choice(&self) -> bool {
        self.state == State::Held && matches!(self.held, Some(Held::ByPerson | Held::NotLookedAt))
    }

    /// As a mark on what it will change. `behind`: as for [`Intent::reason`].
    #[must_use]
    pub fn mark(&self, behind: &BTreeSet<IntentId>) -> Pending {
        let why = self.reason(behind);
        Pending {
            intent_id: self.id,
            state: self.state,
            waits_by_choice: self.waits_by_choice(),
            withdrawn: self.withdrawn,
            reason: why.as_ref().map(ToString::to_string),
            why,
        }
    }

    /// Why it is held or waits. `behind`: those of its lane that wait for a decision on one before them ([`lane::behind`]).
    #[must_use]
    pub fn reason(&self, behind: &BTreeSet<IntentId>) -> Option<Sentence> {
        if self.withdrawn {
            return Some(Sentence::Withdrawn);
        }
        if behind.contains(&self.id) {
            return Some(Sentence::Behind);
        }
        self.held
            .as_ref()
            .map(Held::said)
            .or_else(|| self.trouble.clone())
    }
}

/// An intent as a mark on what it will change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Pending {
    /// Which.
    pub intent_id: IntentId,
    /// How far.
    pub state: State,
    /// Held because the person asked to wait with it, or is still looking at it.
    pub waits_by_choice: bool,
    /// Taken back while it was on its way.
    pub withdrawn: bool,
    /// Why it is held or waits, in English.
    pub reason: Option<String>,
    /// The same, to be said in any language.
    #[cfg_attr(feature = "specta", specta(optional))]
    pub why: Option<Sentence>,
}

//! An intent: something the person wants on the server and that is not confirmed there yet. Plain data and the pure
//! rules of one lane; SQL is `table.rs`.
//!
//! Written by mutations only (`mutation.rs`), moved on by push only (`sync/push.rs`). Payloads are never rewritten with
//! server ids: ids are looked up when an intent is sent.

pub mod lane;
pub mod outbox;
pub mod table;

use crate::case::{Field, NewCase};
use crate::comment::Audience;
use crate::id::{CaseId, IntentId};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

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
    },
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
    /// A reply or a note.
    Comment,
}

impl Payload {
    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Payload::Create(_) => Kind::Create,
            Payload::Edit { .. } => Kind::Edit,
            Payload::Comment { .. } => Kind::Comment,
        }
    }

    /// The field it edits, if it is an edit.
    #[must_use]
    pub fn field(&self) -> Option<Field> {
        match self {
            Payload::Edit { field, .. } => Some(*field),
            Payload::Create(_) | Payload::Comment { .. } => None,
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

/// Why an intent is held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "camelCase")]
pub enum Held {
    /// The field was changed here and there to different values.
    Conflict {
        /// What the server has now.
        theirs: Option<String>,
    },
    /// The server said no, in these words.
    Refused {
        /// The server's words.
        text: String,
    },
    /// It may already be there, changed or removed since; only the person can know.
    MaybeSent,
    /// The case can't take it: deleted, merged, not visible any more.
    CaseGone {
        /// In words.
        text: String,
    },
    /// The server answered 200 and did not do it.
    NotTaken,
    /// The server failed on it again and again.
    Poison {
        /// What it said each time.
        text: String,
    },
    /// Written by a newer Satchel.
    UnknownPayload,
}

impl Held {
    /// A sentence for the person.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Held::Conflict { .. } => "Somebody else changed this meanwhile. Choose which value stays.".to_owned(),
            Held::Refused { text } => format!("The server refused it: {text}"),
            Held::MaybeSent => {
                "This may already have been posted, then edited or removed. Look at the case before posting it again.".to_owned()
            }
            Held::CaseGone { text } => text.clone(),
            Held::NotTaken => "The server answered “done” but did not do it.".to_owned(),
            Held::Poison { text } => format!("It was tried three times. {text}"),
            Held::UnknownPayload => "A newer Satchel wrote this; this one can't send it.".to_owned(),
        }
    }
}

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
    /// Why it waits, in a sentence: the last attempt's trouble.
    pub trouble: Option<String>,
    /// When the person did it.
    pub created_at: DateTime<Utc>,
}

impl Intent {
    /// Can it still be changed or taken back? Only while its bytes have not left.
    #[must_use]
    pub fn is_ours(&self) -> bool {
        matches!(self.state, State::Pending | State::Held)
    }

    /// As a mark on what it will change.
    #[must_use]
    pub fn mark(&self) -> Pending {
        Pending {
            intent_id: self.id,
            state: self.state,
            reason: self.reason(),
        }
    }

    /// Why it is held or waits, in a sentence.
    #[must_use]
    pub fn reason(&self) -> Option<String> {
        self.held
            .as_ref()
            .map(Held::sentence)
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
    /// Why it is held or waits.
    pub reason: Option<String>,
}

//! What the screens show of cases: rows of the queue, one open case, and the questions that ask for them.
//!
//! Plain data, serialized to the window as it stands here. The stored view they are read from is written in `view/table.rs`.

pub mod table;

use super::facts::{Fact, LabeledValue};
use super::sla::Sla;
use super::{CaseSet, Field, Standing};
use crate::attachment::keep::FileState;
use crate::comment::Audience;
use crate::email::Direction;
use crate::id::{AttachmentId, CaseId, IntentId, Named, SavedId};
use crate::intent::seen::News;
use crate::intent::{Pending, State};
use crate::news::{CaseNews, Summary};
use crate::sentence::Sentence;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// A ready-made selection of cases, in the side bar.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum View {
    /// Open and assigned to me.
    Mine,
    /// Open, with one of the top two priorities.
    Urgent,
    /// Open, nobody's.
    Unassigned,
    /// On hold, pending: waiting for somebody else.
    Waiting,
    /// Open.
    Open,
    /// Closed, the latest first.
    Closed,
    /// Every case that is here.
    All,
}

impl View {
    /// All of them, in the order of the side bar.
    pub const ALL: [View; 7] = [
        View::Mine,
        View::Urgent,
        View::Unassigned,
        View::Waiting,
        View::Open,
        View::Closed,
        View::All,
    ];
}

/// How many cases a view holds.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ViewCount {
    /// Which.
    pub view: View,
    /// How many.
    pub count: u32,
}

/// How many cases a saved view holds.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SavedCount {
    /// Which.
    pub id: SavedId,
    /// How many.
    pub count: u32,
}

/// How many cases each view holds.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ViewCounts {
    /// Of the ready-made ones.
    pub ready: Vec<ViewCount>,
    /// Of the saved ones.
    pub saved: Vec<SavedCount>,
}

/// What the queue is sorted by.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum SortKey {
    /// When something last happened on it.
    Activity,
    /// When it was made.
    Created,
    /// The server's order of priorities; the most pressing is the greatest.
    Priority,
    /// Its name, as people sort names.
    Name,
    /// The server's order of statuses.
    Status,
    /// How well it answers the words, the best first; the latest first where no words are asked for.
    Relevance,
    /// When it is due; without a deadline, last.
    Due,
}

/// A question for rows of the queue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CaseQuery {
    /// Which selection.
    pub view: View,
    /// Words that must be found in name, description, comments or people, and conditions (`query/parse.rs`); empty for all.
    pub text: String,
    /// By what.
    pub sort: SortKey,
    /// The greatest first.
    pub descending: bool,
    /// How many rows to skip.
    pub offset: u32,
    /// How many rows at most (500 at the very most).
    pub limit: u32,
}

/// Rows of the queue.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CasePage {
    /// How many cases answer the question, in all.
    pub total: u32,
    /// The rows asked for.
    pub rows: Vec<CaseRow>,
    /// Why each of them was found, in their order; empty where no words were asked for.
    pub found: Vec<crate::search::WhyFound>,
    /// Words were asked for, and so many cases are not in the index yet: a newer program writes it anew. Usually none.
    pub unsearched: u32,
    /// Parts of the question that could not be understood: they looked for nothing.
    pub problems: Vec<crate::query::parse::Problem>,
}

/// A case as one line of the queue.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct CaseRow {
    /// Ours.
    pub id: CaseId,
    /// Title.
    pub name: String,
    /// The server's value.
    pub status: String,
    /// Does the server count it as open?
    pub is_open: bool,
    /// The server's value.
    pub priority: String,
    /// 0 is the most pressing of the vocabulary.
    pub priority_rank: u32,
    /// One of the top two priorities.
    pub is_urgent: bool,
    /// The server's value.
    pub case_type: Option<String>,
    /// The account's name.
    pub account: Option<String>,
    /// Names.
    pub assignees: Vec<String>,
    /// When it was made, by the server; by this computer while it is new.
    pub created_at: DateTime<Utc>,
    /// The latest of: made, commented on, a file added, an own intent.
    pub last_activity_at: DateTime<Utc>,
    /// Comments and notes, own pending ones included.
    pub comments: u32,
    /// Files.
    pub files: u32,
    /// There is something to be read: it is new, others said something, or it became this person's.
    pub unread: bool,
    /// What others did since this person last looked, in a few words.
    pub news: Option<Summary>,
    /// The clock of its deadlines, where the server has one and something is due.
    pub sla: Option<Sla>,
    /// Intents that wait, by choice too, are being sent or being checked.
    pub pending: u32,
    /// Intents that need the person.
    pub held: u32,
    /// The server has it.
    pub on_server: bool,
}

/// One case, opened.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct CaseView {
    /// Its line of the queue.
    pub row: CaseRow,
    /// The person wants its files kept.
    pub pinned: bool,
    /// Free text; empty where the server has none.
    pub description: String,
    /// The day it was closed.
    pub closed_on: Option<NaiveDate>,
    /// Whom to talk to.
    pub contacts: Vec<Named>,
    /// Teams.
    pub teams: Vec<Named>,
    /// Tags.
    pub tags: Vec<Named>,
    /// Who made it.
    pub created_by: Option<String>,
    /// Everything that happened, oldest first, own pending work last.
    pub timeline: Vec<TimelineItem>,
    /// Who works on it.
    pub assignees: Vec<Named>,
    /// The organization's own fields that have a value.
    pub custom_fields: Vec<LabeledValue>,
    /// What else the server says of it.
    pub facts: Vec<Fact>,
    /// Fields with an intent on them.
    pub pending_fields: Vec<PendingField>,
    /// Sets with an intent on them.
    pub pending_sets: Vec<PendingSet>,
    /// Is this person told of what happens on it? `None`: not known.
    pub watched: Option<bool>,
    /// The intent to watch it, or not to.
    pub pending_watch: Option<Pending>,
    /// The intent to delete it.
    pub pending_delete: Option<Pending>,
    /// When the server's copy was last read whole; `None`: only its list row is here.
    pub checked_at: Option<DateTime<Utc>>,
    /// What is typed and not sent.
    pub drafts: Drafts,
    /// What others did since this person last looked, field by field.
    pub news: Option<CaseNews>,
    /// How it stands on the server.
    pub standing: Standing,
    /// Of a merged one: the case that has its conversation now, where it is here.
    pub merged_into: Option<CaseId>,
}

/// Unsent text, per audience.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Drafts {
    /// Of the reply.
    pub public: String,
    /// Of the internal note.
    pub internal: String,
}

/// A field with an intent on it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct PendingField {
    /// Which.
    pub field: Field,
    /// What the server was seen to hold when the person changed it.
    pub base: Option<String>,
    /// Its intent.
    pub intent: Pending,
}

/// A set with an intent on it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct PendingSet {
    /// Which.
    pub set: CaseSet,
    /// Its intent.
    pub intent: Pending,
}

/// What is to become of something in the timeline.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Change {
    /// It is on its way to the server.
    Added,
    /// It gets this text.
    Edited,
    /// It goes.
    Deleted,
}

/// Something that happened on a case.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum TimelineItem {
    /// A reply, a note, or a customer's words.
    Comment {
        /// The comment's id, or its intent's while it is on its way.
        id: uuid::Uuid,
        /// Who; `None`: the customer.
        author: Option<String>,
        /// I wrote it.
        mine: bool,
        /// Who can read it.
        audience: Audience,
        /// Plain text.
        text: String,
        /// When, by the server; by this computer while it is on its way.
        at: DateTime<Utc>,
        /// What is to become of it.
        change: Option<Change>,
        /// The intent that changes it, until the server has it.
        pending: Option<Pending>,
    },
    /// A file.
    #[serde(rename_all = "camelCase")]
    Attachment {
        /// Ours.
        id: AttachmentId,
        /// As the server names it.
        file_name: String,
        /// Who.
        by: Option<String>,
        /// When.
        at: DateTime<Utc>,
        /// Its bytes are here.
        stored: bool,
        /// Where it is, and why.
        state: FileState,
        /// What kept it from being fetched, where something did.
        trouble: Option<String>,
        /// In bytes, where that is known: servers do not tell.
        size: Option<u32>,
        /// What is to become of it.
        change: Option<Change>,
        /// The intent that changes it, until the server has it.
        pending: Option<Pending>,
    },
    /// An e-mail. Its formatted part is never kept.
    Email {
        /// The server's id.
        id: String,
        /// Which way it went.
        direction: Direction,
        /// Whose address it came from.
        from: String,
        /// To whom.
        to: String,
        /// Subject; may be empty.
        subject: String,
        /// Plain text; may be empty.
        text: String,
        /// It had a formatted part, which is not here.
        has_formatted: bool,
        /// When.
        at: DateTime<Utc>,
    },
    /// A change that the server logged.
    Activity {
        /// The server's id.
        id: String,
        /// Who, where the server says.
        by: Option<String>,
        /// The server's action word.
        action: String,
        /// In the server's words.
        text: String,
        /// When.
        at: DateTime<Utc>,
    },
}

/// A case that can't take anything any more.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Gone {
    /// How it stands.
    pub standing: Standing,
    /// The case it was merged into, where that is here.
    pub merged_into: Option<CaseId>,
    /// Its name.
    pub merged_name: Option<String>,
}

/// An intent as the outbox shows it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct OutboxItem {
    /// Its id.
    pub intent_id: IntentId,
    /// Its case.
    pub case_id: CaseId,
    /// The case's name now.
    pub case_name: String,
    /// What it is.
    pub kind: crate::intent::Kind,
    /// How far it is.
    pub state: State,
    /// Of an edit.
    pub field: Option<Field>,
    /// Of a change to a set.
    pub set: Option<CaseSet>,
    /// Of a change to a set: the names that join.
    pub added: Vec<String>,
    /// Of a change to a set: the names that leave.
    pub removed: Vec<String>,
    /// Of a comment.
    pub audience: Option<Audience>,
    /// Of an edit: the server's value that the person changed.
    pub base: Option<String>,
    /// What the person wants there: the text, the value, the file's name, the case's name.
    pub mine: String,
    /// Of a file: its size in bytes.
    pub size: Option<u32>,
    /// Of a conflict: what the server has now.
    pub theirs: Option<String>,
    /// Of a conflict: when that was set there, and by whom, where the server's log tells.
    pub theirs_set_by: Option<crate::intent::SetBy>,
    /// Of a reply to a case that moved on: what others did there since it was written.
    pub news: Vec<News>,
    /// Its case can't take it: how it stands on the server.
    pub gone: Option<Gone>,
    /// Why it waits or is held, in a sentence.
    pub reason: Option<String>,
    /// The same, to be said in any language.
    #[cfg_attr(feature = "specta", specta(optional))]
    pub why: Option<Sentence>,
    /// Held because the person asked to wait with it, or is still looking at it: nothing is wrong.
    pub waits_by_choice: bool,
    /// Taken back while it was on its way: if it arrives, it is undone there.
    pub withdrawn: bool,
    /// It can still be changed or taken back without a trace on the server.
    pub is_ours: bool,
    /// Sending it as it stands makes sense once the person says so; not where it waits behind something else.
    pub can_send: bool,
    /// How often it was tried.
    pub attempts: u32,
    /// When it will be tried again.
    pub next_try_at: Option<DateTime<Utc>>,
    /// When the person did it.
    pub created_at: DateTime<Utc>,
}

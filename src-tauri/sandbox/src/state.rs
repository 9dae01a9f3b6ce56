//! The data of one organization: plain rows, and [`State`], which holds them all.
//!
//! No behavior but finding things. How rows come to be and change is in `cases.rs`, `comments.rs` and their neighbors;
//! the cases' book with its indexes is `ledger.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::desk::Desk;
use crate::generation::Generation;
use crate::ids::Ids;
use crate::ledger::Ledger;

/// Which server this is, seen from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// As the published description says.
    Documented,
    /// As the real Django-CRM 1.x answers.
    Bottlecrm,
}

/// The organization.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Org {
    /// Its id: in the token with `bottlecrm`, in a header with `documented`.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// The zone in which the server writes times; see `time::zone_minutes` for those it knows.
    #[serde(default = "utc")]
    pub zone: String,
    /// Since when.
    pub created_at: DateTime<Utc>,
}

fn yes() -> bool {
    true
}

fn utc() -> String {
    "UTC".to_owned()
}

/// What a person may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Role {
    /// Sees and changes every case.
    Admin,
    /// Sees the cases they created, are assigned to or watch.
    User,
}

/// An agent. The real server has two ids for each: the user, and the profile in this organization.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Person {
    /// The id in this organization: assignees, authors of comments, watchers.
    pub profile: Uuid,
    /// The id of the account: creators of cases and attachments.
    pub user: Uuid,
    /// E-mail; the part before the `@` is also the mention.
    pub email: String,
    /// Full name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// Whether they may still sign in.
    #[serde(default = "yes")]
    pub is_active: bool,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// When they signed in last; using a token is no signing in.
    #[serde(default)]
    pub last_login: Option<DateTime<Utc>>,
}

impl Person {
    /// The part of the e-mail before the `@`.
    pub fn handle(&self) -> &str {
        self.email.split('@').next().unwrap_or_default()
    }
}

/// A personal access token.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Token {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) secret: String,
    pub(crate) profile: Uuid,
    /// `cases:read` and the like; none means everything.
    pub(crate) scopes: Vec<String>,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) expires_at: Option<DateTime<Utc>>,
    pub(crate) revoked_at: Option<DateTime<Utc>>,
}

/// A team.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Team {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// What it does.
    pub description: String,
    /// Profiles.
    pub members: Vec<Uuid>,
    /// Since when.
    pub created_at: DateTime<Utc>,
}

/// A tag.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Tag {
    /// Its id.
    pub id: Uuid,
    /// Its name, also its slug.
    pub name: String,
    /// One of 18 color names.
    pub color: String,
    /// Since when.
    pub created_at: DateTime<Utc>,
}

/// A customer.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Account {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub phone: String,
    pub website: String,
    pub industry: String,
    pub city: Option<String>,
    pub country: Option<String>,
    pub description: Option<String>,
    /// Profiles.
    #[serde(default)]
    pub assigned_to: Vec<Uuid>,
    /// A user.
    pub created_by: Option<Uuid>,
    pub created_at: DateTime<Utc>,
    #[serde(default = "yes")]
    pub is_active: bool,
}

/// A person at a customer.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Contact {
    pub id: Uuid,
    pub first_name: String,
    pub last_name: String,
    pub email: String,
    pub phone: String,
    pub title: Option<String>,
    pub account: Option<Uuid>,
    /// Profiles.
    #[serde(default)]
    pub assigned_to: Vec<Uuid>,
    /// A user.
    pub created_by: Option<Uuid>,
    pub created_at: DateTime<Utc>,
    #[serde(default = "yes")]
    pub is_active: bool,
}

/// How somebody came to watch a case.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Watcher {
    pub id: Uuid,
    pub profile: Uuid,
    /// `manual` or `mention`.
    pub via: String,
    pub created_at: DateTime<Utc>,
}

/// Where a merged case went, and what is needed to take it back.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Merged {
    pub into: Uuid,
    pub at: DateTime<Utc>,
    pub status_before: String,
    pub comments: Vec<Uuid>,
    pub attachments: Vec<Uuid>,
}

/// A support case.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Case {
    pub id: Uuid,
    pub name: String,
    /// The name in lower case: names are unique without regard to case.
    pub(crate) folded: String,
    /// Any text: the bulk door of the real server stores "Banana" too.
    pub status: String,
    pub priority: String,
    /// May be absent, and may be the empty text.
    pub case_type: Option<String>,
    /// Midnight UTC of the day with `bottlecrm`, which knows days only.
    pub closed_on: Option<DateTime<Utc>>,
    pub description: Option<String>,
    /// A user; nobody if the customer wrote in.
    pub created_by: Option<Uuid>,
    pub created_at: DateTime<Utc>,
    /// Never shown by the server.
    pub updated_at: DateTime<Utc>,
    pub is_active: bool,
    pub account: Option<Uuid>,
    pub contacts: Vec<Uuid>,
    pub teams: Vec<Uuid>,
    /// Profiles.
    pub assigned_to: Vec<Uuid>,
    pub tags: Vec<Uuid>,
    pub parent: Option<Uuid>,
    pub is_problem: bool,
    pub custom_fields: Map<String, Value>,
    pub merged: Option<Merged>,
    pub watchers: Vec<Watcher>,
    pub first_response_at: Option<DateTime<Utc>>,
    pub resolved_at: Option<DateTime<Utc>>,
    pub paused_at: Option<DateTime<Utc>>,
    /// How long the clock stood still in earlier pauses, in seconds.
    pub paused_seconds: i64,
    /// Hours to the first response and to the resolution.
    pub sla_hours: (i64, i64),
}

/// A comment or, if internal, a note.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Comment {
    pub id: Uuid,
    pub case: Uuid,
    pub text: String,
    pub is_internal: bool,
    /// A profile; nobody means the customer.
    pub by: Option<Uuid>,
    pub at: DateTime<Utc>,
}

/// Where an attachment's bytes come from.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// Uploaded.
    Given(Arc<[u8]>),
    /// Made on demand from the name and this number; see `seed/files.rs`.
    Made(u64),
}

/// A file of a case.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Attachment {
    pub id: Uuid,
    pub case: Uuid,
    /// At most 60 characters.
    pub name: String,
    pub path: String,
    /// A user; nobody means the customer.
    pub by: Option<Uuid>,
    pub at: DateTime<Utc>,
    pub content: Content,
}

/// One row of the activity feed.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Activity {
    pub id: Uuid,
    /// `CREATE`, `COMMENT`, `STATUS_CHANGED` ...
    pub action: String,
    /// A profile. Field changes have none: a bug of the real server.
    pub by: Option<Uuid>,
    pub case: Uuid,
    pub case_name: String,
    /// What changed, as the server writes it.
    pub metadata: Value,
    pub at: DateTime<Utc>,
}

/// One notice to one person.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Notification {
    pub id: Uuid,
    /// To whom: a profile.
    pub to: Uuid,
    /// `case.commented` or `case.mentioned`.
    pub verb: String,
    /// From whom: a profile.
    pub by: Option<Uuid>,
    pub case: Uuid,
    pub case_name: String,
    pub excerpt: String,
    pub read_at: Option<DateTime<Utc>>,
    pub at: DateTime<Utc>,
}

/// Everything the server holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct State {
    pub(crate) dialect: Dialect,
    pub(crate) ids: Ids,
    pub(crate) org: Org,
    /// In order of their coming.
    pub(crate) people: Vec<Person>,
    pub(crate) tokens: Vec<Token>,
    pub(crate) teams: Vec<Team>,
    pub(crate) tags: Vec<Tag>,
    pub(crate) accounts: BTreeMap<Uuid, Account>,
    pub(crate) contacts: BTreeMap<Uuid, Contact>,
    pub(crate) cases: Ledger,
    /// By case, in order of their coming. A deleted case leaves its thread behind, as on the real server.
    pub(crate) comments: BTreeMap<Uuid, Vec<Comment>>,
    pub(crate) case_of_comment: BTreeMap<Uuid, Uuid>,
    pub(crate) attachments: BTreeMap<Uuid, Vec<Attachment>>,
    pub(crate) case_of_attachment: BTreeMap<Uuid, Uuid>,
    pub(crate) paths: BTreeSet<String>,
    /// In order of time, oldest first.
    pub(crate) activities: Vec<Activity>,
    /// By case: places in `activities`.
    pub(crate) activities_of: BTreeMap<Uuid, Vec<usize>>,
    pub(crate) notifications: Vec<Notification>,
    pub(crate) generation: Generation,
    /// The key of the whole organization: everything may be read with it, nothing written.
    pub(crate) api_key: String,
    pub(crate) desk: Desk,
}

impl State {
    pub(crate) fn zone(&self) -> i32 {
        crate::time::zone_minutes(&self.org.zone).unwrap_or(0)
    }

    pub(crate) fn profile(&self, id: Uuid) -> Option<&Person> {
        self.people.iter().find(|person| person.profile == id)
    }

    pub(crate) fn user(&self, id: Uuid) -> Option<&Person> {
        self.people.iter().find(|person| person.user == id)
    }

    pub(crate) fn team(&self, id: Uuid) -> Option<&Team> {
        self.teams.iter().find(|team| team.id == id)
    }

    pub(crate) fn tag(&self, id: Uuid) -> Option<&Tag> {
        self.tags.iter().find(|tag| tag.id == id)
    }

    pub(crate) fn thread(&self, case: Uuid) -> &[Comment] {
        self.comments.get(&case).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn files(&self, case: Uuid) -> &[Attachment] {
        self.attachments.get(&case).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn comment(&self, id: Uuid) -> Option<&Comment> {
        let case = *self.case_of_comment.get(&id)?;
        self.thread(case).iter().find(|comment| comment.id == id)
    }

    pub(crate) fn comment_mut(&mut self, id: Uuid) -> Option<&mut Comment> {
        let case = *self.case_of_comment.get(&id)?;
        self.comments
            .get_mut(&case)?
            .iter_mut()
            .find(|comment| comment.id == id)
    }

    pub(crate) fn attachment(&self, id: Uuid) -> Option<&Attachment> {
        let case = *self.case_of_attachment.get(&id)?;
        self.files(case).iter().find(|file| file.id == id)
    }

    /// The rows of one case, newest first.
    pub(crate) fn history(&self, case: Uuid) -> impl Iterator<Item = &Activity> {
        let places = self.activities_of.get(&case).map_or(&[][..], Vec::as_slice);
        places
            .iter()
            .rev()
            .filter_map(|place| self.activities.get(*place))
    }
}

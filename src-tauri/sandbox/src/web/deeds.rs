//! The deeds by name: `crm.web_comments(case, "bob", ...)`. What each does is in `web.rs`.

use chrono::{DateTime, Utc};
use serde_json::Value;
use uuid::Uuid;

use super::{Act, NewWebCase, Who};
use crate::crm::Crm;

/// The deeds by name. Those that touch something say whether it exists.
impl Crm {
    /// Somebody opens a case. If its name is taken, it gets a number.
    pub fn web_creates_case(
        &mut self,
        who: impl Into<Who>,
        new: NewWebCase,
        at: DateTime<Utc>,
    ) -> Uuid {
        self.act(
            Act::CreatesCase {
                who: who.into(),
                new,
            },
            at,
        )
        .unwrap_or_default()
    }

    /// Somebody changes fields, in the words of this dialect: `json!({"status": "Closed"})`. Closing fills in the
    /// date. Assignees are profiles in both dialects here.
    pub fn web_patches(
        &mut self,
        case: Uuid,
        who: impl Into<Who>,
        fields: Value,
        at: DateTime<Utc>,
    ) -> bool {
        let Value::Object(fields) = fields else {
            return false;
        };
        self.act(
            Act::Patches {
                case,
                who: who.into(),
                fields,
            },
            at,
        )
        .is_some()
    }

    /// Somebody replaces the assignees (profiles).
    pub fn web_assigns(
        &mut self,
        case: Uuid,
        who: impl Into<Who>,
        to: &[Uuid],
        at: DateTime<Utc>,
    ) -> bool {
        self.web_patches(case, who, serde_json::json!({ "assigned_to": to }), at)
    }

    /// Somebody deletes a case for good.
    pub fn web_deletes_case(&mut self, case: Uuid, who: impl Into<Who>, at: DateTime<Utc>) -> bool {
        self.act(
            Act::DeletesCase {
                case,
                who: who.into(),
            },
            at,
        )
        .is_some()
    }

    /// Somebody hides a case, as the bulk deletion does.
    pub fn web_hides_case(&mut self, case: Uuid, who: impl Into<Who>, at: DateTime<Utc>) -> bool {
        self.act(
            Act::HidesCase {
                case,
                who: who.into(),
            },
            at,
        )
        .is_some()
    }

    /// Somebody merges a case into another.
    pub fn web_merges(
        &mut self,
        case: Uuid,
        into: Uuid,
        who: impl Into<Who>,
        at: DateTime<Utc>,
    ) -> bool {
        self.act(
            Act::Merges {
                case,
                into,
                who: who.into(),
            },
            at,
        )
        .is_some()
    }

    /// Somebody writes a comment, or an internal note.
    pub fn web_comments(
        &mut self,
        case: Uuid,
        who: impl Into<Who>,
        text: &str,
        internal: bool,
        at: DateTime<Utc>,
    ) -> Option<Uuid> {
        self.act(
            Act::Comments {
                case,
                who: who.into(),
                text: text.to_owned(),
                internal,
            },
            at,
        )
    }

    /// A customer writes an e-mail that belongs to a case.
    pub fn web_mails(
        &mut self,
        case: Uuid,
        from: &str,
        (subject, text): (&str, &str),
        at: DateTime<Utc>,
    ) -> Option<Uuid> {
        self.act(
            Act::Mails {
                case,
                from: from.to_owned(),
                subject: subject.to_owned(),
                text: text.to_owned(),
            },
            at,
        )
    }

    /// Somebody edits a comment.
    pub fn web_edits_comment(
        &mut self,
        comment: Uuid,
        who: impl Into<Who>,
        text: &str,
        at: DateTime<Utc>,
    ) -> bool {
        self.act(
            Act::EditsComment {
                comment,
                who: who.into(),
                text: text.to_owned(),
            },
            at,
        )
        .is_some()
    }

    /// Somebody deletes a comment.
    pub fn web_deletes_comment(&mut self, comment: Uuid, at: DateTime<Utc>) -> bool {
        self.act(Act::DeletesComment { comment }, at).is_some()
    }

    /// Somebody adds a file of text.
    pub fn web_attaches(
        &mut self,
        case: Uuid,
        who: impl Into<Who>,
        name: &str,
        text: &str,
        at: DateTime<Utc>,
    ) -> Option<Uuid> {
        let (name, text) = (name.to_owned(), text.to_owned());
        self.act(
            Act::Attaches {
                case,
                who: who.into(),
                name,
                text,
            },
            at,
        )
    }

    /// Somebody deletes a file.
    pub fn web_deletes_attachment(&mut self, attachment: Uuid, at: DateTime<Utc>) -> bool {
        self.act(Act::DeletesAttachment { attachment }, at)
            .is_some()
    }

    /// A customer gets another name.
    pub fn web_renames_account(&mut self, account: Uuid, name: &str, at: DateTime<Utc>) -> bool {
        self.act(
            Act::RenamesAccount {
                account,
                name: name.to_owned(),
            },
            at,
        )
        .is_some()
    }

    /// An administrator moves the organization to another zone.
    pub fn web_sets_zone(&mut self, zone: &str, at: DateTime<Utc>) -> bool {
        self.act(
            Act::SetsZone {
                zone: zone.to_owned(),
            },
            at,
        )
        .is_some()
    }

    /// All tokens of a person stop working.
    pub fn web_revokes_tokens(&mut self, who: impl Into<Who>, at: DateTime<Utc>) -> bool {
        self.act(Act::RevokesTokens { who: who.into() }, at)
            .is_some()
    }

    /// A person reads all their notifications in the browser.
    pub fn web_reads_notices(&mut self, who: impl Into<Who>, at: DateTime<Utc>) -> bool {
        self.act(Act::ReadsNotices { who: who.into() }, at)
            .is_some()
    }

    /// A person leaves the organization.
    pub fn web_deactivates(&mut self, who: impl Into<Who>, at: DateTime<Utc>) -> bool {
        self.act(Act::Deactivates { who: who.into() }, at).is_some()
    }
}

//! What the person saw of a case when they wrote a reply, and what has happened there since. Pure; the mirror's part is
//! `since.rs`.
//!
//! Kept with the reply. Right before it is sent, the case is read: where somebody else said or changed something that was
//! not on screen then, the reply is held ("this case moved on") and what is new is shown. The person's own acts are never
//! news, whichever computer they came from, as far as the server says whose they are.

use crate::comment::{Audience, ServerComment};
use crate::email::{Direction, ServerEmail};
use crate::id::ServerId;
use crate::mutant::{self, Mutant};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What was on screen. Of the thread only what others wrote.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Seen {
    /// The status as shown, and as the server had it.
    pub statuses: Vec<String>,
    /// Who worked on it, as shown or as the server had it.
    pub assignees: Vec<ServerId>,
    /// What others had said. `None`: the thread had not been read yet, so nothing in it can be told to be later.
    #[serde(default)]
    pub comments: Option<Vec<ServerId>>,
    /// The e-mails that had come in.
    #[serde(default)]
    pub emails: Vec<ServerId>,
    /// How far the history of the person's own acts on this case went.
    #[serde(default)]
    pub acts: i64,
}

/// The case as it is now.
pub struct Now<'a> {
    /// Its status.
    pub status: &'a str,
    /// Who works on it.
    pub assignees: &'a [ServerId],
    /// What others have said.
    pub comments: &'a [ServerComment],
    /// Its e-mails.
    pub emails: &'a [ServerEmail],
}

/// What the person did to the case since, as far as it can explain what is different.
#[derive(Debug, Default)]
pub struct Own {
    /// Statuses they wanted, or started from.
    pub statuses: Vec<String>,
    /// Whom they assigned or took off.
    pub assignees: Vec<ServerId>,
}

/// Something that somebody else did since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Said something.
    Comment(ServerComment),
    /// The customer wrote.
    Email(ServerEmail),
    /// Gave it another status.
    Status {
        /// As it was on screen.
        from: String,
        /// As it is now.
        to: String,
    },
    /// Assigned others.
    Assignees {
        /// Who came.
        joined: Vec<ServerId>,
        /// Who went.
        left: Vec<ServerId>,
    },
}

/// What happened since, in the order of a timeline; what was changed comes after what was said.
#[must_use]
pub fn changes(seen: &Seen, now: &Now<'_>, own: &Own) -> Vec<Change> {
    let mut new = Vec::new();
    if let Some(known) = &seen.comments {
        let unseen = |c: &&ServerComment| !known.contains(&c.server_id);
        new.extend(
            now.comments
                .iter()
                .filter(unseen)
                .cloned()
                .map(Change::Comment),
        );
        let came = |e: &&ServerEmail| {
            e.direction == Direction::Inbound && !seen.emails.contains(&e.server_id)
        };
        new.extend(now.emails.iter().filter(came).cloned().map(Change::Email));
    }
    new.sort_by_key(|change| match change {
        Change::Comment(comment) => comment.at,
        Change::Email(email) => email.at,
        Change::Status { .. } | Change::Assignees { .. } => DateTime::<Utc>::MAX_UTC,
    });
    let known = |status: &str| {
        let mut known = seen.statuses.iter().chain(&own.statuses);
        known.any(|k| k == status)
    };
    let is_known = known(now.status) || mutant::is(Mutant::StatusNoNews);
    if let (Some(from), false) = (seen.statuses.first(), is_known) {
        new.push(Change::Status {
            from: from.clone(),
            to: now.status.to_owned(),
        });
    }
    let others = |these: &[ServerId], those: &[ServerId]| -> Vec<ServerId> {
        let other = |id: &&ServerId| !those.contains(id) && !own.assignees.contains(id);
        these.iter().filter(other).cloned().collect()
    };
    let joined = others(now.assignees, &seen.assignees);
    let left = others(&seen.assignees, now.assignees);
    if !joined.is_empty() || !left.is_empty() {
        new.push(Change::Assignees { joined, left });
    }
    new
}

/// Something new on a case, for the screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(
    tag = "what",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum News {
    /// Somebody said something.
    Comment {
        /// Who; `None`: the customer.
        author: Option<String>,
        /// To whom.
        audience: Audience,
        /// What.
        text: String,
        /// When, by the server.
        at: DateTime<Utc>,
    },
    /// The customer wrote an e-mail.
    Email {
        /// Whose address it came from.
        from: String,
        /// Subject; may be empty.
        subject: String,
        /// Its text.
        text: String,
        /// When, by the server.
        at: DateTime<Utc>,
    },
    /// Somebody gave the case another status. The server does not say who.
    Status {
        /// As it was.
        from: String,
        /// As it is.
        to: String,
    },
    /// Somebody assigned others. The server does not say who.
    Assignees {
        /// Who came.
        joined: Vec<String>,
        /// Who went.
        left: Vec<String>,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn id(text: &str) -> ServerId {
        ServerId(text.to_owned())
    }

    fn said(server_id: &str) -> ServerComment {
        ServerComment {
            server_id: id(server_id),
            author: None,
            text: "words".to_owned(),
            audience: Audience::Public,
            at: DateTime::UNIX_EPOCH,
        }
    }

    fn seen() -> Seen {
        Seen {
            statuses: vec!["Pending".to_owned(), "New".to_owned()],
            assignees: vec![id("alice"), id("bob")],
            comments: Some(vec![id("c1")]),
            ..Seen::default()
        }
    }

    fn since(seen: &Seen, status: &str, assignees: &[&str], own: &Own) -> Vec<Change> {
        let assignees: Vec<ServerId> = assignees.iter().map(|a| id(a)).collect();
        let now = Now {
            status,
            assignees: &assignees,
            comments: &[said("c1")],
            emails: &[],
        };
        changes(seen, &now, own)
    }

    #[test]
    fn what_was_on_screen_or_under_it_is_no_news() {
        for status in ["Pending", "New"] {
            assert_eq!(
                since(&seen(), status, &["bob", "alice"], &Own::default()),
                []
            );
        }
    }

    #[test]
    fn a_status_that_nobody_here_wanted_is_news() {
        let news = since(&seen(), "Closed", &["alice", "bob"], &Own::default());
        let (from, to) = ("Pending".to_owned(), "Closed".to_owned());
        assert_eq!(news, [Change::Status { from, to }]);
        let own = Own {
            statuses: vec!["Closed".to_owned()],
            ..Own::default()
        };
        assert_eq!(since(&seen(), "Closed", &["alice", "bob"], &own), []);
    }

    #[test]
    fn whom_somebody_else_assigned_is_news_and_whom_the_person_assigned_is_not() {
        let own = Own {
            assignees: vec![id("carol")],
            ..Own::default()
        };
        let news = since(&seen(), "New", &["alice", "carol", "dave"], &own);
        let (joined, left) = (vec![id("dave")], vec![id("bob")]);
        assert_eq!(news, [Change::Assignees { joined, left }]);
    }

    #[test]
    fn a_thread_that_was_never_read_can_hold_nothing_later() {
        let seen = Seen {
            comments: None,
            ..seen()
        };
        assert_eq!(since(&seen, "New", &["alice", "bob"], &Own::default()), []);
    }

    /// Decoders are kept for ever: a reply that an older program queued is sent as it always was.
    #[test]
    fn a_reply_without_it_is_still_a_reply() {
        use crate::intent::Payload;
        let before = r#"{"kind":"comment","audience":"public","text":"Hello"}"#;
        let payload: Payload = serde_json::from_str(before).unwrap();
        assert!(matches!(&payload, Payload::Comment { seen: None, .. }));
        assert_eq!(serde_json::to_string(&payload).unwrap(), before);
    }

    proptest! {
        #[test]
        fn exactly_what_others_said_since_is_new(before in 0..20_usize, after in 0..20_usize) {
            let thread: Vec<ServerComment> = (0..before + after).map(|n| said(&n.to_string())).collect();
            let seen = Seen {
                comments: Some(thread.iter().take(before).map(|c| c.server_id.clone()).collect()),
                ..Seen::default()
            };
            let now = Now { status: "", assignees: &[], comments: &thread, emails: &[] };
            let new: Vec<Change> = changes(&seen, &now, &Own::default());
            let expected: Vec<Change> = thread.into_iter().skip(before).map(Change::Comment).collect();
            prop_assert_eq!(new, expected);
        }
    }
}

//! The traces changes leave: rows of the activity feed, and notices to persons.
//!
//! Which change leaves which row, and which leaves none, is decided by the callers in `cases.rs`, `comments.rs` and
//! `merge.rs`, after the real server's holes: no row for an edited comment, an attachment, tags, teams or contacts.

use serde_json::Value;
use uuid::Uuid;

use crate::state::{Activity, Notification, State};
use crate::time::Tick;

/// How much of a comment a notice quotes.
const EXCERPT: usize = 140;

impl State {
    /// Writes one row.
    pub(crate) fn trace(
        &mut self,
        case: Uuid,
        action: &str,
        by: Option<Uuid>,
        metadata: Value,
        tick: &mut Tick,
    ) {
        let case_name = self
            .cases
            .get(case)
            .map(|case| case.name.clone())
            .unwrap_or_default();
        let row = Activity {
            id: self.ids.fresh(),
            action: action.to_owned(),
            by,
            case,
            case_name,
            metadata,
            at: tick.now(),
        };
        self.activities_of
            .entry(case)
            .or_default()
            .push(self.activities.len());
        self.activities.push(row);
    }

    /// Writes one notice, unless it would go to its own author.
    pub(crate) fn notify(
        &mut self,
        to: Uuid,
        verb: &str,
        by: Option<Uuid>,
        case: Uuid,
        text: &str,
        tick: &mut Tick,
    ) {
        if by == Some(to) {
            return;
        }
        let case_name = self
            .cases
            .get(case)
            .map(|case| case.name.clone())
            .unwrap_or_default();
        let notice = Notification {
            id: self.ids.fresh(),
            to,
            verb: verb.to_owned(),
            by,
            case,
            case_name,
            excerpt: text.chars().take(EXCERPT).collect(),
            read_at: None,
            at: tick.now(),
        };
        self.notifications.push(notice);
    }
}

/// How the feed names an action.
pub(crate) fn display(action: &str) -> String {
    match action {
        "CREATE" => "Created".to_owned(),
        "UPDATE" => "Updated".to_owned(),
        "DELETE" => "Deleted".to_owned(),
        "COMMENT" => "Commented".to_owned(),
        "ASSIGN" => "Assigned".to_owned(),
        other => {
            let words = other.split('_').map(|word| {
                let (first, rest) = word.split_at(word.len().min(1));
                format!("{first}{}", rest.to_lowercase())
            });
            words.collect::<Vec<_>>().join(" ")
        }
    }
}

//! Does this change deserve a notification? Pure; SQL is `table.rs`, showing is the shell's (`app/alerts.rs`).
//!
//! Decided in pull's own transaction, from the difference between what was known and what is seen now. Never on the first
//! mirror: what was there before is not news.

pub mod table;

use crate::case::ServerCase;
use crate::crm::operations::Notice;
use crate::directory::Vocabulary;
use crate::id::{AlertId, CaseId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Why a person is told.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Reason {
    /// A new case with one of the top two priorities.
    NewUrgent,
    /// A case was raised to one of the top two priorities.
    Raised,
    /// A colleague mentioned this person in a comment.
    Mentioned,
}

/// An alert to be raised, once per case, reason and version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Why.
    pub reason: Reason,
    /// What made it: the same thing seen again is the same alert.
    pub version: String,
}

/// Does the step from `before` to `after` deserve an alert? `own`: the person made this case or change here.
#[must_use]
pub fn decide(
    before: Option<&ServerCase>,
    after: &ServerCase,
    vocabulary: &Vocabulary,
    own: bool,
) -> Option<Decision> {
    let pressing = vocabulary.is_urgent(&after.priority)
        && vocabulary.is_open(&after.status)
        && after.is_active;
    if !pressing || own {
        return None;
    }
    match before {
        None => Some(Decision {
            reason: Reason::NewUrgent,
            version: after.priority.clone(),
        }),
        Some(known) if !vocabulary.is_urgent(&known.priority) => {
            // The step; `table.rs` numbers it, so that raised twice, with a step down between, is two alerts.
            let version = format!("{}→{}", known.priority, after.priority);
            Some(Decision {
                reason: Reason::Raised,
                version,
            })
        }
        Some(_) => None,
    }
}

/// Does a notification of the server deserve an alert? One that was read elsewhere is no news.
#[must_use]
pub fn decide_notice(notice: &Notice) -> Option<Decision> {
    (notice.verb == "case.mentioned" && !notice.is_read).then(|| Decision {
        reason: Reason::Mentioned,
        version: notice.id.to_string(),
    })
}

/// An alert as the inbox shows it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct AlertItem {
    /// Its id.
    pub id: AlertId,
    /// Which case.
    pub case_id: CaseId,
    /// The case's name now.
    pub case_name: String,
    /// Why, in an English sentence.
    pub reason: String,
    /// Why, for whoever says it in another language.
    pub why: Reason,
    /// The case's priority now.
    pub priority: String,
    /// When it was decided.
    pub at: DateTime<Utc>,
    /// The person looked at it.
    pub seen: bool,
}

/// Why, in a sentence; `priority` is the case's now.
#[must_use]
pub fn sentence(reason: Reason, priority: &str) -> String {
    match reason {
        Reason::NewUrgent => format!("New case with priority {priority}"),
        Reason::Raised => format!("Priority raised to {priority}"),
        Reason::Mentioned => "A colleague mentioned you".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::wire::documented_vocabulary;

    fn case(priority: &str, status: &str) -> ServerCase {
        crate::case::wire::read(&serde_json::json!({
            "id": "1", "name": "n", "status": status, "priority": priority, "created_on": "2026-01-01T00:00:00Z"
        }))
        .unwrap()
    }

    #[test]
    fn alerts_are_for_new_or_raised_pressing_open_cases_of_others() {
        let v = documented_vocabulary();
        let reason = |before: Option<&ServerCase>, after: &ServerCase, own| {
            decide(before, after, &v, own).map(|d| d.reason)
        };
        let (low, high, critical) = (
            case("Low", "New"),
            case("High", "New"),
            case("Critical", "New"),
        );
        assert_eq!(reason(None, &high, false), Some(Reason::NewUrgent));
        assert_eq!(reason(None, &critical, false), Some(Reason::NewUrgent));
        assert_eq!(reason(None, &low, false), None);
        assert_eq!(reason(Some(&low), &high, false), Some(Reason::Raised));
        assert_eq!(
            reason(Some(&high), &critical, false),
            None,
            "it was pressing before"
        );
        assert_eq!(
            reason(Some(&critical), &critical, false),
            None,
            "seen again"
        );
        assert_eq!(reason(None, &case("Critical", "Closed"), false), None);
        assert_eq!(reason(None, &critical, true), None, "I did that myself");
    }
}

//! What deserves to be told? Plain data, and the pure decision what happened between two observations of a case.
//!
//! Decided in pull's own transaction, from the difference between what was known and what is seen now. Never on the first
//! mirror: what was there before is not news. What happened is an [`Occurrence`]; which of them become alerts is for the
//! person's rules to say (`rules.rs`), asked once the transaction has its view (`judge/`). When they may be shown is
//! `quiet.rs` and `showing.rs`; what was put off is in the journal, too (`snoozed/`). SQL is `table.rs`; showing itself is the shell's (`app/alerts.rs`).

pub mod judge;
pub mod quiet;
pub mod rules;
pub mod showing;
pub mod snoozed;
pub mod table;

use crate::case::{CaseSet, ServerCase};
use crate::crm::operations::Notice;
use crate::directory::Vocabulary;
use crate::id::{AlertId, CaseId, RuleId, ServerId};
use chrono::{DateTime, Utc};
use rules::Act;
use serde::{Deserialize, Serialize};

/// The cursor that says since when it is noted what might deserve an alert.
pub(crate) const SINCE: &str = "alerts_since";

/// Why a person is told.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Reason {
    /// A new case with one of the top two priorities.
    NewUrgent,
    /// A case was raised to one of the top two priorities.
    Raised,
    /// A colleague mentioned this person in a comment.
    Mentioned,
    /// A new case with another priority.
    New,
    /// A case became this person's.
    Assigned,
    /// A closed case is open again.
    Reopened,
    /// Somebody else said something on a case.
    Reply,
    /// Little time is left until a deadline.
    SlaRisk,
    /// A deadline has passed.
    SlaBreached,
    /// Something of this person's was not taken by the server and waits for them.
    Held,
    /// The server does not let this person in any more.
    SignInAgain,
}

impl Reason {
    /// All of them, the weightiest first.
    pub const ALL: [Reason; 11] = [
        Reason::SlaBreached,
        Reason::NewUrgent,
        Reason::Raised,
        Reason::SlaRisk,
        Reason::SignInAgain,
        Reason::Held,
        Reason::Mentioned,
        Reason::Assigned,
        Reason::Reopened,
        Reason::Reply,
        Reason::New,
    ];

    /// 0 weighs most.
    #[must_use]
    pub fn weight(self) -> usize {
        let place = Reason::ALL.iter().position(|reason| *reason == self);
        place.unwrap_or(Reason::ALL.len())
    }

    /// Can the same step happen again? Then each time is another one, and numbered; else what makes it happens once, ever.
    #[must_use]
    pub(crate) fn is_a_step(self) -> bool {
        matches!(self, Reason::Raised | Reason::Assigned | Reason::Reopened)
    }
}

/// Something that happened and might deserve an alert; kept once per case, reason and version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// What.
    pub reason: Reason,
    /// What made it: the same thing seen again is the same occurrence.
    pub version: String,
    /// Who, where the server says.
    pub by: Option<String>,
    /// This person did it, here or elsewhere: never told.
    pub own: bool,
}

impl Occurrence {
    /// Of others, without a name.
    #[must_use]
    pub fn new(reason: Reason, version: impl Into<String>) -> Occurrence {
        Occurrence {
            reason,
            version: version.into(),
            by: None,
            own: false,
        }
    }
}

/// What of a step is this person's own doing. Until an intent is confirmed, what the server shows of it is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Own {
    /// They made the case.
    pub case: bool,
    /// They set its priority.
    pub priority: bool,
    /// They set its status.
    pub status: bool,
    /// They took it.
    pub assignees: bool,
}

/// May the step from `before` to `after` be an occurrence at all? Most rows of a sweep are as they were.
#[must_use]
pub fn may_matter(before: Option<&ServerCase>, after: &ServerCase) -> bool {
    before.is_none_or(|known| {
        known.priority != after.priority
            || known.status != after.status
            || known.members(CaseSet::Assignees) != after.members(CaseSet::Assignees)
    })
}

/// What happened between `before` and `after`? `me`: as assignments name this person, where that is known.
#[must_use]
pub fn occurrences(
    before: Option<&ServerCase>,
    after: &ServerCase,
    vocabulary: &Vocabulary,
    me: Option<&ServerId>,
    own: Own,
) -> Vec<Occurrence> {
    let mut found = Vec::new();
    if !vocabulary.is_open(&after.status) || !after.is_active {
        return found;
    }
    let mut note = |reason, version: String, own, by| {
        found.push(Occurrence {
            reason,
            version,
            by,
            own,
        });
    };
    let urgent = vocabulary.is_urgent(&after.priority);
    match before {
        None => {
            let reason = if urgent {
                Reason::NewUrgent
            } else {
                Reason::New
            };
            let by = after.created_by.as_ref().map(|by| by.name.clone());
            let by = by.filter(|name| !name.is_empty());
            note(reason, after.priority.clone(), own.case, by);
        }
        Some(known) => {
            if urgent && !vocabulary.is_urgent(&known.priority) {
                // The step; `table.rs` numbers it, so that raised twice, with a step down between, is two occurrences.
                let step = format!("{}→{}", known.priority, after.priority);
                note(Reason::Raised, step, own.priority, None);
            }
            if !vocabulary.is_open(&known.status) {
                let step = format!("{}→{}", known.status, after.status);
                note(Reason::Reopened, step, own.status, None);
            }
        }
    }
    let has_me = |case: &ServerCase| {
        let mut members = case.members(CaseSet::Assignees).iter();
        members.any(|one| Some(&one.id) == me)
    };
    if has_me(after) && !before.is_some_and(has_me) {
        let mine = own.assignees || (before.is_none() && own.case);
        note(Reason::Assigned, String::new(), mine, None);
    }
    found
}

/// Does a notification of the server deserve an alert? One that was read elsewhere is no news.
#[must_use]
pub fn of_notice(notice: &Notice) -> Option<Occurrence> {
    (notice.verb == "case.mentioned" && !notice.is_read)
        .then(|| Occurrence::new(Reason::Mentioned, notice.id.to_string()))
}

/// Is the person with this e-mail address mentioned in a text? Servers write a mention as `@` and what stands before the
/// address's own `@`.
#[must_use]
pub fn mentions(text: &str, email: &str) -> bool {
    let Some(handle) = email.split('@').next().filter(|h| !h.is_empty()) else {
        return false;
    };
    let goes_on = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    let (text, handle) = (text.to_lowercase(), handle.to_lowercase());
    text.split('@').skip(1).any(|after| {
        let rest = after.strip_prefix(handle.as_str());
        rest.is_some_and(|rest| {
            let mut rest = rest.chars();
            // A full stop ends a sentence more often than it goes on in a name.
            match rest.next() {
                Some('.') => !rest.next().is_some_and(char::is_alphanumeric),
                next => !next.is_some_and(goes_on),
            }
        })
    })
}

/// The rule that decided on an alert.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct DecidedBy {
    /// Which.
    pub id: RuleId,
    /// What it was called then; empty: it is called by its reasons.
    pub name: String,
}

/// An alert as the inbox shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct AlertItem {
    /// Its id.
    pub id: AlertId,
    /// Which case; `None`: it is about syncing as a whole.
    pub case_id: Option<CaseId>,
    /// The case's name now; empty without one.
    pub case_name: String,
    /// Why, in an English sentence.
    pub reason: String,
    /// Why, for whoever says it in another language.
    pub why: Reason,
    /// The case's priority now.
    pub priority: String,
    /// Who, where the server says.
    pub by: Option<String>,
    /// When it was decided.
    pub at: DateTime<Utc>,
    /// The person looked at it.
    pub seen: bool,
    /// What the rule wanted.
    pub act: Act,
    /// The rule; `None`: it is older than rules.
    pub rule: Option<DecidedBy>,
    /// It may break through quiet hours.
    pub breaks: bool,
    /// It comes again then.
    pub snoozed_until: Option<DateTime<Utc>>,
    /// The case is this person's now.
    pub mine: bool,
}

/// Why, in a sentence; `priority` is the case's now.
#[must_use]
pub fn sentence(reason: Reason, priority: &str) -> String {
    match reason {
        Reason::NewUrgent | Reason::New => format!("New case with priority {priority}"),
        Reason::Raised => format!("Priority raised to {priority}"),
        Reason::Mentioned => "A colleague mentioned you".to_owned(),
        Reason::Assigned => "It was assigned to you".to_owned(),
        Reason::Reopened => "It was opened again".to_owned(),
        Reason::Reply => "Somebody said something".to_owned(),
        Reason::SlaRisk => "Little time is left until its deadline".to_owned(),
        Reason::SlaBreached => "Its deadline has passed".to_owned(),
        Reason::Held => "Something of yours was not taken and needs you".to_owned(),
        Reason::SignInAgain => "Syncing stopped: sign in again".to_owned(),
    }
}

#[cfg(test)]
mod tests;

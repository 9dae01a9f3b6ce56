//! What the engine tells whoever listens: that something changed, never what it changed to.
//!
//! Events leave after commit and carry ids, not data; the engine knows no screen. A listener that missed some asks again.

use crate::id::{AlertId, CaseId};
use serde::Serialize;
use std::collections::BTreeSet;

/// More changed cases than this in one commit are told as `all`.
const TOLD_ONE_BY_ONE: usize = 200;

/// What one commit changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Changes {
    /// Cases whose view changed; empty when `all`.
    pub cases: Vec<CaseId>,
    /// So many that a list is better read anew.
    pub all: bool,
    /// The outbox changed.
    pub outbox: bool,
    /// The alerts changed.
    pub alerts: bool,
    /// Vocabulary or directory changed.
    pub reference: bool,
    /// The saved views changed.
    pub saved: bool,
}

impl Changes {
    /// Nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let more = self.outbox || self.alerts || self.reference || self.saved;
        self.cases.is_empty() && !(self.all || more)
    }

    /// `cases` as an event: named one by one, or `all` where they are many.
    #[must_use]
    pub fn of_cases(cases: &BTreeSet<CaseId>) -> Changes {
        let all = cases.len() > TOLD_ONE_BY_ONE;
        Changes {
            cases: if all {
                Vec::new()
            } else {
                cases.iter().copied().collect()
            },
            all,
            ..Changes::default()
        }
    }
}

/// What happened.
#[derive(Clone, Debug)]
pub enum Event {
    /// A commit changed what screens show.
    Changed(Changes),
    /// The status word, its counts or its age changed: ask [`crate::Core::status`].
    Status,
    /// An alert was decided and committed: show it, then call [`crate::Core::alert_shown`].
    Alert(AlertId),
}

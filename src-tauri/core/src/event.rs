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
    /// Others that were read whole and are as they were: how old they are changed, which is shown where one is open. Empty when
    /// `all`.
    pub checked: Vec<CaseId>,
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
        self.cases.is_empty() && self.checked.is_empty() && !(self.all || more)
    }

    /// `cases` and those only `checked` as an event: named one by one, or `all` where they are many.
    #[must_use]
    pub fn of_cases(cases: &BTreeSet<CaseId>, checked: &BTreeSet<CaseId>) -> Changes {
        if cases.len() > TOLD_ONE_BY_ONE || checked.len() > TOLD_ONE_BY_ONE {
            return Changes {
                all: true,
                ..Changes::default()
            };
        }
        Changes {
            cases: cases.iter().copied().collect(),
            checked: checked.difference(cases).copied().collect(),
            ..Changes::default()
        }
    }

    /// Both, as one.
    pub fn add(&mut self, more: Changes) {
        self.all |= more.all;
        self.outbox |= more.outbox;
        self.alerts |= more.alerts;
        self.reference |= more.reference;
        self.saved |= more.saved;
        let cases = self.cases.drain(..).chain(more.cases).collect();
        let checked = self.checked.drain(..).chain(more.checked).collect();
        let both = match self.all {
            true => Changes::default(),
            false => Changes::of_cases(&cases, &checked),
        };
        (self.cases, self.checked) = (both.cases, both.checked);
        self.all |= both.all;
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

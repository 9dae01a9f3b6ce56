//! One change to many cases: what it would do to each, and what stands against it. Plain data and the pure plan; doing it is
//! `mutation/bulk.rs`. The same plan is made for the preview and again in the transaction that performs it.

use crate::case::fold::Folded;
use crate::case::{SetChange, Standing};
use crate::id::{CaseId, Named, ServerId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How many cases one change may reach.
pub const MOST_CASES: usize = 5_000;

/// How many lines of each kind a plan names; the rest is counted.
const MOST_LINES: usize = 200;

/// What is to change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum BulkChange {
    /// The status; a closing one with its date.
    Status {
        /// A value of the vocabulary.
        value: String,
        /// The closing date that goes with it.
        closed_on: Option<NaiveDate>,
    },
    /// The priority.
    Priority {
        /// A value of the vocabulary.
        value: String,
    },
    /// The case type.
    CaseType {
        /// A value of the vocabulary, or none.
        value: Option<String>,
    },
    /// Who works on them, teams, contacts, tags: added and removed, never replaced.
    Members {
        /// Which, and who.
        change: SetChange,
    },
    /// To be told of what happens on them, or no longer.
    Watch {
        /// Watched?
        watched: bool,
    },
}

/// What the plan has to know of a case.
#[derive(Clone, Debug)]
pub struct Facts {
    /// As it is shown now.
    pub shown: Folded,
    /// A deletion of the whole case waits.
    pub leaves: bool,
    /// Watched, as far as it is known.
    pub watched: Option<bool>,
}

/// What the server's vocabulary says about the change.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// The wanted status is a closed one that needs a date.
    pub needs_date: bool,
}

/// Why a case stays as it is although the change was wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "BulkWhy", rename_all = "camelCase")]
pub enum Why {
    /// It is not on this computer any more.
    NotHere,
    /// Deleted on the server.
    Gone,
    /// Taken out of the lists there.
    Inactive,
    /// Merged into another case.
    Merged,
    /// This person may not see it any more.
    Denied,
    /// It is to be deleted.
    Leaves,
    /// Closing it needs a date, and it has none.
    NeedsDate,
    /// The server does not have it yet; closing comes after that.
    NotSentYet,
}

/// What becomes of one case.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// It changes.
    Changes,
    /// It is so already.
    Same,
    /// It can't.
    Cannot(Why),
}

/// What the change does to this case.
#[must_use]
pub fn verdict(facts: &Facts, change: &BulkChange, rules: Rules) -> Verdict {
    let shown = &facts.shown;
    let standing = match shown.standing {
        Standing::Visible | Standing::New => None,
        Standing::Inactive => Some(Why::Inactive),
        Standing::Merged => Some(Why::Merged),
        Standing::Denied => Some(Why::Denied),
        Standing::Gone => Some(Why::Gone),
    };
    if let Some(why) = standing.or(facts.leaves.then_some(Why::Leaves)) {
        return Verdict::Cannot(why);
    }
    let is_same = match change {
        BulkChange::Status { value, closed_on } => {
            if *value == shown.status && (closed_on.is_none() || *closed_on == shown.closed_on) {
                return Verdict::Same;
            }
            if rules.needs_date && closed_on.is_none() && shown.closed_on.is_none() {
                return Verdict::Cannot(Why::NeedsDate);
            }
            if closed_on.is_some() && shown.standing == Standing::New {
                return Verdict::Cannot(Why::NotSentYet);
            }
            false
        }
        BulkChange::Priority { value } => *value == shown.priority,
        BulkChange::CaseType { value } => *value == shown.case_type,
        BulkChange::Members { change } => {
            let members = shown.members(change.set);
            let has = |id: &ServerId| members.iter().any(|n: &Named| n.id == *id);
            change.add.iter().all(has) && !change.remove.iter().any(has)
        }
        BulkChange::Watch { watched } => facts.watched.unwrap_or(false) == *watched,
    };
    if is_same {
        Verdict::Same
    } else {
        Verdict::Changes
    }
}

/// A case in a plan.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct BulkLine {
    /// Which.
    pub case_id: CaseId,
    /// Its name; empty where it is not here any more.
    pub name: String,
    /// What it has now, of what is to change: a value, or names.
    pub now: String,
    /// Why it stays as it is.
    pub why: Option<Why>,
}

/// What a change does, or did, to many cases.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct BulkPlan {
    /// How many change.
    pub changes: u32,
    /// How many are so already.
    pub same: u32,
    /// How many can't.
    pub cannot: u32,
    /// The first of those that change.
    pub changing: Vec<BulkLine>,
    /// The first of those that are so already.
    pub unchanged: Vec<BulkLine>,
    /// The first of those that can't, with the reason.
    pub refused: Vec<BulkLine>,
}

impl BulkPlan {
    /// Takes a case in.
    pub fn add(
        &mut self,
        case_id: CaseId,
        facts: Option<&Facts>,
        change: &BulkChange,
        verdict: Verdict,
    ) {
        let line = |why| BulkLine {
            case_id,
            name: facts.map_or_else(String::new, |f| f.shown.name.clone()),
            now: facts.map_or_else(String::new, |f| now(f, change)),
            why,
        };
        match verdict {
            Verdict::Same => {
                self.same += 1;
                if self.unchanged.len() < MOST_LINES {
                    self.unchanged.push(line(None));
                }
            }
            Verdict::Changes => {
                self.changes += 1;
                if self.changing.len() < MOST_LINES {
                    self.changing.push(line(None));
                }
            }
            Verdict::Cannot(why) => {
                self.cannot += 1;
                if self.refused.len() < MOST_LINES {
                    self.refused.push(line(Some(why)));
                }
            }
        }
    }
}

fn now(facts: &Facts, change: &BulkChange) -> String {
    let shown = &facts.shown;
    match change {
        BulkChange::Status { .. } => shown.status.clone(),
        BulkChange::Priority { .. } => shown.priority.clone(),
        BulkChange::CaseType { .. } => shown.case_type.clone().unwrap_or_default(),
        BulkChange::Members { change } => {
            let names: Vec<&str> = shown
                .members(change.set)
                .iter()
                .map(|n| n.name.as_str())
                .collect();
            names.join(", ")
        }
        BulkChange::Watch { .. } => String::new(),
    }
}

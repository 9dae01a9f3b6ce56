//! The words of the two dialects: statuses, priorities and types.

use crate::state::Dialect;

/// One dialect's vocabulary.
#[derive(Debug)]
pub(crate) struct Words {
    pub(crate) statuses: &'static [&'static str],
    /// The statuses of cases somebody still has to work on.
    pub(crate) open: &'static [&'static str],
    pub(crate) priorities: &'static [&'static str],
    pub(crate) types: &'static [&'static str],
}

/// The last step of every case, in both dialects.
pub(crate) const CLOSED: &str = "Closed";
/// The status that stops the clock.
pub(crate) const PENDING: &str = "Pending";
/// The status that hides a case from the list.
pub(crate) const DUPLICATE: &str = "Duplicate";

const BOTTLECRM: Words = Words {
    statuses: &["New", "Assigned", PENDING, CLOSED, "Rejected", DUPLICATE],
    open: &["New", "Assigned", PENDING],
    priorities: &["Low", "Normal", "High", "Urgent"],
    types: &["Question", "Incident", "Problem"],
};

const DOCUMENTED: Words = Words {
    statuses: &["New", "In Progress", "On Hold", CLOSED],
    open: &["New", "In Progress", "On Hold"],
    priorities: &["Low", "Normal", "High", "Critical"],
    types: &[
        "Technical",
        "Billing",
        "General",
        "Bug Report",
        "Feature Request",
    ],
};

/// The vocabulary of a dialect.
pub(crate) fn words(dialect: Dialect) -> &'static Words {
    match dialect {
        Dialect::Bottlecrm => &BOTTLECRM,
        Dialect::Documented => &DOCUMENTED,
    }
}

/// Hours to the first response and to the resolution, by priority.
pub(crate) fn sla_hours(priority: &str) -> (i64, i64) {
    match priority {
        "Low" => (24, 72),
        "High" => (4, 24),
        "Urgent" | "Critical" => (1, 4),
        _ => (8, 48),
    }
}

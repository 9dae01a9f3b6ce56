//! What the server's log says happened on a case: plain data, and (in `table.rs`) its SQL. Written by pull only.

pub mod table;
pub use table::of_case;

/// Actions that say nothing the timeline does not show already.
#[must_use]
pub fn is_told_elsewhere(action: &str) -> bool {
    matches!(action, "COMMENT" | "VIEW" | "CREATE" | "EMAIL_RECEIVED")
}

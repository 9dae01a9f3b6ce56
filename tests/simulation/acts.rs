//! What may happen in a schedule, and how often.

use crate::others::Other;
use crate::person::Deed;

/// Anything that may happen next.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Act {
    Alice(Deed),
    Web(Other),
    SessionEnds,
}

/// Each with its weight.
pub(crate) const ACTS: [(Act, usize); 21] = [
    (Act::Alice(Deed::Replies), 17),
    (Act::Alice(Deed::Notes), 7),
    (Act::Alice(Deed::Edits), 26),
    (Act::Alice(Deed::Creates), 6),
    (Act::Alice(Deed::Discards), 5),
    (Act::Alice(Deed::Sends), 6),
    (Act::Alice(Deed::Drafts), 2),
    (Act::Alice(Deed::Opens), 2),
    (Act::Alice(Deed::Syncs), 8),
    (Act::Alice(Deed::PullsOrPlugs), 7),
    (Act::Alice(Deed::Restarts), 4),
    (Act::Web(Other::Comments), 7),
    (Act::Web(Other::Edits), 16),
    (Act::Web(Other::Creates), 4),
    (Act::Web(Other::EditsComment), 1),
    (Act::Web(Other::DeletesComment), 1),
    (Act::Web(Other::Deletes), 1),
    (Act::Web(Other::Hides), 1),
    (Act::Web(Other::Merges), 2),
    (Act::Web(Other::Reassigns), 2),
    (Act::SessionEnds, 2),
];

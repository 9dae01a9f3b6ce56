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
pub(crate) const ACTS: [(Act, usize); 44] = [
    (Act::Alice(Deed::Replies), 17),
    (Act::Alice(Deed::Notes), 7),
    (Act::Alice(Deed::Edits), 22),
    (Act::Alice(Deed::Creates), 6),
    (Act::Alice(Deed::Joins), 8),
    (Act::Alice(Deed::Watches), 2),
    (Act::Alice(Deed::Rewords), 5),
    (Act::Alice(Deed::Unsays), 3),
    (Act::Alice(Deed::Attaches), 5),
    (Act::Alice(Deed::Detaches), 2),
    (Act::Alice(Deed::Deletes), 1),
    (Act::Alice(Deed::Discards), 6),
    (Act::Alice(Deed::Sends), 6),
    (Act::Alice(Deed::Holds), 2),
    (Act::Alice(Deed::Rewrites), 2),
    (Act::Alice(Deed::Reorders), 3),
    (Act::Alice(Deed::Restores), 3),
    (Act::Alice(Deed::Drafts), 3),
    (Act::Alice(Deed::Opens), 1),
    (Act::Alice(Deed::Syncs), 8),
    (Act::Alice(Deed::PullsOrPlugs), 6),
    (Act::Alice(Deed::Restarts), 5),
    (Act::Alice(Deed::LosesDatabase), 2),
    (Act::Alice(Deed::TakesBack), 9),
    (Act::Alice(Deed::DoesAgain), 3),
    (Act::Alice(Deed::MarksSeen), 2),
    (Act::Alice(Deed::ChangesMany), 5),
    (Act::Alice(Deed::Rescues), 4),
    (Act::Alice(Deed::Pins), 3),
    (Act::Alice(Deed::FreesSpace), 2),
    (Act::Web(Other::Comments), 7),
    (Act::Web(Other::Edits), 16),
    (Act::Web(Other::Joins), 4),
    (Act::Web(Other::Creates), 4),
    (Act::Web(Other::EditsComment), 2),
    (Act::Web(Other::DeletesComment), 2),
    (Act::Web(Other::Uploads), 2),
    (Act::Web(Other::DeletesFile), 1),
    (Act::Web(Other::Deletes), 1),
    (Act::Web(Other::Hides), 1),
    (Act::Web(Other::Merges), 2),
    (Act::Web(Other::Reassigns), 2),
    (Act::Web(Other::Renames), 1),
    (Act::SessionEnds, 2),
];

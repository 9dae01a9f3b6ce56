//! Which generation of the real server this is: what a customer runs depends on when they installed it.
//!
//! The names are those of the contract. What each lacks is applied around the views, in `bottlecrm/era.rs`; how one
//! signs in, in `session/`.

/// The generations that have ids of letters. The current one is the default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Generation {
    /// From October 2023: the organization in the header `org`, `PUT` only, sessions of a day.
    D,
    /// From November 2025: the organization in the token, sign-in by password, `PATCH`, tags.
    E,
    /// From February 2026: no password any more; a link by e-mail.
    F,
    /// From May 2026: a code by e-mail, personal access tokens, internal notes, activities, merging, watching.
    G,
    /// From July 2026: `slim`, the counts of open cases, signing out, downloads by id.
    #[default]
    H,
}

impl Generation {
    /// All of them, oldest first.
    pub const ALL: [Generation; 5] = [
        Generation::D,
        Generation::E,
        Generation::F,
        Generation::G,
        Generation::H,
    ];

    /// How long a session's two tokens are good, in seconds: to ask with, and to renew with.
    pub(crate) fn lifetimes(self) -> (i64, i64) {
        const HOUR: i64 = 3_600;
        const DAY: i64 = 24 * HOUR;
        if self == Generation::D {
            (DAY, 365 * DAY)
        } else {
            (HOUR, 14 * DAY)
        }
    }
}

//! What the demo's customers write about: fourteen kinds of trouble, each with the sentences that belong to it.
//!
//! Data only, and most of it in `troubles.rs` and `wishes.rs`. `{order}`, `{site}` and the like are slots that `story.rs` fills; a line with all slots filled stays well
//! under the 255 characters of a comment.

use super::{troubles, wishes};

/// One kind of trouble.
#[derive(Clone, Copy, Debug)]
pub(super) struct Topic {
    /// Place in the described dialect's types, and the real server's word.
    pub(super) kind: (usize, &'static str),
    /// How often it happens.
    pub(super) weight: usize,
    /// Place of the team that takes it, in `names::TEAMS`.
    pub(super) team: usize,
    pub(super) tags: &'static [&'static str],
    /// Names of cases, each with the letter that came with it.
    pub(super) subjects: &'static [(&'static str, &'static str)],
    /// The customer goes on.
    pub(super) more: &'static [&'static str],
    /// An agent answers.
    pub(super) answers: &'static [&'static str],
    /// Agents among themselves.
    pub(super) notes: &'static [&'static str],
    /// An agent has solved it.
    pub(super) fixes: &'static [&'static str],
    pub(super) files: &'static [&'static str],
}

pub(super) const TECHNICAL: (usize, &str) = (0, "Incident");
pub(super) const BILLING: (usize, &str) = (1, "Question");
pub(super) const GENERAL: (usize, &str) = (2, "Question");
pub(super) const BUG: (usize, &str) = (3, "Problem");
pub(super) const WISH: (usize, &str) = (4, "Question");

/// All kinds of trouble.
pub(super) fn all() -> impl Iterator<Item = &'static Topic> {
    troubles::TOPICS.iter().chain(wishes::TOPICS)
}

/// What every agent says now and then.
pub(super) const ACKNOWLEDGE: &[&str] = &[
    "Thank you for writing to us. I am looking into it and will come back to you today.",
    "I have passed this on to a colleague who knows {module} better than I do.",
    "Just to let you know that we have not forgotten you: we are waiting for an answer from our supplier.",
    "Could you tell me which version you see under Help, About? It should be {version}.",
    "Would a short call on {day} around {time} suit you?",
];

/// What customers say in English, wherever they are.
pub(super) const CUSTOMER: &[&str] = &[
    "Sorry for the late answer, I was on leave. It still happens.",
    "Adding my colleague {person} to this, please answer to both of us.",
    "Yes, {time} works. Please call the number in the signature.",
    "We are on {version}.",
    "This has become urgent, the truck leaves at {time}.",
];

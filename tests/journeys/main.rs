//! Journeys of the engine, without a window: each is a story with alice, bob and the CRM, in virtual time.
//!
//! One file per part of the product. The same journeys in the real window are in `window/`.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a proof that cannot go on panics"
)]

mod alerts;
mod away;
mod begun;
mod bulk;
mod carry;
mod chosen;
mod covered;
mod crash;
mod create;
mod door;
mod drafts;
mod files;
mod full;
mod generations;
mod gone;
mod held;
mod law;
mod leave;
mod length;
mod load;
mod lookups;
mod lost;
mod mirror;
mod moved_on;
mod news;
mod notices;
mod people;
mod plane;
mod question;
mod rebuilt;
mod rescue;
mod rhythm;
mod rules;
mod saved;
mod scope;
mod search;
mod second_thoughts;
mod session;
mod sets;
mod sla;
mod snoozed;
mod spoiled;
mod sweep;
mod thread;
mod told;
mod trouble;
mod undo;
mod witness;

//! The test world: alice and bob with an engine each, and one CRM between them, in memory and in virtual time.
//!
//! `clock.rs` is time that tests move, `line.rs` the network that tests cut, `world.rs` what a journey is written with,
//! `life.rs` how an engine lives in it, `crm.rs` what happens on the server meanwhile, `law.rs` the law of the view,
//! `hostile.rs` text that means harm.
//! Real SQLite (SQLCipher), the real engine, the sandbox's model: nothing of what we ship is mocked.

#![expect(
    clippy::expect_used,
    reason = "a proof that cannot go on panics, and says what was missing"
)]

mod clock;
mod crm;
pub mod hostile;
mod law;
mod life;
mod line;
mod world;

pub use clock::VirtualClock;
pub use crm::{answer, commenting, creating, deleting, downloading, editing, session_403};
pub use law::{is_sound, stored, view_as_stored, view_from_scratch};
pub use life::{Damage, alerts_heard, reasons};
pub use line::{Line, Mishap};
pub use world::{Client, World, new_case};

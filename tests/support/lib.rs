//! The test world: alice and bob with an engine each, and one CRM between them, in memory and in virtual time.
//!
//! `clock.rs` is time that tests move, `line.rs` the network that tests cut, `world.rs` what a journey is written with.
//! Real SQLite (SQLCipher), the real engine, the sandbox's model: nothing of what we ship is mocked.

mod clock;
mod line;
mod world;

pub use clock::VirtualClock;
pub use line::Line;
pub use world::{Client, World, new_case};

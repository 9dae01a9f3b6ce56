//! The disk under the engine, for proofs alone: SQLite's writes and the journal's go through it in one order.
//!
//! It sits below SQLite's own VFS and below `std::fs`, in the place of the C library's calls (`calls.rs`, the one file with
//! `unsafe` besides `layout.rs`): so the code that is proven is the code that ships, whole. What it does to a call is
//! `disk.rs`, what a crash leaves is `crash.rs`, a database of an older program is made in `layout.rs`.
//!
//! It watches one folder, on the thread that asked, and only on Linux: on other systems nothing is watched, and
//! [`is_watching`] says so.

#[cfg(all(target_os = "linux", target_env = "gnu"))]
mod calls;
pub mod crash;
mod disk;
pub mod layout;

pub use disk::{Fault, Op, Trace, fail, heal, is_watching, steps, unwatch, watch};

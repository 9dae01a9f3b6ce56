//! The terminal, end to end: the real program, a folder of its own, and the sandbox's CRM over a real socket. What is
//! looked at is what a person or a script sees: standard output, standard error, the exit code; and the server.
//!
//! `desk.rs` is the person at the terminal. The engine's own promises are proved in `tests/journeys`.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a proof that cannot go on panics"
)]

mod alerts;
mod answers;
mod beside;
mod cases;
mod desk;
mod door;
mod export;
mod managed;
mod plane;

//! A LOST LAPTOP: what a thief, somebody else at this computer or an older copy of the disk gets, which is nothing; and what
//! the person keeps, which is everything. docs/SECURITY.md says what is promised; each promise there names its test here.
//!
//! Real SQLCipher, real files, the engine in virtual time. The window's part is in `window/lost.rs`.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a proof that cannot go on panics"
)]

mod canary;
mod disk;
mod laptop;

mod keyring;
mod lease;
mod old_copy;
mod tampered;
mod typed;

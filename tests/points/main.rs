//! Crash points: the program is killed, a write is torn, the power goes, the medium fails, the disk is full, at every
//! changing call of a working day, of the first sign-in and of each migration (invariants I1, I5, I11, I23 to I25).
//!
//! A day is played once on a watched disk (`satchel-disk`: under SQLite and under the journal, in one order), and what a
//! crash at each call would leave is laid out and opened. Nothing that was acknowledged may be missing, nothing may be
//! there twice, and of what was under way either all or nothing. `scene.rs`: the mirror and what the person does;
//! `work.rs`: what must be there; `crashes.rs`: ends; `faults.rs`: errors that the running program survives;
//! `migrations.rs`: older layouts.
//!
//! `SATCHEL_CRASH_POINTS=each` tries every call with every kind, `all` with many ways of losing power besides; without it,
//! as many as fit into a few minutes.

#![expect(clippy::expect_used, reason = "a proof that cannot go on panics")]
#![expect(clippy::print_stdout, reason = "it says how much it tried")]

mod crashes;
mod faults;
mod migrations;
mod scene;
mod work;

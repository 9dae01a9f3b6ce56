//! FUZZING on the stable toolchain: whatever a server may send goes through the decoders as they are shipped, and what
//! must hold of every answer is checked each time, not only that nothing panics.
//!
//! `corpus.rs` is what a real server sent and what the sandbox sends; `bend.rs` bends bytes, `graft.rs` JSON trees;
//! `hunt.rs` counts, bounds and tells; the other files are one target each, with its properties. An execution depends on
//! the seed and its own number only, so whatever is found is found again. Longer: `SATCHEL_FUZZ_EXECUTIONS=1000000`,
//! elsewhere: `SATCHEL_FUZZ_SEED=7`, one again: `SATCHEL_FUZZ_ONLY=812`; how fast it is: `-- --nocapture`.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a proof that cannot go on panics"
)]
#![expect(clippy::print_stdout, reason = "how much was tried is worth telling")]

mod bend;
mod chance;
mod corpus;
mod details;
mod errors;
mod graft;
mod hunt;
mod limits;
mod line;
mod lists;
mod logs;
mod lookups;
mod names;
mod payloads;

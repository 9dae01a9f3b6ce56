//! The contract with real servers, over real HTTP: answers that a Django-CRM server gave, played back (`replay.rs`,
//! `recorded.rs`); a server that does exactly what the published description says, and nothing else (`published.rs`,
//! `documented.rs`); the sandbox, held against its own model (`house.rs`, `finding.rs`, `relating.rs`, `talking.rs`,
//! `looking_up.rs`); files (`files.rs`), and a line that stops in the middle of one (`stall.rs`); addresses and TLS of elsewhere (`elsewhere.rs`); the way to a server (`connection.rs`, `tls.rs`); whatever else may answer at an
//! address (`bad_input.rs`, `aside.rs`), and what each answer means (`table.rs`, `words.rs`).

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a proof that cannot go on panics"
)]
#![expect(
    clippy::print_stdout,
    reason = "how much was played back is worth telling"
)]

mod aside;
mod bad_input;
mod connection;
mod desk;
mod documented;
mod elsewhere;
mod files;
mod finding;
mod house;
mod looking_up;
mod packed;
mod published;
mod recorded;
mod relating;
mod replay;
mod server;
mod stall;
mod table;
mod talking;
mod tls;
mod trouble;
mod way;
mod words;

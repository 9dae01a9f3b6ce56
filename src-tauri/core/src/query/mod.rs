//! Questions to the mirror: which cases, in which order.
//!
//! `keys.rs` is the list of the language's keys; `parse.rs` turns what a person typed into words and conditions (pure);
//! `conditions.rs` says what those mean on the stored view (pure); `table.rs` asks SQLite, `counts/` for the side bar, `accounts/` for whose
//! cases they are, `found/` for words, `meant/` for the one case that is meant.

pub mod accounts;
pub mod conditions;
pub mod counts;
pub mod found;
pub mod keys;
pub mod meant;
pub mod parse;
pub mod table;

//! Questions to the mirror: which cases, in which order.
//!
//! `parse.rs` turns what a person typed into words and conditions (pure); `conditions.rs` says what those mean on the stored
//! view (pure); `table.rs` asks SQLite.

pub mod conditions;
pub mod counts;
pub mod parse;
pub mod table;

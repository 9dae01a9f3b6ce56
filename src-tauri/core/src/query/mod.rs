//! Questions to the mirror: which cases, in which order.
//!
//! `parse.rs` turns what a person typed into words to find (pure); `table.rs` asks SQLite. The query language
//! (`status:open priority:>=high ...`) will grow here.

pub mod parse;
pub mod table;

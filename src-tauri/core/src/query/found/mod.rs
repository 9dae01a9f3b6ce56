//! The page of a question with words: the best of few, the latest of very many. `table.rs` is its SQL.

pub mod table;

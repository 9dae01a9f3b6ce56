//! The one case that a person means where they type an id, a piece of one, or a name. SQL is `table.rs`.

pub mod table;

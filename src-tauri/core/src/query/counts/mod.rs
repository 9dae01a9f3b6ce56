//! How many cases each view of the side bar holds, ready-made and saved. The SQL is in `table.rs`.

pub mod table;

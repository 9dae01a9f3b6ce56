//! How many intents there are, by what they wait for. What waits behind what is the lane's rule (`lane.rs`); the SQL is `table.rs`'s.

pub mod table;

/// How many intents there are, by what they wait for: each is counted once.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Counts {
    /// Waits for its turn or the network, or is on its way.
    pub moving: u32,
    /// Waits for what the person decides on one before it.
    pub behind: u32,
    /// Waits because the person asked to.
    pub by_choice: u32,
    /// Needs the person.
    pub held: u32,
}

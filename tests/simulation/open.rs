//! Seeds that are known to break a promise and are not understood yet: told by every run, and the next thing to look at.
//! A seed that is understood becomes a test in `found.rs` and goes from here.

/// The seed, and what is known of it.
pub(crate) const OPEN: [(u64, &str); 9] = [
    (71, "I8: a contact joins that nobody wanted"),
    (
        100_216,
        "I4: a comment that is gone on the server is still here when all is calm",
    ),
    (100_592, "I4: as 100216"),
    (
        100_664,
        "I4: a reworded comment of the other computer is not here when all is calm",
    ),
    (100_908, "I4: as 100216"),
    (100_932, "I4: as 100216"),
    (
        100_642,
        "I2: a file whose answer was lost stands there twice",
    ),
    (100_931, "I2: as 100642"),
    (
        100_994,
        "I19: a file that was interrupted is looked for without end",
    ),
];

/// What is known of a seed.
pub(crate) fn known(seed: u64) -> Option<&'static str> {
    OPEN.iter()
        .find(|(open, _)| *open == seed)
        .map(|(_, why)| *why)
}

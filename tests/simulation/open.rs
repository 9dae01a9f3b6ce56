//! Seeds that are known to break a promise and are not understood yet: told by every run, and the next thing to look at.
//! A seed that is understood becomes a test in `found.rs`, or a law that names its condition, and goes from here.

/// The seed, and what is known of it.
pub(crate) const OPEN: &[(u64, &str)] = &[
    (3273, "I3: somebody never joined a set, and nothing waits"),
    (
        3539,
        "I2: words that are said again and again stand there once too often",
    ),
    (3924, "I20: five requests of one computer at once"),
    (
        3973,
        "I21: a case's log is asked for again before the server's time was over",
    ),
    (
        4775,
        "I7: an edit replaced another's unseen; before the log could be asked a third changed the same line, so it was held as \
         a conflict and discarded, and nobody looks into the log for a held edit",
    ),
    (
        6953,
        "I7: a type that somebody else had just taken away was replaced, and nobody wanted that",
    ),
];

/// What is known of a seed.
pub(crate) fn known(seed: u64) -> Option<&'static str> {
    OPEN.iter()
        .find(|(open, _)| *open == seed)
        .map(|(_, why)| *why)
}

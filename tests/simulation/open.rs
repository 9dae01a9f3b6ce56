//! Seeds that are known to break a promise and are not understood yet: told by every run, and the next thing to look at.
//! A seed that is understood becomes a test in `found.rs`, or a law that names its condition, and goes from here.

/// The seed, and what is known of it.
pub(crate) const OPEN: &[(u64, &str)] = &[];

/// What is known of a seed.
pub(crate) fn known(seed: u64) -> Option<&'static str> {
    OPEN.iter()
        .find(|(open, _)| *open == seed)
        .map(|(_, why)| *why)
}

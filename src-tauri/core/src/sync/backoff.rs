//! How long to wait after trouble. Pure. Whose trouble it is, `rhythm.rs` keeps.

use std::time::Duration;

const FIRST: Duration = Duration::from_secs(2);
const LONGEST: Duration = Duration::from_secs(300);
/// No server may ask for more patience than this.
const MOST_PATIENCE: Duration = Duration::from_secs(3600);

/// Full jitter: `chance` (0..1) of `2 s · 2^failures`, at most five minutes; never before what the server asked for.
#[must_use]
pub(super) fn wait(failures: u32, chance: f64, asked: Option<Duration>) -> Duration {
    let doubled = FIRST.saturating_mul(2_u32.saturating_pow(failures.saturating_sub(1)));
    let jittered = doubled.min(LONGEST).mul_f64(chance.clamp(0.0, 1.0));
    // Not so soon that a loop without luck hammers the server.
    let floor = Duration::from_millis(500).max(asked.unwrap_or_default().min(MOST_PATIENCE));
    jittered.max(floor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_five_minutes_and_no_further() {
        assert_eq!(wait(1, 1.0, None), Duration::from_secs(2));
        assert_eq!(wait(3, 1.0, None), Duration::from_secs(8));
        assert_eq!(wait(40, 1.0, None), LONGEST);
    }

    #[test]
    fn chance_spreads_clients_but_never_makes_them_hammer() {
        assert_eq!(wait(3, 0.5, None), Duration::from_secs(4));
        assert!(wait(9, 0.0, None) >= Duration::from_millis(500));
    }

    #[test]
    fn what_the_server_asks_for_is_kept_up_to_an_hour() {
        assert_eq!(
            wait(1, 0.0, Some(Duration::from_secs(90))),
            Duration::from_secs(90)
        );
        assert_eq!(
            wait(1, 0.0, Some(Duration::from_secs(90_000))),
            MOST_PATIENCE
        );
    }
}

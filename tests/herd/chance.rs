//! Chance from a seed (splitmix64), so that a herd's day is the same every time.

use chrono::TimeDelta;

pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Chance {
        Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0xD1B5_4A32_D192_ED03)
    }

    /// A number in `0.0..1.0`.
    pub(crate) fn draw(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A part of a time.
    pub(crate) fn part(&mut self, of: TimeDelta) -> TimeDelta {
        TimeDelta::microseconds((of.num_microseconds().unwrap_or(0) as f64 * self.draw()) as i64)
    }

    /// How long until the next of what comes so often on the average.
    pub(crate) fn wait(&mut self, mean: TimeDelta) -> TimeDelta {
        let seconds = -(1.0 - self.draw()).ln() * mean.as_seconds_f64();
        TimeDelta::milliseconds((seconds * 1000.0) as i64 + 1)
    }

    /// Up or down, so that the mean stays.
    pub(crate) fn round(&mut self, number: f64) -> u32 {
        (number + self.draw()).floor() as u32
    }
}

//! Chance that is none: the same seed gives the same throws, on every machine and for ever (SplitMix64).

/// A row of throws.
#[derive(Clone, Debug)]
pub(crate) struct Chance(u64);

impl Chance {
    /// The row that begins with these numbers: rows of different numbers have nothing in common.
    pub(crate) fn of(numbers: &[u64]) -> Chance {
        let mut chance = Chance(0x5A7C_4E1D);
        for number in numbers {
            chance.0 ^= *number;
            chance.0 = chance.throw();
        }
        chance
    }

    fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `end`; zero if there is none.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.throw() % end).unwrap_or(0)
    }

    /// True once in so many times.
    pub(crate) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of them. The list must not be empty.
    pub(crate) fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    /// A byte.
    pub(crate) fn byte(&mut self) -> u8 {
        self.throw().to_le_bytes()[0]
    }
}

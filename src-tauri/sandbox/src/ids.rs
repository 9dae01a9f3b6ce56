//! Ids that look random and are not: a name space from the seed, and a counter.
//!
//! The counter is part of the state, so a replay of the same requests gives the same ids. Like the real server's
//! random ids they are in no order: who sorts by id learns nothing about time.

use uuid::Uuid;

/// Where all name spaces of this crate hang.
const ROOT: Uuid = Uuid::from_u128(0x5a7c_4e1d_0b5e_4c9a_9d2f_6b1e_7a30_c0de);

/// The next id, and how to get it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Ids {
    space: Uuid,
    next: u64,
}

impl Ids {
    pub(crate) fn new(seed: u64) -> Ids {
        Ids {
            space: Uuid::new_v5(&ROOT, &seed.to_be_bytes()),
            next: 0,
        }
    }

    /// Another row of ids, of which making one does not disturb this row.
    pub(crate) fn branch(&self, name: &str) -> Ids {
        Ids {
            space: self.named("branch", name),
            next: 0,
        }
    }

    /// An id nobody had before.
    pub(crate) fn fresh(&mut self) -> Uuid {
        self.next += 1;
        Uuid::new_v5(&self.space, &self.next.to_be_bytes())
    }

    /// The id that always belongs to this name, whatever was made before.
    pub(crate) fn named(&self, kind: &str, name: &str) -> Uuid {
        Uuid::new_v5(&self.space, format!("{kind}:{name}").as_bytes())
    }
}

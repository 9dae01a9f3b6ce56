//! The room on the disk: how much is free, and a ballast that is thrown off when a person's work finds none.
//!
//! The ballast is a file of no meaning beside the database. While it stands, a full disk is never the end: it goes, and
//! what the person did fits. It comes back as soon as there is room again (docs/decisions/0015).

use super::{anew, keep_private, storage};
use crate::error::Result;
use std::io::Write;
use std::path::{Path, PathBuf};

/// How much is thrown off: an afternoon of replies, or a file of the largest size.
pub(super) const BALLAST: u64 = 32 * 1024 * 1024;
/// It is made only where so much stays free: it must not be what fills the disk.
const SPARE: u64 = 8 * BALLAST;

/// The folder of a mirror, as a place that can be full.
pub(super) struct Room {
    folder: PathBuf,
}

impl Room {
    pub(super) fn new(folder: &Path) -> Room {
        Room {
            folder: folder.to_owned(),
        }
    }

    fn ballast(&self) -> PathBuf {
        self.folder.join("ballast")
    }

    /// Bytes that this user may still write there; `None` where the system does not say.
    pub(super) fn free(&self) -> Option<u64> {
        fs4::available_space(&self.folder).ok()
    }

    /// Makes the ballast where there is none and room for it.
    pub(super) fn take_ballast(&self) -> Result<()> {
        let is_there = self.ballast().metadata().is_ok_and(|m| m.len() == BALLAST);
        if is_there || self.free().is_none_or(|free| free < BALLAST + SPARE) {
            return Ok(());
        }
        let part = self.folder.join("ballast.part");
        let made = fill(&part).and_then(|()| std::fs::rename(&part, self.ballast()));
        if made.is_err() {
            let _ = std::fs::remove_file(&part);
        }
        made.map_err(storage)?;
        keep_private(&self.ballast())
    }

    /// Throws the ballast off; tells whether there was any.
    pub(super) fn throw_ballast(&self) -> bool {
        let thrown = std::fs::remove_file(self.ballast()).is_ok();
        if thrown {
            tracing::warn!("the disk is full: the ballast was thrown off");
        }
        thrown
    }
}

/// Bytes that no disk can make smaller, so that they take the room they are for.
fn fill(path: &Path) -> std::io::Result<()> {
    let mut file = anew(path)?;
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut piece = Vec::with_capacity(1024 * 1024);
    for _ in 0..BALLAST / (1024 * 1024) {
        piece.clear();
        while piece.len() < 1024 * 1024 {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            piece.extend_from_slice(&state.to_le_bytes());
        }
        file.write_all(&piece)?;
    }
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ballast_is_made_once_and_thrown_once() {
        let folder = tempfile::tempdir().unwrap();
        let room = Room::new(folder.path());
        assert!(!room.throw_ballast(), "there is none yet");
        room.take_ballast().unwrap();
        let made = || room.ballast().metadata().unwrap();
        assert_eq!(made().len(), BALLAST);
        let when = made().modified().unwrap();
        room.take_ballast().unwrap();
        assert_eq!(made().modified().unwrap(), when, "it stands");
        assert!(room.throw_ballast());
        assert!(!room.throw_ballast());
    }

    #[test]
    fn free_room_is_known_here() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Room::new(folder.path()).free().is_some_and(|free| free > 0));
    }
}

//! The sealed append-only file beside the database: `unsent.log`, and one sealed file per upload that waits.
//!
//! It knows frames of bytes and no meaning; what is written into it, and when, is `unsent.rs`'s. A frame is on disk when
//! [`Journal::append`] returns. A tail that was torn by a crash or a power cut is left out; a journal whose first frame
//! does not open was sealed with another key.

use super::key::DataKey;
use super::{anew, keep_private, storage};
use crate::error::{Error, Result};
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

const FILE: &str = "unsent.log";
/// Where each file is written before it gets its name. One name for all, so that on a disk that refuses to take away what it
/// could not finish, the next try takes its place.
const PART: &str = "unsent.part";
/// How the names of files that wait begin.
const WAITS: &str = "unsent-";
/// What the first frame says.
const HEADER: &[u8] = b"satchel unsent 1";
/// No frame is larger: more is damage, not a length.
const MOST: usize = 64 * 1024 * 1024;
const NONCE: usize = 24;

/// The journal of one folder, open for appending.
pub struct Journal {
    folder: PathBuf,
    /// Closed while a new one takes its place, where that has to be.
    file: Option<File>,
    cipher: XChaCha20Poly1305,
    frames: u64,
    bytes: u64,
    /// More may stand there than `bytes`: it goes before anything is added, or that could never be read.
    has_rest: bool,
    /// It stands in its place, but a power cut could still bring the one before it back: that is settled before anything is
    /// added, or what is added then could be lost.
    has_new_name: bool,
}

/// How far a journal went at a moment.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    frames: u64,
    bytes: u64,
}

impl Journal {
    /// Opens the journal of a folder, or makes an empty one; and what stands in it, the oldest frame first.
    ///
    /// # Errors
    /// `WrongKey` when it was sealed with another key: nothing was changed. `Storage`, `DiskFull`.
    pub fn open(folder: &Path, key: &DataKey) -> Result<(Journal, Vec<Vec<u8>>)> {
        let path = folder.join(FILE);
        let cipher = key.journal_cipher();
        let mut sealed = Vec::new();
        match File::open(&path) {
            Ok(mut file) => {
                file.read_to_end(&mut sealed).map_err(storage)?;
            }
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {}
            Err(e) => return Err(storage(e)),
        }
        let mut frames = opened(&cipher, &sealed);
        let is_new = sealed.len() < NONCE + 4;
        let has_header = frames.first().is_some_and(|f| f == HEADER);
        if !is_new && !has_header {
            return Err(Error::WrongKey);
        }
        if has_header {
            frames.remove(0);
        }
        // Written anew, so that nothing is ever appended behind a torn tail.
        let mut journal = Journal::write(folder, cipher, frames.iter().map(Vec::as_slice))?;
        journal.keep_name()?;
        Ok((journal, frames))
    }

    /// Adds frames, and returns when they are on disk.
    ///
    /// # Errors
    /// `DiskFull`, `Storage`: then what they tell of must not be acknowledged.
    pub fn append(&mut self, frames: &[Vec<u8>]) -> Result<()> {
        self.keep_name()?;
        self.drop_rest()?;
        let mut sealed = Vec::new();
        for (no, frame) in (self.frames..).zip(frames) {
            seal(&self.cipher, no, frame, &mut sealed)?;
        }
        let end = SeekFrom::Start(self.bytes);
        let file = self.open_file()?;
        let done = file
            .seek(end)
            .and_then(|_| file.write_all(&sealed))
            .and_then(|()| file.sync_data());
        if let Err(e) = done {
            // Half a frame may stand there: the next one goes behind the last whole one.
            self.has_rest = true;
            let _ = self.drop_rest();
            return Err(storage(e));
        }
        self.frames += u64::try_from(frames.len()).unwrap_or(0);
        self.bytes += u64::try_from(sealed.len()).unwrap_or(0);
        Ok(())
    }

    fn keep_name(&mut self) -> Result<()> {
        if self.has_new_name {
            sync_names(&self.folder)?;
            self.has_new_name = false;
        }
        Ok(())
    }

    fn drop_rest(&mut self) -> Result<()> {
        if self.has_rest {
            let bytes = self.bytes;
            let file = self.open_file()?;
            let dropped = file.set_len(bytes);
            dropped.and_then(|()| file.sync_data()).map_err(storage)?;
            self.has_rest = false;
        }
        Ok(())
    }

    /// What is added to. Where it was closed for a new one that never came, it is opened again: it is as it was left.
    fn open_file(&mut self) -> Result<&mut File> {
        let file = match self.file.take() {
            Some(file) => file,
            None => writable(&self.folder.join(FILE)).map_err(storage)?,
        };
        Ok(self.file.insert(file))
    }

    /// How far it goes now.
    #[must_use]
    pub fn mark(&self) -> Mark {
        let (frames, bytes) = (self.frames, self.bytes);
        Mark { frames, bytes }
    }

    /// What was appended since then did not come to be. On a disk that refuses that too, it goes before the next append.
    pub fn take_back(&mut self, to: Mark) {
        if self.bytes > to.bytes {
            (self.frames, self.bytes) = (to.frames, to.bytes);
            self.has_rest = true;
            let _ = self.drop_rest();
        }
    }

    /// How many bytes it holds.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.bytes
    }

    /// Puts these frames in the place of all that stand there; either is on disk, never half of each. From the moment the
    /// new file has the name, what is added goes there and nowhere else, whatever fails after that.
    ///
    /// # Errors
    /// `DiskFull`, `Storage`: the old ones still stand, or the new ones do and a power cut could bring the old ones back.
    pub fn replace(&mut self, frames: &[Vec<u8>]) -> Result<()> {
        let frames = frames.iter().map(Vec::as_slice);
        // On other systems nobody may be given the name of an open file.
        if !cfg!(unix) {
            self.file = None;
        }
        *self = Journal::write(&self.folder, self.cipher.clone(), frames)?;
        self.keep_name()
    }

    fn write<'a>(
        folder: &Path,
        cipher: XChaCha20Poly1305,
        frames: impl Iterator<Item = &'a [u8]>,
    ) -> Result<Journal> {
        let mut sealed = Vec::new();
        let mut count = 0;
        for frame in std::iter::once(HEADER).chain(frames) {
            seal(&cipher, count, frame, &mut sealed)?;
            count += 1;
        }
        let file = moved_in(folder, FILE, &sealed)?;
        Ok(Journal {
            folder: folder.to_owned(),
            file: Some(file),
            cipher,
            frames: count,
            bytes: u64::try_from(sealed.len()).unwrap_or(0),
            has_rest: false,
            has_new_name: true,
        })
    }

    /// Keeps the bytes of a file that waits, sealed, on disk when this returns.
    ///
    /// # Errors
    /// `DiskFull`, `Storage`.
    pub fn put_file(&self, name: &str, bytes: &[u8]) -> Result<()> {
        let mut sealed = Vec::new();
        seal(&self.cipher, 0, bytes, &mut sealed)?;
        let _in_place = moved_in(&self.folder, &file_name(name), &sealed)?;
        sync_names(&self.folder)
    }

    /// The bytes of a file that waits; `None`: not here, or damaged.
    #[must_use]
    pub fn file(&self, name: &str) -> Option<Vec<u8>> {
        let sealed = std::fs::read(self.folder.join(file_name(name))).ok()?;
        opened(&self.cipher, &sealed).pop()
    }

    /// Takes a file away that waits no longer.
    pub fn remove_file(&self, name: &str) {
        // A file that stays costs space and loses nothing; the next start takes it away.
        let _ = std::fs::remove_file(self.folder.join(file_name(name)));
    }

    /// Takes away every file but those that wait: what a program left that ended between a file and its intent, and what a disk
    /// refused to take away.
    pub fn keep_only(&self, waits: impl Fn(&str) -> bool) {
        let Ok(entries) = std::fs::read_dir(&self.folder) else {
            return;
        };
        for entry in entries.filter_map(std::result::Result::ok) {
            let name = entry.file_name();
            let name = name.to_str().and_then(|name| name.strip_prefix(WAITS));
            if let Some(name) = name.filter(|name| !waits(name)) {
                self.remove_file(name);
            }
        }
    }
}

/// Not for appending alone: other systems than Unix let nobody shorten such a file.
fn writable(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().write(true).open(path)
}

fn file_name(name: &str) -> String {
    format!("{WAITS}{name}")
}

/// Writes a file beside its place, moves it there when it is on disk, and gives it for adding to. Its name is on disk after
/// [`sync_names`].
fn moved_in(folder: &Path, name: &str, bytes: &[u8]) -> Result<File> {
    let part = folder.join(PART);
    let write = || {
        let mut file = anew(&part)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        writable(&part)
    };
    let moved = write().map_err(storage).and_then(|file| {
        keep_private(&part)?;
        std::fs::rename(&part, folder.join(name)).map_err(storage)?;
        Ok(file)
    });
    if moved.is_err() {
        // On a full disk, half a file must not keep the room that is missing.
        let _ = std::fs::remove_file(&part);
    }
    moved
}

/// Has the names of a folder on disk.
fn sync_names(folder: &Path) -> Result<()> {
    #[cfg(unix)]
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(storage)?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

/// Length, nonce, sealed bytes. The frame's number is sealed in, so frames can't change places.
fn seal(cipher: &XChaCha20Poly1305, no: u64, frame: &[u8], into: &mut Vec<u8>) -> Result<()> {
    let mut nonce = [0_u8; NONCE];
    getrandom::fill(&mut nonce).map_err(|e| Error::Storage(format!("no randomness: {e}")))?;
    let aad = no.to_le_bytes();
    let sealed = cipher
        .encrypt(
            &XNonce::from(nonce),
            Payload {
                msg: frame,
                aad: &aad,
            },
        )
        .map_err(|_| Error::Bug("sealing failed".to_owned()))?;
    let length = u32::try_from(sealed.len()).map_err(|_| Error::Bug("a huge frame".to_owned()))?;
    into.extend_from_slice(&length.to_le_bytes());
    into.extend_from_slice(&nonce);
    into.extend_from_slice(&sealed);
    Ok(())
}

/// The frames that are whole, up to the first one that is not.
fn opened(cipher: &XChaCha20Poly1305, mut sealed: &[u8]) -> Vec<Vec<u8>> {
    let mut frames = Vec::new();
    for no in 0_u64.. {
        let Some((length, rest)) = sealed.split_first_chunk::<4>() else {
            break;
        };
        let length = usize::try_from(u32::from_le_bytes(*length)).unwrap_or(usize::MAX);
        let Some((nonce, rest)) = rest.split_first_chunk::<NONCE>() else {
            break;
        };
        if length > MOST {
            break;
        }
        let Some((body, rest)) = rest.split_at_checked(length) else {
            break;
        };
        let aad = no.to_le_bytes();
        let opened = cipher.decrypt(
            &XNonce::from(*nonce),
            Payload {
                msg: body,
                aad: &aad,
            },
        );
        let Ok(frame) = opened else { break };
        frames.push(frame);
        sealed = rest;
    }
    frames
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(folder: &Path) -> (Journal, Vec<Vec<u8>>) {
        Journal::open(folder, &DataKey::for_tests(1)).unwrap()
    }

    #[test]
    fn what_was_appended_is_there_again_in_order() {
        let dir = tempfile::tempdir().unwrap();
        let (mut journal, before) = open(dir.path());
        assert!(before.is_empty());
        journal.append(&[b"one".to_vec(), b"two".to_vec()]).unwrap();
        journal.append(&[b"three".to_vec()]).unwrap();
        drop(journal);
        assert_eq!(
            open(dir.path()).1,
            [b"one".to_vec(), b"two".to_vec(), b"three".to_vec()]
        );
        let on_disk = std::fs::read(dir.path().join(FILE)).unwrap();
        assert!(!on_disk.windows(3).any(|w| w == b"one"), "sealed");
    }

    #[test]
    fn every_torn_tail_leaves_the_whole_frames_before_it() {
        let dir = tempfile::tempdir().unwrap();
        let (mut journal, _) = open(dir.path());
        journal.append(&[b"one".to_vec(), b"two".to_vec()]).unwrap();
        drop(journal);
        let path = dir.path().join(FILE);
        let whole = std::fs::read(&path).unwrap();
        let header = 4 + NONCE + HEADER.len() + 16;
        for length in header..whole.len() {
            std::fs::write(&path, &whole[..length]).unwrap();
            let (mut journal, found) = open(dir.path());
            assert!(found.len() < 2 && found.iter().all(|f| f == b"one"));
            journal.append(&[b"new".to_vec()]).unwrap();
            drop(journal);
            assert_eq!(open(dir.path()).1.last().unwrap(), b"new");
        }
    }

    #[test]
    fn what_did_not_come_to_be_is_taken_back_and_the_next_frame_can_be_read() {
        let dir = tempfile::tempdir().unwrap();
        let (mut journal, _) = open(dir.path());
        journal.append(&[b"one".to_vec()]).unwrap();
        let mark = journal.mark();
        journal.append(&[b"refused".to_vec()]).unwrap();
        journal.take_back(mark);
        journal.append(&[b"two".to_vec()]).unwrap();
        drop(journal);
        assert_eq!(open(dir.path()).1, [b"one".to_vec(), b"two".to_vec()]);
    }

    #[test]
    fn half_a_frame_that_could_not_be_removed_goes_before_the_next_one() {
        let dir = tempfile::tempdir().unwrap();
        let (mut journal, _) = open(dir.path());
        journal.append(&[b"one".to_vec()]).unwrap();
        // As a disk leaves it that failed in the middle of a frame, and then refused to shorten the file.
        let file = journal.open_file().unwrap();
        file.write_all(b"half a fra").unwrap();
        journal.has_rest = true;
        journal.append(&[b"two".to_vec()]).unwrap();
        drop(journal);
        assert_eq!(open(dir.path()).1, [b"one".to_vec(), b"two".to_vec()]);
    }

    #[test]
    fn one_that_was_closed_for_a_new_one_that_never_came_goes_on_where_it_was() {
        let dir = tempfile::tempdir().unwrap();
        let (mut journal, _) = open(dir.path());
        journal.append(&[b"one".to_vec()]).unwrap();
        for frame in [b"two".to_vec(), b"three".to_vec()] {
            journal.file = None;
            journal.append(&[frame]).unwrap();
        }
        journal.file = None;
        journal.replace(&[b"four".to_vec()]).unwrap();
        journal.append(&[b"five".to_vec()]).unwrap();
        drop(journal);
        assert_eq!(open(dir.path()).1, [b"four".to_vec(), b"five".to_vec()]);
    }

    #[test]
    fn another_key_opens_nothing_and_changes_nothing() {
        let dir = tempfile::tempdir().unwrap();
        open(dir.path()).0.append(&[b"one".to_vec()]).unwrap();
        let before = std::fs::read(dir.path().join(FILE)).unwrap();
        let other = Journal::open(dir.path(), &DataKey::for_tests(2));
        assert!(matches!(other, Err(Error::WrongKey)));
        assert_eq!(std::fs::read(dir.path().join(FILE)).unwrap(), before);
    }

    #[test]
    fn frames_that_changed_places_or_bits_are_not_believed() {
        let dir = tempfile::tempdir().unwrap();
        let (mut journal, _) = open(dir.path());
        journal
            .append(&[b"aaaa".to_vec(), b"bbbb".to_vec()])
            .unwrap();
        drop(journal);
        let path = dir.path().join(FILE);
        let whole = std::fs::read(&path).unwrap();
        let header = 4 + NONCE + HEADER.len() + 16;
        let (head, tail) = whole.split_at(header);
        let (a, b) = tail.split_at(tail.len() / 2);
        std::fs::write(&path, [head, b, a].concat()).unwrap();
        assert!(open(dir.path()).1.is_empty());
    }

    #[test]
    fn a_file_that_waits_comes_back_whole_and_sealed() {
        let dir = tempfile::tempdir().unwrap();
        let (journal, _) = open(dir.path());
        journal.put_file("x", b"canary bytes").unwrap();
        assert_eq!(journal.file("x").unwrap(), b"canary bytes");
        let on_disk = std::fs::read(dir.path().join("unsent-x")).unwrap();
        assert!(!on_disk.windows(6).any(|w| w == b"canary"));
        journal.remove_file("x");
        assert_eq!(journal.file("x"), None);
    }

    #[test]
    fn only_files_that_wait_stay() {
        let dir = tempfile::tempdir().unwrap();
        let (mut journal, _) = open(dir.path());
        journal.append(&[b"one".to_vec()]).unwrap();
        for name in ["waits", "left"] {
            journal.put_file(name, b"bytes").unwrap();
        }
        std::fs::write(dir.path().join("unsent-half.part"), b"half").unwrap();
        journal.keep_only(|name| name == "waits");
        let mut names: Vec<_> = std::fs::read_dir(dir.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        names.sort();
        assert_eq!(names, ["unsent-waits", FILE]);
        drop(journal);
        assert_eq!(open(dir.path()).1, [b"one".to_vec()]);
    }
}

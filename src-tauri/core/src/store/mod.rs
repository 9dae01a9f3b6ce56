//! SQLite and nothing else: open, key, and the only transactions. One SQLCipher file per account.
//!
//! Writing transactions are opened here alone (`transaction.rs`), `BEGIN IMMEDIATE`, through a closure that cannot await (rule 3).
//! What is in the tables is the nouns' business (`*/table.rs`), with `row.rs` for what is written only where it changes; that the view
//! follows is `mirror.rs`'s. Keys are made and kept in `key.rs`, what opens when in `door.rs`, what is set aside for want of a key in
//! `aside.rs`; what stands beside the database, for the day it is lost, in `journal.rs`. How a damaged, a newer or an older database is
//! opened: `open.rs`.

pub mod aside;
pub mod columns;
pub mod cursor;
pub mod door;
pub mod identity;
pub mod journal;
pub mod key;
pub mod known;
mod migrate;
mod open;
pub mod passphrase;
#[cfg(test)]
mod pinned;
pub mod recovery;
mod room;
pub(crate) mod row;
mod template;
mod transaction;

use crate::error::{Error, Result};
use key::DataKey;
use rusqlite::types::Value;
use rusqlite::{Connection, ErrorCode};
use std::fs::{File, OpenOptions};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use transaction::Begun;

/// SQLite before this has a WAL-reset bug that can corrupt a file (sync-and-security 3.1).
pub const OLDEST_SQLITE: i32 = 3_051_003;

/// A database with more in it than this is not written anew to give room back: it would take as much memory.
const MOST_ANEW: i64 = 256 * 1024 * 1024;

/// Where a mirror lives.
#[derive(Clone, Debug)]
pub enum Place {
    /// A folder of this account alone: `mirror.db` and its lock.
    Folder(PathBuf),
    /// In memory: simulations and tests of the engine.
    Memory,
}

/// The database of one account: one writer, one reader.
pub struct Store {
    writer: Mutex<Connection>,
    /// None in memory: a second connection would see another database.
    reader: Option<Mutex<Connection>>,
    /// Why it can't be written: a newer program's layout, and the newest that is known here.
    newer: Option<(i64, i64)>,
    /// Another program has the folder; this one looks only.
    beside: bool,
    /// Held as long as the store is open: one program per folder. In memory, nobody else could come.
    hold: Option<open::Hold>,
    /// Where it lies; none in memory, and none for who only looks.
    room: Option<room::Room>,
    /// How a connection is opened anew; none in memory, and none for who only looks.
    again: Option<open::Again>,
}

/// A consistent picture of the database, for reading.
pub type Db = Connection;

/// A writing transaction, open. Dropped without [`Store::write`] returning `Ok`, it rolls back.
pub struct Tx<'a>(Begun<'a>);

impl Deref for Tx<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.0.connection()
    }
}

impl Store {
    /// Opens, or makes, the database of `place` with `key`. A damaged one is set aside, never deleted, and a new one begins
    /// with what the journal holds ([`Opened::is_new`]); a newer program's is opened for reading.
    ///
    /// # Errors
    /// `InUse` when another program has it, `WrongKey`, `Storage`, `DiskFull`. Nothing is changed in any of these.
    pub fn open(place: &Place, key: &DataKey) -> Result<Opened> {
        if rusqlite::version_number() < OLDEST_SQLITE {
            return Err(Error::Bug(format!(
                "SQLite {} is too old",
                rusqlite::version()
            )));
        }
        match place {
            Place::Memory => open::in_memory(key),
            Place::Folder(folder) => match open::in_folder(folder, key) {
                // At a start as at an act of the person's: the ballast is for that.
                Err(Error::DiskFull) if room::Room::new(folder).throw_ballast() => {
                    open::in_folder(folder, key)
                }
                opened => opened,
            },
        }
    }

    /// Opens the database of `folder` for reading, beside a program that has it.
    ///
    /// # Errors
    /// `WrongKey`; `Storage`; `InUse` where that program keeps another layout.
    pub fn open_to_read(folder: &Path, key: &DataKey) -> Result<Opened> {
        open::beside(folder, key)
    }

    /// Why it can be read, not written: a newer program's layout, or another program that has it.
    #[must_use]
    pub fn newer(&self) -> Option<Error> {
        if self.beside {
            return Some(Error::InUse);
        }
        let (found, known) = self.newer?;
        Some(Error::NewerDatabase { found, known })
    }

    /// Runs `work` in one `BEGIN IMMEDIATE` transaction and commits it, on disk, before returning.
    ///
    /// # Errors
    /// Those of `work`, after rolling back; `DiskFull`; `Storage`.
    pub fn write<T>(&self, work: impl FnOnce(&Tx<'_>) -> Result<T>) -> Result<T> {
        if let Some(newer) = self.newer() {
            return Err(newer);
        }
        let mut writer = held(&self.writer);
        let once = || {
            let tx = Tx(Begun::to_write(&mut writer)?);
            let done = work(&tx)?;
            tx.0.commit()?;
            Ok(done)
        };
        let done = once();
        self.renew(&mut writer, &done, open::Again::writer);
        self.watch(done)
    }

    /// Runs `work` on one consistent picture of the database.
    ///
    /// # Errors
    /// Those of `work`; `Storage`.
    pub fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let Some(reader) = &self.reader else {
            // One connection, and it is ours meanwhile: nobody writes.
            return work(&held(&self.writer));
        };
        let mut reader = held(reader);
        let once = || {
            let begun = Begun::to_read(&mut reader)?;
            work(begun.connection())
        };
        let done = once();
        self.renew(&mut reader, &done, open::Again::reader);
        self.watch(done)
    }

    /// A connection that met a page whose seal is broken reads nothing more, not even what is whole: another one takes its
    /// place.
    fn renew<T>(
        &self,
        connection: &mut Connection,
        done: &Result<T>,
        open: impl FnOnce(&open::Again) -> Result<Connection>,
    ) {
        if let (Err(Error::Damaged), Some(again)) = (done, &self.again) {
            match open(again) {
                Ok(fresh) => *connection = fresh,
                Err(e) => tracing::error!(code = ?e.code(), "the mirror could not be opened anew"),
            }
        }
    }

    /// Bytes that are free where it lies; `None` where nobody can say.
    #[must_use]
    pub fn free_room(&self) -> Option<u64> {
        self.room.as_ref()?.free()
    }

    /// Makes sure of the ballast beside the database, where there is room for it.
    pub fn take_ballast(&self) {
        if let Some(Err(e)) = self.room.as_ref().map(room::Room::take_ballast) {
            tracing::warn!(code = ?e.code(), "no ballast");
        }
    }

    /// Throws the ballast off, because the disk is full; tells whether there was any.
    pub fn throw_ballast(&self) -> bool {
        self.room.as_ref().is_some_and(room::Room::throw_ballast)
    }

    /// Gives room that the database does not use any more back to the disk. It is written anew for that, in memory; a large
    /// one is not, and uses the room itself.
    ///
    /// # Errors
    /// `DiskFull`; `Storage`.
    pub fn give_room_back(&self) -> Result<()> {
        let once = || {
            let writer = held(&self.writer);
            let number = |pragma: &str| -> Result<i64> {
                // SQLCipher tells the size of a page as text.
                let told: Value = writer.query_row(pragma, [], |row| row.get(0))?;
                Ok(match told {
                    Value::Integer(number) => number,
                    Value::Text(text) => text.parse().unwrap_or(i64::MAX),
                    _ => i64::MAX,
                })
            };
            let unused = number("PRAGMA freelist_count")?;
            let pages = number("PRAGMA page_count")? - unused;
            if unused > 0 && pages.saturating_mul(number("PRAGMA page_size")?) <= MOST_ANEW {
                writer.execute_batch("VACUUM")?;
            }
            writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
            Ok(())
        };
        self.watch(once())
    }

    /// Damage that shows while the program runs is looked at when it starts again.
    fn watch<T>(&self, done: Result<T>) -> Result<T> {
        if let (Err(Error::Damaged), Some(hold)) = (&done, &self.hold) {
            hold.note_damage();
        }
        done
    }
}

/// A database that was opened.
pub struct Opened {
    /// The database.
    pub store: Store,
    /// What stands beside it, and its frames; none in memory, and none for a newer program's.
    pub journal: Option<(journal::Journal, Vec<Vec<u8>>)>,
    /// It was made just now: because there was none, or because the old one was set aside.
    pub is_new: bool,
}

/// The lock ignores poison: an unfinished write was a transaction and has rolled back, and one panic must not take the
/// store away from everybody else.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A folder that only this user can enter, whatever the umask.
pub(crate) fn make_private(folder: &Path) -> Result<()> {
    no_link(folder)?;
    std::fs::create_dir_all(folder).map_err(storage)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))
            .map_err(storage)?;
    }
    Ok(())
}

/// A file that only this user can read, whatever the umask.
pub(crate) fn keep_private(path: &Path) -> Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).map_err(storage)?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

/// Begins a file of ours anew, for this user alone from its first byte. A link that stands in its place goes; it is never
/// followed.
///
/// # Errors
/// The file system's.
pub(crate) fn anew(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    match options.open(path) {
        Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => {
            std::fs::remove_file(path)?;
            options.open(path)
        }
        opened => opened,
    }
}

/// Nobody put a link in a file's place: what is behind it is not ours.
///
/// # Errors
/// `Storage`.
pub(crate) fn no_link(path: &Path) -> Result<()> {
    match std::fs::symlink_metadata(path) {
        Ok(found) if found.file_type().is_symlink() => Err(Error::Storage(
            "a link stands where a file of the mirror should be".to_owned(),
        )),
        _ => Ok(()),
    }
}

/// An error of the file system, without the path: it may hold a person's name.
pub(crate) fn storage(error: std::io::Error) -> Error {
    match error.kind() {
        std::io::ErrorKind::StorageFull => Error::DiskFull,
        kind => Error::Storage(kind.to_string()),
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Error {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Error::DiskFull,
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Error::Damaged,
            Some(code) => {
                // The number tells more than the name does, and nothing of what was stored.
                let number = error.sqlite_error().map_or(0, |e| e.extended_code);
                Error::Storage(format!("{code:?} ({number})"))
            }
            None => Error::Bug(error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().unwrap()
    }

    fn open(folder: &Path, key: u8) -> Result<Opened> {
        Store::open(&Place::Folder(folder.to_owned()), &DataKey::for_tests(key))
    }

    fn keep(store: &Store, value: &str) {
        let write = |tx: &Tx<'_>| {
            let sql = "INSERT OR REPLACE INTO secret (name, value) VALUES ('a', ?1)";
            tx.execute(sql, [value])?;
            Ok(())
        };
        store.write(write).unwrap();
    }

    #[test]
    fn nothing_on_disk_can_be_read_without_the_key() {
        let dir = folder();
        let opened = open(dir.path(), 1).unwrap();
        keep(&opened.store, "canary-4711");
        for entry in std::fs::read_dir(dir.path()).unwrap() {
            let bytes = std::fs::read(entry.unwrap().path()).unwrap();
            assert!(!bytes.starts_with(b"SQLite format 3"));
            assert!(!bytes.windows(11).any(|w| w == b"canary-4711"));
        }
    }

    #[test]
    fn a_wrong_key_opens_nothing_and_changes_nothing() {
        let dir = folder();
        drop(open(dir.path(), 1).unwrap());
        let files = || {
            let entries = std::fs::read_dir(dir.path()).unwrap();
            let mut all: Vec<_> = entries
                .map(|entry| entry.unwrap().path())
                .filter(|path| !path.ends_with("lock"))
                .map(|path| (path.clone(), std::fs::read(path).unwrap()))
                .collect();
            all.sort();
            all
        };
        let before = files();
        assert!(matches!(open(dir.path(), 2), Err(Error::WrongKey)));
        assert_eq!(before, files());
        assert!(!open(dir.path(), 1).unwrap().is_new);
    }

    #[test]
    fn two_programs_cannot_open_one_mirror() {
        let dir = folder();
        let _first = open(dir.path(), 1).unwrap();
        assert!(matches!(open(dir.path(), 1), Err(Error::InUse)));
    }

    #[test]
    fn a_mirror_of_a_newer_program_is_opened_for_reading_only() {
        let dir = folder();
        let opened = open(dir.path(), 1).unwrap();
        keep(&opened.store, "kept");
        held(&opened.store.writer)
            .pragma_update(None, "user_version", 999)
            .unwrap();
        drop(opened);
        let opened = open(dir.path(), 1).unwrap();
        let read = |db: &Db| Ok(db.query_row("SELECT value FROM secret", [], |r| r.get(0))?);
        assert_eq!(opened.store.read::<String>(read).unwrap(), "kept");
        let refused = opened.store.write(|_| Ok(()));
        assert!(matches!(
            refused,
            Err(Error::NewerDatabase { found: 999, .. })
        ));
        assert!(opened.journal.is_none(), "it is not ours to write");
    }

    #[test]
    fn a_damaged_mirror_is_set_aside_and_a_new_one_begins() {
        let dir = folder();
        let opened = open(dir.path(), 1).unwrap();
        keep(&opened.store, "lost with the pages");
        drop(opened);
        let path = dir.path().join("mirror.db");
        let mut bytes = std::fs::read(&path).unwrap();
        let damaged = bytes.len() / 2;
        bytes[..damaged].fill(7);
        std::fs::write(&path, &bytes).unwrap();
        let opened = open(dir.path(), 1).unwrap();
        assert!(opened.is_new);
        let aside = |entry: std::io::Result<std::fs::DirEntry>| {
            let name = entry.unwrap().file_name().into_string().unwrap();
            name.starts_with("held-").then_some(name)
        };
        let held: Vec<_> = std::fs::read_dir(dir.path())
            .unwrap()
            .filter_map(aside)
            .collect();
        assert_eq!(held.len(), 1, "never deleted");
        let kept = dir.path().join(&held[0]).join("mirror.db");
        assert_eq!(std::fs::read(kept).unwrap(), bytes);
    }

    #[test]
    fn damage_in_the_middle_shows_after_a_program_that_did_not_end_as_it_should() {
        let dir = folder();
        let opened = open(dir.path(), 1).unwrap();
        keep(&opened.store, &"x".repeat(400_000));
        drop(opened);
        let path = dir.path().join("mirror.db");
        let mut bytes = std::fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle..middle + 64].fill(7);
        std::fs::write(&path, &bytes).unwrap();
        // As a killed program leaves it.
        std::fs::write(dir.path().join("lock"), b"open").unwrap();
        assert!(open(dir.path(), 1).unwrap().is_new);
    }

    #[test]
    fn sqlite_is_new_enough_and_encrypts() {
        let store = Store::open(&Place::Memory, &DataKey::for_tests(1))
            .unwrap()
            .store;
        let version: String = store
            .read(|c| Ok(c.query_row("PRAGMA cipher_version", [], |r| r.get(0))?))
            .unwrap();
        assert!(!version.is_empty());
        assert!(
            rusqlite::version_number() >= OLDEST_SQLITE,
            "SQLite {}",
            rusqlite::version()
        );
    }

    #[cfg(unix)]
    #[test]
    fn only_this_user_can_read_the_mirror() {
        use std::os::unix::fs::PermissionsExt;
        let dir = folder();
        let account = dir.path().join("account");
        let _opened = open(&account, 1).unwrap();
        let mode = |p: &Path| std::fs::metadata(p).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&account), 0o700);
        for file in ["mirror.db", "unsent.log", "lock"] {
            assert_eq!(mode(&account.join(file)), 0o600, "{file}");
        }
    }
}

//! SQLite and nothing else: open, key, and the only transactions. One SQLCipher file per account.
//!
//! Writing transactions are opened here alone, `BEGIN IMMEDIATE`, through a closure that cannot await (rule 3). What is in
//! the tables is the nouns' business (`*/table.rs`); that the view follows is `mirror.rs`'s. Keys are made and kept in
//! `key.rs`.

pub mod columns;
pub mod cursor;
pub mod identity;
pub mod key;
mod migrate;

use crate::error::{Error, Result};
use key::DataKey;
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};
use std::fs::{File, OpenOptions, TryLockError};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// SQLite before this has a WAL-reset bug that can corrupt a file (sync-and-security 3.1).
pub const OLDEST_SQLITE: i32 = 3_051_003;

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
    /// Held as long as the store is open: one program per folder.
    _lock: Option<File>,
}

/// A consistent picture of the database, for reading.
pub type Db = Connection;

/// A writing transaction, open. Dropped without [`Store::write`] returning `Ok`, it rolls back.
pub struct Tx<'a>(rusqlite::Transaction<'a>);

impl Deref for Tx<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.0
    }
}

impl Store {
    /// Opens, or makes, the database of `place` with `key`.
    ///
    /// # Errors
    /// `InUse` when another program has it, `WrongKey`, `NewerDatabase`, `Storage`. Nothing is changed in any of these.
    pub fn open(place: &Place, key: &DataKey) -> Result<Store> {
        if rusqlite::version_number() < OLDEST_SQLITE {
            return Err(Error::Bug(format!(
                "SQLite {} is too old",
                rusqlite::version()
            )));
        }
        match place {
            Place::Memory => {
                let mut writer = Connection::open_in_memory()?;
                unlock(&writer, key)?;
                migrate::up(&mut writer)?;
                Ok(Store {
                    writer: Mutex::new(writer),
                    reader: None,
                    _lock: None,
                })
            }
            Place::Folder(folder) => {
                make_private(folder)?;
                let lock = lock(folder)?;
                let path = folder.join("mirror.db");
                let mut writer = Connection::open(&path)?;
                unlock(&writer, key)?;
                migrate::up(&mut writer)?;
                keep_private(&path)?;
                let reader = Connection::open_with_flags(
                    &path,
                    OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
                )?;
                unlock(&reader, key)?;
                reader.pragma_update(None, "query_only", true)?;
                Ok(Store {
                    writer: Mutex::new(writer),
                    reader: Some(Mutex::new(reader)),
                    _lock: Some(lock),
                })
            }
        }
    }

    /// Runs `work` in one `BEGIN IMMEDIATE` transaction and commits it, on disk, before returning.
    ///
    /// # Errors
    /// Those of `work`, after rolling back; `DiskFull`; `Storage`.
    pub fn write<T>(&self, work: impl FnOnce(&Tx<'_>) -> Result<T>) -> Result<T> {
        let mut writer = held(&self.writer);
        let tx = Tx(writer.transaction_with_behavior(TransactionBehavior::Immediate)?);
        let done = work(&tx)?;
        tx.0.commit()?;
        Ok(done)
    }

    /// Runs `work` on one consistent picture of the database.
    ///
    /// # Errors
    /// Those of `work`; `Storage`.
    pub fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let mut reader = held(self.reader.as_ref().unwrap_or(&self.writer));
        let tx = reader.transaction()?;
        let answer = work(&tx)?;
        Ok(answer)
    }
}

/// The lock ignores poison: an unfinished write was a transaction and has rolled back, and one panic must not take the
/// store away from everybody else.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Gives the key before anything else, checks it, and sets what every connection needs.
fn unlock(connection: &Connection, key: &DataKey) -> Result<()> {
    connection.execute_batch(&key.pragma())?;
    let cipher: Option<String> = connection
        .query_row("PRAGMA cipher_version", [], |row| row.get(0))
        .ok();
    if cipher.is_none() {
        return Err(Error::Bug(
            "this program was built without SQLCipher".to_owned(),
        ));
    }
    // The first read of the file: a wrong key shows here, as "not a database".
    connection
        .query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()))
        .map_err(|e| match e.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Error::WrongKey,
            _ => Error::from(e),
        })?;
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = 1; PRAGMA foreign_keys = ON;
         PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA secure_delete = ON;
         PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0; PRAGMA cache_size = -32000;",
    )?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(())
}

/// One program per folder; the lock goes with the process, however it ends.
fn lock(folder: &Path) -> Result<File> {
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(folder.join("lock"))
        .map_err(storage)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Error::InUse),
        Err(TryLockError::Error(e)) => Err(storage(e)),
    }
}

/// A folder that only this user can enter, whatever the umask.
pub(crate) fn make_private(folder: &Path) -> Result<()> {
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
            Some(ErrorCode::NotADatabase) => Error::WrongKey,
            Some(code) => Error::Storage(format!("{code:?}")),
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

    #[test]
    fn the_file_on_disk_is_not_a_plain_database() {
        let dir = folder();
        let store = Store::open(
            &Place::Folder(dir.path().to_owned()),
            &DataKey::for_tests(1),
        )
        .unwrap();
        store
            .write(|tx| {
                tx.execute(
                    "INSERT INTO secret (name, value) VALUES ('a', 'canary-4711')",
                    [],
                )?;
                Ok(())
            })
            .unwrap();
        for entry in std::fs::read_dir(dir.path()).unwrap() {
            let bytes = std::fs::read(entry.unwrap().path()).unwrap();
            assert!(!bytes.starts_with(b"SQLite format 3"));
            assert!(!bytes.windows(11).any(|w| w == b"canary-4711"));
        }
    }

    #[test]
    fn a_wrong_key_opens_nothing_and_changes_nothing() {
        let dir = folder();
        let place = Place::Folder(dir.path().to_owned());
        drop(Store::open(&place, &DataKey::for_tests(1)).unwrap());
        let before = std::fs::read(dir.path().join("mirror.db")).unwrap();
        assert!(matches!(
            Store::open(&place, &DataKey::for_tests(2)),
            Err(Error::WrongKey)
        ));
        assert_eq!(before, std::fs::read(dir.path().join("mirror.db")).unwrap());
        assert!(Store::open(&place, &DataKey::for_tests(1)).is_ok());
    }

    #[test]
    fn two_programs_cannot_open_one_mirror() {
        let dir = folder();
        let place = Place::Folder(dir.path().to_owned());
        let _first = Store::open(&place, &DataKey::for_tests(1)).unwrap();
        assert!(matches!(
            Store::open(&place, &DataKey::for_tests(1)),
            Err(Error::InUse)
        ));
    }

    #[test]
    fn a_mirror_of_a_newer_program_is_refused_untouched() {
        let dir = folder();
        let place = Place::Folder(dir.path().to_owned());
        let store = Store::open(&place, &DataKey::for_tests(1)).unwrap();
        held(&store.writer)
            .pragma_update(None, "user_version", 999)
            .unwrap();
        drop(store);
        assert!(matches!(
            Store::open(&place, &DataKey::for_tests(1)),
            Err(Error::NewerDatabase { found: 999, .. })
        ));
    }

    #[test]
    fn sqlite_is_new_enough_and_encrypts() {
        let store = Store::open(&Place::Memory, &DataKey::for_tests(1)).unwrap();
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
        let place = Place::Folder(dir.path().join("account"));
        let _store = Store::open(&place, &DataKey::for_tests(1)).unwrap();
        let mode = |p: &Path| std::fs::metadata(p).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&dir.path().join("account")), 0o700);
        assert_eq!(mode(&dir.path().join("account/mirror.db")), 0o600);
    }
}

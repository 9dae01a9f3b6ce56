//! How a database is opened: which program has it, whether the key is right, whether it is damaged, older or newer.
//!
//! Nothing is ever deleted here: what can't be used is moved into a folder `held-<number>` beside it, and what is changed to a
//! newer layout was copied before.

use super::journal::Journal;
use super::key::DataKey;
use super::room::Room;
use super::{Opened, Store, anew, keep_private, make_private, migrate, no_link, storage};
use crate::error::{Error, Result};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, Once};

const FILE: &str = "mirror.db";

/// One program per folder; the lock goes with the process, however it ends. The file says whether it ended as it should.
pub(super) struct Hold {
    file: Mutex<File>,
    damaged: AtomicBool,
}

impl Hold {
    /// Takes the folder. Tells whether the program before ended as it should.
    fn take(folder: &Path) -> Result<(Hold, bool)> {
        let path = folder.join("lock");
        no_link(&path)?;
        let mut file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&path)
            .map_err(storage)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Error::InUse),
            Err(TryLockError::Error(e)) => return Err(storage(e)),
        }
        keep_private(&path)?;
        let mut said = String::new();
        let was_read = file.read_to_string(&mut said);
        let ended_well = was_read.is_ok() && said.is_empty();
        file.rewind()
            .and_then(|()| file.write_all(b"open"))
            .and_then(|()| file.sync_data())
            .map_err(storage)?;
        let hold = Hold {
            file: Mutex::new(file),
            damaged: AtomicBool::new(false),
        };
        Ok((hold, ended_well))
    }

    /// The next start looks closely.
    pub(super) fn note_damage(&self) {
        self.damaged.store(true, Ordering::SeqCst);
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        if !self.damaged.load(Ordering::SeqCst) {
            // Not now? Then the next start looks more closely than it must.
            let _ = super::held(&self.file).set_len(0);
        }
    }
}

/// Takes a folder for as long as what is answered lives, without opening what lies in it.
pub(super) fn hold(folder: &Path) -> Result<Hold> {
    Ok(Hold::take(folder)?.0)
}

/// A connection to the file at `path`, its key given and checked. Every connection of the engine begins here.
fn connect(path: &Path, flags: OpenFlags, key: &DataKey) -> Result<Connection> {
    begin_sqlcipher();
    let connection = Connection::open_with_flags(path, flags)?;
    unlock(&connection, key)?;
    Ok(connection)
}

/// Opens and closes the first database of this process alone. SQLite calls itself ready before SQLCipher has made what is its own
/// (`sqlite3Initialize` sets `isInit`, lets its mutex go, and only then runs `SQLITE_EXTRA_INIT`; so in SQLCipher 4.20): who opens a
/// database in that moment, in another thread, is refused its key, without a word.
fn begin_sqlcipher() {
    static BEGUN: Once = Once::new();
    // What hinders it hinders the next to open, too, who says so.
    BEGUN.call_once(|| drop(Connection::open_in_memory()));
}

/// A database in memory.
pub(super) fn in_memory(key: &DataKey) -> Result<Opened> {
    let open = || connect(Path::new(":memory:"), OpenFlags::default(), key);
    let mut writer = open()?;
    super::template::copy(&mut writer, key, open)?;
    migrate::up(&mut writer)?;
    Ok(Opened {
        store: Store {
            writer: Mutex::new(writer),
            reader: None,
            newer: None,
            beside: false,
            hold: None,
            room: None,
            again: None,
        },
        journal: None,
        is_new: true,
    })
}

/// The database of a folder.
pub(super) fn in_folder(folder: &Path, key: &DataKey) -> Result<Opened> {
    make_private(folder)?;
    for name in [FILE, "mirror.db-wal", "mirror.db-shm", "unsent.log"] {
        no_link(&folder.join(name))?;
    }
    let (hold, ended_well) = Hold::take(folder)?;
    let (mut writer, journal) = match sound(folder, key, ended_well) {
        Ok(writer) => (writer, None),
        Err(Error::WrongKey | Error::Damaged) => {
            // The journal was sealed with the same key: if it opens, the key is right and the database is damaged.
            if !folder.join("unsent.log").exists() {
                return Err(Error::WrongKey);
            }
            let journal = Journal::open(folder, key)?;
            set_aside(folder)?;
            (sound(folder, key, true)?, Some(journal))
        }
        Err(other) => return Err(other),
    };
    let found = migrate::version(&writer)?;
    let newer = (found > migrate::KNOWN).then_some((found, migrate::KNOWN));
    let path = folder.join(FILE);
    if newer.is_some() {
        writer.pragma_update(None, "query_only", true)?;
    } else {
        if found > 0 && found < migrate::KNOWN {
            back_up(&writer, folder)?;
        }
        migrate::up(&mut writer)?;
        keep_private(&path)?;
    }
    let reader = reader(&path, key)?;
    let journal = match (newer, journal) {
        (Some(_), _) => None,
        (None, Some(journal)) => Some(journal),
        (None, None) => Some(Journal::open(folder, key)?),
    };
    Ok(Opened {
        store: Store {
            writer: Mutex::new(writer),
            reader: Some(Mutex::new(reader)),
            newer,
            beside: false,
            hold: Some(hold),
            room: newer.is_none().then(|| Room::new(folder)),
            again: newer.is_none().then(|| Again {
                path,
                key: key.again(),
            }),
        },
        journal,
        is_new: found == 0,
    })
}

/// What another connection to an open database needs.
pub(super) struct Again {
    path: PathBuf,
    key: DataKey,
}

impl Again {
    pub(super) fn writer(&self) -> Result<Connection> {
        connect(&self.path, OpenFlags::default(), &self.key)
    }

    pub(super) fn reader(&self) -> Result<Connection> {
        reader(&self.path, &self.key)
    }
}

fn reader(path: &Path, key: &DataKey) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = connect(path, flags, key)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

/// The database of a folder that another program has: looked at, never written. SQLite keeps readers and the one writer
/// apart; opened like this, a connection neither checkpoints the log nor removes it, so the writer's files stay the
/// writer's, even while it moves a damaged database aside.
pub(super) fn beside(folder: &Path, key: &DataKey) -> Result<Opened> {
    let open = || -> Result<Connection> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = connect(&folder.join(FILE), flags, key)?;
        connection.pragma_update(None, "query_only", true)?;
        Ok(connection)
    };
    let (first, second) = (open()?, open()?);
    if migrate::version(&first)? != migrate::KNOWN {
        return Err(Error::InUse);
    }
    Ok(Opened {
        store: Store {
            writer: Mutex::new(first),
            reader: Some(Mutex::new(second)),
            newer: None,
            beside: true,
            hold: None,
            room: None,
            again: None,
        },
        journal: None,
        is_new: false,
    })
}

/// A connection that can be read. After a program that did not end as it should, the whole file is looked at.
fn sound(folder: &Path, key: &DataKey, ended_well: bool) -> Result<Connection> {
    // SQLite gives its log and its index the rights of the database as they are when it opens it.
    let path = folder.join(FILE);
    let made = OpenOptions::new().create(true).append(true).open(&path);
    made.map_err(storage)?;
    for beside in ["mirror.db", "mirror.db-wal", "mirror.db-shm"].map(|name| folder.join(name)) {
        if beside.exists() {
            keep_private(&beside)?;
        }
    }
    let connection = connect(&path, OpenFlags::default(), key)?;
    if !ended_well {
        let said: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if said != "ok" {
            return Err(Error::Damaged);
        }
    }
    Ok(connection)
}

/// Moves a database that can't be used out of the way.
fn set_aside(folder: &Path) -> Result<()> {
    // The first number that is free: the oldest has the lowest.
    let place = |n: u32| folder.join(format!("held-{n}"));
    let free = (1..).map(place).find(|aside| !aside.exists());
    let aside = free.ok_or_else(|| Error::Storage("no room beside the mirror".to_owned()))?;
    make_private(&aside)?;
    for suffix in ["", "-wal", "-shm"] {
        let name = format!("{FILE}{suffix}");
        if folder.join(&name).exists() {
            std::fs::rename(folder.join(&name), aside.join(&name)).map_err(storage)?;
        }
    }
    tracing::error!("the mirror was damaged: it is set aside, and a new one begins");
    Ok(())
}

/// A copy of the database before its layout changes, and one of the time before that.
fn back_up(connection: &Connection, folder: &Path) -> Result<()> {
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    let [first, second, part] =
        ["backup-1.db", "backup-2.db", "backup.part"].map(|n| folder.join(n));
    // In the place of what may stand there, a link too.
    anew(&part).map_err(storage)?;
    std::fs::copy(folder.join(FILE), &part).map_err(storage)?;
    keep_private(&part)?;
    // On disk before it is called a copy, and called so before anything changes.
    let copy = OpenOptions::new().write(true).open(&part);
    copy.and_then(|copy| copy.sync_all()).map_err(storage)?;
    if first.exists() {
        std::fs::rename(&first, second).map_err(storage)?;
    }
    std::fs::rename(part, first).map_err(storage)?;
    #[cfg(unix)]
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(storage)?;
    Ok(())
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
            // As garbage looks that is no database at all: which of the two it is, the journal tells.
            Some(ErrorCode::NotADatabase) => Error::WrongKey,
            _ => Error::from(e),
        })?;
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    // Else a statement is planned anew each time a value is bound that a partial index or a LIKE might depend on: a quarter
    // of the engine's time.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = 1; PRAGMA foreign_keys = ON;
         PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA secure_delete = ON;
         PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0; PRAGMA cache_size = -32000;",
    )?;
    connection.set_prepared_statement_cache_capacity(512);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;
    use std::sync::Barrier;
    use std::thread;

    /// The variable that tells a child to open its first databases.
    const CHILD: &str = "SATCHEL_FIRST_DATABASES";

    /// Eight databases at once, which are the first of this process.
    fn opens_eight_at_once() {
        let together = Barrier::new(8);
        let one = || {
            let key = DataKey::generate().unwrap();
            together.wait();
            in_memory(&key).map(drop)
        };
        thread::scope(|scope| {
            let all: Vec<_> = (0..8).map(|_| scope.spawn(one)).collect();
            for each in all {
                each.join().unwrap().unwrap();
            }
        });
    }

    #[test]
    fn the_first_databases_of_a_process_open_at_once() {
        if std::env::var_os(CHILD).is_some() {
            return opens_eight_at_once();
        }
        for life in 0..20 {
            let this = std::env::current_exe().unwrap();
            let mut child = Command::new(this);
            child.args([
                "--exact",
                "store::open::tests::the_first_databases_of_a_process_open_at_once",
            ]);
            let said = child.env(CHILD, "1").output().unwrap();
            let words = String::from_utf8_lossy(&said.stdout);
            assert!(said.status.success(), "life {life}: {words}");
            assert!(words.contains("1 passed"), "it ran: {words}");
        }
    }
}

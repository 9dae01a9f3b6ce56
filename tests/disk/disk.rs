//! The watched folder of a thread: what was done in it, and which call fails.
//!
//! Knows names, bytes and error numbers; the calls themselves are `calls.rs`.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

/// The number of a file: it keeps it when it is renamed.
pub(crate) type FileNo = u32;

/// One call that changed something, or made sure of it.
#[derive(Clone, Debug)]
pub enum Op {
    /// An empty file of this name.
    Create {
        /// Below the folder.
        name: String,
        /// Its number.
        file: FileNo,
    },
    /// Bytes.
    Write {
        /// Where.
        file: FileNo,
        /// From the beginning.
        at: u64,
        /// What.
        bytes: Vec<u8>,
    },
    /// Another length.
    Cut {
        /// Whose.
        file: FileNo,
        /// How long.
        length: u64,
    },
    /// What was written to it is on disk from here on.
    Sync {
        /// Whose.
        file: FileNo,
    },
    /// Names are on disk from here on.
    SyncFolder,
    /// Another name; who had it before is gone.
    Rename {
        /// The old name.
        from: String,
        /// The new name.
        to: String,
    },
    /// Gone.
    Remove {
        /// Its name.
        name: String,
    },
}

/// What stood in the folder, and what was done since.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    /// The files at the beginning, by name; their numbers count up in this order.
    pub start: BTreeMap<String, Vec<u8>>,
    /// What was done.
    pub ops: Vec<Op>,
}

/// What goes wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// One call fails: the medium.
    ErrorOnce,
    /// This call and all that follow fail.
    ErrorFromHere,
    /// One call finds no room.
    FullOnce,
    /// No room from here on: half of the first write fits. What takes no room still works.
    FullFromHere,
    /// No room from here on, until a file is removed.
    FullUntilFreed,
}

/// What becomes of a call.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It happens.
    Go,
    /// It fails with this number.
    Fail(i32),
    /// So many bytes fit.
    Short(usize),
}

/// A file or folder that is open.
#[derive(Clone, Copy)]
pub(crate) enum Opened {
    File(FileNo),
    Folder,
}

#[derive(Default)]
pub(crate) struct Disk {
    root: PathBuf,
    names: BTreeMap<String, FileNo>,
    next: FileNo,
    lengths: HashMap<FileNo, u64>,
    open: HashMap<i32, Opened>,
    trace: Trace,
    keeps: bool,
    steps: usize,
    fault: Option<(usize, Fault)>,
    fired: bool,
}

thread_local! {
    static DISK: RefCell<Option<Disk>> = const { RefCell::new(None) };
}

/// The disk of this thread, where one is watched and it is not being asked already.
pub(crate) fn with<T>(ask: impl FnOnce(&mut Disk) -> T) -> Option<T> {
    let asked = DISK.try_with(|disk| disk.try_borrow_mut().ok()?.as_mut().map(ask));
    asked.ok().flatten()
}

fn set(disk: Option<Disk>) -> Option<Disk> {
    DISK.try_with(|d| d.replace(disk)).ok().flatten()
}

/// Watches a folder from now on, on this thread; `keeps`: what is done in it is kept for [`unwatch`].
///
/// # Errors
/// Those of reading it.
pub fn watch(folder: &Path, keeps: bool) -> std::io::Result<()> {
    let mut start = BTreeMap::new();
    crate::crash::read_into(folder, "", &mut start)?;
    let mut disk = Disk {
        root: folder.to_owned(),
        keeps,
        ..Disk::default()
    };
    for (name, bytes) in &start {
        disk.lengths.insert(disk.next, bytes.len() as u64);
        disk.names.insert(name.clone(), disk.next);
        disk.next += 1;
    }
    disk.trace.start = start;
    set(Some(disk));
    Ok(())
}

/// Watches no longer, and tells what was done.
#[must_use]
pub fn unwatch() -> Trace {
    set(None).map(|disk| disk.trace).unwrap_or_default()
}

/// How many changing calls there were.
#[must_use]
pub fn steps() -> usize {
    with(|disk| disk.steps).unwrap_or(0)
}

/// Can it watch at all, on this system?
#[must_use]
pub fn is_watching() -> bool {
    cfg!(all(target_os = "linux", target_env = "gnu"))
}

/// The changing call that comes after `calls` others goes wrong.
pub fn fail(calls: usize, fault: Fault) {
    with(|disk| {
        disk.fault = Some((disk.steps + calls, fault));
        disk.fired = false;
    });
}

/// Nothing goes wrong any more. Tells whether anything did.
#[must_use]
pub fn heal() -> bool {
    with(|disk| {
        disk.fault = None;
        std::mem::take(&mut disk.fired)
    })
    .unwrap_or(false)
}

impl Disk {
    /// The name below the watched folder. What SQLite keeps in shared memory is none: it does not outlive its programs.
    pub(crate) fn name(&self, path: &Path) -> Option<String> {
        let name = path.strip_prefix(&self.root).ok()?.to_str()?;
        (!name.ends_with("-shm")).then(|| name.to_owned())
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        name.is_empty() || self.names.contains_key(name)
    }

    pub(crate) fn opened(&self, fd: i32) -> Option<Opened> {
        self.open.get(&fd).copied()
    }

    /// Counts a call, and says what becomes of it; `room`: how many bytes it wants, `None` where it takes no room.
    pub(crate) fn judge(&mut self, room: Option<usize>) -> Verdict {
        let step = self.steps;
        self.steps += 1;
        let Some((at, fault)) = self.fault else {
            return Verdict::Go;
        };
        let hits = match fault {
            Fault::ErrorOnce | Fault::FullOnce => step == at,
            Fault::ErrorFromHere | Fault::FullFromHere | Fault::FullUntilFreed => step >= at,
        };
        let verdict = match (fault, room) {
            _ if !hits => Verdict::Go,
            (Fault::ErrorOnce | Fault::ErrorFromHere, _) => Verdict::Fail(libc::EIO),
            (Fault::FullFromHere, Some(bytes)) if step == at && bytes > 1 => {
                Verdict::Short(bytes / 2)
            }
            (_, Some(_)) => Verdict::Fail(libc::ENOSPC),
            (_, None) => Verdict::Go,
        };
        self.fired |= verdict != Verdict::Go;
        verdict
    }

    fn note(&mut self, op: Op) {
        if self.keeps {
            self.trace.ops.push(op);
        }
    }

    /// A file was opened.
    pub(crate) fn was_opened(&mut self, fd: i32, name: &str, is_folder: bool, is_emptied: bool) {
        if is_folder {
            self.open.insert(fd, Opened::Folder);
            return;
        }
        let file = match self.names.get(name) {
            Some(file) => *file,
            None => {
                let file = self.next;
                self.next += 1;
                self.names.insert(name.to_owned(), file);
                self.lengths.insert(file, 0);
                self.note(Op::Create {
                    name: name.to_owned(),
                    file,
                });
                file
            }
        };
        if is_emptied && self.length(file) > 0 {
            self.was_cut(file, 0);
        }
        self.open.insert(fd, Opened::File(file));
    }

    pub(crate) fn length(&self, file: FileNo) -> u64 {
        self.lengths.get(&file).copied().unwrap_or(0)
    }

    pub(crate) fn was_closed(&mut self, fd: i32) {
        self.open.remove(&fd);
    }

    pub(crate) fn was_written(&mut self, file: FileNo, at: u64, bytes: &[u8]) {
        let end = at + bytes.len() as u64;
        let length = self.lengths.entry(file).or_default();
        *length = end.max(*length);
        self.note(Op::Write {
            file,
            at,
            bytes: bytes.to_vec(),
        });
    }

    pub(crate) fn was_cut(&mut self, file: FileNo, length: u64) {
        self.lengths.insert(file, length);
        self.note(Op::Cut { file, length });
    }

    pub(crate) fn was_synced(&mut self, opened: Opened) {
        self.note(match opened {
            Opened::File(file) => Op::Sync { file },
            Opened::Folder => Op::SyncFolder,
        });
    }

    pub(crate) fn was_renamed(&mut self, from: String, to: String) {
        if let Some(file) = self.names.remove(&from) {
            self.names.insert(to.clone(), file);
        }
        self.note(Op::Rename { from, to });
    }

    pub(crate) fn was_removed(&mut self, name: String) {
        if matches!(self.fault, Some((at, Fault::FullUntilFreed)) if self.steps > at) {
            self.fault = None;
        }
        self.names.remove(&name);
        self.note(Op::Remove { name });
    }
}

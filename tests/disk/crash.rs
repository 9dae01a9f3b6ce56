//! What a crash leaves of a trace: after a kill, a torn write, a power cut. Pure, but for [`put`] and [`read_into`].
//!
//! A kill leaves all that was done: the system still has it. A power cut leaves what was synced, and of the rest anything:
//! of each file any subset of its writes, whole or in part; of the names (made, renamed, removed) any beginning.

use crate::disk::{FileNo, Op, Trace};
use std::collections::BTreeMap;
use std::path::Path;

/// Files by name.
pub type Files = BTreeMap<String, Vec<u8>>;

/// A trace, played up to a point.
#[derive(Clone, Debug)]
pub struct Played<'a> {
    trace: &'a Trace,
    at: usize,
    now: State,
    synced: State,
    /// What is not synced: of each file, and of the names.
    writes: BTreeMap<FileNo, Vec<usize>>,
    names: Vec<usize>,
}

#[derive(Clone, Debug, Default)]
struct State {
    names: BTreeMap<String, FileNo>,
    bytes: BTreeMap<FileNo, Vec<u8>>,
}

impl State {
    fn apply(&mut self, op: &Op) {
        match op {
            Op::Create { name, file } => {
                self.names.insert(name.clone(), *file);
                self.bytes.entry(*file).or_default();
            }
            Op::Write { file, at, bytes } => self.write(*file, *at, bytes),
            Op::Cut { file, length } => {
                let length = usize::try_from(*length).unwrap_or(0);
                self.bytes.entry(*file).or_default().resize(length, 0);
            }
            Op::Sync { .. } | Op::SyncFolder => {}
            Op::Rename { from, to } => {
                if let Some(file) = self.names.remove(from) {
                    self.names.insert(to.clone(), file);
                }
            }
            Op::Remove { name } => {
                self.names.remove(name);
            }
        }
    }

    fn write(&mut self, file: FileNo, at: u64, bytes: &[u8]) {
        let all = self.bytes.entry(file).or_default();
        let at = usize::try_from(at).unwrap_or(0);
        let end = at + bytes.len();
        if all.len() < end {
            all.resize(end, 0);
        }
        if let Some(place) = all.get_mut(at..end) {
            place.copy_from_slice(bytes);
        }
    }

    fn files(&self) -> Files {
        let bytes = |file| self.bytes.get(file).cloned().unwrap_or_default();
        let named = self.names.iter();
        named
            .map(|(name, file)| (name.clone(), bytes(file)))
            .collect()
    }
}

impl<'a> Played<'a> {
    /// Before the first call.
    #[must_use]
    pub fn new(trace: &'a Trace) -> Played<'a> {
        let mut now = State::default();
        for (file, (name, bytes)) in (0..).zip(&trace.start) {
            now.names.insert(name.clone(), file);
            now.bytes.insert(file, bytes.clone());
        }
        Played {
            trace,
            at: 0,
            synced: now.clone(),
            now,
            writes: BTreeMap::new(),
            names: Vec::new(),
        }
    }

    /// Plays the next call; `false`: there is none.
    pub fn step(&mut self) -> bool {
        let Some(op) = self.trace.ops.get(self.at) else {
            return false;
        };
        self.now.apply(op);
        match op {
            Op::Write { file, .. } | Op::Cut { file, .. } => {
                self.writes.entry(*file).or_default().push(self.at);
            }
            Op::Sync { file } => {
                self.writes.remove(file);
                if let Some(bytes) = self.now.bytes.get(file) {
                    self.synced.bytes.insert(*file, bytes.clone());
                }
            }
            Op::SyncFolder => {
                self.names.clear();
                self.synced.names = self.now.names.clone();
            }
            Op::Create { .. } | Op::Rename { .. } | Op::Remove { .. } => self.names.push(self.at),
        }
        self.at += 1;
        true
    }

    /// How many calls were played.
    #[must_use]
    pub fn at(&self) -> usize {
        self.at
    }

    /// The program is killed here.
    #[must_use]
    pub fn killed(&self) -> Files {
        self.now.files()
    }

    /// The next call is a write, and only half of it happens. `None`: it is something else.
    #[must_use]
    pub fn torn(&self) -> Option<Files> {
        let Some(Op::Write { file, at, bytes }) = self.trace.ops.get(self.at) else {
            return None;
        };
        let mut torn = self.now.clone();
        torn.write(*file, *at, bytes.get(..bytes.len() / 2)?);
        Some(torn.files())
    }

    /// The power goes here. `None`: everything is synced.
    #[must_use]
    pub fn without_power(&self, seed: u64) -> Option<Files> {
        if self.writes.is_empty() && self.names.is_empty() {
            return None;
        }
        let mut chance = Chance::new(seed, self.at);
        let mut left = self.synced.clone();
        let ops = &self.trace.ops;
        let kept = chance.below(self.names.len() + 1);
        for op in self.names.iter().take(kept).filter_map(|at| ops.get(*at)) {
            left.apply(op);
        }
        for op in self.writes.values().flatten().filter_map(|at| ops.get(*at)) {
            match (chance.below(4), op) {
                (0, _) => {}
                (1, Op::Write { file, at, bytes }) => {
                    // Disks write sectors.
                    let sectors = chance.below(bytes.len() / 512 + 1);
                    left.write(*file, *at, bytes.get(..sectors * 512).unwrap_or_default());
                }
                (_, op) => left.apply(op),
            }
        }
        Some(left.files())
    }
}

/// Chance that is the same in each run.
struct Chance(u64);

impl Chance {
    fn new(seed: u64, at: usize) -> Chance {
        Chance(
            seed.wrapping_mul(0x9E37_79B9_7F4A_7C15)
                ^ (at as u64).wrapping_mul(0xD1B5_4A32_D192_ED03),
        )
    }

    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        x ^= x >> 31;
        usize::try_from(x % (end.max(1) as u64)).unwrap_or(0)
    }
}

/// Writes files into a folder, which is emptied before.
///
/// # Errors
/// Those of the system.
pub fn put(files: &Files, folder: &Path) -> std::io::Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    std::fs::create_dir_all(folder)?;
    for (name, bytes) in files {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(path, bytes)?;
    }
    Ok(())
}

/// Reads what stands in a folder and below it.
///
/// # Errors
/// Those of the system.
pub fn read_into(folder: &Path, below: &str, files: &mut Files) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let name = format!("{below}{name}");
        if entry.file_type()?.is_dir() {
            read_into(&entry.path(), &format!("{name}/"), files)?;
        } else if !name.ends_with("-shm") {
            files.insert(name, std::fs::read(entry.path())?);
        }
    }
    Ok(())
}

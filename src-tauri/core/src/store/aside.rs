//! A mirror that no key opens now is set aside, whole and with its key file, in a folder `held-<date>` beside its
//! successor: nothing in it is lost, and every start tries again. What was unsent in it is told by number, from a small
//! file in the open that holds no content (`at-stake.json`). What is brought over once a key is back: `unsent/import.rs`.

use super::key::KeySlots;
use super::{anew, keep_private, make_private, no_link, storage};
use crate::error::{Error, Result};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::io::Write;
use std::path::{Path, PathBuf};

const STAKE: &str = "at-stake.json";
/// In a folder whose unsent work was brought over.
const BROUGHT_OVER: &str = "brought-over";

/// What would be lost with a mirror that nothing opens: numbers and the server's own ids, never what was written.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct AtStake {
    /// Changes that are not on the server.
    pub unsent: u32,
    /// Texts that were being written.
    pub drafts: u32,
    /// The cases they are on, as the server's addresses name them.
    pub cases: Vec<String>,
    /// Of cases that the server has never seen.
    pub new_cases: u32,
}

/// A mirror that was set aside.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct HeldMirror {
    /// Its folder's name.
    pub name: String,
    /// When, as in its name.
    pub since: String,
    /// What is unsent in it, as far as was noted.
    pub at_stake: AtStake,
}

/// Notes what is at stake, in the open. A note that can't be written changes nothing else.
pub fn note_at_stake(folder: &Path, stake: &AtStake) {
    if at_stake(folder) == *stake {
        return;
    }
    let (part, path) = (folder.join("at-stake.part"), folder.join(STAKE));
    let write = || -> std::io::Result<()> {
        anew(&part)?.write_all(&serde_json::to_vec(stake)?)?;
        keep_private(&part).map_err(|e| std::io::Error::other(e.to_string()))?;
        std::fs::rename(&part, &path)
    };
    if write().is_err() {
        tracing::warn!("what is at stake could not be noted");
    }
}

/// What was noted last.
#[must_use]
pub fn at_stake(folder: &Path) -> AtStake {
    let bytes = std::fs::read(folder.join(STAKE)).unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or_default()
}

/// Sets the mirror of `folder` aside, so that a new one can begin there.
///
/// # Errors
/// `InUse`: a program has it open. `Storage`: then it stands where it stood, or partly in the new folder, and the next try
/// goes on.
pub fn set_aside(folder: &Path, today: NaiveDate) -> Result<PathBuf> {
    let _hold = super::open::hold(folder)?;
    let place = |n: u32| match n {
        1 => folder.join(format!("held-{today}")),
        n => folder.join(format!("held-{today}-{n}")),
    };
    let free = (1..).map(place).find(|aside| !aside.exists());
    let aside = free.ok_or_else(|| Error::Storage("no room beside the mirror".to_owned()))?;
    make_private(&aside)?;
    let ours =
        |name: &str| name.starts_with("mirror.db") || name.starts_with("unsent") || name == STAKE;
    for entry in std::fs::read_dir(folder).map_err(storage)?.flatten() {
        let name = entry.file_name();
        if name.to_str().is_some_and(ours) {
            std::fs::rename(entry.path(), aside.join(&name)).map_err(storage)?;
        }
    }
    // Last: as long as it is here, nobody takes this folder for one without a mirror.
    std::fs::rename(folder.join("keyslots.json"), aside.join("keyslots.json")).map_err(storage)?;
    Ok(aside)
}

/// The mirrors that were set aside beside that of `folder` and whose unsent work was not brought over yet.
#[must_use]
pub fn held(folder: &Path) -> Vec<HeldMirror> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut all: Vec<HeldMirror> = entries
        .filter(|entry| is_waiting(&entry.path()))
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let since = name.strip_prefix("held-")?.get(..10)?.to_owned();
            let at_stake = at_stake(&entry.path());
            Some(HeldMirror {
                name,
                since,
                at_stake,
            })
        })
        .collect();
    all.sort_by(|a, b| a.name.cmp(&b.name));
    all
}

/// The folder of one that was set aside, and its slots; `None`: there is none of this name.
///
/// # Errors
/// `Storage` when its key file can't be read.
pub fn find(folder: &Path, name: &str) -> Result<Option<(PathBuf, KeySlots)>> {
    if !held(folder).iter().any(|held| held.name == name) {
        return Ok(None);
    }
    let path = folder.join(name);
    no_link(&path)?;
    Ok(KeySlots::read(&path)?.map(|slots| (path, slots)))
}

/// Erases the key files of a mirror and of all that were set aside beside it: written over, then removed, so that what is
/// left can't be read by anybody. Tells the names of the keyring's entries, for the shell to remove.
///
/// # Errors
/// `Storage`: a key file is still there.
pub fn erase_keys(folder: &Path) -> Result<Vec<String>> {
    let inner = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let folders = inner.map(|entry| entry.path()).filter(|path| path.is_dir());
    let mut entries = Vec::new();
    for folder in folders.chain([folder.to_owned()]) {
        if let Ok(Some(slots)) = KeySlots::read(&folder) {
            entries.extend(slots.keyring_entry().map(str::to_owned));
        }
        let path = folder.join("keyslots.json");
        no_link(&path)?;
        if let Ok(about) = std::fs::metadata(&path) {
            let nothing = vec![0; usize::try_from(about.len()).unwrap_or_default()];
            let over = std::fs::OpenOptions::new().write(true).open(&path);
            over.and_then(|mut file| file.write_all(&nothing).and_then(|()| file.sync_all()))
                .and_then(|()| std::fs::remove_file(&path))
                .map_err(storage)?;
        }
    }
    Ok(entries)
}

/// What was unsent in it is in the mirror now; it stays, and is not asked about again.
///
/// # Errors
/// `Storage`.
pub fn note_brought_over(held: &Path) -> Result<()> {
    let path = held.join(BROUGHT_OVER);
    anew(&path).map_err(storage)?;
    keep_private(&path)
}

/// With a key file of its own, unlike one that was damaged, whose key is its successor's.
fn is_waiting(held: &Path) -> bool {
    held.join("keyslots.json").exists() && !held.join(BROUGHT_OVER).exists()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::key::{DataKey, SlotKey};
    use crate::store::{Place, Store};

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 28).unwrap()
    }

    fn mirror(folder: &Path) {
        let data = DataKey::for_tests(1);
        let mut slots = KeySlots::new();
        slots
            .set_keyring(&data, &SlotKey::generate().unwrap(), "")
            .unwrap();
        slots.save(folder).unwrap();
        drop(Store::open(&Place::Folder(folder.to_owned()), &data).unwrap());
    }

    #[test]
    fn a_mirror_is_set_aside_whole_and_a_second_one_the_same_day_beside_it() {
        let dir = tempfile::tempdir().unwrap();
        let stake = AtStake {
            unsent: 2,
            cases: vec!["a".to_owned()],
            ..AtStake::default()
        };
        for round in 1..=2 {
            mirror(dir.path());
            note_at_stake(dir.path(), &stake);
            let aside = set_aside(dir.path(), day()).unwrap();
            for file in ["mirror.db", "unsent.log", "keyslots.json", STAKE] {
                assert!(aside.join(file).exists(), "{file}");
                assert!(!dir.path().join(file).exists(), "{file}");
            }
            assert_eq!(held(dir.path()).len(), round);
        }
        let names: Vec<_> = held(dir.path())
            .into_iter()
            .map(|h| (h.name, h.since, h.at_stake))
            .collect();
        let day = "2026-11-28".to_owned();
        assert_eq!(
            names,
            [
                ("held-2026-11-28".to_owned(), day.clone(), stake.clone()),
                ("held-2026-11-28-2".to_owned(), day, stake),
            ]
        );
        let (path, slots) = find(dir.path(), "held-2026-11-28").unwrap().unwrap();
        assert_eq!(slots.keyring_entry(), Some(""));
        note_brought_over(&path).unwrap();
        assert_eq!(held(dir.path()).len(), 1);
        assert!(find(dir.path(), "../elsewhere").unwrap().is_none());
    }

    #[test]
    fn erasing_takes_every_key_of_an_account_and_tells_the_keyrings_entries() {
        let dir = tempfile::tempdir().unwrap();
        mirror(dir.path());
        let aside = set_aside(dir.path(), day()).unwrap();
        let mut slots = KeySlots::new();
        let slot = SlotKey::generate().unwrap();
        slots
            .set_keyring(&DataKey::for_tests(2), &slot, "second")
            .unwrap();
        slots.save(dir.path()).unwrap();
        let mut entries = erase_keys(dir.path()).unwrap();
        entries.sort();
        assert_eq!(entries, ["", "second"]);
        for folder in [dir.path(), &aside] {
            assert!(KeySlots::read(folder).unwrap().is_none());
        }
    }

    #[test]
    fn a_mirror_that_is_open_is_not_set_aside() {
        let dir = tempfile::tempdir().unwrap();
        mirror(dir.path());
        let place = Place::Folder(dir.path().to_owned());
        let _open = Store::open(&place, &DataKey::for_tests(1)).unwrap();
        assert!(matches!(set_aside(dir.path(), day()), Err(Error::InUse)));
        assert!(dir.path().join("mirror.db").exists());
    }
}

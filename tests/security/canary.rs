//! Words that must be found nowhere: each made up for its place, looked for in every spelling that a program might leave
//! behind without meaning to.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use memchr::memmem;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// A word and what it stands for.
pub(crate) struct Canary {
    pub(crate) of: &'static str,
    pub(crate) word: String,
}

impl Canary {
    pub(crate) fn new(of: &'static str, word: &str) -> Canary {
        let word = word.to_owned();
        Canary { of, word }
    }

    /// As it is, in UTF-16, hex, base64 at each of its three places, an address, JSON.
    fn spellings(&self) -> Vec<Vec<u8>> {
        let word = self.word.as_bytes();
        let mut all = vec![word.to_vec()];
        all.push(
            self.word
                .encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect(),
        );
        let hex = word.iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        });
        all.push(hex.to_uppercase().into_bytes());
        all.push(hex.into_bytes());
        for before in 0..3 {
            let mut padded = vec![b' '; before];
            padded.extend_from_slice(word);
            let text = STANDARD_NO_PAD.encode(&padded);
            // The signs at both ends depend on what stands beside it.
            let from = (before * 8).div_ceil(6);
            let to = text.len() - usize::from((padded.len() * 8) % 6 != 0);
            all.push(text.as_bytes()[from..to].to_vec());
        }
        let address = self.word.replace(' ', "%20").replace('@', "%40");
        all.extend([
            address.into_bytes(),
            self.word.replace(' ', "+").into_bytes(),
        ]);
        all.dedup();
        all
    }

    fn is_in(&self, bytes: &[u8]) -> bool {
        self.spellings()
            .iter()
            .any(|spelled| memmem::find(bytes, spelled).is_some())
    }
}

/// Every file under a folder.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.path() {
            path if path.is_dir() => all.extend(files(&path)),
            path => all.push(path),
        }
    }
    all
}

/// Where which canary sits.
pub(crate) fn found(folder: &Path, canaries: &[Canary]) -> Vec<String> {
    let mut found = Vec::new();
    for path in files(folder) {
        let bytes = std::fs::read(&path).unwrap_or_default();
        let name = path.to_string_lossy();
        for canary in canaries {
            if canary.is_in(&bytes) || canary.is_in(name.as_bytes()) {
                found.push(format!("{} in {name}", canary.of));
            }
        }
    }
    found
}

#[test]
fn a_canary_is_found_in_every_spelling_and_nowhere_else() {
    let canary = Canary::new("a text", "canary Grünspecht 4711");
    for spelled in canary.spellings() {
        let beside = [b"before".as_slice(), &spelled, b"after"].concat();
        assert!(canary.is_in(&beside));
    }
    for before in ["", "x", "xy", "xyz"] {
        let whole = STANDARD_NO_PAD.encode(format!("{before}{}and more", canary.word));
        assert!(canary.is_in(whole.as_bytes()), "after {before:?}");
    }
    assert!(!canary.is_in(b"canary Gruenspecht 4711"));
}

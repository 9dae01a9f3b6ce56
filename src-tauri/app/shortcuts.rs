//! The keys a person chose instead of ours, kept in the open beside the accounts. Which acts and keys there are is the page's
//! (ui/src/desk/acts): here they are words.

use satchel_core::error::{AppError, Error};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// More than anybody has acts.
const MOST: usize = 500;

/// An act and its keys.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Shortcut {
    /// Which act.
    pub act: String,
    /// Its keys; none: it has no key.
    pub keys: Vec<String>,
}

/// The keys kept at `path`; none where there are none, or where they can't be read.
pub(crate) fn read(path: &Path) -> Vec<Shortcut> {
    let kept: Vec<Shortcut> = std::fs::read(path)
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default();
    kept.into_iter().take(MOST).collect()
}

/// Keeps the keys.
///
/// # Errors
/// `Storage`.
pub(crate) fn save(path: &Path, shortcuts: &[Shortcut]) -> Result<(), AppError> {
    let failed = |e: std::io::Error| AppError::from(Error::Storage(e.kind().to_string()));
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    let bytes = serde_json::to_vec(shortcuts).map_err(|e| failed(e.into()))?;
    std::fs::write(path, bytes).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_kept_and_damaged_ones_are_none() {
        let path =
            std::env::temp_dir().join(format!("satchel-keys-{}/keys.json", std::process::id()));
        let mine = vec![Shortcut {
            act: "next".to_owned(),
            keys: vec!["n".to_owned(), "g x".to_owned()],
        }];
        save(&path, &mine).unwrap();
        assert_eq!(read(&path), mine);
        std::fs::write(&path, b"[{").unwrap();
        assert_eq!(read(&path), []);
        std::fs::remove_dir_all(path.parent().unwrap()).unwrap();
    }
}

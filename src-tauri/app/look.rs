//! How the window looks: chosen by the person, kept in the open beside the accounts. Nothing of a customer is in it.

use satchel_core::error::{AppError, Error};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Light or dark.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Theme {
    /// Like the desktop.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// How close the rows of the queue are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Density {
    /// With room to breathe.
    #[default]
    Comfortable,
    /// More rows.
    Compact,
}

/// How the window looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, specta::Type)]
pub(crate) struct Look {
    /// Light or dark.
    pub theme: Theme,
    /// How close the rows are.
    pub density: Density,
}

/// The look kept at `path`; the usual one where there is none, or it can't be read.
pub(crate) fn read(path: &Path) -> Look {
    std::fs::read(path)
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default()
}

/// Keeps the look.
///
/// # Errors
/// `Storage`.
pub(crate) fn save(path: &Path, look: Look) -> Result<(), AppError> {
    let failed = |e: std::io::Error| AppError::from(Error::Storage(e.kind().to_string()));
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    let bytes = serde_json::to_vec(&look).map_err(|e| failed(e.into()))?;
    std::fs::write(path, bytes).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_is_kept_and_a_damaged_one_is_the_usual_one() {
        let path =
            std::env::temp_dir().join(format!("satchel-look-{}/look.json", std::process::id()));
        let dark = Look {
            theme: Theme::Dark,
            density: Density::Compact,
        };
        save(&path, dark).unwrap();
        assert_eq!(read(&path), dark);
        std::fs::write(&path, b"{").unwrap();
        assert_eq!(read(&path), Look::default());
        std::fs::remove_dir_all(path.parent().unwrap()).unwrap();
    }
}

//! Files that cases are written into and brought in from: read and written here, by the paths that the desktop's dialogs gave.

use satchel_core::error::{AppError, Error};
use satchel_core::export::file;
use satchel_core::import::table_text::SIZE_LIMIT;
use satchel_core::sentence::Cannot;
use std::io::Read;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// The table that was chosen last: what is made is what was looked at, whatever becomes of the file meanwhile.
#[derive(Default)]
pub(crate) struct Chosen(Mutex<Option<Vec<u8>>>);

impl Chosen {
    /// From now on.
    pub(crate) fn keep(&self, bytes: Vec<u8>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(bytes);
    }

    /// It is brought in.
    pub(crate) fn forget(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// What it says.
    ///
    /// # Errors
    /// `Invalid`: none was chosen.
    pub(crate) fn bytes(&self) -> Result<Vec<u8>, Error> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.clone().ok_or(Error::Invalid(Cannot::NoTable))
    }
}

/// Writes what only its owner may read. The dialog asked already whether to write over what is there.
///
/// # Errors
/// `DiskFull`, `Storage`.
pub(crate) fn save(path: &Path, bytes: &[u8]) -> Result<(), AppError> {
    file::save(path, bytes, true).map_err(|e| {
        AppError::from(match e.kind() {
            std::io::ErrorKind::StorageFull => Error::DiskFull,
            kind => Error::Storage(kind.to_string()),
        })
    })
}

/// Reads a table; not more of it than the engine takes.
///
/// # Errors
/// `Invalid`: it can't be read.
pub(crate) fn table(path: &Path) -> Result<Vec<u8>, AppError> {
    let most = u64::try_from(SIZE_LIMIT).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(most.saturating_add(1)).read_to_end(&mut bytes))
        .map_err(|e| {
            let name = name(path);
            Error::Invalid(Cannot::FileUnread {
                file: name.to_string(),
                why: e.kind().to_string(),
            })
        })?;
    Ok(bytes)
}

/// The name of a file, to be said.
pub(crate) fn name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

//! Files that a person hands over: read once, into the mirror. The window never sees a path or gets to read the disk.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use satchel_core::Core;
use satchel_core::attachment::SIZE_LIMIT;
use satchel_core::error::{AppError, Error};
use satchel_core::id::CaseId;
use satchel_core::sentence::Cannot;
use std::path::{Path, PathBuf};

/// Attaches files, one after the other. Answers their names.
///
/// # Errors
/// The first one that can't be read or is too large, by its name; those before it are attached.
pub(crate) fn attach(
    core: &Core,
    case: CaseId,
    paths: &[PathBuf],
) -> Result<Vec<String>, AppError> {
    let mut names = Vec::new();
    for path in paths {
        let (name, bytes) = read(path)?;
        core.attach(case, &name, &bytes)?;
        names.push(name);
    }
    Ok(names)
}

fn read(path: &Path) -> Result<(String, Vec<u8>), Error> {
    let name = path.file_name().map_or_else(
        || "file".to_owned(),
        |name| name.to_string_lossy().into_owned(),
    );
    let unreadable = |e: std::io::Error| {
        Error::Invalid(Cannot::FileUnread {
            file: name.clone(),
            why: e.kind().to_string(),
        })
    };
    let about = path.metadata().map_err(unreadable)?;
    if !about.is_file() {
        return Err(Error::Invalid(Cannot::NoFile { file: name }));
    }
    // Known before it is read into memory; the engine checks again.
    if about.len() > u64::try_from(SIZE_LIMIT).unwrap_or(u64::MAX) {
        let megabytes = about.len() / (1024 * 1024);
        return Err(Error::Invalid(Cannot::LargeFile {
            file: name,
            megabytes: megabytes.to_string(),
        }));
    }
    let bytes = std::fs::read(path).map_err(unreadable)?;
    Ok((name, bytes))
}

/// Bytes that came from the window.
///
/// # Errors
/// `Invalid`: they are none.
pub(crate) fn from_base64(data: &str) -> Result<Vec<u8>, Error> {
    STANDARD
        .decode(data)
        .map_err(|_| Error::Invalid(Cannot::Pasted))
}

//! Files that a person hands over: read once, into the mirror. The window never sees a path or gets to read the disk.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use satchel_core::Core;
use satchel_core::attachment::SIZE_LIMIT;
use satchel_core::error::{AppError, Error};
use satchel_core::id::CaseId;
use satchel_core::sentence::Cannot;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// What became of files that were handed over.
#[derive(Default, Serialize, specta::Type)]
pub(crate) struct HandedOver {
    /// The names of those that are attached.
    pub attached: Vec<String>,
    /// Those that are not.
    pub refused: Vec<RefusedFile>,
}

/// A file that is not attached.
#[derive(Serialize, specta::Type)]
pub(crate) struct RefusedFile {
    /// Its name.
    pub name: String,
    /// Why.
    pub why: AppError,
}

/// Attaches files, one after the other. One that can't be read or is too large keeps no other back.
pub(crate) fn attach(core: &Core, case: CaseId, paths: &[PathBuf]) -> HandedOver {
    each(paths, |name, bytes| {
        core.attach(case, name, bytes).map(drop)
    })
}

fn each(paths: &[PathBuf], keep: impl Fn(&str, &[u8]) -> Result<(), Error>) -> HandedOver {
    let mut all = HandedOver::default();
    for path in paths {
        let name = path.file_name().map_or_else(
            || "file".to_owned(),
            |name| name.to_string_lossy().into_owned(),
        );
        match read(path, &name).and_then(|bytes| keep(&name, &bytes)) {
            Ok(()) => all.attached.push(name),
            Err(why) => all.refused.push(RefusedFile {
                name,
                why: why.into(),
            }),
        }
    }
    all
}

fn read(path: &Path, name: &str) -> Result<Vec<u8>, Error> {
    let unreadable = |e: std::io::Error| {
        Error::Invalid(Cannot::FileUnread {
            file: name.to_owned(),
            why: e.kind().to_string(),
        })
    };
    let about = path.metadata().map_err(unreadable)?;
    if !about.is_file() {
        return Err(Error::Invalid(Cannot::NoFile {
            file: name.to_owned(),
        }));
    }
    // Known before it is read into memory; the engine checks again.
    if about.len() > u64::try_from(SIZE_LIMIT).unwrap_or(u64::MAX) {
        let megabytes = about.len() / (1024 * 1024);
        return Err(Error::Invalid(Cannot::LargeFile {
            file: name.to_owned(),
            megabytes: megabytes.to_string(),
        }));
    }
    std::fs::read(path).map_err(unreadable)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_cannot_be_attached_keeps_no_other_back_and_is_told_by_its_name() {
        let folder = std::env::temp_dir().join(format!("satchel-files-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let at = |name: &str| folder.join(name);
        for name in ["first.log", "full.log", "last.log"] {
            std::fs::write(at(name), name).unwrap();
        }
        let film = std::fs::File::create(at("film.mov")).unwrap();
        film.set_len(SIZE_LIMIT as u64 + 1).unwrap();
        std::fs::create_dir(at("folder")).unwrap();
        let names = [
            "first.log",
            "film.mov",
            "gone.log",
            "folder",
            "full.log",
            "last.log",
        ];
        let kept = std::cell::RefCell::new(Vec::new());
        let all = each(&names.map(at), |name, bytes| {
            if name == "full.log" {
                return Err(Error::Storage("no room".to_owned()));
            }
            kept.borrow_mut().push(bytes.to_vec());
            Ok(())
        });
        assert_eq!(all.attached, ["first.log", "last.log"]);
        assert_eq!(
            kept.into_inner(),
            [b"first.log".to_vec(), b"last.log".to_vec()]
        );
        let refused = all.refused.iter().map(|one| one.name.as_str());
        assert!(refused.eq(["film.mov", "gone.log", "folder", "full.log"]));
        let about = |one: &RefusedFile| one.why.message.contains(&one.name);
        assert!(all.refused[..3].iter().all(about), "which one, in words");
        std::fs::remove_dir_all(&folder).unwrap();
    }
}

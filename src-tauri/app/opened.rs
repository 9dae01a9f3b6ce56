//! A copy of a file outside of the encrypted mirror, for another program: to show it ("Open with"), or because it was dragged
//! onto one (`dragged.rs`). It is gone again when Satchel locks, when nobody is signed in any more, when it ends, and, should it
//! have been ended by force, when it starts again.
//!
//! A copy lies alone in a folder of its own that only this user gets into; one that is shown can be read, not written and not run,
//! so that nobody works on what is about to vanish. Which files may be opened is `core/src/attachment/content.rs`'s to say.

use crate::harden::mark_as_of_others;
use crate::places::Places;
use satchel_core::attachment::content::may_open;
use satchel_core::error::{AppError, Error};
use satchel_core::sentence::Cannot;
use std::fs::{DirBuilder, OpenOptions};
use std::io::{Error as IoError, ErrorKind, Result, Write};
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// Writes a copy for another program.
///
/// # Errors
/// `Invalid`: of a kind that is not opened from here; `Storage`.
pub(crate) fn copy_out(
    places: &Places,
    name: &str,
    bytes: &[u8],
) -> std::result::Result<PathBuf, AppError> {
    if !may_open(name, bytes) {
        return Err(Error::Invalid(Cannot::NotOpened).into());
    }
    copy(&folder(places), name, bytes, 0o400)
        .map_err(|e| Error::Storage(format!("a copy to open: {}", e.kind())).into())
}

/// Writes a copy that is dragged out: of any kind, as one that is saved, and the receiver's to write. Nothing opens it by itself.
///
/// # Errors
/// `Storage`.
pub(crate) fn copy_to_drag(
    places: &Places,
    name: &str,
    bytes: &[u8],
) -> std::result::Result<PathBuf, AppError> {
    copy(&folder(places), name, bytes, 0o600)
        .map_err(|e| Error::Storage(format!("a copy to drag: {}", e.kind())).into())
}

/// Has the program show it that the desktop has for its kind.
///
/// # Errors
/// `Invalid`: there is none.
pub(crate) fn show(copy: &Path) -> std::result::Result<(), AppError> {
    hand_over(copy).map_err(|()| Error::Invalid(Cannot::NothingOpens).into())
}

/// Takes every copy away. What can't be taken away now is taken away at the next start.
pub(crate) fn clear(places: &Places) {
    let folder = folder(places);
    // A link in its place is removed, not followed.
    let gone = match std::fs::symlink_metadata(&folder) {
        Ok(about) if about.is_dir() => std::fs::remove_dir_all(&folder),
        Ok(_) => std::fs::remove_file(&folder),
        Err(_) => return,
    };
    if let Err(e) = gone {
        tracing::error!(kind = %e.kind(), "a file that was opened is still outside of the mirror");
    }
}

/// In memory where the system has such a place for this user, else beside the mirrors.
fn folder(places: &Places) -> PathBuf {
    let own = Uuid::new_v5(
        &Uuid::NAMESPACE_URL,
        places.root().to_string_lossy().as_bytes(),
    );
    let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
    match runtime.filter(|folder| cfg!(target_os = "linux") && folder.is_dir()) {
        Some(runtime) => runtime.join(format!("satchel-opened-{}", own.simple())),
        None => places.root().join("opened"),
    }
}

/// Writes the copy: a new file in a new folder, never over or through something that is there. `mode`: who may do what with it,
/// where a system counts so.
#[cfg_attr(windows, expect(unused_variables, reason = "it has no such modes"))]
fn copy(folder: &Path, name: &str, bytes: &[u8], mode: u32) -> Result<PathBuf> {
    match make(folder) {
        Err(e) if e.kind() == ErrorKind::AlreadyExists => check(folder)?,
        made => made?,
    }
    let inner = folder.join(Uuid::new_v4().simple().to_string());
    make(&inner)?;
    let path = inner.join(name);
    if path.parent() != Some(&inner) {
        return Err(ErrorKind::InvalidInput.into());
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        // macOS marks only what may be written.
        let first = if cfg!(target_os = "macos") {
            0o600
        } else {
            mode
        };
        options.mode(first);
        #[cfg(target_os = "linux")]
        options.custom_flags(nofollow()?);
    }
    let mut file = options.open(&path)?;
    file.write_all(bytes)?;
    // What shows it heeds that, too.
    mark_as_of_others(&path);
    #[cfg(target_os = "macos")]
    {
        use std::os::unix::fs::PermissionsExt;
        file.set_permissions(std::fs::Permissions::from_mode(mode))?;
    }
    Ok(path)
}

#[cfg(target_os = "linux")]
fn nofollow() -> Result<i32> {
    let flag = rustix::fs::OFlags::NOFOLLOW.bits();
    i32::try_from(flag).map_err(|_| IoError::from(ErrorKind::Unsupported))
}

fn make(folder: &Path) -> Result<()> {
    let builder = DirBuilder::new();
    #[cfg(unix)]
    let builder = {
        use std::os::unix::fs::DirBuilderExt;
        let mut builder = builder;
        builder.mode(0o700);
        builder
    };
    builder.create(folder)
}

/// A folder that is there already has to be ours and nobody else's.
fn check(folder: &Path) -> Result<()> {
    let about = std::fs::symlink_metadata(folder)?;
    #[cfg(target_os = "linux")]
    let is_ours = {
        use std::os::unix::fs::MetadataExt;
        about.mode() & 0o077 == 0 && about.uid() == rustix::process::geteuid().as_raw()
    };
    #[cfg(not(target_os = "linux"))]
    let is_ours = true;
    match about.is_dir() && is_ours {
        true => Ok(()),
        false => Err(IoError::from(ErrorKind::PermissionDenied)),
    }
}

#[cfg(target_os = "linux")]
fn hand_over(copy: &Path) -> std::result::Result<(), ()> {
    use gio::prelude::FileExt;
    // The folder is named by ourselves; the file's name is escaped.
    let address = gio::File::for_path(copy).uri();
    gio::AppInfo::launch_default_for_uri(&address, gio::AppLaunchContext::NONE).map_err(|_| ())
}

#[cfg(not(target_os = "linux"))]
fn hand_over(copy: &Path) -> std::result::Result<(), ()> {
    let opener = if cfg!(target_os = "macos") {
        "open"
    } else {
        "explorer"
    };
    let started = std::process::Command::new(opener).arg(copy).spawn();
    started.map(drop).map_err(|_| ())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    struct Room(PathBuf);

    impl Room {
        fn new() -> Result<Room> {
            let room = std::env::temp_dir().join(format!("satchel-opened-{}", Uuid::new_v4()));
            std::fs::create_dir(&room)?;
            Ok(Room(room))
        }
    }

    impl Drop for Room {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    fn mode(path: &Path) -> Option<u32> {
        let about = std::fs::metadata(path).ok()?;
        Some(about.permissions().mode() & 0o7777)
    }

    #[test]
    fn a_copy_is_alone_in_a_private_folder_and_can_neither_be_written_nor_run() {
        let room = Room::new().unwrap();
        let folder = room.0.join("opened");
        let first = copy(&folder, "a.png", b"1", 0o400).unwrap();
        let second = copy(&folder, "a.png", b"2", 0o400).unwrap();
        assert_ne!(first, second, "one is never written over another");
        assert_eq!(std::fs::read(&first).unwrap(), b"1");
        assert_eq!(mode(&first), Some(0o400));
        assert_eq!(mode(first.parent().unwrap()), Some(0o700));
        assert_eq!(mode(&folder), Some(0o700));
    }

    #[test]
    fn nothing_is_written_through_a_link_into_a_shared_folder_or_elsewhere() {
        let room = Room::new().unwrap();
        let (elsewhere, folder) = (room.0.join("elsewhere"), room.0.join("opened"));
        std::fs::create_dir(&elsewhere).unwrap();
        symlink(&elsewhere, &folder).unwrap();
        assert!(copy(&folder, "a.png", b"1", 0o400).is_err(), "a link");
        std::fs::remove_file(&folder).unwrap();
        std::fs::create_dir(&folder).unwrap();
        std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o755)).unwrap();
        assert!(
            copy(&folder, "a.png", b"1", 0o400).is_err(),
            "others can look into it"
        );
        std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o700)).unwrap();
        for name in ["../a.png", "/tmp/a.png", "b/a.png", ".."] {
            assert!(copy(&folder, name, b"1", 0o400).is_err(), "{name}");
        }
        assert_eq!(std::fs::read_dir(&elsewhere).unwrap().count(), 0);
    }

    #[test]
    fn every_copy_goes_and_nothing_that_a_link_leads_to() {
        let room = Room::new().unwrap();
        let places = Places::new(room.0.clone());
        let folder = folder(&places);
        copy(&folder, "a.png", b"1", 0o400).unwrap();
        clear(&places);
        assert!(!folder.exists());
        let kept = room.0.join("kept");
        std::fs::create_dir(&kept).unwrap();
        std::fs::write(kept.join("a"), b"1").unwrap();
        symlink(&kept, &folder).unwrap();
        clear(&places);
        assert!(std::fs::symlink_metadata(&folder).is_err() && kept.join("a").exists());
        clear(&places);
    }

    #[test]
    fn what_may_not_be_opened_is_refused_before_anything_is_written() {
        let room = Room::new().unwrap();
        let places = Places::new(room.0.clone());
        let refused = copy_out(&places, "a.desktop", b"[Desktop Entry]").unwrap_err();
        assert!(
            refused.message.contains("only saved"),
            "{}",
            refused.message
        );
        assert!(!folder(&places).exists());
    }
}

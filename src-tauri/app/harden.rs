//! What this process keeps to itself on Linux, before anything else happens: no other program of the same user looks into its
//! memory by attaching to it, a crash leaves no memory on the disk, and whatever it or its web processes create is for this
//! user alone. For looking into it on purpose: `SATCHEL_DEBUGGER=1`.
//!
//! No promise against root, and none against what the person saves elsewhere: that gets the rights they are used to.

use std::fs::OpenOptions;
use std::io::Write;
use std::panic::PanicHookInfo;
use std::path::Path;

#[cfg(target_os = "linux")]
mod linux {
    use rustix::fs::Mode;
    use rustix::process::{self, DumpableBehavior, Resource, Rlimit};
    use std::sync::OnceLock;

    /// The rights that new files of this person usually lack.
    static USUAL: OnceLock<Mode> = OnceLock::new();

    pub(super) fn begin() {
        let _first = USUAL.set(process::umask(Mode::RWXG | Mode::RWXO));
        if std::env::var_os("SATCHEL_DEBUGGER").is_some() {
            return;
        }
        let nothing = Rlimit {
            current: Some(0),
            maximum: Some(0),
        };
        let shut = process::setrlimit(Resource::Core, nothing)
            .and_then(|()| process::set_dumpable_behavior(DumpableBehavior::NotDumpable));
        if shut.is_err() {
            tracing::warn!("other programs of this user may look into this one");
        }
    }

    pub(super) fn usual_rights() -> Option<u32> {
        let lacks = USUAL.get()?.as_raw_mode();
        Some(0o666 & !lacks)
    }
}

/// Shuts the process. Before any thread.
pub(crate) fn begin() {
    #[cfg(target_os = "linux")]
    linux::begin();
}

/// From now on a failure of ours is told by its place alone, to the log as everything: what a panic says may hold a customer's
/// words. For looking into it on purpose: `SATCHEL_DEBUGGER=1`.
pub(crate) fn tell_failures_by_their_place() {
    if std::env::var_os("SATCHEL_DEBUGGER").is_none() {
        std::panic::set_hook(Box::new(|failure| {
            tracing::error!(place = place_of(failure), "a part of the program failed");
        }));
    }
}

fn place_of(failure: &PanicHookInfo<'_>) -> String {
    let place = failure.location();
    place.map_or_else(String::new, ToString::to_string)
}

/// Writes a file that the person wants somewhere, with the rights that their files usually have. A link that stands there is
/// not followed, and what is no file is not written to.
///
/// # Errors
/// The disk's; `InvalidInput` where something else than a file stands.
pub(crate) fn save_for_person(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let is_new = !path.exists();
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        // A pipe that nobody reads would be waited for.
        options.custom_flags((OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed());
    }
    let mut file = options.open(path)?;
    if !file.metadata()?.is_file() || path.symlink_metadata()?.is_symlink() {
        return Err(std::io::ErrorKind::InvalidInput.into());
    }
    file.set_len(0)?;
    file.write_all(bytes)?;
    mark_as_of_others(path);
    #[cfg(target_os = "linux")]
    if let (true, Some(mode)) = (is_new, linux::usual_rights()) {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))?;
    }
    #[cfg(not(target_os = "linux"))]
    let _ = is_new;
    Ok(())
}

/// Tells the system that a file came from elsewhere, so that it asks before it runs or opens it with something that acts:
/// the zone of Windows, the quarantine of macOS. Linux has no such mark that anybody heeds; there, what is saved can't be run.
pub(crate) fn mark_as_of_others(path: &Path) {
    #[cfg(target_os = "windows")]
    {
        let mut stream = path.as_os_str().to_owned();
        stream.push(":Zone.Identifier");
        // Not every disk can: then the file is there without.
        let _ = std::fs::write(stream, "[ZoneTransfer]\r\nZoneId=3\r\n");
    }
    #[cfg(target_os = "macos")]
    {
        let since = std::time::UNIX_EPOCH
            .elapsed()
            .map_or(0, |past| past.as_secs());
        let mark = format!("0083;{since:08x};Satchel;");
        let flags = rustix::fs::XattrFlags::empty();
        let _ = rustix::fs::setxattr(path, "com.apple.quarantine", mark.as_bytes(), flags);
    }
    #[cfg(target_os = "linux")]
    let _ = path;
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use rustix::process::{DumpableBehavior, Resource, dumpable_behavior, getrlimit};
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn nobody_attaches_no_crash_leaves_memory_and_new_files_are_for_this_user_alone() {
        begin();
        assert_eq!(dumpable_behavior().unwrap(), DumpableBehavior::NotDumpable);
        assert_eq!(getrlimit(Resource::Core).current, Some(0));
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let path = std::env::temp_dir().join(format!("satchel-harden-{}", std::process::id()));
        std::fs::write(&path, b"ours").unwrap();
        assert_eq!(mode(&path), 0o600);
        std::fs::remove_file(&path).unwrap();
        save_for_person(&path, b"theirs").unwrap();
        assert_eq!(Some(mode(&path)), linux::usual_rights());
        assert_eq!(mode(&path) & 0o111, 0, "nothing that is saved can be run");
        std::fs::remove_file(&path).unwrap();
    }

    #[test]
    fn a_failure_is_told_by_its_place_and_never_by_what_it_says() {
        static TOLD: std::sync::Mutex<Vec<String>> = std::sync::Mutex::new(Vec::new());
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(|failure| {
            TOLD.lock().unwrap().push(place_of(failure));
        }));
        let text = String::from("canary-panic-Neuntöter");
        let failed = std::panic::catch_unwind(|| {
            let number: Result<u8, _> = text.parse::<u8>().map_err(|_| text.clone());
            number.expect("a number")
        });
        std::panic::set_hook(before);
        assert!(failed.is_err());
        let told = TOLD.lock().unwrap().clone();
        let ours = told.iter().find(|place| place.contains("harden.rs:"));
        assert!(ours.is_some(), "{told:?}");
        assert!(
            told.iter().all(|place| !place.contains("canary")),
            "{told:?}"
        );
    }

    #[test]
    fn what_is_saved_follows_no_link_and_is_written_to_no_pipe_and_no_device() {
        let folder = std::env::temp_dir().join(format!("satchel-links-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let (elsewhere, link, pipe) = (
            folder.join("elsewhere"),
            folder.join("link"),
            folder.join("pipe"),
        );
        std::fs::write(&elsewhere, b"somebody's").unwrap();
        std::os::unix::fs::symlink(&elsewhere, &link).unwrap();
        let nowhere = folder.join("to nowhere");
        std::os::unix::fs::symlink(folder.join("not there"), &nowhere).unwrap();
        rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, rustix::fs::Mode::RUSR).unwrap();
        for place in [&link, &nowhere, &pipe, &folder, Path::new("/dev/null")] {
            assert!(save_for_person(place, b"theirs").is_err(), "{place:?}");
        }
        assert_eq!(std::fs::read(&elsewhere).unwrap(), b"somebody's");
        assert!(!folder.join("not there").exists());
        // Over a longer one of theirs: whole, and with the rights it had.
        std::fs::set_permissions(&elsewhere, std::fs::Permissions::from_mode(0o640)).unwrap();
        save_for_person(&elsewhere, b"new").unwrap();
        assert_eq!(std::fs::read(&elsewhere).unwrap(), b"new");
        let mode = elsewhere.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}

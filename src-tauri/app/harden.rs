//! What this process keeps to itself on Linux, before anything else happens: no other program of the same user looks into its
//! memory by attaching to it, a crash leaves no memory on the disk, and whatever it or its web processes create is for this
//! user alone. For looking into it on purpose: `SATCHEL_DEBUGGER=1`.
//!
//! No promise against root, and none against what the person saves elsewhere: that gets the rights they are used to.

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

/// Writes a file that the person wants somewhere, with the rights that their files usually have.
///
/// # Errors
/// The disk's.
pub(crate) fn save_for_person(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let is_new = !path.exists();
    std::fs::write(path, bytes)?;
    #[cfg(target_os = "linux")]
    if let (true, Some(mode)) = (is_new, linux::usual_rights()) {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))?;
    }
    #[cfg(not(target_os = "linux"))]
    let _ = is_new;
    Ok(())
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
}

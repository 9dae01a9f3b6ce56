//! The web side: fetching its packages and building it, each only where something is newer.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use crate::process::{Done, root, run};

/// The folder of the web side.
pub(crate) fn folder() -> PathBuf {
    root().join("ui")
}

/// `npm`, run in the folder of the web side.
pub(crate) fn npm() -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir(folder());
    command
}

/// `npm run <script>`.
pub(crate) fn script(name: &str) -> Done {
    run(npm().args(["run", name]))
}

/// The Tauri CLI that npm fetched, run in the root, where its settings are.
pub(crate) fn tauri<const N: usize>(words: [&str; N]) -> Command {
    let mut command = Command::new("node");
    command
        .arg("ui/node_modules/@tauri-apps/cli/tauri.js")
        .args(words)
        .current_dir(root());
    command
}

/// Fetches the packages where they are missing or older than the lock.
pub(crate) fn fetch() -> Done {
    let folder = folder();
    if !folder.join("package.json").is_file() {
        return Err("ui/package.json is missing: there is no web side to build yet".into());
    }
    let lock = modified(&folder.join("package-lock.json"));
    let fetched = modified(&folder.join("node_modules/.package-lock.json"));
    if is_stale(lock, fetched) {
        let word = if lock.is_some() { "ci" } else { "install" };
        run(npm().args([word, "--no-fund", "--no-audit"]))?;
    }
    Ok(())
}

/// Builds the page where a source is newer than the built one.
pub(crate) fn build() -> Done {
    let built = modified(&folder().join("dist/index.html"));
    if is_stale(newest(&folder()), built) {
        script("build")
    } else {
        Ok(())
    }
}

/// Tauri's macros want a page to put into the program. Where the program is only asked about itself, any page will
/// do; it is dated so far back that [`build`] replaces it.
pub(crate) fn stand_in() -> Done {
    let page = folder().join("dist/index.html");
    if page.is_file() {
        return Ok(());
    }
    let write = || {
        std::fs::create_dir_all(folder().join("dist"))?;
        std::fs::write(&page, "<!doctype html><title>Satchel</title>")?;
        std::fs::File::options()
            .write(true)
            .open(&page)?
            .set_modified(SystemTime::UNIX_EPOCH)
    };
    write().map_err(|error| format!("{}: {error}", page.display()).into())
}

/// Whether what was made has to be made again.
fn is_stale(source: Option<SystemTime>, made: Option<SystemTime>) -> bool {
    match (source, made) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(source), Some(made)) => source > made,
    }
}

fn modified(file: &Path) -> Option<SystemTime> {
    file.metadata().ok()?.modified().ok()
}

/// When the last source below this folder changed; what is fetched, built or hidden is no source.
fn newest(folder: &Path) -> Option<SystemTime> {
    let entries = std::fs::read_dir(folder).ok()?.flatten();
    entries
        .filter(|entry| {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            name != "node_modules" && name != "dist" && !name.starts_with('.')
        })
        .filter_map(|entry| {
            let path = entry.path();
            if path.is_dir() {
                newest(&path)
            } else {
                modified(&path)
            }
        })
        .max()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn things_are_made_again_when_absent_or_older_than_their_source() {
        let early = SystemTime::UNIX_EPOCH;
        let late = early + Duration::from_secs(1);
        assert!(is_stale(Some(early), None));
        assert!(is_stale(None, None));
        assert!(is_stale(Some(late), Some(early)));
        assert!(!is_stale(Some(early), Some(late)));
        assert!(!is_stale(Some(late), Some(late)));
        assert!(!is_stale(None, Some(early)));
    }
}

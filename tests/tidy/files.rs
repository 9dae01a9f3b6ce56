//! The files of the repository, as git sees them: committed or new, never ignored ones.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A text file of the repository.
pub(crate) struct File {
    /// Its path from the root, with `/`.
    pub(crate) path: String,
    /// All of it.
    pub(crate) text: String,
}

impl File {
    /// The part after the last dot.
    pub(crate) fn extension(&self) -> &str {
        self.path
            .rsplit_once('.')
            .map_or("", |(_, extension)| extension)
    }
}

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The paths of all files, sorted.
pub(crate) fn paths() -> Vec<String> {
    let git = Command::new("git")
        // A clone made by somebody else is refused otherwise, as in a container.
        .args(["-c", "safe.directory=*", "ls-files", "-z"])
        .args(["--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .unwrap_or_else(|error| panic!("the tidy tests ask git for the files: {error}"));
    let problem = String::from_utf8_lossy(&git.stderr);
    assert!(
        git.status.success(),
        "the tidy tests ask git for the files: {problem}"
    );
    let mut paths: Vec<String> = String::from_utf8_lossy(&git.stdout)
        .split('\0')
        // What was deleted but not yet committed is still listed.
        .filter(|path| !path.is_empty() && root().join(path).is_file())
        .map(str::to_owned)
        .collect();
    paths.sort();
    paths.dedup();
    paths
}

/// The text of one file, where it exists.
pub(crate) fn read(path: &str) -> Option<String> {
    std::fs::read_to_string(root().join(path)).ok()
}

/// The text of a file the rules cannot do without.
pub(crate) fn must_read(path: &str) -> String {
    read(path).unwrap_or_else(|| panic!("{path} is missing; if it moved, tell tests/tidy where to"))
}

/// All files below `folder` with one of these extensions.
pub(crate) fn below(folder: &str, extensions: &[&str]) -> Vec<File> {
    paths()
        .into_iter()
        .filter(|path| path.starts_with(folder))
        .filter(|path| {
            path.rsplit_once('.')
                .is_some_and(|(_, end)| extensions.contains(&end))
        })
        .filter_map(|path| read(&path).map(|text| File { path, text }))
        .collect()
}

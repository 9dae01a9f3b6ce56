//! Puts what was written in its place: a whole new file that only its owner can read, or none.

use std::fs::OpenOptions;
use std::io::{Result, Write};
use std::path::Path;

/// Writes a file. Half a file is none: on failure nothing new is left behind.
///
/// # Errors
/// The file system's; `AlreadyExists` where something is there and `over` was not said.
pub fn save(path: &Path, bytes: &[u8], over: bool) -> Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let part = match (over, path.file_name()) {
        (true, Some(name)) => {
            let mut name = name.to_owned();
            name.push(".part");
            path.with_file_name(name)
        }
        _ => path.to_owned(),
    };
    let mut file = options.open(&part)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    let moved = written.and_then(|()| {
        if over {
            std::fs::rename(&part, path)
        } else {
            Ok(())
        }
    });
    if moved.is_err() {
        let _ = std::fs::remove_file(&part);
    }
    moved
}

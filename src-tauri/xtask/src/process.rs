//! Running other programs: saying what is run, waiting for it, ending it when we end. Plus the paths everybody
//! shares. Nothing here knows what the programs are for.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Why a command ended badly, and with which exit code.
#[derive(Debug)]
pub(crate) struct Failure {
    /// The exit code: 1 failed, 2 not there yet or not understood.
    pub(crate) code: u8,
    /// One or more lines for the person; empty where all has been said.
    pub(crate) message: String,
}

impl From<String> for Failure {
    fn from(message: String) -> Self {
        Self { code: 1, message }
    }
}

impl From<&str> for Failure {
    fn from(message: &str) -> Self {
        Self::from(message.to_owned())
    }
}

/// What every command returns.
pub(crate) type Done = Result<(), Failure>;

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.ancestors().nth(2).unwrap_or(own).to_owned()
}

/// Where cargo builds to, and where our pictures and logs go.
pub(crate) fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// The path of the built app.
pub(crate) fn app_binary(release: bool) -> PathBuf {
    let profile = if release { "release" } else { "debug" };
    target()
        .join(profile)
        .join(format!("satchel{}", std::env::consts::EXE_SUFFIX))
}

/// `cargo` with these words, run in the root.
///
/// Cargo tells us about our own package in the environment; handing that on makes build scripts that watch those
/// variables run again for nothing.
pub(crate) fn cargo<const N: usize>(words: [&str; N]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(words).current_dir(root());
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    command
}

/// `cargo <verb>` for whichever targets are named behind it, with the features that all packages together switch on. Asked for by
/// one package or another, what they share would be built anew for each, with other features.
pub(crate) fn of_all(verb: &str) -> Command {
    let mut command = cargo([verb, "--workspace"]);
    command.args(["--features", FEATURES]);
    command
}

/// The page from inside the program; and the system's OpenSSL for SQLCipher on Linux, one of its own where there is none.
pub(crate) const FEATURES: &str = if cfg!(target_os = "linux") {
    "satchel/custom-protocol"
} else {
    "satchel/custom-protocol,satchel-core/vendored-openssl"
};

/// Says what is run, runs it with our own input and output, and fails where it fails.
pub(crate) fn run(command: &mut Command) -> Done {
    println!("$ {}", spelled(command));
    let status = command
        .status()
        .map_err(|error| unstarted(command, &error))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{}: {status}", spelled(command)).into())
    }
}

/// Runs it without a word, ends it and all it started when the time is over, and fails where it fails.
#[cfg(unix)]
pub(crate) fn run_within(command: &mut Command, limit: Duration) -> Done {
    use std::os::unix::process::CommandExt;
    let mut child = command
        .stdin(Stdio::null())
        .process_group(0)
        .spawn()
        .map_err(|error| unstarted(command, &error))?;
    let status = match wait_within(&mut child, limit) {
        Some(status) => status,
        None => {
            // The whole group: a test that is only killed itself leaves its windows behind.
            let group = format!("-{}", child.id());
            let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
            let _ = child.wait();
            let seconds = limit.as_secs();
            return Err(format!("{}: ended after {seconds} s", spelled(command)).into());
        }
    };
    if status.success() {
        Ok(())
    } else {
        Err(format!("{}: {status}", spelled(command)).into())
    }
}

/// Without process groups there is nothing better to do than to wait.
#[cfg(not(unix))]
pub(crate) fn run_within(command: &mut Command, _limit: Duration) -> Done {
    run(command)
}

/// Waits for a child, but not longer than this.
pub(crate) fn wait_within(child: &mut Child, limit: Duration) -> Option<std::process::ExitStatus> {
    let end = Instant::now() + limit;
    loop {
        if let Ok(Some(status)) = child.try_wait() {
            return Some(status);
        }
        if Instant::now() >= end {
            return None;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// What a program prints, or nothing where it is missing or fails.
pub(crate) fn output(command: &mut Command) -> Option<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The path of a program that can be started by its name.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    let file = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&std::env::var_os("PATH")?)
        .map(|folder| folder.join(&file))
        .find(|path| path.is_file())
}

/// A folder for this user alone.
pub(crate) fn private_folder(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    #[cfg(unix)]
    std::fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    Ok(())
}

/// The last lines of a file, for error messages.
pub(crate) fn tail(file: &Path, lines: usize) -> String {
    let bytes = std::fs::read(file).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let all: Vec<&str> = text.lines().collect();
    let start = all.len().saturating_sub(lines);
    all.iter()
        .skip(start)
        .map(|line| format!("  {line}\n"))
        .collect()
}

/// A program that ends when we let go of it: it is asked first, so that it can tidy up behind itself.
pub(crate) struct Guard(pub(crate) Child);

impl Drop for Guard {
    fn drop(&mut self) {
        if let Ok(Some(_)) = self.0.try_wait() {
            return;
        }
        if cfg!(unix) {
            let _ = Command::new("kill").arg(self.0.id().to_string()).status();
            if wait_within(&mut self.0, Duration::from_secs(2)).is_some() {
                return;
            }
        }
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub(crate) fn spelled(command: &Command) -> String {
    let name = Path::new(command.get_program())
        .file_name()
        .unwrap_or(command.get_program());
    let words = std::iter::once(name).chain(command.get_args());
    words
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}

fn unstarted(command: &Command, error: &std::io::Error) -> Failure {
    format!("{} does not start: {error}", spelled(command)).into()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_hangs_is_ended_with_all_it_started() {
        let start = Instant::now();
        let mut hangs = Command::new("sh");
        let failure = run_within(
            hangs.args(["-c", "sleep 60 & wait"]),
            Duration::from_millis(100),
        );
        assert!(
            failure
                .expect_err("it hangs")
                .message
                .contains("ended after")
        );
        assert!(start.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn a_program_that_fails_is_named_with_its_status() {
        let failure = run_within(
            Command::new("sh").args(["-c", "exit 3"]),
            Duration::from_secs(10),
        );
        let message = failure.expect_err("it fails").message;
        assert!(
            message.starts_with("sh -c exit 3:") && message.contains('3'),
            "{message}"
        );
    }

    #[test]
    fn the_root_holds_the_workspace() {
        assert!(root().join("tauri.conf.json").is_file() || root().join("Cargo.lock").is_file());
    }
}

//! `sandbox` and `contract`: the invented CRM as a server of its own, and the recordings of a real one held against it or
//! against a live server.

use std::path::{Path, PathBuf};

use crate::args::Live;
use crate::packages::Need;
use crate::process::{Done, cargo, run, target};
use crate::setup;

/// `cargo xtask sandbox`.
pub(crate) fn sandbox(told: Vec<String>) -> Done {
    setup::ensure(&[Need::Compile])?;
    let told = with_token_file(told, &target().join("sandbox-token.txt"));
    let mut command = cargo(["run", "--quiet", "--package", "satchel-sandbox", "--"]);
    run(command.args(told))
}

/// `cargo xtask contract`.
pub(crate) fn contract(live: Option<&Live>) -> Done {
    setup::ensure(&[Need::Compile])?;
    let mut command = cargo(["test", "--quiet", "--package", "satchel-tests"]);
    command.args(["--test", "recordings"]);
    match live {
        None => command.args(["--", "--nocapture"]),
        Some(live) => {
            let file = absolute(Path::new(&live.token_file));
            if !file.is_file() {
                return Err(format!("{}: there is no such file", file.display()).into());
            }
            // The token's file is named, and its content is in nobody's list of processes.
            command
                .env("SATCHEL_CONTRACT_SERVER", &live.server)
                .env("SATCHEL_CONTRACT_TOKEN_FILE", file)
                .args(["a_live_server", "--", "--nocapture", "--test-threads=1"])
        }
    };
    run(&mut command)
}

/// The server runs in the root, and a person's path is meant from where they are.
fn with_token_file(told: Vec<String>, otherwise: &Path) -> Vec<String> {
    let mut out = vec![];
    let mut words = told.into_iter();
    let mut file = otherwise.to_owned();
    while let (Some(flag), Some(value)) = (words.next(), words.next()) {
        if flag == "--token-file" {
            file = absolute(Path::new(&value));
        } else {
            out.extend([flag, value]);
        }
    }
    out.extend(["--token-file".to_owned(), file.display().to_string()]);
    out
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_file_is_meant_from_where_the_person_is() {
        let words = |told: &[&str]| {
            let told = told.iter().map(|word| (*word).to_owned()).collect();
            with_token_file(told, Path::new("/somewhere/token"))
        };
        assert_eq!(
            words(&["--port", "1"]),
            ["--port", "1", "--token-file", "/somewhere/token"]
        );
        let own = words(&["--token-file", "mine.txt"]);
        assert_eq!(own.len(), 2);
        assert!(
            own.iter()
                .any(|word| Path::new(word).is_absolute() && word.ends_with("mine.txt"))
        );
    }
}

//! What we take from others: licences, sources, duplicates and known weaknesses of every crate in the lock, asked of
//! cargo-deny; hashes and licences of the page's packages, read by `tests/tidy/packages.rs`. What is allowed, and what is passed over for which reason, is `.cargo/deny.toml`.
//!
//! Nothing is fetched but the tool itself, once, in one version, and the crates of the lock: the advisories are a snapshot in
//! the repository (`docs/security/`), so that the same sources give the same answer everywhere. How old it is, is said. Of the page's packages
//! there is no snapshot, which is said too; the registry is asked about them with `--long`, each week by
//! `.github/workflows/advisories.yml`.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::process::{Done, cargo, of_all, output, root, run, target};
use crate::ui;

const VERSION: &str = "0.20.2";
/// Where cargo-deny looks for the snapshot of the address that `.cargo/deny.toml` names.
const DATABASE: &str = "advisory-db-3157b0e258782691";
/// A snapshot that is older gets told at every run.
const OLD: Duration = Duration::from_secs(60 * 24 * 60 * 60);

/// A page that takes `diff`, as ours does, by a hash that is not its own.
const FORGED_PAGE: &str = r#"{"name":"forged","version":"1.0.0","dependencies":{"diff":"9.0.0"}}"#;
const FORGED_LOCK: &str = r#"{"name":"forged","version":"1.0.0","lockfileVersion":3,"packages":{
"":{"name":"forged","version":"1.0.0","dependencies":{"diff":"9.0.0"}},
"node_modules/diff":{"version":"9.0.0","integrity":"sha512-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=="}}}"#;

/// Sees to it that the tool is there: built once, unoptimized, in the target folder.
pub(crate) fn ensure() -> Done {
    let has = output(Command::new(tool()).arg("--version"));
    if has.is_some_and(|told| told.trim() == format!("cargo-deny {VERSION}")) {
        return Ok(());
    }
    let mut command = cargo(["install", "cargo-deny", "--locked", "--debug", "--version"]);
    command
        .args([VERSION, "--root"])
        .arg(tools())
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_INCREMENTAL", "0");
    run(&mut command)
}

/// Sees to it that every crate of the lock is on this machine, those of other systems too: whoever reads their licences asks
/// nobody for them. Where all are here already, nothing is asked for.
pub(crate) fn fetch() -> Done {
    run(&mut cargo(["fetch", "--locked", "--quiet"]))
}

/// The suite; `online`: the registry is asked about the page's packages, too.
pub(crate) fn check(online: bool) -> Done {
    fetch()?;
    // The page's own packages: read out of their lock file.
    run(of_all("test").args(["--test", "tidy", "packages"]))?;
    what_is_not_locked_is_not_installed()?;
    if online {
        run(ui::npm().args(["audit", "--package-lock-only"]))?;
    } else {
        println!(
            "supply: NOT looked at: known weaknesses of the page's packages; there is no snapshot of them. \
             `cargo xtask test supply --long` asks the registry"
        );
    }
    // Its settings name this folder by a path from the root.
    let folder = root().join("target/supply");
    unpack(&folder)?;
    match age(&folder.join(DATABASE).join("SNAPSHOT")) {
        Some(age) if age > OLD => {
            let days = age.as_secs() / 86_400;
            println!(
                "supply: the advisories are {days} days old: put a newer snapshot into docs/security/"
            );
        }
        Some(_) => {}
        None => println!("supply: how old the advisories are can't be told on this system"),
    }
    let mut command = Command::new(tool());
    command
        .current_dir(root())
        .args(["--offline", "--locked", "--all-features", "--config"])
        .args([".cargo/deny.toml", "check", "--hide-inclusion-graph"])
        .args(["advisories", "bans", "licenses", "sources"]);
    run(&mut command)
}

/// One of the page's packages under another hash than its own, in a folder aside: npm has to find that out and to leave it.
fn what_is_not_locked_is_not_installed() -> Done {
    let folder = root().join("target/supply/npm");
    let broken = |e: std::io::Error| format!("{}: {e}", folder.display());
    if folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(broken)?;
    }
    std::fs::create_dir_all(&folder).map_err(broken)?;
    for (file, text) in [
        ("package.json", FORGED_PAGE),
        ("package-lock.json", FORGED_LOCK),
    ] {
        std::fs::write(folder.join(file), text).map_err(broken)?;
    }
    let mut npm = ui::npm();
    npm.args(["ci", "--prefer-offline", "--no-audit", "--no-fund"])
        .args(["--ignore-scripts", "--loglevel=error"])
        .current_dir(&folder);
    let got = npm.output().map_err(|e| format!("npm: {e}"))?;
    let told = String::from_utf8_lossy(&got.stderr);
    if got.status.success() || !told.contains("EINTEGRITY") || folder.join("node_modules").exists()
    {
        return Err(format!("npm did not refuse a package of another hash:\n{told}").into());
    }
    println!("supply: npm refuses a package whose content is not the one of the lock");
    Ok(())
}

fn tools() -> PathBuf {
    target().join("tools")
}

fn tool() -> PathBuf {
    let name = format!("cargo-deny{}", std::env::consts::EXE_SUFFIX);
    tools().join("bin").join(name)
}

/// Unpacks the snapshot anew, as the repository that the tool expects.
fn unpack(folder: &Path) -> Done {
    let database = folder.join(DATABASE);
    if database.exists() {
        std::fs::remove_dir_all(&database).map_err(|e| format!("{}: {e}", database.display()))?;
    }
    std::fs::create_dir_all(&database).map_err(|e| format!("{}: {e}", database.display()))?;
    let mut tar = Command::new("tar");
    tar.args(["--extract", "--gzip", "--strip-components=1", "--file"])
        .arg(root().join("docs/security/advisories.tar.gz"))
        .arg("--directory")
        .arg(&database);
    run(&mut tar)?;
    let git = |words: &[&str]| {
        let mut git = Command::new("git");
        git.arg("-C").arg(&database).args(words);
        run(&mut git)
    };
    git(&["init", "--quiet"])?;
    git(&["add", "--all"])?;
    let who = [
        "-c",
        "user.name=snapshot",
        "-c",
        "user.email=snapshot@localhost",
    ];
    git(&[&who[..], &["commit", "--quiet", "--message", "snapshot"]].concat())
}

/// How old a snapshot is, by the date that its last line tells: `<commit> Thu Aug 20 23:28:40 2026 -0700`.
fn age(snapshot: &Path) -> Option<Duration> {
    let told = std::fs::read_to_string(snapshot).ok()?;
    let seconds = output(Command::new("date").args(["+%s", "--date", &day_first(&told)?]))?;
    let taken = UNIX_EPOCH + Duration::from_secs(seconds.trim().parse().ok()?);
    SystemTime::now().duration_since(taken).ok()
}

/// The same date as `date` reads it, which takes a year followed by a zone for no date at all: `20 Aug 2026 23:28:40 -0700`.
fn day_first(told: &str) -> Option<String> {
    match told.split_whitespace().collect::<Vec<_>>().as_slice() {
        [_commit, _weekday, month, day, time, year, zone] => {
            Some(format!("{day} {month} {year} {time} {zone}"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    #[test]
    fn how_old_a_snapshot_is_can_be_told() {
        let file = std::env::temp_dir().join(format!("satchel-snapshot-{}", std::process::id()));
        std::fs::write(&file, "bf5c0d2 Sat Aug 1 23:28:40 2020 -0700\n").expect("a file");
        let old = age(&file).expect("an age");
        std::fs::remove_file(&file).expect("removed");
        assert!(old > OLD, "{old:?}");
        assert_eq!(day_first("bf5c0d2"), None);
    }
}

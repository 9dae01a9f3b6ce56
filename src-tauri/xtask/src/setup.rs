//! `setup`: makes a machine able to build, run and test. It looks first, says what it is about to install and why,
//! and installs only that. Node and Rust are the person's own choice: it checks them and says what to do.
//!
//! The table of packages and the pure decisions are in `packages`; the web side's packages in `ui`.

use std::io::IsTerminal;
use std::process::Command;

use crate::args::Level;
use crate::packages::{self, Need, Package, Probe};
use crate::process::{Done, Failure, cargo, on_path, output, root, run as run_program};
use crate::{supply, ui};

/// The oldest Node that works.
const NODE: (u32, u32) = (20, 19);

/// `cargo xtask setup`.
pub(crate) fn run(level: Level) -> Done {
    let needs: &[Need] = match level {
        Level::Demo => &[Need::Compile, Need::Ui, Need::Window],
        Level::Test => &[
            Need::Compile,
            Need::Lint,
            Need::Ui,
            Need::Window,
            Need::Display,
            Need::Proof,
            Need::Supply,
        ],
    };
    let mut needs = needs.to_vec();
    if level == Level::Demo && !crate::display::is_there() {
        needs.push(Need::Display);
    }
    ensure(&needs)
}

/// Sees to it that everything for these needs is there, or says what the person has to do.
pub(crate) fn ensure(needs: &[Need]) -> Done {
    rust(needs)?;
    system(&packages::wanted(needs))?;
    if needs.contains(&Need::Ui) {
        node()?;
        ui::fetch()?;
    }
    if needs.contains(&Need::Supply) {
        supply::ensure()?;
    }
    println!("setup: everything needed is here");
    Ok(())
}

fn system(wanted: &[&'static Package]) -> Done {
    if on_path("apt-get").is_some() && on_path("dpkg-query").is_some() {
        return debian(wanted);
    }
    if cfg!(target_os = "linux") {
        return elsewhere(wanted);
    }
    // macOS and Windows bring their own web view, keyring and notifications.
    if wanted
        .iter()
        .any(|package| matches!(package.need, Need::Display | Need::Proof))
    {
        return Err("the virtual display and the window tests exist on Linux only".into());
    }
    Ok(())
}

fn debian(wanted: &[&'static Package]) -> Done {
    let mut ask = Command::new("dpkg-query");
    ask.args(["--show", "--showformat", "${db:Status-Abbrev} ${Package}\n"]);
    ask.args(wanted.iter().map(|package| package.name));
    // dpkg-query fails as soon as one name is unknown, but still answers for the others.
    let answer = ask
        .output()
        .map_err(|error| format!("dpkg-query: {error}"))?;
    let missing = packages::missing_on_debian(wanted, &String::from_utf8_lossy(&answer.stdout));
    if missing.is_empty() {
        return Ok(());
    }
    println!("setup: these packages are missing:");
    explain(&missing, false);
    let (essential, nice): (Vec<_>, Vec<_>) = missing.iter().partition(|package| package.essential);
    let prefix = match as_root() {
        Ok(prefix) => prefix,
        Err(reason) if essential.is_empty() => {
            println!("setup: going on without them, {reason}");
            return Ok(());
        }
        Err(reason) => {
            let names = names(&missing).join(" ");
            let line = format!("apt-get install --no-install-recommends {names}");
            return Err(format!("{reason}; please run as root: {line}").into());
        }
    };
    println!("setup: installing them, and what they depend on, with apt-get");
    // Old lists name packages that are gone. Failing here is not yet a reason to give up.
    if let Err(failure) = apt(&prefix, &["update"]) {
        println!("setup: {}", failure.message);
    }
    if !essential.is_empty() {
        apt(
            &prefix,
            &[
                &["install", "--yes", "--no-install-recommends"],
                &*names(&essential),
            ]
            .concat(),
        )?;
    }
    if !nice.is_empty() {
        let words = [
            &["install", "--yes", "--no-install-recommends"],
            &*names(&nice),
        ]
        .concat();
        if let Err(failure) = apt(&prefix, &words) {
            println!(
                "setup: going on without {}: {}",
                names(&nice).join(", "),
                failure.message
            );
        }
    }
    Ok(())
}

fn elsewhere(wanted: &[&'static Package]) -> Done {
    let missing = packages::missing_elsewhere(wanted, found);
    if missing.is_empty() {
        return Ok(());
    }
    println!("setup: there is no apt-get here; please install by hand (names are Debian's):");
    explain(&missing, true);
    if missing.iter().any(|package| package.essential) {
        return Err("without these packages it does not work".into());
    }
    Ok(())
}

fn explain(missing: &[&Package], hints: bool) {
    for package in missing {
        println!("  {:<29} {}", package.name, package.why);
        if hints {
            println!("  {:<29} {}", "", package.elsewhere);
        }
    }
}

fn names(packages: &[&'static Package]) -> Vec<&'static str> {
    packages.iter().map(|package| package.name).collect()
}

fn found(probe: Probe) -> bool {
    match probe {
        Probe::Program(name) => on_path(name).is_some(),
        Probe::Library(name) => {
            output(Command::new("pkg-config").args(["--exists", name])).is_some()
        }
        Probe::Font(language) => {
            output(Command::new("fc-list").args([&format!(":lang={language}"), "family"]))
                .is_some_and(|answer| !answer.trim().is_empty())
        }
        Probe::Unknown => true,
    }
}

/// The words that make the following program run as root.
fn as_root() -> Result<Vec<&'static str>, &'static str> {
    let is_root = output(Command::new("id").arg("-u")).is_some_and(|answer| answer.trim() == "0");
    match (is_root, on_path("sudo").is_some()) {
        (true, _) => Ok(vec![]),
        (false, true) if std::io::stdin().is_terminal() => Ok(vec!["sudo"]),
        (false, true) => Ok(vec!["sudo", "-n"]),
        (false, false) => Err("only root may install them and there is no sudo"),
    }
}

fn apt(prefix: &[&str], words: &[&str]) -> Done {
    // `env`, because sudo drops the environment. The lock is often held on a machine that has just started.
    let fixed = [
        "env",
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "-o",
        "DPkg::Lock::Timeout=120",
    ];
    let mut line = prefix.iter().chain(&fixed).chain(words);
    let Some(program) = line.next() else {
        return Ok(());
    };
    run_program(Command::new(program).args(line))
}

fn rust(needs: &[Need]) -> Done {
    let manifest = std::fs::read_to_string(root().join("Cargo.toml"))
        .map_err(|error| format!("Cargo.toml: {error}"))?;
    let oldest = manifest
        .lines()
        .find_map(|line| line.strip_prefix("rust-version = "))
        .and_then(packages::version);
    let here = output(Command::new("rustc").arg("--version"));
    let here = here.as_deref().and_then(packages::version);
    if let (Some(oldest), Some(here)) = (oldest, here)
        && here < oldest
    {
        return Err(too_old("Rust", here, oldest, "rustup update stable"));
    }
    if needs.contains(&Need::Lint) {
        for (word, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
            if output(&mut cargo([word, "--version"])).is_none() {
                return Err(
                    format!("{component} is missing: rustup component add {component}").into(),
                );
            }
        }
    }
    Ok(())
}

fn node() -> Done {
    let advice = "install Node 20.19 or newer (https://nodejs.org, nvm, or your system's packages)";
    let Some(answer) = output(Command::new("node").arg("--version")) else {
        return Err(format!("Node is missing: {advice}").into());
    };
    match packages::version(&answer) {
        Some(here) if here < NODE => return Err(too_old("Node", here, NODE, advice)),
        Some(_) => {}
        None => return Err(format!("node says '{}', not a version", answer.trim()).into()),
    }
    if output(ui::npm().arg("--version")).is_none() {
        return Err(format!("npm is missing; it comes with Node: {advice}").into());
    }
    Ok(())
}

fn too_old(what: &str, here: (u32, u32), oldest: (u32, u32), advice: &str) -> Failure {
    let ((a, b), (c, d)) = (here, oldest);
    format!("{what} {a}.{b} is too old, {c}.{d} is the oldest that works: {advice}").into()
}

//! `bindings` and `bundle`: what is made from the sources for others, the window's TypeScript and the packages. That a package
//! can be installed, started and taken away again is `install.rs`, how it is built `recipe.rs`, what it is held against `sums.rs`.

use std::path::{Path, PathBuf};

use crate::args::Bundle;
use crate::packages::Need;
use crate::process::{Done, Failure, of_all, on_path, output, run, target};
use crate::recipe::{self, Recipe};
use crate::{install, setup, sums, ui};

/// `cargo xtask bindings`: a test of the app compares the bindings with its commands; asked to, it writes them.
pub(crate) fn bindings() -> Done {
    setup::ensure(&[Need::Compile, Need::Window])?;
    ui::stand_in()?;
    let mut command = of_all("test");
    command.args(["--bin", "satchel", "bindings"]);
    run(command.env("SATCHEL_WRITE_BINDINGS", "1"))
}

/// `cargo xtask bundle`.
pub(crate) fn bundle(options: &Bundle) -> Done {
    let mut needs = vec![Need::Compile, Need::Ui, Need::Window];
    if options.check && cfg!(target_os = "linux") {
        needs.extend([Need::Display, Need::Packages]);
    }
    setup::ensure(&needs)?;
    let parts = list_of_parts()?;
    let recipe = Recipe::here(options.debug);
    recipe.packages(&parts)?;
    let packages = made(&recipe.built())?;
    let ready = recipe.ready();
    let with_parts: Vec<PathBuf> = packages.iter().cloned().chain([parts.clone()]).collect();
    sums::gather(&ready, &with_parts)?;
    if let Some(key) = &options.sign {
        sums::sign(&ready, key)?;
    }
    println!("ready: {}", ready.display());
    if options.check {
        sums::check(&ready)?;
        if cfg!(target_os = "linux") {
            look_into(&packages)?;
        }
    }
    if options.twice {
        recipe::twice(&recipe, &parts)?;
    }
    Ok(())
}

/// Installs a package of each kind that this machine can install.
fn look_into(packages: &[PathBuf]) -> Done {
    for (kind, program) in [("deb", "dpkg"), ("rpm", "rpm")] {
        let is = |path: &&PathBuf| path.extension().is_some_and(|ending| ending == kind);
        match (packages.iter().find(is), on_path(program)) {
            (Some(package), Some(_)) => install::check(package)?,
            (Some(_), None) => println!("not looked into: {program} is not on this machine"),
            (None, _) => {}
        }
    }
    Ok(())
}

/// The list of parts (SBOM), made by the test that proves it whole.
fn list_of_parts() -> Result<PathBuf, Failure> {
    let file = target().join("satchel.cdx.json");
    let file = std::path::absolute(&file).unwrap_or(file);
    let mut command = of_all("test");
    command.args(["--test", "tidy", "parts"]);
    run(command.env("SATCHEL_WRITE_PARTS", &file))?;
    Ok(file)
}

/// The packages that were made, the newest of each kind.
fn made(built: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut newest = vec![];
    for (folder, ending) in [
        ("deb", "deb"),
        ("rpm", "rpm"),
        ("appimage", "appimage"),
        ("msi", "msi"),
        ("nsis", "exe"),
        ("dmg", "dmg"),
    ] {
        let entries = std::fs::read_dir(built.join("bundle").join(folder));
        let files = entries.into_iter().flatten().flatten().filter(|entry| {
            let path = entry.path();
            path.extension().unwrap_or_default().to_ascii_lowercase() == ending
        });
        let last = files.max_by_key(|entry| entry.metadata().and_then(|m| m.modified()).ok());
        newest.extend(last.map(|entry| entry.path()));
    }
    if newest.is_empty() {
        return Err("no package was made".into());
    }
    Ok(newest)
}

/// What a package says of itself, a field of it.
pub(crate) fn field(deb: &Path, name: &str) -> Option<String> {
    let mut ask = std::process::Command::new("dpkg-deb");
    output(ask.arg("--field").arg(deb).arg(name))
}

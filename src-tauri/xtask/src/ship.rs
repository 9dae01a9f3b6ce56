//! `bindings` and `bundle`: what is made from the sources for others, the window's TypeScript and the packages. That a package
//! can be installed, started and taken away again is `install.rs`.

use std::path::PathBuf;

use crate::args::Bundle;
use crate::install;
use crate::packages::Need;
use crate::process::{Done, Failure, of_all, on_path, output, run, target};
use crate::{setup, ui};

/// `cargo xtask bindings`: a test of the app compares the bindings with its commands; asked to, it writes them.
pub(crate) fn bindings() -> Done {
    setup::ensure(&[Need::Compile, Need::Window])?;
    ui::stand_in()?;
    let mut command = of_all("test");
    command.args(["--bin", "satchel", "bindings"]);
    run(command.env("SATCHEL_WRITE_BINDINGS", "1"))
}

/// Where a package has the list of what Satchel is made of.
pub(crate) const PARTS: &str = "/usr/share/doc/satchel/satchel.cdx.json";

/// `cargo xtask bundle`.
pub(crate) fn bundle(options: Bundle) -> Done {
    let mut needs = vec![Need::Compile, Need::Ui, Need::Window];
    if options.check && cfg!(target_os = "linux") {
        needs.extend([Need::Display, Need::Packages]);
    }
    setup::ensure(&needs)?;
    let parts = list_of_parts()?;
    println!("parts: {}", parts.display());
    if !cfg!(target_os = "linux") {
        // Each system's own packages, as tauri.conf.json names them.
        return run(&mut ui::tauri(["build"]));
    }
    let mut command = ui::tauri(["build", "--bundles", kinds()]);
    command.arg("--config").arg(with_parts(&parts));
    if options.debug {
        command.arg("--debug");
    }
    run(&mut command)?;
    let all = made(options.debug)?;
    for path in &all {
        println!("package: {}", path.display());
    }
    let is = |path: &PathBuf, kind: &str| path.extension().is_some_and(|e| e == kind);
    for kind in ["deb", "rpm"] {
        let Some(package) = all
            .iter()
            .find(|path| is(path, kind))
            .filter(|_| options.check)
        else {
            continue;
        };
        let program = if kind == "deb" { "dpkg" } else { "rpm" };
        match on_path(program) {
            Some(_) => install::check(package)?,
            None => println!("not looked into: {program} is not on this machine"),
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

/// What the packages carry besides the program.
fn with_parts(parts: &std::path::Path) -> String {
    let path = parts.display().to_string().replace('\\', "\\\\");
    let files = format!("{{\"files\":{{\"{PARTS}\":\"{path}\"}}}}");
    format!("{{\"bundle\":{{\"linux\":{{\"deb\":{files},\"rpm\":{files}}}}}}}")
}

/// An AppImage is made by tools that Tauri fetches from the network at build time: only where they are here already.
fn kinds() -> &'static str {
    let tools = dirs().into_iter().any(|folder| {
        let found = std::fs::read_dir(folder).into_iter().flatten().flatten();
        found
            .map(|entry| entry.file_name())
            .any(|name| name.to_string_lossy().starts_with("linuxdeploy"))
    });
    if tools {
        "deb,rpm,appimage"
    } else {
        println!("no AppImage: its tools (linuxdeploy) are not on this machine");
        "deb,rpm"
    }
}

fn dirs() -> Vec<PathBuf> {
    let var = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let cache = var("XDG_CACHE_HOME").or(var("HOME").map(|home| home.join(".cache")));
    cache.into_iter().map(|cache| cache.join("tauri")).collect()
}

/// The packages that were made, the newest of each kind.
fn made(debug: bool) -> Result<Vec<PathBuf>, Failure> {
    let folder = target().join(if debug { "debug" } else { "release" });
    let mut newest = vec![];
    for kind in ["deb", "rpm", "appimage"] {
        let inner = folder.join("bundle").join(kind);
        let entries = std::fs::read_dir(inner).into_iter().flatten().flatten();
        let files = entries.filter(|entry| {
            let path = entry.path();
            let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
            ending == kind
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
pub(crate) fn field(deb: &std::path::Path, name: &str) -> Option<String> {
    let mut ask = std::process::Command::new("dpkg-deb");
    output(ask.arg("--field").arg(deb).arg(name))
}

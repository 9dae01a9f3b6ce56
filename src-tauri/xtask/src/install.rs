//! A .deb or an .rpm in a scratch root: installed by dpkg or rpm, started on a virtual desktop, taken away again without a trace.
//! Nothing of this machine's own packages is touched.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::display::Session;
use crate::process::{Done, Failure, output, run, target};
use crate::recipe::PARTS;
use crate::{ship, smoke};

/// Where the package puts what it has.
const PROGRAM: &str = "usr/bin/satchel";
const TERMINAL: &str = "usr/bin/satchel-cli";
const ENTRY: &str = "usr/share/applications/Satchel.desktop";

/// Installs, looks, starts, takes away, each in a new root.
pub(crate) fn check(package: &Path) -> Done {
    let root = scratch()?;
    let kind = package.extension().and_then(|kind| kind.to_str());
    match kind {
        Some("deb") => deb(package, &root),
        Some("rpm") => rpm(package, &root),
        _ => Err(format!("{} is not looked into", package.display()).into()),
    }
}

fn deb(package: &Path, root: &Path) -> Done {
    let name = ship::field(package, "Package").ok_or("the package has no name")?;
    let name = name.trim();
    if dpkg(root, &["--install"], Some(package)).is_ok() {
        println!("installed: {name} below {}", root.display());
        look(root)?;
        start(root)?;
        dpkg(root, &["--purge", name], None)?;
        return is_empty(root);
    }
    // Without the rights of an administrator dpkg can't set owners: what is in the package can be looked at all the same.
    println!("not installed: dpkg wants more rights here; unpacked instead");
    run(Command::new("dpkg-deb")
        .arg("--extract")
        .arg(package)
        .arg(root))?;
    look(root)?;
    start(root)
}

fn rpm(package: &Path, root: &Path) -> Done {
    let asked = output(
        Command::new("rpm")
            .args(["--query", "--package", "--queryformat", "%{NAME}"])
            .arg(package),
    );
    let name = asked.ok_or("the package has no name")?;
    let name = name.trim();
    let rpm = |words: &[&str], package: Option<&Path>| {
        let mut command = Command::new("rpm");
        command.arg("--root").arg(root).args(words).args(package);
        run(&mut command)
    };
    rpm(&["--initdb"], None)?;
    // What it depends on is Fedora's by name and on the machine in its own packages, not in the scratch root.
    if let Err(failure) = rpm(&["--install", "--nodeps"], Some(package)) {
        println!(
            "not installed: rpm wants more rights here: {}",
            failure.message
        );
        return run(Command::new("rpm").args(["-qlp"]).arg(package));
    }
    println!("installed: {name} below {}", root.display());
    look(root)?;
    start(root)?;
    rpm(&["--erase", name], None)?;
    is_empty(root)
}

/// Nothing is left of it, but for the folders that others may be in, too.
fn is_empty(root: &Path) -> Done {
    let left: Vec<String> = files(&root.join("usr"))
        .into_iter()
        .map(|path| path.display().to_string())
        .collect();
    if !left.is_empty() {
        return Err(format!("left behind: {}", left.join(", ")).into());
    }
    println!("taken away again, and nothing is left");
    Ok(())
}

/// An empty root with a package database of its own.
fn scratch() -> Result<PathBuf, Failure> {
    let root = target().join("scratch-root");
    let made = || {
        if root.exists() {
            std::fs::remove_dir_all(&root)?;
        }
        for folder in ["var/lib/dpkg/info", "var/lib/dpkg/updates", "var/log"] {
            std::fs::create_dir_all(root.join(folder))?;
        }
        std::fs::write(root.join("var/lib/dpkg/status"), "")
    };
    made().map_err(|error| format!("{}: {error}", root.display()))?;
    Ok(std::path::absolute(&root).unwrap_or(root))
}

fn dpkg(root: &Path, words: &[&str], package: Option<&Path>) -> Done {
    let mut command = Command::new("dpkg");
    command.arg(format!("--root={}", root.display()));
    // What it depends on is on the machine, not in the scratch root; its scripts need no root of their own.
    command.args([
        "--force-depends",
        "--force-script-chrootless",
        "--force-not-root",
    ]);
    run(command.args(words).args(package))
}

/// What has to be in it: both programs, its entry in the menu, the kind of link it opens, the list of its parts.
fn look(root: &Path) -> Done {
    for file in [PROGRAM, TERMINAL, PARTS] {
        if !root.join(file.trim_start_matches('/')).is_file() {
            return Err(format!("{file} is not in the package").into());
        }
    }
    let entry =
        std::fs::read_to_string(root.join(ENTRY)).map_err(|error| format!("{ENTRY}: {error}"))?;
    for line in ["MimeType=x-scheme-handler/satchel", "Exec=satchel"] {
        if !entry.contains(line) {
            return Err(format!("{ENTRY} has no {line}:\n{entry}").into());
        }
    }
    let takes_links = entry
        .lines()
        .any(|line| line.starts_with("Exec=") && (line.contains("%u") || line.contains("%U")));
    if !takes_links {
        return Err(format!("{ENTRY} hands no link on:\n{entry}").into());
    }
    if let Some(said) = output(Command::new("desktop-file-validate").arg(root.join(ENTRY))) {
        println!("desktop-file-validate: {}", said.trim());
    }
    Ok(())
}

/// The demo of what was installed, checking itself; and the program for terminals, in a home where nobody signed in.
fn start(root: &Path) -> Done {
    let home = target().join("install-terminal");
    let told = Command::new(root.join(TERMINAL))
        .args(["list", "--json"])
        .env("HOME", &home)
        .env("XDG_DATA_HOME", home.join("data"))
        .output()
        .map_err(|error| format!("{TERMINAL}: {error}"))?;
    let words = String::from_utf8_lossy(&told.stderr);
    if !words.contains("\"noMirror\"") {
        return Err(format!("{TERMINAL}: there is no mirror: {}: {words}", told.status).into());
    }
    println!("{TERMINAL}: {}", words.trim());
    let session = Session::start("install", true)?;
    let mut app = session.command(root.join(PROGRAM));
    app.args(["--demo", "--smoke"]);
    let shot = target().join("install.png");
    let closing = smoke::watch(&session, &mut app, &shot, &target().join("install.log"))?;
    println!("started from the package: {closing}");
    Ok(())
}

/// Every file in a folder.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = vec![];
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "[Desktop Entry]\nExec=satchel %u\nMimeType=x-scheme-handler/satchel;\n";

    fn root(name: &str, entry: &str) -> PathBuf {
        let root = std::env::temp_dir().join(format!("satchel-{name}-{}", std::process::id()));
        let parts = PARTS.trim_start_matches('/');
        for (file, text) in [(PROGRAM, ""), (TERMINAL, ""), (ENTRY, entry), (parts, "{}")] {
            let file = root.join(file);
            let folder = file.parent().expect("a folder");
            std::fs::create_dir_all(folder).expect("a folder");
            std::fs::write(file, text).expect("a file");
        }
        root
    }

    #[test]
    fn what_a_package_lacks_is_named() {
        let whole = root("whole", GOOD);
        assert!(look(&whole).is_ok());
        for file in [PROGRAM, TERMINAL, ENTRY, PARTS] {
            let lacks = root("lacks", GOOD);
            std::fs::remove_file(lacks.join(file.trim_start_matches('/'))).expect("it was there");
            let told = look(&lacks).expect_err("it is missing").message;
            assert!(told.contains(file.trim_start_matches('/')), "{told}");
            std::fs::remove_dir_all(lacks).expect("removed");
        }
        for entry in [
            GOOD.replace(" %u", ""),
            GOOD.replace("x-scheme-handler/satchel", "text/plain"),
            GOOD.replace("Exec=satchel", "Exec=other"),
        ] {
            let wrong = root("wrong", &entry);
            assert!(look(&wrong).is_err(), "{entry}");
            std::fs::remove_dir_all(wrong).expect("removed");
        }
        std::fs::remove_dir_all(whole).expect("removed");
    }

    #[test]
    fn what_is_left_behind_is_named() {
        let left = root("left", GOOD);
        let told = is_empty(&left).expect_err("four files").message;
        assert!(
            told.starts_with("left behind: ") && told.contains(PROGRAM),
            "{told}"
        );
        for file in files(&left) {
            std::fs::remove_file(file).expect("removed");
        }
        assert!(is_empty(&left).is_ok(), "folders may be others', too");
        std::fs::remove_dir_all(left).expect("removed");
    }
}

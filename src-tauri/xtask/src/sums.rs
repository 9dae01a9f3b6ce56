//! What a package is held against before it is installed: `SHA256SUMS` beside it, and the organization's signature of that
//! (`SHA256SUMS.asc`, by gpg). `docs/administrators.md` says how to look; here both are made, and seen to tell a change.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::{Done, Failure, on_path, output, private_folder, run, target};
use crate::recipe::summing;

const SUMS: &str = "SHA256SUMS";
const SIGNATURE: &str = "SHA256SUMS.asc";

/// Puts the packages and the list of their parts into one new folder, with their sums.
pub(crate) fn gather(folder: &Path, files: &[PathBuf]) -> Done {
    let put = || -> std::io::Result<Vec<String>> {
        if folder.exists() {
            std::fs::remove_dir_all(folder)?;
        }
        std::fs::create_dir_all(folder)?;
        let mut names = vec![];
        for file in files {
            let name = file.file_name().unwrap_or_default();
            std::fs::copy(file, folder.join(name))?;
            names.push(name.to_string_lossy().into_owned());
        }
        names.sort();
        Ok(names)
    };
    let names = put().map_err(|error| format!("{}: {error}", folder.display()))?;
    let sums = output(summing()?.args(&names).current_dir(folder));
    let sums = sums.ok_or("the packages can't be summed up")?;
    std::fs::write(folder.join(SUMS), &sums).map_err(|error| error.to_string())?;
    print!("{sums}");
    Ok(())
}

/// Signs the sums with a key that gpg knows.
pub(crate) fn sign(folder: &Path, key: &str) -> Done {
    signed(gpg(folder).args(["--local-user", key]))
}

fn signed(gpg: &mut Command) -> Done {
    gpg.args(["--yes", "--armor", "--output", SIGNATURE]);
    run(gpg.args(["--detach-sign", SUMS]))
}

fn gpg(folder: &Path) -> Command {
    let mut gpg = Command::new("gpg");
    gpg.arg("--batch").current_dir(folder);
    gpg
}

/// What whoever installs a package does: both, as `docs/administrators.md` says it.
fn look(folder: &Path, home: &Path) -> Done {
    let mut gpg = gpg(folder);
    run(gpg
        .env("GNUPGHOME", home)
        .args(["--verify", SIGNATURE, SUMS]))?;
    run(summing()?.args(["--check", SUMS]).current_dir(folder))
}

/// Signs a copy of it with a key of a moment, and sees that the signature and the sums hold, and that a package that was changed
/// and sums that were changed are both told.
pub(crate) fn check(folder: &Path) -> Done {
    if on_path("gpg").is_none() {
        println!("not tried: gpg is not on this machine");
        return Ok(());
    }
    // Short, for a socket lies in it.
    let home = std::env::temp_dir().join(format!("satchel-gpg-{}", std::process::id()));
    let copy = target().join("signed");
    let done = tried(folder, &copy, &home);
    let mut end = Command::new("gpgconf");
    let _ = output(end.env("GNUPGHOME", &home).args(["--kill", "all"]));
    let _ = std::fs::remove_dir_all(&home);
    let _ = std::fs::remove_dir_all(&copy);
    done
}

fn tried(folder: &Path, copy: &Path, home: &Path) -> Done {
    let list = || -> std::io::Result<Vec<PathBuf>> {
        private_folder(home)?;
        let entries = std::fs::read_dir(folder)?.flatten().map(|e| e.path());
        let is_ours = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default();
            name != SUMS && name != SIGNATURE
        };
        Ok(entries.filter(is_ours).collect())
    };
    let files = list().map_err(|error| error.to_string())?;
    gather(copy, &files)?;
    let mut make = gpg(copy);
    make.env("GNUPGHOME", home).args(["--passphrase", ""]);
    run(make.args([
        "--quick-generate-key",
        "of a moment",
        "ed25519",
        "sign",
        "1d",
    ]))?;
    signed(gpg(copy).env("GNUPGHOME", home))?;
    look(copy, home)?;
    println!("signed, and found whole");
    let first = files.first().and_then(|file| file.file_name());
    let package = copy.join(first.ok_or("no package")?);
    let was = changed(&package, |bytes| {
        if let Some(byte) = bytes.last_mut() {
            *byte ^= 1;
        }
    })?;
    told(copy, home, "a package")?;
    std::fs::write(&package, was).map_err(|error| error.to_string())?;
    changed(&copy.join(SUMS), |bytes| bytes.push(b'\n'))?;
    told(copy, home, "the sums")
}

fn told(copy: &Path, home: &Path, what: &str) -> Done {
    if look(copy, home).is_ok() {
        return Err(format!("{what} changed, and nobody told").into());
    }
    println!("{what} changed: told");
    Ok(())
}

/// Changes a file; answers what was in it.
fn changed(file: &Path, change: impl FnOnce(&mut Vec<u8>)) -> Result<Vec<u8>, Failure> {
    let change = || {
        let was = std::fs::read(file)?;
        let mut bytes = was.clone();
        change(&mut bytes);
        std::fs::write(file, bytes).map(|()| was)
    };
    change().map_err(|error| format!("{}: {error}", file.display()).into())
}

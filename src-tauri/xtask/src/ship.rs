//! `bindings` and `bundle`: what is made from the sources for others, the window's TypeScript and the package.

use crate::packages::Need;
use crate::process::{Done, cargo, run, target};
use crate::{setup, ui};

/// `cargo xtask bindings`: a test of the app compares the bindings with its commands; asked to, it writes them.
pub(crate) fn bindings() -> Done {
    setup::ensure(&[Need::Compile, Need::Window])?;
    ui::stand_in()?;
    let mut command = cargo([
        "test",
        "--package",
        "satchel",
        "--features",
        "custom-protocol",
        "bindings",
    ]);
    run(command.env("SATCHEL_WRITE_BINDINGS", "1"))
}

/// `cargo xtask bundle`.
pub(crate) fn bundle() -> Done {
    setup::ensure(&[Need::Compile, Need::Ui, Need::Window])?;
    run(&mut ui::tauri(["build", "--bundles", "deb"]))?;
    let folder = target().join("release/bundle/deb");
    let entries =
        std::fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.extension().is_some_and(|extension| extension == "deb") {
            println!("package: {}", path.display());
        }
    }
    Ok(())
}

//! `pictures`, and looking at a display: takes a picture of it with ImageMagick and tells whether there is anything on it.
//! The screens themselves are visited by `tests/window/gallery.rs`.

use std::path::Path;
use std::process::Command;

use crate::display::Session;
use crate::process::{Done, Failure, on_path, output};
use crate::setup;
use crate::suites::{self, Suite};

/// The middle of the screen, without the frames a window manager draws.
const MIDDLE: &str = "900x500+190+200";

/// An empty page has one or two colors there; letters alone bring more than this.
const FEWEST_COLORS: u32 = 64;

/// `cargo xtask pictures`: every screen of the real window in both themes, into `target/pictures`.
pub(crate) fn all() -> Done {
    setup::ensure(Suite::Window.needs(false))?;
    suites::window(Some("gallery"))
}

/// Takes a picture of the whole display; an older one is replaced at once.
pub(crate) fn take(session: &Session, file: &Path) -> Result<(), Failure> {
    let fresh = file.with_extension("new.png");
    let mut import = tool(session, "import");
    let done = output(import.args(["-window", "root"]).arg(&fresh)).is_some();
    if !done || !fresh.is_file() {
        return Err("no picture could be taken of the display".into());
    }
    std::fs::rename(&fresh, file).map_err(|error| format!("{}: {error}", file.display()).into())
}

/// Fails where the picture shows nothing.
pub(crate) fn is_not_blank(session: &Session, file: &Path) -> Result<(), Failure> {
    let mut identify = tool(session, "identify");
    let part = format!("{}[{MIDDLE}]", file.display());
    let answer = output(identify.args(["-format", "%k", &part])).unwrap_or_default();
    match answer.trim().parse::<u32>() {
        Ok(colors) if colors >= FEWEST_COLORS => Ok(()),
        Ok(colors) => Err(format!(
            "the window is blank: {colors} colors in the middle of {}",
            file.display()
        )
        .into()),
        Err(_) => Err(format!("{} cannot be read as a picture", file.display()).into()),
    }
}

/// ImageMagick 6 has a program for each task, 7 also has one for all.
fn tool(session: &Session, name: &str) -> Command {
    if on_path(name).is_none() && on_path("magick").is_some() {
        let mut command = session.command("magick");
        command.arg(name);
        return command;
    }
    session.command(name)
}

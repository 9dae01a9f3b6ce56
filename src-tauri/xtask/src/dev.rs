//! `dev`: the app against the Vite dev server; both rebuild on every change.

use crate::packages::Need;
use crate::process::{Done, run as run_program};
use crate::{display, setup, ui};

/// `cargo xtask dev`.
pub(crate) fn run() -> Done {
    if !display::is_there() {
        return Err(
            "dev opens a window and there is no display; 'demo' makes a virtual one".into(),
        );
    }
    setup::ensure(&[Need::Compile, Need::Ui, Need::Window])?;
    run_program(ui::tauri(["dev"]).envs(display::web_view_settings()))
}

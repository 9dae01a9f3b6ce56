//! `demo`: the app with an invented CRM of 2,000 cases inside, on the person's display or, where there is none or
//! with `--smoke`, on a virtual one. The conversation of `--smoke` is in `smoke`.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use crate::args::Demo;
use crate::display::{self, Session};
use crate::packages::Need;
use crate::process::{
    Done, Guard, app_binary, cargo, of_all, run as run_program, target, wait_within,
};
use crate::{picture, setup, smoke, ui};

/// How often the picture of a virtual display is taken anew.
const REFRESH: Duration = Duration::from_secs(3);

/// `cargo xtask demo`.
pub(crate) fn run(options: &Demo) -> Done {
    let is_virtual = options.smoke || !display::is_there();
    let mut needs = vec![Need::Compile, Need::Ui, Need::Window];
    if is_virtual {
        needs.push(Need::Display);
    }
    setup::ensure(&needs)?;
    match (options.smoke, options.release) {
        (true, false) => build_beside_tests()?,
        (_, release) => build(release)?,
    }
    if options.smoke {
        check(options)
    } else if is_virtual {
        show_virtually(options)
    } else {
        show(options)
    }
}

/// Builds the page and the app with the page inside.
pub(crate) fn build(release: bool) -> Done {
    ui::build()?;
    let mut command = cargo([
        "build",
        "--package",
        "satchel",
        "--features",
        "custom-protocol",
    ]);
    if release {
        command.arg("--release");
    }
    run_program(&mut command)
}

/// The same, of the parts that the tests are built of.
pub(crate) fn build_beside_tests() -> Done {
    ui::build()?;
    // The features are those of the tests only where one of them is named.
    run_program(of_all("build").args(["--bin", "satchel", "--test", "window"]))
}

/// On the person's display: their desktop, but not their data folders.
fn show(options: &Demo) -> Done {
    let home = target().join("demo-home");
    if options.fresh && home.exists() {
        std::fs::remove_dir_all(&home).map_err(|error| format!("{}: {error}", home.display()))?;
    }
    let mut app = Command::new(app_binary(options.release));
    app.envs(display::web_view_settings());
    app.env("XDG_DATA_HOME", home.join("data"))
        .env("XDG_CACHE_HOME", home.join("cache"));
    run_program(app.args(words(options)))
}

/// On a display nobody sees: says where it is and keeps a picture of it.
fn show_virtually(options: &Demo) -> Done {
    let session = Session::start("demo", options.fresh)?;
    let shot = shot();
    let mut app = session.command(app_binary(options.release));
    let child = app.args(words(options)).spawn();
    let mut app = Guard(child.map_err(|error| format!("the app does not start: {error}"))?);
    println!(
        "There is no display here, so the demo runs on a virtual one, {}.",
        session.display
    );
    println!(
        "Look at it: {}, taken anew every {} s.",
        shot.display(),
        REFRESH.as_secs()
    );
    println!(
        "Or connect a viewer, such as: x11vnc -display {} -localhost",
        session.display
    );
    println!("Ctrl+C ends it.");
    loop {
        if let Some(status) = wait_within(&mut app.0, REFRESH) {
            return if status.success() {
                Ok(())
            } else {
                Err(format!("the app: {status}").into())
            };
        }
        picture::take(&session, &shot)?;
    }
}

/// Runs, checks, quits.
fn check(options: &Demo) -> Done {
    let shot = shot();
    if shot.exists() {
        std::fs::remove_file(&shot).map_err(|error| format!("{}: {error}", shot.display()))?;
    }
    let session = Session::start("smoke", true)?;
    let mut app = session.command(app_binary(options.release));
    app.args(words(options));
    let closing = smoke::watch(&session, &mut app, &shot, &target().join("demo.log"))?;
    println!("picture: {}", shot.display());
    println!("{closing}");
    Ok(())
}

fn shot() -> PathBuf {
    target().join("demo.png")
}

/// What the app is told. `--fresh` is not for it: the folder is already gone.
fn words(options: &Demo) -> Vec<&str> {
    let mut words = vec!["--demo"];
    for fault in &options.faults {
        words.extend(["--fault", fault]);
    }
    if options.smoke {
        words.push("--smoke");
    }
    if options.offline_after_sync {
        words.push("--offline-after-sync");
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_app_hears_what_concerns_it() {
        assert_eq!(words(&Demo::default()), ["--demo"]);
        let smoke = Demo {
            smoke: true,
            fresh: true,
            release: true,
            ..Demo::default()
        };
        assert_eq!(words(&smoke), ["--demo", "--smoke"]);
        let offline = Demo {
            offline_after_sync: true,
            ..Demo::default()
        };
        assert_eq!(words(&offline), ["--demo", "--offline-after-sync"]);
        let faulty = Demo {
            faults: vec!["reset=next".into()],
            ..Demo::default()
        };
        assert_eq!(words(&faulty), ["--demo", "--fault", "reset=next"]);
    }
}

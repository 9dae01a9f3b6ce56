//! `bench`, `simulate` and `herd`: the parts of the proof that are too long for every change.

use std::time::{Duration, Instant};

use crate::args::{Bench, Simulate};
use crate::display::Session;
use crate::packages::Need;
use crate::process::{Done, Failure, app_binary, cargo, of_all, root, run};
use crate::suites::Suite;
use crate::{demo, setup};

/// `cargo xtask bench`.
pub(crate) fn bench(of: Bench) -> Done {
    exists("tests/benches", "benchmark")?;
    match of {
        Bench::Engine => {
            setup::ensure(&[Need::Compile])?;
            run(&mut measuring("engine", false))
        }
        Bench::Window { quick } => {
            setup::ensure(Suite::Window.needs(false))?;
            demo::build(!quick)?;
            // Building belongs to the person's home, running to the session's.
            run(measuring("window", quick).arg("--no-run"))?;
            let session = Session::start("bench", true)?;
            let mut command = measuring("window", quick);
            session.equip(&mut command);
            // A number of one's own counts.
            if quick && std::env::var_os("SATCHEL_CASES").is_none() {
                command.env("SATCHEL_CASES", "5000");
            }
            // It measures what the app holds, which the app keeps to itself otherwise.
            command.env("SATCHEL_DEBUGGER", "1");
            run(command.env("SATCHEL_BIN", app_binary(!quick)))
        }
    }
}

fn measuring(name: &str, quick: bool) -> std::process::Command {
    let mut command = cargo(["bench", "--package", "satchel-tests", "--bench", name]);
    if quick {
        command.args(["--profile", "dev"]);
    }
    command
}

/// `cargo xtask simulate`.
pub(crate) fn simulate(options: &Simulate) -> Done {
    exists("tests/simulation", "simulation")?;
    setup::ensure(&[Need::Compile])?;
    let test = match (&options.scenario, &options.mutants) {
        (Some(_), _) => "a_scenario_is_replayed",
        (None, Some(_)) => "mutants::every_mutant_is_caught",
        (None, None) => "whatever_happens_every_promise_is_kept",
    };
    // A scenario may have been found with a bug switched on.
    let mut command = match options.scenario.is_some() || options.mutants.is_some() {
        true => simulation_with_mutants(),
        false => simulation(),
    };
    for (name, value) in [
        ("SATCHEL_SEEDS", options.seeds),
        ("SATCHEL_FIRST", options.first),
        ("SATCHEL_OPS", options.ops),
        ("SATCHEL_SECONDS", options.seconds),
    ] {
        if let Some(value) = value {
            command.env(name, value.to_string());
        }
    }
    if let Some(file) = &options.scenario {
        // Cargo runs a test in its package's folder.
        let file = std::path::absolute(file).map_err(|e| format!("{file}: {e}"))?;
        command.env("SATCHEL_SCENARIO", file);
    }
    if let Some(names) = &options.mutants {
        command.env("SATCHEL_MUTANTS", names);
    }
    run(command.args(["--", "--exact", "--nocapture", test]))
}

/// The simulation, on the engine that the other suites test.
fn simulation() -> std::process::Command {
    let mut command = of_all("test");
    command.args(["--test", "simulation"]);
    command
}

/// And with the bugs that can be switched on, all off: another engine, which is built for some minutes first.
fn simulation_with_mutants() -> std::process::Command {
    let mut command = cargo(["test", "--package", "satchel-simulation"]);
    command.args(["--features", "mutants", "--test", "simulation"]);
    command
}

/// The simulation's part in `test`: what it found before, then always the same 10,000 schedules; on a machine that is very
/// slow, as many as end before the whole has taken too long, and it says how many. What is broken and not understood yet is in
/// `tests/simulation/open.rs`.
pub(crate) fn simulation_suite(end: Instant) -> Done {
    run(simulation().arg("--no-run"))?;
    let left = end.saturating_duration_since(Instant::now());
    let seconds = left.max(LEAST).as_secs();
    let mut command = simulation();
    command
        .env("SATCHEL_SEEDS", "10000")
        .env("SATCHEL_SECONDS", seconds.to_string());
    run(command.args(["--", "--nocapture"]))
}

/// Less says nothing: a few hundred schedules, however late it is.
const LEAST: Duration = Duration::from_secs(120);

/// `cargo xtask herd`: ten thousand take about three minutes.
pub(crate) fn herd(clients: Option<u64>) -> Done {
    exists("tests/herd", "herd")?;
    setup::ensure(&[Need::Compile])?;
    // The model optimized, without a second build of all that the engine needs.
    let optimized = "profile.dev.package.satchel-tests.opt-level=3";
    let mut command = cargo(["test", "--config", optimized]);
    command.args(["--package", "satchel-tests", "--test", "herd"]);
    command.env("SATCHEL_HERD", clients.unwrap_or(10_000).to_string());
    if clients.is_none() {
        let picture = root().join("docs/pictures/herd.svg");
        command.env("SATCHEL_HERD_PICTURE", picture);
    }
    run(command.args(["--", "--nocapture"]))
}

fn exists(folder: &str, what: &str) -> Done {
    if root().join(folder).is_dir() {
        return Ok(());
    }
    Err(Failure {
        code: 2,
        message: format!("there is no {what} yet: {folder} does not exist"),
    })
}

//! `bench` and `simulate`: the parts of the proof that are too long for every change.

use crate::args::Simulate;
use crate::packages::Need;
use crate::process::{Done, Failure, cargo, root, run};
use crate::setup;

/// `cargo xtask bench`.
pub(crate) fn bench() -> Done {
    exists("tests/benches", "benchmark")?;
    setup::ensure(&[Need::Compile])?;
    run(&mut cargo([
        "bench",
        "--package",
        "satchel-tests",
        "--bench",
        "engine",
    ]))
}

/// `cargo xtask simulate`.
pub(crate) fn simulate(options: &Simulate) -> Done {
    exists("tests/simulation", "simulation")?;
    setup::ensure(&[Need::Compile])?;
    let mut command = cargo([
        "test",
        "--release",
        "--package",
        "satchel-tests",
        "--test",
        "simulation",
    ]);
    for (name, value) in [
        ("SATCHEL_SEEDS", options.seeds),
        ("SATCHEL_FIRST", options.first),
        ("SATCHEL_OPS", options.ops),
    ] {
        if let Some(value) = value {
            command.env(name, value.to_string());
        }
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

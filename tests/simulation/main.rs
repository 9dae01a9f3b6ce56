//! The simulation: the real engine, twice, against the sandbox's model, in virtual time, from seeds.
//!
//! Each seed is a schedule: two computers of alice (real SQLCipher each), colleagues on the web, an administrator, and a
//! weather of faults (`weather.rs`) on the line (`line.rs`). A witness beside the server (`server.rs`, `sweeps.rs`) writes
//! down what took effect; `law.rs`, `promises.rs` and `agreement.rs` hold it against what alice was promised (`book.rs`).
//! What she does is `person.rs`, `things.rs`, `thoughts.rs`, `undo.rs`, `many.rs` and `pins.rs`, whether she knew what she answered to `stale.rs`, what others do `others.rs` and `echoes.rs`; `life.rs` runs it all. The same seed gives the same schedule,
//! request by request. What it found so far is in `found.rs`; a failure as a file is `scenario.rs`; whether the laws would
//! notice a bug is `mutants.rs`. What is proved, and what is not: docs/RELIABILITY.md.
//!
//! `SATCHEL_SEEDS`, `SATCHEL_FIRST`, `SATCHEL_OPS`, `SATCHEL_SECONDS` choose; `cargo xtask simulate` runs many.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a proof that cannot go on panics, and says what it saw"
)]

mod acts;
mod agreement;
mod book;
mod chance;
mod crew;
mod desk;
mod echoes;
mod facts;
mod found;
mod law;
mod life;
mod line;
mod many;
mod mutants;
mod open;
mod others;
mod person;
mod pins;
mod promises;
mod report;
mod scenario;
mod server;
mod stale;
mod story;
mod sweeps;
mod things;
mod thoughts;
mod time;
mod undo;
mod weather;
mod wire;

use life::Plan;
use std::panic::{AssertUnwindSafe, catch_unwind};

#[global_allocator]
static HEAP: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn number(name: &str, otherwise: u64) -> u64 {
    let given = std::env::var(name).ok();
    given.map_or(otherwise, |text| {
        text.parse()
            .unwrap_or_else(|_| panic!("{name} is a number, not {text:?}"))
    })
}

/// How many acts a schedule has.
fn acts() -> usize {
    usize::try_from(number("SATCHEL_OPS", 60)).unwrap_or(60)
}

/// Runs a plan; a panic of the engine is a violation like others.
pub(crate) fn run(plan: &Plan) -> life::Outcome {
    mutants::switch(plan.mutant.as_deref());
    let outcome = catch_unwind(AssertUnwindSafe(|| life::run(plan))).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        let text = text.or_else(|| panic.downcast_ref::<&str>().map(|t| (*t).to_owned()));
        life::Outcome {
            violation: Some(format!("panic: {}", text.unwrap_or_default())),
            ..life::Outcome::default()
        }
    });
    mutants::switch(None);
    outcome
}

#[test]
fn whatever_happens_every_promise_is_kept() {
    let (first, seeds) = (number("SATCHEL_FIRST", 1), number("SATCHEL_SEEDS", 60));
    let sum = crew::runs(first, seeds, None);
    println!("{sum}");
    let is_open = |plan: &Plan| open::known(plan.seed).is_some();
    for (plan, violation) in sum.violations.iter().filter(|(p, _)| is_open(p)) {
        let known = open::known(plan.seed).unwrap_or_default();
        println!("known and open, seed {}: {known}. {violation}", plan.seed);
    }
    let new: Vec<_> = sum.violations.iter().filter(|(p, _)| !is_open(p)).collect();
    for (plan, violation) in new.iter().take(1) {
        println!("{}", scenario::smaller(plan, violation));
    }
    let all: Vec<String> = new
        .iter()
        .map(|(p, v)| format!("seed {}: {v}", p.seed))
        .collect();
    assert!(
        all.is_empty(),
        "{} violations:\n{}",
        all.len(),
        all.join("\n")
    );
}

/// `SATCHEL_SCENARIO=FILE`: what a file tells, again, with its log.
#[test]
fn a_scenario_is_replayed() {
    let Ok(file) = std::env::var("SATCHEL_SCENARIO") else {
        return;
    };
    let plan = scenario::read(&std::fs::read_to_string(&file).expect("the scenario"));
    let outcome = run(&plan);
    println!("{}", outcome.log.join("\n"));
    assert!(
        outcome.violation.is_none(),
        "{}",
        outcome.violation.unwrap_or_default()
    );
}

//! The simulation: the real engine, twice, against the sandbox's model, in virtual time, from seeds.
//!
//! Each seed is a schedule: two computers of alice (real SQLCipher each), colleagues on the web, an administrator, and a
//! weather of faults (`weather.rs`) on the line (`line.rs`). A witness beside the server (`server.rs`) writes down what
//! took effect; `law.rs` and `agreement.rs` hold it against what alice was promised (`book.rs`). `life.rs` runs it.
//! The same seed gives the same schedule, request by request. What it found so far is in `found.rs`.
//!
//! `SATCHEL_SEEDS`, `SATCHEL_FIRST` and `SATCHEL_OPS` choose; `cargo xtask simulate` runs many.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a proof that cannot go on panics"
)]

mod acts;
mod agreement;
mod book;
mod chance;
mod desk;
mod facts;
mod found;
mod law;
mod life;
mod line;
mod others;
mod person;
mod report;
mod server;
mod time;
mod weather;
mod wire;

use life::Plan;
use report::{Sum, smaller};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

fn number(name: &str, otherwise: u64) -> u64 {
    let given = std::env::var(name).ok();
    given.map_or(otherwise, |text| {
        text.parse()
            .unwrap_or_else(|_| panic!("{name} is a number, not {text:?}"))
    })
}

/// Runs a plan; a panic of the engine is a violation like others.
pub(crate) fn run(plan: &Plan) -> life::Outcome {
    catch_unwind(AssertUnwindSafe(|| life::run(plan))).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        let text = text.or_else(|| panic.downcast_ref::<&str>().map(|t| (*t).to_owned()));
        life::Outcome {
            violation: Some(format!("panic: {}", text.unwrap_or_default())),
            ..life::Outcome::default()
        }
    })
}

#[test]
fn whatever_happens_every_promise_is_kept() {
    let (first, seeds) = (number("SATCHEL_FIRST", 1), number("SATCHEL_SEEDS", 100));
    let acts = usize::try_from(number("SATCHEL_OPS", 40)).unwrap_or(40);
    let (next, sum) = (AtomicU64::new(first), Mutex::new(Sum::default()));
    let work = || {
        loop {
            let seed = next.fetch_add(1, Ordering::SeqCst);
            if seed >= first + seeds {
                return;
            }
            let plan = Plan {
                seed,
                acts,
                without: BTreeSet::new(),
                keep_log: false,
            };
            let outcome = run(&plan);
            // I29: one in a hundred is run again.
            let again = (seed % 100 == 0).then(|| run(&plan).hash);
            let mut sum = sum.lock().unwrap();
            if again.is_some_and(|hash| hash != outcome.hash) {
                sum.violations.push((
                    plan.clone(),
                    "I29: the same seed, another history".to_owned(),
                ));
            }
            sum.add(&plan, outcome);
            if sum.schedules % 500 == 0 {
                println!("{sum}");
            }
        }
    };
    let workers = std::thread::available_parallelism().map_or(2, |n| n.get().min(4));
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(work);
        }
    });
    let sum = sum.into_inner().unwrap();
    println!("{sum}");
    for (plan, violation) in sum.violations.iter().take(1) {
        println!("{}", smaller(plan, violation));
    }
    let all: Vec<String> = sum
        .violations
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

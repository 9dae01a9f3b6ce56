//! Who runs the schedules: one process per processor, each a piece of the seeds at a time.
//!
//! Processes, not threads: each has a heap of its own, and one that ends ends alone. What each did comes back as one line of JSON.

use crate::acts;
use crate::life::Plan;
use crate::report::Sum;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// So many seeds are a piece.
const PIECE: u64 = 50;
const SAYS: &str = "SUM ";

/// Runs so many seeds from the first on, with a bug switched on or none; fewer, when `SATCHEL_SECONDS` are over. With a bug,
/// it ends with the first violation.
pub(crate) fn runs(first: u64, seeds: u64, mutant: Option<&str>) -> Sum {
    let ends = Instant::now() + Duration::from_secs(crate::number("SATCHEL_SECONDS", 86_400));
    let (next, sum) = (AtomicU64::new(first), Mutex::new(Sum::default()));
    let work = || {
        loop {
            let piece = if mutant.is_some() { PIECE / 2 } else { PIECE };
            let from = next.fetch_add(piece, Ordering::SeqCst);
            let is_caught = mutant.is_some() && !sum.lock().unwrap().violations.is_empty();
            if from >= first + seeds || Instant::now() >= ends || is_caught {
                return;
            }
            let count = piece.min(first + seeds - from);
            let part = in_a_process(from, count, mutant);
            for (plan, violation) in part.violations.iter().filter(|_| mutant.is_none()) {
                println!("seed {}: {violation}", plan.seed);
            }
            let mut sum = sum.lock().unwrap();
            let before = sum.schedules;
            sum.join(part);
            if mutant.is_none() && sum.schedules / 500 > before / 500 {
                println!("{sum}");
            }
        }
    };
    let workers = std::thread::available_parallelism().map_or(2, |n| n.get().min(8));
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(work);
        }
    });
    sum.into_inner().unwrap()
}

fn in_a_process(first: u64, count: u64, mutant: Option<&str>) -> Sum {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command
        .args(["crew::a_piece_of_the_seeds", "--exact", "--nocapture"])
        .env("SATCHEL_PIECE", format!("{first} {count}"))
        .env("SATCHEL_MUTANT", mutant.unwrap_or_default())
        // Huge pages are cleared whole, and of each little is used: a tenth of the time.
        .env("MIMALLOC_ALLOW_THP", "0")
        .stderr(Stdio::null());
    let output = command.output().expect("a process of this program");
    let said = String::from_utf8_lossy(&output.stdout);
    let line = said
        .lines()
        .find_map(|line| line.split_once(SAYS).map(|(_, json)| json));
    match line.and_then(|json| serde_json::from_str(json).ok()) {
        Some(sum) => sum,
        None => Sum::broken(
            first,
            format!("panic: the process of seed {first}… ended: {said}"),
        ),
    }
}

/// The work of one process; nothing, when a person runs the tests.
#[test]
fn a_piece_of_the_seeds() {
    let Ok(piece) = std::env::var("SATCHEL_PIECE") else {
        return;
    };
    let (first, count) = piece.split_once(' ').expect("two numbers");
    let (first, count): (u64, u64) = (first.parse().unwrap(), count.parse().unwrap());
    let mutant = std::env::var("SATCHEL_MUTANT")
        .ok()
        .filter(|name| !name.is_empty());
    let mut sum = Sum::default();
    for seed in first..first + count {
        let plan = Plan {
            seed,
            acts: acts(),
            mutant: mutant.clone(),
            ..Plan::default()
        };
        let outcome = crate::run(&plan);
        let mut broken = None;
        if mutant.is_none() && seed % 100 == 0 {
            // I29: one in a hundred is run again.
            if crate::run(&plan).hash != outcome.hash {
                broken = Some("I29: the same seed, another history".to_owned());
            }
        }
        if mutant.is_none() && seed % 100 == 50 {
            // I22: and one with clocks that are wrong in another way.
            let skewed = crate::run(&Plan {
                skew: 87_660,
                ..plan.clone()
            });
            sum.skewed += 1;
            if skewed.state != outcome.state {
                broken = Some("I22: with another clock, another end".to_owned());
            }
        }
        sum.add(&plan, outcome);
        sum.violations.extend(broken.map(|broken| (plan, broken)));
        if mutant.is_some() && !sum.violations.is_empty() {
            break;
        }
    }
    println!("{SAYS}{}", serde_json::to_string(&sum).unwrap());
}

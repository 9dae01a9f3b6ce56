//! `test`: runs the suites one after the other, also after one has failed, and closes with a table.
//! What the suites are is in `suites`.

use std::time::{Duration, Instant};

use crate::args::Test;
use crate::packages::Need;
use crate::process::Done;
use crate::report::{Outcome, closing};
use crate::setup;
use crate::suites::{ALL, Suite};

/// When the whole is to be over, where the machine is slow: what can be made shorter then is. On others it ends earlier.
const WHOLE: Duration = Duration::from_secs(50 * 60);

/// `cargo xtask test`.
pub(crate) fn run(options: &Test) -> Done {
    if options.list {
        for suite in ALL {
            println!("{:<9} {}", suite.name(), suite.sentence());
        }
        return Ok(());
    }
    let end = Instant::now() + WHOLE;
    let suites: &[Suite] = if options.suites.is_empty() {
        &ALL
    } else {
        &options.suites
    };
    let needs: Vec<Need> = suites
        .iter()
        .flat_map(|suite| suite.needs(options.long))
        .copied()
        .collect();
    setup::ensure(&needs)?;
    let mut outcomes = vec![];
    for suite in suites {
        println!("\n== {}: {}", suite.name(), suite.sentence());
        let start = Instant::now();
        let done = suite.run(options.long, end);
        let outcome = Outcome {
            name: suite.name(),
            seconds: start.elapsed().as_secs_f64(),
            passed: done.is_ok(),
        };
        if let Err(failure) = done {
            println!("error: {}", failure.message);
        }
        println!("== {}: {:.1} s", outcome.name, outcome.seconds);
        let stop = options.fail_fast && !outcome.passed;
        outcomes.push(outcome);
        if stop {
            break;
        }
    }
    print!("\n{}", closing(&outcomes));
    // The table says all; nothing may come after its last line.
    let passed = outcomes.iter().all(|outcome| outcome.passed);
    if passed { Ok(()) } else { Err("".into()) }
}

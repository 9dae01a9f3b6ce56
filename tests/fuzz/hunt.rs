//! One target's executions: bounded, counted, each in a net, and told so that it can be had again.

use crate::chance::Chance;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

/// By itself, a target runs no longer than this, however slow the machine.
const PATIENCE: Duration = Duration::from_millis(2500);
/// No single answer may take longer, in a debug build on a busy machine.
const SLOW: Duration = Duration::from_secs(3);
const SEED: u64 = 1;

/// What an execution is given, in words for whoever has to mend it.
pub(crate) trait Input {
    /// All of it, as text.
    fn words(&self) -> String;
}

impl Input for Vec<u8> {
    fn words(&self) -> String {
        self.escape_ascii().to_string()
    }
}

impl Input for String {
    fn words(&self) -> String {
        self.escape_debug().to_string()
    }
}

impl<A: std::fmt::Debug, B: Input> Input for (A, B) {
    fn words(&self) -> String {
        format!("{:?}: {}", self.0, self.1.words())
    }
}

/// Makes inputs by chance and checks each, `executions` times unless the environment says otherwise.
///
/// # Panics
/// On the first input that `check` objects to, panics on, or takes too long for.
pub(crate) fn hunt<I: Input>(
    name: &str,
    executions: u64,
    make: impl Fn(&mut Chance) -> I,
    mut check: impl FnMut(&I) -> Result<(), String>,
) {
    let asked = number("SATCHEL_FUZZ_EXECUTIONS");
    let seed = number("SATCHEL_FUZZ_SEED").unwrap_or(SEED);
    let (first, last) = match number("SATCHEL_FUZZ_ONLY") {
        Some(only) => (only, only + 1),
        None => (0, asked.unwrap_or(executions)),
    };
    let began = Instant::now();
    let mut done = 0;
    for execution in first..last {
        if asked.is_none() && began.elapsed() > PATIENCE {
            break;
        }
        let input = make(&mut Chance::of(&[seed, hash(name), execution]));
        let since = Instant::now();
        let found = catch_unwind(AssertUnwindSafe(|| check(&input)));
        let took = since.elapsed();
        let objection = match found {
            Ok(Ok(())) if took < SLOW => None,
            Ok(Ok(())) => Some(format!("it took {took:?}")),
            Ok(Err(why)) => Some(why),
            Err(_) => Some("it panicked, see above".to_owned()),
        };
        if let Some(why) = objection {
            let words: String = input.words().chars().take(6000).collect();
            panic!(
                "{name}, execution {execution} of seed {seed}: {why}\n\
                 again: SATCHEL_FUZZ_SEED={seed} SATCHEL_FUZZ_ONLY={execution} cargo test -p satchel-tests --test fuzz {name}\n\
                 {words}"
            );
        }
        done += 1;
    }
    let took = began.elapsed();
    println!(
        "fuzz {name}: {done} executions of seed {seed} in {:.1} s, {:.0} a second",
        took.as_secs_f64(),
        f64::from(u32::try_from(done).unwrap_or(u32::MAX)) / took.as_secs_f64()
    );
}

fn number(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    Some(
        text.parse()
            .unwrap_or_else(|_| panic!("{name}={text} is no number")),
    )
}

fn hash(name: &str) -> u64 {
    let step = |h: u64, b: u8| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3);
    name.bytes().fold(0xcbf2_9ce4_8422_2325, step)
}

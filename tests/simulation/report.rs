//! What a run of many schedules comes to, and a failure made small enough to be read.

use crate::life::{Outcome, Plan};
use crate::weather::Trouble;
use std::collections::BTreeMap;
use std::fmt;

/// The sum of many schedules.
#[derive(Default)]
pub(crate) struct Sum {
    pub(crate) schedules: u64,
    acts: u64,
    requests: u64,
    effects: u64,
    troubles: BTreeMap<Trouble, u64>,
    seconds: i64,
    races: u64,
    twice: u64,
    in_a_second: usize,
    at_once: u32,
    held: BTreeMap<String, u64>,
    pub(crate) violations: Vec<(Plan, String)>,
}

impl Sum {
    pub(crate) fn add(&mut self, plan: &Plan, outcome: Outcome) {
        self.schedules += 1;
        self.acts += plan.acts as u64;
        self.requests += outcome.requests;
        self.seconds += outcome.seconds;
        for (kind, count) in outcome.troubles {
            *self.troubles.entry(kind).or_default() += count;
        }
        for (reason, count) in outcome.facts.held {
            *self.held.entry(reason).or_default() += count;
        }
        self.effects += outcome.facts.effects;
        self.races += outcome.facts.races;
        self.twice += outcome.facts.twice;
        self.in_a_second = self.in_a_second.max(outcome.facts.in_a_second);
        self.at_once = self.at_once.max(outcome.facts.at_once);
        if let Some(violation) = outcome.violation {
            self.violations.push((plan.clone(), violation));
        }
    }
}

impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds: Vec<String> = self
            .troubles
            .iter()
            .map(|(kind, count)| format!("{kind:?} {count}"))
            .collect();
        let faults: u64 = self.troubles.values().sum();
        let held: Vec<String> = self
            .held
            .iter()
            .map(|(why, n)| format!("{n} × {why}"))
            .collect();
        writeln!(
            f,
            "requests: {}, at most {} of a client in a second and {} at once; effects of alice: {}; \
             overwritten between reading and writing: {}; \
             twice because others removed or renamed it: {}",
            self.requests, self.in_a_second, self.at_once, self.effects, self.races, self.twice
        )?;
        writeln!(f, "held in the end: {}", held.join(", "))?;
        write!(
            f,
            "simulation: {} schedules, {} operations, {faults} faults ({}), {} simulated hours, {} violations",
            self.schedules,
            self.acts,
            kinds.join(", "),
            self.seconds / 3600,
            self.violations.len()
        )
    }
}

/// The failure with as few acts as it still fails with, its log, and how to see it again.
pub(crate) fn smaller(plan: &Plan, violation: &str) -> String {
    let mut best = plan.clone();
    // The same law must be broken, not just any.
    let law = |text: &str| text.split(':').next().unwrap_or_default().to_owned();
    let wanted = law(violation);
    let mut chunk = (plan.acts / 2).max(1);
    loop {
        for from in (0..plan.acts).step_by(chunk) {
            let mut tried = best.clone();
            tried.without.extend(from..(from + chunk).min(plan.acts));
            if tried.without == best.without {
                continue;
            }
            if crate::run(&tried)
                .violation
                .is_some_and(|v| law(&v) == wanted)
            {
                best = tried;
            }
        }
        if chunk == 1 {
            break;
        }
        chunk /= 2;
    }
    best.keep_log = true;
    let outcome = crate::run(&best);
    let kept = plan.acts - best.without.len();
    // Reading is most of it, and seldom why.
    let telling = |line: &&String| !line.contains(" -> Get ") && !line.contains(" <- 200 ");
    let log: Vec<&str> = outcome
        .log
        .iter()
        .filter(telling)
        .map(String::as_str)
        .collect();
    let log = log.join("\n");
    format!(
        "\nseed {}: {}\n{kept} of {} acts are enough:\n{log}\nagain: SATCHEL_FIRST={} SATCHEL_SEEDS=1 SATCHEL_OPS={} \
         cargo test -p satchel-tests --test simulation -- --nocapture\n",
        plan.seed,
        outcome.violation.unwrap_or_default(),
        plan.acts,
        plan.seed,
        plan.acts
    )
}

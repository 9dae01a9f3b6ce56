//! What a run of many schedules comes to.

use crate::life::{Outcome, Plan};
use crate::weather::Trouble;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// The sum of many schedules.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Sum {
    pub(crate) schedules: u64,
    acts: u64,
    requests: u64,
    effects: u64,
    troubles: BTreeMap<Trouble, u64>,
    seconds: i64,
    races: u64,
    twice: u64,
    sweeps: u64,
    /// Schedules that were run again with other clocks.
    pub(crate) skewed: u64,
    /// Schedules with fewer than fifteen faults.
    calm: u64,
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
        self.calm += u64::from(outcome.troubles.values().sum::<u64>() < 15);
        self.sweeps += outcome.facts.sweeps;
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

impl Sum {
    /// Nothing but a violation.
    pub(crate) fn broken(seed: u64, violation: String) -> Sum {
        let plan = Plan {
            seed,
            acts: crate::acts(),
            ..Plan::default()
        };
        Sum {
            violations: vec![(plan, violation)],
            ..Sum::default()
        }
    }

    /// Both together.
    pub(crate) fn join(&mut self, other: Sum) {
        self.schedules += other.schedules;
        self.acts += other.acts;
        self.requests += other.requests;
        self.seconds += other.seconds;
        self.effects += other.effects;
        self.races += other.races;
        self.twice += other.twice;
        self.sweeps += other.sweeps;
        self.skewed += other.skewed;
        self.calm += other.calm;
        self.in_a_second = self.in_a_second.max(other.in_a_second);
        self.at_once = self.at_once.max(other.at_once);
        for (kind, count) in other.troubles {
            *self.troubles.entry(kind).or_default() += count;
        }
        for (reason, count) in other.held {
            *self.held.entry(reason).or_default() += count;
        }
        self.violations.extend(other.violations);
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
             twice because others removed or renamed it: {}; whole sweeps: {}; run again with other clocks: {}; \
             with fewer than 15 faults: {}",
            self.requests,
            self.in_a_second,
            self.at_once,
            self.effects,
            self.races,
            self.twice,
            self.sweeps,
            self.skewed,
            self.calm
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

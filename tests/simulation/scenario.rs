//! A failure made small enough to be read, as a file that can be run again: `cargo xtask simulate --scenario FILE`.
//!
//! One word and its value a line: `seed`, `acts`, `keep` (the acts that happen), `calm` (kinds of trouble left out),
//! `skew`, `mutant`; the rest, behind `#`, is for people.

use crate::life::Plan;
use crate::weather::Trouble;
use std::path::PathBuf;

/// The law that a violation names.
fn law(violation: &str) -> &str {
    violation.split(':').next().unwrap_or_default()
}

/// The failure with as few acts and kinds of trouble as it still fails with, written to a file; says where, and how it goes.
pub(crate) fn smaller(plan: &Plan, violation: &str) -> String {
    let mut best = plan.clone();
    // The same law must be broken, not just any.
    let fails = |tried: &Plan| {
        let broken = crate::run(tried).violation;
        broken.is_some_and(|v| law(&v) == law(violation))
    };
    if !fails(&best) {
        return format!("seed {}: {violation} (not by one run alone)", plan.seed);
    }
    let mut chunk = (plan.acts / 2).max(1);
    loop {
        for from in (0..plan.acts).step_by(chunk) {
            let mut tried = best.clone();
            tried.without.extend(from..(from + chunk).min(plan.acts));
            if tried.without != best.without && fails(&tried) {
                best = tried;
            }
        }
        if chunk == 1 {
            break;
        }
        chunk /= 2;
    }
    for kind in Trouble::ALL {
        let mut tried = best.clone();
        tried.calm.insert(*kind);
        if fails(&tried) {
            best = tried;
        }
    }
    best.keep_log = true;
    let outcome = crate::run(&best);
    // Reading is most of it, and seldom why.
    let telling = |line: &&String| !line.contains(" -> Get ") && !line.contains(" <- 200 ");
    let log: Vec<&str> = outcome
        .log
        .iter()
        .filter(telling)
        .map(String::as_str)
        .collect();
    let text = write(&best, &outcome.violation.unwrap_or_default(), &log);
    let file = folder().join(format!("seed-{}.scenario", plan.seed));
    let _kept = std::fs::create_dir_all(folder()).and_then(|()| std::fs::write(&file, &text));
    format!(
        "\n{text}\nwritten to {}; again: cargo xtask simulate --scenario {}\n",
        file.display(),
        file.display()
    )
}

/// Where failures are kept: beside what is built.
fn folder() -> PathBuf {
    let exe = std::env::current_exe().unwrap_or_default();
    let target = exe.ancestors().nth(3).map(PathBuf::from);
    target.unwrap_or_default().join("scenarios")
}

fn write(plan: &Plan, violation: &str, log: &[&str]) -> String {
    let kept: Vec<String> = (0..plan.acts)
        .filter(|act| !plan.without.contains(act))
        .map(|act| act.to_string())
        .collect();
    let calm: Vec<String> = plan.calm.iter().map(|kind| format!("{kind:?}")).collect();
    let mut lines = vec![
        format!("# {}", violation.replace('\n', " ")),
        format!("seed {}", plan.seed),
        format!("acts {}", plan.acts),
        format!("keep {}", kept.join(" ")),
        format!("calm {}", calm.join(" ")),
        format!("skew {}", plan.skew),
    ];
    lines.extend(plan.mutant.iter().map(|name| format!("mutant {name}")));
    lines.extend(
        log.iter()
            .map(|line| format!("# {}", line.replace('\n', " "))),
    );
    lines.join("\n") + "\n"
}

/// A plan, as its file tells it.
pub(crate) fn read(text: &str) -> Plan {
    let mut plan = Plan {
        keep_log: true,
        ..Plan::default()
    };
    let mut kept: Option<Vec<usize>> = None;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (word, value) = line.split_once(' ').unwrap_or((line, ""));
        match word {
            "seed" => plan.seed = value.parse().expect("a number"),
            "acts" => plan.acts = value.parse().expect("a number"),
            "skew" => plan.skew = value.parse().expect("a number"),
            "mutant" => plan.mutant = Some(value.to_owned()),
            "keep" => {
                let numbers = value.split_whitespace();
                kept = Some(numbers.map(|n| n.parse().expect("numbers")).collect());
            }
            "calm" => {
                let named = |name: &str| Trouble::ALL.iter().find(|k| format!("{k:?}") == name);
                plan.calm = value
                    .split_whitespace()
                    .filter_map(named)
                    .copied()
                    .collect();
            }
            "" => {}
            other => panic!("a scenario has no {other:?}"),
        }
    }
    if let Some(kept) = kept {
        plan.without = (0..plan.acts).filter(|act| !kept.contains(act)).collect();
    }
    plan
}

#[test]
fn a_scenario_is_read_as_it_was_written() {
    let plan = Plan {
        seed: 7,
        acts: 5,
        without: [1, 3].into(),
        calm: [Trouble::Busy].into(),
        skew: -3,
        ..Plan::default()
    };
    let again = read(&write(&plan, "I3: lost", &["a line"]));
    assert_eq!((again.seed, again.acts, again.skew), (7, 5, -3));
    assert_eq!((again.without, again.calm), (plan.without, plan.calm));
}

//! Seeded bugs: the laws are held against engines that are wrong on purpose (`core/src/mutant.rs`). One that no law notices
//! is a hole in the laws.
//!
//! `SATCHEL_MUTANTS=all`, or some names with commas between; `cargo xtask simulate --mutants`.

/// Switches a bug on in this thread, or all off.
pub(crate) fn switch(name: Option<&str>) {
    #[cfg(feature = "mutants")]
    satchel_core::mutant::switch(name.map(|name| {
        satchel_core::mutant::Mutant::named(name).unwrap_or_else(|| panic!("no mutant {name}"))
    }));
    #[cfg(not(feature = "mutants"))]
    assert!(name.is_none(), "built without the feature `mutants`");
}

/// Each bug is given so many schedules.
#[cfg(feature = "mutants")]
const MOST: u64 = 20_000;

#[cfg(feature = "mutants")]
#[test]
fn every_mutant_is_caught() {
    use satchel_core::mutant::Mutant;
    use std::time::Instant;
    let Ok(asked) = std::env::var("SATCHEL_MUTANTS") else {
        return;
    };
    let most = crate::number("SATCHEL_SEEDS", MOST);
    let names: Vec<String> = match asked.as_str() {
        "all" => Mutant::ALL.iter().map(|m| format!("{m:?}")).collect(),
        some => some.split(',').map(str::to_owned).collect(),
    };
    // Else the schedule that can't switch it on would count as one that caught it.
    let unknown = names.iter().find(|name| Mutant::named(name).is_none());
    assert_eq!(unknown, None, "there is no such mutant");
    let mut survivors = Vec::new();
    println!("| mutant | caught by | schedules | seconds |\n|---|---|---|---|");
    for name in names {
        let began = Instant::now();
        let sum = crate::crew::runs(1, most, Some(&name));
        let seconds = began.elapsed().as_secs();
        let first = sum.violations.iter().min_by_key(|(plan, _)| plan.seed);
        match first {
            Some((plan, violation)) => {
                let law = violation.split(':').next().unwrap_or_default();
                let law = if law.len() > 12 { "liveness" } else { law };
                println!("| {name} | {law} | {} | {seconds} |", plan.seed);
            }
            None => {
                println!("| {name} | **nobody** | {} | {seconds} |", sum.schedules);
                survivors.push(name);
            }
        }
    }
    assert!(survivors.is_empty(), "no law notices {survivors:?}");
}

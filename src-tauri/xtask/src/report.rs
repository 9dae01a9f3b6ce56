//! The closing table of `test`. Pure.

/// How one suite went.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// The suite.
    pub(crate) name: &'static str,
    /// How long it took.
    pub(crate) seconds: f64,
    /// Whether nothing failed.
    pub(crate) passed: bool,
}

/// A line for each suite, and how many passed and failed as the last line.
pub(crate) fn closing(outcomes: &[Outcome]) -> String {
    let mut text = String::from("suite      seconds\n");
    for outcome in outcomes {
        let word = if outcome.passed { "ok" } else { "FAILED" };
        text += &format!("{:<9} {:>8.1}  {word}\n", outcome.name, outcome.seconds);
    }
    let passed = outcomes.iter().filter(|outcome| outcome.passed).count();
    text + &format!("{passed} passed, {} failed\n", outcomes.len() - passed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_names_every_suite_and_closes_with_the_count() {
        let outcomes = [
            Outcome {
                name: "fmt",
                seconds: 0.84,
                passed: true,
            },
            Outcome {
                name: "journeys",
                seconds: 123.4,
                passed: false,
            },
        ];
        let wanted = "suite      seconds\nfmt            0.8  ok\njourneys     123.4  FAILED\n1 passed, 1 failed\n";
        assert_eq!(closing(&outcomes), wanted);
    }
}

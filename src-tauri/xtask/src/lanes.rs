//! Tests that want a desktop to themselves, on as many desktops as the machine has cores for: each test is a process of its
//! own, the next one goes to whichever lane is free, and one that hangs is ended and named. What a desktop is,
//! `display` knows; what a test wants of it, whoever calls.

use std::fs::File;
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::process::{Done, Failure, of_all, output, root, run_within, spelled, target};

/// A test that hangs must not hang the whole run.
const LIMIT: Duration = Duration::from_secs(15 * 60);

/// More desktops at once are too many for what a machine has of memory.
const MOST_LANES: usize = 4;

/// The tests of one program.
pub(crate) struct Tests {
    program: PathBuf,
    names: Vec<String>,
    /// Those that run only where they are asked for.
    left_out: usize,
    /// Whether what they say is wanted also of those that passed.
    told: bool,
}

impl Tests {
    /// Builds them. `only`: those whose names hold one of these, all where there is none; `long`: also those that are left
    /// out otherwise.
    pub(crate) fn of(target: &str, only: &[&str], long: bool) -> Result<Self, Failure> {
        let mut build = of_all("test");
        build.args(["--test", target, "--no-run"]);
        println!("$ {}", spelled(&build));
        build.arg("--message-format=json-render-diagnostics");
        let built = build.stderr(std::process::Stdio::inherit()).output();
        let built = built.map_err(|error| format!("cargo does not start: {error}"))?;
        let program = executable(&String::from_utf8_lossy(&built.stdout))
            .filter(|_| built.status.success())
            .ok_or("the tests were not built")?;
        let list = |more: &[&str]| -> Result<Vec<String>, Failure> {
            let mut asked = Command::new(&program);
            asked.args(["--list", "--format", "terse"]).args(more);
            let said = output(&mut asked).ok_or("the tests were not listed")?;
            Ok(names(&said, only))
        };
        let ignored = list(&["--ignored"])?;
        let mut names = list(&[])?;
        if !long {
            names.retain(|name| !ignored.contains(name));
        }
        Ok(Self {
            program,
            names,
            left_out: if long { 0 } else { ignored.len() },
            told: !only.is_empty(),
        })
    }
}

/// Runs all of them. `desktop` makes the desktop of a lane, and what prepares a test for it.
pub(crate) fn run<D, P>(tests: &Tests, desktop: D) -> Done
where
    D: Fn(usize) -> Result<P, Failure>,
    P: Fn(&mut Command) + Send,
{
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    // More than cores was tried: no faster, and a test that starves sees what nobody would.
    let lanes = cores.clamp(1, MOST_LANES).min(tests.names.len().max(1));
    let desktops = (1..=lanes).map(&desktop).collect::<Result<Vec<_>, _>>()?;
    println!("{} tests, in {lanes} lanes\n", tests.names.len());
    let (start, next) = (Instant::now(), Mutex::new(tests.names.iter()));
    let failed = Mutex::new(vec![]);
    std::thread::scope(|scope| {
        for (lane, prepares) in desktops.into_iter().enumerate() {
            let (next, failed) = (&next, &failed);
            scope.spawn(move || {
                // The lock is let go of before the test begins.
                let take = || next.lock().unwrap_or_else(PoisonError::into_inner).next();
                while let Some(name) = take() {
                    if !one(tests, name, lane, &prepares) {
                        let mut failed = failed.lock().unwrap_or_else(PoisonError::into_inner);
                        failed.push(name.as_str());
                    }
                }
            });
        }
    });
    let failed = failed.into_inner().unwrap_or_else(PoisonError::into_inner);
    println!("\n{}", closing(tests, &failed, start.elapsed()));
    if failed.is_empty() {
        Ok(())
    } else {
        Err(format!("failed: {}", failed.join(", ")).into())
    }
}

/// One test: did it pass? What it says is printed in one piece, with how it ended.
fn one(tests: &Tests, name: &str, lane: usize, prepares: &impl Fn(&mut Command)) -> bool {
    let start = Instant::now();
    let log = target().join(format!("lane-{}.log", lane + 1));
    let done = run_logged(tests, name, &log, prepares);
    let seconds = start.elapsed().as_secs_f64();
    let word = if done.is_ok() { "ok" } else { "FAILED" };
    let mut told = format!("test {name} ... {word} ({seconds:.1} s)\n");
    if tests.told || done.is_err() {
        told += &std::fs::read_to_string(&log).unwrap_or_default();
    }
    if let Err(failure) = &done {
        told += &format!("{}\n", failure.message);
    }
    print!("{told}");
    done.is_ok()
}

fn run_logged(tests: &Tests, name: &str, log: &PathBuf, prepares: &impl Fn(&mut Command)) -> Done {
    let file = File::create(log).and_then(|file| Ok((file.try_clone()?, file)));
    let (out, errors) = file.map_err(|error| format!("{}: {error}", log.display()))?;
    let mut test = Command::new(&tests.program);
    test.args(["--exact", name, "--nocapture", "--include-ignored"]);
    // Where cargo runs a test.
    test.current_dir(root().join("tests"));
    prepares(&mut test);
    run_within(test.stdout(out).stderr(errors), LIMIT)
}

/// The program among cargo's messages.
fn executable(messages: &str) -> Option<PathBuf> {
    let (_, rest) = messages.rsplit_once("\"executable\":\"")?;
    let (path, _) = rest.split_once('"')?;
    Some(PathBuf::from(path.replace(r"\\", r"\")))
}

/// The names in a list of tests that hold one of these.
fn names(list: &str, only: &[&str]) -> Vec<String> {
    let all = list.lines().filter_map(|line| line.strip_suffix(": test"));
    let wanted = all.filter(|name| only.is_empty() || only.iter().any(|part| name.contains(part)));
    wanted.map(str::to_owned).collect()
}

/// As the tests' own runner closes.
fn closing(tests: &Tests, failed: &[&str], took: Duration) -> String {
    let word = if failed.is_empty() { "ok" } else { "FAILED" };
    let passed = tests.names.len() - failed.len();
    format!(
        "test result: {word}. {passed} passed; {} failed; {} ignored; finished in {:.2}s",
        failed.len(),
        tests.left_out,
        took.as_secs_f64()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_is_the_last_one_that_cargo_names() {
        let messages = r#"{"target":{"name":"satchel-core"},"executable":null}
{"target":{"name":"window"},"executable":"/a/target/debug/deps/window-1f","fresh":true}
{"reason":"build-finished","success":true}"#;
        let wanted = PathBuf::from("/a/target/debug/deps/window-1f");
        assert_eq!(executable(messages), Some(wanted));
        assert_eq!(executable("{\"executable\":null}"), None);
    }

    #[test]
    fn tests_are_chosen_by_a_part_of_their_names() {
        let list = "alert::told::a_click: test\nfence::a_frame: test\n\n2 tests, 0 benchmarks\n";
        assert_eq!(names(list, &[]), ["alert::told::a_click", "fence::a_frame"]);
        assert_eq!(names(list, &["fence::", "links::"]), ["fence::a_frame"]);
    }

    #[test]
    #[cfg(unix)]
    fn whatever_lane_takes_them_each_test_runs_once_and_the_failed_ones_are_named() {
        // A program that is given the test's name and passes where that is "true".
        let tests = Tests {
            program: "sh".into(),
            names: ["true", "false", "true"].map(str::to_owned).to_vec(),
            left_out: 1,
            told: false,
        };
        assert_eq!(
            closing(&tests, &["false"], Duration::from_millis(1500)),
            "test result: FAILED. 2 passed; 1 failed; 1 ignored; finished in 1.50s"
        );
        let ran = Mutex::new(vec![]);
        let done = run(&tests, |lane| {
            let ran = &ran;
            Ok(move |command: &mut Command| {
                let name = command
                    .get_args()
                    .nth(1)
                    .map(|name| name.to_string_lossy().into_owned());
                ran.lock().expect("the names").push((lane, name.clone()));
                *command = Command::new(name.unwrap_or_default());
            })
        });
        assert_eq!(done.expect_err("one failed").message, "failed: false");
        assert_eq!(ran.lock().expect("the names").len(), 3);
    }
}

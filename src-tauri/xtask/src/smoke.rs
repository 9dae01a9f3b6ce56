//! The conversation with the app in `demo --smoke`.
//!
//! The app prints one line once the first mirror is complete and the window has painted its rows:
//! `smoke: painted mirrored=2000 listed=2000 rows=17 first_row_ms=812 full_mirror_ms=9432`. We look at the display
//! and close the app's input; the app then ends by itself.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use crate::display::Session;
use crate::picture;
use crate::process::{Failure, Guard, tail, wait_within};

/// How many cases the demo's CRM holds.
const CASES: u64 = 2000;

/// How long the app may take to mirror and paint them.
const PAINTED_WITHIN: Duration = Duration::from_secs(180);

/// How long the app may take to end.
const ENDED_WITHIN: Duration = Duration::from_secs(10);

/// The app reports when its rows are in the page; the display shows them a moment later.
const COMPOSITOR: Duration = Duration::from_millis(500);

/// What the app reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Painted {
    mirrored: u64,
    listed: u64,
    rows: u64,
    first_row_ms: u64,
    full_mirror_ms: u64,
}

/// Runs the app on this desktop until it has painted, takes the picture and lets the app end. Returns the line
/// that closes the demo.
pub(crate) fn watch(
    session: &Session,
    app: &mut Command,
    shot: &Path,
    log: &Path,
) -> Result<String, Failure> {
    let explain = |reason: String| {
        Failure::from(format!(
            "{reason}\nthe end of the app's log, {}:\n{}",
            log.display(),
            tail(log, 30)
        ))
    };
    let errors =
        std::fs::File::create(log).map_err(|error| format!("{}: {error}", log.display()))?;
    let child = app
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(errors)
        .spawn();
    let mut app = Guard(child.map_err(|error| format!("the app does not start: {error}"))?);
    let Some(output) = app.0.stdout.take() else {
        return Err("the app has no output".into());
    };
    let painted = wait_for_line(&lines(output), PAINTED_WITHIN).map_err(&explain)?;
    check(&painted).map_err(&explain)?;
    std::thread::sleep(COMPOSITOR);
    picture::take(session, shot)
        .and_then(|()| picture::is_not_blank(session, shot))
        .map_err(|failure| explain(failure.message))?;
    drop(app.0.stdin.take());
    match wait_within(&mut app.0, ENDED_WITHIN) {
        Some(status) if status.success() => Ok(closing(&painted)),
        Some(status) => Err(explain(format!("the app ended badly: {status}"))),
        None => Err(explain(
            "the app did not end when its input was closed".into(),
        )),
    }
}

/// Passes what the app prints on to our own output and to the receiver.
fn lines(output: impl std::io::Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            println!("{line}");
            // Nobody listens once the line is found; the pipe must be read all the same.
            let _ = sender.send(line);
        }
    });
    receiver
}

fn wait_for_line(lines: &Receiver<String>, limit: Duration) -> Result<Painted, String> {
    let end = Instant::now() + limit;
    loop {
        match lines.recv_timeout(end.saturating_duration_since(Instant::now())) {
            Ok(line) => match parse(&line) {
                Some(painted) => return painted,
                None => continue,
            },
            Err(RecvTimeoutError::Timeout) => {
                return Err(format!("nothing was painted within {} s", limit.as_secs()));
            }
            Err(RecvTimeoutError::Disconnected) => {
                return Err("the app ended before it had painted".into());
            }
        }
    }
}

/// Nothing where the line is about something else; an error where it is the line but not as agreed.
fn parse(line: &str) -> Option<Result<Painted, String>> {
    let words = line.strip_prefix("smoke: painted ")?;
    let number = |name: &str| {
        words
            .split_whitespace()
            .filter_map(|word| word.split_once('='))
            .find(|(key, _)| *key == name)
            .and_then(|(_, value)| value.parse().ok())
            .ok_or_else(|| format!("no number '{name}' in the app's line: {line}"))
    };
    let read = || {
        Ok(Painted {
            mirrored: number("mirrored")?,
            listed: number("listed")?,
            rows: number("rows")?,
            first_row_ms: number("first_row_ms")?,
            full_mirror_ms: number("full_mirror_ms")?,
        })
    };
    Some(read())
}

fn check(painted: &Painted) -> Result<(), String> {
    let Painted {
        mirrored,
        listed,
        rows,
        ..
    } = *painted;
    if mirrored != CASES {
        return Err(format!("{mirrored} cases were mirrored instead of {CASES}"));
    }
    if listed != CASES {
        return Err(format!("{listed} cases were listed instead of {CASES}"));
    }
    if rows == 0 {
        return Err("the window painted no row".into());
    }
    Ok(())
}

fn closing(painted: &Painted) -> String {
    let Painted {
        mirrored,
        listed,
        first_row_ms,
        full_mirror_ms,
        ..
    } = painted;
    format!(
        "demo: {mirrored} cases mirrored, {listed} listed, first row after {first_row_ms} ms, full mirror after {full_mirror_ms} ms"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str =
        "smoke: painted mirrored=2000 listed=2000 rows=17 first_row_ms=812 full_mirror_ms=9432";
    const PAINTED: Painted = Painted {
        mirrored: 2000,
        listed: 2000,
        rows: 17,
        first_row_ms: 812,
        full_mirror_ms: 9432,
    };

    #[test]
    fn the_agreed_line_is_read_and_others_are_passed_over() {
        assert_eq!(parse(LINE), Some(Ok(PAINTED)));
        assert_eq!(parse("smoke: started"), None);
        assert_eq!(parse("a log line about smoke: painted mirrored=1"), None);
    }

    #[test]
    fn a_line_with_a_number_missing_or_garbled_names_it() {
        for (from, to) in [
            (" rows=17", ""),
            ("rows=17", "rows=many"),
            ("rows=17", "rows=-1"),
        ] {
            let reason = parse(&LINE.replace(from, to))
                .expect("the line")
                .expect_err(to);
            assert!(reason.contains("'rows'"), "{reason}");
        }
    }

    #[test]
    fn every_case_must_be_mirrored_and_listed_and_a_row_painted() {
        assert_eq!(check(&PAINTED), Ok(()));
        for (painted, culprit) in [
            (
                Painted {
                    mirrored: 1999,
                    ..PAINTED
                },
                "1999 cases were mirrored",
            ),
            (
                Painted {
                    listed: 50,
                    ..PAINTED
                },
                "50 cases were listed",
            ),
            (Painted { rows: 0, ..PAINTED }, "no row"),
        ] {
            let reason = check(&painted).expect_err(culprit);
            assert!(reason.contains(culprit), "{reason}");
        }
    }

    #[test]
    fn the_closing_line_carries_the_app_s_numbers() {
        assert_eq!(
            closing(&PAINTED),
            "demo: 2000 cases mirrored, 2000 listed, first row after 812 ms, full mirror after 9432 ms"
        );
    }

    #[test]
    fn an_app_that_ends_or_hangs_is_told_apart() {
        let (sender, receiver) = channel();
        sender.send("hello".to_owned()).expect("send");
        let slow = wait_for_line(&receiver, Duration::from_millis(10)).expect_err("slow");
        assert!(slow.contains("nothing was painted"), "{slow}");
        drop(sender);
        let dead = wait_for_line(&receiver, Duration::from_secs(5)).expect_err("dead");
        assert!(dead.contains("ended before"), "{dead}");
    }
}

//! Errors that the running program survives: the medium fails, the disk is full, once or until somebody makes room.
//!
//! Each act of a day is tried with every one of its calls failing. Told "no", nothing has changed; told "yes", it is kept,
//! by the database and by the journal alone; and once the fault is gone, the same program goes on.

use crate::crashes::{Marks, Tally, one_in, part_in_two, play};
use crate::scene::{Act, DAY, Day, LONG_DAY, folder, signs_in};
use crate::work::{Work, opens};
use satchel_core::error::Error;
use satchel_disk::Fault;
use satchel_disk::crash::{Files, put, read_into};
use std::path::Path;

const FAULTS: [(Fault, &str); 4] = [
    (Fault::ErrorOnce, "I/O error, once"),
    (Fault::ErrorFromHere, "I/O errors"),
    (Fault::FullOnce, "disk full, once"),
    (Fault::FullFromHere, "disk full"),
];

/// Tries one act with its calls failing, one after the other, until it succeeds.
struct Trial<'a> {
    mirror: &'a Path,
    scratch: &'a Path,
    fault: Fault,
    kind: &'a str,
    step: usize,
    tally: &'a mut Tally,
}

impl Trial<'_> {
    fn wrong(&mut self, act: Act, call: usize, said: &str) {
        let kind = self.kind;
        self.tally
            .wrong
            .push(format!("{kind} at call {call} of {act:?}: {said}"));
    }

    fn goes(&mut self, day: &mut Day, number: usize, act: Act, expected: &Work) {
        let before = Work::of(day.core());
        for call in (0..).map(|n| n * self.step + number % self.step) {
            satchel_disk::fail(call, self.fault);
            let done = day.does(number, act);
            let fired = satchel_disk::heal();
            if fired {
                self.tally.count(self.kind);
            }
            let Err(said) = done else {
                self.succeeded(day, act, call, expected);
                return;
            };
            if !fired || !matches!(said, Error::Storage(_) | Error::DiskFull) {
                self.wrong(act, call, &format!("said {said:?}"));
                return;
            }
            if !day.runs() {
                continue;
            }
            let after = Work::of(day.core());
            if after != before {
                let more = after.beyond(&before);
                self.wrong(act, call, &format!("was refused, and did {more:?}"));
                return;
            }
        }
    }

    /// It said yes: then it is there, whatever comes.
    fn succeeded(&mut self, day: &Day, act: Act, call: usize, expected: &Work) {
        let work = Work::of(day.core());
        if work.plain != expected.plain || work.drafts != expected.drafts {
            let (lost, more) = (expected.beyond(&work), work.beyond(expected));
            self.wrong(act, call, &format!("lost {lost:?}, more {more:?}"));
        }
        let mut files = Files::new();
        read_into(self.mirror, "", &mut files).expect("read");
        for lost in [false, true] {
            if lost {
                files.retain(|name, _| !name.starts_with("mirror.db"));
            }
            put(&files, self.scratch).expect("laid out");
            match opens(self.scratch) {
                Ok(found) if found.work == work => {}
                Ok(found) => {
                    let (lost_work, more) = (work.beyond(&found.work), found.work.beyond(&work));
                    let said = format!(
                        "then killed (database lost: {lost}): without {lost_work:?}, with {more:?}"
                    );
                    self.wrong(act, call, &said);
                }
                Err(said) => self.wrong(act, call, &format!("then killed: {said}")),
            }
        }
    }
}

/// A whole day with one kind of fault.
fn day_of(acts: &[Act], marks: &Marks, fault: Fault, kind: &str, step: usize) -> Tally {
    let home = folder();
    let mirror = home.path().join("mirror");
    signs_in(&mirror).expect("the first mirror");
    satchel_disk::watch(&mirror, false).expect("watched");
    let mut day = Day::starts(&mirror).expect("the program starts");
    let mut tally = Tally::default();
    for (number, (act, (_, expected))) in acts.iter().zip(marks.iter().skip(1)).enumerate() {
        let mut trial = Trial {
            mirror: &mirror,
            scratch: &home.path().join("scratch"),
            fault,
            kind,
            step,
            tally: &mut tally,
        };
        trial.goes(&mut day, number, *act, expected);
        if !tally.wrong.is_empty() {
            break;
        }
    }
    drop(day);
    let parts = std::fs::read_dir(&mirror).expect("the folder");
    let parts = parts
        .filter_map(Result::ok)
        .map(|e| e.file_name().to_string_lossy().into_owned());
    let parts: Vec<String> = parts.filter(|name| name.ends_with(".part")).collect();
    if !parts.is_empty() && tally.wrong.is_empty() {
        tally.wrong.push(format!(
            "{kind}: half-written files stay and take room: {parts:?}"
        ));
    }
    let _played = satchel_disk::unwatch();
    tally
}

fn survives(what: &str, acts: &[Act], step: usize) {
    if !satchel_disk::is_watching() {
        return;
    }
    let home = folder();
    let mirror = home.path().join("mirror");
    signs_in(&mirror).expect("the first mirror");
    let (_, marks) = play(&mirror, acts);
    let tally = part_in_two(|which| {
        let mut tally = Tally::default();
        for (fault, kind) in FAULTS.into_iter().skip(which).step_by(2) {
            tally.join(day_of(acts, &marks, fault, kind, one_in(step)));
        }
        tally
    });
    tally.report(what);
}

#[test]
fn on_a_full_disk_the_ballast_goes_and_what_the_person_does_is_kept() {
    if !satchel_disk::is_watching() {
        return;
    }
    let mut call = 0;
    // A mirror of its own for each dozen replies: SQLite's log goes into the database now and then, and what has no room there
    // stays in the log, without a word and without the ballast.
    let all_met = (0..50).any(|_| some_of_the_calls_of_a_reply(&mut call));
    assert!(all_met, "a reply takes very many calls");
    assert!(call > 3, "{call} calls of a reply take room");
}

/// A dozen replies, each with a disk that is full at a later call than the one before; tells whether the last one was over first.
fn some_of_the_calls_of_a_reply(call: &mut usize) -> bool {
    let home = folder();
    let mirror = home.path().join("mirror");
    signs_in(&mirror).expect("the first mirror");
    satchel_disk::watch(&mirror, false).expect("watched");
    let mut day = Day::starts(&mirror).expect("the program starts");
    let ballast = mirror.join("ballast");
    let (mut said, mut fired) = (0, true);
    while fired && said < 12 {
        std::fs::write(&ballast, b"room for a reply").expect("a ballast");
        satchel_disk::fail(*call, Fault::FullUntilFreed);
        let done = day.does(said, Act::Reply(0));
        fired = satchel_disk::heal();
        done.unwrap_or_else(|e| panic!("at call {call}: {e}"));
        said += 1;
        assert_eq!(
            fired,
            !ballast.exists(),
            "thrown where it must be, at call {call}"
        );
        *call += 1;
    }
    assert_eq!(day.core().outbox().expect("the outbox").len(), said);
    // Without a ballast it is told, and nothing is half there.
    let _thrown = std::fs::remove_file(&ballast);
    satchel_disk::fail(0, Fault::FullUntilFreed);
    let done = day.does(said, Act::Reply(0));
    assert!(matches!(done, Err(Error::DiskFull)));
    let _fired = satchel_disk::heal();
    assert_eq!(day.core().outbox().expect("the outbox").len(), said);
    drop(day);
    let _played = satchel_disk::unwatch();
    assert_eq!(opens(&mirror).expect("opened again").work.plain.len(), said);
    !fired
}

#[test]
fn a_failing_or_full_disk_is_told_and_survived_at_any_call_of_a_day() {
    survives("faults in a day", &DAY, 4);
}

#[test]
fn a_failing_or_full_disk_is_survived_while_the_journal_is_written_anew() {
    survives("faults in a day of long texts", &LONG_DAY, 7);
}

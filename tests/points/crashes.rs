//! Ends: at every changing call of a day, and of the first sign-in, the program is killed, a write is torn, or the power
//! goes; and the database is lost with it, so that the journal stands alone.

use crate::scene::{Act, DAY, Day, LONG_DAY, folder, signs_in};
use crate::work::{Found, Work, opens};
use satchel_disk::Trace;
use satchel_disk::crash::{Files, Played, put};
use std::collections::BTreeMap;
use std::path::Path;

/// After so many calls, this was acknowledged; what the second one says is under way.
pub(crate) type Marks = Vec<(usize, Work)>;

/// How much of it is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Points {
    /// One call in some: enough for a minute.
    Some,
    /// Every call, with every kind of end and of fault, and one way of losing power.
    Each,
    /// Every call, with many ways of losing power: hours.
    All,
}

fn points() -> Points {
    match std::env::var("SATCHEL_CRASH_POINTS").as_deref() {
        Ok("each") => Points::Each,
        Ok("all") => Points::All,
        Ok(other) => panic!("SATCHEL_CRASH_POINTS is `each` or `all`, not `{other}`"),
        Err(_) => Points::Some,
    }
}

/// How many ways of losing power are tried at each call.
fn seeds() -> u64 {
    match points() {
        Points::Some => 5,
        Points::Each => 1,
        Points::All => 25,
    }
}

/// One call in so many is enough, where not each is asked for.
pub(crate) fn one_in(calls: usize) -> usize {
    if points() == Points::Some { calls } else { 1 }
}

/// How often what was done, and what was wrong.
#[derive(Default, Debug)]
pub(crate) struct Tally {
    pub(crate) points: BTreeMap<String, usize>,
    rebuilt: usize,
    ahead: usize,
    pub(crate) wrong: Vec<String>,
}

impl Tally {
    pub(crate) fn count(&mut self, kind: &str) {
        *self.points.entry(kind.to_owned()).or_default() += 1;
    }

    pub(crate) fn join(&mut self, other: Tally) {
        for (kind, points) in other.points {
            *self.points.entry(kind).or_default() += points;
        }
        self.rebuilt += other.rebuilt;
        self.ahead += other.ahead;
        self.wrong.extend(other.wrong);
    }

    /// Says it, and fails where anything was wrong.
    pub(crate) fn report(&self, what: &str) {
        let total: usize = self.points.values().sum();
        println!(
            "{what}: {total} points {:?}; {} set aside and rebuilt, {} held what was under way; {} violations",
            self.points,
            self.rebuilt,
            self.ahead,
            self.wrong.len()
        );
        let first: Vec<_> = self.wrong.iter().take(10).collect();
        assert!(first.is_empty(), "{what}: {first:#?}");
    }
}

/// What may be found after a crash at this call: what was acknowledged, and the next act in all or nothing.
fn allowed(marks: &Marks, at: usize) -> (&Work, &Work) {
    let acknowledged = marks.partition_point(|(calls, _)| *calls <= at);
    let get = |n: usize| marks.get(n).or(marks.last()).map(|(_, work)| work);
    let before = get(acknowledged.saturating_sub(1)).expect("a beginning");
    (before, get(acknowledged).expect("an end"))
}

/// Lays the files out, opens them, and holds them against what may be there.
fn judge(
    files: &Files,
    scratch: &Path,
    marks: &Marks,
    at: usize,
    kind: &str,
    tally: &mut Tally,
    more: impl Fn(&Found) -> Option<String>,
) {
    put(files, scratch).expect("laid out");
    tally.count(kind);
    let found = match opens(scratch) {
        Ok(found) => found,
        Err(said) => return tally.wrong.push(format!("{kind} at {at}: {said}")),
    };
    let (before, next) = allowed(marks, at);
    tally.rebuilt += usize::from(found.rebuilt);
    tally.ahead += usize::from(found.work != *before && found.work == *next);
    if found.work != *before && found.work != *next {
        tally.wrong.push(format!(
            "{kind} at {at}: missing {:#?}, too much {:#?}; of {} intents, in another order?",
            before.beyond(&found.work),
            found.work.beyond(before),
            found.work.outbox.len()
        ));
    } else if let Some(said) = more(&found) {
        tally.wrong.push(format!("{kind} at {at}: {said}"));
    }
}

/// Every crash of a trace, shared among two threads. `cases`: how many the mirror has at every point.
pub(crate) fn crash_everywhere(
    trace: &Trace,
    marks: &Marks,
    cases: Option<usize>,
    step: usize,
) -> Tally {
    let part = |which: usize| {
        let scratch = folder();
        let scratch = scratch.path().join("mirror");
        let mut tally = Tally::default();
        let mut played = Played::new(trace);
        loop {
            let at = played.at();
            if at.is_multiple_of(step) && (at / step) % 2 == which {
                crash_here(&played, &scratch, marks, cases, &mut tally);
            }
            if !played.step() {
                return tally;
            }
        }
    };
    let mut tally = part_in_two(part);
    tally.wrong.sort();
    tally
}

/// Runs both halves at once.
pub(crate) fn part_in_two(part: impl Fn(usize) -> Tally + Sync) -> Tally {
    std::thread::scope(|scope| {
        let other = scope.spawn(|| part(1));
        let mut tally = part(0);
        tally.join(other.join().expect("the other half"));
        tally
    })
}

fn crash_here(
    played: &Played<'_>,
    scratch: &Path,
    marks: &Marks,
    cases: Option<usize>,
    tally: &mut Tally,
) {
    let at = played.at();
    let same = |found: &Found| match cases {
        _ if found.rebuilt => None,
        Some(cases) if found.cases < cases => Some(format!("{} cases are left", found.cases)),
        _ => None,
    };
    judge(&played.killed(), scratch, marks, at, "killed", tally, same);
    if let Some(torn) = played.torn() {
        judge(&torn, scratch, marks, at, "torn write", tally, same);
    }
    for seed in 0..seeds() {
        if let Some(left) = played.without_power(seed) {
            judge(&left, scratch, marks, at, "power loss", tally, same);
            if seed == 0 {
                let left = without_database(left);
                if left.contains_key("unsent.log") {
                    judge(
                        &left,
                        scratch,
                        marks,
                        at,
                        "power and database lost",
                        tally,
                        |_| None,
                    );
                }
            }
        }
    }
}

fn without_database(mut files: Files) -> Files {
    files.retain(|name, _| !name.starts_with("mirror.db"));
    files
}

/// Plays a day on a watched disk: what was done, and what was acknowledged when.
pub(crate) fn play(mirror: &Path, acts: &[Act]) -> (Trace, Marks) {
    satchel_disk::watch(mirror, true).expect("watched");
    let mut day = Day::starts(mirror).expect("the program starts");
    let mut marks = vec![(0, Work::of(day.core()))];
    for (number, act) in acts.iter().enumerate() {
        day.does(number, *act)
            .unwrap_or_else(|e| panic!("{act:?}: {e:?}"));
        let work = Work::of(day.core());
        let (_, before) = marks.last().expect("a beginning");
        assert!(
            matches!(act, Act::Restart) || work != *before,
            "{act:?} changes something"
        );
        marks.push((satchel_disk::steps(), work));
    }
    drop(day);
    (satchel_disk::unwatch(), marks)
}

/// Plays it, and crashes everywhere.
fn crashes(what: &str, acts: &[Act], step: usize) {
    if !satchel_disk::is_watching() {
        return;
    }
    let home = folder();
    let mirror = home.path().join("mirror");
    signs_in(&mirror).expect("the first mirror");
    let (trace, marks) = play(&mirror, acts);
    let calls = trace.ops.len();
    assert!(calls > 200, "only {calls} calls were seen");
    println!("{what}: {} acts in {calls} calls", acts.len());
    crash_everywhere(&trace, &marks, Some(8), one_in(step)).report(what);
}

#[test]
fn a_crash_at_any_call_of_a_day_loses_nothing_that_was_acknowledged() {
    crashes("a day", &DAY, 8);
}

#[test]
fn a_crash_while_the_journal_is_written_anew_loses_nothing() {
    crashes("a day of long texts", &LONG_DAY, 24);
}

#[test]
fn a_crash_at_any_call_of_the_first_sign_in_leaves_a_mirror_that_opens() {
    if !satchel_disk::is_watching() {
        return;
    }
    let home = folder();
    let mirror = home.path().join("mirror");
    std::fs::create_dir(&mirror).expect("a folder");
    satchel_disk::watch(&mirror, true).expect("watched");
    signs_in(&mirror).expect("the first mirror");
    let trace = satchel_disk::unwatch();
    let marks = vec![(0, Work::default())];
    println!("the first sign-in: {} calls", trace.ops.len());
    crash_everywhere(&trace, &marks, None, one_in(24)).report("the first sign-in");
}

//! The end of the whole process, on a real disk: a child works on a mirror and is killed at random moments; after each
//! end the mirror opens, is whole, and holds everything that the child was told is kept (invariants I1, I23).
//!
//! The child is this program itself, started with `SATCHEL_CRASH_FOLDER`: it says a line after each act that returned.

#![expect(clippy::expect_used, reason = "a proof that cannot go on panics")]

mod child;

use child::{Act, FOLDER};
use satchel_core::case::view::{OutboxItem, View};
use satchel_core::store::Place;
use satchel_core::store::key::DataKey;
use satchel_core::{Core, clock::Clock};
use satchel_tests::{VirtualClock, is_sound, stored, view_as_stored, view_from_scratch};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

/// How often the child is killed; more where somebody asks for more.
fn kills() -> u64 {
    let asked = std::env::var("SATCHEL_CRASH_KILLS");
    asked.ok().and_then(|n| n.parse().ok()).unwrap_or(40)
}

/// A number that differs from kill to kill and is the same in each run.
fn scattered(kill: u64, below: u64) -> u64 {
    let mut x = kill.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0xD1B5_4A32_D192_ED03;
    x ^= x >> 31;
    x = x.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    (x ^ (x >> 29)) % below
}

/// Lets a child work, kills it, and tells what it acknowledged.
fn works_until_killed(folder: &Path, kill: u64) -> Vec<Act> {
    let this = std::env::current_exe().expect("this program");
    let mut child = Command::new(this)
        .args([
            "--exact",
            "the_child_that_is_killed",
            "--nocapture",
            "--include-ignored",
        ])
        .env(FOLDER, folder)
        .env(child::LIFE, kill.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("a child");
    let lines = BufReader::new(child.stdout.take().expect("its words"));
    let (tell, told) = std::sync::mpsc::channel();
    let listener = std::thread::spawn(move || {
        for line in lines.lines().map_while(Result::ok) {
            if let Some(act) = Act::parse(&line) {
                let _parent_has_gone = tell.send(act);
            }
        }
    });
    // From its first act on, so many microseconds: somewhere in the middle of a transaction.
    let first = told
        .recv_timeout(Duration::from_secs(60))
        .expect("the child works");
    std::thread::sleep(Duration::from_micros(scattered(kill, 60_000)));
    child.kill().expect("SIGKILL");
    child.wait().expect("its end");
    listener.join().expect("its last words");
    std::iter::once(first).chain(told.try_iter()).collect()
}

#[test]
fn whatever_was_acknowledged_before_the_end_is_there_after_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path().join("mirror");
    child::prepares(&folder);
    let place = Place::Folder(folder.clone());
    let mut all = Vec::new();
    for kill in 0..kills() {
        all.extend(works_until_killed(&folder, kill));
        let clock: Arc<dyn Clock> = Arc::new(VirtualClock::default());
        let mirror = stored(&place, Arc::clone(&clock));
        assert!(is_sound(&mirror), "kill {kill}: the database is whole");
        let as_stored = view_as_stored(&mirror);
        assert_eq!(
            as_stored,
            view_from_scratch(&mirror),
            "kill {kill}: the view is the computed one"
        );
        drop(mirror);
        let core = Core::open(&place, &DataKey::for_tests(7), clock).expect("the mirror opens");
        let outbox = core.outbox().expect("the outbox");
        for act in &all {
            assert!(
                is_kept(&core, &outbox, act),
                "kill {kill}: {act:?} was acknowledged and is not there"
            );
        }
    }
    println!(
        "{} kills, {} acknowledged acts, all of them there",
        kills(),
        all.len()
    );
}

/// Is the act there, in the outbox, in the view, or as a draft?
fn is_kept(core: &Core, outbox: &[OutboxItem], act: &Act) -> bool {
    let rows = || child::rows(core, View::All);
    match act {
        Act::Said(text) => outbox.iter().filter(|i| i.mine == *text).count() == 1,
        Act::Made(name) => rows().iter().filter(|r| r.name == *name).count() == 1,
        // Only the last change of a field and the last draft are kept: the child numbers them upwards.
        Act::Described(n) => outbox
            .iter()
            .any(|i| child::number(&i.mine, "Description ").is_some_and(|last| last >= *n)),
        Act::Typed(n) => {
            let case = child::the_case(core);
            let drafts = core.open_case(case).expect("the case").drafts;
            child::number(&drafts.internal, "Draft ").is_some_and(|last| last >= *n)
        }
        Act::TookBack(text) => !outbox.iter().any(|i| i.mine == *text),
    }
}

/// Not a test: what the child does. Started by the test above.
#[test]
#[ignore = "it is the child of the other test"]
fn the_child_that_is_killed() {
    if let Ok(folder) = std::env::var(FOLDER) {
        child::works(Path::new(&folder));
    }
}

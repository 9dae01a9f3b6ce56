//! Every older layout, with unsent work in it, is brought up; and at each call of that it ends or fails.

use crate::crashes::{Tally, crash_everywhere, one_in, play};
use crate::scene::{DAY, folder, signs_in};
use crate::work::{Work, opens};
use satchel_core::Core;
use satchel_core::store::Place;
use satchel_core::store::key::DataKey;
use satchel_disk::crash::{Files, Played, put, read_into};
use satchel_disk::{Fault, Trace, layout};
use satchel_tests::VirtualClock;
use std::path::Path;
use std::sync::Arc;

/// The layouts there ever were, the oldest first.
fn layouts() -> Vec<String> {
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../src-tauri/core/src/store/migrations"
    );
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("the layouts")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| std::fs::read_to_string(path).expect("a layout");
    paths.iter().map(read).collect()
}

/// Writes the mirror of a folder as the program of that time would have: its tables, with all they can hold.
fn grows_younger(mirror: &Path, layouts: &[String]) {
    let (new, old) = (mirror.join("mirror.db"), mirror.join("older.db"));
    let run = |sql: &str| layout::run(&old, 7, sql).unwrap_or_else(|e| panic!("{sql}: {e}"));
    for sql in layouts {
        let _none = run(sql);
    }
    let hex = "07".repeat(32);
    let attach = format!("ATTACH '{}' AS newer KEY \"x'{hex}'\";", new.display());
    let tables = run(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'case_text%' AND name NOT LIKE 'word_part%' AND name NOT LIKE 'sqlite_%'",
    );
    for table in tables {
        let both = format!(
            "{attach} SELECT group_concat(old.name) FROM pragma_table_info('{table}', 'main') old
             JOIN pragma_table_info('{table}', 'newer') new ON old.name = new.name"
        );
        let columns = run(&both).concat();
        let elsewhere = match table.as_str() {
            // Before layout 5 the bytes of a file lay in its own row.
            "blob" if layouts.len() < 5 => (
                ", bytes",
                ", c.bytes",
                "JOIN newer.content c USING (sha256)",
            ),
            // Before layout 12 which sweep saw a case stood in the row of the case.
            "server_case" if layouts.len() < 12 => (
                ", sweep, listed_at",
                ", s.sweep, 0",
                "JOIN newer.swept s USING (case_id)",
            ),
            _ => ("", "", ""),
        };
        // A layout may write a row of its own.
        let _none = run(&format!(
            "{attach} INSERT OR REPLACE INTO main.{table} ({columns}{}) SELECT {columns}{} FROM newer.{table} {}",
            elsewhere.0, elsewhere.1, elsewhere.2
        ));
    }
    let _mode = run(&format!(
        "PRAGMA user_version = {}; PRAGMA journal_mode = WAL;",
        layouts.len()
    ));
    std::fs::rename(old, new).expect("in its place");
}

fn starts(mirror: &Path) -> satchel_core::error::Result<Core> {
    let place = Place::Folder(mirror.to_owned());
    let clock = Arc::new(VirtualClock::default());
    Core::open(&place, &DataKey::for_tests(7), clock)
}

#[test]
fn a_crash_or_a_fault_at_any_call_of_a_migration_loses_nothing() {
    if !satchel_disk::is_watching() {
        return;
    }
    let layouts = layouts();
    let home = folder();
    let (mirror, scratch) = (home.path().join("mirror"), home.path().join("scratch"));
    signs_in(&mirror).expect("the first mirror");
    let (_, marks) = play(&mirror, &DAY);
    let (_, work) = marks.last().expect("an end");
    let mut new = Files::new();
    read_into(&mirror, "", &mut new).expect("read");
    for layout in 1..layouts.len() {
        put(&new, &mirror).expect("laid out");
        grows_younger(&mirror, layouts.get(..layout).expect("the layouts"));
        let mut old = Files::new();
        read_into(&mirror, "", &mut old).expect("read");
        satchel_disk::watch(&mirror, true).expect("watched");
        let core = starts(&mirror).expect("it is brought up");
        assert_eq!(Work::of(&core).beyond(work), Vec::<String>::new());
        assert_eq!(work.beyond(&Work::of(&core)), Vec::<String>::new());
        drop(core);
        let trace = satchel_disk::unwatch();
        let what = format!("layout {layout} to {}", layouts.len());
        println!("{what}: {} calls", trace.ops.len());
        assert!(trace.ops.len() > 20, "it was brought up");
        copies_are_whole(&trace);
        let marks = vec![(0, work.clone())];
        crash_everywhere(&trace, &marks, Some(8), one_in(2)).report(&what);
        faults(&old, &mirror, &scratch, trace.ops.len(), work).report(&format!("faults, {what}"));
    }
}

/// The copy from before the change is whole wherever it is, even after a power cut.
fn copies_are_whole(trace: &Trace) {
    let mut played = Played::new(trace);
    while played.step() {}
    let whole = played.killed().remove("backup-1.db").expect("a copy");
    let mut played = Played::new(trace);
    while played.step() {
        for seed in 0..5 {
            let left = played.without_power(seed).unwrap_or_default();
            if let Some(copy) = left.get("backup-1.db") {
                assert!(*copy == whole, "the copy is whole at {}", played.at());
            }
        }
    }
}

/// It fails or finds no room at each call; once that is over, the next start brings it up.
fn faults(old: &Files, mirror: &Path, scratch: &Path, calls: usize, work: &Work) -> Tally {
    let mut tally = Tally::default();
    let kinds = [
        (Fault::ErrorOnce, "I/O error, once"),
        (Fault::ErrorFromHere, "I/O errors"),
        (Fault::FullOnce, "disk full, once"),
        (Fault::FullFromHere, "disk full"),
    ];
    for (fault, kind) in kinds {
        for call in (0..calls).step_by(one_in(2)) {
            put(old, mirror).expect("laid out");
            satchel_disk::watch(mirror, false).expect("watched");
            satchel_disk::fail(call, fault);
            drop(starts(mirror));
            if satchel_disk::heal() {
                tally.count(kind);
            }
            let _played = satchel_disk::unwatch();
            let mut left = Files::new();
            read_into(mirror, "", &mut left).expect("read");
            put(&left, scratch).expect("laid out");
            match opens(scratch) {
                Ok(found) if found.work == *work && found.cases >= 8 => {}
                Ok(found) => tally.wrong.push(format!(
                    "{kind} at {call}: {} cases, without {:?}",
                    found.cases,
                    work.beyond(&found.work)
                )),
                Err(said) => tally.wrong.push(format!("{kind} at {call}: {said}")),
            }
        }
    }
    tally
}

//! A file is dragged out of the window: another program gets a copy of it, until Satchel locks; over its own case it is nothing
//! new.

use std::path::{Path, PathBuf};

use chrono::Utc;
use fantoccini::key::Key;
use percent_encoding::percent_decode_str;
use satchel_sandbox::{ALICE, Case};
use serde_json::json;

use crate::desk::Desk;
use crate::desktop::{self, Onto, Taker};
use crate::eyes::hook;
use crate::home::Home;
use crate::server::Server;

/// With what an address has to escape.
const NAME: &str = "gate 4 & 50% überholt.txt";
const TEXT: &str = "The belt at gate 4 runs at 50 %.";

#[test]
fn a_file_that_is_dragged_onto_another_program_is_there_until_satchel_locks() {
    let server = Server::start(20);
    let case = server.a_calm_case();
    let now = Utc::now();
    server.crm().web_attaches(case.id, "bob", NAME, TEXT, now);
    let desk = Desk::open(Home::new("dragged"), &[]);
    desk.signs_in(&server, ALICE);
    desktop::places_the_window((0, 0), (860, 760));
    desk.looks_into(&case.name);
    desk.waits_for("file-name[draggable=true]");

    // Let go of over its own case, it is not attached again.
    let taker = Taker::start(&desk);
    let file = place_of(&desk, "file-name[draggable=true]");
    desktop::drags(file, &Onto::Beside(60, 90));
    assert!(!desk.sees("drop-hint"));
    assert_eq!(server.crm().attachments_of(case.id).len(), 1);
    assert_eq!(desk.texts("timeline-item[data-kind=attachment]").len(), 1);

    desktop::drags(file, &Onto::On(&taker));
    desk.waits("what the other program was given", |_| {
        taker.told().contains("file://")
    });
    let told = taker.told();
    let copy = PathBuf::from(path_of(told.trim()));
    assert_eq!(copy.file_name().and_then(|name| name.to_str()), Some(NAME));
    assert_eq!(std::fs::read_to_string(&copy).expect("the copy"), TEXT);

    // What nobody takes leaves nothing behind.
    let copies = || files_two_below(&copy);
    let before = copies();
    desktop::drags(file, &Onto::Beside(600, -300));
    desk.waits("no more copies than before", |_| copies() == before);

    desk.presses_together(&[char::from(Key::Control), char::from(Key::Shift), 'l']);
    desk.waits_for("locked[data-why=person]");
    desk.waits("no copy outside of the mirror", |_| !copy.exists());
}

#[test]
fn a_file_that_is_dropped_on_a_cases_own_window_is_that_cases_and_no_others() {
    let server = Server::start(20);
    let from = server.a_calm_case();
    let now = Utc::now();
    server.crm().web_attaches(from.id, "bob", NAME, TEXT, now);
    let another = |case: &&Case| case.is_active && case.id != from.id;
    let onto = server.crm().cases().find(another).cloned();
    let onto = onto.expect("another case");
    let desk = Desk::open(Home::new("dropped"), &[]);
    desk.signs_in(&server, ALICE);
    desk.looks_into(&onto.name);
    desk.opens_its_own_window();
    desk.waits("its own window", |_| desktop::is_titled(&onto.name));
    desk.looks_into(&from.name);
    desktop::places_the_window((0, 0), (700, 760));
    desktop::places_the_window_titled(&onto.name, (710, 0), (560, 760));
    desk.waits_for("file-name[draggable=true]");

    let before = server.crm().attachments_of(onto.id).len();
    let file = place_of(&desk, "file-name[draggable=true]");
    // In the main window, the same place is over its case, too.
    desktop::drags(file, &Onto::Beside(1_150 - file.0, 300 - file.1));
    assert!(!desk.sees("drop-hint"), "nothing hangs over this one");
    desk.syncs();
    desk.waits("one file more on the case that it was dropped on", |_| {
        server.crm().attachments_of(onto.id).len() == before + 1
    });
    assert_eq!(server.crm().attachments_of(from.id).len(), 1);
}

/// The middle of what is found, in the window.
fn place_of(desk: &Desk, name: &str) -> (i32, i32) {
    let at = "const box = document.querySelector(arguments[0]).getBoundingClientRect();
        return [box.x + box.width / 2, box.y + box.height / 2].map(Math.round);";
    let at = desk.asks(at, vec![json!(hook(name))]);
    let number = |n: usize| i32::try_from(at[n].as_i64().expect("a number")).expect("a small one");
    (number(0), number(1))
}

/// How many files lie beside this one, each in a folder of its own.
fn files_two_below(copy: &Path) -> usize {
    let all = copy.ancestors().nth(2).expect("the folder of all");
    let folders = std::fs::read_dir(all).expect("folders").flatten();
    let files = folders.filter_map(|folder| std::fs::read_dir(folder.path()).ok());
    files.map(Iterator::count).sum()
}

/// What a `file:` address leads to.
fn path_of(address: &str) -> String {
    let escaped = address.strip_prefix("file://").expect("an address");
    let path = percent_decode_str(escaped).decode_utf8();
    path.expect("a path").into_owned()
}

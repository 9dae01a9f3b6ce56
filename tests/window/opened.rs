//! "Open with": another program of this desktop is given a copy that only this person can read, and it is gone once Satchel
//! locks, ends, or starts again after it was ended by force.

use std::path::{Path, PathBuf};

use chrono::Utc;
use fantoccini::key::Key;
use satchel_sandbox::ALICE;

use crate::desk::Desk;
use crate::desktop;
use crate::home::Home;
use crate::screen::Screen;
use crate::server::Server;

const PDF: &str = "%PDF-1.7 Canary Zeisig 4711";

#[test]
fn a_file_is_shown_by_another_program_and_its_copy_goes_when_satchel_locks_or_starts_again() {
    let server = Server::start(40);
    let case = server.a_calm_case();
    for (name, text) in [("report.pdf", PDF), ("report.pdf.desktop", PDF)] {
        let mut crm = server.crm();
        crm.web_attaches(case.id, "bob", name, text, Utc::now());
    }
    let home = Home::new("opened");
    let seen = home.has_viewer_for("application/pdf");
    let mut desk = Desk::open(home, &[]);
    desk.signs_in(&server, ALICE);
    looks_at_the_files_of(&desk, &case.name);

    let copy = opens_it(&desk, "report.pdf", &seen);
    desk.presses_together(&[char::from(Key::Control), char::from(Key::Shift), 'l']);
    desk.waits_for("locked[data-why=person]");
    desk.waits("no copy outside of the mirror", |_| !copy.exists());
    desk.clicks("unlock-keyring");
    desk.waits_for("queue");

    // It ends without a word: then the next start takes the copy away.
    looks_at_the_files_of(&desk, &case.name);
    let copy = opens_it(&desk, "report.pdf", &seen);
    desk.end();
    assert!(copy.exists(), "nobody was there to take it away");
    desk.restarts();
    desk.waits_for("queue");
    assert!(!copy.exists());

    // What a name could start is never handed to anybody.
    looks_at_the_files_of(&desk, &case.name);
    looks_at(&desk, "report.pdf.desktop");
    desk.waits_for("preview-only-saved");
    assert!(!desk.sees("preview-elsewhere"));
    desk.presses(&[char::from(Key::Escape)]);
    desk.end();
}

#[test]
fn the_copy_goes_with_the_sign_in_and_with_satchel_itself() {
    let server = Server::start(40);
    let case = server.a_calm_case();
    let now = Utc::now();
    server
        .crm()
        .web_attaches(case.id, "bob", "report.pdf", PDF, now);
    let home = Home::new("opened_left");
    let seen = home.has_viewer_for("application/pdf");
    let mut desk = Desk::open(home, &[]);
    desk.signs_in(&server, ALICE);
    looks_at_the_files_of(&desk, &case.name);
    let copy = opens_it(&desk, "report.pdf", &seen);
    assert!(copy.exists());
    desk.clicks("nav-settings");
    desk.clicks("sign-out");
    desk.clicks("sign-out-go");
    desk.waits_for("signed-out");
    assert!(!copy.exists(), "signed out");

    desk.restarts();
    desk.signs_in_with(ALICE);
    looks_at_the_files_of(&desk, &case.name);
    let copy = opens_it(&desk, "report.pdf", &seen);
    assert!(copy.exists());
    desk.waits("no preview", |desk| !desk.sees_dialog("report.pdf"));
    desktop::closes_the_window();
    desk.waits("the end", |desk| !desk.runs());
    assert!(!copy.exists(), "quit");
}

#[test]
fn what_locked_with_the_screen_opens_with_it_where_only_the_keyring_has_the_key() {
    let server = Server::start(20);
    let desk = Desk::open(Home::new("opened_with_screen"), &[]);
    desk.signs_in(&server, ALICE);
    let screen = Screen::start();
    screen.locks();
    desk.waits_for("locked[data-why=screen]");
    screen.opens();
    desk.waits_for("queue");
    // What a person locked themselves stays locked.
    desk.presses_together(&[char::from(Key::Control), char::from(Key::Shift), 'l']);
    desk.waits_for("locked[data-why=person]");
    screen.locks();
    screen.opens();
    desk.clicks("unlock-keyring");
    desk.waits_for("queue");
}

fn looks_at_the_files_of(desk: &Desk, name: &str) {
    desk.looks_into(name);
    desk.waits_for_text("timeline-item", "report.pdf");
}

fn looks_at(desk: &Desk, file: &str) {
    let place = desk
        .texts("timeline-item[data-kind=attachment]")
        .iter()
        .position(|text| text.lines().any(|line| line.trim() == file));
    let place = place.expect("the file");
    let click = "document.querySelectorAll('[data-testid=\"file-preview\"]')[arguments[0]].click()";
    desk.asks(click, vec![serde_json::json!(place)]);
    desk.waits("the file's preview", |desk| desk.sees_dialog(file));
}

/// Has it shown, and tells where its copy lies.
fn opens_it(desk: &Desk, file: &str, seen: &Path) -> PathBuf {
    let _old = std::fs::remove_file(seen);
    looks_at(desk, file);
    desk.clicks("preview-elsewhere");
    desk.waits("the other program", |_| seen.exists());
    let told = std::fs::read_to_string(seen).expect("what it saw");
    let mut lines = told.lines();
    let copy = PathBuf::from(lines.next().expect("a path"));
    assert_eq!(copy.file_name().and_then(|name| name.to_str()), Some(file));
    assert_eq!(
        lines.next(),
        Some("400"),
        "read by this person, and no more"
    );
    assert_eq!(lines.next(), Some("700"));
    assert!(told.ends_with(PDF));
    desk.presses(&[char::from(Key::Escape)]);
    copy
}

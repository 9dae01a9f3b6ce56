//! What was only begun, a new case half written or a description half changed, is there again: after the program was killed, and
//! in the main window when a case's own one was closed. Over a lock and a sign-out: `lost.rs`.

use std::time::Duration;

use fantoccini::key::Key;
use satchel_sandbox::ALICE;

use crate::desk::Desk;
use crate::desktop;
use crate::home::Home;
use crate::server::Server;

/// So long after the last key what was typed is on the disk.
const KEPT: Duration = Duration::from_millis(1_500);

fn begins_a_description(desk: &Desk, text: &str) {
    desk.clicks("description-edit");
    desk.types_over("description-text", text);
}

#[test]
fn what_was_only_begun_is_there_again_after_the_program_was_killed() {
    let server = Server::start(20);
    let mut desk = Desk::open(Home::new("begun_killed"), &[]);
    desk.signs_in(&server, ALICE);
    desk.looks_at("all");
    let row = desk.rows().remove(0);
    desk.opens(&row);
    begins_a_description(&desk, "Half a descri");
    desk.clicks("new-case");
    desk.waits("the focus in the name", |desk| {
        desk.is_focused("new-case-name")
    });
    desk.types("new-case-name", "Half a na");
    std::thread::sleep(KEPT);

    desk.is_killed_and_starts_again();
    desk.waits("the form as it was", |desk| {
        desk.value("new-case-name") == "Half a na"
    });
    // Created, it is not begun any more.
    desk.types("new-case-name", "me");
    desk.presses(&[char::from(Key::Enter)]);
    desk.waits("the new case", |desk| desk.title() == "Half a name");
    std::thread::sleep(KEPT);

    desk.is_killed_and_starts_again();
    desk.looks_at("all");
    desk.opens(&row);
    desk.waits("the description as it was left", |desk| {
        desk.value("description-text") == "Half a descri"
    });
    assert!(!desk.sees("new-case-name"), "it was created");
}

#[test]
fn what_was_only_begun_in_a_cases_own_window_is_in_the_main_one_when_that_is_closed() {
    let server = Server::start(20);
    let desk = Desk::open(Home::new("begun_beside"), &[]);
    desk.signs_in(&server, ALICE);
    desk.looks_at("all");
    let row = desk.rows().remove(0);
    desk.opens(&row);
    let name = desk.title();
    let (main, own) = desk.opens_its_own_window();
    desk.turns_to(&own);
    desk.waits("the case in it", |desk| desk.sees("case-window"));
    begins_a_description(&desk, "Begun beside");
    desktop::closes_the_window_titled(&name);
    desk.turns_to(&main);
    desk.waits("one window", |desk| desk.windows().len() == 1);
    desk.waits("what was begun beside", |desk| {
        desk.value("description-text") == "Begun beside"
    });
}

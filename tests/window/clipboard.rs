//! The desktop's clipboard, which every program can read: nothing of a customer's gets there unless the person copies it (T21).

use fantoccini::key::Key;
use satchel_sandbox::ALICE;

use crate::desk::Desk;
use crate::home::Home;
use crate::server::Server;

const BEFORE: &str = "copied before";
const CONTROL: char = '\u{e009}';

/// What is on the clipboard: pasted into a field, as a person would look.
pub(crate) fn pasted(desk: &Desk) -> String {
    desk.types_over("search", "x");
    desk.presses_together(&[CONTROL, 'a']);
    desk.presses_together(&[CONTROL, 'v']);
    let got = desk.value("search");
    desk.types_over("search", "x");
    // The offers of the empty field lie over the list.
    desk.presses(&[char::from(Key::Backspace), char::from(Key::Escape)]);
    got
}

#[test]
fn nothing_gets_onto_the_clipboard_unless_the_person_copies_it() {
    let server = Server::start(20);
    let desk = Desk::open(Home::new("clipboard"), &[]);
    desk.signs_in(&server, ALICE);
    desk.looks_at("all");
    desk.types_over("search", BEFORE);
    desk.presses_together(&[CONTROL, 'a']);
    desk.presses_together(&[CONTROL, 'x']);
    assert_eq!(pasted(&desk), BEFORE, "a test that looks");

    // A look around: cases, a reply, the places beside them, a lock.
    desk.waits("the list", |desk| desk.rows().len() > 2);
    for row in desk.rows().into_iter().take(2) {
        desk.opens(&row);
    }
    desk.says("public", "Nothing to copy here");
    for place in ["nav-outbox", "nav-alerts", "nav-settings"] {
        desk.clicks(place);
    }
    desk.presses_together(&[CONTROL, char::from(Key::Shift), 'l']);
    desk.waits_for("locked[data-why=person]");
    desk.clicks("unlock-keyring");
    desk.waits_for("queue");
    assert_eq!(pasted(&desk), BEFORE);

    desk.looks_at("all");
    desk.waits("the list", |desk| desk.rows().len() > 2);
    let row = desk.rows().remove(0);
    desk.opens(&row);
    desk.clicks("case-more");
    desk.clicks("case-link");
    desk.waits_for_text("notices", "copied");
    let got = pasted(&desk);
    assert!(got.starts_with("satchel://case/"), "{got}");
}

//! What was typed is there again, however much it was.

use fantoccini::key::Key;
use satchel_sandbox::ALICE;

use crate::desk::Desk;
use crate::desktop;
use crate::home::Home;
use crate::server::Server;

/// Megabytes, put into the field past the clipboard: by a program that types, or a dictation. Ten of them are lost as three are,
/// and painted for minutes.
const POUR: &str = "const area = document.querySelector('[data-testid=composer-text]');
    area.value = 'A line of a log that somebody sent to us.\\n'.repeat(75_000);
    area.dispatchEvent(new Event('input', { bubbles: true }));";
const LENGTH: u64 = 42 * 75_000;

fn length(desk: &Desk) -> u64 {
    let script = "return document.querySelector('[data-testid=composer-text]')?.value.length ?? 0";
    desk.asks(script, vec![]).as_u64().unwrap_or_default()
}

#[test]
fn megabytes_of_text_are_there_again_after_the_case_was_left_and_after_a_crash() {
    let server = Server::start(30);
    let mut desk = Desk::open(Home::new("drafts"), &[]);
    desk.signs_in(&server, ALICE);
    desk.looks_at("all");
    let rows = desk.rows();
    desk.opens(&rows[0]);
    desk.waits_for("composer-text");
    desk.asks(POUR, vec![]);
    desk.presses(&[char::from(Key::Escape)]);
    // Left at once, and come back to.
    desk.opens(&rows[1]);
    desk.opens(&rows[0]);
    desk.waits("all of the text", |desk| length(desk) == LENGTH);
    let bad = desk.texts("notices");
    assert!(bad.iter().all(|text| text.is_empty()), "{bad:?}");
    desk.restarts();
    desk.looks_at("all");
    desk.opens(&rows[0]);
    desk.waits("all of the text, after a crash", |desk| {
        length(desk) == LENGTH
    });
}

#[test]
fn what_was_typed_last_is_there_again_after_the_window_was_closed_right_after_it() {
    let server = Server::start(20);
    let mut desk = Desk::open(Home::new("last_words"), &[]);
    desk.signs_in(&server, ALICE);
    desk.looks_at("all");
    let rows = desk.rows();
    desk.opens(&rows[0]);
    desk.presses(&['r']);
    desk.waits("the focus in the reply", |desk| {
        desk.is_focused("composer-text")
    });
    desk.types("composer-text", "the very last words");
    desktop::closes_the_window();
    desk.waits("the end", |desk| !desk.runs());
    desk.restarts();
    desk.looks_at("all");
    desk.opens(&rows[0]);
    desk.waits("all of the words", |desk| {
        desk.value("composer-text") == "the very last words"
    });

    // A case that is not there yet has no place for a draft.
    desk.presses(&[char::from(Key::Escape), 'c']);
    desk.waits("the focus in the name", |desk| {
        desk.is_focused("new-case-name")
    });
    desk.types("new-case-name", "a case that was begun");
    desktop::closes_the_window();
    desk.waits("the end", |desk| !desk.runs());
    desk.restarts();
    desk.waits("the form as it was", |desk| {
        desk.value("new-case-name") == "a case that was begun"
    });
}

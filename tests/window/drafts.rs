//! What was typed is there again, however much it was.

use fantoccini::key::Key;
use satchel_sandbox::ALICE;

use crate::desk::Desk;
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

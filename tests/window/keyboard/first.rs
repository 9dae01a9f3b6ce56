//! Journey 1 without a mouse: the demo is read, typed into and searched while it mirrors.

use fantoccini::key::Key;

use crate::desk::Desk;
use crate::home::Home;

/// How many cases the demo's CRM holds.
const CASES: usize = 2000;
const TYPED: &str = "Thank you, we are looking into it.";

#[test]
fn the_first_minute_passes_without_a_mouse() {
    let desk = Desk::open(Home::new("keyboard_first"), &["--demo"]);
    desk.waits("the first rows", |desk| !desk.rows().is_empty());
    // Nothing has the focus yet: the arrows mean the list all the same.
    desk.strikes_key(Key::Down);
    desk.is_at("queue");
    desk.presses(&[char::from(Key::Enter)]);
    desk.is_at("case");
    desk.strikes(&['r']);
    desk.is_at("composer-text");
    desk.spells(TYPED);
    desk.strikes_key(Key::Escape);
    desk.is_at("case");
    let case = desk.open_case().expect("it is open");

    desk.strikes(&['/']);
    desk.is_at("search");
    desk.spells("a");
    // What is offered, what is typed, the field: one after the other.
    while desk.is_focused("search") {
        desk.strikes_key(Key::Escape);
    }
    assert_eq!(desk.value("search"), "");
    desk.is_at("queue");

    desk.waits_until_up_to_date();
    desk.waits("2,000 in All cases", |desk| desk.count("nav-all") == CASES);
    desk.stands("the end of the mirror");
    assert!(
        desk.text("coverage")
            .starts_with("2,000 of 2,000 cases here"),
        "{}",
        desk.text("coverage")
    );
    assert_eq!(desk.open_case(), Some(case));
    assert_eq!(desk.value("composer-text"), TYPED);
    desk.strikes(&['2']);
    desk.waits("High & urgent", |desk| {
        desk.sees("nav-urgent[aria-current=page]") && !desk.priorities().is_empty()
    });
    desk.is_at("queue");
    let priorities = desk.priorities();
    assert!(
        priorities
            .iter()
            .all(|p| p.ends_with("High") || p.ends_with("Urgent")),
        "{priorities:?}"
    );
}

//! What a screen reader is told in the real window, on the real accessibility bus of the desktop: where the focus went, and what
//! that is called. What a page says of itself is looked at elsewhere (`everyone`); here is what arrives.

mod ear;

use std::time::Duration;

use chrono::Utc;
use fantoccini::key::Key;
use satchel_sandbox::{ADMIN, NewWebCase};

use crate::desk::Desk;
use crate::home::Home;
use crate::server::Server;
use ear::{Ear, Heard};

/// The last that is told within a while.
#[track_caller]
fn hears(desk: &Desk, ear: &Ear, what: &str, is_it: impl Fn(&Heard) -> bool) -> Heard {
    let mut last = None;
    let heard = desk.tries(desk.patience(), || {
        last = ear.takes().pop().or(last.take());
        last.clone().filter(|heard| is_it(heard))
    });
    heard.unwrap_or_else(|| panic!("{what} is not told, but {last:?}"))
}

#[test]
fn who_hears_the_screen_is_told_each_row_and_card_they_go_to_and_nothing_when_others_come() {
    let ear = Ear::open();
    let server = Server::start(60);
    let desk = Desk::open(Home::heard("heard", ear.address()), &[]);
    desk.signs_in(&server, ADMIN);
    desk.looks_at("all");
    desk.presses(&['7']);
    let first = hears(&desk, &ear, "the first row", |heard| heard.row == Some(2));

    desk.presses(&['j']);
    let second = hears(&desk, &ear, "the second row", |heard| heard.row == Some(3));
    assert_ne!(first.name, second.name);
    let name = desk.text("queue-row[tabindex='0'] .name .theirs");
    let status = desk.text("queue-row[tabindex='0'] .status");
    let (name, status) = (name.trim(), status.trim());
    for heard in [&first, &second] {
        assert_eq!(heard.role, "row");
        assert!(heard.name.contains("; Priority: "), "{heard:?}");
    }
    assert!(
        second.name.starts_with(&format!("{name}; ")),
        "{name}: {second:?}"
    );
    assert!(
        second.name.contains(&format!("; {status};")),
        "{status}: {second:?}"
    );

    // A newer one comes in above: the person is where they were, and nobody talks into their work.
    let new = NewWebCase {
        name: "A case from a colleague".to_owned(),
        ..NewWebCase::default()
    };
    server.crm().web_creates_case("bob", new, Utc::now());
    let id = desk.attributes("queue-row[tabindex='0']", "data-case-id");
    ear.takes();
    // As the tray does: the focus stays where it is.
    let syncs = "window.__TAURI_INTERNALS__.invoke('sync_now'); return true";
    desk.asks(syncs, vec![]);
    desk.waits("the new one", |desk| {
        desk.attributes("queue-row[tabindex='0']", "aria-rowindex") == ["4"]
    });
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(ear.takes(), []);
    let still = desk.attributes("queue-row[tabindex='0']", "data-case-id");
    assert_eq!(still, id);

    desk.presses(&[char::from(Key::End)]);
    let last = hears(&desk, &ear, "the last row", |heard| heard.row == Some(62));
    assert!(last.name.contains("; Priority: "), "{last:?}");

    desk.presses(&['g', 'b']);
    let card = hears(&desk, &ear, "a card", |heard| heard.role == "option");
    desk.presses(&[char::from(Key::Right)]);
    let aside = hears(&desk, &ear, "the one beside it", |heard| {
        heard.role == "option" && *heard != card
    });
    assert!(
        aside.name.starts_with("Priority: ") && aside.name.matches(';').count() >= 3,
        "{aside:?}"
    );
}

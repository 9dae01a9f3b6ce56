//! For everyone: what a screen reader is told of the list while rows come, and a desktop that wants less motion.

use chrono::Utc;
use fantoccini::key::Key;
use satchel_sandbox::{ADMIN, NewWebCase};
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::home::Home;
use crate::server::Server;

/// What is told of the list: how many rows, the places of those in the document, and the case and place of the row that has the focus.
const TOLD: &str = "const grid = document.querySelector('[data-testid=queue]');
    const current = document.activeElement.closest('[data-testid=queue-row]');
    const rows = [...grid.querySelectorAll('[role=row][aria-rowindex]')];
    return {
        count: Number(grid.getAttribute('aria-rowcount')),
        places: rows.map((row) => Number(row.getAttribute('aria-rowindex'))),
        inGroups: rows.every((row) => row.parentElement.getAttribute('role') === 'rowgroup'),
        current: current?.dataset.caseId ?? null,
        place: Number(current?.getAttribute('aria-rowindex')),
    };";

fn told(desk: &Desk) -> Value {
    desk.asks(TOLD, vec![])
}

#[test]
fn the_current_row_stays_current_with_its_place_while_rows_come() {
    let server = Server::start(400);
    let desk = Desk::open(Home::new("everyone_list"), &[]);
    desk.signs_in(&server, ADMIN);
    desk.clicks("nav-all");
    desk.presses(&['7']);
    desk.waits("the focus in the list", |desk| desk.is_focused("queue"));
    desk.presses(&['j', 'j', 'j']);
    desk.waits("the fourth row", |desk| told(desk)["place"] == 5);
    let before = told(&desk);
    // The heads are the first row.
    assert_eq!(before["count"], 401);
    assert_eq!(before["inGroups"], true);
    let places = before["places"].as_array().expect("places");
    let expected: Vec<Value> = (1..=places.len()).map(|n| json!(n)).collect();
    assert_eq!(*places, expected, "one after the other, without a hole");
    assert!(places.len() < 60, "only what is in sight is there");

    // Two newer ones come in above.
    for name in ["A case from a colleague", "Another one"] {
        let new = NewWebCase {
            name: name.to_owned(),
            ..NewWebCase::default()
        };
        server.crm().web_creates_case("bob", new, Utc::now());
    }
    desk.presses_together(&[char::from(Key::Control), 'k']);
    desk.waits("the palette", |desk| desk.is_focused("palette-text"));
    desk.writes("sync now");
    desk.waits("the act on top", |desk| {
        desk.attributes("palette-line[aria-selected=true]", "data-id") == ["act sync"]
    });
    desk.presses(&[char::from(Key::Enter)]);
    desk.waits("both in the count", |desk| told(desk)["count"] == 403);
    desk.waits("the same case, two places on", |desk| {
        let now = told(desk);
        now["current"] == before["current"] && now["place"] == 7
    });
    assert!(desk.is_focused("queue"), "the focus stays in the list");

    // The far end: its rows are there, and say where they are.
    desk.presses(&[char::from(Key::End)]);
    desk.waits("the last row", |desk| told(desk)["place"] == 403);
    assert_ne!(told(&desk)["current"], Value::Null);
}

#[test]
fn a_desktop_that_wants_less_motion_gets_none() {
    let server = Server::start(20);
    let home = Home::new("everyone_motion");
    home.sets_desktop("gtk-enable-animations=0");
    let desk = Desk::open(home, &[]);
    desk.signs_in(&server, ADMIN);
    let wanted = "return matchMedia('(prefers-reduced-motion: reduce)').matches";
    assert_eq!(desk.asks(wanted, vec![]), true);
    // Whatever would move by itself: given the longest of all, it lasts a millisecond and once.
    let lasts = "const turning = document.createElement('div');
        turning.style.cssText = 'animation: turn 9s infinite; transition: opacity 9s';
        document.body.append(turning);
        const style = getComputedStyle(turning);
        const told = [style.animationDuration, style.animationIterationCount, style.transitionDuration];
        turning.remove();
        return told.join();";
    assert_eq!(desk.asks(lasts, vec![]), "0.001s,1,0.001s");
}

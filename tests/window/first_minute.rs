//! Journey 1: the first minute with the demo. Its CRM is inside the app; the cases arrive while the person looks.

use crate::desk::Desk;
use crate::home::Home;

/// How many cases the demo's CRM holds.
const CASES: usize = 2000;

#[test]
fn the_demo_can_be_read_and_typed_into_while_it_mirrors_and_ends_up_to_date() {
    let desk = Desk::open(Home::new("first_minute"), &["--demo"]);

    desk.waits("the first rows", |desk| !desk.rows().is_empty());
    // On a fast machine the mirror may be complete before anybody looks.
    let is_complete = |desk: &Desk| desk.count("nav-all") == CASES;
    desk.waits("the progress with its counts", |desk| {
        let counts = desk.attributes("progress", "aria-label");
        is_complete(desk) || counts.iter().any(|text| text.contains(" of "))
    });

    // Reading, searching and typing do not wait for the rest.
    let first = desk.rows().into_iter().next().expect("a row");
    desk.opens(&first);
    desk.types("composer-text", "Thank you, we are looking into it.");
    desk.types("search", "a");
    desk.empties("search");

    desk.waits_until_up_to_date();
    assert!(
        desk.text("status-word").contains("Up to date"),
        "{}",
        desk.text("status-word")
    );
    assert!(!desk.sees("progress"), "the progress stays after the end");
    desk.waits("2,000 in All cases", is_complete);
    assert!(
        desk.text("coverage")
            .starts_with("2,000 of 2,000 cases here"),
        "{}",
        desk.text("coverage")
    );
    assert_eq!(
        desk.value("composer-text"),
        "Thank you, we are looking into it.",
        "what was typed while it mirrored stays"
    );

    desk.looks_at("urgent");
    assert!(desk.text("nav-urgent").contains("High & urgent"));
    let priorities = desk.priorities();
    assert!(!priorities.is_empty());
    assert!(
        priorities
            .iter()
            .all(|p| p.ends_with("High") || p.ends_with("Urgent")),
        "only the top two are in High & urgent: {priorities:?}"
    );
}

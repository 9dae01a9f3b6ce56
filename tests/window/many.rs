//! Two hundred cases changed at once, without a network: the outbox shows them in parts, and everything arrives.

use fantoccini::key::Key;
use satchel_sandbox::ALICE;

use crate::desk::Desk;
use crate::home::Home;
use crate::server::Server;

/// So many of its cards the outbox draws at first.
const DRAWN: usize = 50;

#[test]
fn a_change_of_two_hundred_cases_waits_in_the_outbox_in_parts_and_arrives() {
    let server = Server::start(220);
    let desk = Desk::open(Home::new("many"), &[]);
    desk.signs_in(&server, ALICE);
    desk.looks_at("all");
    desk.waits_until_up_to_date();
    let here = desk.count("nav-all");
    server.unplug();
    desk.presses(&['j']);
    desk.presses_together(&[char::from(Key::Control), 'a']);
    desk.waits_for("bulk-bar");
    desk.presses(&['p']);
    desk.waits_for("bulk-value");
    desk.chooses("bulk-value", "High");
    desk.waits("what would change", |desk| {
        desk.text("bulk-plan").contains("would change")
    });
    let plan = desk.text("bulk-plan");
    let changes: usize = plan
        .split(' ')
        .next()
        .and_then(|n| n.parse().ok())
        .expect("how many");
    assert!(changes > 2 * DRAWN && changes < here, "{plan}");
    desk.clicks("bulk-perform");
    desk.waits("all of them wait", |desk| {
        desk.count("nav-outbox") == changes
    });
    desk.presses(&[char::from(Key::Escape)]);
    desk.presses(&['g', 'o']);
    desk.waits("the outbox", |desk| desk.sees("outbox-item"));
    assert_eq!(desk.attributes("outbox-item", "data-testid").len(), DRAWN);
    assert!(
        desk.text("show-more")
            .contains(&(changes - DRAWN).to_string())
    );

    server.plug();
    desk.waits_long("everything has left", desk.patience() * 3, |desk| {
        desk.count("nav-outbox") == 0
    });
    desk.looks_at("all");
    let visible = |desk: &Desk| desk.priorities().iter().all(|one| one.contains("High"));
    desk.waits("it stays", visible);
    let changed = server
        .crm()
        .cases()
        .filter(|case| case.priority == "High")
        .count();
    assert!(changed >= here, "{changed} of {here}");
}

//! Journey 6: a colleague changed the same things meanwhile. What only one of the two changed is kept from both and told;
//! what both changed is decided by the person, one key or click each, and nothing is sent before.

use chrono::Utc;
use satchel_sandbox::ADMIN;
use serde_json::json;

use crate::desk::Desk;
use crate::home::Home;
use crate::server::Server;

#[test]
fn what_both_changed_waits_for_the_person_and_what_one_changed_is_kept_from_both() {
    let server = Server::start(60);
    let case = server.a_calm_case();
    server.crm().web_patches(
        case.id,
        "bob",
        json!({ "status": "Assigned", "priority": "Normal" }),
        Utc::now(),
    );
    let desk = Desk::open(Home::new("conflict"), &[]);
    desk.signs_in(&server, ADMIN);
    desk.looks_at("all");
    desk.types("search", &format!("\"{}\"", case.name));
    desk.waits("the one case", |desk| desk.rows().len() == 1);
    let row = desk.rows().into_iter().next().expect("the case");
    desk.opens(&row);
    desk.waits("its values", |desk| {
        desk.value("prop-status") == "Assigned" && desk.value("prop-priority") == "Normal"
    });

    // Offline here, at work there.
    server.unplug();
    desk.chooses("prop-priority", "High");
    desk.waits_for("pending-priority");
    desk.chooses("prop-status", "Pending");
    desk.waits_for("pending-status");
    desk.says("public", "I ask the warehouse and come back to you.");
    let theirs = json!({ "priority": "Low", "case_type": "Problem" });
    server.crm().web_patches(case.id, "bob", theirs, Utc::now());
    server.plug();
    desk.syncs();

    desk.waits("one thing to decide", |desk| {
        desk.count("nav-needs-you") == 1
    });
    desk.clicks("nav-needs-you");
    desk.waits_for("conflict");
    let card = desk.text("conflict");
    for value in ["Normal", "High", "Low"] {
        assert!(
            card.contains(value),
            "before, mine and theirs are told: {card}"
        );
    }
    let since = desk.text("conflict-set");
    assert!(!since.is_empty(), "and since when theirs stands there");
    let there = server.case(&case.name);
    assert_eq!(
        there.priority, "Low",
        "nothing is sent before the person decides"
    );
    desk.waits("what is no conflict on the server", |_| {
        server.case(&case.name).status == "Pending"
    });
    assert_eq!(
        server.case(&case.name).case_type.as_deref(),
        Some("Problem"),
        "the colleague's other change stays"
    );

    // One key.
    desk.clicks("outbox-item[data-state=held] .what");
    desk.asks(
        "document.querySelector('[data-testid=outbox-item][data-state=held] button').focus()",
        vec![],
    );
    desk.presses(&['s']);
    desk.waits("nothing to decide", |desk| desk.count("nav-needs-you") == 0);
    desk.waits_until_up_to_date();
    assert_eq!(server.case(&case.name).priority, "High");
    assert_eq!(
        server.times_said("I ask the warehouse and come back to you."),
        1,
        "and what was no conflict arrived once"
    );
}

//! Journeys 4 and 5: on the plane and back on the ground. Everything is done without a network, survives the end of the
//! app, and arrives once and in order.

use std::collections::BTreeMap;

use satchel_sandbox::ALICE;

use crate::desk::Desk;
use crate::home::Home;
use crate::server::Server;

const REPLY: &str = "The replacement is on its way, you should have it on Thursday.";
const NOTE: &str = "Warehouse says the last one. Order more.";
const FIRST_WORD: &str = "I saw this at the gate and will follow up.";
const NEW_CASE: &str = "Label printer at gate B12 prints blanks";

#[test]
fn what_is_done_without_a_network_survives_a_restart_and_arrives_once_and_in_order() {
    let server = Server::start(120);
    let mut desk = Desk::open(Home::new("plane"), &[]);
    desk.signs_in(&server, ALICE);

    desk.looks_at("open");
    let worked = desk.rows().into_iter().next().expect("an open case");
    desk.opens(&worked);
    let name = desk.title();
    let before = server.case(&name);
    let count_before = server.crm().case_count();
    let said_before = server.said_on(before.id);
    let status = other_than(&before.status, ["Pending", "Assigned"]);
    let priority = other_than(&before.priority, ["Urgent", "High"]);

    server.unplug();
    desk.says("public", REPLY);
    desk.says("internal", NOTE);
    desk.chooses("prop-status", status);
    desk.waits_for("pending-status[data-state=pending]");
    desk.chooses("prop-priority", priority);
    desk.waits_for("pending-priority[data-state=pending]");
    desk.clicks("new-case");
    desk.types("new-case-name", NEW_CASE);
    desk.clicks("new-case-save");
    desk.waits("the new case", |desk| desk.title() == NEW_CASE);
    let created = desk.open_case().expect("it is open");
    desk.says("public", FIRST_WORD);

    all_is_pending(&desk, &worked, &created, status, priority);
    desk.restarts();
    desk.waits("the list without a server", |desk| !desk.rows().is_empty());
    all_is_pending(&desk, &worked, &created, status, priority);
    assert_eq!(
        server.said_on(before.id),
        said_before,
        "nothing can have left"
    );

    server.plug();
    desk.clicks("nav-outbox");
    desk.syncs();
    desk.waits("an empty outbox", |desk| {
        desk.sees("outbox-empty") && desk.count("nav-outbox") == 0
    });
    desk.waits_until_up_to_date();

    let said = |text: &str, internal| (text.to_owned(), internal);
    let mut expected = said_before;
    expected.extend([said(REPLY, false), said(NOTE, true)]);
    assert_eq!(server.said_on(before.id), expected, "each once, in order");
    let after = server.case(&name);
    assert_eq!(
        (after.status.as_str(), after.priority.as_str()),
        (status, priority)
    );
    let new = server.case(NEW_CASE);
    assert_eq!(server.said_on(new.id), [said(FIRST_WORD, false)]);
    let all = server
        .crm()
        .cases()
        .filter(|case| case.name.starts_with(NEW_CASE))
        .count();
    assert_eq!(
        (all, server.crm().case_count()),
        (1, count_before + 1),
        "the new case exists once"
    );

    // The same cases by the same ids, now without a pending mark.
    desk.looks_at("all");
    for (id, title) in [(&worked, name.as_str()), (&created, NEW_CASE)] {
        desk.opens(id);
        assert_eq!(desk.title(), title);
        desk.waits("everything sent", |desk| {
            desk.attributes("timeline-item", "data-state")
                .iter()
                .all(|state| state == "sent")
        });
    }
}

/// Everything is shown where it belongs and in the outbox, and the word says offline.
#[track_caller]
fn all_is_pending(desk: &Desk, worked: &str, created: &str, status: &str, priority: &str) {
    desk.waits("the word Offline", |desk| desk.word() == "offline");
    desk.looks_at("all");
    desk.opens(worked);
    assert_eq!(pending_texts(desk), [REPLY, NOTE]);
    assert_eq!(desk.value("prop-status"), status);
    assert_eq!(desk.value("prop-priority"), priority);
    assert!(desk.sees("pending-status") && desk.sees("pending-priority"));
    desk.opens(created);
    assert_eq!(desk.title(), NEW_CASE);
    assert_eq!(pending_texts(desk), [FIRST_WORD]);

    desk.clicks("nav-outbox");
    desk.waits("the outbox with its count", |desk| {
        desk.attributes("outbox-item", "data-kind").len() == 6 && desk.count("nav-outbox") == 6
    });
    let mut kinds = BTreeMap::new();
    for kind in desk.attributes("outbox-item", "data-kind") {
        *kinds.entry(kind).or_insert(0) += 1;
    }
    let kinds: Vec<_> = kinds.iter().map(|(kind, n)| (kind.as_str(), *n)).collect();
    assert_eq!(kinds, [("comment", 3), ("create", 1), ("edit", 2)]);
    let states = desk.attributes("outbox-item", "data-state");
    assert!(states.iter().all(|state| state == "pending"), "{states:?}");
}

/// What was said and has not arrived, top to bottom.
fn pending_texts(desk: &Desk) -> Vec<String> {
    desk.texts("timeline-item[data-kind=comment][data-state=pending] .text")
}

/// One of the two that is not what it was.
fn other_than(before: &str, two: [&'static str; 2]) -> &'static str {
    let [first, second] = two;
    if before == first { second } else { first }
}

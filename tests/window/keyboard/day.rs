//! A whole working day without a mouse, in one window: the journeys 2 to 10 of the product, one after the other, each to its
//! end. How the hand goes and what is asked of the focus: `walk.rs`; what goes wrong in the day: `trouble.rs`.

use chrono::Utc;
use fantoccini::key::Key;
use satchel_sandbox::{ADMIN, Fate, NewWebCase, When};
use uuid::Uuid;

use super::trouble;
use crate::desk::Desk;
use crate::desktop::{self, Recorder};
use crate::home::Home;
use crate::server::Server;

/// What the day is about.
const NAMES: [&str; 6] = [
    "Answered in the air",
    "Done in the air",
    "Changed by two",
    "Merged into another",
    "What it was merged into",
    "Deleted meanwhile",
];
const PRESSING: &str = "Checkout refuses every card since noon";
const WRONG: &str = "This was meant for another customer.";
const REPLY: &str = "The replacment is on its way.";
const BETTER: &str = "The replacement is on its way.";
const NOTE: &str = "Warehouse says the last one.";
const NEW_CASE: &str = "Label printer at gate B12 prints blanks";
const FIRST_WORD: &str = "I saw this at the gate.";
const LOG: &str = "gate.log";

#[test]
fn a_whole_working_day_passes_without_a_mouse() {
    let server = Server::start(60);
    for name in NAMES {
        let new = NewWebCase {
            name: name.to_owned(),
            priority: Some("Normal".to_owned()),
            ..NewWebCase::default()
        };
        server.crm().web_creates_case("bob", new, Utc::now());
    }
    let mut desk = Desk::open(Home::new("keyboard_day"), &[]);
    signs_in(&desk, &server);
    works_the_queue(&desk);
    is_alerted(&desk, &server);
    flies_and_lands(&desk, &server);
    trouble::decides(&desk, &server);
    trouble::moves_what_was_left(&desk, &server);
    trouble::asks_what_is_wrong(&desk, &server);
    trouble::is_locked_out_and_let_in(&mut desk, &server);
}

/// Journey 2: each thing that stands against it is told where the caret is.
fn signs_in(desk: &Desk, server: &Server) {
    desk.is_at("signin-server");
    desk.strikes_key(Key::Enter);
    desk.waits_for("signin-error[data-code=invalid]");
    desk.is_at("signin-server");
    let always = |fate: Fate| server.crm().faults.always(When::any(), fate);
    always(Fate::CaptivePortal);
    desk.spells(&server.origin());
    desk.strikes_key(Key::Enter);
    desk.waits_for("signin-error[data-code=captivePortal]");
    desk.is_at("signin-server");
    server.crm().faults.clear();
    server.unplug();
    desk.strikes_key(Key::Enter);
    desk.waits_for("signin-error[data-code=offline]");
    desk.is_at("signin-server");
    server.plug();
    desk.goes_round();
    desk.is_at("signin-server");

    desk.strikes_key(Key::Enter);
    desk.is_at("signin-step[data-step=way] input");
    desk.tabs_back_to("signin-step [role=tab][aria-selected=true]");
    desk.strikes_key(Key::End);
    desk.is_at("signin-way-token");
    desk.tabs_to("signin-token");
    desk.spells("bcrm_pat_mistyped");
    desk.strikes_key(Key::Enter);
    desk.waits_for("signin-error[data-code=signIn]");
    desk.is_at("signin-token");
    desk.spells_over(ADMIN);
    desk.strikes_key(Key::Enter);
    desk.waits_until_up_to_date();
    // The form is gone: one goes on in the list.
    desk.is_at("queue");
}

/// Journey 3: walked, filtered, kept as a view.
fn works_the_queue(desk: &Desk) {
    desk.strikes(&['7']);
    desk.waits("All cases", |desk| {
        desk.sees("nav-all[aria-current=page]") && desk.rows().len() > 4
    });
    desk.is_at("queue");
    desk.strikes(&['j', 'j', 'k']);
    desk.strikes_key(Key::Down);
    let rows = desk.rows();
    desk.waits("the third row", |desk| {
        desk.attributes("queue-row[tabindex='0']", "data-case-id") == rows[2..3]
    });
    desk.goes_round();
    desk.is_at("queue");

    desk.strikes(&['f']);
    desk.is_at("filter-panel");
    desk.tabs_to("filter-priority-Urgent");
    desk.presses(&[' ']);
    desk.waits("only urgent ones", |desk| {
        let all = desk.priorities();
        !all.is_empty() && all.iter().all(|one| one.ends_with("Urgent"))
    });
    desk.is_at("filter-priority-Urgent");
    desk.strikes_key(Key::Escape);
    desk.is_at("filter");
    desk.strikes(&['v']);
    desk.is_at("saved-name");
    desk.goes_round();
    desk.is_at("saved-name");
    desk.spells("Urgent everywhere");
    desk.presses(&[char::from(Key::Enter)]);
    desk.waits("no dialog", |desk| !desk.sees("saved-name"));
    desk.is_at("filter");
    desk.strikes(&['1']);
    desk.waits_for("nav-mine[aria-current=page]");
    desk.strikes(&['g', '1']);
    desk.waits("the saved view", |desk| {
        let all = desk.priorities();
        !all.is_empty() && all.iter().all(|one| one.ends_with("Urgent"))
    });
    desk.is_at("queue");
    desk.presses(&[char::from(Key::Enter)]);
    desk.is_at("case");
    // The case with its list: the way round leads through both.
    let way = desk.goes_round();
    for stop in ["prop-status", "composer-text", "queue"] {
        assert!(way.iter().any(|one| one.contains(stop)), "{stop}: {way:#?}");
    }
    desk.is_at("case");
    desk.strikes_key(Key::Escape);
    desk.is_at("queue");
}

/// Journey 8: the desktop's notification, by its key, and the entry in Alerts.
fn is_alerted(desk: &Desk, server: &Server) {
    let recorder = Recorder::start();
    let new = NewWebCase {
        name: PRESSING.to_owned(),
        priority: Some("Urgent".to_owned()),
        ..NewWebCase::default()
    };
    server.crm().web_creates_case("bob", new, Utc::now());
    desk.calls_for("Sync now");
    desk.is_put_away();
    desk.waits("the notification", |_| desktop::shown() == 1);
    assert_eq!(recorder.titles(), [PRESSING]);
    // On a busy desktop the first may come before the notification listens; that one is enough, `alert.rs` tells.
    desk.waits("the window", |desk| {
        desktop::click();
        desk.tries(desk.patience() / 4, || desk.is_in_sight().then_some(()))
            .is_some()
    });
    desk.waits("the case of the notification", |desk| {
        desk.title() == PRESSING
    });
    desk.is_at("case");
    desk.strikes(&['g', 'a']);
    desk.waits_for_text("alert", PRESSING);
    desk.tabs_to("alert");
    desk.presses(&[char::from(Key::Enter)]);
    desk.waits("the case of the alert", |desk| desk.title() == PRESSING);
    desk.is_at("case");
}

/// Journeys 4 and 5: everything without a network, thought over, and on the server once.
fn flies_and_lands(desk: &Desk, server: &Server) {
    let (worked, closed) = (
        server.case("Answered in the air"),
        server.case("Done in the air"),
    );
    let before = server.said_on(worked.id);
    let row = desk.looks_up(&worked.name);
    desk.answers('r', WRONG);
    desk.waits("it on the server", |_| server.times_said(WRONG) == 1);
    desk.waits_until_up_to_date();
    server.unplug();

    desk.answers('r', REPLY);
    desk.answers('i', NOTE);
    // Past Closed, which asks for its date, without being held there.
    desk.tabs_to("prop-status");
    desk.arrows_to("prop-status", "Rejected");
    desk.waits_for("pending-status[data-state=pending]");
    desk.tabs_to("prop-priority");
    desk.arrows_to("prop-priority", "Urgent");
    desk.waits_for("pending-priority[data-state=pending]");
    desk.tabs_to("set-assignees");
    desk.strikes_key(Key::Enter);
    desk.is_at("pick-assignees");
    desk.spells("bob");
    desk.waits("bob on top", |desk| {
        desk.texts("pick-assignees-list [aria-selected=true]")
            .join("")
            .to_lowercase()
            .contains("bob")
    });
    desk.strikes_key(Key::Enter);
    desk.waits_for("pending-assignees");
    desk.strikes_key(Key::Escape);
    desk.is_at("set-assignees");
    attaches(desk);
    desk.tabs_back_to("comment-delete");
    desk.presses(&[char::from(Key::Enter)]);
    desk.waits_for_text("timeline-item[data-change=deleted] del", WRONG);
    desk.is_at("undo");

    desk.looks_up(&closed.name);
    desk.tabs_to("prop-status");
    desk.arrows_to("prop-status", "Closed");
    desk.waits_for("closed-on");
    desk.tabs_to("closed-on");
    desk.strikes_key(Key::Enter);
    desk.waits_for("pending-status[data-state=pending]");
    desk.is_at("prop-status");
    // Letters choose in a list; out of it they are keys again.
    desk.strikes_key(Key::Escape);
    desk.is_at("case");
    desk.strikes(&['c']);
    desk.is_at("new-case-name");
    desk.goes_round();
    desk.is_at("new-case-name");
    desk.spells(NEW_CASE);
    desk.presses(&[char::from(Key::Enter)]);
    desk.waits("the new case", |desk| desk.title() == NEW_CASE);
    desk.is_at("case");
    desk.answers('r', FIRST_WORD);

    // A second thought, in the outbox; and one that is taken back.
    desk.strikes(&['g', 'o']);
    desk.waits("the outbox", |desk| {
        desk.attributes("outbox-item", "data-kind").len() >= 10
    });
    desk.goes_round();
    desk.tabs_to("outbox-item[data-kind=comment] [data-testid=outbox-rewrite]");
    desk.strikes_key(Key::Enter);
    desk.is_at("outbox-text");
    desk.strikes_key(Key::Escape);
    desk.is_at("outbox-rewrite");
    desk.strikes_key(Key::Enter);
    desk.is_at("outbox-text");
    desk.spells_over(BETTER);
    desk.strikes_with(&[Key::Control], char::from(Key::Enter));
    desk.is_at("outbox-rewrite");
    desk.waits_for_text("outbox-item[data-kind=comment]", BETTER);
    assert_eq!(server.said_on(worked.id).len(), before.len() + 1);

    server.plug();
    desk.calls_for("Sync now");
    desk.waits("an empty outbox", |desk| {
        desk.sees("outbox-empty") && desk.count("nav-outbox") == 0
    });
    desk.waits_until_up_to_date();
    desk.stands("everything was sent");
    let mut expected = before;
    expected.extend([(BETTER.to_owned(), false), (NOTE.to_owned(), true)]);
    assert_eq!(server.said_on(worked.id), expected, "each once, in order");
    let after = server.case(&worked.name);
    assert_eq!(
        (after.status.as_str(), after.priority.as_str()),
        ("Rejected", "Urgent")
    );
    assert_eq!(after.closed_on, None, "it was not closed on the way");
    let bob = server.crm().person("bob").expect("bob").profile;
    assert_eq!(after.assigned_to, [bob]);
    assert!(has_file(server, worked.id), "the file");
    let done = server.case(&closed.name);
    assert_eq!(done.status, "Closed");
    assert!(done.closed_on.is_some(), "closed with its date");
    let made = server.case(NEW_CASE);
    assert_eq!(server.said_on(made.id), [(FIRST_WORD.to_owned(), false)]);
    desk.looks_up(&worked.name);
    assert_eq!(desk.open_case(), Some(row));
    desk.waits("everything sent", |desk| {
        desk.attributes("timeline-item", "data-state")
            .iter()
            .all(|state| state == "sent")
    });
}

/// A file, by the desktop's own dialog, which has keys as well.
fn attaches(desk: &Desk) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join(LOG);
    std::fs::write(&file, "gate closed").expect("a file");
    desk.tabs_to("attach");
    desk.presses(&[char::from(Key::Enter)]);
    desktop::answers_dialog(desk, "Attach files", &file);
    desk.waits_for_text(
        "timeline-item[data-kind=attachment][data-change=added]",
        LOG,
    );
    desk.is_at("attach");
}

fn has_file(server: &Server, case: Uuid) -> bool {
    let crm = server.crm();
    let files = crm.attachments_of(case);
    let mut found = files.iter().filter(|file| file.name == LOG);
    found.next().is_some_and(|file| {
        crm.bytes_of(file.id)
            .is_some_and(|bytes| bytes.starts_with(b"gate closed"))
    })
}

//! Every screen, looked at: in light and dark, held against the rules of axe with the colors as they are painted, and
//! against the width of the window. Leaves a picture of each in `target/pictures`; `cargo xtask pictures` runs this alone.
//!
//! How a screen is looked at is `gallery/glance.rs`. A new screen gets a stop here; what it does is its journey's to prove.

mod carried;
mod columns;
mod covered;
mod glance;
mod locked;
mod narrow;
mod own;
mod read;
mod scoped;

use chrono::Utc;
use fantoccini::key::Key;
use satchel_sandbox::{ADMIN, ALICE};
use serde_json::json;

use crate::desk::Desk;
use crate::home::Home;
use crate::server::Server;
use glance::Glances;

/// A case with everything on it: it is made for the pictures.
const BUSY: &str = "Label printer at gate B12 prints blanks";

#[test]
fn every_way_in_is_readable_in_both_themes() {
    let server = Server::start(20);
    let desk = Desk::open(Home::without_keyring("gallery_door"), &[]);
    let mut seen = Glances::new(&desk);
    desk.waits_for("signin-server");
    seen.at("sign-in-server");
    desk.types("signin-server", "https://nobody.invalid");
    desk.clicks("signin-continue");
    desk.waits("an explained failure", |desk| {
        desk.sees("signin-server") && !desk.texts("signin-server[aria-invalid=true]").is_empty()
    });
    seen.at("sign-in-nobody-there");
    desk.types_over("signin-server", &server.origin());
    desk.clicks("signin-continue");
    desk.waits_for("signin-way-token");
    seen.at("sign-in-way");
    desk.clicks("signin-way-token");
    desk.types("signin-token", "bcrm_pat_of_nobody");
    desk.clicks("signin-submit");
    desk.waits("an explained refusal", |desk| {
        !desk.texts("signin-token[aria-invalid=true]").is_empty()
    });
    seen.at("sign-in-refused");
    desk.types_over("signin-token", ALICE);
    desk.clicks("signin-submit");
    desk.waits_for("passphrase-again");
    seen.at("sign-in-passphrase");
    seen.end();
}

#[test]
fn every_screen_is_readable_in_both_themes() {
    let server = Server::start(120);
    let case = a_busy_case(&server);
    let desk = Desk::open(Home::new("gallery"), &[]);
    desk.signs_in(&server, ADMIN);
    let mut seen = Glances::new(&desk);

    desk.looks_at("all");
    seen.at("queue");
    desk.types("search", "status:open printer");
    desk.presses(&[char::from(Key::Enter)]);
    desk.waits("a shorter list", |desk| desk.rows().len() < 20);
    seen.at("queue-found");
    desk.types_over("search", "changed:sometime");
    desk.presses(&[char::from(Key::Enter)]);
    desk.waits_for("search-problem");
    seen.at("queue-not-understood");
    desk.types_over("search", "zzzz");
    desk.presses(&[char::from(Key::Enter)]);
    desk.waits("nothing found", |desk| desk.rows().is_empty());
    seen.at("queue-nothing-found");
    desk.empties("search");
    desk.clicks("layout-board");
    desk.waits("cards", |desk| desk.texts("board-card").len() > 8);
    seen.at("board");
    desk.clicks("layout-accounts");
    desk.waits_for("account-line");
    seen.at("accounts");
    desk.clicks("layout-list");

    desk.clicks("nav-outbox");
    desk.waits_for("outbox-empty");
    seen.at("outbox-empty");
    desk.clicks("nav-needs-you");
    desk.waits_for("outbox-empty");
    seen.at("needs-you-empty");
    desk.clicks("nav-alerts");
    seen.at("alerts");
    desk.clicks("alerts-rules");
    desk.waits_for("quiet-on");
    desk.clicks("quiet-on");
    desk.waits_for("quiet-start");
    seen.at("alert-rules");
    desk.clicks("rule-add");
    desk.waits_for("rule-form");
    desk.clicks("rule-why-new");
    desk.types("rule-query", "printer is:nothing");
    desk.clicks("rule-try");
    desk.waits_for("rule-problem");
    seen.at("alert-rule-not-understood");
    desk.types_over("rule-query", "printer");
    desk.clicks("rule-try");
    desk.waits("what it would have caught", |desk| {
        desk.text("rule-trial").contains("would have caught")
    });
    seen.at("alert-rule");
    desk.presses(&[char::from(Key::Escape)]);
    desk.waits("no dialog", |desk| !desk.sees("rule-form"));
    desk.clicks("nav-settings");
    seen.at("settings");
    desk.waits_for("kept-facts");
    desk.asks(
        "document.querySelector('[data-testid=kept]').scrollIntoView()",
        vec![],
    );
    seen.at("settings-kept");
    desk.asks(
        "document.querySelector('[data-testid=settings-alerts]').scrollIntoView()",
        vec![],
    );
    desk.waits_for("privacy-whenLocked");
    seen.at("settings-alerts");
    desk.presses(&['?']);
    desk.waits("the keys", |desk| {
        desk.sees("queue") || desk.sees_dialog("Keyboard shortcuts")
    });
    seen.at("keys");
    desk.presses(&[char::from(Key::Escape)]);
    desk.clicks("new-case");
    desk.waits_for("new-case-name");
    seen.at("new-case");
    desk.presses(&[char::from(Key::Escape)]);

    desk.looks_at("all");
    desk.types("search", "gate B12");
    desk.presses(&[char::from(Key::Enter)]);
    desk.waits("the one case", |desk| desk.rows().len() == 1);
    let row = desk.rows().into_iter().next().expect("the case");
    desk.opens(&row);
    desk.waits_for_text("timeline-item", "It prints blanks again");
    seen.at("case");
    desk.presses_together(&[char::from(Key::Control), 'f']);
    desk.waits("the field", |desk| desk.is_focused("find-text"));
    desk.writes("print");
    desk.waits_for("timeline-item[aria-current]");
    seen.at("case-looked-through");
    desk.presses(&[char::from(Key::Escape)]);
    desk.clicks("case-more");
    desk.clicks("case-why-told");
    desk.waits_for("why-told");
    seen.at("case-why-told");
    desk.presses(&[char::from(Key::Escape)]);
    desk.waits("no dialog", |desk| !desk.sees("why-told"));
    server.unplug();
    desk.says(
        "public",
        "A new print head is on its way, you should have it on Thursday.",
    );
    desk.says("internal", "Warehouse says the last one. Order more.");
    desk.chooses("prop-priority", "High");
    desk.waits_for("pending-priority");
    desk.waits("the word Offline", |desk| desk.word() == "offline");
    seen.at("case-offline");
    desk.clicks("status-word");
    desk.waits_for("sync-now");
    seen.at("sync-centre-offline");
    desk.presses(&[char::from(Key::Escape)]);
    desk.clicks("nav-outbox");
    desk.waits_for("outbox-item");
    seen.at("outbox");

    // Meanwhile a colleague changed the same thing.
    let theirs = json!({ "priority": "Low" });
    server.crm().web_patches(case, "bob", theirs, Utc::now());
    server.plug();
    desk.syncs();
    desk.waits("a conflict", |desk| desk.count("nav-needs-you") > 0);
    desk.clicks("nav-needs-you");
    desk.waits_for("conflict");
    seen.at("needs-you");
    seen.end();
}

#[test]
fn what_is_done_to_many_is_readable_in_both_themes_and_in_large_letters() {
    let server = Server::start(60);
    let desk = Desk::open(Home::new("gallery_triage"), &[]);
    desk.signs_in(&server, ADMIN);
    let mut seen = Glances::new(&desk);
    for size in ["100", "200"] {
        desk.clicks("nav-settings");
        desk.waits_for("shortcuts");
        desk.chooses("text-size", size);
        seen.at(&format!("shortcuts-{size}"));
        desk.looks_at("all");
        desk.presses_together(&[char::from(Key::Control), 'k']);
        desk.waits_for("palette-text");
        seen.at(&format!("palette-{size}"));
        desk.writes("print");
        desk.waits_for("palette-line[data-id^=case]");
        seen.at(&format!("palette-typed-{size}"));
        desk.presses(&[char::from(Key::Escape)]);
        desk.waits("no palette", |desk| !desk.sees("palette-text"));
        desk.presses(&['7']);
        desk.waits("the focus in the list", |desk| desk.is_focused("queue"));
        desk.presses(&['x']);
        for _ in 0..3 {
            desk.presses_together(&[char::from(Key::Shift), char::from(Key::Down)]);
        }
        desk.waits_for("bulk-bar");
        seen.at(&format!("chosen-{size}"));
        desk.presses(&['s']);
        desk.waits_for("bulk-value");
        desk.chooses("bulk-value", "Closed");
        desk.waits("what would change", |desk| {
            desk.text("bulk-plan").contains("change")
        });
        seen.at(&format!("bulk-{size}"));
        desk.presses(&[char::from(Key::Escape)]);
        desk.waits("no dialog", |desk| !desk.sees("bulk-dialog"));
        desk.presses(&[char::from(Key::Escape)]);
        desk.presses(&['?']);
        desk.waits_for("keys-find");
        seen.at(&format!("keys-{size}"));
        desk.presses(&[char::from(Key::Escape)]);
    }
    seen.end();
}

/// A case with a conversation, a note, a file and people.
fn a_busy_case(server: &Server) -> uuid::Uuid {
    let mut crm = server.crm();
    let now = Utc::now();
    let me = crm.me(ADMIN).expect("the admin").person.profile;
    let new = satchel_sandbox::NewWebCase {
        name: BUSY.to_owned(),
        priority: Some("Normal".to_owned()),
        description: Some(
            "Since Monday every third label is blank. We cleaned the head and changed the roll."
                .to_owned(),
        ),
        assigned_to: vec![me],
        ..satchel_sandbox::NewWebCase::default()
    };
    let case = crm.web_creates_case("bob", new, now);
    let said: [(&str, &str, bool); 3] = [
        (
            "bob",
            "Could you send me a photo of a blank label and of the one before it?",
            false,
        ),
        (
            "bob",
            "Third printer of this batch. Ask the warehouse.",
            true,
        ),
        ("bob", "It prints blanks again since this morning.", false),
    ];
    for (who, text, internal) in said {
        crm.web_comments(case, who, text, internal, now);
    }
    crm.web_attaches(case, "bob", "printer.log", "E17 head voltage low\n", now);
    crm.web_patches(case, "bob", json!({ "status": "Assigned" }), now);
    case
}

#[test]
fn what_others_did_is_readable_in_both_themes() {
    let server = Server::start(120);
    let case = a_busy_case(&server);
    let desk = Desk::open(Home::new("gallery_news"), &[]);
    desk.signs_in(&server, ADMIN);
    desk.looks_at("all");
    desk.waits_until_up_to_date();
    others_work(&server, case);
    desk.syncs();
    desk.waits("what they did", |desk| !desk.texts("row-news").is_empty());
    let mut seen = Glances::new(&desk);
    seen.at("queue-news");
    desk.clicks("nav-away");
    desk.waits_for("away-case");
    seen.at("away");
    desk.looks_at("all");
    desk.types("search", "gate B12");
    desk.presses(&[char::from(Key::Enter)]);
    desk.waits("the one case", |desk| desk.rows().len() == 1);
    let row = desk.rows().into_iter().next().expect("the case");
    desk.opens(&row);
    desk.waits_for("news-line");
    seen.at("case-news");
    desk.clicks("nav-alerts");
    desk.waits_for("alert");
    seen.at("alerts-inbox");
    seen.end();
}

/// Colleagues work while the window is open on something else.
fn others_work(server: &Server, case: uuid::Uuid) {
    let mut crm = server.crm();
    let now = Utc::now();
    let me = crm.me(ADMIN).expect("the admin").person.profile;
    crm.web_comments(
        case,
        "bob",
        "The new head is in, please try again.",
        false,
        now,
    );
    crm.web_comments(case, "bob", "Warehouse has no more of them.", true, now);
    let changes = json!({ "status": "Pending", "priority": "High", "description": "Every third label was blank." });
    crm.web_patches(case, "bob", changes, now);
    let new = satchel_sandbox::NewWebCase {
        name: "Gate C3 is closed, nothing prints".to_owned(),
        priority: Some("Urgent".to_owned()),
        assigned_to: vec![me],
        ..satchel_sandbox::NewWebCase::default()
    };
    crm.web_creates_case("bob", new, now);
    let open: Vec<uuid::Uuid> = crm
        .cases()
        .filter(|one| one.is_active && one.id != case && one.status == "New")
        .map(|one| one.id)
        .take(6)
        .collect();
    for id in open {
        crm.web_comments(id, "bob", "Any news on this one?", false, now);
    }
}

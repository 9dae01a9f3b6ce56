//! What an administrator set, in the real window: shown read-only, the export refused by the shell whatever the page asks; a
//! file that can't be read is told and forbids what it could have forbidden.

use satchel_sandbox::ALICE;

use crate::desk::Desk;
use crate::home::Home;
use crate::server::Server;

#[test]
fn what_an_administrator_set_is_shown_and_holds() {
    let server = Server::start(20);
    let home = Home::new("managed");
    let policy = format!(r#"{{"server": "{}", "off": ["export"]}}"#, server.origin());
    home.sets_policy(&policy);
    let mut desk = Desk::open(home, &[]);
    desk.waits("the server in its place", |desk| {
        desk.value("signin-server") == server.origin()
    });
    desk.signs_in_with(ALICE);
    desk.clicks("nav-settings");
    desk.waits_for_text("managed", "Exporting");
    desk.looks_at("all");
    desk.clicks("view-menu");
    desk.clicks("view-export");
    desk.clicks("export-go");
    desk.waits("that it is off", |desk| {
        desk.texts("notices")
            .iter()
            .any(|said| said.contains("switched off by your administrator"))
    });

    desk.end();
    desk.home().sets_policy("{ \"server\": ");
    desk.restarts();
    desk.waits_for("queue");
    desk.waits("that the settings are in the way", |desk| {
        desk.word() == "barred"
    });
    assert!(desk.text("status-word").contains("Ask your administrator"));
    desk.clicks("status-word");
    desk.waits_for_text("sync-centre", "can’t be read");
    desk.waits_for_text("sync-centre", "start Satchel again");
    assert!(!desk.sees("sign-in-again"), "no sign-in mends it");
    desk.clicks("sync-managed");
    desk.waits_for_text("managed", "can’t be read");
    let asked = server.crm().requests().count();
    desk.looks_at("all");
    assert!(!desk.rows().is_empty(), "the mirror stays readable");
    assert_eq!(
        server.crm().requests().count(),
        asked,
        "no server is spoken to"
    );
}

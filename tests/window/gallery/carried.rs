//! The pictures of what goes out and comes in, of the tester of the way and the diary, and of what an administrator set.

use satchel_sandbox::ADMIN;

use super::glance::Glances;
use crate::desk::Desk;
use crate::desktop;
use crate::home::Home;
use crate::server::Server;
use fantoccini::key::Key;

#[test]
fn what_goes_out_and_comes_in_is_readable_in_both_themes() {
    let server = Server::start(40);
    let desk = Desk::open(Home::new("gallery_carried"), &[]);
    desk.signs_in(&server, ADMIN);
    let mut seen = Glances::new(&desk);
    let leaves = |name: &str| {
        desk.presses(&[char::from(Key::Escape)]);
        desk.waits("no dialog", |desk| !desk.sees(name));
    };
    desk.looks_at("all");
    desk.clicks("view-menu");
    desk.clicks("view-export");
    desk.waits_for("export-go");
    seen.at("export-list");
    leaves("export-dialog");
    desk.clicks("view-menu");
    desk.clicks("view-import");
    desk.waits_for("import-choose");
    seen.at("import");
    let folder = tempfile::tempdir().expect("a folder");
    let table = folder.path().join("fair.csv");
    let rows = "name;priority\r\nBadge printer jams;Urgent\r\nNo such;Burning\r\n";
    std::fs::write(&table, rows).expect("a table");
    desk.clicks("import-choose");
    desktop::answers_dialog(&desk, "Import cases", &table);
    desk.waits_for("import-left-out");
    seen.at("import-plan");
    leaves("import-dialog");

    let row = desk.rows().remove(0);
    desk.opens(&row);
    desk.clicks("case-more");
    desk.clicks("case-export");
    desk.waits_for("export-print");
    desk.clicks("export-print");
    seen.at("export-case");
    leaves("export-dialog");

    desk.clicks("nav-settings");
    desk.waits_for("way-test");
    desk.clicks("way-test");
    desk.waits_for("way-hops");
    let show = "document.querySelector('[data-testid=way-hops]').scrollIntoView({block: 'center'})";
    desk.asks(show, vec![]);
    seen.at("way-test");
    desk.clicks("status-word");
    desk.waits_for("diary");
    seen.at("diary");
    desk.clicks("diagnostics-open");
    desk.waits_for("diagnostics-text");
    seen.at("diagnostics");
    desk.presses(&[char::from(Key::Escape)]);
    seen.end();
}

#[test]
fn what_an_administrator_set_is_readable_in_both_themes() {
    let server = Server::start(20);
    let home = Home::new("gallery_managed");
    let origin = server.origin();
    home.sets_policy(&format!(
        r#"{{"server": "{origin}", "maxOfflineHours": 72, "off": ["export", "print", "attachments"]}}"#
    ));
    let mut desk = Desk::open(home, &[]);
    desk.signs_in_with(ADMIN);
    let show = "document.querySelector('[data-testid=managed]').scrollIntoView()";
    let mut seen = Glances::new(&desk);
    desk.clicks("nav-settings");
    desk.waits_for_text("managed", "Exporting");
    desk.asks(show, vec![]);
    seen.at("policy");
    seen.end();
    desk.end();
    desk.home().sets_policy("{ \"server\": ");
    desk.restarts();
    desk.clicks("nav-settings");
    desk.waits_for_text("managed", "can’t be read");
    desk.asks(show, vec![]);
    let mut seen = Glances::new(&desk);
    seen.at("policy-broken");
    seen.end();
}

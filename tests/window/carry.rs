//! Cases written out and brought in through the desktop's own dialogs: the file on disk is what was asked for, its owner's
//! alone, and the table becomes cases that reach the server.

use std::os::unix::fs::PermissionsExt;

use fantoccini::key::Key;
use satchel_sandbox::ALICE;

use crate::desk::Desk;
use crate::desktop;
use crate::home::Home;
use crate::server::Server;

#[test]
fn cases_are_written_out_and_brought_in_through_the_desktops_dialogs() {
    let server = Server::start(30);
    let desk = Desk::open(Home::new("carry"), &[]);
    desk.signs_in(&server, ALICE);
    desk.looks_at("all");
    let files = tempfile::tempdir().expect("a folder");

    desk.clicks("view-menu");
    desk.clicks("view-export");
    desk.clicks("export-go");
    let csv = files.path().join("list.csv");
    desktop::answers_dialog(&desk, "Save as", &csv);
    desk.waits("the list in a file", |_| csv.exists());
    desk.waits("no dialog", |desk| !desk.sees("export-dialog"));
    let text = std::fs::read_to_string(&csv).expect("the list");
    assert!(text.starts_with("\u{feff}id,server_id,name,"), "{text}");
    let mode = std::fs::metadata(&csv)
        .expect("a file")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600, "its owner's alone");

    desk.clicks("view-menu");
    desk.clicks("view-import");
    let table = files.path().join("fair.csv");
    std::fs::write(
        &table,
        "name;priority\r\nBadge printer jams;Urgent\r\nNo such;Burning\r\n",
    )
    .expect("a table");
    desk.clicks("import-choose");
    desktop::answers_dialog(&desk, "Import cases", &table);
    desk.waits_for_text("import-plan", "1 row becomes a case");
    desk.waits_for_text("import-left-out", "The server has no such priority");
    let made = |name: &str| server.crm().cases().filter(|c| c.name == name).count();
    assert_eq!(made("Badge printer jams"), 0, "nothing before a yes");
    desk.presses(&[char::from(Key::Return)]);
    desk.waits("no dialog", |desk| !desk.sees("import-dialog"));
    desk.syncs();
    desk.waits("the case on the server", |_| {
        made("Badge printer jams") == 1
    });
    assert_eq!(made("No such"), 0);
}

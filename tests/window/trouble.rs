//! Journey 10, something is wrong: what was tried, what failed and why, what happens next; the way that breaks is named; a report
//! that is shown before it is saved and holds nothing of a customer.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener};

use satchel_sandbox::ALICE;
use serde_json::json;

use crate::desk::Desk;
use crate::desktop;
use crate::home::Home;
use crate::server::Server;

const CANARY: &str = "Canary7431";

#[test]
fn what_is_wrong_is_named_and_a_report_without_a_customer_is_saved() {
    let server = Server::start(20);
    let case = server
        .crm()
        .cases()
        .find(|c| c.is_active && c.merged.is_none())
        .expect("a case")
        .id;
    let name = json!({"name": format!("{CANARY} of Crucible")});
    server
        .crm()
        .web_patches(case, "bob", name, chrono::Utc::now());
    let desk = Desk::open(Home::new("trouble"), &[]);
    desk.signs_in(&server, ALICE);
    desk.looks_at("all");

    server.unplug();
    desk.syncs();
    desk.waits("that it is offline", |desk| desk.word() == "offline");
    desk.clicks("status-word");
    desk.waits_for_text("diary", "can’t be reached");
    desk.waits("what comes next", |desk| {
        !desk.text("diary-next").is_empty()
    });

    // Each hop by its name: a door that is closed, and a page in between.
    desk.presses(&[char::from(fantoccini::key::Key::Escape)]);
    desk.clicks("nav-settings");
    desk.clicks("way-test");
    desk.waits_for("way-hops");
    assert_eq!(broken(&desk), ["connection"]);

    desk.clicks("status-word");
    desk.clicks("diagnostics-open");
    desk.waits_for_text("diagnostics-text", "\"offline\"");
    let shown = desk.text("diagnostics-text");
    let files = tempfile::tempdir().expect("a folder");
    let report = files.path().join("report.json");
    desk.clicks("diagnostics-save");
    desktop::answers_dialog(&desk, "Save as", &report);
    desk.waits("the report in a file", |_| report.exists());
    let saved = std::fs::read_to_string(&report).expect("the report");
    assert_eq!(
        saved.trim(),
        shown.trim(),
        "what was shown is what is saved"
    );
    for word in [CANARY, "Crucible", "127.0.0.1", "alice", ALICE] {
        assert!(!saved.contains(word), "{word} in {saved}");
    }
    for log in desk
        .home()
        .data()
        .iter()
        .filter(|file| file.ends_with("satchel.log"))
    {
        let said = std::fs::read_to_string(log).expect("the log");
        assert!(!said.contains(CANARY) && !said.contains(ALICE), "{said}");
    }
    assert!(
        desk.home()
            .data()
            .iter()
            .any(|file| file.ends_with("logs/satchel.log")),
        "there is a log"
    );
}

#[test]
fn at_the_door_a_page_in_between_and_a_proxy_are_named() {
    let page = page();
    let desk = Desk::open(Home::new("trouble_door"), &[]);
    desk.waits_for("signin-server");
    desk.types("signin-server", &format!("http://127.0.0.1:{page}"));
    desk.clicks("connection-summary");
    desk.clicks("way-test");
    desk.waits_for("way-hops");
    assert_eq!(broken(&desk), ["portal"]);

    desk.clicks("proxy-explicit");
    desk.types("proxy-address", "127.0.0.1:9");
    desk.clicks("proxy-save");
    desk.waits_for_text("connection-said", "Saved.");
    desk.types_over("signin-server", "crm.larkfield.example");
    desk.clicks("way-test");
    desk.waits("the proxy", |desk| broken(desk) == ["connection"]);
}

fn broken(desk: &Desk) -> Vec<String> {
    desk.attributes("way-hops [data-holds=no]", "data-hop")
}

/// Answers everything with a page, as a hotel does.
fn page() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    let port = listener.local_addr().expect("its number").port();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut stream = stream;
            let _asked = stream.read(&mut [0; 4096]);
            let body = "<html>Welcome to our Wi-Fi</html>";
            let head = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
                body.len()
            );
            let _hung_up_or_not = stream.write_all((head + body).as_bytes());
        }
    });
    port
}

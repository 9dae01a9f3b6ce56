//! The demo's fault lab, worked as a person does: a reply whose answer is lost arrives exactly once, a session that
//! expired says so and comes back, and a colleague's change is seen. The demo's CRM lives inside the app, so what arrived
//! is asked from it over its loopback port, past the app.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};

use fantoccini::key::Key;
use satchel_sandbox::ALICE;
use serde_json::Value;

use crate::desk::Desk;
use crate::home::Home;

const REPLY: &str = "The fault lab lost the answer to this, and it is here once.";

#[test]
fn a_reply_whose_answer_is_lost_arrives_once_and_all_well_ends_what_was_switched_on() {
    let desk = Desk::open(Home::new("lab"), &["--demo"]);
    desk.waits_until_up_to_date();
    desk.looks_at("open");
    let case = desk.rows().into_iter().next().expect("an open case");
    desk.opens(&case);
    let name = desk.title();

    desk.clicks("fault-lab");
    desk.waits_for_text("lab-now", "All is well.");
    desk.chooses("lab-replyLost", "next");
    desk.waits_for_text("lab-now", "Reply lost (next one only)");
    closes(&desk);
    desk.waits_for_text("fault-lab", "Fault lab");
    assert_eq!(
        desk.count("fault-lab"),
        1,
        "the side bar says how much is on"
    );

    desk.says("public", REPLY);
    let sent = "timeline-item[data-kind=comment][data-state=sent] .text";
    desk.waits_for_text(sent, REPLY);
    desk.waits("an empty outbox", |desk| desk.count("nav-outbox") == 0);
    desk.waits("a fault that was used up", |desk| {
        desk.count("fault-lab") == 0
    });
    assert_eq!(times_said(&desk, &name), 1, "exactly once on the server");

    // A session that ran out changes nothing here, says what to do, and works again once all is well.
    desk.clicks("fault-lab");
    desk.clicks("lab-expire");
    desk.waits("the word Sign in again", |desk| {
        desk.word() == "signInAgain"
    });
    desk.clicks("lab-all-well");
    desk.waits_for_text("lab-now", "All is well.");
    desk.waits_until_up_to_date();

    // A colleague changes the case that is open behind the dialog.
    desk.clicks("lab-colleague");
    desk.waits_for_text("lab-said", "Bob Achterberg set the status to");
    let said = desk.text("lab-said");
    let status = if said.contains("Pending") {
        "Pending"
    } else {
        "Assigned"
    };
    closes(&desk);
    desk.waits("the colleague's status", |desk| {
        desk.value("prop-status") == status
    });
    assert_eq!(times_said(&desk, &name), 1, "and still once");
}

/// Escape closes the lab and switches nothing off.
#[track_caller]
fn closes(desk: &Desk) {
    desk.presses(&[char::from(Key::Escape)]);
    desk.waits("a closed fault lab", |desk| !desk.sees("lab-now"));
}

/// How often the demo's server holds the reply on this case.
fn times_said(desk: &Desk, name: &str) -> usize {
    let query: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let list = asks(
        desk,
        &format!("/api/cases/?slim=true&limit=100&name={query}"),
    );
    let rows = list.pointer("/cases").and_then(Value::as_array);
    let rows = rows.into_iter().flatten();
    let ids: Vec<&str> = rows
        .filter(|row| row["name"] == name)
        .filter_map(|row| row["id"].as_str())
        .collect();
    let [id] = ids[..] else {
        panic!("{name:?} is on the server {} times", ids.len());
    };
    let detail = asks(desk, &format!("/api/cases/{id}/"));
    let comments = detail.pointer("/comments").and_then(Value::as_array);
    let comments = comments.into_iter().flatten();
    comments.filter(|one| one["comment"] == REPLY).count()
}

/// Asks the demo's server directly. Its port is in its memory, among the demo's files.
fn asks(desk: &Desk, path: &str) -> Value {
    let files = desk.home().data();
    let memory = files.iter().find(|file| file.ends_with("server.json"));
    let memory = std::fs::read(memory.expect("the demo's memory")).expect("it can be read");
    let memory: Value = serde_json::from_slice(&memory).expect("JSON");
    let port = memory
        .pointer("/port")
        .and_then(Value::as_u64)
        .and_then(|port| u16::try_from(port).ok());
    let address = (Ipv4Addr::LOCALHOST, port.expect("a port"));
    let mut stream = TcpStream::connect(address).expect("the demo's server listens");
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: demo\r\nAuthorization: Bearer {ALICE}\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).expect("asked");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    serde_json::from_str(body).expect("JSON")
}

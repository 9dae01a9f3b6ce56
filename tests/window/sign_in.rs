//! Journey 2: signing in. Whatever stands against it is named in its own words, changes nothing, and the right address
//! and token work afterwards.

use std::net::{Ipv4Addr, TcpListener};

use satchel_sandbox::{ALICE, Fate, When};

use crate::desk::Desk;
use crate::home::Home;
use crate::server::Server;

#[test]
fn what_stands_against_signing_in_is_named_and_changes_nothing() {
    let server = Server::start(60);
    let mut desk = Desk::open(Home::new("sign_in"), &[]);
    desk.waits_for("signin-server");

    desk.clicks("signin-continue");
    desk.waits_for("signin-error[data-code=invalid]");

    let mut told = vec![];
    let mut refused = |typed: &str, code: &str| {
        desk.types_over("signin-server", typed);
        desk.clicks("signin-continue");
        told.push(told_why(&desk, code));
    };
    refused(&format!("http://127.0.0.1:{}", closed_port()), "offline");
    refused("not an address", "invalid");
    let always = |fate: Fate| server.crm().faults.always(When::any(), fate);
    always(Fate::CaptivePortal);
    refused(&server.origin(), "captivePortal");
    server.crm().faults.clear();
    // Something that answers, and is no CRM: said before a token is asked for.
    always(json("{\"hello\": \"world\"}"));
    refused(&server.origin(), "notACrm");
    server.crm().faults.clear();

    // The right server, and a token it does not know.
    desk.clicks("signin-continue");
    desk.clicks("signin-way-token");
    desk.types_over("signin-token", "bcrm_pat_mistyped");
    desk.clicks("signin-submit");
    told.push(told_why(&desk, "signIn"));

    let mut different = told.clone();
    different.sort();
    different.dedup();
    assert_eq!(
        different.len(),
        told.len(),
        "each has its own words: {told:#?}"
    );
    let files = desk.home().accounts();
    assert!(
        files.is_empty(),
        "nothing is kept of a refused sign-in: {files:?}"
    );
    desk.restarts();
    desk.waits_for("signin-server");

    desk.signs_in(&server, ALICE);
    desk.looks_at("all");
    assert!(!desk.sees("signin-server"));
}

/// The words beside the field, once the person is told why not.
#[track_caller]
fn told_why(desk: &Desk, code: &str) -> String {
    desk.waits_for(&format!("signin-error[data-code={code}]"));
    assert!(desk.sees("signin-step"), "still at the sign-in");
    let said = desk.text("signin-error");
    assert!(
        said.contains(". "),
        "what happened and what to do next: {said}"
    );
    said
}

fn json(body: &str) -> Fate {
    Fate::Answer {
        status: 200,
        headers: vec![("Content-Type".to_owned(), "application/json".to_owned())],
        body: body.as_bytes().to_vec(),
        after_effect: false,
    }
}

/// A port nobody listens on.
fn closed_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    listener.local_addr().expect("its number").port()
}

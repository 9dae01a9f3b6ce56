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

    desk.clicks("signin-submit");
    desk.waits_for("signin-error[data-code=invalid]");

    let mut told = vec![];
    desk.types("signin-token", ALICE);
    desk.types(
        "signin-server",
        &format!("http://127.0.0.1:{}", closed_port()),
    );
    told.push(refused(&desk, "offline"));
    desk.types_over("signin-server", "not an address");
    told.push(refused(&desk, "invalid"));

    desk.types_over("signin-server", &server.origin());
    let always = |fate: Fate| {
        let mut crm = server.crm();
        crm.faults.clear();
        crm.faults.always(When::any(), fate);
    };
    always(Fate::CaptivePortal);
    told.push(refused(&desk, "captivePortal"));
    always(json("{\"hello\": \"world\"}"));
    told.push(refused(&desk, "notACrm"));
    server.crm().faults.clear();
    desk.types_over("signin-token", "bcrm_pat_mistyped");
    told.push(refused(&desk, "signIn"));

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

/// Tries to sign in and is told why not. Gives back the words.
#[track_caller]
fn refused(desk: &Desk, code: &str) -> String {
    desk.clicks("signin-submit");
    desk.waits_for(&format!("signin-error[data-code={code}]"));
    assert!(desk.sees("signin-submit"), "still at the sign-in");
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

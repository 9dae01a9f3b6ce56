//! Journey: leaving. Signing out ends what this device was let in with and keeps what was not sent; another organization
//! has its own copy, and one can come back to the first without a network.

use std::time::Duration;

use satchel_sandbox::{Fate, Method, Request, Role, When};

use crate::desk::Desk;
use crate::home::Home;
use crate::server::Server;

const EMAIL: &str = "alice@larkfield.example";
const PASSPHRASE: &str = "correct horse battery staple";

#[test]
fn signing_out_keeps_what_was_not_sent_and_a_code_revokes_the_token() {
    let server = Server::start(60);
    let mut desk = Desk::open(Home::new("leaving"), &[]);
    asks_at(&desk, &server);
    signs_in_by_code(&desk, &server);
    desk.waits_until_up_to_date();
    assert_eq!(tokens(&server), [true], "a token of this device");

    desk.looks_at("all");
    let case = desk.rows().remove(0);
    desk.opens(&case);
    server.unplug();
    desk.says("public", "Written in the tunnel");
    desk.says("internal", "Not before Monday");
    desk.clicks("nav-outbox");
    desk.waits("both", |desk| desk.texts("outbox-item").len() == 2);
    desk.clicks("outbox-item:last-of-type [data-testid=outbox-hold]");
    desk.clicks("nav-settings");
    desk.clicks("sign-out");
    // What is on hold would be lost as well.
    desk.waits_for_text("sign-out-stays", "2 changes are not on the server yet");
    desk.clicks("sign-out-go");
    desk.waits_for("signed-out[data-left=token]");
    desk.waits_for_text("signed-out-stays", "2 changes are not on the server yet");
    assert_eq!(tokens(&server), [true], "nobody could be told");
    let kept = desk.home().accounts();
    assert!(
        kept.iter().any(|file| file.ends_with("mirror.db")),
        "the copy stays: {kept:?}"
    );

    // A restart does not let anybody in.
    desk.restarts();
    desk.waits_for("signin-server");
    assert!(!desk.sees("other-mirror"), "signed out is signed out");
    server.plug();
    assert_eq!(server.times_said("Written in the tunnel"), 0);
    desk.clicks("signin-continue");
    signs_in_by_code(&desk, &server);
    desk.waits_until_up_to_date();
    desk.waits("what was written in the tunnel", |_| {
        server.times_said("Written in the tunnel") == 1
    });
    assert_eq!(
        tokens(&server),
        [false, true],
        "the forgotten token was revoked on the way in"
    );

    // With a network, a code ends it at once.
    desk.clicks("nav-settings");
    desk.clicks("sign-out");
    desk.clicks("sign-out-remove");
    // The note is on hold still, and nowhere else.
    desk.waits_for_text("sign-out-loses", "1 change");
    desk.clicks("sign-out-remove-sure");
    desk.waits_for("signed-out[data-left=token]");
    desk.clicks("signed-out-end");
    desk.waits_for("signed-out-code");
    desk.types("signed-out-code", &code(&server));
    desk.clicks("signed-out-end");
    desk.waits_for("signed-out[data-left=nothing]");
    assert_eq!(tokens(&server), [false, false], "revoked on the server");
    let kept = desk.home().accounts();
    assert!(
        !kept.iter().any(|file| file.starts_with("accounts")),
        "nothing of the copy is left: {kept:?}"
    );
    assert_eq!(server.times_said("Written in the tunnel"), 1);
    assert_eq!(server.times_said("Not before Monday"), 0, "it was on hold");
}

#[test]
fn a_reply_that_is_written_while_somebody_signs_out_keeps_the_copy() {
    let server = Server::start(60);
    let desk = Desk::open(Home::new("leaving_late"), &[]);
    asks_at(&desk, &server);
    signs_in_by_code(&desk, &server);
    desk.waits_until_up_to_date();
    desk.looks_at("all");
    let case = desk.rows().remove(0);
    desk.opens(&case);
    let (main, own) = desk.opens_its_own_window();
    desk.turns_to(&main);
    desk.clicks("nav-settings");
    desk.clicks("sign-out");
    desk.waits_for("sign-out-stays");
    let slowly = Fate::Delay(Duration::from_secs(8));
    server
        .crm()
        .faults
        .next(When::method(Method::Delete), slowly);
    let no_comment = (When::method(Method::Post), Fate::unavailable(None));
    server.crm().faults.always(no_comment.0, no_comment.1);
    desk.clicks("sign-out-remove");
    desk.turns_to(&own);
    desk.says("public", "One more thing");
    desk.turns_to(&main);
    desk.waits_for("signed-out");
    desk.waits_for_text("signed-out-stays", "1 change is not on the server yet");
    let kept = desk.home().accounts();
    assert!(
        kept.iter().any(|file| file.ends_with("mirror.db")),
        "the copy stays: {kept:?}"
    );
}

#[test]
fn another_organization_is_another_copy_and_the_first_keeps_its_outbox() {
    let server = Server::start(60);
    let other = server.crm().add_org("Harbor Desk", 7);
    server
        .crm()
        .join(other, (EMAIL, "Alice"), Role::User, "bcrm_pat_elsewhere");
    let desk = Desk::open(Home::new("switching"), &[]);
    asks_at(&desk, &server);
    signs_in_by_code(&desk, &server);
    let larkfield = server.crm().org().id.to_string();
    desk.clicks(&format!("signin-org[data-org-id=\"{larkfield}\"]"));
    desk.waits_until_up_to_date();
    desk.looks_at("all");
    let case = desk.rows().remove(0);
    desk.opens(&case);
    server.unplug();
    desk.says("public", "For Larkfield only");

    // The network is back for the sign-in, and the server gives no case yet: no reply leaves without a look at its case.
    let reading = |r: &Request| r.path.len() > "/api/cases/".len() && r.path.contains("/cases/");
    let (when, fate) = (When::any().and(reading), Fate::unavailable(None));
    server.crm().faults.always(when, fate);
    server.plug();
    desk.clicks("nav-settings");
    desk.clicks("switch-organization");
    signs_in_by_code(&desk, &server);
    desk.clicks(&format!("signin-org[data-org-id=\"{other}\"]"));
    desk.waits_until_up_to_date();
    desk.clicks("nav-settings");
    desk.waits_for_text("settings-account", "Harbor Desk");
    desk.waits_for_text("other-mirror", "Larkfield Support");
    assert_eq!(desk.count("nav-outbox"), 0, "Harbor's outbox is its own");

    server.unplug();
    desk.clicks("other-mirror");
    desk.waits("Larkfield's outbox", |desk| {
        desk.sees("nav-outbox") && desk.count("nav-outbox") == 1
    });
    server.crm().faults.clear();
    server.plug();
    desk.syncs();
    desk.waits("the reply", |_| {
        server.times_said("For Larkfield only") == 1
    });
    assert_eq!(
        tokens(&server),
        [true, true],
        "each organization has its own token"
    );
}

#[test]
fn without_a_keyring_signing_out_leaves_no_sign_in_and_the_passphrase_opens_what_was_not_sent() {
    let server = Server::start(60);
    let mut desk = Desk::open(Home::without_keyring("leaving_passphrase"), &[]);
    asks_at(&desk, &server);
    signs_in_by_code(&desk, &server);
    desk.waits_for("passphrase-again");
    desk.types("passphrase", PASSPHRASE);
    desk.types("passphrase-again", PASSPHRASE);
    desk.clicks("passphrase-submit");
    desk.waits_until_up_to_date();
    desk.looks_at("all");
    let case = desk.rows().remove(0);
    desk.opens(&case);
    server.unplug();
    desk.says("public", "Behind a passphrase");
    desk.clicks("nav-settings");
    desk.clicks("sign-out");
    desk.clicks("sign-out-go");
    desk.waits_for("signed-out[data-left=token]");
    desk.restarts();
    desk.waits_for("signin-server");
    server.plug();
    desk.clicks("signin-continue");
    signs_in_by_code(&desk, &server);
    desk.waits_for("passphrase");
    assert_eq!(server.times_said("Behind a passphrase"), 0);
    desk.types("passphrase", PASSPHRASE);
    desk.clicks("passphrase-submit");
    desk.waits_until_up_to_date();
    desk.waits("what waited", |_| {
        server.times_said("Behind a passphrase") == 1
    });
    assert_eq!(tokens(&server), [false, true]);
}

/// Names the server.
fn asks_at(desk: &Desk, server: &Server) {
    desk.types("signin-server", &server.origin());
    desk.clicks("signin-continue");
}

/// Asks for a code and types the one that came.
fn signs_in_by_code(desk: &Desk, server: &Server) {
    desk.waits_for("signin-email");
    let before = letters(server);
    if desk.value("signin-email").is_empty() {
        desk.types("signin-email", EMAIL);
    }
    desk.clicks("signin-send-code");
    desk.waits("a letter", |_| letters(server) > before);
    desk.types("signin-code", &code(server)[..5]);
    // The sixth digit sends it.
    desk.writes(&code(server)[5..]);
}

fn letters(server: &Server) -> usize {
    server.crm().mailbox(EMAIL).count()
}

fn code(server: &Server) -> String {
    server.crm().last_code(EMAIL).expect("a code was sent")
}

/// Whether each token that this device made is good.
fn tokens(server: &Server) -> Vec<bool> {
    let tokens = server.crm().tokens_of(EMAIL).into_iter();
    tokens
        .filter(|(name, _)| name.starts_with("Satchel"))
        .map(|(_, is_good)| is_good)
        .collect()
}

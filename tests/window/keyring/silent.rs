//! A real keyring that says nothing: it hangs, it asks a person who is away, it ends while it asks. The window does not wait
//! for it: it says what is waited for, what else opens the mirror does, and an answer that comes late opens it by itself.

use satchel_sandbox::ALICE;

use super::daemon::Keyring;
use super::{PASSPHRASE, is_open_with_what_was_unsent, key_file, writes_what_is_not_sent};
use crate::desk::Desk;
use crate::home::Home;
use crate::server::Server;

#[track_caller]
fn says_that_the_keyring_has_not_answered(desk: &Desk) {
    desk.waits_for("locked[data-why=keyringUnanswered]");
    let page = desk.asks("return document.body.innerText", vec![]);
    let told = "was asked for the key and has not answered yet";
    assert!(page.as_str().is_some_and(|page| page.contains(told)));
    desk.waits_for_text("at-stake", "1 unsent change on 1 case");
    assert!(desk.sees("unlock-keyring") && !desk.sees("anew"));
}

#[test]
fn a_real_keyring_that_says_nothing_keeps_nobody_waiting_and_opens_the_mirror_when_it_answers() {
    let mut keyring = Keyring::start();
    let server = Server::start(20);
    let mut desk = Desk::open(Home::on_bus("keyring_silent", &keyring.address()), &[]);
    desk.signs_in(&server, ALICE);
    desk.sets_passphrase(PASSPHRASE);
    let keys = writes_what_is_not_sent(&desk, &server);

    // It hangs. Asked once more it hangs all the same; once it goes on, nobody has to do anything.
    desk.end();
    keyring.hangs(true);
    desk.restarts();
    says_that_the_keyring_has_not_answered(&desk);
    desk.clicks("unlock-keyring");
    desk.waits_for("unlock-keyring[aria-disabled=false]");
    says_that_the_keyring_has_not_answered(&desk);
    keyring.hangs(false);
    is_open_with_what_was_unsent(&desk);

    // It asks for its password, and nobody types that. A passphrase opens it meanwhile.
    desk.end();
    keyring.asks_a_person_who_is_away();
    keyring.locks();
    let before = keyring.times_asked();
    desk.restarts();
    says_that_the_keyring_has_not_answered(&desk);
    assert!(
        keyring.times_asked() > before,
        "the question is on the screen"
    );
    desk.types("passphrase", PASSPHRASE);
    desk.clicks("passphrase-submit");
    is_open_with_what_was_unsent(&desk);

    // It ends while it asks: nothing answers any more, ever. The next one is asked.
    desk.restarts();
    says_that_the_keyring_has_not_answered(&desk);
    keyring.ends();
    assert!(desk.sees("locked[data-why=keyringUnanswered]"));
    keyring.begins();
    desk.clicks("unlock-keyring");
    is_open_with_what_was_unsent(&desk);
    assert_eq!(key_file(&desk), keys, "no key was made");

    // And it lets the person in at the server with what lay in the keyring.
    super::arrives(&desk, &server);
}

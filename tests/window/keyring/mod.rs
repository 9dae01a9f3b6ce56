//! The states of a real keyring (sync-and-security 7.4): well, locked, absent, emptied, with another's key, flapping. In each the
//! person reads what is wrong and what to do; nothing is lost, nothing is made anew over it, nothing lies in the open; and when
//! the keyring is well again, so is Satchel, without being started again.

mod daemon;
mod silent;

use satchel_core::store::key::SlotKey;
use satchel_sandbox::ALICE;

use crate::canary::{self, Canary};
use crate::desk::Desk;
use crate::home::Home;
use crate::server::Server;
use daemon::Item;
pub(crate) use daemon::Keyring;

const UNSENT: &str = "Kernbeisser says it waits for the keyring";
const PASSPHRASE: &str = "correct horse battery staple";
/// How the name of the item begins that holds the key of a mirror.
const KEY: &str = "mirror key";

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum State {
    Locked,
    Absent,
    Missing,
    Wrong,
}

const ALL: [State; 4] = [State::Locked, State::Absent, State::Missing, State::Wrong];

/// What was changed, to be put right again.
enum Changed {
    Nothing,
    Taken(Item),
    Written(String),
}

impl State {
    fn comes_over(self, keyring: &mut Keyring) -> Changed {
        match self {
            State::Locked => keyring.locks(),
            State::Absent => keyring.ends(),
            State::Missing => return Changed::Taken(keyring.takes_out(KEY)),
            State::Wrong => {
                let another = SlotKey::generate().expect("a key");
                return Changed::Written(keyring.writes_over(KEY, &another.to_text()));
            }
        }
        Changed::Nothing
    }

    fn is_over(self, keyring: &mut Keyring, changed: Changed) {
        match (self, changed) {
            (State::Locked, _) => keyring.unlocks(),
            (_, Changed::Taken(item)) => keyring.puts_back(&item),
            (_, Changed::Written(key)) => {
                keyring.writes_over(KEY, &key);
            }
            (_, Changed::Nothing) => keyring.begins(),
        }
    }

    /// What the locked screen says.
    fn is_shown(self, desk: &Desk) {
        let (why, told) = match self {
            State::Locked => ("keyringLocked", "is locked, and the key is in it"),
            State::Absent => ("keyringAbsent", "Start your desktop’s keyring"),
            State::Missing => ("keyringMissing", "has no key for this copy"),
            State::Wrong => ("keyringWrong", "is another copy’s"),
        };
        desk.waits_for(&format!("locked[data-why={why}]"));
        let page = desk.asks("return document.body.innerText", vec![]);
        assert!(page.as_str().is_some_and(|page| page.contains(told)));
        desk.waits_for_text("at-stake", "1 unsent change on 1 case");
        let begins_anew = matches!(self, State::Missing | State::Wrong);
        assert_eq!(desk.sees("anew"), begins_anew, "{self:?}");
    }
}

/// Signed in, with one reply that could not be sent. Answers the key file as it is then.
fn writes_what_is_not_sent(desk: &Desk, server: &Server) -> Vec<u8> {
    desk.looks_at("all");
    let row = desk.rows().remove(0);
    desk.opens(&row);
    server.unplug();
    desk.says("public", UNSENT);
    desk.waits("a count on disk", |desk| {
        let noted = std::fs::read_to_string(desk.home().account().join("at-stake.json"));
        noted.is_ok_and(|text| text.contains("\"unsent\":1"))
    });
    key_file(desk)
}

fn key_file(desk: &Desk) -> Vec<u8> {
    std::fs::read(desk.home().account().join("keyslots.json")).expect("a key file")
}

#[track_caller]
fn is_open_with_what_was_unsent(desk: &Desk) {
    desk.waits_for("queue");
    desk.waits("the unsent reply", |desk| desk.count("nav-outbox") == 1);
}

/// What was unsent arrives, once.
#[track_caller]
fn arrives(desk: &Desk, server: &Server) {
    server.plug();
    desk.syncs();
    desk.waits("the reply on the server", |_| {
        server.times_said(UNSENT) == 1
    });
    desk.waits_until_up_to_date();
    assert_eq!(server.times_said(UNSENT), 1);
}

#[track_caller]
fn nothing_lies_in_the_open(desk: &mut Desk, server: &Server, key: &str) {
    desk.end();
    let canaries = [
        Canary::new("a reply", UNSENT),
        Canary::new("the token", ALICE),
        Canary::new("the key of the slot", key),
    ];
    let found = canary::found(desk.home().folder(), &canaries);
    assert!(found.is_empty(), "{found:#?}");
    let control = [Canary::new("the server", &server.origin())];
    assert!(!canary::found(desk.home().folder(), &control).is_empty());
}

#[test]
fn a_real_keyring_in_trouble_is_named_and_when_it_is_well_again_so_is_satchel() {
    let mut keyring = Keyring::start();
    let server = Server::start(20);
    let mut desk = Desk::open(Home::on_bus("keyring", &keyring.address()), &[]);
    desk.signs_in(&server, ALICE);
    let keys = writes_what_is_not_sent(&desk, &server);
    desk.restarts();
    is_open_with_what_was_unsent(&desk);

    for state in ALL {
        desk.end();
        let changed = state.comes_over(&mut keyring);
        desk.restarts();
        state.is_shown(&desk);
        desk.clicks("unlock-keyring");
        desk.waits_for("unlock-keyring[aria-disabled=false]");
        state.is_shown(&desk);
        state.is_over(&mut keyring, changed);
        desk.clicks("unlock-keyring");
        is_open_with_what_was_unsent(&desk);
        assert_eq!(key_file(&desk), keys, "{state:?}: no key was made");
    }

    // Flapping: what was agreed on with one daemon means nothing to the next.
    keyring.ends();
    keyring.begins();
    desk.clicks("lock-now");
    desk.waits_for("locked[data-why=person]");
    desk.clicks("unlock-keyring");
    is_open_with_what_was_unsent(&desk);
    desk.clicks("lock-now");
    desk.waits_for("locked[data-why=person]");
    keyring.ends();
    desk.clicks("unlock-keyring");
    State::Absent.is_shown(&desk);
    keyring.begins();
    desk.clicks("unlock-keyring");
    is_open_with_what_was_unsent(&desk);
    assert_eq!(key_file(&desk), keys);

    arrives(&desk, &server);
    let key = keyring.takes_out(KEY).secret;
    nothing_lies_in_the_open(&mut desk, &server, &key);
}

#[test]
fn a_passphrase_opens_the_mirror_in_each_state_of_a_real_keyring() {
    let mut keyring = Keyring::start();
    let server = Server::start(20);
    let mut desk = Desk::open(Home::on_bus("keyring_typed", &keyring.address()), &[]);
    desk.signs_in(&server, ALICE);
    desk.sets_passphrase(PASSPHRASE);
    let keys = writes_what_is_not_sent(&desk, &server);
    for state in ALL {
        desk.end();
        let changed = state.comes_over(&mut keyring);
        desk.restarts();
        state.is_shown(&desk);
        desk.types("passphrase", PASSPHRASE);
        desk.clicks("passphrase-submit");
        is_open_with_what_was_unsent(&desk);
        assert_eq!(key_file(&desk), keys, "{state:?}: no key was made");
        state.is_over(&mut keyring, changed);
    }
    desk.restarts();
    is_open_with_what_was_unsent(&desk);
    arrives(&desk, &server);
    nothing_lies_in_the_open(&mut desk, &server, PASSPHRASE);
}

#[test]
fn at_the_door_of_a_locked_or_absent_real_keyring_a_passphrase_is_asked_for_and_nothing_is_kept_open()
 {
    for state in [State::Locked, State::Absent] {
        let mut keyring = Keyring::start();
        state.comes_over(&mut keyring);
        let server = Server::start(5);
        let home = Home::on_bus("keyring_door", &keyring.address());
        let mut desk = Desk::open(home, &[]);
        desk.gives_token(&server.origin(), ALICE);
        desk.waits_for("passphrase-again");
        assert!(!desk.home().account().join("mirror.db").exists());
        desk.types("passphrase", PASSPHRASE);
        desk.types("passphrase-again", PASSPHRASE);
        desk.clicks("passphrase-submit");
        desk.waits_until_up_to_date();
        nothing_lies_in_the_open(&mut desk, &server, PASSPHRASE);
    }
}

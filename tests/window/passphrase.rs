//! Where no keyring answers, a passphrase opens the mirror; and on the disk there is nothing to read.

use memchr::memmem;
use satchel_sandbox::ALICE;
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::home::Home;
use crate::server::Server;

const PASSPHRASE: &str = "correct horse battery staple";
/// How an open SQLite file begins.
const PLAIN: &[u8] = b"SQLite format 3";

#[test]
fn without_a_keyring_a_passphrase_opens_the_mirror_and_the_disk_says_nothing() {
    let server = Server::start(60);
    let mut desk = Desk::open(Home::without_keyring("passphrase"), &[]);
    desk.gives_token(&server.origin(), ALICE);

    desk.waits_for("passphrase-again");
    desk.types("passphrase", PASSPHRASE);
    desk.types("passphrase-again", "something else entirely");
    desk.clicks("passphrase-submit");
    desk.waits_for("passphrase-error[data-code=invalid]");
    desk.types_over("passphrase-again", PASSPHRASE);
    desk.clicks("passphrase-submit");
    desk.waits_until_up_to_date();
    desk.looks_at("all");
    let rows = desk.rows();
    let first = rows.first().expect("a case");
    desk.opens(first);
    let title = desk.title();

    server.unplug();
    desk.restarts();
    desk.waits_for("passphrase");
    assert!(!desk.sees("passphrase-again") && !desk.sees("queue"));
    desk.types("passphrase", "correct horse battery stable");
    desk.clicks("passphrase-submit");
    desk.waits_for("passphrase-error[data-code=wrongPassphrase]");
    assert!(!desk.sees("queue"));

    desk.types_over("passphrase", PASSPHRASE);
    desk.clicks("passphrase-submit");
    desk.waits_for("queue");
    desk.looks_at("all");
    assert_eq!(desk.rows(), rows, "the same cases, without a server");

    // The token was kept, too, so the next sync needs no new sign-in.
    server.plug();
    desk.syncs();
    desk.waits_until_up_to_date();

    nothing_can_be_read(&desk, &[ALICE, PASSPHRASE, &title]);
}

/// No open database of ours, and none of these words in any file, the web view's own among them.
#[track_caller]
fn nothing_can_be_read(desk: &Desk, secrets: &[&str]) {
    let files = desk.home().accounts();
    assert!(
        files.iter().any(|file| file.ends_with("mirror.db")),
        "{files:?}"
    );
    for file in files {
        let bytes = std::fs::read(&file).unwrap_or_default();
        assert!(!bytes.starts_with(PLAIN), "{file:?} is an open database");
    }
    for file in desk.home().data() {
        let bytes = std::fs::read(&file).unwrap_or_default();
        for secret in secrets {
            let found = memmem::find(&bytes, secret.as_bytes()).is_some();
            assert!(!found, "{file:?} holds {secret:?} in the open");
        }
    }
}

/// With the desktop open, and the keyring with it: the passphrase stays its owner's.
#[test]
fn an_open_desktop_is_not_enough_to_change_or_remove_a_passphrase_and_a_usual_one_is_refused() {
    const NEW: &str = "a hedgehog sells green umbrellas";
    let server = Server::start(5);
    let desk = Desk::open(Home::new("passphrase_asked"), &[]);
    desk.signs_in(&server, ALICE);
    desk.clicks("nav-settings");
    desk.clicks("set-passphrase");
    for (usual, told) in [
        ("qwertyuiop", "four or more words"),
        ("michael1985", "four or more words"),
    ] {
        desk.types_over("new-passphrase", usual);
        desk.types_over("new-passphrase-again", usual);
        desk.clicks("new-passphrase-submit");
        desk.waits_for_text("new-passphrase-error[data-code=invalid]", told);
    }
    desk.types_over("new-passphrase", PASSPHRASE);
    desk.types_over("new-passphrase-again", PASSPHRASE);
    desk.clicks("new-passphrase-submit");
    desk.waits_for("remove-passphrase");

    // Past the page, as whoever gets to run in it would.
    let call = "const [command, args, done] = arguments;
        window.__TAURI_INTERNALS__.invoke(command, args).then(() => done('done'), (why) => done(why?.code ?? String(why)));";
    for typed in [
        Value::Null,
        json!(""),
        json!("correct horse battery stable"),
    ] {
        let change = json!({ "passphrase": NEW, "typed": typed });
        let remove = json!({ "slot": "passphrase", "typed": typed });
        for (command, args) in [("change_passphrase", change), ("remove_slot", remove)] {
            let said = desk.asks_and_waits(call, vec![json!(command), args]);
            assert_eq!(said, json!("wrongPassphrase"), "{command} with {typed}");
        }
    }

    desk.clicks("set-passphrase");
    desk.types("old-key", PASSPHRASE);
    desk.types("new-passphrase", NEW);
    desk.types("new-passphrase-again", NEW);
    desk.clicks("new-passphrase-submit");
    desk.waits("a closed dialog", |desk| !desk.sees("new-passphrase"));
    desk.clicks("remove-passphrase");
    desk.types("old-key", PASSPHRASE);
    desk.clicks("removing-submit");
    desk.waits_for("removing-error[data-code=wrongPassphrase]");
    desk.types_over("old-key", NEW);
    desk.clicks("removing-submit");
    desk.waits("no passphrase any more", |desk| {
        !desk.sees("remove-passphrase") && desk.sees("slot-passphrase[data-set=false]")
    });
}

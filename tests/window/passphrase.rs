//! Where no keyring answers, a passphrase opens the mirror; and on the disk there is nothing to read.

use satchel_sandbox::ALICE;

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
            let found = bytes
                .windows(secret.len())
                .any(|part| part == secret.as_bytes());
            assert!(!found, "{file:?} holds {secret:?} in the open");
        }
    }
}

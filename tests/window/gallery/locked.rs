//! The pictures of a lost laptop: the line that asks for another key, its dialogs, the settings, the locked screens.

use satchel_sandbox::ALICE;

use super::glance::Glances;
use crate::desk::Desk;
use crate::desktop;
use crate::home::Home;
use crate::server::Server;

#[test]
fn keys_and_lock_are_readable_in_both_themes() {
    let server = Server::start(20);
    let mut desk = Desk::open(Home::new("gallery_locked"), &[]);
    desk.signs_in(&server, ALICE);
    desk.waits_for("key-asked");
    {
        let mut seen = Glances::new(&desk);
        desk.clicks("key-asked");
        desk.waits_for("key-later");
        seen.at("key-asked");
        desk.clicks("key-recovery");
        desk.waits_for("recovery-make");
        desk.clicks("recovery-make");
        desk.waits_for("recovery-code");
        seen.at("recovery-code");
        desk.clicks("recovery-written");
        desk.clicks("nav-settings");
        desk.waits_for("slot-recovery[data-set=true]");
        let show = "document.querySelector('[data-testid=safety]').scrollIntoView()";
        desk.asks(show, vec![]);
        seen.at("settings-keys");
        desk.clicks("set-passphrase");
        desk.waits_for("new-passphrase");
        seen.at("passphrase");
        desk.types("new-passphrase", "correct horse battery staple");
        desk.types("new-passphrase-again", "correct horse battery staple");
        desk.clicks("new-passphrase-submit");
        desk.waits_for("slot-passphrase[data-set=true]");
        server.unplug();
        desk.looks_at("all");
        let row = desk.rows().remove(0);
        desk.opens(&row);
        desk.says("public", "Not on the server yet");
        desk.clicks("lock-now");
        desk.waits_for("locked[data-why=person]");
        desk.waits_for("at-stake");
        seen.at("locked");
        seen.end();
    }
    desk.types("passphrase", "correct horse battery staple");
    desk.clicks("passphrase-submit");
    desk.waits_for("queue");
    desk.end();
    let account = desk.home().account();
    let id = account.file_name().expect("a name").to_string_lossy();
    let forgotten = desktop::keyring_forgets(&format!("mirror key {id}"));
    assert_eq!(forgotten.len(), 1, "{forgotten:?}");
    desk.restarts();
    desk.waits_for("locked[data-why=keyringMissing]");
    let mut seen = Glances::new(&desk);
    seen.at("locked-keyring-missing");
    desk.clicks("anew");
    desk.waits_for("anew-explain");
    seen.at("locked-anew");
    seen.end();
}

//! What goes over the desktop's bus, where every program of this user can listen: with private notifications, a day of work
//! leaves no word of a customer there, and no secret (T4, T11, T20). A real monitor writes down every message, byte for byte.
//! Nor in what Satchel tells of itself, asked to tell all it can (T18).

use std::process::{Child, Command, Stdio};
use std::time::Duration;

use chrono::Utc;
use satchel_sandbox::{ALICE, NewWebCase};
use tempfile::TempDir;

use crate::canary::{self, Canary};
use crate::desk::Desk;
use crate::desktop;
use crate::home::Home;
use crate::server::Server;

const NAME: &str = "canary-case-Wiedehopf at the gate";
const REPLY: &str = "canary-reply-Pirol is on the way";
const PASSPHRASE: &str = "canary lantern Ortolan kept quiet";

/// Writes down all that goes over the session's bus.
struct Tap {
    monitor: Child,
    folder: TempDir,
}

impl Tap {
    fn open() -> Tap {
        let folder = tempfile::tempdir().expect("a folder");
        let record = std::fs::File::create(folder.path().join("bus")).expect("a file");
        let monitor = Command::new("dbus-monitor")
            .args(["--session", "--binary"])
            .stdin(Stdio::null())
            .stdout(record)
            .stderr(Stdio::null())
            .spawn()
            .expect("dbus-monitor starts");
        let tap = Tap { monitor, folder };
        while tap.size() == 0 {
            std::thread::sleep(Duration::from_millis(20));
        }
        tap
    }

    fn size(&self) -> u64 {
        let record = self.folder.path().join("bus");
        record.metadata().map_or(0, |about| about.len())
    }

    fn finds(&self, canaries: &[Canary]) -> Vec<String> {
        canary::found(self.folder.path(), canaries)
    }
}

impl Drop for Tap {
    fn drop(&mut self) {
        let _ = self.monitor.kill();
        let _ = self.monitor.wait();
    }
}

#[test]
fn a_day_of_work_leaves_no_word_and_no_secret_on_the_desktops_bus_nor_in_a_talkative_log() {
    desktop::leaves_in_peace(false);
    let tap = Tap::open();
    let server = Server::start(20);
    let desk = Desk::open(Home::talkative("bus"), &[]);
    desk.signs_in(&server, ALICE);
    desk.clicks("nav-settings");
    desk.clicks("privacy-always");
    desk.waits("the choice", |desk| desk.sees("privacy-always:checked"));
    desk.clicks("set-passphrase");
    desk.types("new-passphrase", PASSPHRASE);
    desk.types("new-passphrase-again", PASSPHRASE);
    desk.clicks("new-passphrase-submit");
    desk.waits_for("remove-passphrase");

    let new = NewWebCase {
        name: NAME.to_owned(),
        priority: Some("Urgent".to_owned()),
        ..NewWebCase::default()
    };
    server.crm().web_creates_case("bob", new, Utc::now());
    desk.looks_at("all");
    desk.syncs();
    desk.waits("the notification", |_| desktop::shown() == 1);
    desk.types("search", "Wiedehopf");
    desk.waits("the case", |desk| desk.rows().len() == 1);
    let row = desk.rows().remove(0);
    desk.opens(&row);
    desk.says("public", REPLY);
    desk.waits("the reply on the server", |_| server.times_said(REPLY) == 1);
    desk.empties("search");
    desk.clicks("lock-now");
    desk.waits_for("passphrase");
    desk.types("passphrase", PASSPHRASE);
    desk.clicks("passphrase-submit");
    desk.waits_for("queue");

    let email = server.crm().me(ALICE).expect("alice").person.email;
    let canaries = [
        Canary::new("a case", NAME),
        Canary::new("a reply", REPLY),
        Canary::new("a passphrase", PASSPHRASE),
        Canary::new("the token", ALICE),
        Canary::new("an address", &email),
    ];
    // All that was said before this is written down when this is.
    says("the end of the day");
    desk.waits("the end of the day, heard", |_| {
        tap.finds(&[Canary::new("the end", "the end of the day")])
            .len()
            == 1
    });
    let found = tap.finds(&canaries);
    assert!(found.is_empty(), "{found:#?}");
    // Its folders, and with them its log and what it told whoever started it; there not even where the server is.
    let found = canary::found(desk.home().folder(), &canaries);
    assert!(found.is_empty(), "{found:#?}");
    let log = std::fs::read_to_string(desk.home().logbook()).expect("a log");
    let said = log.lines().find(|line| line.contains("127.0.0.1"));
    assert_eq!(said, None, "where the server is");
    // The control: we were heard, and a secret that somebody sends in the open is found by the same look.
    assert_eq!(tap.finds(&[Canary::new("our name", "Satchel")]).len(), 1);
    says(PASSPHRASE);
    desk.waits("a secret, found", |_| tap.finds(&canaries).len() == 1);
}

fn says(text: &str) {
    desktop::tells("/x", "org.example.Said", &[&format!("string:{text}")]);
}

//! What the system says of its network. In the place of NetworkManager stands a program of the test's, on the bus that the app
//! takes for the system's, with NetworkManager's own property: while it says "metered", text is synced and files wait; when it says
//! otherwise, they come.

use chrono::Utc;
use satchel_sandbox::ALICE;
use zbus::blocking::Connection;
use zbus::zvariant::OwnedObjectPath;

use crate::desk::Desk;
use crate::home::Home;
use crate::server::Server;

const PATH: &str = "/org/freedesktop/NetworkManager";
/// As NetworkManager counts: `NM_METERED_YES`, `NM_METERED_NO`.
const METERED: u32 = 1;
const UNMETERED: u32 = 2;

/// What NetworkManager says.
struct Words {
    metered: u32,
}

#[zbus::interface(name = "org.freedesktop.NetworkManager")]
impl Words {
    #[zbus(property)]
    fn metered(&self) -> u32 {
        self.metered
    }

    /// `NM_CONNECTIVITY_FULL`.
    #[zbus(property)]
    fn connectivity(&self) -> u32 {
        4
    }

    /// `NM_STATE_CONNECTED_GLOBAL`.
    #[zbus(property)]
    fn state(&self) -> u32 {
        70
    }

    #[zbus(property)]
    fn primary_connection(&self) -> OwnedObjectPath {
        OwnedObjectPath::default()
    }
}

/// A network, and who tells of it.
struct Network(Connection);

impl Network {
    fn is(metered: u32) -> Network {
        let bus = zbus::blocking::connection::Builder::session()
            .and_then(|builder| builder.name("org.freedesktop.NetworkManager"))
            .and_then(|builder| builder.serve_at(PATH, Words { metered }))
            .and_then(zbus::blocking::connection::Builder::build);
        Network(bus.expect("a network on the bus"))
    }

    fn becomes(&self, metered: u32) {
        let words = self.0.object_server().interface::<_, Words>(PATH);
        let words = words.expect("its words");
        words.get_mut().metered = metered;
        let emitter = words.signal_emitter();
        let told = zbus::block_on(words.get().metered_changed(emitter));
        told.expect("told");
    }
}

#[test]
fn on_a_network_that_the_system_calls_metered_text_comes_and_files_wait_until_it_is_not() {
    let network = Network::is(METERED);
    let server = Server::start(20);
    let case = server.a_calm_case();
    let text = "1234".repeat(10_000);
    let attached = server
        .crm()
        .web_attaches(case.id, "bob", "contract.pdf", &text, Utc::now());
    assert!(attached.is_some());
    let fetched = || {
        let crm = server.crm();
        let files = crm.requests().filter(|r| r.target.contains("/download/"));
        files.count()
    };
    let desk = Desk::open(Home::new("metered"), &[]);
    desk.signs_in(&server, ALICE);
    desk.waits_until_up_to_date();
    desk.clicks("status-word");
    desk.waits_for_text("sync-files", "Files wait: metered network");
    assert_eq!(fetched(), 0, "not one was asked for");
    network.becomes(UNMETERED);
    desk.waits("the files come", |_| fetched() > 0);
    desk.waits("nothing waits", |desk| !desk.sees("sync-files"));
    let before = fetched();
    network.becomes(METERED);
    server
        .crm()
        .web_attaches(case.id, "bob", "more.pdf", &text, Utc::now());
    desk.clicks("sync-now");
    desk.waits_for_text("sync-files", "Files wait: metered network");
    assert_eq!(fetched(), before, "it waits again");
}

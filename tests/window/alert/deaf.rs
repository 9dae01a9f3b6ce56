//! A daemon for notifications that shows them and then hangs: what it is asked to take away, it hears and never answers.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::Utc;
use satchel_sandbox::{ALICE, NewWebCase};
use zbus::blocking::Connection;
use zbus::message::{Flags, Header};

use crate::desk::Desk;
use crate::desktop;
use crate::home::Home;
use crate::keyring::Keyring;
use crate::server::Server;

/// What it was told.
#[derive(Default)]
struct Told {
    shown: BTreeMap<u32, String>,
    /// What was to go, and whether somebody waits for the answer.
    to_go: Vec<(u32, bool)>,
}

/// How long it takes to tell a number.
const SLOW: Duration = Duration::from_millis(300);

#[derive(Clone, Default)]
struct Deaf(Arc<Mutex<Told>>);

impl Deaf {
    fn told<T>(&self, what: impl FnOnce(&mut Told) -> T) -> T {
        what(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Deaf {
    fn get_capabilities(&self) -> Vec<String> {
        vec!["actions".to_owned(), "body".to_owned()]
    }

    fn get_server_information(&self) -> (String, String, String, String) {
        let word = |text: &str| text.to_owned();
        (word("deaf"), word("tests"), word("1"), word("1.2"))
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "as the desktop's protocol has it"
    )]
    fn notify(
        &self,
        _app: &str,
        replaces: u32,
        _icon: &str,
        title: &str,
        _text: &str,
        _actions: Vec<String>,
        _hints: std::collections::HashMap<String, zbus::zvariant::OwnedValue>,
        _timeout: i32,
    ) -> u32 {
        let number = self.told(|told| {
            let next = told.shown.last_key_value().map_or(1, |last| last.0 + 1);
            let number = if replaces == 0 { next } else { replaces };
            told.shown.insert(number, title.to_owned());
            number
        });
        // It is on the screen before Satchel hears of its number.
        std::thread::sleep(SLOW);
        number
    }

    async fn close_notification(&self, number: u32, #[zbus(header)] header: Header<'_>) {
        let waits = !header.primary().flags().contains(Flags::NoReplyExpected);
        self.told(|told| told.to_go.push((number, waits)));
        std::future::pending::<()>().await;
    }
}

#[test]
fn nobody_waits_at_the_end_for_a_daemon_that_hangs_and_only_pressing_cases_stay() {
    let keyring = Keyring::start();
    let deaf = Deaf::default();
    let bus: Connection = keyring.connection().clone();
    let at = "/org/freedesktop/Notifications";
    bus.object_server().at(at, deaf.clone()).expect("served");
    bus.request_name("org.freedesktop.Notifications")
        .expect("the name");
    let server = Server::start(10);
    let desk = Desk::open(Home::on_bus("deaf", &keyring.address()), &[]);
    desk.signs_in(&server, ALICE);
    // All at once: a sync that begins between two of them would tell them in two parts.
    let mut crm = server.crm();
    for n in 0..6 {
        let new = NewWebCase {
            name: format!("Pressing, number {n}"),
            priority: Some("Urgent".to_owned()),
            ..NewWebCase::default()
        };
        crm.web_creates_case("bob", new, Utc::now());
    }
    drop(crm);
    desk.syncs();
    desk.waits("three notifications and one of the rest", |_| {
        deaf.told(|told| told.shown.len() == 4)
    });
    desktop::closes_the_window();
    desk.waits("the end", |desk| !desk.runs());
    let (mut shown, to_go) = deaf.told(|told| (told.shown.clone(), told.to_go.clone()));
    for (number, waits) in to_go {
        assert!(shown.remove(&number).is_some(), "{number} was shown");
        assert!(!waits, "nobody waits for who never answers");
    }
    assert!(shown.len() >= 3, "pressing ones are left: {shown:?}");
    assert!(
        !shown.values().any(|title| title.starts_with("More")),
        "still on the desktop: {shown:?}"
    );
}

//! The ear of a screen reader: what the desktop's accessibility bus tells of where the focus went. The bus, its registry and its
//! protocol (AT-SPI) are the real ones, which Orca listens to as well; only the voice is missing.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use zbus::blocking::connection::Builder;
use zbus::blocking::{Connection, MessageIterator, Proxy};
use zbus::zvariant::{OwnedValue, Value};
use zbus::{MatchRule, Message};

const FOCUSED: &str = "object:state-changed:focused";

/// What has the focus, as it was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Heard {
    /// What kind of thing, in ARIA's word: `row`, `textbox`.
    pub(super) role: String,
    pub(super) name: String,
    /// Its place among the rows, from 1, heads included.
    pub(super) row: Option<usize>,
}

pub(super) struct Ear {
    heard: Arc<Mutex<Vec<Heard>>>,
    address: String,
}

impl Ear {
    /// Listens from now on.
    pub(super) fn open() -> Ear {
        let session = Connection::session().expect("the desktop's bus");
        let asked = |interface: &'static str| {
            Proxy::new(&session, "org.a11y.Bus", "/org/a11y/bus", interface).expect("a proxy")
        };
        let status = asked("org.a11y.Status");
        for what in ["IsEnabled", "ScreenReaderEnabled"] {
            status.set_property(what, true).expect(what);
        }
        let address: String = asked("org.a11y.Bus")
            .call("GetAddress", &())
            .expect("the address of the accessibility bus");
        let bus = Builder::address(address.as_str())
            .and_then(Builder::build)
            .expect("the accessibility bus");
        let registry = Proxy::new(
            &bus,
            "org.a11y.atspi.Registry",
            "/org/a11y/atspi/registry",
            "org.a11y.atspi.Registry",
        )
        .expect("a proxy");
        let _: () = registry
            .call("RegisterEvent", &(FOCUSED,))
            .expect("the registry tells of the focus");
        let rule = MatchRule::builder()
            .msg_type(zbus::message::Type::Signal)
            .interface("org.a11y.atspi.Event.Object")
            .and_then(|rule| rule.member("StateChanged"))
            .expect("a name")
            .build();
        let told = MessageIterator::for_match_rule(rule, &bus, Some(1024)).expect("the events");
        let heard = Arc::<Mutex<Vec<Heard>>>::default();
        let keeps = Arc::clone(&heard);
        std::thread::spawn(move || {
            for message in told.map_while(Result::ok) {
                if let Some(new) = focused(&bus, &message) {
                    keeps
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .push(new);
                }
            }
        });
        Ear { heard, address }
    }

    /// Where a program finds the bus.
    pub(super) fn address(&self) -> &str {
        &self.address
    }

    /// All since somebody asked last.
    pub(super) fn takes(&self) -> Vec<Heard> {
        std::mem::take(&mut *self.heard.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// What has the focus now, if that is what a message is about.
fn focused(bus: &Connection, message: &Message) -> Option<Heard> {
    let header = message.header();
    let body = message.body();
    let (what, detail, _, _, _): (String, i32, i32, Value<'_>, HashMap<String, OwnedValue>) =
        body.deserialize().ok()?;
    if what != "focused" || detail != 1 {
        return None;
    }
    let (sender, path) = (header.sender()?.to_string(), header.path()?.to_string());
    let node = Proxy::new(bus, sender, path, "org.a11y.atspi.Accessible").ok()?;
    let mut about: HashMap<String, String> = node.call("GetAttributes", &()).ok()?;
    Some(Heard {
        role: about.remove("computed-role").unwrap_or_default(),
        name: node.get_property("Name").ok()?,
        row: about.get("rowindex").and_then(|at| at.parse().ok()),
    })
}

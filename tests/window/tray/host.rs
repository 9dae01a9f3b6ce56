//! The part of a desktop that shows icons in a tray, as far as the bus sees it: the watcher that programs report to, and what a
//! person does with an icon's menu. The protocols are the real ones (StatusNotifierItem, com.canonical.dbusmenu); only the
//! drawing is missing.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use zbus::blocking::{Connection, Proxy};
use zbus::message::Header;
use zbus::zvariant::{OwnedValue, Value};

/// Icons that were reported: who, and where on the bus.
type Icons = Arc<Mutex<Vec<(String, String)>>>;

struct Watcher(Icons);

#[zbus::interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    fn register_status_notifier_item(&self, service: &str, #[zbus(header)] header: Header<'_>) {
        let sender = header.sender().map(ToString::to_string).unwrap_or_default();
        // A path: of whoever calls. A name: at the usual path.
        let icon = match service.starts_with('/') {
            true => (sender, service.to_owned()),
            false => (service.to_owned(), "/StatusNotifierItem".to_owned()),
        };
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(icon);
    }

    fn register_status_notifier_host(&self, _service: &str) {}

    #[zbus(property)]
    fn registered_status_notifier_items(&self) -> Vec<String> {
        let icons = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        icons
            .iter()
            .map(|(name, path)| format!("{name}{path}"))
            .collect()
    }

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn protocol_version(&self) -> i32 {
        0
    }
}

/// A tray.
pub(super) struct Host {
    bus: Connection,
    icons: Icons,
}

/// A line of an icon's menu.
#[derive(Clone, Debug)]
pub(super) struct Line {
    id: i32,
    pub(super) text: String,
    pub(super) can_be_chosen: bool,
}

impl Host {
    /// Shows icons from now on.
    pub(super) fn start() -> Host {
        let icons = Icons::default();
        let bus = zbus::blocking::connection::Builder::session()
            .and_then(|builder| builder.name("org.kde.StatusNotifierWatcher"))
            .and_then(|builder| {
                builder.serve_at("/StatusNotifierWatcher", Watcher(Arc::clone(&icons)))
            })
            .and_then(zbus::blocking::connection::Builder::build)
            .expect("a tray on the bus");
        Host { bus, icons }
    }

    /// The newest icon of all that are still there.
    pub(super) fn icon(&self) -> Option<Icon<'_>> {
        let icons = self.icons.lock().unwrap_or_else(PoisonError::into_inner);
        let (name, path) = icons.last()?.clone();
        drop(icons);
        let icon = Icon {
            bus: &self.bus,
            name,
            path,
        };
        icon.property("Id").map(|_| icon)
    }
}

/// The tray of the desktop, where a program of the desktop shows it.
pub(super) struct Desktop {
    bus: Connection,
    icons: Vec<String>,
}

impl Desktop {
    /// Asks it which icons it shows.
    pub(super) fn asks() -> Option<Desktop> {
        let bus = Connection::session().ok()?;
        let name = "org.kde.StatusNotifierWatcher";
        let watcher = Proxy::new(&bus, name, "/StatusNotifierWatcher", name).ok()?;
        let icons = watcher.get_property("RegisteredStatusNotifierItems").ok()?;
        Some(Desktop { bus, icons })
    }

    /// Satchel's icon.
    pub(super) fn icon(&self) -> Option<Icon<'_>> {
        let (name, path) = self.icons.iter().find_map(|icon| icon.split_once('/'))?;
        let icon = Icon {
            bus: &self.bus,
            name: name.to_owned(),
            path: format!("/{path}"),
        };
        icon.property("Id").map(|_| icon)
    }
}

/// An icon in the tray.
pub(super) struct Icon<'a> {
    bus: &'a Connection,
    name: String,
    path: String,
}

impl Icon<'_> {
    /// What it says of itself.
    pub(super) fn property(&self, name: &str) -> Option<OwnedValue> {
        let whose = Proxy::new(
            self.bus,
            self.name.clone(),
            self.path.clone(),
            "org.kde.StatusNotifierItem",
        );
        whose.ok()?.get_property(name).ok()
    }

    fn menu(&self) -> Option<Proxy<'static>> {
        let path: zbus::zvariant::OwnedObjectPath = self.property("Menu")?.try_into().ok()?;
        let bus = self.bus.clone();
        Proxy::new_owned(bus, self.name.clone(), path, "com.canonical.dbusmenu").ok()
    }

    /// The lines of its menu, top to bottom, without the rules between them.
    pub(super) fn lines(&self) -> Vec<Line> {
        type Node = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);
        let Some(menu) = self.menu() else {
            return Vec::new();
        };
        let wanted = ["label", "enabled", "type"].as_slice();
        let got: Result<(u32, Node), _> = menu.call("GetLayout", &(0_i32, -1_i32, wanted));
        let Ok((_, (_, _, children))) = got else {
            return Vec::new();
        };
        let line = |child: OwnedValue| {
            let (id, about, _): Node = child.try_into().ok()?;
            let text = about
                .get("label")
                .and_then(|text| <&str>::try_from(text).ok())?;
            let off = about
                .get("enabled")
                .is_some_and(|on| bool::try_from(on) == Ok(false));
            // An underscore marks the key.
            Some(Line {
                id,
                text: text.replace('_', ""),
                can_be_chosen: !off,
            })
        };
        children.into_iter().filter_map(line).collect()
    }

    /// A person chooses the line that says this.
    pub(super) fn chooses(&self, text: &str) {
        let lines = self.lines();
        let line = lines.iter().find(|line| line.text == text);
        let line = line.unwrap_or_else(|| panic!("no {text:?} in {lines:?}"));
        let menu = self.menu().expect("a menu");
        let chosen: zbus::Result<()> =
            menu.call("Event", &(line.id, "clicked", Value::from(0_i32), 0_u32));
        chosen.expect("the line can be chosen");
    }
}

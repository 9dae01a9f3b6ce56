//! What the desktop says of the moment: does it want notifications, is the screen locked, whose are its numbers for them.
//!
//! On Linux it is asked over D-Bus, of whoever answers; where nobody does, nothing is in the way. Elsewhere the system keeps
//! notifications back itself. Whether Satchel is locked is [`Curtain`]'s to say. What follows from all this is the engine's
//! (`core/src/alert/showing.rs`).

use crate::lock::Curtain;
use satchel_core::alert::showing::Moment;
use tauri::{AppHandle, Manager};

/// The moment, as this computer tells it.
pub(crate) fn moment(app: &AppHandle) -> Moment {
    Moment {
        at: chrono::Local::now().fixed_offset(),
        inhibited: asked::inhibited(),
        locked: app.state::<Curtain>().is_drawn() || asked::screen_locked(),
    }
}

/// Who shows notifications now: another daemon, or the same one started anew, counts from the beginning. `None`: nobody says.
pub(crate) fn who_shows() -> Option<String> {
    asked::who_shows()
}

/// Does whoever shows notifications read their text as markup? Titles are never read so.
pub(crate) fn reads_markup() -> bool {
    asked::reads_markup()
}

/// These notifications are not shown any more. Nobody is waited for who takes them away, and the bus itself no longer than
/// [`LEAVING`], however many they are: Satchel ends.
pub(crate) fn takes_away(numbers: Vec<u32>) {
    if numbers.is_empty() {
        return;
    }
    let (done, sent) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        asked::takes_away(&numbers);
        let _ = done.send(());
    });
    if sent.recv_timeout(LEAVING).is_err() {
        tracing::warn!("notifications may still be shown");
    }
}

/// How long the bus may take to hear of all that goes with Satchel.
const LEAVING: std::time::Duration = std::time::Duration::from_secs(1);

/// Does anything show icons in a tray? On Linux only what has a watcher of them on the bus is asked; an old tray of X alone has
/// none, and a window is not left to it.
pub(crate) fn shows_trays() -> bool {
    asked::shows_trays()
}

/// Who shows notifications, by the name that they all have on the bus.
#[cfg(target_os = "linux")]
pub(crate) const DAEMON: &str = "org.freedesktop.Notifications";

/// The screen savers that say whether the screen is locked, and tell when it is; the interface is called as they are. KDE's has
/// the first name.
#[cfg(target_os = "linux")]
pub(crate) const SAVERS: [(&str, &str); 5] = [
    (
        "org.freedesktop.ScreenSaver",
        "/org/freedesktop/ScreenSaver",
    ),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
    ("org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver"),
    ("org.mate.ScreenSaver", "/org/mate/ScreenSaver"),
    ("org.xfce.ScreenSaver", "/org/xfce/ScreenSaver"),
];

#[cfg(target_os = "linux")]
mod asked {
    use super::{DAEMON, SAVERS};
    use gio::glib::{ToVariant, Variant};
    use gio::prelude::SettingsExt;

    const NOTIFICATIONS: (&str, &str) = (DAEMON, "/org/freedesktop/Notifications");
    const BUS: (&str, &str) = ("org.freedesktop.DBus", "/org/freedesktop/DBus");
    /// In milliseconds. Who does not answer at once is not waited for.
    const PATIENCE: i32 = 500;

    fn call(
        bus: gio::BusType,
        (name, path): (&str, &str),
        interface: &str,
        method: &str,
        arguments: Option<&Variant>,
    ) -> Option<Variant> {
        let connection = gio::bus_get_sync(bus, gio::Cancellable::NONE).ok()?;
        let flags = gio::DBusCallFlags::NO_AUTO_START;
        let answer = connection.call_sync(
            Some(name),
            path,
            interface,
            method,
            arguments,
            None,
            flags,
            PATIENCE,
            gio::Cancellable::NONE,
        );
        answer.ok()?.try_child_value(0)
    }

    fn property(bus: gio::BusType, whose: (&str, &str), interface: &str, name: &str) -> bool {
        let which = (interface, name).to_variant();
        let got = call(
            bus,
            whose,
            "org.freedesktop.DBus.Properties",
            "Get",
            Some(&which),
        );
        got.and_then(|value| value.as_variant())
            .and_then(|value| value.get::<bool>())
            .unwrap_or_default()
    }

    /// Does the desktop want no notifications? KDE's word for it, dunst's, and GNOME's.
    pub(super) fn inhibited() -> bool {
        let session = gio::BusType::Session;
        property(session, NOTIFICATIONS, NOTIFICATIONS.0, "Inhibited")
            || property(session, NOTIFICATIONS, "org.dunstproject.cmd0", "paused")
            || !banners()
    }

    fn banners() -> bool {
        let known = gio::SettingsSchemaSource::default()
            .and_then(|all| all.lookup("org.gnome.desktop.notifications", true));
        let is_gnome = std::env::var("XDG_CURRENT_DESKTOP").is_ok_and(|d| d.contains("GNOME"));
        match known {
            Some(schema) if is_gnome && schema.has_key("show-banners") => {
                gio::Settings::new("org.gnome.desktop.notifications").boolean("show-banners")
            }
            _ => true,
        }
    }

    /// Is the screen locked?
    pub(super) fn screen_locked() -> bool {
        let session = (
            "org.freedesktop.login1",
            "/org/freedesktop/login1/session/auto",
        );
        let by_saver = |saver: &(&str, &str)| {
            let active = call(gio::BusType::Session, *saver, saver.0, "GetActive", None);
            active.and_then(|v| v.get::<bool>()).unwrap_or_default()
        };
        property(
            gio::BusType::System,
            session,
            "org.freedesktop.login1.Session",
            "LockedHint",
        ) || SAVERS.iter().any(by_saver)
    }

    /// Where nobody says, text that is written for markup is safe, if not pretty.
    pub(super) fn reads_markup() -> bool {
        let session = gio::BusType::Session;
        let said = call(
            session,
            NOTIFICATIONS,
            NOTIFICATIONS.0,
            "GetCapabilities",
            None,
        );
        let all = said.and_then(|all| all.get::<Vec<String>>());
        all.is_none_or(|all| all.iter().any(|one| one == "body-markup"))
    }

    /// One that hangs answers nothing: no answer is asked for.
    pub(super) fn takes_away(numbers: &[u32]) {
        let (name, path) = NOTIFICATIONS;
        let nobody = gio::Cancellable::NONE;
        let Ok(bus) = gio::bus_get_sync(gio::BusType::Session, nobody) else {
            return;
        };
        for number in numbers {
            let method = "CloseNotification";
            let message = gio::DBusMessage::new_method_call(Some(name), path, Some(name), method);
            message.set_body(&(*number,).to_variant());
            message.set_flags(
                gio::DBusMessageFlags::NO_REPLY_EXPECTED | gio::DBusMessageFlags::NO_AUTO_START,
            );
            let _ = bus.send_message(&message, gio::DBusSendMessageFlags::NONE);
        }
        let _ = bus.flush_sync(nobody);
    }

    /// Is there a watcher, KDE's name for which every desktop with such a tray has taken?
    pub(super) fn shows_trays() -> bool {
        let name = ("org.kde.StatusNotifierWatcher",).to_variant();
        let owned = call(
            gio::BusType::Session,
            BUS,
            BUS.0,
            "NameHasOwner",
            Some(&name),
        );
        owned.and_then(|v| v.get::<bool>()).unwrap_or_default()
    }

    /// The bus's own id and the daemon's name on it.
    pub(super) fn who_shows() -> Option<String> {
        let text = |method: &str, arguments: Option<&Variant>| {
            call(gio::BusType::Session, BUS, BUS.0, method, arguments)?.get::<String>()
        };
        let bus = text("GetId", None)?;
        let daemon = text("GetNameOwner", Some(&(NOTIFICATIONS.0,).to_variant()))?;
        Some(format!("{bus} {daemon}"))
    }
}

#[cfg(not(target_os = "linux"))]
mod asked {
    pub(super) fn inhibited() -> bool {
        false
    }

    pub(super) fn screen_locked() -> bool {
        false
    }

    pub(super) fn reads_markup() -> bool {
        false
    }

    pub(super) fn takes_away(_numbers: &[u32]) {}

    pub(super) fn shows_trays() -> bool {
        true
    }

    pub(super) fn who_shows() -> Option<String> {
        None
    }
}

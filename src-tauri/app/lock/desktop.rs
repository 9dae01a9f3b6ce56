//! What the desktop tells: it goes to sleep, its screen was locked. On Linux over D-Bus, by the desktop's own library, which
//! is in the tree already (`around.rs`): logind on the system's bus, the screen savers on the session's. Elsewhere nobody
//! tells; there `lock/idle.rs` sees after a sleep that there was one, and the settings offer no lock with the screen.
//!
//! Who sent a signal is not checked: whoever can send one can lock Satchel, or open it where the keyring alone may, and who is
//! on this person's bus can ask the keyring anyway. Before it sleeps, logind waits
//! for us (a delaying inhibitor), so that the key is gone when the memory is written to a disk or kept under power.

use tauri::AppHandle;

/// Listens for as long as the app runs. Only on the window's thread.
#[cfg(target_os = "linux")]
pub(crate) fn listen(app: &AppHandle) {
    linux::listen(app);
}

/// Nobody tells.
#[cfg(not(target_os = "linux"))]
pub(crate) fn listen(_app: &AppHandle) {}

#[cfg(target_os = "linux")]
mod linux {
    use crate::desk::Desk;
    use crate::desktop::SAVERS;
    use crate::session::WhyLocked;
    use gio::glib::{Variant, prelude::ToVariant};
    use gio::{BusType, DBusCallFlags, DBusConnection, DBusSignalFlags, UnixFDList};
    use std::cell::RefCell;
    use std::sync::atomic::Ordering;
    use tauri::{AppHandle, Manager};

    const LOGIND: &str = "org.freedesktop.login1";

    thread_local! {
        /// As long as it is here, logind waits with sleeping.
        static INHIBITOR: RefCell<Option<UnixFDList>> = const { RefCell::new(None) };
    }

    pub(super) fn listen(app: &AppHandle) {
        match gio::bus_get_sync(BusType::System, gio::Cancellable::NONE) {
            Ok(bus) => {
                inhibit(&bus);
                on_sleep(app, &bus);
                let own = own_session(&bus);
                let here = app.clone();
                follow(&bus, (LOGIND_SESSION, "Lock"), own.as_deref(), move |_| {
                    lock_for(&here, WhyLocked::Screen, || {});
                });
                let here = app.clone();
                follow(
                    &bus,
                    (LOGIND_SESSION, "Unlock"),
                    own.as_deref(),
                    move |_| {
                        screen_unlocked(&here);
                    },
                );
            }
            Err(_) => tracing::info!("nobody tells when this computer goes to sleep"),
        }
        match gio::bus_get_sync(BusType::Session, gio::Cancellable::NONE) {
            Ok(bus) => {
                for (saver, _) in SAVERS {
                    let app = app.clone();
                    follow(&bus, (saver, "ActiveChanged"), None, move |said| match said
                        .get::<(bool,)>()
                    {
                        Some((true,)) => lock_for(&app, WhyLocked::Screen, || {}),
                        Some((false,)) => screen_unlocked(&app),
                        None => {}
                    });
                }
            }
            Err(_) => tracing::info!("nobody tells when the screen is locked"),
        }
    }

    const LOGIND_SESSION: &str = "org.freedesktop.login1.Session";

    fn follow(
        bus: &DBusConnection,
        (interface, member): (&str, &str),
        path: Option<&str>,
        tell: impl Fn(&Variant) + 'static,
    ) {
        // The connection lives as long as what listens to it.
        let kept = bus.clone();
        bus.signal_subscribe(
            None,
            Some(interface),
            Some(member),
            path,
            None,
            DBusSignalFlags::NONE,
            move |_, _, _, _, _, said| {
                let _kept = &kept;
                tell(said);
            },
        );
    }

    fn on_sleep(app: &AppHandle, bus: &DBusConnection) {
        let (app, again) = (app.clone(), bus.clone());
        let sleep = ("org.freedesktop.login1.Manager", "PrepareForSleep");
        follow(bus, sleep, None, move |said| match said.get::<(bool,)>() {
            Some((true,)) => {
                let here = app.clone();
                lock_for(&app, WhyLocked::Suspend, move || {
                    let _ = here.run_on_main_thread(|| drop(INHIBITOR.take()));
                });
            }
            Some((false,)) => inhibit(&again),
            None => {}
        });
    }

    /// Asks logind to wait for us before it sleeps.
    fn inhibit(bus: &DBusConnection) {
        let how = ("sleep", "Satchel", "Forgets its key", "delay").to_variant();
        let asked = bus.call_with_unix_fd_list_sync(
            Some(LOGIND),
            "/org/freedesktop/login1",
            "org.freedesktop.login1.Manager",
            "Inhibit",
            Some(&how),
            None,
            DBusCallFlags::NO_AUTO_START,
            1000,
            UnixFDList::NONE,
            gio::Cancellable::NONE,
        );
        crate::lock::SLEEP_IS_TOLD.store(asked.is_ok(), Ordering::Relaxed);
        if let Ok((_, fds)) = asked {
            INHIBITOR.set(Some(fds));
        }
    }

    /// Which of the sessions of this computer is ours.
    fn own_session(bus: &DBusConnection) -> Option<String> {
        let answer = bus.call_sync(
            Some(LOGIND),
            "/org/freedesktop/login1",
            "org.freedesktop.login1.Manager",
            "GetSessionByPID",
            Some(&(std::process::id(),).to_variant()),
            None,
            DBusCallFlags::NO_AUTO_START,
            1000,
            gio::Cancellable::NONE,
        );
        let path = answer.ok()?.try_child_value(0)?;
        path.str().map(str::to_owned)
    }

    /// Whoever unlocked the screen has shown who they are: where the keyring may open the mirror, it does.
    fn screen_unlocked(app: &AppHandle) {
        let app = app.clone();
        tauri::async_runtime::spawn(async move {
            app.state::<Desk>().session.open_with_screen(&app).await;
        });
    }

    fn lock_for(app: &AppHandle, why: WhyLocked, then: impl FnOnce() + Send + 'static) {
        let app = app.clone();
        tauri::async_runtime::spawn(async move {
            let session = &app.state::<Desk>().session;
            let settings = session.lock_settings();
            let wanted = match why {
                WhyLocked::Suspend => settings.on_suspend,
                _ => settings.on_screen_lock,
            };
            if wanted {
                session.lock(&app, why).await;
            }
            then();
        });
    }
}

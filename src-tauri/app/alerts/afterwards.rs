//! After Satchel was quit. The desktops' common protocol tells a click to whoever showed the notification, and to nobody else:
//! so what pressing cases are still on the desktop is left to a small process of ours, `satchel --after-quitting NAME`. It shows
//! them in the same places, without a customer's word, and starts Satchel with the case when one is clicked. It ends with the
//! last of them, with the session, with the daemon that shows them, or as soon as Satchel runs again (the bus says so: NAME is
//! Satchel's there). It knows which cases they are and nothing else of them, opens no file and holds no key. On other systems than Linux all of them go.

use serde::{Deserialize, Serialize};
use std::process::ExitCode;
use tauri::AppHandle;

/// How it is started.
const ARGUMENT: &str = "--after-quitting";

/// What stays on the desktop of one notification.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Left {
    /// The desktop's number for it.
    pub number: u32,
    /// What it says, without a customer's word.
    pub title: String,
    /// What to do.
    pub text: String,
    /// What a click does.
    pub open: String,
    /// Leads to its case.
    pub link: String,
}

/// Leaves these to a process that stays. Tells whether there is one.
pub(super) fn begin(app: &AppHandle, left: &[Left]) -> bool {
    !left.is_empty() && process::begin(app, left)
}

/// Stays, where the arguments ask for that. `None`: the program was started for something else.
pub(crate) fn asked_for(mut arguments: impl Iterator<Item = String>) -> Option<ExitCode> {
    if arguments.next()? != ARGUMENT {
        return None;
    }
    let stayed = arguments.next().and_then(|name| process::stay(&name));
    Some(stayed.map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS))
}

#[cfg(target_os = "linux")]
mod process {
    use super::super::{for_daemon, number_of};
    use super::{ARGUMENT, Left};
    use crate::once::OnTheBus;
    use crate::{desktop, links};
    use gio::glib::MainLoop;
    use notify_rust::{Hint, Notification, Timeout, Urgency};
    use std::io::{Read, Write};
    use std::os::unix::process::CommandExt;
    use std::process::{Command, Stdio};
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::{Arc, Mutex, PoisonError};
    use tauri::{AppHandle, Manager};

    /// More than it ever is.
    const MOST: u64 = 1024 * 1024;

    pub(super) fn begin(app: &AppHandle, left: &[Left]) -> bool {
        let OnTheBus(Some(name)) = &*app.state::<OnTheBus>() else {
            return false;
        };
        let Some(mut own) = own_program() else {
            return false;
        };
        let started = own.args([ARGUMENT, name]).stdin(Stdio::piped()).spawn();
        let told = started.and_then(|mut stays| {
            let mut input = stays.stdin.take().ok_or(std::io::ErrorKind::BrokenPipe)?;
            input.write_all(&serde_json::to_vec(left)?)
        });
        if told.is_err() {
            tracing::warn!("nobody stays for the clicks");
        }
        told.is_ok()
    }

    /// This program, apart from whoever starts it.
    fn own_program() -> Option<Command> {
        let mut own = Command::new(std::env::current_exe().ok()?);
        own.stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0);
        Some(own)
    }

    /// What is on the desktop: the numbers.
    type Shown = Arc<Mutex<Vec<u32>>>;

    pub(super) fn stay(name: &str) -> Option<()> {
        let mut told = Vec::new();
        std::io::stdin().take(MOST).read_to_end(&mut told).ok()?;
        let left: Vec<Left> = serde_json::from_slice(&told).ok()?;
        // Its end, which is the session's, ends this process, too.
        let bus = gio::bus_get_sync(gio::BusType::Session, gio::Cancellable::NONE).ok()?;
        let (turns, shown) = (MainLoop::new(None, false), Shown::default());
        let had_left = Arc::new(AtomicBool::new(false));
        let runs_again = {
            let (turns, shown, had_left) = (turns.clone(), shown.clone(), had_left.clone());
            move |_: gio::DBusConnection, _: &str, _: &str| {
                if had_left.load(Ordering::Relaxed) {
                    let numbers = shown.lock().unwrap_or_else(PoisonError::into_inner);
                    desktop::takes_away(numbers.clone());
                    turns.quit();
                }
            }
        };
        let ended = {
            let (turns, shown) = (turns.clone(), shown.clone());
            move |_: gio::DBusConnection, _: &str| {
                if !had_left.swap(true, Ordering::Relaxed) {
                    show_all(left.clone(), &shown, &turns);
                }
            }
        };
        let daemon_ended = {
            let (turns, shown) = (turns.clone(), shown.clone());
            move |_: gio::DBusConnection, _: &str| {
                let numbers = shown.lock().unwrap_or_else(PoisonError::into_inner);
                if !numbers.is_empty() {
                    turns.quit();
                }
            }
        };
        let watches = gio::BusNameWatcherFlags::NONE;
        let _satchel = gio::bus_watch_name_on_connection(&bus, name, watches, runs_again, ended);
        let daemon = desktop::DAEMON;
        let _daemon =
            gio::bus_watch_name_on_connection(&bus, daemon, watches, |_, _, _| {}, daemon_ended);
        turns.run();
        Some(())
    }

    /// Shows them, each on a thread of its own, which waits for its answer; the last one ends the process.
    fn show_all(left: Vec<Left>, shown: &Shown, turns: &MainLoop) {
        let (shown, turns) = (shown.clone(), turns.clone());
        std::thread::spawn(move || {
            let each = left.into_iter().map(|one| {
                let shown = shown.clone();
                std::thread::spawn(move || show(&one, &shown))
            });
            for waiter in each.collect::<Vec<_>>() {
                let _ = waiter.join();
            }
            turns.quit();
        });
    }

    fn show(left: &Left, shown: &Shown) {
        let notification = Notification::new()
            .appname("Satchel")
            .summary(&left.title)
            .body(&for_daemon(&left.text, desktop::reads_markup()))
            .icon("satchel")
            .id(left.number)
            .action("default", &left.open)
            .timeout(Timeout::Never)
            // It was told before: it comes without a sound, and no desktop puts it in front.
            .urgency(Urgency::Low)
            .hint(Hint::Category("im.received".to_owned()))
            .show();
        let Ok(notification) = notification else {
            return;
        };
        let numbers = || shown.lock().unwrap_or_else(PoisonError::into_inner);
        numbers().push(number_of(&notification));
        notification.wait_for_action(|action| {
            if action != "__closed" {
                start_with(&left.link);
            }
        });
    }

    fn start_with(link: &str) {
        if links::case_of(link).is_none() {
            return;
        }
        if let Some(mut satchel) = own_program() {
            let _ = satchel.arg(link).spawn();
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod process {
    use super::Left;
    use tauri::AppHandle;

    pub(super) fn begin(_app: &AppHandle, _left: &[Left]) -> bool {
        false
    }

    pub(super) fn stay(_name: &str) -> Option<()> {
        None
    }
}

//! Native notifications: shown here alone, and after the end by `alerts/afterwards.rs`. What deserves one, and whether now is the time, the engine says.
//!
//! An alert is marked as shown right after it was; a crash between the two may show it once more, never not at all. A case
//! has one notification: the next one takes its place, also after a restart where the desktop kept it. When Satchel locks, what
//! is still shown says nothing of a customer's any more; when it ends, pressing cases stay and the
//! rest goes: docs/decisions/0018.

pub(crate) mod afterwards;
mod shown;

use self::afterwards::Left;
pub(crate) use self::shown::OnDesktop;
use crate::desk::Desk;
use crate::lock::Curtain;
use crate::window::Asked;
use crate::words::Words;
use crate::{desktop, links, tray, window};
use notify_rust::{Notification, Timeout};
use satchel_core::Core;
use satchel_core::alert::rules::Privacy;
use satchel_core::alert::table::Notification as Shown;
use satchel_core::alert::{AlertItem, Reason};
use satchel_core::id::{AlertId, CaseId};
use serde::Serialize;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tauri::{AppHandle, Manager};
use tauri_specta::Event;

/// How many alerts the person has not looked at: by rule, not everything.
#[derive(Clone, Serialize, specta::Type, tauri_specta::Event)]
pub(crate) struct AlertsCounted(pub u32);

/// How many alerts were last counted.
#[derive(Default)]
pub(crate) struct Counted(AtomicU32);

/// How long the end waits for notifications that the desktop has been given and has not numbered yet.
const SETTLING: Duration = Duration::from_secs(1);

/// Satchel ends: a click is told to whoever showed the notification. Pressing cases are left to a process that stays for that;
/// the rest goes. The alerts themselves stay in the inbox.
pub(crate) fn leave(app: &AppHandle) {
    let shown = app.state::<OnDesktop>().all_gone(SETTLING);
    let words = app.state::<Desk>().speech.words();
    let left = shown.iter().filter_map(|(n, m)| m.left(*n, words));
    let left: Vec<Left> = left.collect();
    let stays = afterwards::begin(app, &left);
    let goes = |number: &u32| !stays || left.iter().all(|one| one.number != *number);
    let numbers = shown.into_iter().map(|(number, _)| number);
    desktop::takes_away(numbers.filter(goes).collect());
}

/// Nobody is signed in any more: nothing of theirs stays on the desktop.
pub(crate) fn withdraw(app: &AppHandle) {
    let shown = app.state::<OnDesktop>().all_gone(Duration::ZERO);
    desktop::takes_away(shown.into_iter().map(|(number, _)| number).collect());
}

/// Satchel locks: what is on the desktop says nothing of a customer's any more, unless that is never wished.
pub(crate) fn cover(app: &AppHandle) {
    let words = app.state::<Desk>().speech.words();
    for (number, message) in app.state::<OnDesktop>().open() {
        show(app, Instead::Of(number), message.covered(), words);
    }
}

/// The count changed, perhaps: the window's title, the window and the tray hear of it.
pub(crate) fn count(app: &AppHandle, core: &Core) {
    let count = match core.alert_count() {
        Ok(count) => count,
        Err(e) => return tracing::error!(code = ?e.code(), "no count of alerts"),
    };
    let counted = app.state::<Counted>();
    if counted.0.swap(count, Ordering::Relaxed) != count {
        window::name(app, count);
        if let Ok(status) = core.status() {
            tray::show(app, &status);
        }
        let _ = AlertsCounted(count).emit(app);
    }
}

/// Shows every alert whose time it is. Tells how many wait for quieter times to be over.
pub(crate) fn show_waiting(app: &AppHandle, core: &Core) -> usize {
    if app.state::<Curtain>().is_drawn() {
        return 0;
    }
    match core.alerts_to_show() {
        Ok(waiting) if waiting.is_empty() => return 0,
        Ok(_) => {}
        Err(e) => {
            tracing::error!(code = ?e.code(), "no alerts");
            return 0;
        }
    }
    let showing = match core.showing(&desktop::moment(app)) {
        Ok(showing) => showing,
        Err(e) => {
            tracing::error!(code = ?e.code(), "no alerts");
            return 0;
        }
    };
    let words = app.state::<Desk>().speech.words();
    let knows_me = core
        .account()
        .ok()
        .flatten()
        .is_some_and(|a| a.me.id.is_some());
    let may_cover = core
        .alert_choices()
        .is_ok_and(|choices| choices.privacy != Privacy::Never);
    for alert in &showing.single {
        let mut message = message(alert, showing.hidden, knows_me, words);
        message.may_cover = may_cover;
        show(app, Instead::OfCase(core.clone()), message, words);
    }
    if showing.rest > 0
        && let Some(last) = showing.told.last()
    {
        let message = Message {
            alert: *last,
            case: showing.rest_case,
            title: words.more(showing.rest),
            text: words.in_alerts.to_owned(),
            covered: None,
            may_cover: false,
            loud: false,
            stays: false,
            alone: false,
            can_take: false,
        };
        show(app, Instead::OfCase(core.clone()), message, words);
    }
    for alert in &showing.told {
        if let Err(e) = core.alert_shown(*alert) {
            tracing::error!(code = ?e.code(), "an alert may be shown again");
        }
    }
    showing.waiting
}

/// What a notification says and offers.
#[derive(Clone)]
struct Message {
    alert: AlertId,
    case: Option<CaseId>,
    title: String,
    text: String,
    /// The same without a customer's word, where it has some: title and text.
    covered: Option<(String, String)>,
    /// It is to lose a customer's words when Satchel locks.
    may_cover: bool,
    /// It may break through "do not disturb".
    loud: bool,
    /// It stays until somebody answers it.
    stays: bool,
    /// It is about one alert, not about the rest of many.
    alone: bool,
    can_take: bool,
}

impl Message {
    /// Does it show what it has to lose when Satchel locks?
    fn is_open(&self) -> bool {
        self.may_cover && self.covered.is_some()
    }

    /// Without a customer's word.
    fn covered(self) -> Message {
        let (title, text) = self.covered.unwrap_or((self.title, self.text));
        Message {
            title,
            text,
            covered: None,
            ..self
        }
    }

    /// What stays of it when Satchel ends.
    fn left(&self, number: u32, words: &Words) -> Option<Left> {
        let case = self.case.filter(|_| self.stays)?;
        let Message { title, text, .. } = self.clone().covered();
        let link = links::to(&case.0.to_string())?;
        Some(Left {
            number,
            title,
            text,
            open: words.open.to_owned(),
            link,
        })
    }
}

/// What is said of one alert; `hidden`: without a customer's word.
fn message(alert: &AlertItem, hidden: bool, knows_me: bool, words: &Words) -> Message {
    let reason = words.reason(alert.why, &alert.priority);
    let covered = (reason.clone(), words.hidden.to_owned());
    let (title, text, covered) = if hidden {
        (covered.0, covered.1, None)
    } else if alert.case_id.is_none() {
        (reason, words.in_alerts.to_owned(), None)
    } else {
        (alert.case_name.clone(), reason, Some(covered))
    };
    Message {
        alert: alert.id,
        case: alert.case_id,
        title,
        text,
        covered,
        may_cover: false,
        loud: alert.breaks,
        stays: alert.why.weight() <= Reason::Raised.weight(),
        alone: true,
        can_take: knows_me && alert.case_id.is_some() && !alert.mine,
    }
}

/// Which notification gives way to a new one.
enum Instead {
    /// The last one of its case, as the mirror knows it; the new one's number is kept there.
    OfCase(Core),
    /// The one of this number.
    Of(u32),
}

/// Shows one notification and waits, on a thread of its own, for its answer.
fn show(app: &AppHandle, instead: Instead, message: Message, words: &'static Words) {
    let mut notification = Notification::new();
    notification
        .appname("Satchel")
        .summary(&message.title)
        .icon("satchel")
        .action("default", words.open);
    weighs(&mut notification, message.loud);
    if message.stays {
        notification.timeout(Timeout::Never);
    }
    if message.alone {
        notification.action("open", words.open);
        notification.action("snooze", words.snooze);
    }
    if message.can_take {
        notification.action("take", words.take);
    }
    let app = app.clone();
    let way = app.state::<OnDesktop>().sets_out();
    let waiter = std::thread::Builder::new()
        .name("notification".to_owned())
        .spawn(move || {
            let desktop = desktop::who_shows();
            notification.body(&for_daemon(&message.text, desktop::reads_markup()));
            match (&instead, &desktop) {
                (Instead::Of(number), _) => drop(notification.id(*number)),
                (Instead::OfCase(core), Some(desktop)) if message.alone => {
                    match core.notification_of(message.case, desktop) {
                        Ok(Some(number)) => drop(notification.id(number)),
                        Ok(None) => {}
                        Err(e) => {
                            tracing::error!(code = ?e.code(), "a case may have two notifications");
                        }
                    }
                }
                _ => {}
            }
            let Ok(shown) = notification.show() else {
                return tracing::warn!("no notification could be shown");
            };
            let number = number_of(&shown);
            if !way.arrives(number, message.clone()) {
                return desktop::takes_away(vec![number]);
            }
            // Satchel locked while it was on its way.
            if message.is_open() && app.state::<Curtain>().is_drawn() {
                show(&app, Instead::Of(number), message.clone().covered(), words);
            }
            if let (Instead::OfCase(core), true, Some(desktop)) = (&instead, message.alone, desktop)
            {
                let shown = Shown { number, desktop };
                if let Err(e) = core.alert_shown_as(message.alert, &shown) {
                    tracing::error!(code = ?e.code(), "a case may have two notifications");
                }
            }
            // Waiting holds no mirror open: it may be closed meanwhile, or be another's.
            drop(instead);
            shown.wait_for_action(|action| {
                if app.state::<OnDesktop>().answers(number, message.alert) {
                    answer(&app, &message, action);
                }
            });
        });
    if waiter.is_err() {
        tracing::warn!("no notification could be shown");
    }
}

/// What it weighs and of what kind it is, where the system has words for that. `loud`: it may break through "do not disturb".
#[cfg(target_os = "linux")]
fn weighs(notification: &mut Notification, loud: bool) {
    use notify_rust::{Hint, Urgency};
    let urgency = if loud {
        Urgency::Critical
    } else {
        Urgency::Normal
    };
    let kind = Hint::Category("im.received".to_owned());
    notification.hint(kind).urgency(urgency);
}

#[cfg(target_os = "windows")]
fn weighs(notification: &mut Notification, loud: bool) {
    if loud {
        notification.urgency(notify_rust::Urgency::Critical);
    }
}

#[cfg(target_os = "macos")]
fn weighs(_notification: &mut Notification, _loud: bool) {}

/// The desktop's number for it.
#[cfg(target_os = "linux")]
fn number_of(shown: &notify_rust::NotificationHandle) -> u32 {
    shown.id()
}

/// Windows and macOS tell none: one of ours.
#[cfg(not(target_os = "linux"))]
fn number_of(_shown: &notify_rust::NotificationHandle) -> u32 {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// The person answered a notification.
fn answer(app: &AppHandle, message: &Message, action: &str) {
    let done = app.state::<Desk>().core().and_then(|core| match action {
        "snooze" => Ok(core.snooze_as_usual(message.alert).map(drop)?),
        "take" => Ok(message.case.map_or(Ok(()), |case| core.take_case(case))?),
        _ => Ok(()),
    });
    let failed = done.is_err();
    if let Err(e) = done {
        tracing::error!(
            code = ?e.code,
            "the answer to a notification was not taken"
        );
    }
    // What did not work by the button is done in the window.
    if matches!(action, "default" | "open") || (failed && action != "__closed") {
        match message.case {
            Some(case) => window::ask(app, Asked::Case { case_id: case }),
            None => window::forward(app),
        }
    }
}

/// Customers' words are not markup, also to a daemon that reads it.
fn for_daemon(text: &str, reads_markup: bool) -> String {
    if !reads_markup {
        return text.to_owned();
    }
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

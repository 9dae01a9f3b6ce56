//! Native notifications: the only file that shows them. What deserves one was decided by the engine.
//!
//! An alert is marked as shown right after it was; a crash between the two may show it once more, never not at all.

use crate::desk::Desk;
use crate::lock::Curtain;
use crate::window;
use notify_rust::{Hint, Notification, Urgency};
use satchel_core::Core;
use satchel_core::alert::AlertItem;
use satchel_core::id::CaseId;
use tauri::{AppHandle, Manager};

/// After a gap, this many are shown one by one; the rest are told by one summary.
const ONE_BY_ONE: usize = 3;

/// Shows every alert that was decided and not shown yet.
pub(crate) fn show_waiting(app: &AppHandle, core: &Core) {
    if app.state::<Curtain>().is_drawn() {
        return;
    }
    let waiting = match core.alerts_to_show() {
        Ok(waiting) => waiting,
        Err(e) => return tracing::error!(%e, "no alerts"),
    };
    let words = app.state::<Desk>().speech.words();
    for alert in waiting.iter().take(ONE_BY_ONE) {
        let reason = words.reason(alert.why, &alert.priority);
        show(app, alert.case_id, &alert.case_name, &reason);
    }
    if let Some(rest) = waiting.len().checked_sub(ONE_BY_ONE).filter(|n| *n > 0)
        && let Some(AlertItem { case_id, .. }) = waiting.last()
    {
        show(app, *case_id, &words.more(rest), words.in_alerts);
    }
    for alert in waiting {
        if let Err(e) = core.alert_shown(alert.id) {
            tracing::error!(%e, "an alert may be shown again");
        }
    }
}

/// Shows one notification and waits, on a thread of its own, for its click.
fn show(app: &AppHandle, case: CaseId, summary: &str, body: &str) {
    let mut notification = Notification::new();
    notification
        .appname("Satchel")
        .summary(&plain(summary))
        .body(&plain(body))
        .icon("satchel")
        .action("default", app.state::<Desk>().speech.words().open)
        .hint(Hint::Category("im.received".to_owned()))
        .urgency(Urgency::Critical);
    let app = app.clone();
    let waiter = std::thread::Builder::new()
        .name("notification".to_owned())
        .spawn(move || match notification.show() {
            Ok(shown) => shown.wait_for_action(|action| {
                if action == "default" {
                    window::open_case(&app, case);
                }
            }),
            Err(e) => tracing::warn!(%e, "no notification could be shown"),
        });
    if let Err(e) = waiter {
        tracing::warn!(%e, "no notification could be shown");
    }
}

/// Notification daemons read markup; customers' words are not markup.
fn plain(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

//! What the window may ask for and do about alerts and their rules. Each is a line into the engine.

use crate::desk::Desk;
use satchel_core::alert::AlertItem;
use satchel_core::alert::judge::{Trial, WhyTold};
use satchel_core::alert::rules::{AlertChoices, Rule};
use satchel_core::error::AppError;
use satchel_core::id::{AlertId, CaseId};
use tauri::State;

type Answer<T> = Result<T, AppError>;

/// The newest alerts.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn alerts(desk: State<'_, Desk>) -> Answer<Vec<AlertItem>> {
    Ok(desk.core()?.alerts()?)
}

/// The person looked at the alerts.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn mark_alerts_seen(desk: State<'_, Desk>) -> Answer<()> {
    Ok(desk.core()?.mark_alerts_seen()?)
}

/// An alert comes again later.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn snooze_alert(desk: State<'_, Desk>, id: AlertId, minutes: u32) -> Answer<()> {
    Ok(desk.core()?.snooze_alert(id, minutes).map(drop)?)
}

/// The person takes a case.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn take_case(desk: State<'_, Desk>, case_id: CaseId) -> Answer<()> {
    Ok(desk.core()?.take_case(case_id)?)
}

/// What the person chose about alerts.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn alert_choices(desk: State<'_, Desk>) -> Answer<AlertChoices> {
    Ok(desk.core()?.alert_choices()?)
}

/// Keeps what the person chose about alerts.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn set_alert_choices(desk: State<'_, Desk>, choices: AlertChoices) -> Answer<()> {
    Ok(desk.core()?.set_alert_choices(choices)?)
}

/// The rules of whoever made none.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn usual_alert_rules() -> Vec<Rule> {
    satchel_core::alert::rules::usual()
}

/// What a rule would have caught of the last seven days.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn try_alert_rule(desk: State<'_, Desk>, rule: Rule) -> Answer<Trial> {
    Ok(desk.core()?.try_alert_rule(&rule)?)
}

/// Why the person was told of a case, or not.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn why_told(desk: State<'_, Desk>, case_id: CaseId) -> Answer<WhyTold> {
    Ok(desk.core()?.why_told(case_id)?)
}

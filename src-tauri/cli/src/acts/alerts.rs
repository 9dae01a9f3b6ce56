//! Alerts: what was told and why, and that the person saw it. What deserves one, the engine and the person's rules say.

use super::reading::tell_if_beside;
use crate::fault::{Exit, Result};
use crate::pick;
use crate::say::Say;
use satchel_core::Core;
use serde_json::json;

pub(super) fn list(core: &Core, unseen: bool, say: Say) -> Result<Exit> {
    tell_if_beside(core, say);
    let mut alerts = core.alerts()?;
    alerts.retain(|alert| !unseen || !alert.seen);
    say.alerts(&alerts);
    Ok(Exit::Done)
}

pub(super) fn why(core: &Core, case: &str, say: Say) -> Result<Exit> {
    tell_if_beside(core, say);
    let case = pick::case(core, case)?;
    say.why_told(&core.why_told(case)?);
    Ok(Exit::Done)
}

pub(super) fn seen(core: &Core, case: Option<&str>, say: Say) -> Result<Exit> {
    match case {
        Some(case) => {
            let case = pick::case(core, case)?;
            core.mark_case_alerts_seen(case)?;
            say.done(
                "alertsSeen",
                json!({ "caseId": case }),
                "The alerts of this case are seen.",
            );
        }
        None => {
            core.mark_alerts_seen()?;
            say.done("alertsSeen", json!({}), "All alerts are seen.");
        }
    }
    Ok(Exit::Done)
}

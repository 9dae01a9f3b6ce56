//! The clock of a case's deadlines. Pure.
//!
//! A server that has one tells, with each case, when the first response and the solution are due. It has counted its
//! business hours, its holidays, its zone and the pauses into those times already (server-contract, SLA), so what is left
//! to count here, without a network, is only how far away they are. Nothing is guessed: a case without these times has no
//! clock, and while the clock is paused the times that were told say nothing.

use super::ServerCase;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// What is due.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Duty {
    /// The first response.
    Response,
    /// The solution.
    Solution,
}

/// The clock of an open case.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Sla {
    /// What is due next.
    pub duty: Duty,
    /// When; `None`: the clock is paused.
    pub due_at: Option<DateTime<Utc>>,
    /// From when on there is little time left; `None`: the clock is paused.
    pub risk_at: Option<DateTime<Utc>>,
}

/// Less than a quarter of the time that the server gives is little; so is less than half an hour.
const LITTLE: (i32, TimeDelta) = (4, TimeDelta::minutes(30));

/// The clock; `None`: the server has none for this case, or nothing is due any more. `is_waiting`: the case is shown with a
/// status that waits for somebody else, as the person may have set it just now.
#[must_use]
pub fn sla(case: &ServerCase, is_open: bool, is_waiting: bool) -> Option<Sla> {
    if !is_open {
        return None;
    }
    let at = |field: &str| {
        let text = case.extra.get(field)?.as_str()?;
        let at = DateTime::parse_from_rfc3339(text).ok()?;
        Some(at.with_timezone(&Utc))
    };
    let duty = |duty, met: &str, due: &str, hours: &str| {
        if at(met).is_some() {
            return None;
        }
        let hours = case.extra.get(hours).and_then(serde_json::Value::as_i64);
        Some((duty, at(due)?, hours))
    };
    let response = duty(
        Duty::Response,
        "first_response_at",
        "first_response_sla_deadline",
        "sla_first_response_hours",
    );
    let solution = duty(
        Duty::Solution,
        "resolved_at",
        "resolution_sla_deadline",
        "sla_resolution_hours",
    );
    let (duty, due, hours) = response
        .into_iter()
        .chain(solution)
        .min_by_key(|(_, due, _)| *due)?;
    if is_waiting || at("sla_paused_at").is_some() {
        return Some(Sla {
            duty,
            due_at: None,
            risk_at: None,
        });
    }
    let given = TimeDelta::hours(hours.unwrap_or(0).clamp(0, 24 * 365));
    let little = (given / LITTLE.0).max(LITTLE.1);
    Some(Sla {
        duty,
        due_at: Some(due),
        risk_at: Some(due - little),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn case(more: &Value) -> ServerCase {
        let mut row = json!({"id": "1", "name": "n", "status": "New", "priority": "High", "created_on": "2026-11-23T09:00:00Z",
            "sla_first_response_hours": 4, "sla_resolution_hours": 24, "sla_paused_at": null,
            "first_response_at": null, "resolved_at": null,
            "first_response_sla_deadline": "2026-11-23T13:00:00Z", "resolution_sla_deadline": "2026-11-24T09:00:00Z"});
        for (key, value) in more.as_object().unwrap() {
            row[key] = value.clone();
        }
        crate::case::wire::read(&row).unwrap()
    }

    fn at(text: &str) -> Option<DateTime<Utc>> {
        Some(text.parse().unwrap())
    }

    #[test]
    fn what_is_due_next_is_on_the_clock() {
        let open = sla(&case(&json!({})), true, false).unwrap();
        assert_eq!(
            (open.duty, open.due_at),
            (Duty::Response, at("2026-11-23T13:00:00Z"))
        );
        assert_eq!(
            open.risk_at,
            at("2026-11-23T12:00:00Z"),
            "a quarter of four hours"
        );
        let answered = case(&json!({"first_response_at": "2026-11-23T10:00:00Z"}));
        let answered = sla(&answered, true, false).unwrap();
        assert_eq!(
            (answered.duty, answered.due_at),
            (Duty::Solution, at("2026-11-24T09:00:00Z"))
        );
    }

    #[test]
    fn a_paused_clock_says_no_time() {
        let paused = case(&json!({"sla_paused_at": "2026-11-23T09:30:00Z"}));
        assert_eq!(sla(&paused, true, false).unwrap().due_at, None);
        assert_eq!(sla(&case(&json!({})), true, true).unwrap().due_at, None);
    }

    #[test]
    fn a_case_that_asks_nothing_has_no_clock() {
        assert_eq!(sla(&case(&json!({})), false, false), None, "closed");
        let bare =
            case(&json!({"first_response_sla_deadline": null, "resolution_sla_deadline": "soon"}));
        assert_eq!(sla(&bare, true, false), None, "the server tells no times");
        let done = case(
            &json!({"first_response_at": "2026-11-23T10:00:00Z", "resolved_at": "2026-11-23T10:00:00Z"}),
        );
        assert_eq!(sla(&done, true, false), None);
    }

    #[test]
    fn a_zone_and_a_strange_number_of_hours_do_no_harm() {
        let odd = case(
            &json!({"first_response_sla_deadline": "2026-11-23T18:30:00+05:30", "sla_first_response_hours": i64::MAX}),
        );
        let odd = sla(&odd, true, false).unwrap();
        assert_eq!(odd.due_at, at("2026-11-23T13:00:00Z"));
        assert!(odd.risk_at < odd.due_at);
        let none = case(&json!({"sla_first_response_hours": null}));
        assert_eq!(
            sla(&none, true, false).unwrap().risk_at,
            at("2026-11-23T12:30:00Z")
        );
    }
}

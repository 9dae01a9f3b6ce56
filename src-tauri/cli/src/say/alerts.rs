//! Alerts for people: a line each, and why a case was told or not.

use super::{Ink, Say, plain_line, short, time};
use satchel_core::alert::judge::{Because, Happened, WhyTold, WouldBe};
use satchel_core::alert::rules::Act;
use satchel_core::alert::{AlertItem, DecidedBy, Reason};

impl Say {
    /// Alerts, the newest first.
    pub(crate) fn alerts(self, alerts: &[AlertItem]) {
        self.answer(&alerts, || {
            if alerts.is_empty() {
                return "No alerts.".to_owned();
            }
            let rows: Vec<_> = alerts.iter().map(row).collect();
            self.table(&["", "AT", "CASE ID", "WHY", "CASE"], &rows)
        });
    }

    /// Why a case was told, or not.
    pub(crate) fn why_told(self, why: &WhyTold) {
        self.answer(why, || {
            let mut lines: Vec<String> = why.happened.iter().map(happened).collect();
            if lines.is_empty() {
                lines.push("Nothing happened that could have been told.".to_owned());
            }
            lines.push(match why.since {
                Some(since) => format!("This mirror looks since {}.", time(since)),
                None => {
                    "This mirror does not look yet: its first reading is not complete.".to_owned()
                }
            });
            if why.was_here {
                lines.push("The case was there before: that it is new was no news.".to_owned());
            }
            lines.extend([String::new(), self.ink(Ink::Dim, "If it happened now:")]);
            lines.extend(why.would_be.iter().map(would_be));
            lines.join("\n")
        });
    }
}

fn row(alert: &AlertItem) -> Vec<(String, Option<Ink>)> {
    let case = alert.case_id.map(|id| short(&id.to_string()));
    let (mark, ink) = match alert.seen {
        true => ("", None),
        false => ("new", Some(Ink::Yellow)),
    };
    vec![
        (mark.to_owned(), ink),
        (time(alert.at), Some(Ink::Dim)),
        (case.unwrap_or_default(), Some(Ink::Dim)),
        (plain_line(&alert.reason), None),
        (plain_line(&alert.case_name), None),
    ]
}

fn happened(what: &Happened) -> String {
    let by = what
        .by
        .as_deref()
        .map(|by| format!(" ({})", plain_line(by)));
    let became = match (what.because, what.act) {
        (Because::Own, _) => "not told: you did it yourself".to_owned(),
        (Because::NoRule, _) => "not told: no rule asks for it".to_owned(),
        (Because::WithAnother, _) => "told with something weightier".to_owned(),
        (Because::Rule, act) => format!("{}{}", did(act), by_rule(what.rule.as_ref())),
    };
    let shown = what.shown_at.map(|at| format!(", shown {}", time(at)));
    format!(
        "{}  {}{}: {became}{}",
        time(what.at),
        in_words(what.why),
        by.unwrap_or_default(),
        shown.unwrap_or_default()
    )
}

fn would_be(what: &WouldBe) -> String {
    let became = match &what.rule {
        Some(rule) => format!("{}{}", did(what.act), by_rule(Some(rule))),
        None => "not told: no rule asks for it".to_owned(),
    };
    format!("  {}: {became}", in_words(what.why))
}

fn did(act: Act) -> &'static str {
    match act {
        Act::Notify => "notification",
        Act::Inbox => "inbox only",
        Act::Never => "not told",
    }
}

fn by_rule(rule: Option<&DecidedBy>) -> String {
    match rule {
        Some(rule) if rule.name.is_empty() => ", by one of the usual rules".to_owned(),
        Some(rule) => format!(", by the rule “{}”", plain_line(&rule.name)),
        None => String::new(),
    }
}

fn in_words(why: Reason) -> &'static str {
    match why {
        Reason::NewUrgent => "new and pressing",
        Reason::Raised => "raised",
        Reason::Mentioned => "you were mentioned",
        Reason::New => "new",
        Reason::Assigned => "assigned to you",
        Reason::Reopened => "opened again",
        Reason::Reply => "somebody said something",
        Reason::SlaRisk => "deadline near",
        Reason::SlaBreached => "deadline passed",
        Reason::Held => "something of yours needs you",
        Reason::SignInAgain => "syncing stopped",
    }
}

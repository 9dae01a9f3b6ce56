//! Which of the alerts that wait are shown now, and how many at once. Pure.
//!
//! After a gap at most three come one by one, the weightiest first, and one sentence about the rest: nobody reads two
//! hundred. One case is one notification, however much happened on it.

use super::AlertItem;
use super::rules::{AlertChoices, Privacy};
use crate::id::{AlertId, CaseId};
use chrono::{DateTime, FixedOffset};

/// So many are shown one by one.
pub const ONE_BY_ONE: usize = 3;

/// What the computer tells of the moment.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// What time it is where the person is.
    pub at: DateTime<FixedOffset>,
    /// The desktop wants no notifications.
    pub inhibited: bool,
    /// The screen or Satchel is locked.
    pub locked: bool,
}

/// What is to be shown now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Showing {
    /// One by one.
    pub single: Vec<AlertItem>,
    /// The others that are told of by their number: how many cases.
    pub rest: usize,
    /// The case to begin with, of the others.
    pub rest_case: Option<CaseId>,
    /// All that is told by this, the single ones included.
    pub told: Vec<AlertId>,
    /// So many wait for quieter times to be over.
    pub waiting: usize,
    /// Without customers' words.
    pub hidden: bool,
}

/// What of what waits is shown now?
#[must_use]
pub fn showing(waiting: Vec<AlertItem>, choices: &AlertChoices, moment: &Moment) -> Showing {
    let quiet = choices.quiet.are_at(moment.at) || (choices.respects_desktop && moment.inhibited);
    let (mut now, later): (Vec<_>, Vec<_>) = waiting
        .into_iter()
        .partition(|alert| !quiet || alert.breaks);
    now.sort_by_key(|alert| {
        (
            !alert.breaks,
            alert.why.weight(),
            std::cmp::Reverse(alert.at),
        )
    });
    let told = now.iter().map(|alert| alert.id).collect();
    let mut cases: Vec<AlertItem> = Vec::new();
    for alert in now {
        let known = cases
            .iter()
            .any(|other| other.case_id.is_some() && other.case_id == alert.case_id);
        if !known {
            cases.push(alert);
        }
    }
    let rest = cases.split_off(cases.len().min(ONE_BY_ONE));
    Showing {
        rest: rest.len(),
        rest_case: rest.iter().find_map(|alert| alert.case_id),
        single: cases,
        told,
        waiting: later.len(),
        hidden: match choices.privacy {
            Privacy::Always => true,
            Privacy::WhenLocked => moment.locked,
            Privacy::Never => false,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alert::Reason;
    use crate::alert::rules::Act;
    use chrono::{TimeDelta, Utc};
    use uuid::Uuid;

    fn alert(n: u128, case: u128, why: Reason) -> AlertItem {
        AlertItem {
            id: AlertId(Uuid::from_u128(n)),
            case_id: Some(CaseId(Uuid::from_u128(case))),
            case_name: format!("Case {case}"),
            reason: String::new(),
            why,
            priority: "High".to_owned(),
            by: None,
            at: DateTime::<Utc>::UNIX_EPOCH + TimeDelta::seconds(i64::try_from(n).unwrap()),
            seen: false,
            act: Act::Notify,
            rule: None,
            breaks: false,
            snoozed_until: None,
            mine: false,
        }
    }

    fn moment(hour: u32) -> Moment {
        Moment {
            at: format!("2026-11-23T{hour:02}:00:00+01:00").parse().unwrap(),
            inhibited: false,
            locked: false,
        }
    }

    fn numbers(alerts: &[AlertItem]) -> Vec<u128> {
        alerts.iter().map(|a| a.id.0.as_u128()).collect()
    }

    #[test]
    fn after_a_gap_three_come_and_one_sentence_about_the_rest() {
        let many = (1..=200).map(|n| alert(n, n, Reason::Reply));
        let many = many.chain([alert(201, 201, Reason::SlaBreached)]).collect();
        let told = showing(many, &AlertChoices::default(), &moment(12));
        assert_eq!(
            numbers(&told.single),
            [201, 200, 199],
            "the weightiest, then the newest"
        );
        assert_eq!((told.rest, told.told.len(), told.waiting), (198, 201, 0));
        let few = (1..=3).map(|n| alert(n, n, Reason::Reply)).collect();
        let told = showing(few, &AlertChoices::default(), &moment(12));
        assert_eq!((told.single.len(), told.rest), (3, 0));
        assert_eq!(told.rest_case, None);
    }

    #[test]
    fn a_case_is_one_notification_however_much_happened_on_it() {
        let one = vec![
            alert(1, 7, Reason::Reply),
            alert(2, 7, Reason::Raised),
            alert(3, 7, Reason::Reply),
        ];
        let told = showing(one, &AlertChoices::default(), &moment(12));
        assert_eq!(numbers(&told.single), [2]);
        assert_eq!((told.rest, told.told.len()), (0, 3));
    }

    #[test]
    fn in_quiet_hours_only_what_may_break_through_is_shown_and_the_rest_waits() {
        let mut choices = AlertChoices::default();
        choices.quiet.on = true;
        let loud = AlertItem {
            breaks: true,
            ..alert(2, 2, Reason::NewUrgent)
        };
        let both = vec![alert(1, 1, Reason::NewUrgent), loud];
        let at_night = showing(both.clone(), &choices, &moment(23));
        assert_eq!((numbers(&at_night.single), at_night.waiting), (vec![2], 1));
        let by_day = showing(both.clone(), &choices, &moment(12));
        assert_eq!((by_day.single.len(), by_day.waiting), (2, 0));
        // "Do not disturb" is the same, where it is respected.
        choices.quiet.on = false;
        let disturbed = Moment {
            inhibited: true,
            ..moment(12)
        };
        assert_eq!(
            numbers(&showing(both.clone(), &choices, &disturbed).single),
            [2]
        );
        choices.respects_desktop = false;
        assert_eq!(showing(both, &choices, &disturbed).single.len(), 2);
    }

    #[test]
    fn customers_words_are_hidden_by_choice_and_on_a_locked_screen() {
        let locked = Moment {
            locked: true,
            ..moment(12)
        };
        for (privacy, open, shut) in [
            (Privacy::Always, true, true),
            (Privacy::WhenLocked, false, true),
            (Privacy::Never, false, false),
        ] {
            let choices = AlertChoices {
                privacy,
                ..AlertChoices::default()
            };
            let hidden = |moment| showing(Vec::new(), &choices, moment).hidden;
            assert_eq!(
                (hidden(&moment(12)), hidden(&locked)),
                (open, shut),
                "{privacy:?}"
            );
        }
    }
}

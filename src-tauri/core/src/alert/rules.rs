//! Which occurrences become alerts: the person's rules. Pure.
//!
//! A rule names reasons and asks a question in the language of the views (`query/parse.rs`); the first one in the person's
//! order that names the reason and whose question the case answers decides. Where none does, nobody is told.

use super::Reason;
use super::quiet::QuietHours;
use crate::error::{Error, Result};
use crate::id::RuleId;
use crate::query::parse::parse;
use crate::sentence::Cannot;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

/// No name is longer than this, in characters.
pub const NAME_LIMIT: usize = 60;
/// No more rules than this: each is asked of whatever happens.
pub const MOST: usize = 40;

/// What is to be done about an occurrence.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "AlertAct", rename_all = "camelCase")]
pub enum Act {
    /// The desktop shows it, and it is in the inbox and in the count.
    Notify,
    /// It is in the inbox.
    Inbox,
    /// Nothing.
    Never,
}

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "AlertRule", rename_all = "camelCase")]
pub struct Rule {
    /// Ours.
    pub id: RuleId,
    /// As the person named it; empty: it is called by its reasons.
    pub name: String,
    /// For which.
    pub reasons: Vec<Reason>,
    /// Of which cases: words and conditions; empty: of all.
    pub query: String,
    /// What to do.
    pub act: Act,
    /// It may break through quiet hours and "do not disturb".
    pub breaks: bool,
}

impl Rule {
    /// The same, if it can be one.
    ///
    /// # Errors
    /// `Invalid`, with what is wrong.
    pub fn fit(self) -> Result<Rule> {
        let name = self.name.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.chars().count() > NAME_LIMIT {
            return Err(Error::Invalid(Cannot::RuleName {
                most: u32::try_from(NAME_LIMIT).unwrap_or(u32::MAX),
            }));
        }
        if self.reasons.is_empty() {
            return Err(Error::Invalid(Cannot::RuleReason));
        }
        if let Some(problem) = parse(&self.query).problems.first() {
            return Err(Error::Invalid(Cannot::RuleQuery {
                typed: problem.typed.clone(),
            }));
        }
        let mut reasons = self.reasons;
        reasons.sort_by_key(|reason| reason.weight());
        reasons.dedup();
        Ok(Rule {
            name,
            reasons,
            query: self.query.trim().to_owned(),
            // What is not shown breaks through nothing.
            breaks: self.breaks && self.act == Act::Notify,
            ..self
        })
    }
}

/// When customers' words are kept off the desktop.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Privacy {
    /// Whenever.
    Always,
    /// While the screen or Satchel is locked.
    #[default]
    WhenLocked,
    /// They may be shown.
    Never,
}

/// Everything a person chose about alerts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct AlertChoices {
    /// In the order in which they are asked.
    pub rules: Vec<Rule>,
    /// When the desktop is left alone.
    pub quiet: QuietHours,
    /// When customers' words are hidden.
    pub privacy: Privacy,
    /// The desktop's own "do not disturb" is respected.
    pub respects_desktop: bool,
    /// For how many minutes the notification's own button puts one off.
    pub snooze_minutes: u16,
}

impl Default for AlertChoices {
    fn default() -> AlertChoices {
        AlertChoices {
            rules: usual(),
            quiet: QuietHours::default(),
            privacy: Privacy::default(),
            respects_desktop: true,
            snooze_minutes: 60,
        }
    }
}

impl AlertChoices {
    /// What was kept. What is not in there, or can't be read, is as usual: an older Satchel kept less, a newer one may know
    /// more.
    #[must_use]
    pub fn read(kept: &Value) -> AlertChoices {
        let usual = AlertChoices::default();
        AlertChoices {
            rules: choice(kept, "rules").unwrap_or(usual.rules),
            quiet: choice(kept, "quiet").unwrap_or(usual.quiet),
            privacy: choice(kept, "privacy").unwrap_or(usual.privacy),
            respects_desktop: choice(kept, "respectsDesktop").unwrap_or(usual.respects_desktop),
            snooze_minutes: choice(kept, "snoozeMinutes").unwrap_or(usual.snooze_minutes),
        }
    }

    /// The same, if it can be kept.
    ///
    /// # Errors
    /// `Invalid`, with what is wrong.
    pub fn fit(self) -> Result<AlertChoices> {
        if self.rules.len() > MOST {
            return Err(Error::Invalid(Cannot::Rules {
                most: u32::try_from(MOST).unwrap_or(u32::MAX),
            }));
        }
        Ok(AlertChoices {
            rules: self
                .rules
                .into_iter()
                .map(Rule::fit)
                .collect::<Result<_>>()?,
            quiet: self.quiet.sane(),
            snooze_minutes: self.snooze_minutes.clamp(1, 7 * 24 * 60),
            ..self
        })
    }
}

fn choice<T: DeserializeOwned>(kept: &Value, name: &str) -> Option<T> {
    serde_json::from_value(kept.get(name)?.clone()).ok()
}

/// The rules of whoever made none.
#[must_use]
pub fn usual() -> Vec<Rule> {
    let rule = |id: u128, reasons: &[Reason], query: &str| Rule {
        id: RuleId(Uuid::from_u128(id)),
        name: String::new(),
        reasons: reasons.to_vec(),
        query: query.to_owned(),
        act: Act::Notify,
        breaks: false,
    };
    let on_case = [
        Reason::SlaBreached,
        Reason::SlaRisk,
        Reason::Reopened,
        Reason::Reply,
    ];
    vec![
        rule(1, &[Reason::NewUrgent, Reason::Raised], ""),
        rule(2, &[Reason::Mentioned, Reason::Assigned], ""),
        rule(3, &on_case, "assignee:me"),
        rule(4, &on_case, "is:watched"),
        Rule {
            act: Act::Inbox,
            ..rule(5, &[Reason::SlaBreached], "is:urgent")
        },
        rule(6, &[Reason::SignInAgain, Reason::Held], ""),
    ]
}

/// The first rule that names the reason and whose question is answered.
///
/// # Errors
/// Those of `answers`.
pub fn first(
    rules: &[Rule],
    reason: Reason,
    answers: impl Fn(&Rule) -> Result<bool>,
) -> Result<Option<&Rule>> {
    for rule in rules.iter().filter(|rule| rule.reasons.contains(&reason)) {
        if answers(rule)? {
            return Ok(Some(rule));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(reasons: &[Reason], query: &str) -> Rule {
        Rule {
            reasons: reasons.to_vec(),
            query: query.to_owned(),
            ..usual().remove(0)
        }
    }

    #[test]
    fn the_first_rule_that_fits_decides() {
        let rules = [
            rule(&[Reason::Reply], "tag:vip"),
            rule(&[Reason::Reply, Reason::New], ""),
        ];
        let found = |reason, vip: bool| {
            first(&rules, reason, |r| Ok(r.query.is_empty() || vip))
                .unwrap()
                .map(|r| r.query.as_str())
        };
        assert_eq!(found(Reason::Reply, true), Some("tag:vip"));
        assert_eq!(found(Reason::Reply, false), Some(""));
        assert_eq!(found(Reason::New, true), Some(""));
        assert_eq!(found(Reason::Held, true), None);
    }

    #[test]
    fn the_usual_rules_fit_and_name_every_reason_but_new_cases() {
        let usual = AlertChoices::default().fit().unwrap().rules;
        for reason in Reason::ALL {
            let named = usual.iter().any(|rule| rule.reasons.contains(&reason));
            assert_eq!(named, reason != Reason::New, "{reason:?}");
        }
        assert!(usual.iter().all(|rule| !rule.breaks), "only by choice");
    }

    #[test]
    fn a_rule_says_what_is_wrong_with_it() {
        assert!(rule(&[], "").fit().is_err());
        let said = rule(&[Reason::New], "priority:").fit().unwrap_err();
        assert!(said.to_string().contains("priority:"), "{said}");
        let long = Rule {
            name: "x".repeat(NAME_LIMIT + 1),
            ..rule(&[Reason::New], "")
        };
        assert!(long.fit().is_err());
        let silent = Rule {
            act: Act::Inbox,
            breaks: true,
            ..rule(&[Reason::New, Reason::New], " ")
        };
        let silent = silent.fit().unwrap();
        assert!(!silent.breaks && silent.query.is_empty() && silent.reasons.len() == 1);
    }

    #[test]
    fn what_a_newer_or_older_satchel_kept_is_read_as_far_as_it_goes() {
        let kept = serde_json::json!({"privacy": "always", "quiet": "a new shape", "more": 1});
        let kept = AlertChoices::read(&kept);
        assert_eq!(kept.privacy, Privacy::Always);
        assert_eq!(kept.rules, usual());
    }
}

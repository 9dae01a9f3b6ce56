//! What the conditions of a question mean on the stored view: SQL with bound values. Nothing typed is ever put into SQL.

use super::parse::{Compare, Condition, Deadline, Flag, Term, Thing, When, Who};
use crate::directory::Vocabulary;
use crate::id::ServerId;
use chrono::{DateTime, Duration, NaiveTime, TimeDelta, Utc};

/// An account's name as it is compared where all of it counts. Typed quotes hold words together, so its own are left out.
pub(super) const WHOLE_ACCOUNT: &str = "trim(replace(ifnull(v.account, ''), '\"', ' '))";

/// A value to bind.
#[derive(Clone, Debug, PartialEq)]
pub enum Bound {
    /// Text.
    Text(String),
    /// A number; times are microseconds since 1970.
    Number(i64),
}

/// What a condition depends on besides the case.
pub struct Asking<'a> {
    /// The server's words.
    pub vocabulary: &'a Vocabulary,
    /// Who asks, where that is known.
    pub me: Option<&'a ServerId>,
    /// Now.
    pub now: DateTime<Utc>,
}

/// The terms as SQL (`" AND (…)"` for each), and the values for its placeholders, which begin at `?first`.
#[must_use]
pub fn sql(terms: &[Term], asking: &Asking<'_>, first: usize) -> (String, Vec<Bound>) {
    let mut bound = Vec::new();
    let mut text = String::new();
    for term in terms {
        let any: Vec<String> = term
            .any
            .iter()
            .map(|condition| one(condition, asking, first, &mut bound))
            .collect();
        let not = if term.negated { "NOT " } else { "" };
        text.push_str(&format!(" AND {not}({})", any.join(" OR ")));
    }
    (text, bound)
}

/// Does it depend on more than the flags, words and times that lie side by side in an index?
#[must_use]
pub fn asks_names(terms: &[Term]) -> bool {
    terms.iter().flat_map(|term| &term.any).any(|condition| {
        matches!(
            condition,
            Condition::Assignee(Who::Named(_))
                | Condition::Account(_)
                | Condition::AccountIs(_)
                | Condition::Contact(_)
                | Condition::Team(_)
                | Condition::Tag(_)
                | Condition::Is(Flag::Watched | Flag::New)
                | Condition::Has(Thing::Draft)
        )
    })
}

fn one(condition: &Condition, asking: &Asking<'_>, first: usize, bound: &mut Vec<Bound>) -> String {
    let mut bind = |value: Bound| {
        bound.push(value);
        format!("?{}", first + bound.len() - 1)
    };
    let mut part_of = |text: &str| {
        let plain = text
            .replace('\\', "\\\\")
            .replace('%', "\\%")
            .replace('_', "\\_");
        bind(Bound::Text(format!("%{plain}%")))
    };
    match condition {
        Condition::Open(open) => format!("v.is_open = {}", i32::from(*open)),
        Condition::Waiting => "v.is_waiting = 1".to_owned(),
        Condition::Status(wanted) => {
            let value = labeled(&asking.vocabulary.statuses, wanted);
            format!("v.status = {} COLLATE NOCASE", bind(Bound::Text(value)))
        }
        Condition::Priority(compare, wanted) => {
            let value = labeled(&asking.vocabulary.priorities, wanted);
            let rank = asking.vocabulary.priority_rank(&value);
            // 0 is the most pressing: more pressing is a smaller number.
            let sign = match compare {
                Compare::Equal => {
                    return format!("v.priority = {} COLLATE NOCASE", bind(Bound::Text(value)));
                }
                Compare::Less => ">",
                Compare::AtMost => ">=",
                Compare::More => "<",
                Compare::AtLeast => "<=",
            };
            format!(
                "v.priority_rank {sign} {}",
                bind(Bound::Number(rank.into()))
            )
        }
        Condition::Type(None) => "(v.case_type IS NULL OR v.case_type = '')".to_owned(),
        Condition::Type(Some(wanted)) => {
            let value = labeled(&asking.vocabulary.case_types, wanted);
            format!(
                "ifnull(v.case_type, '') = {} COLLATE NOCASE",
                bind(Bound::Text(value))
            )
        }
        Condition::Assignee(Who::Nobody) => "v.unassigned = 1".to_owned(),
        Condition::Assignee(Who::Me) => match asking.me {
            Some(_) => "v.mine = 1".to_owned(),
            None => "0".to_owned(),
        },
        Condition::Assignee(Who::Named(name)) => among("assignees", &part_of(name)),
        Condition::Account(name) => {
            let part = part_of(name);
            format!(
                "(v.account IS NOT NULL AND v.account IN (SELECT DISTINCT account FROM case_view WHERE account LIKE {part} ESCAPE '\\'))"
            )
        }
        Condition::AccountIs(None) => format!("{WHOLE_ACCOUNT} = ''"),
        Condition::AccountIs(Some(name)) => {
            let name = bind(Bound::Text(name.trim().to_owned()));
            format!(
                "(v.account IS NOT NULL AND v.account IN (SELECT DISTINCT v.account FROM case_view v WHERE {WHOLE_ACCOUNT} = {name} COLLATE NOCASE))"
            )
        }
        Condition::Contact(name) => among("contacts", &part_of(name)),
        Condition::Team(name) => among("teams", &part_of(name)),
        Condition::Tag(name) => among("tags", &part_of(name)),
        Condition::Created(compare, when) => {
            time("v.created_at", *compare, *when, asking.now, &mut bind)
        }
        Condition::Changed(compare, when) => {
            time("v.last_activity_at", *compare, *when, asking.now, &mut bind)
        }
        Condition::Is(flag) => match flag {
            Flag::Unread => "v.unread = 1",
            Flag::Changed => "v.news IS NOT NULL",
            Flag::Pending => "v.pending > 0",
            Flag::Held => "v.held > 0",
            Flag::Urgent => "v.is_urgent = 1",
            Flag::Watched => {
                "EXISTS (SELECT 1 FROM server_case s WHERE s.case_id = v.case_id AND s.watched = 1)"
            }
            Flag::New => "v.server_id IS NULL",
            Flag::Pinned => "EXISTS (SELECT 1 FROM pin p WHERE p.case_id = v.case_id)",
        }
        .to_owned(),
        Condition::Sla(Deadline::None) => "v.sla IS NULL".to_owned(),
        Condition::Sla(Deadline::Paused) => "(v.sla IS NOT NULL AND v.due_at IS NULL)".to_owned(),
        Condition::Sla(how) => {
            let now = bind(Bound::Number(asking.now.timestamp_micros()));
            match how {
                Deadline::Breached => format!("ifnull(v.due_at <= {now}, 0)"),
                Deadline::Risk => format!("ifnull(v.due_at > {now} AND v.risk_at <= {now}, 0)"),
                _ => format!("ifnull(v.due_at > {now}, 0)"),
            }
        }
        Condition::Has(thing) => match thing {
            Thing::Files => "v.files > 0",
            Thing::Comments => "v.comments > 0",
            Thing::Draft => "EXISTS (SELECT 1 FROM draft d WHERE d.case_id = v.case_id)",
        }
        .to_owned(),
    }
}

/// Many cases have the same people: the different values are looked through once, and few of them fit.
fn among(column: &str, part: &str) -> String {
    format!(
        "(v.{column} <> '[]' AND v.{column} IN (
             SELECT d.{column} FROM (SELECT DISTINCT {column} FROM case_view WHERE {column} <> '[]') d
             WHERE EXISTS (SELECT 1 FROM json_each(d.{column}) n WHERE n.value ->> 'name' LIKE {part} ESCAPE '\\')))"
    )
}

/// The value whose label or value begins with what was typed, else what was typed: the person may know it better.
fn labeled(choices: &[crate::directory::Choice], typed: &str) -> String {
    let wanted = typed.to_lowercase();
    let exact = choices
        .iter()
        .find(|c| c.value.to_lowercase() == wanted || c.label.to_lowercase() == wanted);
    let begins = || {
        choices.iter().find(|c| {
            c.value.to_lowercase().starts_with(&wanted)
                || c.label.to_lowercase().starts_with(&wanted)
        })
    };
    exact
        .or_else(begins)
        .map_or_else(|| typed.to_owned(), |choice| choice.value.clone())
}

fn time(
    column: &str,
    compare: Compare,
    when: When,
    now: DateTime<Utc>,
    bind: &mut impl FnMut(Bound) -> String,
) -> String {
    let mut at = |time: DateTime<Utc>| bind(Bound::Number(time.timestamp_micros()));
    let day = match when {
        // "Less than two days ago" is later than two days before now.
        When::Ago(ago) => {
            let then = at(now - ago);
            return match compare {
                Compare::Less | Compare::AtMost | Compare::Equal => format!("{column} >= {then}"),
                Compare::More | Compare::AtLeast => format!("{column} <= {then}"),
            };
        }
        When::Day(day) => day,
        When::DaysBefore(days) => (now - TimeDelta::days(days)).date_naive(),
    };
    let begins = day.and_time(NaiveTime::MIN).and_utc();
    let ends = begins + Duration::days(1);
    match compare {
        Compare::Equal => format!("({column} >= {} AND {column} < {})", at(begins), at(ends)),
        Compare::Less => format!("{column} < {}", at(begins)),
        Compare::AtMost => format!("{column} < {}", at(ends)),
        Compare::More => format!("{column} >= {}", at(ends)),
        Compare::AtLeast => format!("{column} >= {}", at(begins)),
    }
}

//! SQL of what the rules say: their questions are asked of single cases, of the view as it is in this transaction.

use super::{Because, Caught, Happened, Trial, WhyTold, WouldBe};
use crate::alert::rules::{Act, AlertChoices, Rule, first};
use crate::alert::table::{self as alerts, NO_CASE, decided_by};
use crate::alert::{DecidedBy, Occurrence, Reason, SINCE};
use crate::case;
use crate::clock::Clock;
use crate::error::Result;
use crate::id::{AlertId, CaseId};
use crate::query::parse::{Question, parse};
use crate::query::table::{Asker, Part};
use crate::store::columns::{Micros, Word};
use crate::store::{Tx, cursor};
use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};
use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap};

/// A rule is tried on so many days.
const TRIED: TimeDelta = TimeDelta::days(7);
/// No more of what it caught is shown.
const SHOWN: usize = 50;
/// No more of a case's past is shown.
const PAST: u32 = 30;

/// A question, ready to be asked of one case after another: its words are looked up once, with the first of them.
struct Asked {
    question: Question,
    part: OnceCell<Part>,
}

impl Asked {
    fn new(query: &str) -> Asked {
        Asked {
            question: parse(query),
            part: OnceCell::new(),
        }
    }

    /// Does the case answer it? What is about no case answers the empty one only.
    fn fits(&self, db: &Connection, asker: &Asker, case: CaseId) -> Result<bool> {
        if self.question == Question::default() {
            return Ok(true);
        }
        if case == NO_CASE || !self.question.problems.is_empty() {
            return Ok(false);
        }
        let part = match self.part.get() {
            Some(part) => part,
            None => {
                let part = asker.part_of_one(db, &self.question, 2)?;
                self.part.get_or_init(|| part)
            }
        };
        let case = Value::Text(case.0.to_string());
        let values = std::iter::once(&case).chain(&part.values);
        Ok(db
            .prepare_cached(&of_one(part))?
            .exists(params_from_iter(values))?)
    }
}

fn of_one(part: &Part) -> String {
    let asked = &part.sql;
    format!("SELECT 1 FROM case_view v WHERE v.case_id = ?1 {asked}")
}

/// The rules, ready to be asked.
struct Judge {
    choices: AlertChoices,
    questions: Vec<Asked>,
    asker: Asker,
}

impl Judge {
    fn new(db: &Connection, now: DateTime<Utc>) -> Result<Judge> {
        let choices = alerts::choices(db)?;
        Ok(Judge {
            questions: choices.rules.iter().map(|r| Asked::new(&r.query)).collect(),
            asker: Asker::new(db, now)?,
            choices,
        })
    }

    fn rule(&self, db: &Connection, case: CaseId, reason: Reason) -> Result<Option<&Rule>> {
        let rules = &self.choices.rules;
        first(rules, reason, |rule| {
            let place = rules.iter().position(|other| other.id == rule.id);
            match place.and_then(|place| self.questions.get(place)) {
                Some(question) => question.fits(db, &self.asker, case),
                None => Ok(false),
            }
        })
    }
}

fn name_of(rule: &Rule) -> DecidedBy {
    DecidedBy {
        id: rule.id,
        name: rule.name.clone(),
    }
}

/// Keeps what happened, has the rules decide on what is new of it, and tells what is to be shown.
///
/// # Errors
/// `Storage`.
pub(crate) fn settle(
    tx: &Tx<'_>,
    clock: &dyn Clock,
    occurred: &[(CaseId, Occurrence)],
) -> Result<Vec<AlertId>> {
    let mut told = Vec::new();
    let Some(now) = (!occurred.is_empty()).then(|| clock.now()) else {
        return Ok(told);
    };
    let judge = Judge::new(tx, now)?;
    // Of what happens to a case at once, the weightiest that a rule wants is told, and the rest with it.
    let mut sorted: Vec<&(CaseId, Occurrence)> = occurred.iter().collect();
    sorted.sort_by_key(|(_, what)| what.reason.weight());
    let mut cases = BTreeSet::new();
    for (case, what) in sorted {
        let id = AlertId(clock.new_id());
        if !alerts::add(tx, id, *case, what, now)? || what.own {
            continue;
        }
        let Some(rule) = judge.rule(tx, *case, what.reason)? else {
            continue;
        };
        if rule.act != Act::Never && *case != NO_CASE && !cases.insert(*case) {
            alerts::tell_with_another(tx, id, &name_of(rule))?;
            continue;
        }
        alerts::decide(tx, id, rule.act, &name_of(rule), rule.breaks)?;
        if rule.act == Act::Notify {
            told.push(id);
        }
    }
    Ok(told)
}

fn since(db: &Connection) -> Result<Option<DateTime<Utc>>> {
    cursor::get(db, SINCE)
}

/// What a rule would have caught of the last days.
///
/// # Errors
/// `Storage`.
pub fn try_rule(db: &Connection, rule: &Rule, now: DateTime<Utc>) -> Result<Trial> {
    let question = Asked::new(&rule.query);
    let since = since(db)?.map(|since| since.max(now - TRIED));
    let asker = Asker::new(db, now)?;
    let mut trial = Trial {
        since,
        happened: 0,
        caught: 0,
        newest: Vec::new(),
        problems: question.question.problems.clone(),
    };
    let mut statement = db.prepare_cached(
        "SELECT a.case_id, a.reason, a.at, a.outcome, v.name FROM alert a LEFT JOIN case_view v USING (case_id)
         WHERE a.at >= ?1 AND a.because <> 'own' ORDER BY a.at DESC, a.alert_id DESC",
    )?;
    let from = since.unwrap_or(now);
    let rows = statement.query_map([Micros(from)], |row| {
        let case: CaseId = row.get("case_id")?;
        let caught = Caught {
            case_id: (case != NO_CASE).then_some(case),
            case_name: row.get::<_, Option<String>>("name")?.unwrap_or_default(),
            why: row.get::<_, Word<Reason>>("reason")?.0,
            at: row.get::<_, Micros>("at")?.0,
            was: row.get::<_, Word<Act>>("outcome")?.0,
        };
        Ok((case, caught))
    })?;
    // Much may have happened on one case.
    let mut known: HashMap<CaseId, bool> = HashMap::new();
    for row in rows {
        let (case, caught) = row?;
        trial.happened += 1;
        if !rule.reasons.contains(&caught.why) {
            continue;
        }
        let fits = match known.get(&case) {
            Some(fits) => *fits,
            None => question.fits(db, &asker, case)?,
        };
        known.insert(case, fits);
        if fits {
            trial.caught += 1;
            if trial.newest.len() < SHOWN {
                trial.newest.push(caught);
            }
        }
    }
    Ok(trial)
}

/// Why a person was told of a case, or not.
///
/// # Errors
/// `Storage`.
pub fn why(db: &Connection, case: CaseId, now: DateTime<Utc>) -> Result<WhyTold> {
    let mut statement = db.prepare_cached(
        "SELECT reason, at, by, outcome, because, rule_id, rule_name, shown_at, snoozed_until FROM alert
         WHERE case_id = ?1 ORDER BY at DESC, alert_id DESC LIMIT ?2",
    )?;
    let time = |row: &rusqlite::Row<'_>, column: &str| {
        let at: Option<Micros> = row.get(column)?;
        Ok::<_, rusqlite::Error>(at.map(|at| at.0))
    };
    let rows = statement.query_map(params![case, PAST], |row| {
        Ok(Happened {
            why: row.get::<_, Word<Reason>>("reason")?.0,
            at: row.get::<_, Micros>("at")?.0,
            by: row.get("by")?,
            act: row.get::<_, Word<Act>>("outcome")?.0,
            because: row.get::<_, Word<Because>>("because")?.0,
            rule: decided_by(row)?,
            shown_at: time(row, "shown_at")?,
            snoozed_until: time(row, "snoozed_until")?,
        })
    })?;
    let happened = rows.collect::<rusqlite::Result<_>>()?;
    let judge = Judge::new(db, now)?;
    let mut would_be = Vec::new();
    for why in Reason::ALL {
        // A case is new once, and syncing is no case.
        if matches!(why, Reason::New | Reason::NewUrgent | Reason::SignInAgain) {
            continue;
        }
        let rule = judge.rule(db, case, why)?;
        would_be.push(WouldBe {
            why,
            act: rule.map_or(Act::Never, |rule| rule.act),
            rule: rule.map(name_of),
        });
    }
    let since = since(db)?;
    let known = case::table::get(db, case)?;
    Ok(WhyTold {
        was_here: since.is_some_and(|since| known.is_some_and(|k| k.case.created_at <= since)),
        happened,
        since,
        would_be,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::key::DataKey;
    use crate::store::{Place, Store};

    #[test]
    fn a_rule_that_asks_for_words_asks_the_index_of_the_one_case_only() {
        let store = Store::open(&Place::Memory, &DataKey::for_tests(1))
            .unwrap()
            .store;
        let steps = store.read(|db| {
            let asker = Asker::new(db, DateTime::UNIX_EPOCH)?;
            let part = asker.part_of_one(db, &parse("printer priority:>=high"), 2)?;
            let case = Value::Text(NO_CASE.0.to_string());
            let mut statement = db.prepare(&format!("EXPLAIN QUERY PLAN {}", of_one(&part)))?;
            let values = std::iter::once(&case).chain(&part.values);
            let steps =
                statement.query_map(params_from_iter(values), |row| row.get::<_, String>(3))?;
            Ok(steps.collect::<rusqlite::Result<Vec<_>>>()?.join("; "))
        });
        let steps = steps.unwrap();
        // "=": by its row; "M": by the words.
        assert!(steps.contains("VIRTUAL TABLE INDEX 0:=M"), "{steps}");
    }
}

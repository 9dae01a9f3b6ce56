//! SQL of alerts: what happened, what became of it, and the person's choices. What the rules say of it is `judge/table.rs`.

use super::rules::{Act, AlertChoices};
use super::{AlertItem, DecidedBy, Occurrence, Reason, sentence};
use crate::error::Result;
use crate::id::{AlertId, CaseId, RuleId, ServerId};
use crate::store::columns::{Micros, Word, count};
use crate::store::{Tx, cursor};
use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, OptionalExtension, Row, named_params, params};
use std::collections::BTreeSet;
use uuid::Uuid;

const CHOICES: &str = "alert_choices";
/// Notices of the server's that were seen here and are not known to be read there.
const TO_READ: &str = "notices_to_read";
/// The case of what is about syncing as a whole.
pub const NO_CASE: CaseId = CaseId(Uuid::nil());
/// What happened longer ago is forgotten, but for what would happen again.
const KEPT: TimeDelta = TimeDelta::days(90);

/// The person's choices; the house's where they made none.
///
/// # Errors
/// `Storage`.
pub fn choices(db: &Connection) -> Result<AlertChoices> {
    let kept: Option<serde_json::Value> = cursor::get(db, CHOICES)?;
    Ok(kept.map_or_else(AlertChoices::default, |kept| AlertChoices::read(&kept)))
}

/// Keeps the person's choices.
///
/// # Errors
/// `Storage`, `DiskFull`.
pub fn set_choices(tx: &Tx<'_>, choices: &AlertChoices) -> Result<()> {
    cursor::set(tx, CHOICES, choices)
}

/// Keeps an occurrence. Tells whether it is a new one: a new case is told once, ever; a step each time that it was made, so
/// the same step after a step back counts anew (a step is seen in one transaction only).
///
/// # Errors
/// `Storage`.
pub fn add(
    tx: &Tx<'_>,
    id: AlertId,
    case: CaseId,
    what: &Occurrence,
    at: DateTime<Utc>,
) -> Result<bool> {
    let added = tx
        .prepare_cached(
            "INSERT OR IGNORE INTO alert (alert_id, case_id, reason, version, at, by, outcome, because)
             VALUES (?1, ?2, ?3, ?4 || iif(?6,
                 ' #' || (SELECT count(*) FROM alert WHERE case_id = ?2 AND reason = ?3), ''), ?5, ?7, 'never', ?8)",
        )?
        .execute(params![
            id,
            case,
            Word(what.reason),
            what.version,
            Micros(at),
            what.reason.is_a_step(),
            what.by,
            if what.own { "own" } else { "noRule" },
        ])?;
    Ok(added > 0)
}

/// Notes what a rule decided.
///
/// # Errors
/// `Storage`.
pub fn decide(tx: &Tx<'_>, id: AlertId, act: Act, rule: &DecidedBy, breaks: bool) -> Result<()> {
    tx.prepare_cached(
        "UPDATE alert SET outcome = ?2, because = 'rule', rule_id = ?3, rule_name = ?4, breaks = ?5 WHERE alert_id = ?1",
    )?
    .execute(params![id, Word(act), rule.id, rule.name, breaks])?;
    Ok(())
}

/// Notes that a rule wanted it told, and that it was told with something weightier.
///
/// # Errors
/// `Storage`.
pub fn tell_with_another(tx: &Tx<'_>, id: AlertId, rule: &DecidedBy) -> Result<()> {
    tx.prepare_cached(
        "UPDATE alert SET because = 'withAnother', rule_id = ?2, rule_name = ?3 WHERE alert_id = ?1",
    )?
    .execute(params![id, rule.id, rule.name])?;
    Ok(())
}

pub(super) fn decided_by(row: &Row<'_>) -> rusqlite::Result<Option<DecidedBy>> {
    let name = row.get("rule_name")?;
    let id: Option<RuleId> = row.get("rule_id")?;
    Ok(id.map(|id| DecidedBy { id, name }))
}

fn item(row: &Row<'_>) -> rusqlite::Result<AlertItem> {
    let reason = row.get::<_, Word<Reason>>("reason")?.0;
    let priority: Option<String> = row.get("priority")?;
    let priority = priority.unwrap_or_default();
    let case: CaseId = row.get("case_id")?;
    Ok(AlertItem {
        id: row.get("alert_id")?,
        case_id: (case != NO_CASE).then_some(case),
        case_name: row.get::<_, Option<String>>("name")?.unwrap_or_default(),
        reason: sentence(reason, &priority),
        why: reason,
        priority,
        by: row.get("by")?,
        at: row.get::<_, Micros>("at")?.0,
        seen: row.get::<_, Option<Micros>>("seen_at")?.is_some(),
        act: row.get::<_, Word<Act>>("outcome")?.0,
        rule: decided_by(row)?,
        breaks: row.get("breaks")?,
        snoozed_until: row.get::<_, Option<Micros>>("snoozed_until")?.map(|m| m.0),
        mine: row.get::<_, Option<bool>>("mine")?.unwrap_or_default(),
    })
}

// An alert about a case that is not here any more has nothing to open.
const SELECT: &str = "SELECT a.alert_id, a.case_id, a.reason, a.at, a.seen_at, a.by, a.outcome, a.rule_id, a.rule_name,
         a.breaks, a.snoozed_until, v.name, v.priority, v.mine
     FROM alert a LEFT JOIN case_view v USING (case_id)
     WHERE (v.case_id IS NOT NULL OR a.case_id = '00000000-0000-0000-0000-000000000000')";

/// The newest alerts of the inbox.
///
/// # Errors
/// `Storage`.
pub fn newest(db: &Connection, limit: u32) -> Result<Vec<AlertItem>> {
    let mut statement = db.prepare_cached(&format!(
        "{SELECT} AND a.outcome <> 'never' ORDER BY a.at DESC, a.alert_id DESC LIMIT ?1"
    ))?;
    let rows = statement.query_map([limit], item)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// One alert, unless it was shown already.
///
/// # Errors
/// `Storage`.
pub fn unshown(db: &Connection, id: AlertId) -> Result<Option<AlertItem>> {
    let sql =
        format!("{SELECT} AND a.outcome = 'notify' AND a.alert_id = ?1 AND a.shown_at IS NULL");
    Ok(db.prepare_cached(&sql)?.query_row([id], item).optional()?)
}

/// Alerts that wait to be shown: decided just now, left behind by a program that ended, put off until now.
///
/// # Errors
/// `Storage`.
pub fn all_unshown(db: &Connection, now: DateTime<Utc>) -> Result<Vec<AlertItem>> {
    let mut statement = db.prepare_cached(&format!(
        "{SELECT} AND a.outcome = 'notify' AND a.shown_at IS NULL
             AND ifnull(a.snoozed_until, 0) <= ?1 ORDER BY a.at"
    ))?;
    let rows = statement.query_map([Micros(now)], item)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Notes that an alert was shown. Tells whether it had been put off, and is not any more.
///
/// # Errors
/// `Storage`.
pub fn shown(tx: &Tx<'_>, id: AlertId, at: DateTime<Utc>) -> Result<bool> {
    let mut statement = tx.prepare_cached(
        "UPDATE alert SET shown_at = ?2 WHERE alert_id = ?1 AND shown_at IS NULL
         RETURNING snoozed_until IS NOT NULL",
    )?;
    let changed = Changed::of(statement.query_map(params![id, Micros(at)], |row| row.get(0))?)?;
    Ok(changed.snoozed)
}

/// What looking at alerts changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// Some alert is not new any more.
    pub any: bool,
    /// One that had been put off is among them: it does not come again.
    pub snoozed: bool,
}

impl Changed {
    fn of(were_snoozed: impl Iterator<Item = rusqlite::Result<bool>>) -> Result<Changed> {
        let mut changed = Changed::default();
        for snoozed in were_snoozed {
            changed.any = true;
            changed.snoozed |= snoozed?;
        }
        Ok(changed)
    }
}

/// A notification on the desktop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    /// The desktop's number for it.
    pub number: u32,
    /// Whose number that is: another daemon, or the same one started anew, means others by it.
    pub desktop: String,
}

/// Notes as what an alert is on the desktop.
///
/// # Errors
/// `Storage`.
pub fn shown_as(tx: &Tx<'_>, id: AlertId, notification: &Notification) -> Result<()> {
    tx.prepare_cached("UPDATE alert SET notification = ?2, desktop = ?3 WHERE alert_id = ?1")?
        .execute(params![id, notification.number, notification.desktop])?;
    Ok(())
}

/// The number that a case's last notification has on this desktop.
///
/// # Errors
/// `Storage`.
pub fn number_of(db: &Connection, case: CaseId, desktop: &str) -> Result<Option<u32>> {
    Ok(db
        .prepare_cached(
            "SELECT notification FROM alert WHERE case_id = ?1 AND desktop = ?2 AND notification IS NOT NULL
             ORDER BY shown_at DESC LIMIT 1",
        )?
        .query_row(params![case, desktop], |row| row.get(0))
        .optional()?)
}

/// It comes again at `until`, and counts as new then.
///
/// # Errors
/// `Storage`.
pub fn snooze(tx: &Tx<'_>, id: AlertId, until: DateTime<Utc>) -> Result<bool> {
    let found = tx
        .prepare_cached(
            "UPDATE alert SET snoozed_until = ?2, shown_at = NULL, seen_at = NULL, outcome = 'notify'
             WHERE alert_id = ?1 AND outcome <> 'never'",
        )?
        .execute(params![id, Micros(until)])?;
    Ok(found > 0)
}

/// Alerts that were put off until a time after `since` and not after `now`.
///
/// # Errors
/// `Storage`.
pub fn awake(db: &Connection, since: DateTime<Utc>, now: DateTime<Utc>) -> Result<Vec<AlertId>> {
    let mut statement = db.prepare_cached(
        "SELECT alert_id FROM alert WHERE outcome = 'notify' AND shown_at IS NULL AND snoozed_until > ?1 AND snoozed_until <= ?2",
    )?;
    let rows = statement.query_map([Micros(since), Micros(now)], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Notes that the person looked at the alerts. What was put off is not there to be looked at.
///
/// # Errors
/// `Storage`.
pub fn all_seen(tx: &Tx<'_>, at: DateTime<Utc>) -> Result<()> {
    note_to_read(tx, None, at)?;
    tx.prepare_cached(
        "UPDATE alert SET seen_at = ?1 WHERE seen_at IS NULL AND ifnull(snoozed_until, 0) <= ?1",
    )?
    .execute([Micros(at)])?;
    Ok(())
}

/// Notes that the person looked at the case: what was told of it is seen, and what waited to be shown need not be. What was
/// put off comes again all the same.
///
/// # Errors
/// `Storage`.
pub fn case_seen(tx: &Tx<'_>, case: CaseId, at: DateTime<Utc>) -> Result<Changed> {
    note_to_read(tx, Some(case), at)?;
    let mut statement = tx.prepare_cached(
        "UPDATE alert SET seen_at = ifnull(seen_at, ?2), shown_at = ifnull(shown_at, ?2)
         WHERE case_id = ?1 AND outcome <> 'never' AND seen_at IS NULL AND ifnull(snoozed_until, 0) <= ?2
         RETURNING snoozed_until IS NOT NULL",
    )?;
    Changed::of(statement.query_map(params![case, Micros(at)], |row| row.get(0))?)
}

/// The person is looking at the mentions of a case, or at all: the notices that told of them are to be read on the server, too.
fn note_to_read(tx: &Tx<'_>, case: Option<CaseId>, at: DateTime<Utc>) -> Result<()> {
    let mut statement = tx.prepare_cached(
        "SELECT version FROM alert WHERE reason = 'mentioned' AND outcome <> 'never' AND seen_at IS NULL
             AND ifnull(snoozed_until, 0) <= ?1 AND (?2 IS NULL OR case_id = ?2)",
    )?;
    let rows = statement.query_map(params![Micros(at), case], |row| row.get(0).map(ServerId))?;
    let seen = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    if seen.is_empty() {
        return Ok(());
    }
    let mut all = to_read(tx)?;
    all.extend(seen);
    cursor::set(tx, TO_READ, &all)
}

/// Notices of the server's that were seen here and are not known to be read there.
///
/// # Errors
/// `Storage`.
pub fn to_read(db: &Connection) -> Result<BTreeSet<ServerId>> {
    Ok(cursor::get(db, TO_READ)?.unwrap_or_default())
}

/// These are read there, or never will be. What was seen in the meantime stays.
///
/// # Errors
/// `Storage`.
pub fn were_read<'a>(tx: &Tx<'_>, ids: impl IntoIterator<Item = &'a ServerId>) -> Result<()> {
    let mut all = to_read(tx)?;
    let before = all.len();
    for id in ids {
        all.remove(id);
    }
    match all.len() == before {
        true => Ok(()),
        false => cursor::set(tx, TO_READ, &all),
    }
}

/// Is something told of the case that the person has not looked at?
///
/// # Errors
/// `Storage`.
pub fn is_case_unseen(db: &Connection, case: CaseId, now: DateTime<Utc>) -> Result<bool> {
    Ok(db
        .prepare_cached(
            "SELECT 1 FROM alert WHERE case_id = ?1 AND outcome <> 'never' AND seen_at IS NULL
                 AND ifnull(snoozed_until, 0) <= ?2",
        )?
        .exists(params![case, Micros(now)])?)
}

/// What the person chose, as it was kept; `None`: they chose nothing.
///
/// # Errors
/// `Storage`.
pub fn kept_choices(db: &Connection) -> Result<Option<serde_json::Value>> {
    cursor::get(db, CHOICES)
}

/// Keeps them as they were kept before.
///
/// # Errors
/// `Storage`, `DiskFull`.
pub fn set_kept_choices(tx: &Tx<'_>, kept: &serde_json::Value) -> Result<()> {
    cursor::set(tx, CHOICES, kept)
}

/// The server says that this notification of its own was read elsewhere: nobody need be told of it any more.
///
/// # Errors
/// `Storage`.
pub fn read_elsewhere(tx: &Tx<'_>, version: &str, at: DateTime<Utc>) -> Result<Changed> {
    let mut statement = tx.prepare_cached(
        "UPDATE alert SET seen_at = ifnull(seen_at, ?2), shown_at = ifnull(shown_at, ?2)
         WHERE reason = 'mentioned' AND version = ?1 AND (seen_at IS NULL OR shown_at IS NULL)
         RETURNING snoozed_until IS NOT NULL",
    )?;
    Changed::of(statement.query_map(params![version, Micros(at)], |row| row.get(0))?)
}

/// How many alerts the person has not looked at: those that a rule wants shown, not everything.
///
/// # Errors
/// `Storage`.
pub fn unseen(db: &Connection, now: DateTime<Utc>) -> Result<u32> {
    let n: i64 = db
        .prepare_cached(
            "SELECT count(*) FROM alert a WHERE a.outcome = 'notify' AND a.seen_at IS NULL
                 AND ifnull(a.snoozed_until, 0) <= ?1
                 AND (a.case_id = ?2 OR EXISTS (SELECT 1 FROM case_view v WHERE v.case_id = a.case_id))",
        )?
        .query_row(params![Micros(now), NO_CASE], |row| row.get(0))?;
    count(n)
}

/// Deadlines that are near or over and were not noted yet. What was over before `floor` is no news.
///
/// # Errors
/// `Storage`.
pub fn deadlines(
    db: &Connection,
    floor: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Vec<(CaseId, Occurrence)>> {
    let mut statement = db.prepare_cached(
        "SELECT v.case_id, v.due_at <= :now AS over, (v.sla ->> '$.duty') || ' ' || v.due_at AS version
         FROM case_view v
         WHERE v.listed = 1 AND v.due_at IS NOT NULL
             AND ((v.due_at <= :now AND v.due_at > :floor) OR (v.due_at > :now AND v.risk_at <= :now AND v.risk_at > :floor))
             AND NOT EXISTS (SELECT 1 FROM alert a WHERE a.case_id = v.case_id
                 AND a.reason = iif(v.due_at <= :now, 'slaBreached', 'slaRisk')
                 AND a.version = (v.sla ->> '$.duty') || ' ' || v.due_at)",
    )?;
    let rows = statement.query_map(
        named_params! { ":now": Micros(now), ":floor": Micros(floor) },
        |row| {
            let over: bool = row.get("over")?;
            let reason = if over {
                Reason::SlaBreached
            } else {
                Reason::SlaRisk
            };
            let version: String = row.get("version")?;
            Ok((row.get("case_id")?, Occurrence::new(reason, version)))
        },
    )?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// When the next deadline is near or over, or the next alert comes again.
///
/// # Errors
/// `Storage`.
pub fn next_moment(db: &Connection, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>> {
    let next: Option<Micros> = db
        .prepare_cached(
            "SELECT min(at) FROM (
                 SELECT min(due_at) AS at FROM case_view WHERE listed = 1 AND due_at > ?1
                 UNION ALL SELECT min(risk_at) FROM case_view WHERE listed = 1 AND due_at > ?1 AND risk_at > ?1
                 UNION ALL SELECT min(snoozed_until) FROM alert
                     WHERE outcome = 'notify' AND shown_at IS NULL AND snoozed_until > ?1)",
        )?
        .query_row([Micros(now)], |row| row.get(0))?;
    Ok(next.map(|at| at.0))
}

/// Forgets what is old. What could be found again is kept: a case is new once, a deadline is over once.
///
/// # Errors
/// `Storage`.
pub fn forget_old(tx: &Tx<'_>, now: DateTime<Utc>) -> Result<()> {
    tx.prepare_cached(
        "DELETE FROM alert WHERE at < ?1 AND reason IN ('raised', 'assigned', 'reopened', 'reply', 'mentioned')
             AND (shown_at IS NOT NULL OR outcome <> 'notify')",
    )?
    .execute([Micros(now - KEPT)])?;
    Ok(())
}

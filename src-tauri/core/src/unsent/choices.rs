//! What the person chose and no server could give back: their rules of alerts, what is kept of conversations and files, pinned cases,
//! alerts that were put off, cases marked to be looked at again, quiet, the days of the lease; and what they only began. It stands in
//! the journal beside the unsent work, and comes back with it. Saved views are a frame of their own.

use crate::alert::snoozed::{self, Snoozed};
use crate::alert::table as alerts;
use crate::attachment::kept::table as book;
use crate::attachment::policy::FilePolicy;
use crate::begun::{self, AllBegun, Begun};
use crate::case;
use crate::comment;
use crate::error::Result;
use crate::id::{CaseId, CommentId, ServerId};
use crate::lease;
use crate::news;
use crate::scope::{self, Chosen};
use crate::store::cursor::{self, PAUSED_SINCE};
use crate::store::{Db, Tx, known};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeSet;
use uuid::Uuid;

/// The choices, all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Choices {
    /// As they were kept: what a newer program knows more is not lost here.
    alerts: Option<Value>,
    files: Option<FilePolicy>,
    scope: Option<Chosen>,
    pins: Vec<CaseAt>,
    /// Cases marked to be looked at again.
    marked: Vec<CaseAt>,
    snoozed: Vec<PutOff>,
    paused_since: Option<DateTime<Utc>>,
    lease_days: Option<u32>,
    begun: AllBegun,
    /// The cases and comments of the server's that it speaks of: a new mirror may have read them under other ids.
    begun_on: Vec<BegunOn>,
}

/// An alert that was put off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct PutOff {
    alert: Snoozed,
    /// As with a case.
    server_id: Option<ServerId>,
}

/// What the server calls a case, as it is here or as it was known before.
fn server_id_of(db: &Db, case: CaseId) -> Result<Option<ServerId>> {
    let here = case::table::get(db, case)?.map(|stored| stored.case.server_id);
    let known = super::of_the_server(db, case.0, here)?;
    Ok(known.map(|(_, server_id)| server_id))
}

/// Which case that is here. One that has not been read again yet keeps its id, unless another was given out.
fn case_here(tx: &Tx<'_>, case: CaseId, server_id: Option<&ServerId>) -> Result<CaseId> {
    let Some(server_id) = server_id else {
        return Ok(case);
    };
    if let Some(here) = case::table::by_server_id(tx, server_id)? {
        return Ok(here);
    }
    if let Some(known) = known::id_of(tx, server_id)? {
        return Ok(CaseId(known));
    }
    known::put(tx, server_id, case.0, None)?;
    Ok(case)
}

/// Something of the server's that was begun to be changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct BegunOn {
    id: Uuid,
    server_id: ServerId,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Kind {
    Case,
    Comment,
}

impl BegunOn {
    /// All of it, as it is here, or as it was known before.
    fn of(db: &Db, begun: &AllBegun) -> Result<Vec<BegunOn>> {
        let ids: BTreeSet<Uuid> = begun.values().flat_map(Begun::ids).collect();
        let mut all = Vec::new();
        for id in ids {
            let case = case::table::get(db, CaseId(id))?.map(|stored| stored.case.server_id);
            let comment = comment::table::get(db, CommentId(id))?;
            let comment = comment.map(|stored| stored.comment.server_id);
            let kind = match comment {
                Some(_) => Kind::Comment,
                None => Kind::Case,
            };
            let known = super::of_the_server(db, id, case.or(comment))?;
            all.extend(known.map(|(id, server_id)| BegunOn {
                id,
                server_id,
                kind,
            }));
        }
        Ok(all)
    }

    /// Its id here; `None`: it has not been read yet.
    fn here(&self, db: &Db) -> Result<Option<Uuid>> {
        let here = match self.kind {
            Kind::Case => case::table::by_server_id(db, &self.server_id)?.map(|id| id.0),
            Kind::Comment => comment::table::by_server_id(db, &self.server_id)?.map(|id| id.0),
        };
        match here {
            Some(id) => Ok(Some(id)),
            None => known::id_of(db, &self.server_id),
        }
    }
}

/// A case that was pinned or marked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct CaseAt {
    case: CaseId,
    /// `None`: the server does not have it yet; then its lane brings it back under the same id.
    server_id: Option<ServerId>,
    at: DateTime<Utc>,
}

fn cases_at(db: &Db, cases: Vec<(CaseId, DateTime<Utc>)>) -> Result<Vec<CaseAt>> {
    let at_server = |(case, at)| {
        let server_id = server_id_of(db, case)?;
        Ok(CaseAt {
            case,
            server_id,
            at,
        })
    };
    cases.into_iter().map(at_server).collect()
}

impl Choices {
    /// As they are in the database.
    pub(super) fn of(db: &Db) -> Result<Choices> {
        let mut snoozed = Vec::new();
        for alert in snoozed::table::all(db)? {
            let server_id = server_id_of(db, alert.case)?;
            snoozed.push(PutOff { alert, server_id });
        }
        let begun = begun::all(db)?;
        Ok(Choices {
            alerts: alerts::kept_choices(db)?,
            files: book::kept_policy(db)?,
            scope: scope::table::chosen(db)?,
            pins: cases_at(db, book::pins(db)?)?,
            marked: cases_at(db, news::table::marked(db)?)?,
            snoozed,
            paused_since: cursor::get(db, PAUSED_SINCE)?.flatten(),
            lease_days: lease::table::chosen_days(db)?,
            begun_on: BegunOn::of(db, &begun)?,
            begun,
        })
    }

    pub(super) fn is_empty(&self) -> bool {
        *self == Choices::default()
    }

    /// Into a database that has none of them, or, where `besides`, has newer ones: those stay. Tells which cases' views change.
    pub(super) fn restore(&self, tx: &Tx<'_>, besides: bool) -> Result<Vec<CaseId>> {
        if let Some(kept) = &self.alerts
            && (!besides || alerts::kept_choices(tx)?.is_none())
        {
            alerts::set_kept_choices(tx, kept)?;
        }
        if let Some(policy) = &self.files
            && (!besides || book::kept_policy(tx)?.is_none())
        {
            book::set_policy(tx, policy)?;
        }
        if let Some(chosen) = &self.scope
            && (!besides || scope::table::chosen(tx)?.is_none())
        {
            scope::table::choose(tx, chosen)?;
        }
        if !self.begun.is_empty() {
            let mut begun = self.begun.clone();
            for on in &self.begun_on {
                match on.here(tx)? {
                    Some(here) => begun.values_mut().for_each(|all| all.rename(on.id, here)),
                    // Its id is kept for it.
                    None => known::put(tx, &on.server_id, on.id, None)?,
                }
            }
            begun::add(tx, &begun)?;
        }
        for pin in &self.pins {
            let case = case_here(tx, pin.case, pin.server_id.as_ref())?;
            book::pin(tx, case, true, pin.at)?;
        }
        let mut touched = Vec::new();
        for mark in &self.marked {
            let case = case_here(tx, mark.case, mark.server_id.as_ref())?;
            news::table::mark(tx, case, mark.at)?;
            touched.push(case);
        }
        for PutOff { alert, server_id } in &self.snoozed {
            let case = case_here(tx, alert.case, server_id.as_ref())?;
            snoozed::table::put(tx, alert, case)?;
        }
        // Of this computer as it is now, not of an older copy.
        if !besides {
            if let Some(since) = self.paused_since {
                cursor::set(tx, PAUSED_SINCE, &since)?;
            }
            if let Some(days) = self.lease_days {
                lease::table::choose_days(tx, days)?;
            }
        }
        Ok(touched)
    }
}

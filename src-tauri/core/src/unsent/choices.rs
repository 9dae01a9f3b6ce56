//! What the person chose and no server could give back: their rules of alerts, what is kept of conversations and files, pinned cases;
//! and what they only began. It stands in the journal beside the unsent work, and comes back with it. Saved views are a frame of their own.

use crate::alert::table as alerts;
use crate::attachment::kept::table as book;
use crate::attachment::policy::FilePolicy;
use crate::begun::{self, AllBegun};
use crate::case;
use crate::error::Result;
use crate::id::{CaseId, ServerId};
use crate::scope::{self, Chosen};
use crate::store::{Db, Tx, known};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The choices, all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Choices {
    /// As they were kept: what a newer program knows more is not lost here.
    alerts: Option<Value>,
    files: Option<FilePolicy>,
    scope: Option<Chosen>,
    pins: Vec<Pin>,
    begun: AllBegun,
}

/// A pinned case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Pin {
    case: CaseId,
    /// `None`: the server does not have it yet; then its lane brings it back under the same id.
    server_id: Option<ServerId>,
    at: DateTime<Utc>,
}

impl Choices {
    /// As they are in the database.
    pub(super) fn of(db: &Db) -> Result<Choices> {
        let mut pins = Vec::new();
        for (case, at) in book::pins(db)? {
            let server = case::table::get(db, case)?.map(|stored| stored.case.server_id);
            let server_id = match server {
                Some(id) => Some(id),
                None => known::server_id_of(db, case.0)?.map(|(id, _)| id),
            };
            pins.push(Pin {
                case,
                server_id,
                at,
            });
        }
        Ok(Choices {
            alerts: alerts::kept_choices(db)?,
            files: book::kept_policy(db)?,
            scope: scope::table::chosen(db)?,
            pins,
            begun: begun::all(db)?,
        })
    }

    pub(super) fn is_empty(&self) -> bool {
        *self == Choices::default()
    }

    /// Into a database that has none of them, or, where `besides`, has newer ones: those stay.
    pub(super) fn restore(&self, tx: &Tx<'_>, besides: bool) -> Result<()> {
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
            begun::add(tx, &self.begun)?;
        }
        for pin in &self.pins {
            let here = match &pin.server_id {
                Some(id) => case::table::by_server_id(tx, id)?.map(|stored| stored.case_id),
                None => None,
            };
            match (&pin.server_id, here) {
                (_, Some(case)) => book::pin(tx, case, true, pin.at)?,
                (Some(id), None) => {
                    // Not read again yet: its id is kept for it, unless another was given out.
                    let case = known::id_of(tx, id)?;
                    if case.is_none() {
                        known::put(tx, id, pin.case.0, None)?;
                    }
                    book::pin(tx, case.map_or(pin.case, CaseId), true, pin.at)?;
                }
                (None, None) => book::pin(tx, pin.case, true, pin.at)?,
            }
        }
        Ok(())
    }
}

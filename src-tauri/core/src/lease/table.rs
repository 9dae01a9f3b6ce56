//! Where the lease is kept: as it stands, in the database alone; and for how many days it was chosen to be, which comes back after
//! a loss (`unsent/choices.rs`), when another lease begins.

use super::{Lease, USUAL_DAYS};
use crate::error::Result;
use crate::store::{Db, Tx, cursor};
use chrono::{DateTime, Utc};

/// The cursor of the lease.
const LEASE: &str = "lease";
/// The cursor that says for how many days it is, where the lease itself was lost.
const DAYS: &str = "lease_days";

/// The lease as it is kept; `None`: it has not begun yet.
///
/// # Errors
/// `Storage`.
pub(crate) fn kept(db: &Db) -> Result<Option<Lease>> {
    cursor::get(db, LEASE)
}

/// The lease; one that begins now, for as many days as were chosen, where none has begun yet.
///
/// # Errors
/// `Storage`.
pub(crate) fn in_force(db: &Db, now: DateTime<Utc>) -> Result<Lease> {
    if let Some(lease) = kept(db)? {
        return Ok(lease);
    }
    let days = cursor::get(db, DAYS)?.unwrap_or(USUAL_DAYS);
    Ok(Lease::begin(now, days))
}

/// Keeps it.
///
/// # Errors
/// `Storage`.
pub(crate) fn keep(tx: &Tx<'_>, lease: Lease) -> Result<()> {
    cursor::set(tx, LEASE, &lease)
}

/// For how many days the lease is, where that is not the usual.
///
/// # Errors
/// `Storage`.
pub(crate) fn chosen_days(db: &Db) -> Result<Option<u32>> {
    let days = match kept(db)? {
        Some(lease) => Some(lease.days),
        None => cursor::get(db, DAYS)?,
    };
    Ok(days.filter(|days| *days != USUAL_DAYS))
}

/// So many days are chosen for the lease that is to begin.
///
/// # Errors
/// `Storage`.
pub(crate) fn choose_days(tx: &Tx<'_>, days: u32) -> Result<()> {
    cursor::set(tx, DAYS, &days)
}

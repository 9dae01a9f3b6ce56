//! One change to many cases, in ONE transaction: either every case that can change has changed when it returns, or none has.
//! So a power cut never leaves half a decision, and what is taken back afterwards is the whole of it. What can't change is
//! known from the same plan before the first row is written.

use super::{fields, sets};
use crate::bulk::{BulkChange, BulkPlan, Facts, MOST_CASES, Rules, Verdict, Why, verdict};
use crate::case::{self, CaseSet, Field, FieldEdit, fold::fold};
use crate::crm::dialect::Dialect;
use crate::directory;
use crate::error::{Error, Result};
use crate::id::CaseId;
use crate::intent::{self, Payload};
use crate::mirror::{Mirror, Writing};
use crate::mutant::{self, Mutant};
use crate::sentence::Cannot;
use crate::store::{Db, identity};
use std::collections::BTreeSet;

/// What the change would do; nothing is written.
///
/// # Errors
/// `Invalid` where the server has no such thing, or there are too many; `Storage`.
pub fn plan_bulk(mirror: &Mirror, cases: &[CaseId], change: &BulkChange) -> Result<BulkPlan> {
    mirror.read(|db| {
        let rules = rules(db, cases, change)?;
        let mut plan = BulkPlan::default();
        for case in once(cases) {
            let (facts, verdict) = look(db, case, change, rules)?;
            plan.add(case, facts.as_ref(), change, verdict);
        }
        Ok(plan)
    })
}

/// Does it. The answer is what was done, by the same plan, as things stood in the transaction.
///
/// # Errors
/// Those of [`plan_bulk`]; `DiskFull`. Nothing was written then.
pub fn perform_bulk(mirror: &Mirror, cases: &[CaseId], change: &BulkChange) -> Result<BulkPlan> {
    mirror.write(|w| {
        let rules = rules(w, cases, change)?;
        let mut plan = BulkPlan::default();
        for case in once(cases) {
            let (facts, verdict) = look(w, case, change, rules)?;
            plan.add(case, facts.as_ref(), change, verdict);
            if verdict == Verdict::Changes {
                w.note(case)?;
                if mutant::is(Mutant::BulkHalf) && plan.changes > 1 {
                    continue;
                }
                perform(w, case, change)?;
            }
        }
        Ok(plan)
    })
}

fn once(cases: &[CaseId]) -> BTreeSet<CaseId> {
    cases.iter().copied().collect()
}

fn perform(w: &Writing<'_>, case: CaseId, change: &BulkChange) -> Result<()> {
    w.touch_outbox(case);
    let edit = |field, value, closed_on| {
        fields::edit_field(w, case, &FieldEdit { field, value }, closed_on)
    };
    match change {
        BulkChange::Status { value, closed_on } => {
            edit(Field::Status, Some(value.clone()), *closed_on)
        }
        BulkChange::Priority { value } => edit(Field::Priority, Some(value.clone()), None),
        BulkChange::CaseType { value } => edit(Field::CaseType, value.clone(), None),
        BulkChange::Members { change } => sets::want_members(w, case, change),
        BulkChange::Watch { watched } => sets::want_watched(w, case, *watched),
    }
}

fn look(
    db: &Db,
    case: CaseId,
    change: &BulkChange,
    rules: Rules,
) -> Result<(Option<Facts>, Verdict)> {
    let server = case::table::get(db, case)?;
    let lane = intent::table::of_case(db, case)?;
    let Some(shown) = fold(server.as_ref().map(|s| (&s.case, s.standing)), &lane) else {
        return Ok((None, Verdict::Cannot(Why::NotHere)));
    };
    let wanted = lane.iter().rev().find_map(|i| match i.payload {
        Payload::Watch { desired } => Some(desired),
        _ => None,
    });
    let facts = Facts {
        leaves: lane
            .iter()
            .any(|i| matches!(i.payload, Payload::Delete { .. }) || i.withdrawn),
        watched: match wanted {
            Some(wanted) => Some(wanted),
            None => case::table::watched(db, case)?,
        },
        shown,
    };
    let verdict = verdict(&facts, change, rules);
    Ok((Some(facts), verdict))
}

/// What holds for all of them alike.
fn rules(db: &Db, cases: &[CaseId], change: &BulkChange) -> Result<Rules> {
    if cases.len() > MOST_CASES {
        return Err(Error::Invalid(Cannot::Many {
            most: super::many(MOST_CASES),
            given: super::many(cases.len()),
        }));
    }
    let account =
        identity::get(db)?.ok_or_else(|| Error::Bug("a mirror without an owner".to_owned()))?;
    let vocabulary = directory::table::vocabulary(db)?;
    let mut needs_date = false;
    let missing = match change {
        BulkChange::Members { change }
            if change.set == CaseSet::Tags && account.dialect == Dialect::Documented =>
        {
            Some(Cannot::NoTags)
        }
        BulkChange::Watch { .. } if !account.capabilities.has_activity_feed => {
            Some(Cannot::NoWatching)
        }
        BulkChange::Status { value, .. } | BulkChange::Priority { value } if value.is_empty() => {
            Some(Cannot::NeedsStatus)
        }
        BulkChange::Status { value, .. } => {
            needs_date = value == "Closed" && !vocabulary.is_open(value);
            None
        }
        _ => None,
    };
    match missing {
        Some(missing) => Err(Error::Invalid(missing)),
        None => Ok(Rules { needs_date }),
    }
}

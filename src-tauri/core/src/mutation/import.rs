//! Cases from a table, in ONE transaction: all that can become cases are in the outbox when it returns, or none is; and they
//! are one step to take back. The plan is made anew in that transaction, so what a person said yes to is what happens.

use super::{add, check_name};
use crate::case;
use crate::directory::{self, Found, LookupKind, seek::folded};
use crate::error::{Error, Result};
use crate::id::CaseId;
use crate::import::table_text::{Column, read};
use crate::import::{self, ImportPlan, Known, Named, same};
use crate::intent::Payload;
use crate::mirror::Mirror;
use crate::sentence::Cannot;
use crate::store::{Db, identity};
use std::collections::HashMap;

/// What a table would make; nothing is written.
///
/// # Errors
/// `Invalid`: it is no table of cases; `Storage`.
pub fn plan_import(mirror: &Mirror, bytes: &[u8]) -> Result<ImportPlan> {
    mirror.read(|db| planned(db, bytes))
}

/// Makes the cases of a table, if they are still as many as a person said yes to.
///
/// # Errors
/// `Invalid` where the plan is another one by now; those of [`plan_import`]; `DiskFull`. Nothing was written then.
pub fn perform_import(mirror: &Mirror, bytes: &[u8], creates: u32) -> Result<ImportPlan> {
    mirror.write(|w| {
        let plan = planned(w, bytes)?;
        if plan.creates != creates {
            return Err(Error::Invalid(Cannot::ImportChanged {
                now: plan.creates,
                before: creates,
            }));
        }
        for new in &plan.cases {
            check_name(w, &new.name, None)?;
            let case = CaseId(w.clock().new_id());
            w.note(case)?;
            add(w, case, &Payload::Create(new.clone()))?;
            w.touch_outbox(case);
        }
        Ok(plan)
    })
}

fn planned(db: &Db, bytes: &[u8]) -> Result<ImportPlan> {
    let table = read(bytes)?;
    let mut taken = Vec::new();
    for row in &table.rows {
        let name = row.cell(Column::Name);
        if case::table::other_with_name(db, name, None)? {
            taken.push(same(name));
        }
    }
    let mut meant = HashMap::new();
    for (kind, name) in import::mentions(&table) {
        let found = directory::table::find(db, kind, &name, directory::table::FEW)?;
        meant.insert((kind, name.clone()), meaning(&found, &name));
    }
    let account = identity::get(db)?;
    let has_tags = account.is_none_or(|a| a.dialect != crate::crm::dialect::Dialect::Documented);
    if !has_tags {
        // This server has none, whatever its mirror once knew.
        meant.retain(|(kind, _), _| *kind != LookupKind::Tag);
    }
    let known = Known {
        reference: directory::table::reference(db)?,
        taken,
        meant,
    };
    Ok(import::plan(&table, &known))
}

/// Exactly this one, by name, by e-mail address or by the server's id.
fn meaning(found: &[Found], typed: &str) -> Named {
    let wanted = folded(typed);
    let mut fits = found.iter().filter(|one| {
        folded(&one.name) == wanted || folded(&one.note) == wanted || one.id.to_string() == typed
    });
    match (fits.next(), fits.next()) {
        (Some(one), None) => Named::One(one.id.clone()),
        (Some(_), Some(_)) => Named::Several,
        (None, _) => Named::Nobody,
    }
}

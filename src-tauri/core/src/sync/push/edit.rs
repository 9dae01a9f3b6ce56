//! Sending a field's value: read, compare, send, read back.

use super::super::merge::{Register, register};
use super::Step;
use crate::case::Field;
use crate::crm::dialect::DetailAnswer;
use crate::crm::{Dated, Effect};
use crate::error::Result;
use crate::intent::Held;
use chrono::NaiveDate;

impl Step<'_> {
    /// Sends a field's value, unless somebody else changed it meanwhile.
    pub(super) async fn edit(
        &self,
        field: Field,
        base: Option<&str>,
        desired: Option<&str>,
        closed_on: Option<NaiveDate>,
    ) -> Result<()> {
        let Some(read) = self.read_before().await? else {
            return Ok(());
        };
        let now = &read.detail.case;
        let theirs = now.value(field);
        match register(base, desired, theirs.as_deref()) {
            Register::AlreadyThere => return self.done("already there", |_| Ok(())),
            Register::Conflict => return self.hold(Held::Conflict { theirs }),
            Register::Send => {}
        }
        if !self.attempt(Some(read.server), Vec::new())? {
            return Ok(());
        }
        if let Err(e) = self.crm.set_field(now, field, desired, closed_on).await {
            return self.failed(&e, Effect::Repeatable);
        }
        // A 200 without the effect is not success (F8, I28).
        let after = match self.crm.detail(&now.server_id).await {
            Ok(Dated {
                value: DetailAnswer::Case(after),
                ..
            }) => after,
            Ok(_) => return self.hold(Held::NotTaken),
            // The server took it; what it holds now is not known.
            Err(e) => {
                self.in_doubt(read.server_at(self.now()), &e.to_string())?;
                return Err(e.into());
            }
        };
        let wanted = register(None, desired, after.case.value(field).as_deref());
        self.keep(&now.server_id, &DetailAnswer::Case(after))?;
        match wanted {
            Register::AlreadyThere => self.done("sent", |_| Ok(())),
            Register::Send | Register::Conflict => self.hold(Held::NotTaken),
        }
    }
}

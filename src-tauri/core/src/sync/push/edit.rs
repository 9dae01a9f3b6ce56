//! Sending a field's value: read, compare, send, read back.

use super::super::merge::{Register, register};
use super::Step;
use crate::case::Field;
use crate::crm::Effect;
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
        let Some(after) = self.read_back(&read).await? else {
            return Ok(());
        };
        let wanted = register(None, desired, after.case.value(field).as_deref());
        match wanted {
            Register::AlreadyThere => self.done("sent", |_| Ok(())),
            Register::Send | Register::Conflict => self.hold(Held::NotTaken),
        }
    }
}

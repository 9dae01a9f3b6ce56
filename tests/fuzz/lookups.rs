//! Look-ups and the sign-in's questions: whatever comes, something or an error is made of it.

use crate::bend::bend;
use crate::chance::Chance;
use crate::corpus;
use crate::graft::graft;
use crate::hunt::hunt;
use crate::line::{now, saying};
use chrono::DateTime;
use satchel_core::id::ServerId;

#[test]
fn lookups_bent_anywhere() {
    let lookups = corpus::lookups();
    let make = |chance: &mut Chance| {
        let body = chance.pick(&lookups);
        let bytes = if chance.once_in(2) {
            graft(chance, &body.json)
        } else {
            let other = chance.pick(&lookups).json.to_string();
            bend(chance, body.json.to_string().as_bytes(), other.as_bytes())
        };
        (body.dialect, bytes)
    };
    hunt("lookups_bent_anywhere", 3_000, make, |(dialect, bytes)| {
        let crm = saying(*dialect, bytes);
        let people = now(crm.people())
            .map(|(people, _)| people)
            .unwrap_or_default();
        if people.iter().any(|person| person.id.as_str().is_empty()) {
            return Err("a person without an id".to_owned());
        }
        let _any = now(crm.accounts(100, 0));
        let _any = now(crm.tags());
        let _any = now(crm.macros());
        let _any = now(crm.articles());
        let _any = now(crm.custom_fields());
        let _any = now(crm.notices(DateTime::UNIX_EPOCH));
        let _any = now(crm.organization());
        let _any = now(crm.case_log(&ServerId("c1".to_owned()), 20));
        Ok(())
    });
}

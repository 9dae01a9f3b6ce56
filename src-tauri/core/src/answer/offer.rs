//! What is offered to be put into a reply on one case. Reads only, through the nouns' `table.rs`.

use super::{Answer, AnswerSource, Values, table};
use crate::case::table as case_table;
use crate::case::view;
use crate::crm::Account;
use crate::directory::{self, LookupKind};
use crate::error::{Error, Result};
use crate::id::CaseId;
use crate::store::Db;

/// How many are offered at once.
const OFFERED: usize = 20;

/// Saved answers with their tokens filled in, and published articles, that hold every word of `typed`.
///
/// # Errors
/// `NotFound`; `Storage`.
pub fn for_case(
    db: &Db,
    case: CaseId,
    account: Option<&Account>,
    typed: &str,
) -> Result<Vec<Answer>> {
    let shown = view::table::one(db, case)?.ok_or(Error::NotFound("case"))?;
    let customer = shown.contacts.first();
    let org = directory::table::organization(db)?.map(|o| o.name);
    let org = org.or_else(|| Some(account?.organization_name.clone()));
    let values = Values {
        customer_name: customer.map(|c| c.name.clone()).unwrap_or_default(),
        customer_email: match customer {
            Some(c) => directory::table::note_of(db, LookupKind::Contact, &c.id)?,
            None => String::new(),
        },
        case_id: case_table::get(db, case)?
            .map(|stored| stored.case.server_id.to_string())
            .unwrap_or_default(),
        case_subject: shown.row.name,
        agent_email: account.map(|a| a.me.email.clone()).unwrap_or_default(),
        org_name: org.unwrap_or_default(),
    };
    let mut answers = table::find(db, None, typed, directory::table::FEW)?;
    // A draft of an article is not for customers yet.
    answers.retain(|answer| answer.source == AnswerSource::Macro || answer.published);
    answers.truncate(OFFERED);
    for answer in answers
        .iter_mut()
        .filter(|a| a.source == AnswerSource::Macro)
    {
        answer.text = values.fill(&answer.text);
    }
    Ok(answers)
}

//! Django-CRM before November 2025 (server-contract 9, generation D) wants the organization in a header: how that shows,
//! and which organization to name.

use super::super::credential::{Naming, Token};
use super::super::error::{self, CrmError};
use super::super::json::{list, named};
use super::super::transport::{Method, Response, Transport};
use super::ask;
use crate::error::{Error, Result};
use crate::id::{Named, ServerId};
use crate::sentence::Cannot;
use serde_json::Value;

/// What a person is told who has to name it.
pub(super) fn fill_in() -> Error {
    Error::Invalid(Cannot::Organization {
        yours: String::new(),
    })
}

/// Generation D asks for its header with these words; where nobody thought of it, it crashes, or refuses with a page.
pub(super) fn is_wanted(response: &Response) -> bool {
    let says_so = || {
        String::from_utf8_lossy(&response.body)
            .to_lowercase()
            .contains("company")
    };
    match response.status {
        403 => response.is_html() || says_so(),
        500 => response.is_html(),
        _ => false,
    }
}

/// An organization of which the id is known.
pub(super) fn plain(id: ServerId) -> Named {
    Named {
        id,
        name: String::new(),
    }
}

/// The organization to name: the one given, else the person's only one. `None`: the token is an organization's key, and
/// that organization is meant.
///
/// # Errors
/// `Invalid` with what to choose from, where there is something to choose.
pub(super) async fn organization(
    transport: &dyn Transport,
    token: &Token,
    given: Option<Named>,
) -> Result<Option<Named>> {
    if !token.is_jwt() {
        return Ok(given);
    }
    let asking = Some((token, Naming::InToken));
    let answer = ask(transport, Method::Get, "/api/org/", asking, None).await?;
    let known = match error::read(&answer) {
        Ok(body) => of_person(&body),
        // Too old to list them.
        Err(CrmError::Gone | CrmError::NotACrm | CrmError::Rejected(_)) => Vec::new(),
        Err(other) => return Err(other.into()),
    };
    if let Some(given) = given {
        let found = known.into_iter().find(|one| one.id == given.id);
        return Ok(Some(found.unwrap_or(given)));
    }
    match known.as_slice() {
        [only] => Ok(Some(only.clone())),
        [] => Err(fill_in()),
        several => {
            let names = several
                .iter()
                .map(|one| format!("{} ({})", one.name, one.id));
            let names = names.collect::<Vec<_>>().join(", ");
            Err(Error::Invalid(Cannot::Organization { yours: names }))
        }
    }
}

fn of_person(body: &Value) -> Vec<Named> {
    let rows = body
        .as_object()
        .map(|fields| list(fields, "profile_org_list"));
    let rows = rows.unwrap_or_default().iter();
    rows.filter_map(|row| named(row.get("org")?)).collect()
}

//! Who is signed in where: asks a server what it offers, and does it. Changes nothing in a mirror.
//!
//! Ways in: a pasted access token, an e-mailed six-digit code, e-mail and password (`session.rs`). Where the server has
//! personal access tokens, a session is exchanged for a named, scoped, revocable token of this device and ended
//! (`token.rs`): nothing rotates, nothing can be lost by a lost answer. Whose account it is, `account.rs` asks. Signing out
//! is `leave.rs`.

mod account;
mod header;
mod leave;
mod session;
mod token;

pub use account::{Account, Me, with_token};
pub use leave::{Left, end_with_code, leave, stays};
pub use session::{
    Device, Entered, HalfWay, In, MadeFor, choose_organization, request_code, with_code,
    with_password,
};

use super::asking;
use super::credential::{Naming, Token};
use super::dialect::recognize;
use super::error::{self, CrmError};
use super::transport::{Method, Response, Transport};
use crate::error::Result;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A way to sign in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Way {
    /// A six-digit code by e-mail.
    Code,
    /// E-mail and password.
    Password,
    /// A pasted access token.
    Token,
}

/// The ways this server offers, the easiest first. A token can be pasted everywhere.
///
/// # Errors
/// Each kind of wrong address or network has its own [`CrmError`].
pub async fn offers(transport: &dyn Transport) -> Result<Vec<Way>> {
    let mut ways = Vec::new();
    for (way, path) in [
        (Way::Code, "/api/auth/magic-link/verify-code/"),
        (Way::Password, "/api/auth/login/"),
    ] {
        // Asked with GET, a call that exists answers that it wants POST; nothing happens on the server.
        let response = ask(transport, Method::Get, path, None, None).await?;
        if is_there(transport, &response).await? {
            ways.push(way);
        }
    }
    // Somebody has to be there: an address without a case list is no CRM.
    let response = ask(transport, Method::Get, "/api/cases/", None, None).await?;
    match error::read(&response) {
        // Before a token goes there, it must look like a CRM.
        Ok(body) => drop(recognize(&body)?),
        Err(CrmError::SignIn | CrmError::Denied(_)) => {}
        // The documented dialect wants its organization named before anything else.
        Err(CrmError::Rejected(_)) if response.status == 400 => {}
        Err(CrmError::Rejected(_) | CrmError::Gone | CrmError::Malformed(_)) => {
            return Err(CrmError::NotACrm.into());
        }
        Err(other) => return Err(other.into()),
    }
    ways.push(Way::Token);
    Ok(ways)
}

/// A path that no server has.
const NOWHERE: &str = "/api/auth/no-such-call/";

/// Is there a call that takes a POST? Its answer to a GET is not recorded, so it is read with care: 405 is what Django's
/// framework says; another server may ask for a token first, or complain of missing fields. That counts only where a path
/// that no server has is answered otherwise: some ask for a token whatever the path.
async fn is_there(transport: &dyn Transport, response: &Response) -> Result<bool, CrmError> {
    match response.status {
        405 => Ok(true),
        200 | 400 | 401 | 403 | 415 | 422 if !response.is_html() => {
            let nowhere = ask(transport, Method::Get, NOWHERE, None, None).await?;
            Ok(nowhere.status != response.status)
        }
        _ => Ok(false),
    }
}

/// One request of the sign-in dialogue. Every request about signing in goes through here.
pub(super) async fn ask(
    transport: &dyn Transport,
    method: Method,
    path: &str,
    token: Option<(&Token, Naming<'_>)>,
    body: Option<Value>,
) -> Result<Response, CrmError> {
    ask_with(transport, method, (path, Vec::new()), token, body).await
}

/// The same, with a query.
async fn ask_with(
    transport: &dyn Transport,
    method: Method,
    (path, query): (&str, Vec<(&'static str, String)>),
    token: Option<(&Token, Naming<'_>)>,
    body: Option<Value>,
) -> Result<Response, CrmError> {
    let headers = token.map(|(token, naming)| naming.headers(token));
    let headers = headers.unwrap_or_default();
    asking::ask(transport, method, (path, query), headers, body).await
}

//! Who is signed in where: asks a server what it offers, and does it. Changes nothing in a mirror.
//!
//! Ways in: a pasted access token, an e-mailed six-digit code, e-mail and password (`session.rs`). Where the server has
//! personal access tokens, a session is exchanged for a named, scoped, revocable token of this device and ended
//! (`token.rs`): nothing rotates, nothing can be lost by a lost answer. Whose account it is, `account.rs` asks.

mod account;
mod session;
mod token;

pub use account::{Account, Me, with_token};
pub use session::{Entered, HalfWay, choose_organization, request_code, with_code, with_password};
pub use token::{Minted, revoke};

use super::dialect::recognize;
use super::error::{self, CrmError};
use super::transport::{Body, Method, Request, Response, Transport};
use super::{Token, credential};
use crate::error::Result;
use crate::id::ServerId;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::time::Duration;

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

const PATIENCE: Duration = Duration::from_secs(20);

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
        if response.status == 405 {
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

/// One request of the sign-in dialogue.
async fn ask(
    transport: &dyn Transport,
    method: Method,
    path: &str,
    token: Option<(&Token, Option<&ServerId>)>,
    body: Option<Value>,
) -> Result<Response, CrmError> {
    let headers = token
        .map(|(token, org)| credential(token, org))
        .unwrap_or_default();
    let request = Request {
        method,
        path: path.to_owned(),
        query: Vec::new(),
        headers,
        body: body.as_ref().map(Body::json),
        patience: PATIENCE,
    };
    Ok(transport.exchange(request).await?)
}

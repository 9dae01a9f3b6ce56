//! The token of this device: named, scoped to what Satchel does, revocable by the person and by an administrator
//! (server-contract 2, "Personal access tokens").

use super::super::Token;
use super::super::error::{self, CrmError};
use super::super::json::{as_id, some_text};
use super::super::transport::{Method, Transport};
use super::ask;
use crate::error::Result;
use crate::id::ServerId;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// What Satchel does, and nothing else. `write` does not imply `read`.
const SCOPES: [&str; 15] = [
    "cases:read",
    "cases:write",
    "attachments:read",
    "accounts:read",
    "contacts:read",
    "tags:read",
    "users:read",
    "activities:read",
    "notifications:read",
    "notifications:write",
    "custom-fields:read",
    "profile:read",
    "macros:read",
    "search:read",
    "org:read",
];

/// A token that this device made for itself.
#[derive(Clone, Debug)]
pub struct Minted {
    /// The server's id of it, to revoke it by.
    pub id: MintedId,
    /// The token.
    pub token: Token,
}

/// The server's id of a token that this device made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MintedId(pub ServerId);

/// Makes a token of this device. `None`: the server has no such tokens.
pub(super) async fn mint(
    transport: &dyn Transport,
    session: &Token,
    device: &str,
) -> Result<Option<Minted>> {
    let body = json!({"name": device, "scopes": SCOPES, "expires_at": null});
    let response = ask(
        transport,
        Method::Post,
        "/api/profile/tokens/",
        Some((session, None)),
        Some(body),
    )
    .await?;
    let body = match error::read(&response) {
        Ok(body) => body,
        // Older than personal access tokens, or they are switched off for this person.
        Err(CrmError::NotACrm | CrmError::Gone | CrmError::Denied(_) | CrmError::Rejected(_)) => {
            return Ok(None);
        }
        Err(other) => return Err(other.into()),
    };
    let made = body.as_object().and_then(|fields| {
        let id = fields.get("id").and_then(as_id)?;
        Some(Minted {
            id: MintedId(id),
            token: Token::new(&some_text(fields, "token")?),
        })
    });
    Ok(made)
}

/// Revokes a token that this device made. Only a session may do that on Django-CRM; then `Denied` or `SignIn` comes
/// back, and the person is told to revoke it in the CRM.
///
/// # Errors
/// The server's and the network's.
pub async fn revoke(transport: &dyn Transport, token: &Token, id: &MintedId) -> Result<()> {
    let path = format!("/api/profile/tokens/{}/", id.0);
    let response = ask(transport, Method::Delete, &path, Some((token, None)), None).await?;
    error::read(&response)?;
    Ok(())
}

//! The token of this device: named, scoped to what Satchel does, revocable by the person and by an administrator
//! (server-contract 2, "Personal access tokens").

use super::super::credential::{Minted, MintedId, Naming, Token};
use super::super::error::{self, CrmError};
use super::super::json::{as_id, some_text};
use super::super::segment;
use super::super::transport::{Method, Transport};
use super::ask;
use crate::error::Result;
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
        Some((session, Naming::InToken)),
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
            name: device.to_owned(),
            token: Token::new(&some_text(fields, "token")?),
        })
    });
    Ok(made)
}

/// Revokes a token that this device made. Only a session may do that on Django-CRM (recording `pat-list-with-pat-refused`);
/// `Gone`: it is not this account's, or not there.
pub(super) async fn revoke(
    transport: &dyn Transport,
    asking: &Token,
    id: &MintedId,
) -> Result<(), CrmError> {
    let path = format!("/api/profile/tokens/{}/", segment(&id.0)?);
    let asking = Some((asking, Naming::InToken));
    let response = ask(transport, Method::Delete, &path, asking, None).await?;
    error::read(&response).map(|_| ())
}

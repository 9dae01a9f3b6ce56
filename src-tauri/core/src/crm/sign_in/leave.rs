//! Signing out: what was let in is ended on the server, as far as the server allows.
//!
//! Django-CRM lets only a session revoke a personal access token (recording `pat-list-with-pat-refused`): the token that
//! Satchel works with can't revoke itself. So [`leave`] tries, and says honestly what is still good; [`end_with_code`] ends
//! it properly, with an e-mailed code; and what nobody ended is revoked at the next sign-in ([`super::Device::made_for`]).

use super::super::credential::{Credential, Minted, MintedId};
use super::super::error::{self, CrmError};
use super::super::transport::{Method, Transport};
use super::Account;
use super::ask;
use super::session::{session_of_code, switch};
use super::token::revoke;
use crate::error::{Error, Result};
use serde_json::json;

/// What became of a sign-in on the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Left {
    /// Ended: the server does not take it any more.
    Ended,
    /// The token that this device made is still good there.
    TokenStays(Minted),
    /// The session ends by itself: the server has no way to end it, or could not be reached. Its secrets are gone from here.
    SessionRunsOut,
    /// The token was the person's own: whoever made it may need it elsewhere.
    Theirs,
}

/// Ends what `credential` stands for, as far as the server lets it. Never fails: what could not be ended is said.
pub async fn leave(transport: &dyn Transport, account: &Account, credential: &Credential) -> Left {
    let ended = match credential {
        Credential::Token(_) => false,
        Credential::Minted(minted) => end_token(transport, account, minted).await.unwrap_or(false),
        Credential::Session { access, refresh } => {
            let body = Some(json!({"refresh": refresh.reveal()}));
            let asking = Some((access, account.naming()));
            let said = ask(transport, Method::Post, "/api/auth/logout/", asking, body).await;
            said.and_then(|response| error::read(&response)).is_ok()
        }
    };
    if ended {
        Left::Ended
    } else {
        stays(credential)
    }
}

/// What is left of a sign-in that was not ended on the server.
#[must_use]
pub fn stays(credential: &Credential) -> Left {
    match credential {
        Credential::Token(_) => Left::Theirs,
        Credential::Minted(minted) => Left::TokenStays(minted.clone()),
        Credential::Session { .. } => Left::SessionRunsOut,
    }
}

/// True: the server does not take it any more.
async fn end_token(
    transport: &dyn Transport,
    account: &Account,
    minted: &Minted,
) -> Result<bool, CrmError> {
    match revoke(transport, &minted.token, &minted.id).await {
        Ok(()) | Err(CrmError::Gone) => return Ok(true),
        Err(CrmError::SignIn | CrmError::Denied(_)) => {}
        Err(other) => return Err(other),
    }
    // "Not with a token" and "not this token" look alike (server-contract 2, 401/403 table): a question that every good
    // token may ask tells them apart.
    let asking = Some((&minted.token, account.naming()));
    let response = ask(transport, Method::Get, "/api/profile/", asking, None).await?;
    Ok(matches!(error::read(&response), Err(CrmError::SignIn)))
}

/// Revokes tokens of this device with a session that an e-mailed code opens, and ends that session, too.
///
/// # Errors
/// `Invalid` for a wrong code; the server's and the network's.
pub async fn end_with_code(
    transport: &dyn Transport,
    account: &Account,
    code: &str,
    ids: &[MintedId],
) -> Result<()> {
    let mut session = session_of_code(transport, &account.me.email, code).await?;
    let is_elsewhere = session.current.as_ref().map(|one| &one.id) != account.organization.as_ref();
    if let (true, Some(organization)) = (is_elsewhere, &account.organization) {
        session = switch(transport, &session.half, organization).await?;
    }
    let mut done = Ok(());
    for id in ids {
        match revoke(transport, &session.half.access, id).await {
            Ok(()) | Err(CrmError::Gone) => {}
            Err(other) => done = Err(Error::from(other)),
        }
    }
    session.end(transport).await;
    done
}

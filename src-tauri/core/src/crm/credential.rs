//! What a person is let in with: a token that stays, or a session whose pair of tokens rotates.
//!
//! A session's refresh token is good once (server-contract 2). So: one refresh at a time; the new pair is kept by the host
//! before it is used; and it is asked for only when the server says that the old one has ended, never by a clock
//! (docs/decisions/0010).

use super::asking::ask;
use super::error::{self, CrmError};
use super::json::some_text;
use super::transport::{Method, Transport};
use crate::id::ServerId;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::{Arc, Mutex, PoisonError};
use zeroize::Zeroizing;

/// A secret of the server's. Never printed, never compared with anything but itself.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(Arc<Zeroizing<String>>);

impl Token {
    /// A token as pasted.
    #[must_use]
    pub fn new(text: &str) -> Token {
        Token(Arc::new(Zeroizing::new(text.trim().to_owned())))
    }

    /// For the keyring, and for the one header it goes into.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Is it the token of a session (three parts, signed), not a key that stays?
    pub(super) fn is_jwt(&self) -> bool {
        self.0.split('.').filter(|part| !part.is_empty()).count() == 3
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

/// Where a request names the organization it is about.
#[derive(Clone, Copy, Debug)]
pub(super) enum Naming<'a> {
    /// The token says it.
    InToken,
    /// The published description's header.
    Documented(&'a ServerId),
    /// The header of Django-CRM before November 2025. `None`: the key of an organization names its own.
    Org(Option<&'a ServerId>),
}

impl Naming<'_> {
    /// The headers that say who asks, and in which organization.
    pub(super) fn headers(self, token: &Token) -> Vec<(&'static str, String)> {
        let bearer = ("authorization", format!("Bearer {}", token.reveal()));
        match self {
            Naming::InToken => vec![bearer],
            Naming::Documented(organization) => {
                vec![bearer, ("organization-id", organization.to_string())]
            }
            Naming::Org(organization) => {
                // An organization's key is no session there, and has a header of its own.
                let who = if token.is_jwt() {
                    bearer
                } else {
                    ("token", token.reveal().to_owned())
                };
                let organization = organization.map(|id| ("org", id.to_string()));
                std::iter::once(who).chain(organization).collect()
            }
        }
    }
}

/// The server's id of a token that this device made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MintedId(pub ServerId);

/// A token that this device made for itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Minted {
    /// The server's id of it, to revoke it by.
    pub id: MintedId,
    /// What it is called in the CRM's list of tokens.
    pub name: String,
    /// The token.
    pub token: Token,
}

/// What a person is let in with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credential {
    /// The person's own, pasted: stays until they revoke it.
    Token(Token),
    /// Made by this device for itself: stays until it is revoked.
    Minted(Minted),
    /// Ends after an hour or a day, and is renewed with a refresh token that is good once.
    Session {
        /// Goes into the header.
        access: Token,
        /// Gets the next pair.
        refresh: Token,
    },
}

impl From<Token> for Credential {
    fn from(token: Token) -> Credential {
        Credential::Token(token)
    }
}

/// What is no pasted token, as the keyring keeps it. A pasted one is kept as it is.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Kept {
    Session {
        access: String,
        refresh: String,
    },
    Minted {
        token: String,
        id: MintedId,
        name: String,
    },
}

impl Credential {
    /// For the keyring.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        Zeroizing::new(match self {
            Credential::Token(token) => token.reveal().to_owned(),
            Credential::Minted(Minted { id, name, token }) => {
                json!({"token": token.reveal(), "id": id, "name": name}).to_string()
            }
            Credential::Session { access, refresh } => {
                json!({"access": access.reveal(), "refresh": refresh.reveal()}).to_string()
            }
        })
    }

    /// From the keyring's text.
    #[must_use]
    pub fn from_text(text: &str) -> Credential {
        match serde_json::from_str::<Kept>(text) {
            Ok(Kept::Session { access, refresh }) => Credential::Session {
                access: Token::new(&access),
                refresh: Token::new(&refresh),
            },
            Ok(Kept::Minted { token, id, name }) => Credential::Minted(Minted {
                id,
                name,
                token: Token::new(&token),
            }),
            Err(_) => Credential::Token(Token::new(text)),
        }
    }

    /// What goes into the header.
    pub(super) fn access(&self) -> &Token {
        match self {
            Credential::Token(token)
            | Credential::Minted(Minted { token, .. })
            | Credential::Session { access: token, .. } => token,
        }
    }
}

/// Keeps a renewed credential where the host keeps secrets; false: it could not.
pub type Keep = Arc<dyn Fn(&Credential) -> bool + Send + Sync>;

/// The credential in use.
pub(super) struct Held {
    now: Mutex<Credential>,
    /// Of no runtime: the engine runs on any executor.
    renewing: futures_util::lock::Mutex<()>,
    keep: Keep,
}

impl Held {
    pub(super) fn new(credential: Credential, keep: Keep) -> Held {
        Held {
            now: Mutex::new(credential),
            renewing: futures_util::lock::Mutex::new(()),
            keep,
        }
    }

    /// The whole of it, as it is now.
    pub(super) fn now(&self) -> Credential {
        self.now
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// What goes into the header now.
    pub(super) fn access(&self) -> Token {
        self.now().access().clone()
    }

    /// The server no longer takes `used`: gets another one. False: there is none to be had, the person must sign in.
    ///
    /// # Errors
    /// The network's; then the same refresh token is tried again later.
    pub(super) async fn renew(
        &self,
        transport: &dyn Transport,
        used: &Token,
    ) -> Result<bool, CrmError> {
        let _one_at_a_time = self.renewing.lock().await;
        let Credential::Session { access, refresh } = self.now() else {
            return Ok(false);
        };
        if access != *used {
            return Ok(true);
        }
        let path = "/api/auth/refresh-token/";
        let body = Some(json!({"refresh": refresh.reveal()}));
        let answer = ask(transport, Method::Post, (path, vec![]), vec![], body).await?;
        let body = match error::read(&answer) {
            Ok(body) => body,
            Err(CrmError::SignIn | CrmError::Rejected(_) | CrmError::Denied(_)) => {
                return Ok(false);
            }
            Err(other) => return Err(other),
        };
        let part = |name: &str| {
            body.as_object()
                .and_then(|b| some_text(b, name))
                .map(|t| Token::new(&t))
        };
        let (Some(access), Some(refresh)) = (part("access"), part("refresh")) else {
            return Err(CrmError::Malformed("no new session in it".to_owned()));
        };
        let renewed = Credential::Session { access, refresh };
        if !(self.keep)(&renewed) {
            // The old pair is dead already: going on with one that a restart forgets is better than none.
            tracing::warn!("a renewed session could not be kept");
        }
        *self.now.lock().unwrap_or_else(PoisonError::into_inner) = renewed;
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credential_survives_the_keyring_and_says_nothing_in_a_log() {
        let session = Credential::Session {
            access: Token::new("a"),
            refresh: Token::new("r"),
        };
        assert_eq!(Credential::from_text(&session.to_text()), session);
        let minted = Credential::Minted(Minted {
            id: MintedId(ServerId("t1".to_owned())),
            name: "Satchel on a laptop".to_owned(),
            token: Token::new("bcrm_pat_secret"),
        });
        assert_eq!(Credential::from_text(&minted.to_text()), minted);
        // As it was kept before tokens of a device were told from pasted ones.
        let token = Credential::Token(Token::new("bcrm_pat_secret"));
        assert_eq!(Credential::from_text(&token.to_text()), token);
        assert_eq!(&*token.to_text(), "bcrm_pat_secret");
        assert!(!format!("{token:?}{session:?}{minted:?}").contains("secret"));
    }
}

//! What a person is let in with: a token that stays, or a session whose pair of tokens rotates.
//!
//! A session's refresh token is good once (server-contract 2). So: one refresh at a time; the new pair is kept by the host
//! before it is used; and it is asked for only when the server says that the old one has ended, never by the local clock.

use super::error::{self, CrmError};
use super::json::some_text;
use super::transport::{Body, Method, Request, Transport};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
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
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

/// What a person is let in with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credential {
    /// Stays until it is revoked.
    Token(Token),
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

/// A session as the keyring keeps it.
#[derive(Serialize, Deserialize)]
struct Kept {
    access: String,
    refresh: String,
}

impl Credential {
    /// For the keyring.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        Zeroizing::new(match self {
            Credential::Token(token) => token.reveal().to_owned(),
            Credential::Session { access, refresh } => {
                json!({"access": access.reveal(), "refresh": refresh.reveal()}).to_string()
            }
        })
    }

    /// From the keyring's text.
    #[must_use]
    pub fn from_text(text: &str) -> Credential {
        match serde_json::from_str::<Kept>(text) {
            Ok(kept) => Credential::Session {
                access: Token::new(&kept.access),
                refresh: Token::new(&kept.refresh),
            },
            Err(_) => Credential::Token(Token::new(text)),
        }
    }

    fn access(&self) -> &Token {
        match self {
            Credential::Token(token) | Credential::Session { access: token, .. } => token,
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

    fn now(&self) -> Credential {
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
        let request = Request {
            method: Method::Post,
            path: "/api/auth/refresh-token/".to_owned(),
            query: Vec::new(),
            headers: Vec::new(),
            body: Some(Body::json(&json!({"refresh": refresh.reveal()}))),
            patience: Duration::from_secs(45),
        };
        let body = match error::read(&transport.exchange(request).await?) {
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
        let token = Credential::Token(Token::new("bcrm_pat_secret"));
        assert_eq!(Credential::from_text(&token.to_text()), token);
        assert!(!format!("{token:?}{session:?}").contains("secret"));
    }
}

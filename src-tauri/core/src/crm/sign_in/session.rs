//! Signing in as a person: an e-mailed code, or e-mail and password; and choosing among several organizations.
//!
//! Sources: server-contract 2 and 9. The session lives only as long as it takes to mint a token of this device; on a
//! server without such tokens the session itself is kept, and renewed when it ends.

use super::super::credential::{Credential, MintedId, Naming, Token};
use super::super::error::{self, CrmError};
use super::super::json::{list, named, object, some_text};
use super::super::transport::{Method, Transport};
use super::account::{Account, with_token};
use super::ask;
use super::token::{mint, revoke};
use crate::error::{Error, Result};
use crate::id::{Named, ServerId};
use crate::sentence::Cannot;
use serde_json::{Value, json};

/// The tokens that a device made for an account.
pub type MadeFor = Box<dyn Fn(&Account) -> Vec<MintedId> + Send + Sync>;

/// This device, as servers know it.
pub struct Device {
    /// What its tokens are called in the CRM's list.
    pub name: String,
    /// The tokens that it made for an account earlier: they are revoked when a new one is made.
    pub made_for: MadeFor,
}

impl Device {
    /// A device that made no tokens yet.
    #[must_use]
    pub fn named(name: &str) -> Device {
        Device {
            name: name.to_owned(),
            made_for: Box::new(|_| Vec::new()),
        }
    }
}

/// Somebody is in.
#[derive(Debug)]
pub struct In {
    /// Whose account it is.
    pub account: Account,
    /// What lets them in.
    pub credential: Credential,
    /// The old tokens of this device that the server does not take any more.
    pub revoked: Vec<MintedId>,
}

/// What a sign-in led to.
#[derive(Debug)]
pub enum Entered {
    /// In.
    In(Box<In>),
    /// The person has to choose an organization.
    Choose(Vec<Named>, HalfWay),
}

/// Signed in, and in no organization yet. Lives in memory only.
#[derive(Clone, Debug)]
pub struct HalfWay {
    pub(super) access: Token,
    refresh: Option<Token>,
    /// What was typed, for servers that do not say who somebody is.
    email: String,
}

/// Asks the server to send a six-digit code. It answers the same whether or not it knows the address.
///
/// # Errors
/// `Invalid` for what is no address; the server's and the network's.
pub async fn request_code(transport: &dyn Transport, email: &str) -> Result<()> {
    let email = address(email)?;
    let body = json!({"email": email, "delivery": "code"});
    let response = ask(
        transport,
        Method::Post,
        "/api/auth/magic-link/request/",
        None,
        Some(body),
    )
    .await?;
    error::read(&response)?;
    Ok(())
}

/// Signs in with the code. `device` names the token that is minted.
///
/// # Errors
/// `Invalid` when the code is wrong, used or too old; the server's and the network's.
pub async fn with_code(
    transport: &dyn Transport,
    origin: &str,
    email: &str,
    code: &str,
    device: &Device,
) -> Result<Entered> {
    let session = session_of_code(transport, email, code).await?;
    enter(transport, origin, device, session).await
}

/// The session that a code opens.
pub(super) async fn session_of_code(
    transport: &dyn Transport,
    email: &str,
    code: &str,
) -> Result<Session> {
    let code: String = code.chars().filter(char::is_ascii_digit).collect();
    if code.len() != 6 {
        return Err(Error::Invalid(Cannot::CodeDigits));
    }
    let email = address(email)?;
    let body = Some(json!({"email": email, "code": code}));
    let path = "/api/auth/magic-link/verify-code/";
    let response = ask(transport, Method::Post, path, None, body).await?;
    let wrong = Cannot::CodeWrong;
    Session::read(&said_no(error::read(&response), wrong)?, email)
}

/// Signs in with e-mail and password, on servers that have it.
///
/// # Errors
/// `Invalid` when they do not fit; the server's and the network's.
pub async fn with_password(
    transport: &dyn Transport,
    origin: &str,
    email: &str,
    password: &str,
    device: &Device,
) -> Result<Entered> {
    let email = address(email)?;
    let body = Some(json!({"email": email, "password": password}));
    let response = ask(transport, Method::Post, "/api/auth/login/", None, body).await?;
    let wrong = Cannot::PasswordWrong;
    let answer = said_no(error::read(&response), wrong)?;
    enter(transport, origin, device, Session::read(&answer, email)?).await
}

/// Goes on into one of the organizations.
///
/// # Errors
/// The server's and the network's.
pub async fn choose_organization(
    transport: &dyn Transport,
    origin: &str,
    half: &HalfWay,
    organization: &ServerId,
    device: &Device,
) -> Result<Entered> {
    let session = switch(transport, half, organization).await?;
    enter(transport, origin, device, session).await
}

/// The session in another organization.
pub(super) async fn switch(
    transport: &dyn Transport,
    half: &HalfWay,
    organization: &ServerId,
) -> Result<Session> {
    let mut body = json!({"org_id": organization});
    if let (Some(refresh), Some(fields)) = (&half.refresh, body.as_object_mut()) {
        fields.insert("refresh".to_owned(), json!(refresh.reveal()));
    }
    let asking = Some((&half.access, Naming::InToken));
    let path = "/api/auth/switch-org/";
    let response = ask(transport, Method::Post, path, asking, Some(body)).await?;
    let mut session = Session::read(&error::read(&response)?, half.email.clone())?;
    // Chosen is chosen, whatever else there is.
    session.organizations.clear();
    Ok(session)
}

/// A session as the server opened it.
pub(super) struct Session {
    pub(super) half: HalfWay,
    /// The organization its token is for.
    pub(super) current: Option<Named>,
    /// What the person may choose from; empty where there is nothing to choose.
    pub(super) organizations: Vec<Named>,
    /// The server knows of organizations, and this person is in none that it chose.
    is_open: bool,
}

impl Session {
    /// The tokens of an answer, under the names that servers of all generations give them.
    fn read(body: &Value, email: String) -> Result<Session> {
        let fields = object(body, "session").map_err(CrmError::from)?;
        let token = |names: &[&str]| {
            names
                .iter()
                .find_map(|name| some_text(fields, name))
                .map(|t| Token::new(&t))
        };
        // Before October 2023: `{"token", "error"}`, later `{"tokens": {…}}` (server-contract 9, generations A to C).
        let is_old = fields.contains_key("tokens")
            || (fields.contains_key("token") && fields.contains_key("error"));
        if is_old {
            return Err(CrmError::TooOld.into());
        }
        let Some(access) = token(&["access_token", "access", "JWTtoken", "token"]) else {
            return Err(CrmError::Malformed("no token in it".to_owned()).into());
        };
        // A code names them beside the person, a password in the person's row.
        let user = fields.get("user").and_then(Value::as_object);
        let beside = list(fields, "organizations");
        let of_user = user
            .map(|user| list(user, "organizations"))
            .unwrap_or_default();
        let all = if beside.is_empty() { of_user } else { beside };
        let current = fields.get("current_org").and_then(named);
        Ok(Session {
            half: HalfWay {
                access,
                refresh: token(&["refresh_token", "refresh"]),
                email,
            },
            organizations: all.iter().filter_map(named).collect(),
            is_open: current.is_none() && fields.contains_key("organizations"),
            current,
        })
    }

    /// Ends it; that it could not be ended is no reason for anything.
    pub(super) async fn end(&self, transport: &dyn Transport) {
        let Some(refresh) = &self.half.refresh else {
            return;
        };
        let body = Some(json!({"refresh": refresh.reveal()}));
        let asking = Some((&self.half.access, Naming::InToken));
        let _ = ask(transport, Method::Post, "/api/auth/logout/", asking, body).await;
    }
}

/// In, with a token of this device where the server has such tokens; or a choice of organizations first.
async fn enter(
    transport: &dyn Transport,
    origin: &str,
    device: &Device,
    session: Session,
) -> Result<Entered> {
    // Bound to an organization only where there is exactly one (server-contract 2); an older one takes the first of
    // several unasked.
    if session.is_open || session.organizations.len() > 1 {
        return Ok(Entered::Choose(session.organizations, session.half));
    }
    let asking = &session.half.access;
    let minted = mint(transport, asking, &device.name).await?;
    let token = minted.as_ref().map_or(asking, |minted| &minted.token);
    let mut account = with_token(transport, origin, token, None).await?;
    if let Some(org) = session.current.clone() {
        (account.organization, account.organization_name) = (Some(org.id), org.name);
    }
    if account.me.id.is_none() && account.me.email.is_empty() {
        account.me.email.clone_from(&session.half.email);
    }
    let mut revoked = Vec::new();
    if minted.is_some() {
        for old in (device.made_for)(&account) {
            if matches!(
                revoke(transport, asking, &old).await,
                Ok(()) | Err(CrmError::Gone)
            ) {
                revoked.push(old);
            }
        }
        session.end(transport).await;
    }
    let credential = match (minted, session.half.refresh) {
        (Some(minted), _) => Credential::Minted(minted),
        (None, Some(refresh)) => Credential::Session {
            access: session.half.access,
            refresh,
        },
        (None, None) => Credential::Token(session.half.access),
    };
    Ok(Entered::In(Box::new(In {
        account,
        credential,
        revoked,
    })))
}

/// A "no" to what was typed is the person's to mend, in our words.
fn said_no(answer: Result<Value, CrmError>, wrong: Cannot) -> Result<Value> {
    match answer {
        Err(CrmError::Rejected(_) | CrmError::SignIn) => Err(Error::Invalid(wrong)),
        other => Ok(other?),
    }
}

fn address(email: &str) -> Result<String> {
    let email = email.trim();
    let plausible = email
        .split_once('@')
        .is_some_and(|(who, at)| !who.is_empty() && at.contains('.'));
    if plausible && !email.contains(char::is_whitespace) {
        Ok(email.to_owned())
    } else {
        Err(Error::Invalid(Cannot::Email))
    }
}

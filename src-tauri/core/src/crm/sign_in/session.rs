//! Signing in as a person: an e-mailed code, or e-mail and password; and choosing among several organizations.
//!
//! Sources: server-contract 2 and 9. The session lives only as long as it takes to mint a token of this device; on a
//! server without such tokens the session itself is kept, and renewed when it ends.

use super::super::error::{self, CrmError};
use super::super::json::{named, object, some_text};
use super::super::transport::{Method, Transport};
use super::super::{Credential, Token};
use super::account::{Account, with_token};
use super::ask;
use super::token::{Minted, mint};
use crate::error::{Error, Result};
use crate::id::{Named, ServerId};
use serde_json::{Value, json};

/// What a sign-in led to.
#[derive(Debug)]
pub enum Entered {
    /// In.
    In(Box<Account>, Credential, Option<Minted>),
    /// The person has to choose an organization.
    Choose(Vec<Named>, HalfWay),
}

/// Signed in, and in no organization yet. Lives in memory only.
#[derive(Clone, Debug)]
pub struct HalfWay {
    access: Token,
    refresh: Option<Token>,
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
    device: &str,
) -> Result<Entered> {
    let code: String = code.chars().filter(char::is_ascii_digit).collect();
    if code.len() != 6 {
        return Err(Error::Invalid("The code has six digits.".to_owned()));
    }
    let body = json!({"email": address(email)?, "code": code});
    let response = ask(
        transport,
        Method::Post,
        "/api/auth/magic-link/verify-code/",
        None,
        Some(body),
    )
    .await?;
    let wrong = "This code is wrong, used or too old. After five wrong ones, ask for a new code.";
    enter(
        transport,
        origin,
        device,
        said_no(error::read(&response), wrong)?,
    )
    .await
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
    device: &str,
) -> Result<Entered> {
    let body = json!({"email": address(email)?, "password": password});
    let response = ask(
        transport,
        Method::Post,
        "/api/auth/login/",
        None,
        Some(body),
    )
    .await?;
    let wrong = "E-mail and password do not fit.";
    enter(
        transport,
        origin,
        device,
        said_no(error::read(&response), wrong)?,
    )
    .await
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
    device: &str,
) -> Result<Entered> {
    let mut body = json!({"org_id": organization});
    if let (Some(refresh), Some(fields)) = (&half.refresh, body.as_object_mut()) {
        fields.insert("refresh".to_owned(), json!(refresh.reveal()));
    }
    let token = Some((&half.access, None));
    let response = ask(
        transport,
        Method::Post,
        "/api/auth/switch-org/",
        token,
        Some(body),
    )
    .await?;
    let body = error::read(&response)?;
    enter(transport, origin, device, body).await
}

/// The tokens of an answer, under the names that servers of all generations give them; then a token of this device.
async fn enter(
    transport: &dyn Transport,
    origin: &str,
    device: &str,
    body: Value,
) -> Result<Entered> {
    let fields = object(&body, "session").map_err(CrmError::from)?;
    let token = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| some_text(fields, name))
            .map(|t| Token::new(&t))
    };
    let Some(access) = token(&["access_token", "access", "JWTtoken", "token"]) else {
        return Err(CrmError::Malformed("no token in it".to_owned()).into());
    };
    let half = HalfWay {
        access,
        refresh: token(&["refresh_token", "refresh"]),
    };
    // Bound to an organization only where there is exactly one (server-contract 2).
    let is_bound = fields.get("current_org").is_some_and(Value::is_object)
        || !fields.contains_key("organizations");
    if !is_bound {
        let all = fields.get("organizations").and_then(Value::as_array);
        let organizations = all
            .map(|rows| rows.iter().filter_map(named).collect())
            .unwrap_or_default();
        return Ok(Entered::Choose(organizations, half));
    }
    let minted = mint(transport, &half.access, device).await?;
    let token = minted
        .as_ref()
        .map_or_else(|| half.access.clone(), |m| m.token.clone());
    let mut account = with_token(transport, origin, &token, None).await?;
    if let Some(org) = fields.get("current_org").and_then(named) {
        (account.organization, account.organization_name) = (Some(org.id), org.name);
    }
    if let (Some(_), Some(refresh)) = (&minted, &half.refresh) {
        // The session has served; that it could not be ended is no reason not to be in.
        let body = json!({"refresh": refresh.reveal()});
        let _ = ask(
            transport,
            Method::Post,
            "/api/auth/logout/",
            Some((&half.access, None)),
            Some(body),
        )
        .await;
    }
    let credential = match (&minted, half.refresh) {
        (None, Some(refresh)) => Credential::Session {
            access: token,
            refresh,
        },
        _ => Credential::Token(token),
    };
    Ok(Entered::In(Box::new(account), credential, minted))
}

/// A "no" to what was typed is the person's to mend, in our words.
fn said_no(answer: Result<Value, CrmError>, wrong: &str) -> Result<Value> {
    match answer {
        Err(CrmError::Rejected(_) | CrmError::SignIn) => Err(Error::Invalid(wrong.to_owned())),
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
        Err(Error::Invalid(
            "Type the e-mail address you are known by in the CRM.".to_owned(),
        ))
    }
}

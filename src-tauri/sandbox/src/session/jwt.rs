//! The shape of a session's tokens: `header.payload.signature`, which a client may look into.
//!
//! The signature is this server's own, not a real HS256: nobody but this server checks it. What the payload says is
//! what the real server writes, word for word.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::base64;
use crate::state::Role;

const HEADER: &str = r#"{"alg":"HS256","typ":"JWT"}"#;

/// What a token says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Claims {
    /// `access` or `refresh`.
    pub(crate) token_type: String,
    pub(crate) exp: i64,
    pub(crate) iat: i64,
    pub(crate) jti: String,
    pub(crate) user_id: Uuid,
    pub(crate) user_email: String,
    pub(crate) user_name: String,
    pub(crate) user_profile_pic: String,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub(crate) org: Option<OrgClaims>,
}

/// What it says about the organization it is for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct OrgClaims {
    pub(crate) org_id: Uuid,
    pub(crate) org_name: String,
    pub(crate) org_settings: Value,
    pub(crate) role: String,
}

impl OrgClaims {
    pub(crate) fn new(id: Uuid, name: &str, role: Role) -> OrgClaims {
        OrgClaims {
            org_id: id,
            org_name: name.to_owned(),
            org_settings: json!({
                "default_currency": "USD", "currency_symbol": "$", "default_country": null,
            }),
            role: word(role).to_owned(),
        }
    }
}

/// A role as the server writes it.
pub(crate) fn word(role: Role) -> &'static str {
    match role {
        Role::Admin => "ADMIN",
        Role::User => "USER",
    }
}

/// What is wrong with a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    Invalid,
    Expired,
}

impl Claims {
    /// The token. `space` is this server's secret.
    pub(crate) fn sign(&self, space: Uuid) -> String {
        let payload = serde_json::to_vec(self).unwrap_or_default();
        let said = format!(
            "{}.{}",
            base64::encode_url(HEADER.as_bytes()),
            base64::encode_url(&payload)
        );
        let signature = signature(space, &said);
        format!("{said}.{signature}")
    }

    /// Reads a token that this server made and that is still good.
    pub(crate) fn read(text: &str, space: Uuid, at: DateTime<Utc>) -> Result<Claims, Flaw> {
        let (said, signed) = text.rsplit_once('.').ok_or(Flaw::Invalid)?;
        let (_, payload) = said.split_once('.').ok_or(Flaw::Invalid)?;
        if signed != signature(space, said) {
            return Err(Flaw::Invalid);
        }
        let claims: Claims =
            serde_json::from_slice(&base64::decode(payload)).map_err(|_| Flaw::Invalid)?;
        if claims.exp <= at.timestamp() {
            return Err(Flaw::Expired);
        }
        Ok(claims)
    }
}

fn signature(space: Uuid, said: &str) -> String {
    let first = Uuid::new_v5(&space, said.as_bytes());
    let second = Uuid::new_v5(&first, said.as_bytes());
    let bytes: Vec<u8> = first
        .as_bytes()
        .iter()
        .chain(second.as_bytes())
        .copied()
        .collect();
    base64::encode_url(&bytes)
}

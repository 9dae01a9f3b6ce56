//! Personal access tokens and the key of the organization: made, listed, revoked.
//!
//! Only somebody who signed in may: a token can neither see tokens nor make them.

use serde_json::{Value, json};
use uuid::Uuid;

use super::Call;
use crate::auth::Via;
use crate::base64;
use crate::body;
use crate::message::{Method, Response};
use crate::reply::{self, Reply};
use crate::state::Token;
use crate::time;

pub(super) const NOT_WITH_TOKENS: &str = "API tokens and organization API keys cannot read or manage other credentials. Sign in to manage them.";
const ADMINS_ONLY: &str = "You must be an organization administrator to perform this action.";
/// What a scope may name, before `:read` or `:write`.
const RESOURCES: [&str; 24] = [
    "accounts",
    "activities",
    "attachments",
    "cases",
    "contacts",
    "custom-fields",
    "dashboard",
    "documents",
    "estimates",
    "goals",
    "invoices",
    "leads",
    "macros",
    "notifications",
    "opportunities",
    "org",
    "products",
    "profile",
    "search",
    "tags",
    "tasks",
    "teams",
    "time-entries",
    "users",
];

/// The guard of credentials stands before the view, so its refusals name no methods.
fn signed_in(call: &Call<'_>) -> Result<(), Response> {
    if call.caller.via == Via::Session {
        Ok(())
    } else {
        Err(reply::detail(403, NOT_WITH_TOKENS))
    }
}

fn administers(call: &Call<'_>) -> Result<(), Response> {
    signed_in(call)?;
    if call.caller.is_admin() {
        Ok(())
    } else {
        Err(reply::detail(403, ADMINS_ONLY))
    }
}

fn row(token: &Token, zone: i32) -> Value {
    let prefix: String = token.secret.chars().take(13).collect();
    let stamp = |at: Option<_>| at.map(|at| time::iso(at, zone));
    json!({
        "id": token.id, "name": token.name, "token_prefix": prefix, "scopes": token.scopes,
        "expires_at": stamp(token.expires_at), "last_used_at": null,
        "created_at": time::iso(token.created_at, zone), "revoked_at": stamp(token.revoked_at),
    })
}

fn listed(call: &Call<'_>, of: Option<Uuid>) -> Response {
    let zone = call.state.zone();
    let tokens = call.state.tokens.iter().rev();
    let tokens = tokens
        .filter(|token| of.is_none_or(|profile| token.profile == profile))
        .filter(|token| token.revoked_at.is_none());
    let tokens: Vec<Value> = tokens.map(|token| row(token, zone)).collect();
    reply::json_value(200, &json!({ "error": false, "tokens": tokens }))
}

pub(super) fn of_profile(call: &mut Call<'_>, _: [Uuid; 2]) -> Reply {
    signed_in(call)?;
    let me = call.caller.person.profile;
    if call.request.method != Method::Post {
        return Ok(listed(call, Some(me)));
    }
    let given = body::read(call.request)?;
    let name = given.text("name").unwrap_or_default().trim().to_owned();
    if name.is_empty() {
        return Err(wrong("name", "This field is required."));
    }
    let scopes = given.get("scopes").and_then(Value::as_array);
    let scopes = scopes.into_iter().flatten().filter_map(Value::as_str);
    let scopes: Vec<String> = scopes.map(str::to_owned).collect();
    if let Some(problem) = scopes.iter().find_map(|scope| problem(scope)) {
        return Err(wrong("scopes", &problem));
    }
    let expires_at = given.text("expires_at").and_then(time::parse_instant);
    if expires_at.is_some_and(|end| end <= call.at()) {
        return Err(wrong("expires_at", "expires_at must be in the future."));
    }
    let id = call.state.ids.fresh();
    let token = Token {
        id,
        name,
        secret: secret(call, id),
        profile: me,
        scopes,
        created_at: call.tick.now(),
        expires_at,
        revoked_at: None,
    };
    let mut out = json!({ "error": false });
    if let (Value::Object(out), Value::Object(row)) = (&mut out, row(&token, call.state.zone())) {
        out.extend(row);
        out.insert("token".to_owned(), json!(token.secret));
    }
    call.state.tokens.push(token);
    Ok(reply::json_value(201, &out))
}

/// 43 letters that look random.
fn secret(call: &Call<'_>, id: Uuid) -> String {
    let half = |name: &str| call.state.ids.named(name, &id.to_string()).into_bytes();
    let bytes = [half("pat-a"), half("pat-b")].concat();
    format!("bcrm_pat_{}", base64::encode_url(&bytes))
}

fn problem(scope: &str) -> Option<String> {
    let (resource, access) = scope.split_once(':').unwrap_or((scope, ""));
    if !RESOURCES.contains(&resource) {
        return Some(format!("Unknown scope resource '{resource}'."));
    }
    (access != "read" && access != "write").then(|| format!("Unknown scope action '{access}'."))
}

fn wrong(field: &str, text: &str) -> Response {
    reply::errors(400, json!({ field: [text] }))
}

pub(super) fn revoke(call: &mut Call<'_>, [id, _]: [Uuid; 2]) -> Reply {
    signed_in(call)?;
    let (me, now) = (call.caller.person.profile, call.tick.now());
    let mut tokens = call.state.tokens.iter_mut();
    let mine = tokens.find(|token| token.id == id && token.profile == me);
    let missing = || reply::detail(404, "No PersonalAccessToken matches the given query.");
    mine.ok_or_else(missing)?.revoked_at.get_or_insert(now);
    Ok(reply::json_value(200, &json!({ "error": false })))
}

pub(super) fn of_org(call: &mut Call<'_>, _: [Uuid; 2]) -> Reply {
    administers(call)?;
    Ok(listed(call, None))
}

pub(super) fn api_key(call: &mut Call<'_>, _: [Uuid; 2]) -> Reply {
    administers(call)?;
    if call.request.method == Method::Post {
        call.state.api_key = call.state.ids.fresh().to_string();
    }
    let out = json!({ "error": false, "api_key": call.state.api_key });
    Ok(reply::json_value(200, &out))
}

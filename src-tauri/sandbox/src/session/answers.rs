//! The JSON of `/api/auth/...`: users, organizations, and what is wrong with a token.

use serde_json::{Value, json};

use super::{Flaw, Member, word};
use crate::message::Response;
use crate::reply;
use crate::state::{Org, Role};

/// `{"error": "..."}`
pub(super) fn error(status: u16, text: &str) -> Response {
    reply::json_value(status, &json!({ "error": text }))
}

/// What sessions' own calls say to a token that is not good, or to none.
pub(super) fn unauthorized(flaw: Option<Flaw>) -> Response {
    let mut response = match flaw {
        None => reply::detail(401, "Authentication credentials were not provided."),
        Some(flaw) => {
            let said = match flaw {
                Flaw::Invalid => "Token is invalid",
                Flaw::Expired => "Token is expired",
            };
            reply::json_value(
                401,
                &json!({
                    "detail": "Given token not valid for any token type", "code": "token_not_valid",
                    "messages": [{
                        "token_class": "AccessToken", "token_type": "access", "message": said,
                    }],
                }),
            )
        }
    };
    let header = (
        "WWW-Authenticate".to_owned(),
        "Bearer realm=\"api\"".to_owned(),
    );
    response.headers.push(header);
    response
}

/// A user with their organizations, the newest first.
pub(super) fn user(email: &str, id: uuid::Uuid, members: &[Member<'_>]) -> Value {
    let organizations = members.iter().rev().map(|one| {
        let is_admin = one.person.role == Role::Admin;
        json!({
            "id": one.state.org.id, "name": one.state.org.name, "role": word(one.person.role),
            "is_organization_admin": is_admin, "has_sales_access": is_admin,
            "has_marketing_access": is_admin,
        })
    });
    let organizations: Vec<Value> = organizations.collect();
    json!({
        "id": id, "email": email, "profile_pic": null, "is_active": true,
        "organizations": organizations,
    })
}

/// An organization with its settings.
pub(super) fn org(org: &Org) -> Value {
    json!({
        "id": org.id, "name": org.name, "default_currency": "USD", "currency_symbol": "$",
        "default_country": null, "timezone": org.zone,
    })
}

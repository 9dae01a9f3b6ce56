//! Whose account a token belongs to, on what kind of server.

use super::super::dialect::{Capabilities, Dialect, recognize};
use super::super::error::{self, CrmError};
use super::super::json::{as_id, named, object, some_text};
use super::super::transport::{Method, Request, Transport};
use super::super::{Token, credential};
use super::PATIENCE;
use crate::error::{Error, Result};
use crate::id::ServerId;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Whose mirror it is: kept in it, and checked against whoever signs in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// The server's address.
    pub origin: String,
    /// What it speaks.
    pub dialect: Dialect,
    /// What it can do.
    pub capabilities: Capabilities,
    /// The organization.
    pub organization: Option<ServerId>,
    /// The organization's name, where the server says it.
    pub organization_name: String,
    /// Who.
    pub me: Me,
}

/// Who is signed in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    /// What assignments and comments carry (the profile id on Django-CRM). `None`: the server does not say.
    pub id: Option<ServerId>,
    /// What `created_by` of cases and files carries (the user id on Django-CRM).
    pub user_id: Option<ServerId>,
    /// Name, else e-mail; may be empty.
    pub name: String,
    /// May be empty.
    pub email: String,
}

impl Me {
    /// Is this one of the ids that stand for this person?
    #[must_use]
    pub fn is(&self, id: &ServerId) -> bool {
        self.id.as_ref() == Some(id) || self.user_id.as_ref() == Some(id)
    }
}

impl Account {
    /// The documented dialect names the organization in a header; Django-CRM has it in the token.
    #[must_use]
    pub fn organization_header(&self) -> Option<&ServerId> {
        self.organization
            .as_ref()
            .filter(|_| self.dialect == Dialect::Documented)
    }

    /// Is it the same person in the same organization? (Invariant I17: never send the work of another.) A token that is
    /// not scoped for the organization's name leaves it open; a profile's id is of one organization anyway.
    #[must_use]
    pub fn is_same_person(&self, other: &Account) -> bool {
        let same_organization = match (&self.organization, &other.organization) {
            (Some(one), Some(another)) => one == another,
            _ => true,
        };
        self.me.id == other.me.id && same_organization
    }
}

/// An offset past every list: the answer is counts without rows (server-contract 3.1).
const PAST_THE_END: &str = "1000000000";

/// Asks the server at the other end of `transport` what it is and who `token` belongs to.
///
/// # Errors
/// Each kind of wrong address, network or token has its own [`CrmError`].
pub async fn with_token(
    transport: &dyn Transport,
    origin: &str,
    token: &Token,
    organization: Option<ServerId>,
) -> Result<Account> {
    let ask = |path: &str, query: Vec<(&'static str, String)>| Request {
        method: Method::Get,
        path: path.to_owned(),
        query,
        headers: credential(token, organization.as_ref()),
        body: None,
        patience: PATIENCE,
    };
    let probe = vec![
        ("slim", "true".to_owned()),
        ("limit", "1".to_owned()),
        ("offset", PAST_THE_END.to_owned()),
    ];
    let response = transport
        .exchange(ask("/api/cases/", probe))
        .await
        .map_err(CrmError::from)?;
    let body = match error::read(&response) {
        // The documented dialect wants its organization named before anything else.
        Err(CrmError::Rejected(said)) if said.to_lowercase().contains("organization") => {
            return Err(Error::Invalid(
                "This server wants to know your organization. Fill in its id.".to_owned(),
            ));
        }
        Err(CrmError::Rejected(_) | CrmError::Gone) => return Err(CrmError::NotACrm.into()),
        other => other?,
    };
    let (dialect, mut capabilities) = recognize(&body)?;
    if dialect == Dialect::Bottlecrm {
        // Internal notes and ordered lists came with the activity log (server-contract 9, generation G), so one question
        // answers for all three.
        let newest = vec![
            ("entity_type", "Case".to_owned()),
            ("limit", "1".to_owned()),
        ];
        let feed = transport
            .exchange(ask("/api/activities/", newest))
            .await
            .map_err(CrmError::from)?;
        if feed.status == 404 {
            capabilities.has_activity_feed = false;
            capabilities.has_internal_notes = false;
            capabilities.has_key_order = false;
        }
    }
    let profile = transport
        .exchange(ask("/api/profile/", Vec::new()))
        .await
        .map_err(CrmError::from)?;
    let me = match error::read(&profile) {
        Ok(body) => body,
        // The published description has no such call: then the server does not say who we are.
        Err(CrmError::Gone | CrmError::NotACrm | CrmError::Denied(_)) => Value::Null,
        Err(other) => return Err(other.into()),
    };
    let me = who(&me);
    // Django-CRM has the organization in the token, and says which one it is elsewhere.
    let named = match dialect {
        Dialect::Documented => None,
        Dialect::Bottlecrm => {
            let settings = transport
                .exchange(ask("/api/org/settings/", Vec::new()))
                .await;
            // A token that is not scoped for it is no reason not to be in.
            settings.ok().and_then(|s| named(&error::read(&s).ok()?))
        }
    };
    let (said, organization_name) = named.map_or((None, String::new()), |n| (Some(n.id), n.name));
    Ok(Account {
        origin: origin.to_owned(),
        dialect,
        capabilities,
        organization: organization.or(said),
        organization_name,
        me,
    })
}

/// `user_obj` around `user_details` on Django-CRM; a plain row elsewhere.
fn who(body: &Value) -> Me {
    let Ok(outer) = object(body, "profile") else {
        return Me::default();
    };
    let profile = outer
        .get("user_obj")
        .and_then(Value::as_object)
        .unwrap_or(outer);
    let details = profile.get("user_details").and_then(Value::as_object);
    let user = details.unwrap_or(profile);
    let email = some_text(user, "email").unwrap_or_default();
    let id = profile.get("id").and_then(as_id);
    Me {
        user_id: details
            .and_then(|d| d.get("id"))
            .and_then(as_id)
            .or_else(|| id.clone()),
        id,
        name: some_text(user, "name").unwrap_or_else(|| email.clone()),
        email,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_profile_is_told_from_its_user() {
        let body = json!({"user_obj": {"id": "p1", "user_details": {"id": "u1", "email": "a@x", "name": "Alice"}}});
        let me = who(&body);
        assert_eq!(me.id.unwrap().as_str(), "p1");
        assert_eq!(me.user_id.unwrap().as_str(), "u1");
        assert_eq!(me.name, "Alice");
    }

    #[test]
    fn a_server_that_does_not_say_who_we_are_leaves_it_open() {
        assert_eq!(who(&Value::Null), Me::default());
    }
}

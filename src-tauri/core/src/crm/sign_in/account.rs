//! Whose account a token belongs to, on what kind of server.

use super::super::credential::{Naming, Token};
use super::super::dialect::{Capabilities, Dialect, recognize};
use super::super::error::{self, CrmError};
use super::super::json::{as_id, named, object, some_text};
use super::super::transport::{Method, Response, Transport};
use super::{ask_with, header};
use crate::error::Result;
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
    /// The documented dialect names the organization in a header; Django-CRM has it in the token, or, when it is old, in
    /// another header.
    #[must_use]
    pub fn organization_header(&self) -> Option<&ServerId> {
        let is_named = self.dialect == Dialect::Documented || self.capabilities.has_org_header;
        self.organization.as_ref().filter(|_| is_named)
    }

    /// Where a request of this account names the organization.
    pub(in crate::crm) fn naming(&self) -> Naming<'_> {
        if self.capabilities.has_org_header {
            return Naming::Org(self.organization.as_ref());
        }
        self.organization_header()
            .map_or(Naming::InToken, Naming::Documented)
    }

    /// Is it the same person in the same organization? (Invariant I17: never send the work of another.) A token that is
    /// not scoped for the organization's name leaves it open; a profile's id is of one organization anyway. Where the
    /// server does not say who somebody is, the e-mail address that they signed in with does.
    #[must_use]
    pub fn is_same_person(&self, other: &Account) -> bool {
        let same_organization = match (&self.organization, &other.organization) {
            (Some(one), Some(another)) => one == another,
            _ => true,
        };
        let same_address = self.me.id.is_some()
            || self.me.email.is_empty()
            || other.me.email.is_empty()
            || self.me.email.eq_ignore_ascii_case(&other.me.email);
        self.me.id == other.me.id && same_organization && same_address
    }
}

/// An offset past every list: the answer is counts without rows (server-contract 3.1).
const PAST_THE_END: &str = "1000000000";

/// Asks the server at the other end of `transport` what it is and who `token` belongs to.
///
/// # Errors
/// Each kind of wrong address, network or token has its own [`CrmError`]; `TooOld` among them.
pub async fn with_token(
    transport: &dyn Transport,
    origin: &str,
    token: &Token,
    organization: Option<ServerId>,
) -> Result<Account> {
    let naming = organization
        .as_ref()
        .map_or(Naming::InToken, Naming::Documented);
    let mut response = probe(transport, token, naming).await?;
    let has_org_header = header::is_wanted(&response);
    let mut known = organization.map(header::plain);
    if has_org_header {
        known = header::organization(transport, token, known).await?;
        let naming = Naming::Org(known.as_ref().map(|one| &one.id));
        response = probe(transport, token, naming).await?;
    }
    let body = match error::read(&response) {
        // The documented dialect wants its organization named before anything else.
        Err(CrmError::Rejected(said)) if said.to_lowercase().contains("organization") => {
            return Err(header::fill_in());
        }
        Err(CrmError::Rejected(_) | CrmError::Gone) => return Err(CrmError::NotACrm.into()),
        other => other?,
    };
    let (dialect, mut capabilities) = recognize(&body)?;
    if dialect == Dialect::Bottlecrm && has_org_header {
        // PATCH came with the organization in the token (server-contract 9, generation E).
        capabilities.has_org_header = true;
        capabilities.can_patch = false;
    }
    let (organization, organization_name) =
        known.map_or((None, String::new()), |one| (Some(one.id), one.name));
    let mut account = Account {
        origin: origin.to_owned(),
        dialect,
        capabilities,
        organization,
        organization_name,
        me: Me::default(),
    };
    learn(transport, token, &mut account).await?;
    Ok(account)
}

/// The question that tells what a server is: counts of the case list, without its rows.
async fn probe(
    transport: &dyn Transport,
    token: &Token,
    naming: Naming<'_>,
) -> Result<Response, CrmError> {
    let query = vec![
        ("slim", "true".to_owned()),
        ("limit", "1".to_owned()),
        ("offset", PAST_THE_END.to_owned()),
    ];
    let asking = Some((token, naming));
    ask_with(transport, Method::Get, ("/api/cases/", query), asking, None).await
}

/// The rest about an account whose server is recognized: what that can do, who is signed in, in which organization.
async fn learn(transport: &dyn Transport, token: &Token, account: &mut Account) -> Result<()> {
    let naming = account.naming();
    let get = |path: &'static str, query: Vec<(&'static str, String)>| {
        ask_with(
            transport,
            Method::Get,
            (path, query),
            Some((token, naming)),
            None,
        )
    };
    let mut capabilities = account.capabilities;
    if account.dialect == Dialect::Bottlecrm {
        // Internal notes and ordered lists came with the activity log (server-contract 9, generation G), so one question
        // answers for all three.
        let newest = vec![
            ("entity_type", "Case".to_owned()),
            ("limit", "1".to_owned()),
        ];
        if get("/api/activities/", newest).await?.status == 404 {
            capabilities.has_activity_feed = false;
            capabilities.has_internal_notes = false;
            capabilities.has_key_order = false;
        }
    }
    let me = match error::read(&get("/api/profile/", Vec::new()).await?) {
        Ok(body) => body,
        // The published description has no such call: then the server does not say who we are.
        Err(CrmError::Gone | CrmError::NotACrm | CrmError::Denied(_)) => Value::Null,
        Err(other) => return Err(other.into()),
    };
    if account.dialect == Dialect::Bottlecrm && counts_its_people(&me) {
        return Err(CrmError::TooOld.into());
    }
    // Django-CRM has the organization in the token, and says which one it is elsewhere.
    let asks_which = account.dialect == Dialect::Bottlecrm && account.organization_name.is_empty();
    if asks_which {
        let settings = get("/api/org/settings/", Vec::new()).await;
        // A token that is not scoped for it is no reason not to be in.
        if let Some(said) = settings.ok().and_then(|s| named(&error::read(&s).ok()?)) {
            account.organization.get_or_insert(said.id);
            account.organization_name = said.name;
        }
    }
    account.capabilities = capabilities;
    account.me = who(&me);
    Ok(())
}

/// Profiles had numbers before October 2023: an empty old list looks like a new one, its people do not.
fn counts_its_people(profile: &Value) -> bool {
    let id = profile.get("user_obj").and_then(|row| row.get("id"));
    id.is_some_and(Value::is_number)
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

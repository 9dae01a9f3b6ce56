//! Who is asking, and what they may do to a case.
//!
//! A token, a session or the organization's key leads to a [`Caller`]; scopes narrow what a token may touch. The words
//! of refusal are the dialects'; how sessions begin and end is in `session/`.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::message::{Method, Request};
use crate::state::{Case, Org, Person, Role, State, Token};

/// The token of alice, the demo's own person.
pub const ALICE: &str = "bcrm_pat_demo_alice";
/// The token of bob, a colleague.
pub const BOB: &str = "bcrm_pat_demo_bob";
/// The token of ada, the administrator.
pub const ADMIN: &str = "bcrm_pat_demo_admin";

/// By what right somebody asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Via {
    /// A personal access token.
    Token,
    /// Signed in.
    Session,
    /// The key of the organization: an administrator who may only read.
    Key,
}

/// The person behind a request.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    pub(crate) person: Person,
    pub(crate) scopes: Vec<String>,
    pub(crate) via: Via,
    /// Which organization is asked: 0 is the first.
    pub(crate) org: usize,
    /// Where else this person belongs.
    pub(crate) elsewhere: Vec<(Org, Role)>,
}

impl Caller {
    /// Somebody of the first organization, whom nothing narrows.
    pub(crate) fn new(person: Person, via: Via) -> Caller {
        Caller {
            person,
            scopes: Vec::new(),
            via,
            org: 0,
            elsewhere: Vec::new(),
        }
    }

    pub(crate) fn is_admin(&self) -> bool {
        self.person.role == Role::Admin
    }

    /// Read: administrator, creator, assignee, watcher. Being in the case's team gives nothing.
    pub(crate) fn may_read(&self, case: &Case) -> bool {
        self.may_write(case)
            || case
                .watchers
                .iter()
                .any(|watcher| watcher.profile == self.person.profile)
    }

    /// Change and comment: administrator, creator, assignee.
    pub(crate) fn may_write(&self, case: &Case) -> bool {
        self.may_delete(case) || case.assigned_to.contains(&self.person.profile)
    }

    /// Delete: administrator, creator.
    pub(crate) fn may_delete(&self, case: &Case) -> bool {
        self.is_admin() || case.created_by == Some(self.person.user)
    }

    /// The scope the token lacks for this, if it lacks one: "read access to accounts".
    pub(crate) fn lacks(&self, method: Method, resource: &str) -> Option<String> {
        let access = if method.is_safe() { "read" } else { "write" };
        let fits = self.scopes.is_empty() || self.scopes.contains(&format!("{resource}:{access}"));
        let fits = fits && (self.via != Via::Key || method.is_safe());
        (!fits).then(|| format!("{access} access to {resource}"))
    }
}

/// The secret a request carries: `Authorization: Bearer ...`, or the header `Token`.
pub(crate) fn secret(request: &Request) -> Option<&str> {
    bearer(request).or_else(|| request.header("token"))
}

/// What follows `Authorization: Bearer`.
pub(crate) fn bearer(request: &Request) -> Option<&str> {
    request.header("authorization").and_then(|value| {
        let (scheme, secret) = value.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| secret.trim())
    })
}

impl State {
    /// The caller behind a token or the key, if it is good at this time and the person active.
    pub(crate) fn caller(&self, secret: &str, at: DateTime<Utc>) -> Option<Caller> {
        if secret == self.api_key {
            let admin = |one: &&Person| one.role == Role::Admin && one.is_active;
            let person = self.people.iter().find(admin)?;
            return Some(Caller::new(person.clone(), Via::Key));
        }
        let token = self.tokens.iter().find(|token| {
            token.secret == secret
                && token.revoked_at.is_none()
                && token.expires_at.is_none_or(|end| end > at)
        })?;
        let person = self
            .profile(token.profile)
            .filter(|person| person.is_active)?;
        Some(Caller {
            scopes: token.scopes.clone(),
            ..Caller::new(person.clone(), Via::Token)
        })
    }

    pub(crate) fn issue(&mut self, secret: &str, profile: Uuid, scopes: &[&str]) {
        let token = Token {
            id: self.ids.named("token", secret),
            name: "seed".to_owned(),
            secret: secret.to_owned(),
            profile,
            scopes: scopes.iter().map(|&scope| scope.to_owned()).collect(),
            created_at: self.org.created_at,
            expires_at: None,
            revoked_at: None,
        };
        self.tokens.push(token);
    }
}

//! Who is asking, and what they may do to a case.
//!
//! A token leads to a [`Caller`]; scopes narrow what the token may touch. The words of refusal are the dialects'.

use uuid::Uuid;

use crate::message::{Method, Request};
use crate::state::{Case, Person, Role, State, Token};

/// The token of alice, the demo's own person.
pub const ALICE: &str = "bcrm_pat_demo_alice";
/// The token of bob, a colleague.
pub const BOB: &str = "bcrm_pat_demo_bob";
/// The token of ada, the administrator.
pub const ADMIN: &str = "bcrm_pat_demo_admin";

/// The person behind a request.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    pub(crate) person: Person,
    pub(crate) scopes: Vec<String>,
}

impl Caller {
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
        (!fits).then(|| format!("{access} access to {resource}"))
    }
}

/// The secret a request carries: `Authorization: Bearer ...`, or the header `Token`.
pub(crate) fn secret(request: &Request) -> Option<&str> {
    let bearer = request.header("authorization").and_then(|value| {
        let (scheme, secret) = value.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| secret.trim())
    });
    bearer.or_else(|| request.header("token"))
}

impl State {
    /// The caller behind a secret, if the token is good and the person active.
    pub(crate) fn caller(&self, secret: &str) -> Option<Caller> {
        let token = self
            .tokens
            .iter()
            .find(|token| token.secret == secret && !token.revoked)?;
        let person = self
            .profile(token.profile)
            .filter(|person| person.is_active)?;
        Some(Caller {
            person: person.clone(),
            scopes: token.scopes.clone(),
        })
    }

    pub(crate) fn issue(&mut self, secret: &str, profile: Uuid, scopes: &[&str]) {
        self.tokens.push(Token {
            secret: secret.to_owned(),
            profile,
            scopes: scopes.iter().map(|&scope| scope.to_owned()).collect(),
            revoked: false,
        });
    }
}

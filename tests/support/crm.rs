//! What happens on the server meanwhile, in the words of a journey: colleagues, and what the server was asked.

use crate::World;
use chrono::{DateTime, Utc};
use satchel_sandbox::{Fate, Method, NewWebCase, Request, When};
use serde_json::{Value, json};
use uuid::Uuid;

/// A request that makes a case.
pub fn creating() -> When {
    When::method(Method::Post).and(|r: &Request| r.path == "/api/cases/")
}

/// A request that says something on a case.
pub fn commenting() -> When {
    When::method(Method::Post).and(|r: &Request| r.path != "/api/cases/")
}

/// A request that changes a field, in either dialect.
pub fn editing() -> When {
    When::any().and(|r: &Request| matches!(r.method, Method::Patch | Method::Put))
}

/// A request that deletes something.
pub fn deleting() -> When {
    When::method(Method::Delete)
}

/// A request for the bytes of a file, in either dialect.
pub fn downloading() -> When {
    let is_file = |r: &Request| r.path.contains("/download/") || r.path.starts_with("/media/");
    When::method(Method::Get).and(is_file)
}

/// An answer in JSON that is not the model's, before or after the effect.
pub fn answer(status: u16, body: &Value, after_effect: bool) -> Fate {
    Fate::Answer {
        status,
        headers: vec![("Content-Type".to_owned(), "application/json".to_owned())],
        body: body.to_string().into_bytes(),
        after_effect,
    }
}

/// What the server says to a token it does not know (any more).
pub fn session_403() -> Fate {
    let said = json!({"detail": "Organization context is required. Please login again."});
    answer(403, &said, false)
}

impl World {
    /// The server's id of the case of this name.
    pub fn id_of(&self, name: &str) -> Uuid {
        let crm = self.crm();
        crm.case_named(name)
            .unwrap_or_else(|| panic!("the server has no case {name:?}"))
            .id
    }

    /// The next request that fits meets this fate.
    pub fn next(&self, when: When, fate: Fate) {
        self.crm().faults.next(when, fate);
    }

    /// Every request that fits meets this fate, until [`World::heals`].
    pub fn always(&self, when: When, fate: Fate) {
        self.crm().faults.always(when, fate);
    }

    /// Nothing goes wrong any more.
    pub fn heals(&self) {
        self.crm().faults.clear();
    }

    /// A colleague changes fields of a case.
    pub fn bob_sets(&self, name: &str, fields: Value) {
        let (case, now) = (self.id_of(name), self.now());
        assert!(self.crm().web_patches(case, "bob", fields, now));
    }

    /// A colleague opens a case that alice can see: it is assigned to her.
    pub fn bob_opens(&self, name: &str, priority: &str) -> Uuid {
        let now = self.now();
        let mut crm = self.crm();
        let alice = crm.person("alice").expect("alice").profile;
        let new = NewWebCase {
            name: name.to_owned(),
            priority: Some(priority.to_owned()),
            assigned_to: vec![alice],
            ..NewWebCase::default()
        };
        crm.web_creates_case("bob", new, now)
    }

    /// A colleague opens a case that is nobody's yet.
    pub fn bob_opens_for_nobody(&self, name: &str, priority: &str) -> Uuid {
        let now = self.now();
        let new = NewWebCase {
            name: name.to_owned(),
            priority: Some(priority.to_owned()),
            ..NewWebCase::default()
        };
        self.crm().web_creates_case("bob", new, now)
    }

    /// A colleague says something on a case.
    pub fn bob_says(&self, name: &str, text: &str) {
        let (case, now) = (self.id_of(name), self.now());
        self.crm().web_comments(case, "bob", text, false, now);
    }

    /// How many requests the server saw since this moment.
    pub fn asked_since(&self, since: DateTime<Utc>) -> usize {
        self.crm().requests().filter(|r| r.at >= since).count()
    }

    /// How many requests of this method the server saw in all.
    pub fn asked_with(&self, method: Method) -> usize {
        self.crm().requests().filter(|r| r.method == method).count()
    }
}

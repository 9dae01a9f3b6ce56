//! The sandbox over real HTTP, its model beside it, and people who ask it through the engine's operations: what they are
//! told is compared with what the model holds.

use chrono::{DateTime, TimeZone, Utc};
use sandbox::{Dialect, Face, Options};
use satchel_core::case::ServerCase;
use satchel_core::crm::envelope::DetailAnswer;
use satchel_core::crm::http::{Http, Settings};
use satchel_core::crm::origin::Origin;
use satchel_core::crm::sign_in::with_token;
use satchel_core::crm::{Credential, Crm, Token};
use satchel_core::id::ServerId;
use satchel_sandbox as sandbox;
use std::sync::{Arc, Mutex, MutexGuard};
use uuid::Uuid;

pub(crate) const BOTH: [Dialect; 2] = [Dialect::Bottlecrm, Dialect::Documented];

/// A server with so many cases.
pub(crate) struct House {
    pub(crate) dialect: Dialect,
    model: Arc<Mutex<sandbox::Crm>>,
    face: Face,
}

impl House {
    pub(crate) fn with(dialect: Dialect, cases: usize) -> House {
        let began = Utc.with_ymd_and_hms(2026, 11, 23, 9, 0, 0).unwrap();
        let model = Arc::new(Mutex::new(sandbox::seed::demo(dialect, cases, began)));
        let face = Face::start(Arc::clone(&model), 0, Options::default()).unwrap();
        House {
            dialect,
            model,
            face,
        }
    }

    /// What the server holds.
    pub(crate) fn model(&self) -> MutexGuard<'_, sandbox::Crm> {
        self.model.lock().unwrap()
    }

    /// Whoever has this token.
    pub(crate) async fn person(&self, token: &str) -> Crm {
        let organization = (self.dialect == Dialect::Documented)
            .then(|| ServerId(self.model().org().id.to_string()));
        signed_in(&self.face.origin(), token, organization).await
    }

    /// Alice administers the CRM: she sees and may do everything.
    pub(crate) async fn alice(&self) -> Crm {
        self.person(sandbox::ALICE).await
    }

    /// Bob is an agent.
    pub(crate) async fn bob(&self) -> Crm {
        let bob = self.model().person("bob").unwrap().profile;
        self.model().set_role(bob, sandbox::Role::User);
        self.person(sandbox::BOB).await
    }

    /// A listed case of the model that fits, the newest.
    pub(crate) fn some_case(&self, fits: impl Fn(&sandbox::Case) -> bool) -> sandbox::Case {
        let model = self.model();
        let newest = model.cases().filter(|c| is_listed(c) && fits(c));
        newest
            .max_by_key(|c| c.created_at)
            .expect("such a case")
            .clone()
    }

    /// The case as the model has it now.
    pub(crate) fn case(&self, id: Uuid) -> sandbox::Case {
        self.model().case(id).expect("the case").clone()
    }
}

/// Lists show it.
pub(crate) fn is_listed(case: &sandbox::Case) -> bool {
    case.is_active && case.merged.is_none() && case.status != "Duplicate"
}

pub(crate) fn id(id: Uuid) -> ServerId {
    ServerId(id.to_string())
}

/// Whoever has this token at this address.
pub(crate) async fn signed_in(origin: &str, token: &str, organization: Option<ServerId>) -> Crm {
    let http = Http::new(Origin::parse(origin).unwrap(), &Settings::default()).unwrap();
    let account = with_token(&http, origin, &Token::new(token), organization)
        .await
        .unwrap();
    let credential = Credential::Token(Token::new(token));
    Crm::new(Arc::new(http), credential, Arc::new(|_| true), account)
}

/// The case as the server tells it to this person.
pub(crate) async fn read(crm: &Crm, case: Uuid) -> ServerCase {
    read_id(crm, &id(case)).await
}

pub(crate) async fn read_id(crm: &Crm, case: &ServerId) -> ServerCase {
    match crm.detail(case).await.unwrap().value {
        DetailAnswer::Case(detail) => detail.case,
        DetailAnswer::Merged(into) => panic!("merged into {into}"),
    }
}

/// As text, sorted: servers order sets at random.
pub(crate) fn sorted<T: ToString>(them: impl IntoIterator<Item = T>) -> Vec<String> {
    let mut them: Vec<String> = them.into_iter().map(|one| one.to_string()).collect();
    them.sort();
    them
}

/// Long before everything.
pub(crate) fn the_beginning() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2000, 1, 1, 0, 0, 0).unwrap()
}

//! A story told step by step: one computer of alice's on a line on which something can happen right after an answer. What is told
//! with it is `found.rs`.

use async_trait::async_trait;
use chrono::TimeDelta;
use satchel_core::Core;
use satchel_core::case::view::{CaseQuery, CaseRow, SortKey, View};
use satchel_core::case::{Field, FieldEdit};
use satchel_core::clock::Clock;
use satchel_core::crm::Token;
use satchel_core::crm::sign_in::with_token;
use satchel_core::crm::transport::{Method, Request, Response, Transport, TransportError};
use satchel_core::id::ServerId;
use satchel_core::store::Place;
use satchel_core::store::key::DataKey;
use satchel_sandbox::{ALICE, Dialect};
use satchel_tests::{Line, World};
use std::sync::{Arc, Mutex};

type Meanwhile = Box<dyn FnOnce() + Send>;

/// A line on which something happens right after the next answer to such a request about one case.
pub(crate) struct Watched {
    pub(crate) line: Line,
    then: Mutex<Option<(Method, Meanwhile)>>,
}

#[async_trait]
impl Transport for Watched {
    async fn exchange(&self, request: Request) -> Result<Response, TransportError> {
        let (method, of_case) = (
            request.method,
            request.path.len() > "/api/cases/".len() + 30,
        );
        let answer = self.line.exchange(request).await;
        let mut then = self.then.lock().unwrap();
        let happens = then.take_if(|(at, _)| of_case && *at == method);
        drop(then);
        if let Some((_, happens)) = happens {
            happens();
        }
        answer
    }
}

/// Alice on a watched line, with everything mirrored.
pub(crate) struct Story {
    pub(crate) world: World,
    pub(crate) core: Core,
    pub(crate) line: Arc<Watched>,
    pub(crate) case: CaseRow,
}

impl Story {
    /// On a server of today.
    pub(crate) async fn begins() -> Story {
        Story::begins_with(Dialect::Bottlecrm).await
    }

    /// On a server of this dialect.
    pub(crate) async fn begins_with(dialect: Dialect) -> Story {
        let world = World::new(dialect, 20);
        let organization =
            (dialect == Dialect::Documented).then(|| ServerId(world.crm().org().id.to_string()));
        let line = Arc::new(Watched {
            line: Line::new(world.server(), Arc::clone(&world.clock)),
            then: Mutex::default(),
        });
        let token = Token::new(ALICE);
        let account = with_token(&*line, "https://crm.test", &token, organization)
            .await
            .unwrap();
        let clock: Arc<dyn Clock> = Arc::clone(&world.clock) as _;
        let core = Core::open(&Place::Memory, &DataKey::for_tests(7), clock).unwrap();
        core.connect(&account, token, Arc::clone(&line) as _)
            .unwrap();
        core.sync_once().await.unwrap();
        let question = CaseQuery {
            view: View::Open,
            text: String::new(),
            sort: SortKey::Activity,
            descending: true,
            offset: 0,
            limit: 1,
        };
        let case = core.list_cases(&question).unwrap().rows.remove(0);
        Story {
            world,
            core,
            line,
            case,
        }
    }

    /// This happens after the next answer to such a request.
    pub(crate) fn after(&self, method: Method, happens: impl FnOnce() + Send + 'static) {
        *self.line.then.lock().unwrap() = Some((method, Box::new(happens)));
    }

    /// Alice sets fields of her case.
    pub(crate) fn sets(&self, edits: &[(Field, &str)]) {
        set(&self.core, &self.case, edits);
    }

    /// Ten minutes pass, and nothing waits.
    pub(crate) async fn settles(&self) {
        for _ in 0..20 {
            let _trouble = self.core.sync_once().await;
            self.world.clock.pass(TimeDelta::seconds(31));
        }
        let outbox = self.core.outbox().unwrap();
        assert!(outbox.is_empty(), "{outbox:#?}");
    }

    /// The case on the server: name and closing date.
    pub(crate) fn on_server(&self, name: &str) -> (String, Option<String>) {
        let crm = self.world.crm();
        let case = crm.case_named(name).expect("the case");
        let day = case.closed_on.map(|at| at.date_naive().to_string());
        (case.name.clone(), day)
    }
}

/// Sets fields of a case.
pub(crate) fn set(core: &Core, case: &CaseRow, edits: &[(Field, &str)]) {
    let edits = edits.iter().map(|(field, value)| FieldEdit {
        field: *field,
        value: Some((*value).to_owned()),
    });
    let edits: Vec<FieldEdit> = edits.collect();
    core.edit_case(case.id, &edits).unwrap();
}

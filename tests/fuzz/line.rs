//! A server in memory that gives one answer: the bytes under test go the whole way of a real answer.

use async_trait::async_trait;
use satchel_core::crm::dialect::{Capabilities, Dialect};
use satchel_core::crm::transport::{Request, Response, Transport, TransportError};
use satchel_core::crm::{Account, Credential, Crm, Me, Token};
use std::future::Future;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

struct Line(Mutex<Response>);

#[async_trait]
impl Transport for Line {
    async fn exchange(&self, _: Request) -> Result<Response, TransportError> {
        Ok(self.0.lock().unwrap().clone())
    }
}

/// An answer of this status, type and body.
pub(crate) fn answer(status: u16, content_type: &str, body: &[u8]) -> Response {
    Response {
        status,
        content_type: content_type.to_owned(),
        date: None,
        retry_after: None,
        body: body.to_vec(),
    }
}

/// A server that answers 200 with this JSON.
pub(crate) fn saying(dialect: Dialect, body: &[u8]) -> Crm {
    giving(dialect, answer(200, "application/json", body))
}

/// A server that gives this answer to everything.
pub(crate) fn giving(dialect: Dialect, answer: Response) -> Crm {
    let is_real = dialect == Dialect::Bottlecrm;
    let account = Account {
        origin: "https://crm.test".to_owned(),
        dialect,
        capabilities: Capabilities {
            has_internal_notes: is_real,
            has_activity_feed: is_real,
            can_patch: is_real,
            has_key_order: is_real,
            has_slim: is_real,
            has_org_header: false,
        },
        organization: None,
        organization_name: String::new(),
        me: Me::default(),
    };
    let credential = Credential::Token(Token::new("a token"));
    Crm::new(
        Arc::new(Line(Mutex::new(answer))),
        credential,
        Arc::new(|_| true),
        account,
    )
}

/// What an exchange gives that waits for nobody.
pub(crate) fn now<T>(exchange: impl Future<Output = T>) -> T {
    match pin!(exchange).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waits, and there is nothing to wait for"),
    }
}

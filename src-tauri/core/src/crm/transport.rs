//! The seam to the network: one request, one response. The engine's only other trait besides `Clock`.
//!
//! Everything that has meaning (dialects, errors, sign-in) lies above this seam, so that a simulation that answers here
//! runs all of it. `http.rs` is the real thing. See docs/decisions/0002.

use async_trait::async_trait;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use serde_json::Value;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

/// What is done with a resource.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Method {
    /// Read it.
    Get,
    /// Add to it.
    Post,
    /// Replace it.
    Put,
    /// Change parts of it.
    Patch,
    /// Remove it.
    Delete,
}

/// A request to the account's own server.
pub struct Request {
    /// What to do.
    pub method: Method,
    /// Path on the origin, with both slashes: `/api/cases/`.
    pub path: String,
    /// Query, not encoded.
    pub query: Vec<(&'static str, String)>,
    /// Headers besides `Accept` and those of the body. One of them is the credential: never printed.
    pub headers: Vec<(&'static str, String)>,
    /// What is sent along.
    pub body: Option<Body>,
    /// How long the whole exchange may take. Silence ends it earlier.
    pub patience: Duration,
    /// A larger answer is not wanted, and broken off; `None`: any that a CRM may give.
    pub at_most: Option<u64>,
}

/// What a request carries. Cloning it copies no bytes.
#[derive(Clone)]
pub struct Body {
    /// Its media type, with parameters.
    pub content_type: String,
    /// The bytes as they go over the wire.
    pub bytes: Bytes,
    /// Who wants to know how far it is.
    pub sent: Option<Arc<Sent>>,
}

/// So many times is told how far a body is, on its way.
const STEPS: u64 = 20;

/// How far a body is on its way up.
pub struct Sent {
    left: AtomicU64,
    stands_still: AtomicBool,
    tell: Box<dyn Fn() + Send + Sync>,
}

impl Sent {
    /// Of a body that has not begun to leave; `tell` is called whenever there is something new to show.
    pub fn new(tell: impl Fn() + Send + Sync + 'static) -> Sent {
        Sent {
            left: AtomicU64::new(0),
            stands_still: AtomicBool::new(false),
            tell: Box::new(tell),
        }
    }

    /// So many bytes more have left, of `whole`.
    pub fn moved(&self, more: u64, whole: u64) {
        let before = self.left.fetch_add(more, Ordering::Relaxed);
        let was_still = self.stands_still.swap(false, Ordering::Relaxed);
        let step = |left: u64| left.saturating_mul(STEPS) / whole.max(1);
        if was_still || step(before) < step(before + more) {
            (self.tell)();
        }
    }

    /// Nothing has moved for a while.
    pub fn stands_still(&self) {
        if !self.stands_still.swap(true, Ordering::Relaxed) {
            (self.tell)();
        }
    }

    /// How many bytes have left, and whether nothing moves.
    #[must_use]
    pub fn how_far(&self) -> (u64, bool) {
        let left = self.left.load(Ordering::Relaxed);
        (left, self.stands_still.load(Ordering::Relaxed))
    }
}

impl Body {
    /// JSON.
    #[must_use]
    pub fn json(value: &Value) -> Body {
        Body {
            content_type: "application/json".to_owned(),
            bytes: value.to_string().into(),
            sent: None,
        }
    }
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// Of the body; "" where none was said.
    pub content_type: String,
    /// The server's clock.
    pub date: Option<DateTime<Utc>>,
    /// How long the server asks to wait.
    pub retry_after: Option<Duration>,
    /// The whole body.
    pub body: Vec<u8>,
}

impl Response {
    /// Is the body a web page?
    #[must_use]
    pub fn is_html(&self) -> bool {
        let starts_like_a_page = || {
            let first = self.body.iter().find(|b| !b.is_ascii_whitespace());
            first == Some(&b'<')
        };
        self.content_type.starts_with("text/html") || starts_like_a_page()
    }

    /// A JSON answer, for transports in memory.
    #[must_use]
    pub fn json(status: u16, body: &Value) -> Response {
        Response {
            status,
            content_type: "application/json".to_owned(),
            date: None,
            retry_after: None,
            body: body.to_string().into_bytes(),
        }
    }
}

/// Why there is no response. The difference between the first two and the third decides whether something may have
/// happened on the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TransportError {
    /// No connection: not one byte of the request left.
    Unreachable(String),
    /// The server's certificate does not verify: not one byte of the request left.
    Certificate(String),
    /// Bytes left, or may have, and no whole answer came.
    Broken(String),
    /// The answer is larger than [`Request::at_most`]: this large at least.
    TooLarge(u64),
}

/// Carries requests to one server.
#[async_trait]
pub trait Transport: Send + Sync {
    /// One exchange. Never follows a redirect, never repeats a request.
    async fn exchange(&self, request: Request) -> Result<Response, TransportError>;
}

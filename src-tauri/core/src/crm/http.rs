//! The only file that speaks HTTP.
//!
//! rustls with the operating system's trust store; no redirects; `https` only, except on this computer; time-outs for
//! connecting, for silence and for the whole; a cap on bodies; idle connections are dropped before the server drops them
//! (gunicorn: 2 s, server-contract 7). URLs come from [`Origin`] and our own paths, never from a payload.

use super::origin::Origin;
use super::transport::{Method, Request, Response, Transport, TransportError};
use crate::error::{Error, Result};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use reqwest::header::{ACCEPT, CONTENT_TYPE, DATE, HeaderMap, HeaderName, RETRY_AFTER};
use std::error::Error as _;
use std::time::Duration;

/// No answer of a CRM is larger than this; more is taken for an attack or a fault.
pub const BODY_CAP: usize = 32 * 1024 * 1024;

/// HTTP to one origin.
pub struct Http {
    origin: Origin,
    client: reqwest::Client,
}

impl Http {
    /// A transport to `origin`.
    ///
    /// # Errors
    /// `Bug` when the system offers no way to do TLS.
    pub fn new(origin: Origin) -> Result<Http> {
        // Fails only when another part of the program has chosen already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(Duration::from_secs(10))
            .read_timeout(Duration::from_secs(45))
            .pool_idle_timeout(Duration::from_millis(1500))
            .tcp_nodelay(true)
            .user_agent(concat!("Satchel/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|e| Error::Bug(format!("no HTTP client: {e}")))?;
        Ok(Http { origin, client })
    }
}

#[async_trait]
impl Transport for Http {
    async fn exchange(&self, request: Request) -> Result<Response, TransportError> {
        let method = match request.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
            Method::Put => reqwest::Method::PUT,
            Method::Patch => reqwest::Method::PATCH,
            Method::Delete => reqwest::Method::DELETE,
        };
        let mut call = self
            .client
            .request(method, format!("{}{}", self.origin.as_str(), request.path))
            .query(&request.query)
            .timeout(request.patience)
            .header(ACCEPT, "application/json");
        for (name, value) in &request.headers {
            call = call.header(*name, value);
        }
        if let Some(body) = &request.body {
            call = call
                .header(CONTENT_TYPE, "application/json")
                .body(body.to_string());
        }
        let mut answer = call.send().await.map_err(|e| why(&e))?;
        let mut response = Response {
            status: answer.status().as_u16(),
            content_type: header(answer.headers(), &CONTENT_TYPE)
                .unwrap_or_default()
                .to_owned(),
            date: header(answer.headers(), &DATE).and_then(http_date),
            retry_after: header(answer.headers(), &RETRY_AFTER)
                .and_then(|v| v.parse().ok())
                .map(Duration::from_secs),
            body: Vec::new(),
        };
        while let Some(chunk) = answer.chunk().await.map_err(|e| why(&e))? {
            if response.body.len() + chunk.len() > BODY_CAP {
                return Err(TransportError::Broken("the answer is too large".to_owned()));
            }
            response.body.extend_from_slice(&chunk);
        }
        Ok(response)
    }
}

fn header<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|v| v.to_str().ok())
}

fn http_date(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc2822(text)
        .ok()
        .map(|t| t.with_timezone(&Utc))
}

/// Whether bytes left, and why it failed, in words without an address.
fn why(error: &reqwest::Error) -> TransportError {
    if !error.is_connect() {
        let what = if error.is_timeout() {
            "no answer in time"
        } else {
            "cut off"
        };
        return TransportError::Broken(what.to_owned());
    }
    let mut cause = error.source();
    while let Some(inner) = cause {
        let said = inner.to_string();
        let lower = said.to_lowercase();
        if lower.contains("certificate") {
            return TransportError::Certificate(certificate_words(&lower).to_owned());
        }
        for (sign, words) in [
            ("refused", "it does not accept connections"),
            ("dns", "its name is not known here"),
            ("lookup", "its name is not known here"),
            ("unreachable", "there is no network"),
            ("timed out", "it does not answer"),
            ("elapsed", "it does not answer"),
            ("tls", "it does not speak TLS as it should"),
            ("corrupt message", "it does not speak TLS as it should"),
        ] {
            if lower.contains(sign) {
                return TransportError::Unreachable(words.to_owned());
            }
        }
        cause = inner.source();
    }
    TransportError::Unreachable("no connection".to_owned())
}

fn certificate_words(lower: &str) -> &'static str {
    if lower.contains("expired") {
        "it has expired (or this computer's date is wrong)"
    } else if lower.contains("name") {
        "it belongs to another address"
    } else if lower.contains("issuer") || lower.contains("unknown") || lower.contains("revo") {
        "it comes from an authority this computer does not trust"
    } else {
        "it is not valid"
    }
}

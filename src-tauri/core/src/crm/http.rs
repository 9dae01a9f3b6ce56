//! The only file that speaks HTTP.
//!
//! rustls with the operating system's trust store and whatever `http/settings.rs` adds to it; no redirects; `https` only, except on this computer; time-outs for
//! connecting, for silence and for the whole; a cap on bodies; idle connections are dropped before the server drops them
//! (gunicorn: 2 s, server-contract 7). URLs come from [`Origin`] and paths on it, never from a payload.
//!
//! The only file of the engine that uses a runtime's timer: reqwest's own time-out for silence would also run out while a
//! large body is still on its way up.

mod settings;

pub use settings::{AuthorityFile, Password, Proxy, Settings, proxy_url};

use super::origin::Origin;
use super::transport::{Body, Method, Request, Response, Sent, Transport, TransportError};
use crate::error::{Error, Result};
use crate::sentence::Cannot;
use async_trait::async_trait;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures_util::future::{Either, select};
use http_body::{Frame, SizeHint};
use reqwest::header::{ACCEPT, CONTENT_TYPE, DATE, HeaderMap, HeaderName, RETRY_AFTER};
use std::convert::Infallible;
use std::error::Error as _;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::timeout;

/// No answer of a CRM is larger than this, unpacked; more is taken for an attack or a fault.
pub const BODY_CAP: usize = 32 * 1024 * 1024;

/// How much of a body is handed to the connection at once: a sign of life each.
const PIECE: usize = 64 * 1024;

/// From this size on, the end of a body may lie in the system's buffers for long after we have handed it over: a slow line
/// gets three times the patience for it.
const LARGE: usize = 1024 * 1024;

/// A body that has not moved for so long is told to stand still; how long it is waited for is the settings'.
const STANDS_STILL: Duration = Duration::from_secs(10);

/// HTTP to one origin.
pub struct Http {
    origin: Origin,
    client: reqwest::Client,
    silence: Duration,
}

impl Http {
    /// A transport to `origin`, by the way that `settings` tell.
    ///
    /// # Errors
    /// `Invalid` when the authority file or the proxy can't be used, saying which and what to do; `Bug` when the system
    /// offers no way to do TLS.
    pub fn new(origin: Origin, settings: &Settings) -> Result<Http> {
        // Fails only when another part of the program has chosen already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut builder = reqwest::Client::builder()
            .https_only(origin.as_str().starts_with("https:"))
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(Duration::from_secs(10))
            .pool_idle_timeout(Duration::from_millis(1500))
            .tcp_nodelay(true)
            .user_agent(concat!("Satchel/", env!("CARGO_PKG_VERSION")));
        #[cfg(target_os = "linux")]
        {
            // The system notices first when nobody acknowledges what was sent.
            builder = builder.tcp_user_timeout(settings.silence);
        }
        builder = match &settings.proxy {
            _ if origin.is_this_computer() => builder.no_proxy(),
            Proxy::System => builder,
            Proxy::None => builder.no_proxy(),
            Proxy::Explicit {
                address,
                user,
                password,
            } => {
                let proxy = reqwest::Proxy::all(proxy_url(address)?)
                    .map_err(|_| Error::Invalid(Cannot::Proxy))?;
                builder.proxy(match user.as_str() {
                    "" => proxy,
                    user => proxy.basic_auth(user, password.reveal()),
                })
            }
        };
        if let Some(file) = &settings.extra_ca {
            builder = builder.tls_certs_merge(certificates(file)?);
        }
        let client = builder.build().map_err(|e| match &settings.extra_ca {
            Some(file) => bad_authority(file, "what is in it is no certificate"),
            None => Error::Bug(format!("no HTTP client: {e}")),
        })?;
        Ok(Http {
            origin,
            client,
            silence: settings.silence,
        })
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
        let progress = Arc::new(Progress {
            sent: request.body.as_ref().and_then(|body| body.sent.clone()),
            ..Progress::default()
        });
        if let Some(body) = request.body {
            call = call
                .header(CONTENT_TYPE, &body.content_type)
                .body(reqwest::Body::wrap(Rising::new(body, &progress)));
        }
        let mut answer =
            match select(pin!(call.send()), pin!(silence(&progress, self.silence))).await {
                Either::Left((answer, _)) => answer.map_err(|e| why(&e))?,
                Either::Right(_) => return Err(stalled()),
            };
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
        let said = answer.content_length();
        if let (Some(most), Some(size)) = (request.at_most, said)
            && size > most
        {
            return Err(TransportError::TooLarge(size));
        }
        loop {
            let Ok(chunk) = timeout(self.silence, answer.chunk()).await else {
                return Err(stalled());
            };
            let Some(chunk) = chunk.map_err(|e| why(&e))? else {
                break;
            };
            if response.body.len() + chunk.len() > BODY_CAP {
                return Err(TransportError::Broken("the answer is too large".to_owned()));
            }
            response.body.extend_from_slice(&chunk);
            let size = response.body.len() as u64;
            if request.at_most.is_some_and(|most| size > most) {
                return Err(TransportError::TooLarge(size));
            }
        }
        Ok(response)
    }
}

/// The certificates of an authority file.
fn certificates(file: &AuthorityFile) -> Result<Vec<reqwest::Certificate>> {
    let is_pem = file.bytes.windows(5).any(|w| w == b"-----");
    let found = if is_pem {
        reqwest::Certificate::from_pem_bundle(&file.bytes)
    } else {
        reqwest::Certificate::from_der(&file.bytes).map(|one| vec![one])
    };
    let found = found.map_err(|_| bad_authority(file, "it is damaged"))?;
    if found.is_empty() {
        return Err(bad_authority(file, "there is no certificate in it"));
    }
    Ok(found)
}

fn bad_authority(file: &AuthorityFile, why: &str) -> Error {
    Error::Invalid(Cannot::Authority {
        file: file.name.clone(),
        why: why.to_owned(),
    })
}

/// What is known of a body on its way up.
#[derive(Default)]
struct Progress {
    moves: Notify,
    /// It is large, and the connection has taken all of it.
    is_draining: AtomicBool,
    /// Who wants to know.
    sent: Option<Arc<Sent>>,
}

/// A body on its way up; each piece that the connection takes is noted. Its length is known, so it is announced:
/// WSGI servers read nothing of a body without.
struct Rising {
    rest: Bytes,
    is_large: bool,
    whole: u64,
    progress: Arc<Progress>,
}

impl Rising {
    fn new(body: Body, progress: &Arc<Progress>) -> Rising {
        Rising {
            is_large: body.bytes.len() >= LARGE,
            whole: body.bytes.len() as u64,
            rest: body.bytes,
            progress: Arc::clone(progress),
        }
    }
}

impl http_body::Body for Rising {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.rest.is_empty() {
            return Poll::Ready(None);
        }
        let size = PIECE.min(self.rest.len());
        let piece = self.rest.split_to(size);
        if self.is_large && self.rest.is_empty() {
            self.progress.is_draining.store(true, Ordering::Relaxed);
        }
        self.progress.moves.notify_one();
        if let Some(sent) = &self.progress.sent {
            sent.moved(piece.len() as u64, self.whole);
        }
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.rest.len() as u64)
    }
}

/// Ends when nothing has moved for too long; that nothing moves is told before.
async fn silence(progress: &Progress, at_most: Duration) {
    loop {
        let is_draining = progress.is_draining.load(Ordering::Relaxed);
        let wait = at_most * if is_draining { 3 } else { 1 };
        let soon = STANDS_STILL.min(wait / 3);
        if timeout(soon, progress.moves.notified()).await.is_ok() {
            continue;
        }
        if let Some(sent) = &progress.sent {
            sent.stands_still();
        }
        if timeout(wait - soon, progress.moves.notified())
            .await
            .is_err()
        {
            return;
        }
    }
}

fn stalled() -> TransportError {
    TransportError::Broken("no answer in time".to_owned())
}

fn header<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|v| v.to_str().ok())
}

fn http_date(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc2822(text)
        .ok()
        .map(|t| t.with_timezone(&Utc))
}

const PROXY_SIGN_IN: &str =
    "the proxy does not accept the sign-in. Check its user and password under “Connection”";

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
    let mut who = "";
    while let Some(inner) = cause {
        let said = inner.to_string();
        let lower = said.to_lowercase();
        if lower.contains("certificate") {
            return TransportError::Certificate(certificate_words(&lower).to_owned());
        }
        if lower.contains("proxy authorization required") {
            return TransportError::Unreachable(PROXY_SIGN_IN.to_owned());
        }
        if lower.contains("tunnel error: unsuccessful") {
            return TransportError::Unreachable(
                "the proxy does not let Satchel through to it".to_owned(),
            );
        }
        if lower.contains("tunnel error") {
            who = "the proxy: ";
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
                return TransportError::Unreachable(format!("{who}{words}"));
            }
        }
        cause = inner.source();
    }
    TransportError::Unreachable(format!("{who}no connection"))
}

fn certificate_words(lower: &str) -> &'static str {
    if lower.contains("expired") {
        "it has expired (or this computer's date is wrong)"
    } else if lower.contains("name") {
        "it belongs to another address"
    } else if ["issuer", "unknown", "revo", "signature"]
        .iter()
        .any(|sign| lower.contains(sign))
    {
        "it comes from an authority this computer does not trust"
    } else {
        "it is not valid"
    }
}

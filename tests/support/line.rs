//! The line between an engine and the sandbox's model: requests in memory, a cable to pull, and what can happen to a
//! request that only the client's side can do: silence, and the end of the program.

use crate::VirtualClock;
use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use satchel_core::clock::Clock;
use satchel_core::crm::transport::{Method, Request, Response, Transport, TransportError};
use satchel_sandbox as sandbox;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// What can happen to the next writing request, besides the sandbox's own faults.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mishap {
    /// It is swallowed: no effect, and no answer until patience ends.
    Silence,
    /// The program ends before it takes effect: nobody hears of anything.
    EndsBefore,
    /// The program ends after it took effect: nobody hears the answer.
    EndsAfter,
}

/// A transport to a sandbox in memory.
pub struct Line {
    crm: Arc<Mutex<sandbox::Crm>>,
    clock: Arc<VirtualClock>,
    is_up: AtomicBool,
    mishap: Mutex<Option<Mishap>>,
    meanwhile: Mutex<Option<Meanwhile>>,
}

/// What somebody does on the server in the moment between a reading and the writing that follows it.
type Meanwhile = Box<dyn FnOnce(&mut sandbox::Crm) + Send>;

impl Line {
    /// A line to `crm`, whose clock is `clock`.
    pub fn new(crm: Arc<Mutex<sandbox::Crm>>, clock: Arc<VirtualClock>) -> Line {
        Line {
            crm,
            clock,
            is_up: AtomicBool::new(true),
            mishap: Mutex::default(),
            meanwhile: Mutex::default(),
        }
    }

    /// What happens to the next writing request.
    pub fn set_mishap(&self, mishap: Option<Mishap>) {
        *self.mishap.lock().unwrap_or_else(PoisonError::into_inner) = mishap;
    }

    /// What somebody does right before the next writing request takes effect.
    pub fn set_meanwhile(&self, act: impl FnOnce(&mut sandbox::Crm) + Send + 'static) {
        let mut meanwhile = self
            .meanwhile
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *meanwhile = Some(Box::new(act));
    }

    fn meanwhile_of(&self, method: Method) -> Option<Meanwhile> {
        let mut meanwhile = self
            .meanwhile
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        (method != Method::Get).then(|| meanwhile.take()).flatten()
    }

    fn mishap_of(&self, method: Method) -> Option<Mishap> {
        let mut mishap = self.mishap.lock().unwrap_or_else(PoisonError::into_inner);
        (method != Method::Get).then(|| mishap.take()).flatten()
    }

    fn lets_pass(&self, time: Duration) {
        self.clock
            .pass(TimeDelta::from_std(time).unwrap_or_default());
    }

    /// Plugs or pulls the cable.
    pub fn set_up(&self, up: bool) {
        self.is_up.store(up, Ordering::SeqCst);
    }
}

#[async_trait]
impl Transport for Line {
    async fn exchange(&self, request: Request) -> Result<Response, TransportError> {
        if !self.is_up.load(Ordering::SeqCst) {
            return Err(TransportError::Unreachable("the cable is out".to_owned()));
        }
        let patience = request.patience;
        let mishap = self.mishap_of(request.method);
        let meanwhile = self.meanwhile_of(request.method);
        match mishap {
            Some(Mishap::Silence) => {
                self.lets_pass(patience);
                return Err(TransportError::Broken("no answer in time".to_owned()));
            }
            Some(Mishap::EndsBefore) => std::future::pending().await,
            Some(Mishap::EndsAfter) | None => {}
        }
        let method = match request.method {
            Method::Get => sandbox::Method::Get,
            Method::Post => sandbox::Method::Post,
            Method::Put => sandbox::Method::Put,
            Method::Patch => sandbox::Method::Patch,
            Method::Delete => sandbox::Method::Delete,
        };
        let mut asked = sandbox::Request::new(method, &request.path, self.clock.now());
        asked
            .query
            .extend(request.query.into_iter().map(|(k, v)| (k.to_owned(), v)));
        let asked = sandbox::Request {
            headers: request
                .headers
                .into_iter()
                .map(|(k, v)| (k.to_owned(), v))
                .chain([("accept".to_owned(), "application/json".to_owned())])
                .chain(
                    request
                        .body
                        .iter()
                        .map(|body| ("content-type".to_owned(), body.content_type.clone())),
                )
                .collect(),
            body: request
                .body
                .map(|body| body.bytes.to_vec())
                .unwrap_or_default(),
            ..asked
        };
        let served = {
            let mut crm = self.crm.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(act) = meanwhile {
                act(&mut crm);
            }
            crm.serve(&asked)
        };
        if mishap == Some(Mishap::EndsAfter) {
            std::future::pending::<()>().await;
        }
        match served {
            sandbox::Served::Answer(response) => Ok(answer(response)),
            sandbox::Served::Late(response, wait) => {
                self.lets_pass(wait.min(patience));
                if wait > patience {
                    return Err(TransportError::Broken("no answer in time".to_owned()));
                }
                Ok(answer(response))
            }
            sandbox::Served::Truncated(..) | sandbox::Served::Cut => {
                Err(TransportError::Broken("cut off".to_owned()))
            }
        }
    }
}

fn answer(response: sandbox::Response) -> Response {
    let header = |name: &str| {
        response
            .headers
            .iter()
            .find(|(k, _)| k.eq_ignore_ascii_case(name))
            .map(|(_, v)| v.as_str())
    };
    Response {
        status: response.status,
        content_type: header("content-type").unwrap_or_default().to_owned(),
        date: header("date")
            .and_then(|v| DateTime::parse_from_rfc2822(v).ok())
            .map(|t| t.with_timezone(&Utc)),
        retry_after: header("retry-after")
            .and_then(|v| v.parse().ok())
            .map(Duration::from_secs),
        body: response.body,
    }
}

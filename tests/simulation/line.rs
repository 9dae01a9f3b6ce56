//! The line between one computer and the server: latency, the weather, the cable, and a log of what went over it.

use crate::server::Server;
use crate::time::Time;
use crate::weather::{Trouble, Weather};
use crate::wire::{as_core, as_sandbox, comment_of, page};
use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use satchel_core::Core;
use satchel_core::case::view::OutboxItem;
use satchel_core::crm::transport::{Body, Method, Request, Response, Transport, TransportError};
use satchel_core::intent::{Kind, State};
use satchel_sandbox as sandbox;
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// What both lines share.
pub(crate) struct Net {
    pub(crate) server: Server,
    pub(crate) weather: Weather,
    /// What arrives later than its sender waits.
    pub(crate) late: BTreeMap<(DateTime<Utc>, u64), (usize, sandbox::Request)>,
    pub(crate) trace: Trace,
    /// Until then the token is not accepted.
    pub(crate) session_out_until: Option<DateTime<Utc>>,
    /// When somebody last did something: whatever was waited for may be tried at once then.
    pub(crate) acted: DateTime<Utc>,
    /// Until then somebody may wait for an answer that never comes: what the weather did outlasts it by a sender's patience.
    pub(crate) silent_until: DateTime<Utc>,
    late_ones: u64,
}

impl Net {
    pub(crate) fn new(server: Server, weather: Weather, keep_log: bool) -> Arc<Mutex<Net>> {
        Arc::new(Mutex::new(Net {
            server,
            weather,
            late: BTreeMap::new(),
            trace: Trace {
                lines: keep_log.then(Vec::new),
                ..Trace::default()
            },
            session_out_until: None,
            acted: DateTime::UNIX_EPOCH,
            silent_until: DateTime::UNIX_EPOCH,
            late_ones: 0,
        }))
    }
}

/// What went over the lines.
#[derive(Default)]
pub(crate) struct Trace {
    /// Of everything, in order (FNV-1a).
    pub(crate) hash: u64,
    /// For people, if they want it.
    pub(crate) lines: Option<Vec<String>>,
    /// When each client asked.
    pub(crate) asked: BTreeMap<usize, Vec<DateTime<Utc>>>,
    /// Requests under way, and the most there ever were, by client.
    pub(crate) at_once: BTreeMap<usize, (u32, u32)>,
    pub(crate) posts: Vec<Post>,
    /// What a client was asked to wait with, since when and until when.
    patience: BTreeMap<(usize, u64), (DateTime<Utc>, DateTime<Utc>)>,
    /// A law of the lines that was broken.
    pub(crate) broken: Option<String>,
}

/// A comment that left a computer.
#[derive(Debug)]
pub(crate) struct Post {
    pub(crate) by: usize,
    pub(crate) text: String,
    pub(crate) began: DateTime<Utc>,
    /// When its connection ended; `None`: the program ended first.
    pub(crate) ended: Option<DateTime<Utc>>,
    /// It surely had no effect: the sender was told so.
    pub(crate) refused: bool,
}

impl Trace {
    /// Adds something that happened.
    pub(crate) fn add(&mut self, at: DateTime<Utc>, what: impl FnOnce() -> String) {
        let what = what();
        for byte in at
            .timestamp_micros()
            .to_le_bytes()
            .iter()
            .chain(what.as_bytes())
        {
            self.hash = (self.hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3);
        }
        if let Some(lines) = &mut self.lines {
            lines.push(format!("{} {what}", at.format("%d %H:%M:%S%.3f")));
        }
    }
}

/// The line of one computer.
pub(crate) struct Line {
    pub(crate) computer: usize,
    pub(crate) time: Arc<Time>,
    pub(crate) net: Arc<Mutex<Net>>,
    pub(crate) is_up: AtomicBool,
    /// The engine at this end of it: what leaves is compared with what it wrote down before.
    pub(crate) core: Mutex<Option<Core>>,
}

/// Counts a request as under way, also when its future is dropped.
struct UnderWay<'a>(&'a Line);

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        let mut net = self.0.net();
        net.trace.at_once.entry(self.0.computer).or_default().0 -= 1;
    }
}

/// A connection that somebody holds while what it carried is late. Its end, by patience or with the program, is the last
/// that can be known: no proxy delivers later than this after it (R2 is the one that does).
struct Held<'a>(&'a Line, u64);

/// Less than the quiet time, by the longest way and the clock's whole seconds.
const LATEST: TimeDelta = TimeDelta::seconds(120);

impl Drop for Held<'_> {
    fn drop(&mut self) {
        let latest = self.0.time.now() + LATEST;
        let mut net = self.0.net();
        let late = net.late.keys().find(|(_, number)| *number == self.1);
        if let Some(key) = late.filter(|(at, _)| *at > latest).copied()
            && let Some(request) = net.late.remove(&key)
        {
            net.late.insert((latest, self.1), request);
        }
    }
}

impl Line {
    pub(crate) fn net(&self) -> MutexGuard<'_, Net> {
        self.net.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn core(&self) -> MutexGuard<'_, Option<Core>> {
        self.core.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// I11: what adds something leaves after its attempt was written down.
    fn is_written_down(&self, text: &str) -> bool {
        let core = self.core().clone();
        let outbox = core.and_then(|core| core.outbox().ok()).unwrap_or_default();
        let leaves = |item: &OutboxItem| {
            item.kind == Kind::Comment && item.state == State::Sending && item.attempts > 0
        };
        outbox.iter().any(|item| item.mine == text && leaves(item))
    }

    async fn passes(&self, millis: u64) {
        self.time.sleep(Duration::from_millis(millis)).await;
    }

    fn sets_out(&self, request: &Request) -> UnderWay<'_> {
        let (now, me) = (self.time.now(), self.computer);
        let mut net = self.net();
        let (body, method) = (&request.body, request.method);
        net.trace.add(now, || {
            let query: String = request
                .query
                .iter()
                .map(|(k, v)| format!(" {k}={v}"))
                .collect();
            let body = body.as_ref().map(said).unwrap_or_default();
            format!("{me} -> {method:?} {}{query} {body}", request.path)
        });
        net.trace.asked.entry(me).or_default().push(now);
        let acted = net.acted;
        let waits = net.trace.patience.get(&(me, key(request))).copied();
        if let Some((since, until)) = waits
            && now < until
            && acted < since
        {
            let what = format!(
                "I21: {me} asks {} again, {until} was the time",
                request.path
            );
            net.trace.broken = Some(what);
        }
        let at_once = net.trace.at_once.entry(me).or_default();
        at_once.0 += 1;
        at_once.1 = at_once.1.max(at_once.0);
        UnderWay(self)
    }

    /// The request arrives, and takes effect.
    fn arrives(&self, request: &Request) -> sandbox::Response {
        let now = self.time.now();
        let asked = as_sandbox(request, now);
        let mut net = self.net();
        if let (Method::Patch, Some(body)) = (request.method, &request.body)
            && net.weather.is_rushed()
            && let Some(told) = net.server.rushes(&request.path, &body.bytes, now)
        {
            net.trace.add(now, || told);
        }
        let answer = net.server.take(self.computer, &asked);
        if let Some(case) = net.server.sweeps.seen_half_way()
            && net.weather.is_rushed()
        {
            let told = net.server.leaves_half_way(case, now);
            net.trace.add(now, || told);
        }
        answer
    }

    /// It will arrive, after its sender stopped waiting.
    fn will_arrive(&self, request: &Request, after: u64) -> Held<'_> {
        let after = TimeDelta::milliseconds(i64::try_from(after).unwrap_or(0));
        let at = self.time.now() + after;
        let mut net = self.net();
        net.late_ones += 1;
        let number = net.late_ones;
        let late = (self.computer, as_sandbox(request, at));
        net.late.insert((at, number), late);
        Held(self, number)
    }

    async fn goes(&self, request: &Request) -> Result<Response, TransportError> {
        let broken = |why: &str| Err(TransportError::Broken(why.to_owned()));
        let patience = u64::try_from(request.patience.as_millis()).unwrap_or(0);
        let (trouble, there, back, some) = {
            let mut net = self.net();
            let can_ignore = net.server.crm.dialect() == sandbox::Dialect::Bottlecrm;
            let weather = &mut net.weather;
            let trouble = weather.draw(request.method, &request.path, can_ignore);
            let there = weather.between(5, 150);
            (
                trouble,
                there,
                weather.between(5, 150),
                weather.between(0, 80_000),
            )
        };
        if matches!(trouble, Some(Trouble::Silence | Trouble::Late)) {
            let until = self.time.now() + TimeDelta::from_std(request.patience).unwrap_or_default();
            let mut net = self.net();
            net.silent_until = net.silent_until.max(until);
        }
        match trouble {
            Some(Trouble::Silence) => {
                self.passes(patience).await;
                return broken("no answer in time");
            }
            Some(Trouble::Late) if request.method == Method::Post => {
                let _held = self.will_arrive(request, there + some * (patience + 79_000) / 80_000);
                self.passes(patience).await;
                return broken("no answer in time");
            }
            Some(Trouble::Late) => {
                self.passes(patience / 2).await;
                self.arrives(request);
                self.passes(patience / 2).await;
                return broken("no answer in time");
            }
            _ => self.passes(there).await,
        }
        if self.time.now() < self.net().session_out_until.unwrap_or(DateTime::UNIX_EPOCH) {
            self.net().weather.note(Trouble::SessionOut);
            self.passes(back).await;
            let said = r#"{"detail": "Organization context is required. Please login again."}"#;
            return Ok(page(403, "application/json", said, self.time.now()));
        }
        let answer = match trouble {
            Some(Trouble::RequestLost) => return broken("reset"),
            Some(Trouble::FailedBefore) => Ok(self.failure(some)),
            Some(Trouble::FailedAfter) => {
                self.arrives(request);
                Ok(self.failure(some))
            }
            Some(Trouble::Busy) => {
                let wait = TimeDelta::milliseconds(i64::try_from(some).unwrap_or(0) + 1000);
                let now = self.time.now();
                let key = (self.computer, key(request));
                self.net().trace.patience.insert(key, (now, now + wait));
                Ok(Response {
                    retry_after: Some(Duration::from_millis(some + 1000)),
                    ..page(429, "text/plain", "Try again later", now)
                })
            }
            Some(Trouble::Ignored) => {
                let said = r#"{"error": false, "message": "Done"}"#;
                Ok(page(200, "application/json", said, self.time.now()))
            }
            Some(Trouble::Forgetful) => Ok(without_a_row(as_core(self.arrives(request)), some)),
            Some(Trouble::Portal) => {
                let said = "<html><body>Please accept the terms to go online.</body></html>";
                Ok(page(200, "text/html; charset=utf-8", said, self.time.now()))
            }
            Some(Trouble::ReplyLost | Trouble::Cut) => {
                self.arrives(request);
                broken("reset")
            }
            Some(Trouble::Half) => {
                let mut answer = as_core(self.arrives(request));
                answer.body.truncate(answer.body.len() / 2);
                Ok(answer)
            }
            _ => Ok(as_core(self.arrives(request))),
        };
        if self.net().weather.is_slow && request.path == "/api/cases/" {
            self.net().weather.note(Trouble::Slow);
            self.passes(2_100 + some / 40).await;
        }
        self.passes(back).await;
        answer
    }

    fn failure(&self, some: u64) -> Response {
        let status = [500, 502, 503, 504][usize::try_from(some % 4).unwrap_or(0)];
        let said = "<html><body>Server Error</body></html>";
        page(status, "text/html; charset=utf-8", said, self.time.now())
    }
}

/// What makes two requests the same.
fn key(request: &Request) -> u64 {
    let mut hash = std::hash::DefaultHasher::new();
    (request.method as u8).hash(&mut hash);
    request.path.hash(&mut hash);
    request.query.hash(&mut hash);
    request.body.as_ref().map(|b| &b.bytes).hash(&mut hash);
    hash.finish()
}

/// A page of the list in which the server forgot a row.
fn without_a_row(mut answer: Response, some: u64) -> Response {
    if let Ok(mut body) = serde_json::from_slice::<serde_json::Value>(&answer.body)
        && let Some(rows) = body.get_mut("cases").and_then(|rows| rows.as_array_mut())
        && !rows.is_empty()
    {
        let at = usize::try_from(some).unwrap_or(0) % rows.len();
        rows.remove(at);
        answer.body = body.to_string().into_bytes();
    }
    answer
}

/// A body, for the trace: text as it is, of anything long only what it begins with.
fn said(body: &Body) -> String {
    let text: String = String::from_utf8_lossy(&body.bytes)
        .chars()
        .take(2000)
        .collect();
    format!("{text} ({} bytes)", body.bytes.len())
}

#[async_trait]
impl Transport for Line {
    async fn exchange(&self, request: Request) -> Result<Response, TransportError> {
        if !self.is_up.load(Ordering::SeqCst) {
            let mut net = self.net();
            net.weather.note(Trouble::Unplugged);
            return Err(TransportError::Unreachable("the cable is out".to_owned()));
        }
        let _under_way = self.sets_out(&request);
        let post = comment_of(&request).map(|(case, text)| {
            let unseen = self.net().server.unseen(self.computer, case, &text);
            if let Some(unseen) = unseen {
                let what = format!("I33: {text:?} leaves, and nobody was asked about {unseen:?}");
                self.net().trace.broken = Some(what);
            }
            if !self.is_written_down(&text) {
                let what = format!("I11: {text:?} leaves before its attempt is written down");
                self.net().trace.broken = Some(what);
            }
            let mut net = self.net();
            net.trace.posts.push(Post {
                by: self.computer,
                text,
                began: self.time.now(),
                ended: None,
                refused: false,
            });
            net.trace.posts.len() - 1
        });
        let answer = self.goes(&request).await;
        let (now, me) = (self.time.now(), self.computer);
        let mut net = self.net();
        let status = answer.as_ref().map_or(0, |a| a.status);
        if let (Ok(answer), "/api/cases/") = (&answer, request.path.as_str()) {
            net.server.sweeps.arrived(me, answer.body.len());
        }
        net.trace.add(now, || match &answer {
            Ok(answer) => format!(
                "{me} <- {} ({} bytes) to {}",
                answer.status,
                answer.body.len(),
                request.path
            ),
            Err(error) => format!("{me} <- {error:?} to {}", request.path),
        });
        if let Some(post) = post.and_then(|at| net.trace.posts.get_mut(at)) {
            post.ended = Some(now);
            post.refused = matches!(status, 400..=407);
        }
        answer
    }
}

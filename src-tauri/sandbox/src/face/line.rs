//! One connection: requests are read, the model answers, and what goes wrong goes wrong here, on a real socket.

use std::convert::Infallible;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use hyper::body::{Body, Bytes, Frame, Incoming, SizeHint};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio::time::Sleep;

use super::Shared;
use crate::fault::{Fate, Served};
use crate::message::{Method, Request, Response, parse_query, percent_decode};

/// More than the largest upload a client may try.
const MOST_BYTES: usize = 64 * 1024 * 1024;
/// How long a truncated answer lingers, so that its beginning arrives.
const LINGER: Duration = Duration::from_millis(30);

/// How many pieces of a slow answer come in a second, and the time between them.
const DROPS: u32 = 10;
const PAUSE: Duration = Duration::from_millis(100);

/// Why a connection ends without an answer.
#[derive(Debug)]
enum Cut {
    /// Closed without a byte.
    Closed,
    /// Reset.
    Reset,
}

impl std::fmt::Display for Cut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("cut on purpose")
    }
}

impl std::error::Error for Cut {}

pub(super) async fn converse(stream: TcpStream, shared: Arc<Shared>) {
    let _no_delay = stream.set_nodelay(true);
    let idle = shared.options.idle;
    let (stream, resetter) = twice(stream);
    let Some(stream) = stream else { return };
    let service = service_fn(move |request| {
        let (shared, resetter) = (Arc::clone(&shared), Arc::clone(&resetter));
        async move {
            let answer = answer(request, &shared).await;
            if matches!(answer, Err(Cut::Reset))
                && let Some(socket) = resetter.as_ref()
            {
                let _best_effort = socket.set_zero_linger();
            }
            answer
        }
    });
    // An error here is a connection that ended early: the other side's business, or our purpose.
    let _ended = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(idle)
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

/// The same socket, once to talk on and once to reset it by.
fn twice(stream: TcpStream) -> (Option<TcpStream>, Arc<Option<TcpStream>>) {
    let Ok(stream) = stream.into_std() else {
        return (None, Arc::new(None));
    };
    let second = stream.try_clone().ok();
    let second = second.and_then(|second| TcpStream::from_std(second).ok());
    (TcpStream::from_std(stream).ok(), Arc::new(second))
}

async fn answer(
    asked: hyper::Request<Incoming>,
    shared: &Shared,
) -> Result<hyper::Response<Payload>, Cut> {
    let (head, body) = asked.into_parts();
    let Some(method) = Method::parse(head.method.as_str()) else {
        return plain(405);
    };
    let Some(body) = read(body).await? else {
        return plain(413);
    };
    let header = |(name, value): (&hyper::header::HeaderName, &hyper::header::HeaderValue)| {
        (
            name.as_str().to_owned(),
            String::from_utf8_lossy(value.as_bytes()).into_owned(),
        )
    };
    let request = Request {
        method,
        path: percent_decode(head.uri.path(), false),
        query: parse_query(head.uri.query().unwrap_or_default()),
        headers: head.headers.iter().map(header).collect(),
        body,
        at: (shared.options.clock)(),
    };
    let (fate, served, latency, bandwidth) = {
        let mut crm = shared.crm();
        let fate = crm.fate(&request);
        let served = crm.carry_out(&request, fate.clone());
        shared.write_down(&mut crm);
        let latency = crm.faults.latency.max(shared.options.latency);
        let bandwidth = crm.faults.bandwidth.or(shared.options.bandwidth);
        (fate, served, latency, bandwidth)
    };
    tokio::time::sleep(latency).await;
    match (fate, served) {
        (Fate::Reset, _) => Err(Cut::Reset),
        (Fate::Trickle(rate), Served::Late(response, _)) => slow(response, rate),
        (_, served) => see(served, bandwidth).await,
    }
}

async fn see(served: Served, bandwidth: Option<u32>) -> Result<hyper::Response<Payload>, Cut> {
    let whole = |response| match bandwidth {
        Some(rate) => slow(response, rate),
        None => whole(response),
    };
    match served {
        Served::Answer(response) => whole(response),
        Served::Late(response, wait) => {
            tokio::time::sleep(wait).await;
            whole(response)
        }
        Served::Truncated(response, bytes) => {
            let promised = response.body.len();
            let mut short = response;
            short.body.truncate(bytes);
            send(short, promised, None)
        }
        Served::Cut => Err(Cut::Closed),
    }
}

async fn read(mut body: Incoming) -> Result<Option<Vec<u8>>, Cut> {
    let mut out = Vec::new();
    while let Some(frame) = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
        if let Ok(data) = frame.map_err(|_| Cut::Closed)?.into_data() {
            if out.len() + data.len() > MOST_BYTES {
                return Ok(None);
            }
            out.extend_from_slice(&data);
        }
    }
    Ok(Some(out))
}

fn plain(status: u16) -> Result<hyper::Response<Payload>, Cut> {
    whole(Response {
        status,
        headers: Vec::new(),
        body: Vec::new(),
    })
}

fn whole(response: Response) -> Result<hyper::Response<Payload>, Cut> {
    let promised = response.body.len();
    send(response, promised, None)
}

/// Ten drops a second.
fn slow(response: Response, rate: u32) -> Result<hyper::Response<Payload>, Cut> {
    let promised = response.body.len();
    let drop = usize::try_from(rate / DROPS).unwrap_or(usize::MAX).max(1);
    send(response, promised, Some(drop))
}

fn send(
    response: Response,
    promised: usize,
    drop: Option<usize>,
) -> Result<hyper::Response<Payload>, Cut> {
    let mut builder = hyper::Response::builder().status(response.status);
    for (name, value) in &response.headers {
        builder = builder.header(name, value);
    }
    let promised = u64::try_from(promised).unwrap_or(u64::MAX);
    let data = Some(Bytes::from(response.body));
    builder
        .body(Payload {
            promised,
            data,
            linger: None,
            drop,
            pause: None,
        })
        .map_err(|_| Cut::Closed)
}

/// A body that may be shorter than it promised.
struct Payload {
    promised: u64,
    data: Option<Bytes>,
    linger: Option<Pin<Box<Sleep>>>,
    /// How many bytes come at once, if not all.
    drop: Option<usize>,
    pause: Option<Pin<Box<Sleep>>>,
}

impl Body for Payload {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if let Some(pause) = &mut self.pause {
            std::task::ready!(pause.as_mut().poll(cx));
            self.pause = None;
        }
        if let (Some(drop), Some(data)) = (self.drop, &mut self.data)
            && data.len() > drop
        {
            let some = data.split_to(drop);
            self.promised -= u64::try_from(drop).unwrap_or(0).min(self.promised);
            self.pause = Some(Box::pin(tokio::time::sleep(PAUSE)));
            return Poll::Ready(Some(Ok(Frame::data(some))));
        }
        if let Some(data) = self.data.take() {
            let length = u64::try_from(data.len()).unwrap_or(u64::MAX);
            if length < self.promised {
                self.linger = Some(Box::pin(tokio::time::sleep(LINGER)));
            }
            self.promised -= length.min(self.promised);
            if length > 0 {
                return Poll::Ready(Some(Ok(Frame::data(data))));
            }
        }
        match &mut self.linger {
            Some(linger) => linger.as_mut().poll(cx).map(|()| None),
            None => Poll::Ready(None),
        }
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.promised)
    }

    fn is_end_stream(&self) -> bool {
        self.promised == 0
    }
}

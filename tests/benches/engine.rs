//! What the engine costs: `cargo xtask bench`. One run prints one table; `cargo bench -p satchel-tests -- wire` is one
//! part of it.
//!
//! Times differ from machine to machine; the ratios, taken in the same run, do so much less. Nothing is asserted here.
//! What goes over a real line is counted in `wire.rs`.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a measurement that cannot go on panics, and its table is for people"
)]

mod finding;
mod wire;

use async_trait::async_trait;
use chrono::Utc;
use satchel_core::Core;
use satchel_core::case::table::{self as case_table, Seen};
use satchel_core::case::view::{CaseQuery, SortKey, View};
use satchel_core::clock::Clock;
use satchel_core::comment;
use satchel_core::crm::Token;
use satchel_core::crm::dialect::Dialect;
use satchel_core::crm::envelope::{self, DetailAnswer};
use satchel_core::crm::sign_in::with_token;
use satchel_core::crm::transport::{Request, Response, Transport, TransportError};
use satchel_core::directory;
use satchel_core::id::CaseId;
use satchel_core::mirror::Mirror;
use satchel_core::query;
use satchel_core::store::key::DataKey;
use satchel_core::store::{Place, Store};
use satchel_sandbox::{ALICE, Crm, Method, seed};
use satchel_tests::{Line, VirtualClock, World};
use serde_json::Value;
use std::future::Future;
use std::hint::black_box;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};
use tokio::sync::broadcast;

fn main() {
    println!("{:<44} {:>14} {:>22}", "what", "measured", "ratio");
    let parts: [(&str, fn()); 6] = [
        ("decoding", decoding),
        ("asking", asking),
        ("finding", finding::among_very_many),
        ("replying", replying),
        ("mirroring", mirroring),
        ("wire", wire::mirrors_and_minutes),
    ];
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let wanted: Vec<&String> = wanted
        .iter()
        .filter(|word| !word.starts_with('-'))
        .collect();
    for (name, measure) in parts {
        if wanted.is_empty() || wanted.iter().any(|word| *word == name) {
            measure();
        }
    }
}

fn row(what: &str, measured: &str, ratio: &str) {
    println!("{what:<44} {measured:>14} {ratio:>22}");
}

/// The shortest of several tries: what is left when nobody disturbs.
fn best(tries: u32, mut work: impl FnMut()) -> Duration {
    let time = |_| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    (0..tries).map(time).min().unwrap_or_default()
}

fn get(crm: &mut Crm, target: &str) -> Vec<u8> {
    let request = satchel_sandbox::Request::new(Method::Get, target, Utc::now()).bearer(ALICE);
    crm.handle(&request).body
}

fn parsed(body: &[u8]) -> Value {
    serde_json::from_slice(body).expect("JSON of the sandbox")
}

/// How a body is decoded.
type Decode<'a> = &'a dyn Fn(&[u8]);

/// From bytes to rows, compared with what parsing alone costs.
fn decoding() {
    let bottlecrm = Dialect::Bottlecrm;
    let mut crm = seed::demo(satchel_sandbox::Dialect::Bottlecrm, 300, Utc::now());
    let list = get(&mut crm, "/api/cases/?slim=true&limit=100");
    let busiest = crm
        .cases()
        .max_by_key(|case| crm.comments_of(case.id).len());
    let busiest = busiest.expect("a case").id;
    let detail = get(&mut crm, &format!("/api/cases/{busiest}/"));
    let as_page = |body: &[u8]| {
        black_box(envelope::page(bottlecrm, &parsed(body)).expect("a page"));
    };
    let as_detail = |body: &[u8]| {
        black_box(envelope::detail(bottlecrm, &parsed(body)).expect("a case"));
    };
    let shapes: [(&str, &[u8], Decode<'_>); 2] = [
        ("decode a list page of 100", &list, &as_page),
        ("decode the longest detail", &detail, &as_detail),
    ];
    for (what, body, decode) in shapes {
        let plain = best(60, || {
            black_box(parsed(body));
        });
        let ours = best(60, || decode(body));
        let speed = body.len() as f64 / 1e6 / ours.as_secs_f64();
        let ratio = ours.as_secs_f64() / plain.as_secs_f64();
        row(
            &format!("{what} ({} kB)", body.len() / 1000),
            &format!("{speed:.0} MB/s"),
            &format!("{ratio:.2} x plain parsing"),
        );
    }
}

/// A mirror on disk with so many cases; a tenth of them with their threads.
fn filled(folder: &tempfile::TempDir, cases: usize) -> Mirror {
    let place = Place::Folder(folder.path().join("mirror"));
    let store = Store::open(&place, &DataKey::for_tests(7)).expect("a store");
    let clock: Arc<dyn Clock> = Arc::new(VirtualClock::default());
    let mirror = Mirror::new(store, clock, broadcast::channel(16).0).expect("a mirror");
    let mut crm = seed::demo(satchel_sandbox::Dialect::Bottlecrm, cases, Utc::now());
    let bottlecrm = Dialect::Bottlecrm;
    for offset in (0..cases).step_by(500) {
        let body = get(
            &mut crm,
            &format!("/api/cases/?slim=true&limit=500&offset={offset}"),
        );
        let page = envelope::page(bottlecrm, &parsed(&body)).expect("a page");
        let whole = page.rows.iter().step_by(10).map(|case| {
            let body = get(&mut crm, &format!("/api/cases/{}/", case.server_id));
            envelope::detail(bottlecrm, &parsed(&body)).expect("a case")
        });
        let whole: Vec<DetailAnswer> = whole.collect();
        let written = mirror.write(|w| {
            if let Some(vocabulary) = &page.vocabulary {
                directory::table::put_vocabulary(w, vocabulary)?;
            }
            let seen = Seen {
                at: w.now(),
                sweep: 1,
                detailed: false,
                changed: true,
            };
            for (number, case) in page.rows.iter().enumerate() {
                let id = CaseId(w.clock().new_id());
                case_table::put(w, id, case, &seen)?;
                if let (0, Some(DetailAnswer::Case(detail))) = (number % 10, whole.get(number / 10))
                {
                    comment::table::put_thread(w, w.clock(), id, &detail.comments)?;
                }
                w.touch(id);
            }
            Ok(())
        });
        written.expect("a filled mirror");
    }
    mirror
}

/// The queue's questions, at two sizes.
fn asking() {
    let question = |view, text: &str| CaseQuery {
        view,
        text: text.to_owned(),
        sort: SortKey::Activity,
        descending: true,
        offset: 0,
        limit: 100,
    };
    let questions = [
        ("first page of all", question(View::All, "")),
        ("first page of the open ones", question(View::Open, "")),
        ("a keystroke of search: 'p'", question(View::All, "p")),
        (
            "a keystroke of search: 'print'",
            question(View::All, "print"),
        ),
    ];
    let folders = [2_000, 20_000].map(|cases| (cases, tempfile::tempdir().expect("a folder")));
    let mirrors = folders
        .each_ref()
        .map(|(cases, folder)| filled(folder, *cases));
    for (what, question) in questions {
        let [small, large] = mirrors.each_ref().map(|mirror| {
            best(15, || {
                let page = mirror.read(|db| query::table::list(db, &question, Utc::now()));
                black_box(page.expect("a page"));
            })
        });
        let millis = large.as_secs_f64() * 1e3;
        let ratio = large.as_secs_f64() / small.as_secs_f64();
        row(
            &format!("{what}, of 20,000"),
            &format!("{millis:.2} ms"),
            &format!("{ratio:.1} x that of 2,000"),
        );
    }
}

/// From the key to the disk: what a person waits for after "Send".
fn replying() {
    let (_world, alice) = at_once(World::with_alice(satchel_sandbox::Dialect::Bottlecrm, 200));
    let case = alice.my_case().id;
    let mut times: Vec<Duration> = (0..200)
        .map(|number| {
            let start = Instant::now();
            alice.replies(case, &format!("Reply {number}"));
            start.elapsed()
        })
        .collect();
    times.sort();
    let millis = |at: usize| times.get(at).map_or(0.0, |t| t.as_secs_f64() * 1e3);
    let worst = format!("p95 {:.2} ms", millis(190));
    row(
        "a reply on disk, FULL (median)",
        &format!("{:.2} ms", millis(100)),
        &worst,
    );
}

/// Counts what goes over a line.
struct Counted {
    line: Line,
    requests: AtomicU64,
    bytes: AtomicU64,
}

#[async_trait]
impl Transport for Counted {
    async fn exchange(&self, request: Request) -> Result<Response, TransportError> {
        self.requests.fetch_add(1, Ordering::Relaxed);
        let answer = self.line.exchange(request).await?;
        let bytes = u64::try_from(answer.body.len()).unwrap_or(0);
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
        Ok(answer)
    }
}

/// The first mirror, without a network in the way.
fn mirroring() {
    let world = World::new(satchel_sandbox::Dialect::Bottlecrm, 1_000);
    let line = Arc::new(Counted {
        line: Line::new(world.server(), Arc::clone(&world.clock)),
        requests: AtomicU64::new(0),
        bytes: AtomicU64::new(0),
    });
    let token = Token::new(ALICE);
    let account = at_once(with_token(&*line, "https://crm.test", &token, None)).expect("signed in");
    let clock: Arc<dyn Clock> = Arc::clone(&world.clock) as _;
    let core = Core::open(&Place::Memory, &DataKey::for_tests(7), clock).expect("a mirror");
    core.connect(&account, token, Arc::clone(&line) as _)
        .expect("connected");
    let start = Instant::now();
    at_once(core.sync_once()).expect("the first mirror");
    let seconds = start.elapsed().as_secs_f64();
    let here = f64::from(core.status().expect("a status").coverage.detailed);
    let requests = line.requests.load(Ordering::Relaxed);
    let megabytes = line.bytes.load(Ordering::Relaxed) as f64 / 1e6;
    row(
        "first mirror of 1,000 cases, server included",
        &format!("{:.0} cases/s", here / seconds),
        &format!("{requests} requests, {megabytes:.1} MB"),
    );
}

/// The sandbox answers at once, so nothing ever waits.
fn at_once<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(done) = future.as_mut().poll(&mut context) {
            return done;
        }
    }
}

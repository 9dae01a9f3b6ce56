//! What goes over the line, counted over real HTTP against the sandbox's face: a first mirror, and a minute in which
//! nothing happens. Both dialects. Bodies are counted, heads are not. The server answers at once, so times are the
//! client's and the sandbox's together.

use super::row;
use async_trait::async_trait;
use chrono::Utc;
use satchel_core::Core;
use satchel_core::clock::SystemClock;
use satchel_core::crm::Token;
use satchel_core::crm::http::Http;
use satchel_core::crm::origin::Origin;
use satchel_core::crm::sign_in::with_token;
use satchel_core::crm::transport::{Request, Response, Transport, TransportError};
use satchel_core::id::ServerId;
use satchel_core::store::Place;
use satchel_core::store::key::DataKey;
use satchel_sandbox::{ALICE, Dialect, Face, Options, seed};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How many cases a first mirror brings.
const CASES: usize = 5_000;
/// What is still on its way when the mirror is complete, such as the word of it.
const SETTLING: Duration = Duration::from_secs(10);
const MINUTE: Duration = Duration::from_secs(60);

/// What went over the line.
#[derive(Clone, Default)]
struct Sums {
    requests: u64,
    sent: u64,
    received: u64,
    kinds: BTreeMap<&'static str, u64>,
}

/// Real HTTP, counted.
struct Counted {
    http: Http,
    sums: Mutex<Sums>,
}

impl Counted {
    fn sums(&self) -> MutexGuard<'_, Sums> {
        self.sums.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Transport for Counted {
    async fn exchange(&self, request: Request) -> Result<Response, TransportError> {
        let kind = kind(&request.path);
        let sent = request.body.as_ref().map_or(0, |body| body.bytes.len());
        let answer = self.http.exchange(request).await?;
        let mut sums = self.sums();
        sums.requests += 1;
        sums.sent += u64::try_from(sent).unwrap_or(0);
        sums.received += u64::try_from(answer.body.len()).unwrap_or(0);
        *sums.kinds.entry(kind).or_default() += 1;
        Ok(answer)
    }
}

fn kind(path: &str) -> &'static str {
    match path {
        "/api/cases/" => "lists",
        _ if path.starts_with("/api/cases/") => "details",
        _ if path.starts_with("/api/activities/") => "feeds",
        _ => "others",
    }
}

/// Mirrors, and then idles for a minute, in each dialect.
pub(crate) fn mirrors_and_minutes() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    for (dialect, name) in [
        (Dialect::Bottlecrm, "bottlecrm"),
        (Dialect::Documented, "documented"),
    ] {
        runtime.block_on(measure(dialect, name));
    }
}

async fn measure(dialect: Dialect, name: &str) {
    let crm = seed::demo(dialect, CASES, Utc::now());
    // The description asks for the organization in a header; the real server reads it in the token.
    let organization = ServerId(crm.org().id.to_string());
    let organization = (dialect == Dialect::Documented).then_some(organization);
    let crm = Arc::new(Mutex::new(crm));
    let face = Face::start(crm, 0, Options::default()).expect("a server");
    let origin = Origin::parse(&face.origin()).expect("an address");
    let line = Arc::new(Counted {
        http: Http::new(origin, &satchel_core::crm::http::Settings::default())
            .expect("a transport"),
        sums: Mutex::default(),
    });
    let token = Token::new(ALICE);
    let account = with_token(&*line, &face.origin(), &token, organization).await;
    let folder = tempfile::tempdir().expect("a folder");
    let place = Place::Folder(folder.path().join("mirror"));
    let clock = Arc::new(SystemClock::new(|wait| Box::pin(tokio::time::sleep(wait))));
    let core = Core::open(&place, &DataKey::for_tests(7), clock).expect("a mirror");
    core.connect(&account.expect("signed in"), token, Arc::clone(&line) as _)
        .expect("connected");

    let start = Instant::now();
    let running = tokio::spawn(core.run());
    loop {
        let status = core.status().expect("a status");
        if status.first_mirror_done {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let seconds = start.elapsed().as_secs_f64();
    let here = core.status().expect("a status").coverage.detailed;
    told(
        &format!("first mirror of {here} cases, HTTP, {name}"),
        &format!("{seconds:.1} s"),
        &line.sums(),
    );

    tokio::time::sleep(SETTLING).await;
    *line.sums() = Sums::default();
    tokio::time::sleep(MINUTE).await;
    told(
        &format!("an idle minute, HTTP, {name}"),
        "60 s",
        &line.sums(),
    );
    core.stop();
    running.await.expect("an end");
}

fn told(what: &str, measured: &str, sums: &Sums) {
    let bytes = |count: u64| match count {
        0..10_000 => format!("{count} B"),
        10_000..10_000_000 => format!("{} kB", count / 1_000),
        _ => format!("{:.1} MB", count as f64 / 1e6),
    };
    row(
        what,
        measured,
        &format!(
            "{} requests, {}",
            sums.requests,
            bytes(sums.received + sums.sent)
        ),
    );
    let kinds: Vec<String> = sums
        .kinds
        .iter()
        .map(|(kind, count)| format!("{count} {kind}"))
        .collect();
    row(
        &format!("  of these {}", kinds.join(", ")),
        "",
        &format!("{} sent", bytes(sums.sent)),
    );
}

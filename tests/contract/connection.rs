//! The way to a server, with real sockets and certificates: who is trusted, what a proxy hears, what is never followed, and
//! how long anybody waits.

use crate::desk::Desk;
use crate::published::{ORGANIZATION, Published, TOKEN};
use crate::server::{Answer, Server};
use crate::tls::{Authority, Until, proxy};
use crate::trouble::{counts, says};
use satchel_core::crm::http::{AuthorityFile, BODY_CAP, Http, Password, Proxy, Settings};
use satchel_core::crm::origin::Origin;
use satchel_core::crm::transport::{Body, Method, Request, Response, Transport, TransportError};
use satchel_core::error::Code;
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

const CRM: &str = "crm.larkfield.example";

fn ok() -> Vec<u8> {
    b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}".to_vec()
}

fn trusting(bytes: Vec<u8>) -> Settings {
    Settings {
        extra_ca: Some(AuthorityFile {
            name: "larkfield-ca.pem".to_owned(),
            bytes,
        }),
        ..Settings::default()
    }
}

fn request(method: Method) -> Request {
    Request {
        method,
        path: "/api/cases/".to_owned(),
        query: Vec::new(),
        headers: vec![("authorization", "Bearer a-secret".to_owned())],
        body: (method != Method::Get).then(|| Body::json(&json!({"comment": "once"}))),
        patience: Duration::from_secs(20),
        at_most: None,
    }
}

async fn asks(origin: &str, settings: &Settings) -> Result<Response, TransportError> {
    let http = Http::new(Origin::parse(origin).unwrap(), settings).unwrap();
    http.exchange(request(Method::Get)).await
}

fn is_certificate(answer: &Result<Response, TransportError>, word: &str) -> bool {
    matches!(answer, Err(TransportError::Certificate(why)) if why.contains(word))
}

#[tokio::test]
async fn a_server_of_the_organizations_own_authority_is_trusted_with_its_file_alone() {
    let (ours, others) = (Authority::new(), Authority::new());
    let (server, read) = ours.serves("localhost", Until::Tomorrow, ok()).await;
    let origin = format!("https://localhost:{}", server.port);

    let refused = asks(&origin, &Settings::default()).await;
    assert!(is_certificate(&refused, "authority"), "{refused:?}");
    let refused = asks(&origin, &trusting(others.pem())).await;
    assert!(is_certificate(&refused, "authority"), "{refused:?}");
    assert_eq!(read.load(Ordering::SeqCst), 0, "not one byte of a request");

    let mut both = others.pem();
    both.extend(ours.pem());
    for file in [ours.pem(), ours.der(), both] {
        let answer = asks(&origin, &trusting(file)).await;
        assert_eq!(answer.unwrap().status, 200);
    }
    assert!(read.load(Ordering::SeqCst) > 0);
}

#[tokio::test]
async fn an_authority_of_ones_own_makes_no_bad_certificate_good() {
    let ours = Authority::new();
    let (expired, read_by_expired) = ours.serves("localhost", Until::LongAgo, ok()).await;
    let (other, read_by_other) = ours
        .serves("elsewhere.example", Until::Tomorrow, ok())
        .await;
    let settings = trusting(ours.pem());

    let refused = asks(&format!("https://localhost:{}", expired.port), &settings).await;
    assert!(is_certificate(&refused, "expired"), "{refused:?}");
    let refused = asks(&format!("https://localhost:{}", other.port), &settings).await;
    assert!(is_certificate(&refused, "another address"), "{refused:?}");
    let read = read_by_expired.load(Ordering::SeqCst) + read_by_other.load(Ordering::SeqCst);
    assert_eq!(read, 0, "not one byte of a request");
}

#[test]
fn a_file_that_is_no_certificate_is_named_with_what_to_do() {
    let real = String::from_utf8(Authority::new().pem()).unwrap();
    let cut = real.replace("-----END CERTIFICATE-----", "");
    let key = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n".to_owned();
    let garbled = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".to_owned();
    for bytes in ["", "hello", &cut, &key, &garbled] {
        let origin = Origin::parse(CRM).unwrap();
        let refused = Http::new(origin, &trusting(bytes.as_bytes().to_vec()));
        let error = refused.err().unwrap_or_else(|| panic!("taken: {bytes:?}"));
        let said = error.to_string();
        assert_eq!(error.code(), Code::Invalid, "{bytes:?}");
        assert!(said.contains("larkfield-ca.pem"), "{said}");
        assert!(said.contains("Ask your administrator"), "{said}");
    }
}

fn through(port: u16, user: &str, password: &str, settings: Settings) -> Settings {
    Settings {
        proxy: Proxy::Explicit {
            address: format!("127.0.0.1:{port}"),
            user: user.to_owned(),
            password: Password::new(password),
        },
        ..settings
    }
}

#[tokio::test]
async fn a_proxy_that_wants_a_sign_in_gets_it_and_sees_nothing_else() {
    let ours = Authority::new();
    let (server, read) = ours.serves(CRM, Until::Tomorrow, ok()).await;
    let house = proxy(server.port, "alice", "pass:wörd ").await;
    let origin = format!("https://{CRM}");

    let right = through(
        house.listens.port,
        "alice",
        "pass:wörd ",
        trusting(ours.pem()),
    );
    assert_eq!(asks(&origin, &right).await.unwrap().status, 200);
    let asked = house.asked.lock().unwrap().clone();
    assert_eq!(asked, [format!("CONNECT {CRM}:443 HTTP/1.1")]);

    let before = read.load(Ordering::SeqCst);
    for (user, password) in [("alice", "wrong"), ("", "")] {
        let wrong = through(house.listens.port, user, password, trusting(ours.pem()));
        let refused = asks(&origin, &wrong).await.unwrap_err();
        let TransportError::Unreachable(why) = refused else {
            panic!("{refused:?}");
        };
        assert!(why.contains("proxy does not accept the sign-in"), "{why}");
        assert!(why.contains("user and password"), "the next step: {why}");
        assert!(!why.contains("wrong"), "{why}");
    }
    assert_eq!(read.load(Ordering::SeqCst), before, "nothing got through");
}

#[tokio::test]
async fn a_proxy_that_is_not_there_or_says_no_is_told_apart_from_the_server() {
    let origin = format!("https://{CRM}");
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let free = nobody.local_addr().unwrap().port();
    drop(nobody);
    let refused = asks(&origin, &through(free, "", "", Settings::default())).await;
    assert!(
        matches!(&refused, Err(TransportError::Unreachable(why)) if why.contains("the proxy")),
        "{refused:?}"
    );
    let house = proxy(free, "", "").await;
    let refused = asks(
        &origin,
        &through(house.listens.port, "x", "", Settings::default()),
    )
    .await;
    assert!(
        matches!(&refused, Err(TransportError::Unreachable(why)) if why.contains("the proxy")),
        "{refused:?}"
    );
    // A page of the proxy's own instead of a way through.
    let page = says(
        b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 4\r\n\r\n<p>!".to_vec(),
    )
    .await;
    let refused = asks(&origin, &through(page.port, "", "", Settings::default())).await;
    assert!(
        matches!(&refused, Err(TransportError::Unreachable(_))),
        "{refused:?}"
    );
}

#[tokio::test]
async fn what_goes_to_this_computer_itself_never_goes_to_a_proxy() {
    let server = Server::start(|_| Answer::json(200, &json!({}))).await;
    let count = Arc::new(AtomicUsize::new(0));
    let elsewhere = counts(Arc::clone(&count)).await;
    let settings = through(elsewhere.port, "", "", Settings::default());
    assert_eq!(asks(&server.origin, &settings).await.unwrap().status, 200);
    assert_eq!(count.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn no_redirect_is_followed_wherever_it_leads() {
    let count = Arc::new(AtomicUsize::new(0));
    let target = counts(Arc::clone(&count)).await;
    let ours = Authority::new();
    for status in [301, 302, 303, 307, 308] {
        let answer = format!(
            "HTTP/1.1 {status} Moved\r\nlocation: http://127.0.0.1:{}/api/cases/\r\ncontent-length: 0\r\n\r\n",
            target.port
        );
        // Over TLS: following it would also be a way down to plain HTTP.
        let (server, _) = ours
            .serves("localhost", Until::Tomorrow, answer.into_bytes())
            .await;
        let origin = Origin::parse(&format!("https://localhost:{}", server.port)).unwrap();
        for method in [Method::Get, Method::Post] {
            let http = Http::new(origin.clone(), &trusting(ours.pem())).unwrap();
            let answer = http.exchange(request(method)).await.unwrap();
            assert_eq!(answer.status, status, "{method:?}: told as it came");
        }
    }
    assert_eq!(count.load(Ordering::SeqCst), 0, "nobody went there");
}

fn impatient(millis: u64) -> Settings {
    Settings {
        silence: Duration::from_millis(millis),
        ..Settings::default()
    }
}

/// Takes a request's first bytes, writes these, and falls silent without closing.
async fn falls_silent_after(said: &'static [u8]) -> crate::trouble::Listens {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let task = tokio::spawn(async move {
        let mut open = Vec::new();
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut some = [0; 512];
            let _asked = stream.read(&mut some).await;
            let _written = stream.write_all(said).await;
            open.push(stream);
        }
    });
    crate::trouble::Listens { port, task }
}

#[tokio::test]
async fn a_line_that_falls_silent_is_given_up_wherever_it_stands() {
    for said in [
        &b""[..],
        b"HTTP/1.1 200 OK\r\ncontent-",
        b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"cases\":",
    ] {
        let server = falls_silent_after(said).await;
        let origin = format!("http://127.0.0.1:{}", server.port);
        let began = Instant::now();
        let broken = asks(&origin, &impatient(300)).await;
        let words = String::from_utf8_lossy(said);
        assert!(
            matches!(broken, Err(TransportError::Broken(_))),
            "{words}: {broken:?}"
        );
        assert!(began.elapsed() < Duration::from_secs(3), "{words}");
    }
}

fn large(size: usize) -> Request {
    Request {
        body: Some(Body {
            content_type: "application/octet-stream".to_owned(),
            bytes: vec![b'x'; size].into(),
            sent: None,
        }),
        ..request(Method::Post)
    }
}

#[tokio::test]
async fn a_large_file_may_take_its_time_as_long_as_it_moves() {
    const SIZE: usize = 12 * 1024 * 1024;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let task = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut piece = vec![0; 512 * 1024];
        let (mut all, mut head) = (0, String::new());
        while all < SIZE {
            let read = stream.read(&mut piece).await.unwrap();
            all += read;
            if head.is_empty() {
                head = String::from_utf8_lossy(&piece[..300]).to_lowercase();
            }
            tokio::time::sleep(Duration::from_millis(60)).await;
        }
        let _last = stream.write_all(&ok()).await;
        head
    });
    let origin = Origin::parse(&format!("http://127.0.0.1:{port}")).unwrap();
    let http = Http::new(origin, &impatient(1000)).unwrap();
    let began = Instant::now();
    let answer = http.exchange(large(SIZE)).await;
    assert_eq!(answer.unwrap().status, 200);
    let took = began.elapsed();
    assert!(took > Duration::from_millis(1400), "slow enough: {took:?}");
    let head = task.await.unwrap();
    assert!(head.contains(&format!("content-length: {SIZE}")), "{head}");
    assert!(!head.contains("transfer-encoding"), "{head}");
}

#[tokio::test]
async fn an_upload_that_nobody_takes_is_given_up() {
    let server = falls_silent_after(b"").await;
    let origin = Origin::parse(&format!("http://127.0.0.1:{}", server.port)).unwrap();
    let http = Http::new(origin, &impatient(400)).unwrap();
    let began = Instant::now();
    let broken = http.exchange(large(24 * 1024 * 1024)).await;
    assert!(
        matches!(broken, Err(TransportError::Broken(_))),
        "{broken:?}"
    );
    assert!(began.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn an_answer_without_end_is_not_read_to_its_end() {
    let written = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&written);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut some = [0; 512];
        let _asked = stream.read(&mut some).await;
        let head = b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n";
        stream.write_all(head).await.unwrap();
        let piece = vec![b' '; 64 * 1024];
        while stream.write_all(&piece).await.is_ok() {
            count.fetch_add(piece.len(), Ordering::SeqCst);
        }
    });
    let origin = format!("http://127.0.0.1:{port}");
    let broken = asks(&origin, &Settings::default()).await;
    assert!(
        matches!(&broken, Err(TransportError::Broken(why)) if why.contains("too large")),
        "{broken:?}"
    );
    tokio::time::sleep(Duration::from_millis(200)).await;
    let written = written.load(Ordering::SeqCst);
    assert!(written < BODY_CAP + 16 * 1024 * 1024, "{written} bytes");
}

#[tokio::test]
async fn every_request_asks_for_json_and_only_plain_http_stays_on_this_computer() {
    let server = Server::start(|_| Answer::json(200, &json!({}))).await;
    let http = Http::new(Origin::parse(&server.origin).unwrap(), &Settings::default()).unwrap();
    for method in [Method::Get, Method::Post, Method::Delete] {
        http.exchange(request(method)).await.unwrap();
    }
    for asked in server.asked() {
        assert_eq!(asked.header("accept"), Some("application/json"));
    }
    assert!(Origin::parse(&format!("http://{CRM}")).is_err());
}

#[tokio::test]
async fn an_engine_at_work_takes_another_way_to_its_server_at_once() {
    let published = Published::with(3);
    let server = Server::start(move |asked| published.answers(asked)).await;
    let desk = Desk::at(&server.origin, TOKEN, Some(ORGANIZATION))
        .await
        .unwrap();
    let nowhere = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let dead_end = format!("http://{}", nowhere.local_addr().unwrap());
    drop(nowhere);
    let by = |origin: &str| {
        let origin = Origin::parse(origin).unwrap();
        Arc::new(Http::new(origin, &Settings::default()).unwrap())
    };
    desk.core.go_by_way_of(by(&dead_end));
    let refused = desk.core.sync_once().await.unwrap_err();
    assert_eq!(refused.code(), Code::Offline);
    assert_eq!(desk.rows().len(), 0);
    desk.core.go_by_way_of(by(&server.origin));
    desk.core.sync_once().await.unwrap();
    assert_eq!(desk.rows().len(), 3, "as the same person");
}

#[tokio::test]
async fn an_idle_connection_is_left_before_the_server_leaves_it() {
    let connections = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&connections);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            count.fetch_add(1, Ordering::SeqCst);
            tokio::spawn(async move {
                let mut some = [0; 4096];
                while stream.read(&mut some).await.is_ok_and(|read| read > 0) {
                    stream.write_all(&ok()).await.unwrap();
                }
            });
        }
    });
    let origin = Origin::parse(&format!("http://127.0.0.1:{port}")).unwrap();
    let http = Http::new(origin, &Settings::default()).unwrap();
    for (wait, expected) in [(0, 1), (100, 1), (1900, 2)] {
        tokio::time::sleep(Duration::from_millis(wait)).await;
        http.exchange(request(Method::Get)).await.unwrap();
        let connections = connections.load(Ordering::SeqCst);
        assert_eq!(connections, expected, "after {wait} ms of silence");
    }
}

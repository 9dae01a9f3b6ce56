//! A server that writes addresses of elsewhere wherever an address could be, and more of them than it has: nobody goes there
//! (T8). And servers that talk TLS of another age, or none (T10).

use crate::desk::Desk;
use crate::server::{Answer, Asked, Server};
use crate::trouble::{self, Listens};
use chrono::Utc;
use satchel_core::case::view::TimelineItem;
use satchel_core::crm::http::{Http, Settings};
use satchel_core::crm::origin::Origin;
use satchel_core::crm::transport::{Method, Request, Transport, TransportError};
use satchel_sandbox::{self as sandbox, ADMIN, Dialect, Generation};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// What servers call addresses, of files, of people, of more of the same.
const ADDRESSES: [&str; 24] = [
    "file_path",
    "profile_pic",
    "link",
    "url",
    "href",
    "src",
    "next",
    "previous",
    "avatar",
    "avatar_url",
    "image",
    "logo",
    "company_logo",
    "website",
    "attachment",
    "file",
    "download_url",
    "thumbnail",
    "callback",
    "webhook",
    "location",
    "html_url",
    "icon",
    "photo",
];

/// Writes the address wherever one stands, and where none does.
fn bent(value: &mut Value, address: &str) {
    match value {
        Value::Array(all) => all.iter_mut().for_each(|one| bent(one, address)),
        Value::Object(fields) => {
            for (name, one) in fields.iter_mut() {
                match one {
                    Value::String(_) | Value::Null if ADDRESSES.contains(&name.as_str()) => {
                        *one = json!(address);
                    }
                    other => bent(other, address),
                }
            }
            for name in ADDRESSES {
                fields
                    .entry(name.to_owned())
                    .or_insert_with(|| json!(address));
            }
        }
        _ => {}
    }
}

fn request(asked: &Asked) -> sandbox::Request {
    let method = match asked.method.as_str() {
        "GET" => sandbox::Method::Get,
        "POST" => sandbox::Method::Post,
        "PUT" => sandbox::Method::Put,
        "PATCH" => sandbox::Method::Patch,
        "DELETE" => sandbox::Method::Delete,
        other => panic!("{other}"),
    };
    sandbox::Request {
        method,
        path: asked.path.clone(),
        query: asked.query.clone(),
        headers: asked.headers.clone(),
        body: asked.body.clone(),
        at: Utc::now(),
    }
}

#[tokio::test]
async fn no_address_that_a_server_writes_is_gone_to_wherever_it_stands() {
    let count = Arc::new(AtomicUsize::new(0));
    let elsewhere = trouble::counts(Arc::clone(&count)).await;
    for generation in [Generation::H, Generation::G] {
        let mut crm = sandbox::seed::demo(Dialect::Bottlecrm, 30, Utc::now());
        crm.set_generation(generation);
        let crm = Arc::new(Mutex::new(crm));
        let address = format!("http://127.0.0.1:{}/x.png", elsewhere.port);
        let bends = Arc::new(AtomicUsize::new(0));
        let (model, bent_ones) = (Arc::clone(&crm), Arc::clone(&bends));
        let server = Server::start(move |asked| {
            let response = model.lock().unwrap().handle(&request(asked));
            let is_json = response
                .header("content-type")
                .is_some_and(|kind| kind.contains("json"));
            let mut body = response.json();
            if !is_json || body.is_null() {
                return Answer {
                    status: response.status,
                    content_type: response
                        .header("content-type")
                        .unwrap_or("text/plain")
                        .to_owned(),
                    body: response.body,
                };
            }
            bent(&mut body, &address);
            bent_ones.fetch_add(1, Ordering::SeqCst);
            Answer::json(response.status, &body)
        })
        .await;
        let desk = Desk::at(&server.origin, ADMIN, None).await.unwrap();
        for _ in 0..2 {
            desk.core.sync_once().await.unwrap();
        }
        let rows = desk.rows();
        assert!(rows.len() >= 20, "{generation:?}: {}", rows.len());
        let mut files = 0;
        for row in rows {
            let view = desk.core.open_case(row.id).unwrap();
            for item in view.timeline {
                if let TimelineItem::Attachment { id, .. } = item {
                    // It comes by its id, or not at all.
                    let _there_or_not = desk.core.attachment(id).await;
                    files += 1;
                }
            }
        }
        assert!(files > 0 && bends.load(Ordering::SeqCst) > 10, "{files}");
        assert_eq!(
            count.load(Ordering::SeqCst),
            0,
            "{generation:?}: somebody went there"
        );
    }
}

/// What a server heard.
#[derive(Clone, Default)]
struct Heard {
    /// How each greeting began.
    greetings: Vec<Option<u8>>,
    /// What was said after it.
    rest: Vec<u8>,
}

/// Waits for a greeting, answers with these bytes, and tells what it heard.
async fn answers_a_greeting_with(bytes: Vec<u8>) -> (Listens, Arc<Mutex<Heard>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let heard: Arc<Mutex<Heard>> = Arc::default();
    let log = Arc::clone(&heard);
    let task = tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut some = [0; 16 * 1024];
            let greeted = stream.read(&mut some).await.unwrap_or_default();
            let first = some[..greeted].first().copied();
            log.lock().unwrap().greetings.push(first);
            let _written = stream.write_all(&bytes).await;
            let mut rest = Vec::new();
            let _read =
                tokio::time::timeout(Duration::from_secs(5), stream.read_to_end(&mut rest)).await;
            log.lock().unwrap().rest.extend(rest);
        }
    });
    (Listens { port, task }, heard)
}

/// What a server of this version says first: it takes a suite of that age, and has nothing to add.
fn server_hello(version: [u8; 2], random: [u8; 32]) -> Vec<u8> {
    let mut hello = Vec::from(version);
    hello.extend(random);
    // No session, ECDHE-RSA with AES-128-GCM for TLS 1.2 and with CBC before, no compression.
    hello.push(0);
    hello.extend(if version[1] < 3 {
        [0xc0, 0x13]
    } else {
        [0xc0, 0x2f]
    });
    hello.push(0);
    let length = u32::try_from(hello.len()).unwrap().to_be_bytes();
    let mut message = vec![2, length[1], length[2], length[3]];
    message.extend(hello);
    let length = u16::try_from(message.len()).unwrap().to_be_bytes();
    let mut record = vec![0x16, version[0], version[1], length[0], length[1]];
    record.extend(message);
    record
}

#[tokio::test]
async fn tls_of_another_age_a_way_down_and_no_tls_at_all_get_not_one_byte_of_a_request() {
    let mut downgraded = [7; 32];
    downgraded[24..].copy_from_slice(b"DOWNGRD\x01");
    let http = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}"
        .to_vec();
    let page =
        b"HTTP/1.1 302 Found\r\nlocation: http://login.hotel.example/\r\ncontent-length: 0\r\n\r\n"
            .to_vec();
    for (what, bytes) in [
        ("SSL 3", server_hello([3, 0], [7; 32])),
        ("TLS 1.0", server_hello([3, 1], [7; 32])),
        ("TLS 1.1", server_hello([3, 2], [7; 32])),
        (
            "TLS 1.2 after a way down from 1.3",
            server_hello([3, 3], downgraded),
        ),
        ("plain HTTP", http),
        ("a captive portal", page),
        ("nothing", Vec::new()),
        ("noise", vec![0xff; 4096]),
    ] {
        let (server, heard) = answers_a_greeting_with(bytes).await;
        let origin = Origin::parse(&format!("https://localhost:{}", server.port)).unwrap();
        let settings = Settings {
            silence: Duration::from_secs(2),
            ..Settings::default()
        };
        let http = Http::new(origin, &settings).unwrap();
        let asks = Request {
            method: Method::Get,
            path: "/api/cases/".to_owned(),
            query: Vec::new(),
            headers: vec![("authorization", "Bearer a-secret".to_owned())],
            body: None,
            patience: Duration::from_secs(3),
            at_most: None,
        };
        let refused = http.exchange(asks).await;
        assert!(
            matches!(
                refused,
                Err(TransportError::Unreachable(_)
                    | TransportError::Certificate(_)
                    | TransportError::Broken(_))
            ),
            "{what}: {refused:?}"
        );
        let Heard { greetings, rest } = heard.lock().unwrap().clone();
        let is_tls = |first: &Option<u8>| *first == Some(0x16);
        assert!(
            !greetings.is_empty() && greetings.iter().all(is_tls),
            "{what}: greeted with {greetings:?}"
        );
        // An alert at most: two bytes, in a record of five.
        assert!(
            rest.len() <= 7 && rest.first().is_none_or(|kind| *kind == 0x15),
            "{what}: {rest:?}"
        );
    }
}

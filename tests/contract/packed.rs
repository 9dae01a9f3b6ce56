//! Answers that a proxy in front of the server has packed: asked for, unpacked as they arrive, and never beyond what an answer may
//! have.

use crate::server::{Answer, Server};
use flate2::Compression;
use flate2::write::GzEncoder;
use satchel_core::attachment::ServerAttachment;
use satchel_core::crm::dialect::{Capabilities, Dialect};
use satchel_core::crm::http::{BODY_CAP, Http, Settings};
use satchel_core::crm::origin::Origin;
use satchel_core::crm::transport::{Method, Request, Response, Transport, TransportError};
use satchel_core::crm::{Account, Credential, Crm, Me, Token};
use satchel_core::id::ServerId;
use serde_json::json;
use std::io::Write;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

/// Asks a proxy that answers with this body, and says that it is packed; and what it was asked.
async fn asks_for(body: Vec<u8>) -> (Result<Response, TransportError>, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let proxy = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut asked = vec![0; 4096];
        let read = stream.read(&mut asked).await.unwrap();
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-encoding: gzip\r\n\
                    connection: close\r\n\r\n";
        stream.write_all(head.as_bytes()).await.unwrap();
        // Who has heard enough hangs up.
        let _hung_up = stream.write_all(&body).await;
        String::from_utf8_lossy(&asked[..read]).to_lowercase()
    });
    let http = Http::new(Origin::parse(&origin).unwrap(), &Settings::default()).unwrap();
    let request = Request {
        method: Method::Get,
        path: "/api/cases/".to_owned(),
        query: Vec::new(),
        headers: Vec::new(),
        body: None,
        patience: Duration::from_secs(20),
        at_most: None,
    };
    (http.exchange(request).await, proxy.await.unwrap())
}

#[tokio::test]
async fn an_answer_may_come_packed_and_is_asked_for_like_that() {
    let rows = json!({"cases": vec![json!({"name": "Printer at gate 4", "status": "New"}); 500]});
    let whole = rows.to_string().into_bytes();
    let small = packed(&whole);
    assert!(small.len() * 10 < whole.len());
    let (answer, asked) = asks_for(small).await;
    assert_eq!(answer.unwrap().body, whole);
    assert!(asked.contains("accept-encoding: gzip"), "{asked}");
}

#[tokio::test]
async fn a_packed_answer_that_is_cut_off_is_none() {
    let mut half = packed(json!({"cases": [1, 2, 3]}).to_string().as_bytes());
    half.truncate(half.len() / 2);
    let (answer, _) = asks_for(half).await;
    assert!(
        matches!(&answer, Err(TransportError::Broken(_))),
        "{answer:?}"
    );
}

#[tokio::test]
async fn what_unpacks_without_end_is_not_unpacked_to_its_end() {
    let zeros = packed(&vec![b' '; 2 * BODY_CAP]);
    assert!(zeros.len() < BODY_CAP / 100, "{} bytes", zeros.len());
    let (answer, _) = asks_for(zeros).await;
    assert!(
        matches!(&answer, Err(TransportError::Broken(why)) if why.contains("too large")),
        "{answer:?}"
    );
}

#[tokio::test]
async fn a_file_is_asked_for_as_it_is() {
    let server = Server::start(|_| Answer {
        status: 200,
        content_type: "image/png".to_owned(),
        body: b"a picture".to_vec(),
    })
    .await;
    let http = Http::new(Origin::parse(&server.origin).unwrap(), &Settings::default()).unwrap();
    let account = Account {
        origin: server.origin.clone(),
        dialect: Dialect::Bottlecrm,
        capabilities: Capabilities::default(),
        organization: None,
        organization_name: String::new(),
        me: Me::default(),
    };
    let credential = Credential::Token(Token::new("a token"));
    let crm = Crm::new(Arc::new(http), credential, Arc::new(|_| true), account);
    let file = ServerAttachment {
        server_id: ServerId("f1".to_owned()),
        file_name: "gate-4.png".to_owned(),
        by: None,
        at: chrono::Utc::now(),
        path: None,
    };
    assert_eq!(crm.download(&file).await.unwrap(), b"a picture");
    assert_eq!(
        server.asked()[0].header("accept-encoding"),
        Some("identity")
    );
}

//! The normative table of errors (sync-and-security 3.4), row by row over a real socket: what happened, and what is to be
//! done next after each kind of request.

use crate::published::TOKEN;
use crate::trouble;
use async_trait::async_trait;
use satchel_core::case::{Field, NewCase, ServerCase};
use satchel_core::comment::Audience;
use satchel_core::crm::dialect::{Capabilities, Dialect};
use satchel_core::crm::http::{Http, Settings};
use satchel_core::crm::origin::Origin;
use satchel_core::crm::transport::{Request, Response, Transport, TransportError};
use satchel_core::crm::{Account, Credential, Crm, CrmError, Effect, ListQuery, Me, Next, Token};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::net::TcpListener;

/// The real transport, in a hurry: nobody wants to wait a minute for a time-out.
struct Hurried(Http);

#[async_trait]
impl Transport for Hurried {
    async fn exchange(&self, request: Request) -> Result<Response, TransportError> {
        let patience = Duration::from_millis(400).min(request.patience);
        self.0
            .exchange(Request {
                patience,
                ..request
            })
            .await
    }
}

pub(crate) fn at(origin: &str) -> Crm {
    let account = Account {
        origin: origin.to_owned(),
        dialect: Dialect::Bottlecrm,
        capabilities: Capabilities {
            has_internal_notes: true,
            has_activity_feed: true,
            can_patch: true,
            has_key_order: true,
            has_slim: true,
            has_org_header: false,
        },
        organization: None,
        organization_name: String::new(),
        me: Me::default(),
    };
    let http = Http::new(Origin::parse(origin).unwrap(), &Settings::default()).unwrap();
    Crm::new(
        Arc::new(Hurried(http)),
        Credential::Token(Token::new(TOKEN)),
        Arc::new(|_| true),
        account,
    )
}

pub(crate) fn case() -> ServerCase {
    let row = json!({"id": "c1", "name": "One", "status": "New", "priority": "Low", "created_at": "2026-11-23T09:00:00Z"});
    satchel_core::case::wire::read(&row).unwrap()
}

const EFFECTS: [Effect; 4] = [
    Effect::Read,
    Effect::Repeatable,
    Effect::Append,
    Effect::Create,
];

/// What a request of each effect meets there.
async fn met(origin: &str) -> [CrmError; 4] {
    let crm = at(origin);
    let new = NewCase {
        name: "A new one".to_owned(),
        status: "New".to_owned(),
        priority: "Low".to_owned(),
        case_type: None,
        description: String::new(),
        account_id: None,
        assignee_ids: Vec::new(),
        team_ids: Vec::new(),
        contact_ids: Vec::new(),
        tag_ids: Vec::new(),
    };
    let now = case();
    let read = crm.list(&ListQuery::Newest, 10).await.map(drop);
    let edit = crm
        .set_field(&now, Field::Priority, Some("High"), None)
        .await;
    let add = crm
        .add_comment(&now.server_id, Audience::Public, "Hello")
        .await
        .map(drop);
    let create = crm.create(&new).await.map(drop);
    [read, edit, add, create].map(|met| met.expect_err("trouble"))
}

/// Each effect meets this, and this is next.
async fn is_row(origin: &str, what: &str, fits: impl Fn(&CrmError) -> bool, next: [Next; 4]) {
    for ((met, effect), next) in met(origin).await.into_iter().zip(EFFECTS).zip(next) {
        assert!(fits(&met), "{what}, {effect:?}: {met:?}");
        assert_eq!(met.next(effect), next, "{what}, {effect:?}: {met:?}");
    }
}

/// An answer, byte for byte.
pub(crate) async fn answering(status: &str, headers: &str, body: &str) -> trouble::Listens {
    let length = body.len();
    let answer = format!(
        "HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n{body}"
    );
    trouble::says(answer.into_bytes()).await
}

pub(crate) fn local(listens: &trouble::Listens) -> String {
    format!("http://127.0.0.1:{}", listens.port)
}

pub(crate) const JSON: &str = "content-type: application/json\r\n";
const HTML: &str = "content-type: text/html; charset=utf-8\r\n";
const NOT_SENT: [Next; 4] = [Next::Retry(None); 4];
/// What it may have done, an append and a creation must find out; the rest is done again after reading again.
const UNKNOWN: [Next; 4] = [
    Next::Retry(None),
    Next::Retry(None),
    Next::Verify,
    Next::Verify,
];

#[tokio::test]
async fn nobody_there_and_no_trust_mean_that_nothing_was_sent() {
    let port = {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        listener.local_addr().unwrap().port()
    };
    let refused = |e: &CrmError| matches!(e, CrmError::Unreachable(_));
    is_row(
        &format!("http://127.0.0.1:{port}"),
        "refused",
        refused,
        NOT_SENT,
    )
    .await;

    let unknown = |e: &CrmError| matches!(e, CrmError::Unreachable(_));
    is_row("https://nobody.invalid", "no such name", unknown, NOT_SENT).await;

    let read = Arc::new(AtomicUsize::new(0));
    let own = trouble::vouches_for_itself(Arc::clone(&read)).await;
    let distrusted = |e: &CrmError| matches!(e, CrmError::Certificate(_));
    is_row(
        &format!("https://localhost:{}", own.port),
        "self-signed",
        distrusted,
        NOT_SENT,
    )
    .await;
    assert_eq!(read.load(Ordering::SeqCst), 0);

    let plain = answering("200 OK", JSON, "{}").await;
    let no_tls = |e: &CrmError| matches!(e, CrmError::Unreachable(_));
    is_row(
        &format!("https://localhost:{}", plain.port),
        "no TLS at all",
        no_tls,
        NOT_SENT,
    )
    .await;
}

#[tokio::test]
async fn silence_and_a_broken_connection_mean_that_nobody_knows() {
    let broken = |e: &CrmError| matches!(e, CrmError::Broken(_));
    let hangs_up = trouble::says(Vec::new()).await;
    is_row(
        &local(&hangs_up),
        "closed after the request",
        broken,
        UNKNOWN,
    )
    .await;
    let cut = trouble::says(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{\"cases\"".to_vec()).await;
    is_row(&local(&cut), "cut off in the answer", broken, UNKNOWN).await;
    let head = trouble::says(b"HTTP/1.1 20".to_vec()).await;
    is_row(&local(&head), "cut off in the head", broken, UNKNOWN).await;

    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = silent.local_addr().unwrap().port();
    let listens = tokio::spawn(async move {
        let mut held = Vec::new();
        while let Ok((stream, _)) = silent.accept().await {
            held.push(stream);
        }
    });
    is_row(
        &format!("http://127.0.0.1:{port}"),
        "no answer in time",
        broken,
        UNKNOWN,
    )
    .await;
    listens.abort();
}

#[tokio::test]
async fn an_answer_that_is_none_means_that_nobody_knows() {
    let page = "<!doctype html><title>Welcome to the train</title>";
    let portal = |e: &CrmError| *e == CrmError::CaptivePortal;
    is_row(
        &local(&answering("200 OK", HTML, page).await),
        "200 page",
        portal,
        UNKNOWN,
    )
    .await;
    is_row(
        &local(&answering("200 OK", JSON, page).await),
        "200 page said to be JSON",
        portal,
        UNKNOWN,
    )
    .await;
    is_row(
        &local(&answering("511 Network Authentication Required", HTML, page).await),
        "511",
        portal,
        UNKNOWN,
    )
    .await;
    let malformed = |e: &CrmError| matches!(e, CrmError::Malformed(_));
    is_row(
        &local(&answering("200 OK", JSON, "{\"cases\": [").await),
        "200 cut JSON",
        malformed,
        UNKNOWN,
    )
    .await;
    for status in [
        "301 Moved Permanently",
        "302 Found",
        "303 See Other",
        "307 Temporary Redirect",
        "308 Permanent Redirect",
    ] {
        let away = answering(status, "location: https://elsewhere.invalid/\r\n", "").await;
        let redirect = |e: &CrmError| matches!(e, CrmError::Redirect(_));
        is_row(&local(&away), status, redirect, UNKNOWN).await;
    }
}

#[tokio::test]
async fn a_no_parks_it_except_that_a_creation_may_have_happened() {
    let said = r#"{"error": true, "errors": {"name": ["Case with this name already exists."]}}"#;
    let refused = |e: &CrmError| {
        *e == CrmError::Rejected("name: Case with this name already exists.".to_owned())
    };
    let next = [Next::Hold, Next::Hold, Next::Hold, Next::Verify];
    is_row(
        &local(&answering("400 Bad Request", JSON, said).await),
        "400",
        refused,
        next,
    )
    .await;
    // Refused before anything was looked at: not even a creation may have happened.
    for status in ["413 Content Too Large", "415 Unsupported Media Type"] {
        let unfit = |e: &CrmError| matches!(e, CrmError::Unfit(_));
        is_row(
            &local(&answering(status, HTML, "<html>413</html>").await),
            status,
            unfit,
            [Next::Hold; 4],
        )
        .await;
        let detail = r#"{"detail": "Unsupported media type in request."}"#;
        is_row(
            &local(&answering(status, JSON, detail).await),
            status,
            unfit,
            [Next::Hold; 4],
        )
        .await;
    }
}

#[tokio::test]
async fn who_is_not_let_in_signs_in_again_and_nothing_is_touched() {
    let sign_in = |e: &CrmError| *e == CrmError::SignIn;
    let next = [Next::SignIn; 4];
    let expired = r#"{"detail": "Given token not valid", "code": "token_not_valid", "messages": [{"message": "Token is expired"}]}"#;
    is_row(
        &local(&answering("401 Unauthorized", JSON, expired).await),
        "401",
        sign_in,
        next,
    )
    .await;
    is_row(
        &local(&answering("401 Unauthorized", HTML, "<h1>401</h1>").await),
        "401 page",
        sign_in,
        next,
    )
    .await;
    for body in [
        r#"{"detail": "Organization context is required. Please login again."}"#,
        r#"{"detail": "User company doesnot match with header...."}"#,
        r#"{"detail": "Something that nobody has ever seen"}"#,
        r#"{"error": "User account is disabled"}"#,
        "{}",
        "null",
    ] {
        is_row(
            &local(&answering("403 Forbidden", JSON, body).await),
            body,
            sign_in,
            next,
        )
        .await;
    }
    // A proxy's own refusal is not the CRM's, whatever it says.
    let said = r#"{"detail": "You do not have permission."}"#;
    let as_a_page = answering("403 Forbidden", HTML, said).await;
    is_row(&local(&as_a_page), "403 said to be a page", sign_in, next).await;
    let page = "<html>You don't have permission to access this resource.</html>";
    is_row(
        &local(&answering("403 Forbidden", HTML, page).await),
        "403 page",
        sign_in,
        next,
    )
    .await;
}

#[tokio::test]
async fn who_may_not_is_told_in_the_servers_words_and_it_is_parked() {
    for (body, words) in [
        (
            r#"{"detail": "You do not have Permission to perform this action"}"#,
            "You do not have Permission to perform this action",
        ),
        (
            r#"{"error": true, "errors": "You don't have permission to perform this action."}"#,
            "You don't have permission to perform this action.",
        ),
        (
            r#"{"detail": "You do not have permission to perform this action."}"#,
            "You do not have permission to perform this action.",
        ),
        (
            r#"{"error": true, "errors": "Permission Denied"}"#,
            "Permission Denied",
        ),
        (
            r#"{"detail": "This token is not scoped for write access to cases."}"#,
            "This token is not scoped for write access to cases.",
        ),
    ] {
        let denied = |e: &CrmError| *e == CrmError::Denied(words.to_owned());
        is_row(
            &local(&answering("403 Forbidden", JSON, body).await),
            body,
            denied,
            [Next::Hold; 4],
        )
        .await;
    }
}

#[tokio::test]
async fn only_the_apis_own_404_says_that_a_thing_is_gone() {
    let gone = |e: &CrmError| *e == CrmError::Gone;
    let json = answering("404 Not Found", JSON, r#"{"detail": "No such case."}"#).await;
    is_row(&local(&json), "404 JSON", gone, [Next::Gone; 4]).await;
    let wrong = |e: &CrmError| *e == CrmError::NotACrm;
    for (headers, body) in [
        (HTML, "<h1>Not Found</h1>"),
        ("", ""),
        (JSON, "\"no\""),
        (JSON, "[]"),
        (JSON, "<h1>Not Found</h1>"),
        (HTML, r#"{"detail": "No such case."}"#),
    ] {
        is_row(
            &local(&answering("404 Not Found", headers, body).await),
            "404 of another",
            wrong,
            UNKNOWN,
        )
        .await;
    }
}

#[tokio::test]
async fn who_is_asked_for_patience_is_patient() {
    for status in [
        "408 Request Timeout",
        "425 Too Early",
        "429 Too Many Requests",
        "503 Service Unavailable",
    ] {
        let headers = format!("{HTML}retry-after: 77\r\n");
        let later = Some(Duration::from_secs(77));
        let busy = |e: &CrmError| *e == CrmError::Busy(later);
        let next = [
            Next::Retry(later),
            Next::Retry(later),
            Next::Verify,
            Next::Verify,
        ];
        is_row(
            &local(&answering(status, &headers, "<h1>Busy</h1>").await),
            status,
            busy,
            next,
        )
        .await;
        let unsaid = |e: &CrmError| *e == CrmError::Busy(None);
        is_row(
            &local(&answering(status, JSON, "{}").await),
            status,
            unsaid,
            UNKNOWN,
        )
        .await;
    }
}

#[tokio::test]
async fn a_servers_failure_is_never_a_no() {
    for status in [
        "500 Internal Server Error",
        "501 Not Implemented",
        "502 Bad Gateway",
        "504 Gateway Timeout",
        "520 Odd",
    ] {
        let failed = |e: &CrmError| matches!(e, CrmError::Failed(_));
        is_row(
            &local(&answering(status, HTML, "<h1>Server Error</h1>").await),
            status,
            failed,
            UNKNOWN,
        )
        .await;
        is_row(
            &local(&answering(status, JSON, r#"{"detail": "Not found."}"#).await),
            status,
            failed,
            UNKNOWN,
        )
        .await;
    }
}

//! Each hop of the way to a server, broken once with real sockets and certificates: the report names that one, says that
//! those before it hold and those after it were not tried, and no address or secret is in it.

use crate::desk::Desk;
use crate::tls::{Authority, Until, proxy};
use crate::trouble::says;
use satchel_core::crm::http::{AuthorityFile, Http, Password, Proxy, Settings};
use satchel_core::crm::origin::Origin;
use satchel_core::crm::{Account, Credential, Token};
use satchel_core::way::{self, Holds, Hop, HopReport, reach::reach};
use satchel_sandbox::{Dialect, Face, Options};
use std::net::{Ipv4Addr, TcpListener};
use std::sync::{Arc, Mutex};

async fn tested(
    origin: &str,
    settings: &Settings,
    person: Option<(&Account, &Credential)>,
) -> Vec<HopReport> {
    let origin = Origin::parse(origin).unwrap();
    let first = way::first(&origin, settings, false).unwrap();
    let reached = match first.clone() {
        Some(first) => tokio::task::spawn_blocking(move || reach(&first.host, first.port))
            .await
            .ok(),
        None => None,
    };
    let http = Http::new(origin.clone(), settings).unwrap();
    let all = way::tested(&origin, first.as_ref(), reached, &http, person).await;
    assert_eq!(
        all.iter().map(|line| line.hop).collect::<Vec<_>>(),
        Hop::ALL
    );
    let said = serde_json::to_string(&all).unwrap();
    for secret in ["hunter2", "pat_", "crm.larkfield", "127.0.0.1"] {
        assert!(!said.contains(secret), "{said}");
    }
    all
}

/// The hop that broke, with what was said; those before it hold, those after it were not tried.
fn broken(all: &[HopReport]) -> (Hop, String) {
    let at = all.iter().position(|line| line.holds == Holds::No);
    let at = at.unwrap_or_else(|| panic!("nothing broke: {all:?}"));
    assert!(
        all[..at]
            .iter()
            .all(|l| matches!(l.holds, Holds::Yes | Holds::NotHere)),
        "{all:?}"
    );
    assert!(
        all[at + 1..]
            .iter()
            .all(|l| matches!(l.holds, Holds::NotTried | Holds::NotHere)),
        "{all:?}"
    );
    let error = all[at].error.clone().expect("what broke it");
    assert!(!error.next.is_empty(), "and what to do");
    (all[at].hop, error.message)
}

fn closed() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.local_addr().unwrap().port()
}

fn answer(status: &str, kind: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\n\r\n{body}")
        .into_bytes()
}

fn trusting(authority: &Authority, proxy: Proxy) -> Settings {
    Settings {
        extra_ca: Some(AuthorityFile {
            name: "ca.pem".to_owned(),
            bytes: authority.pem(),
        }),
        proxy,
        ..Settings::default()
    }
}

fn through(port: u16, password: &str) -> Proxy {
    Proxy::Explicit {
        address: format!("127.0.0.1:{port}"),
        user: "alice".to_owned(),
        password: Password::new(password),
    }
}

#[tokio::test]
async fn a_name_that_nobody_knows_and_a_closed_door_are_told_apart() {
    let none = Settings {
        proxy: Proxy::None,
        ..Settings::default()
    };
    let (hop, said) = broken(&tested("no-such-host.invalid", &none, None).await);
    assert_eq!(hop, Hop::Name);
    assert!(said.contains("server") && said.contains("DNS"), "{said}");
    let (hop, _) = broken(&tested(&format!("http://localhost:{}", closed()), &none, None).await);
    assert_eq!(hop, Hop::Connection);
}

#[tokio::test]
async fn a_proxy_that_is_not_there_one_that_says_no_and_one_that_wants_a_sign_in_are_told_apart() {
    let ours = Authority::new();
    let away = trusting(&ours, through(closed(), "x"));
    let (hop, said) = broken(&tested("crm.larkfield.example", &away, None).await);
    assert_eq!(hop, Hop::Connection);
    assert!(said.contains("proxy"), "{said}");

    let (server, _) = ours
        .serves(
            "crm.larkfield.example",
            Until::Tomorrow,
            answer("200 OK", "application/json", "{}"),
        )
        .await;
    let house = proxy(server.port, "alice", "hunter2").await;
    let wrong = trusting(&ours, through(house.listens.port, "wrong"));
    let (hop, said) = broken(&tested("crm.larkfield.example", &wrong, None).await);
    assert_eq!(hop, Hop::Proxy);
    assert!(said.contains("sign-in"), "{said}");

    let nowhere = proxy(closed(), "alice", "hunter2").await;
    let blocked = trusting(&ours, through(nowhere.listens.port, "hunter2"));
    let (hop, said) = broken(&tested("crm.larkfield.example", &blocked, None).await);
    assert_eq!(hop, Hop::Proxy, "{said}");
}

#[tokio::test]
async fn a_certificate_that_does_not_verify_is_named_with_its_reason() {
    let (ours, others) = (Authority::new(), Authority::new());
    let none = |authority| trusting(authority, Proxy::None);
    for (name, until, trusted, word) in [
        ("localhost", Until::Tomorrow, &others, "authority"),
        ("localhost", Until::LongAgo, &ours, "expired"),
        (
            "elsewhere.example",
            Until::Tomorrow,
            &ours,
            "another address",
        ),
    ] {
        let (server, _) = ours.serves(name, until, Vec::new()).await;
        let origin = format!("https://localhost:{}", server.port);
        let (hop, said) = broken(&tested(&origin, &none(trusted), None).await);
        assert_eq!(hop, Hop::Certificate, "{said}");
        assert!(said.contains(word), "{said}");
    }
    let plain = says(answer("200 OK", "text/html", "<html>")).await;
    let origin = format!("https://localhost:{}", plain.port);
    let (hop, said) = broken(&tested(&origin, &none(&ours), None).await);
    assert_eq!(hop, Hop::Certificate, "no TLS at all: {said}");
}

#[tokio::test]
async fn a_page_in_between_a_failing_server_and_no_crm_are_told_apart() {
    let ours = Authority::new();
    let settings = trusting(&ours, Proxy::None);
    for (bytes, hop) in [
        (answer("200 OK", "text/html", "<html>Welcome to our Wi-Fi"), Hop::Portal),
        (answer("502 Bad Gateway", "text/plain", "bad gateway"), Hop::Server),
        (answer("500 Internal Server Error", "application/json", "{}"), Hop::Server),
        (b"HTTP/1.1 302 Found\r\nlocation: https://elsewhere.example/\r\ncontent-length: 0\r\n\r\n".to_vec(), Hop::Server),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\ncut".to_vec(), Hop::Server),
        (answer("200 OK", "application/json", "{\"hello\": 1}"), Hop::Api),
        (answer("404 Not Found", "application/json", "{}"), Hop::Api),
    ] {
        let said = String::from_utf8_lossy(&bytes).into_owned();
        let (server, _) = ours.serves("localhost", Until::Tomorrow, bytes).await;
        let origin = format!("https://localhost:{}", server.port);
        let (found, _) = broken(&tested(&origin, &settings, None).await);
        assert_eq!(found, hop, "{said}");
    }
}

#[tokio::test]
async fn the_whole_way_holds_and_a_token_that_does_not_is_the_last_hop() {
    let crm = satchel_sandbox::seed::demo(Dialect::Bottlecrm, 6, chrono::Utc::now());
    let face = Face::start(Arc::new(Mutex::new(crm)), 0, Options::default()).unwrap();
    let origin = face.origin();
    let desk = Desk::at(&origin, satchel_sandbox::ALICE, None).await;
    let account = desk.unwrap().account.clone();
    let good = Credential::from(Token::new(satchel_sandbox::ALICE));
    let settings = Settings::default();
    let all = tested(&origin, &settings, Some((&account, &good))).await;
    assert!(all.iter().all(|line| line.error.is_none()), "{all:?}");
    assert_eq!(all.last().unwrap().holds, Holds::Yes);
    assert_eq!(
        all[3].holds,
        Holds::NotHere,
        "no TLS on this computer itself"
    );
    let bad = Credential::from(Token::new("pat_of_yesterday"));
    let (hop, _) = broken(&tested(&origin, &settings, Some((&account, &bad))).await);
    assert_eq!(hop, Hop::SignIn);
    let nobody = tested(&origin, &settings, None).await;
    assert_eq!(nobody.last().unwrap().holds, Holds::NotTried);
}

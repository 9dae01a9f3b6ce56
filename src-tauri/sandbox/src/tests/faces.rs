//! The model on a real socket.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::sync::{Arc, Mutex};
use std::time::{Duration as Wait, Instant};

use super::*;
use crate::{Face, Fate, Options, When};

pub(super) struct Plugged {
    face: Face,
    pub(super) crm: Arc<Mutex<Crm>>,
}

impl Plugged {
    pub(super) fn new() -> Plugged {
        let crm = Arc::new(Mutex::new(Crm::new(Dialect::Bottlecrm, 7)));
        let face = Face::start(Arc::clone(&crm), 0, Options::default()).unwrap();
        Plugged { face, crm }
    }

    fn fate(&self, fate: Fate) {
        self.crm.lock().unwrap().faults.next(When::any(), fate);
    }

    /// Everything the server sends until it closes.
    pub(super) fn ask(&self, text: &str) -> std::io::Result<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.face.port()))?;
        let head = format!("Host: x\r\nAuthorization: Bearer {ADMIN}\r\nConnection: close\r\n");
        stream.write_all(text.replacen("\r\n", &format!("\r\n{head}"), 1).as_bytes())?;
        let mut out = Vec::new();
        stream.read_to_end(&mut out)?;
        Ok(String::from_utf8_lossy(&out).into_owned())
    }
}

pub(super) const PROFILE: &str = "GET /api/profile/ HTTP/1.1\r\n\r\n";

#[test]
fn requests_are_answered_with_the_models_headers() {
    let plugged = Plugged::new();
    let answer = plugged.ask(PROFILE).unwrap().to_lowercase();
    assert!(answer.starts_with("http/1.1 200 ok\r\n"), "{answer}");
    assert!(answer.contains("\r\ncontent-type: application/json\r\n"));
    assert!(answer.contains("\r\ndate: "));
    assert_eq!(answer.matches("content-length").count(), 1);
    assert!(answer.ends_with("\"teams\":[\"tier 2\"]}}"));

    let body = new_case("Über den Draht").to_string();
    let length = body.len();
    let post = format!(
        "POST /api/cases/ HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    );
    assert!(
        plugged
            .ask(&post)
            .unwrap()
            .contains("Case Created Successfully")
    );
    let found = plugged.ask("GET /api/cases/?name=%C3%BCber%20den&slim=true HTTP/1.1\r\n\r\n");
    assert!(found.unwrap().contains("\"cases_count\":1"));
}

#[test]
fn head_and_no_content_keep_the_line_in_order() {
    let plugged = Plugged::new();
    let head = plugged
        .ask("HEAD /api/profile/ HTTP/1.1\r\n\r\n")
        .unwrap()
        .to_lowercase();
    assert!(
        head.contains("content-length: ") && head.ends_with("\r\n\r\n"),
        "{head}"
    );
    let case = plugged
        .crm
        .lock()
        .unwrap()
        .web_creates_case("ada", NewWebCase::default(), start());
    let watch = format!("/api/cases/{case}/watch/ HTTP/1.1\r\n\r\n");
    assert!(
        plugged
            .ask(&format!("POST {watch}"))
            .unwrap()
            .starts_with("HTTP/1.1 201")
    );
    assert!(
        plugged
            .ask(&format!("DELETE {watch}"))
            .unwrap()
            .starts_with("HTTP/1.1 204")
    );
}

#[test]
fn an_unplugged_server_refuses_and_cuts_and_comes_back_on_its_port() {
    let plugged = Plugged::new();
    let mut open = TcpStream::connect(("127.0.0.1", plugged.face.port())).unwrap();
    open.write_all(
        format!("GET /api/profile/ HTTP/1.1\r\nHost: x\r\nToken: {ADMIN}\r\n\r\n").as_bytes(),
    )
    .unwrap();
    let mut some = [0; 16];
    open.read_exact(&mut some).unwrap();
    for _ in 0..3 {
        plugged.face.unplug().unwrap();
        assert!(!plugged.face.is_plugged());
        let refused = TcpStream::connect(("127.0.0.1", plugged.face.port())).unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::ConnectionRefused);
        plugged.face.plug().unwrap();
        assert!(plugged.face.is_plugged());
        assert!(plugged.ask(PROFILE).unwrap().starts_with("HTTP/1.1 200"));
    }
    let mut rest = Vec::new();
    let _cut = open.read_to_end(&mut rest);
    let again = open
        .write_all(PROFILE.as_bytes())
        .and_then(|()| open.read(&mut some));
    assert!(!matches!(again, Ok(1..)), "the old connection is dead");
    let port = plugged.face.port();
    plugged.face.stop();
    assert!(TcpStream::connect(("127.0.0.1", port)).is_err());
}

#[test]
fn a_server_may_begin_unplugged() {
    let crm = Arc::new(Mutex::new(Crm::new(Dialect::Bottlecrm, 7)));
    let options = Options {
        plugged: false,
        ..Options::default()
    };
    let face = Face::start(crm, 0, options).unwrap();
    assert!(!face.is_plugged());
    assert!(TcpStream::connect(("127.0.0.1", face.port())).is_err());
    face.plug().unwrap();
    assert!(TcpStream::connect(("127.0.0.1", face.port())).is_ok());
}

#[test]
fn what_is_lost_closes_the_line_without_a_byte() {
    let plugged = Plugged::new();
    for fate in [Fate::LoseRequest, Fate::LoseReply] {
        plugged.fate(fate);
        assert!(matches!(plugged.ask(PROFILE).as_deref(), Ok("") | Err(_)));
    }
    assert_eq!(
        plugged.crm.lock().unwrap().requests().count(),
        1,
        "the first never arrived"
    );
}

#[test]
fn a_truncated_answer_promises_more_than_it_gives() {
    let plugged = Plugged::new();
    plugged.fate(Fate::Truncate(20));
    let answer = plugged.ask(PROFILE).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert_eq!(body.len(), 20);
    let length = head.to_lowercase();
    let length: usize = length
        .split("content-length: ")
        .nth(1)
        .unwrap()
        .lines()
        .next()
        .unwrap()
        .parse()
        .unwrap();
    assert!(length > 100);
}

#[test]
fn a_late_answer_is_late() {
    let plugged = Plugged::new();
    plugged.fate(Fate::Delay(Wait::from_millis(120)));
    let begun = Instant::now();
    assert!(plugged.ask(PROFILE).unwrap().starts_with("HTTP/1.1 200"));
    assert!(begun.elapsed() >= Wait::from_millis(120));
}

#[test]
fn an_idle_connection_is_closed() {
    let crm = Arc::new(Mutex::new(Crm::new(Dialect::Bottlecrm, 7)));
    let options = Options {
        idle: Wait::from_millis(80),
        ..Options::default()
    };
    let face = Face::start(crm, 0, options).unwrap();
    let mut stream = TcpStream::connect(("127.0.0.1", face.port())).unwrap();
    stream.set_read_timeout(Some(Wait::from_secs(5))).unwrap();
    let begun = Instant::now();
    let mut out = Vec::new();
    stream.read_to_end(&mut out).unwrap();
    assert!(begun.elapsed() < Wait::from_secs(4));
}

#[test]
fn a_journaled_server_remembers_over_a_restart() {
    let path = std::env::temp_dir().join(format!("satchel-face-{}.jsonl", std::process::id()));
    let _absent = std::fs::remove_file(&path);
    let begin = || Arc::new(Mutex::new(Crm::new(Dialect::Bottlecrm, 7)));
    let options = || Options {
        journal: Some(path.clone()),
        ..Options::default()
    };
    let crm = begin();
    let plugged = Plugged {
        face: Face::start(Arc::clone(&crm), 0, options()).unwrap(),
        crm: Arc::clone(&crm),
    };
    let case = crm
        .lock()
        .unwrap()
        .web_creates_case("bob", NewWebCase::default(), start());
    let comment = r#"{"comment":"over the wire"}"#;
    let post = format!(
        "POST /api/cases/{case}/ HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{comment}",
        comment.len()
    );
    assert!(plugged.ask(&post).unwrap().starts_with("HTTP/1.1 200"));
    crm.lock()
        .unwrap()
        .web_comments(case, "bob", "no request follows", false, start());
    plugged.face.stop();

    let again = begin();
    let face = Face::start(Arc::clone(&again), 0, options()).unwrap();
    assert_eq!(*again.lock().unwrap(), *crm.lock().unwrap());
    assert_eq!(again.lock().unwrap().comments_of(case).len(), 2);
    let taken = Face::start(Arc::clone(&again), face.port(), options());
    assert!(taken.is_err(), "the port is taken");
    face.stop();
    let twice = Face::start(Arc::clone(&again), 0, options()).unwrap();
    assert_eq!(
        *again.lock().unwrap(),
        *crm.lock().unwrap(),
        "nothing is played twice"
    );
    twice.stop();
    std::fs::remove_file(&path).unwrap();
}

#[test]
fn a_reset_is_a_reset_and_had_its_effect() {
    let plugged = Plugged::new();
    plugged.fate(Fate::Reset);
    let error = plugged.ask(PROFILE).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionReset);
    assert!(plugged.ask(PROFILE).is_ok());
}

#[test]
fn a_slow_body_comes_drop_by_drop_and_whole() {
    let plugged = Plugged::new();
    let whole = plugged.ask(PROFILE).unwrap();
    plugged.fate(Fate::Trickle(1_000));
    let begun = Instant::now();
    let slow = plugged.ask(PROFILE).unwrap();
    assert!(
        begun.elapsed() >= Wait::from_millis(250),
        "{:?}",
        begun.elapsed()
    );
    let body = |answer: &str| answer.split_once("\r\n\r\n").unwrap().1.to_owned();
    assert_eq!(body(&slow), body(&whole));
}

#[test]
fn a_restart_cuts_connections_and_keeps_sessions() {
    let plugged = Plugged::new();
    let session = {
        let mut crm = plugged.crm.lock().unwrap();
        let org = crm.org().id;
        let session = crm.sign_in("alice@example.test", Some(org), Utc::now());
        session.unwrap()
    };
    let mut open = TcpStream::connect(("127.0.0.1", plugged.face.port())).unwrap();
    open.write_all(b"GET /api/pro").unwrap();
    std::thread::sleep(Wait::from_millis(50));
    plugged.face.restart().unwrap();
    let mut rest = Vec::new();
    let cut = open.read_to_end(&mut rest).map_or(true, |read| read == 0);
    assert!(cut, "{rest:?}");
    assert!(plugged.ask(PROFILE).is_ok(), "it listens again");
    let asked = Request::new(Method::Get, "/api/cases/", Utc::now());
    let answer = plugged
        .crm
        .lock()
        .unwrap()
        .handle(&asked.bearer(&session.access));
    assert_eq!(answer.status, 200);
}

//! Whatever answers, or does not: a clear error with its code, its words and the next step; the mirror and the outbox
//! stay as they were.

use crate::desk::{Desk, clock};
use crate::published::{ORGANIZATION, Published, TOKEN};
use crate::server::{Answer, Asked, Server};
use crate::trouble;
use satchel_core::Core;
use satchel_core::case::{Field, FieldEdit};
use satchel_core::comment::Audience;
use satchel_core::error::{AppError, Code, Error};
use satchel_core::store::key::DataKey;
use satchel_core::sync::status::StatusWord;
use serde_json::json;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

const REPLY: &str = "Not sent, and not lost";

/// A desk with a mirror and a reply that waits, at a server that then becomes something else.
async fn settled() -> Desk {
    let published = Published::with(12);
    let server = Server::start(move |asked| published.answers(asked)).await;
    let desk = Desk::at(&server.origin, TOKEN, Some(ORGANIZATION))
        .await
        .unwrap();
    desk.core.sync_once().await.unwrap();
    desk.core
        .add_comment(desk.case("Login Issues 0"), Audience::Public, REPLY)
        .unwrap();
    desk
}

/// The error has this code and says what to do; nothing of the desk's changed.
async fn is_told(origin: &str, code: Code, word: StatusWord) -> AppError {
    let desk = settled().await;
    desk.moves_to(origin);
    let before = desk.rows();
    let error = desk.core.sync_once().await.expect_err("something is wrong");
    let told = AppError::from(&error);
    assert_eq!(told.code, code, "{told:?}");
    assert!(told.message.len() > 15 && told.next.len() > 15, "{told:?}");
    assert!(
        !told.message.contains(TOKEN) && !told.message.contains("127.0.0.1"),
        "{told:?}"
    );
    assert_eq!(desk.core.status().unwrap().word, word);
    assert_eq!(desk.rows(), before, "the mirror is as it was");
    let outbox = desk.core.outbox().unwrap();
    assert_eq!(outbox.len(), 1);
    assert_eq!(outbox[0].mine, REPLY, "the outbox is as it was");
    assert_eq!(outbox[0].attempts, 0, "nothing was tried");
    told
}

async fn at_sign_in(origin: &str) -> AppError {
    let error = Desk::at(origin, TOKEN, Some(ORGANIZATION)).await.err();
    let told = AppError::from(error.expect("no sign-in here"));
    assert!(told.message.len() > 15 && told.next.len() > 15, "{told:?}");
    told
}

async fn answering(answer: impl Fn(&Asked) -> Answer + Send + Sync + 'static) -> Server {
    Server::start(answer).await
}

#[tokio::test]
async fn an_address_that_is_no_crm_is_told_as_such() {
    let site = answering(|_| Answer::html(404, "<html>No such page</html>")).await;
    assert_eq!(at_sign_in(&site.origin).await.code, Code::NotACrm);
    is_told(&site.origin, Code::NotACrm, StatusWord::Trouble).await;
    let other_api = answering(|_| Answer::json(200, &json!({"hello": "world"}))).await;
    assert_eq!(at_sign_in(&other_api.origin).await.code, Code::NotACrm);
    let list = answering(|_| Answer::json(200, &json!([1, 2, 3]))).await;
    assert_eq!(at_sign_in(&list.origin).await.code, Code::NotACrm);
    let json_404 = answering(|_| Answer::json(404, &json!({"detail": "Not found."}))).await;
    assert_eq!(at_sign_in(&json_404.origin).await.code, Code::NotACrm);
}

#[tokio::test]
async fn json_that_is_something_else_changes_nothing() {
    let other = answering(|_| Answer::json(200, &json!({"hello": "world"}))).await;
    let desk = settled().await;
    desk.moves_to(&other.origin);
    let before = desk.rows();
    let error = desk.core.sync_once().await.unwrap_err();
    assert_eq!(error.code(), Code::Refused, "{error}");
    assert_eq!(desk.rows(), before);
    let outbox = desk.core.outbox().unwrap();
    assert_eq!((outbox[0].mine.as_str(), outbox[0].attempts), (REPLY, 0));
    assert!(other.writes().is_empty());
}

#[tokio::test]
async fn a_web_page_instead_of_json_is_a_captive_portal() {
    let portal = answering(|_| Answer::html(200, "<!doctype html><title>Welcome</title>")).await;
    let told = at_sign_in(&portal.origin).await;
    assert_eq!(told.code, Code::CaptivePortal);
    let told = is_told(&portal.origin, Code::CaptivePortal, StatusWord::Offline).await;
    assert!(told.next.contains("browser"), "{told:?}");
    let disguised = answering(|_| Answer {
        status: 200,
        content_type: "application/json".to_owned(),
        body: b"  <html>Welcome</html>".to_vec(),
    })
    .await;
    assert_eq!(
        at_sign_in(&disguised.origin).await.code,
        Code::CaptivePortal
    );
}

#[tokio::test]
async fn a_redirect_is_never_followed() {
    let elsewhere = answering(|_| Answer::json(200, &json!({}))).await;
    let to = elsewhere.origin.clone();
    let bytes =
        format!("HTTP/1.1 302 Found\r\nlocation: {to}/api/cases/\r\ncontent-length: 0\r\n\r\n");
    let moved = trouble::says(bytes.into_bytes()).await;
    is_told(
        &format!("http://127.0.0.1:{}", moved.port),
        Code::NotACrm,
        StatusWord::Trouble,
    )
    .await;
    assert!(elsewhere.asked().is_empty(), "the token never went there");
}

#[tokio::test]
async fn an_answer_cut_off_is_offline_not_data() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n{\"count\": 0, \"results\": []";
    let cut = trouble::says(head.as_bytes().to_vec()).await;
    let origin = format!("http://127.0.0.1:{}", cut.port);
    assert_eq!(at_sign_in(&origin).await.code, Code::Offline);
    is_told(&origin, Code::Offline, StatusWord::Offline).await;
    // The length fits, the JSON does not end.
    let whole = trouble::says(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 10\r\n\r\n{\"count\": ".to_vec()).await;
    let told = at_sign_in(&format!("http://127.0.0.1:{}", whole.port)).await;
    assert_eq!(told.code, Code::Refused, "{told:?}");
    let nothing = trouble::says(Vec::new()).await;
    is_told(
        &format!("http://127.0.0.1:{}", nothing.port),
        Code::Offline,
        StatusWord::Offline,
    )
    .await;
}

#[tokio::test]
async fn a_body_without_end_is_cut_at_the_cap() {
    let mut endless =
        b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{\"count\": 1, \"results\": [\""
            .to_vec();
    endless.resize(satchel_core::crm::http::BODY_CAP + 100_000, b'x');
    let server = trouble::says(endless).await;
    let told = is_told(
        &format!("http://127.0.0.1:{}", server.port),
        Code::Offline,
        StatusWord::Offline,
    )
    .await;
    assert!(told.message.contains("large"), "{told:?}");
}

#[tokio::test]
async fn nobody_at_the_address_is_offline() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let told = is_told(&origin, Code::Offline, StatusWord::Offline).await;
    assert!(told.next.contains("Go on working"), "{told:?}");
}

#[tokio::test]
async fn a_server_that_only_vouches_for_itself_gets_not_one_byte_of_a_request() {
    let read = Arc::new(AtomicUsize::new(0));
    let server = trouble::vouches_for_itself(Arc::clone(&read)).await;
    let origin = format!("https://localhost:{}", server.port);
    assert_eq!(at_sign_in(&origin).await.code, Code::Certificate);
    let told = is_told(&origin, Code::Certificate, StatusWord::Trouble).await;
    assert!(told.next.contains("Nothing was sent"), "{told:?}");
    assert_eq!(read.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn unknown_words_and_two_megabytes_of_text_are_mirrored_as_they_are() {
    let text = "ü漢🙂 ".repeat(2 * 1024 * 1024 / 10);
    let case = json!({
        "id": "big-1", "name": "A long story", "status": "Sleeping", "priority": "Whatever", "case_type": "Odd", "account": null,
        "contacts": [], "created_on": "2023-01-15T10:30:00Z", "closed_on": null, "assigned_to": [], "teams": [],
        "description": text, "shoe_size": 43,
    });
    let held = Arc::new(Mutex::new(case));
    let server = {
        let held = Arc::clone(&held);
        answering(move |asked| {
            let mut case = held.lock().unwrap();
            if asked.method == "PUT" {
                let new = asked.json();
                for (key, value) in new.as_object().unwrap() {
                    case[key] = value.clone();
                }
            }
            match asked.path.as_str() {
                "/api/cases/" if asked.number("offset", 0) == 0 => Answer::json(200, &json!({"count": 1, "next": null, "previous": null, "results": [*case]})),
                "/api/cases/" => Answer::json(200, &json!({"count": 1, "next": null, "previous": null, "results": []})),
                "/api/cases/big-1/" => Answer::json(200, &json!({"case_obj": *case, "assigned_to": [], "teams": [], "comments": [], "attachments": [], "users_mention": []})),
                _ => Answer::html(404, "no"),
            }
        })
        .await
    };
    let desk = Desk::at(&server.origin, TOKEN, Some(ORGANIZATION))
        .await
        .unwrap();
    desk.core.sync_once().await.unwrap();
    let view = desk.opens("A long story");
    assert_eq!(
        (view.row.status.as_str(), view.row.priority.as_str()),
        ("Sleeping", "Whatever")
    );
    assert_eq!(view.description, text);
    let mine = format!("{text}and mine");
    let edit = FieldEdit {
        field: Field::Description,
        value: Some(mine.clone()),
    };
    desk.core.edit_case(view.row.id, &[edit]).unwrap();
    desk.core.sync_once().await.unwrap();
    assert!(desk.core.outbox().unwrap().is_empty());
    assert_eq!(held.lock().unwrap()["description"], mine.as_str());
    assert_eq!(desk.opens("A long story").description, mine);
    let stored = desk.closes_and_reads(&["big-1"]);
    assert_eq!(stored[0].as_ref().unwrap().case.extra["shoe_size"], 43);
}

#[tokio::test]
async fn a_wrong_key_opens_nothing_and_a_newer_layout_is_read_and_not_changed() {
    let desk = settled().await;
    let place = desk.place.clone();
    let in_use = Core::open(&place, &DataKey::for_tests(7), clock())
        .err()
        .unwrap();
    assert_eq!(in_use.code(), Code::InUse);
    let Desk { core, folder, .. } = desk;
    core.disconnect();
    drop(core);

    let wrong = Core::open(&place, &DataKey::for_tests(8), clock())
        .err()
        .unwrap();
    clear(&wrong, Code::WrongPassphrase);
    let satchel_core::store::Place::Folder(path) = &place else {
        panic!("a mirror on disk")
    };
    let file = path.join("mirror.db");
    let kept = std::fs::read(&file).unwrap();
    {
        let mirror = satchel_tests::stored(&place, clock());
        mirror
            .write(|w| Ok(w.pragma_update(None, "user_version", 999)?))
            .unwrap();
    }
    let newer_file = std::fs::read(&file).unwrap();
    let core = Core::open(&place, &DataKey::for_tests(7), clock()).unwrap();
    let newer = core.read_only().unwrap();
    clear(&newer, Code::NewerDatabase);
    assert!(newer.to_string().contains("999"), "{newer}");
    let status = core.status().unwrap();
    assert_eq!(status.error.unwrap().code, Code::NewerDatabase);
    let unsent = core.outbox().unwrap().remove(0);
    assert_eq!(unsent.mine, REPLY, "it can be read");
    clear(
        &core.discard(unsent.intent_id).unwrap_err(),
        Code::NewerDatabase,
    );
    drop(core);
    assert_eq!(std::fs::read(&file).unwrap(), newer_file, "untouched");
    std::fs::write(&file, kept).unwrap();
    let core = Core::open(&place, &DataKey::for_tests(7), clock()).unwrap();
    assert_eq!(
        core.outbox().unwrap()[0].mine,
        REPLY,
        "everything is still here"
    );
    drop((core, folder));
}

fn clear(error: &Error, code: Code) {
    assert_eq!(error.code(), code, "{error}");
    assert!(error.to_string().len() > 15 && error.next_step().len() > 15);
}

//! The same beginning and the same requests give the same world.

use super::*;
use crate::{ALICE, BOB, Journal, seed};

/// A day's work, through every kind of door.
fn work(world: &mut World) {
    let bob = world.profile("bob");
    let created = world
        .as_(ALICE)
        .post("/api/cases/", new_case("From the client"));
    let case = id(&created.json()["id"]);
    let path = format!("/api/cases/{case}/");
    world.patch(case, json!({ "assigned_to": [bob], "priority": "High" }));
    world
        .as_(BOB)
        .post(&path, json!({ "comment": "@alice ünd 漢字" }));
    world.post("/api/cases/", json!({ "name": "refused" }));
    let bytes: Vec<u8> = (0..=255).collect();
    world.upload(
        Method::Post,
        &path,
        &[Part::File("case_attachment", "a.bin", &bytes)],
    );
    let at = world.tick();
    let new = NewWebCase {
        name: "From the web".to_owned(),
        ..NewWebCase::default()
    };
    let other = world.crm.web_creates_case("bob", new, at);
    world
        .crm
        .web_comments(other, crate::Who::Customer, "hello", false, at);
    world.crm.web_merges(other, case, "ada", at);
    let gone = world.case("Soon gone");
    let at = world.tick();
    world.crm.web_deletes_case(gone, "ada", at);
    world.crm.web_revokes_tokens("bob", at);
    world.patch(case, json!({ "priority": "Low" }));
}

fn journal_path(name: &str) -> std::path::PathBuf {
    let path = std::env::temp_dir().join(format!("satchel-{name}-{}.jsonl", std::process::id()));
    let _absent = std::fs::remove_file(&path);
    path
}

#[test]
fn the_same_requests_give_the_same_answers_and_the_same_state() {
    let (mut one, mut two) = (World::new(), World::new());
    work(&mut one);
    work(&mut two);
    assert_eq!(one.crm, two.crm);
    let (a, b) = (
        one.get("/api/cases/?limit=100"),
        two.get("/api/cases/?limit=100"),
    );
    assert_eq!(a, b);
    assert_ne!(one.crm, Crm::new(Dialect::Bottlecrm, 8));
}

#[test]
fn asking_changes_nothing() {
    let mut world = World::new();
    work(&mut world);
    let before = world.crm.clone();
    for path in [
        "/api/cases/",
        "/api/profile/",
        "/api/activities/",
        "/api/notifications/",
    ] {
        world.as_(ADMIN).get(path);
    }
    assert_eq!(world.crm, before);
}

#[test]
fn a_journal_played_over_the_beginning_gives_the_same_state() {
    let path = journal_path("replay");
    let begin = || seed::demo(Dialect::Bottlecrm, 40, start());
    let mut world = World::of(begin());
    let mut journal = Journal::open(&path, &mut world.crm).unwrap();
    work(&mut world);
    journal.append(&mut world.crm).unwrap();
    world.as_(ALICE).post("/api/cases/", new_case("Later"));
    journal.append(&mut world.crm).unwrap();
    drop(journal);

    let text = std::fs::read_to_string(&path).unwrap();
    assert!(!text.contains("bcrm_pat"), "no token is written down");
    let mut again = begin();
    let journal = Journal::open(&path, &mut again).unwrap();
    assert_eq!(again, world.crm);

    drop(journal);
    let whole = text.lines().count();
    std::fs::write(&path, format!("{text}{{\"at\":\"2026-11-23T09:1")).unwrap();
    let mut torn = begin();
    let mut journal = Journal::open(&path, &mut torn).unwrap();
    assert_eq!(torn, world.crm, "a torn last line is ignored");
    torn.web_revokes_tokens("ada", start());
    journal.append(&mut torn).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text.lines().count(), whole + 1, "and overwritten");
    std::fs::remove_file(&path).unwrap();
}

#[test]
fn what_was_asked_is_remembered_in_order() {
    let mut world = World::new();
    world.get("/api/cases/?name=a+b&limit=2");
    world.as_("nobody").get("/api/profile/");
    let log: Vec<(Method, &str, u16)> = world
        .crm
        .requests()
        .map(|one| (one.method, one.target.as_str(), one.status))
        .collect();
    let list = (Method::Get, "/api/cases/?name=a%20b&limit=2", 200);
    assert_eq!(log, [list, (Method::Get, "/api/profile/", 403)]);
}

#[test]
fn a_journal_keeps_no_session_but_the_token_a_session_made() {
    let path = journal_path("sessions");
    let mut world = World::new();
    let mut journal = Journal::open(&path, &mut world.crm).unwrap();
    let at = world.tick();
    let body = json!({ "email": "alice@example.test", "delivery": "code" });
    let ask = Request::new(Method::Post, "/api/auth/magic-link/request/", at).json(&body);
    world.crm.handle(&ask);
    let code = world.crm.last_code("alice@example.test").unwrap();
    let org = world.crm.org().id;
    let session = world
        .crm
        .sign_in("alice@example.test", Some(org), at)
        .unwrap();
    let mint = Request::new(Method::Post, "/api/profile/tokens/", at).bearer(&session.access);
    let minted = world
        .crm
        .handle(&mint.json(&json!({ "name": "laptop" })))
        .json();
    let token = minted["token"].as_str().unwrap();
    journal.append(&mut world.crm).unwrap();
    drop(journal);

    let text = std::fs::read_to_string(&path).unwrap();
    assert!(!text.contains(&code) && !text.contains(&session.access) && !text.contains(token));
    let mut again = World::new();
    let _journal = Journal::open(&path, &mut again.crm).unwrap();
    assert_eq!(
        again.crm.me(token).unwrap().person.email,
        "alice@example.test"
    );
    let list = Request::new(Method::Get, "/api/cases/", at).bearer(&session.access);
    assert_eq!(again.crm.handle(&list).status, 200, "open sessions go on");
    std::fs::remove_file(&path).unwrap();
}

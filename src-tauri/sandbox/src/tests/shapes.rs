//! Key for key, in the same order, as the real server answers.

use serde_json::Value;

use super::*;
use crate::ALICE;

/// Says where the keys of two values differ. Lists are compared by their first elements, if both have one.
fn difference(path: &str, ours: &Value, theirs: &Value) -> Option<String> {
    const FREE: [&str; 3] = ["metadata", "custom_fields", "terminology"];
    match (ours, theirs) {
        (Value::Object(ours), Value::Object(theirs)) => {
            let a: Vec<&String> = ours.keys().collect();
            let b: Vec<&String> = theirs.keys().collect();
            if a != b {
                return Some(format!("{path}: ours {a:?}, theirs {b:?}"));
            }
            let pairs = ours.iter().zip(theirs.values());
            pairs
                .filter(|((key, _), _)| !FREE.contains(&key.as_str()))
                .find_map(|((key, ours), theirs)| {
                    difference(&format!("{path}.{key}"), ours, theirs)
                })
        }
        (Value::Array(ours), Value::Array(theirs)) => {
            let (ours, theirs) = (ours.first()?, theirs.first()?);
            difference(&format!("{path}[]"), ours, theirs)
        }
        (Value::Null, _) | (_, Value::Null) => None,
        (a, b) if std::mem::discriminant(a) == std::mem::discriminant(b) => None,
        (a, b) => Some(format!("{path}: ours {a}, theirs {b}")),
    }
}

fn assert_same_shape(ours: &Response, fixture: &str) {
    assert!(ours.status < 300, "{}: {}", ours.status, ours.text());
    let theirs: Value = serde_json::from_str(fixture).unwrap();
    assert_eq!(difference("", &ours.json(), &theirs), None);
}

/// A case with everything on it.
fn full() -> (World, Uuid) {
    let mut world = World::new();
    let alice = world.profile("alice");
    let account = world.crm.accounts().next().unwrap().id;
    let contacts: Vec<Uuid> = world.crm.contacts().map(|contact| contact.id).collect();
    let teams: Vec<Uuid> = world.crm.teams().iter().map(|team| team.id).collect();
    let tags: Vec<Uuid> = world.crm.tags().iter().map(|tag| tag.id).collect();
    let mut body = new_case("Everything on it");
    for (key, value) in [
        ("account", json!(account)),
        ("contacts", json!(contacts)),
        ("teams", json!(teams)),
        ("tags", json!(tags)),
        ("assigned_to", json!([alice])),
        ("case_type", json!("Incident")),
        ("description", json!("Two lines\nof text")),
    ] {
        body[key] = value;
    }
    let created = world.post("/api/cases/", body);
    assert_same_shape(&created, include_str!("../../fixtures/created.json"));
    let case = id(&created.json()["id"]);
    let path = format!("/api/cases/{case}/");
    world.post(&path, json!({ "comment": "Looking, @alice" }));
    world.post(
        &path,
        json!({ "comment": "Between us", "is_internal": true }),
    );
    world.upload(
        Method::Post,
        &path,
        &[Part::File("case_attachment", "a.log", b"x")],
    );
    (world, case)
}

#[test]
fn the_list_has_the_real_servers_keys() {
    let (mut world, _) = full();
    let slim = world.get("/api/cases/?slim=true&limit=2");
    assert_same_shape(&slim, include_str!("../../fixtures/list.json"));
    let fat = world.get("/api/cases/?limit=2").json();
    let keys: Vec<&String> = fat.as_object().unwrap().keys().collect();
    assert_eq!(&keys[9..], ["accounts_list", "contacts_list", "users"]);
}

#[test]
fn the_detail_has_the_real_servers_keys() {
    let (mut world, case) = full();
    let other = world.case("Source of a merge");
    let at = world.tick();
    world.crm.web_merges(other, case, "ada", at);
    let detail = world.get(&format!("/api/cases/{case}/"));
    assert_same_shape(&detail, include_str!("../../fixtures/detail.json"));
}

#[test]
fn the_answer_to_a_comment_is_the_whole_thread() {
    let (mut world, case) = full();
    let answer = world.post(&format!("/api/cases/{case}/"), json!({ "comment": "More" }));
    assert_same_shape(&answer, include_str!("../../fixtures/thread.json"));
}

#[test]
fn feeds_have_the_real_servers_keys() {
    let (mut world, case) = full();
    let feed = world.get("/api/activities/?entity_type=Case&limit=50");
    assert_same_shape(&feed, include_str!("../../fixtures/feed.json"));
    let history = world.get(&format!("/api/cases/{case}/activities/?limit=50"));
    assert_same_shape(&history, include_str!("../../fixtures/case-feed.json"));
    let watchers = world.get(&format!("/api/cases/{case}/watchers/"));
    assert_same_shape(&watchers, include_str!("../../fixtures/watchers.json"));
    let notices = world.as_(ALICE).get("/api/notifications/?limit=100");
    assert_same_shape(&notices, include_str!("../../fixtures/notifications.json"));
    assert_eq!(notices.json()["count"], 2);
    let watching = world.get("/api/cases/watching/");
    assert_same_shape(&watching, include_str!("../../fixtures/watching.json"));
}

#[test]
fn lookups_have_the_real_servers_keys() {
    let (mut world, _) = full();
    let pairs = [
        ("/api/profile/", include_str!("../../fixtures/profile.json")),
        (
            "/api/users/get-teams-and-users/",
            include_str!("../../fixtures/teams-and-users.json"),
        ),
        (
            "/api/users/?limit=2",
            include_str!("../../fixtures/users.json"),
        ),
        (
            "/api/teams/?limit=2",
            include_str!("../../fixtures/teams.json"),
        ),
        (
            "/api/accounts/?limit=2",
            include_str!("../../fixtures/accounts.json"),
        ),
        (
            "/api/contacts/?limit=2",
            include_str!("../../fixtures/contacts.json"),
        ),
        ("/api/tags/", include_str!("../../fixtures/tags.json")),
        ("/api/org/", include_str!("../../fixtures/orgs.json")),
        (
            "/api/org/settings/",
            include_str!("../../fixtures/org-settings.json"),
        ),
    ];
    for (path, fixture) in pairs {
        assert_same_shape(&world.get(path), fixture);
    }
}

#[test]
fn the_answer_to_a_merge_has_the_real_servers_keys() {
    let (mut world, case) = full();
    let other = world.case("Source of a merge");
    let merged = world.post(&format!("/api/cases/{other}/merge/{case}/"), json!({}));
    assert_same_shape(&merged, include_str!("../../fixtures/merge.json"));
}

//! The dialect of the published description.

use super::*;
use crate::{ADMIN, ALICE};

fn keys(value: &Value) -> Vec<String> {
    value.as_object().unwrap().keys().cloned().collect()
}

const ROW: [&str; 11] = [
    "id",
    "name",
    "status",
    "priority",
    "case_type",
    "account",
    "contacts",
    "created_on",
    "closed_on",
    "assigned_to",
    "teams",
];

#[test]
fn without_a_good_token_it_is_a_401() {
    let mut world = World::documented();
    let at = world.tick();
    for request in [
        Request::new(Method::Get, "/api/cases/", at),
        Request::new(Method::Get, "/api/cases/", at).bearer("wrong"),
    ] {
        let answer = world.crm.handle(&request);
        assert_eq!(answer.status, 401);
        assert!(answer.json()["detail"].is_string());
    }
}

#[test]
fn the_organization_is_asked_for_where_the_description_asks() {
    let mut world = World::documented();
    let at = world.tick();
    let bare = |path: &str| Request::new(Method::Get, path, at).bearer(ALICE);
    assert_eq!(world.crm.handle(&bare("/api/cases/")).status, 400);
    let foreign = bare("/api/cases/").with_header("organization-id", &Uuid::nil().to_string());
    assert_eq!(world.crm.handle(&foreign).status, 403);
    let me = world.crm.handle(&bare("/api/profile/")).json();
    assert_eq!(me["organizations"][0]["id"], json!(world.crm.org().id));
    assert_eq!(me["email"], "alice@example.test");
}

#[test]
fn a_page_links_to_its_neighbors() {
    let mut world = World::documented();
    for number in 0..12 {
        world.case(&format!("Login Issues {number:02} - ACME Corp"));
    }
    let page = world.get("/api/cases/?limit=5&offset=5").json();
    assert_eq!(keys(&page), ["count", "next", "previous", "results"]);
    assert_eq!(page["count"], 12);
    assert_eq!(page["next"], "/api/cases/?limit=5&offset=10");
    assert_eq!(page["previous"], "/api/cases/?limit=5&offset=0");
    assert_eq!(keys(&page["results"][0]), ROW);
    let first = world.get("/api/cases/").json();
    assert_eq!(
        (
            first["results"].as_array().unwrap().len(),
            &first["previous"]
        ),
        (10, &Value::Null)
    );
    let last = world.get("/api/cases/?offset=10").json();
    assert_eq!(last["next"], Value::Null);
}

#[test]
fn filters_compare_parts_without_case() {
    let mut world = World::documented();
    for (name, status) in [
        ("Login Issues", "In Progress"),
        ("Invoice", "New"),
        ("Log", "On Hold"),
    ] {
        let body = json!({ "name": name, "status": status, "priority": "High" });
        assert_eq!(world.post("/api/cases/", body).status, 201);
    }
    let mut count =
        |query: &str| world.get(&format!("/api/cases/?{query}")).json()["count"].clone();
    assert_eq!(count("name=LOG"), 2);
    assert_eq!(count("status=in%20progress"), 1);
    assert_eq!(count("status=In%20Progress&priority=High&limit=5"), 1);
    assert_eq!(count("priority=crit"), 0);
}

#[test]
fn a_case_is_created_read_updated_and_deleted_as_described() {
    let mut world = World::documented();
    let alice = world.crm.person("alice").unwrap().clone();
    let account = world.crm.accounts().next().unwrap().id;
    let contact = world.crm.contacts().next().unwrap().id;
    let team = world.crm.teams()[0].id;
    let body = json!({
        "name": "Email Configuration Problem", "status": "New", "priority": "Normal",
        "case_type": "Technical", "account": account, "contacts": [contact],
        "assigned_to": [alice.user], "teams": [team],
    });
    let created = world.post("/api/cases/", body.clone());
    assert_eq!(created.status, 201);
    let created = created.json();
    assert_eq!(keys(&created)[..11], ROW);
    assert_eq!(keys(&created)[11..], ["created_by", "org"]);
    assert_eq!(
        created["assigned_to"],
        json!([alice.user]),
        "people go by their user id"
    );
    assert_eq!(created["created_on"], "2026-11-23T09:12:48.898988Z");
    let case = id(&created["id"]);
    assert_eq!(
        world.post("/api/cases/", body).status,
        201,
        "names may repeat"
    );

    let detail = world.detail(case);
    assert_eq!(
        keys(&detail),
        [
            "case_obj",
            "assigned_to",
            "teams",
            "comments",
            "attachments",
            "users_mention"
        ]
    );
    let mut row = ROW[..9].to_vec();
    row.push("created_by");
    assert_eq!(keys(&detail["case_obj"]), row);
    assert_eq!(keys(&detail["assigned_to"][0]), ["id", "name", "email"]);

    let path = format!("/api/cases/{case}/");
    let update = json!({
        "name": "Login Issues - RESOLVED", "status": "Closed", "closed_on": "2023-02-05T16:30:00Z",
    });
    let updated = world.send(Method::Put, &path, update);
    assert_eq!(
        (updated.status, &updated.json()["status"]),
        (200, &json!("Closed"))
    );
    assert_eq!(updated.json()["closed_on"], "2023-02-05T16:30:00Z");
    assert_eq!(
        updated.json()["teams"],
        json!([team]),
        "what is not named stays"
    );
    let reopened = world.send(Method::Put, &path, json!({ "status": "On Hold" }));
    assert_eq!(reopened.json()["closed_on"], Value::Null);
    let closed = world.send(Method::Put, &path, json!({ "status": "Closed" }));
    assert!(closed.json()["closed_on"].is_string());
    assert_eq!(world.patch(case, json!({})).status, 405);

    assert_eq!(world.delete(&path).status, 204);
    assert_eq!(world.delete(&path).status, 404);
}

#[test]
fn a_refused_creation_stores_nothing() {
    let mut world = World::documented();
    let mut body = new_case("Nothing");
    body["priority"] = json!("Urgent");
    body["contacts"] = json!(["zzz"]);
    let answer = world.post("/api/cases/", body);
    let refusal = json!({
        "priority": ["\"Urgent\" is not a valid choice."],
        "contacts": ["“zzz” is not a valid UUID."],
    });
    assert_eq!((answer.status, answer.json()), (400, refusal));
    assert_eq!(world.crm.case_count(), 0);
}

#[test]
fn comments_and_attachments_go_as_described() {
    let mut world = World::documented();
    let case = world.case("Talk");
    let path = format!("/api/cases/{case}/");
    let text = json!({ "comment": "Issue reproduced, working on solution" });
    assert_eq!(world.post(&path, text).status, 200);
    world.upload(
        Method::Post,
        &path,
        &[Part::File("attachment", "error.log", b"boom")],
    );
    let detail = world.detail(case);
    let comment = &detail["comments"][0];
    assert_eq!(
        keys(comment),
        ["id", "comment", "case", "commented_on", "commented_by"]
    );
    assert_eq!(
        comment["commented_by"],
        json!(world.crm.me(ADMIN).unwrap().person.user)
    );
    let file = &detail["attachments"][0];
    assert_eq!(
        keys(file),
        ["id", "attachment", "case", "created_on", "created_by"]
    );
    assert_eq!(
        world.get(file["attachment"].as_str().unwrap()).body,
        b"boom"
    );

    let at = world.tick();
    let path = format!("/api/cases/comment/{}/", comment["id"].as_str().unwrap());
    let edit = json!({ "comment": "Root cause identified" });
    let request = Request::new(Method::Put, &path, at)
        .bearer(ADMIN)
        .json(&edit);
    let edited = world.crm.handle(&request);
    assert_eq!(
        (edited.status, &edited.json()["comment"]),
        (200, &edit["comment"])
    );
    assert_eq!(world.delete(&path).status, 204);
    let path = format!("/api/cases/attachment/{}/", file["id"].as_str().unwrap());
    assert_eq!(world.delete(&path).status, 204);
    assert_eq!(world.delete(&path).status, 404);
    let at = world.tick();
    let note = world
        .crm
        .web_comments(case, "ada", "a note", true, at)
        .unwrap();
    assert_eq!(
        world.detail(case)["comments"][0]["id"],
        json!(note),
        "there are no internal notes"
    );
}

#[test]
fn lookups_come_in_pages_too() {
    let mut world = World::documented();
    for (path, expected) in [("users", 3), ("teams", 2), ("accounts", 2), ("contacts", 3)] {
        let page = world.get(&format!("/api/{path}/?limit=1")).json();
        assert_eq!(
            (
                page["count"].as_u64(),
                page["results"].as_array().unwrap().len()
            ),
            (Some(expected), 1)
        );
        assert_eq!(page["next"], format!("/api/{path}/?limit=1&offset=1"));
    }
}

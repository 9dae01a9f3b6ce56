//! Comments, files, and the traces they leave.

use super::*;
use crate::{ADMIN, ALICE, BOB};

const CRASH: &str = "<title>Server Error (500)</title>";

#[test]
fn a_comment_has_at_most_255_characters_and_one_more_crashes_the_server() {
    let mut world = World::new();
    let case = world.case("Talk");
    let path = format!("/api/cases/{case}/");
    let most = "ü".repeat(255);
    assert_eq!(world.post(&path, json!({ "comment": most })).status, 200);
    for text in ["ü".repeat(256), "a\0b".to_owned()] {
        let answer = world.post(&path, json!({ "comment": text }));
        assert_eq!(answer.status, 500);
        assert!(answer.text().contains(CRASH));
    }
    for nothing in [json!({}), json!({ "comment": "" })] {
        assert_eq!(world.post(&path, nothing).status, 200);
    }
    assert_eq!(world.crm.comments_of(case).len(), 1);
    world.post(
        &path,
        json!({ "comment": "  as it is  ", "id": Uuid::nil() }),
    );
    assert_eq!(world.crm.comments_of(case)[1].text, "  as it is  ");
    assert_ne!(world.crm.comments_of(case)[1].id, Uuid::nil());
}

#[test]
fn the_answer_shows_the_case_as_it_was_and_notes_apart() {
    let mut world = World::new();
    let case = world.case("Talk");
    let path = format!("/api/cases/{case}/");
    world.post(&path, json!({ "comment": "note", "is_internal": true }));
    let answer = world
        .post(&path, json!({ "comment": "first answer" }))
        .json();
    assert_eq!(answer["cases_obj"]["first_response_at"], Value::Null);
    assert_eq!(answer["comments"].as_array().unwrap().len(), 1);
    assert_eq!(answer["internal_notes"][0]["comment"], "note");
    let said = answer["comments"][0]["commented_on"].clone();
    assert_eq!(world.detail(case)["cases_obj"]["first_response_at"], said);
    let at = world.tick();
    world
        .crm
        .web_comments(case, crate::Who::Customer, "from outside", false, at);
    let detail = world.detail(case);
    let by: Vec<bool> = detail["comments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| c["commented_by"].is_null())
        .collect();
    assert_eq!(by.iter().filter(|customer| **customer).count(), 1);
}

#[test]
fn only_the_author_or_an_administrator_edits_and_deletes() {
    let mut world = World::new();
    let (alice, bob) = (world.profile("alice"), world.profile("bob"));
    let case = world.case("Talk");
    world.patch(case, json!({ "assigned_to": [alice, bob] }));
    world
        .as_(ALICE)
        .post(&format!("/api/cases/{case}/"), json!({ "comment": "mine" }));
    let comment = world.crm.comments_of(case)[0].id;
    let path = format!("/api/cases/comment/{comment}/");
    let refused = world
        .as_(BOB)
        .send(Method::Patch, &path, json!({ "comment": "hack" }));
    let text = "You don't have permission to perform this action.";
    assert_eq!(
        (refused.status, refused.json()),
        (403, json!({ "error": true, "errors": text }))
    );
    let refused = world.delete(&path);
    let text = "You do not have permission to perform this action";
    assert_eq!(
        (refused.status, refused.json()),
        (403, json!({ "error": true, "errors": text }))
    );

    world.as_(ALICE);
    let answer = world.send(Method::Patch, &path, json!({ "comment": "edited" }));
    assert_eq!(
        answer.json(),
        json!({ "error": false, "message": "Comment Updated" })
    );
    let answer = world.send(Method::Put, &path, json!({ "comment": "put" }));
    assert_eq!(
        answer.json(),
        json!({ "error": false, "message": "Comment Submitted" })
    );
    for (text, complaint) in [
        (String::new(), "This field may not be blank."),
        (
            "z".repeat(256),
            "Ensure this field has no more than 255 characters.",
        ),
    ] {
        let answer = world.send(Method::Patch, &path, json!({ "comment": text }));
        let body = json!({ "error": true, "errors": { "comment": [complaint] } });
        assert_eq!((answer.status, answer.json()), (400, body));
    }
    let flip = json!({ "is_internal": true, "object_id": Uuid::nil() });
    assert_eq!(world.send(Method::Patch, &path, flip).status, 200);
    assert_eq!(world.detail(case)["internal_notes"][0]["comment"], "put");

    let answer = world.as_(ADMIN).delete(&path);
    let done = json!({ "error": false, "message": "Comment Deleted Successfully" });
    assert_eq!((answer.status, answer.json()), (200, done));
    let gone = json!({ "detail": "No such comment." });
    assert_eq!(
        (world.delete(&path).status, world.delete(&path).json()),
        (404, gone)
    );
}

#[test]
fn a_file_is_added_listed_downloaded_and_deleted() {
    let mut world = World::new();
    let case = world.case("Files");
    let path = format!("/api/cases/{case}/");
    let bytes: Vec<u8> = (0..=255).collect();
    let file = Part::File("case_attachment", "screen shot ü.png", &bytes);
    world.upload(
        Method::Post,
        &path,
        &[Part::Field("comment", "see file"), file.clone()],
    );
    world.upload(Method::Post, &path, &[file]);
    world.upload(
        Method::Post,
        &path,
        &[Part::File("attachment", "wrong-field.txt", b"x")],
    );
    world.upload(
        Method::Post,
        &path,
        &[Part::File("case_attachment", "empty.txt", b"")],
    );
    let detail = world.detail(case);
    assert_eq!(detail["comments"][0]["comment"], "see file");
    let rows = detail["attachments"].as_array().unwrap();
    assert_eq!(rows.len(), 3);
    let pngs: Vec<&Value> = rows
        .iter()
        .filter(|row| row["file_name"] == "screen shot ü.png")
        .collect();
    assert_ne!(
        pngs[0]["file_path"], pngs[1]["file_path"],
        "paths differ, names do not"
    );

    let file = world.crm.attachments_of(case)[0].id;
    let path = format!("/api/attachments/{file}/download/");
    let got = world.get(&path);
    assert_eq!((got.status, &got.body), (200, &bytes));
    assert_eq!(got.header("content-type"), Some("image/png"));
    let name = "attachment; filename*=utf-8''screen%20shot%20%C3%BC.png";
    assert_eq!(got.header("content-disposition"), Some(name));

    let delete = format!("/api/cases/attachment/{file}/");
    assert_eq!(world.as_(BOB).delete(&delete).status, 403);
    let done = json!({ "error": false, "message": "Attachment Deleted Successfully" });
    assert_eq!(world.as_(ADMIN).delete(&delete).json(), done);
    assert_eq!(
        world.delete(&delete).json(),
        json!({ "detail": "No such attachment." })
    );
    let gone = json!({ "detail": "No Attachments matches the given query." });
    assert_eq!(
        (world.get(&path).status, world.get(&path).json()),
        (404, gone)
    );
}

#[test]
fn a_name_over_60_is_cut_and_keeps_its_suffix() {
    let mut world = World::new();
    let case = world.case("Files");
    let name = format!("{}.txt", "L".repeat(120));
    let file = Part::File("case_attachment", &name, b"x");
    world.upload(Method::Post, &format!("/api/cases/{case}/"), &[file]);
    let kept = &world.crm.attachments_of(case)[0].name;
    assert_eq!((kept.len(), kept.ends_with("L.txt")), (60, true));
}

#[test]
fn twenty_five_megabytes_pass_and_one_byte_more_does_not_but_its_comment_does() {
    let mut world = World::new();
    let case = world.case("Files");
    let path = format!("/api/cases/{case}/");
    let mut bytes = vec![b'x'; 25 * 1024 * 1024];
    let file = Part::File("case_attachment", "max.bin", &bytes);
    assert_eq!(world.upload(Method::Post, &path, &[file]).status, 200);
    bytes.push(b'x');
    let file = Part::File("case_attachment", "more.bin", &bytes);
    let answer = world.upload(Method::Post, &path, &[Part::Field("comment", "kept"), file]);
    let refusal = json!({ "attachment": "Files must be 25 MB or smaller." });
    assert_eq!((answer.status, answer.json()), (400, refusal));
    assert_eq!(world.crm.attachments_of(case).len(), 1);
    assert_eq!(world.crm.comments_of(case).len(), 1);
}

#[test]
fn the_feed_tells_what_the_real_server_tells_and_hides_what_it_hides() {
    let mut world = World::new();
    let (alice, bob) = (world.profile("alice"), world.profile("bob"));
    let case = world.case("Feed");
    let mut rows = |patch: Value| {
        let before = world.crm.activities().len();
        world.patch(case, patch);
        let rows = &world.crm.activities()[before..];
        rows.iter()
            .map(|row| row.action.clone())
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(
        rows(json!({ "status": "Assigned", "priority": "High" })),
        "STATUS_CHANGED PRIORITY_CHANGED"
    );
    assert_eq!(
        rows(json!({ "name": "Feed 2", "case_type": "Problem" })),
        "UPDATE"
    );
    assert_eq!(rows(json!({ "assigned_to": [alice, bob] })), "ASSIGN");
    assert_eq!(
        rows(json!({ "assigned_to": [alice] })),
        "ASSIGN",
        "cleared and filled again"
    );
    assert_eq!(rows(json!({ "assigned_to": [] })), "");
    assert_eq!(
        rows(json!({ "tags": [], "teams": [], "is_problem": true })),
        ""
    );
    assert_eq!(rows(json!({})), "");
    assert_eq!(
        rows(json!({ "status": "Closed", "closed_on": "2026-11-23" })),
        "STATUS_CHANGED UPDATE"
    );
    assert_eq!(rows(json!({ "is_active": false })), "DELETE");
    assert_eq!(rows(json!({ "is_active": true })), "");

    let comment = id(&world
        .post(&format!("/api/cases/{case}/"), json!({ "comment": "hi" }))
        .json()["comments"][0]["id"]);
    let before = world.crm.activities().len();
    let path = format!("/api/cases/comment/{comment}/");
    world.send(Method::Patch, &path, json!({ "comment": "edited" }));
    world.delete(&path);
    assert_eq!(
        world.crm.activities().len(),
        before,
        "edits and deletions leave no row"
    );

    let history = world
        .get(&format!("/api/cases/{case}/activities/?limit=2"))
        .json();
    assert_eq!(
        history["activities"][0]["metadata"]["comment_id"],
        json!(comment)
    );
    assert_eq!(
        history["activities"][0]["user"]["id"],
        json!(world.profile("ada"))
    );
    assert_eq!(history["activities"][1]["action"], "DELETE");
    assert_eq!(history["activities"][1]["user"], Value::Null);
}

#[test]
fn the_feed_of_the_organization_gives_fifty_at_most_and_knows_no_offset() {
    let mut world = World::new();
    for number in 0..70 {
        world.case(&format!("Case {number}"));
    }
    let feed = world
        .as_(BOB)
        .get("/api/activities/?entity_type=Case&limit=500")
        .json();
    assert_eq!(feed["count"], 50);
    assert_eq!(feed["activities"][0]["entity_name"], "Case 69");
    assert_eq!(
        feed["activities"][0]["humanized_time"],
        "0\u{a0}minutes ago"
    );
    let again = world
        .get("/api/activities/?entity_type=Case&limit=2&offset=5")
        .json();
    assert_eq!(again["activities"][0]["entity_name"], "Case 69");
}

#[test]
fn a_mention_makes_a_watcher_and_watchers_hear_of_comments() {
    let mut world = World::new();
    let case = world.case("Notices");
    let path = format!("/api/cases/{case}/");
    world.post(
        &path,
        json!({ "comment": "@alice, please look (cc @nobody)" }),
    );
    world.post(&path, json!({ "comment": "and again @alice" }));
    world.post(&path, json!({ "comment": "done" }));
    let verbs = |world: &mut World, query: &str| {
        let body = world
            .get(&format!("/api/notifications/?limit=100&{query}"))
            .json();
        let rows = body["results"].as_array().unwrap().iter();
        rows.map(|row| row["verb"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
            .join(" ")
    };
    world.as_(ALICE);
    let all = "case.commented case.mentioned";
    assert_eq!(verbs(&mut world, ""), all, "one mention a minute");
    assert_eq!(verbs(&mut world, "since=2030-01-01T00:00:00Z"), "");
    let notice = world.get("/api/notifications/").json()["results"][0]["id"].clone();
    let read = format!("/api/notifications/{}/read/", notice.as_str().unwrap());
    assert_eq!(world.post(&read, json!({})).status, 200);
    assert_eq!(verbs(&mut world, "unread=true"), "case.mentioned");
    assert_eq!(world.get("/api/notifications/").json()["unread_count"], 1);
    let watch = format!("/api/cases/{case}/watch/");
    let again = world.post(&watch, json!({}));
    let body = json!({ "watching": true, "subscribed_via": "mention" });
    assert_eq!((again.status, again.json()), (200, body));
    assert_eq!(world.delete(&watch).status, 204);
    assert_eq!(
        world.post(&watch, json!({})).status,
        404,
        "no longer readable"
    );
    assert_eq!(world.as_(ADMIN).post(&watch, json!({})).status, 201);
}

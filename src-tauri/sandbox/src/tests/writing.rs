//! Creating, changing, deleting, with the traps.

use super::*;
use crate::{ALICE, BOB};

fn errors(response: &Response) -> Value {
    assert_eq!(response.status, 400, "{}", response.text());
    let body = response.json();
    assert_eq!(body["error"], true);
    body["errors"].clone()
}

#[test]
fn creating_answers_200_with_the_case_and_trims_its_texts() {
    let mut world = World::new();
    let body = json!({
        "name": "  Übung 😀 ", "status": "New", "priority": "Low", "description": "  a\r\nb \n",
        "id": "11111111-1111-4111-8111-111111111111", "created_at": "2020-01-01T00:00:00Z",
    });
    let answer = world.as_(ALICE).post("/api/cases/", body);
    assert_eq!(answer.status, 200);
    let body = answer.json();
    assert_eq!(body["message"], "Case Created Successfully");
    let case = &body["cases_obj"];
    assert_eq!(
        (&case["name"], &case["description"]),
        (&json!("Übung 😀"), &json!("a\r\nb"))
    );
    assert_ne!(case["id"], "11111111-1111-4111-8111-111111111111");
    assert_eq!(case["created_at"], "2026-11-23T09:12:48.898988Z");
    assert_eq!(case["created_by"]["email"], "alice@example.test");
    assert_eq!(case["case_type"], Value::Null);
    assert_eq!(case["sla_first_response_hours"], 24);
    assert_eq!(
        case["resolution_sla_deadline"],
        "2026-11-26T09:12:48.898988Z"
    );
}

#[test]
fn a_name_is_unique_whatever_its_case_even_against_hidden_cases() {
    let mut world = World::new();
    let case = world.case("Straße gesperrt");
    world.patch(case, json!({ "is_active": false }));
    let taken = json!({ "name": ["Case already exists with this name"] });
    let answer = world
        .as_(BOB)
        .post("/api/cases/", new_case("STRAßE gesperrt"));
    assert_eq!(errors(&answer), taken);
    world.as_(ADMIN).delete(&format!("/api/cases/{case}/"));
    assert_eq!(
        world
            .post("/api/cases/", new_case("straße GESPERRT"))
            .status,
        200
    );
}

#[test]
fn wrong_fields_are_complained_about_all_at_once() {
    let mut world = World::new();
    let required = json!(["This field is required."]);
    assert_eq!(
        errors(&world.post("/api/cases/", json!({}))),
        json!({ "name": required, "status": required, "priority": required })
    );
    let foreign = json!({
        "name": "x", "status": "In Progress", "priority": "Critical", "case_type": "Technical",
    });
    assert_eq!(
        errors(&world.post("/api/cases/", foreign)),
        json!({
            "status": ["\"In Progress\" is not a valid choice."],
            "priority": ["\"Critical\" is not a valid choice."],
            "case_type": ["\"Technical\" is not a valid choice."],
        })
    );
    let mut with = |key: &str, value: Value| {
        let mut body = new_case("With");
        body[key] = value;
        errors(&world.post("/api/cases/", body))
    };
    let long = "Ensure this field has no more than 64 characters.";
    assert_eq!(
        with("name", json!("x".repeat(65))),
        json!({ "name": [long] })
    );
    let nul = "Null characters are not allowed.";
    assert_eq!(with("name", json!("a\0b")), json!({ "name": [nul] }));
    let blank = "This field may not be blank.";
    assert_eq!(with("name", json!("  ")), json!({ "name": [blank] }));
    let uuid = "“zzz” is not a valid UUID.";
    assert_eq!(with("account", json!("zzz")), json!({ "account": [uuid] }));
    let nobody = Uuid::nil();
    let unknown = format!("Invalid pk \"{nobody}\" - object does not exist.");
    assert_eq!(
        with("account", json!(nobody)),
        json!({ "account": [unknown] })
    );
    let date = "Date has wrong format. Use one of these formats instead: YYYY-MM-DD.";
    assert_eq!(
        with("closed_on", json!("2023-02-05T16:30:00Z")),
        json!({ "closed_on": [date] })
    );
    assert_eq!(world.crm.case_count(), 0, "nothing is stored");
}

#[test]
fn what_cannot_be_read_is_refused() {
    let mut world = World::new();
    let mut request = world.request(Method::Post, "/api/cases/");
    request
        .headers
        .push(("Content-Type".to_owned(), "application/json".to_owned()));
    request.body = b"{nope".to_vec();
    let answer = world.crm.handle(&request);
    let text = "JSON parse error - Expecting property name enclosed in double quotes: line 1 column 2 (char 1)";
    assert_eq!(
        (answer.status, answer.json()),
        (400, json!({ "detail": text }))
    );
    request.headers.pop();
    request
        .headers
        .push(("Content-Type".to_owned(), "text/plain".to_owned()));
    let answer = world.crm.handle(&request);
    let text = "Unsupported media type \"text/plain\" in request.";
    assert_eq!(
        (answer.status, answer.json()),
        (415, json!({ "detail": text }))
    );
}

#[test]
fn a_malformed_id_in_a_list_is_refused_after_the_case_was_stored() {
    let mut world = World::new();
    let mut body = new_case("Half done");
    body["contacts"] = json!(["zzz"]);
    body["assigned_to"] = json!([world.profile("bob")]);
    let answer = world.post("/api/cases/", body);
    let refusal = json!({ "contacts": ["'zzz' is not a valid id."] });
    assert_eq!((answer.status, answer.json()), (400, refusal));
    let case = world.crm.case_named("half done").unwrap();
    assert!(
        case.assigned_to.is_empty(),
        "what comes after the contacts is lost"
    );
}

#[test]
fn unknown_ids_in_lists_are_dropped_and_objects_with_an_id_are_taken() {
    let mut world = World::new();
    let bob = world.profile("bob");
    let mut body = new_case("Dropped");
    body["contacts"] = json!([Uuid::nil()]);
    body["assigned_to"] = json!([{ "id": bob, "x": 1 }, Uuid::nil()]);
    let answer = world.post("/api/cases/", body).json();
    assert_eq!(answer["cases_obj"]["contacts"], json!([]));
    assert_eq!(answer["cases_obj"]["assigned_to"][0]["id"], json!(bob));
    assert_eq!(
        answer["cases_obj"]["assigned_to"].as_array().unwrap().len(),
        1
    );
}

#[test]
fn a_form_without_is_active_makes_a_hidden_case() {
    let mut world = World::new();
    let fields = |name: &'static str| {
        [
            Part::Field("name", name),
            Part::Field("status", "New"),
            Part::Field("priority", "Low"),
        ]
    };
    let answer = world.upload(Method::Post, "/api/cases/", &fields("Trap"));
    assert_eq!(
        (answer.status, &answer.json()["cases_obj"]["is_active"]),
        (200, &json!(false))
    );
    assert_eq!(world.get("/api/cases/").json()["cases_count"], 0);

    let mut shown = fields("Shown").to_vec();
    shown.push(Part::Field("is_active", "true"));
    shown.push(Part::File("case_attachment", "a.txt", b"one"));
    shown.push(Part::File("case_attachment", "b.txt", b"two"));
    let bob = json!([world.profile("bob")]).to_string();
    shown.push(Part::Field("assigned_to", &bob));
    let answer = world.upload(Method::Post, "/api/cases/", &shown);
    let case = id(&answer.json()["id"]);
    let files: Vec<&str> = world
        .crm
        .attachments_of(case)
        .iter()
        .map(|file| file.name.as_str())
        .collect();
    assert_eq!(files, ["b.txt"], "of two files the last is kept");
    assert_eq!(world.crm.case(case).unwrap().assigned_to.len(), 1);

    let put = world.upload(
        Method::Put,
        &format!("/api/cases/{case}/"),
        &fields("Shown"),
    );
    assert_eq!(put.status, 200);
    assert!(
        !world.crm.case(case).unwrap().is_active,
        "and so does a PUT of a form"
    );
}

#[test]
fn closing_needs_a_date_and_leaving_clears_it() {
    let mut world = World::new();
    let case = world.case("Door");
    let needs = json!({ "closed_on": ["Closed date is required when closing a case"] });
    assert_eq!(
        errors(&world.patch(case, json!({ "status": "Closed" }))),
        needs
    );
    let mut body = new_case("Born closed");
    body["status"] = json!("Closed");
    assert_eq!(errors(&world.post("/api/cases/", body)), needs);

    let close = json!({ "status": "Closed", "closed_on": "2026-11-23" });
    let answer = world.patch(case, close);
    let done = json!({ "error": false, "message": "Case Updated Successfully" });
    assert_eq!((answer.status, answer.json()), (200, done));
    let detail = world.detail(case)["cases_obj"].clone();
    assert_eq!(detail["closed_on"], "2026-11-23");
    assert_ne!(detail["resolved_at"], Value::Null);
    assert_eq!(
        world.patch(case, json!({ "priority": "High" })).status,
        200,
        "still editable"
    );

    world.patch(case, json!({ "status": "Pending" }));
    let detail = world.detail(case)["cases_obj"].clone();
    assert_eq!(
        (&detail["closed_on"], &detail["resolved_at"]),
        (&Value::Null, &Value::Null)
    );
    assert_ne!(detail["sla_paused_at"], Value::Null);
}

#[test]
fn a_patch_changes_what_it_names_and_ignores_what_cannot_change() {
    let mut world = World::new();
    let account = world.crm.accounts().next().unwrap().id;
    let tags: Vec<Uuid> = world.crm.tags().iter().map(|tag| tag.id).collect();
    let mut body = new_case("Patched");
    body["account"] = json!(account);
    body["tags"] = json!(tags);
    body["case_type"] = json!("Incident");
    let case = id(&world.post("/api/cases/", body).json()["id"]);
    let patch = json!({
        "account": null, "id": Uuid::nil(), "created_at": "2020-01-01T00:00:00Z", "stage": null,
        "priority": "Urgent", "sla_resolution_hours": 1,
    });
    assert_eq!(world.patch(case, patch).status, 200);
    let stored = world.crm.case(case).unwrap();
    assert_eq!((stored.account, stored.tags.len()), (Some(account), 3));
    assert_eq!(
        (stored.priority.as_str(), stored.case_type.as_deref()),
        ("Urgent", Some("Incident"))
    );
    assert_eq!(
        stored.sla_hours,
        (8, 48),
        "hours hang on the first priority"
    );
    world.patch(case, json!({ "tags": [], "case_type": "" }));
    let stored = world.crm.case(case).unwrap();
    assert_eq!(
        (stored.tags.len(), stored.case_type.as_deref()),
        (0, Some(""))
    );
    assert_eq!(
        world.patch(Uuid::nil(), json!({})).json(),
        json!({ "detail": "No such case." })
    );
}

#[test]
fn a_put_empties_what_it_does_not_name() {
    let mut world = World::new();
    let case = world.case("Put");
    let bob = world.profile("bob");
    world.patch(
        case,
        json!({
            "assigned_to": [bob], "case_type": "Incident", "description": "kept",
            "status": "Closed", "closed_on": "2026-11-20",
        }),
    );
    let path = format!("/api/cases/{case}/");
    let required = json!(["This field is required."]);
    let partial = world.send(Method::Put, &path, json!({ "priority": "Low" }));
    assert_eq!(
        errors(&partial),
        json!({ "name": required, "status": required })
    );
    let body = json!({ "name": "Put", "status": "Closed", "priority": "Low" });
    assert_eq!(world.send(Method::Put, &path, body).status, 200);
    let stored = world.crm.case(case).unwrap();
    assert_eq!(
        (
            &stored.case_type,
            stored.closed_on,
            stored.assigned_to.len()
        ),
        (&None, None, 0)
    );
    assert_eq!(stored.description.as_deref(), Some("kept"));
    assert!(stored.is_active);
}

#[test]
fn deleting_is_for_good_and_leaves_orphans() {
    let mut world = World::new();
    let case = world.case("Gone");
    let at = world.tick();
    let comment = world
        .crm
        .web_comments(case, "ada", "orphan to be", false, at)
        .unwrap();
    let file = world
        .crm
        .web_attaches(case, "ada", "a.txt", "a", at)
        .unwrap();
    let path = format!("/api/cases/{case}/");
    let answer = world.delete(&path);
    let done = json!({ "error": false, "message": "Case Deleted Successfully." });
    assert_eq!((answer.status, answer.json()), (200, done));
    for answer in [world.delete(&path), world.get(&path)] {
        assert_eq!(
            (answer.status, answer.json()),
            (404, json!({ "detail": "No such case." }))
        );
    }
    let edit = format!("/api/cases/comment/{comment}/");
    assert_eq!(
        world
            .send(Method::Patch, &edit, json!({ "comment": "orphan" }))
            .status,
        200
    );
    assert_eq!(
        world
            .get(&format!("/api/attachments/{file}/download/"))
            .status,
        403
    );
    let row = world.get("/api/activities/?limit=1").json()["activities"][0].clone();
    assert_eq!(
        (&row["action"], &row["entity_name"]),
        (&json!("DELETE"), &json!("Gone"))
    );
}

#[test]
fn the_side_doors_check_nothing() {
    let mut world = World::new();
    let case = world.case("Side");
    let body = json!({ "ids": [case], "fields": { "status": "Banana" } });
    let answer = world.as_(BOB).post("/api/cases/bulk/update/", body);
    assert_eq!(answer.json(), json!({ "error": false, "updated": 1 }));
    assert_eq!(world.crm.case(case).unwrap().status, "Banana");
    let gone = json!({ "ids": [case] });
    let answer = world.post("/api/cases/bulk/delete/", gone.clone());
    assert_eq!(answer.json(), json!({ "error": false, "deleted": 1 }));
    let answer = world.post("/api/cases/bulk/delete/", gone);
    assert_eq!(answer.json(), json!({ "error": false, "deleted": 0 }));
    let bad = json!({ "ids": ["nope"], "fields": {} });
    assert_eq!(world.post("/api/cases/bulk/update/", bad).status, 500);
    let answer = world.post("/api/cases/bulk/update/", json!({ "fields": {} }));
    assert_eq!(errors(&answer), json!("ids required"));
}

#[test]
fn a_merged_case_answers_with_where_it_went() {
    let mut world = World::new();
    let (source, target) = (world.case("Source"), world.case("Target"));
    let at = world.tick();
    let comment = world
        .crm
        .web_comments(source, "ada", "moves along", false, at)
        .unwrap();
    let path = format!("/api/cases/{source}/merge/{target}/");
    assert_eq!(
        world.post(&path, json!({})).json()["message"],
        "Tickets merged"
    );
    assert_eq!(world.post(&path, json!({})).json()["already_merged"], true);
    let redirect = world.detail(source);
    assert_eq!(redirect["redirect_to"], json!(target));
    assert_eq!(redirect["source_case_name"], "Source");
    assert_eq!(world.detail(target)["comments"][0]["id"], json!(comment));
    let shown = world
        .get(&format!("/api/cases/{source}/?show_merged=true"))
        .json();
    assert_eq!(shown["cases_obj"]["status"], "Duplicate");
    assert_eq!(world.get("/api/cases/").json()["cases_count"], 1);
    assert_eq!(
        world
            .post(&format!("/api/cases/{source}/unmerge/"), json!({}))
            .status,
        200
    );
    assert_eq!(world.crm.comments_of(source).len(), 1);
    assert_eq!(world.crm.case(source).unwrap().status, "New");
}

#[test]
fn a_parent_must_not_be_a_child() {
    let mut world = World::new();
    let (one, two) = (world.case("One"), world.case("Two"));
    assert_eq!(world.patch(two, json!({ "parent": one })).status, 200);
    let cycle = json!({ "parent": ["Linking would create a cycle."] });
    assert_eq!(errors(&world.patch(one, json!({ "parent": two }))), cycle);
    let detail = world.detail(two)["cases_obj"].clone();
    assert_eq!(detail["parent_summary"]["name"], "One");
    assert_eq!(world.detail(one)["cases_obj"]["child_count"], 1);
}

//! Older generations lack what the contract says they lack.

use super::*;
use crate::{ALICE, Generation, Role};

fn world(generation: Generation) -> (World, Uuid) {
    let mut world = World::new();
    world.crm.set_generation(generation);
    let case = world.case("Of its time");
    (world, case)
}

/// As somebody who signed in, in the organization of the world.
fn asks(world: &mut World, method: Method, target: &str, body: Option<Value>) -> Response {
    let (at, org) = (world.tick(), world.crm.org().id);
    let session = world
        .crm
        .sign_in("ada@example.test", Some(org), at)
        .unwrap();
    let request = Request::new(method, target, at).bearer(&session.access);
    let request = request.with_header("org", &org.to_string());
    let request = match body {
        Some(body) => request.json(&body),
        None => request,
    };
    world.crm.handle(&request)
}

fn has(value: &Value, key: &str) -> bool {
    value.as_object().unwrap().contains_key(key)
}

#[test]
fn counts_and_slim_came_with_h() {
    for generation in Generation::ALL {
        let (mut world, _) = world(generation);
        let list = asks(&mut world, Method::Get, "/api/cases/?slim=true", None).json();
        let is_new = generation == Generation::H;
        assert_eq!(has(&list, "open_count"), is_new, "{generation:?}");
        assert_eq!(has(&list, "users"), is_new);
        assert_eq!(has(&list, "accounts_list"), !is_new, "slim is ignored");
        assert_eq!(list["cases_count"], 1);
    }
}

#[test]
fn the_help_desk_came_with_g() {
    for generation in Generation::ALL {
        let (mut world, case) = world(generation);
        let path = format!("/api/cases/{case}/");
        let said = json!({ "comment": "hello", "is_internal": true });
        asks(&mut world, Method::Post, &path, Some(said));
        let detail = asks(&mut world, Method::Get, &path, None).json();
        let is_desk = generation >= Generation::G;
        assert_eq!(has(&detail, "internal_notes"), is_desk, "{generation:?}");
        assert_eq!(has(&detail["cases_obj"], "custom_fields"), is_desk);
        let comments = detail["comments"].as_array().unwrap();
        assert_eq!(comments.len(), usize::from(!is_desk), "no notes before");
        if let [comment] = comments.as_slice() {
            assert!(comment["commented_by"].is_string(), "an id, no object");
            let case = if generation == Generation::D {
                "case"
            } else {
                "object_id"
            };
            assert!(comment[case].is_string());
        }
        for path in ["/api/activities/", "/api/notifications/", "/api/macros/"] {
            let status = asks(&mut world, Method::Get, path, None).status;
            assert_eq!(status == 200, is_desk, "{generation:?} {path}");
        }
    }
}

#[test]
fn patch_and_tags_came_with_e() {
    for generation in Generation::ALL {
        let (mut world, case) = world(generation);
        let path = format!("/api/cases/{case}/");
        let low = json!({ "priority": "Low" });
        let answer = asks(&mut world, Method::Patch, &path, Some(low));
        let expected = if generation == Generation::D {
            405
        } else {
            200
        };
        assert_eq!(answer.status, expected, "{generation:?}");
        let whole = json!({ "name": "Of its time", "status": "New", "priority": "High" });
        assert_eq!(
            asks(&mut world, Method::Put, &path, Some(whole)).status,
            200
        );
        let detail = asks(&mut world, Method::Get, &path, None).json();
        assert_eq!(
            has(&detail["cases_obj"], "tags"),
            generation > Generation::D
        );
    }
}

#[test]
fn the_oldest_asks_for_the_organization_in_a_header() {
    let (mut world, _) = world(Generation::D);
    let at = world.tick();
    let session = world.crm.sign_in("ada@example.test", None, at).unwrap();
    let bare = Request::new(Method::Get, "/api/cases/", at).bearer(&session.access);
    let refused = world.crm.handle(&bare);
    let text = "User company doesnot match with header....";
    assert_eq!(
        (refused.status, refused.json()),
        (403, json!({ "detail": text }))
    );
    let org = world.crm.org().id.to_string();
    assert_eq!(world.crm.handle(&bare.with_header("org", &org)).status, 200);
}

#[test]
fn personal_tokens_came_with_g() {
    for generation in Generation::ALL {
        let (mut world, _) = world(generation);
        let status = world.as_(ALICE).get("/api/profile/").status;
        let expected = if generation >= Generation::G {
            200
        } else {
            403
        };
        assert_eq!(status, expected, "{generation:?}");
    }
}

#[test]
fn a_password_opened_the_door_in_e_only() {
    for generation in Generation::ALL {
        let mut world = World::new();
        world.crm.set_generation(generation);
        world.crm.set_password("bob@example.test", "hunter2");
        let other = world.crm.add_org("Other", 99);
        world
            .crm
            .join(other, ("bob@example.test", "Bob"), Role::User, "other-bob");
        let at = world.tick();
        let login = |body: Value| Request::new(Method::Post, "/api/auth/login/", at).json(&body);
        let right = json!({ "email": "bob@example.test", "password": "hunter2" });
        let answer = world.crm.handle(&login(right.clone()));
        if generation != Generation::E {
            assert_eq!(answer.status, 404, "{generation:?}");
            continue;
        }
        assert_eq!(answer.json()["current_org"]["name"], "Acme Support");
        let token = answer.json()["access_token"].as_str().unwrap().to_owned();
        let list = Request::new(Method::Get, "/api/cases/", at).bearer(&token);
        assert_eq!(world.crm.handle(&list).status, 200);
        let mut there = right.clone();
        there["org_id"] = json!(other);
        let answer = world.crm.handle(&login(there)).json();
        assert_eq!(answer["current_org"]["id"], json!(other));
        let wrong = json!({ "email": "bob@example.test", "password": "nope" });
        let refused = world.crm.handle(&login(wrong));
        let problem = json!({ "non_field_errors": ["Invalid email or password"] });
        assert_eq!((refused.status, refused.json()), (400, problem));
    }
}

#[test]
fn codes_came_with_g_and_links_with_f() {
    for generation in Generation::ALL {
        let mut world = World::new();
        world.crm.set_generation(generation);
        let at = world.tick();
        let body = json!({ "email": "bob@example.test", "delivery": "code" });
        let ask = Request::new(Method::Post, "/api/auth/magic-link/request/", at).json(&body);
        let status = world.crm.handle(&ask).status;
        assert_eq!(
            status,
            if generation >= Generation::F {
                200
            } else {
                404
            }
        );
        let code = world.crm.last_code("bob@example.test");
        assert_eq!(
            code.is_some(),
            generation >= Generation::G,
            "{generation:?}"
        );
    }
}

#[test]
fn files_lie_open_until_h() {
    for generation in Generation::ALL {
        let (mut world, case) = world(generation);
        let at = world.tick();
        world.crm.web_attaches(case, "ada", "a b.txt", "hello", at);
        let detail = asks(
            &mut world,
            Method::Get,
            &format!("/api/cases/{case}/"),
            None,
        )
        .json();
        let file = &detail["attachments"][0];
        let path = file["file_path"].as_str().unwrap().to_owned();
        let is_old = generation < Generation::H;
        let status = asks(&mut world, Method::Get, &path, None).status;
        assert_eq!(status, if is_old { 200 } else { 404 }, "{generation:?}");
        let id = file["id"].as_str().unwrap();
        let download = format!("/api/attachments/{id}/download/");
        let status = asks(&mut world, Method::Get, &download, None).status;
        assert_eq!(status, if is_old { 404 } else { 200 });
    }
}

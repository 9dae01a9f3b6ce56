//! Who is let in, and where paths lead.

use super::*;
use crate::{ALICE, BOB};

const SIGN_IN: &str = "Organization context is required. Please login again.";

#[test]
fn a_missing_wrong_or_revoked_token_is_a_403_with_one_sentence() {
    let mut world = World::new();
    let at = world.tick();
    let bare = Request::new(Method::Get, "/api/cases/", at);
    let wrong = bare.clone().bearer("bcrm_pat_unknown");
    world.crm.web_revokes_tokens("bob", at);
    let revoked = bare.clone().bearer(BOB);
    for request in [bare, wrong, revoked] {
        let response = world.crm.handle(&request);
        assert_eq!(
            (response.status, response.json()),
            (403, json!({ "detail": SIGN_IN }))
        );
    }
}

#[test]
fn a_token_may_also_come_in_the_header_token() {
    let mut world = World::new();
    let at = world.tick();
    let request = Request::new(Method::Get, "/api/profile/", at).with_header("Token", ALICE);
    let me = world.crm.handle(&request).json();
    assert_eq!(
        me["user_obj"]["user_details"]["email"],
        "alice@example.test"
    );
    assert_eq!(me["user_obj"]["teams"], json!(["Tier 2", "Tier 1"]));
}

#[test]
fn a_profile_is_not_a_user() {
    let world = World::new();
    let me = world.crm.me(ALICE).unwrap();
    assert_ne!(me.person.profile, me.person.user);
    assert_eq!(world.crm.me("nobody's"), None);
}

#[test]
fn who_am_i_of_sessions_refuses_a_personal_token() {
    let mut world = World::new();
    let response = world.get("/api/auth/me/");
    assert_eq!(response.status, 401);
    assert_eq!(response.json()["code"], "token_not_valid");
    let at = world.tick();
    let response = world
        .crm
        .handle(&Request::new(Method::Get, "/api/auth/me/", at));
    let text = "Authentication credentials were not provided.";
    assert_eq!(
        (response.status, response.json()),
        (401, json!({ "detail": text }))
    );
}

#[test]
fn a_deactivated_person_is_shut_out() {
    let mut world = World::new();
    let at = world.tick();
    assert!(world.crm.web_deactivates("bob", at));
    assert_eq!(world.as_(BOB).get("/api/cases/").status, 403);
}

#[test]
fn a_scope_that_is_missing_is_named() {
    let mut world = World::new();
    let alice = world.profile("alice");
    world.crm.issue_token("narrow", alice, &["cases:read"]);
    assert_eq!(world.as_("narrow").get("/api/cases/").status, 200);
    let refused = world.get("/api/accounts/");
    let text = "This token is not scoped for read access to accounts.";
    assert_eq!(
        (refused.status, refused.json()),
        (403, json!({ "detail": text }))
    );
    let refused = world.post("/api/cases/", new_case("x"));
    let text = "This token is not scoped for write access to cases.";
    assert_eq!(
        (refused.status, refused.json()),
        (403, json!({ "detail": text }))
    );
}

#[test]
fn paths_that_lead_nowhere_are_html_even_for_strangers() {
    let mut world = World::new();
    let at = world.tick();
    for path in [
        "/api/nope/",
        "/",
        "/api/cases/nope/",
        "/media/attachments/2026/11/log.txt",
    ] {
        let response = world.crm.handle(&Request::new(Method::Get, path, at));
        assert_eq!(response.status, 404);
        assert_eq!(
            response.header("content-type"),
            Some("text/html; charset=utf-8")
        );
    }
}

#[test]
fn a_path_without_its_slash_is_moved() {
    let mut world = World::new();
    let response = world.get("/api/cases?limit=2");
    assert_eq!(response.status, 301);
    assert_eq!(response.header("location"), Some("/api/cases/?limit=2"));
}

#[test]
fn a_method_that_is_not_there_is_a_405() {
    let mut world = World::new();
    let case = world.case("One");
    let at = world.tick();
    let comment = world
        .crm
        .web_comments(case, "ada", "hi", false, at)
        .unwrap();
    let response = world.get(&format!("/api/cases/comment/{comment}/"));
    assert_eq!(response.status, 405);
    assert_eq!(
        response.json(),
        json!({ "detail": "Method \"GET\" not allowed." })
    );
    assert_eq!(
        response.header("allow"),
        Some("PUT, PATCH, DELETE, OPTIONS")
    );
}

#[test]
fn head_tells_the_size_and_sends_nothing() {
    let mut world = World::new();
    let full = world.get("/api/tags/");
    let request = world.request(Method::Head, "/api/tags/");
    let head = world.crm.handle(&request);
    assert_eq!(head.header("content-length"), full.header("content-length"));
    assert_eq!((head.status, head.body.len()), (200, 0));
}

#[test]
fn a_member_sees_what_they_created_are_assigned_to_or_watch() {
    let mut world = World::new();
    let (bob, alice) = (world.profile("bob"), world.profile("alice"));
    let at = world.tick();
    let new = |name: &str| NewWebCase {
        name: name.to_owned(),
        ..NewWebCase::default()
    };
    let created = world.crm.web_creates_case("bob", new("created"), at);
    let assigned = world.case("assigned");
    world.crm.web_assigns(assigned, "ada", &[bob], at);
    let watched = world.case("watched");
    world
        .crm
        .web_comments(watched, "ada", "@bob please", false, at);
    let team = world.crm.teams()[0].id;
    let only_team = world.case("only the team");
    world
        .crm
        .web_patches(only_team, "ada", json!({ "teams": [team] }), at);
    world.as_(BOB);
    let list = world.get("/api/cases/?slim=true").json();
    let seen: Vec<Uuid> = list["cases"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| id(&row["id"]))
        .collect();
    assert_eq!(seen, [watched, assigned, created]);
    assert_eq!(
        list["users"].as_array().unwrap().len(),
        1,
        "members are told the admins only"
    );

    let status = |world: &mut World, case: Uuid| world.get(&format!("/api/cases/{case}/")).status;
    assert_eq!(
        [watched, assigned, created].map(|case| status(&mut world, case)),
        [200; 3]
    );
    let refused = world.get(&format!("/api/cases/{only_team}/"));
    let text = "You do not have Permission to perform this action";
    assert_eq!(
        (refused.status, refused.json()),
        (403, json!({ "detail": text }))
    );

    let writes = [watched, assigned, created].map(|case| world.patch(case, json!({})).status);
    assert_eq!(writes, [403, 200, 200]);
    let deletes = [watched, assigned, created]
        .map(|case| world.delete(&format!("/api/cases/{case}/")).status);
    assert_eq!(deletes, [403, 403, 200]);

    world
        .as_(ADMIN)
        .patch(assigned, json!({ "assigned_to": [alice] }));
    assert_eq!(
        world
            .as_(BOB)
            .get(&format!("/api/cases/{assigned}/"))
            .status,
        403
    );
}

#[test]
fn whoever_asks_for_html_gets_a_page() {
    let mut world = World::new();
    for (accept, expected) in [
        (
            "text/html,application/xhtml+xml",
            "text/html; charset=utf-8",
        ),
        ("application/json", "application/json"),
        ("*/*", "application/json"),
    ] {
        let request = world
            .request(Method::Get, "/api/profile/")
            .with_header("Accept", accept);
        let response = world.crm.handle(&request);
        assert_eq!(response.header("content-type"), Some(expected), "{accept}");
    }
}

//! Sessions and tokens: they run out, are renewed once, belong to one organization.

use chrono::Duration;
use satchel_sandbox::Method;
use serde_json::{Value, json};

use super::{World, text};

const SIGN_IN_AGAIN: &str = "Organization context is required. Please login again.";

#[test]
fn a_session_that_ran_out_is_a_403_and_only_its_own_calls_say_401() {
    let mut world = World::new();
    let session = world.signs_in("alice@example.test");
    let token = text(&session, "access_token");
    assert_eq!(
        world
            .ask(token, Method::Get, "/api/cases/", Value::Null)
            .status,
        200
    );
    world.at += Duration::hours(1);
    let late = world.ask(token, Method::Get, "/api/cases/", Value::Null);
    assert_eq!(
        (late.status, late.json()),
        (403, json!({ "detail": SIGN_IN_AGAIN }))
    );
    let me = world.ask(token, Method::Get, "/api/auth/me/", Value::Null);
    assert_eq!(
        (me.status, &me.json()["code"]),
        (401, &json!("token_not_valid"))
    );
    let nowhere = world.ask(token, Method::Get, "/api/nope/", Value::Null);
    assert_eq!(nowhere.status, 404);
}

#[test]
fn a_session_is_renewed_once_with_each_token() {
    let mut world = World::new();
    let session = world.signs_in("alice@example.test");
    let old = json!({ "refresh": text(&session, "refresh_token") });
    let path = "/api/auth/refresh-token/";
    let new = world.ask("", Method::Post, path, old.clone());
    assert_eq!(new.status, 200);
    assert_eq!(
        world.ask("", Method::Post, path, old).status,
        401,
        "the old one is dead"
    );
    let new = json!({ "refresh": text(&new.json(), "refresh") });
    world.at += Duration::days(14);
    assert_eq!(
        world.ask("", Method::Post, path, new).status,
        401,
        "and the new one too old"
    );
}

#[test]
fn a_token_is_minted_scoped_and_revoked_by_a_session_only() {
    let mut world = World::new();
    let session = world.signs_in("bob@example.test");
    let session = text(&session, "access_token").to_owned();
    let path = "/api/profile/tokens/";
    let wanted = json!({ "name": "desktop", "scopes": ["cases:read"] });
    let refused = world.ask("bcrm_pat_bob", Method::Post, path, wanted.clone());
    assert_eq!(refused.status, 403, "no token makes a token");
    let made = world.ask(&session, Method::Post, path, wanted);
    assert_eq!(made.status, 201);
    let (made, reads) = (made.json(), |world: &mut World, path: &str, token: &str| {
        world.ask(token, Method::Get, path, Value::Null).status
    });
    let token = text(&made, "token").to_owned();
    assert_eq!(
        (token.len(), &token[..13]),
        (52, text(&made, "token_prefix"))
    );
    assert_eq!(reads(&mut world, "/api/cases/", &token), 200);
    assert_eq!(reads(&mut world, "/api/accounts/", &token), 403);
    let one = format!("{path}{}/", text(&made, "id"));
    assert_eq!(
        world
            .ask(&session, Method::Delete, &one, Value::Null)
            .status,
        200
    );
    assert_eq!(reads(&mut world, "/api/cases/", &token), 403);
}

#[test]
fn a_session_is_for_one_organization_and_can_be_moved_to_another() {
    let mut world = World::new();
    let session = world.signs_in("admin@example.test");
    assert!(
        session.get("current_org").is_none(),
        "two organizations: none is chosen"
    );
    let token = text(&session, "access_token").to_owned();
    assert_eq!(
        world
            .ask(&token, Method::Get, "/api/cases/", Value::Null)
            .status,
        403
    );
    let orgs = session["organizations"]
        .as_array()
        .expect("organizations")
        .clone();
    let mut counts = Vec::new();
    for org in &orgs {
        let to = json!({ "org_id": org["id"] });
        let moved = world
            .ask(&token, Method::Post, "/api/auth/switch-org/", to)
            .json();
        assert_eq!(moved["current_org"]["id"], org["id"]);
        let list = world.ask(
            text(&moved, "access_token"),
            Method::Get,
            "/api/cases/",
            Value::Null,
        );
        counts.push(list.json()["cases_count"].clone());
    }
    assert_eq!(
        counts,
        [json!(50), json!(0)],
        "an administrator here is a plain member there"
    );
}

#[test]
fn a_code_is_good_once_for_ten_minutes_and_five_tries() {
    let mut world = World::new();
    let email = "bob@example.test";
    let ask = |world: &mut World| {
        let body = json!({ "email": email, "delivery": "code" });
        world.ask("", Method::Post, "/api/auth/magic-link/request/", body);
        world.crm.last_code(email).expect("a code")
    };
    let tries = |world: &mut World, code: &str| {
        let body = json!({ "email": email, "code": code });
        world
            .ask("", Method::Post, "/api/auth/magic-link/verify-code/", body)
            .status
    };
    let code = ask(&mut world);
    world.at += Duration::minutes(10);
    assert_eq!(tries(&mut world, &code), 400, "too late");
    let code = ask(&mut world);
    let wrong = if code == "000000" { "000001" } else { "000000" };
    assert!((0..5).all(|_| tries(&mut world, wrong) == 400));
    assert_eq!(tries(&mut world, &code), 400, "burned");
    let code = ask(&mut world);
    assert_eq!(
        (tries(&mut world, &code), tries(&mut world, &code)),
        (200, 400)
    );
    for _ in 0..10 {
        ask(&mut world);
    }
    assert_eq!(world.crm.mailbox(email).count(), 5, "five letters an hour");
}

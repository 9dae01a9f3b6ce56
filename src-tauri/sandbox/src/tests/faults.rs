//! What goes wrong on the way, in memory.

use std::time::Duration as Wait;

use super::*;
use crate::{Fate, Served, When};

fn creates(world: &mut World) -> Served {
    let request = world
        .request(Method::Post, "/api/cases/")
        .json(&new_case("Fated"));
    world.crm.serve(&request)
}

#[test]
fn a_lost_request_has_no_effect_and_a_lost_reply_has() {
    let mut world = World::new();
    world.crm.faults.next(
        When::method(Method::Post).path("/cases/"),
        Fate::LoseRequest,
    );
    assert_eq!(creates(&mut world), Served::Cut);
    assert_eq!(world.crm.case_count(), 0);
    world.crm.faults.next(When::writing(), Fate::LoseReply);
    assert_eq!(creates(&mut world), Served::Cut);
    assert_eq!(world.crm.case_count(), 1);
    assert!(world.crm.faults.is_empty());
}

#[test]
fn a_repeated_request_takes_effect_twice() {
    let mut world = World::new();
    let case = world.case("Echo");
    world.crm.faults.next(When::writing(), Fate::Repeat);
    let comment = world.request(Method::Post, &format!("/api/cases/{case}/"));
    let answer = world
        .crm
        .serve(&comment.json(&json!({ "comment": "hello" })))
        .answer();
    assert_eq!(
        answer.unwrap().json()["comments"].as_array().unwrap().len(),
        2
    );
    world.crm.faults.next(When::writing(), Fate::Repeat);
    assert_eq!(
        creates(&mut world).answer().unwrap().status,
        400,
        "the name is taken by then"
    );
}

#[test]
fn an_error_may_come_before_or_after_the_effect() {
    let mut world = World::new();
    for after_effect in [false, true] {
        world
            .crm
            .faults
            .next(When::any(), Fate::server_error(after_effect));
        let answer = creates(&mut world).answer().unwrap();
        assert_eq!(
            (answer.status, world.crm.case_count()),
            (500, usize::from(after_effect))
        );
        assert!(
            answer
                .header("content-type")
                .unwrap()
                .starts_with("text/html")
        );
    }
}

#[test]
fn a_proxy_may_say_later_and_a_portal_may_say_anything() {
    let mut world = World::new();
    world
        .crm
        .faults
        .next(When::any(), Fate::too_many_requests(Wait::from_secs(30)));
    world.crm.faults.next(When::any(), Fate::CaptivePortal);
    let answer = creates(&mut world).answer().unwrap();
    assert_eq!(
        (answer.status, answer.header("retry-after")),
        (429, Some("30"))
    );
    let answer = creates(&mut world).answer().unwrap();
    assert_eq!((answer.status, answer.json()), (200, Value::Null));
    assert_eq!(world.crm.case_count(), 0);
}

#[test]
fn orders_wait_for_what_fits_and_count() {
    let mut world = World::new();
    world
        .crm
        .faults
        .after(1, When::reading().path("/profile/"), Fate::LoseRequest);
    world
        .crm
        .faults
        .times(2, When::writing().body("Fated"), Fate::Truncate(10));
    let profile = |world: &mut World| {
        let request = world.request(Method::Get, "/api/profile/");
        world.crm.serve(&request) == Served::Cut
    };
    assert_eq!(
        [
            profile(&mut world),
            profile(&mut world),
            profile(&mut world)
        ],
        [false, true, false]
    );
    for _ in 0..2 {
        assert!(matches!(creates(&mut world), Served::Truncated(_, 10)));
    }
    assert!(matches!(creates(&mut world), Served::Answer(_)));
    world
        .crm
        .faults
        .always(When::any(), Fate::Delay(Wait::from_secs(3)));
    assert!(matches!(creates(&mut world), Served::Late(..)));
    world.crm.faults.clear();
    assert!(matches!(creates(&mut world), Served::Answer(_)));
}

#[test]
fn faults_by_rate_strike_the_same_requests_again() {
    let struck = || {
        let mut world = World::new();
        world
            .crm
            .faults
            .at_rate(250, 42, When::reading(), Fate::LoseRequest);
        let ask = |world: &mut World| {
            let request = world.request(Method::Get, "/api/profile/");
            world.crm.serve(&request) == Served::Cut
        };
        (0..400).map(|_| ask(&mut world)).collect::<Vec<bool>>()
    };
    let first = struck();
    assert_eq!(first, struck());
    let count = first.iter().filter(|lost| **lost).count();
    assert!((70..130).contains(&count), "{count} of 400");
}

#[test]
fn a_clock_may_be_off_and_tells_so_in_its_date() {
    let mut world = World::new();
    world
        .crm
        .faults
        .set_clock_off(chrono::TimeDelta::minutes(-7));
    let answer = creates(&mut world).answer().unwrap();
    let at = world.at - Duration::minutes(7);
    assert_eq!(answer.header("date").unwrap(), crate::time::http_date(at));
    assert_eq!(world.crm.case_named("Fated").unwrap().created_at, at);
}

#[test]
fn a_session_may_run_out_and_a_token_be_revoked_under_way() {
    let mut world = World::new();
    world.crm.faults.next(When::any(), Fate::Expire);
    assert_eq!(creates(&mut world).answer().unwrap().status, 403);
    assert_eq!(
        creates(&mut world).answer().unwrap().status,
        200,
        "the next one is as good as ever"
    );
    world.crm.faults.next(When::any(), Fate::Expire);
    let me = world.request(Method::Get, "/api/auth/me/");
    let answer = world.crm.serve(&me).answer().unwrap();
    assert_eq!(answer.json()["messages"][0]["message"], "Token is expired");
    world.crm.faults.next(When::any(), Fate::Revoke);
    assert_eq!(creates(&mut world).answer().unwrap().status, 403);
    assert_eq!(
        creates(&mut world).answer().unwrap().status,
        403,
        "for good"
    );
}

#[test]
fn a_reset_and_a_trickle_take_effect() {
    let mut world = World::new();
    world.crm.faults.next(When::any(), Fate::Reset);
    assert_eq!(creates(&mut world), Served::Cut);
    assert_eq!(world.crm.case_count(), 1);
    world.crm.faults.next(When::any(), Fate::Trickle(100));
    let list = world.request(Method::Get, "/api/profile/");
    match world.crm.serve(&list) {
        Served::Late(response, wait) => {
            let bytes = response.body.len() as u64;
            assert_eq!(wait, Wait::from_millis(bytes * 10));
        }
        other => panic!("{other:?}"),
    }
}

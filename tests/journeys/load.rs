//! What the engine costs the server (invariant I20): counted in requests, in virtual time.

use chrono::TimeDelta;
use satchel_core::case::view::View;
use satchel_sandbox::{Dialect, Fate, Logged, Method, Request, When};
use satchel_tests::World;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

#[tokio::test]
async fn an_idle_minute_costs_two_requests_at_most() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 100).await;
    // The files of the first mirror have come; that they keep to a request a second is their own journey's.
    alice.lives(TimeDelta::minutes(2)).await;
    for minute in 0..25 {
        let before = world.crm().requests().count();
        alice.lives(TimeDelta::minutes(1)).await;
        let asked = world.crm().requests().count() - before;
        assert!(asked <= 2, "{asked} requests in minute {minute}");
    }
}

#[tokio::test]
async fn an_idle_engine_still_hears_of_everything_within_two_minutes() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 100).await;
    let row = alice.my_case();
    alice.lives(TimeDelta::minutes(10)).await;
    let (case, now) = (world.id_of(&row.name), world.now());
    world
        .crm()
        .web_comments(case, satchel_sandbox::Who::Customer, "Hello?", false, now);
    alice.lives(TimeDelta::minutes(2)).await;
    assert!(alice.sees_said(row.id).contains(&"Hello?".to_owned()));
}

#[tokio::test]
async fn a_first_mirror_asks_for_each_case_once_and_for_little_else() {
    for dialect in [Dialect::Bottlecrm, Dialect::Documented] {
        let (world, alice) = World::with_alice(dialect, 500).await;
        let here = alice.lists(View::All).len();
        let crm = world.crm();
        let is_detail = |r: &&Logged| {
            r.target.matches('/').count() == 4
                && r.target.starts_with("/api/cases/")
                && !r.target.starts_with("/api/cases/solutions/")
        };
        let details = crm.requests().filter(is_detail).count();
        let all = crm.requests().count();
        println!(
            "{dialect:?}: a first mirror of {here} cases: {all} requests, {details} of them details"
        );
        assert_eq!(details, here, "{dialect:?}: each once");
        assert!(
            all - details <= 30,
            "{dialect:?}: {} besides",
            all - details
        );
    }
}

#[tokio::test]
async fn a_server_that_is_down_all_night_is_not_hammered() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 60).await;
    alice.replies(alice.my_case().id, "In the morning");
    world.always(
        When::any(),
        satchel_tests::answer(500, &serde_json::json!({}), true),
    );
    let before = world.crm().requests().count();
    alice.lives(TimeDelta::hours(8)).await;
    let asked = world.crm().requests().count() - before;
    println!("eight hours of a server that fails: {asked} requests");
    assert!(asked <= 8 * 60, "{asked} requests in eight hours");
    world.heals();
    alice.lives(TimeDelta::minutes(10)).await;
    assert_eq!(
        world.times_said("In the morning"),
        1,
        "after at most five minutes"
    );
}

#[tokio::test]
async fn a_server_that_asks_for_time_while_cases_are_read_is_given_it() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 60).await;
    world.clock.pass(TimeDelta::days(2));
    let asked = Arc::new(AtomicUsize::new(0));
    let counts = Arc::clone(&asked);
    let a_case = When::method(Method::Get).and(move |r: &Request| {
        let is_one = r.path.starts_with("/api/cases/") && r.path.len() > "/api/cases/".len() + 30;
        counts.fetch_add(usize::from(is_one), Ordering::SeqCst);
        is_one
    });
    let patience = std::time::Duration::from_secs(1200);
    world.always(a_case, Fate::unavailable(Some(patience)));
    alice.lives(TimeDelta::minutes(19)).await;
    let asked = asked.load(Ordering::SeqCst);
    assert!(
        (1..=24).contains(&asked),
        "one step's cases, then patience: {asked}"
    );
}

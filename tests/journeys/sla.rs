//! The clock of the deadlines: by the times the server told, without a network, with the pauses.

use chrono::TimeDelta;
use satchel_core::case::Field;
use satchel_core::case::view::{CaseRow, View};
use satchel_sandbox::Dialect;
use satchel_tests::{Client, World};

fn row(alice: &Client, like: &CaseRow) -> CaseRow {
    let all = alice.lists(View::All);
    all.into_iter().find(|r| r.id == like.id).unwrap()
}

fn is_among(alice: &Client, case: &CaseRow, asked: &str) -> bool {
    alice
        .finds(View::All, asked)
        .iter()
        .any(|r| r.id == case.id)
}

async fn a_fresh_case() -> (World, Client, CaseRow) {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    world.bob_opens("Gate C3 is closed", "High");
    world.clock.pass(TimeDelta::minutes(2));
    alice.syncs().await.unwrap();
    let case = alice.case("Gate C3 is closed");
    let case = alice.lists(View::All).into_iter().find(|r| r.id == case);
    (world, alice, case.unwrap())
}

#[tokio::test]
async fn the_clock_goes_on_without_a_network() {
    let (world, alice, case) = a_fresh_case().await;
    let clock = case.sla.expect("this server has deadlines");
    let due = clock.due_at.unwrap();
    assert!(due > world.now() && clock.risk_at.unwrap() < due);
    alice.offline();
    assert!(is_among(&alice, &case, "sla:due"));
    assert!(!is_among(&alice, &case, "sla:risk,breached"));
    world
        .clock
        .pass(clock.risk_at.unwrap() - world.now() + TimeDelta::seconds(1));
    assert!(is_among(&alice, &case, "sla:risk"));
    world.clock.pass(due - world.now());
    assert!(is_among(&alice, &case, "sla:breached"));
    assert!(is_among(&alice, &case, "-sla:due"));
}

#[tokio::test]
async fn who_waits_for_somebody_else_stops_the_clock_at_once() {
    let (_, alice, case) = a_fresh_case().await;
    alice.offline();
    alice.sets(case.id, Field::Status, "Pending");
    assert_eq!(row(&alice, &case).sla.unwrap().due_at, None);
    assert!(is_among(&alice, &case, "sla:paused"));
    alice.online();
    alice.settles().await;
    assert!(is_among(&alice, &case, "sla:paused"), "also by the server");
}

#[tokio::test]
async fn a_server_without_deadlines_shows_no_clock() {
    let (_, alice) = World::with_alice(Dialect::Documented, 40).await;
    assert!(alice.lists(View::All).iter().all(|r| r.sla.is_none()));
    assert_eq!(
        alice.finds(View::All, "sla:none").len(),
        alice.lists(View::All).len()
    );
}

//! While the person was away: what is new by weight, from the mirror alone, and what Satchel did meanwhile.

use chrono::TimeDelta;
use satchel_core::case::view::View;
use satchel_core::news::away::Weight;
use satchel_sandbox::Dialect;
use satchel_tests::{Client, World};
use serde_json::json;

fn told(alice: &Client) -> Vec<(Weight, String)> {
    let digest = alice.core.digest().unwrap();
    let all = digest.cases.into_iter();
    all.map(|one| (one.weight, one.row.name)).collect()
}

async fn a_desk() -> (World, Client) {
    let (world, alice) = World::with_agent_alice(Dialect::Bottlecrm, 60).await;
    assert_eq!(alice.core.present().unwrap(), None, "the first start");
    (world, alice)
}

#[tokio::test]
async fn after_two_weeks_what_asks_for_her_is_told_by_weight_without_a_network() {
    let (world, alice) = a_desk().await;
    let mine = alice.my_case();
    let second = alice.lists(View::Mine)[1].id;
    alice.replies(second, "Sent while she is away");
    world.clock.pass(TimeDelta::days(14));
    let (id, now) = (world.id_of(&mine.name), world.now());
    world
        .crm()
        .web_comments(id, "bob", "They called again", false, now);
    world.bob_opens("Everything burns", "Urgent");
    world.bob_opens("A small thing", "Low");
    alice.settles().await;
    alice.syncs().await.unwrap();
    alice.offline();
    let alice = alice.restarts();
    let absence = alice.core.present().unwrap().expect("two weeks");
    assert!(absence.to - absence.from >= TimeDelta::days(14));
    let all = told(&alice);
    let order: Vec<_> = all.iter().map(|(w, n)| (*w, n.as_str())).collect();
    assert_eq!(
        order,
        [
            (Weight::Urgent, "Everything burns"),
            (Weight::ToMe, "A small thing"),
            (Weight::SaidOnMine, mine.name.as_str()),
        ]
    );
    let digest = alice.core.digest().unwrap();
    assert_eq!(digest.absence, Some(absence));
    assert_eq!(digest.done.sent, 1);
    let said = digest.cases[2].said.clone().unwrap();
    assert_eq!(said.text, "They called again");
}

#[tokio::test]
async fn what_was_there_before_she_left_is_not_told_again() {
    let (world, alice) = a_desk().await;
    let mine = alice.my_case();
    let (id, now) = (world.id_of(&mine.name), world.now());
    world.crm().web_comments(id, "bob", "Before", false, now);
    world.clock.pass(TimeDelta::minutes(10));
    alice.syncs().await.unwrap();
    world.clock.pass(TimeDelta::minutes(1));
    assert_eq!(alice.core.present().unwrap(), None);
    assert_eq!(told(&alice).len(), 1, "on demand, all that is new");
    world.clock.pass(TimeDelta::hours(2));
    assert!(alice.core.present().unwrap().is_some());
    assert!(told(&alice).is_empty());
    assert!(
        alice
            .finds(View::All, "is:unread")
            .iter()
            .any(|r| r.id == mine.id),
        "it is still unread"
    );
}

#[tokio::test]
async fn what_is_looked_at_leaves_and_all_seen_can_be_taken_back() {
    let (world, alice) = a_desk().await;
    let mine = alice.my_case();
    world.clock.pass(TimeDelta::hours(3));
    let other = if mine.status == "New" {
        "Assigned"
    } else {
        "New"
    };
    world.bob_sets(&mine.name, json!({ "status": other }));
    world.bob_opens("Everything burns", "Urgent");
    world.clock.pass(TimeDelta::minutes(5));
    assert!(alice.core.present().unwrap().is_some());
    alice.syncs().await.unwrap();
    let before = told(&alice);
    assert_eq!(before.len(), 2, "{before:?}");
    assert_eq!(before[1].0, Weight::ChangedOnMine);
    let ids: Vec<_> = {
        let digest = alice.core.digest().unwrap();
        digest.cases.iter().map(|one| one.row.id).collect()
    };
    alice.core.mark_read(&ids).unwrap();
    assert!(told(&alice).is_empty());
    assert!(alice.core.undo().unwrap().is_seen);
    assert_eq!(told(&alice), before);
    alice.opens(mine.id);
    assert_eq!(told(&alice).len(), 1);
}

#[tokio::test]
async fn what_happens_on_cases_of_others_is_a_count() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 60).await;
    alice.core.present().unwrap();
    let all = alice.lists(View::Open);
    let mine = alice.lists(View::Mine);
    let other = all
        .iter()
        .find(|r| mine.iter().all(|m| m.id != r.id) && !r.is_urgent)
        .unwrap();
    world.clock.pass(TimeDelta::hours(8));
    let (id, now) = (world.id_of(&other.name), world.now());
    world
        .crm()
        .web_comments(id, "bob", "None of hers", false, now);
    alice.core.present().unwrap();
    alice.syncs().await.unwrap();
    let digest = alice.core.digest().unwrap();
    assert!(digest.cases.is_empty(), "{:?}", digest.cases);
    assert_eq!(digest.others, [other.id]);
}

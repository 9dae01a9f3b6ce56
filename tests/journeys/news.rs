//! What others did since a case was last looked at: by field, by arrival, never one's own acts; marked again, taken back.

use chrono::TimeDelta;
use satchel_core::case::Field;
use satchel_core::case::view::{CaseRow, View};
use satchel_core::id::CaseId;
use satchel_core::news::{CaseNews, Summary, Topic};
use satchel_sandbox::Dialect;
use satchel_tests::{Client, World};
use serde_json::json;

fn row(alice: &Client, case: CaseId) -> CaseRow {
    let all = alice.lists(View::All);
    all.into_iter().find(|r| r.id == case).unwrap()
}

fn news(alice: &Client, case: CaseId) -> Option<Summary> {
    row(alice, case).news
}

/// What the screen of the case says when it is opened: only the first time.
fn looks(alice: &Client, case: CaseId) -> Option<CaseNews> {
    alice.opens(case).news
}

fn told(news: &CaseNews) -> Vec<String> {
    let some = |text: &Option<String>| text.clone().unwrap_or_default();
    let all = news.differences.iter();
    all.map(|d| {
        let sets = format!("+{:?} -{:?}", d.added, d.removed);
        match d.topic {
            Topic::Assignees => format!("assignees {sets}"),
            topic => format!("{topic:?}: {} -> {}", some(&d.before), some(&d.after)),
        }
    })
    .collect()
}

async fn both() -> [(World, Client); 2] {
    [
        World::with_alice(Dialect::Bottlecrm, 40).await,
        World::with_alice(Dialect::Documented, 40).await,
    ]
}

#[tokio::test]
async fn the_first_mirror_is_no_news() {
    for (_, alice) in both().await {
        assert!(alice.lists(View::All).iter().all(|r| r.news.is_none()));
        assert!(alice.finds(View::All, "is:changed").is_empty());
    }
}

#[tokio::test]
async fn what_others_changed_is_told_by_field_until_it_is_looked_at() {
    for (world, alice) in both().await {
        let mine = alice.my_case();
        let status = if mine.status == "New" {
            "Assigned"
        } else {
            "New"
        };
        world.bob_sets(&mine.name, json!({ "status": status }));
        world.clock.pass(TimeDelta::minutes(1));
        let (id, now) = (world.id_of(&mine.name), world.now());
        world
            .crm()
            .web_comments(id, "bob", "Called them", true, now);
        world.crm().web_comments(id, "bob", "Any news?", false, now);
        world.clock.pass(TimeDelta::hours(7));
        alice.syncs().await.unwrap();
        alice.offline();
        let sum = news(&alice, mine.id).unwrap();
        assert_eq!(sum.changed, [Topic::Status]);
        assert_eq!(sum.said(), 2);
        assert!(row(&alice, mine.id).unread);
        assert!(
            alice
                .finds(View::All, "is:changed")
                .iter()
                .any(|r| r.id == mine.id)
        );
        let opened = looks(&alice, mine.id).unwrap();
        assert_eq!(
            told(&opened),
            [format!("Status: {} -> {status}", mine.status)]
        );
        assert_eq!(opened.items.len(), 2, "which of the timeline is new");
        assert_eq!(looks(&alice, mine.id), None, "it was looked at");
        assert_eq!(
            (news(&alice, mine.id), row(&alice, mine.id).unread),
            (None, false)
        );
    }
}

#[tokio::test]
async fn a_change_that_was_taken_back_is_no_news() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let mine = alice.my_case();
    let other = if mine.priority == "High" {
        "Low"
    } else {
        "High"
    };
    for (priority, is_news) in [(other, true), (mine.priority.as_str(), false)] {
        world.bob_sets(&mine.name, json!({ "priority": priority }));
        world.clock.pass(TimeDelta::hours(7));
        alice.syncs().await.unwrap();
        assert_eq!(news(&alice, mine.id).is_some(), is_news, "{priority}");
    }
}

#[tokio::test]
async fn own_acts_are_never_news_wherever_they_were_done() {
    for (world, alice) in both().await {
        let mine = alice.my_case();
        let status = if mine.status == "New" {
            "Assigned"
        } else {
            "New"
        };
        alice.sets(mine.id, Field::Status, status);
        alice.replies(mine.id, "From the train");
        alice.settles().await;
        world.clock.pass(TimeDelta::hours(7));
        alice.syncs().await.unwrap();
        assert_eq!(news(&alice, mine.id), None);
    }
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let (mine, now) = (alice.my_case(), world.now());
    let id = world.id_of(&mine.name);
    world
        .crm()
        .web_comments(id, "alice", "From my phone", false, now);
    world.clock.pass(TimeDelta::hours(7));
    alice.syncs().await.unwrap();
    assert!(
        alice
            .sees_said(mine.id)
            .contains(&"From my phone".to_owned())
    );
    assert_eq!(news(&alice, mine.id), None);
}

#[tokio::test]
async fn what_was_said_while_there_was_no_network_is_news_though_the_case_was_opened_meanwhile() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let mine = alice.my_case();
    alice.offline();
    world.clock.pass(TimeDelta::minutes(10));
    let (id, now) = (world.id_of(&mine.name), world.now());
    world
        .crm()
        .web_comments(id, "bob", "Said while you flew", false, now);
    world.clock.pass(TimeDelta::minutes(10));
    alice.opens(mine.id);
    alice.online();
    alice.syncs().await.unwrap();
    assert_eq!(news(&alice, mine.id).unwrap().replies, 1);
}

#[tokio::test]
async fn a_case_that_comes_to_me_is_news_and_stays_so_over_a_restart() {
    let (world, alice) = World::with_agent_alice(Dialect::Bottlecrm, 60).await;
    world.clock.pass(TimeDelta::minutes(5));
    world.bob_opens("The dock is down", "High");
    world.clock.pass(TimeDelta::hours(7));
    alice.syncs().await.unwrap();
    let alice = alice.restarts();
    let case = alice.case("The dock is down");
    let sum = news(&alice, case).unwrap();
    assert!(sum.is_new, "{sum:?}");
    assert!(row(&alice, case).unread);
    looks(&alice, case);
    assert_eq!(news(&alice, case), None);
}

#[tokio::test]
async fn a_case_is_marked_unread_and_a_look_is_taken_back() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let mine = alice.my_case();
    alice.core.mark_unread(&[mine.id]).unwrap();
    assert!(news(&alice, mine.id).unwrap().marked && row(&alice, mine.id).unread);
    assert!(
        alice
            .finds(View::All, "is:unread")
            .iter()
            .any(|r| r.id == mine.id)
    );
    alice.opens(mine.id);
    assert_eq!(news(&alice, mine.id), None);
    let (id, now) = (world.id_of(&mine.name), world.now());
    world
        .crm()
        .web_comments(id, "bob", "One more thing", false, now);
    world.clock.pass(TimeDelta::hours(7));
    alice.syncs().await.unwrap();
    let before = news(&alice, mine.id).unwrap();
    alice.core.mark_read(&[mine.id]).unwrap();
    assert_eq!(news(&alice, mine.id), None);
    alice.core.undo().unwrap();
    assert_eq!(news(&alice, mine.id), Some(before.clone()));
    alice.opens(mine.id);
    alice.core.mark_unread(&[mine.id]).unwrap();
    assert_eq!(
        news(&alice, mine.id),
        Some(before),
        "what was new is new again"
    );
}

#[tokio::test]
async fn words_that_are_gone_again_are_no_news() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let (mine, now) = (alice.my_case(), world.now());
    let id = world.id_of(&mine.name);
    let said = world
        .crm()
        .web_comments(id, "bob", "Wrong case, sorry", false, now);
    world.clock.pass(TimeDelta::hours(7));
    alice.syncs().await.unwrap();
    assert!(news(&alice, mine.id).is_some());
    let now = world.now();
    world.crm().web_deletes_comment(said.unwrap(), now);
    world.clock.pass(TimeDelta::days(2));
    alice.syncs().await.unwrap();
    assert_eq!(news(&alice, mine.id), None);
}

#[tokio::test]
async fn a_case_that_goes_is_news_until_it_is_looked_at() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let (mine, now) = (alice.my_case(), world.now());
    let id = world.id_of(&mine.name);
    world.crm().web_deletes_case(id, "bob", now);
    world.clock.pass(TimeDelta::hours(7));
    alice.syncs().await.unwrap();
    let opened = looks(&alice, mine.id).unwrap();
    assert_eq!(told(&opened), ["Standing: visible -> gone"]);
    assert_eq!(looks(&alice, mine.id), None);
}

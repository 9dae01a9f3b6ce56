//! "This case moved on since you wrote your reply": a reply is not sent over what its writer has not seen.

use satchel_core::case::{CaseSet, Field, SetChange};
use satchel_core::comment::Audience;
use satchel_core::id::ServerId;
use satchel_core::intent::State;
use satchel_core::intent::seen::News;
use satchel_sandbox::{Dialect, Fate};
use satchel_tests::{Client, World, commenting, new_case};
use serde_json::json;
use uuid::Uuid;

/// Alice with a case of hers whose thread is on her screen.
async fn at_a_case(dialect: Dialect) -> (World, Client, satchel_core::id::CaseId, Uuid) {
    let (world, alice) = World::with_alice(dialect, 40).await;
    let row = alice.my_case();
    let id = world.id_of(&row.name);
    alice.lives(chrono::TimeDelta::hours(2)).await;
    assert!(alice.opens(row.id).checked_at.is_some());
    (world, alice, row.id, id)
}

fn bob_says(world: &World, case: Uuid, text: &str) {
    let now = world.now();
    world
        .crm()
        .web_comments(case, "bob", text, false, now)
        .expect("said");
}

#[tokio::test]
async fn a_reply_to_a_case_on_which_somebody_else_replied_is_held_with_what_is_new() {
    for dialect in [Dialect::Bottlecrm, Dialect::Documented] {
        let (world, alice, case, id) = at_a_case(dialect).await;
        alice.offline();
        alice.replies(case, "Have you tried to turn it off?");
        bob_says(&world, id, "Solved: the cable was loose.");
        alice.online();
        alice.settles().await;

        let outbox = alice.outbox();
        assert_eq!(outbox.len(), 1);
        assert_eq!(outbox[0].state, State::Held, "{dialect:?}: {outbox:#?}");
        assert!(outbox[0].can_send);
        assert!(outbox[0].reason.as_ref().unwrap().contains("moved on"));
        let [News::Comment { text, .. }] = &outbox[0].news[..] else {
            panic!("{dialect:?}: {:#?}", outbox[0].news);
        };
        assert_eq!(text, "Solved: the cable was loose.");
        assert_eq!(world.times_said("Have you tried to turn it off?"), 0);

        // One key sends it as it is; nothing is asked again.
        alice.core.send(outbox[0].intent_id).unwrap();
        alice.settles().await;
        assert_eq!(world.times_said("Have you tried to turn it off?"), 1);
        assert!(alice.outbox().is_empty());
        alice.obeys_the_law();
    }
}

#[tokio::test]
async fn more_news_after_the_decision_is_shown_before_it_is_sent() {
    let (world, alice, case, id) = at_a_case(Dialect::Bottlecrm).await;
    alice.offline();
    let reply = alice.replies(case, "Mine");
    bob_says(&world, id, "First");
    alice.online();
    alice.settles().await;
    alice.core.send(reply).unwrap();
    bob_says(&world, id, "Second");
    alice.settles().await;
    let outbox = alice.outbox();
    let [News::Comment { text, .. }] = &outbox[0].news[..] else {
        panic!("{outbox:#?}");
    };
    assert_eq!(text, "Second", "the first was seen");
    // Rewritten with both in sight, it goes.
    alice.core.rewrite(reply, "Mine, with both seen").unwrap();
    alice.settles().await;
    assert_eq!(world.times_said("Mine, with both seen"), 1);
}

#[tokio::test]
async fn a_reply_written_with_the_news_on_screen_is_sent() {
    let (world, alice, case, id) = at_a_case(Dialect::Bottlecrm).await;
    bob_says(&world, id, "Solved");
    alice.lives(chrono::TimeDelta::hours(2)).await;
    assert!(alice.sees_said(case).contains(&"Solved".to_owned()));
    alice.replies(case, "Thank you");
    alice.settles().await;
    assert_eq!(world.times_said("Thank you"), 1);
}

#[tokio::test]
async fn own_acts_hold_nothing_whatever_their_order_and_computer() {
    let (world, alice, case, id) = at_a_case(Dialect::Bottlecrm).await;
    alice.offline();
    let status = alice.opens(case).row.status;
    let other = if status == "Pending" {
        "Assigned"
    } else {
        "Pending"
    };
    let bob = world.crm().person("bob").unwrap().profile;
    alice.replies(case, "Before the status");
    alice.sets(case, Field::Status, other);
    let assign = SetChange {
        set: CaseSet::Assignees,
        add: vec![ServerId(bob.to_string())],
        remove: Vec::new(),
    };
    alice.core.change_set(case, &assign).unwrap();
    alice.replies(case, "After the status");
    // The first goes last.
    let first = alice.outbox()[0].intent_id;
    alice.core.place_before(first, None).unwrap();
    // She wrote from the web, too.
    let now = world.now();
    world
        .crm()
        .web_comments(id, "alice", "From the web", false, now)
        .unwrap();
    alice.online();
    alice.settles().await;
    assert!(alice.outbox().is_empty(), "{:#?}", alice.outbox());
    assert_eq!(world.times_said("Before the status"), 1);
    assert_eq!(world.times_said("After the status"), 1);
}

#[tokio::test]
async fn a_case_closed_and_assigned_to_somebody_else_meanwhile_says_both() {
    let (world, alice, case, id) = at_a_case(Dialect::Bottlecrm).await;
    alice.offline();
    alice
        .core
        .add_comment(case, Audience::Internal, "I take it from here")
        .unwrap();
    let bob = world.crm().person("bob").unwrap().profile;
    let now = world.now();
    assert!(world.crm().web_assigns(id, "ada", &[bob], now));
    let closed = json!({ "status": "Closed", "closed_on": "2026-11-20" });
    assert!(world.crm().web_patches(id, "ada", closed, now));
    alice.online();
    alice.settles().await;
    let outbox = alice.outbox();
    let news = &outbox[0].news;
    assert!(
        matches!(&news[0], News::Status { to, .. } if to == "Closed"),
        "{news:#?}"
    );
    assert!(
        matches!(&news[1], News::Assignees { joined, .. } if joined.len() <= 1),
        "{news:#?}"
    );
}

#[tokio::test]
async fn what_else_was_written_before_goes_with_the_reply_that_was_decided_on() {
    let (world, alice, case, id) = at_a_case(Dialect::Bottlecrm).await;
    alice.offline();
    let first = alice.replies(case, "One");
    alice.replies(case, "Two");
    bob_says(&world, id, "Meanwhile");
    alice.online();
    alice.settles_but_for(1).await;
    alice.core.send(first).unwrap();
    alice.settles().await;
    assert!(alice.outbox().is_empty(), "{:#?}", alice.outbox());
    assert_eq!(world.times_said("Two"), 1);
}

#[tokio::test]
async fn a_reply_that_may_have_arrived_is_verified_first_whatever_is_new() {
    let (world, alice, case, id) = at_a_case(Dialect::Bottlecrm).await;
    world.next(commenting(), Fate::LoseReply);
    alice.replies(case, "Lost on the way back");
    let _ = alice.syncs().await;
    bob_says(&world, id, "Meanwhile");
    alice.settles().await;
    assert!(alice.outbox().is_empty());
    assert_eq!(world.times_said("Lost on the way back"), 1);
}

#[tokio::test]
async fn it_is_still_held_with_what_is_new_after_a_restart() {
    let (world, alice, case, id) = at_a_case(Dialect::Bottlecrm).await;
    alice.offline();
    alice.replies(case, "Written long ago");
    bob_says(&world, id, "Solved");
    let alice = alice.restarts();
    alice.online();
    alice.settles().await;
    let alice = alice.restarts();
    assert_eq!(alice.outbox()[0].news.len(), 1);
    assert_eq!(world.times_said("Written long ago"), 0);
}

#[tokio::test]
async fn whom_the_person_assigned_before_they_wrote_a_reply_anew_is_no_news_while_that_is_not_sent_yet()
 {
    let (world, alice, case, _) = at_a_case(Dialect::Bottlecrm).await;
    alice.offline();
    alice.replies(case, "It is on its wai.");
    let bob = world.crm().person("bob").unwrap().profile;
    let assign = SetChange {
        set: CaseSet::Assignees,
        add: vec![ServerId(bob.to_string())],
        remove: Vec::new(),
    };
    alice.core.change_set(case, &assign).unwrap();
    // Still the first of the case; Bob is on screen now, and on the server only after it.
    let reply = alice.outbox()[0].intent_id;
    alice.core.rewrite(reply, "It is on its way.").unwrap();
    alice.online();
    alice.settles().await;
    assert_eq!(alice.outbox().len(), 0, "{:#?}", alice.outbox());
    assert_eq!(world.times_said("It is on its way."), 1);
    alice.obeys_the_law();
}

/// What is written before its case is made has nothing to have seen; written anew afterwards it has (I33, seed 9296).
#[tokio::test]
async fn a_reply_to_a_new_case_that_is_written_anew_on_the_server_s_case_is_held_for_what_comes_then()
 {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    alice.offline();
    let case = alice
        .core
        .create_case(new_case("Made on the train"))
        .unwrap();
    let reply = alice.replies(case, "We look into it");
    alice.core.hold(reply).unwrap();
    alice.online();
    alice.lives(chrono::TimeDelta::hours(2)).await;
    assert!(alice.opens(case).checked_at.is_some());

    alice.offline();
    alice.core.rewrite(reply, "We are looking into it").unwrap();
    bob_says(&world, world.id_of("Made on the train"), "It is solved.");
    alice.online();
    alice.settles().await;

    let outbox = alice.outbox();
    let [News::Comment { text, .. }] = &outbox[0].news[..] else {
        panic!("{outbox:#?}");
    };
    assert_eq!(text, "It is solved.");
    assert_eq!(world.times_said("We are looking into it"), 0);
}

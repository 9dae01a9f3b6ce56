//! Lost answers: whatever happens to a reply on its way, it stands on the server once (invariants I2, I3, I12).

use chrono::TimeDelta;
use satchel_core::case::Field;
use satchel_core::case::view::CaseRow;
use satchel_core::intent::State;
use satchel_core::sync::status::StatusWord;
use satchel_sandbox::{Dialect, Fate, Method};
use satchel_tests::{Client, World, commenting, editing};
use std::time::Duration;

const BOTH: [Dialect; 2] = [Dialect::Bottlecrm, Dialect::Documented];

async fn mirrored(dialect: Dialect) -> (World, Client, CaseRow) {
    let (world, alice) = World::with_alice(dialect, 40).await;
    let case = alice.my_case();
    (world, alice, case)
}

/// How many comments were posted, whatever became of them, as far as the model saw them.
fn posts(world: &World) -> usize {
    world.asked_with(Method::Post)
}

#[tokio::test]
async fn a_reply_whose_answer_was_lost_is_found_and_never_sent_again() {
    for dialect in BOTH {
        let (world, alice, case) = mirrored(dialect).await;
        world.next(commenting(), Fate::LoseReply);
        alice.replies(case.id, "Exactly once");
        assert!(alice.syncs().await.is_err(), "the connection broke");
        assert_eq!(alice.outbox()[0].state, State::Unknown, "{dialect:?}");
        alice.settles().await;
        assert!(alice.outbox().is_empty(), "{:?}", alice.outbox());
        assert_eq!(world.times_said("Exactly once"), 1, "{dialect:?}");
        assert_eq!(posts(&world), 1, "{dialect:?}: found, not sent again");
        let said = alice.sees_said(case.id);
        assert_eq!(said.iter().filter(|t| *t == "Exactly once").count(), 1);
    }
}

#[tokio::test]
async fn a_reply_that_never_arrived_is_sent_again_only_after_the_quiet_time() {
    for dialect in BOTH {
        let (world, alice, case) = mirrored(dialect).await;
        world.next(commenting(), Fate::LoseRequest);
        alice.replies(case.id, "After a while");
        let lost = world.now();
        alice.lives(TimeDelta::seconds(129)).await;
        assert_eq!(posts(&world), 0, "{dialect:?}: not before 130 s");
        alice.lives(TimeDelta::seconds(30)).await;
        assert_eq!(world.times_said("After a while"), 1, "{dialect:?}");
        let crm = world.crm();
        let sent = crm.requests().find(|r| r.method == Method::Post).unwrap();
        assert!(sent.at - lost >= TimeDelta::seconds(130), "{dialect:?}");
    }
}

#[tokio::test]
async fn the_quiet_time_begins_when_the_connection_ended_not_when_it_began() {
    let (world, alice, case) = mirrored(Dialect::Bottlecrm).await;
    alice.meets_silence();
    let began = world.now();
    alice.replies(case.id, "Into the silence");
    // Patience with a write is 45 s; what is on its way may still arrive 130 s after that.
    alice.lives(TimeDelta::seconds(174)).await;
    assert_eq!(posts(&world), 0, "45 s of patience and 130 s of quiet");
    alice.lives(TimeDelta::seconds(60)).await;
    assert_eq!(world.times_said("Into the silence"), 1);
    assert!(world.now() > began);
}

#[tokio::test]
async fn a_server_error_after_the_effect_is_not_a_reason_to_send_again() {
    for dialect in BOTH {
        let (world, alice, case) = mirrored(dialect).await;
        world.next(commenting(), Fate::server_error(true));
        alice.replies(case.id, "It failed after all");
        alice.settles().await;
        assert_eq!(world.times_said("It failed after all"), 1, "{dialect:?}");
        assert_eq!(posts(&world), 1, "{dialect:?}");
    }
}

#[tokio::test]
async fn a_server_error_before_the_effect_is_sent_again_once() {
    for dialect in BOTH {
        let (world, alice, case) = mirrored(dialect).await;
        world.next(commenting(), Fate::server_error(false));
        alice.replies(case.id, "It failed before");
        alice.settles().await;
        assert!(alice.outbox().is_empty(), "{:?}", alice.outbox());
        assert_eq!(world.times_said("It failed before"), 1, "{dialect:?}");
    }
}

#[tokio::test]
async fn the_hotels_page_is_no_answer_to_a_reply() {
    let (world, alice, case) = mirrored(Dialect::Bottlecrm).await;
    world.next(commenting(), Fate::CaptivePortal);
    alice.replies(case.id, "From the hotel");
    assert!(alice.syncs().await.is_err());
    assert_eq!(alice.core.status().unwrap().word, StatusWord::Offline);
    assert_eq!(
        alice.outbox()[0].state,
        State::Unknown,
        "200 proves nothing"
    );
    alice.settles().await;
    assert_eq!(world.times_said("From the hotel"), 1);
}

#[tokio::test]
async fn an_answer_cut_off_in_the_middle_is_verified() {
    for dialect in BOTH {
        let (world, alice, case) = mirrored(dialect).await;
        world.next(commenting(), Fate::Truncate(40));
        alice.replies(case.id, "Cut in the middle");
        alice.settles().await;
        assert_eq!(world.times_said("Cut in the middle"), 1, "{dialect:?}");
        assert_eq!(posts(&world), 1, "{dialect:?}");
    }
}

#[tokio::test]
async fn a_busy_server_is_left_alone_for_as_long_as_it_asks() {
    let (world, alice, case) = mirrored(Dialect::Bottlecrm).await;
    world.next(
        commenting(),
        Fate::too_many_requests(Duration::from_secs(300)),
    );
    alice.replies(case.id, "When you have time");
    alice.lives(TimeDelta::seconds(1)).await;
    let told = world.now();
    alice.lives(TimeDelta::seconds(298)).await;
    assert_eq!(world.asked_since(told), 0, "five minutes mean five minutes");
    alice.lives(TimeDelta::minutes(5)).await;
    assert_eq!(world.times_said("When you have time"), 1);
}

#[tokio::test]
async fn what_was_said_later_waits_for_what_was_lost() {
    for dialect in BOTH {
        let (world, alice, case) = mirrored(dialect).await;
        world.next(commenting(), Fate::LoseRequest);
        for text in ["First", "Second", "Third"] {
            alice.replies(case.id, text);
        }
        alice.settles().await;
        let crm = world.crm();
        let on_server = crm.case_named(&case.name).unwrap().id;
        let said = crm.comments_of(on_server).iter().map(|c| c.text.as_str());
        let mine: Vec<&str> = said
            .filter(|t| ["First", "Second", "Third"].contains(t))
            .collect();
        assert_eq!(mine, ["First", "Second", "Third"], "{dialect:?}");
    }
}

#[tokio::test]
async fn the_same_words_said_twice_arrive_twice_even_when_an_answer_is_lost() {
    let (world, alice, case) = mirrored(Dialect::Bottlecrm).await;
    world.next(commenting(), Fate::LoseReply);
    alice.replies(case.id, "Thank you!");
    alice.replies(case.id, "Thank you!");
    alice.settles().await;
    assert_eq!(world.times_said("Thank you!"), 2);
    assert_eq!(posts(&world), 2);
}

#[tokio::test]
async fn the_same_words_of_mine_from_elsewhere_are_not_taken_for_what_was_lost() {
    let (world, alice, case) = mirrored(Dialect::Bottlecrm).await;
    let (id, now) = (world.id_of(&case.name), world.now());
    // She said it in her browser, before.
    world
        .crm()
        .web_comments(id, "alice", "Any news?", false, now);
    world.next(commenting(), Fate::LoseRequest);
    alice.replies(case.id, "Any news?");
    alice.settles().await;
    assert_eq!(world.times_said("Any news?"), 2, "once there, once here");
}

#[tokio::test]
async fn a_bad_line_alone_is_never_a_reason_to_give_a_reply_up() {
    let (world, alice, case) = mirrored(Dialect::Bottlecrm).await;
    world.crm().faults.times(5, commenting(), Fate::LoseRequest);
    alice.replies(case.id, "Through the tunnel");
    alice.settles().await;
    assert!(alice.outbox().is_empty(), "{:?}", alice.outbox());
    assert_eq!(world.times_said("Through the tunnel"), 1);
}

#[tokio::test]
async fn an_edit_whose_answer_was_lost_is_found_by_reading_the_case() {
    for dialect in BOTH {
        for fate in [
            Fate::LoseReply,
            Fate::server_error(true),
            Fate::CaptivePortal,
        ] {
            let (world, alice, case) = mirrored(dialect).await;
            let wanted = format!("{} again", &case.name.chars().take(50).collect::<String>());
            world.next(editing(), fate.clone());
            alice.sets(case.id, Field::Name, &wanted);
            alice.settles().await;
            assert!(alice.outbox().is_empty(), "{fate:?}: {:?}", alice.outbox());
            let edits = world.asked_with(Method::Patch) + world.asked_with(Method::Put);
            assert_eq!(edits, 1, "{dialect:?} {fate:?}");
            assert!(world.crm().case_named(&wanted).is_some());
        }
    }
}

#[tokio::test]
async fn a_200_that_changed_nothing_is_never_shown_as_done() {
    let (world, alice, case) = mirrored(Dialect::Bottlecrm).await;
    let done = satchel_tests::answer(200, &serde_json::json!({"error": false}), false);
    world.next(editing(), done);
    alice.sets(case.id, Field::Description, "Taken for done");
    alice.settles().await;
    let outbox = alice.outbox();
    assert_eq!(outbox[0].state, State::Held, "read back, and not there");
    assert!(outbox[0].reason.as_ref().is_some_and(|r| !r.is_empty()));
    alice.core.send(outbox[0].intent_id).unwrap();
    alice.settles().await;
    assert!(alice.outbox().is_empty());
    let crm = world.crm();
    let on_server = crm.case_named(&case.name).unwrap();
    assert_eq!(on_server.description.as_deref(), Some("Taken for done"));
}

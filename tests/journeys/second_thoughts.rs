//! Second thoughts: taking back what may have left, waiting with something, changing it, another order.

use satchel_core::case::Field;
use satchel_core::case::view::{TimelineItem, View};
use satchel_core::error::Error;
use satchel_core::intent::{Kind, State};
use satchel_core::sentence::Sentence;
use satchel_core::sync::status::StatusWord;
use satchel_sandbox::{Dialect, Fate};
use satchel_tests::{World, commenting, creating, editing, new_case, reasons};

#[tokio::test]
async fn a_reply_taken_back_while_it_was_being_sent_is_removed_once_it_has_arrived() {
    for dialect in [Dialect::Bottlecrm, Dialect::Documented] {
        let (world, alice) = World::with_alice(dialect, 40).await;
        let case = alice.my_case().id;
        world.next(commenting(), Fate::LoseReply);
        let reply = alice.replies(case, "Said too soon");
        let _ = alice.syncs().await;
        assert_eq!(alice.outbox()[0].state, State::Unknown);
        assert_eq!(world.times_said("Said too soon"), 1, "it arrived unseen");

        alice.core.discard(reply).unwrap();
        assert!(reasons(&alice.core)[0].contains("took it back"));
        alice.settles().await;
        assert_eq!(world.times_said("Said too soon"), 0, "{dialect:?}");
        assert!(alice.outbox().is_empty());
        assert!(!alice.sees_said(case).contains(&"Said too soon".to_owned()));
    }
}

#[tokio::test]
async fn a_reply_taken_back_that_never_arrived_is_not_sent_again() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let case = alice.my_case().id;
    world.next(commenting(), Fate::LoseRequest);
    let reply = alice.replies(case, "Better not");
    let _ = alice.syncs().await;
    alice.core.discard(reply).unwrap();
    alice.settles().await;
    assert_eq!(world.times_said("Better not"), 0);
    assert!(alice.outbox().is_empty());
}

#[tokio::test]
async fn a_new_case_taken_back_while_it_was_being_made_is_deleted_again() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    world.next(creating(), Fate::LoseReply);
    let case = alice
        .core
        .create_case(new_case("Opened by mistake"))
        .unwrap();
    let _ = alice.syncs().await;
    assert!(world.crm().case_named("Opened by mistake").is_some());
    let intent = alice.outbox()[0].intent_id;
    alice.core.discard(intent).unwrap();
    assert!(
        matches!(alice.core.watch(case, true), Err(Error::Invalid(_))),
        "nothing more can be done to it"
    );
    alice.settles().await;
    assert!(world.crm().case_named("Opened by mistake").is_none());
    assert!(alice.finds(View::All, "mistake").is_empty());
}

#[tokio::test]
async fn an_edit_undone_while_it_was_being_sent_is_changed_back() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let row = alice.my_case();
    let (case, before) = (row.id, row.priority.clone());
    let other = if before == "Low" { "High" } else { "Low" };
    world.next(editing(), Fate::LoseReply);
    alice.sets(case, Field::Priority, other);
    let _ = alice.syncs().await;
    let item = alice.outbox().remove(0);
    assert_eq!(item.state, State::Unknown);
    alice.core.discard(item.intent_id).unwrap();
    assert_eq!(alice.opens(case).row.priority, before, "shown at once");
    alice.settles().await;
    let id = world.id_of(&row.name);
    assert_eq!(world.crm().case(id).unwrap().priority, before);
}

#[tokio::test]
async fn what_waits_by_choice_is_not_sent_until_the_person_says_so() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let case = alice.my_case().id;
    alice.offline();
    let reply = alice.replies(case, "Let me think");
    alice.core.hold(reply).unwrap();
    alice.sets(case, Field::Priority, "High");
    alice.online();
    let alice = alice.restarts();
    alice.settles().await;
    assert_eq!(world.times_said("Let me think"), 0);
    let item = alice.outbox().remove(0);
    assert_eq!(item.state, State::Held, "still there");
    assert!(item.waits_by_choice);
    let status = alice.core.status().unwrap();
    assert_eq!(
        (status.word, status.by_choice, status.held),
        (StatusWord::UpToDate, 1, 0),
        "nothing is wrong"
    );
    let row = alice.opens(case).row;
    assert_eq!((row.pending, row.held), (1, 0));
    alice.core.send(reply).unwrap();
    alice.settles().await;
    assert_eq!(world.times_said("Let me think"), 1);
}

#[tokio::test]
async fn what_comes_after_something_on_hold_says_what_it_waits_for_and_is_not_called_on_its_way() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let case = alice.my_case().id;
    alice.offline();
    let first = alice.replies(case, "First this");
    let second = alice.replies(case, "Then that");
    let all_moving = alice.core.status().unwrap();
    assert_eq!((all_moving.pending, all_moving.behind), (2, 0));
    alice.core.hold(first).unwrap();
    alice.sets(case, Field::Priority, "High");
    alice.online();
    alice.settles_but_for(1).await;

    let status = alice.core.status().unwrap();
    let counts = (status.pending, status.behind, status.by_choice, status.held);
    assert_eq!(
        (status.word, counts),
        (StatusWord::UpToDate, (0, 1, 1, 0)),
        "nothing is on its way"
    );
    let outbox = alice.outbox();
    let waits = outbox.iter().find(|item| item.intent_id == second).unwrap();
    assert_eq!(waits.why, Some(Sentence::Behind));
    assert!(!waits.can_send, "to send it now would do nothing");
    let timeline = alice.opens(case).timeline;
    let says = |item: &TimelineItem| match item {
        TimelineItem::Comment {
            pending: Some(mark),
            ..
        } => mark.why == Some(Sentence::Behind),
        _ => false,
    };
    assert_eq!(timeline.iter().filter(|item| says(item)).count(), 1);
    assert_eq!(world.times_said("Then that"), 0);

    alice.core.send(first).unwrap();
    assert_eq!(alice.core.status().unwrap().pending, 2);
    alice.settles().await;
    assert_eq!(world.times_said("First this"), 1);
    assert_eq!(world.times_said("Then that"), 1);
}

#[tokio::test]
async fn a_reply_is_rewritten_as_long_as_it_has_not_left() {
    let (world, alice) = World::with_alice(Dialect::Documented, 40).await;
    let case = alice.my_case().id;
    alice.offline();
    let reply = alice.replies(case, "Helo");
    alice.core.rewrite(reply, "Hello").unwrap();
    assert!(alice.core.rewrite(reply, &"x".repeat(256)).is_err());
    alice.online();
    alice.settles().await;
    assert_eq!(
        (world.times_said("Helo"), world.times_said("Hello")),
        (0, 1)
    );
    assert!(alice.core.rewrite(reply, "Too late").is_err());
}

#[tokio::test]
async fn replies_leave_in_the_order_the_person_gave_them() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    alice.offline();
    let case = alice.core.create_case(new_case("Ordered")).unwrap();
    let first = alice.replies(case, "Said first");
    let second = alice.replies(case, "Said second");
    let third = alice.replies(case, "Said third");
    alice.core.place_before(third, Some(first)).unwrap();
    alice.core.place_before(first, None).unwrap();
    let create = alice.outbox()[0].intent_id;
    assert!(alice.core.place_before(second, Some(create)).is_err());
    assert!(alice.core.place_before(create, None).is_err());
    alice.online();
    alice.settles().await;
    let crm = world.crm();
    let id = crm.case_named("Ordered").unwrap().id;
    let said: Vec<&str> = crm
        .comments_of(id)
        .iter()
        .map(|c| c.text.as_str())
        .collect();
    assert_eq!(said, ["Said third", "Said second", "Said first"]);
}

#[tokio::test]
async fn a_deletion_that_may_have_left_can_not_be_taken_back() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let case = alice.my_case().id;
    world.next(satchel_tests::deleting(), Fate::LoseReply);
    alice.core.delete_case(case).unwrap();
    let _ = alice.syncs().await;
    let item = alice.outbox().remove(0);
    assert_eq!((item.kind, item.state), (Kind::Delete, State::Unknown));
    assert!(matches!(
        alice.core.discard(item.intent_id),
        Err(Error::TooLate)
    ));
    alice.settles().await;
    assert!(alice.outbox().is_empty());
}

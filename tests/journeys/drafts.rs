//! What is typed stays, and what is taken back returns to where it was typed.

use satchel_core::case::Field;
use satchel_core::case::view::View;
use satchel_core::comment::Audience;
use satchel_core::error::Code;
use satchel_core::intent::State;
use satchel_sandbox::{Dialect, Fate, Method};
use satchel_tests::{World, editing, new_case};

#[tokio::test]
async fn drafts_survive_a_restart_each_for_its_audience_until_they_are_sent() {
    let (_world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let case = alice.my_case().id;
    alice
        .core
        .save_draft(case, Audience::Public, "Dear customer,\n\n")
        .unwrap();
    alice
        .core
        .save_draft(case, Audience::Internal, "He is angry")
        .unwrap();
    let alice = alice.restarts();
    let drafts = alice.opens(case).drafts;
    assert_eq!(
        (drafts.public.as_str(), drafts.internal.as_str()),
        ("Dear customer,\n\n", "He is angry")
    );
    assert!(alice.outbox().is_empty(), "a draft is not sent");
    alice.replies(case, "Dear customer,\n\nit works.");
    let drafts = alice.opens(case).drafts;
    assert_eq!(
        (drafts.public.as_str(), drafts.internal.as_str()),
        ("", "He is angry")
    );
}

#[tokio::test]
async fn a_reply_taken_back_is_a_draft_again_and_never_arrives() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let case = alice.my_case().id;
    alice.offline();
    let reply = alice.replies(case, "Too early");
    let note = alice.notes(case, "A note, too");
    alice.core.discard(reply).unwrap();
    alice
        .core
        .save_draft(case, Audience::Internal, "typed since")
        .unwrap();
    alice.core.discard(note).unwrap();
    let alice = alice.restarts();
    let view = alice.opens(case);
    assert_eq!(view.drafts.public, "Too early");
    assert_eq!(
        view.drafts.internal, "typed since",
        "what was typed since is not overwritten"
    );
    alice.online();
    alice.settles().await;
    assert_eq!(
        world.times_said("Too early") + world.times_said("A note, too"),
        0
    );
}

#[tokio::test]
async fn a_field_changed_twice_keeps_its_first_base_and_is_sent_once() {
    for dialect in [Dialect::Bottlecrm, Dialect::Documented] {
        let (world, alice) = World::with_alice(dialect, 40).await;
        let case = alice.my_case();
        alice.offline();
        alice.sets(case.id, Field::Name, "First thought");
        alice.sets(case.id, Field::Name, "Second thought");
        let outbox = alice.outbox();
        assert_eq!(outbox.len(), 1);
        assert_eq!(outbox[0].base.as_deref(), Some(case.name.as_str()));
        assert_eq!(outbox[0].mine, "Second thought");
        alice.online();
        alice.settles().await;
        let edits = world.asked_with(Method::Patch) + world.asked_with(Method::Put);
        assert_eq!(edits, 1, "{dialect:?}");
        assert!(world.crm().case_named("Second thought").is_some());
    }
}

#[tokio::test]
async fn a_field_changed_back_leaves_nothing_to_send() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let case = alice.my_case();
    let before = world.writes().len();
    alice.offline();
    alice.sets(case.id, Field::Name, "On second thought");
    alice.sets(case.id, Field::Name, &case.name);
    assert!(alice.outbox().is_empty());
    assert_eq!(alice.opens(case.id).row.name, case.name);
    alice.online();
    alice.settles().await;
    assert_eq!(world.writes().len(), before);
}

#[tokio::test]
async fn a_field_changed_while_its_last_change_is_in_doubt_ends_as_wanted_last() {
    for fate in [Fate::LoseReply, Fate::LoseRequest] {
        let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
        let case = alice.my_case();
        world.next(editing(), fate.clone());
        alice.sets(case.id, Field::Description, "First");
        assert!(alice.syncs().await.is_err());
        alice.sets(case.id, Field::Description, "Second");
        assert_eq!(alice.opens(case.id).description, "Second");
        alice.settles().await;
        assert!(alice.outbox().is_empty(), "{fate:?}: {:?}", alice.outbox());
        let crm = world.crm();
        let on_server = crm.case_named(&case.name).unwrap();
        assert_eq!(on_server.description.as_deref(), Some("Second"), "{fate:?}");
    }
}

#[tokio::test]
async fn a_new_case_taken_back_goes_with_everything_that_waited_for_it() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let before = world.writes().len();
    alice.offline();
    let case = alice.core.create_case(new_case("Never mind")).unwrap();
    alice.replies(case, "Never mind this either");
    let create = alice.outbox()[0].intent_id;
    alice.core.discard(create).unwrap();
    assert!(alice.outbox().is_empty());
    assert_eq!(
        alice.core.open_case(case).unwrap_err().code(),
        Code::NotFound
    );
    alice.online();
    alice.settles().await;
    assert_eq!(world.writes().len(), before);
    alice.obeys_the_law();
}

#[tokio::test]
async fn the_description_of_a_new_case_is_never_lost_where_the_server_does_not_take_it() {
    let (_world, alice) = World::with_alice(Dialect::Documented, 40).await;
    let mut new = new_case("With a story");
    new.description = "A long story, typed on the plane".to_owned();
    let case = alice.core.create_case(new).unwrap();
    alice.settles().await;
    // The published description has no such field: the server answers as if it had taken it.
    assert_eq!(
        alice.opens(case).description,
        "A long story, typed on the plane"
    );
    let outbox = alice.outbox();
    assert_eq!(outbox[0].state, State::Held, "{outbox:?}");
    assert_eq!(outbox[0].mine, "A long story, typed on the plane");
}

#[tokio::test]
async fn a_change_that_was_refused_makes_room_for_the_one_made_meanwhile() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let (case, other) = (alice.my_case(), alice.lists(View::Mine).pop().unwrap());
    world.next(editing(), Fate::LoseRequest);
    alice.sets(case.id, Field::CaseType, "Banana");
    assert!(alice.syncs().await.is_err());
    // "Banana" may be there or not; the person has thought better of it, and then the server refuses it.
    alice.sets(case.id, Field::CaseType, "Problem");
    assert_eq!(alice.outbox().len(), 2);
    alice.replies(other.id, "Nobody waits for that");
    alice.settles().await;
    assert!(alice.outbox().is_empty(), "{:?}", alice.outbox());
    let crm = world.crm();
    let on_server = crm.case_named(&case.name).unwrap();
    assert_eq!(on_server.case_type.as_deref(), Some("Problem"));
    drop(crm);
    assert_eq!(world.times_said("Nobody waits for that"), 1);
}

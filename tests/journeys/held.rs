//! What can't be sent is refused here, or held with its reason, and holds nobody else (invariant I10).

use chrono::TimeDelta;
use satchel_core::case::Field;
use satchel_core::comment::Audience;
use satchel_core::error::Code;
use satchel_core::intent::{Kind, State};
use satchel_sandbox::{Dialect, Fate};
use satchel_tests::{World, commenting};

#[tokio::test]
async fn a_reply_of_256_characters_is_refused_here_and_its_text_stays() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let case = alice.my_case().id;
    let long = "ü".repeat(256);
    alice
        .core
        .save_draft(case, Audience::Public, &long)
        .unwrap();
    let no = alice
        .core
        .add_comment(case, Audience::Public, &long)
        .unwrap_err();
    assert_eq!(no.code(), Code::Invalid);
    assert!(
        no.to_string().contains("255") && no.to_string().contains("256"),
        "{no}"
    );
    assert_eq!(
        alice.opens(case).drafts.public,
        long,
        "what was typed stays"
    );
    assert!(alice.outbox().is_empty());

    let just = "🙂".repeat(255);
    alice.replies(case, &just);
    alice.settles().await;
    assert_eq!(world.times_said(&just), 1, "255 of any character are taken");
}

#[tokio::test]
async fn a_name_longer_than_the_server_takes_and_an_invisible_character_are_refused_here() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let before = world.writes().len();
    let case = alice.my_case().id;
    assert!(
        alice
            .core
            .create_case(satchel_tests::new_case(&"x".repeat(65)))
            .is_err()
    );
    assert!(
        alice
            .core
            .create_case(satchel_tests::new_case("  "))
            .is_err()
    );
    assert!(
        alice
            .core
            .add_comment(case, Audience::Public, "a\0b")
            .is_err()
    );
    assert!(
        alice
            .core
            .add_comment(case, Audience::Public, " \n ")
            .is_err()
    );
    alice.settles().await;
    assert_eq!(world.writes().len(), before, "nothing of it left");
}

#[tokio::test]
async fn a_poisoned_reply_is_held_after_verified_tries_and_holds_neither_edits_nor_other_cases() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 60).await;
    let mine = alice.lists(satchel_core::case::view::View::Mine);
    let (sick, well) = (&mine[0], &mine[1]);
    world.always(commenting().body("poison"), Fate::server_error(false));
    alice.replies(sick.id, "poison");
    alice.replies(sick.id, "said afterwards");
    alice.sets(sick.id, Field::Description, "an edit beside it");
    alice.replies(well.id, "elsewhere");

    alice.lives(TimeDelta::seconds(30)).await;
    assert_eq!(
        world.times_said("elsewhere"),
        1,
        "another case waits for nobody"
    );

    alice.lives(TimeDelta::minutes(15)).await;
    let outbox = alice.outbox();
    let held = outbox.iter().find(|i| i.mine == "poison").unwrap();
    assert_eq!(held.state, State::Held, "{outbox:#?}");
    assert!(
        held.attempts >= 3,
        "not before it was tried: {}",
        held.attempts
    );
    assert!(
        held.reason.as_ref().unwrap().contains("500"),
        "{:?}",
        held.reason
    );
    assert_eq!(world.times_said("said afterwards"), 0, "order is meaning");
    let described = |name| world.crm().case_named(name).unwrap().description.clone();
    assert_eq!(described(&sick.name).as_deref(), Some("an edit beside it"));

    // The person takes it back: what was said after it goes on, and the text is a draft again.
    alice.core.discard(held.intent_id).unwrap();
    assert_eq!(alice.opens(sick.id).drafts.public, "poison");
    alice.settles().await;
    assert_eq!(world.times_said("said afterwards"), 1);
    assert!(alice.outbox().is_empty());
}

#[tokio::test]
async fn a_poisoned_reply_sent_again_by_choice_arrives_once_when_the_server_is_well() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let case = alice.my_case().id;
    world.always(commenting(), Fate::server_error(false));
    alice.replies(case, "At last");
    alice.settles().await;
    let held = alice.outbox().remove(0);
    assert_eq!(held.state, State::Held);
    world.heals();
    alice.core.send(held.intent_id).unwrap();
    alice.settles().await;
    assert!(alice.outbox().is_empty(), "{:?}", alice.outbox());
    assert_eq!(world.times_said("At last"), 1);
}

#[tokio::test]
async fn a_refused_edit_is_held_in_the_servers_words_and_kept() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let case = alice.my_case();
    // A type the server does not know: only it can say so.
    alice.sets(case.id, Field::CaseType, "Banana");
    alice.settles().await;
    let outbox = alice.outbox();
    assert_eq!((outbox[0].kind, outbox[0].state), (Kind::Edit, State::Held));
    let reason = outbox[0].reason.clone().unwrap();
    assert!(
        reason.contains("Banana") || reason.contains("valid choice"),
        "{reason}"
    );
    assert_eq!(
        alice.opens(case.id).row.case_type.as_deref(),
        Some("Banana"),
        "still mine"
    );
    assert_eq!(
        world.crm().case_named(&case.name).unwrap().case_type,
        case.case_type
    );
}

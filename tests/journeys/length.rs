//! A reply longer than the server takes: in parts that leave in order, or as a file with a few words; never refused.

use satchel_core::comment::{Audience, parts};
use satchel_core::intent::{Kind, State};
use satchel_sandbox::{Dialect, Fate};
use satchel_tests::{World, commenting};

fn long() -> String {
    "First you open the lid. Then you look for the red lever and press it twice. ".repeat(8)
}

#[tokio::test]
async fn a_long_reply_arrives_in_parts_in_order_and_once() {
    for dialect in [Dialect::Bottlecrm, Dialect::Documented] {
        let (world, alice) = World::with_alice(dialect, 40).await;
        let case = alice.my_case().id;
        alice
            .core
            .save_draft(case, Audience::Public, &long())
            .unwrap();
        let parts = parts::parts(&long()).unwrap();
        assert_eq!(parts.len(), 3);
        world.next(commenting().body("(2/3)"), Fate::LoseReply);
        alice
            .core
            .add_comments(case, Audience::Public, &parts)
            .unwrap();
        assert_eq!(alice.opens(case).drafts.public, "", "it is on its way");
        alice.settles().await;
        let said = alice.sees_said(case);
        assert!(said.ends_with(&parts), "{dialect:?}: {said:#?}");
        for part in &parts {
            assert_eq!(world.times_said(part), 1, "{dialect:?}");
        }
    }
}

#[tokio::test]
async fn parts_are_kept_all_or_none() {
    let (_world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let case = alice.my_case().id;
    let parts = ["fits".to_owned(), "x".repeat(256)];
    assert!(
        alice
            .core
            .add_comments(case, Audience::Public, &parts)
            .is_err()
    );
    assert!(alice.outbox().is_empty());
}

#[tokio::test]
async fn a_case_that_moves_on_between_two_parts_tears_no_reply_in_two() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let row = alice.my_case();
    let id = world.id_of(&row.name);
    alice.lives(chrono::TimeDelta::hours(2)).await;
    let parts = parts::parts(&long()).unwrap();
    alice
        .core
        .add_comments(row.id, Audience::Public, &parts)
        .unwrap();
    alice.syncs().await.unwrap();
    let now = world.now();
    world
        .crm()
        .web_comments(id, "bob", "Between them", false, now)
        .unwrap();
    alice.settles().await;
    assert!(alice.outbox().is_empty(), "{:#?}", alice.outbox());
    // Before the first, all of them wait.
    alice.offline();
    alice
        .core
        .add_comments(row.id, Audience::Public, &["One".into(), "Two".into()])
        .unwrap();
    let now = world.now();
    world
        .crm()
        .web_comments(id, "bob", "Before them", false, now)
        .unwrap();
    alice.online();
    alice.settles_but_for(1).await;
    assert_eq!(alice.outbox()[0].state, State::Held);
    assert_eq!(world.times_said("Two"), 0);
}

#[tokio::test]
async fn a_very_long_reply_is_a_file_and_a_few_words_or_neither() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let case = alice.my_case().id;
    let text = long().repeat(100);
    let file = ("Reply.txt", text.as_str());
    let no = alice
        .core
        .add_comment_with_file(case, Audience::Public, " ", file);
    assert!(no.is_err());
    assert!(alice.outbox().is_empty(), "neither");
    alice
        .core
        .add_comment_with_file(case, Audience::Public, "See the file.", file)
        .unwrap();
    let kinds: Vec<Kind> = alice.outbox().iter().map(|item| item.kind).collect();
    assert_eq!(kinds, [Kind::Comment, Kind::Upload]);
    alice.settles().await;
    assert!(alice.outbox().is_empty());
    assert_eq!(world.times_said("See the file."), 1);
}

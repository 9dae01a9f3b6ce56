//! Full-text search in the mirror: names, descriptions, comments and unsent words, without regard to accents.

use satchel_core::case::view::View;
use satchel_core::comment::Audience;
use satchel_sandbox::{Dialect, NewWebCase};
use satchel_tests::{Client, World, new_case};

fn found(alice: &Client, words: &str) -> Vec<String> {
    let mut names: Vec<String> = alice
        .finds(View::All, words)
        .into_iter()
        .map(|r| r.name)
        .collect();
    names.sort();
    names
}

async fn with_a_known_case() -> (World, Client) {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let now = world.now();
    let new = NewWebCase {
        name: "Zamboni überhitzt".to_owned(),
        description: Some("The quokka thermometer says ninety degrees.".to_owned()),
        assigned_to: vec![world.crm().person("alice").unwrap().profile],
        ..NewWebCase::default()
    };
    let case = world.crm().web_creates_case("bob", new, now);
    world.crm().web_comments(
        case,
        "bob",
        "Have you tried the crème brûlée valve?",
        false,
        now,
    );
    world
        .crm()
        .web_comments(case, "bob", "Internally: the xylophone broke", true, now);
    alice.syncs().await.unwrap();
    (world, alice)
}

#[tokio::test]
async fn words_of_names_descriptions_comments_and_notes_are_found() {
    let (_world, alice) = with_a_known_case().await;
    for words in [
        "zamboni",
        "ZAMBONI",
        "quokka",
        "quokka ninety",
        "valve tried",
        "xylophone",
        "zamboni quokka valve",
    ] {
        assert_eq!(found(&alice, words), ["Zamboni überhitzt"], "{words}");
    }
    assert!(
        found(&alice, "zamboni giraffe").is_empty(),
        "every word must be found"
    );
}

#[tokio::test]
async fn accents_do_not_matter_on_either_side() {
    let (_world, alice) = with_a_known_case().await;
    for words in ["uberhitzt", "überhitzt", "creme brulee", "crème", "BRÛLÉE"] {
        assert_eq!(found(&alice, words), ["Zamboni überhitzt"], "{words}");
    }
}

#[tokio::test]
async fn the_beginning_of_a_word_is_enough() {
    let (_world, alice) = with_a_known_case().await;
    for words in ["zam", "zamb", "über", "thermo", "quok ther nin"] {
        assert_eq!(found(&alice, words), ["Zamboni überhitzt"], "{words}");
    }
    assert!(
        found(&alice, "amboni").is_empty(),
        "the beginning, not the middle"
    );
}

#[tokio::test]
async fn what_is_typed_is_never_syntax() {
    let (_world, alice) = with_a_known_case().await;
    for words in [
        "zamboni\"",
        "zamboni*",
        "(zamboni",
        "name:zamboni",
        "zamboni OR",
        "zamboni -",
        "'; DROP",
        "NEAR(",
    ] {
        let _finds_or_not = found(&alice, words);
    }
    assert_eq!(found(&alice, "\"zamboni\" -()"), ["Zamboni überhitzt"]);
    assert_eq!(
        found(&alice, "\"").len(),
        alice.lists(View::All).len(),
        "no word asks for all"
    );
}

#[tokio::test]
async fn unsent_words_are_found_at_once_and_taken_back_ones_are_not() {
    let (_world, alice) = with_a_known_case().await;
    alice.offline();
    let case = alice.case("Zamboni überhitzt");
    let reply = alice.replies(case, "We are sending a wolverine");
    assert_eq!(found(&alice, "wolverine"), ["Zamboni überhitzt"]);
    let mut new = new_case("Made on the plane");
    new.description = "about an armadillo".to_owned();
    let made = alice.core.create_case(new).unwrap();
    assert_eq!(found(&alice, "armadillo"), ["Made on the plane"]);
    alice.replies(made, "and a pangolin");
    assert_eq!(found(&alice, "pangolin plane"), ["Made on the plane"]);
    alice.core.discard(reply).unwrap();
    assert!(found(&alice, "wolverine").is_empty());
    // A draft is nobody's business but its writer's, and no comment yet.
    alice
        .core
        .save_draft(case, Audience::Public, "narwhal")
        .unwrap();
    alice.online();
    alice.settles().await;
    assert_eq!(
        found(&alice, "pangolin"),
        ["Made on the plane"],
        "still, after it was sent"
    );
}

#[tokio::test]
async fn a_name_that_changed_is_found_by_the_new_one_only() {
    let (_world, alice) = with_a_known_case().await;
    let case = alice.case("Zamboni überhitzt");
    alice.sets(case, satchel_core::case::Field::Name, "Ice machine");
    assert!(found(&alice, "zamboni").is_empty());
    assert_eq!(found(&alice, "ice mach"), ["Ice machine"]);
}

//! Tokens end, people change: nothing is lost by it, and nothing is sent as somebody else (invariants I16, I17).

use chrono::TimeDelta;
use satchel_core::case::Field;
use satchel_core::case::view::View;
use satchel_core::crm::Token;
use satchel_core::crm::sign_in::with_token;
use satchel_core::error::Code;
use satchel_core::intent::State;
use satchel_core::sync::status::StatusWord;
use satchel_sandbox::{BOB, Dialect};
use satchel_tests::{Line, World, commenting, session_403};
use std::sync::Arc;

#[tokio::test]
async fn a_token_revoked_in_the_middle_asks_for_a_sign_in_and_everything_is_sent_once_after_it() {
    for dialect in [Dialect::Bottlecrm, Dialect::Documented] {
        let (world, mut alice) = World::with_alice(dialect, 40).await;
        let case = alice.my_case();
        let here = alice.lists(View::All).len();
        alice.replies(case.id, "Before the end");
        alice.settles().await;

        let now = world.now();
        world.crm().web_revokes_tokens("alice", now);
        alice.replies(case.id, "After the end");
        alice.sets(
            case.id,
            Field::Priority,
            if case.priority == "Low" {
                "Normal"
            } else {
                "Low"
            },
        );
        assert_eq!(alice.syncs().await.unwrap_err().code(), Code::SignIn);
        let status = alice.core.status().unwrap();
        assert_eq!(status.word, StatusWord::SignInAgain, "{dialect:?}");
        assert_eq!((status.pending, status.held), (2, 0), "untouched");
        // Days later it still asks, and still has everything.
        alice.lives(TimeDelta::days(2)).await;
        assert_eq!(alice.core.status().unwrap().word, StatusWord::SignInAgain);
        assert_eq!(
            alice.lists(View::All).len(),
            here,
            "nothing left the mirror"
        );
        assert!(
            alice.outbox().iter().all(|i| i.state == State::Pending),
            "{:?}",
            alice.outbox()
        );

        let profile = world.crm().person("alice").unwrap().profile;
        world.crm().issue_token("bcrm_pat_fresh", profile, &[]);
        alice.signs_in_again("bcrm_pat_fresh").unwrap();
        alice.settles().await;
        assert!(alice.outbox().is_empty(), "{:?}", alice.outbox());
        assert_eq!(world.times_said("Before the end"), 1);
        assert_eq!(world.times_said("After the end"), 1);
        assert_eq!(alice.core.status().unwrap().word, StatusWord::UpToDate);
    }
}

#[tokio::test]
async fn a_session_that_ends_at_the_reply_itself_leaves_it_unsent_not_in_doubt() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let case = alice.my_case();
    world.next(commenting(), session_403());
    alice.replies(case.id, "At the door");
    assert_eq!(alice.syncs().await.unwrap_err().code(), Code::SignIn);
    assert_eq!(
        alice.outbox()[0].state,
        State::Pending,
        "the server said it did not look"
    );
    alice.settles().await;
    assert_eq!(world.times_said("At the door"), 1);
}

#[tokio::test]
async fn what_one_person_did_is_never_sent_as_another() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let case = alice.my_case();
    alice.offline();
    alice.replies(case.id, "Alice's own words");
    let line = Arc::new(Line::new(world.server(), Arc::clone(&world.clock)));
    let bob = with_token(&*line, "https://crm.test", &Token::new(BOB), None)
        .await
        .unwrap();
    let no = alice.core.connect(&bob, Token::new(BOB), line);
    assert_eq!(no.unwrap_err().code(), Code::Invalid);
    assert!(!alice.core.is_of(&bob));
    alice.online();
    alice.settles().await;
    let crm = world.crm();
    let on_server = crm.case_named(&case.name).unwrap().id;
    let said = crm
        .comments_of(on_server)
        .iter()
        .find(|c| c.text == "Alice's own words");
    assert_eq!(said.unwrap().by, Some(crm.person("alice").unwrap().profile));
}

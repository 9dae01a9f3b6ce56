//! Unsent work on a case that is gone finds a way on: into the case it was merged into, or into a new one (journey 7).

use satchel_core::case::view::{Gone, View};
use satchel_core::case::{Field, Standing};
use satchel_core::comment::Audience;
use satchel_core::id::CaseId;
use satchel_core::intent::{Kind, State};
use satchel_core::undo::Why;
use satchel_sandbox::{Dialect, Fate};
use satchel_tests::{Client, World, commenting};
use uuid::Uuid;

/// Alice with a reply, a note, a file and a changed priority that wait on a case, and another case of hers.
async fn with_unsent_work(dialect: Dialect) -> (World, Client, CaseId, Uuid, CaseId) {
    let (world, alice) = World::with_alice(dialect, 40).await;
    let mut rows = alice.lists(View::Mine);
    rows.extend(alice.lists(View::Open));
    let (case, other) = (&rows[0], &rows[1]);
    alice.offline();
    alice.replies(case.id, "First words");
    let other_priority = if case.priority == "Low" {
        "Normal"
    } else {
        "Low"
    };
    alice.sets(case.id, Field::Priority, other_priority);
    alice
        .core
        .attach(case.id, "screenshot.png", b"\x89PNG picture")
        .unwrap();
    let second = match dialect {
        Dialect::Bottlecrm => Audience::Internal,
        Dialect::Documented => Audience::Public,
    };
    alice
        .core
        .add_comment(case.id, second, "Second words")
        .unwrap();
    let id = world.id_of(&case.name);
    (world, alice, case.id, id, other.id)
}

/// The same, once the case was merged into the other one, and alice knows.
async fn on_a_merged_case() -> (World, Client, CaseId, CaseId) {
    let (world, alice, case, id, other) = with_unsent_work(Dialect::Bottlecrm).await;
    let into = world.id_of(&alice.opens(other).row.name);
    let now = world.now();
    assert!(world.crm().web_merges(id, into, "ada", now));
    alice.online();
    alice.settles_but_for(2).await;
    (world, alice, case, other)
}

#[tokio::test]
async fn work_on_a_merged_case_is_moved_to_the_one_it_was_merged_into() {
    let (world, alice, case, other) = on_a_merged_case().await;
    let gone = alice.outbox()[0].gone.clone().expect("it is gone");
    assert!(
        matches!(&gone, Gone { standing: Standing::Merged, merged_into: Some(to), .. } if *to == other),
        "{gone:?}"
    );
    assert_eq!(alice.core.move_unsent(case, other).unwrap(), 3);

    // It is safe at once, and in its order.
    let alice = alice.restarts();
    let waiting: Vec<_> = alice.outbox().into_iter().collect();
    let moved = waiting.iter().filter(|item| item.case_id == other);
    let moved: Vec<_> = moved.map(|item| item.mine.as_str()).collect();
    assert_eq!(moved, ["First words", "screenshot.png", "Second words"]);
    alice.settles().await;
    for words in ["First words", "Second words"] {
        assert_eq!(world.times_said(words), 1, "{words}");
        assert!(alice.sees_said(other).contains(&words.to_owned()));
    }
    let left = alice.outbox();
    assert_eq!(
        left.len(),
        1,
        "the priority was of the other case: {left:#?}"
    );
    assert_eq!(left[0].kind, Kind::Edit);
    alice.obeys_the_law();
}

#[tokio::test]
async fn work_on_a_deleted_case_becomes_a_new_case_with_all_that_was_wanted() {
    for dialect in [Dialect::Bottlecrm, Dialect::Documented] {
        let (world, alice, case, id, _) = with_unsent_work(dialect).await;
        let before = alice.opens(case);
        let now = world.now();
        assert!(world.crm().web_deletes_case(id, "ada", now));
        alice.online();
        alice.settles_but_for(2).await;
        let gone = alice.outbox()[0].gone.clone().expect("it is gone");
        assert_eq!(gone.standing, Standing::Gone, "{dialect:?}");

        let new = alice
            .core
            .into_new_case(case, "Saved from the fire")
            .unwrap();
        assert!(
            alice.outbox().iter().all(|item| item.case_id == new),
            "nothing waits on the old one: {:#?}",
            alice.outbox()
        );
        alice.settles().await;
        assert!(
            alice.outbox().is_empty(),
            "{dialect:?}: {:#?}",
            alice.outbox()
        );
        let made = alice.opens(new);
        assert_eq!(made.row.priority, before.row.priority, "as it was wanted");
        assert_eq!(
            alice.sees_said(new),
            ["First words", "Second words"],
            "{dialect:?}"
        );
        assert_eq!(made.row.files, 1);
        assert_eq!(world.times_said("First words"), 1);
        alice.obeys_the_law();
    }
}

#[tokio::test]
async fn what_may_have_arrived_is_never_moved() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 60).await;
    let mine = alice.lists(View::Mine);
    let (case, other) = (world.id_of(&mine[0].name), world.id_of(&mine[1].name));
    world.next(commenting(), Fate::LoseReply);
    alice.replies(mine[0].id, "Just before the merge");
    assert!(alice.syncs().await.is_err());
    let now = world.now();
    assert!(world.crm().web_merges(case, other, "ada", now));
    alice.settles().await;
    if let [item] = &alice.outbox()[..] {
        assert_eq!(item.state, State::Held);
        assert!(alice.core.move_unsent(mine[0].id, mine[1].id).is_err());
    }
    assert_eq!(world.times_said("Just before the merge"), 1);
}

#[tokio::test]
async fn nothing_is_moved_to_where_it_can_not_arrive_or_without_need() {
    let (world, alice, case, id, other) = with_unsent_work(Dialect::Bottlecrm).await;
    assert!(
        alice.core.into_new_case(case, "Too early").is_err(),
        "it is still there"
    );
    let now = world.now();
    assert!(world.crm().web_deletes_case(id, "ada", now));
    alice.online();
    alice.settles_but_for(2).await;
    let taken = alice.opens(other).row.name;
    assert!(alice.core.into_new_case(case, &taken).is_err());
    assert!(alice.core.move_unsent(other, case).is_err());
    assert!(alice.core.move_unsent(case, case).is_err());
    assert_eq!(alice.outbox().len(), 4, "nothing is lost by a no");
}

#[tokio::test]
async fn a_rescue_is_taken_back_with_all_that_was_moved_and_done_again() {
    let (world, alice, case, other) = on_a_merged_case().await;
    alice.offline();
    let seen = |alice: &Client| -> Vec<_> {
        let items = alice.outbox().into_iter();
        items
            .map(|o| (o.intent_id, o.case_id, o.kind, o.mine, o.state))
            .collect()
    };
    let before = seen(&alice);
    alice.core.move_unsent(case, other).unwrap();
    let moved = seen(&alice);
    assert_eq!(alice.core.undo().unwrap().refused, []);
    assert_eq!(seen(&alice), before, "with its file");
    assert_eq!(alice.opens(other).drafts.public, "");
    assert_eq!(alice.core.redo().unwrap().refused, []);
    assert_eq!(seen(&alice), moved);

    // Into a new case it is the same.
    alice.core.undo().unwrap();
    let new = alice
        .core
        .into_new_case(case, "Saved from the fire")
        .unwrap();
    let saved = seen(&alice);
    assert_eq!(alice.core.undo().unwrap().refused, []);
    assert_eq!(seen(&alice), before);
    assert!(alice.core.open_case(new).is_err(), "it is not to be made");
    assert_eq!(alice.core.redo().unwrap().refused, []);
    assert_eq!(seen(&alice), saved);
    alice.online();
    alice.settles().await;
    assert!(alice.outbox().is_empty(), "{:#?}", alice.outbox());
    for words in ["First words", "Second words"] {
        assert_eq!(world.times_said(words), 1, "{words}");
    }
    assert_eq!(alice.opens(new).row.files, 1);
    alice.obeys_the_law();
}

#[tokio::test]
async fn a_rescue_whose_words_arrived_stays_where_it_is() {
    let (world, alice, case, other) = on_a_merged_case().await;
    alice.core.move_unsent(case, other).unwrap();
    alice.settles().await;
    let undone = alice.core.undo().unwrap();
    assert!(
        undone.refused.iter().all(|r| r.why == Why::Sent),
        "{undone:?}"
    );
    assert_eq!((undone.refused.len(), undone.cases.len()), (2, 0));
    alice.settles().await;
    for words in ["First words", "Second words"] {
        assert_eq!(world.times_said(words), 1, "{words}");
    }
    alice.obeys_the_law();
}

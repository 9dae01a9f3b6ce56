//! Unsent work on a case that is deleted, hidden, merged or taken away meanwhile: held with the reason, never lost, and
//! nothing of it is sent (invariants I13, I16; server-contract 3.2, 3.5).

use satchel_core::case::view::View;
use satchel_core::case::{Field, Standing};
use satchel_core::intent::State;
use satchel_sandbox::Dialect;
use satchel_tests::World;
use uuid::Uuid;

/// What becomes of the case.
#[derive(Clone, Copy, PartialEq, Debug)]
enum End {
    Deleted,
    Hidden,
    Merged,
    TakenAway,
}

fn comes_to(world: &World, end: End, case: Uuid, other: Uuid) {
    let now = world.now();
    let mut crm = world.crm();
    let bob = crm.person("bob").unwrap().profile;
    let done = match end {
        End::Deleted => crm.web_deletes_case(case, "ada", now),
        End::Hidden => crm.web_hides_case(case, "ada", now),
        End::Merged => crm.web_merges(case, other, "ada", now),
        End::TakenAway => crm.web_assigns(case, "ada", &[bob], now),
    };
    assert!(done, "{end:?}");
}

async fn keeps_my_work(dialect: Dialect, end: End, standing: Standing) {
    let (world, alice) = World::with_agent_alice(dialect, 200).await;
    // Not made by alice: whoever made a case may always see it.
    let user = world.crm().person("alice").unwrap().user;
    let mut mine = alice.lists(View::Mine);
    mine.extend(alice.lists(View::Open));
    mine.retain(|row| world.crm().case_named(&row.name).unwrap().created_by != Some(user));
    let (case, other) = (&mine[0], world.id_of(&mine[1].name));
    let server_id = world.id_of(&case.name);
    alice.offline();
    alice.replies(case.id, "Words not to be lost");
    alice.sets(
        case.id,
        Field::Priority,
        if case.priority == "Low" {
            "Normal"
        } else {
            "Low"
        },
    );
    comes_to(&world, end, server_id, other);
    let before = world.writes().len();
    let said_there = world.crm().comments_of(other).len();

    alice.online();
    alice.settles().await;
    let outbox = alice.outbox();
    assert_eq!(outbox.len(), 2, "{end:?}: {outbox:#?}");
    for item in &outbox {
        assert_eq!(item.state, State::Held, "{end:?}: {item:?}");
        let reason = item.reason.clone().unwrap_or_default();
        assert!(
            reason.len() > 10,
            "{end:?}: a reason in words, not {reason:?}"
        );
    }
    assert!(
        outbox.iter().any(|i| i.mine == "Words not to be lost"),
        "{end:?}"
    );
    assert_eq!(world.writes().len(), before, "{end:?}: nothing was sent");
    assert_eq!(world.times_said("Words not to be lost"), 0, "{end:?}");
    let moved = if end == End::Merged {
        world.crm().comments_of(other).len()
    } else {
        said_there
    };
    assert!(moved >= said_there);

    // The case stands as it does, is still here to be opened, and listed for its unsent work.
    let alice = alice.restarts();
    alice.syncs().await.unwrap();
    let view = alice.opens(case.id);
    assert_eq!(view.standing, standing, "{end:?}");
    assert_eq!(view.row.held, 2);
    assert!(
        alice.lists(View::All).iter().any(|row| row.id == case.id),
        "{end:?}"
    );
    assert_eq!(
        alice.sees_said(case.id).last().unwrap(),
        "Words not to be lost"
    );

    // Sending it by choice can't do harm either.
    for item in alice.outbox() {
        let _refused_or_held_again = alice.core.send(item.intent_id);
    }
    alice.settles().await;
    assert_eq!(
        world.writes().len(),
        before,
        "{end:?}: still nothing was sent"
    );
    // Taken back, the words are a draft, and the case leaves the lists.
    for item in alice.outbox() {
        alice.core.discard(item.intent_id).unwrap();
    }
    assert_eq!(
        alice.opens(case.id).drafts.public,
        "Words not to be lost",
        "{end:?}"
    );
    assert!(
        !alice.lists(View::All).iter().any(|row| row.id == case.id),
        "{end:?}"
    );
    alice.obeys_the_law();
}

#[tokio::test]
async fn work_on_a_deleted_case_is_held_with_the_reason() {
    for dialect in [Dialect::Bottlecrm, Dialect::Documented] {
        keeps_my_work(dialect, End::Deleted, Standing::Gone).await;
    }
}

#[tokio::test]
async fn work_on_a_soft_deleted_case_is_held_with_the_reason() {
    keeps_my_work(Dialect::Bottlecrm, End::Hidden, Standing::Inactive).await;
}

#[tokio::test]
async fn nothing_is_ever_said_into_a_merged_case() {
    keeps_my_work(Dialect::Bottlecrm, End::Merged, Standing::Merged).await;
}

#[tokio::test]
async fn work_on_a_case_that_was_taken_away_is_held_with_the_reason() {
    keeps_my_work(Dialect::Bottlecrm, End::TakenAway, Standing::Denied).await;
}

#[tokio::test]
async fn a_case_that_comes_back_is_shown_again_with_the_id_it_had() {
    let (world, alice) = World::with_agent_alice(Dialect::Bottlecrm, 200).await;
    let user = world.crm().person("alice").unwrap().user;
    let mut mine = alice.lists(View::Mine);
    mine.retain(|row| world.crm().case_named(&row.name).unwrap().created_by != Some(user));
    let case = mine.remove(0);
    let (id, now) = (world.id_of(&case.name), world.now());
    let people = ["alice", "bob"].map(|n| world.crm().person(n).unwrap().profile);
    world.crm().web_assigns(id, "ada", &people[1..], now);
    alice.lives(chrono::TimeDelta::hours(1)).await;
    assert_eq!(alice.opens(case.id).standing, Standing::Denied);
    let later = world.now();
    world.crm().web_assigns(id, "ada", &people[..1], later);
    alice.lives(chrono::TimeDelta::hours(1)).await;
    assert_eq!(alice.opens(case.id).standing, Standing::Visible);
    assert_eq!(alice.case(&case.name), case.id);
}

#[tokio::test]
async fn a_reply_that_may_have_arrived_before_the_case_was_merged_is_not_sent_again() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 60).await;
    let mine = alice.lists(View::Mine);
    let (case, other) = (world.id_of(&mine[0].name), world.id_of(&mine[1].name));
    world.next(
        satchel_tests::commenting(),
        satchel_sandbox::Fate::LoseReply,
    );
    alice.replies(mine[0].id, "Just before the merge");
    assert!(alice.syncs().await.is_err());
    comes_to(&world, End::Merged, case, other);
    alice.settles().await;
    assert_eq!(world.times_said("Just before the merge"), 1);
    for item in alice.outbox() {
        assert_eq!(item.state, State::Held);
        let reason = item.reason.unwrap();
        assert!(
            reason.contains("may already"),
            "the person must know: {reason}"
        );
    }
}

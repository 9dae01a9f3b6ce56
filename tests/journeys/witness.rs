//! What the server's log bears witness to, what is merged by itself, and going back from the history.

use satchel_core::case::Field;
use satchel_core::case::view::View;
use satchel_core::history::Event;
use satchel_core::intent::State;
use satchel_sandbox::{Dialect, Fate};
use satchel_tests::{Client, World, commenting, editing, reasons};
use serde_json::json;

/// The events of a case's history, the oldest first.
fn events(alice: &Client, case: satchel_core::id::CaseId) -> Vec<Event> {
    let mut items = alice.core.history(case).unwrap();
    items.reverse();
    items.into_iter().map(|item| item.event).collect()
}

#[tokio::test]
async fn a_reply_that_arrived_and_was_deleted_before_it_could_be_verified_is_asked_about() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let case = alice.my_case().id;
    world.next(commenting(), Fate::LoseReply);
    alice.replies(case, "Here and gone");
    let _ = alice.syncs().await;
    let (id, now) = {
        let crm = world.crm();
        let all = crm.cases().flat_map(|case| crm.comments_of(case.id));
        let said = all.into_iter().find(|c| c.text == "Here and gone");
        (said.unwrap().id, world.now())
    };
    assert!(world.crm().web_deletes_comment(id, now));
    alice.settles().await;
    assert_eq!(alice.outbox()[0].state, State::Held);
    assert!(reasons(&alice.core)[0].contains("may already have been posted"));
    assert_eq!(world.times_said("Here and gone"), 0, "not said twice");
}

#[tokio::test]
async fn a_value_that_nobody_saw_before_it_was_replaced_can_be_restored() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let row = alice.my_case();
    let values = ["Low", "High", "Urgent"];
    let mut others = values.iter().filter(|v| **v != row.priority);
    let (mine, theirs) = (*others.next().unwrap(), *others.next().unwrap());
    // Right before alice's write takes effect, and after she read, bob's does.
    let (case, now) = (world.id_of(&row.name), world.now());
    alice.meanwhile(move |crm| {
        assert!(crm.web_patches(case, "bob", json!({"priority": theirs}), now));
    });
    alice.sets(row.id, Field::Priority, mine);
    alice.settles().await;
    assert_eq!(world.crm().case(case).unwrap().priority, mine);
    let history = alice.core.history(row.id).unwrap();
    let replaced = history.iter().find(|h| h.event == Event::Replaced).unwrap();
    assert_eq!(replaced.before.as_deref(), Some(theirs));
    assert!(replaced.can_restore);
    alice.core.restore(replaced.id).unwrap();
    alice.settles().await;
    assert_eq!(world.crm().case(case).unwrap().priority, theirs);
}

#[tokio::test]
async fn a_description_changed_in_two_places_keeps_both_and_can_be_reversed() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let row = alice.my_case();
    let text = |first: &str, last: &str| format!("{first}\nSecond\nThird\nFourth\n{last}");
    world.bob_sets(&row.name, json!({"description": text("First", "Last")}));
    world.clock.pass(chrono::TimeDelta::hours(1));
    alice.syncs().await.unwrap();
    alice.offline();
    alice.sets(row.id, Field::Description, &text("First, by Alice", "Last"));
    world.bob_sets(
        &row.name,
        json!({"description": text("First", "Last, by Bob")}),
    );
    alice.online();
    world.next(editing(), Fate::LoseReply);
    alice.settles().await;
    let case = world.id_of(&row.name);
    let now = || world.crm().case(case).unwrap().description.clone().unwrap();
    assert_eq!(now(), text("First, by Alice", "Last, by Bob"));
    assert!(alice.outbox().is_empty());
    let history = alice.core.history(row.id).unwrap();
    let merges: Vec<_> = history
        .iter()
        .filter(|h| h.event == Event::Merged)
        .collect();
    assert_eq!(merges.len(), 1, "{history:?}");
    alice.core.restore(merges[0].id).unwrap();
    alice.settles().await;
    assert_eq!(now(), text("First", "Last, by Bob"));
}

#[tokio::test]
async fn a_description_changed_in_the_same_place_is_a_conflict() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let row = alice.my_case();
    alice.offline();
    alice.sets(row.id, Field::Description, "Mine alone");
    world.bob_sets(&row.name, json!({"description": "Theirs alone"}));
    alice.online();
    alice.settles().await;
    assert_eq!(alice.outbox()[0].state, State::Held);
    assert_eq!(alice.outbox()[0].theirs.as_deref(), Some("Theirs alone"));
}

#[tokio::test]
async fn the_history_of_a_case_says_what_became_of_each_act_and_goes_back() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let row = alice.my_case();
    let before = row.priority.clone();
    let other = if before == "Low" { "High" } else { "Low" };
    alice.sets(row.id, Field::Priority, other);
    alice.settles().await;
    let reply = alice.replies(row.id, "Not like this");
    alice.core.discard(reply).unwrap();
    assert_eq!(events(&alice, row.id), [Event::Sent, Event::Discarded]);
    let history = alice.core.history(row.id).unwrap();
    // The words are in the draft already, so they can't be put there twice.
    assert!(alice.core.restore(history[0].id).is_err());
    alice
        .core
        .save_draft(row.id, satchel_core::comment::Audience::Public, "")
        .unwrap();
    alice.core.restore(history[0].id).unwrap();
    assert_eq!(alice.opens(row.id).drafts.public, "Not like this");
    alice.core.restore(history[1].id).unwrap();
    assert_eq!(alice.opens(row.id).row.priority, before, "shown at once");
    alice.settles().await;
    let case = world.id_of(&row.name);
    assert_eq!(world.crm().case(case).unwrap().priority, before);
    assert!(!alice.lists(View::All).is_empty());
}

#[tokio::test]
async fn a_value_that_an_earlier_try_replaced_unseen_can_be_restored_whatever_a_later_try_replaced()
{
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let row = alice.my_case();
    let mut others = ["Low", "High", "Urgent"]
        .into_iter()
        .filter(|v| *v != row.priority);
    let (mine, theirs) = (others.next().unwrap(), others.next().unwrap());
    let (case, now) = (world.id_of(&row.name), world.now());
    // Between her reading and her writing bob's value comes, and her answer is lost.
    alice.meanwhile(move |crm| {
        assert!(crm.web_patches(case, "bob", json!({"priority": theirs}), now));
    });
    world.next(editing(), Fate::LoseReply);
    alice.sets(row.id, Field::Priority, mine);
    let _ = alice.syncs().await;
    assert_eq!(world.crm().case(case).unwrap().priority, mine);
    // Somebody puts back what was there first, so hers is written again, over what she had read.
    world.bob_sets(&row.name, json!({"priority": row.priority}));
    alice.settles().await;
    assert_eq!(world.crm().case(case).unwrap().priority, mine);
    let history = alice.core.history(row.id).unwrap();
    let replaced: Vec<_> = history
        .iter()
        .filter(|h| h.event == Event::Replaced)
        .collect();
    assert_eq!(replaced.len(), 1, "{history:#?}");
    assert_eq!(replaced[0].before.as_deref(), Some(theirs));
}

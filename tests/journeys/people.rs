//! Two people and one case: what does not clash is kept from both, what does is asked (sync-and-security 3.6, I6).

use chrono::TimeDelta;
use satchel_core::case::view::{CaseRow, OutboxItem};
use satchel_core::case::{Field, FieldEdit};
use satchel_core::intent::State;
use satchel_sandbox::{Dialect, Method};
use satchel_tests::{Client, World};
use serde_json::json;

const BOTH: [Dialect; 2] = [Dialect::Bottlecrm, Dialect::Documented];

/// Alice changed the description of a case while bob changed it, too.
async fn in_conflict(dialect: Dialect) -> (World, Client, CaseRow, OutboxItem) {
    let (world, alice) = World::with_alice(dialect, 40).await;
    let case = alice.my_case();
    alice.offline();
    alice.sets(case.id, Field::Priority, mine(&case));
    world.bob_sets(&case.name, json!({"priority": theirs(&case)}));
    alice.online();
    alice.settles().await;
    let mut outbox = alice.outbox();
    assert_eq!(outbox.len(), 1, "{dialect:?}");
    (world, alice, case, outbox.remove(0))
}

/// Two priorities that differ from the case's and from each other, in either vocabulary.
fn mine(case: &CaseRow) -> &'static str {
    if case.priority == "Low" {
        "Normal"
    } else {
        "Low"
    }
}

fn theirs(case: &CaseRow) -> &'static str {
    if case.priority == "High" {
        "Normal"
    } else {
        "High"
    }
}

fn priority(world: &World, case: &CaseRow) -> String {
    world.crm().case_named(&case.name).unwrap().priority.clone()
}

#[tokio::test]
async fn a_colleague_who_changed_another_field_loses_nothing_and_neither_do_i() {
    for dialect in BOTH {
        let (world, alice) = World::with_alice(dialect, 40).await;
        let case = alice.my_case();
        let kind = match dialect {
            Dialect::Bottlecrm => "Incident",
            Dialect::Documented => "Bug Report",
        };
        alice.offline();
        alice.sets(case.id, Field::Priority, mine(&case));
        world.bob_sets(&case.name, json!({"case_type": kind}));
        let status = if case.status == "New" && dialect == Dialect::Bottlecrm {
            "Pending"
        } else {
            "New"
        };
        world.bob_sets(&case.name, json!({"status": status}));
        alice.online();
        alice.settles().await;
        assert!(
            alice.outbox().is_empty(),
            "{dialect:?}: {:?}",
            alice.outbox()
        );
        let crm = world.crm();
        let now = crm.case_named(&case.name).unwrap();
        assert_eq!(now.priority, mine(&case), "{dialect:?}");
        assert_eq!(now.status, status, "{dialect:?}");
        assert_eq!(now.case_type.as_deref(), Some(kind), "{dialect:?}");
        drop(crm);
        let shown = alice.opens(case.id).row;
        assert_eq!(
            (shown.priority.as_str(), shown.status.as_str()),
            (mine(&case), status)
        );
    }
}

#[tokio::test]
async fn an_edit_by_put_keeps_the_people_teams_and_contacts_of_the_case() {
    let (world, alice) = World::with_alice(Dialect::Documented, 60).await;
    let rich = {
        let crm = world.crm();
        let full = crm
            .cases()
            .find(|c| !c.assigned_to.is_empty() && !c.contacts.is_empty());
        full.expect("a case with people and contacts").clone()
    };
    let case = alice.case(&rich.name);
    alice.sets(case, Field::Name, "A better name");
    alice.settles().await;
    assert_eq!(world.asked_with(Method::Put), 1);
    let crm = world.crm();
    let now = crm.case_named("A better name").unwrap();
    assert_eq!(now.assigned_to, rich.assigned_to);
    assert_eq!(now.teams, rich.teams);
    assert_eq!(now.contacts, rich.contacts);
    assert_eq!(now.account, rich.account);
    assert_eq!(now.description, rich.description);
    assert_eq!((&now.status, &now.priority), (&rich.status, &rich.priority));
}

#[tokio::test]
async fn the_same_field_changed_by_both_is_held_with_all_three_values() {
    for dialect in BOTH {
        let (world, alice, case, held) = in_conflict(dialect).await;
        assert_eq!(held.state, State::Held, "{dialect:?}");
        assert_eq!(held.base.as_deref(), Some(case.priority.as_str()));
        assert_eq!(held.mine, mine(&case));
        assert_eq!(held.theirs.as_deref(), Some(theirs(&case)));
        assert!(held.reason.is_some());
        let logs = dialect == Dialect::Bottlecrm;
        assert_eq!(
            held.theirs_set_by.is_some(),
            logs,
            "{:?}",
            held.theirs_set_by
        );
        assert_eq!(priority(&world, &case), theirs(&case), "nothing was sent");
        assert_eq!(
            alice.opens(case.id).row.priority,
            mine(&case),
            "mine is shown, marked"
        );
        assert_eq!(alice.opens(case.id).row.held, 1);
    }
}

#[tokio::test]
async fn choosing_mine_sends_mine() {
    for dialect in BOTH {
        let (world, alice, case, held) = in_conflict(dialect).await;
        alice.core.send(held.intent_id).unwrap();
        alice.settles().await;
        assert!(alice.outbox().is_empty(), "{:?}", alice.outbox());
        assert_eq!(priority(&world, &case), mine(&case), "{dialect:?}");
    }
}

#[tokio::test]
async fn choosing_mine_after_yet_another_change_is_asked_again() {
    let (world, alice, case, held) = in_conflict(Dialect::Bottlecrm).await;
    alice.offline();
    alice.core.send(held.intent_id).unwrap();
    world.bob_sets(&case.name, json!({"priority": "Urgent"}));
    alice.online();
    alice.settles().await;
    let outbox = alice.outbox();
    assert_eq!(outbox[0].theirs.as_deref(), Some("Urgent"), "{outbox:?}");
    assert_eq!(
        priority(&world, &case),
        "Urgent",
        "she had not seen that one"
    );
}

#[tokio::test]
async fn choosing_theirs_takes_theirs() {
    for dialect in BOTH {
        let (world, alice, case, held) = in_conflict(dialect).await;
        alice.core.discard(held.intent_id).unwrap();
        assert!(alice.outbox().is_empty());
        assert_eq!(
            alice.opens(case.id).row.priority,
            theirs(&case),
            "{dialect:?}"
        );
        alice.settles().await;
        assert_eq!(priority(&world, &case), theirs(&case));
    }
}

#[tokio::test]
async fn the_same_value_from_both_is_no_conflict() {
    for dialect in BOTH {
        let (world, alice) = World::with_alice(dialect, 40).await;
        let case = alice.my_case();
        alice.offline();
        alice.sets(case.id, Field::Priority, mine(&case));
        world.bob_sets(&case.name, json!({"priority": mine(&case)}));
        alice.online();
        alice.settles().await;
        assert!(
            alice.outbox().is_empty(),
            "{dialect:?}: {:?}",
            alice.outbox()
        );
        let edits = world.asked_with(Method::Patch) + world.asked_with(Method::Put);
        assert_eq!(edits, 0, "{dialect:?}: there was nothing to send");
    }
}

#[tokio::test]
async fn a_colleague_who_changed_it_back_made_no_conflict() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let case = alice.my_case();
    alice.offline();
    alice.sets(case.id, Field::Priority, mine(&case));
    world.bob_sets(&case.name, json!({"priority": theirs(&case)}));
    world.bob_sets(&case.name, json!({"priority": case.priority}));
    alice.online();
    alice.settles().await;
    assert!(alice.outbox().is_empty(), "{:?}", alice.outbox());
    assert_eq!(priority(&world, &case), mine(&case));
}

#[tokio::test]
async fn a_conflict_in_one_field_holds_no_other_field() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let case = alice.my_case();
    alice.offline();
    alice.sets(case.id, Field::Priority, mine(&case));
    let text = FieldEdit {
        field: Field::Description,
        value: Some("Beside the conflict".to_owned()),
    };
    alice.core.edit_case(case.id, &[text]).unwrap();
    world.bob_sets(&case.name, json!({"priority": theirs(&case)}));
    alice.online();
    alice.settles().await;
    assert_eq!(alice.outbox().len(), 1, "{:?}", alice.outbox());
    let crm = world.crm();
    let now = crm.case_named(&case.name).unwrap();
    assert_eq!(now.description.as_deref(), Some("Beside the conflict"));
}

#[tokio::test]
async fn two_engines_see_each_others_work() {
    let world = World::new(Dialect::Bottlecrm, 60);
    let (alice, bob) = (world.alice().await, world.bob().await);
    alice.syncs().await.unwrap();
    let (name, now) = (alice.my_case().name, world.now());
    let id = world.id_of(&name);
    let both = ["alice", "bob"].map(|n| world.crm().person(n).unwrap().profile);
    world.crm().web_assigns(id, "ada", &both, now);
    bob.syncs().await.unwrap();
    // She sees whose case it is now; else her reply would wait for her to.
    alice.lives(TimeDelta::hours(1)).await;
    alice.replies(alice.case(&name), "From alice");
    alice.settles().await;
    bob.syncs().await.unwrap();
    let there = bob.case(&name);
    assert!(bob.sees_said(there).contains(&"From alice".to_owned()));
    world.clock.pass(TimeDelta::minutes(1));
    bob.notes(there, "From bob");
    bob.settles().await;
    alice.syncs().await.unwrap();
    let row = alice.opens(alice.case(&name)).row;
    assert!(row.unread, "somebody else said something");
    assert!(alice.sees_said(row.id).contains(&"From bob".to_owned()));
    assert_eq!(world.times_said("From bob"), 1);
}

//! Every act of this run can be taken back, the last first: without a trace until it leaves, as an opposite afterwards; and
//! where there is none, that is said.

use chrono::TimeDelta;
use satchel_core::case::{CaseSet, Field, SetChange};
use satchel_core::comment::Audience;
use satchel_core::id::ServerId;
use satchel_core::intent::Kind;
use satchel_core::undo::Why;
use satchel_sandbox::{Dialect, Fate};
use satchel_tests::{Damage, World, editing, new_case};
use serde_json::json;

#[tokio::test]
async fn acts_go_back_one_by_one_and_forward_again() {
    let (_world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    alice.offline();
    let case = alice.my_case().id;
    let before = alice.opens(case);
    let me = alice.core.account().unwrap().unwrap().me.id.unwrap();
    alice.sets(case, Field::Priority, "Low");
    alice.sets(case, Field::Priority, "Urgent");
    alice
        .core
        .change_set(
            case,
            &SetChange {
                set: CaseSet::Assignees,
                add: vec![],
                remove: vec![me],
            },
        )
        .unwrap();
    alice
        .core
        .watch(case, before.watched != Some(true))
        .unwrap();
    alice.core.attach(case, "a.txt", b"bytes").unwrap();
    let done: Vec<Kind> = alice.outbox().iter().map(|item| item.kind).collect();

    for kind in [Kind::Upload, done[2], Kind::Set] {
        assert_eq!(alice.core.undo().unwrap().what.unwrap().kind, kind);
    }
    assert_eq!(alice.opens(case).assignees, before.assignees);
    alice.core.undo().unwrap();
    assert_eq!(alice.opens(case).row.priority, "Low", "the edit before it");
    alice.core.undo().unwrap();
    assert_eq!(alice.opens(case).row.priority, before.row.priority);
    assert!(alice.outbox().is_empty());
    assert_eq!(alice.core.undo().unwrap().what, None, "nothing is left");

    for _ in 0..5 {
        assert_eq!(alice.core.redo().unwrap().refused, []);
    }
    assert_eq!(alice.opens(case).row.priority, "Urgent");
    assert_eq!(alice.outbox().len(), done.len());
    alice.obeys_the_law();
}

#[tokio::test]
async fn a_file_that_was_taken_back_comes_back_whole_alone_and_with_its_case() {
    let world = World::new(Dialect::Bottlecrm, 40);
    let alice = world.alice_on_disk().await;
    alice.settles().await;
    alice.offline();
    let row = alice.my_case();
    // A picture from the clipboard is nowhere else.
    let pasted = alice.core.attach(row.id, "pasted.png", b"picture");
    let pasted = pasted.unwrap();
    alice.core.discard(pasted).unwrap();
    assert!(alice.outbox().is_empty());
    assert_eq!(alice.core.undo().unwrap().refused, []);
    assert_eq!(alice.outbox()[0].intent_id, pasted);

    let new = alice.core.create_case(new_case("The gate is stuck"));
    let new = new.unwrap();
    alice.core.attach(new, "gate.jpg", b"gate").unwrap();
    let create = alice.outbox().into_iter().find(|o| o.case_id == new);
    alice.core.discard(create.unwrap().intent_id).unwrap();
    assert_eq!(alice.outbox().len(), 1);
    assert_eq!(alice.core.undo().unwrap().refused, []);
    assert_eq!(alice.outbox().len(), 3);

    // What waits again is safe again: also where the database is lost.
    let alice = alice.comes_back_after(Damage::Lost);
    alice.online();
    alice.settles().await;
    for (case, bytes) in [
        (row.name.as_str(), "picture"),
        ("The gate is stuck", "gate"),
    ] {
        let case = world.id_of(case);
        let crm = world.crm();
        let mut files = crm.attachments_of(case).iter();
        assert!(files.any(|file| crm.bytes_of(file.id).unwrap() == bytes.as_bytes()));
    }
}

#[tokio::test]
async fn a_file_that_was_taken_back_is_gone_with_the_next_start() {
    let (_world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    alice.offline();
    let case = alice.my_case().id;
    let file = alice.core.attach(case, "pasted.png", b"picture").unwrap();
    alice.core.discard(file).unwrap();
    let alice = alice.obeys_the_law();
    assert_eq!(alice.core.undo().unwrap().what, None);
}

#[tokio::test]
async fn what_was_marked_as_seen_goes_back_in_its_turn_and_leaves_what_was_done_before() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let case = alice.my_case();
    alice.opens(case.id);
    world.bob_says(&case.name, "One more thing");
    world.clock.pass(TimeDelta::minutes(5));
    alice.syncs().await.unwrap();
    alice.sets(case.id, Field::Priority, "Low");
    let is_unread = || alice.core.case(case.id).unwrap().row.unread;
    assert!(is_unread());
    alice.core.mark_read(&[case.id]).unwrap();
    assert!(!is_unread());

    let undone = alice.core.undo().unwrap();
    assert!(undone.is_seen && undone.what.is_none());
    assert_eq!(undone.cases, [case.id]);
    assert!(is_unread());
    assert_eq!(alice.outbox().len(), 1, "the edit before it stays");
    assert!(alice.core.redo().unwrap().is_seen);
    assert!(!is_unread());
    alice.core.undo().unwrap();
    assert_eq!(alice.core.undo().unwrap().what.unwrap().kind, Kind::Edit);
    assert!(alice.outbox().is_empty());
}

#[tokio::test]
async fn the_words_of_a_reply_return_above_what_was_typed_since() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    alice.offline();
    let case = alice.my_case().id;
    alice.replies(case, "Too soon");
    alice
        .core
        .save_draft(case, Audience::Public, "And another thing")
        .unwrap();
    let undone = alice.core.undo().unwrap();
    assert_eq!(undone.words.as_deref(), Some("Too soon"));
    assert_eq!(
        alice.opens(case).drafts.public,
        "Too soon\n\nAnd another thing"
    );
    alice.online();
    alice.settles().await;
    assert_eq!(world.times_said("Too soon"), 0);
}

#[tokio::test]
async fn what_is_sent_and_has_no_opposite_is_said_to_be() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let case = alice.my_case().id;
    alice.replies(case, "It is done");
    alice.settles().await;
    let undone = alice.core.undo().unwrap();
    assert_eq!(undone.refused[0].why, Why::Sent);
    assert_eq!(undone.cases, []);
    alice.settles().await;
    assert_eq!(world.times_said("It is done"), 1);
}

#[tokio::test]
async fn what_somebody_else_changed_since_stays_theirs() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let row = alice.my_case();
    alice.sets(row.id, Field::Priority, "Low");
    alice.settles().await;
    world.bob_sets(&row.name, json!({"priority": "Urgent"}));
    alice.core.sync_case(row.id).unwrap();
    alice.settles().await;
    assert_eq!(alice.opens(row.id).row.priority, "Urgent");
    let undone = alice.core.undo().unwrap();
    assert_eq!(undone.refused[0].why, Why::ChangedSince);
    assert!(alice.outbox().is_empty());
}

#[tokio::test]
async fn a_deletion_gives_back_the_case_and_what_waited_on_it() {
    let (_world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    alice.offline();
    let case = alice.my_case().id;
    alice.sets(case, Field::Priority, "Low");
    alice.replies(case, "Not lost");
    let before = alice.outbox();
    alice.core.delete_case(case).unwrap();
    assert_eq!(alice.outbox().len(), 1);
    alice.core.undo().unwrap();
    let after = alice.outbox();
    let ids = |items: &[satchel_core::case::view::OutboxItem]| -> Vec<_> {
        items.iter().map(|i| (i.intent_id, i.kind)).collect()
    };
    assert_eq!(ids(&after), ids(&before), "the same acts in the same order");

    let new = alice
        .core
        .create_case(new_case("Opened by mistake"))
        .unwrap();
    alice.core.undo().unwrap();
    assert!(alice.core.open_case(new).is_err());
    alice.core.redo().unwrap();
    assert_eq!(alice.opens(new).row.name, "Opened by mistake");
    alice.obeys_the_law();
}

#[tokio::test]
async fn taking_back_and_holding_can_be_taken_back_as_well() {
    let (_world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    alice.offline();
    let case = alice.my_case().id;
    let reply = alice.replies(case, "Keep me");
    alice.core.discard(reply).unwrap();
    alice.core.undo().unwrap();
    assert_eq!(alice.outbox()[0].intent_id, reply);
    assert_eq!(alice.opens(case).drafts.public, "", "not said twice");
    alice.core.hold(reply).unwrap();
    assert!(alice.outbox()[0].waits_by_choice);
    alice.core.undo().unwrap();
    assert!(!alice.outbox()[0].waits_by_choice);
}

#[tokio::test]
async fn that_a_change_was_let_go_is_not_taken_back_once_it_was_sent_nor_is_the_change() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    alice.offline();
    let row = alice.my_case();
    alice.sets(row.id, Field::Priority, "Low");
    let edit = alice.outbox()[0].intent_id;
    alice.core.hold(edit).unwrap();
    alice.core.send(edit).unwrap();
    alice.online();
    alice.settles().await;
    let undone = alice.core.undo().unwrap();
    assert_eq!(undone.refused[0].why, Why::Sent);
    alice.settles().await;
    let there = world.crm().case_named(&row.name).unwrap().priority.clone();
    assert_eq!(there, "Low");
}

#[tokio::test]
async fn a_later_value_taken_back_leaves_the_earlier_one_wanted_though_that_had_left() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let row = alice.my_case();
    let mut others = ["Low", "High", "Urgent", "Normal"]
        .into_iter()
        .filter(|v| *v != row.priority);
    let mut other = || others.next().unwrap();
    let (first, second, theirs) = (other(), other(), other());
    world.next(editing(), Fate::LoseRequest);
    alice.sets(row.id, Field::Priority, first);
    let _ = alice.syncs().await;
    // On its way, so the second is a wish of its own. The first did not arrive, and can't go as it is: it gives way to that.
    alice.sets(row.id, Field::Priority, second);
    assert_eq!(alice.outbox().len(), 2);
    world.bob_sets(&row.name, json!({"priority": theirs}));
    for _ in 0..4 {
        world.clock.pass(TimeDelta::seconds(31));
        if alice.outbox().len() == 2 {
            let _ = alice.syncs().await;
        }
    }
    alice.offline();
    assert_eq!(alice.outbox().len(), 1, "{:#?}", alice.outbox());
    assert_eq!(alice.outbox()[0].mine, second);
    assert_eq!(alice.core.undo().unwrap().refused, []);
    assert_eq!(alice.opens(row.id).row.priority, first);
    let waits = alice.outbox().remove(0);
    assert_eq!(waits.mine, first);
    alice.online();
    alice.settles().await;
    alice.core.send(waits.intent_id).unwrap();
    alice.settles().await;
    let case = world.id_of(&row.name);
    assert_eq!(world.crm().case(case).unwrap().priority, first);
}

#[tokio::test]
async fn a_second_change_of_a_set_taken_back_wants_nobody_away() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let row = alice.my_case();
    let case = world.id_of(&row.name);
    let (bob, ada) = {
        let crm = world.crm();
        let who = |name| crm.person(name).unwrap().profile;
        (who("bob"), who("ada"))
    };
    let wants = |add: Vec<ServerId>, remove: Vec<ServerId>| SetChange {
        set: CaseSet::Assignees,
        add,
        remove,
    };
    let id = |profile: uuid::Uuid| ServerId(profile.to_string());
    let me = alice.core.account().unwrap().unwrap().me.id.unwrap();
    let mine: uuid::Uuid = me.as_str().parse().unwrap();
    assert!(world.crm().web_assigns(case, "ada", &[mine], world.now()));
    alice.lives(TimeDelta::hours(1)).await;
    alice.offline();
    alice
        .core
        .change_set(row.id, &wants(vec![id(bob)], vec![]))
        .unwrap();
    let first = alice.outbox()[0].intent_id;
    alice.core.hold(first).unwrap();
    alice.online();
    // Somebody else joins, is seen, and wished away.
    assert!(
        world
            .crm()
            .web_assigns(case, "ada", &[mine, ada], world.now())
    );
    alice.lives(TimeDelta::hours(1)).await;
    alice.offline();
    alice
        .core
        .change_set(row.id, &wants(vec![], vec![id(ada)]))
        .unwrap();
    assert_eq!(alice.core.undo().unwrap().refused, []);
    let waits = alice.outbox().remove(0);
    assert_eq!((waits.added.len(), waits.removed), (1, vec![]));
    alice.core.send(waits.intent_id).unwrap();
    alice.online();
    alice.settles().await;
    let there = world.crm().case(case).unwrap().assigned_to.clone();
    assert!(
        [mine, bob, ada].iter().all(|who| there.contains(who)),
        "{there:?}"
    );
}

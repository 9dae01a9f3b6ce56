//! Cases made here: each is on the server once, whatever was answered (sync-and-security 4.5).

use satchel_core::case::{Field, FieldEdit, NewCase};
use satchel_core::id::{CaseId, ServerId};
use satchel_core::intent::{Kind, State};
use satchel_sandbox::{Dialect, Fate, Method, NewWebCase};
use satchel_tests::{Client, World, answer, creating, new_case};
use serde_json::json;

const NAME: &str = "Printer on fire";

async fn mirrored(dialect: Dialect) -> (World, Client) {
    World::with_alice(dialect, 40).await
}

fn on_server(world: &World) -> usize {
    world.crm().cases().filter(|c| c.name == NAME).count()
}

async fn arrives_once(dialect: Dialect, fate: Fate) {
    let (world, alice) = mirrored(dialect).await;
    world.next(creating(), fate.clone());
    let case = alice.core.create_case(new_case(NAME)).unwrap();
    alice.replies(case, "And this waits for it");
    alice.settles().await;
    assert!(
        alice.outbox().is_empty(),
        "{dialect:?} {fate:?}: {:?}",
        alice.outbox()
    );
    assert_eq!(on_server(&world), 1, "{dialect:?} {fate:?}");
    assert_eq!(world.times_said("And this waits for it"), 1);
    let view = alice.opens(case);
    assert!(view.row.on_server, "its id is the one it always had");
    assert_eq!(alice.case(NAME), case, "and there is no second one here");
}

#[tokio::test]
async fn a_case_whose_answer_was_lost_is_adopted_by_its_name() {
    for dialect in [Dialect::Bottlecrm, Dialect::Documented] {
        arrives_once(dialect, Fate::LoseReply).await;
        arrives_once(dialect, Fate::server_error(true)).await;
        arrives_once(dialect, Fate::Truncate(10)).await;
    }
}

#[tokio::test]
async fn a_case_that_never_arrived_is_made_again() {
    for dialect in [Dialect::Bottlecrm, Dialect::Documented] {
        arrives_once(dialect, Fate::LoseRequest).await;
        arrives_once(dialect, Fate::server_error(false)).await;
        arrives_once(dialect, Fate::CaptivePortal).await;
    }
}

#[tokio::test]
async fn a_case_that_was_refused_and_exists_all_the_same_is_adopted() {
    let no = json!({"error": true, "errors": {"contacts": ["Please enter a valid contact."]}});
    arrives_once(Dialect::Bottlecrm, answer(400, &no, true)).await;
}

#[tokio::test]
async fn a_bad_line_alone_is_never_a_reason_to_give_a_new_case_up() {
    let (world, alice) = mirrored(Dialect::Bottlecrm).await;
    world.crm().faults.times(5, creating(), Fate::LoseRequest);
    alice.core.create_case(new_case(NAME)).unwrap();
    alice.settles().await;
    assert!(alice.outbox().is_empty(), "{:?}", alice.outbox());
    assert_eq!(on_server(&world), 1);
}

#[tokio::test]
async fn a_case_that_was_refused_and_does_not_exist_is_held_in_the_servers_words() {
    let (world, alice) = mirrored(Dialect::Bottlecrm).await;
    let nobody = ServerId("00000000-0000-4000-8000-000000000000".to_owned());
    let new = NewCase {
        account_id: Some(nobody),
        ..new_case(NAME)
    };
    let case = alice.core.create_case(new).unwrap();
    alice.replies(case, "This waits for it");
    alice.settles_but_for(1).await;
    let outbox = alice.outbox();
    assert_eq!(
        (outbox[0].kind, outbox[0].state),
        (Kind::Create, State::Held)
    );
    assert!(outbox[0].reason.as_ref().unwrap().contains("refused"));
    assert_eq!(
        outbox[1].state,
        State::Pending,
        "visibly waiting for its case"
    );
    assert_eq!(on_server(&world), 0);
    assert_eq!(world.times_said("This waits for it"), 0);
}

#[tokio::test]
async fn a_name_taken_by_a_case_i_cannot_see_is_held_and_can_be_changed() {
    let (world, alice) = World::with_agent_alice(Dialect::Bottlecrm, 200).await;
    let hidden = NewWebCase {
        name: NAME.to_owned(),
        ..NewWebCase::default()
    };
    let now = world.now();
    world.crm().web_creates_case("ada", hidden, now);
    let case = alice.core.create_case(new_case(NAME)).unwrap();
    alice.settles().await;
    let outbox = alice.outbox();
    assert_eq!(outbox[0].state, State::Held);
    let reason = outbox[0].reason.clone().unwrap();
    assert!(
        reason.to_lowercase().contains("name") || reason.contains("exist"),
        "{reason}"
    );
    assert_eq!(on_server(&world), 1, "hers alone");

    renames(&alice, case, "Printer on fire, floor 2");
    alice.settles().await;
    assert!(alice.outbox().is_empty(), "{:?}", alice.outbox());
    assert!(alice.opens(case).row.on_server);
}

#[tokio::test]
async fn a_name_that_was_taken_long_ago_is_never_mistaken_for_mine() {
    let (world, alice) = mirrored(Dialect::Bottlecrm).await;
    let taken = world.bob_opens(NAME, "Normal");
    // Nothing was pulled since: alice can't know.
    let case = alice.core.create_case(new_case(NAME)).unwrap();
    alice.replies(case, "For my case only");
    alice.settles_but_for(1).await;
    let held: Vec<_> = alice
        .outbox()
        .into_iter()
        .filter(|i| i.state == State::Held)
        .collect();
    assert_eq!(held.len(), 1, "{:?}", alice.outbox());
    assert!(
        world.crm().comments_of(taken).is_empty(),
        "nothing of mine went to bob's case"
    );
}

#[tokio::test]
async fn a_poisoned_case_is_held_and_holds_nobody_else() {
    let (world, alice) = mirrored(Dialect::Bottlecrm).await;
    let other = alice.my_case().id;
    world.always(creating().body(NAME), Fate::server_error(false));
    alice.core.create_case(new_case(NAME)).unwrap();
    let good = alice.core.create_case(new_case("Another one")).unwrap();
    alice.replies(other, "Not held up");
    alice.settles().await;
    let outbox = alice.outbox();
    assert_eq!(outbox.len(), 1, "{outbox:?}");
    assert_eq!(outbox[0].state, State::Held);
    assert!(
        outbox[0].reason.as_ref().unwrap().contains("500"),
        "{:?}",
        outbox[0].reason
    );
    assert!(alice.opens(good).row.on_server);
    assert_eq!(world.times_said("Not held up"), 1);
}

#[tokio::test]
async fn edits_of_a_case_not_sent_yet_become_part_of_it() {
    let (world, alice) = mirrored(Dialect::Bottlecrm).await;
    alice.offline();
    let case = alice.core.create_case(new_case("Working title")).unwrap();
    renames(&alice, case, NAME);
    alice.sets(case, Field::Priority, "Urgent");
    alice.sets(case, Field::Description, "Smoke, too");
    assert_eq!(alice.outbox().len(), 1, "still one thing to send");
    assert_eq!(alice.opens(case).row.priority, "Urgent");
    let before = world.writes().len();
    alice.online();
    alice.settles().await;
    assert_eq!(world.writes().len() - before, 1, "one request");
    assert_eq!(world.asked_with(Method::Patch), 0);
    let crm = world.crm();
    let made = crm.case_named(NAME).unwrap();
    assert_eq!(made.priority, "Urgent");
    assert_eq!(made.description.as_deref(), Some("Smoke, too"));
}

fn renames(alice: &Client, case: CaseId, name: &str) {
    let edit = FieldEdit {
        field: Field::Name,
        value: Some(name.to_owned()),
    };
    alice.core.edit_case(case, &[edit]).unwrap();
}

/// Where names repeat, and a case of that name and priority that alice makes.
fn of_priority(alice: &Client, priority: &str) -> CaseId {
    let new = NewCase {
        priority: priority.to_owned(),
        ..new_case(NAME)
    };
    alice.core.create_case(new).unwrap()
}

#[tokio::test]
async fn two_new_cases_of_one_name_whose_answers_were_lost_are_each_their_own() {
    // Whichever is looked for first, and whichever arrived.
    for fates in [
        [Fate::LoseReply, Fate::LoseReply],
        [Fate::LoseRequest, Fate::LoseReply],
        [Fate::LoseReply, Fate::LoseRequest],
        [Fate::LoseRequest, Fate::LoseRequest],
    ] {
        let (world, alice) = mirrored(Dialect::Documented).await;
        let told = format!("{fates:?}");
        let [first_fate, second_fate] = fates;
        world.next(creating(), first_fate);
        let first = of_priority(&alice, "Low");
        alice.replies(first, "For the first");
        let _ = alice.syncs().await;
        // On its way it gets another name, so the name is free for another.
        renames(&alice, first, "Printer in the cellar");
        world.next(creating(), second_fate);
        let second = of_priority(&alice, "High");
        alice.replies(second, "For the second");
        let _ = alice.syncs().await;
        alice.settles().await;
        assert!(alice.outbox().is_empty(), "{told}: {:#?}", alice.outbox());
        let crm = world.crm();
        let all: Vec<_> = crm
            .cases()
            .filter(|c| c.name.starts_with("Printer"))
            .collect();
        assert_eq!(all.len(), 2, "{told}: {all:#?}");
        for (name, priority, words) in [
            ("Printer in the cellar", "Low", "For the first"),
            (NAME, "High", "For the second"),
        ] {
            let case = all.iter().find(|c| c.name == name);
            let case = case.unwrap_or_else(|| panic!("{told}: no {name}: {all:#?}"));
            assert_eq!(case.priority, priority, "{told}: {name}");
            let said: Vec<&str> = crm
                .comments_of(case.id)
                .iter()
                .map(|c| c.text.as_str())
                .collect();
            assert_eq!(said, [words], "{told}: {name}");
        }
        drop(crm);
        assert_eq!(alice.opens(first).row.priority, "Low", "{told}");
        assert_eq!(alice.opens(second).row.priority, "High", "{told}");
    }
}

#[tokio::test]
async fn a_new_case_taken_back_on_its_way_takes_none_of_its_name_with_it() {
    for fate in [Fate::LoseRequest, Fate::LoseReply] {
        let (world, alice) = mirrored(Dialect::Documented).await;
        world.next(creating(), fate.clone());
        let first = of_priority(&alice, "Low");
        let _ = alice.syncs().await;
        let making = alice.outbox()[0].intent_id;
        renames(&alice, first, "Never mind");
        let second = of_priority(&alice, "High");
        alice.core.discard(making).unwrap();
        alice.replies(second, "This one stays");
        let _ = alice.syncs().await;
        alice.settles().await;
        assert!(alice.outbox().is_empty(), "{fate:?}: {:#?}", alice.outbox());
        let crm = world.crm();
        let all: Vec<_> = crm
            .cases()
            .filter(|c| c.name == NAME && c.is_active)
            .collect();
        assert_eq!(all.len(), 1, "{fate:?}: {all:#?}");
        assert_eq!(all[0].priority, "High", "{fate:?}");
        assert_eq!(crm.comments_of(all[0].id).len(), 1, "{fate:?}");
    }
}

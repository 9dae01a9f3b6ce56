//! The database is lost or damaged: what the person did and had not been sent is there again, and arrives once.

use satchel_core::alert::rules::AlertChoices;
use satchel_core::attachment::policy::FilePolicy;
use satchel_core::case::Field;
use satchel_core::case::view::{TimelineItem, View};
use satchel_core::comment::Audience;
use satchel_core::intent::State;
use satchel_sandbox::{Dialect, Fate, Method, When};
use satchel_tests::{Client, Damage, World, answer, commenting, creating, new_case};
use serde_json::json;

fn files_on_server(world: &World, name: &str) -> Vec<Vec<u8>> {
    let crm = world.crm();
    let all = crm.cases().flat_map(|case| crm.attachments_of(case.id));
    all.filter(|file| file.name == name)
        .map(|file| crm.bytes_of(file.id).unwrap())
        .collect()
}

fn case_of(alice: &Client, name: &str) -> satchel_core::id::CaseId {
    alice.case(name)
}

#[tokio::test]
async fn everything_unsent_survives_the_loss_of_the_database_and_arrives_once() {
    for damage in [Damage::Lost, Damage::Scribbled] {
        let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
        let row = alice.my_case();
        alice.replies(row.id, "Will be changed");
        alice.settles().await;
        let said = alice
            .opens(row.id)
            .timeline
            .into_iter()
            .find_map(|item| match item {
                TimelineItem::Comment { id, text, .. } if text == "Will be changed" => {
                    Some(satchel_core::id::CommentId(id))
                }
                _ => None,
            });

        alice.offline();
        alice.replies(row.id, "Written on the train");
        alice.sets(row.id, Field::Name, "Renamed on the train");
        alice
            .core
            .edit_comment(row.id, said.unwrap(), "Was changed")
            .unwrap();
        alice.core.attach(row.id, "seat.txt", b"seat 61").unwrap();
        alice
            .core
            .save_draft(row.id, Audience::Internal, "half a tho")
            .unwrap();
        let new = alice
            .core
            .create_case(new_case("Made on the train"))
            .unwrap();
        alice.replies(new, "And answered there");
        let before = alice.outbox();

        let alice = alice.comes_back_after(damage);
        let after = alice.outbox();
        let what = |items: &[satchel_core::case::view::OutboxItem]| -> Vec<_> {
            items
                .iter()
                .map(|i| (i.intent_id, i.kind, i.mine.clone()))
                .collect()
        };
        assert_eq!(
            what(&after),
            what(&before),
            "{damage:?}: the outbox is as it was"
        );
        assert_eq!(
            after[0].case_name, row.name,
            "its case is still called by name"
        );
        alice.online();
        alice.settles().await;
        assert_eq!(world.times_said("Written on the train"), 1);
        assert_eq!(world.times_said("And answered there"), 1);
        assert_eq!(world.times_said("Was changed"), 1);
        assert_eq!(world.times_said("Will be changed"), 0);
        assert_eq!(files_on_server(&world, "seat.txt"), [b"seat 61".to_vec()]);
        assert!(world.crm().case_named("Made on the train").is_some());
        let case = case_of(&alice, "Renamed on the train");
        assert_eq!(case, row.id, "the same id for life");
        assert_eq!(alice.opens(case).drafts.internal, "half a tho");
        assert!(alice.outbox().is_empty());
        assert_eq!(alice.lists(View::All).len(), world.crm().case_count());
    }
}

#[tokio::test]
async fn rules_the_choice_of_files_and_pinned_cases_survive_the_loss_of_the_database() {
    for (round, damage) in [Damage::Lost, Damage::Scribbled, Damage::Lost]
        .into_iter()
        .enumerate()
    {
        let (_world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
        let mut rules = AlertChoices::default();
        rules.rules.truncate(1);
        rules.rules[0].query = "printer".to_owned();
        let files = FilePolicy {
            budget_mb: 321,
            ..FilePolicy::default()
        };
        let pinned = alice.my_case();
        let other = alice.lists(View::All).last().unwrap().id;
        alice.core.pin_case(other, true).unwrap();
        alice.core.pin_case(other, false).unwrap();
        alice.offline();
        let new = alice
            .core
            .create_case(new_case("Made on the train"))
            .unwrap();
        // Each of them is the last thing done before the loss.
        for act in 0..3 {
            match (act + round) % 3 {
                0 => alice.core.set_alert_choices(rules.clone()).unwrap(),
                1 => alice.core.set_file_policy(files).unwrap(),
                _ => {
                    alice.core.pin_case(pinned.id, true).unwrap();
                    alice.core.pin_case(new, true).unwrap();
                }
            }
        }

        let alice = alice.comes_back_after(damage);
        assert_eq!(alice.core.alert_choices().unwrap(), rules, "{round}");
        assert_eq!(alice.core.kept_files().unwrap().policy, files, "{round}");
        alice.online();
        alice.settles().await;
        assert_eq!(alice.core.kept_files().unwrap().pinned_cases, 2, "{round}");
        for name in [pinned.name.as_str(), "Made on the train"] {
            let case = alice.opens(alice.case(name));
            assert!(case.pinned, "{round}: {name}");
        }
        // And again, out of the journal that the new database has written.
        let alice = alice.comes_back_after(damage);
        assert_eq!(alice.core.alert_choices().unwrap(), rules, "{round}");
    }
}

/// Seed 5866 of the simulation: the second loss came before the first new mirror had read the case again.
#[tokio::test]
async fn what_is_to_go_is_still_known_after_a_second_loss() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let row = alice.my_case();
    alice.replies(row.id, "Said in haste");
    alice.settles().await;
    let said = |item| match item {
        TimelineItem::Comment { id, text, .. } if text == "Said in haste" => Some(id),
        _ => None,
    };
    let comment = alice.opens(row.id).timeline.into_iter().find_map(said);
    let comment = satchel_core::id::CommentId(comment.unwrap());
    alice.offline();
    alice.core.delete_comment(row.id, comment).unwrap();
    let alice = alice.comes_back_after(Damage::Scribbled);
    let alice = alice.comes_back_after(Damage::Lost);
    alice.online();
    alice.settles().await;
    assert!(alice.outbox().is_empty());
    let crm = world.crm();
    let id = crm.case_named(&row.name).unwrap().id;
    let stands = |c: &satchel_sandbox::Comment| c.text == "Said in haste";
    assert!(!crm.comments_of(id).iter().any(stands), "it stands there");
}

/// Seed 7794 of the simulation: what waits is sent before anything is asked, and the first list of what happened said nothing of
/// what came between.
#[tokio::test]
async fn what_was_said_after_a_case_was_read_and_before_the_first_hints_is_here() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let row = alice.my_case();
    // The first answer is in the list's row, too; the next one is in none.
    world.bob_says(&row.name, "At your service");
    alice.settles().await;
    alice.offline();
    alice.core.attach(row.id, "log.txt", b"lines").unwrap();
    let alice = alice.comes_back_after(Damage::Lost);
    alice.online();
    let feed = When::method(Method::Get).and(|r| r.path == "/api/activities/");
    world.next(feed, answer(503, &json!({}), false));
    let _ = alice.syncs().await;
    assert!(alice.outbox().is_empty(), "it was sent, and its case read");
    world.bob_says(&row.name, "One more thing");
    alice.settles().await;
    assert!(
        alice
            .sees_said(row.id)
            .contains(&"One more thing".to_owned())
    );
}

#[tokio::test]
async fn what_may_have_left_before_the_loss_is_verified_and_not_sent_again() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let case = alice.my_case().id;
    world.next(commenting(), Fate::LoseReply);
    alice.replies(case, "Arrived unseen");
    let _ = alice.syncs().await;
    world.next(creating(), Fate::LoseReply);
    alice.core.create_case(new_case("Made unseen")).unwrap();
    let _ = alice.syncs().await;
    let alice = alice.comes_back_after(Damage::Lost);
    let open = alice
        .outbox()
        .iter()
        .filter(|i| i.state != State::Pending)
        .count();
    assert!(open >= 1, "{:?}", alice.outbox());
    alice.settles().await;
    assert_eq!(world.times_said("Arrived unseen"), 1);
    let crm = world.crm();
    assert_eq!(crm.cases().filter(|c| c.name == "Made unseen").count(), 1);
}

#[tokio::test]
async fn what_was_sent_or_taken_back_before_the_loss_does_not_come_again() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let case = alice.my_case().id;
    alice.replies(case, "Sent before");
    alice.settles().await;
    alice.offline();
    let second = alice.replies(case, "Taken back before");
    alice.core.discard(second).unwrap();
    alice.core.save_draft(case, Audience::Public, "").unwrap();
    let alice = alice.comes_back_after(Damage::Scribbled);
    assert!(alice.outbox().is_empty());
    alice.online();
    alice.settles().await;
    assert_eq!(world.times_said("Sent before"), 1);
    assert_eq!(world.times_said("Taken back before"), 0);
}

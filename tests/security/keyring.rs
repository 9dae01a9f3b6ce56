//! A keyring that is locked, absent, emptied, another one, or flapping: nothing is lost, no new key is made over an old one,
//! and what was unsent arrives once (sync-and-security 7.4, invariant I16).

use crate::laptop::{Laptop, PASSPHRASE, cases, settles, some_case};
use satchel_core::Core;
use satchel_core::alert::rules::AlertChoices;
use satchel_core::attachment::policy::FilePolicy;
use satchel_core::case::view::{SortKey, View};
use satchel_core::comment::Audience;
use satchel_core::error::Error;
use satchel_core::saved::SavedQuestion;
use satchel_core::store::aside;
use satchel_core::store::door::{Said, Trouble, Way};
use satchel_core::store::key::{KeySlots, SlotKey};
use satchel_tests::Mishap;

fn another_key() -> Said {
    Said::Entry(SlotKey::generate().unwrap().to_text().to_string())
}

#[tokio::test]
async fn each_state_of_the_keyring_keeps_the_outbox_with_and_without_a_passphrase() {
    for with_passphrase in [false, true] {
        for unsent in [0_u32, 5] {
            let laptop = Laptop::new(with_passphrase).await;
            {
                let core = laptop.opens();
                core.sync_once().await.unwrap();
                laptop.line.set_up(false);
                let case = some_case(&core);
                for n in 0..unsent {
                    let text = format!("Unsent {n}");
                    core.add_comment(case, Audience::Public, &text).unwrap();
                }
            }
            let folder = laptop.mirror();
            let before = std::fs::read(folder.join("keyslots.json")).unwrap();
            let states = [
                (Said::Locked, Trouble::Locked),
                (Said::Absent, Trouble::Absent),
                (Said::NoEntry, Trouble::Missing),
                (another_key(), Trouble::Wrong),
                // Flapping: away, back, away.
                (Said::Absent, Trouble::Absent),
                (Said::Locked, Trouble::Locked),
            ];
            for (said, expected) in states {
                match laptop.way(&folder, |_| said) {
                    Way::Ask(Some(trouble)) => assert_eq!(trouble, expected),
                    _ => panic!("{expected:?}: the person is asked, and nothing else happens"),
                }
                let slots = KeySlots::read(&folder).unwrap().unwrap();
                let typed = slots.open_with_typed(PASSPHRASE);
                match with_passphrase {
                    true => {
                        let core = laptop.opens_with(&typed.unwrap());
                        assert_eq!(core.status().unwrap().pending, unsent);
                    }
                    false => assert!(matches!(typed, Err(Error::WrongKey))),
                }
                // As it was between two of them: the keyring is back.
                assert_eq!(laptop.opens().status().unwrap().pending, unsent);
            }
            let after = std::fs::read(folder.join("keyslots.json")).unwrap();
            assert_eq!(before, after, "no key was made, changed or taken away");
        }
    }
}

#[tokio::test]
async fn a_copy_set_aside_gives_its_unsent_work_back_when_its_key_does_and_all_of_it_arrives_once()
{
    let mut laptop = Laptop::new(false).await;
    let (case, text_of_file) = {
        let core = laptop.opens();
        core.sync_once().await.unwrap();
        let case = some_case(&core);
        // Its answer is lost: it may be there, and is.
        core.add_comment(case, Audience::Public, "Maybe there")
            .unwrap();
        laptop.line.set_mishap(Some(Mishap::Silence));
        let _ = core.sync_once().await;
        laptop.line.set_up(false);
        core.add_comment(case, Audience::Public, "Never left")
            .unwrap();
        core.add_comment(case, Audience::Internal, "A note")
            .unwrap();
        core.attach(case, "seat.txt", b"seat 61").unwrap();
        core.save_draft(case, Audience::Public, "half a tho")
            .unwrap();
        core.keep_begun("main", Some(&format!("half a title {case}")), 1)
            .unwrap();
        core.pin_case(case, true).unwrap();
        core.mark_unread(&[case]).unwrap();
        saves(&core, "Trains", "train");
        saves(&core, "Hotels", "hotel");
        core.set_alert_choices(snoozing(7)).unwrap();
        core.set_file_policy(FilePolicy {
            budget_mb: 321,
            ..FilePolicy::default()
        })
        .unwrap();
        aside::note_at_stake(&laptop.mirror(), &core.at_stake().unwrap());
        (core.case(case).unwrap().row.name, b"seat 61")
    };

    // The keyring was emptied; the person goes on without it.
    let old = std::mem::take(&mut laptop.keyring);
    assert!(matches!(
        laptop.way(&laptop.mirror(), |entry| laptop.says(entry)),
        Way::Ask(Some(Trouble::Missing))
    ));
    let held = laptop.sets_aside();
    let stake = &aside::held(&laptop.mirror())[0].at_stake;
    assert_eq!((stake.unsent, stake.drafts, stake.cases.len()), (4, 2, 1));
    laptop.makes_a_key("second", false);
    laptop.line.set_up(true);
    let core = laptop.opens();
    core.sync_once().await.unwrap();
    assert_eq!(core.status().unwrap().pending, 0);
    let here = cases(&core);
    let same = here.iter().find(|row| row.name == case).unwrap().id;
    core.save_draft(same, Audience::Public, "and the new")
        .unwrap();
    core.set_alert_choices(snoozing(8)).unwrap();
    core.keep_begun("main", Some("a new one"), 1).unwrap();
    saves(&core, "trains", "rail");

    // The old keyring is back.
    laptop.keyring.extend(old);
    let Way::Open(key) = laptop.way(&held, |entry| laptop.says(entry)) else {
        panic!("its own key opens it");
    };
    assert_eq!(core.bring_over(&held, &key).unwrap(), 1);
    assert_eq!(core.bring_over(&held, &key).unwrap(), 0, "once");
    assert!(
        aside::held(&laptop.mirror()).is_empty(),
        "it is not asked about again"
    );
    // What its window says next takes nothing of it away.
    core.keep_begun("main", Some("a newer one"), 1).unwrap();
    let begun = core.take_up_begun("main", true, |_| true).unwrap();
    let brought = format!("half a title {same}");
    assert_eq!(begun, ["a newer one", brought.as_str()]);
    let brought = core.open_case(same).unwrap();
    assert!(brought.pinned);
    assert!(brought.row.news.is_some_and(|news| news.marked));
    let views = core.saved_views().unwrap().into_iter();
    let views: Vec<_> = views.map(|v| (v.name, v.question.text)).collect();
    let view = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    assert_eq!(views, [view("trains", "rail"), view("Hotels", "hotel")]);
    let kept = core.kept_files().unwrap().policy;
    assert_eq!(kept.budget_mb, 321, "nothing was chosen here");
    let minutes = core.alert_choices().unwrap().snooze_minutes;
    assert_eq!(minutes, 8, "what was chosen here stays");
    let drafts = core.open_case(same).unwrap().drafts;
    assert_eq!(drafts.public, "half a tho\n\nand the new");
    settles(&laptop, &core).await;
    for text in ["Maybe there", "Never left", "A note"] {
        assert_eq!(laptop.world.times_said(text), 1, "{text}");
    }
    let crm = laptop.world.crm();
    let files = crm.cases().flat_map(|case| crm.attachments_of(case.id));
    let sent: Vec<_> = files.filter(|file| file.name == "seat.txt").collect();
    assert_eq!(sent.len(), 1);
    assert_eq!(crm.bytes_of(sent[0].id).unwrap(), text_of_file);
}

fn saves(core: &Core, name: &str, text: &str) {
    let question = SavedQuestion {
        view: View::All,
        text: text.to_owned(),
        sort: SortKey::Created,
        descending: true,
        columns: None,
    };
    core.save_view(None, name, question).unwrap();
}

fn snoozing(minutes: u16) -> AlertChoices {
    AlertChoices {
        snooze_minutes: minutes,
        ..AlertChoices::default()
    }
}

#[tokio::test]
async fn unsent_work_of_somebody_else_is_not_brought_over() {
    let laptop = Laptop::new(false).await;
    {
        let core = laptop.opens();
        core.sync_once().await.unwrap();
        laptop.line.set_up(false);
        core.add_comment(some_case(&core), Audience::Public, "Mine")
            .unwrap();
    }
    let key = laptop.key();
    let held = laptop.sets_aside();
    let bob = satchel_tests::World::new(satchel_sandbox::Dialect::Bottlecrm, 3);
    let bob = bob.bob().await;
    assert!(matches!(
        bob.core.bring_over(&held, &key),
        Err(Error::Invalid(_))
    ));
    assert!(bob.outbox().is_empty());
    assert_eq!(
        aside::held(&laptop.mirror()).len(),
        1,
        "it waits for its owner"
    );
}

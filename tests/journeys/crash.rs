//! The program ends in the middle of a request: after the start nothing is sent twice and nothing is forgotten
//! (invariants I1, I11, I23). The end of the whole process, on a real disk, is in `tests/crash`.

use chrono::TimeDelta;
use satchel_core::case::Field;
use satchel_core::intent::State;
use satchel_sandbox::{Dialect, Method};
use satchel_tests::{Mishap, World, new_case};

const BOTH: [Dialect; 2] = [Dialect::Bottlecrm, Dialect::Documented];

#[tokio::test]
async fn a_reply_that_arrived_before_the_end_is_found_after_the_start() {
    for dialect in BOTH {
        let (world, alice) = World::with_alice(dialect, 40).await;
        let case = alice.my_case().id;
        alice.replies(case, "Last words");
        let alice = alice.ends_while_sending(Mishap::EndsAfter).await;
        assert_eq!(
            alice.outbox()[0].state,
            State::Sending,
            "written before the first byte"
        );
        alice.settles().await;
        assert!(alice.outbox().is_empty(), "{:?}", alice.outbox());
        assert_eq!(world.times_said("Last words"), 1, "{dialect:?}");
        assert_eq!(world.asked_with(Method::Post), 1, "{dialect:?}");
    }
}

#[tokio::test]
async fn a_reply_that_never_left_is_sent_after_the_quiet_time() {
    for dialect in BOTH {
        let (world, alice) = World::with_alice(dialect, 40).await;
        let case = alice.my_case().id;
        alice.replies(case, "Unsaid words");
        let alice = alice.ends_while_sending(Mishap::EndsBefore).await;
        alice.lives(TimeDelta::seconds(120)).await;
        assert_eq!(
            world.times_said("Unsaid words"),
            0,
            "{dialect:?}: it may be on its way still"
        );
        alice.lives(TimeDelta::seconds(60)).await;
        assert_eq!(world.times_said("Unsaid words"), 1, "{dialect:?}");
        assert!(alice.outbox().is_empty());
    }
}

#[tokio::test]
async fn an_end_during_the_check_changes_nothing() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let case = alice.my_case().id;
    alice.replies(case, "Checked twice");
    let alice = alice.ends_while_sending(Mishap::EndsAfter).await;
    alice.offline();
    assert!(alice.syncs().await.is_err());
    let alice = alice.restarts();
    alice.online();
    alice.settles().await;
    assert_eq!(world.times_said("Checked twice"), 1);
    alice.obeys_the_law();
}

#[tokio::test]
async fn a_case_that_arrived_before_the_end_is_adopted_after_the_start() {
    for dialect in BOTH {
        for how in [Mishap::EndsAfter, Mishap::EndsBefore] {
            let (world, alice) = World::with_alice(dialect, 40).await;
            let case = alice.core.create_case(new_case("Made at the end")).unwrap();
            alice.replies(case, "On it");
            let alice = alice.ends_while_sending(how).await;
            alice.settles().await;
            assert!(
                alice.outbox().is_empty(),
                "{dialect:?} {how:?}: {:?}",
                alice.outbox()
            );
            let made = world
                .crm()
                .cases()
                .filter(|c| c.name == "Made at the end")
                .count();
            assert_eq!(made, 1, "{dialect:?} {how:?}");
            assert_eq!(alice.case("Made at the end"), case);
            assert_eq!(world.times_said("On it"), 1);
        }
    }
}

#[tokio::test]
async fn an_edit_that_was_under_way_is_read_before_it_is_sent_again() {
    for dialect in BOTH {
        let (world, alice) = World::with_alice(dialect, 40).await;
        let case = alice.my_case();
        alice.sets(case.id, Field::Name, "Named at the end");
        let alice = alice.ends_while_sending(Mishap::EndsAfter).await;
        alice.settles().await;
        assert!(alice.outbox().is_empty());
        let edits = world.asked_with(Method::Patch) + world.asked_with(Method::Put);
        assert_eq!(edits, 1, "{dialect:?}: it was there already");
    }
}

#[tokio::test]
async fn a_first_mirror_cut_in_the_middle_goes_on_where_it_was() {
    let world = World::new(Dialect::Bottlecrm, 250);
    let alice = world.alice_on_disk().await;
    let page = satchel_sandbox::When::method(Method::Get).path("/api/cases/");
    world
        .crm()
        .faults
        .after(30, page, satchel_sandbox::Fate::LoseReply);
    assert!(alice.syncs().await.is_err());
    let detailed = alice.core.status().unwrap().coverage.detailed;
    assert!(detailed > 0, "some of it is here");
    let alice = alice.restarts();
    let before = world.asked_with(Method::Get);
    alice.syncs().await.unwrap();
    let status = alice.core.status().unwrap();
    assert!(status.first_mirror_done);
    let again = world.asked_with(Method::Get) - before;
    let all = status.coverage.here as usize;
    assert!(
        again < all,
        "{again} requests for what was missing of {all}"
    );
}

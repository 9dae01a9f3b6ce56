//! What was only begun: in the mirror as it is typed, under its window, and lost by nothing.

use satchel_core::comment::Audience;
use satchel_core::id::CaseId;
use satchel_sandbox::Dialect;
use satchel_tests::{Damage, World};

const MAIN: &str = "main";
const BESIDE: &str = "case-1";

/// The main window takes up what windows left that are no more.
fn at_a_start(alice: &satchel_tests::Client) -> Vec<String> {
    alice.core.take_up_begun(MAIN, true, |_| true).unwrap()
}

#[tokio::test]
async fn what_was_begun_is_there_until_its_window_says_what_became_of_it() {
    let (_world, alice) = World::with_alice(Dialect::Bottlecrm, 10).await;
    alice.core.keep_begun(MAIN, Some("half"), 1).unwrap();
    alice.core.keep_begun(MAIN, Some("half a ti"), 1).unwrap();
    let alice = alice.restarts();
    assert_eq!(at_a_start(&alice), ["half a ti"]);
    // It ended before its window could say anything.
    let alice = alice.restarts();
    assert_eq!(at_a_start(&alice), ["half a ti"]);
    alice.core.keep_begun(MAIN, None, 0).unwrap();
    let alice = alice.restarts();
    assert!(at_a_start(&alice).is_empty(), "it was kept, or left");
}

#[tokio::test]
async fn the_main_window_takes_up_what_closed_windows_left_once_and_nothing_of_one_that_is_open() {
    let (_world, alice) = World::with_alice(Dialect::Bottlecrm, 10).await;
    alice.core.keep_begun(MAIN, Some("here"), 1).unwrap();
    alice.core.keep_begun(BESIDE, Some("beside"), 2).unwrap();
    let is_open = |name: &str| name == BESIDE;
    let taken = alice
        .core
        .take_up_begun(MAIN, true, |name| !is_open(name))
        .unwrap();
    assert_eq!(taken, ["here"]);
    // It is closed. What the main window said itself it knows.
    let taken = alice.core.take_up_begun(MAIN, false, |_| true).unwrap();
    assert_eq!(taken, ["beside"]);
    let again = alice.core.take_up_begun(MAIN, false, |_| true).unwrap();
    assert!(again.is_empty(), "{again:?}");
    // From now on the main window answers for both.
    let beside = alice.core.take_up_begun(BESIDE, true, |_| false).unwrap();
    assert!(beside.is_empty());
    assert_eq!(alice.core.at_stake().unwrap().drafts, 3);
    let mut both = at_a_start(&alice);
    both.sort();
    assert_eq!(both, ["beside", "here"]);
    alice.core.keep_begun(MAIN, Some("both"), 3).unwrap();
    assert_eq!(at_a_start(&alice), ["both"]);
}

#[tokio::test]
async fn what_was_begun_counts_with_the_drafts_wherever_somebody_asks_what_would_be_lost() {
    let (_world, alice) = World::with_alice(Dialect::Bottlecrm, 10).await;
    let case = alice.my_case().id;
    alice
        .core
        .save_draft(case, Audience::Public, "Dear")
        .unwrap();
    alice.core.keep_begun(MAIN, Some("half"), 2).unwrap();
    assert_eq!(alice.core.at_stake().unwrap().drafts, 3);
    assert_eq!(alice.core.at_stake().unwrap().drafts, 3);
}

#[tokio::test]
async fn what_was_begun_survives_the_loss_of_the_database() {
    for damage in [Damage::Lost, Damage::Scribbled] {
        let (_world, alice) = World::with_alice(Dialect::Bottlecrm, 10).await;
        alice.core.keep_begun(MAIN, Some("half a case"), 1).unwrap();
        let alice = alice.comes_back_after(damage);
        assert_eq!(at_a_start(&alice), ["half a case"], "{damage:?}");
        // And once more, from what was written anew.
        let alice = alice.comes_back_after(damage);
        assert_eq!(at_a_start(&alice), ["half a case"], "{damage:?}");
    }
}

#[tokio::test]
async fn a_change_begun_on_a_case_is_begun_on_it_after_the_loss_of_the_database_whatever_its_id_is_then()
 {
    for damage in [Damage::Lost, Damage::Scribbled] {
        let (_world, alice) = World::with_alice(Dialect::Bottlecrm, 10).await;
        let row = alice.my_case();
        let words = |case: CaseId| format!(r#"{{"begun":{{"title {case}":"half a ti"}}}}"#);
        alice
            .core
            .keep_begun(MAIN, Some(&words(row.id)), 1)
            .unwrap();
        let alice = alice.comes_back_after(damage);
        // It is lost again before anything was read.
        let alice = alice.comes_back_after(damage);
        alice.syncs().await.unwrap();
        let here = alice.case(&row.name);
        assert_eq!(at_a_start(&alice), [words(here)], "{damage:?}");
    }
}

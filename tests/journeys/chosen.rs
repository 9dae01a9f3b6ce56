//! What the person chose and no server could give back comes back with the unsent work, whatever became of the database.
//! Alerts that were put off: `snoozed.rs`; what was only begun: `begun.rs`.

use satchel_core::sync::status::StatusWord;
use satchel_sandbox::Dialect;
use satchel_tests::{Client, Damage, World};

fn is_marked(alice: &Client, name: &str) -> bool {
    let case = alice.case(name);
    let view = alice.core.case(case).unwrap();
    view.row.news.is_some_and(|news| news.marked)
}

#[tokio::test]
async fn a_case_marked_to_be_looked_at_again_is_marked_after_the_loss_of_the_database() {
    for damage in [Damage::Lost, Damage::Scribbled] {
        let (_world, alice) = World::with_alice(Dialect::Bottlecrm, 10).await;
        let row = alice.my_case();
        alice.core.mark_unread(&[row.id]).unwrap();
        let alice = alice.comes_back_after(damage);
        alice.syncs().await.unwrap();
        assert!(is_marked(&alice, &row.name), "{damage:?}");
        alice.opens(alice.case(&row.name));
        let alice = alice.comes_back_after(damage);
        alice.syncs().await.unwrap();
        assert!(
            !is_marked(&alice, &row.name),
            "{damage:?}: it was looked at"
        );
    }
}

#[tokio::test]
async fn who_wanted_quiet_has_it_after_the_loss_of_the_database_until_they_want_it_no_more() {
    let (_world, alice) = World::with_alice(Dialect::Bottlecrm, 10).await;
    alice.core.pause(true).unwrap();
    let alice = alice.comes_back_after(Damage::Lost);
    alice.syncs().await.unwrap();
    let status = alice.core.status().unwrap();
    assert_eq!(status.word, StatusWord::Paused);
    alice.core.pause(false).unwrap();
    let alice = alice.comes_back_after(Damage::Lost);
    assert_eq!(alice.core.status().unwrap().paused_since, None);
    alice.syncs().await.unwrap();
    alice.my_case();
}

#[tokio::test]
async fn a_lease_is_as_short_as_it_was_chosen_to_be_after_the_loss_of_the_database() {
    let (_world, alice) = World::with_alice(Dialect::Bottlecrm, 10).await;
    alice.core.set_lease_days(3).unwrap();
    // Twice: the second time nothing has begun it in between.
    let alice = alice.comes_back_after(Damage::Lost);
    let alice = alice.comes_back_after(Damage::Lost);
    assert_eq!(alice.core.lease().unwrap().days, 3);
    alice.syncs().await.unwrap();
    assert_eq!(alice.core.lease().unwrap().days, 3);
}

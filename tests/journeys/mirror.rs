//! The first mirror: everything is here, as the server has it, in either dialect.

use chrono::TimeDelta;
use satchel_core::case::view::View;
use satchel_core::sync::status::StatusWord;
use satchel_sandbox::Dialect;
use satchel_tests::World;

#[tokio::test]
async fn the_first_mirror_holds_every_case_with_its_conversation_in_both_dialects() {
    for dialect in [Dialect::Bottlecrm, Dialect::Documented] {
        let world = World::new(dialect, 250);
        let alice = world.alice().await;
        alice.syncs().await.unwrap();
        let status = alice.core.status().unwrap();
        assert!(status.first_mirror_done, "{dialect:?}: {status:?}");
        assert_eq!(status.word, StatusWord::UpToDate, "{dialect:?}");
        // The server keeps duplicates out of its lists.
        let listed = u32::try_from(
            world
                .crm()
                .cases()
                .filter(|c| c.status != "Duplicate")
                .count(),
        )
        .unwrap();
        assert_eq!(
            (status.coverage.here, status.coverage.on_server),
            (listed, Some(listed)),
            "{dialect:?}"
        );
        assert_eq!(status.coverage.detailed, listed, "{dialect:?}");
        let rows = alice.lists(View::All);
        assert_eq!(rows.len(), listed as usize, "{dialect:?}");
        for row in &rows {
            let crm = world.crm();
            let case = crm.case_named(&row.name).unwrap();
            assert_eq!(
                crm.comments_of(case.id).len(),
                row.comments as usize,
                "{}",
                row.name
            );
            assert_eq!(
                crm.attachments_of(case.id).len(),
                row.files as usize,
                "{}",
                row.name
            );
        }
    }
}

#[tokio::test]
async fn the_first_mirror_of_an_empty_server_is_complete_too() {
    let world = World::new(Dialect::Bottlecrm, 0);
    let alice = world.alice().await;
    alice.syncs().await.unwrap();
    let status = alice.core.status().unwrap();
    assert!(status.first_mirror_done, "{status:?}");
    assert_eq!(status.word, StatusWord::UpToDate);
}

#[tokio::test]
async fn without_a_feed_an_unchanged_list_makes_nobody_read_every_case_again() {
    let world = World::new(Dialect::Documented, 120);
    let alice = world.alice().await;
    alice.syncs().await.unwrap();
    world.crm().forget_requests();
    world.clock.pass(TimeDelta::minutes(6));
    alice.syncs().await.unwrap();
    let asked = world.crm().requests().count();
    assert!(
        asked < 10,
        "{asked} requests for a list in which nothing changed"
    );

    // A colleague's words on a case of mine leave no trace in the list: they come with its turn to be read again.
    let case = alice.my_case();
    let on_server = world.crm().case_named(&case.name).unwrap().id;
    let now = world.now();
    world
        .crm()
        .web_comments(on_server, "bob", "Have you seen this?", false, now)
        .unwrap();
    world.clock.pass(TimeDelta::minutes(15));
    alice.syncs().await.unwrap();
    assert!(
        alice
            .sees_said(case.id)
            .contains(&"Have you seen this?".to_owned())
    );
}

#[tokio::test]
async fn no_more_cases_are_here_than_there_are() {
    for dialect in [Dialect::Documented, Dialect::Bottlecrm] {
        let (world, alice) = World::with_alice(dialect, 30).await;
        let before = alice.core.status().unwrap().coverage;
        assert_eq!(before.on_server, Some(before.here), "{dialect:?}");
        // Made after the list was read, and heard of by a hint.
        world.bob_opens("Came in between", "Normal");
        world.clock.pass(TimeDelta::minutes(3));
        alice.syncs().await.unwrap();
        let after = alice.core.status().unwrap().coverage;
        assert_eq!(after.here, before.here + 1, "{dialect:?}");
        assert_eq!(after.on_server, Some(after.here), "{dialect:?}");
    }
}

//! When it syncs: quiet when the person wants it, at once after a sleep, one case on request.

use chrono::TimeDelta;
use satchel_core::sync::status::StatusWord;
use satchel_sandbox::Dialect;
use satchel_tests::World;

#[tokio::test]
async fn while_paused_nothing_is_asked_or_sent_also_after_a_restart_and_nothing_is_lost() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let case = alice.my_case().id;
    alice.core.pause(true).unwrap();
    alice.replies(case, "Written in the quiet");
    let before = world.crm().requests().count();
    alice.lives(TimeDelta::hours(2)).await;
    let alice = alice.restarts();
    alice.lives(TimeDelta::hours(2)).await;
    assert_eq!(world.crm().requests().count(), before);
    let status = alice.core.status().unwrap();
    assert_eq!((status.word, status.pending), (StatusWord::Paused, 1));
    assert!(status.paused_since.is_some());
    alice.core.pause(false).unwrap();
    alice.lives(TimeDelta::minutes(1)).await;
    assert_eq!(world.times_said("Written in the quiet"), 1);
}

#[tokio::test]
async fn a_case_is_read_anew_on_request() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let row = alice.my_case();
    let (case, now) = (world.id_of(&row.name), world.now());
    let said = world.crm().web_comments(case, "bob", "First", false, now);
    alice.core.sync_case(row.id).unwrap();
    alice.lives(TimeDelta::seconds(5)).await;
    assert!(alice.sees_said(row.id).contains(&"First".to_owned()));
    // An edit leaves no trace in any feed.
    let now = world.now();
    let edited = world
        .crm()
        .web_edits_comment(said.unwrap(), "bob", "Second", now);
    assert!(edited);
    alice.core.sync_case(row.id).unwrap();
    alice.lives(TimeDelta::seconds(5)).await;
    assert!(alice.sees_said(row.id).contains(&"Second".to_owned()));
}

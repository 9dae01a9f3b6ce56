//! When it syncs: quiet when the person wants it, at once after a sleep, one case on request.

use chrono::TimeDelta;
use satchel_core::event::{Changes, Event};
use satchel_core::sync::status::StatusWord;
use satchel_sandbox::{Dialect, Fate, When};
use satchel_tests::World;
use std::time::Duration;
use tokio::sync::broadcast::Receiver;

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

#[tokio::test]
async fn who_asks_for_a_case_does_not_wait_for_the_end_of_a_long_list() {
    let (world, alice) = World::with_calm_alice(Dialect::Bottlecrm, 600).await;
    let row = alice.my_case();
    // The whole list is due, and a page of it takes ten seconds.
    world.clock.pass(TimeDelta::minutes(31));
    world.always(When::any(), Fate::Delay(Duration::from_secs(10)));
    world.crm().forget_requests();
    alice.core.sync_case(row.id).unwrap();
    alice.lives(TimeDelta::minutes(1)).await;
    let this_one = format!("/api/cases/{}/", world.id_of(&row.name));
    let asked: Vec<String> = {
        let crm = world.crm();
        crm.requests().map(|asked| asked.target.clone()).collect()
    };
    let pages = asked.iter().filter(|target| target.contains("ordering="));
    assert!(pages.count() > 5, "the list is long: {asked:?}");
    let at = asked.iter().position(|target| *target == this_one);
    assert!(at.is_some_and(|at| at < 4), "{asked:?}");
}

/// What changed, as it was told since.
fn told(events: &mut Receiver<Event>) -> Changes {
    let mut all = Changes::default();
    while let Ok(event) = events.try_recv() {
        if let Event::Changed(changed) = event {
            all.add(changed);
        }
    }
    all
}

#[tokio::test]
async fn a_case_that_was_read_again_and_is_as_it_was_makes_no_list_ask_anew() {
    for dialect in [Dialect::Bottlecrm, Dialect::Documented] {
        let (world, alice) = World::with_calm_alice(dialect, 40).await;
        alice.lives(TimeDelta::hours(4)).await;
        let row = alice.my_case();
        let before = alice.opens(row.id).checked_at;
        world.clock.pass(TimeDelta::seconds(1));
        let mut events = alice.core.events();
        alice.core.sync_case(row.id).unwrap();
        alice.lives(TimeDelta::seconds(5)).await;
        let changed = told(&mut events);
        assert!(
            changed.cases.is_empty() && !changed.all,
            "{dialect:?}: {changed:?}"
        );
        assert_eq!(
            changed.checked,
            [row.id],
            "{dialect:?}: whoever looks at it hears how old it is"
        );
        assert!(alice.opens(row.id).checked_at > before, "{dialect:?}");

        world.bob_says(&row.name, "Any news?");
        let mut events = alice.core.events();
        alice.core.sync_case(row.id).unwrap();
        alice.lives(TimeDelta::seconds(5)).await;
        let changed = told(&mut events);
        assert_eq!(changed.cases, [row.id], "{dialect:?}: it is not as it was");
        assert!(changed.checked.is_empty(), "{dialect:?}: {changed:?}");
    }
}

#[tokio::test]
async fn people_who_are_asked_for_again_do_not_make_every_case_be_written_anew() {
    let (_world, alice) = World::with_calm_alice(Dialect::Bottlecrm, 300).await;
    let mut events = alice.core.events();
    let mut asked = false;
    for _ in 0..8 {
        alice.lives(TimeDelta::hours(1)).await;
        let changed = told(&mut events);
        assert!(!changed.all, "{changed:?}");
        asked |= changed.reference;
    }
    assert!(asked, "the directory was read again");
}

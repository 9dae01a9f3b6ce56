//! Alerts: once for what is new and pressing, never for what was there before, never for one's own doing.

use chrono::TimeDelta;
use satchel_core::case::Field;
use satchel_core::event::Event;
use satchel_sandbox::Dialect;
use satchel_tests::{Client, World, alerts_heard, new_case};
use serde_json::json;

const BOTH: [Dialect; 2] = [Dialect::Bottlecrm, Dialect::Documented];

fn pressing(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Bottlecrm => "Urgent",
        Dialect::Documented => "Critical",
    }
}

fn told(alice: &Client) -> Vec<(String, String)> {
    let alerts = alice.core.alerts().unwrap();
    alerts
        .into_iter()
        .map(|a| (a.case_name, a.reason))
        .collect()
}

#[tokio::test]
async fn the_first_mirror_is_no_news_however_pressing_it_is() {
    for dialect in BOTH {
        let world = World::new(dialect, 120);
        let alice = world.alice_on_disk().await;
        let mut events = alice.core.events();
        alice.syncs().await.unwrap();
        alice.lives(TimeDelta::hours(8)).await;
        assert!(alerts_heard(&mut events).is_empty(), "{dialect:?}");
        assert!(told(&alice).is_empty(), "{dialect:?}: {:?}", told(&alice));
        assert!(alice.core.alerts_to_show().unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_new_pressing_case_is_told_once_and_never_again() {
    for dialect in BOTH {
        let (world, alice) = World::with_calm_alice(dialect, 40).await;
        let mut events = alice.core.events();
        world.bob_opens_for_nobody("The whole site is down", pressing(dialect));
        world.bob_opens_for_nobody("A small wish", "Low");
        alice.lives(TimeDelta::minutes(10)).await;
        let heard = alerts_heard(&mut events);
        assert_eq!(heard.len(), 1, "{dialect:?}");
        let shown = alice.core.alert_to_show(heard[0]).unwrap().unwrap();
        assert_eq!(shown.case_name, "The whole site is down");
        assert!(shown.reason.contains(pressing(dialect)), "{}", shown.reason);
        alice.core.alert_shown(heard[0]).unwrap();
        assert!(
            alice.core.alert_to_show(heard[0]).unwrap().is_none(),
            "shown is shown"
        );

        // More of it, a restart, and sweeps: the same thing seen again.
        let (case, now) = (world.id_of("The whole site is down"), world.now());
        world
            .crm()
            .web_comments(case, "bob", "It really is", false, now);
        alice.lives(TimeDelta::hours(2)).await;
        let alice = alice.restarts();
        let mut events = alice.core.events();
        alice.lives(TimeDelta::hours(8)).await;
        assert!(alerts_heard(&mut events).is_empty(), "{dialect:?}");
        assert!(alice.core.alerts_to_show().unwrap().is_empty());
        assert_eq!(told(&alice).len(), 1, "it stays in the inbox");
    }
}

#[tokio::test]
async fn an_alert_that_nobody_could_show_before_the_end_is_shown_after_the_start() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    world.bob_opens("Nobody saw this", "Urgent");
    alice.syncs().await.unwrap();
    let alice = alice.restarts();
    let waiting = alice.core.alerts_to_show().unwrap();
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].case_name, "Nobody saw this");
    alice.core.alert_shown(waiting[0].id).unwrap();
    assert!(alice.restarts().core.alerts_to_show().unwrap().is_empty());
}

#[tokio::test]
async fn a_case_that_a_colleague_raised_is_told_and_lowered_is_not() {
    for dialect in BOTH {
        let (world, alice) = World::with_alice(dialect, 40).await;
        let name = quiet_case(&world, &alice).await;
        let mut events = alice.core.events();
        world.bob_sets(&name, json!({"priority": pressing(dialect)}));
        alice.lives(TimeDelta::minutes(10)).await;
        assert_eq!(alerts_heard(&mut events).len(), 1, "{dialect:?}");
        assert_eq!(told(&alice)[0].0, name);
        assert!(told(&alice)[0].1.contains("raised"), "{:?}", told(&alice));
        world.bob_sets(&name, json!({"priority": "Low"}));
        alice.lives(TimeDelta::minutes(10)).await;
        assert!(alerts_heard(&mut events).is_empty(), "{dialect:?}");
    }
}

#[tokio::test]
async fn a_case_raised_again_after_a_step_down_is_told_again() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let name = quiet_case(&world, &alice).await;
    let mut events = alice.core.events();
    for priority in ["Urgent", "Low", "Urgent"] {
        world.bob_sets(&name, json!({"priority": priority}));
        alice.lives(TimeDelta::minutes(10)).await;
    }
    assert_eq!(alerts_heard(&mut events).len(), 2);
}

#[tokio::test]
async fn what_i_do_myself_is_no_news_to_me() {
    for dialect in BOTH {
        let (world, alice) = World::with_alice(dialect, 40).await;
        let name = quiet_case(&world, &alice).await;
        let mut events = alice.core.events();
        alice.sets(alice.case(&name), Field::Priority, pressing(dialect));
        let mut new = new_case("I made this one");
        new.priority = pressing(dialect).to_owned();
        alice.core.create_case(new).unwrap();
        alice.settles().await;
        alice.lives(TimeDelta::hours(1)).await;
        assert!(
            alerts_heard(&mut events).is_empty(),
            "{dialect:?}: {:?}",
            told(&alice)
        );
    }
}

#[tokio::test]
async fn the_whole_inbox_is_seen_at_once() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    world.bob_opens("First fire", "Urgent");
    world.bob_opens("Second fire", "Urgent");
    alice.syncs().await.unwrap();
    assert!(alice.core.alerts().unwrap().iter().all(|a| !a.seen));
    alice.core.mark_alerts_seen().unwrap();
    assert!(alice.core.alerts().unwrap().iter().all(|a| a.seen));
}

#[tokio::test]
async fn opening_a_case_sees_its_alerts_and_no_others() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    world.bob_opens("First fire", "Urgent");
    world.bob_opens("Second fire", "Urgent");
    alice.syncs().await.unwrap();
    assert_eq!(alice.core.alert_count().unwrap(), 2);
    let first = alice.case("First fire");
    // Its news were marked as read; the alert is still there to be seen.
    alice.core.mark_read(&[first]).unwrap();
    let mut events = alice.core.events();
    alice.opens(first);
    assert_eq!(alice.core.alert_count().unwrap(), 1);
    let seen = |name: &str| {
        let alerts = alice.core.alerts().unwrap();
        alerts.iter().find(|a| a.case_name == name).unwrap().seen
    };
    assert!(seen("First fire") && !seen("Second fire"));
    assert!(changed_alerts(&mut events), "the window hears of it");
    let waits = alice.core.alerts_to_show().unwrap();
    let waits: Vec<_> = waits.into_iter().map(|a| a.case_name).collect();
    assert_eq!(waits, ["Second fire"], "nobody is told of what they saw");

    // What was put off comes again all the same.
    let second = alice.core.alerts().unwrap();
    let second = second
        .iter()
        .find(|a| a.case_name == "Second fire")
        .unwrap();
    alice.core.snooze_alert(second.id, 10).unwrap();
    let case = alice.case("Second fire");
    alice.core.mark_unread(&[case]).unwrap();
    alice.opens(case);
    assert!(!seen("Second fire"));
    alice.lives(TimeDelta::minutes(11)).await;
    let waits = alice.core.alerts_to_show().unwrap();
    let waits: Vec<_> = waits.into_iter().map(|a| a.id).collect();
    assert_eq!(waits, [second.id]);
}

fn changed_alerts(events: &mut tokio::sync::broadcast::Receiver<Event>) -> bool {
    let all = std::iter::from_fn(|| events.try_recv().ok());
    all.into_iter()
        .any(|event| matches!(event, Event::Changed(changes) if changes.alerts))
}

/// A case that presses nobody yet, and that alice knows.
async fn quiet_case(world: &World, alice: &Client) -> String {
    world.bob_opens_for_nobody("Quiet so far", "Low");
    alice.lives(TimeDelta::minutes(6)).await;
    "Quiet so far".to_owned()
}

//! What was put off comes again, once, whatever became of the database meanwhile.

use chrono::TimeDelta;
use satchel_sandbox::Dialect;
use satchel_tests::{Client, Damage, World, alerts_heard};

const FIRE: &str = "The whole site is down";

fn waiting(alice: &Client) -> Vec<String> {
    let waits = alice.core.alerts_to_show().unwrap();
    waits.into_iter().map(|alert| alert.case_name).collect()
}

#[tokio::test]
async fn what_was_put_off_comes_again_once_though_the_database_was_lost() {
    for damage in [Damage::Lost, Damage::Scribbled] {
        let (world, alice) = World::with_calm_alice(Dialect::Bottlecrm, 40).await;
        let mut events = alice.core.events();
        world.bob_opens_for_nobody(FIRE, "Urgent");
        alice.lives(TimeDelta::minutes(10)).await;
        let heard = alerts_heard(&mut events);
        let [alert] = heard[..] else {
            panic!("one alert, not {heard:?}");
        };
        alice.core.alert_shown(alert).unwrap();
        alice.core.snooze_alert(alert, 120).unwrap();

        let alice = alice.comes_back_after(damage);
        // It is lost once more before anything was read.
        let alice = alice.comes_back_after(damage);
        alice.lives(TimeDelta::minutes(60)).await;
        assert!(waiting(&alice).is_empty(), "{damage:?}: not yet");
        let mut events = alice.core.events();
        alice.lives(TimeDelta::minutes(61)).await;
        assert_eq!(alerts_heard(&mut events), [alert], "{damage:?}");
        assert_eq!(waiting(&alice), [FIRE], "{damage:?}");
        alice.core.alert_shown(alert).unwrap();

        let alice = alice.comes_back_after(damage);
        alice.lives(TimeDelta::minutes(200)).await;
        assert!(waiting(&alice).is_empty(), "{damage:?}: it came already");
    }
}

#[tokio::test]
async fn what_came_again_and_was_looked_at_is_not_told_after_the_database_was_lost() {
    let (world, alice) = World::with_calm_alice(Dialect::Bottlecrm, 40).await;
    let mut events = alice.core.events();
    world.bob_opens_for_nobody(FIRE, "Urgent");
    alice.lives(TimeDelta::minutes(10)).await;
    let heard = alerts_heard(&mut events);
    alice.core.snooze_alert(heard[0], 10).unwrap();
    alice.lives(TimeDelta::minutes(11)).await;
    alice.opens(alice.case(FIRE));
    assert!(waiting(&alice).is_empty(), "she is looking at it");
    let alice = alice.comes_back_after(Damage::Lost);
    alice.lives(TimeDelta::minutes(60)).await;
    assert!(waiting(&alice).is_empty());
}

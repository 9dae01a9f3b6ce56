//! Each reason for an alert: once, never again after a restart or a sync, never for one's own doing; and with no network,
//! what comes by itself.

use chrono::{DateTime, FixedOffset, TimeDelta, Utc};
use satchel_core::alert::Reason;
use satchel_core::alert::quiet::QuietHours;
use satchel_core::alert::rules::AlertChoices;
use satchel_core::alert::showing::{Moment, Showing};
use satchel_core::case::Field;
use satchel_core::case::view::View;
use satchel_sandbox::{Dialect, Request, When};
use satchel_tests::{Client, World, alerts_heard, answer, commenting};
use serde_json::json;

/// What the desktop is given now, which it shows at once.
fn shows(alice: &Client) -> Showing {
    let moment = Moment {
        at: alice.core_now(),
        inhibited: false,
        locked: false,
    };
    let showing = alice.core.showing(&moment).unwrap();
    for id in &showing.told {
        alice.core.alert_shown(*id).unwrap();
    }
    showing
}

fn reasons(alice: &Client) -> Vec<Reason> {
    shows(alice).single.into_iter().map(|a| a.why).collect()
}

trait Now {
    fn core_now(&self) -> DateTime<FixedOffset>;
}

impl Now for Client {
    fn core_now(&self) -> DateTime<FixedOffset> {
        self.now().fixed_offset()
    }
}

/// Nothing of what was told is told again: after a restart, a sweep, a day.
async fn never_again(alice: Client) -> Client {
    let alice = alice.restarts();
    let mut events = alice.core.events();
    alice.lives(TimeDelta::hours(7)).await;
    alice.syncs().await.unwrap();
    assert!(alerts_heard(&mut events).is_empty());
    assert_eq!(shows(&alice), Showing::default());
    alice
}

#[tokio::test]
async fn a_case_that_becomes_mine_is_told_and_one_that_i_take_is_not() {
    let (world, alice) = World::with_calm_alice(Dialect::Bottlecrm, 40).await;
    world.bob_opens_for_nobody("Whose is it?", "Low");
    world.bob_opens_for_nobody("I take this one", "Low");
    alice.lives(TimeDelta::minutes(6)).await;
    assert!(reasons(&alice).is_empty(), "new, but not pressing");
    let case = world.id_of("Whose is it?");
    {
        let now = world.now();
        let mut crm = world.crm();
        let profile = crm.person("alice").unwrap().profile;
        crm.web_assigns(case, "bob", &[profile], now);
    }
    alice.core.take_case(alice.case("I take this one")).unwrap();
    alice.settles().await;
    alice.lives(TimeDelta::minutes(6)).await;
    let told = shows(&alice);
    assert_eq!(told.single.len(), 1, "{told:?}");
    assert_eq!(told.single[0].why, Reason::Assigned);
    assert_eq!(told.single[0].case_name, "Whose is it?");
    never_again(alice).await;
}

#[tokio::test]
async fn taking_a_case_is_the_ordinary_intent() {
    let (world, alice) = World::with_calm_alice(Dialect::Bottlecrm, 40).await;
    world.bob_opens_for_nobody("Take me", "Urgent");
    alice.lives(TimeDelta::minutes(6)).await;
    let case = alice.case("Take me");
    alice.offline();
    alice.core.take_case(case).unwrap();
    alice.core.take_case(case).unwrap();
    assert_eq!(alice.outbox().len(), 1, "taken twice is taken");
    alice.online();
    alice.settles().await;
    let profile = world.crm().person("alice").unwrap().profile;
    let stored = world.crm().case_named("Take me").unwrap().clone();
    assert!(stored.assigned_to.contains(&profile));
    assert!(alice.lists(View::Mine).iter().any(|row| row.id == case));
}

#[tokio::test]
async fn a_case_of_mine_that_is_opened_again_is_told() {
    let (world, alice) = World::with_calm_alice(Dialect::Bottlecrm, 40).await;
    world.bob_opens("Back from the dead", "Low");
    alice.lives(TimeDelta::minutes(6)).await;
    shows(&alice);
    let on = format!("{}", world.now().date_naive());
    world.bob_sets(
        "Back from the dead",
        json!({"status": "Closed", "closed_on": on}),
    );
    alice.lives(TimeDelta::minutes(6)).await;
    assert!(reasons(&alice).is_empty(), "closed is good");
    world.bob_sets(
        "Back from the dead",
        json!({"status": "Assigned", "closed_on": null}),
    );
    alice.lives(TimeDelta::minutes(6)).await;
    assert_eq!(reasons(&alice), [Reason::Reopened]);
    never_again(alice).await;
}

#[tokio::test]
async fn what_others_say_on_my_case_is_told_and_on_others_cases_is_not() {
    let (world, alice) = World::with_calm_alice(Dialect::Bottlecrm, 40).await;
    world.bob_opens("Mine", "Low");
    world.bob_opens_for_nobody("Not mine", "Low");
    alice.lives(TimeDelta::minutes(6)).await;
    shows(&alice);
    alice.replies(alice.case("Mine"), "Please look into it");
    alice.settles().await;
    world.clock.pass(TimeDelta::minutes(1));
    world.bob_says("Mine", "I looked into it");
    world.bob_says("Not mine", "Nobody cares");
    alice.lives(TimeDelta::minutes(6)).await;
    let told = shows(&alice);
    assert_eq!(told.single.len(), 1, "{told:?}");
    assert_eq!(told.single[0].why, Reason::Reply);
    assert_eq!(told.single[0].case_name, "Mine");
    assert!(
        told.single[0]
            .by
            .as_deref()
            .is_some_and(|by| by.contains("Bob"))
    );
    let alice = never_again(alice).await;
    // One that is watched.
    alice.core.watch(alice.case("Not mine"), true).unwrap();
    alice.settles().await;
    world.clock.pass(TimeDelta::minutes(2));
    world.bob_says("Not mine", "Now somebody cares");
    alice.lives(TimeDelta::minutes(6)).await;
    assert_eq!(reasons(&alice), [Reason::Reply]);
}

#[tokio::test]
async fn a_mention_on_my_own_case_is_one_alert_and_not_a_reply_besides() {
    for server_tells in [true, false] {
        let (world, alice) = World::with_calm_alice(Dialect::Bottlecrm, 40).await;
        if !server_tells {
            world.always(
                When::any().and(|r: &Request| r.path == "/api/notifications/"),
                answer(404, &json!({"detail": "Not found."}), true),
            );
        }
        world.bob_opens("Mine", "Low");
        alice.lives(TimeDelta::minutes(6)).await;
        shows(&alice);
        world.bob_says("Mine", "@alice what do you think?");
        alice.lives(TimeDelta::minutes(6)).await;
        assert_eq!(reasons(&alice), [Reason::Mentioned], "{server_tells}");
        never_again(alice).await;
    }
}

#[tokio::test]
async fn deadlines_are_told_with_no_network_and_by_nothing_but_the_clock() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    world.bob_opens("Gate C3 is closed", "High");
    alice.lives(TimeDelta::minutes(6)).await;
    shows(&alice);
    let case = alice.case("Gate C3 is closed");
    let clock = alice.opens(case).row.sla.unwrap();
    alice.offline();
    let mut events = alice.core.events();
    let of_it = |alice: &Client| {
        let mut told = shows(alice).single;
        told.retain(|alert| alert.case_id == Some(case));
        told.into_iter().map(|alert| alert.why).collect::<Vec<_>>()
    };
    alice
        .lives(clock.risk_at.unwrap() - world.now() - TimeDelta::seconds(1))
        .await;
    alerts_heard(&mut events);
    assert!(of_it(&alice).is_empty(), "not yet");
    alice.lives(TimeDelta::seconds(2)).await;
    assert!(!alerts_heard(&mut events).is_empty(), "the host is woken");
    assert_eq!(of_it(&alice), [Reason::SlaRisk]);
    let alice = alice.restarts();
    alice
        .lives(clock.due_at.unwrap() - world.now() + TimeDelta::seconds(1))
        .await;
    assert_eq!(of_it(&alice), [Reason::SlaBreached]);
    let alice = alice.restarts();
    alice.lives(TimeDelta::hours(2)).await;
    assert!(of_it(&alice).is_empty(), "once");
}

#[tokio::test]
async fn what_the_server_did_not_take_is_told_once_and_what_i_hold_myself_is_not() {
    let (world, alice) = World::with_calm_alice(Dialect::Bottlecrm, 40).await;
    let case = alice.my_case();
    alice.offline();
    let mine = alice.notes(case.id, "I wait with this");
    alice.core.hold(mine).unwrap();
    assert!(reasons(&alice).is_empty());
    alice.core.discard(mine).unwrap();
    alice.online();
    world.next(
        commenting(),
        answer(400, &json!({"error": true, "errors": "No."}), false),
    );
    alice.notes(case.id, "The server does not want this");
    alice.lives(TimeDelta::minutes(5)).await;
    assert_eq!(reasons(&alice), [Reason::Held]);
    let alice = alice.restarts();
    alice.lives(TimeDelta::hours(1)).await;
    assert!(reasons(&alice).is_empty(), "once");
}

#[tokio::test]
async fn being_shut_out_is_told_once_until_the_server_was_heard_of_again() {
    let (world, alice) = World::with_calm_alice(Dialect::Bottlecrm, 40).await;
    let shut = || answer(401, &json!({"detail": "Given token not valid"}), false);
    world.always(When::any(), shut());
    alice.lives(TimeDelta::hours(2)).await;
    let told = shows(&alice);
    assert_eq!(told.single.len(), 1);
    assert_eq!(told.single[0].why, Reason::SignInAgain);
    assert_eq!(told.single[0].case_id, None);
    let alice = alice.restarts();
    alice.lives(TimeDelta::hours(2)).await;
    assert!(reasons(&alice).is_empty(), "once");
    world.heals();
    alice.syncs().await.unwrap();
    world.always(When::any(), shut());
    alice.lives(TimeDelta::hours(1)).await;
    assert_eq!(reasons(&alice), [Reason::SignInAgain], "another time");
}

#[tokio::test]
async fn after_a_week_away_three_come_and_one_sentence() {
    let (world, alice) = World::with_calm_alice(Dialect::Bottlecrm, 40).await;
    alice.offline();
    for n in 0..30 {
        world.clock.pass(TimeDelta::hours(5));
        world.bob_opens_for_nobody(&format!("Fire {n}"), "Urgent");
    }
    alice.online();
    alice.lives(TimeDelta::minutes(10)).await;
    let told = shows(&alice);
    assert_eq!(told.single.len(), 3);
    assert!(told.rest >= 27, "{}", told.rest);
    assert_eq!(shows(&alice), Showing::default());
    never_again(alice).await;
}

#[tokio::test]
async fn what_was_put_off_comes_again_once_also_after_a_restart() {
    let (world, alice) = World::with_calm_alice(Dialect::Bottlecrm, 40).await;
    world.bob_opens_for_nobody("Later", "Urgent");
    alice.lives(TimeDelta::minutes(6)).await;
    let told = shows(&alice);
    let alert = told.single[0].id;
    let until = alice.core.snooze_as_usual(alert).unwrap();
    assert_eq!(until, world.now() + TimeDelta::hours(1));
    assert_eq!(
        alice.core.alert_count().unwrap(),
        0,
        "it is not there meanwhile"
    );
    alice.core.mark_alerts_seen().unwrap();
    let alice = alice.restarts();
    alice.offline();
    alice.lives(TimeDelta::minutes(59)).await;
    assert!(reasons(&alice).is_empty());
    let mut events = alice.core.events();
    alice.lives(TimeDelta::minutes(2)).await;
    assert_eq!(alerts_heard(&mut events), [alert], "the host is woken");
    assert_eq!(alice.core.alert_count().unwrap(), 1);
    assert_eq!(reasons(&alice), [Reason::NewUrgent]);
    let alice = alice.restarts();
    alice.lives(TimeDelta::hours(3)).await;
    assert!(reasons(&alice).is_empty(), "once");
}

#[tokio::test]
async fn in_quiet_hours_alerts_wait_in_the_inbox_and_come_when_they_are_over() {
    let (world, alice) = World::with_calm_alice(Dialect::Bottlecrm, 40).await;
    let quiet = QuietHours {
        on: true,
        start: 0,
        end: 12 * 60,
        days: [true; 7],
    };
    let choices = AlertChoices {
        quiet,
        ..alice.core.alert_choices().unwrap()
    };
    alice.core.set_alert_choices(choices).unwrap();
    world.bob_opens_for_nobody("Too early", "Urgent");
    alice.lives(TimeDelta::minutes(6)).await;
    let told = shows(&alice);
    assert_eq!((told.single.len(), told.waiting), (0, 1));
    assert_eq!(alice.core.alerts().unwrap().len(), 1, "the inbox has it");
    let alice = alice.restarts();
    let noon: DateTime<Utc> = "2026-11-23T12:00:00Z".parse().unwrap();
    alice.lives(noon - world.now()).await;
    assert_eq!(reasons(&alice), [Reason::NewUrgent]);
}

#[tokio::test]
async fn a_mention_that_was_read_in_the_browser_is_read_here() {
    let (world, alice) = World::with_calm_alice(Dialect::Bottlecrm, 40).await;
    let row = alice.my_case();
    world.clock.pass(TimeDelta::minutes(5));
    world.bob_says(&row.name, "@alice look");
    alice.lives(TimeDelta::seconds(70)).await;
    assert_eq!(alice.core.alert_count().unwrap(), 1);
    let now = world.now();
    world.crm().web_reads_notices("alice", now);
    alice.lives(TimeDelta::seconds(70)).await;
    assert_eq!(alice.core.alert_count().unwrap(), 0);
    assert!(reasons(&alice).is_empty(), "and not shown any more");
}

#[tokio::test]
async fn what_i_raise_myself_is_kept_as_my_own_and_never_told() {
    let (world, alice) = World::with_calm_alice(Dialect::Bottlecrm, 40).await;
    world.bob_opens_for_nobody("Mine to raise", "Low");
    alice.lives(TimeDelta::minutes(6)).await;
    alice.sets(alice.case("Mine to raise"), Field::Priority, "Urgent");
    alice.settles().await;
    alice.lives(TimeDelta::hours(1)).await;
    assert!(reasons(&alice).is_empty());
}

//! The server's notifications as hints: what they bring, that they are told once, and what they cost.

use chrono::TimeDelta;
use satchel_core::case::view::View;
use satchel_sandbox::{ALICE, Dialect, Fate, Logged, Method, Request, When};
use satchel_tests::{Client, World, alerts_heard, answer};
use serde_json::json;

fn told(alice: &Client) -> Vec<String> {
    let alerts = alice.core.alerts().unwrap();
    alerts.into_iter().map(|a| a.reason).collect()
}

fn notices_asked(world: &World) -> usize {
    let crm = world.crm();
    let about = |r: &&Logged| r.target.starts_with("/api/notifications/");
    crm.requests().filter(about).count()
}

#[tokio::test]
async fn a_mention_is_told_once_even_on_a_case_that_was_not_here() {
    let (world, alice) = World::with_agent_alice(Dialect::Bottlecrm, 60).await;
    let hers = alice.lists(View::All);
    let strange = {
        let crm = world.crm();
        let case = crm
            .cases()
            .find(|c| c.is_active && c.merged.is_none() && hers.iter().all(|r| r.name != c.name));
        case.expect("a case that is not hers").clone()
    };
    let mut events = alice.core.events();
    let now = world.now();
    world
        .crm()
        .web_comments(strange.id, "bob", "@alice please have a look", true, now);
    alice.lives(TimeDelta::minutes(2)).await;
    assert_eq!(alerts_heard(&mut events).len(), 1);
    assert_eq!(told(&alice), ["A colleague mentioned you"]);
    let case = alice.case(&strange.name);
    assert!(
        alice
            .sees_said(case)
            .contains(&"@alice please have a look".to_owned())
    );
    let alice = alice.restarts();
    alice.lives(TimeDelta::hours(3)).await;
    assert_eq!(told(&alice).len(), 1, "and never again");
    world.clock.pass(TimeDelta::minutes(5));
    let now = world.now();
    world
        .crm()
        .web_comments(strange.id, "bob", "@alice any news?", true, now);
    alice.lives(TimeDelta::minutes(2)).await;
    assert_eq!(told(&alice).len(), 2, "another mention is another alert");
}

#[tokio::test]
async fn a_mention_from_before_the_first_mirror_is_no_news() {
    let world = World::new(Dialect::Bottlecrm, 40);
    let now = world.now();
    let case = world.crm().cases().find(|c| c.is_active).unwrap().id;
    world
        .crm()
        .web_comments(case, "bob", "@alice from before", false, now);
    let alice = world.alice_on_disk().await;
    let mut events = alice.core.events();
    alice.syncs().await.unwrap();
    alice.lives(TimeDelta::hours(1)).await;
    assert!(alerts_heard(&mut events).is_empty());
    assert!(told(&alice).is_empty());
}

#[tokio::test]
async fn a_minute_costs_one_request_for_the_feed_and_one_for_notifications() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 60).await;
    alice.lives(TimeDelta::minutes(2)).await;
    let (notices, all) = (notices_asked(&world), world.crm().requests().count());
    alice.lives(TimeDelta::minutes(20)).await;
    let notices = notices_asked(&world) - notices;
    let all = world.crm().requests().count() - all;
    println!("20 idle minutes: {all} requests, {notices} of them for notifications");
    assert_eq!((notices, all), (20, 40));
}

#[tokio::test]
async fn a_server_without_notifications_is_asked_once_a_day() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    world.always(
        When::any().and(|r: &Request| r.path == "/api/notifications/"),
        answer(404, &json!({"detail": "Not found."}), true),
    );
    let before = notices_asked(&world);
    alice.lives(TimeDelta::hours(20)).await;
    assert_eq!(notices_asked(&world) - before, 1);
    world.bob_opens("The feed is enough", "Low");
    alice.lives(TimeDelta::minutes(2)).await;
    assert_eq!(alice.finds(View::All, "feed is enough").len(), 1);
}

#[tokio::test]
async fn more_than_a_hundred_missed_ones_are_a_gap_that_a_sweep_closes() {
    let (world, alice) = World::with_agent_alice(Dialect::Bottlecrm, 40).await;
    let row = alice.my_case();
    let (case, now) = (world.id_of(&row.name), world.now());
    world
        .crm()
        .web_comments(case, "bob", "@alice come and watch", false, now);
    alice.lives(TimeDelta::minutes(2)).await;
    alice.offline();
    for n in 0..130 {
        world.clock.pass(TimeDelta::seconds(2));
        let now = world.now();
        world
            .crm()
            .web_comments(case, "bob", &format!("Comment {n}"), false, now);
    }
    let before = sweeps(&world);
    alice.online();
    alice.lives(TimeDelta::minutes(2)).await;
    assert!(sweeps(&world) > before, "a sweep was begun");
    assert!(alice.sees_said(row.id).contains(&"Comment 0".to_owned()));
}

/// Which notices this client marked as read, in order.
fn marked(world: &World) -> Vec<String> {
    let crm = world.crm();
    let of = |r: &Logged| {
        r.target
            .strip_suffix("/read/")?
            .rsplit('/')
            .next()
            .map(str::to_owned)
    };
    crm.requests().filter_map(of).collect()
}

fn unread(world: &World) -> u64 {
    let ask = Request::new(Method::Get, "/api/notifications/", world.now()).bearer(ALICE);
    world.crm().handle(&ask).json()["unread_count"]
        .as_u64()
        .unwrap()
}

#[tokio::test]
async fn a_mention_that_was_seen_here_is_read_on_the_server_also_when_it_was_seen_offline_and_once()
{
    let (world, alice) = World::with_agent_alice(Dialect::Bottlecrm, 40).await;
    let row = alice.my_case();
    world.bob_says(&row.name, "@alice look");
    alice.lives(TimeDelta::minutes(3)).await;
    assert_eq!(told(&alice).len(), 1);
    assert_eq!(unread(&world), 1, "told is not seen");

    alice.offline();
    alice.opens(row.id);
    let alice = alice.restarts();
    alice.lives(TimeDelta::hours(2)).await;
    assert!(marked(&world).is_empty());
    // The first answer is lost on the way: the next look at the notices tells.
    world.next(
        When::any().and(|r: &Request| r.path.ends_with("/read/")),
        Fate::LoseReply,
    );
    alice.online();
    alice.lives(TimeDelta::minutes(10)).await;
    assert_eq!(unread(&world), 0);
    assert_eq!(marked(&world).len(), 1, "and not said again");
    assert_eq!(
        alice.core.status().unwrap().pending,
        0,
        "it is nobody's work"
    );
    alice.lives(TimeDelta::hours(3)).await;
    assert_eq!(marked(&world).len(), 1);
}

#[tokio::test]
async fn a_mention_that_was_read_in_the_browser_or_that_nobody_saw_is_not_marked_from_here() {
    let (world, alice) = World::with_agent_alice(Dialect::Bottlecrm, 40).await;
    let row = alice.my_case();
    world.bob_says(&row.name, "@alice look");
    alice.lives(TimeDelta::minutes(3)).await;
    let now = world.now();
    assert!(world.crm().web_reads_notices("alice", now));
    alice.lives(TimeDelta::minutes(3)).await;
    assert!(
        alice.core.alerts().unwrap()[0].seen,
        "read elsewhere is read"
    );
    alice.core.mark_alerts_seen().unwrap();
    alice.lives(TimeDelta::minutes(3)).await;
    assert!(marked(&world).is_empty(), "the browser did it");

    world.clock.pass(TimeDelta::minutes(5));
    world.bob_says(&row.name, "@alice again");
    alice.lives(TimeDelta::hours(1)).await;
    assert!(marked(&world).is_empty(), "nobody looked");
}

#[tokio::test]
async fn a_sign_in_that_may_not_mark_notices_tries_each_once_and_goes_on() {
    let (world, alice) = World::with_agent_alice(Dialect::Bottlecrm, 40).await;
    let row = alice.my_case();
    world.bob_says(&row.name, "@alice look");
    alice.lives(TimeDelta::minutes(3)).await;
    let why = json!({"detail": "This token is not scoped for write access to notifications."});
    world.always(
        When::any().and(|r: &Request| r.path.ends_with("/read/")),
        answer(403, &why, true),
    );
    alice.core.mark_alerts_seen().unwrap();
    alice.lives(TimeDelta::hours(1)).await;
    assert_eq!(marked(&world).len(), 1);
    world.bob_says(&row.name, "Still heard");
    alice.lives(TimeDelta::minutes(6)).await;
    assert!(alice.sees_said(row.id).contains(&"Still heard".to_owned()));
}

fn sweeps(world: &World) -> usize {
    let crm = world.crm();
    let from_the_start = |r: &&Logged| {
        r.target.starts_with("/api/cases/?")
            && r.target.contains("ordering=created_at")
            && !r.target.contains("created_at__gte")
    };
    crm.requests().filter(from_the_start).count()
}

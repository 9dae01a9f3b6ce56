//! The person's rules: which alerts there are, why, why not, and what a rule would have caught.

use chrono::TimeDelta;
use satchel_core::alert::Reason;
use satchel_core::alert::judge::Because;
use satchel_core::alert::rules::{Act, AlertChoices, Rule, usual};
use satchel_core::case::Field;
use satchel_core::error::Code;
use satchel_core::id::RuleId;
use satchel_sandbox::Dialect;
use satchel_tests::{Client, World};
use uuid::Uuid;

fn rule(reasons: &[Reason], query: &str, act: Act) -> Rule {
    Rule {
        id: RuleId(Uuid::from_u128(77)),
        name: "My own".to_owned(),
        reasons: reasons.to_vec(),
        query: query.to_owned(),
        act,
        breaks: false,
    }
}

/// This rule is asked before the usual ones.
fn keeps(alice: &Client, rule: Rule) {
    let rules = std::iter::once(rule).chain(usual()).collect();
    let choices = AlertChoices {
        rules,
        ..AlertChoices::default()
    };
    alice.core.set_alert_choices(choices).unwrap();
}

#[tokio::test]
async fn a_rule_asks_the_language_of_the_views_and_the_first_one_decides() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    keeps(
        &alice,
        rule(&[Reason::New, Reason::NewUrgent], "backup", Act::Inbox),
    );
    world.bob_opens_for_nobody("The backup is late", "Low");
    world.bob_opens_for_nobody("The backup is gone", "Urgent");
    world.bob_opens_for_nobody("Something else", "Urgent");
    alice.lives(TimeDelta::minutes(6)).await;
    let mut inbox: Vec<_> = alice.core.alerts().unwrap();
    inbox.sort_by(|a, b| a.case_name.cmp(&b.case_name));
    let told: Vec<_> = inbox
        .iter()
        .map(|a| (a.case_name.as_str(), a.act))
        .collect();
    assert_eq!(
        told,
        [
            ("Something else", Act::Notify),
            ("The backup is gone", Act::Inbox),
            ("The backup is late", Act::Inbox)
        ]
    );
    assert_eq!(
        inbox[1].rule.as_ref().unwrap().name,
        "My own",
        "it says which"
    );
    let shown = alice.core.alerts_to_show().unwrap();
    assert_eq!(shown.len(), 1, "only that is shown");
    assert_eq!(alice.core.alert_count().unwrap(), 1, "and only that counts");
}

#[tokio::test]
async fn a_rule_that_is_not_understood_is_not_kept() {
    let (_, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let wrong = AlertChoices {
        rules: vec![rule(&[Reason::New], "prioritty:high", Act::Notify)],
        ..AlertChoices::default()
    };
    let wrong_value = AlertChoices {
        rules: vec![rule(&[Reason::New], "is:nothing", Act::Notify)],
        ..AlertChoices::default()
    };
    // A word with a colon that is no key of ours is a word.
    alice.core.set_alert_choices(wrong).unwrap();
    let refused = alice.core.set_alert_choices(wrong_value).unwrap_err();
    assert_eq!(refused.code(), Code::Invalid);
    assert!(refused.to_string().contains("is:nothing"), "{refused}");
}

#[tokio::test]
async fn why_was_i_not_told_is_answered_case_by_case() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let old = alice.my_case();
    let why = alice.core.why_told(old.id).unwrap();
    assert!(why.was_here && why.happened.is_empty(), "{why:?}");
    assert!(why.since.is_some());

    world.clock.pass(TimeDelta::minutes(1));
    world.bob_opens_for_nobody("Nobody wanted this", "Low");
    alice.lives(TimeDelta::minutes(6)).await;
    let case = alice.case("Nobody wanted this");
    let why = alice.core.why_told(case).unwrap();
    assert!(!why.was_here);
    let [new] = why.happened.as_slice() else {
        panic!("{why:?}");
    };
    assert_eq!(
        (new.why, new.act, new.because),
        (Reason::New, Act::Never, Because::NoRule)
    );
    let would = |reason| {
        let all = alice.core.why_told(case).unwrap().would_be;
        all.into_iter().find(|w| w.why == reason).unwrap()
    };
    assert_eq!(would(Reason::Raised).act, Act::Notify);
    assert_eq!(would(Reason::Reply).act, Act::Never, "it is not hers");

    alice.sets(case, Field::Priority, "Urgent");
    alice.settles().await;
    alice.lives(TimeDelta::minutes(6)).await;
    let why = alice.core.why_told(case).unwrap();
    let raised = why.happened.iter().find(|h| h.why == Reason::Raised);
    assert!(raised.is_none_or(|h| h.because == Because::Own && h.act == Act::Never));

    // Two things at once are one alert, and the other says so.
    world.bob_opens("Mine and pressing", "Urgent");
    alice.lives(TimeDelta::minutes(6)).await;
    let why = alice
        .core
        .why_told(alice.case("Mine and pressing"))
        .unwrap();
    let mut both: Vec<_> = why.happened.iter().map(|h| (h.why, h.because)).collect();
    both.sort();
    assert_eq!(
        both,
        [
            (Reason::NewUrgent, Because::Rule),
            (Reason::Assigned, Because::WithAnother)
        ]
    );
}

#[tokio::test]
async fn a_rule_is_tried_on_the_last_seven_days_as_far_as_the_mirror_looked() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let mirrored = world.now();
    world.bob_opens_for_nobody("Long ago", "Low");
    alice.lives(TimeDelta::minutes(6)).await;
    let wish = rule(&[Reason::New], "", Act::Notify);
    let early = alice.core.try_alert_rule(&wish).unwrap();
    assert_eq!((early.caught, early.newest.len()), (1, 1));
    let since = early.since.unwrap();
    assert!(
        since >= mirrored && since <= world.now(),
        "no further back than it looked"
    );

    world.clock.pass(TimeDelta::days(8));
    world.bob_opens_for_nobody("The printer burns", "Low");
    world.bob_opens_for_nobody("The coffee is cold", "Low");
    alice.lives(TimeDelta::minutes(10)).await;
    let all = alice.core.try_alert_rule(&wish).unwrap();
    assert_eq!(all.caught, 2, "the one of nine days ago is too old");
    assert!(all.happened >= all.caught);
    assert_eq!(all.since, Some(world.now() - TimeDelta::days(7)));
    let narrow = rule(&[Reason::New, Reason::Raised], "printer", Act::Notify);
    let caught = alice.core.try_alert_rule(&narrow).unwrap();
    assert_eq!(caught.newest.len(), 1);
    assert_eq!(caught.newest[0].case_name, "The printer burns");
    assert_eq!(caught.newest[0].was, Act::Never, "nobody was told then");
    let wrong = rule(&[Reason::New], "is:nothing", Act::Notify);
    let wrong = alice.core.try_alert_rule(&wrong).unwrap();
    assert_eq!((wrong.caught, wrong.problems.len()), (0, 1));
    // Trying changes nothing.
    assert!(
        alice
            .core
            .alerts_to_show()
            .unwrap()
            .iter()
            .all(|a| a.why != Reason::New)
    );
}

#[tokio::test]
async fn the_rules_survive_a_restart_and_begin_with_the_usual_ones() {
    let (_, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    assert_eq!(alice.core.alert_choices().unwrap(), AlertChoices::default());
    keeps(&alice, rule(&[Reason::New], "tag:vip", Act::Notify));
    let alice = alice.restarts();
    let kept = alice.core.alert_choices().unwrap().rules;
    assert_eq!(
        (kept.len(), kept[0].query.as_str()),
        (usual().len() + 1, "tag:vip")
    );
}

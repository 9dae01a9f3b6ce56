//! One change to many cases: a plan before anything is written, all of it or nothing, one step back for the whole.

use chrono::NaiveDate;
use satchel_core::bulk::{BulkChange, Why};
use satchel_core::case::view::{CaseQuery, SortKey, View};
use satchel_core::case::{CaseSet, SetChange};
use satchel_core::error::Error;
use satchel_core::id::CaseId;
use satchel_sandbox::Dialect;
use satchel_tests::{Client, World, new_case};

fn some(alice: &Client, n: usize) -> Vec<CaseId> {
    let rows = alice.lists(View::Open);
    rows.iter().take(n).map(|row| row.id).collect()
}

fn priority(value: &str) -> BulkChange {
    BulkChange::Priority {
        value: value.to_owned(),
    }
}

#[tokio::test]
async fn a_plan_writes_nothing_and_says_what_changes_what_stays_and_what_cannot() {
    let (_world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let mut cases = some(&alice, 6);
    alice.sets(cases[0], satchel_core::case::Field::Priority, "Low");
    alice.core.delete_case(cases[1]).unwrap();
    let before = alice.outbox().len();
    cases.push(cases[0]);
    let plan = alice.core.plan_bulk(&cases, &priority("Low")).unwrap();
    assert_eq!(alice.outbox().len(), before, "nothing is written");
    assert_eq!(plan.changes + plan.same + plan.cannot, 6, "each case once");
    assert!(plan.same >= 1);
    assert_eq!(plan.unchanged.len(), plan.same as usize);
    assert_eq!(plan.cannot, 1);
    assert_eq!(plan.refused[0].case_id, cases[1]);
    assert_eq!(plan.refused[0].why, Some(Why::Leaves));

    let done = alice.core.perform_bulk(&cases, &priority("Low")).unwrap();
    assert_eq!(done, plan, "done is what was planned");
    assert_eq!(alice.outbox().len(), before + plan.changes as usize);
    alice.obeys_the_law();
}

#[tokio::test]
async fn what_was_changed_together_reaches_the_server_and_goes_back_together() {
    let (_world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let cases = some(&alice, 8);
    let shown = |alice: &Client| -> Vec<String> {
        let of = |case: &CaseId| alice.opens(*case).row.priority;
        cases.iter().map(of).collect()
    };
    let before = shown(&alice);
    let done = alice
        .core
        .perform_bulk(&cases, &priority("Urgent"))
        .unwrap();
    assert!(done.changes > 0);
    alice.settles().await;
    assert!(shown(&alice).iter().all(|now| now == "Urgent"));

    let undone = alice.core.undo().unwrap();
    assert_eq!(undone.cases.len(), done.changes as usize);
    assert!(undone.is_inverse, "it had left: an act of its own");
    assert_eq!(undone.refused, []);
    alice.settles().await;
    assert_eq!(shown(&alice), before);
    alice.core.redo().unwrap();
    assert!(shown(&alice).iter().all(|now| now == "Urgent"));
    alice.obeys_the_law();
}

#[tokio::test]
async fn before_it_leaves_it_goes_back_without_a_trace() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    alice.offline();
    let cases = some(&alice, 5);
    alice
        .core
        .perform_bulk(&cases, &priority("Urgent"))
        .unwrap();
    let undone = alice.core.undo().unwrap();
    assert!(!undone.is_inverse);
    assert!(alice.outbox().is_empty());
    let writes = world.writes().len();
    alice.online();
    alice.settles().await;
    assert_eq!(world.writes().len(), writes, "the server hears nothing");
}

#[tokio::test]
async fn closing_needs_its_date_and_the_date_goes_with_each() {
    let (_world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let cases = some(&alice, 3);
    let close = |closed_on| BulkChange::Status {
        value: "Closed".to_owned(),
        closed_on,
    };
    let plan = alice.core.plan_bulk(&cases, &close(None)).unwrap();
    assert_eq!(plan.refused[0].why, Some(Why::NeedsDate));
    let day = NaiveDate::from_ymd_opt(2026, 11, 20);
    let done = alice.core.perform_bulk(&cases, &close(day)).unwrap();
    assert_eq!((done.changes, done.cannot), (3, 0));
    let again = alice.core.plan_bulk(&cases, &close(day)).unwrap();
    assert_eq!(again.same, 3, "closed already");
    alice.settles().await;
    assert!(alice.outbox().is_empty());
    assert_eq!(alice.opens(cases[0]).closed_on, day);

    alice.offline();
    let new = alice.core.create_case(new_case("Not there yet")).unwrap();
    let plan = alice.core.plan_bulk(&[new], &close(day)).unwrap();
    assert_eq!(plan.refused[0].why, Some(Why::NotSentYet));
}

#[tokio::test]
async fn members_are_added_to_those_who_are_there() {
    let (_world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let cases = some(&alice, 4);
    let me = alice.core.account().unwrap().unwrap().me.id.unwrap();
    let before: Vec<usize> = cases
        .iter()
        .map(|c| {
            alice
                .opens(*c)
                .assignees
                .iter()
                .filter(|n| n.id != me)
                .count()
        })
        .collect();
    let change = BulkChange::Members {
        change: SetChange {
            set: CaseSet::Assignees,
            add: vec![me.clone()],
            remove: vec![],
        },
    };
    alice.core.perform_bulk(&cases, &change).unwrap();
    for (case, others) in cases.iter().zip(before) {
        let now = alice.opens(*case).assignees;
        assert_eq!(now.len(), others + 1, "nobody is replaced");
    }
}

#[tokio::test]
async fn what_the_server_has_not_is_refused_as_a_whole() {
    let (_world, alice) = World::with_alice(Dialect::Documented, 40).await;
    let cases = some(&alice, 2);
    let watch = BulkChange::Watch { watched: true };
    let refused = alice.core.plan_bulk(&cases, &watch);
    assert!(matches!(refused, Err(Error::Invalid(_))));
    let question = CaseQuery {
        view: View::All,
        text: String::new(),
        sort: SortKey::Activity,
        descending: true,
        offset: 0,
        limit: 1,
    };
    let all = alice.core.matching_cases(&question).unwrap();
    assert_eq!(
        all.len(),
        alice.lists(View::All).len(),
        "beyond what a page holds"
    );
}

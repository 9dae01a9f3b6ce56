//! The query language, against what the server really holds.

use satchel_core::case::view::{CaseQuery, CaseRow, SortKey, View};
use satchel_core::case::{CaseSet, SetChange};
use satchel_core::id::ServerId;
use satchel_sandbox::{Case, Dialect, NewWebCase};
use satchel_tests::{Client, World};
use std::collections::BTreeSet;

fn found(alice: &Client, text: &str) -> BTreeSet<String> {
    let rows = alice.finds(View::All, text);
    rows.into_iter().map(|row| row.name).collect()
}

/// The names of those cases of the server that are in its list and fit.
fn held(world: &World, fits: impl Fn(&Case) -> bool) -> BTreeSet<String> {
    let crm = world.crm();
    let listed = crm
        .cases()
        .filter(|c| c.is_active && c.status != "Duplicate" && c.merged.is_none());
    listed.filter(|c| fits(c)).map(|c| c.name.clone()).collect()
}

#[tokio::test]
async fn each_condition_finds_what_the_server_holds() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 300).await;
    let open = |c: &Case| ["New", "Assigned", "Pending"].contains(&c.status.as_str());
    assert_eq!(found(&alice, "status:open"), held(&world, open));
    assert_eq!(found(&alice, "is:closed"), held(&world, |c| !open(c)));
    assert_eq!(
        found(&alice, "status:new,pend"),
        held(&world, |c| c.status == "New" || c.status == "Pending")
    );
    assert_eq!(
        found(&alice, "priority:>=high -status:closed"),
        held(&world, |c| ["High", "Urgent"]
            .contains(&c.priority.as_str())
            && c.status != "Closed")
    );
    assert_eq!(
        found(&alice, "priority:<normal"),
        held(&world, |c| c.priority == "Low")
    );
    assert_eq!(
        found(&alice, "type:incident"),
        held(&world, |c| c.case_type.as_deref() == Some("Incident"))
    );
    assert_eq!(
        found(&alice, "type:none"),
        held(&world, |c| c
            .case_type
            .as_deref()
            .unwrap_or_default()
            .is_empty())
    );
    let profile = |who: &str| world.crm().person(who).unwrap().profile;
    let (me, bob) = (profile("alice"), profile("bob"));
    assert_eq!(
        found(&alice, "assignee:me"),
        held(&world, |c| c.assigned_to.contains(&me))
    );
    assert_eq!(
        found(&alice, "assignee:achter"),
        held(&world, |c| c.assigned_to.contains(&bob))
    );
    assert_eq!(
        found(&alice, "assignee:nobody"),
        held(&world, |c| c.assigned_to.is_empty())
    );
    let (account, account_name) = {
        let crm = world.crm();
        let first = crm.cases().find_map(|c| c.account).unwrap();
        let name = crm.accounts().find(|a| a.id == first).unwrap().name.clone();
        (first, name)
    };
    assert_eq!(
        found(&alice, &format!("account:\"{account_name}\"")),
        held(&world, |c| c.account == Some(account))
    );
    let week = world.now() - chrono::TimeDelta::weeks(1);
    assert_eq!(
        found(&alice, "created:<1w"),
        held(&world, |c| c.created_at >= week)
    );
    let day = week.date_naive();
    assert_eq!(
        found(&alice, &format!("created:<{day}")),
        held(&world, |c| c.created_at.date_naive() < day)
    );
    let files = {
        let crm = world.crm();
        let with = |c: &&Case| !crm.attachments_of(c.id).is_empty();
        crm.cases()
            .filter(with)
            .map(|c| c.name.clone())
            .collect::<BTreeSet<_>>()
    };
    assert!(found(&alice, "has:files").is_subset(&files));
    assert!(!found(&alice, "has:files").is_empty());
}

#[tokio::test]
async fn each_account_has_as_many_cases_as_its_whole_name_finds_in_every_view() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 120).await;
    for name in [
        "The \"Best\", Ltd",
        " padded ",
        "none",
        "=odd",
        "Acme",
        "ACME",
        "Acme & Sons",
        "x:y",
    ] {
        let mut crm = world.crm();
        let account = Some(crm.adds_account(name, world.now()));
        let name = format!("A case of {name}");
        let new = NewWebCase {
            name,
            account,
            ..NewWebCase::default()
        };
        crm.web_creates_case("bob", new, world.now());
    }
    alice.syncs().await.unwrap();
    for view in View::ALL {
        let question = |text: String| CaseQuery {
            view,
            text,
            sort: SortKey::Priority,
            descending: true,
            offset: 0,
            limit: 500,
        };
        let page = alice.core.list_accounts(&question(String::new())).unwrap();
        assert_eq!(page.rows.len(), page.total as usize);
        let all = alice.core.list_cases(&question(String::new())).unwrap();
        let told: u32 = page.rows.iter().map(|line| line.cases).sum();
        assert_eq!(told, all.total, "{view:?}: every case is of one line");
        let presses: Vec<u32> = page.rows.iter().map(|line| line.urgent).collect();
        assert!(presses.is_sorted_by(|a, b| a >= b), "{presses:?}");
        for line in &page.rows {
            // As the window types a name (`typedValue`).
            let typed = match &line.name {
                Some(name) => format!("account:=\"{}\"", name.replace('"', " ").trim()),
                None => "account:none".to_owned(),
            };
            let found = alice.core.list_cases(&question(typed.clone())).unwrap();
            assert_eq!(found.total, line.cases, "{view:?}: {typed}");
            let open = found.rows.iter().filter(|row| row.is_open).count();
            assert_eq!(open, line.open as usize, "{view:?}: {typed}");
            let urgent = |row: &&CaseRow| row.is_open && row.is_urgent;
            let urgent = found.rows.iter().filter(urgent).count();
            assert_eq!(urgent, line.urgent as usize, "{view:?}: {typed}");
            let last = found.rows.iter().map(|row| row.last_activity_at).max();
            assert_eq!(last, Some(line.last_activity_at), "{view:?}: {typed}");
        }
    }
    assert_eq!(found(&alice, "account:=acme").len(), 2);
    assert_eq!(found(&alice, "account:acme").len(), 3);
}

#[tokio::test]
async fn a_status_of_the_server_is_asked_for_even_where_it_is_one_of_our_words() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 60).await;
    assert_eq!(
        found(&alice, "status:=new"),
        held(&world, |c| c.status == "New")
    );
    assert!(found(&alice, "status:=open").is_empty());
    assert!(!found(&alice, "status:open").is_empty());
}

#[tokio::test]
async fn conditions_hold_of_unsent_work_too() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let row = alice.my_case();
    let tag = world.crm().tags()[0].clone();
    alice.offline();
    let change = SetChange {
        set: CaseSet::Tags,
        add: vec![ServerId(tag.id.to_string())],
        remove: Vec::new(),
    };
    alice.core.change_set(row.id, &change).unwrap();
    alice.replies(row.id, "zebra crossing");
    let question = format!("is:pending tag:\"{}\" zebra", tag.name);
    assert_eq!(found(&alice, &question), BTreeSet::from([row.name.clone()]));
    assert!(found(&alice, &format!("-is:pending {}", "zebra")).is_empty());
}

#[tokio::test]
async fn what_can_not_be_understood_is_told_and_looks_for_nothing() {
    let (_world, alice) = World::with_alice(Dialect::Bottlecrm, 20).await;
    let question = CaseQuery {
        view: View::All,
        text: "is:purple".to_owned(),
        sort: SortKey::Activity,
        descending: true,
        offset: 0,
        limit: 10,
    };
    let page = alice.core.list_cases(&question).unwrap();
    assert_eq!(page.problems[0].typed, "is:purple");
    assert!(page.problems[0].hint.contains("unread"));
    assert_eq!(
        page.total,
        20.min(page.total),
        "everything else is still shown"
    );
}

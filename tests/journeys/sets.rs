//! Who works on a case, its teams, contacts and tags: what one person changes and what others change both stay.

use satchel_core::case::view::View;
use satchel_core::case::{CaseSet, NewCase, SetChange};
use satchel_core::id::{CaseId, ServerId};
use satchel_sandbox::{Dialect, Fate};
use satchel_tests::{Client, World, editing, new_case};
use serde_json::json;
use std::collections::BTreeSet;

fn change(set: CaseSet, add: &[&ServerId], remove: &[&ServerId]) -> SetChange {
    let owned = |ids: &[&ServerId]| ids.iter().map(|id| (*id).clone()).collect();
    SetChange {
        set,
        add: owned(add),
        remove: owned(remove),
    }
}

/// Somebody who can be assigned: the published description knows people by their user, Django-CRM by their profile.
fn person(world: &World, name: &str) -> ServerId {
    let crm = world.crm();
    let person = crm.person(name).unwrap();
    ServerId(match crm.dialect() {
        Dialect::Documented => person.user.to_string(),
        Dialect::Bottlecrm => person.profile.to_string(),
    })
}

/// The names of those who work on it, on the server.
fn assignees(world: &World, name: &str) -> BTreeSet<String> {
    let crm = world.crm();
    let case = crm.case_named(name).unwrap();
    let on_it = |p: &&satchel_sandbox::Person| case.assigned_to.contains(&p.profile);
    let people = crm.people().iter().filter(on_it);
    people.map(|p| p.name.clone()).collect()
}

fn shown(alice: &Client, case: CaseId) -> BTreeSet<String> {
    let view = alice.opens(case);
    view.assignees.into_iter().map(|n| n.name).collect()
}

#[tokio::test]
async fn assigning_offline_keeps_whom_a_colleague_assigned_meanwhile() {
    for dialect in [Dialect::Bottlecrm, Dialect::Documented] {
        let (world, alice) = World::with_alice(dialect, 40).await;
        let row = alice.my_case();
        let (case, name) = (row.id, row.name.clone());
        let bob = person(&world, "bob");
        alice.offline();
        alice
            .core
            .change_set(case, &change(CaseSet::Assignees, &[&bob], &[]))
            .unwrap();
        assert!(shown(&alice, case).contains("Bob Achterberg"), "at once");
        let mut theirs = world.crm().case_named(&name).unwrap().assigned_to.clone();
        theirs.push(world.crm().person("chidi").unwrap().profile);
        world.bob_sets(&name, json!({"assigned_to": theirs}));
        let mut expected = assignees(&world, &name);

        alice.online();
        alice.settles().await;
        expected.insert("Bob Achterberg".to_owned());
        assert!(expected.contains("Chidi Nwosu"));
        assert_eq!(assignees(&world, &name), expected, "{dialect:?}");
        assert_eq!(shown(&alice, case), expected);
    }
}

#[tokio::test]
async fn changing_one_set_leaves_the_others_and_the_fields_alone() {
    let (world, alice) = World::with_alice(Dialect::Documented, 40).await;
    let row = alice.my_case();
    let before = world.crm().case_named(&row.name).unwrap().clone();
    let team = ServerId(world.crm().teams()[0].id.to_string());
    let is_in = before.teams.iter().any(|t| t.to_string() == team.0);
    let how = if is_in {
        change(CaseSet::Teams, &[], &[&team])
    } else {
        change(CaseSet::Teams, &[&team], &[])
    };
    alice.core.change_set(row.id, &how).unwrap();
    alice.settles().await;
    let after = world.crm().case_named(&row.name).unwrap().clone();
    assert_ne!(after.teams, before.teams);
    assert_eq!(after.assigned_to, before.assigned_to);
    assert_eq!(after.contacts, before.contacts);
    assert_eq!(after.closed_on, before.closed_on);
    assert_eq!(after.description, before.description);
}

#[tokio::test]
async fn joining_and_leaving_again_before_it_left_is_nothing_at_all() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let case = alice.my_case().id;
    let bob = person(&world, "bob");
    let (join, leave) = (
        change(CaseSet::Assignees, &[&bob], &[]),
        change(CaseSet::Assignees, &[], &[&bob]),
    );
    let (first, second) = if shown(&alice, case).contains("Bob Achterberg") {
        (leave, join)
    } else {
        (join, leave)
    };
    alice.offline();
    alice.core.change_set(case, &first).unwrap();
    assert_eq!(alice.outbox().len(), 1);
    alice.core.change_set(case, &second).unwrap();
    assert!(alice.outbox().is_empty());
}

#[tokio::test]
async fn a_set_whose_answer_was_lost_is_as_wanted_and_sent_once() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let row = alice.my_case();
    let tag = ServerId(world.crm().tags()[0].id.to_string());
    world.next(editing(), Fate::LoseReply);
    let has = |world: &World| {
        let crm = world.crm();
        let case = crm.case_named(&row.name).unwrap();
        case.tags.iter().any(|t| t.to_string() == tag.0)
    };
    let had = has(&world);
    let how = if had {
        change(CaseSet::Tags, &[], &[&tag])
    } else {
        change(CaseSet::Tags, &[&tag], &[])
    };
    let before = world.writes().len();
    alice.core.change_set(row.id, &how).unwrap();
    alice.settles().await;
    assert_ne!(has(&world), had);
    assert_eq!(world.writes().len(), before + 1);
}

#[tokio::test]
async fn a_case_made_offline_with_people_and_teams_arrives_with_them() {
    for dialect in [Dialect::Bottlecrm, Dialect::Documented] {
        let (world, alice) = World::with_alice(dialect, 40).await;
        let bob = person(&world, "bob");
        let (team, contact) = {
            let crm = world.crm();
            (
                ServerId(crm.teams()[0].id.to_string()),
                ServerId(crm.contacts().next().unwrap().id.to_string()),
            )
        };
        alice.offline();
        let new = NewCase {
            team_ids: vec![team.clone()],
            contact_ids: vec![contact.clone()],
            ..new_case("With company")
        };
        let case = alice.core.create_case(new).unwrap();
        alice
            .core
            .change_set(case, &change(CaseSet::Assignees, &[&bob], &[]))
            .unwrap();
        assert_eq!(alice.outbox().len(), 1, "it is simply made differently");
        alice.online();
        alice.settles().await;
        let crm = world.crm();
        let made = crm.case_named("With company").unwrap();
        let has = |ids: Vec<String>, id: &ServerId| ids.contains(&id.0);
        let text = |ids: &[uuid::Uuid]| ids.iter().map(ToString::to_string).collect();
        let works_on_it = crm.person("bob").unwrap().profile;
        assert!(made.assigned_to.contains(&works_on_it), "{dialect:?}");
        assert!(has(text(&made.teams), &team));
        assert!(has(text(&made.contacts), &contact));
    }
}

#[tokio::test]
async fn a_server_without_tags_says_so_before_anything_waits() {
    let (_world, alice) = World::with_alice(Dialect::Documented, 20).await;
    let case = alice.lists(View::Open)[0].id;
    let tag = ServerId("t".to_owned());
    let refused = alice
        .core
        .change_set(case, &change(CaseSet::Tags, &[&tag], &[]));
    assert!(refused.unwrap_err().to_string().contains("no tags"));
    assert!(alice.core.watch(case, true).is_err());
    assert!(alice.outbox().is_empty());
}

#[tokio::test]
async fn watching_is_sent_once_and_shown_at_once() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let row = alice.my_case();
    alice.offline();
    alice.core.watch(row.id, true).unwrap();
    assert_eq!(alice.opens(row.id).watched, Some(true));
    alice.core.watch(row.id, false).unwrap();
    assert!(alice.outbox().is_empty(), "the other way round again");
    alice.core.watch(row.id, true).unwrap();
    alice.online();
    alice.settles().await;
    let me = person(&world, "alice");
    let crm = world.crm();
    let case = crm.case_named(&row.name).unwrap();
    assert!(case.watchers.iter().any(|w| w.profile.to_string() == me.0));
    drop(crm);
    assert_eq!(alice.opens(row.id).watched, Some(true));
}

#[tokio::test]
async fn whom_a_colleague_assigned_in_the_very_moment_of_our_writing_stays_assigned() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let row = alice.my_case();
    let (id, now) = (world.id_of(&row.name), world.now());
    let bob = person(&world, "bob");
    let mut theirs = world.crm().case(id).unwrap().assigned_to.clone();
    theirs.push(world.crm().person("chidi").unwrap().profile);
    let mut expected = assignees(&world, &row.name);
    expected.extend(["Bob", "Chidi"].map(|who| {
        let crm = world.crm();
        let found = crm.people().iter().find(|p| p.name.starts_with(who));
        found.unwrap().name.clone()
    }));
    // Right before alice's write takes effect, and after she read.
    alice.meanwhile(move |crm| {
        assert!(crm.web_patches(id, "bob", json!({"assigned_to": theirs}), now));
    });
    let joins = change(CaseSet::Assignees, &[&bob], &[]);
    alice.core.change_set(row.id, &joins).unwrap();
    alice.settles().await;
    assert_eq!(assignees(&world, &row.name), expected);
    assert!(alice.outbox().is_empty());
}

#[tokio::test]
async fn whom_a_colleague_assigned_then_stays_though_our_answer_was_lost() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let row = alice.my_case();
    let (id, now) = (world.id_of(&row.name), world.now());
    let (bob, chidi) = (person(&world, "bob"), person(&world, "chidi"));
    let mut theirs = world.crm().case(id).unwrap().assigned_to.clone();
    theirs.push(world.crm().person("chidi").unwrap().profile);
    alice.meanwhile(move |crm| {
        assert!(crm.web_patches(id, "bob", json!({"assigned_to": theirs}), now));
    });
    world.next(editing(), Fate::LoseReply);
    let joins = change(CaseSet::Assignees, &[&bob], &[]);
    alice.core.change_set(row.id, &joins).unwrap();
    alice.settles().await;
    let crm = world.crm();
    let on_it: Vec<String> = crm
        .case(id)
        .unwrap()
        .assigned_to
        .iter()
        .map(|p| p.to_string())
        .collect();
    assert!(
        on_it.contains(&bob.0) && on_it.contains(&chidi.0),
        "{on_it:?}"
    );
}

/// What is left on the server looks like what was wanted here; the simulation found it (seed 6022).
#[tokio::test]
async fn whom_somebody_removes_after_our_answer_was_lost_does_not_come_back() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let row = alice.my_case();
    let (id, now) = (world.id_of(&row.name), world.now());
    let bob = person(&world, "bob");
    world.next(editing(), Fate::LoseReply);
    let joins = change(CaseSet::Assignees, &[&bob], &[]);
    alice.core.change_set(row.id, &joins).unwrap();
    let _lost = alice.core.sync_once().await;
    let only_bob = world.crm().person("bob").unwrap().profile;
    let body = json!({"assigned_to": [only_bob]});
    assert!(world.crm().web_patches(id, "alice", body, now));
    alice.settles().await;
    assert_eq!(world.crm().case(id).unwrap().assigned_to, [only_bob]);
    assert!(alice.outbox().is_empty());
}

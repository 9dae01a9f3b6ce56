//! Deleting cases, and replacing who and what a case is related to: on the server it is as it was asked for, and
//! everything else is as it was.

use crate::house::{self, BOTH, House, id, read, sorted};
use crate::published::{ORGANIZATION, Published, TOKEN};
use crate::server::Server;
use satchel_core::case::CaseSet;
use satchel_core::crm::{CrmError, Effect, Next};
use satchel_core::id::ServerId;
use satchel_sandbox::{Case, Dialect};
use serde_json::json;
use std::sync::Arc;
use uuid::Uuid;

#[tokio::test]
async fn a_deleted_case_is_gone_and_deleting_it_again_says_so() {
    for dialect in BOTH {
        let house = House::with(dialect, 12);
        let alice = house.alice().await;
        let case = house.some_case(|_| true).id;
        alice.delete_case(&id(case)).await.unwrap();
        assert!(house.model().case(case).is_none());
        let again = alice.delete_case(&id(case)).await.unwrap_err();
        assert_eq!(again, CrmError::Gone);
        assert_eq!(again.next(Effect::Repeatable), Next::Gone);
        assert_eq!(alice.detail(&id(case)).await.unwrap_err(), CrmError::Gone);
    }
}

#[tokio::test]
async fn who_may_not_delete_is_told_and_the_case_stays() {
    for dialect in BOTH {
        let house = House::with(dialect, 60);
        let bob = house.bob().await;
        let (profile, user) = {
            let model = house.model();
            let bob = model.person("bob").unwrap();
            (bob.profile, bob.user)
        };
        let case = house
            .some_case(|c| c.assigned_to.contains(&profile) && c.created_by != Some(user))
            .id;
        let refused = bob.delete_case(&id(case)).await.unwrap_err();
        assert!(matches!(refused, CrmError::Denied(_)), "{refused:?}");
        assert_eq!(refused.next(Effect::Repeatable), Next::Hold);
        assert!(house.model().case(case).is_some());
    }
}

/// Everything of a case but one set and what the clock does.
fn rest(case: &Case, but: CaseSet) -> Case {
    let mut case = case.clone();
    match but {
        CaseSet::Assignees => case.assigned_to.clear(),
        CaseSet::Teams => case.teams.clear(),
        CaseSet::Contacts => case.contacts.clear(),
        CaseSet::Tags => case.tags.clear(),
    }
    case.updated_at = case.created_at;
    case
}

fn set_of(case: &Case, which: CaseSet) -> Vec<Uuid> {
    match which {
        CaseSet::Assignees => case.assigned_to.clone(),
        CaseSet::Teams => case.teams.clone(),
        CaseSet::Contacts => case.contacts.clone(),
        CaseSet::Tags => case.tags.clone(),
    }
}

#[tokio::test]
async fn each_set_becomes_what_was_asked_for_and_everything_else_stays() {
    for dialect in BOTH {
        let house = House::with(dialect, 60);
        let alice = house.alice().await;
        // A closed one has a closing date to lose; on a server of days it is a day.
        let case = house
            .some_case(|c| c.status == "Closed" && c.account.is_some() && !c.contacts.is_empty())
            .id;
        let (people, teams, contacts, tags) = {
            let model = house.model();
            let people: Vec<(Uuid, Uuid)> = model
                .people()
                .iter()
                .take(2)
                .map(|p| (p.profile, p.user))
                .collect();
            let teams: Vec<Uuid> = model.teams().iter().take(2).map(|t| t.id).collect();
            let contacts: Vec<Uuid> = model.contacts().take(3).map(|c| c.id).collect();
            let tags: Vec<Uuid> = model.tags().iter().take(2).map(|t| t.id).collect();
            (people, teams, contacts, tags)
        };
        let profiles: Vec<Uuid> = people.iter().map(|(profile, _)| *profile).collect();
        let names: Vec<Uuid> = people
            .iter()
            .map(|(profile, user)| {
                if dialect == Dialect::Documented {
                    *user
                } else {
                    *profile
                }
            })
            .collect();
        let mut sets = vec![
            (CaseSet::Assignees, names, profiles),
            (CaseSet::Teams, teams.clone(), teams),
            (CaseSet::Contacts, contacts.clone(), contacts),
        ];
        if dialect == Dialect::Bottlecrm {
            sets.push((CaseSet::Tags, tags.clone(), tags));
        }
        for (which, sent, expected) in sets {
            for (sent, expected) in [(sent, expected), (Vec::new(), Vec::new())] {
                let before = house.case(case);
                let now = read(&alice, case).await;
                let ids: Vec<ServerId> = sent.into_iter().map(id).collect();
                alice.set_related(&now, which, &ids).await.unwrap();
                let after = house.case(case);
                assert_eq!(
                    sorted(set_of(&after, which)),
                    sorted(expected),
                    "{dialect:?} {which:?}"
                );
                assert_eq!(
                    rest(&after, which),
                    rest(&before, which),
                    "{dialect:?} {which:?}"
                );
                // What the server tells afterwards is what was set.
                let told = read(&alice, case).await;
                let told = match which {
                    CaseSet::Assignees => told.assignees,
                    CaseSet::Teams => told.teams,
                    CaseSet::Contacts => told.contacts,
                    CaseSet::Tags => told.tags,
                };
                assert_eq!(
                    sorted(told.iter().map(|n| &n.id)),
                    sorted(ids),
                    "{dialect:?} {which:?}"
                );
            }
        }
    }
}

#[tokio::test]
async fn tags_and_watching_are_refused_before_anything_is_sent_where_there_are_none() {
    let house = House::with(Dialect::Documented, 12);
    let alice = house.alice().await;
    let case = house.some_case(|_| true).id;
    let now = read(&alice, case).await;
    house.model().forget_requests();
    assert!(matches!(
        alice.set_related(&now, CaseSet::Tags, &[]).await,
        Err(CrmError::Rejected(_))
    ));
    assert!(matches!(
        alice.watch(&id(case), true).await,
        Err(CrmError::Rejected(_))
    ));
    assert!(matches!(
        alice.case_log(&id(case), 5).await,
        Err(CrmError::Rejected(_))
    ));
    assert!(alice.macros().await.unwrap().is_empty() && alice.articles().await.unwrap().is_empty());
    assert_eq!(house.model().requests().count(), 0, "nothing was sent");
}

#[tokio::test]
async fn watching_begins_and_ends_and_doing_it_twice_does_no_harm() {
    let house = House::with(Dialect::Bottlecrm, 12);
    let alice = house.alice().await;
    let case = house.some_case(|c| c.watchers.is_empty()).id;
    let me = house.model().person("alice").unwrap().profile;
    let watchers = || {
        house
            .case(case)
            .watchers
            .iter()
            .map(|w| w.profile)
            .collect::<Vec<_>>()
    };
    for _ in 0..2 {
        alice.watch(&id(case), true).await.unwrap();
        assert_eq!(watchers(), [me]);
    }
    for _ in 0..2 {
        alice.watch(&id(case), false).await.unwrap();
        assert!(watchers().is_empty());
    }
}

#[tokio::test]
async fn an_id_that_is_none_never_becomes_a_path() {
    let house = House::with(Dialect::Bottlecrm, 12);
    let alice = house.alice().await;
    house.model().forget_requests();
    for evil in ["", "../profile", "a/b", "a?x=1", "a%2fb", "a b", "ä", "a\0"] {
        let evil = ServerId(evil.to_owned());
        assert!(matches!(
            alice.delete_case(&evil).await,
            Err(CrmError::Malformed(_))
        ));
        assert!(matches!(
            alice.delete_comment(&evil).await,
            Err(CrmError::Malformed(_))
        ));
        assert!(matches!(
            alice.delete_attachment(&evil).await,
            Err(CrmError::Malformed(_))
        ));
        assert!(matches!(
            alice.watch(&evil, true).await,
            Err(CrmError::Malformed(_))
        ));
    }
    assert_eq!(house.model().requests().count(), 0);
}

#[tokio::test]
async fn a_put_gives_back_everything_that_the_server_would_empty() {
    let published = Arc::new(Published::with(8));
    let plays = Arc::clone(&published);
    let server = Server::start(move |asked| plays.answers(asked)).await;
    let crm = house::signed_in(
        &server.origin,
        TOKEN,
        Some(ServerId(ORGANIZATION.to_owned())),
    )
    .await;
    let sets = [
        (CaseSet::Assignees, "assigned_to"),
        (CaseSet::Teams, "teams"),
        (CaseSet::Contacts, "contacts"),
    ];
    for (which, key) in sets {
        for at in 0..8 {
            let before = published.state().cases[at].clone();
            let id = before["id"].as_str().unwrap().to_owned();
            let now = house::read_id(&crm, &ServerId(id)).await;
            crm.set_related(&now, which, &[ServerId("new1".to_owned())])
                .await
                .unwrap();
            let mut expected = before;
            expected[key] = json!(["new1"]);
            assert_eq!(published.state().cases[at], expected, "{which:?}");
        }
    }
}

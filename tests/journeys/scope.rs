//! The person says whose conversations are kept, before everything is downloaded; the list stays whole.

use chrono::TimeDelta;
use satchel_core::case::view::{CaseRow, View};
use satchel_core::id::CaseId;
use satchel_core::scope::{Facts, Offer, Scope};
use satchel_core::sync::status::Coverage;
use satchel_sandbox::{Dialect, Fate, Request, When};
use satchel_tests::{Client, Damage, World};
use std::collections::BTreeSet;
use std::time::Duration;

const CASES: usize = 700;
const SLOW: Fate = Fate::Delay(Duration::from_secs(1));

/// Alice at a window, on a line where a conversation takes a while.
async fn alice_is_asked(dialect: Dialect) -> (World, Client) {
    let world = World::new(dialect, CASES);
    let alice = world.alice_on_disk().await;
    world.always(When::any(), SLOW);
    alice.core.can_ask();
    alice.syncs().await.unwrap();
    (world, alice)
}

fn coverage(alice: &Client) -> Coverage {
    alice.core.status().unwrap().coverage
}

fn offer(alice: &Client, scope: Scope) -> Offer {
    let choice = alice.core.scope_choice().unwrap();
    let found = choice.offers.into_iter().find(|o| o.scope == scope);
    found.expect("it is offered")
}

fn mine(alice: &Client) -> BTreeSet<CaseId> {
    alice.lists(View::Mine).iter().map(|row| row.id).collect()
}

/// A case of somebody else's whose conversation is not here.
fn of_others(alice: &Client) -> CaseRow {
    let rows = alice.lists(View::All).into_iter();
    rows.rev()
        .find(|row| alice.core.case(row.id).unwrap().checked_at.is_none())
        .expect("one that is not here")
}

const MONTH: Scope = Scope::Recent { days: 30 };

#[tokio::test]
async fn before_the_download_the_person_is_told_count_size_and_minutes_and_only_what_all_answers_hold_is_read()
 {
    for dialect in [Dialect::Bottlecrm, Dialect::Documented] {
        let (_world, alice) = alice_is_asked(dialect).await;
        let status = alice.core.status().unwrap();
        assert!(status.asks_scope, "{dialect:?}: {status:?}");
        assert!(!status.first_mirror_done, "{dialect:?}");
        let Coverage { here, detailed, .. } = status.coverage;
        let mine = mine(&alice);
        assert!(
            detailed as usize >= mine.len() && detailed < here / 2,
            "{dialect:?}: {status:?}"
        );

        let choice = alice.core.scope_choice().unwrap();
        assert!(choice.is_counted && choice.scope == Scope::Everything);
        let all = offer(&alice, Scope::Everything);
        assert_eq!(
            (all.cases, all.missing),
            (here, here - detailed),
            "{dialect:?}"
        );
        assert!(all.kb.unwrap() > 100, "{dialect:?}: {all:?}");
        // A second each: in virtual time one after the other.
        assert_eq!(
            all.minutes,
            Some((here - detailed).div_ceil(60)),
            "{dialect:?}"
        );
        for narrower in choice.offers.windows(2) {
            assert!(narrower[0].cases >= narrower[1].cases, "{choice:?}");
        }
        for own in choice.offers {
            let taken = |facts: Facts| own.scope.takes(&facts, alice.now());
            let rows = alice.lists(View::All);
            let taken = rows.iter().filter(|row| {
                taken(Facts {
                    is_open: row.is_open,
                    mine: mine.contains(&row.id),
                    wanted: row.pending + row.held > 0,
                    last_activity_at: row.last_activity_at,
                })
            });
            assert!(own.cases as usize >= taken.count(), "{own:?}");
        }
    }
}

/// "0 of 0" stood beside the question that named seven hundred.
#[tokio::test]
async fn what_the_server_counted_is_told_before_its_list_is_read() {
    let world = World::new(Dialect::Bottlecrm, CASES);
    let alice = world.alice_on_disk().await;
    let of_the_list = ("ordering".to_owned(), "created_at".to_owned());
    world.always(
        When::any().and(move |r: &Request| r.query.contains(&of_the_list)),
        Fate::LoseReply,
    );
    assert!(alice.syncs().await.is_err(), "the list does not come");
    let status = alice.core.status().unwrap();
    let all = u32::try_from(CASES).unwrap();
    let here = u32::try_from(alice.lists(View::All).len()).unwrap();
    assert!(here > 0 && here < all, "the head is here: {here} of {all}");
    assert_eq!(status.coverage.on_server, Some(all));
}

#[tokio::test]
async fn a_narrow_scope_keeps_the_list_whole_and_an_opened_case_is_read_whole() {
    let (world, alice) = alice_is_asked(Dialect::Bottlecrm).await;
    alice.core.set_scope(MONTH).unwrap();
    alice.syncs().await.unwrap();
    let status = alice.core.status().unwrap();
    assert!(!status.asks_scope && status.first_mirror_done, "{status:?}");
    assert!(status.progress.is_none(), "{status:?}");
    let kept = status.coverage;
    assert_eq!(kept.here as usize, alice.lists(View::All).len());
    assert_eq!(kept.wanted, kept.detailed);
    assert!(kept.detailed < kept.here, "{kept:?}");
    assert_eq!(offer(&alice, MONTH).missing, 0);

    let outside = |alice: &Client| {
        let rows = alice.lists(View::All).into_iter();
        rows.filter(|row| !row.is_open)
            .find(|row| alice.core.case(row.id).unwrap().checked_at.is_none())
    };
    let case = outside(&alice).expect("a closed case of long ago");
    assert!(
        alice
            .finds(View::All, &case.name)
            .iter()
            .any(|r| r.id == case.id)
    );
    // A day passes: it is still not read, though it was never read at all.
    world.clock.pass(TimeDelta::hours(30));
    alice.syncs().await.unwrap();
    assert!(alice.core.case(case.id).unwrap().checked_at.is_none());
    alice.opens(case.id);
    alice.syncs().await.unwrap();
    let view = alice.core.case(case.id).unwrap();
    assert!(view.checked_at.is_some(), "opened, it is read whole");
    assert!(
        view.row.news.is_none(),
        "what was there all along is no news"
    );

    // One that somebody else changes is read whole, too, and one that is gone is found out.
    let other = outside(&alice).expect("another one");
    let on_server = world.crm().case_named(&other.name).unwrap().id;
    let now = world.now();
    world
        .crm()
        .web_comments(on_server, "bob", "Once more, please", false, now)
        .unwrap();
    world.clock.pass(TimeDelta::minutes(3));
    alice.syncs().await.unwrap();
    assert!(
        alice
            .sees_said(other.id)
            .contains(&"Once more, please".to_owned())
    );
}

#[tokio::test]
async fn a_wider_scope_brings_the_rest_without_news_and_a_narrower_one_takes_nothing_away() {
    let (world, alice) = alice_is_asked(Dialect::Bottlecrm).await;
    alice.core.set_scope(Scope::Mine).unwrap();
    alice.syncs().await.unwrap();
    let few = coverage(&alice);
    assert!(
        few.detailed < few.here && few.wanted == few.detailed,
        "{few:?}"
    );
    let case = of_others(&alice);
    let on_server = world.crm().case_named(&case.name).unwrap().id;
    world.clock.pass(TimeDelta::days(20));
    let while_it_was_narrow = world.now();
    world
        .crm()
        .web_comments(
            on_server,
            "bob",
            "Said meanwhile",
            false,
            while_it_was_narrow,
        )
        .unwrap();
    world.clock.pass(TimeDelta::days(1));

    alice.core.set_scope(Scope::Everything).unwrap();
    assert!(coverage(&alice).wanted > few.wanted);
    alice.syncs().await.unwrap();
    let all = coverage(&alice);
    assert_eq!((all.detailed, all.wanted), (all.here, all.here));
    let news = alice
        .lists(View::All)
        .into_iter()
        .filter(|row| row.news.is_some());
    assert_eq!(news.count(), 0, "what was there all along is no news");
    assert!(
        alice
            .sees_said(case.id)
            .contains(&"Said meanwhile".to_owned())
    );

    alice.core.set_scope(Scope::Mine).unwrap();
    alice.syncs().await.unwrap();
    assert_eq!(coverage(&alice).detailed, all.detailed, "nothing goes");
}

#[tokio::test]
async fn who_does_not_answer_gets_everything_and_so_does_who_is_not_asked() {
    let (world, alice) = alice_is_asked(Dialect::Bottlecrm).await;
    world.clock.pass(TimeDelta::minutes(11));
    alice.syncs().await.unwrap();
    let all = coverage(&alice);
    assert!(!alice.core.status().unwrap().asks_scope);
    assert_eq!(all.detailed, all.here);

    let bob = world.bob().await;
    bob.syncs().await.unwrap();
    assert_eq!(coverage(&bob).detailed, coverage(&bob).here);
}

#[tokio::test]
async fn the_choice_survives_the_loss_of_the_database() {
    for damage in [Damage::Lost, Damage::Scribbled] {
        let (_world, alice) = alice_is_asked(Dialect::Bottlecrm).await;
        alice.core.set_scope(MONTH).unwrap();
        let alice = alice.comes_back_after(damage);
        assert_eq!(alice.core.scope_choice().unwrap().scope, MONTH);
        alice.core.can_ask();
        alice.settles().await;
        let status = alice.core.status().unwrap();
        assert!(!status.asks_scope, "{damage:?}: it is not asked again");
        let kept = status.coverage;
        assert!(kept.detailed < kept.here, "{damage:?}: {kept:?}");
    }
}

#[tokio::test]
async fn a_case_outside_the_scope_that_is_gone_from_the_server_goes_from_the_list() {
    let (world, alice) = alice_is_asked(Dialect::Documented).await;
    alice.core.set_scope(Scope::Mine).unwrap();
    alice.syncs().await.unwrap();
    let case = of_others(&alice);
    let (gone, now) = (world.id_of(&case.name), world.now());
    assert!(world.crm().web_deletes_case(gone, "bob", now));
    world.clock.pass(TimeDelta::minutes(40));
    alice.syncs().await.unwrap();
    alice.syncs().await.unwrap();
    assert!(!alice.lists(View::All).iter().any(|row| row.id == case.id));
}

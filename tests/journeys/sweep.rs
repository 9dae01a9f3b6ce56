//! Nothing leaves the mirror because it was absent, or because the way to it is broken (invariants I13, I14).

use chrono::TimeDelta;
use satchel_core::case::Standing;
use satchel_core::case::view::View;
use satchel_sandbox::{Dialect, Fate, Method, Request, When};
use satchel_tests::{Client, World, answer, session_403};
use serde_json::json;

fn the_list() -> When {
    When::method(Method::Get).and(|r: &Request| r.path == "/api/cases/")
}

fn names(alice: &Client) -> Vec<String> {
    let mut names: Vec<String> = alice.lists(View::All).into_iter().map(|r| r.name).collect();
    names.sort();
    names
}

#[tokio::test]
async fn a_sweep_that_misses_too_many_cases_touches_none_of_them() {
    let (world, alice) = World::with_alice(Dialect::Documented, 60).await;
    let before = names(&alice);
    let doomed: Vec<_> = world.crm().cases().take(21).map(|c| c.id).collect();
    let now = world.now();
    for case in doomed {
        world.crm().web_deletes_case(case, "ada", now);
    }
    world.clock.pass(TimeDelta::minutes(5));
    let since = world.now();
    alice.syncs().await.unwrap();
    assert_eq!(names(&alice), before, "21 of 60 are more than 20");
    let asked_by_id = |r: &&satchel_sandbox::Logged| r.at >= since && r.status == 404;
    let crm = world.crm();
    let probes = crm.requests().filter(asked_by_id);
    assert_eq!(
        probes
            .filter(|r| r.target.len() > "/api/cases/".len() + 30)
            .count(),
        0
    );
}

#[tokio::test]
async fn an_empty_list_is_no_reason_to_empty_the_mirror() {
    for dialect in [Dialect::Bottlecrm, Dialect::Documented] {
        let (world, alice) = World::with_alice(dialect, 60).await;
        let before = names(&alice);
        let nothing = match dialect {
            Dialect::Bottlecrm => json!({"cases": [], "cases_count": 0, "open_count": 0}),
            Dialect::Documented => {
                json!({"count": 0, "next": null, "previous": null, "results": []})
            }
        };
        world.always(the_list(), answer(200, &nothing, false));
        alice.lives(TimeDelta::hours(1)).await;
        assert_eq!(names(&alice), before, "{dialect:?}");
    }
}

#[tokio::test]
async fn a_few_vanished_cases_are_asked_for_one_by_one_and_then_stand_gone() {
    for dialect in [Dialect::Bottlecrm, Dialect::Documented] {
        let (world, alice) = World::with_alice(dialect, 60).await;
        let (row, stays) = (alice.my_case(), names(&alice).len());
        let (id, now) = (world.id_of(&row.name), world.now());
        world.crm().web_deletes_case(id, "ada", now);
        // Absent from the list, and nothing more is known: it stays.
        world.always(When::any().path(&id.to_string()), Fate::server_error(false));
        alice.lives(TimeDelta::hours(1)).await;
        assert_eq!(
            alice.opens(row.id).standing,
            Standing::Visible,
            "{dialect:?}"
        );
        assert_eq!(names(&alice).len(), stays);
        world.heals();
        alice.lives(TimeDelta::hours(1)).await;
        let asked =
            |r: &satchel_sandbox::Logged| r.status == 404 && r.target.contains(&id.to_string());
        assert!(world.crm().requests().any(asked), "{dialect:?}: by its id");
        assert_eq!(alice.opens(row.id).standing, Standing::Gone, "{dialect:?}");
        assert_eq!(names(&alice).len(), stays - 1);
        alice.obeys_the_law();
    }
}

#[tokio::test]
async fn no_trouble_of_the_server_or_the_line_removes_anything() {
    let fates = [
        session_403(),
        Fate::server_error(false),
        Fate::CaptivePortal,
        Fate::LoseReply,
        Fate::unavailable(None),
        answer(401, &json!({"detail": "Given token not valid"}), false),
        answer(403, &json!({"detail": "Something nobody has seen"}), false),
        answer(200, &json!({"hello": "world"}), false),
        answer(200, &json!([]), false),
        Fate::Answer {
            status: 404,
            headers: vec![("Content-Type".to_owned(), "text/html".to_owned())],
            body: b"<html>Not here</html>".to_vec(),
            after_effect: false,
        },
        Fate::Answer {
            status: 302,
            headers: vec![(
                "Location".to_owned(),
                "https://elsewhere.example/".to_owned(),
            )],
            body: Vec::new(),
            after_effect: false,
        },
    ];
    for dialect in [Dialect::Bottlecrm, Dialect::Documented] {
        for fate in &fates {
            let (world, alice) = World::with_alice(dialect, 40).await;
            let before = names(&alice);
            world.always(When::any(), fate.clone());
            alice.lives(TimeDelta::hours(7)).await;
            assert_eq!(names(&alice), before, "{dialect:?} {fate:?}");
            world.heals();
            alice.lives(TimeDelta::hours(1)).await;
            assert_eq!(
                names(&alice),
                before,
                "{dialect:?} {fate:?}: and it goes on"
            );
            assert!(
                alice.core.status().unwrap().error.is_none(),
                "{dialect:?} {fate:?}"
            );
        }
    }
}

#[tokio::test]
async fn no_answer_about_a_single_case_removes_it_unless_it_says_that_it_is_gone_or_denied() {
    let one_case = || {
        let is_one = |r: &Request| r.path.starts_with("/api/cases/") && r.path != "/api/cases/";
        When::method(Method::Get).and(is_one)
    };
    let fates = [
        session_403(),
        answer(403, &json!({"detail": "Something nobody has seen"}), false),
        answer(401, &json!({"detail": "Given token not valid"}), false),
        answer(200, &json!({"hello": "world"}), false),
        Fate::server_error(false),
        Fate::CaptivePortal,
    ];
    for fate in &fates {
        let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
        let before = names(&alice);
        world.always(one_case(), fate.clone());
        // Open cases are read again after two hours.
        alice.lives(TimeDelta::hours(3)).await;
        assert_eq!(names(&alice), before, "{fate:?}");
        world.heals();
        alice.lives(TimeDelta::hours(1)).await;
        assert_eq!(names(&alice), before, "{fate:?}");
    }
}

#[tokio::test]
async fn trouble_with_one_case_is_trouble_with_one_case() {
    let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
    let (sick, well) = (
        alice.lists(View::Mine).remove(0),
        alice.lists(View::Mine).remove(1),
    );
    let id = world.id_of(&sick.name);
    world.always(When::any().path(&id.to_string()), Fate::server_error(false));
    let now = world.now();
    for row in [&sick, &well] {
        let case = world.id_of(&row.name);
        world
            .crm()
            .web_comments(case, "bob", "Any news?", false, now);
    }
    alice.lives(TimeDelta::minutes(2)).await;
    assert!(alice.sees_said(well.id).contains(&"Any news?".to_owned()));
    assert!(!alice.sees_said(sick.id).contains(&"Any news?".to_owned()));
    world.heals();
    alice.lives(TimeDelta::minutes(15)).await;
    assert!(
        alice.sees_said(sick.id).contains(&"Any news?".to_owned()),
        "asked again later"
    );
}

#[tokio::test]
async fn a_row_that_cannot_be_read_stops_no_sweep() {
    let world = World::new(Dialect::Documented, 40);
    let alice = world.alice_on_disk().await;
    let page = json!({"count": 2, "next": null, "previous": null, "results": [
        {"id": "bad-row", "status": "New"},
        {"id": "00000000-0000-4000-8000-000000000001", "name": "Readable", "status": "Shiny", "priority": "Odd",
         "case_type": null, "account": null, "contacts": [], "created_on": "2023-01-15T10:30:00Z", "closed_on": null,
         "assigned_to": [], "teams": []},
    ]});
    world.always(the_list(), answer(200, &page, false));
    world.always(
        When::any().path("/api/cases/0000"),
        Fate::server_error(false),
    );
    alice.lives(TimeDelta::minutes(1)).await;
    let rows = alice.lists(View::All);
    assert_eq!(rows.len(), 1);
    assert_eq!(
        (rows[0].status.as_str(), rows[0].priority.as_str()),
        ("Shiny", "Odd"),
        "unknown words are shown"
    );
}

//! One bad row is one bad row: a server some of whose rows nobody can read. The others are mirrored, the bad ones counted
//! once each with the reason and the place, durably, until the server mends them; never with what stood in them.

use crate::desk::{Desk, clock};
use crate::house::is_listed;
use crate::published::{ORGANIZATION, Published, TOKEN};
use crate::server::{Answer, Server};
use chrono::TimeDelta;
use satchel_core::Core;
use satchel_core::crm::envelope::RowKind;
use satchel_core::store::key::DataKey;
use satchel_core::sync::status::{SetAside, StatusWord};
use satchel_sandbox::{self as sandbox, Dialect, Fate, Request, When};
use satchel_tests::{World, answer};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

fn row_is(ids: &[String], id: &Value) -> bool {
    id.as_str()
        .is_some_and(|id| ids.iter().any(|one| one == id))
}

/// A real server's dialect, with rows that lost their status on the way, two of them their id.
async fn spoiled(cases: usize, spoil: &'static [usize]) -> (Server, Vec<String>) {
    let began = chrono::Utc::now() - TimeDelta::hours(1);
    let model = sandbox::seed::demo(Dialect::Bottlecrm, cases, began);
    let mut listed: Vec<_> = model.cases().filter(|c| is_listed(c)).collect();
    listed.sort_by_key(|c| (c.created_at, std::cmp::Reverse(c.id)));
    let spoiled: Vec<String> = spoil.iter().map(|at| listed[*at].id.to_string()).collect();
    let bad: BTreeSet<String> = spoiled.iter().cloned().collect();
    let idless = [spoiled[2].clone(), spoiled[3].clone()];
    let model = Mutex::new(model);
    let server = Server::start(move |asked| {
        let request = Request {
            method: sandbox::Method::Get,
            path: asked.path.clone(),
            query: asked.query.clone(),
            headers: asked.headers.clone(),
            body: Vec::new(),
            at: chrono::Utc::now(),
        };
        let answer = model.lock().unwrap().handle(&request);
        let Ok(mut body) = serde_json::from_slice::<Value>(&answer.body) else {
            return Answer::html(answer.status, "no");
        };
        for row in body["cases"].as_array_mut().into_iter().flatten() {
            if row["id"].as_str().is_some_and(|id| bad.contains(id)) {
                let fields = row.as_object_mut().unwrap();
                let nameless = row_is(&idless, &fields["id"]);
                fields.remove(if nameless { "id" } else { "status" });
            }
        }
        Answer::json(answer.status, &body)
    })
    .await;
    (server, spoiled)
}

#[tokio::test]
async fn bad_rows_stop_no_sweep_and_each_is_counted_once() {
    // The first page ends in bad rows, and so does the list.
    let at: &[usize] = &[0, 50, 98, 99, 100, 229];
    let (server, bad) = spoiled(230, at).await;
    let desk = Desk::at(&server.origin, sandbox::ALICE, None)
        .await
        .unwrap();
    desk.core.sync_once().await.unwrap();
    assert_eq!(desk.rows().len(), 230 - at.len(), "the others are here");
    let status = desk.core.status().unwrap();
    assert_eq!(
        (status.word, status.error.is_none()),
        (StatusWord::UpToDate, true)
    );
    let told = |s: &SetAside| (s.kind, s.why.clone(), s.count, s.rows.clone());
    let with_id = [0, 1, 4, 5].map(|n: usize| bad[n].clone()).to_vec();
    let places = vec!["row 99".to_owned(), "row 100".to_owned()];
    assert_eq!(
        status.set_aside.iter().map(told).collect::<Vec<_>>(),
        [
            (RowKind::Case, "status: missing".to_owned(), 4, with_id),
            (RowKind::Case, "id: missing".to_owned(), 2, places),
        ],
        "which, so that somebody can look"
    );

    // It is still known after a restart.
    let Desk {
        core,
        place,
        folder,
        ..
    } = desk;
    core.disconnect();
    drop(core);
    let core = Core::open(&place, &DataKey::for_tests(7), clock()).unwrap();
    assert_eq!(core.status().unwrap().set_aside, status.set_aside);
    drop((core, folder));
}

async fn published(cases: usize) -> (Arc<Published>, Desk, Server) {
    let published = Arc::new(Published::with(cases));
    let plays = Arc::clone(&published);
    let server = Server::start(move |asked| plays.answers(asked)).await;
    let desk = Desk::at(&server.origin, TOKEN, Some(ORGANIZATION))
        .await
        .unwrap();
    (published, desk, server)
}

fn aside(desk: &Desk) -> Vec<SetAside> {
    desk.core.status().unwrap().set_aside
}

#[tokio::test]
async fn what_the_server_mends_is_read_and_no_longer_told() {
    let (published, desk, _server) = published(12).await;
    published.state().cases[3]["created_on"] = json!("SECRET words of a customer");
    published.state().cases[7]["id"] = json!(null);
    desk.core.sync_once().await.unwrap();
    let told = aside(&desk);
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!(told[0].why, "created_on: not a time stamp");
    assert_eq!(
        (told[1].why.as_str(), told[1].rows[0].as_str()),
        ("id: missing", "row 8")
    );
    assert!(!format!("{told:?}").contains("SECRET"));
    assert_eq!(desk.rows().len(), 10);

    published.state().cases[3]["created_on"] = json!("2023-01-15T10:30:00Z");
    published.state().cases[7]["id"] = json!("case0000-0000-4000-8000-999999999999");
    desk.core.sync_now();
    desk.core.sync_once().await.unwrap();
    assert_eq!(aside(&desk), []);
    assert_eq!(desk.rows().len(), 12);
}

#[tokio::test]
async fn parts_of_a_case_that_cannot_be_read_are_told_too() {
    let (published, desk, _server) = published(12).await;
    let case = published.state().comments[0]["case"].clone();
    {
        let mut state = published.state();
        state.comments[0]
            .as_object_mut()
            .unwrap()
            .remove("commented_on");
        let another =
            json!({"id": "c2", "comment": 5, "case": case, "commented_on": "2023-01-16T08:00:00Z"});
        state.comments.push(another.clone());
        state.comments.push(another);
        state.attachments[0]["created_on"] = json!("yesterday");
    }
    desk.core.sync_once().await.unwrap();
    let told = aside(&desk);
    let lines: Vec<_> = told
        .iter()
        .map(|s| (s.kind, s.why.as_str(), s.count))
        .collect();
    assert_eq!(
        lines,
        [
            (RowKind::Comment, "commented_on: missing", 1),
            (RowKind::Comment, "comment: missing", 2),
            (RowKind::File, "created_on: not a time stamp", 1),
        ]
    );
    assert!(
        told.iter().all(|s| s.rows == [case.as_str().unwrap()]),
        "the case to look at: {told:?}"
    );
    assert_eq!(desk.rows().len(), 12, "the case itself is here");
}

#[tokio::test]
async fn a_case_that_cannot_be_read_keeps_no_news_away() {
    let broken = [
        answer(200, &json!({"cases_obj": {"id": "x"}}), false),
        Fate::server_error(false),
    ];
    for fate in broken {
        let (world, alice) = World::with_alice(Dialect::Bottlecrm, 12).await;
        alice.lives(TimeDelta::minutes(2)).await;
        let path = format!(
            "/api/cases/{}/",
            world.bob_opens("Nobody can read this", "Low")
        );
        world.always(When::any().and(move |r: &Request| r.path == path), fate);
        let mine = alice.my_case();
        let priority = if mine.priority == "Low" {
            "High"
        } else {
            "Low"
        };
        world.bob_sets(&mine.name, json!({"priority": priority}));
        alice.lives(TimeDelta::minutes(10)).await;
        assert_eq!(
            alice.opens(mine.id).row.priority,
            priority,
            "the news is here"
        );
        let status = alice.core.status().unwrap();
        assert!(status.error.is_none(), "{:?}", status.error);
    }
}

//! The engine at a server that does exactly what the published description says: it mirrors it, replies, edits, creates.

use crate::desk::{Desk, files, names, said};
use crate::published::{ORGANIZATION, Published, ROW, TOKEN};
use crate::server::Server;
use satchel_core::case::{Field, FieldEdit, NewCase};
use satchel_core::comment::Audience;
use satchel_core::crm::dialect::Dialect;
use satchel_core::error::Code;
use satchel_core::sync::status::StatusWord;
use std::sync::Arc;
use std::time::{Duration, Instant};

async fn published(cases: usize) -> (Arc<Published>, Server) {
    let published = Arc::new(Published::with(cases));
    let plays = Arc::clone(&published);
    let server = Server::start(move |asked| plays.answers(asked)).await;
    (published, server)
}

async fn mirrored(cases: usize) -> (Arc<Published>, Server, Desk) {
    let (published, server) = published(cases).await;
    let desk = Desk::at(&server.origin, TOKEN, Some(ORGANIZATION))
        .await
        .unwrap();
    desk.core.sync_once().await.unwrap();
    (published, server, desk)
}

/// Syncs until nothing waits, in real time: a bare "success" is looked for after two seconds.
async fn settles(desk: &Desk) {
    let began = Instant::now();
    while began.elapsed() < Duration::from_secs(30) {
        let _looked_again_later = desk.core.sync_once().await;
        if desk.core.outbox().unwrap().is_empty() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    panic!("{:#?}", desk.core.outbox().unwrap());
}

#[tokio::test]
async fn the_published_description_is_recognized_and_mirrored_whole() {
    let (published, server, desk) = mirrored(137).await;
    assert_eq!(desk.account.dialect, Dialect::Documented);
    let status = desk.core.status().unwrap();
    assert_eq!(status.word, StatusWord::UpToDate, "{status:?}");
    assert!(status.first_mirror_done);
    let rows = desk.rows();
    assert_eq!(rows.len(), 137);
    let state = published.state();
    for case in &state.cases {
        let view = desk.opens(case["name"].as_str().unwrap());
        assert_eq!(view.row.status, case["status"].as_str().unwrap());
        assert_eq!(view.row.priority, case["priority"].as_str().unwrap());
        assert_eq!(view.row.case_type.as_deref(), case["case_type"].as_str());
        assert_eq!(view.row.is_open, case["status"] != "Closed");
        assert_eq!(view.row.assignees, ["Name of user1-uuid"]);
        assert_eq!(names(&view.teams), ["Name of team1-uuid"]);
        assert_eq!(view.contacts.len(), 1);
        assert_eq!(said(&view).len(), 1, "{}", view.row.name);
        assert!(said(&view)[0].2, "every comment is public");
        let file = files(&view);
        assert!(file[0].0.starts_with("log-"), "{file:?}");
    }
    drop(state);
    only_documented_calls(&server);
}

/// Everything asked stands in the description, or is a look-up that the server need not have.
fn only_documented_calls(server: &Server) {
    let optional = [
        "/api/profile/",
        "/api/users/",
        "/api/teams/",
        "/api/accounts/",
        "/api/contacts/",
        "/api/tags/",
    ];
    for asked in server.asked() {
        assert!(
            asked.path.starts_with("/api/cases/") || optional.contains(&asked.path.as_str()),
            "{}",
            asked.path
        );
        assert!(
            ["GET", "POST", "PUT"].contains(&asked.method.as_str()),
            "{} {}",
            asked.method,
            asked.path
        );
        assert_eq!(
            asked.header("organization-id"),
            Some(ORGANIZATION),
            "{}",
            asked.path
        );
        let body = String::from_utf8_lossy(&asked.body).into_owned();
        assert!(!body.contains("is_internal"), "{body}");
    }
}

#[tokio::test]
async fn a_reply_an_edit_and_a_new_case_arrive_once_each() {
    let (published, server, desk) = mirrored(23).await;
    let case = desk.case("Login Issues 3");
    desk.core
        .add_comment(
            case,
            Audience::Public,
            "Issue reproduced, working on solution",
        )
        .unwrap();
    let before = published
        .state()
        .cases
        .iter()
        .find(|c| c["name"] == "Login Issues 3")
        .unwrap()
        .clone();
    let edit = FieldEdit {
        field: Field::Priority,
        value: Some("Critical".to_owned()),
    };
    desk.core.edit_case(case, &[edit]).unwrap();
    let new = NewCase {
        name: "Email Configuration Problem".to_owned(),
        status: "New".to_owned(),
        priority: "Normal".to_owned(),
        case_type: Some("Technical".to_owned()),
        description: String::new(),
        account_id: None,
        assignee_ids: Vec::new(),
        team_ids: Vec::new(),
        contact_ids: Vec::new(),
        tag_ids: Vec::new(),
    };
    let made = desk.core.create_case(new).unwrap();
    desk.core
        .add_comment(made, Audience::Public, "On a case made here")
        .unwrap();
    settles(&desk).await;

    let state = published.state();
    let times = |text: &str| {
        state
            .comments
            .iter()
            .filter(|c| c["comment"] == text)
            .count()
    };
    assert_eq!(times("Issue reproduced, working on solution"), 1);
    assert_eq!(times("On a case made here"), 1);
    let after = state
        .cases
        .iter()
        .find(|c| c["name"] == "Login Issues 3")
        .unwrap();
    for key in ROW {
        match key {
            "priority" => assert_eq!(after[key], "Critical"),
            _ => assert_eq!(after[key], before[key], "{key} is as it was"),
        }
    }
    assert_eq!(
        state
            .cases
            .iter()
            .filter(|c| c["name"] == "Email Configuration Problem")
            .count(),
        1
    );
    drop(state);
    assert_eq!(server.writes().len(), 4, "{:?}", server.writes());
    only_documented_calls(&server);
    assert!(desk.opens("Email Configuration Problem").row.on_server);
}

#[tokio::test]
async fn closing_sends_the_date_as_the_description_writes_it() {
    let (published, _server, desk) = mirrored(8).await;
    let edits =
        [(Field::Status, "Closed"), (Field::ClosedOn, "2023-02-05")].map(|(field, value)| {
            FieldEdit {
                field,
                value: Some(value.to_owned()),
            }
        });
    desk.core
        .edit_case(desk.case("Login Issues 0"), &edits)
        .unwrap();
    settles(&desk).await;
    let state = published.state();
    let case = state
        .cases
        .iter()
        .find(|c| c["name"] == "Login Issues 0")
        .unwrap();
    assert_eq!(case["status"], "Closed");
    assert_eq!(case["closed_on"], "2023-02-05T00:00:00Z");
    drop(state);
    assert_eq!(
        desk.opens("Login Issues 0").closed_on.unwrap().to_string(),
        "2023-02-05"
    );
}

#[tokio::test]
async fn what_the_description_has_no_place_for_is_said_before_it_is_typed() {
    let (_published, _server, desk) = mirrored(8).await;
    let case = desk.case("Login Issues 0");
    let no = desk
        .core
        .add_comment(case, Audience::Internal, "For us only")
        .unwrap_err();
    assert_eq!(no.code(), Code::Invalid, "never sent as a public reply");
}

#[tokio::test]
async fn a_missing_organization_or_a_wrong_token_is_told_apart_from_a_wrong_address() {
    let (_published, server) = published(3).await;
    let refused = Desk::at(&server.origin, TOKEN, None).await.err().unwrap();
    assert_eq!(refused.code(), Code::SignIn);
    let refused = Desk::at(&server.origin, "wrong", Some(ORGANIZATION))
        .await
        .err()
        .unwrap();
    assert_eq!(refused.code(), Code::SignIn);
}

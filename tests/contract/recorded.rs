//! The main job on real input: the engine mirrors what a real server answered, and nothing of it is lost or changed.

use crate::desk::{Desk, files, names, row, said};
use crate::replay::{Replay, TOKEN, all, kept};
use crate::server::Server;
use chrono::{DateTime, Utc};
use satchel_core::case::Standing;
use satchel_core::crm::dialect::Dialect;
use satchel_core::error::Code;
use satchel_core::sync::status::StatusWord;
use serde_json::Value;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;

async fn played(folders: &[PathBuf]) -> (Arc<Replay>, Server) {
    let replay = Arc::new(Replay::of(folders));
    let plays = Arc::clone(&replay);
    let server = Server::start(move |asked| plays.answers(asked)).await;
    println!(
        "{} recordings, {} rows, {} cases read whole",
        replay.recordings,
        replay.rows.len(),
        replay.details.len()
    );
    (replay, server)
}

/// What the recordings say of a case: read whole where it was, else its row.
fn recorded(replay: &Replay) -> impl Iterator<Item = (&str, &Value)> {
    replay
        .rows
        .iter()
        .filter_map(|(id, row)| match replay.details.get(id) {
            Some(detail) if detail["merged_into"].is_string() => None,
            Some(detail) => Some((id.as_str(), &detail["cases_obj"])),
            None => Some((id.as_str(), row)),
        })
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn recorded_names(list: &Value, name: impl Fn(&Value) -> String) -> Vec<String> {
    let mut names: Vec<String> = list.as_array().into_iter().flatten().map(name).collect();
    names.sort();
    names
}

fn person(value: &Value) -> String {
    text(&value["user_details"]["name"]).to_owned()
}

fn plain(value: &Value) -> String {
    text(&value["name"]).to_owned()
}

#[tokio::test]
async fn a_real_servers_cases_are_mirrored_field_by_field() {
    let mut folders = vec![kept()];
    mirrors(&folders).await;
    if let Some(more) = all() {
        folders.push(more);
        mirrors(&folders).await;
    }
}

async fn mirrors(folders: &[PathBuf]) {
    let (replay, server) = played(folders).await;
    let desk = Desk::at(&server.origin, TOKEN, None).await.unwrap();
    assert_eq!(desk.account.dialect, Dialect::Bottlecrm);
    assert_eq!(desk.account.me.name, "Ada Admin");
    desk.core.sync_once().await.unwrap();
    let status = desk.core.status().unwrap();
    assert_eq!(status.word, StatusWord::UpToDate, "{status:?}");
    assert!(status.first_mirror_done);

    let rows = desk.rows();
    let cases: Vec<_> = recorded(&replay).collect();
    assert!(cases.len() >= 13, "{}", cases.len());
    let mut seen = 0;
    for (_, case) in cases.iter().filter(|(_, c)| c["is_active"] == true) {
        let here = rows.iter().find(|r| r.name == text(&case["name"]));
        let here = here.unwrap_or_else(|| panic!("{} is not here", case["name"]));
        assert_eq!(here.status, text(&case["status"]), "{}", here.name);
        assert_eq!(here.priority, text(&case["priority"]));
        assert_eq!(
            here.case_type.as_deref().unwrap_or_default(),
            text(&case["case_type"])
        );
        assert_eq!(
            here.account.as_deref().unwrap_or_default(),
            text(&case["account"]["name"])
        );
        let mut assignees = here.assignees.clone();
        assignees.sort();
        assert_eq!(
            assignees,
            recorded_names(&case["assigned_to"], person),
            "{}",
            here.name
        );
        let created: DateTime<Utc> = text(&case["created_at"]).parse().unwrap();
        assert_eq!(here.created_at, created, "to the microsecond");
        let view = desk.opens(&here.name);
        assert_eq!(view.description, text(&case["description"]));
        assert_eq!(names(&view.teams), recorded_names(&case["teams"], plain));
        assert_eq!(names(&view.tags), recorded_names(&case["tags"], plain));
        assert_eq!(
            view.contacts.len(),
            case["contacts"].as_array().unwrap().len()
        );
        assert_eq!(
            view.closed_on.map(|d| d.to_string()).unwrap_or_default(),
            text(&case["closed_on"])
        );
        assert_eq!(
            view.created_by.as_deref().unwrap_or_default(),
            text(&case["created_by"]["name"])
        );
        seen += 1;
    }
    assert_eq!(rows.len(), seen, "and nothing else is here");
    println!("{seen} cases equal their recordings");
    nothing_unknown_is_lost(desk, &cases);
}

/// Fields that we have no column for are kept as they came.
fn nothing_unknown_is_lost(desk: Desk, cases: &[(&str, &Value)]) {
    let ids: Vec<&str> = cases.iter().map(|(id, _)| *id).collect();
    let stored = desk.closes_and_reads(&ids);
    for ((_, case), stored) in cases.iter().zip(&stored) {
        let extra = &row(stored.as_ref()).extra;
        for key in [
            "custom_fields",
            "sla_resolution_hours",
            "is_problem",
            "parent",
            "resolution_sla_deadline",
            "child_count",
        ] {
            assert_eq!(extra.get(key), case.get(key), "{key} of {}", case["name"]);
        }
    }
}

#[tokio::test]
async fn recorded_conversations_are_complete_with_the_names_of_their_authors() {
    let (replay, server) = played(&[kept()]).await;
    let desk = Desk::at(&server.origin, TOKEN, None).await.unwrap();
    desk.core.sync_once().await.unwrap();
    let profiles = replay.look_up("/api/users/get-teams-and-users/");
    let author = |id: &Value| {
        let profiles = profiles["profiles"].as_array().unwrap().iter();
        person(profiles.clone().find(|p| p["id"] == *id).unwrap())
    };
    let mut comments = 0;
    for whole in replay
        .details
        .values()
        .filter(|d| d["cases_obj"].is_object())
    {
        let view = desk.opens(text(&whole["cases_obj"]["name"]));
        let mut expected: Vec<(String, String, bool)> = Vec::new();
        for part in ["comments", "internal_notes"] {
            for said in whole[part].as_array().unwrap() {
                let internal = part == "internal_notes" || said["is_internal"] == true;
                expected.push((
                    author(&said["commented_by"]["id"]),
                    text(&said["comment"]).to_owned(),
                    !internal,
                ));
            }
        }
        expected.sort();
        expected.dedup();
        let mut here = said(&view);
        comments += here.len();
        here.sort();
        assert_eq!(here, expected, "{}", view.row.name);
        let mut expected: Vec<(String, String)> = whole["attachments"]
            .as_array()
            .unwrap()
            .iter()
            .map(|file| (text(&file["file_name"]).to_owned(), "Ada Admin".to_owned()))
            .collect();
        expected.sort();
        let mut here = files(&view);
        here.sort();
        assert_eq!(here, expected, "{}", view.row.name);
    }
    assert!(comments >= 8, "{comments} comments and notes");
}

#[tokio::test]
async fn a_recorded_file_is_read_and_stays() {
    let (_, server) = played(&[kept()]).await;
    let desk = Desk::at(&server.origin, TOKEN, None).await.unwrap();
    desk.core.sync_once().await.unwrap();
    let log = desk.rows().into_iter().find_map(|row| {
        let view = desk.core.open_case(row.id).unwrap();
        view.timeline.into_iter().find_map(|item| match item {
            satchel_core::case::view::TimelineItem::Attachment { id, file_name, .. }
                if file_name == "log.txt" =>
            {
                Some(id)
            }
            _ => None,
        })
    });
    let Some(log) = log else {
        panic!("log.txt is recorded")
    };
    let (name, bytes) = match desk.core.attachment(log).await {
        Ok(read) => read,
        // Two files have this name; one of them has no recorded bytes.
        Err(e) => panic!("{e}"),
    };
    assert_eq!((name.as_str(), bytes.len()), ("log.txt", 120));
    let before = server.asked().len();
    desk.core.attachment(log).await.unwrap();
    assert_eq!(server.asked().len(), before, "from the mirror now");
}

#[tokio::test]
async fn a_merged_case_says_so_and_leaves_the_lists() {
    let (replay, server) = played(&[kept()]).await;
    let (id, redirect) = replay
        .details
        .iter()
        .find(|(_, d)| d["merged_into"].is_string())
        .unwrap();
    let desk = Desk::at(&server.origin, TOKEN, None).await.unwrap();
    desk.core.sync_once().await.unwrap();
    assert!(
        !desk
            .rows()
            .iter()
            .any(|r| r.name == text(&redirect["source_case_name"]))
    );
    let target = desk.rows().into_iter().find(|r| {
        replay.details[text(&redirect["merged_into"])]["cases_obj"]["name"] == r.name.as_str()
    });
    assert!(target.is_some(), "the case it went into is here");
    let stored = desk.closes_and_reads(&[id]);
    assert_eq!(stored[0].as_ref().unwrap().standing, Standing::Merged);
}

#[tokio::test]
async fn the_recorded_feed_sends_the_engine_to_what_changed_and_to_nothing_else() {
    let (replay, server) = played(&[kept()]).await;
    let desk = Desk::at(&server.origin, TOKEN, None).await.unwrap();
    desk.core.sync_once().await.unwrap();
    let rows = desk.rows().len();
    let before = server.asked().len();
    replay.held_back.store(0, Ordering::SeqCst);
    desk.core.sync_once().await.unwrap();
    let asked: Vec<String> = server
        .asked()
        .into_iter()
        .skip(before)
        .map(|a| a.path)
        .collect();
    // The ten newest rows speak of one case that is here, and of one that is not (and is not on the server either).
    let read: Vec<&String> = asked
        .iter()
        .filter(|p| p.starts_with("/api/cases/") && p.len() > 20)
        .collect();
    assert!(read.iter().any(|p| p.contains("80f18154")), "{asked:?}");
    assert!(
        read.iter()
            .all(|p| p.contains("80f18154") || p.contains("30ee2952")),
        "{asked:?}"
    );
    assert_eq!(
        desk.rows().len(),
        rows,
        "what the feed names and nobody may read is not made up"
    );
}

#[tokio::test]
async fn a_recorded_refusal_of_a_token_asks_to_sign_in() {
    let (_, server) = played(&[kept()]).await;
    let refused = Desk::at(&server.origin, "bcrm_pat_wrong", None).await;
    let error = refused.err().expect("a wrong token opens nothing");
    assert_eq!(error.code(), Code::SignIn);
    assert!(
        error.next_step().contains("Sign in again"),
        "{}",
        error.next_step()
    );
}

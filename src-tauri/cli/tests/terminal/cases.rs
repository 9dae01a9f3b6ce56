//! Cases from a terminal: found by what was typed, changed by name, files there and back.

use crate::desk::Desk;
use serde_json::json;

#[test]
fn a_case_is_named_by_any_of_its_ids_their_pieces_and_its_name() {
    let desk = Desk::ready(12);
    let case = desk.case();
    let theirs = case.id.to_string();
    let ours = desk.ask(&["show", &theirs])["row"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let name = case.name.to_uppercase();
    let middle: String = case.name.chars().skip(3).collect();
    for typed in [
        ours.as_str(),
        &theirs,
        &theirs[..8],
        &ours[ours.len() - 8..],
        &name,
        &middle,
    ] {
        let shown = desk.ask(&["show", typed]);
        assert_eq!(shown["row"]["id"], ours.as_str(), "{typed}");
        assert_eq!(shown["serverId"], theirs.as_str());
    }
    let fault = desk
        .run(&["show", "no such case anywhere", "--json"])
        .ends(1)
        .fault();
    assert_eq!(fault["code"], "notFound");
}

#[test]
fn where_several_cases_may_be_meant_they_are_told_and_none_is_taken() {
    let desk = Desk::ready(12);
    for name in ["Twin number one", "Twin number two"] {
        desk.ask(&["create", "--name", name]);
    }
    let ran = desk.run(&["comment", "twin number", "hello"]).ends(1);
    assert!(
        ran.err.contains("Twin number one") && ran.err.contains("Twin number two"),
        "{}",
        ran.err
    );
    let fault = desk
        .run(&["comment", "twin number", "hello", "--json"])
        .ends(1)
        .fault();
    assert_eq!(fault["code"], "ambiguous");
    assert_eq!(fault["candidates"].as_array().unwrap().len(), 2);
    let waiting = desk.ask(&["outbox"]);
    assert!(
        waiting
            .as_array()
            .unwrap()
            .iter()
            .all(|item| item["kind"] == "create"),
        "{waiting}"
    );
}

#[test]
fn fields_people_and_tags_are_changed_by_their_names() {
    let desk = Desk::ready(12);
    let case = desk.case();
    let id = case.id.to_string();
    let (bob, tag) = {
        let server = desk.server();
        (
            server.person("bob").unwrap().clone(),
            server.tags()[0].clone(),
        )
    };
    let text = "Seen twice,\nonce at night.";
    std::fs::write(desk.path("about.txt"), text).unwrap();
    let about = desk.text("about.txt");
    desk.run(&[
        "edit",
        &id,
        "--status",
        "closed",
        "--closed-on",
        "2026-11-20",
        "--description-file",
        &about,
    ])
    .ends(0);
    desk.run(&[
        "edit",
        &id,
        "--assign",
        &bob.email,
        "--add-tag",
        &tag.name.to_uppercase(),
    ])
    .ends(0);
    desk.run(&["sync", "--until-idle"]).ends(0);
    let now = desk.server().case(case.id).unwrap().clone();
    assert_eq!(now.status, "Closed");
    assert_eq!(
        now.closed_on.unwrap().date_naive().to_string(),
        "2026-11-20"
    );
    assert_eq!(now.description.as_deref(), Some(text));
    assert!(
        now.assigned_to.contains(&bob.profile) && now.tags.contains(&tag.id),
        "{now:?}"
    );

    desk.run(&[
        "edit",
        &id,
        "--unassign",
        &bob.name,
        "--remove-tag",
        &tag.name,
    ])
    .ends(0);
    desk.run(&["sync"]).ends(0);
    let now = desk.server().case(case.id).unwrap().clone();
    assert!(
        !now.assigned_to.contains(&bob.profile) && !now.tags.contains(&tag.id),
        "{now:?}"
    );
}

#[test]
fn what_the_server_does_not_know_is_refused_with_what_it_knows_and_nothing_is_changed() {
    let desk = Desk::ready(12);
    let id = desk.case().id.to_string();
    let ran = desk
        .run(&["edit", &id, "--name", "Not this", "--priority", "purple"])
        .ends(1);
    assert!(
        ran.err.contains("purple") && ran.err.contains("Urgent"),
        "{}",
        ran.err
    );
    let ran = desk
        .run(&[
            "edit",
            &id,
            "--name",
            "Not this",
            "--assign",
            "nobody at all",
        ])
        .ends(1);
    assert!(ran.err.contains("no such person"), "{}", ran.err);
    desk.run(&["edit", &id]).ends(2);
    assert_eq!(desk.ask(&["outbox"]), json!([]));
}

#[test]
fn closing_without_a_day_takes_today_and_says_so() {
    let desk = Desk::ready(12);
    let id = desk.case().id.to_string();
    let ran = desk.run(&["edit", &id, "--status", "Closed"]).ends(0);
    let today = chrono::Utc::now().date_naive().to_string();
    assert!(
        ran.err.contains(&format!("Closed on {today}")),
        "{}",
        ran.err
    );
}

#[test]
fn a_text_that_is_too_long_is_refused_or_sent_in_parts() {
    let desk = Desk::ready(12);
    let case = desk.case();
    let id = case.id.to_string();
    let before = desk.server().comments_of(case.id).len();
    let long = "All work and no play. ".repeat(30);
    let ran = desk.told(&["comment", &id, "--internal"], &long).ends(1);
    assert!(
        ran.err.contains("255") && ran.err.contains("--split"),
        "{}",
        ran.err
    );
    desk.told(&["comment", &id, "--internal", "--split"], &long)
        .ends(0);
    desk.run(&["sync", "--until-idle"]).ends(0);
    let server = desk.server();
    let said = &server.comments_of(case.id)[before..];
    let ends: Vec<&str> = said.iter().map(|c| &c.text[c.text.len() - 5..]).collect();
    assert_eq!(ends, ["(1/3)", "(2/3)", "(3/3)"]);
    assert!(said.iter().all(|c| c.is_internal));
}

#[test]
fn a_file_goes_to_the_server_and_comes_back_the_same_and_nothing_is_written_over() {
    let desk = Desk::ready(12);
    let case = desk.case();
    let id = case.id.to_string();
    let bytes: Vec<u8> = (0..70_000_u32).map(|n| (n % 251) as u8).collect();
    std::fs::write(desk.path("trace.bin"), &bytes).unwrap();
    let ran = desk
        .run(&[
            "attach",
            &id,
            &desk.text("trace.bin"),
            &desk.text("not-there"),
        ])
        .ends(1);
    assert!(ran.err.contains("not-there"), "{}", ran.err);
    assert_eq!(desk.ask(&["outbox"]), json!([]), "all or none");
    desk.run(&["attach", &id, &desk.text("trace.bin")]).ends(0);
    desk.run(&["sync", "--until-idle"]).ends(0);
    let kept = {
        let server = desk.server();
        let file = server
            .attachments_of(case.id)
            .iter()
            .find(|a| a.name == "trace.bin")
            .unwrap();
        server.bytes_of(file.id).unwrap()
    };
    assert!(kept == bytes, "as it was sent");

    let folder = desk.text("mirror");
    let to = desk.text("");
    for (n, name) in [(1, "trace (2).bin"), (2, "trace (3).bin")] {
        let saved = desk.ask(&["save", &id, "trace.bin", "--to", &to]);
        assert_eq!(saved["size"], 70_000, "{n}");
        assert!(std::fs::read(desk.path(name)).unwrap() == bytes);
    }
    assert!(!std::path::Path::new(&folder).join("trace.bin").exists());

    let file = desk.ask(&["show", &id])["timeline"]
        .as_array()
        .unwrap()
        .iter()
        .find(|item| item["fileName"] == "trace.bin")
        .unwrap()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    desk.run(&["delete-file", &id, &file]).ends(2);
    desk.run(&["delete-file", &id, &file, "--yes"]).ends(0);
    desk.run(&["sync"]).ends(0);
    assert!(
        !desk
            .server()
            .attachments_of(case.id)
            .iter()
            .any(|a| a.name == "trace.bin")
    );
}

#[test]
fn comments_and_cases_are_deleted_only_when_it_is_meant() {
    let desk = Desk::ready(12);
    let case = desk.case();
    let id = case.id.to_string();
    desk.run(&["comment", &id, "Soon gone"]).ends(0);
    desk.run(&["sync"]).ends(0);
    let shown = desk.ask(&["show", &id]);
    let said = shown["timeline"]
        .as_array()
        .unwrap()
        .iter()
        .find(|i| i["text"] == "Soon gone")
        .unwrap();
    let comment = said["id"].as_str().unwrap().to_owned();
    let ran = desk.run(&["delete-comment", &id, &comment]).ends(2);
    assert!(ran.err.contains("--yes"), "{}", ran.err);
    desk.ask(&["delete-comment", &id, &comment, "--yes"]);
    desk.run(&["sync"]).ends(0);
    assert!(
        !desk
            .server()
            .comments_of(case.id)
            .iter()
            .any(|c| c.text == "Soon gone")
    );
    desk.run(&["delete-case", &id]).ends(2);
    desk.ask(&["delete-case", &id, "--yes"]);
    desk.run(&["sync"]).ends(0);
    assert!(desk.server().case(case.id).is_none());
}

#[test]
fn a_view_that_nobody_saved_is_told_with_those_there_are() {
    let desk = Desk::ready(12);
    let fault = desk
        .run(&["list", "--view", "VIPs", "--json"])
        .ends(2)
        .fault();
    let message = fault["message"].as_str().unwrap();
    assert!(message.contains("VIPs"), "{message}");
    assert!(fault["next"].as_str().unwrap().contains("unassigned"));
    desk.run(&["list", "--view", "MINE", "--json"]).ends(0);
}

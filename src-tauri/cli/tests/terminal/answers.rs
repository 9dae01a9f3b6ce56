//! What is printed: JSON on request from every command, nothing of others' words that moves a cursor, and a doctor who
//! names the hop that broke.

use crate::desk::Desk;
use serde_json::json;

#[test]
fn every_command_answers_with_one_json_value() {
    let desk = Desk::with(12);
    let origin = desk.face.origin();
    let token = format!("{}\n", satchel_sandbox::ALICE);
    let signed_in = desk
        .told(&["sign-in", "--server", &origin, "--json"], &token)
        .ends(0)
        .json();
    assert_eq!(signed_in["done"], "signIn");
    let status = desk.ask(&["sync", "--until-idle"]);
    assert_eq!(status["word"], "upToDate");
    let id = desk.case().id.to_string();
    std::fs::write(desk.path("a.txt"), "a").unwrap();
    let (file, to, out) = (desk.text("a.txt"), desk.text(""), desk.text("out.csv"));
    let commands: [(&[&str], &[&str]); 13] = [
        (&["list", "--limit", "2"], &["asOf", "total", "rows"]),
        (
            &["show", &id],
            &["asOf", "serverId", "row", "timeline", "description"],
        ),
        (
            &["create", "--name", "By a script"],
            &["done", "case", "waiting"],
        ),
        (
            &["edit", &id, "--name", "Other"],
            &["done", "case", "waiting"],
        ),
        (
            &["comment", &id, "Hello"],
            &["done", "case", "waiting", "intents"],
        ),
        (
            &["attach", &id, &file],
            &["done", "case", "waiting", "intents"],
        ),
        (&["watch", &id], &["done", "case", "waiting"]),
        (&["unwatch", &id], &["done", "case", "waiting"]),
        (
            &["save", &id, "a.txt", "--to", &to],
            &["done", "case", "file", "path", "size"],
        ),
        (
            &["export", "--format", "json"],
            &["asOf", "view", "query", "total", "cases"],
        ),
        (
            &["export", "--format", "csv", "--to", &out],
            &["done", "cases", "bytes", "asOf", "path"],
        ),
        (&["doctor"], &["isWell", "checks", "status"]),
        (&["sign-out"], &["done", "left", "waiting"]),
    ];
    for (command, fields) in commands {
        let answer = desk.ask(command);
        for field in fields {
            assert!(
                answer.get(field).is_some(),
                "{command:?} has no {field}: {answer}"
            );
        }
    }
    for command in [
        &["outbox"] as &[&str],
        &["outbox", "--held"],
        &["history", &id],
    ] {
        assert!(desk.ask(command).is_array(), "{command:?}");
    }
    let intent = desk.ask(&["outbox"])[0]["intentId"]
        .as_str()
        .unwrap()
        .to_owned();
    for decision in ["--hold", "--send", "--discard"] {
        let answer = desk.ask(&["resolve", &intent, decision]);
        assert_eq!(answer["decision"], decision.trim_start_matches('-'));
    }
}

#[test]
fn others_words_move_no_cursor_and_there_is_no_color_in_a_pipe() {
    let desk = Desk::ready(6);
    let case = desk.case();
    desk.server().web_patches(
        case.id,
        "bob",
        json!({"name": "Red \u{1b}[31malert\u{7}"}),
        chrono::Utc::now(),
    );
    desk.server().web_comments(
        case.id,
        "bob",
        "\u{1b}]0;pwned\u{7} \u{202e}txt.exe",
        false,
        chrono::Utc::now(),
    );
    desk.run(&["sync", "--until-idle"]).ends(0);
    let id = case.id.to_string();
    for command in [&["list", "--view", "all"] as &[&str], &["show", &id]] {
        let out = desk.run(command).ends(0).out;
        assert!(out.contains("alert"), "{out}");
        let bad = out
            .chars()
            .find(|c| (c.is_control() && *c != '\n') || *c == '\u{202e}');
        assert_eq!(bad, None, "{out:?}");
    }
}

#[test]
fn a_list_stands_in_columns_and_says_how_old_it_is_and_where_more_is() {
    let desk = Desk::ready(40);
    let out = desk
        .run(&["list", "--view", "all", "--sort", "name", "--limit", "5"])
        .ends(0)
        .out;
    let lines: Vec<&str> = out.lines().collect();
    assert!(lines[0].starts_with("ID        PRIORITY"), "{out}");
    assert_eq!(lines.len(), 7, "{out}");
    assert!(
        lines[6].starts_with("5 of ") && lines[6].contains("as of 20"),
        "{out}"
    );
    let at = lines[0].find("STATUS").unwrap();
    for line in &lines[1..6] {
        let before: String = line.chars().take(at).collect();
        assert!(before.ends_with("  "), "{line}");
    }
    let (name, total) = {
        let all = desk.ask(&["list", "--view", "closed", "--limit", "1"]);
        (
            all["rows"][0]["name"].as_str().unwrap().to_owned(),
            all["total"].as_u64().unwrap(),
        )
    };
    assert!(total > 0);
    let ran = desk.run(&["list", &name]).ends(0);
    assert!(ran.err.contains("--view all"), "{} {}", ran.out, ran.err);
}

#[test]
fn the_doctor_names_what_is_well_and_the_hop_that_broke_and_no_customer() {
    let desk = Desk::ready(6);
    let name = desk.case().name;
    let ran = desk.run(&["doctor"]).ends(0);
    for check in [
        "program",
        "key",
        "mirror",
        "integrity",
        "coverage",
        "last sync",
        "outbox",
        "name",
        "connection",
        "server",
        "sign-in",
    ] {
        assert!(
            ran.out
                .lines()
                .any(|l| l.starts_with("ok") && l.contains(check)),
            "{check}: {}",
            ran.out
        );
    }
    let place = desk.text("mirror");
    assert!(
        !ran.out.contains(&place) && !ran.out.contains(&name),
        "{}",
        ran.out
    );
    assert!(
        desk.run(&["doctor", "--paths"])
            .ends(0)
            .out
            .contains(&place)
    );

    let bad = |desk: &Desk, args: &[&str], code| {
        let ran = desk.run(&[args, &["--json"]].concat()).ends(code);
        let checks = ran.json()["checks"].clone();
        let bad = checks
            .as_array()
            .unwrap()
            .iter()
            .find(|c| c["state"] == "bad");
        bad.map(|c| c["check"].as_str().unwrap().to_owned())
            .unwrap_or_default()
    };
    desk.server()
        .web_revokes_tokens("alice", chrono::Utc::now());
    assert_eq!(bad(&desk, &["doctor"], 4), "sign-in");
    desk.face.unplug().unwrap();
    assert_eq!(bad(&desk, &["doctor"], 3), "connection");
    assert_eq!(bad(&desk, &["doctor", "--offline"], 0), "");
    std::fs::write(desk.path("passphrase"), "not this one").unwrap();
    assert_eq!(bad(&desk, &["doctor"], 7), "mirror");
}

#[test]
#[cfg(unix)]
fn the_doctor_tells_a_database_that_is_not_what_was_written() {
    use std::os::unix::fs::FileExt;
    let desk = Desk::ready(40);
    let file = std::fs::OpenOptions::new()
        .write(true)
        .open(desk.path("mirror/mirror.db"))
        .unwrap();
    let pages = file.metadata().unwrap().len() / 4096;
    for page in (pages / 2)..(pages / 2 + 20).min(pages) {
        file.write_all_at(&[7; 64], page * 4096 + 100).unwrap();
    }
    let ran = desk.run(&["doctor", "--offline", "--json"]).ends(1);
    let checks = ran.json()["checks"].clone();
    let bad = checks
        .as_array()
        .unwrap()
        .iter()
        .find(|c| c["state"] == "bad")
        .cloned();
    assert_eq!(
        bad.expect("something bad")["check"],
        "integrity",
        "{checks}"
    );
}

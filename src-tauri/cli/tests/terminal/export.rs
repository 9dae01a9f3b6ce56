//! Exports: what is written can be read by whoever knows the format, and does nothing in a spreadsheet.

use crate::desk::Desk;
use serde_json::json;

/// RFC 4180, read by its grammar.
fn rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (vec![], vec![], String::new());
    let mut chars = text.chars().peekable();
    let mut quoted = false;
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => cell.push(chars.next().unwrap()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {
                assert_eq!(chars.next(), Some('\n'), "rows end with CRLF");
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            c => cell.push(c),
        }
    }
    assert!(
        !quoted && row.is_empty() && cell.is_empty(),
        "the last row ends, too"
    );
    rows
}

#[test]
fn a_csv_export_holds_every_case_and_no_formula() {
    let desk = Desk::ready(30);
    let case = desk.case();
    let fields = json!({"name": "=HYPERLINK(\"http://x\",\"y\")", "description": "two\r\nlines, \"quoted\""});
    desk.server()
        .web_patches(case.id, "bob", fields, chrono::Utc::now());
    desk.run(&["sync", "--until-idle"]).ends(0);
    desk.ask(&["show", &case.id.to_string()]);
    let to = desk.text("cases.csv");
    let done = desk.ask(&["export", "--format", "csv", "--to", &to]);
    let rows = rows(&std::fs::read_to_string(&to).unwrap());
    let all = desk.ask(&["list", "--view", "all"]);
    assert_eq!(json!(rows.len() - 1), all["total"]);
    assert_eq!(done["cases"], all["total"]);
    let column = |name: &str| rows[0].iter().position(|c| c == name).expect(name);
    let row = rows
        .iter()
        .find(|r| r[column("server_id")] == case.id.to_string())
        .unwrap();
    assert_eq!(row[column("name")], "'=HYPERLINK(\"http://x\",\"y\")");
    assert_eq!(row[column("description")], "two\r\nlines, \"quoted\"");
    assert_eq!(
        row[column("status")],
        desk.server().case(case.id).unwrap().status
    );
    for row in &rows[1..] {
        assert_eq!(row.len(), rows[0].len());
        chrono::DateTime::parse_from_rfc3339(&row[column("as_of")]).unwrap();
    }
}

#[test]
fn a_json_export_holds_the_conversations_and_its_age() {
    let desk = Desk::ready(12);
    let case = desk.case();
    desk.server()
        .web_comments(case.id, "bob", "For the archive", false, chrono::Utc::now());
    desk.run(&["sync", "--until-idle"]).ends(0);
    let export = desk.ask(&["export", "--format", "json", "archive"]);
    assert_eq!(
        (&export["total"], &export["query"]),
        (&json!(1), &json!("archive"))
    );
    assert!(export["asOf"].is_string());
    let one = &export["cases"][0];
    assert_eq!(one["serverId"], case.id.to_string());
    let texts: Vec<_> = one["timeline"]
        .as_array()
        .unwrap()
        .iter()
        .map(|i| i["text"].clone())
        .collect();
    assert!(texts.contains(&json!("For the archive")), "{one}");
    // Nobody looked at it.
    assert_eq!(
        desk.ask(&["list", "archive", "--view", "all"])["rows"][0]["unread"],
        true
    );
}

#[test]
#[cfg(unix)]
fn an_export_is_its_owners_alone_and_writes_over_nothing_unasked() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::ready(3);
    let to = desk.text("out.json");
    let args = ["export", "--format", "json", "--to", &to];
    let ran = desk.run(&args).ends(0);
    assert!(ran.out.contains("not encrypted"), "{}", ran.out);
    assert_eq!(
        std::fs::metadata(&to).unwrap().permissions().mode() & 0o777,
        0o600
    );
    std::fs::write(&to, "mine").unwrap();
    let ran = desk.run(&args).ends(1);
    assert!(ran.err.contains("--force"), "{}", ran.err);
    assert_eq!(std::fs::read_to_string(&to).unwrap(), "mine");
    desk.run(&["export", "--format", "json", "--to", &to, "--force"])
        .ends(0);
    assert!(std::fs::read_to_string(&to).unwrap().contains("asOf"));
}

#[test]
fn an_export_with_files_writes_each_under_a_safe_name_and_says_where() {
    let desk = Desk::ready(12);
    let case = desk.case();
    for (name, text) in [
        ("../../evil.txt", "one"),
        ("EVIL.txt", "two"),
        ("dump.zip", "three"),
    ] {
        desk.server()
            .web_attaches(case.id, "bob", name, text, chrono::Utc::now());
    }
    // A file leaves no trace in the server's feed; what is said beside it does.
    desk.server()
        .web_comments(case.id, "bob", "See the files", false, chrono::Utc::now());
    desk.run(&["sync", "--until-idle"]).ends(0);
    let (to, folder) = (desk.text("all.json"), desk.text("files"));
    let id = case.id.to_string();
    let args = [
        "export", "--format", "json", "--to", &to, "--files", &folder,
    ];
    let done = desk.ask(&args);
    assert!(
        done["filesMissing"].as_u64().unwrap() >= 1,
        "a zip is not fetched unasked: {done}"
    );
    desk.ask(&["pin", &id]);
    desk.run(&["sync", "--until-idle"]).ends(0);
    desk.run(&args).ends(1);
    let done = desk.ask(&[&args[..], &["--force"]].concat());
    assert!(done["files"].as_u64().unwrap() >= 3, "{done}");
    let export: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(&to).unwrap()).unwrap();
    let cases = export["cases"].as_array().unwrap();
    let one = cases.iter().find(|c| c["serverId"] == json!(id)).unwrap();
    assert_eq!(one["pinned"], json!(true));
    let mut found = Vec::new();
    for item in one["timeline"].as_array().unwrap() {
        if item["kind"] == "attachment" {
            let path = item["path"].as_str().unwrap();
            assert!(!path.contains(".."), "{path}");
            found.push(std::fs::read_to_string(desk.path("files").join(path)).unwrap());
        }
    }
    found.sort();
    assert_eq!(found, ["one", "three", "two"]);
    desk.run(&["export", "--format", "csv", "--files", &folder])
        .ends(1);
}

#[test]
fn a_case_is_written_as_markdown_and_files_have_no_place_there() {
    let desk = Desk::ready(6);
    let case = desk.case();
    desk.server().web_comments(
        case.id,
        "bob",
        "Not for customers",
        true,
        chrono::Utc::now(),
    );
    desk.run(&["sync", "--until-idle"]).ends(0);
    let id = case.id.to_string();
    let args = ["export", "--format", "markdown", "--case", &id];
    let all = desk.run(&args).ends(0).out;
    assert!(all.starts_with("# ") && all.contains("*As of "), "{all}");
    assert!(all.contains("Not for customers"), "{all}");
    let without = desk
        .run(&[&args[..], &["--without-notes"]].concat())
        .ends(0)
        .out;
    assert!(!without.contains("Not for customers"), "{without}");
    desk.run(&[&args[..], &["--files", &desk.text("files")]].concat())
        .ends(1);
}

#[test]
fn a_table_is_looked_at_first_and_made_after_a_yes() {
    let desk = Desk::ready(6);
    let table = desk.text("in.csv");
    std::fs::write(
        &table,
        "name,priority\nBadge printer jams,Urgent\nNo such,Burning\n",
    )
    .unwrap();
    let seen = desk.run(&["import", &table, "--dry-run"]).ends(0);
    assert!(seen.out.contains("1 rows become cases"), "{}", seen.out);
    assert!(
        seen.out
            .contains("row 3: the server has no such priority (“Burning”)"),
        "{}",
        seen.out
    );
    assert_eq!(desk.ask(&["outbox"]).as_array().map(Vec::len), Some(0));
    let asked = desk.run(&["import", &table]).ends(1);
    assert!(asked.err.contains("--yes"), "{}", asked.err);
    let done = desk.ask(&["import", &table, "--yes"]);
    assert_eq!(done["creates"], 1);
    let again = desk.ask(&["import", &table, "--yes"]);
    assert_eq!((&again["creates"], &again["known"]), (&json!(0), &json!(1)));
    desk.run(&["sync", "--until-idle"]).ends(0);
    let made = |name: &str| desk.server().cases().filter(|c| c.name == name).count();
    assert_eq!(made("Badge printer jams"), 1);
    let piped = desk
        .told(&["import", "-", "--dry-run"], "what\n1\n")
        .ends(1);
    assert!(piped.err.contains("name"), "{}", piped.err);
}

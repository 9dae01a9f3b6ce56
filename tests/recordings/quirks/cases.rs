//! Cases, comments, files, notices: what a naive client would lose or double.

use chrono::{DateTime, Duration};
use satchel_sandbox::{Method, Request};
use serde_json::{Value, json};

use super::{World, text};

#[test]
fn a_comment_of_blanks_is_stored() {
    let mut world = World::new();
    let path = format!("/api/cases/{}/", world.case("Blanks"));
    let answer = world.ask(
        "bcrm_pat_admin",
        Method::Post,
        &path,
        json!({ "comment": "   " }),
    );
    assert_eq!(
        (answer.status, &answer.json()["comments"][0]["comment"]),
        (200, &json!("   "))
    );
}

#[test]
fn a_name_clashes_with_a_case_one_may_not_see() {
    let mut world = World::new();
    let case = world.case("Secret plan");
    let read = world.ask(
        "bcrm_pat_bob",
        Method::Get,
        &format!("/api/cases/{case}/"),
        Value::Null,
    );
    assert_eq!(read.status, 403);
    let new = json!({ "name": "SECRET PLAN", "status": "New", "priority": "Low" });
    let refused = world.ask("bcrm_pat_bob", Method::Post, "/api/cases/", new);
    let problem = json!({ "name": ["Case already exists with this name"] });
    assert_eq!((refused.status, &refused.json()["errors"]), (400, &problem));
}

#[test]
fn nothing_tells_what_changed_since() {
    let mut world = World::new();
    let list = world.get("/api/cases/?slim=true&limit=1");
    assert_eq!(
        (list.header("etag"), list.header("last-modified")),
        (None, None)
    );
    let row = &list.json()["cases"][0];
    assert!(row.get("updated_at").is_none() && row.get("comment_count").is_none());
    let tag = Request::new(Method::Get, "/api/cases/?slim=true&limit=1", world.at);
    let tag = tag
        .bearer("bcrm_pat_admin")
        .with_header("If-None-Match", "*");
    assert_eq!(world.crm.handle(&tag).status, 200);
}

#[test]
fn a_comment_on_a_merged_case_is_stored_and_not_seen_in_the_target() {
    let mut world = World::new();
    let (source, target) = (world.case("Source"), world.case("Target"));
    world.crm.web_merges(source, target, "admin", world.at);
    let path = format!("/api/cases/{source}/");
    let answer = world.ask(
        "bcrm_pat_admin",
        Method::Post,
        &path,
        json!({ "comment": "lost" }),
    );
    assert_eq!(answer.status, 200);
    let redirect = world.get(&path).json();
    assert_eq!(redirect["redirect_to"], json!(target));
    let seen = world.get(&format!("/api/cases/{target}/")).json();
    assert_eq!(seen["comments"], json!([]));
    assert_eq!(world.crm.comments_of(source).len(), 1);
}

#[test]
fn a_download_ignores_range() {
    let mut world = World::new();
    let case = world.case("Files");
    let file = world
        .crm
        .web_attaches(case, "admin", "a.txt", "hello world", world.at);
    let path = format!("/api/attachments/{}/download/", file.expect("a file"));
    let request = Request::new(Method::Get, &path, world.at).bearer("bcrm_pat_admin");
    let whole = world.crm.handle(&request.with_header("Range", "bytes=0-3"));
    assert_eq!((whole.status, whole.text().as_str()), (200, "hello world"));
    assert_eq!(whole.header("accept-ranges"), None);
}

#[test]
fn notices_come_newest_first_a_hundred_at_most_and_know_no_offset() {
    let mut world = World::new();
    let case = world.case("Much said");
    for number in 0..130 {
        world.at += Duration::minutes(2);
        let said = format!("@alice {number}");
        world.crm.web_comments(case, "bob", &said, false, world.at);
    }
    let mut ask = |query: &str| {
        let path = format!("/api/notifications/?{query}");
        world
            .ask("bcrm_pat_alice", Method::Get, &path, Value::Null)
            .json()
    };
    let all = ask("limit=500&offset=50");
    assert_eq!(
        (&all["count"], &all["unread_count"]),
        (&json!(100), &json!(130))
    );
    assert_eq!(all["results"][0]["data"]["comment_excerpt"], "@alice 129");
    let newest = text(&all["results"][0], "created_at").to_owned();
    assert_eq!(ask(&format!("since={newest}"))["count"], 0);
}

#[test]
fn unknown_filters_are_ignored_without_a_word() {
    let mut world = World::new();
    let all = world.get("/api/cases/?slim=true&limit=1").json();
    for filter in [
        "updated_at__gte=2030-01-01",
        "teams=x",
        "fields=id",
        "closed_on__gte=2030-01-01",
    ] {
        let some = world.get(&format!("/api/cases/?slim=true&limit=1&{filter}"));
        assert_eq!((some.status, some.json()), (200, all.clone()), "{filter}");
    }
}

#[test]
fn every_answer_has_the_servers_date() {
    let mut world = World::new();
    for path in ["/api/cases/?slim=true", "/api/nope/", "/api/auth/me/"] {
        let answer = world.get(path);
        let date = DateTime::parse_from_rfc2822(answer.header("date").expect("a date"));
        assert_eq!(date.expect("a date"), world.at, "{path}");
    }
}

#[test]
fn the_log_of_a_case_tells_what_was_before_and_what_after_and_who_commented() {
    let mut world = World::new();
    let case = world.case("Logged");
    let path = format!("/api/cases/{case}/");
    let priority = json!({ "priority": "Urgent" });
    world.ask("bcrm_pat_admin", Method::Patch, &path, priority);
    let said = json!({ "comment": "noted" });
    world.ask("bcrm_pat_admin", Method::Post, &path, said);
    let log = world.get(&format!("{path}activities/")).json();
    let rows = log["activities"].as_array().expect("rows");
    let row = |action: &str| rows.iter().find(|row| row["action"] == action);
    let changed = row("PRIORITY_CHANGED").expect("a row");
    assert_eq!(
        changed["metadata"],
        json!({ "after": "Urgent", "before": "Normal" })
    );
    let comment = row("COMMENT").expect("a row");
    assert_eq!(comment["metadata"]["is_internal"], false);
    assert!(comment["metadata"]["comment_id"].is_string() && comment["user"].is_object());
}

#[test]
fn a_file_loses_its_folders_and_unseen_letters_but_keeps_markup_in_its_name() {
    let mut world = World::new();
    let case = world.case("Names");
    for (given, kept) in [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\log.txt", "log.txt"),
        ("invoice\u{202e}gpj.exe", "invoicegpj.exe"),
        ("x<img src=y>.html", "x<img src=y>.html"),
    ] {
        let file = world.crm.web_attaches(case, "admin", given, "x", world.at);
        let files = world.crm.attachments_of(case);
        let stored = files.iter().find(|one| Some(one.id) == file);
        assert_eq!(stored.expect("a file").name, kept, "{given:?}");
    }
}

//! Size and depth: time grows with the size of an answer, not faster; an abyss is refused, and the stack stands.

use crate::corpus::{self, case_key, rows_key};
use crate::line::{answer, giving, now, saying};
use satchel_core::crm::ListQuery;
use satchel_core::crm::dialect::Dialect;
use satchel_core::crm::envelope::DetailAnswer;
use satchel_core::id::ServerId;
use serde_json::{Value, json};
use std::time::Instant;

fn time(what: impl FnOnce()) -> f64 {
    let since = Instant::now();
    what();
    since.elapsed().as_secs_f64()
}

fn grows_with_size(what: &str, read: impl Fn(usize) -> Vec<u8>, decode: impl Fn(&[u8])) {
    let (small, large) = (read(40), read(320));
    let times = f64::from(u32::try_from(large.len()).unwrap())
        / f64::from(u32::try_from(small.len()).unwrap());
    // On a busy machine most rounds tell of the machine; what really grows faster does so in every round.
    let round = |_| time(|| decode(&large)) / time(|| decode(&small));
    let slower = (0..6).map(round).fold(f64::INFINITY, f64::min);
    println!("fuzz {what}: {times:.1} times the size takes {slower:.1} times as long");
    assert!(
        slower < 4.0 * times,
        "{what}: {times:.1} times the size took {slower:.1} times as long"
    );
}

#[test]
fn limits_time_grows_with_size() {
    let pages = corpus::pages();
    for page in [&pages[0], &pages[pages.len() - 1]] {
        let read = |rows: usize| {
            let mut json = page.json.clone();
            let row = json[rows_key(page.dialect)][0].clone();
            json[rows_key(page.dialect)] = Value::Array(vec![row; rows]);
            json.to_string().into_bytes()
        };
        grows_with_size("a page", read, |bytes| {
            now(saying(page.dialect, bytes).list(&ListQuery::Newest, 50)).unwrap();
        });
        // With one row in it that a strict reader refuses, the others are read one by one.
        let lone = |rows: usize| {
            let text = String::from_utf8(read(rows)).unwrap();
            text.replacen("\"name\":\"", "\"name\":\"\\ud800", 1)
                .into_bytes()
        };
        grows_with_size("a page with a lone surrogate", lone, |bytes| {
            let read = now(saying(page.dialect, bytes).list(&ListQuery::Newest, 50)).unwrap();
            assert_eq!(read.bad.len(), 1);
        });
    }
    let detail = &corpus::details()[0];
    let comment = json!({"id": "x", "comment": "Hello", "commented_on": "2026-11-23T09:00:00Z"});
    let read = |rows: usize| {
        let mut json = detail.json.clone();
        let rows = (0..rows).rev().map(|n| {
            let mut comment = comment.clone();
            comment["id"] = json!(n);
            comment
        });
        json["comments"] = rows.collect();
        json.to_string().into_bytes()
    };
    grows_with_size("a conversation", read, |bytes| {
        now(saying(detail.dialect, bytes).detail(&ServerId("c1".to_owned()))).unwrap();
    });
}

#[test]
fn limits_an_abyss_is_refused_and_the_stack_stands() {
    for depth in [100, 128, 129, 1_000, 1_000_000] {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let bare = format!("{}{}", open.repeat(depth), close.repeat(depth));
            let unclosed = open.repeat(depth);
            for body in [bare.as_bytes(), unclosed.as_bytes()] {
                for dialect in [Dialect::Bottlecrm, Dialect::Documented] {
                    let crm = saying(dialect, body);
                    now(crm.list(&ListQuery::Newest, 50)).unwrap_err();
                    now(crm.detail(&ServerId("c1".to_owned()))).unwrap_err();
                    let _none = now(crm.feed());
                }
            }
        }
    }
}

#[test]
fn limits_an_abyss_in_a_row_is_that_rows_only() {
    let abyss = format!("{}null{}", "[".repeat(1_000_000), "]".repeat(1_000_000));
    for page in corpus::pages() {
        let mut json = page.json.clone();
        let rows = json[rows_key(page.dialect)].as_array().unwrap().len();
        json[rows_key(page.dialect)][0]["custom_fields"] = json!("@abyss@");
        let text = json.to_string().replace("\"@abyss@\"", &abyss);
        let read = now(saying(page.dialect, text.as_bytes()).list(&ListQuery::Newest, 50)).unwrap();
        assert_eq!((read.rows.len(), read.bad.len()), (rows - 1, 1));
    }
    for detail in corpus::details() {
        let mut json = detail.json.clone();
        let has_case = json.get(case_key(detail.dialect)).is_some();
        let Some(comments) = json["comments"].as_array_mut().filter(|_| has_case) else {
            continue;
        };
        let before = comments.len();
        comments.push(json!("@abyss@"));
        let text = json.to_string().replace("\"@abyss@\"", &abyss);
        let case = ServerId("c1".to_owned());
        let read = now(saying(detail.dialect, text.as_bytes()).detail(&case)).unwrap();
        let DetailAnswer::Case(read) = read.value else {
            panic!("a case")
        };
        assert_eq!(read.bad.len(), 1);
        assert!(read.comments.len() >= before);
    }
}

/// The most that this process ever held, in MB.
fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let digits = line.unwrap().trim().trim_end_matches(" kB");
    digits.parse::<u64>().unwrap() / 1024
}

#[test]
fn limits_millions_of_values_in_an_answer_take_little_more_memory_than_its_bytes() {
    let count = 15_000_000;
    let zeros = format!("[{}0]", "0,".repeat(count));
    let objects = format!("[{}{{}}]", "{},".repeat(count / 2));
    let fields: Vec<String> = (0..count / 8).map(|n| format!("\"{n}\":0")).collect();
    let fields = format!("{{{}}}", fields.join(","));
    let page = &corpus::pages()[0];
    let within = |what: &str| {
        let mut json = page.json.clone();
        json[rows_key(page.dialect)][0]["custom_fields"] = json!("@many@");
        json.to_string().replace("\"@many@\"", what)
    };
    let in_place_of_rows = |what: &str| {
        let mut json = page.json.clone();
        json[rows_key(page.dialect)] = json!("@many@");
        json.to_string().replace("\"@many@\"", what)
    };
    let case = ServerId("c1".to_owned());
    let before = most_memory();
    for many in [&zeros, &objects, &fields] {
        for status in [200, 400, 403] {
            let said = answer(status, "application/json", many.as_bytes());
            let crm = giving(page.dialect, said);
            now(crm.list(&ListQuery::Newest, 50)).unwrap_err();
            now(crm.detail(&case)).unwrap_err();
        }
        let rows = in_place_of_rows(many);
        let _none = now(saying(page.dialect, rows.as_bytes()).list(&ListQuery::Newest, 50));
        // One bad row is one bad row.
        let row = within(many);
        let read = now(saying(page.dialect, row.as_bytes()).list(&ListQuery::Newest, 50)).unwrap();
        assert_eq!(read.bad.len(), 1);
    }
    let taken = most_memory() - before;
    println!("fuzz memory: {taken} MB more for answers of 30");
    assert!(taken < 250, "{taken} MB more for answers of 30 MB");
}

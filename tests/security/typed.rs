//! What a person types, or pastes, into the search: a question, whatever it says; never a part of a statement (T17).

use crate::laptop::Laptop;
use satchel_core::case::view::{CaseQuery, CaseRow, SortKey, View};
use satchel_core::error::Code;
use satchel_tests::hostile;

/// Questions to a database, to its full-text search and to its settings.
const QUESTIONS: [&str; 48] = [
    "'",
    "''",
    "\"",
    "\"\"",
    "`",
    "\\",
    "\\'",
    "';",
    "';--",
    "'--",
    "'/*",
    "*/",
    "--",
    ";",
    "%",
    "_",
    "%%",
    "\\%",
    "*",
    "**",
    "^",
    "+",
    "-",
    "~",
    "()",
    "(((",
    ")))",
    "' OR 1=1",
    "' OR 'a'='a",
    "1; DROP TABLE case_view",
    "'; DELETE FROM intent; --",
    "'; UPDATE secret SET value = 'x'; --",
    "' UNION SELECT value, 1 FROM secret --",
    "'; ATTACH '/tmp/x' AS x; --",
    "'; PRAGMA key = ''; --",
    "'; PRAGMA writable_schema = 1; --",
    "load_extension('x')",
    "x' AND randomblob(1000000000)",
    "NEAR(a b, 2)",
    "a NEAR b",
    "a AND b",
    "a OR b",
    "NOT a",
    "{name description} : x",
    "name : x",
    "^a",
    "a*",
    "\"a\" + \"b\"",
];

/// Where what is typed may stand.
const FORMS: [&str; 8] = [
    "{}",
    "\"{}\"",
    "name:\"{}\"",
    "account:{}",
    "assignee:\"{}\"",
    "tag:\"{}\" {}",
    "status:{}",
    "-{} x",
];

fn asks(laptop: &satchel_core::Core, text: &str) -> Result<Vec<CaseRow>, Code> {
    let query = CaseQuery {
        view: View::All,
        text: text.to_owned(),
        sort: SortKey::Created,
        descending: false,
        offset: 0,
        limit: 100,
    };
    let page = laptop.list_cases(&query);
    page.map(|page| page.rows).map_err(|error| error.code())
}

#[tokio::test]
async fn hundreds_of_questions_that_mean_harm_are_only_questions() {
    let laptop = Laptop::new(false).await;
    let core = laptop.opens();
    core.sync_once().await.unwrap();
    let before = asks(&core, "").unwrap();
    assert!(!before.is_empty());
    let code = hostile::texts().into_iter().map(|one| one.text);
    let short = code.filter(|text| text.len() < 400);
    let typed: Vec<String> = QUESTIONS
        .iter()
        .map(|text| (*text).to_owned())
        .chain(short)
        .collect();
    assert!(typed.len() >= 200, "{}", typed.len());
    for text in &typed {
        for form in FORMS {
            let question = form.replace("{}", text);
            let answer = asks(&core, &question);
            assert!(
                matches!(answer, Ok(_) | Err(Code::Invalid)),
                "{question:?}: {answer:?}"
            );
        }
        let named = core.case_named(text, None);
        assert!(named.is_ok(), "{text:?}: {named:?}");
    }
    assert_eq!(asks(&core, "").unwrap(), before, "nothing was changed");
    // Also not what stands beside the cases: it opens, and says the same.
    drop(core);
    assert_eq!(asks(&laptop.opens(), "").unwrap(), before);
}

//! The list of security requirements (docs/security/asvs.csv): each row has a standing that is known, and names sources and
//! tests that are there. Whether they do what the row says is read by people.

use std::collections::BTreeSet;

use crate::files::{must_read, read};
use crate::none;

const LIST: &str = "docs/security/asvs.csv";
const HEADINGS: &str = "id,level,requirement,status,where,test,reason";

#[test]
fn each_security_requirement_names_sources_and_tests_that_are_there() {
    none(
        "Say in docs/security/asvs.csv how it is now; a test that moved is named where it went.",
        &faults(&must_read(LIST), read),
    );
}

/// What is wrong with a list, where `read` gives the files there are.
fn faults(list: &str, read: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let mut lines = list.lines();
    if lines.next() != Some(HEADINGS) {
        return vec![format!("the first line is not {HEADINGS}")];
    }
    let mut seen = BTreeSet::new();
    let mut faults = vec![];
    for line in lines {
        let Ok([id, level, wanted, status, sources, tests, reason]) =
            <[String; 7]>::try_from(cells(line))
        else {
            faults.push(format!("not seven cells: {line}"));
            continue;
        };
        let mut fault = |what: &str| faults.push(format!("{id}: {what}"));
        if !is_id(&id) {
            fault("its id is not like V1.2.3");
        }
        if !seen.insert(id.clone()) {
            fault("it is there twice");
        }
        if !["1", "2", "3"].contains(&level.as_str()) || wanted.is_empty() {
            fault("it lacks its level or what is required");
        }
        match status.as_str() {
            "held" if sources.is_empty() || tests.is_empty() => {
                fault("what is held names who does it and who would notice");
            }
            "partly" if sources.is_empty() => fault("it names no source"),
            "partly" | "not" | "not applicable" if reason.is_empty() => fault("it gives no reason"),
            "held" | "partly" | "not" | "not applicable" => {}
            other => fault(&format!("its status is {other:?}")),
        }
        for path in listed(&sources) {
            if read(path).is_none() {
                fault(&format!("there is no {path}"));
            }
        }
        for test in listed(&tests) {
            let found = test.split_once("::").is_some_and(|(path, name)| {
                read(path).is_some_and(|text| is_in(&text, path, name))
            });
            if !found {
                fault(&format!("there is no {test}"));
            }
        }
    }
    faults
}

/// `V1.2.3`.
fn is_id(id: &str) -> bool {
    let numbers: Option<Vec<u8>> = id
        .strip_prefix('V')
        .and_then(|rest| rest.split('.').map(|part| part.parse().ok()).collect());
    numbers.is_some_and(|numbers| numbers.len() == 3)
}

/// The parts of a cell that names several.
fn listed(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(" | ").filter(|part| !part.is_empty())
}

/// Is there a test of this name? Those of the page are called by a sentence.
fn is_in(text: &str, path: &str, name: &str) -> bool {
    let called = match path.strip_suffix(".rs") {
        Some(_) => format!("fn {name}("),
        None => format!("'{name}'"),
    };
    !name.is_empty() && text.contains(&called)
}

/// The cells of a line, as spreadsheets write them; none goes over several lines.
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut cell, mut quoted) = (vec![], String::new(), false);
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                cell.push('"');
                letters.next();
            }
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(std::mem::take(&mut cell)),
            letter => cell.push(letter),
        }
    }
    cells.push(cell);
    cells
}

#[test]
fn whatever_is_wrong_with_a_requirement_is_told() {
    let files = |path: &str| match path {
        "a.rs" => Some("fn holds() {}".to_owned()),
        "a.test.ts" => Some("test('holds, and says \"so\"', () => {});".to_owned()),
        _ => None,
    };
    let told = |row: &str| faults(&format!("{HEADINGS}\n{row}\n"), files);
    for row in [
        "V1.2.3,1,Something,held,a.rs,a.rs::holds,",
        "V1.2.3,1,Something,held,a.rs,\"a.rs::holds | a.test.ts::holds, and says \"\"so\"\"\",",
        "V1.2.3,2,Something,partly,a.rs,,no test",
        "V1.2.3,3,Something,not applicable,,,none of ours",
    ] {
        assert!(told(row).is_empty(), "{row}: {:?}", told(row));
    }
    for row in [
        "V1.2.3,1,Something,held,a.rs,",
        "1.2.3,1,Something,held,a.rs,a.rs::holds,",
        "V1.2,1,Something,held,a.rs,a.rs::holds,",
        "V1.2.3,4,Something,held,a.rs,a.rs::holds,",
        "V1.2.3,1,,held,a.rs,a.rs::holds,",
        "V1.2.3,1,Something,done,a.rs,a.rs::holds,",
        "V1.2.3,1,Something,held,a.rs,,",
        "V1.2.3,1,Something,held,,a.rs::holds,",
        "V1.2.3,1,Something,held,b.rs,a.rs::holds,",
        "V1.2.3,1,Something,held,a.rs,a.rs::hold,",
        "V1.2.3,1,Something,held,a.rs,a.rs,",
        "V1.2.3,1,Something,held,a.rs,b.rs::holds,",
        "V1.2.3,1,Something,held,a.rs,a.test.ts::holds,",
        "V1.2.3,1,Something,partly,,,no test",
        "V1.2.3,1,Something,not,a.rs,,",
        "V1.2.3,2,A,not,,,x\nV1.2.3,2,A,not,,,x",
    ] {
        assert_eq!(told(row).len(), 1, "{row}: {:?}", told(row));
    }
    assert_eq!(faults("id,level\n", files).len(), 1);
}

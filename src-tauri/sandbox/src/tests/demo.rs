//! The demo's help desk.

use std::collections::BTreeSet;

use super::*;
use crate::{ALICE, seed};

const OPEN: [&str; 3] = ["New", "Assigned", "Pending"];

fn demo(cases: usize) -> Crm {
    seed::demo(Dialect::Bottlecrm, cases, start())
}

#[test]
fn the_same_arguments_give_the_same_demo() {
    assert_eq!(demo(150), demo(150));
    let mut one = World::of(demo(150));
    let mut two = World::of(demo(150));
    assert_eq!(
        one.get("/api/cases/?limit=500").body,
        two.get("/api/cases/?limit=500").body
    );
}

#[test]
fn the_demo_is_a_help_desk_one_believes() {
    let crm = demo(2_000);
    let cases: Vec<_> = crm.cases().collect();
    let is_listed = |case: &&&crate::Case| case.status != "Duplicate";
    assert_eq!(cases.iter().filter(is_listed).count(), 2_000);
    let words = |of: fn(&crate::Case) -> String| cases.iter().map(|case| of(case)).collect();
    let statuses: BTreeSet<String> = words(|case| case.status.clone());
    assert_eq!(statuses.len(), 6);
    let priorities: BTreeSet<String> = words(|case| case.priority.clone());
    assert_eq!(priorities.len(), 4);
    let types: BTreeSet<String> = words(|case| case.case_type.clone().unwrap_or_default());
    assert_eq!(types.len(), 4, "three types, and none");
    let names: BTreeSet<String> = words(|case| case.name.to_lowercase());
    assert_eq!(names.len(), cases.len());
    assert!(cases.iter().all(|case| case.name.chars().count() <= 64));
    assert!(cases.iter().all(|case| {
        case.description
            .as_ref()
            .is_some_and(|text| text.len() > 60)
    }));
    assert!(
        cases
            .iter()
            .all(|case| (case.status == "Closed") == case.closed_on.is_some())
    );

    let open: Vec<_> = cases
        .iter()
        .filter(|case| OPEN.contains(&case.status.as_str()))
        .collect();
    assert!((100..300).contains(&open.len()), "{}", open.len());
    let pressing = open
        .iter()
        .filter(|case| ["High", "Urgent"].contains(&case.priority.as_str()));
    let share = pressing.count() * 100 / open.len();
    assert!((8..=16).contains(&share), "{share} %");
    let alice = crm.me(ALICE).unwrap().person;
    assert_eq!(alice.role, crate::Role::Admin);
    let hers = open
        .iter()
        .filter(|case| case.assigned_to.contains(&alice.profile))
        .count();
    assert_eq!(hers, 40);

    assert_eq!((crm.accounts().count(), crm.contacts().count()), (120, 260));
    assert_eq!((crm.people().len(), crm.teams().len()), (9, 4));
    let newest = start() - cases[0].created_at;
    assert!(newest > Duration::zero() && newest < Duration::hours(1));
    let oldest = start() - cases[cases.len() - 1].created_at;
    assert!((500..=549).contains(&oldest.num_days()));
    assert!(crm.activities().is_sorted_by_key(|row| row.at));
    assert!(
        crm.activities().iter().all(|row| row.at < start()),
        "nothing comes from the future"
    );
}

#[test]
fn the_demos_people_talk_and_send_files() {
    let crm = demo(2_000);
    let threads = || crm.cases().map(|case| crm.comments_of(case.id));
    assert!(threads().all(|thread| thread.len() <= 12));
    assert!(threads().any(|thread| thread.is_empty()));
    let comments: Vec<_> = threads().flatten().collect();
    assert!(
        comments
            .iter()
            .all(|comment| comment.text.chars().count() <= 255)
    );
    assert!(
        comments
            .iter()
            .all(|comment| !comment.text.contains(['{', '}']))
    );
    let count = |test: fn(&crate::Comment) -> bool| comments.iter().filter(|one| test(one)).count();
    let customers = count(|comment| comment.by.is_none());
    let notes = count(|comment| comment.is_internal);
    assert!(customers > 1_000 && notes > 300, "{customers} {notes}");
    let texts: BTreeSet<&str> = comments
        .iter()
        .map(|comment| comment.text.as_str())
        .collect();
    assert!(texts.len() > 900, "{} different comments", texts.len());

    let files: Vec<_> = crm
        .cases()
        .flat_map(|case| crm.attachments_of(case.id))
        .collect();
    assert!((400..650).contains(&files.len()), "{}", files.len());
    for suffix in [".log", ".png", ".pdf", ".csv", ".txt"] {
        let file = files
            .iter()
            .find(|file| file.name.ends_with(suffix))
            .unwrap();
        let bytes = crm.bytes_of(file.id).unwrap();
        assert!(bytes.len() > 100, "{suffix}");
        assert_eq!(crm.bytes_of(file.id).unwrap(), bytes, "always the same");
        match suffix {
            ".png" => assert!(bytes.starts_with(b"\x89PNG\r\n\x1a\n")),
            ".pdf" => assert!(bytes.starts_with(b"%PDF-1.4") && bytes.ends_with(b"%%EOF\n")),
            _ => assert!(String::from_utf8(bytes).unwrap().lines().count() > 3),
        }
    }
}

#[test]
fn the_described_dialect_has_a_demo_in_its_own_words() {
    let crm = seed::demo(Dialect::Documented, 600, start());
    let words = |of: fn(&crate::Case) -> String| crm.cases().map(of).collect::<BTreeSet<String>>();
    assert_eq!(
        words(|case| case.status.clone()),
        ["Closed", "In Progress", "New", "On Hold"]
            .map(str::to_owned)
            .into()
    );
    assert_eq!(
        words(|case| case.priority.clone()),
        ["Critical", "High", "Low", "Normal"]
            .map(str::to_owned)
            .into()
    );
    assert_eq!(words(|case| case.case_type.clone().unwrap()).len(), 5);
    let threads = crm.cases().flat_map(|case| crm.comments_of(case.id));
    assert!(threads.into_iter().all(|comment| !comment.is_internal));
}

#[test]
fn a_page_of_a_hundred_takes_milliseconds() {
    let mut world = World::of(demo(2_000));
    world.token = ALICE;
    let mut best = std::time::Duration::MAX;
    for _ in 0..5 {
        let begun = std::time::Instant::now();
        let page = world.get("/api/cases/?slim=true&limit=100");
        best = best.min(begun.elapsed());
        assert_eq!(page.status, 200);
    }
    println!("a page of a hundred: {best:?}");
    assert!(best < std::time::Duration::from_millis(60), "{best:?}");
}

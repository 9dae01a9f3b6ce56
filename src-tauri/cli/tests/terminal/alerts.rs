//! Alerts from a terminal: what was told, why, and that it was seen.

use crate::desk::Desk;
use chrono::Utc;
use satchel_sandbox::NewWebCase;

#[test]
fn alerts_are_listed_explained_and_seen() {
    let desk = Desk::ready(12);
    assert_eq!(desk.ask(&["alerts"]).as_array().unwrap().len(), 0);
    let other = desk.case().name;
    for name in ["The till is on fire", "The lift is stuck"] {
        let new = NewWebCase {
            name: name.to_owned(),
            priority: Some("Urgent".to_owned()),
            ..NewWebCase::default()
        };
        desk.server().web_creates_case("bob", new, Utc::now());
    }
    desk.ask(&["sync"]);
    let told = desk.ask(&["alerts", "list", "--unseen"]);
    assert_eq!(told.as_array().unwrap().len(), 2, "{told}");
    assert_eq!(told[0]["why"], "newUrgent");

    let ran = desk.run(&["alerts"]).ends(0);
    assert!(ran.out.contains("The till is on fire"), "{}", ran.out);
    assert!(
        ran.out.contains("New case with priority Urgent"),
        "{}",
        ran.out
    );
    let why = desk.ask(&["alerts", "why", "The till is on fire"]);
    assert_eq!(why["happened"][0]["because"], "rule", "{why}");
    let ran = desk.run(&["alerts", "why", "The till is on fire"]).ends(0);
    assert!(ran.out.contains("new and pressing"), "{}", ran.out);
    assert!(ran.out.contains("by one of the usual rules"), "{}", ran.out);
    let why = desk.ask(&["alerts", "why", &other]);
    assert_eq!(why["wasHere"], true, "{why}");

    desk.ask(&["alerts", "seen", "The till is on fire"]);
    let left = desk.ask(&["alerts", "list", "--unseen"]);
    assert_eq!(left[0]["caseName"], "The lift is stuck");
    assert_eq!(left.as_array().unwrap().len(), 1);
    desk.ask(&["alerts", "seen"]);
    let left = desk.ask(&["alerts", "list", "--unseen"]);
    assert_eq!(left.as_array().unwrap().len(), 0);
    assert_eq!(
        desk.ask(&["alerts"]).as_array().unwrap().len(),
        2,
        "they stay"
    );
}

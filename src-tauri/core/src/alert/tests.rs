//! Tables of what happened between two observations, and of who is mentioned.

use super::*;
use crate::directory::wire::documented_vocabulary;
use serde_json::json;

fn case(priority: &str, status: &str, people: &[&str]) -> ServerCase {
    let people: Vec<_> = people
        .iter()
        .map(|id| json!({"id": id, "user_details": {"email": "x@y.z"}}))
        .collect();
    crate::case::wire::read(&json!({
        "id": "1", "name": "n", "status": status, "priority": priority, "created_on": "2026-01-01T00:00:00Z",
        "assigned_to": people,
    }))
    .unwrap()
}

fn found(before: Option<&ServerCase>, after: &ServerCase, own: Own) -> Vec<(Reason, bool)> {
    let me = ServerId("me".to_owned());
    occurrences(before, after, &documented_vocabulary(), Some(&me), own)
        .into_iter()
        .map(|o| (o.reason, o.own))
        .collect()
}

#[test]
fn what_happened_to_a_case_is_named() {
    use Reason::{Assigned, New, NewUrgent, Raised, Reopened};
    let none = Own::default();
    let (low, high, critical) = (
        case("Low", "New", &[]),
        case("High", "New", &[]),
        case("Critical", "New", &[]),
    );
    let mine = case("Low", "New", &["you", "me"]);
    let closed = case("Low", "Closed", &["me"]);
    let table = [
        (None, &high, vec![NewUrgent]),
        (None, &critical, vec![NewUrgent]),
        (None, &low, vec![New]),
        (None, &mine, vec![New, Assigned]),
        (None, &closed, vec![]),
        (Some(&low), &high, vec![Raised]),
        (Some(&high), &critical, vec![]), // it was pressing before
        (Some(&critical), &critical, vec![]),
        (Some(&critical), &low, vec![]),
        (Some(&low), &mine, vec![Assigned]),
        (Some(&mine), &low, vec![]),
        (Some(&closed), &mine, vec![Reopened]), // it was mine before
        (Some(&closed), &high, vec![Raised, Reopened]),
        (Some(&mine), &closed, vec![]),
    ];
    for (before, after, wanted) in table {
        let got: Vec<Reason> = found(before, after, none).iter().map(|f| f.0).collect();
        assert_eq!(got, wanted, "{before:?} → {after:?}");
    }
}

#[test]
fn what_i_did_myself_is_marked_as_my_own() {
    let (low, high) = (case("Low", "New", &[]), case("High", "New", &[]));
    let closed = case("Low", "Closed", &[]);
    let mine = case("Low", "New", &["me"]);
    let own = |before, after, own| found(before, after, own).iter().all(|f| f.1);
    let all = Own {
        case: true,
        ..Own::default()
    };
    assert!(own(None, &mine, all), "made and taken in one");
    let priority = Own {
        priority: true,
        ..Own::default()
    };
    assert!(own(Some(&low), &high, priority));
    assert!(!own(Some(&closed), &low, priority), "another's doing");
    let status = Own {
        status: true,
        ..Own::default()
    };
    assert!(own(Some(&closed), &low, status));
    let taken = Own {
        assignees: true,
        ..Own::default()
    };
    assert!(own(Some(&low), &mine, taken));
}

#[test]
fn a_mention_is_the_whole_handle_and_no_part_of_one() {
    for (text, is) in [
        ("@alice please", true),
        ("Ask @Alice.", true),
        ("(@alice)", true),
        ("@alice.smith knows", false),
        ("@alice2", false),
        ("alice@example.com", false),
        ("mail bob@alice", true), // nobody can tell
        ("no one", false),
    ] {
        assert_eq!(mentions(text, "alice@example.com"), is, "{text}");
    }
    assert!(!mentions("@ everybody", ""));
}

#[test]
fn every_reason_has_its_weight() {
    let mut weights: Vec<usize> = Reason::ALL.iter().map(|r| r.weight()).collect();
    weights.dedup();
    assert_eq!(weights, (0..Reason::ALL.len()).collect::<Vec<_>>());
    // Whoever adds one is led here.
    for reason in Reason::ALL {
        match reason {
            Reason::NewUrgent
            | Reason::Raised
            | Reason::Mentioned
            | Reason::New
            | Reason::Assigned
            | Reason::Reopened
            | Reason::Reply
            | Reason::SlaRisk
            | Reason::SlaBreached
            | Reason::Held
            | Reason::SignInAgain => {}
        }
    }
}

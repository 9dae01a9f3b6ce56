//! What is news and what is not.

use super::*;
use crate::id::{CaseId, IntentId, ServerId};
use crate::intent::State;

fn case(change: impl FnOnce(&mut ServerCase)) -> ServerCase {
    let row = serde_json::json!({
        "id": "1", "name": "n", "status": "New", "priority": "Low", "description": "d", "created_on": "2026-01-01T00:00:00Z"
    });
    let mut case = crate::case::wire::read(&row).unwrap();
    change(&mut case);
    case
}

fn people(letters: &str) -> Vec<Named> {
    let named = |c: char| Named {
        id: ServerId(c.to_string()),
        name: c.to_uppercase().to_string(),
    };
    letters.chars().map(named).collect()
}

fn mine(payload: Payload) -> Intent {
    Intent {
        id: IntentId(uuid::Uuid::nil()),
        case_id: CaseId(uuid::Uuid::nil()),
        seq: 1,
        payload,
        state: State::Sending,
        attempts: 1,
        not_before: None,
        held: None,
        trouble: None,
        withdrawn: false,
        created_at: DateTime::UNIX_EPOCH,
    }
}

fn status(desired: &str) -> Intent {
    mine(Payload::Edit {
        field: Field::Status,
        base: Some("New".to_owned()),
        desired: Some(desired.to_owned()),
        closed_on: None,
    })
}

fn topics(steps: &[Step]) -> Vec<Topic> {
    steps.iter().map(|step| step.topic).collect()
}

#[test]
fn what_others_changed_is_news_field_by_field() {
    let before = case(|c| c.assignees = people("a"));
    let after = case(|c| {
        c.status = "Closed".to_owned();
        c.priority = "High".to_owned();
        c.assignees = people("ab");
    });
    let (steps, done) = steps(&before, &after, &[]);
    assert_eq!(
        topics(&steps),
        [Topic::Status, Topic::Priority, Topic::Assignees]
    );
    assert_eq!(steps[0].was, Was::Value(Some("New".to_owned())));
    assert_eq!(steps[2].was, Was::Members(people("a")));
    assert!(done.is_empty());
}

#[test]
fn an_own_act_is_never_news() {
    let after = case(|c| c.status = "Pending".to_owned());
    let (news, done) = steps(&case(|_| {}), &after, &[status("Pending")]);
    assert_eq!((news.len(), done), (0, vec![Topic::Status]));
    let (news, _) = steps(&case(|_| {}), &after, &[status("Closed")]);
    assert_eq!(
        topics(&news),
        [Topic::Status],
        "what I want is not what they did"
    );
}

#[test]
fn of_a_set_only_what_others_did_is_news() {
    let before = case(|c| c.assignees = people("a"));
    let i_add_c = mine(Payload::Set {
        set: CaseSet::Assignees,
        base: people("a"),
        desired: people("ac"),
    });
    let mine_alone = case(|c| c.assignees = people("ac"));
    let (news, done) = steps(&before, &mine_alone, std::slice::from_ref(&i_add_c));
    assert_eq!((news.len(), done), (0, vec![Topic::Assignees]));
    let both = case(|c| c.assignees = people("abc"));
    let (news, _) = steps(&before, &both, std::slice::from_ref(&i_add_c));
    assert_eq!(news[0].was, Was::Members(people("ac")), "b is theirs");
    let theirs_alone = case(|c| c.assignees = people("ab"));
    let (news, _) = steps(&before, &theirs_alone, &[i_add_c]);
    assert_eq!(
        news[0].was,
        Was::Members(people("a")),
        "mine has not arrived"
    );
}

#[test]
fn a_text_that_an_answer_begins_to_carry_was_not_changed() {
    let before = case(|c| c.description = None);
    assert!(steps(&before, &case(|_| {}), &[]).0.is_empty());
    let empty = case(|c| c.case_type = Some(String::new()));
    assert!(
        steps(&case(|_| {}), &empty, &[]).0.is_empty(),
        "empty is nothing"
    );
}

fn item(topic: Topic, was: Option<Was>) -> Item {
    Item {
        topic,
        id: String::new(),
        was,
        by: None,
        at: DateTime::UNIX_EPOCH,
    }
}

#[test]
fn a_row_says_in_a_few_words_what_is_new() {
    assert_eq!(summary(&[], false), None);
    let items = [
        item(Topic::Reply, None),
        item(Topic::Reply, None),
        item(Topic::Priority, None),
        item(Topic::Status, None),
    ];
    let sum = summary(&items, true).unwrap();
    assert_eq!((sum.replies, sum.said()), (2, 2));
    assert_eq!(sum.changed, [Topic::Status, Topic::Priority]);
    assert!(!sum.to_me, "its people did not change");
    assert!(sum.is_unread());
    let field = summary(&[item(Topic::Tags, None)], false).unwrap();
    assert!(
        !field.is_unread(),
        "a tag is to be noticed, there is nothing to read"
    );
    let given = summary(&[item(Topic::Assignees, None)], true).unwrap();
    assert!(given.to_me && given.is_unread());
    assert!(
        summary(&[item(Topic::Marked, None)], false)
            .unwrap()
            .is_unread()
    );
}

#[test]
fn a_difference_leads_from_what_was_seen_to_what_there_is() {
    let now = case(|c| {
        c.status = "Closed".to_owned();
        c.assignees = people("bc");
    });
    let status = item(Topic::Status, Some(Was::Value(Some("New".to_owned()))));
    let told = difference(&status, &now, Standing::Visible).unwrap();
    assert_eq!(
        (told.before.as_deref(), told.after.as_deref()),
        (Some("New"), Some("Closed"))
    );
    let set = item(Topic::Assignees, Some(Was::Members(people("ab"))));
    let told = difference(&set, &now, Standing::Visible).unwrap();
    assert_eq!(
        (told.added, told.removed),
        (vec!["C".to_owned()], vec!["A".to_owned()])
    );
    let back = item(Topic::Status, Some(Was::Value(Some("Closed".to_owned()))));
    assert_eq!(difference(&back, &now, Standing::Visible), None);
    let stands = item(Topic::Standing, Some(Was::Value(word(Standing::Visible))));
    assert_eq!(
        difference(&stands, &now, Standing::Gone)
            .unwrap()
            .after
            .as_deref(),
        Some("gone")
    );
}

#[test]
fn what_is_kept_is_read_again_as_it_was() {
    for was in [
        Was::Value(None),
        Was::Value(Some("x".to_owned())),
        Was::Members(people("ab")),
    ] {
        let text = serde_json::to_string(&was).unwrap();
        assert_eq!(serde_json::from_str::<Was>(&text).unwrap(), was);
    }
}

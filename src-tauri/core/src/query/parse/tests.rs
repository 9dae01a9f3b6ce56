//! What is typed, and how it is understood.

use super::*;
use proptest::prelude::*;

fn only(typed: &str) -> Condition {
    let mut question = parse(typed);
    assert!(question.problems.is_empty(), "{question:?}");
    question.terms.remove(0).any.remove(0)
}

#[test]
fn conditions_and_words_stand_side_by_side() {
    let question = parse(
        "status:open priority:>=high assignee:me account:\"Acme, Ltd\" changed:<2d login error",
    );
    assert_eq!(question.terms.len(), 5);
    assert_eq!(question.words.len(), 2);
    assert_eq!(only("status:open"), Condition::Open(true));
    assert_eq!(
        only("priority:>=high"),
        Condition::Priority(Compare::AtLeast, "high".to_owned())
    );
    assert_eq!(only("assignee:me"), Condition::Assignee(Who::Me));
    assert_eq!(
        only("account:\"Acme, Ltd\""),
        Condition::Account("Acme, Ltd".to_owned())
    );
    assert_eq!(
        only("changed:<2d"),
        Condition::Changed(Compare::Less, When::Ago(TimeDelta::days(2)))
    );
    let day = NaiveDate::from_ymd_opt(2026, 1, 31).unwrap();
    assert_eq!(
        only("created:>2026-01-31"),
        Condition::Created(Compare::More, When::Day(day))
    );
}

#[test]
fn several_values_are_any_of_them_and_a_minus_is_none_of_them() {
    let question = parse("-status:New,Pending");
    assert!(question.terms[0].negated);
    assert_eq!(question.terms[0].any.len(), 2);
}

#[test]
fn what_can_not_be_understood_is_told_with_what_to_type() {
    for (typed, hint) in [
        ("is:purple", "unread"),
        ("changed:soon", "2026-01-31"),
        ("created:", "created:today"),
        ("priority:>", "priority:>=high"),
        ("has:,,", "has:files"),
    ] {
        let question = parse(typed);
        assert_eq!(question.problems.len(), 1, "{typed}");
        assert!(question.problems[0].hint.contains(hint), "{question:?}");
    }
    assert!(
        parse("https://example.com 12:30").problems.is_empty(),
        "not conditions"
    );
}

proptest! {
    #[test]
    fn whatever_is_typed_is_understood_somehow(typed in "\\PC{0,60}") {
        let question = parse(&typed);
        prop_assert!(question.terms.iter().all(|term| !term.any.is_empty()));
    }

    /// A question says the same however its parts are ordered.
    #[test]
    fn the_order_of_parts_does_not_matter(mut parts in Just(vec!["status:open", "tag:a", "word", "-is:unread"]).prop_shuffle()) {
        let shuffled = parse(&parts.join(" "));
        parts.sort_unstable();
        let sorted = parse(&parts.join(" "));
        prop_assert_eq!(shuffled.terms.len(), sorted.terms.len());
        prop_assert!(shuffled.terms.iter().all(|term| sorted.terms.contains(term)));
    }
}

//! What the server's log of a case bears witness to: a comment that was there and is not any more, a value that our own
//! write replaced without anybody having seen it, a value taken away, and who set one. Pure; the log is read by push.
//!
//! Sources: sync-and-security 4.1 step 5 (the witness of S5) and 3.6 (the check of `before` after each PATCH).

use crate::case::Field;
use crate::comment::{ServerComment, same_text};
use crate::crm::envelope::{Activity, Change};
use crate::id::ServerId;
use crate::intent::SetBy;
use chrono::{DateTime, TimeDelta, Utc};

/// The log's clock and the `Date` header are two readings of one clock, taken at two places.
const MARGIN: TimeDelta = TimeDelta::seconds(2);

/// Comments of `me` made since `since`, that were not there before and that are gone or say something else now: each may be
/// the one that is looked for.
pub(super) fn lost_comments(
    log: &[Activity],
    text: &str,
    baseline: &[ServerId],
    since: DateTime<Utc>,
    is_me: impl Fn(&ServerId) -> bool,
    thread: &[ServerComment],
) -> Vec<ServerId> {
    let said = log.iter().filter(|row| {
        row.action == "COMMENT" && row.at >= since - MARGIN && row.by_id.as_ref().is_none_or(&is_me)
    });
    said.filter_map(|row| row.comment.as_ref())
        .filter(|id| {
            let now = thread.iter().find(|c| c.server_id == **id);
            !baseline.contains(id) && now.is_none_or(|c| !same_text(&c.text, text))
        })
        .cloned()
        .collect()
}

/// What our writes of `desired` replaced, if that was not `read`, the value seen right before the last of them, nor, of an earlier
/// one, a value that was seen then: somebody else's changes of a moment before, the latest first. An empty value is `None`. Of
/// several tries each may have replaced something.
pub(super) fn were_replaced(
    log: &[Activity],
    field: Field,
    read: Option<&str>,
    seen: &[Option<String>],
    desired: Option<&str>,
    since: DateTime<Utc>,
) -> Vec<Option<String>> {
    let some = |text: Option<&str>| text.filter(|t| !t.is_empty()).map(str::to_owned);
    let name = crate::case::wire::key(field);
    let changes = log
        .iter()
        .filter(|row| row.at >= since - MARGIN)
        .flat_map(|row| &row.changes);
    let ours = changes
        .filter(|change| change.field == name)
        .filter(|change| some(change.after.as_deref()) == some(desired));
    let was_seen = |value: &Option<String>| seen.iter().any(|s| some(s.as_deref()) == *value);
    let mut unseen = Vec::new();
    for (at, change) in ours.enumerate() {
        let before = some(change.before.as_deref());
        let is_known = before == some(read) || (at > 0 && was_seen(&before));
        if !is_known && !unseen.contains(&before) {
            unseen.push(before);
        }
    }
    unseen
}

/// Who was assigned when our writing of `wrote` took effect: a row of the log tells all who are assigned from then on, so the one
/// right before ours tells what ours replaced. The log comes newest first. `None`: nothing else since `read_at`, as far as the log tells; that nobody is assigned
/// any more leaves no row.
pub(super) fn assigned_before_ours(
    log: &[Activity],
    wrote: &[ServerId],
    read_at: DateTime<Utc>,
) -> Option<Vec<ServerId>> {
    let assigning = |row: &&Activity| row.action == "ASSIGN" && row.at >= read_at;
    let rows: Vec<&Activity> = log.iter().filter(assigning).collect();
    let within = |a: &[ServerId], b: &[ServerId]| a.iter().all(|id| b.contains(id));
    let is_ours = |row: &&Activity| within(&row.assigned, wrote) && within(wrote, &row.assigned);
    let ours = rows.iter().position(is_ours)?;
    rows.get(ours + 1).map(|row| row.assigned.clone())
}

/// Did somebody take `value` away from `field` since it was there? What a new case lacks then is not what its server left out.
pub(super) fn was_taken_away(log: &[Activity], field: Field, value: &str) -> bool {
    let name = crate::case::wire::key(field);
    let mut changes = log.iter().flat_map(|row| &row.changes);
    changes.any(|change| change.field == name && change.before.as_deref() == Some(value))
}

/// Who made `field` what it is now, `value`: the newest change to that. A value that only looks different there (a date
/// with its time) is told by nobody.
pub(super) fn who_set(log: &[Activity], field: Field, value: Option<&str>) -> Option<SetBy> {
    let name = crate::case::wire::key(field);
    let is_it = |change: &Change| {
        let after = change.after.as_deref().filter(|text| !text.is_empty());
        change.field == name && after == value.filter(|text| !text.is_empty())
    };
    log.iter()
        .filter(|row| row.changes.iter().any(is_it))
        .max_by_key(|row| row.at)
        .map(|row| SetBy {
            by: row.by.clone(),
            at: row.at,
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comment::Audience;
    use crate::id::Named;

    const THEN: DateTime<Utc> = DateTime::UNIX_EPOCH;

    fn id(text: &str) -> ServerId {
        ServerId(text.to_owned())
    }

    fn row(action: &str, seconds: i64) -> Activity {
        Activity {
            server_id: id("a"),
            entity_id: None,
            by: None,
            by_id: Some(id("me")),
            comment: None,
            changes: Vec::new(),
            assigned: Vec::new(),
            action: action.to_owned(),
            text: String::new(),
            at: THEN + TimeDelta::seconds(seconds),
        }
    }

    fn said(comment: &str, by: &str, seconds: i64) -> Activity {
        Activity {
            by_id: Some(id(by)),
            comment: Some(id(comment)),
            ..row("COMMENT", seconds)
        }
    }

    fn here(comment: &str, text: &str) -> ServerComment {
        ServerComment {
            server_id: id(comment),
            author: Some(Named {
                id: id("me"),
                name: String::new(),
            }),
            text: text.to_owned(),
            audience: Audience::Public,
            at: THEN,
        }
    }

    #[test]
    fn a_comment_of_mine_that_came_and_went_is_a_witness() {
        let me = |who: &ServerId| who.as_str() == "me";
        let look = |log: &[Activity], thread: &[ServerComment]| {
            lost_comments(log, "hello", &[id("old")], THEN, me, thread)
        };
        assert_eq!(look(&[said("c", "me", 1)], &[]), [id("c")], "deleted");
        let edited = [here("c", "something else")];
        assert_eq!(look(&[said("c", "me", 1)], &edited), [id("c")]);
        assert_eq!(look(&[said("c", "me", 1)], &[here("c", "hello")]), []);
        assert_eq!(look(&[said("c", "you", 1)], &[]), [], "somebody else's");
        assert_eq!(look(&[said("old", "me", 1)], &[]), [], "known before");
        assert_eq!(look(&[said("c", "me", -60)], &[]), [], "long before");
    }

    #[test]
    fn a_value_that_nobody_saw_before_it_was_replaced_is_named() {
        let log = |before: &str, after: &str| {
            let change = Change {
                field: "status".to_owned(),
                before: Some(before.to_owned()),
                after: Some(after.to_owned()),
            };
            [Activity {
                changes: vec![change],
                ..row("STATUS_CHANGED", 1)
            }]
        };
        let look = |log: &[Activity], seen: &str| {
            let seen = [Some(seen.to_owned())];
            let read = Some("New");
            were_replaced(log, Field::Status, read, &seen, Some("Pending"), THEN)
        };
        let assigned = [Some("Assigned".to_owned())];
        assert_eq!(look(&log("New", "Pending"), "New"), []);
        assert_eq!(look(&log("Assigned", "Pending"), "New"), assigned);
        assert_eq!(look(&log("Assigned", "Closed"), "New"), [], "not our write");
        assert_eq!(look(&[], "New"), []);
        let both = |first: &str, last: &str| [log(last, "Pending"), log(first, "Pending")].concat();
        assert_eq!(
            look(&both("Assigned", "New"), "New"),
            assigned,
            "by the first of two tries"
        );
        assert_eq!(
            look(&both("Assigned", "New"), "Assigned"),
            [],
            "that was shown"
        );
        assert_eq!(
            look(&both("New", "Assigned"), "Assigned"),
            assigned,
            "not right before the last"
        );
    }

    #[test]
    fn whom_our_writing_took_away_unseen_the_row_before_ours_tells() {
        let assigned = |ids: &[&str], seconds| Activity {
            assigned: ids.iter().map(|text| id(text)).collect(),
            ..row("ASSIGN", seconds)
        };
        let ours = [id("a"), id("b")];
        let look = |log: &[Activity]| assigned_before_ours(log, &ours, THEN);
        let log = [assigned(&["b", "a"], 5), assigned(&["a", "c"], 4)];
        assert_eq!(look(&log), Some(vec![id("a"), id("c")]));
        let log = [assigned(&["d"], 9), assigned(&["b", "a"], 5)];
        assert_eq!(look(&log), None, "what came after is no loss");
        let log = [assigned(&["a", "b"], 5), assigned(&["a"], -1)];
        assert_eq!(look(&log), None, "that had been read");
        assert_eq!(look(&[assigned(&["a"], 5)]), None, "ours is not there");
    }

    #[test]
    fn a_value_that_was_there_and_is_not_any_more_was_taken_away() {
        let change = Change {
            field: "case_type".to_owned(),
            before: Some("Question".to_owned()),
            after: Some(String::new()),
        };
        let log = [Activity {
            changes: vec![change],
            ..row("UPDATE", 1)
        }];
        assert!(was_taken_away(&log, Field::CaseType, "Question"));
        assert!(!was_taken_away(&log, Field::CaseType, "Problem"));
        assert!(!was_taken_away(&log, Field::Description, "Question"));
        assert!(!was_taken_away(&[], Field::CaseType, "Question"));
    }

    #[test]
    fn who_set_a_value_is_whoever_set_it_last() {
        let set = |after: &str, by: Option<&str>, seconds| Activity {
            by: by.map(str::to_owned),
            changes: vec![Change {
                field: "priority".to_owned(),
                before: Some("Normal".to_owned()),
                after: Some(after.to_owned()),
            }],
            ..row("UPDATE", seconds)
        };
        let log = [
            set("Low", Some("Carol"), 9),
            set("High", None, 7),
            set("Low", Some("Bob"), 3),
        ];
        let who = |value| who_set(&log, Field::Priority, value).map(|c| (c.by, c.at));
        let carol = Some((Some("Carol".to_owned()), THEN + TimeDelta::seconds(9)));
        assert_eq!(who(Some("Low")), carol);
        let nameless = Some((None, THEN + TimeDelta::seconds(7)));
        assert_eq!(who(Some("High")), nameless, "the server does not say who");
        assert_eq!(who(Some("Urgent")), None);
        assert_eq!(who_set(&log, Field::Status, Some("Low")), None);
    }
}

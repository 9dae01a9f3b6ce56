//! While the person was away: what is new, by weight, from the mirror alone. Pure; rows come from `table.rs`.
//!
//! What asks most of this person comes first, each case once, at the heaviest of its reasons. What asks nothing is a count.

pub mod table;

use super::{CaseNews, Summary, Topic};
use crate::case::view::CaseRow;
use crate::id::CaseId;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// Away for less, nobody has missed anything worth a screen.
pub const WORTH_TELLING: TimeDelta = TimeDelta::minutes(30);
/// So many cases are told one by one.
pub const TOLD: usize = 100;
/// So much of what was said is shown, in characters.
pub const EXCERPT: usize = 240;

/// An absence: from when the person was last seen in front of the window until they were again.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Absence {
    /// Last seen.
    pub from: DateTime<Utc>,
    /// Seen again.
    pub to: DateTime<Utc>,
}

/// The absence that ends now, if it was long enough to be told about.
#[must_use]
pub fn absence(last_seen: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Option<Absence> {
    let from = last_seen?;
    // A clock that was set back is no absence.
    (now - from >= WORTH_TELLING).then_some(Absence { from, to: now })
}

/// Why a case is told of, the heaviest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Weight {
    /// A pressing case came, or one became pressing.
    Urgent,
    /// It became this person's.
    ToMe,
    /// Somebody said something on a case of this person's.
    SaidOnMine,
    /// Something else changed on a case of this person's.
    ChangedOnMine,
    /// Something happened on a case that this person watches.
    Watched,
}

/// A case with news, and what its weight depends on.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Ours.
    pub id: CaseId,
    /// One of the top two priorities.
    pub is_urgent: bool,
    /// The server counts it as open.
    pub is_open: bool,
    /// What is new.
    pub summary: Summary,
    /// It is this person's.
    pub is_mine: bool,
    /// This person watches it.
    pub is_watched: bool,
    /// When something was last noticed on it, by this computer's clock.
    pub noted_at: DateTime<Utc>,
}

/// Why it is told of; `None`: it asks nothing of this person.
#[must_use]
pub fn weight(case: &Candidate) -> Option<Weight> {
    let news = &case.summary;
    let pressing = news.is_new || news.changed.contains(&Topic::Priority);
    let told = news.said() + news.files > 0 || news.is_new || !news.changed.is_empty();
    match () {
        () if !told => None,
        () if pressing && case.is_urgent && case.is_open => Some(Weight::Urgent),
        () if news.to_me || (news.is_new && case.is_mine) => Some(Weight::ToMe),
        () if case.is_mine && news.said() + news.files > 0 => Some(Weight::SaidOnMine),
        () if case.is_mine => Some(Weight::ChangedOnMine),
        () if case.is_watched => Some(Weight::Watched),
        () => None,
    }
}

/// What is told one by one, in order: by weight, pressing ones first, then the newest. And how many more there are.
#[must_use]
pub fn ranked(cases: Vec<Candidate>) -> (Vec<(Weight, Candidate)>, Vec<Candidate>) {
    let (mut told, mut rest) = (Vec::new(), Vec::new());
    for case in cases {
        match weight(&case) {
            Some(weight) => told.push((weight, case)),
            None => rest.push(case),
        }
    }
    told.sort_by(|(a, x), (b, y)| {
        a.cmp(b)
            .then(y.is_urgent.cmp(&x.is_urgent))
            .then(y.noted_at.cmp(&x.noted_at))
            .then(x.id.cmp(&y.id))
    });
    if told.len() > TOLD {
        let beyond = told.split_off(TOLD);
        rest.extend(beyond.into_iter().map(|(_, case)| case));
    }
    (told, rest)
}

/// What was said last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Said {
    /// Who; `None`: the customer.
    pub by: Option<String>,
    /// For colleagues only.
    pub internal: bool,
    /// The beginning of it.
    pub text: String,
}

/// A case with news, as the screen shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "DigestCase", rename_all = "camelCase")]
pub struct Told {
    /// Why.
    pub weight: Weight,
    /// Its row of the queue.
    pub row: CaseRow,
    /// What is new.
    pub news: CaseNews,
    /// What was said last, of what is new.
    pub said: Option<Said>,
    /// When something was last noticed on it.
    pub at: DateTime<Utc>,
}

/// What Satchel did by itself meanwhile.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "DigestDone", rename_all = "camelCase")]
pub struct Done {
    /// Sent to the server.
    pub sent: u32,
    /// Merged with what others had changed.
    pub merged: u32,
    /// Sent over a value that somebody else had set a moment before.
    pub replaced: u32,
    /// Waits for the person, now.
    pub held: u32,
}

/// Everything for the screen.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Digest {
    /// The last absence that was long enough; `None`: there was none, and everything that is not looked at is told.
    pub absence: Option<Absence>,
    /// What asks something of this person, the heaviest first.
    pub cases: Vec<Told>,
    /// The other cases with news, by our ids: to be marked seen, too.
    pub others: Vec<CaseId>,
    /// What Satchel did.
    pub done: Done,
}

/// The beginning of a text, cut at a character.
#[must_use]
pub fn excerpt(text: &str) -> String {
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match one_line.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", one_line.get(..end).unwrap_or_default()),
        None => one_line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const THEN: DateTime<Utc> = DateTime::UNIX_EPOCH;

    fn case(n: u128, change: impl FnOnce(&mut Candidate)) -> Candidate {
        let mut case = Candidate {
            id: CaseId(Uuid::from_u128(n)),
            is_urgent: false,
            is_open: true,
            summary: Summary::default(),
            is_mine: false,
            is_watched: false,
            noted_at: THEN,
        };
        change(&mut case);
        case
    }

    fn reply(case: &mut Candidate) {
        case.summary.replies = 1;
    }

    fn mine(case: &mut Candidate) {
        case.is_mine = true;
    }

    #[test]
    fn what_asks_most_of_the_person_comes_first() {
        let cases = vec![
            case(1, reply),
            case(2, |c| {
                reply(c);
                c.is_watched = true;
            }),
            case(3, |c| {
                mine(c);
                c.summary.changed = vec![Topic::Status];
            }),
            case(4, |c| {
                mine(c);
                reply(c);
            }),
            case(5, |c| {
                mine(c);
                c.summary.to_me = true;
                c.summary.changed = vec![Topic::Assignees];
            }),
            case(6, |c| {
                c.is_urgent = true;
                c.summary.is_new = true;
            }),
        ];
        let (told, rest) = ranked(cases);
        let order: Vec<_> = told.iter().map(|(w, c)| (*w, c.id.0.as_u128())).collect();
        assert_eq!(
            order,
            [
                (Weight::Urgent, 6),
                (Weight::ToMe, 5),
                (Weight::SaidOnMine, 4),
                (Weight::ChangedOnMine, 3),
                (Weight::Watched, 2)
            ]
        );
        assert_eq!(rest.len(), 1, "the rest is a count");
    }

    #[test]
    fn within_a_weight_the_pressing_ones_come_first_then_the_newest() {
        let at = |minutes| THEN + TimeDelta::minutes(minutes);
        let said = |n, minutes, urgent| {
            case(n, |c| {
                mine(c);
                reply(c);
                c.noted_at = at(minutes);
                c.is_urgent = urgent;
            })
        };
        let (told, _) = ranked(vec![said(1, 1, false), said(2, 2, false), said(3, 0, true)]);
        let order: Vec<_> = told.iter().map(|(_, c)| c.id.0.as_u128()).collect();
        assert_eq!(order, [3, 2, 1]);
    }

    #[test]
    fn an_old_pressing_case_is_not_pressing_news_and_a_closed_one_neither() {
        let old = case(1, |c| {
            c.is_urgent = true;
            reply(c);
        });
        assert_eq!(weight(&old), None);
        let closed = case(2, |c| {
            c.is_urgent = true;
            c.is_open = false;
            c.summary.is_new = true;
        });
        assert_eq!(weight(&closed), None);
        let marked = case(3, |c| {
            mine(c);
            c.summary.marked = true;
        });
        assert_eq!(weight(&marked), None, "the person's own wish is no news");
    }

    #[test]
    fn two_weeks_are_told_as_far_as_anybody_reads() {
        let many = (0..500).map(|n| {
            case(n, |c| {
                mine(c);
                reply(c);
            })
        });
        let (told, rest) = ranked(many.collect());
        assert_eq!((told.len(), rest.len()), (TOLD, 500 - TOLD));
    }

    #[test]
    fn an_absence_is_worth_telling_after_half_an_hour() {
        let now = THEN + TimeDelta::days(1);
        assert_eq!(
            absence(None, now),
            None,
            "nobody was there before: the first start"
        );
        assert_eq!(absence(Some(now - TimeDelta::minutes(29)), now), None);
        assert_eq!(
            absence(Some(now + TimeDelta::days(3)), now),
            None,
            "the clock was set back"
        );
        let from = now - TimeDelta::minutes(30);
        assert_eq!(absence(Some(from), now), Some(Absence { from, to: now }));
    }

    #[test]
    fn the_beginning_of_a_text_is_cut_at_a_character() {
        assert_eq!(excerpt(" a\n b "), "a b");
        let long = excerpt(&"ä".repeat(999));
        assert_eq!(long.chars().count(), EXCERPT + 1);
    }
}

//! The person's own notifications, as hints beside the feed of changes: what colleagues said on watched cases, and who
//! mentioned this person. One small request; none where the server has no such thing. What was seen here is read there after
//! that: no intent, for it is nobody's work (docs/decisions/0023).

use super::Engine;
use crate::alert;
use crate::case::table as case_table;
use crate::crm::operations::Notice;
use crate::crm::{Crm, CrmError};
use crate::error::{Error, Result};
use crate::id::ServerId;
use crate::mirror::Writing;
use crate::store::{Db, cursor};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What was heard last.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Heard {
    /// The newest one's time, by the server; `None`: there was none yet.
    newest: Option<DateTime<Utc>>,
    /// The last answer's, so that what overlaps is not heard twice.
    ids: BTreeSet<ServerId>,
    /// The server has none for this person: not asked again before.
    not_before: Option<DateTime<Utc>>,
}

const NOTICES: &str = "notices";
/// A notice that another transaction of the server wrote late bears an earlier time.
const OVERLAP: TimeDelta = TimeDelta::seconds(120);
/// How long a server without notifications is left alone.
const ABSENT: TimeDelta = TimeDelta::hours(24);
/// The server tells no more at once.
const MOST: usize = 100;
/// So many are marked as read at a time: each is a request.
const AT_A_TIME: usize = 5;

/// What was not heard before.
#[derive(Default)]
pub(super) struct News {
    heard: Heard,
    /// New ones, the newest first.
    pub(super) notices: Vec<Notice>,
    /// What was read on the server, of all that it told of.
    read: Vec<ServerId>,
    /// What was seen here, and is read there now, or never will be.
    settled: BTreeSet<ServerId>,
    /// So many came that some may be missing: only a sweep can tell.
    pub(super) gap: bool,
}

/// Asks what is new. The first time, all is known: what was there before is not news.
pub(super) async fn listen(engine: &Engine, crm: &Crm) -> Result<News> {
    let now = engine.mirror.clock.now();
    let known: Option<Heard> = engine.mirror.read(|db| cursor::get(db, NOTICES))?;
    let first = known.is_none();
    let known = known.unwrap_or_default();
    // A time further away than ever set here is a clock that was set back.
    if known
        .not_before
        .is_some_and(|at| at > now && at <= now + ABSENT)
    {
        return Ok(News {
            heard: known,
            ..News::default()
        });
    }
    let since = known.newest.unwrap_or(DateTime::UNIX_EPOCH + OVERLAP) - OVERLAP;
    let (rows, count) = match crm.notices(since).await {
        Ok(answer) => answer,
        Err(CrmError::Gone | CrmError::NotACrm | CrmError::Denied(_) | CrmError::Rejected(_)) => {
            let heard = Heard {
                not_before: Some(now + ABSENT),
                ..known
            };
            return Ok(News {
                heard,
                settled: engine.mirror.read(alert::table::to_read)?,
                ..News::default()
            });
        }
        Err(other) => return Err(Error::Crm(other)),
    };
    let mut news = sift(known, first, rows, count);
    news.settled = read_there(engine, crm, &news.read).await?;
    Ok(news)
}

/// Marks as read there what was seen here. Saying it twice does no harm; what the server tells to be read, `known`, is not said.
async fn read_there(engine: &Engine, crm: &Crm, known: &[ServerId]) -> Result<BTreeSet<ServerId>> {
    let seen = engine.mirror.read(alert::table::to_read)?;
    let is_known = |id: &&ServerId| known.contains(id);
    let mut settled: BTreeSet<ServerId> = seen.iter().filter(is_known).cloned().collect();
    for id in seen.iter().filter(|id| !known.contains(id)).take(AT_A_TIME) {
        match crm.read_notice(id).await {
            Ok(()) | Err(CrmError::Gone | CrmError::Rejected(_)) => {
                settled.insert(id.clone());
            }
            // This sign-in may not: it is read in the browser.
            Err(CrmError::Denied(_) | CrmError::NotACrm) => return Ok(seen),
            // Later, again: the notices themselves were heard.
            Err(e) => {
                tracing::info!(code = ?e.code(), "a notice is marked as read later");
                break;
            }
        }
    }
    Ok(settled)
}

/// What of an answer is new. `first`: nothing was heard before, so nothing is news.
fn sift(known: Heard, first: bool, rows: Vec<Notice>, count: u32) -> News {
    let full = rows.len() >= MOST || usize::try_from(count).is_ok_and(|n| n > rows.len());
    let overlaps = rows.iter().any(|row| known.ids.contains(&row.id));
    let mut notices = rows.clone();
    notices.retain(|row| !first && !known.ids.contains(&row.id));
    let read = rows.iter().filter(|row| row.is_read);
    News {
        read: read.map(|row| row.id.clone()).collect(),
        gap: full && !first && !overlaps,
        heard: Heard {
            newest: rows.iter().map(|row| row.at).max().max(known.newest),
            ids: match rows.is_empty() {
                true => known.ids,
                false => rows.into_iter().map(|row| row.id).collect(),
            },
            not_before: None,
        },
        notices,
        settled: BTreeSet::new(),
    }
}

/// They were dealt with: tells of mentions, and remembers what was heard. `told`: what comes now is news.
pub(super) fn note(w: &Writing<'_>, news: &News, told: bool) -> Result<()> {
    for notice in news.notices.iter().filter(|_| told) {
        let known = match &notice.case {
            Some(case) => case_table::by_server_id(w, case)?,
            None => None,
        };
        if let (Some(known), Some(what)) = (known, alert::of_notice(notice)) {
            w.occurred(known, what);
        }
    }
    // What was told here and read elsewhere, in the browser or on another computer, is read.
    for id in &news.read {
        w.looked_at(alert::table::read_elsewhere(w, id.as_str(), w.now())?);
    }
    alert::table::were_read(w, &news.settled)?;
    cursor::set(w, NOTICES, &news.heard)
}

/// Does the server tell this person of mentions?
pub(super) fn are_heard(db: &Db) -> Result<bool> {
    let heard: Option<Heard> = cursor::get(db, NOTICES)?;
    Ok(heard.is_some_and(|heard| heard.not_before.is_none()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notices(numbers: std::ops::Range<i64>) -> Vec<Notice> {
        let notice = |n: i64| Notice {
            id: ServerId(n.to_string()),
            verb: "case.commented".to_owned(),
            case: None,
            at: DateTime::UNIX_EPOCH + TimeDelta::seconds(n),
            is_read: false,
        };
        numbers.rev().map(notice).collect()
    }

    #[test]
    fn what_overlaps_is_heard_once_and_the_first_answer_is_no_news() {
        let first = sift(Heard::default(), true, notices(0..5), 5);
        assert!(first.notices.is_empty() && !first.gap);
        let second = sift(first.heard, false, notices(3..7), 4);
        let ids: Vec<_> = second.notices.iter().map(|n| n.id.as_str()).collect();
        assert_eq!(ids, ["6", "5"]);
        let third = sift(second.heard.clone(), false, Vec::new(), 0);
        assert_eq!(third.heard.ids, second.heard.ids, "silence forgets nothing");
        assert_eq!(third.heard.newest, second.heard.newest);
    }

    #[test]
    fn a_full_answer_that_does_not_reach_back_to_what_is_known_is_a_gap() {
        let known = sift(Heard::default(), true, notices(0..5), 5).heard;
        assert!(sift(known.clone(), false, notices(100..200), 100).gap);
        assert!(
            sift(known.clone(), false, notices(100..110), 300).gap,
            "a server that counts on"
        );
        assert!(
            !sift(known.clone(), false, notices(4..104), 100).gap,
            "it reaches back"
        );
        assert!(!sift(known, false, notices(50..60), 10).gap);
        assert!(
            !sift(Heard::default(), true, notices(0..100), 900).gap,
            "the first time"
        );
    }
}

//! Did it arrive? What to conclude when the answer to a comment was lost (protocol S5, sync-and-security 4.1). Pure.
//!
//! A comment has no key of its own on the server. So: what was there before it was sent (the baseline, on disk before the
//! first byte) is subtracted from what is there now; what is left, is mine, says the same and is not another intent's, is
//! it. Only after 130 s by the server's clock without a trace may it be sent again.

use crate::attachment::{self, ServerAttachment};
use crate::comment::{Audience, ServerComment, same_text};
use crate::id::ServerId;
use crate::mutant::{self, Mutant};
use chrono::{DateTime, TimeDelta, Utc};

/// A proxy's time-out, a load balancer's, and a margin: by then a request that was on its way has arrived or never will.
pub(super) const QUIET: TimeDelta = TimeDelta::seconds(130);

/// When to look again, in seconds after the connection was lost.
const LOOKS: [i64; 5] = [2, 8, 30, 75, 130];

/// What to conclude.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Conclusion {
    /// It is this one.
    Arrived(ServerId),
    /// Not there yet: look again, not before this time.
    LookAgain(DateTime<Utc>),
    /// It never arrived: it may be sent again.
    NeverArrived,
}

/// What is known of a comment whose answer was lost.
pub(super) struct Lost<'a> {
    /// Its text.
    pub text: &'a str,
    /// Who may read it.
    pub audience: Audience,
    /// Ids that were there before it was sent.
    pub baseline: &'a [ServerId],
}

/// The comments of `thread` that could be it, the earliest first: mine (anybody's, where the server does not say who I
/// am), not there before, saying the same to the same audience.
pub(super) fn candidates<'a>(
    lost: &'a Lost<'_>,
    thread: &'a [ServerComment],
    me: Option<&'a ServerId>,
) -> impl Iterator<Item = &'a ServerComment> {
    thread.iter().filter(move |c| {
        let mine = me.is_none_or(|me| c.author.as_ref().is_some_and(|a| &a.id == me));
        let mine = mine || mutant::is(Mutant::AnybodysComment);
        let was_there = lost.baseline.contains(&c.server_id) && !mutant::is(Mutant::NoBaseline);
        mine && !was_there && c.audience == lost.audience && same_text(&c.text, lost.text)
    })
}

/// The files of `files` that could be the one sent as `name`, those of a fitting name first: mine (anybody's, where the
/// server does not say whose), not there before. Whether it is one, its bytes tell.
pub(super) fn file_candidates<'a>(
    name: &str,
    baseline: &[ServerId],
    files: &'a [ServerAttachment],
    is_me: impl Fn(&ServerId) -> bool,
) -> Vec<&'a ServerAttachment> {
    let mine = |f: &&ServerAttachment| f.by.as_ref().is_none_or(|by| is_me(&by.id));
    let mut found: Vec<_> = files
        .iter()
        .filter(mine)
        .filter(|f| !baseline.contains(&f.server_id))
        .collect();
    found.sort_by_key(|f| !attachment::fits(name, &f.file_name));
    found
}

/// What to conclude at `now` about what was lost at `since` (by the same clock), from the first candidate that no other
/// intent claimed.
#[must_use]
pub(super) fn conclude(
    since: DateTime<Utc>,
    unclaimed: Option<ServerId>,
    now: DateTime<Utc>,
) -> Conclusion {
    if let Some(found) = unclaimed {
        return Conclusion::Arrived(found);
    }
    let elapsed = now - since;
    if mutant::is(Mutant::LooksForEver) {
        return Conclusion::LookAgain(now + QUIET);
    }
    if elapsed >= QUIET || (mutant::is(Mutant::Impatient) && elapsed >= TimeDelta::seconds(35)) {
        return Conclusion::NeverArrived;
    }
    let next = LOOKS
        .into_iter()
        .map(TimeDelta::seconds)
        .find(|look| *look > elapsed)
        .unwrap_or(QUIET);
    Conclusion::LookAgain(since + next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Named;

    fn comment(id: &str, author: &str, text: &str) -> ServerComment {
        ServerComment {
            server_id: ServerId(id.to_owned()),
            author: Some(Named {
                id: ServerId(author.to_owned()),
                name: String::new(),
            }),
            text: text.to_owned(),
            audience: Audience::Public,
            at: DateTime::UNIX_EPOCH,
        }
    }

    fn lost<'a>(baseline: &'a [ServerId]) -> Lost<'a> {
        Lost {
            text: "done",
            audience: Audience::Public,
            baseline,
        }
    }

    #[test]
    fn what_was_there_before_is_never_taken_for_it() {
        let me = ServerId("me".into());
        let before = [ServerId("1".into())];
        let thread = [
            comment("1", "me", "done"),
            comment("2", "you", "done"),
            comment("3", "me", "other"),
        ];
        assert_eq!(candidates(&lost(&before), &thread, Some(&me)).count(), 0);
        let arrived = [comment("1", "me", "done"), comment("4", "me", "done")];
        let lost = lost(&before);
        let found: Vec<_> = candidates(&lost, &arrived, Some(&me))
            .map(|c| c.server_id.as_str())
            .collect();
        assert_eq!(found, ["4"]);
    }

    #[test]
    fn a_note_is_never_taken_for_a_reply() {
        let me = ServerId("me".into());
        let thread = [ServerComment {
            audience: Audience::Internal,
            ..comment("1", "me", "done")
        }];
        assert_eq!(candidates(&lost(&[]), &thread, Some(&me)).count(), 0);
    }

    #[test]
    fn it_is_sent_again_only_after_the_quiet_time() {
        let at = |s| DateTime::UNIX_EPOCH + TimeDelta::seconds(s);
        let l = DateTime::UNIX_EPOCH;
        assert_eq!(conclude(l, None, at(0)), Conclusion::LookAgain(at(2)));
        assert_eq!(conclude(l, None, at(40)), Conclusion::LookAgain(at(75)));
        assert_eq!(conclude(l, None, at(129)), Conclusion::LookAgain(at(130)));
        assert_eq!(conclude(l, None, at(130)), Conclusion::NeverArrived);
        let found = ServerId("9".into());
        assert_eq!(
            conclude(l, Some(found.clone()), at(1)),
            Conclusion::Arrived(found)
        );
    }

    #[test]
    fn a_clock_that_jumps_back_only_makes_it_wait() {
        let before = DateTime::UNIX_EPOCH - TimeDelta::days(9);
        assert!(matches!(
            conclude(DateTime::UNIX_EPOCH, None, before),
            Conclusion::LookAgain(_)
        ));
    }
}

//! What to do next. Pure: a picture of the mirror in, one step out.
//!
//! Order: what the person did leaves first; then what tells of changes cheaply; then the list; then the details behind it.
//! What is due may wait for manners' sake (`rhythm.rs`). A step is short (a page, a handful of details), so a reply typed during a long mirror does not wait for its end.

use super::rhythm::REST_SPREAD;
use crate::mutant::{self, Mutant};
use chrono::{DateTime, TimeDelta, Utc};

/// One step of the loop.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// Send or verify what is due in the outbox.
    Push,
    /// Read people, teams, tags.
    Directory,
    /// Read the next part of what changes slowly: settings, saved answers, accounts, contacts.
    Catalogue,
    /// Read what pressing and own work there is, before the first sweep: the list is useful at once.
    Head,
    /// Ask cheaply what changed.
    Hints,
    /// Read the next page of the sweep.
    Sweep,
    /// Read the next cases whole: those with news, and those never read.
    Details,
    /// Read the next cases again for good measure: comments are edited without a trace.
    Refresh,
    /// Nothing before this time.
    Wait(DateTime<Utc>),
}

/// What the plan depends on.
#[derive(Clone, Debug, Default)]
pub struct Picture {
    /// Something in the outbox is due now.
    pub outbox_due: bool,
    /// Something in the outbox will be due then.
    pub outbox_next: Option<DateTime<Utc>>,
    /// When the directory was last read.
    pub directory_at: Option<DateTime<Utc>>,
    /// When the last walk through the catalogue was complete.
    pub catalogue_at: Option<DateTime<Utc>>,
    /// A walk through the catalogue is under way.
    pub cataloguing: bool,
    /// The head was read.
    pub head_done: bool,
    /// Conversations are to be read before the list: the person is asked by what they cost.
    pub sample_due: bool,
    /// When hints were last asked for.
    pub hints_at: Option<DateTime<Utc>>,
    /// A sweep is under way.
    pub sweeping: bool,
    /// When the last sweep was complete.
    pub swept_at: Option<DateTime<Utc>>,
    /// How long the server was asked for it.
    pub sweep_took: TimeDelta,
    /// A feed that did not reach back to what was known: a sweep has to tell.
    pub gap: bool,
    /// An overdue sweep waits until then, as long as nobody asks; see `rhythm.rs`.
    pub sweep_after: Option<DateTime<Utc>>,
    /// So does what nobody waits for: people, catalogue, reading again.
    pub rest_after: Option<DateTime<Utc>>,
    /// Cases with news, or never read, are to be read whole.
    pub details_due: bool,
    /// Some of them were named, by the feed or by the person.
    pub named_due: bool,
    /// Cases were read so long ago that they are to be read again.
    pub refresh_due: bool,
    /// When a step last did that.
    pub refreshed_at: Option<DateTime<Utc>>,
    /// How far apart such steps are.
    pub refresh_every: TimeDelta,
    /// The person asked for a sync.
    pub asked: bool,
    /// The server has a feed of changes. Without one, sweeps are the only way to hear of any.
    pub has_feed: bool,
}

/// How often hints are asked for: two small requests a minute (I20).
pub const HINTS_EVERY: TimeDelta = TimeDelta::seconds(60);
const DIRECTORY_EVERY: TimeDelta = TimeDelta::hours(6);
const CATALOGUE_EVERY: TimeDelta = TimeDelta::hours(24);
/// A person who asks for a sync gets the catalogue anew, too, but not at every click.
const CATALOGUE_IF_ASKED: TimeDelta = TimeDelta::hours(1);
/// How often the whole list is read.
pub const SWEEP_EVERY: TimeDelta = TimeDelta::minutes(30);
const SWEEP_EVERY_WITHOUT_FEED: TimeDelta = TimeDelta::minutes(5);
/// The feed of a large organization never reaches back a minute; a sweep at each gap would be one a minute.
pub const SWEEP_EVERY_WITH_GAPS: TimeDelta = TimeDelta::minutes(10);

/// However long a list takes, it is begun again so soon after its end.
const LONGEST_REST: TimeDelta = TimeDelta::hours(2);

/// How long nothing is swept after a sweep. A long list is read less often: a server that takes half an hour for it would do nothing
/// else. Where the feed tells of changes, a tenth of the time is enough for what it does not; else it is a quarter.
fn sweep_every(p: &Picture) -> TimeDelta {
    let (least, rest) = match (p.has_feed, p.gap) {
        (false, _) => (SWEEP_EVERY_WITHOUT_FEED, 3),
        (true, true) => (SWEEP_EVERY_WITH_GAPS, 3),
        (true, false) => (SWEEP_EVERY, 9),
    };
    let took = p.sweep_took.clamp(TimeDelta::zero(), LONGEST_REST);
    (took * rest).clamp(least, LONGEST_REST)
}

/// The next step at `now`.
#[must_use]
pub fn next(p: &Picture, now: DateTime<Utc>) -> Step {
    // Nothing is spread over more than this; a later time is a clock that was set back.
    let not_before = |gate: Option<DateTime<Utc>>| gate.filter(|at| *at <= now + REST_SPREAD);
    let (sweep_after, rest_after) = (not_before(p.sweep_after), not_before(p.rest_after));
    let next = |last: Option<DateTime<Utc>>, every, gate: Option<DateTime<Utc>>| match last {
        None => now,
        // A time in the future is a clock that was set back: do it now rather than never.
        Some(at) if at > now => gate.unwrap_or(now),
        Some(at) => gate.map_or(at + every, |gate| gate.max(at + every)),
    };
    let hints_at = next(p.hints_at, HINTS_EVERY, None);
    let sweep_at = next(p.swept_at, sweep_every(p), sweep_after);
    let directory_at = next(p.directory_at, DIRECTORY_EVERY, rest_after);
    let catalogue_at = next(p.catalogue_at, CATALOGUE_EVERY, rest_after);
    let refresh_at =
        next(p.refreshed_at, p.refresh_every, rest_after).max(rest_after.unwrap_or(now));
    if p.outbox_due && (p.asked || !mutant::is(Mutant::NeverDue)) {
        Step::Push
    } else if directory_at <= now {
        Step::Directory
    } else if p.asked
        && p.head_done
        && !p.cataloguing
        && p.catalogue_at.is_some()
        && next(p.catalogue_at, CATALOGUE_IF_ASKED, None) <= now
    {
        Step::Catalogue
    } else if p.has_feed && (hints_at <= now || p.asked) {
        Step::Hints
    } else if !p.head_done {
        Step::Head
    } else if p.named_due || (p.sample_due && p.details_due) {
        // What somebody waits for does not wait for the end of a long sweep.
        Step::Details
    } else if p.sweeping || sweep_at <= now || (p.asked && !p.has_feed) {
        Step::Sweep
    } else if p.cataloguing || catalogue_at <= now {
        Step::Catalogue
    } else if p.details_due {
        Step::Details
    } else if p.refresh_due && refresh_at <= now {
        Step::Refresh
    } else {
        let wake = [
            Some(sweep_at),
            Some(directory_at),
            Some(catalogue_at),
            p.has_feed.then_some(hints_at),
            p.refresh_due.then_some(refresh_at),
            p.outbox_next,
        ];
        Step::Wait(
            wake.into_iter()
                .flatten()
                .min()
                .unwrap_or(now + HINTS_EVERY),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

    fn settled() -> Picture {
        Picture {
            directory_at: Some(NOW),
            catalogue_at: Some(NOW),
            head_done: true,
            hints_at: Some(NOW),
            swept_at: Some(NOW),
            has_feed: true,
            ..Picture::default()
        }
    }

    #[test]
    fn what_the_person_did_leaves_first() {
        assert_eq!(
            next(
                &Picture {
                    outbox_due: true,
                    sweeping: true,
                    ..Picture::default()
                },
                NOW
            ),
            Step::Push
        );
    }

    #[test]
    fn a_first_mirror_reads_the_directory_the_hints_the_head_the_list_the_catalogue_then_details() {
        let mut p = Picture {
            has_feed: true,
            details_due: true,
            ..Picture::default()
        };
        assert_eq!(next(&p, NOW), Step::Directory);
        p.directory_at = Some(NOW);
        assert_eq!(next(&p, NOW), Step::Hints);
        p.hints_at = Some(NOW);
        assert_eq!(next(&p, NOW), Step::Head);
        p.head_done = true;
        assert_eq!(next(&p, NOW), Step::Sweep);
        p.swept_at = Some(NOW);
        assert_eq!(next(&p, NOW), Step::Catalogue);
        p.catalogue_at = Some(NOW);
        assert_eq!(next(&p, NOW), Step::Details);
        p.details_due = false;
        assert!(matches!(next(&p, NOW), Step::Wait(_)));
    }

    #[test]
    fn where_the_person_is_to_be_asked_what_it_costs_a_few_conversations_come_before_the_list() {
        let mut p = Picture {
            swept_at: None,
            sample_due: true,
            details_due: true,
            ..settled()
        };
        assert_eq!(next(&p, NOW), Step::Details);
        p.sample_due = false;
        assert_eq!(next(&p, NOW), Step::Sweep);
    }

    #[test]
    fn a_case_that_is_named_does_not_wait_for_the_end_of_a_long_list() {
        let mut p = Picture {
            sweeping: true,
            details_due: true,
            ..settled()
        };
        assert_eq!(next(&p, NOW), Step::Sweep, "what nothing names does");
        p.named_due = true;
        assert_eq!(next(&p, NOW), Step::Details);
    }

    #[test]
    fn the_longer_a_list_takes_the_less_often_it_is_read() {
        let rests = |took, has_feed, gap| {
            sweep_every(&Picture {
                sweep_took: took,
                has_feed,
                gap,
                ..settled()
            })
        };
        let (short, long) = (TimeDelta::seconds(6), TimeDelta::minutes(10));
        assert_eq!(rests(short, true, false), SWEEP_EVERY);
        assert_eq!(rests(short, true, true), SWEEP_EVERY_WITH_GAPS);
        assert_eq!(rests(short, false, false), SWEEP_EVERY_WITHOUT_FEED);
        assert_eq!(rests(long, true, false), TimeDelta::minutes(90));
        assert_eq!(rests(long, true, true), TimeDelta::minutes(30));
        assert_eq!(rests(long, false, false), TimeDelta::minutes(30));
        assert_eq!(rests(TimeDelta::days(2), true, false), LONGEST_REST);
        assert_eq!(
            rests(-long, true, false),
            SWEEP_EVERY,
            "a clock was set back"
        );
    }

    #[test]
    fn an_idle_client_asks_for_hints_and_nothing_else() {
        assert_eq!(next(&settled(), NOW), Step::Wait(NOW + HINTS_EVERY));
        assert_eq!(next(&settled(), NOW + HINTS_EVERY), Step::Hints);
    }

    #[test]
    fn without_a_feed_sweeps_are_closer_and_asking_means_a_sweep() {
        let p = Picture {
            has_feed: false,
            ..settled()
        };
        assert_eq!(next(&p, NOW), Step::Wait(NOW + SWEEP_EVERY_WITHOUT_FEED));
        assert_eq!(next(&Picture { asked: true, ..p }, NOW), Step::Sweep);
    }

    #[test]
    fn who_asks_gets_the_news_and_once_an_hour_the_catalogue_anew() {
        let mut p = Picture {
            asked: true,
            ..settled()
        };
        assert_eq!(next(&p, NOW), Step::Hints);
        let later = NOW + CATALOGUE_IF_ASKED;
        (p.hints_at, p.directory_at, p.swept_at) = (Some(later), Some(later), Some(later));
        assert_eq!(next(&p, later), Step::Catalogue);
        p.cataloguing = true;
        assert_eq!(next(&p, later), Step::Hints, "its other parts can wait");
        assert_eq!(next(&Picture { asked: false, ..p }, later), Step::Catalogue);
    }

    #[test]
    fn after_an_outage_hints_and_the_outbox_go_at_once_and_the_sweep_when_its_turn_comes() {
        let later = NOW + TimeDelta::minutes(45);
        let turn = later + TimeDelta::minutes(9);
        let mut p = Picture {
            sweep_after: Some(turn),
            rest_after: Some(turn),
            refresh_due: true,
            outbox_due: true,
            ..settled()
        };
        assert_eq!(next(&p, later), Step::Push);
        p.outbox_due = false;
        assert_eq!(next(&p, later), Step::Hints);
        p.hints_at = Some(later);
        assert_eq!(next(&p, later), Step::Wait(later + HINTS_EVERY));
        p.hints_at = Some(turn);
        assert_eq!(next(&p, turn), Step::Sweep);
        p.swept_at = Some(turn);
        assert_eq!(next(&p, turn), Step::Refresh);
        p.sweep_after = Some(turn + TimeDelta::minutes(1));
        assert_eq!(
            next(
                &Picture {
                    details_due: true,
                    ..p
                },
                turn
            ),
            Step::Details,
            "what has news does not wait"
        );
    }

    #[test]
    fn a_first_mirror_is_never_spread() {
        let p = Picture {
            sweep_after: Some(NOW + TimeDelta::minutes(9)),
            rest_after: Some(NOW + TimeDelta::minutes(9)),
            has_feed: true,
            ..Picture::default()
        };
        assert_eq!(next(&p, NOW), Step::Directory);
    }

    #[test]
    fn a_feed_with_gaps_brings_the_next_sweep_closer() {
        let p = Picture {
            gap: true,
            ..settled()
        };
        let later = NOW + SWEEP_EVERY_WITH_GAPS;
        let p = Picture {
            hints_at: Some(later),
            ..p
        };
        assert_eq!(next(&p, later), Step::Sweep);
        assert_eq!(
            next(&Picture { gap: false, ..p }, later),
            Step::Wait(later + HINTS_EVERY)
        );
    }

    #[test]
    fn reading_again_for_good_measure_is_paced() {
        let p = Picture {
            refresh_due: true,
            refreshed_at: Some(NOW),
            refresh_every: TimeDelta::seconds(40),
            ..settled()
        };
        let turn = NOW + TimeDelta::seconds(40);
        assert_eq!(next(&p, NOW), Step::Wait(turn));
        assert_eq!(next(&p, turn), Step::Refresh);
    }

    #[test]
    fn a_clock_set_back_does_not_stop_the_rhythm() {
        let mut p = settled();
        p.hints_at = Some(NOW + TimeDelta::days(400));
        assert_eq!(next(&p, NOW), Step::Hints);
    }
}

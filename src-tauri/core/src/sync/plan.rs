//! What to do next. Pure: a picture of the mirror in, one step out.
//!
//! Order: what the person did leaves first; then what tells of changes cheaply; then the list; then the details behind it.
//! A step is short (a page, a handful of details), so a reply typed during a long mirror does not wait for its end.

use chrono::{DateTime, TimeDelta, Utc};

/// One step of the loop.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Step {
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
    /// Read the next details.
    Details,
    /// Nothing before this time.
    Wait(DateTime<Utc>),
}

/// What the plan depends on.
#[derive(Clone, Debug, Default)]
pub(super) struct Picture {
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
    /// When hints were last asked for.
    pub hints_at: Option<DateTime<Utc>>,
    /// A sweep is under way.
    pub sweeping: bool,
    /// When the last sweep was complete.
    pub swept_at: Option<DateTime<Utc>>,
    /// Details are due.
    pub details_due: bool,
    /// The person asked for a sync.
    pub asked: bool,
    /// The server has a feed of changes. Without one, sweeps are the only way to hear of any.
    pub has_feed: bool,
}

/// How often hints are asked for: two small requests a minute (I20).
pub(super) const HINTS_EVERY: TimeDelta = TimeDelta::seconds(60);
const DIRECTORY_EVERY: TimeDelta = TimeDelta::hours(6);
const CATALOGUE_EVERY: TimeDelta = TimeDelta::hours(24);
/// A person who asks for a sync gets the catalogue anew, too, but not at every click.
const CATALOGUE_IF_ASKED: TimeDelta = TimeDelta::hours(1);
const SWEEP_EVERY: TimeDelta = TimeDelta::minutes(30);
const SWEEP_EVERY_WITHOUT_FEED: TimeDelta = TimeDelta::minutes(5);

/// The next step at `now`.
#[must_use]
pub(super) fn next(p: &Picture, now: DateTime<Utc>) -> Step {
    // A time in the future is a clock that was set back: do it now rather than never.
    let due = |last: Option<DateTime<Utc>>, every: TimeDelta| {
        last.is_none_or(|at| at > now || at + every <= now)
    };
    let sweep_every = if p.has_feed {
        SWEEP_EVERY
    } else {
        SWEEP_EVERY_WITHOUT_FEED
    };
    if p.outbox_due {
        Step::Push
    } else if due(p.directory_at, DIRECTORY_EVERY) {
        Step::Directory
    } else if p.asked
        && p.head_done
        && !p.cataloguing
        && p.catalogue_at.is_some()
        && due(p.catalogue_at, CATALOGUE_IF_ASKED)
    {
        Step::Catalogue
    } else if p.has_feed && (due(p.hints_at, HINTS_EVERY) || p.asked) {
        Step::Hints
    } else if !p.head_done {
        Step::Head
    } else if p.sweeping || due(p.swept_at, sweep_every) || (p.asked && !p.has_feed) {
        Step::Sweep
    } else if p.cataloguing || due(p.catalogue_at, CATALOGUE_EVERY) {
        Step::Catalogue
    } else if p.details_due {
        Step::Details
    } else {
        let next = |last: Option<DateTime<Utc>>, every| last.map_or(now, |at| at + every);
        let hints = p.has_feed.then(|| next(p.hints_at, HINTS_EVERY));
        let wake = [
            Some(next(p.swept_at, sweep_every)),
            Some(next(p.directory_at, DIRECTORY_EVERY)),
            Some(next(p.catalogue_at, CATALOGUE_EVERY)),
            hints,
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
    fn a_clock_set_back_does_not_stop_the_rhythm() {
        let mut p = settled();
        p.hints_at = Some(NOW + TimeDelta::days(400));
        assert_eq!(next(&p, NOW), Step::Hints);
    }
}

//! Which file is fetched next, and which goes first where there is no room. Pure: pictures of the mirror in, a choice out.
//!
//! What the person wants is `policy.rs`. Who acts on it is `sync/files.rs`; the pictures are taken in `table.rs`. Unsent files
//! never come here: they are not ours to fetch or to drop.

use super::policy::{FilePolicy, MB};
use crate::id::AttachmentId;
use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

/// How much a case's files matter: the earlier, the sooner fetched and the later dropped.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Weight {
    /// The person said so.
    Pinned,
    /// Open, and theirs.
    Mine,
    /// Open, and urgent.
    Urgent,
    /// Open.
    Open,
    /// Closed.
    Closed,
}

impl Weight {
    /// Of a case.
    #[must_use]
    pub fn of(is_pinned: bool, is_open: bool, is_mine: bool, is_urgent: bool) -> Weight {
        match (is_pinned, is_open) {
            (true, _) => Weight::Pinned,
            (false, false) => Weight::Closed,
            (false, true) if is_mine => Weight::Mine,
            (false, true) if is_urgent => Weight::Urgent,
            (false, true) => Weight::Open,
        }
    }
}

/// A file that is on the server and not here.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Absent {
    /// Which.
    pub id: AttachmentId,
    /// Its name: all that is known of its kind.
    pub name: String,
    /// What its case is.
    pub weight: Weight,
    /// When it came.
    pub at: DateTime<Utc>,
    /// What came of trying.
    pub tried: Option<Tried>,
}

/// What came of trying to fetch a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tried {
    /// How often it failed, in a row.
    pub failures: u32,
    /// Not to be tried before.
    pub not_before: DateTime<Utc>,
    /// What kept it from coming, in words; `None`: it was too large.
    pub why: Option<String>,
    /// Its size at least, where trying told.
    pub size: Option<u64>,
}

/// Bytes that are here. Two files with the same bytes are one of these.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
    /// The hash of the bytes.
    pub sha256: String,
    /// How many there are.
    pub size: u64,
    /// The most that any of its files' cases is.
    pub weight: Weight,
    /// When the newest of its files came, or was last opened.
    pub at: DateTime<Utc>,
}

/// Where a file is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum FileState {
    /// On this computer.
    Here,
    /// On the server, and on the list of what is fetched.
    Waits,
    /// On the server: larger than the person's limit.
    TooBig,
    /// On the server: nobody asked for it, and the person's choice leaves it there.
    NotAsked,
    /// On the server: fetching it failed, and is tried again.
    Failed,
}

/// Where a file that is not here stands.
#[must_use]
pub fn state(policy: &FilePolicy, file: &Absent) -> FileState {
    let is_wanted = policy.takes(&file.name) || file.weight == Weight::Pinned;
    match &file.tried {
        Some(Tried { why: Some(_), .. }) => FileState::Failed,
        Some(Tried {
            size: Some(size), ..
        }) if is_wanted && *size > limit(policy, file.weight) => FileState::TooBig,
        _ if is_wanted => FileState::Waits,
        _ => FileState::NotAsked,
    }
}

/// The largest size that a file of such a case may have. Of a pinned case everything is kept that a server may hold.
#[must_use]
pub fn limit(policy: &FilePolicy, weight: Weight) -> u64 {
    match weight {
        Weight::Pinned => 25 * MB,
        _ => policy.limit(),
    }
}

/// What is to be fetched, and when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Choice {
    /// This one, now.
    Fetch(AttachmentId),
    /// Nothing before then.
    NotBefore(DateTime<Utc>),
    /// What is wanted does not fit: everything here matters as much.
    NoRoom,
    /// Everything that is wanted is here.
    Nothing,
}

/// The next file, where `kept` is here already.
#[must_use]
pub fn next(policy: &FilePolicy, absent: &[Absent], kept: &[Kept], now: DateTime<Utc>) -> Choice {
    let (mut due, not_yet) = wanted_by_time(policy, absent, now);
    due.sort_by_key(|file| order(file.weight, file.at));
    // What matters less may make less room: a size that found none for one file finds none for those after it.
    let mut too_much = u64::MAX;
    for file in &due {
        let size = known_size(file);
        if size >= too_much {
            continue;
        }
        if fit(policy, file.weight, file.at, size, kept).is_some() {
            return Choice::Fetch(file.id);
        }
        too_much = size;
    }
    match not_yet {
        _ if !due.is_empty() => Choice::NoRoom,
        Some(at) => Choice::NotBefore(at),
        None => Choice::Nothing,
    }
}

/// What is wanted: the files whose time has come, and when that of the first of the others comes.
fn wanted_by_time<'a>(
    policy: &FilePolicy,
    absent: &'a [Absent],
    now: DateTime<Utc>,
) -> (Vec<&'a Absent>, Option<DateTime<Utc>>) {
    // A time further ahead than any wait is a clock that was set back.
    let is_due = |tried: &Tried| tried.not_before <= now || tried.not_before > now + LONGEST;
    let (due, later): (Vec<_>, Vec<_>) = absent
        .iter()
        .filter(|file| matches!(state(policy, file), FileState::Waits | FileState::Failed))
        .partition(|file| file.tried.as_ref().is_none_or(is_due));
    let times = later.iter().filter_map(|file| file.tried.as_ref());
    (due, times.map(|tried| tried.not_before).min())
}

/// Its size, as far as is known before it is here. Servers do not tell sizes; one that was seen is remembered.
fn known_size(file: &Absent) -> u64 {
    file.tried
        .as_ref()
        .and_then(|tried| tried.size)
        .unwrap_or(1)
}

/// What has to go so that bytes of such a file fit: nothing of what matters more, nothing pinned, the least important first.
/// `None`: they can't fit.
#[must_use]
pub fn fit<'a>(
    policy: &FilePolicy,
    weight: Weight,
    at: DateTime<Utc>,
    size: u64,
    kept: &'a [Kept],
) -> Option<Vec<&'a Kept>> {
    let used: u64 = kept.iter().map(|k| k.size).sum();
    let over = (used + size).saturating_sub(policy.budget());
    let less = |k: &&Kept| k.weight != Weight::Pinned && order(k.weight, k.at) > order(weight, at);
    first_to_go(over, kept.iter().filter(less).collect())
}

/// What has to go so that what is here keeps to the budget; what is pinned stays, so it may not be enough.
#[must_use]
pub fn shrink<'a>(policy: &FilePolicy, kept: &'a [Kept]) -> Vec<&'a Kept> {
    let used: u64 = kept.iter().map(|k| k.size).sum();
    let may_go = kept.iter().filter(|k| k.weight != Weight::Pinned);
    let may_go: Vec<&Kept> = may_go.collect();
    let over = used.saturating_sub(policy.budget());
    first_to_go(over, may_go.clone()).unwrap_or(may_go)
}

fn first_to_go(over: u64, mut may_go: Vec<&Kept>) -> Option<Vec<&Kept>> {
    may_go.sort_by_key(|k| std::cmp::Reverse(order(k.weight, k.at)));
    let mut freed = 0;
    let mut going = Vec::new();
    for kept in may_go {
        if freed >= over {
            break;
        }
        freed += kept.size;
        going.push(kept);
    }
    (freed >= over).then_some(going)
}

fn order(weight: Weight, at: DateTime<Utc>) -> (Weight, std::cmp::Reverse<DateTime<Utc>>) {
    (weight, std::cmp::Reverse(at))
}

/// No file waits longer for its next try.
pub const LONGEST: TimeDelta = TimeDelta::hours(24);

/// How long a file waits after so many failures: five minutes, doubled each time, a day at most.
#[must_use]
pub fn wait(failures: u32) -> TimeDelta {
    let doubled = 2_i32.saturating_pow(failures.saturating_sub(1).min(20));
    (TimeDelta::minutes(5) * doubled).min(LONGEST)
}

/// May `size` more bytes be written where so many are free? They stand twice while they are written (in the log and in the
/// database), and some room stays for what the person does (sync-and-security 3.8).
#[must_use]
pub fn has_room(free: u64, size: u64) -> bool {
    free >= 2 * size + 200 * MB
}

#[cfg(test)]
mod tests {
    use super::super::policy::FileKinds;
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

    fn policy(budget_mb: u32) -> FilePolicy {
        FilePolicy {
            budget_mb,
            limit_mb: 2,
            kinds: FileKinds::Documents,
            is_metered: false,
        }
    }

    fn absent(id: u128, weight: Weight, days_old: i64) -> Absent {
        Absent {
            id: AttachmentId(Uuid::from_u128(id)),
            name: "a.pdf".to_owned(),
            weight,
            at: NOW - TimeDelta::days(days_old),
            tried: None,
        }
    }

    fn kept(name: &str, weight: Weight, days_old: i64, size: u64) -> Kept {
        Kept {
            sha256: name.to_owned(),
            size,
            weight,
            at: NOW - TimeDelta::days(days_old),
        }
    }

    fn fetch(id: u128) -> Choice {
        Choice::Fetch(AttachmentId(Uuid::from_u128(id)))
    }

    fn names(going: &[&Kept]) -> Vec<String> {
        going.iter().map(|k| k.sha256.clone()).collect()
    }

    #[test]
    fn pinned_first_then_mine_then_urgent_then_the_newest() {
        let mut files = vec![
            absent(1, Weight::Closed, 0),
            absent(2, Weight::Open, 9),
            absent(3, Weight::Open, 1),
            absent(4, Weight::Urgent, 9),
            absent(5, Weight::Mine, 99),
            absent(6, Weight::Pinned, 999),
        ];
        for wanted in [6, 5, 4, 3, 2, 1] {
            assert_eq!(next(&policy(9), &files, &[], NOW), fetch(wanted));
            files.retain(|f| fetch(wanted) != Choice::Fetch(f.id));
        }
        assert_eq!(next(&policy(9), &files, &[], NOW), Choice::Nothing);
    }

    #[test]
    fn what_the_choice_leaves_there_is_not_fetched_but_for_a_pinned_case() {
        let zip = |weight| Absent {
            name: "a.zip".to_owned(),
            ..absent(1, weight, 0)
        };
        assert_eq!(state(&policy(9), &zip(Weight::Mine)), FileState::NotAsked);
        assert_eq!(
            next(&policy(9), &[zip(Weight::Mine)], &[], NOW),
            Choice::Nothing
        );
        assert_eq!(next(&policy(9), &[zip(Weight::Pinned)], &[], NOW), fetch(1));
    }

    #[test]
    fn a_file_that_was_seen_to_be_too_large_stays_until_the_limit_is_raised_or_its_case_is_pinned()
    {
        let mut file = absent(1, Weight::Mine, 0);
        file.tried = Some(Tried {
            failures: 0,
            not_before: NOW,
            why: None,
            size: Some(3 * MB),
        });
        assert_eq!(state(&policy(9), &file), FileState::TooBig);
        assert_eq!(next(&policy(9), &[file.clone()], &[], NOW), Choice::Nothing);
        let raised = FilePolicy {
            limit_mb: 3,
            ..policy(9)
        };
        assert_eq!(next(&raised, &[file.clone()], &[], NOW), fetch(1));
        file.weight = Weight::Pinned;
        assert_eq!(next(&policy(9), &[file], &[], NOW), fetch(1));
    }

    #[test]
    fn a_file_that_failed_waits_and_lets_the_others_go_first() {
        let mut stalled = absent(1, Weight::Pinned, 0);
        stalled.tried = Some(Tried {
            failures: 2,
            not_before: NOW + wait(2),
            why: Some("no answer in time".to_owned()),
            size: None,
        });
        assert_eq!(state(&policy(9), &stalled), FileState::Failed);
        let both = [stalled.clone(), absent(2, Weight::Closed, 0)];
        assert_eq!(next(&policy(9), &both, &[], NOW), fetch(2));
        let alone = [stalled];
        assert_eq!(
            next(&policy(9), &alone, &[], NOW),
            Choice::NotBefore(NOW + wait(2))
        );
        assert_eq!(next(&policy(9), &alone, &[], NOW + wait(2)), fetch(1));
    }

    #[test]
    fn waits_double_up_to_a_day() {
        assert_eq!(wait(1), TimeDelta::minutes(5));
        assert_eq!(wait(3), TimeDelta::minutes(20));
        assert_eq!(wait(60), LONGEST);
    }

    #[test]
    fn what_matters_less_goes_first_and_the_oldest_of_it() {
        let here = [
            kept("mine", Weight::Mine, 9, MB),
            kept("closed, new", Weight::Closed, 1, MB),
            kept("closed, old", Weight::Closed, 5, MB),
            kept("pinned", Weight::Pinned, 99, MB),
        ];
        let going = fit(&policy(4), Weight::Open, NOW, 2 * MB, &here).unwrap();
        assert_eq!(names(&going), ["closed, old", "closed, new"]);
        assert!(
            fit(&policy(4), Weight::Open, NOW, 3 * MB, &here).is_none(),
            "mine stays"
        );
        assert_eq!(fit(&policy(9), Weight::Open, NOW, MB, &here), Some(vec![]));
    }

    #[test]
    fn where_everything_matters_as_much_nothing_is_fetched_only_to_be_dropped() {
        let here = [kept("mine", Weight::Mine, 1, 4 * MB)];
        let older = absent(1, Weight::Mine, 5);
        assert_eq!(next(&policy(4), &[older], &here, NOW), Choice::NoRoom);
        let newer = absent(2, Weight::Mine, 0);
        assert_eq!(next(&policy(4), &[newer], &here, NOW), fetch(2));
    }

    #[test]
    fn a_smaller_budget_keeps_what_is_pinned() {
        let here = [
            kept("pinned", Weight::Pinned, 9, 3 * MB),
            kept("mine", Weight::Mine, 1, MB),
        ];
        assert_eq!(names(&shrink(&policy(2), &here)), ["mine"]);
        assert_eq!(names(&shrink(&policy(3), &here)), ["mine"]);
        assert!(shrink(&policy(4), &here).is_empty());
    }

    fn some_kept() -> impl Strategy<Value = Vec<Kept>> {
        let weight = prop_oneof![
            Just(Weight::Pinned),
            Just(Weight::Mine),
            Just(Weight::Open),
            Just(Weight::Closed)
        ];
        let one = (weight, 0_i64..50, 1_u64..3 * MB, "[a-z]{8}");
        proptest::collection::vec(
            one.prop_map(|(weight, days, size, name)| kept(&name, weight, days, size)),
            0..12,
        )
    }

    /// Every file that is due is tried, the best of those that fit is taken.
    fn tried_one_by_one(policy: &FilePolicy, absent: &[Absent], kept: &[Kept]) -> Choice {
        let fits = |f: &&Absent| fit(policy, f.weight, f.at, known_size(f), kept).is_some();
        let wanted = |f: &&Absent| state(policy, f) == FileState::Waits;
        match absent
            .iter()
            .filter(wanted)
            .filter(fits)
            .min_by_key(|f| order(f.weight, f.at))
        {
            Some(file) => Choice::Fetch(file.id),
            None if absent.iter().any(|f| wanted(&f)) => Choice::NoRoom,
            None => Choice::Nothing,
        }
    }

    fn some_absent() -> impl Strategy<Value = Vec<Absent>> {
        let one = (0_usize..5, 0_i64..50, prop::option::of(1_u64..3 * MB));
        prop::collection::vec(one, 0..12).prop_map(|all| {
            let weights = [
                Weight::Pinned,
                Weight::Mine,
                Weight::Urgent,
                Weight::Open,
                Weight::Closed,
            ];
            let one = |(id, (weight, days, size)): (usize, (usize, i64, Option<u64>))| Absent {
                tried: size.map(|size| Tried {
                    failures: 0,
                    not_before: NOW,
                    why: None,
                    size: Some(size),
                }),
                ..absent(id as u128, weights[weight], days)
            };
            all.into_iter().enumerate().map(one).collect()
        })
    }

    proptest! {
        #[test]
        fn what_is_chosen_is_what_trying_each_file_would_find(here in some_kept(), there in some_absent()) {
            let policy = policy(6);
            prop_assert_eq!(next(&policy, &there, &here, NOW), tried_one_by_one(&policy, &there, &here));
        }

        #[test]
        fn what_came_does_not_go_for_what_went(here in some_kept(), size in 1_u64..3 * MB, days in 0_i64..50) {
            let policy = policy(6);
            let at = NOW - TimeDelta::days(days);
            if let Some(going) = fit(&policy, Weight::Open, at, size, &here) {
                let gone: Vec<Kept> = going.into_iter().cloned().collect();
                prop_assert!(gone.iter().all(|k| k.weight != Weight::Pinned));
                let mut now_here: Vec<Kept> = here.iter().filter(|k| !gone.contains(k)).cloned().collect();
                now_here.push(Kept { sha256: "new".to_owned(), size, weight: Weight::Open, at });
                let used: u64 = now_here.iter().map(|k| k.size).sum();
                let before: u64 = here.iter().map(|k| k.size).sum();
                prop_assert!(used <= policy.budget() || before > policy.budget());
                for back in &gone {
                    let again = fit(&policy, back.weight, back.at, back.size, &now_here).unwrap_or_default();
                    prop_assert!(again.iter().all(|k| k.sha256 != "new"));
                }
            }
        }
    }
}

//! The rules of one lane: which of a case's intents may be sent now; and in which order lanes go. Pure.
//!
//! Rules (sync-and-security 3.5): a create goes first and everything else of its case waits for it; an unknown intent
//! holds its lane until it is verified; a held comment or file holds later comments and files (their meaning depends on
//! order) but nothing that has a value; lanes never hold each other. What was pasted and not looked at yet was not said: it holds
//! nothing.

use super::{Held, Intent, Kind, State};
use crate::id::{CaseId, IntentId};
use crate::mutant::{self, Mutant};
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};

/// What a lane can do now.
#[derive(Debug, PartialEq)]
pub enum Next<'a> {
    /// Send this one.
    Send(&'a Intent),
    /// Verify this one: its bytes may have arrived.
    Verify(&'a Intent),
    /// Nothing before this time.
    WaitUntil(DateTime<Utc>),
    /// Nothing until the person decides, or nothing at all.
    Idle,
}

/// The lanes in the order in which they began, and each as it is: `all` come lane by lane.
#[must_use]
pub fn oldest_first(mut all: Vec<Intent>) -> Vec<Intent> {
    let mut begun: BTreeMap<CaseId, DateTime<Utc>> = BTreeMap::new();
    for intent in &all {
        let first = begun.entry(intent.case_id).or_insert(intent.created_at);
        *first = intent.created_at.min(*first);
    }
    all.sort_by_key(|intent| (begun.get(&intent.case_id).copied(), intent.case_id));
    all
}

/// What is held before a place of a lane, as far as others wait for it.
#[derive(Default)]
struct Before {
    create: bool,
    append: bool,
}

impl Before {
    /// This one is held.
    fn meets(&mut self, held: &Intent) {
        match held.payload.kind() {
            Kind::Create => self.create = true,
            kind if kind.is_append() && held.held != Some(Held::NotLookedAt) => {
                self.append = !mutant::is(Mutant::HeldOvertaken);
            }
            _ => {}
        }
    }

    fn holds(&self, kind: Kind) -> bool {
        self.create || (self.append && kind.is_append())
    }
}

/// Which of a lane's intents wait until the person decides on one before them.
#[must_use]
pub fn behind(lane: &[Intent]) -> BTreeSet<IntentId> {
    let mut before = Before::default();
    let mut behind = BTreeSet::new();
    for intent in lane {
        if intent.state == State::Held {
            before.meets(intent);
        } else if intent.state == State::Pending && before.holds(intent.payload.kind()) {
            behind.insert(intent.id);
        }
    }
    behind
}

/// What the lane (one case's intents, by `seq`) can do at `now`.
#[must_use]
pub fn next(lane: &[Intent], now: DateTime<Utc>) -> Next<'_> {
    // One at a time: what may have left comes first, whatever its place.
    let in_doubt = |i: &&Intent| matches!(i.state, State::Sending | State::Unknown);
    let open = lane.iter().find(in_doubt);
    let looked_for = |open: &'_ Intent| match open.not_before {
        Some(at) if at > now => Some(at),
        _ => None,
    };
    if let Some(open) = open.filter(|_| !mutant::is(Mutant::DoubtOvertaken)) {
        return looked_for(open).map_or(Next::Verify(open), Next::WaitUntil);
    }
    let mut before = Before::default();
    let newest = lane
        .iter()
        .rev()
        .filter(|_| mutant::is(Mutant::NewestFirst));
    // Only a mutant comes here with something in doubt.
    for intent in newest.chain(lane).filter(|i| !in_doubt(i)) {
        if intent.state == State::Held {
            before.meets(intent);
            continue;
        }
        if before.holds(intent.payload.kind()) {
            continue;
        }
        return match intent.not_before {
            Some(at) if at > now => Next::WaitUntil(at),
            _ => Next::Send(intent),
        };
    }
    open.map_or(Next::Idle, |open| {
        looked_for(open).map_or(Next::Verify(open), Next::WaitUntil)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::Field;
    use crate::comment::Audience;
    use crate::id::{CaseId, IntentId};
    use crate::intent::{Held, Payload};
    use chrono::TimeDelta;
    use uuid::Uuid;

    fn intent(seq: i64, payload: Payload, state: State) -> Intent {
        Intent {
            id: IntentId(Uuid::from_u128(u128::try_from(seq).unwrap())),
            case_id: CaseId(Uuid::nil()),
            seq,
            payload,
            state,
            attempts: 0,
            not_before: None,
            held: (state == State::Held).then_some(Held::MaybeSent),
            trouble: None,
            withdrawn: false,
            created_at: DateTime::UNIX_EPOCH,
        }
    }

    fn comment(seq: i64, state: State) -> Intent {
        intent(
            seq,
            Payload::Comment {
                audience: Audience::Public,
                text: "x".to_owned(),
                seen: None,
            },
            state,
        )
    }

    fn edit(seq: i64, state: State) -> Intent {
        let payload = Payload::Edit {
            field: Field::Priority,
            base: None,
            desired: None,
            closed_on: None,
        };
        intent(seq, payload, state)
    }

    const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

    #[test]
    fn intents_leave_in_the_order_they_were_made() {
        let lane = [comment(1, State::Pending), comment(2, State::Pending)];
        assert_eq!(next(&lane, NOW), Next::Send(&lane[0]));
    }

    fn held(seq: i64, held: Held) -> Intent {
        Intent {
            held: Some(held),
            ..comment(seq, State::Held)
        }
    }

    #[test]
    fn what_waits_behind_a_decision_is_told_and_what_was_only_pasted_holds_nothing() {
        let lane = [
            held(1, Held::NotLookedAt),
            comment(2, State::Pending),
            held(3, Held::ByPerson),
            comment(4, State::Pending),
            edit(5, State::Pending),
        ];
        assert_eq!(next(&lane, NOW), Next::Send(&lane[1]));
        assert_eq!(behind(&lane), BTreeSet::from([lane[3].id]));
        assert_eq!(behind(&lane[..2]), BTreeSet::new());
    }

    #[test]
    fn an_unknown_intent_holds_its_whole_lane() {
        let lane = [edit(1, State::Pending), comment(2, State::Unknown)];
        assert_eq!(next(&lane, NOW), Next::Verify(&lane[1]));
    }

    #[test]
    fn a_held_comment_holds_later_comments_but_not_edits() {
        let lane = [
            comment(1, State::Held),
            comment(2, State::Pending),
            edit(3, State::Pending),
        ];
        assert_eq!(next(&lane, NOW), Next::Send(&lane[2]));
    }

    #[test]
    fn a_held_edit_holds_nothing() {
        let lane = [edit(1, State::Held), comment(2, State::Pending)];
        assert_eq!(next(&lane, NOW), Next::Send(&lane[1]));
    }

    #[test]
    fn a_wait_is_kept_by_everything_behind_it() {
        let mut first = comment(1, State::Pending);
        let later = NOW + TimeDelta::seconds(9);
        first.not_before = Some(later);
        assert_eq!(
            next(&[first, edit(2, State::Pending)], NOW),
            Next::WaitUntil(later)
        );
    }

    use proptest::prelude::*;

    fn any_intent() -> impl Strategy<Value = (bool, State, bool)> {
        let state = prop_oneof![
            4 => Just(State::Pending),
            1 => Just(State::Held),
            1 => Just(State::Unknown),
        ];
        (any::<bool>(), state, any::<bool>())
    }

    proptest! {
        /// I9: nothing overtakes what is in doubt, no comment overtakes a comment, and nothing leaves before its time.
        #[test]
        fn nothing_overtakes(drawn in prop::collection::vec(any_intent(), 0..9)) {
            let lane: Vec<Intent> = (1..).zip(drawn).map(|(n, (talks, state, waits))| {
                let mut one = if talks { comment(n, state) } else { edit(n, state) };
                one.not_before = waits.then(|| NOW + TimeDelta::seconds(5));
                one
            }).collect();
            let doubt = lane.iter().find(|i| i.state == State::Unknown);
            match next(&lane, NOW) {
                Next::Send(one) => {
                    prop_assert!(doubt.is_none());
                    prop_assert!(one.state == State::Pending && one.not_before.is_none());
                    let earlier = lane.iter().take_while(|i| i.seq < one.seq);
                    for before in earlier {
                        prop_assert!(before.state == State::Held || before.payload.kind().is_append());
                        let both = before.payload.kind().is_append() && one.payload.kind().is_append();
                        prop_assert!(!both, "a comment overtook one");
                    }
                }
                Next::Verify(one) => prop_assert_eq!(Some(one.id), doubt.map(|d| d.id)),
                Next::WaitUntil(at) => prop_assert!(at > NOW),
                Next::Idle => prop_assert!(doubt.is_none()),
            }
        }
    }
}

//! What the person did in this run of the program, so that it can be taken back: for each step, how the lanes of its cases
//! looked before it and after, or which cases were marked as seen. Noted with the act (`mirror.rs`); taking back is
//! `mutation/undo.rs`. Pure:
//! what has to happen to an intent is decided here.

pub mod table;

use crate::case::{CaseSet, Field, set};
use crate::comment::Audience;
use crate::id::CaseId;
use crate::intent::{Intent, Kind, Payload};
use serde::Serialize;

/// How many steps are kept.
const MOST_STEPS: usize = 200;

/// What an act did to one case's lane.
#[derive(Clone, Debug, PartialEq)]
pub struct LaneChange {
    /// Which.
    pub case: CaseId,
    /// The lane before it.
    pub before: Vec<Intent>,
    /// The lane after it.
    pub after: Vec<Intent>,
}

impl LaneChange {
    /// Did anything change? An order by itself does.
    #[must_use]
    pub fn is_something(&self) -> bool {
        self.before != self.after
    }

    /// The first intent that differs, as it was wanted.
    #[must_use]
    pub fn what(&self) -> Option<&Intent> {
        let of = |lane: &[Intent], one: &Intent| lane.iter().any(|i| i == one);
        let added = self.after.iter().find(|i| !of(&self.before, i));
        added.or_else(|| self.before.iter().find(|i| !of(&self.after, i)))
    }
}

/// One act: its changes, of one case or of many.
pub type Step = Vec<LaneChange>;

/// What can be taken back.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// Something was wanted on the server.
    Wanted(Step),
    /// Cases were marked as seen, without being opened.
    Seen(Vec<CaseId>),
}

impl Deed {
    fn is_something(&self) -> bool {
        match self {
            Deed::Wanted(step) => !step.is_empty(),
            Deed::Seen(cases) => !cases.is_empty(),
        }
    }
}

/// The steps of this run.
#[derive(Debug, Default)]
pub struct Steps {
    done: Vec<Deed>,
    undone: Vec<Deed>,
}

impl Steps {
    /// The person did something: what was taken back before can't be done again.
    pub fn did(&mut self, deed: Deed) {
        if deed.is_something() {
            self.undone.clear();
            push(&mut self.done, deed);
        }
    }

    /// The step to take back, or to do again.
    pub fn take(&mut self, again: bool) -> Option<Deed> {
        if again {
            self.undone.pop()
        } else {
            self.done.pop()
        }
    }

    /// A step was turned: it can be turned again, the other way.
    pub fn turned(&mut self, again: bool, deed: Deed) {
        if deed.is_something() {
            push(
                if again {
                    &mut self.done
                } else {
                    &mut self.undone
                },
                deed,
            );
        }
    }

    /// A step could not be turned for a passing reason: it is there again.
    pub fn put_back(&mut self, again: bool, deed: Deed) {
        push(
            if again {
                &mut self.undone
            } else {
                &mut self.done
            },
            deed,
        );
    }
}

fn push(deeds: &mut Vec<Deed>, deed: Deed) {
    if deeds.len() == MOST_STEPS {
        deeds.remove(0);
    }
    deeds.push(deed);
}

/// What has to happen to an intent so that an act is taken back.
#[derive(Clone, Debug, PartialEq)]
pub enum Move {
    /// Nothing.
    Nothing,
    /// It has not left: it is taken away, or, where its bytes are on their way, withdrawn.
    TakeBack(Intent),
    /// It is put back as it was.
    PutBack(Intent),
    /// It has not left: it is given back what it said.
    Amend(Intent),
    /// It was sent: the opposite is wanted, as an act of its own.
    Inverse {
        /// What was wanted by the act.
        from: Payload,
        /// What was wanted before it; `None`: nothing, so that it goes back to its base.
        to: Option<Payload>,
    },
    /// It was sent, and nothing takes it back from here.
    Late(Payload),
}

/// What has to happen to one intent, by how it was before the act, after it, and how it is now.
#[must_use]
pub fn back(before: Option<&Intent>, after: Option<&Intent>, now: Option<&Intent>) -> Move {
    match (before, after, now) {
        (None, Some(_), Some(now)) if now.withdrawn => Move::Nothing,
        (None, Some(_), Some(now)) if now.is_ours() => Move::TakeBack(now.clone()),
        (None, Some(_), Some(now)) => match now.payload {
            Payload::Delete { .. }
            | Payload::DeleteComment { .. }
            | Payload::DeleteAttachment { .. } => Move::Late(now.payload.clone()),
            _ => Move::TakeBack(now.clone()),
        },
        (None, Some(after), None) => inverse(&after.payload, None),
        (Some(before), None, None) => Move::PutBack(before.clone()),
        (Some(before), Some(after), _) if before == after => Move::Nothing,
        (Some(before), Some(after), Some(now)) if now.is_ours() && !after.withdrawn => {
            Move::Amend(Intent {
                payload: on_its_base(&before.payload, &now.payload),
                state: before.state,
                held: before.held.clone(),
                ..now.clone()
            })
        }
        // Nothing but whether it was to be sent changed, and it was.
        (Some(before), Some(after), None) if before.payload == after.payload => {
            Move::Late(after.payload.clone())
        }
        (Some(before), Some(after), None) => inverse(&after.payload, Some(&before.payload)),
        (Some(_), Some(after), Some(_)) => inverse(&after.payload, None),
        _ => Move::Nothing,
    }
}

/// The act gave another value while `elder`, an earlier one, was on its way; that did not arrive, and gave way to the newer one (it is
/// built on what the elder was built on since). Taken back, the elder's value is wanted again.
#[must_use]
pub fn back_to(elder: &Intent, newer: &Intent) -> Option<Move> {
    let same = match (&elder.payload, &newer.payload) {
        (
            Payload::Edit { field, base, .. },
            Payload::Edit {
                field: newer_field,
                base: newer_base,
                ..
            },
        ) => field == newer_field && base == newer_base,
        (
            Payload::EditComment { comment, base, .. },
            Payload::EditComment {
                comment: newer_comment,
                base: newer_base,
                ..
            },
        ) => comment == newer_comment && base == newer_base,
        (
            Payload::Set {
                set: which, base, ..
            },
            Payload::Set {
                set: newer_which,
                base: newer_base,
                ..
            },
        ) => which == newer_which && base.iter().all(|n| newer_base.contains(n)),
        _ => false,
    };
    (same && newer.is_ours()).then(|| {
        Move::Amend(Intent {
            payload: on_its_base(&elder.payload, &newer.payload),
            ..newer.clone()
        })
    })
}

/// What was wanted before, on the base as it is now: a merge may have moved it since, and of a set whoever joined it since and was
/// to leave is part of it.
fn on_its_base(wanted: &Payload, now: &Payload) -> Payload {
    let mut wanted = wanted.clone();
    match (&mut wanted, now) {
        (Payload::Edit { base, .. }, Payload::Edit { base: new, .. }) => base.clone_from(new),
        (Payload::Set { base, desired, .. }, Payload::Set { base: new, .. }) => {
            *desired = set::merge(base, desired, new);
            base.clone_from(new);
        }
        (Payload::EditComment { base, .. }, Payload::EditComment { base: new, .. }) => {
            base.clone_from(new);
        }
        _ => {}
    }
    wanted
}

fn inverse(from: &Payload, to: Option<&Payload>) -> Move {
    match from {
        Payload::Edit { .. }
        | Payload::Set { .. }
        | Payload::EditComment { .. }
        | Payload::Watch { .. } => Move::Inverse {
            from: from.clone(),
            to: to.cloned(),
        },
        _ => Move::Late(from.clone()),
    }
}

/// What an act was, for words.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Undid {
    /// Its kind.
    pub kind: Kind,
    /// Of an edit.
    pub field: Option<Field>,
    /// Of a change to a set.
    pub set: Option<CaseSet>,
    /// Of a reply or a note.
    pub audience: Option<Audience>,
}

impl Undid {
    /// What this payload is, for words.
    #[must_use]
    pub fn of(payload: &Payload) -> Undid {
        let (mut field, mut set, mut audience) = (None, None, None);
        match payload {
            Payload::Edit { field: which, .. } => field = Some(*which),
            Payload::Set { set: which, .. } => set = Some(*which),
            Payload::Comment { audience: eyes, .. } => audience = Some(*eyes),
            _ => {}
        }
        Undid {
            kind: payload.kind(),
            field,
            set,
            audience,
        }
    }
}

/// Why a case of a step stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "UndoWhy", rename_all = "camelCase")]
pub enum Why {
    /// It has reached the server, and nothing takes it back from here.
    Sent,
    /// Somebody, or a later act, has changed it since.
    ChangedSince,
    /// The file's bytes are not here any more.
    NoFile,
    /// The server's rule, or the case as it stands now, is against it.
    Rule,
}

/// A case that could not be taken back.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "UndoRefusal", rename_all = "camelCase")]
pub struct Refusal {
    /// Which.
    pub case_id: CaseId,
    /// Why.
    pub why: Why,
}

/// What became of taking back, or of doing again.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Undone {
    /// What the act was; `None`: there was nothing to take back.
    pub what: Option<Undid>,
    /// It was that these cases were marked as seen.
    pub is_seen: bool,
    /// The cases on which it was taken back.
    pub cases: Vec<CaseId>,
    /// The name of the case, where it was one.
    pub name: String,
    /// Some of it had left: it is undone on the server as an act of its own.
    pub is_inverse: bool,
    /// Words that are in a draft again.
    pub words: Option<String>,
    /// What could not be taken back.
    pub refused: Vec<Refusal>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::IntentId;
    use crate::intent::{Held, State};
    use chrono::DateTime;
    use uuid::Uuid;

    fn edit(desired: &str, state: State) -> Intent {
        Intent {
            id: IntentId(Uuid::nil()),
            case_id: CaseId(Uuid::nil()),
            seq: 1,
            payload: Payload::Edit {
                field: Field::Priority,
                base: Some("Low".to_owned()),
                desired: Some(desired.to_owned()),
                closed_on: None,
            },
            state,
            attempts: 0,
            not_before: None,
            held: None,
            trouble: None,
            withdrawn: false,
            created_at: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn what_has_not_left_goes_without_a_trace_and_what_has_is_wanted_back() {
        let new = edit("High", State::Pending);
        assert_eq!(
            back(None, Some(&new), Some(&new)),
            Move::TakeBack(new.clone())
        );
        assert!(matches!(
            back(None, Some(&new), None),
            Move::Inverse { to: None, .. }
        ));
        assert_eq!(back(Some(&new), None, None), Move::PutBack(new.clone()));
        assert_eq!(back(Some(&new), Some(&new), None), Move::Nothing);
    }

    #[test]
    fn a_second_edit_gives_way_to_the_first_on_the_base_as_it_is_now() {
        let (first, second) = (edit("Normal", State::Held), edit("High", State::Pending));
        let first = Intent {
            held: Some(Held::ByPerson),
            ..first
        };
        let mut now = second.clone();
        if let Payload::Edit { base, .. } = &mut now.payload {
            *base = Some("Urgent".to_owned());
        }
        let Move::Amend(back) = back(Some(&first), Some(&second), Some(&now)) else {
            panic!("amended");
        };
        assert_eq!(back.held, Some(Held::ByPerson), "held as it was");
        assert_eq!(back.state, State::Held);
        assert!(matches!(
            back.payload,
            Payload::Edit { base: Some(base), desired: Some(desired), .. }
                if base == "Urgent" && desired == "Normal"
        ));
    }

    #[test]
    fn a_new_act_forgets_what_could_be_done_again() {
        let step = || {
            Deed::Wanted(vec![LaneChange {
                case: CaseId(Uuid::nil()),
                before: Vec::new(),
                after: vec![edit("High", State::Pending)],
            }])
        };
        let mut steps = Steps::default();
        steps.did(step());
        let taken = steps.take(false).unwrap();
        steps.turned(false, taken);
        steps.did(step());
        assert_eq!(steps.take(true), None);
        assert!(steps.take(false).is_some());
        assert_eq!(steps.take(false), None);
    }
}

//! Taking back the last act of this run, and doing it again. What has not left goes without a trace; what has is wanted back
//! as an act of its own, where there is an opposite; where there is none, that is said. Decided by `undo.rs`, pure.

use super::{fields, outbox, sets, thread};
use crate::attachment::{self, taken_back};
use crate::case::{self, FieldEdit, SetChange, fold::fold};
use crate::error::{Error, Result};
use crate::history::missing;
use crate::id::{AttachmentId, CaseId, IntentId, Named};
use crate::intent::{self, Intent, Payload};
use crate::mirror::{Mirror, Writing};
use crate::mutant::{self, Mutant};
use crate::store::Db;
use crate::undo::{self, Deed, LaneChange, Move, Refusal, Step, Undid, Undone, Why, back};

/// Takes back the last act of this run.
///
/// # Errors
/// `DiskFull`; `Storage`: it can be tried again.
pub fn undo(mirror: &Mirror) -> Result<Undone> {
    turn(mirror, false)
}

/// Does again what was taken back last.
///
/// # Errors
/// `DiskFull`; `Storage`: it can be tried again.
pub fn redo(mirror: &Mirror) -> Result<Undone> {
    turn(mirror, true)
}

fn turn(mirror: &Mirror, again: bool) -> Result<Undone> {
    let deed = mirror.steps().take(again);
    let step = match deed {
        None => return Ok(Undone::default()),
        Some(Deed::Seen(cases)) => return turn_seen(mirror, cases, again),
        Some(Deed::Wanted(step)) => step,
    };
    // One transaction for all; only where something that nobody foresaw is against one of them, each has its own.
    let turned = match mirror.write(|w| all(w, &step)) {
        Err(Error::Invalid(_) | Error::NotFound(_) | Error::TooLate) => one_by_one(mirror, &step),
        other => other,
    };
    match turned {
        Ok((undone, changes)) => {
            mirror.steps().turned(again, Deed::Wanted(changes));
            Ok(undone)
        }
        Err(error) => {
            mirror.steps().put_back(again, Deed::Wanted(step));
            Err(error)
        }
    }
}

/// What was news of these cases is news again, or, `again`, is not.
fn turn_seen(mirror: &Mirror, cases: Vec<CaseId>, again: bool) -> Result<Undone> {
    let turned = mirror.write(|w| {
        for case in &cases {
            match again {
                true => w.look(*case)?,
                false => w.take_back_look(*case)?,
            }
        }
        Ok(())
    });
    let deed = Deed::Seen(cases.clone());
    match turned {
        Ok(()) => {
            mirror.steps().turned(again, deed);
            Ok(Undone {
                is_seen: true,
                cases,
                ..Undone::default()
            })
        }
        Err(error) => {
            mirror.steps().put_back(again, deed);
            Err(error)
        }
    }
}

fn all(w: &Writing<'_>, step: &Step) -> Result<(Undone, Step)> {
    let (mut undone, mut changes) = (begun(w, step)?, Step::new());
    let moved = carried(step);
    if !moved.is_empty() {
        let changes = carry_back(w, step, &moved, &mut undone)?;
        return Ok((undone, changes));
    }
    for change in step {
        changes.extend(lane(w, change, &mut undone)?);
    }
    Ok((undone, changes))
}

/// What an act moved from one case to another: it goes back, all of it or none.
struct Carried<'a> {
    before: &'a Intent,
    to: CaseId,
}

fn carried(step: &Step) -> Vec<Carried<'_>> {
    let is_in = |lane: &[Intent], id| lane.iter().any(|i| i.id == id);
    let arrived = |from: &LaneChange, id| {
        let others = step.iter().filter(|other| other.case != from.case);
        let mut others = others.filter(|other| !is_in(&other.before, id));
        others.find(|other| is_in(&other.after, id)).map(|c| c.case)
    };
    let mut all = Vec::new();
    for change in step {
        let left = change.before.iter().filter(|i| !is_in(&change.after, i.id));
        all.extend(left.filter_map(|before| {
            let to = arrived(change, before.id)?;
            Some(Carried { before, to })
        }));
    }
    all
}

fn carry_back(
    w: &Writing<'_>,
    step: &Step,
    moved: &[Carried<'_>],
    undone: &mut Undone,
) -> Result<Step> {
    let is_moved = |id| moved.iter().any(|one| one.before.id == id);
    let rest = |change: &LaneChange| LaneChange {
        case: change.case,
        before: without(&change.before, &is_moved),
        after: without(&change.after, &is_moved),
    };
    let mut why = None;
    for one in moved {
        let now = intent::table::get(w, one.before.id)?;
        let is_there = now.is_some_and(|now| now.is_ours() && now.case_id == one.to);
        why = why.or((!is_there).then_some(Why::Sent));
    }
    let mut lanes = Vec::new();
    for change in step {
        let before = intent::table::of_case(w, change.case)?;
        let moves = moves(&rest(change), &before);
        for one in &moves {
            why = why.or(against(w, change.case, one)?);
        }
        lanes.push((change, before, moves));
    }
    if let Some(why) = why {
        let refused = step.iter().map(|change| Refusal {
            case_id: change.case,
            why,
        });
        undone.refused.extend(refused);
        return Ok(Step::new());
    }
    for one in moved {
        intent::table::move_to(w, one.before.id, one.before.case_id)?;
        intent::table::update(w, one.before)?;
    }
    let mut changes = Step::new();
    for (change, _, moves) in &mut lanes {
        w.touch_outbox(change.case);
        for one in std::mem::take(moves) {
            make(w, change.case, one, undone)?;
        }
        order(w, change.case, &change.before)?;
        undone.cases.push(change.case);
    }
    for (change, before, _) in lanes {
        changes.push(LaneChange {
            case: change.case,
            after: intent::table::of_case(w, change.case)?,
            before,
        });
    }
    Ok(changes)
}

fn without(lane: &[Intent], is_moved: &impl Fn(IntentId) -> bool) -> Vec<Intent> {
    lane.iter().filter(|i| !is_moved(i.id)).cloned().collect()
}

fn one_by_one(mirror: &Mirror, step: &Step) -> Result<(Undone, Step)> {
    let mut undone = mirror.read(|db| begun(db, step))?;
    let mut changes = Step::new();
    for change in step {
        let done = mirror.write(|w| {
            let mut undone = Undone::default();
            let turned = lane(w, change, &mut undone)?;
            Ok((undone, turned))
        });
        match done {
            Ok((one, turned)) => {
                undone.cases.extend(one.cases);
                undone.refused.extend(one.refused);
                undone.is_inverse |= one.is_inverse;
                undone.words = undone.words.or(one.words);
                changes.extend(turned);
            }
            Err(Error::Invalid(_) | Error::NotFound(_) | Error::TooLate) => {
                undone.refused.push(Refusal {
                    case_id: change.case,
                    why: Why::Rule,
                });
            }
            Err(error) => return Err(error),
        }
    }
    Ok((undone, changes))
}

fn begun(db: &Db, step: &Step) -> Result<Undone> {
    let what = step.first().and_then(LaneChange::what);
    let name = match step.as_slice() {
        [one] => name(db, one)?,
        _ => String::new(),
    };
    Ok(Undone {
        what: what.map(|intent| Undid::of(&intent.payload)),
        name,
        ..Undone::default()
    })
}

fn name(db: &Db, change: &LaneChange) -> Result<String> {
    let server = case::table::get(db, change.case)?;
    let server = server.as_ref().map(|s| (&s.case, s.standing));
    let shown = fold(server, &change.after).or_else(|| fold(server, &change.before));
    Ok(shown.map(|shown| shown.name).unwrap_or_default())
}

/// Turns what an act did to one lane: all of it, or, with the reason, none.
fn lane(w: &Writing<'_>, change: &LaneChange, undone: &mut Undone) -> Result<Option<LaneChange>> {
    let case = change.case;
    let before = intent::table::of_case(w, case)?;
    let moves = moves(change, &before);
    for one in &moves {
        if let Some(why) = against(w, case, one)? {
            undone.refused.push(Refusal { case_id: case, why });
            return Ok(None);
        }
    }
    w.touch_outbox(case);
    for one in moves {
        make(w, case, one, undone)?;
    }
    order(w, case, &change.before)?;
    undone.cases.push(case);
    let turned = LaneChange {
        case,
        after: intent::table::of_case(w, case)?,
        before,
    };
    Ok(turned.is_something().then_some(turned))
}

fn moves(change: &LaneChange, now: &[Intent]) -> Vec<Move> {
    let find = |lane: &[Intent], id| lane.iter().find(|i| i.id == id).cloned();
    let gone = change
        .before
        .iter()
        .filter(|b| find(&change.after, b.id).is_none());
    let ids = change.after.iter().chain(gone).map(|i| i.id);
    ids.map(|id| {
        back(
            find(&change.before, id).as_ref(),
            find(&change.after, id).as_ref(),
            find(now, id).as_ref(),
        )
    })
    .map(|one| match one {
        Move::TakeBack(newer) => match gave_way(change, now, &newer) {
            Some(elder) => undo::back_to(&elder, &newer).unwrap_or(Move::TakeBack(newer)),
            None => Move::TakeBack(newer),
        },
        other => other,
    })
    .filter(|one| *one != Move::Nothing)
    .collect()
}

/// What was on its way for the same slot when the act came, and is not there any more.
fn gave_way(change: &LaneChange, now: &[Intent], newer: &Intent) -> Option<Intent> {
    let slot = newer.payload.slot()?;
    let is_it = |i: &&Intent| {
        !i.is_ours() && i.payload.slot() == Some(slot) && !now.iter().any(|n| n.id == i.id)
    };
    change.before.iter().rev().find(is_it).cloned()
}

/// What stands against a move, before anything is written.
fn against(w: &Writing<'_>, case: CaseId, one: &Move) -> Result<Option<Why>> {
    Ok(match one {
        Move::Late(_) => Some(Why::Sent),
        Move::PutBack(intent) => match &intent.payload {
            Payload::Upload { attachment, .. } if !is_whole(w, *attachment)? => Some(Why::NoFile),
            payload => match payload.slot() {
                Some(slot) if intent::table::waiting_on(w, case, slot)?.is_some() => {
                    Some(Why::ChangedSince)
                }
                _ => None,
            },
        },
        Move::Inverse {
            from: Payload::Edit { field, desired, .. },
            ..
        } => {
            let server = case::table::get(w, case)?;
            let now = server.map(|s| s.case.value(*field));
            (now.as_ref() != Some(desired)).then_some(Why::ChangedSince)
        }
        Move::Inverse {
            from: Payload::EditComment {
                comment, desired, ..
            },
            ..
        } => {
            let now = crate::comment::table::get(w, *comment)?;
            (now.map(|c| c.comment.text).as_ref() != Some(desired)).then_some(Why::ChangedSince)
        }
        _ => None,
    })
}

/// Are the file's bytes here, as they were attached?
fn is_whole(db: &Db, file: AttachmentId) -> Result<bool> {
    match attachment::table::bytes(db, file) {
        Ok(bytes) => Ok(bytes.is_some()),
        Err(Error::SpoiledFile) => Ok(false),
        Err(other) => Err(other),
    }
}

fn make(w: &Writing<'_>, case: CaseId, one: Move, undone: &mut Undone) -> Result<()> {
    match one {
        Move::Nothing | Move::Late(_) => Ok(()),
        Move::PutBack(_) | Move::Amend(_) if mutant::is(Mutant::UndoForgets) => Ok(()),
        Move::TakeBack(_) if mutant::is(Mutant::UndoneWaits) => Ok(()),
        Move::TakeBack(intent) => {
            undone.is_inverse |= !intent.is_ours();
            if let (Payload::Comment { audience, text, .. }, true) =
                (&intent.payload, intent.is_ours())
            {
                // Whatever has been typed since stays, below what was sent.
                let since = intent::table::draft(w, case, *audience)?;
                let both = if since.is_empty() {
                    text.clone()
                } else {
                    format!("{text}\n\n{since}")
                };
                intent::table::put_draft(w, case, *audience, &both, w.now())?;
                undone.words = Some(text.clone());
            }
            outbox::take_back(w, intent)
        }
        Move::PutBack(intent) => {
            if let Payload::Comment { audience, text, .. } = &intent.payload
                && intent::table::draft(w, case, *audience)? == *text
            {
                intent::table::put_draft(w, case, *audience, "", w.now())?;
            }
            if let Payload::Upload { attachment, .. } = intent.payload
                && let Some(bytes) = taken_back::bring_back(w, attachment)?
            {
                w.keep_file(attachment, &bytes)?;
            }
            undo::table::put_back(w, &intent)
        }
        Move::Amend(intent) => intent::table::update(w, &intent),
        Move::Inverse { from, to } => {
            undone.is_inverse = true;
            want_back(w, case, from, to)
        }
    }
}

fn want_back(w: &Writing<'_>, case: CaseId, from: Payload, to: Option<Payload>) -> Result<()> {
    match (from, to) {
        (Payload::Edit { field, base, .. }, to) => {
            let (value, closed_on) = match to {
                Some(Payload::Edit {
                    desired, closed_on, ..
                }) => (desired, closed_on),
                _ => (base, None),
            };
            fields::edit_field(w, case, &FieldEdit { field, value }, closed_on)
        }
        (Payload::Set { set, base, desired }, to) => {
            let wanted: Vec<Named> = match to {
                Some(Payload::Set { desired, .. }) => desired,
                _ => base,
            };
            let change = SetChange {
                set,
                add: missing(&wanted, &desired),
                remove: missing(&desired, &wanted),
            };
            sets::want_members(w, case, &change)
        }
        (Payload::EditComment { comment, base, .. }, to) => {
            let text = match to {
                Some(Payload::EditComment { desired, .. }) => desired,
                _ => base,
            };
            thread::want_text(w, case, comment, &text)
        }
        (Payload::Watch { desired }, _) => sets::want_watched(w, case, !desired),
        _ => Err(Error::TooLate),
    }
}

/// What was there before keeps its order.
fn order(w: &Writing<'_>, case: CaseId, before: &[Intent]) -> Result<()> {
    let now = intent::table::of_case(w, case)?;
    let place = |one: &Intent| {
        let at = before.iter().position(|b| b.id == one.id);
        (one.is_ours(), at.unwrap_or(usize::MAX), one.seq)
    };
    let mut wanted = now.clone();
    wanted.sort_by_key(place);
    if wanted == now {
        return Ok(());
    }
    let order: Vec<_> = wanted.iter().map(|i| i.id).collect();
    intent::table::put_order(w, &order)
}

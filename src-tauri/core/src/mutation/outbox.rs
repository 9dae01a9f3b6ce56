//! Second thoughts: what a person does to their own intents. Until its bytes leave, an intent is theirs; after that, taking
//! it back means an inverse on the server, in sight like everything else.

use super::{again, fields, log, sets, thread};
use crate::case::{FieldEdit, SetChange};
use crate::error::{Error, Result};
use crate::history::{Event, missing};
use crate::id::IntentId;
use crate::intent::{self, Held, Intent, Payload, State, since};
use crate::mirror::{Mirror, Writing};
use crate::mutant::{self, Mutant};
use crate::sentence::Cannot;

/// Takes an intent back. A comment's text returns to its draft where that is empty; a new case goes with everything that
/// waited for it. What may have left already is undone: at once where it has a value, else as soon as it is known whether
/// it arrived.
///
/// # Errors
/// `NotFound` when it was sent meanwhile; `TooLate` for a deletion whose bytes may have left.
pub fn discard(mirror: &Mirror, id: IntentId) -> Result<()> {
    mirror.write(|w| {
        let intent = intent::table::require(w, id)?;
        w.note(intent.case_id)?;
        take_back(w, intent)
    })
}

/// Takes an intent back, and with a new case everything that waited for it.
pub(super) fn take_back(w: &Writing<'_>, intent: Intent) -> Result<()> {
    w.touch_outbox(intent.case_id);
    let going = match intent.payload {
        Payload::Create(_) => intent::table::of_case(w, intent.case_id)?,
        _ => vec![intent],
    };
    let alone = going.len() == 1;
    for one in going {
        if !one.is_ours() && !mutant::is(Mutant::DiscardInFlight) {
            withdraw(w, one)?;
            continue;
        }
        if let (Payload::Comment { audience, text, .. }, true) = (&one.payload, alone)
            && intent::table::draft(w, one.case_id, *audience)?.is_empty()
            && !mutant::is(Mutant::WordsGone)
        {
            intent::table::put_draft(w, one.case_id, *audience, text, w.now())?;
        }
        intent::table::retire(w, &one, Event::Discarded, w.now())?;
    }
    Ok(())
}

/// Takes back what may have left.
pub(super) fn withdraw(w: &Writing<'_>, intent: Intent) -> Result<()> {
    let case = intent.case_id;
    match intent.payload {
        Payload::Create(_) | Payload::Comment { .. } | Payload::Upload { .. } => {
            log(w, &intent, Event::Withdrawn)?;
            let intent = Intent {
                withdrawn: true,
                ..intent
            };
            intent::table::update(w, &intent)
        }
        Payload::Edit { field, base, .. } => {
            let back = FieldEdit { field, value: base };
            fields::edit_field(w, case, &back, None)
        }
        Payload::Set { set, base, desired } => {
            let back = SetChange {
                set,
                add: missing(&base, &desired),
                remove: missing(&desired, &base),
            };
            sets::want_members(w, case, &back)
        }
        Payload::EditComment { comment, base, .. } => thread::want_text(w, case, comment, &base),
        Payload::Watch { desired } => sets::want_watched(w, case, !desired),
        Payload::DeleteComment { .. }
        | Payload::DeleteAttachment { .. }
        | Payload::Delete { .. } => Err(Error::TooLate),
    }
}

/// The person decided: a held intent is sent as it stands now, a waiting one does not wait longer.
///
/// # Errors
/// `NotFound`; `Invalid` where there is nothing to send it to.
pub fn send(mirror: &Mirror, id: IntentId) -> Result<()> {
    mirror.write(|w| {
        let mut intent = intent::table::require(w, id)?;
        w.note(intent.case_id)?;
        match (&intent.state, &intent.held) {
            (State::Sending | State::Unknown, _) => return Ok(()),
            (_, Some(Held::Gone { text, .. })) => return Err(Error::Invalid(text.clone().into())),
            (_, Some(Held::UnknownPayload)) => {
                return Err(Error::Invalid(Cannot::OnlyNewer));
            }
            (_, Some(Held::Conflict { theirs, .. })) => {
                // "Mine" on top of theirs: theirs is what it is compared with from now on.
                match &mut intent.payload {
                    Payload::Edit { base, .. } => base.clone_from(theirs),
                    Payload::EditComment { base, .. } | Payload::DeleteComment { base, .. } => {
                        theirs.as_deref().unwrap_or_default().clone_into(base);
                    }
                    _ => {}
                }
            }
            (_, Some(Held::MovedOn { .. })) => moved_on(w, &mut intent)?,
            // It is attached now, after what they did on the case meanwhile.
            (_, Some(Held::NotLookedAt)) => intent::table::put_last(w, &intent)?,
            _ => {}
        }
        log(w, &intent, Event::SentByChoice)?;
        intent::table::update(w, &again(intent.clone()))?;
        w.touch_outbox(intent.case_id);
        Ok(())
    })
}

/// The person saw what is new there, and wants it all the same. What else they wrote there before waits behind it and goes
/// with it.
fn moved_on(w: &Writing<'_>, intent: &mut Intent) -> Result<()> {
    let case = intent.case_id;
    match &mut intent.payload {
        Payload::Delete { known, .. } => {
            let here = crate::comment::table::of_case(w, case)?;
            *known = here.into_iter().map(|c| c.comment.server_id).collect();
        }
        Payload::Comment { seen, .. } => {
            *seen = since::seen(w, case)?.map(Box::new);
            for mut behind in intent::table::of_case(w, case)? {
                if let (State::Pending, Payload::Comment { seen: then, .. }) =
                    (behind.state, &mut behind.payload)
                    && then.is_some()
                {
                    then.clone_from(seen);
                    intent::table::update(w, &behind)?;
                }
            }
        }
        _ => {}
    }
    Ok(())
}

/// The person wants to wait with it: it stays in the outbox until they send it.
///
/// # Errors
/// `NotFound`; `TooLate` when its bytes may have left.
pub fn hold(mirror: &Mirror, id: IntentId) -> Result<()> {
    mirror.write(|w| {
        let intent = ours(w, id)?;
        match intent.state {
            State::Held => Ok(()),
            _ => {
                log(w, &intent, Event::HeldByChoice)?;
                wait(w, intent, Held::ByPerson)
            }
        }
    })
}

/// Until the person decides.
pub(super) fn wait(w: &Writing<'_>, intent: Intent, held: Held) -> Result<()> {
    w.touch_outbox(intent.case_id);
    let held = Intent {
        state: State::Held,
        held: Some(held),
        not_before: None,
        ..intent
    };
    intent::table::update(w, &held)
}

/// Another text for a comment that has not left.
///
/// # Errors
/// `NotFound`; `TooLate`; `Invalid` with the server's rule, or for what has no text.
pub fn rewrite(mirror: &Mirror, id: IntentId, text: &str) -> Result<()> {
    thread::check_comment(text)?;
    mirror.write(|w| {
        let mut intent = ours(w, id)?;
        let Payload::Comment {
            text: said, seen, ..
        } = &mut intent.payload
        else {
            return Err(Error::Invalid(Cannot::NoText));
        };
        text.clone_into(said);
        // Also where there was nothing to see when it was written: its case was not made yet.
        *seen = since::seen(w, intent.case_id)?.map(Box::new);
        w.touch_outbox(intent.case_id);
        intent::table::update(w, &again(intent))
    })
}

/// Moves an intent within its case: before another one, or to the end. A new case stays first.
///
/// # Errors
/// `NotFound`; `TooLate` when either's bytes may have left; `Invalid` for two cases.
pub fn place_before(mirror: &Mirror, id: IntentId, before: Option<IntentId>) -> Result<()> {
    mirror.write(|w| {
        let intent = ours(w, id)?;
        let mut lane = intent::table::of_case(w, intent.case_id)?;
        lane.retain(|i| i.id != id);
        let place = match before {
            None => lane.len(),
            Some(before) => {
                let other = ours(w, before)?;
                lane.iter()
                    .position(|i| i.id == other.id)
                    .ok_or(Error::Invalid(Cannot::TwoCases))?
            }
        };
        let is_fixed = |i: &Intent| matches!(i.payload, Payload::Create(_));
        if is_fixed(&intent) || lane.iter().skip(place).any(|i| is_fixed(i) || !i.is_ours()) {
            return Err(Error::Invalid(Cannot::FirstStay));
        }
        lane.insert(place, intent.clone());
        let order: Vec<IntentId> = lane.into_iter().map(|i| i.id).collect();
        w.touch_outbox(intent.case_id);
        intent::table::put_order(w, &order)
    })
}

pub(super) fn ours(w: &Writing<'_>, id: IntentId) -> Result<Intent> {
    let intent = intent::table::require(w, id)?;
    if intent.is_ours() {
        w.note(intent.case_id)?;
        Ok(intent)
    } else {
        Err(Error::TooLate)
    }
}

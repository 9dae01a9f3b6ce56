//! Unsent work on a case that can't take it any more (deleted, merged, hidden, taken away): to another case, or into a new
//! one. Nothing of it is lost on the way: an intent keeps its id, its place among its like, and its bytes.
//!
//! What may have been posted already is never moved: it could stand in both. It stays, for the person to decide.

use super::{again, check_name, known, log};
use crate::case::{self, NewCase, Standing, view};
use crate::directory;
use crate::error::{Error, Result};
use crate::history::Event;
use crate::id::{CaseId, Named, ServerId};
use crate::intent::{self, Held, Intent, Payload, since};
use crate::mirror::{Mirror, Writing};
use crate::mutant::{self, Mutant};
use crate::sentence::Cannot;

/// Moves what was said and attached, and has not left, to another case: at the end of what waits there, in its order.
/// Answers how much it was.
///
/// # Errors
/// `NotFound`; `Invalid` where the other case can't take it, or there is nothing to move; `DiskFull`; `Storage`.
pub fn move_unsent(mirror: &Mirror, from: CaseId, to: CaseId) -> Result<u32> {
    mirror.write(|w| {
        super::stays(w, to)?;
        w.note(from)?;
        let takes = |standing| matches!(standing, Standing::Visible | Standing::New);
        if from == to || view::table::one(w, to)?.is_none_or(|case| !takes(case.standing)) {
            return Err(Error::Invalid(Cannot::CantTakeIt));
        }
        let moved = carry_over(w, from, to)?;
        if moved == 0 {
            return Err(Error::Invalid(Cannot::NothingToMove));
        }
        Ok(moved)
    })
}

/// Makes a new case of what is here of one that is gone, as the person wanted it last, and moves what was said and attached
/// there. Changes of the old case's fields are in the new one, so they wait no longer.
///
/// # Errors
/// `NotFound`; `Invalid` with the rule that stands against it; `DiskFull`; `Storage`.
pub fn into_new_case(mirror: &Mirror, from: CaseId, name: &str) -> Result<CaseId> {
    let name = name.trim();
    mirror.write(|w| {
        known(w, from)?;
        check_name(w, name, None)?;
        let old = view::table::one(w, from)?.ok_or(Error::NotFound("case"))?;
        if matches!(old.standing, Standing::Visible | Standing::New) {
            return Err(Error::Invalid(Cannot::StillThere));
        }
        let words = directory::table::vocabulary(w)?;
        // A new case is open; closing needs its date and is another act.
        let open = |status: &String| words.is_open(status);
        let first = || {
            let all = words.statuses.iter().map(|choice| choice.value.clone());
            all.into_iter().find(open)
        };
        let status = Some(old.row.status).filter(open).or_else(first);
        let server = case::table::get(w, from)?.map(|stored| stored.case);
        let new = NewCase {
            name: name.to_owned(),
            status: status.unwrap_or_default(),
            priority: old.row.priority,
            case_type: old.row.case_type,
            description: old.description,
            account_id: server.and_then(|case| case.account).map(|a| a.id),
            assignee_ids: ids(old.assignees),
            team_ids: ids(old.teams),
            contact_ids: ids(old.contacts),
            tag_ids: ids(old.tags),
        };
        let case = CaseId(w.clock().new_id());
        w.note(from)?;
        w.note(case)?;
        super::add(w, case, &Payload::Create(new))?;
        carry_over(w, from, case)?;
        for left in intent::table::of_case(w, from)? {
            if left.is_ours() && !may_be_there(&left) {
                intent::table::retire(w, &left, Event::Superseded, w.now())?;
            }
        }
        w.touch_outbox(from);
        Ok(case)
    })
}

fn ids(named: Vec<Named>) -> Vec<ServerId> {
    named.into_iter().map(|n| n.id).collect()
}

fn may_be_there(intent: &Intent) -> bool {
    intent.held == Some(Held::MaybeSent)
}

fn carry_over(w: &Writing<'_>, from: CaseId, to: CaseId) -> Result<u32> {
    let mut moved = 0;
    let here = since::seen(w, to)?.map(Box::new);
    for mut intent in intent::table::of_case(w, from)? {
        let movable = intent.is_ours() && intent.payload.kind().is_append();
        if !movable || may_be_there(&intent) || intent.held == Some(Held::UnknownPayload) {
            continue;
        }
        if let Payload::Comment { seen, .. } = &mut intent.payload {
            seen.clone_from(&here);
        }
        if mutant::is(Mutant::RescuedTwice) && matches!(intent.payload, Payload::Comment { .. }) {
            super::add(w, to, &intent.payload)?;
            continue;
        }
        intent.case_id = to;
        intent::table::move_to(w, intent.id, to)?;
        log(w, &intent, Event::SentByChoice)?;
        intent::table::update(w, &again(intent))?;
        moved += 1;
    }
    w.touch_outbox(from);
    w.touch_outbox(to);
    Ok(moved)
}

//! What a person may do. Each is ONE transaction: the intent, and the view that shows it at once.
//!
//! Nothing here knows whether there is a network. When a function returns, the act is on disk. The server's rules that are
//! known beforehand (lengths, unique names, the closing date) are checked here, with the text left where it was typed.

//! One file per theme: `fields.rs`, `sets.rs`, `thread.rs` (what is said), `file.rs` (what is attached), `outbox.rs` (second thoughts).

mod bulk;
mod fields;
mod file;
mod import;
mod outbox;
mod rescue;
mod restore;
mod sets;
mod thread;
mod undo;

pub use bulk::{perform_bulk, plan_bulk};
pub use fields::edit_case;
pub use file::{attach, attach_held, delete_attachment, replace_file};
pub use import::{perform_import, plan_import};
pub use outbox::{discard, hold, place_before, rewrite, send};
pub use rescue::{into_new_case, move_unsent};
pub use restore::restore;
pub use sets::{change_set, watch};
pub use thread::{
    add_comment, add_comment_with_file, add_comments, delete_comment, edit_comment, save_draft,
};
pub use undo::{redo, undo};

use crate::case::{self, NAME_LIMIT, NewCase};
use crate::crm::Account;
use crate::error::{Error, Result};
use crate::history::{self, Event, Record};
use crate::id::{CaseId, IntentId};
use crate::intent::{self, Intent, Payload, Slot, State};
use crate::mirror::{Mirror, Writing};
use crate::sentence::Cannot;
use crate::store::identity;

/// Makes a case.
///
/// # Errors
/// `Invalid` with the rule that stands against it; `DiskFull`; `Storage`.
pub fn create_case(mirror: &Mirror, new: NewCase) -> Result<CaseId> {
    let new = NewCase {
        name: new.name.trim().to_owned(),
        ..new
    };
    mirror.write(|w| {
        check_name(w, &new.name, None)?;
        check_text(&new.description)?;
        let case = CaseId(w.clock().new_id());
        w.note(case)?;
        add(w, case, &Payload::Create(new))?;
        w.touch_outbox(case);
        Ok(case)
    })
}

/// Deletes a case on the server. What waits on it and has not left goes with it, and stands in its history.
///
/// # Errors
/// `NotFound`; `DiskFull`; `Storage`.
pub fn delete_case(mirror: &Mirror, case: CaseId) -> Result<()> {
    mirror.write(|w| {
        known(w, case)?;
        w.note(case)?;
        if intent::table::waiting_on(w, case, Slot::Case)?.is_some() {
            return Ok(());
        }
        for waiting in intent::table::of_case(w, case)? {
            if waiting.is_ours() {
                intent::table::retire(w, &waiting, Event::Discarded, w.now())?;
            }
        }
        w.touch_outbox(case);
        let Some(server) = case::table::get(w, case)? else {
            // One that is being made right now is deleted as soon as the server has it; one that never left is just gone.
            for leaving in intent::table::of_case(w, case)? {
                outbox::withdraw(w, leaving)?;
            }
            return Ok(());
        };
        let comments = crate::comment::table::of_case(w, case)?;
        let payload = Payload::Delete {
            name: server.case.name,
            known: comments.into_iter().map(|c| c.comment.server_id).collect(),
        };
        add(w, case, &payload).map(|_| ())
    })
}

/// Adds an intent at the end of its lane.
fn add(w: &Writing<'_>, case: CaseId, payload: &Payload) -> Result<IntentId> {
    let id = IntentId(w.clock().new_id());
    intent::table::add(w, id, case, payload, w.now())?;
    w.touch_outbox(case);
    Ok(id)
}

/// Changed by the person: due at once, with whatever held it before to be found out anew.
fn again(intent: Intent) -> Intent {
    Intent {
        state: State::Pending,
        held: None,
        trouble: None,
        not_before: None,
        ..intent
    }
}

fn log(w: &Writing<'_>, intent: &Intent, event: Event) -> Result<()> {
    let record = Record::of(event, &intent.payload);
    history::table::add(w, intent.case_id, intent.id, w.now(), &record)
}

fn account(w: &Writing<'_>) -> Result<Account> {
    identity::get(w)?.ok_or_else(|| Error::Bug("a mirror without an owner".to_owned()))
}

fn known(w: &Writing<'_>, case: CaseId) -> Result<()> {
    let here = case::table::get(w, case)?.is_some() || !intent::table::of_case(w, case)?.is_empty();
    if here {
        Ok(())
    } else {
        Err(Error::NotFound("case"))
    }
}

/// The case is known and is not to be deleted: the person acts on it.
fn stays(w: &Writing<'_>, case: CaseId) -> Result<()> {
    known(w, case)?;
    let leaves = |i: &Intent| match i.payload {
        Payload::Delete { .. } => true,
        Payload::Create(_) => i.withdrawn,
        _ => false,
    };
    if intent::table::of_case(w, case)?.iter().any(leaves) {
        return Err(Error::Invalid(Cannot::ToBeDeleted));
    }
    w.note(case)
}

/// Not blank, at most [`NAME_LIMIT`] characters, and no other case's, as far as this mirror can see.
fn check_name(w: &Writing<'_>, name: &str, of: Option<CaseId>) -> Result<()> {
    let length = name.chars().count();
    let problem = if length == 0 {
        Cannot::NoName
    } else if length > NAME_LIMIT {
        Cannot::LongName {
            most: many(NAME_LIMIT),
            length: many(length),
        }
    } else if case::table::other_with_name(w, name, of)? {
        Cannot::NameKnown
    } else {
        return check_text(name);
    };
    Err(Error::Invalid(problem))
}

/// A number for a sentence.
fn many(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// A NUL makes the server fail on it for ever (sync-and-security F5).
fn check_text(text: &str) -> Result<()> {
    if text.contains('\0') {
        return Err(Error::Invalid(Cannot::Nul));
    }
    Ok(())
}

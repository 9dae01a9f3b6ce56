//! Going back from an entry of the history: an act of its own, sent like any other.

use super::{fields, sets, stays, thread};
use crate::error::{Error, Result};
use crate::history::{self, Restore};
use crate::intent;
use crate::mirror::Mirror;
use crate::sentence::Cannot;

/// Undoes what an entry of the history says.
///
/// # Errors
/// `NotFound`; `Invalid` where there is nothing to undo, or where a draft stands in the way; `DiskFull`; `Storage`.
pub fn restore(mirror: &Mirror, entry: u32) -> Result<()> {
    mirror.write(|w| {
        let (case, record) = history::table::get(w, entry)?;
        stays(w, case)?;
        w.touch_outbox(case);
        match record.restore() {
            Some(Restore::Field(edit)) => fields::edit_field(w, case, &edit, None),
            Some(Restore::Set(change)) => sets::want_members(w, case, &change),
            Some(Restore::Text { comment, text }) => thread::want_text(w, case, comment, &text),
            Some(Restore::Draft { audience, text }) => {
                if !intent::table::draft(w, case, audience)?.is_empty() {
                    return Err(Error::Invalid(Cannot::DraftInTheWay));
                }
                intent::table::put_draft(w, case, audience, &text, w.now())
            }
            None => Err(Error::Invalid(Cannot::NotFromHere)),
        }
    })
}

//! What is attached to a case: files wait with a copy of their bytes, so that the original may change or go.

use super::{add, outbox, stays};
use crate::attachment::{self, SIZE_LIMIT};
use crate::error::{Error, Result};
use crate::history::Event;
use crate::id::{AttachmentId, CaseId, IntentId};
use crate::intent::{self, Held, Intent, Payload, Slot};
use crate::mirror::{Mirror, Writing};
use crate::sentence::Cannot;

/// Attaches a file. Its bytes are in the mirror when this returns: the original may change or go.
///
/// # Errors
/// `NotFound`; `Invalid` with the server's rule; `DiskFull`; `Storage`.
pub fn attach(mirror: &Mirror, case: CaseId, name: &str, bytes: &[u8]) -> Result<IntentId> {
    let file_name = fits(name, bytes)?;
    mirror.write(|w| {
        stays(w, case)?;
        keep(w, case, file_name, bytes)
    })
}

/// The same, and it waits until the person decides: nobody has looked yet at what was pasted.
///
/// # Errors
/// As [`attach`].
pub fn attach_held(mirror: &Mirror, case: CaseId, name: &str, bytes: &[u8]) -> Result<IntentId> {
    let file_name = fits(name, bytes)?;
    mirror.write(|w| {
        stays(w, case)?;
        let id = keep(w, case, file_name, bytes)?;
        outbox::wait(w, intent::table::require(w, id)?, Held::NotLookedAt)?;
        Ok(id)
    })
}

/// Another file in place of one that has not left: none of the first one's bytes do. Where the first one was pasted and not
/// looked at yet, it is attached now, after everything that was. Taken back, the first one is there again, as it waited. Answers
/// the new intent.
///
/// # Errors
/// `NotFound`; `TooLate` when its bytes may have left; `Invalid` for what is no file, or with the server's rule; `DiskFull`; `Storage`.
pub fn replace_file(mirror: &Mirror, id: IntentId, name: &str, bytes: &[u8]) -> Result<IntentId> {
    let file_name = fits(name, bytes)?;
    mirror.write(|w| {
        let old = outbox::ours(w, id)?;
        // Somebody may have seen it.
        if old.held == Some(Held::MaybeSent) {
            return Err(Error::TooLate);
        }
        if !matches!(old.payload, Payload::Upload { .. }) {
            return Err(Error::Invalid(Cannot::NoFile { file: file_name }));
        }
        let case = old.case_id;
        let lane = intent::table::of_case(w, case)?;
        intent::table::retire(w, &old, Event::Discarded, w.now())?;
        let new = keep(w, case, file_name, bytes)?;
        if old.held != Some(Held::NotLookedAt) {
            let in_place = |one: &Intent| if one.id == id { new } else { one.id };
            let order: Vec<IntentId> = lane.iter().map(in_place).collect();
            intent::table::put_order(w, &order)?;
        }
        w.touch_outbox(case);
        Ok(new)
    })
}

/// The name that it will be sent under, if it is not too large.
pub(super) fn fits(name: &str, bytes: &[u8]) -> Result<String> {
    let file_name = attachment::safe_name(name);
    if bytes.len() > SIZE_LIMIT {
        return Err(Error::Invalid(Cannot::LargeFile {
            file: file_name.to_owned(),
            megabytes: format!("{:.1}", mebibytes(bytes.len())),
        }));
    }
    Ok(file_name)
}

pub(super) fn keep(
    w: &Writing<'_>,
    case: CaseId,
    file_name: String,
    bytes: &[u8],
) -> Result<IntentId> {
    let attachment = AttachmentId(w.clock().new_id());
    w.keep_file(attachment, bytes)?;
    attachment::table::put_bytes(w, attachment, bytes)?;
    let payload = Payload::Upload {
        attachment,
        file_name,
        size: u32::try_from(bytes.len()).unwrap_or(u32::MAX),
        sha256: attachment::hash(bytes),
    };
    add(w, case, &payload)
}

#[expect(clippy::cast_precision_loss, reason = "a size in words")]
fn mebibytes(bytes: usize) -> f64 {
    bytes as f64 / (1024.0 * 1024.0)
}

/// Deletes a file on the server.
///
/// # Errors
/// `NotFound` when it is not here any more; `DiskFull`; `Storage`.
pub fn delete_attachment(mirror: &Mirror, case: CaseId, id: AttachmentId) -> Result<()> {
    mirror.write(|w| {
        stays(w, case)?;
        let file = attachment::table::get(w, id)?.ok_or(Error::NotFound("file"))?;
        if intent::table::waiting_on(w, case, Slot::Attachment(id))?.is_some() {
            return Ok(());
        }
        let payload = Payload::DeleteAttachment {
            attachment: id,
            file_name: file.attachment.file_name,
        };
        add(w, case, &payload).map(|_| ())
    })
}

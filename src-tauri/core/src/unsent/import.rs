//! Unsent work of a mirror that was set aside, brought over into its successor once a key opens it again.
//!
//! It is read out of the sealed journal beside the old database, which holds all of it. What may have left comes with its
//! attempts, so it is verified and not sent blindly. The successor has ids of its own for what both know: the old ones are
//! replaced. A wish about a value that the person has a newer one about is dropped; a text is never. What the person chose there
//! counts where they chose nothing here; of saved views, those whose names are not taken here come, too.

use super::{Frame, Lane};
use crate::attachment;
use crate::case;
use crate::comment;
use crate::error::{Error, Result};
use crate::id::{AttachmentId, CaseId};
use crate::intent;
use crate::mirror::{Mirror, Writing};
use crate::saved::{self, SavedView};
use crate::sentence::Cannot;
use crate::store::journal::Journal;
use crate::store::key::DataKey;
use crate::store::{cursor, identity, known};
use serde_json::Value;
use std::path::Path;
use uuid::Uuid;

/// The names of those that were brought over, kept with what was: neither is there without the other.
const BROUGHT_OVER: &str = "brought_over";

/// Brings over what is unsent in the mirror of `held`. Tells on how many cases it was; 0 where it was brought over before.
///
/// # Errors
/// `WrongKey`; `Invalid` when it is somebody else's; `DiskFull`; `Storage`. Nothing was changed then.
pub(crate) fn bring_over(mirror: &Mirror, held: &Path, key: &DataKey) -> Result<u32> {
    let name = held.file_name().unwrap_or_default().to_string_lossy();
    let (journal, frames) = Journal::open(held, key)?;
    let mut lanes: Vec<Lane> = Vec::new();
    let (mut choices, mut views) = (None, Vec::new());
    for bytes in &frames {
        match serde_json::from_slice(bytes) {
            Ok(Frame::Account { account }) => {
                let owner = mirror.read(identity::get)?;
                if owner.is_some_and(|owner| !owner.is_same_person(&account)) {
                    return Err(Error::Invalid(Cannot::CopyOwner));
                }
            }
            Ok(Frame::Lane(lane)) => {
                // The last one of a case counts.
                lanes.retain(|known| known.case != lane.case);
                lanes.push(lane);
            }
            Ok(Frame::Choices(theirs)) => choices = Some(theirs),
            Ok(Frame::Saved { views: theirs }) => views = theirs,
            Err(_) => {}
        }
    }
    lanes.retain(|lane| !lane.is_empty());
    mirror.write(|w| {
        let mut done: Vec<String> = cursor::get(w, BROUGHT_OVER)?.unwrap_or_default();
        if done.iter().any(|one| *one == name) {
            return Ok(0);
        }
        for lane in &lanes {
            bring(w, &journal, lane)?;
        }
        if let Some(choices) = &choices {
            for case in choices.restore(w, true)? {
                w.touch(case);
            }
            w.touch_choices();
        }
        for view in &views {
            bring_view(w, view)?;
        }
        done.push(name.to_string());
        cursor::set(w, BROUGHT_OVER, &done)?;
        Ok(u32::try_from(lanes.len()).unwrap_or(u32::MAX))
    })
}

/// A saved view, unless one of its name is here, or no more fit.
fn bring_view(w: &Writing<'_>, view: &SavedView) -> Result<()> {
    let here = saved::table::all(w)?;
    let name = view.name.to_lowercase();
    let is_here = |one: &SavedView| one.id == view.id || one.name.to_lowercase() == name;
    if here.len() >= saved::MOST || here.iter().any(is_here) {
        return Ok(());
    }
    w.touch_saved();
    saved::table::put(w, view)
}

fn bring(w: &Writing<'_>, journal: &Journal, lane: &Lane) -> Result<()> {
    let mut lane = lane.clone();
    let old = lane.case;
    if let Some(server_id) = &lane.server_id {
        match case::table::by_server_id(w, server_id)? {
            Some(here) => lane.case = here,
            None => known::put(w, server_id, old.0, Some(&lane.name))?,
        }
    }
    let mut ids = vec![(old.0, lane.case.0)];
    for (id, server_id) in &lane.known {
        let comment = comment::table::by_server_id(w, server_id)?.map(|id| id.0);
        let file = attachment::table::by_server_id(w, server_id)?.map(|id| id.0);
        match comment.or(file) {
            Some(here) => ids.push((*id, here)),
            None => known::put(w, server_id, *id, None)?,
        }
    }
    let last = intent::table::of_case(w, lane.case)?;
    let behind = last.last().map_or(0, |intent| intent.seq);
    for row in &mut lane.intents {
        replace(row, &ids)?;
        if let Some(seq) = row.get("seq").and_then(Value::as_i64) {
            put(row, "seq", (seq + behind).into());
        }
    }
    for row in &mut lane.drafts {
        replace(row, &ids)?;
        join(w, lane.case, row)?;
    }
    intent::table::put_rows(w, &lane.intents, &lane.attempts, &[])?;
    for file in &lane.files {
        if let Some(bytes) = journal.file(&file.to_string()) {
            w.keep_file(AttachmentId(*file), &bytes)?;
            attachment::table::put_bytes(w, AttachmentId(*file), &bytes)?;
        }
    }
    w.touch_outbox(lane.case);
    Ok(())
}

/// A draft goes in front of what is being written there now.
fn join(w: &Writing<'_>, case: CaseId, row: &Value) -> Result<()> {
    let audience = serde_json::from_value(row.get("audience").cloned().unwrap_or_default());
    let (Ok(audience), Some(text)) = (audience, row.get("text").and_then(Value::as_str)) else {
        return Ok(());
    };
    let here = intent::table::draft(w, case, audience)?;
    let joined = match here.is_empty() || here == text {
        true => text.to_owned(),
        false => format!("{text}\n\n{here}"),
    };
    intent::table::put_draft(w, case, audience, &joined, w.now())
}

/// Ids are told apart from everything else by their shape, wherever they stand in a row.
fn replace(row: &mut Value, ids: &[(Uuid, Uuid)]) -> Result<()> {
    let mut text = row.to_string();
    for (old, new) in ids.iter().filter(|(old, new)| old != new) {
        text = text.replace(&old.to_string(), &new.to_string());
    }
    *row = serde_json::from_str(&text).map_err(|e| Error::Bug(format!("a row: {e}")))?;
    Ok(())
}

fn put(row: &mut Value, name: &str, value: Value) {
    if let Some(field) = row.get_mut(name) {
        *field = value;
    }
}

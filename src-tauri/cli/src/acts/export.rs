//! Cases as JSON, CSV or Markdown, for other programs and people: what is written is the engine's, where it goes is said here.
//! It is not encrypted any more, so only its owner may read the file, and nothing is written over unasked.

use super::files::{self, Written};
use super::reading::tell_if_beside;
use crate::args::{Export, Format};
use crate::fault::{self, Exit, Result};
use crate::mirror;
use crate::pick;
use crate::say::{Say, print};
use satchel_core::Core;
use satchel_core::export::{self, Options, What, file::save};
use satchel_core::policy::Feature;
use serde_json::json;

pub(super) fn export(core: &Core, what: &Export, say: Say) -> Result<Exit> {
    let managed = mirror::managed();
    managed.allows(Feature::Export)?;
    if what.files.is_some() {
        managed.allows(Feature::Attachments)?;
    }
    tell_if_beside(core, say);
    let wanted = match &what.case {
        Some(case) => What::Case {
            id: pick::case(core, case)?,
        },
        None => What::Question {
            query: super::reading::asked(core, &what.view, &what.text)?,
        },
    };
    let material = core.material(&wanted)?;
    let files = match &what.files {
        Some(_) if what.format != Format::Json => {
            return Err(fault::Fault::invalid(
                "Only JSON has a place to say which file is whose.",
                "Use --format json with --files.",
            ));
        }
        Some(folder) => {
            let views = material.cases.iter().map(|(_, view)| view);
            Some(files::write_all(core, views, folder, what.force)?)
        }
        None => None,
    };
    if let Some(Written { missing, .. }) = files.as_ref().filter(|files| files.missing > 0) {
        say.note(&format!(
            "{missing} files are not on this computer: pin their cases, or `save` them one by one."
        ));
    }
    let options = Options {
        without_notes: what.without_notes,
        byte_order_mark: what.bom,
        files: files.as_ref().map(|files| files.paths.clone()),
    };
    let export::Written { bytes, guarded, .. } = material.write(what.format.into(), &options);
    if guarded > 0 {
        say.note(&format!(
            "{guarded} cells begin with an apostrophe, so that no spreadsheet takes them for a formula."
        ));
    }
    let Some(to) = &what.to else {
        print(&bytes);
        return Ok(Exit::Done);
    };
    save(to, &bytes, what.force).map_err(|e| {
        let fault = fault::file("The export can't be written", &e);
        if e.kind() == std::io::ErrorKind::AlreadyExists {
            let next = "Name another file, or add --force to write over it.".to_owned();
            return fault::Fault { next, ..fault };
        }
        fault
    })?;
    let (count, as_of) = (material.cases.len(), material.as_of);
    let mut answer = json!({"cases": count, "bytes": bytes.len(), "asOf": as_of, "guarded": guarded, "path": to.display().to_string()});
    let age = crate::say::as_of(as_of);
    let mut said = format!("{count} cases, {age}. The file is not encrypted.");
    if let (Some(files), Some(answer)) = (&files, answer.as_object_mut()) {
        answer.insert("files".to_owned(), json!(files.paths.len()));
        answer.insert("filesMissing".to_owned(), json!(files.missing));
        let written = files.paths.len();
        said = format!("{count} cases, {written} files, {age}. None of it is encrypted.");
    }
    say.done("export", answer, &said);
    Ok(Exit::Done)
}

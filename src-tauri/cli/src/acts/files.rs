//! The files of cases that are on this computer: written out beside an export, and pinned.
//!
//! Names come from others: what is written is one harmless name in a folder of its case, and nothing is written over unasked.

use crate::fault::{self, Exit, Result};
use crate::pick;
use crate::say::Say;
use satchel_core::Core;
use satchel_core::case::view::{CaseView, TimelineItem};
use satchel_core::export::file::save;
use satchel_core::id::AttachmentId;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What was written: where each file lies below the folder, and how many were not here.
#[derive(Default)]
pub(super) struct Written {
    /// `3cd104b4/contract.pdf`
    pub(super) paths: BTreeMap<AttachmentId, String>,
    /// Not on this computer, or damaged here.
    pub(super) missing: usize,
}

/// Writes the files of these cases that are here.
pub(super) fn write_all<'a>(
    core: &Core,
    cases: impl Iterator<Item = &'a CaseView>,
    folder: &Path,
    force: bool,
) -> Result<Written> {
    let mut written = Written::default();
    for case in cases {
        let id = case.row.id.to_string();
        let short = id
            .get(id.len().saturating_sub(8)..)
            .unwrap_or(&id)
            .to_owned();
        let mut taken = BTreeSet::new();
        for item in &case.timeline {
            let TimelineItem::Attachment { id, .. } = item else {
                continue;
            };
            let Some((name, bytes)) = core.file_here(*id)? else {
                written.missing += 1;
                continue;
            };
            let name = free(&name, &mut taken);
            let place = folder.join(&short);
            let done = make_private(&place).and_then(|()| save(&place.join(&name), &bytes, force));
            done.map_err(|e| {
                let fault = fault::file("A file can't be written", &e);
                if e.kind() == std::io::ErrorKind::AlreadyExists {
                    let next = "Name another folder, or add --force to write over it.".to_owned();
                    return fault::Fault { next, ..fault };
                }
                fault
            })?;
            written.paths.insert(*id, format!("{short}/{name}"));
        }
    }
    Ok(written)
}

/// A name that no other file of the case has, whatever a disk thinks of capitals: `report (2).pdf`.
fn free(name: &str, taken: &mut BTreeSet<String>) -> String {
    let (stem, suffix) = match name.rsplit_once('.') {
        Some((stem, suffix)) if !stem.is_empty() => (stem, format!(".{suffix}")),
        _ => (name, String::new()),
    };
    let mut tried = name.to_owned();
    for number in 2.. {
        if taken.insert(tried.to_lowercase()) {
            break;
        }
        tried = format!("{stem} ({number}){suffix}");
    }
    tried
}

fn make_private(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(folder)
}

/// Pins a case, or no longer.
pub(super) fn pin(core: &Core, case: &str, pinned: bool, say: Say) -> Result<Exit> {
    let case = pick::case(core, case)?;
    core.pin_case(case, pinned)?;
    let (act, said) = match pinned {
        true => (
            "pin",
            "Pinned: `sync --until-idle` fetches its files, and they stay.",
        ),
        false => ("unpin", "No longer pinned."),
    };
    say.done(act, json!({"caseId": case, "pinned": pinned}), said);
    Ok(Exit::Done)
}

#[cfg(test)]
mod tests {
    use super::free;
    use std::collections::BTreeSet;

    #[test]
    fn two_files_of_one_name_get_two_names() {
        let mut taken = BTreeSet::new();
        let mut named = |name: &str| free(name, &mut taken);
        assert_eq!(named("report.pdf"), "report.pdf");
        assert_eq!(named("Report.PDF"), "Report (2).PDF");
        assert_eq!(named("report.pdf"), "report (3).pdf");
        assert_eq!(named("notes"), "notes");
    }
}

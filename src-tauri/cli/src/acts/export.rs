//! Cases as JSON or CSV, for other programs. What is written is not encrypted any more, so only its owner may read the
//! file, and nothing is written over unasked.
//!
//! CSV is RFC 4180: a comma between cells, CRLF after rows, quotes where they are needed. A cell that a spreadsheet would
//! take for a formula gets an apostrophe before it.

use super::files::{self, Written};
use super::reading::{rows, tell_if_beside};
use crate::args::{Export, Format};
use crate::fault::{self, Exit, Result};
use crate::say::{Say, print};
use chrono::{DateTime, Utc};
use satchel_core::Core;
use satchel_core::case::view::{CaseQuery, CaseView, SortKey};
use satchel_core::id::{Named, ServerId};
use serde_json::{Value, json};
use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

/// The heading of each column, for good.
const COLUMNS: [&str; 23] = [
    "id",
    "server_id",
    "name",
    "status",
    "is_open",
    "priority",
    "is_urgent",
    "type",
    "account",
    "assigned_to",
    "contacts",
    "teams",
    "tags",
    "created_by",
    "created_at",
    "last_activity_at",
    "closed_on",
    "comments",
    "files",
    "waiting",
    "held",
    "description",
    "as_of",
];

pub(super) fn export(core: &Core, what: &Export, say: Say) -> Result<Exit> {
    tell_if_beside(core, say);
    let query = CaseQuery {
        // Never changes: no case is met twice or missed while another program writes.
        sort: SortKey::Created,
        descending: false,
        ..super::reading::asked(core, &what.view, &what.text)?
    };
    let page = rows(core, &query, u32::MAX)?;
    let as_of = core.status()?.as_of;
    let mut cases = Vec::with_capacity(page.rows.len());
    for row in &page.rows {
        match core.case(row.id) {
            Ok(view) => cases.push((core.server_id(row.id)?, view)),
            // Gone since the list was read.
            Err(satchel_core::error::Error::NotFound(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let files = match &what.files {
        Some(_) if what.format == Format::Csv => {
            return Err(fault::Fault::invalid(
                "A table has no place to say which file is whose.",
                "Use --format json with --files.",
            ));
        }
        Some(folder) => {
            let views = cases.iter().map(|(_, view)| view);
            Some(files::write_all(core, views, folder, what.force)?)
        }
        None => None,
    };
    if let Some(Written { missing, .. }) = files.as_ref().filter(|files| files.missing > 0) {
        say.note(&format!(
            "{missing} files are not on this computer: pin their cases, or `save` them one by one."
        ));
    }
    let bytes = match what.format {
        Format::Json => in_json(&query, as_of, &cases, files.as_ref()),
        Format::Csv => in_csv(as_of, &cases).into_bytes(),
    };
    let Some(to) = &what.to else {
        print(&bytes);
        return Ok(Exit::Done);
    };
    write(to, &bytes, what.force).map_err(|e| {
        let fault = fault::file("The export can't be written", &e);
        if e.kind() == std::io::ErrorKind::AlreadyExists {
            let next = "Name another file, or add --force to write over it.".to_owned();
            return fault::Fault { next, ..fault };
        }
        fault
    })?;
    let mut answer = json!({"cases": cases.len(), "bytes": bytes.len(), "asOf": as_of, "path": to.display().to_string()});
    let age = crate::say::as_of(as_of);
    let mut said = format!("{} cases, {age}. The file is not encrypted.", cases.len());
    if let (Some(files), Some(answer)) = (&files, answer.as_object_mut()) {
        answer.insert("files".to_owned(), json!(files.paths.len()));
        answer.insert("filesMissing".to_owned(), json!(files.missing));
        let count = files.paths.len();
        said = format!(
            "{} cases, {count} files, {age}. None of it is encrypted.",
            cases.len()
        );
    }
    say.done("export", answer, &said);
    Ok(Exit::Done)
}

fn in_json(
    query: &CaseQuery,
    as_of: Option<DateTime<Utc>>,
    cases: &[(Option<ServerId>, CaseView)],
    files: Option<&Written>,
) -> Vec<u8> {
    let case = |(server_id, view): &(Option<ServerId>, CaseView)| {
        let mut value = json!({"serverId": server_id});
        if let (Some(value), Ok(Value::Object(view))) =
            (value.as_object_mut(), serde_json::to_value(view))
        {
            value.extend(view);
            let items = value.get_mut("timeline").and_then(Value::as_array_mut);
            for item in items.into_iter().flatten() {
                name_file(item, files);
            }
        }
        value
    };
    let cases: Vec<Value> = cases.iter().map(case).collect();
    let all = json!({"asOf": as_of, "view": query.view, "query": query.text, "total": cases.len(), "cases": cases});
    let mut bytes = serde_json::to_vec_pretty(&all).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// Says of a file in the timeline where it was written; `null`: it was not here.
fn name_file(item: &mut Value, files: Option<&Written>) {
    let (Some(files), Some(item)) = (files, item.as_object_mut()) else {
        return;
    };
    if item.get("kind") != Some(&json!("attachment")) {
        return;
    }
    let id = item.get("id").and_then(Value::as_str).unwrap_or_default();
    let path = files
        .paths
        .iter()
        .find(|(known, _)| known.to_string() == id);
    item.insert("path".to_owned(), json!(path.map(|(_, path)| path)));
}

fn in_csv(as_of: Option<DateTime<Utc>>, cases: &[(Option<ServerId>, CaseView)]) -> String {
    let as_of = as_of.map(|at| at.to_rfc3339()).unwrap_or_default();
    let names = |them: &[Named]| {
        them.iter()
            .map(|n| n.name.clone())
            .collect::<Vec<_>>()
            .join("; ")
    };
    let mut text = line(&COLUMNS.map(str::to_owned));
    for (server_id, view) in cases {
        let r = &view.row;
        text.push_str(&line(&[
            r.id.to_string(),
            server_id
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            r.name.clone(),
            r.status.clone(),
            r.is_open.to_string(),
            r.priority.clone(),
            r.is_urgent.to_string(),
            r.case_type.clone().unwrap_or_default(),
            r.account.clone().unwrap_or_default(),
            names(&view.assignees),
            names(&view.contacts),
            names(&view.teams),
            names(&view.tags),
            view.created_by.clone().unwrap_or_default(),
            r.created_at.to_rfc3339(),
            r.last_activity_at.to_rfc3339(),
            view.closed_on
                .map(|day| day.to_string())
                .unwrap_or_default(),
            r.comments.to_string(),
            r.files.to_string(),
            r.pending.to_string(),
            r.held.to_string(),
            view.description.clone(),
            as_of.clone(),
        ]));
    }
    text
}

fn line(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
    format!("{}\r\n", cells.join(","))
}

/// A cell that is text to every reader: quoted where RFC 4180 asks for it, and no formula to a spreadsheet.
fn cell(text: &str) -> String {
    let starts = text.trim_start_matches([' ', '\u{feff}']);
    let is_formula =
        starts.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let text = if is_formula {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if text.contains([',', '"', '\r', '\n']) || text.starts_with(' ') || text.ends_with(' ') {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

/// A whole new file that only its owner can read, then in its place.
pub(super) fn write(path: &Path, bytes: &[u8], force: bool) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let part = match (force, path.file_name()) {
        (true, Some(name)) => {
            let mut name = name.to_owned();
            name.push(".part");
            path.with_file_name(name)
        }
        _ => path.to_owned(),
    };
    let mut file = options.open(&part)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    let moved = written.and_then(|()| {
        if force {
            std::fs::rename(&part, path)
        } else {
            Ok(())
        }
    });
    if moved.is_err() {
        // Half a file is none.
        let _ = std::fs::remove_file(&part);
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn a_cell_is_no_formula_and_its_quotes_are_doubled() {
        for formula in [
            "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1", "\r=1", "\n=1",
        ] {
            assert!(
                cell(formula).trim_start_matches('"').starts_with('\''),
                "{formula:?}"
            );
        }
        assert_eq!(cell("say \"hi\", all"), "\"say \"\"hi\"\", all\"");
        assert_eq!(cell("plain = text"), "plain = text");
        assert_eq!(cell("two\nlines"), "\"two\nlines\"");
    }
}

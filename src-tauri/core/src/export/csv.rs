//! Cases as a table of text (RFC 4180: a comma between cells, CRLF after rows, quotes where they are needed), and the
//! apostrophe that keeps a spreadsheet from running what others wrote. Read again by `import/`.
//!
//! A cell that a spreadsheet would take for a formula gets an apostrophe before it; one that has such an apostrophe of its
//! own gets one more. So what was guarded can be told from what was written, and [`unguard`] gives back every cell.

use crate::case::view::{CaseView, PendingField, PendingSet};
use crate::id::{Named, ServerId};
use chrono::{DateTime, Utc};

/// What spreadsheets know UTF-8 by.
pub const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The heading of each column, for good: new ones come at the end.
const COLUMNS: [&str; 24] = [
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
    "not_on_server",
];

/// The table, and how many of its cells were guarded.
pub(super) fn cases(
    as_of: Option<DateTime<Utc>>,
    cases: &[(Option<ServerId>, CaseView)],
) -> (String, u32) {
    let as_of = as_of.map(|at| at.to_rfc3339()).unwrap_or_default();
    let names = |them: &[Named]| {
        let names: Vec<&str> = them.iter().map(|n| n.name.as_str()).collect();
        names.join("; ")
    };
    let mut text = String::new();
    let mut guarded = 0;
    line(&mut text, &mut guarded, &COLUMNS.map(str::to_owned));
    for (server_id, view) in cases {
        let r = &view.row;
        let cells = [
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
            not_on_server(view),
        ];
        line(&mut text, &mut guarded, &cells);
    }
    (text, guarded)
}

/// Which of the columns show what the person wants and the server does not have yet.
fn not_on_server(view: &CaseView) -> String {
    if !view.row.on_server {
        return "all".to_owned();
    }
    let word = |value: Result<serde_json::Value, _>| match value {
        Ok(serde_json::Value::String(word)) => Some(word),
        _ => None::<String>,
    };
    let fields = view
        .pending_fields
        .iter()
        .filter_map(|PendingField { field, .. }| word(serde_json::to_value(field)));
    let sets = view
        .pending_sets
        .iter()
        .filter_map(|PendingSet { set, .. }| word(serde_json::to_value(set)));
    fields.chain(sets).collect::<Vec<_>>().join("; ")
}

fn line(text: &mut String, guarded: &mut u32, cells: &[String]) {
    for (at, raw) in cells.iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        let cell = guard(raw);
        *guarded += u32::from(cell.len() != raw.len());
        quote(text, &cell);
    }
    text.push_str("\r\n");
}

fn quote(text: &mut String, cell: &str) {
    let wants = cell.contains([',', '"', '\r', '\n', ';', '\t'])
        || cell.starts_with(' ')
        || cell.ends_with(' ');
    if wants {
        text.push('"');
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(cell);
    }
}

/// Would a spreadsheet take this for a formula, whatever apostrophes stand before it?
fn runs(text: &str) -> bool {
    let starts = text
        .trim_start_matches('\'')
        .trim_start_matches([' ', '\u{feff}', '\u{a0}']);
    starts.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// A cell that is text to every reader.
#[must_use]
pub fn guard(text: &str) -> String {
    if runs(text) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// The cell that was guarded.
#[must_use]
pub fn unguard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if runs(rest) => rest,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::{guard, quote, unguard};
    use proptest::prelude::*;

    #[test]
    fn a_cell_is_no_formula_and_its_quotes_are_doubled() {
        for formula in [
            "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1", "\r=1", "\n=1", "\u{a0}=1",
        ] {
            assert!(guard(formula).starts_with('\''), "{formula:?}");
        }
        assert_eq!(guard("plain = text"), "plain = text");
        assert_eq!(guard("it's"), "it's");
        let quoted = |cell: &str| {
            let mut text = String::new();
            quote(&mut text, cell);
            text
        };
        assert_eq!(quoted("say \"hi\", all"), "\"say \"\"hi\"\", all\"");
        assert_eq!(quoted("two\nlines"), "\"two\nlines\"");
        assert_eq!(quoted("a;b"), "\"a;b\"");
    }

    proptest! {
        #[test]
        fn what_was_guarded_comes_back_whatever_it_was(text in "['= +@-]{0,4}[a-z\\PC]{0,6}") {
            let cell = guard(&text);
            prop_assert_eq!(unguard(&cell), text.as_str());
        }
    }
}

//! Cases written out for other programs and for people: JSON, CSV (`csv.rs`), Markdown (`markdown.rs`). One code for the
//! window and the terminal. What is written is not encrypted any more; where it goes is the host's business.
//!
//! Each form says how old it is ("as of") and what of it is only here so far. Nothing of it is sent anywhere.

pub mod csv;
pub mod file;
mod markdown;

use crate::Core;
use crate::attachment::safe_name;
use crate::case::view::{CaseQuery, CaseView, SortKey, TimelineItem};
use crate::comment::Audience;
use crate::error::{Error, Result};
use crate::id::{AttachmentId, CaseId, ServerId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The engine gives so many rows at once.
const PAGE: u32 = 500;

/// How it is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "ExportFormat", rename_all = "camelCase")]
pub enum Format {
    /// A row for each case.
    Csv,
    /// Everything, conversations included.
    Json,
    /// To be read: a section for each case.
    Markdown,
}

impl Format {
    /// How the names of such files end.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Json => "json",
            Format::Markdown => "md",
        }
    }
}

/// Which cases.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(
    tag = "kind",
    rename = "ExportWhat",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum What {
    /// All cases of a question, whatever part of them was asked for; in the order they were made.
    Question {
        /// Which.
        query: CaseQuery,
    },
    /// One case.
    Case {
        /// Which.
        id: CaseId,
    },
}

/// What a person can say about how it is written.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "ExportOptions", rename_all = "camelCase", default)]
pub struct Options {
    /// Internal notes stay out: for a reader who is not of the house.
    pub without_notes: bool,
    /// A mark at the beginning of a CSV that spreadsheets know UTF-8 by; other programs may stumble over it.
    pub byte_order_mark: bool,
    /// Where each file was written beside it, for the JSON to say; `None`: files were not asked for.
    #[serde(skip)]
    pub files: Option<BTreeMap<AttachmentId, String>>,
}

/// The cases of an export, read once.
pub struct Material {
    what: What,
    /// The server was last heard of then.
    pub as_of: Option<DateTime<Utc>>,
    /// With the server's id, where it has one.
    pub cases: Vec<(Option<ServerId>, CaseView)>,
}

/// What was written.
#[derive(Debug)]
pub struct Written {
    /// All of it.
    pub bytes: Vec<u8>,
    /// A name that is safe to write.
    pub name: String,
    /// How many cells of a CSV got an apostrophe, so that no spreadsheet takes them for a formula.
    pub guarded: u32,
}

impl Core {
    /// Reads what is to be written out. Nobody is taken to have looked at it.
    ///
    /// # Errors
    /// `NotFound` for one case; `Storage`.
    pub fn material(&self, what: &What) -> Result<Material> {
        let ids = match what {
            What::Case { id } => vec![*id],
            What::Question { query } => self.all_of(query)?,
        };
        let mut cases = Vec::with_capacity(ids.len());
        for id in ids {
            match self.case(id) {
                Ok(view) => cases.push((self.server_id(id)?, view)),
                // Gone since the list was read.
                Err(Error::NotFound(_)) if matches!(what, What::Question { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Material {
            what: what.clone(),
            as_of: self.status()?.as_of,
            cases,
        })
    }

    fn all_of(&self, query: &CaseQuery) -> Result<Vec<CaseId>> {
        let mut ids = Vec::new();
        loop {
            let page = self.list_cases(&CaseQuery {
                // Never changes: no case is met twice or missed while another program writes.
                sort: SortKey::Created,
                descending: false,
                offset: u32::try_from(ids.len()).unwrap_or(u32::MAX),
                limit: PAGE,
                ..query.clone()
            })?;
            if page.rows.is_empty() {
                return Ok(ids);
            }
            ids.extend(page.rows.iter().map(|row| row.id));
        }
    }
}

impl Material {
    /// Writes it.
    #[must_use]
    pub fn write(&self, format: Format, options: &Options) -> Written {
        let mut guarded = 0;
        let bytes = match format {
            Format::Json => self.in_json(options),
            Format::Csv => {
                let (text, count) = csv::cases(self.as_of, &self.cases);
                guarded = count;
                let mark = if options.byte_order_mark {
                    csv::BYTE_ORDER_MARK
                } else {
                    ""
                };
                format!("{mark}{text}").into_bytes()
            }
            Format::Markdown => {
                markdown::cases(self.as_of, &self.cases, options.without_notes).into_bytes()
            }
        };
        Written {
            bytes,
            name: self.name(format),
            guarded,
        }
    }

    fn name(&self, format: Format) -> String {
        let of_one = match (&self.what, self.cases.as_slice()) {
            (What::Case { .. }, [(_, one)]) => Some(&one.row.name),
            _ => None,
        };
        let stem: String = of_one
            .map_or("cases", |name| name)
            .chars()
            .take(60)
            .collect();
        safe_name(&format!("{}.{}", stem.trim(), format.ending()))
    }

    fn in_json(&self, options: &Options) -> Vec<u8> {
        let case = |(server_id, view): &(Option<ServerId>, CaseView)| {
            let mut value = json!({"serverId": server_id});
            if let (Some(value), Ok(Value::Object(view))) =
                (value.as_object_mut(), serde_json::to_value(view))
            {
                value.extend(view);
                if options.without_notes {
                    value.remove("drafts");
                }
                if let Some(items) = value.get_mut("timeline").and_then(Value::as_array_mut) {
                    items.retain(|item| !(options.without_notes && is_note(item)));
                    for item in items {
                        name_file(item, options);
                    }
                }
            }
            value
        };
        let cases: Vec<Value> = self.cases.iter().map(case).collect();
        let mut all = json!({"asOf": self.as_of});
        if let (Some(all), What::Question { query }) = (all.as_object_mut(), &self.what) {
            all.insert("view".to_owned(), json!(query.view));
            all.insert("query".to_owned(), json!(query.text));
        }
        if let Some(all) = all.as_object_mut() {
            all.insert("total".to_owned(), json!(cases.len()));
            all.insert("cases".to_owned(), json!(cases));
        }
        let mut bytes = serde_json::to_vec_pretty(&all).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }
}

fn is_note(item: &Value) -> bool {
    item.get("kind") == Some(&json!("comment"))
        && item.get("audience") == Some(&json!(Audience::Internal))
}

/// Says of a file in the timeline where it was written; `null`: it was not here.
fn name_file(item: &mut Value, options: &Options) {
    let (Some(paths), Some(item)) = (&options.files, item.as_object_mut()) else {
        return;
    };
    if item.get("kind") != Some(&json!("attachment")) {
        return;
    }
    let id = item.get("id").and_then(Value::as_str).unwrap_or_default();
    let path = paths.iter().find(|(known, _)| known.to_string() == id);
    item.insert("path".to_owned(), json!(path.map(|(_, path)| path)));
}

/// Is there something on this case that the server does not have?
fn waits(view: &CaseView) -> bool {
    view.row.pending > 0 || view.row.held > 0
}

/// A note that stays out of what a stranger reads.
fn is_internal(item: &TimelineItem) -> bool {
    matches!(
        item,
        TimelineItem::Comment {
            audience: Audience::Internal,
            ..
        }
    )
}

//! A file of a case in the JSON of both dialects (server-contract 3.2, 3.7 and 8), and as a form. Its address is only kept
//! here; `Crm::download` says when it may be used.

use super::ServerAttachment;
use crate::crm::dialect::Dialect;
use crate::crm::form::Form;
use crate::crm::json::{Malformed, id, instant, named, object, some_text};
use percent_encoding::percent_decode_str;
use serde_json::Value;

/// A file as either dialect writes it: `file_name` and `created_at` in one; only a path and `created_on` in the other.
///
/// # Errors
/// `Malformed` when it has no id or time.
pub fn read(value: &Value) -> Result<ServerAttachment, Malformed> {
    let row = object(value, "attachment")?;
    let at = if row.contains_key("created_at") {
        "created_at"
    } else {
        "created_on"
    };
    let path = some_text(row, "attachment").or_else(|| some_text(row, "file_path"));
    Ok(ServerAttachment {
        server_id: id(row)?,
        file_name: some_text(row, "file_name")
            .or_else(|| path.as_deref().and_then(last))
            .unwrap_or_else(|| "file".to_owned()),
        by: row.get("created_by").and_then(named),
        at: instant(row, at)?,
        path,
    })
}

/// The name at the end of an address, as people read it.
fn last(path: &str) -> Option<String> {
    let path = path.split(['?', '#']).next()?;
    let last = path.rsplit('/').next().filter(|name| !name.is_empty())?;
    Some(percent_decode_str(last).decode_utf8_lossy().into_owned())
}

/// A form with a file in the field where a dialect looks for it; in any other it is lost without a word. Of a name with
/// folders only the last part is sent, which is all that a server keeps.
#[must_use]
pub fn with_file<'a>(
    form: Form<'a>,
    dialect: Dialect,
    file_name: &str,
    bytes: &'a [u8],
) -> Form<'a> {
    let field = match dialect {
        Dialect::Bottlecrm => "case_attachment",
        Dialect::Documented => "attachment",
    };
    let last = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name = if last.trim().is_empty() { "file" } else { last };
    form.file(field, name, bytes)
}

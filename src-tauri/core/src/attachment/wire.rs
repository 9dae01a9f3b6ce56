//! A file of a case in the JSON of both dialects (server-contract 3.2, 3.7 and 8). URLs in it are never followed.

use super::ServerAttachment;
use crate::crm::json::{Malformed, id, instant, named, object, some_text};
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
    let path = || some_text(row, "attachment").or_else(|| some_text(row, "file_path"));
    let last = |path: String| path.rsplit('/').next().unwrap_or_default().to_owned();
    Ok(ServerAttachment {
        server_id: id(row)?,
        file_name: some_text(row, "file_name")
            .or_else(|| path().map(last))
            .unwrap_or_else(|| "file".to_owned()),
        by: row.get("created_by").and_then(named),
        at: instant(row, at)?,
    })
}

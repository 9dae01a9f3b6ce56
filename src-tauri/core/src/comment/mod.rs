//! A comment as plain data. SQL is `table.rs`, JSON of both dialects is `wire.rs`.
//!
//! A comment on its way to the server is not here: it is an intent (`intent/mod.rs`).

pub mod parts;
pub mod table;
pub mod wire;

use crate::id::{Named, ServerId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The longest comment a Django-CRM server takes, in code points; one more is an HTML 500 (server-contract 3.6).
pub const TEXT_LIMIT: usize = 255;

/// Who can read a comment.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Audience {
    /// The customer, too.
    Public,
    /// Members of the organization only. Servers of the documented dialect have none.
    Internal,
}

/// A comment as the server was last seen to hold it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerComment {
    /// The server's id.
    pub server_id: ServerId,
    /// Who wrote it (a profile id on Django-CRM); `None`: the customer.
    pub author: Option<Named>,
    /// Plain text, exactly as it came.
    pub text: String,
    /// Who can read it.
    pub audience: Audience,
    /// When, by the server.
    pub at: DateTime<Utc>,
}

/// Texts are compared as the server might have changed them in transit: line ends only. Everything else (blanks at the
/// ends, zero-width characters) was measured to survive (sync-and-security 4.3, R4).
#[must_use]
pub fn same_text(a: &str, b: &str) -> bool {
    a.replace("\r\n", "\n") == b.replace("\r\n", "\n")
}

//! E-mails of a case, as plain data: what came in from the customer, what went out. SQL is `table.rs`, JSON `wire.rs`.
//!
//! Only the plain text is kept. The formatted part is somebody else's markup: it is never stored and never shown.

pub mod table;
pub mod wire;

use crate::id::ServerId;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Which way an e-mail went.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Direction {
    /// To the organization.
    Inbound,
    /// From the organization.
    Outbound,
}

/// An e-mail that the server holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerEmail {
    /// The server's id.
    pub server_id: ServerId,
    /// Which way.
    pub direction: Direction,
    /// Whose address it came from.
    pub from: String,
    /// To whom, copies included, separated by commas.
    pub to: String,
    /// Subject; may be empty.
    pub subject: String,
    /// Plain text; may be empty.
    pub text: String,
    /// It had a formatted part.
    pub has_formatted: bool,
    /// When it was received, by the server.
    pub at: DateTime<Utc>,
}

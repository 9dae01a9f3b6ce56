//! A file of a case as plain data. SQL is `table.rs`, JSON of both dialects is `wire.rs`.
//!
//! Uploads will be intents; the bytes of downloaded files lie in the mirror, encrypted like everything else.

pub mod table;
pub mod wire;

use crate::id::{Named, ServerId};
use chrono::{DateTime, Utc};

/// A file as the server was last seen to hold it. The server tells neither size nor type nor hash (server-contract 3.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerAttachment {
    /// The server's id.
    pub server_id: ServerId,
    /// As the server keeps it: at most 60 characters, path parts stripped.
    pub file_name: String,
    /// Who added it (a user id on Django-CRM).
    pub by: Option<Named>,
    /// When, by the server.
    pub at: DateTime<Utc>,
}

/// A file name that is safe to propose in a dialog: one component, no control or bidi characters, never empty.
#[must_use]
pub fn safe_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last
        .chars()
        .filter(|c| !c.is_control() && !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        .map(|c| if matches!(c, ':' | '*' | '?' | '"' | '<' | '>' | '|') { '_' } else { c })
        .take(120)
        .collect();
    let clean = clean.trim().trim_matches('.').trim();
    if clean.is_empty() {
        "file".to_owned()
    } else {
        clean.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::safe_name;

    #[test]
    fn a_proposed_file_name_is_one_harmless_component() {
        assert_eq!(safe_name("../../etc/passwd"), "passwd");
        assert_eq!(safe_name("C:\\Users\\x\\evil.txt"), "evil.txt");
        assert_eq!(safe_name("invoice\u{202e}fdp.exe"), "invoicefdp.exe");
        assert_eq!(safe_name(".."), "file");
        assert_eq!(safe_name("a\0b\nc.txt"), "abc.txt");
        assert_eq!(safe_name("レポート.pdf"), "レポート.pdf");
    }
}

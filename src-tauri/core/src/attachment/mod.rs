//! A file of a case as plain data. SQL is `table.rs`, JSON of both dialects is `wire.rs`.
//!
//! A file on its way to the server is an intent (`intent/mod.rs`); bytes of files, sent or downloaded, lie in the mirror,
//! encrypted like everything else.

pub mod table;
pub mod wire;

use crate::id::{Named, ServerId};
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

/// The largest file that a server takes, in bytes: exactly this is stored, one byte more is refused (server-contract 3.7).
pub const SIZE_LIMIT: usize = 25 * 1024 * 1024;

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
    /// Where the server says it lies: a path or an address, as it came. Only [`crate::crm::Crm::download`] may use it.
    pub path: Option<String>,
}

/// The SHA-256 of bytes, in hexadecimal.
#[must_use]
pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect()
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

/// Could the server have kept a file sent as `sent` under the name `kept`? Servers cut long names (to 60 characters, keeping
/// the suffix: server-contract 3.7), replace blanks, and add letters to make them unique.
#[must_use]
pub fn fits(sent: &str, kept: &str) -> bool {
    let plain = |name: &str| -> (String, String) {
        let letters = |text: &str| -> String {
            text.chars()
                .filter(|c| c.is_alphanumeric())
                .flat_map(char::to_lowercase)
                .collect()
        };
        match name.rsplit_once('.') {
            Some((stem, suffix)) => (letters(stem), letters(suffix)),
            None => (letters(name), String::new()),
        }
    };
    let ((sent, suffix), (kept, kept_suffix)) = (plain(sent), plain(kept));
    suffix == kept_suffix && (sent.starts_with(&kept) || kept.starts_with(&sent))
}

#[cfg(test)]
mod tests {
    use super::{fits, safe_name};

    #[test]
    fn a_name_that_the_server_cut_or_made_unique_still_fits() {
        let long = format!("{}.png", "screenshot ".repeat(9));
        assert!(fits(
            &long,
            &format!("{}.png", "screenshot ".repeat(5).trim())
        ));
        assert!(fits("my report.pdf", "my_report_x7Gh2.pdf"));
        assert!(!fits("report.pdf", "report.docx"));
        assert!(!fits("report.pdf", "invoice.pdf"));
    }

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

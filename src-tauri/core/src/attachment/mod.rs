//! A file of a case as plain data. SQL is `table.rs` and, of what is kept unasked, `kept/table.rs`; JSON of both dialects is
//! `wire.rs`; what the person wants kept is `policy.rs`, what comes next and what goes first `keep.rs`; what was attached and
//! taken back is `taken_back.rs`.
//!
//! A file on its way to the server is an intent (`intent/mod.rs`); bytes of files, sent or downloaded, lie in the mirror,
//! encrypted like everything else.

pub mod content;
pub mod keep;
pub mod kept;
pub mod policy;
pub mod table;
pub(crate) mod taken_back;
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

/// The longest name that is proposed, in bytes of UTF-8: disks take 255, and a second file of the name gets a number.
const LONGEST_NAME: usize = 200;

/// A file name that is safe to propose in a dialog: one component, nothing invisible in it, no device of Windows, not too
/// long for a disk, never empty. Safe names stay as they are.
#[must_use]
pub fn safe_name(name: &str) -> String {
    let mut safe = cleaned(name);
    // What was cut has another end now, which may want cleaning, too.
    for _ in 0..4 {
        safe = cleaned(&safe);
    }
    safe
}

fn cleaned(name: &str) -> String {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e007f}')
    };
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last
        .chars()
        .filter(|c| !hidden(*c))
        .map(|c| {
            if matches!(c, ':' | '*' | '?' | '"' | '<' | '>' | '|') {
                '_'
            } else {
                c
            }
        })
        .collect();
    let edge = |c: char| c == '.' || c.is_whitespace();
    let clean = clean.trim_matches(edge);
    let (stem, suffix) = match clean.rsplit_once('.') {
        Some((stem, suffix)) if suffix.len() <= 20 => (stem, format!(".{suffix}")),
        _ => (clean, String::new()),
    };
    let fit = |stem: &str| {
        let end = stem.floor_char_boundary(LONGEST_NAME.saturating_sub(suffix.len()));
        let stem = stem.get(..end).unwrap_or_default();
        stem.trim_end_matches(edge).to_owned()
    };
    let mut stem = fit(stem);
    if is_device(&stem) {
        stem = fit(&format!("_{stem}"));
    }
    if stem.is_empty() {
        "file".to_owned()
    } else {
        format!("{stem}{suffix}")
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

/// Windows takes these for devices, whatever follows the first dot.
fn is_device(stem: &str) -> bool {
    let first = stem.split('.').next().unwrap_or_default().trim();
    let first = first.to_lowercase();
    matches!(
        first.as_str(),
        "con" | "prn" | "aux" | "nul" | "conin$" | "conout$"
    ) || ["com", "lpt"].into_iter().any(|kind| {
        let number = first.strip_prefix(kind);
        number.is_some_and(|n| {
            let mut signs = n.chars();
            let one = signs
                .next()
                .is_some_and(|c| c.is_ascii_digit() || "¹²³".contains(c));
            one && signs.next().is_none()
        })
    })
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
        assert_eq!(safe_name(". ..notes. ."), "notes");
        assert_eq!(safe_name("CON.txt"), "_CON.txt");
        let long = safe_name(&format!("{}.pdf", "漢".repeat(300)));
        assert!(
            long.len() <= 200 && long.ends_with("漢.pdf"),
            "the suffix stays"
        );
    }
}

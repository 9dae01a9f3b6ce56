//! What is kept of the files of cases without being asked for, in the person's words. Pure.
//!
//! Which file comes next and which goes first is `keep.rs`; fetching is `sync/files.rs`; where it lies is `table.rs`.

use serde::{Deserialize, Serialize};

/// Which files are fetched ahead of need.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum FileKinds {
    /// None until somebody asks for it.
    Nothing,
    /// Pictures.
    Pictures,
    /// Pictures, and what is read: PDF, office documents, text, logs, mail.
    #[default]
    Documents,
    /// All of them.
    Everything,
}

/// What is kept, and how much of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct FilePolicy {
    /// How much room all files may take, in MB. Unsent ones do not count: they are kept anyway.
    pub budget_mb: u32,
    /// A larger file is left where it is until somebody asks for it, in MB.
    pub limit_mb: u32,
    /// Which.
    pub kinds: FileKinds,
    /// The person says that this network costs money or is slow: files wait, text goes.
    pub is_metered: bool,
}

/// So many bytes are a megabyte, on our screens and on the server (25 MB is its limit for a file).
pub const MB: u64 = 1024 * 1024;
/// The most that can be chosen, in MB.
pub const MOST_BUDGET_MB: u32 = 100_000;

impl Default for FilePolicy {
    fn default() -> FilePolicy {
        FilePolicy {
            budget_mb: 500,
            limit_mb: 10,
            kinds: FileKinds::default(),
            is_metered: false,
        }
    }
}

impl FilePolicy {
    /// The same, within what can be chosen.
    #[must_use]
    pub fn sane(self) -> FilePolicy {
        FilePolicy {
            budget_mb: self.budget_mb.min(MOST_BUDGET_MB),
            limit_mb: self.limit_mb.clamp(1, 25),
            ..self
        }
    }

    /// The budget in bytes.
    #[must_use]
    pub fn budget(&self) -> u64 {
        u64::from(self.budget_mb) * MB
    }

    /// The limit of one file in bytes.
    #[must_use]
    pub fn limit(&self) -> u64 {
        u64::from(self.limit_mb) * MB
    }

    /// Is a file of this name of a kind that is fetched unasked? The name is all that a server tells of it.
    #[must_use]
    pub fn takes(&self, file_name: &str) -> bool {
        match self.kinds {
            FileKinds::Nothing => false,
            FileKinds::Pictures => is_of(file_name, PICTURES),
            FileKinds::Documents => is_of(file_name, PICTURES) || is_of(file_name, DOCUMENTS),
            FileKinds::Everything => true,
        }
    }
}

const PICTURES: &[&str] = &[
    "png", "jpg", "jpeg", "gif", "webp", "bmp", "heic", "heif", "avif", "tif", "tiff", "svg",
];
const DOCUMENTS: &[&str] = &[
    "pdf", "txt", "md", "rtf", "csv", "tsv", "log", "json", "xml", "yaml", "yml", "ini", "html",
    "htm", "doc", "docx", "odt", "xls", "xlsx", "ods", "ppt", "pptx", "odp", "pages", "numbers",
    "key", "eml", "msg", "ics", "vcf",
];

fn is_of(file_name: &str, kinds: &[&str]) -> bool {
    let suffix = file_name.rsplit_once('.').map_or("", |(_, suffix)| suffix);
    kinds.iter().any(|kind| suffix.eq_ignore_ascii_case(kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(kinds: FileKinds) -> FilePolicy {
        FilePolicy {
            kinds,
            ..FilePolicy::default()
        }
    }

    #[test]
    fn a_choice_of_kinds_goes_by_the_end_of_the_name() {
        assert!(of(FileKinds::Pictures).takes("Screenshot 1.PNG"));
        assert!(!of(FileKinds::Pictures).takes("contract.pdf"));
        assert!(of(FileKinds::Documents).takes("contract.pdf"));
        assert!(of(FileKinds::Documents).takes("photo.jpeg"));
        assert!(!of(FileKinds::Documents).takes("dump.zip"));
        assert!(!of(FileKinds::Documents).takes("pdf"), "no suffix, no kind");
        assert!(of(FileKinds::Everything).takes("dump.zip"));
        assert!(!of(FileKinds::Nothing).takes("photo.jpeg"));
    }

    #[test]
    fn what_nobody_could_mean_is_brought_within_bounds() {
        let wild = FilePolicy {
            budget_mb: u32::MAX,
            limit_mb: 0,
            ..FilePolicy::default()
        };
        assert_eq!(wild.sane().budget_mb, MOST_BUDGET_MB);
        assert_eq!(wild.sane().limit_mb, 1);
    }
}

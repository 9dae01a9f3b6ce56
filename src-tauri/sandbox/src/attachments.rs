//! What can happen to a file of a case: it is added, fetched, deleted.
//!
//! A file belongs to its case, never to a comment, and leaves no row in the feed. Bytes of seeded files are made when
//! somebody asks for them (`seed/files.rs`).

use std::sync::Arc;

use chrono::Datelike;
use uuid::Uuid;

use crate::seed;
use crate::state::{Attachment, Content, State};
use crate::time::Tick;

/// Twenty-five binary megabytes exactly are accepted, one byte more is not.
pub(crate) const MOST_BYTES: usize = 25 * 1024 * 1024;
/// How long a name may be, in characters.
const LONGEST_NAME: usize = 60;

impl State {
    /// Adds a file; `by` is a user.
    pub(crate) fn attach(
        &mut self,
        case: Uuid,
        name: &str,
        content: Content,
        by: Option<Uuid>,
        tick: &mut Tick,
    ) -> Uuid {
        let id = self.ids.fresh();
        let at = tick.now();
        let name = &bare(name);
        let folder = format!("/media/attachments/{:04}/{:02}", at.year(), at.month());
        let path = self.free_path(&folder, name, id);
        self.paths.insert(path.clone());
        let file = Attachment {
            id,
            case,
            name: shortened(name),
            path,
            by,
            at,
            content,
        };
        self.attachments.entry(case).or_default().push(file);
        self.case_of_attachment.insert(id, case);
        id
    }

    /// Deletes a file.
    pub(crate) fn detach(&mut self, id: Uuid) -> bool {
        let Some(case) = self.case_of_attachment.remove(&id) else {
            return false;
        };
        let Some(files) = self.attachments.get_mut(&case) else {
            return false;
        };
        for file in files.iter().filter(|file| file.id == id) {
            self.paths.remove(&file.path);
        }
        files.retain(|file| file.id != id);
        true
    }

    /// As Django does: spaces become `_`, of the rest only letters, digits, `_`, `-` and `.` stay, and a name that is taken
    /// gets seven letters more.
    fn free_path(&self, folder: &str, name: &str, id: Uuid) -> String {
        let stays = |c: &char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
        let name: String = name
            .trim()
            .replace(' ', "_")
            .chars()
            .filter(stays)
            .collect();
        let path = format!("{folder}/{name}");
        if !self.paths.contains(&path) {
            return path;
        }
        let (stem, suffix) = split_name(&name);
        let more: String = id.simple().to_string().chars().take(7).collect();
        format!("{folder}/{stem}_{more}{suffix}")
    }
}

/// The bytes of a file.
pub(crate) fn bytes(file: &Attachment) -> Arc<[u8]> {
    match &file.content {
        Content::Given(bytes) => Arc::clone(bytes),
        Content::Made(number) => seed::files::bytes(&file.name, *number).into(),
    }
}

/// A name without folders, and without letters that cannot be printed: they would turn its end around.
fn bare(name: &str) -> String {
    let unseen = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|letter| !unseen(*letter)).collect()
}

/// Cut to what the server keeps; the suffix stays.
fn shortened(name: &str) -> String {
    if name.chars().count() <= LONGEST_NAME {
        return name.to_owned();
    }
    let (stem, suffix) = split_name(name);
    let room = LONGEST_NAME.saturating_sub(suffix.chars().count());
    let stem: String = stem.chars().take(room).collect();
    format!("{stem}{suffix}")
        .chars()
        .take(LONGEST_NAME)
        .collect()
}

fn split_name(name: &str) -> (&str, &str) {
    match name.rfind('.') {
        Some(dot) if dot > 0 => name.split_at(dot),
        _ => (name, ""),
    }
}

/// The type Python would guess from the suffix.
pub(crate) fn guessed_type(name: &str) -> &'static str {
    let (_, suffix) = split_name(name);
    match suffix.to_ascii_lowercase().as_str() {
        ".txt" | ".log" | ".text" => "text/plain",
        ".csv" => "text/csv",
        ".png" => "image/png",
        ".jpg" | ".jpeg" => "image/jpeg",
        ".gif" => "image/gif",
        ".pdf" => "application/pdf",
        ".json" => "application/json",
        ".html" | ".htm" => "text/html",
        ".zip" => "application/zip",
        ".exe" => "application/x-msdos-program",
        _ => "application/octet-stream",
    }
}

//! What a person can hand to whoever helps them: how the mirror is and what the loop met, in numbers, codes, times and words of
//! our own. By construction without anything of a customer: no field can hold text that came from a server or a person, and
//! who and where are pseudonyms, the same each time on one installation and different on another.

use crate::Core;
use crate::crm::dialect::Dialect;
use crate::crm::envelope::RowKind;
use crate::error::{Code, Result};
use crate::intent::{Kind, State};
use crate::sync::diary::{self, DiaryEntry};
use crate::sync::rhythm::FilesWait;
use crate::sync::status::{Coverage, StatusWord};
use chrono::{DateTime, Utc};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// Stands for a name: the same for the same one on this installation, and nothing can be read out of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Pseudonym(String);

/// What makes the pseudonyms of one installation its own.
pub struct Salt([u8; 32]);

impl Salt {
    /// Those random bytes that lie on this installation.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Salt {
        Salt(bytes)
    }

    /// New ones.
    ///
    /// # Errors
    /// `Bug`: the system has no chance to give.
    pub fn generate() -> Result<Salt> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)
            .map_err(|e| crate::error::Error::Bug(format!("no random bytes: {e}")))?;
        Ok(Salt(bytes))
    }

    /// To be kept.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// What stands for this name.
    #[must_use]
    pub fn pseudonym(&self, what: &str, name: &str) -> Pseudonym {
        let mut hash = Sha256::new();
        for part in [&self.0[..], what.as_bytes(), b"\0", name.as_bytes()] {
            hash.update(part);
        }
        let short: String = hash
            .finalize()
            .iter()
            .take(6)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Pseudonym(format!("{what}-{short}"))
    }
}

/// A mirror in a report.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MirrorFacts {
    server: Option<Pseudonym>,
    organization: Option<Pseudonym>,
    person: Option<Pseudonym>,
    dialect: Option<Dialect>,
    is_read_only: bool,
    word: StatusWord,
    error: Option<Code>,
    first_mirror_done: bool,
    as_of: Option<DateTime<Utc>>,
    is_paused: bool,
    next_try_at: Option<DateTime<Utc>>,
    coverage: Coverage,
    pending: u32,
    by_choice: u32,
    held: u32,
    files_waiting: u32,
    files_wait: Option<FilesWait>,
    set_aside: Vec<(RowKind, u32)>,
    outbox: Vec<Waiting>,
    diary: Vec<Line>,
}

/// Something in the outbox.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Waiting {
    case: Pseudonym,
    kind: Kind,
    state: State,
    attempts: u32,
    since: DateTime<Utc>,
    next_try_at: Option<DateTime<Utc>>,
}

/// A line of the diary.
#[derive(Clone, Debug, Serialize)]
struct Line {
    from: DateTime<Utc>,
    at: DateTime<Utc>,
    times: u32,
    error: Option<Code>,
}

impl From<&DiaryEntry> for Line {
    fn from(entry: &DiaryEntry) -> Line {
        Line {
            from: entry.from,
            at: entry.at,
            times: entry.times,
            error: diary::code(entry),
        }
    }
}

impl Core {
    /// This mirror, for a report.
    ///
    /// # Errors
    /// `Storage`.
    pub fn facts(&self, salt: &Salt) -> Result<MirrorFacts> {
        let account = self.account()?;
        let status = self.status()?;
        let named = |what: &str, name: Option<String>| {
            name.filter(|name| !name.is_empty())
                .map(|name| salt.pseudonym(what, &name))
        };
        let me = account.as_ref().and_then(|a| a.me.id.as_ref());
        let organization = account.as_ref().map(|a| a.organization_name.clone());
        let outbox = self.outbox()?.into_iter().map(|item| Waiting {
            case: salt.pseudonym("case", &item.case_id.to_string()),
            kind: item.kind,
            state: item.state,
            attempts: item.attempts,
            since: item.created_at,
            next_try_at: item.next_try_at,
        });
        Ok(MirrorFacts {
            server: named("server", account.as_ref().map(|a| a.origin.clone())),
            organization: named("organization", organization),
            person: named("person", me.map(ToString::to_string)),
            dialect: account.as_ref().map(|a| a.dialect),
            is_read_only: self.read_only().is_some(),
            word: status.word,
            error: status.error.map(|error| error.code),
            first_mirror_done: status.first_mirror_done,
            as_of: status.as_of,
            is_paused: status.paused_since.is_some(),
            next_try_at: status.next_try_at,
            coverage: status.coverage,
            pending: status.pending,
            by_choice: status.by_choice,
            held: status.held,
            files_waiting: status.files.waiting,
            files_wait: status.files.wait,
            set_aside: status.set_aside.iter().map(|a| (a.kind, a.count)).collect(),
            outbox: outbox.collect(),
            diary: self.diary()?.entries.iter().map(Line::from).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pseudonym_is_the_same_here_another_elsewhere_and_tells_nothing() {
        let (here, elsewhere) = (Salt::new([1; 32]), Salt::new([2; 32]));
        let name = "crm.larkfield.example";
        assert_eq!(
            here.pseudonym("server", name),
            here.pseudonym("server", name)
        );
        assert_ne!(
            here.pseudonym("server", name),
            elsewhere.pseudonym("server", name)
        );
        assert_ne!(
            here.pseudonym("server", name),
            here.pseudonym("person", name)
        );
        let Pseudonym(text) = here.pseudonym("server", name);
        assert!(
            text.starts_with("server-") && !text.contains("larkfield"),
            "{text}"
        );
    }
}

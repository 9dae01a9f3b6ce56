//! The safety net: everything a person did that is not on the server yet stands a second time on disk, sealed, beside the
//! database. If the database is lost or damaged, a new one begins with it.
//!
//! Before a transaction that touches a case's outbox or drafts commits, the case's lane as it will be is appended to the
//! journal (`store/journal.rs`) and is on disk; only then may the act be acknowledged. Attempts are in it too, so what may
//! have left is verified after a rebuild as after any crash: never sent blindly, never forgotten. Decided here: what a
//! frame holds, when the journal is written anew. Called by `mirror.rs` alone. What was unsent in a mirror that was set aside
//! comes back by `unsent/import.rs`.

mod choices;
pub(crate) mod import;

use crate::attachment;
use crate::case;
use crate::comment;
use crate::crm::Account;
use crate::error::{Error, Result};
use crate::id::{CaseId, ServerId};
use crate::intent::{self, Payload};
use crate::mutant::{self, Mutant};
use crate::saved::{self, SavedView};
use crate::store::journal::{Journal, Mark};
use crate::store::{Db, Tx, identity, known};
use choices::Choices;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Once so much is dead, it is written anew.
const WORTH_WRITING_ANEW: u64 = 256 * 1024;

/// A frame of the journal. The last one of a case counts.
#[derive(Debug, Serialize, Deserialize)]
#[serde(
    tag = "frame",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
enum Frame {
    /// Whose mirror it is.
    Account { account: Box<Account> },
    /// The saved views, all of them: no server could give them back.
    Saved { views: Vec<SavedView> },
    /// What the person chose, all of it: neither could any server give that back.
    Choices(Choices),
    /// A case's lane and drafts.
    Lane(Lane),
}

/// A case's unsent work, as rows of the tables it lies in: a program that wrote more columns loses none of them here.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Lane {
    case: CaseId,
    /// What the server knows it by, and its name then.
    server_id: Option<ServerId>,
    name: String,
    intents: Vec<Value>,
    attempts: Vec<Value>,
    drafts: Vec<Value>,
    /// Comments and files that the intents speak of.
    known: Vec<(Uuid, ServerId)>,
    /// Files whose bytes wait.
    files: Vec<Uuid>,
}

impl Lane {
    fn is_empty(&self) -> bool {
        self.intents.is_empty() && self.drafts.is_empty()
    }
}

/// A lane's frame that still counts, and the files that wait in it.
struct Alive {
    bytes: Vec<u8>,
    files: BTreeSet<Uuid>,
}

/// What changed in a transaction besides cases.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Also {
    /// Whose mirror it is.
    pub(crate) account: bool,
    /// The saved views.
    pub(crate) saved: bool,
    /// What the person chose.
    pub(crate) choices: bool,
}

/// The journal, and what of it still counts.
pub(crate) struct Unsent {
    journal: Journal,
    account: Option<Vec<u8>>,
    saved: Option<Vec<u8>>,
    choices: Option<Vec<u8>>,
    lanes: BTreeMap<CaseId, Alive>,
}

/// Lanes that were appended and are not committed yet.
pub(crate) struct Appended {
    account: Option<Vec<u8>>,
    saved: Option<Vec<u8>>,
    choices: Option<Vec<u8>>,
    lanes: Vec<(CaseId, Option<Alive>)>,
}

impl Unsent {
    /// The journal and the frames that stood in it.
    pub(crate) fn new(journal: Journal, frames: &[Vec<u8>]) -> Unsent {
        let mut unsent = Unsent {
            journal,
            account: None,
            saved: None,
            choices: None,
            lanes: BTreeMap::new(),
        };
        for bytes in frames {
            match serde_json::from_slice(bytes) {
                Ok(Frame::Account { .. }) => unsent.account = Some(bytes.clone()),
                Ok(Frame::Saved { .. }) => unsent.saved = Some(bytes.clone()),
                Ok(Frame::Choices(_)) => unsent.choices = Some(bytes.clone()),
                Ok(Frame::Lane(lane)) if lane.is_empty() => {
                    unsent.lanes.remove(&lane.case);
                }
                Ok(Frame::Lane(lane)) => {
                    let alive = Alive {
                        bytes: bytes.clone(),
                        files: lane.files.into_iter().collect(),
                    };
                    unsent.lanes.insert(lane.case, alive);
                }
                // A newer program's: it stays where it is until that program comes back.
                Err(_) => {}
            }
        }
        unsent
    }

    /// Keeps the bytes of a file before its intent is written.
    pub(crate) fn put_file(&self, file: Uuid, bytes: &[u8]) -> Result<()> {
        self.journal.put_file(&file.to_string(), bytes)
    }

    /// The bytes of a file that waits, as they stand here; `None`: they do not, or are damaged.
    pub(crate) fn file(&self, file: Uuid) -> Option<Vec<u8>> {
        self.journal.file(&file.to_string())
    }

    /// How far the journal goes before a transaction.
    pub(crate) fn mark(&self) -> Mark {
        self.journal.mark()
    }

    /// The transaction did not come to be: what it appended must not come back after a rebuild, when the person was told
    /// "no" and may have done it again.
    pub(crate) fn take_back(&mut self, to: Mark, files: &[Uuid]) {
        self.journal.take_back(to);
        for file in files {
            self.journal.remove_file(&file.to_string());
        }
    }

    /// Appends these cases' lanes, and what else changed, as the open transaction leaves it. On disk when it returns.
    pub(crate) fn append(
        &mut self,
        tx: &Tx<'_>,
        cases: &BTreeSet<CaseId>,
        also: Also,
    ) -> Result<Appended> {
        let mut frames = Vec::new();
        let mut appended = Appended {
            account: None,
            saved: None,
            choices: None,
            lanes: Vec::new(),
        };
        if also.account
            && let Some(account) = identity::get(tx)?
        {
            let account = Box::new(account);
            let bytes = encode(&Frame::Account { account })?;
            frames.push(bytes.clone());
            appended.account = Some(bytes);
        }
        if also.saved {
            let views = saved::table::all(tx)?;
            let bytes = encode(&Frame::Saved { views })?;
            frames.push(bytes.clone());
            appended.saved = Some(bytes);
        }
        if also.choices {
            let bytes = encode(&Frame::Choices(Choices::of(tx)?))?;
            frames.push(bytes.clone());
            appended.choices = Some(bytes);
        }
        for case in cases {
            let lane = lane(tx, *case)?;
            let files = lane.files.iter().copied().collect();
            let is_empty = lane.is_empty();
            if is_empty && !self.lanes.contains_key(case) {
                continue;
            }
            let bytes = encode(&Frame::Lane(lane))?;
            frames.push(bytes.clone());
            let live = (!is_empty).then_some(Alive { bytes, files });
            appended.lanes.push((*case, live));
        }
        if !frames.is_empty() && !mutant::is(Mutant::NoJournal) {
            self.journal.append(&frames)?;
        }
        Ok(appended)
    }

    /// The transaction is committed: what no longer counts may go.
    pub(crate) fn committed(&mut self, appended: Appended) {
        if appended.account.is_some() {
            self.account = appended.account;
        }
        if appended.saved.is_some() {
            self.saved = appended.saved;
        }
        if appended.choices.is_some() {
            self.choices = appended.choices;
        }
        for (case, live) in appended.lanes {
            let before = self.lanes.remove(&case).map(|alive| alive.files);
            let now = live.as_ref().map(|alive| alive.files.clone());
            let now = now.unwrap_or_default();
            for gone in before.unwrap_or_default().difference(&now) {
                self.journal.remove_file(&gone.to_string());
            }
            if let Some(live) = live {
                self.lanes.insert(case, live);
            }
        }
        let alive = self.frames();
        let size: usize = alive.iter().map(Vec::len).sum();
        let size = u64::try_from(size).unwrap_or(u64::MAX);
        if self.journal.size() > WORTH_WRITING_ANEW.saturating_add(size.saturating_mul(2)) {
            // Not now? Then next time: the old one still stands.
            let _ = self.journal.replace(&alive);
        }
    }

    fn frames(&self) -> Vec<Vec<u8>> {
        let lanes = self.lanes.values().map(|alive| alive.bytes.clone());
        let ours = self
            .account
            .iter()
            .chain(&self.saved)
            .chain(&self.choices)
            .cloned();
        ours.chain(lanes).collect()
    }

    /// Brings unsent work into a database that has none: a new one, after the old was lost. Tells how many cases it was.
    pub(crate) fn restore(&self, tx: &Tx<'_>) -> Result<Vec<CaseId>> {
        let mut cases = Vec::new();
        for bytes in self.frames() {
            match serde_json::from_slice(&bytes) {
                Ok(Frame::Account { account }) => identity::set(tx, &account)?,
                Ok(Frame::Saved { views }) => {
                    for view in &views {
                        saved::table::put(tx, view)?;
                    }
                }
                // Nothing is mirrored yet whose view could change.
                Ok(Frame::Choices(choices)) => drop(choices.restore(tx, false)?),
                Ok(Frame::Lane(lane)) => {
                    cases.push(lane.case);
                    self.restore_lane(tx, &lane)?;
                }
                Err(_) => {}
            }
        }
        Ok(cases)
    }

    fn restore_lane(&self, tx: &Tx<'_>, lane: &Lane) -> Result<()> {
        if let Some(server_id) = &lane.server_id {
            known::put(tx, server_id, lane.case.0, Some(&lane.name))?;
        }
        for (id, server_id) in &lane.known {
            known::put(tx, server_id, *id, None)?;
        }
        let attempts = match mutant::is(Mutant::JournalWithoutAttempts) {
            true => &[],
            false => lane.attempts.as_slice(),
        };
        intent::table::put_rows(tx, &lane.intents, attempts, &lane.drafts)?;
        for file in &lane.files {
            if let Some(bytes) = self.journal.file(&file.to_string()) {
                attachment::table::put_bytes(tx, crate::id::AttachmentId(*file), &bytes)?;
            }
        }
        Ok(())
    }

    /// The database is the truth: the journal is written from it, whatever stood there.
    pub(crate) fn follow(&mut self, db: &Db) -> Result<()> {
        self.account = match identity::get(db)? {
            Some(account) => {
                let account = Box::new(account);
                Some(encode(&Frame::Account { account })?)
            }
            None => None,
        };
        let views = saved::table::all(db)?;
        self.saved = match views.is_empty() {
            true => None,
            false => Some(encode(&Frame::Saved { views })?),
        };
        let choices = Choices::of(db)?;
        self.choices = match choices.is_empty() {
            true => None,
            false => Some(encode(&Frame::Choices(choices))?),
        };
        self.lanes.clear();
        for case in intent::table::cases_with_work(db)? {
            let lane = lane(db, case)?;
            let files: BTreeSet<Uuid> = lane.files.iter().copied().collect();
            for file in &files {
                let id = crate::id::AttachmentId(*file);
                if self.file(*file).is_some() {
                    continue;
                }
                match attachment::table::bytes(db, id) {
                    Ok(Some(bytes)) => self.put_file(*file, &bytes)?,
                    // Neither copy is whole: who wants to send it will be told; everything else opens.
                    Ok(None) | Err(Error::SpoiledFile) => {}
                    Err(other) => return Err(other),
                }
            }
            let bytes = encode(&Frame::Lane(lane))?;
            self.lanes.insert(case, Alive { bytes, files });
        }
        let frames = self.frames();
        self.journal.replace(&frames)?;
        let waiting = self.lanes.values().flat_map(|alive| &alive.files);
        let waiting: BTreeSet<String> = waiting.map(Uuid::to_string).collect();
        self.journal.keep_only(|name| waiting.contains(name));
        Ok(())
    }
}

fn encode(frame: &Frame) -> Result<Vec<u8>> {
    serde_json::to_vec(frame).map_err(|e| Error::Bug(format!("a frame: {e}")))
}

/// The server's id of something: as it is here, or, where a new mirror has not read it again yet, as it was known before.
fn of_the_server(db: &Db, id: Uuid, here: Option<ServerId>) -> Result<Option<(Uuid, ServerId)>> {
    let server_id = match here {
        Some(server_id) => Some(server_id),
        None => known::server_id_of(db, id)?.map(|(server_id, _)| server_id),
    };
    Ok(server_id.map(|server_id| (id, server_id)))
}

fn lane(db: &Db, case: CaseId) -> Result<Lane> {
    let (intents, attempts, drafts) = intent::table::rows_of_case(db, case)?;
    let server = case::table::get(db, case)?.map(|stored| stored.case);
    let before = known::server_id_of(db, case.0)?;
    let (mut known, mut files) = (Vec::new(), Vec::new());
    for intent in intent::table::of_case(db, case)? {
        match intent.payload {
            Payload::EditComment { comment, .. } | Payload::DeleteComment { comment, .. } => {
                let stored = comment::table::get(db, comment)?;
                let here = stored.map(|stored| stored.comment.server_id);
                known.extend(of_the_server(db, comment.0, here)?);
            }
            Payload::DeleteAttachment { attachment, .. } => {
                let stored = attachment::table::get(db, attachment)?;
                let here = stored.map(|stored| stored.attachment.server_id);
                known.extend(of_the_server(db, attachment.0, here)?);
            }
            Payload::Upload { attachment, .. } => files.push(attachment.0),
            _ => {}
        }
    }
    Ok(Lane {
        case,
        server_id: server
            .as_ref()
            .map(|s| s.server_id.clone())
            .or_else(|| before.as_ref().map(|(id, _)| id.clone())),
        name: server
            .map(|s| s.name)
            .or_else(|| before.and_then(|(_, name)| name))
            .unwrap_or_default(),
        intents,
        attempts,
        drafts,
        known,
        files,
    })
}

//! Sending a file exactly once, and finding one whose answer was lost: by its bytes (sync-and-security 3.8).

use super::super::pull::apply;
use super::super::verify::{Conclusion, conclude, file_candidates};
use super::{Read, Step};
use crate::attachment::ServerAttachment;
use crate::attachment::{self, table as attachments};
use crate::crm::{CrmError, Effect, Next};
use crate::error::{Error, Result};
use crate::history::Event;
use crate::id::{AttachmentId, IntentId, ServerId};
use crate::intent::table as intents;
use crate::intent::{Held, Payload};
use crate::mutant::{self, Mutant};
use crate::sentence::Sentence;

/// Files that could be ours are compared byte by byte, but never more than this many in one look.
const MOST_LOOKS: usize = 8;
/// A download that ends in the middle of our file is tried so often: where the answer does not say how long it is, nobody
/// else notices that it was cut.
const MOST_TRIES: usize = 3;

/// What looking for a file by its bytes gave.
enum Traces {
    /// It is this one.
    Found(ServerId),
    /// There is one that holds what ours begins with, and no more: cut on its way there, or again and again on its way here.
    Beginning,
    /// None.
    Nothing,
}

/// A file on its way.
pub(super) struct File<'a> {
    pub(super) attachment: AttachmentId,
    pub(super) name: &'a str,
    pub(super) sha256: &'a str,
}

/// How a file of the server's compares with ours.
enum Likeness {
    Same,
    Beginning,
    Other,
}

impl Step<'_> {
    /// Sends a file.
    pub(super) async fn upload(&self, file: &File<'_>) -> Result<()> {
        let bytes = match self.engine.mirror.waiting_file(file.attachment) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return self.hold(Held::gone(Sentence::NoBytes)),
            // What is not what the person attached is not sent in its place.
            Err(Error::SpoiledFile) => return self.hold(Held::gone(Sentence::SpoiledFile)),
            Err(other) => return Err(other),
        };
        let Some(read) = self.read_before().await? else {
            return Ok(());
        };
        let baseline: Vec<ServerId> = read
            .detail
            .attachments
            .iter()
            .map(|f| f.server_id.clone())
            .collect();
        if !self.attempt(Some(read.server), baseline.clone())? {
            return Ok(());
        }
        let case = &read.detail.case.server_id;
        let bytes = match mutant::is(Mutant::FileCut) {
            true => bytes.iter().skip(1).copied().collect(),
            false => bytes,
        };
        let on_its_way = self.engine.uploads.begin(self.id, &self.engine.mirror);
        let sent = Some(on_its_way.sent());
        match self.crm.add_attachment(case, file.name, &bytes, sent).await {
            Ok(files) => match self.unclaimed(file, &baseline, &files)?.as_slice() {
                // The answer to our own request, with one new file of this name in it.
                [only] if attachment::fits(file.name, &only.file_name) => {
                    self.file_arrived(file, &only.server_id, Some(&files))
                }
                _ => self.in_doubt(read.server_at(self.now()), &Sentence::Taken),
            },
            Err(_) if mutant::is(Mutant::UploadBlindly) => self.back_to_pending(),
            Err(e) if e.next(Effect::Append) == Next::Verify => {
                self.in_doubt(read.server_at(self.now()), &(&e).into())?;
                Err(e.into())
            }
            Err(e) => self.failed(&e, Effect::Append),
        }
    }

    /// Looks for a file whose answer was lost.
    pub(super) async fn find_upload(&self, file: &File<'_>) -> Result<()> {
        let attempt = self
            .engine
            .mirror
            .read(|db| intents::last_attempt(db, self.id))?;
        let Some(attempt) = attempt else {
            return self.back_to_pending();
        };
        let Some(read) = self.read_before().await? else {
            return Ok(());
        };
        let since = self.lost_since(&attempt, &read)?;
        let traces = self.by_its_bytes(file, &attempt.baseline, &read).await?;
        let is_beginning = matches!(traces, Traces::Beginning);
        let arrived = match traces {
            Traces::Found(id) => Some(id),
            Traces::Beginning | Traces::Nothing => None,
        };
        match conclude(since, arrived, read.server) {
            Conclusion::Arrived(id) => self.file_arrived(file, &id, None),
            Conclusion::LookAgain(at) => self.look_again(self.now() + (at - read.server)),
            // Whether what is there is the file, the person can see.
            Conclusion::NeverArrived if is_beginning => self.hold(Held::MaybeSent),
            // It was there, and somebody was faster than this look: only the person may send it again.
            Conclusion::NeverArrived if self.was_taken()? => self.hold(Held::MaybeSent),
            Conclusion::NeverArrived => self.again_or_poison(),
        }
    }

    /// The new file with exactly these bytes. Where a server offers no download, a fitting name must do.
    async fn by_its_bytes(
        &self,
        file: &File<'_>,
        baseline: &[ServerId],
        read: &Read,
    ) -> Result<Traces> {
        let candidates = self.unclaimed(file, baseline, &read.detail.attachments)?;
        let mut traces = Traces::Nothing;
        for found in candidates.iter().take(MOST_LOOKS) {
            match self.compare(file, found).await? {
                Likeness::Same => return Ok(Traces::Found(found.server_id.clone())),
                Likeness::Beginning => traces = Traces::Beginning,
                Likeness::Other => {}
            }
        }
        Ok(traces)
    }

    /// Is this ours? A download that gives only the beginning of it is no "no": it is asked for again.
    async fn compare(&self, file: &File<'_>, found: &ServerAttachment) -> Result<Likeness> {
        let fits = match attachment::fits(file.name, &found.file_name) {
            true => Likeness::Same,
            false => Likeness::Other,
        };
        for _ in 0..MOST_TRIES {
            match self.crm.download(found).await {
                Ok(_) if mutant::is(Mutant::FileByName) => return Ok(fits),
                Ok(bytes) if attachment::hash(&bytes) == file.sha256 => return Ok(Likeness::Same),
                Ok(bytes) if !self.is_beginning(file, &bytes)? => return Ok(Likeness::Other),
                Ok(_) => {}
                Err(CrmError::Gone | CrmError::NotACrm | CrmError::Rejected(_)) => {
                    return Ok(fits);
                }
                Err(e) => {
                    self.later(&e, Effect::Read)?;
                    return Err(e.into());
                }
            }
        }
        Ok(Likeness::Beginning)
    }

    /// Does the file begin with these bytes, and go on?
    fn is_beginning(&self, file: &File<'_>, bytes: &[u8]) -> Result<bool> {
        let ours = match self.engine.mirror.waiting_file(file.attachment) {
            Err(Error::SpoiledFile) => None,
            ours => ours?,
        };
        Ok(ours.is_some_and(|ours| ours.len() > bytes.len() && ours.starts_with(bytes)))
    }

    fn unclaimed(
        &self,
        file: &File<'_>,
        baseline: &[ServerId],
        files: &[ServerAttachment],
    ) -> Result<Vec<ServerAttachment>> {
        let me = &self.crm.account().me;
        let candidates = file_candidates(file.name, baseline, files, |id| me.is(id));
        self.engine.mirror.read(|db| {
            let mut free = Vec::new();
            for candidate in candidates {
                if !intents::is_claimed(db, &candidate.server_id)? {
                    free.push(candidate.clone());
                }
            }
            Ok(free)
        })
    }

    /// The file is on the server: it is claimed, its bytes stay here as that file's, and it stops being an intent.
    fn file_arrived(
        &self,
        file: &File<'_>,
        server_id: &ServerId,
        files: Option<&[ServerAttachment]>,
    ) -> Result<()> {
        let crm = self.crm;
        self.done(Event::Sent, |w| {
            intents::claim(w, server_id, self.id)?;
            let Some(intent) = intents::get(w, self.id)? else {
                return Ok(());
            };
            if let Some(files) = files {
                apply::put_files(w, crm, intent.case_id, files)?;
            }
            let Some(kept) = attachments::by_server_id(w, server_id)? else {
                return Ok(());
            };
            attachments::hand_over_bytes(w, file.attachment, kept)?;
            if let (Payload::Upload { file_name, .. }, true) = (&intent.payload, intent.withdrawn) {
                let back = Payload::DeleteAttachment {
                    attachment: kept,
                    file_name: file_name.clone(),
                };
                intents::add(
                    w,
                    IntentId(w.clock().new_id()),
                    intent.case_id,
                    &back,
                    w.now(),
                )?;
            }
            Ok(())
        })
    }
}

//! Sending a file exactly once, and finding one whose answer was lost: by its bytes (sync-and-security 3.8).

use super::super::pull::apply;
use super::super::verify::{Conclusion, conclude, file_candidates};
use super::comment::TAKEN;
use super::{Read, Step};
use crate::attachment::ServerAttachment;
use crate::attachment::{self, table as attachments};
use crate::crm::{CrmError, Effect, Next};
use crate::error::Result;
use crate::history::Event;
use crate::id::{AttachmentId, IntentId, ServerId};
use crate::intent::table as intents;
use crate::intent::{Held, Payload};
use crate::mutant::{self, Mutant};

/// Files that could be ours are compared byte by byte, but never more than this many in one look.
const MOST_LOOKS: usize = 8;

/// A file on its way.
pub(super) struct File<'a> {
    pub(super) attachment: AttachmentId,
    pub(super) name: &'a str,
    pub(super) sha256: &'a str,
}

impl Step<'_> {
    /// Sends a file.
    pub(super) async fn upload(&self, file: &File<'_>) -> Result<()> {
        let bytes = self
            .engine
            .mirror
            .read(|db| attachments::bytes(db, file.attachment))?;
        let Some(bytes) = bytes else {
            let text = "The file's bytes are not on this computer any more.".to_owned();
            return self.hold(Held::Gone { text });
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
        match self.crm.add_attachment(case, file.name, &bytes).await {
            Ok(files) => match self.unclaimed(file, &baseline, &files)?.as_slice() {
                // The answer to our own request, with one new file of this name in it.
                [only] if attachment::fits(file.name, &only.file_name) => {
                    self.file_arrived(file, &only.server_id, Some(&files))
                }
                _ => self.in_doubt(read.server_at(self.now()), TAKEN),
            },
            Err(_) if mutant::is(Mutant::UploadBlindly) => self.back_to_pending(),
            Err(e) if e.next(Effect::Append) == Next::Verify => {
                self.in_doubt(read.server_at(self.now()), &e.to_string())?;
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
        let arrived = self.by_its_bytes(file, &attempt.baseline, &read).await?;
        match conclude(since, arrived, read.server) {
            Conclusion::Arrived(id) => self.file_arrived(file, &id, None),
            Conclusion::LookAgain(at) => self.look_again(self.now() + (at - read.server)),
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
    ) -> Result<Option<ServerId>> {
        let candidates = self.unclaimed(file, baseline, &read.detail.attachments)?;
        for found in candidates.iter().take(MOST_LOOKS) {
            let is_it = match self.crm.download(found).await {
                Ok(_) if mutant::is(Mutant::FileByName) => {
                    attachment::fits(file.name, &found.file_name)
                }
                Ok(bytes) => attachment::hash(&bytes) == file.sha256,
                Err(CrmError::Gone | CrmError::NotACrm | CrmError::Rejected(_)) => {
                    attachment::fits(file.name, &found.file_name)
                }
                Err(e) => {
                    self.later(&e, Effect::Read)?;
                    return Err(e.into());
                }
            };
            if is_it {
                return Ok(Some(found.server_id.clone()));
            }
        }
        Ok(None)
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

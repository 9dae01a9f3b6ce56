//! What is kept, for a host: whose conversations, and files: the person's choice, what is here, pinned cases, and the bytes themselves. The rest of
//! [`Core`]'s surface is in `lib.rs`; what is fetched when is `sync/files.rs`.

use crate::Core;
use crate::attachment;
use crate::attachment::kept::{KeptFiles, table as book};
use crate::attachment::policy::FilePolicy;
use crate::case::view;
use crate::error::{Error, Result};
use crate::id::{AttachmentId, CaseId};
use crate::intent;
use crate::scope::{Scope, ScopeChoice};
use crate::sync::files;
use crate::sync::rhythm::Around;

impl Core {
    /// Somebody is there who can say whose conversations are kept: they are asked where it costs much to keep all.
    pub fn can_ask(&self) {
        self.engine.can_ask();
    }

    /// Whose conversations are kept, and what another choice would cost.
    ///
    /// # Errors
    /// `Storage`.
    pub fn scope_choice(&self) -> Result<ScopeChoice> {
        self.engine.scope_choice()
    }

    /// The person chooses whose conversations are kept. Nothing that is here goes.
    ///
    /// # Errors
    /// `Storage`, `DiskFull`.
    pub fn set_scope(&self, scope: Scope) -> Result<()> {
        self.engine.set_scope(scope)
    }

    /// What is kept of files, and the choice it follows.
    ///
    /// # Errors
    /// `Storage`.
    pub fn kept_files(&self) -> Result<KeptFiles> {
        self.engine.kept_files()
    }

    /// The person chooses what is kept. What is over a smaller budget goes at once.
    ///
    /// # Errors
    /// `Storage`, `DiskFull`.
    pub fn set_file_policy(&self, policy: FilePolicy) -> Result<()> {
        self.mirror().write(|w| {
            w.touch_choices();
            book::set_policy(w, &policy.sane())?;
            book::try_all_now(w)?;
            files::shrink(w)?;
            Ok(())
        })?;
        self.engine.wake_up();
        Ok(())
    }

    /// Drops every file that is here, is on the server too, and is not pinned. Tells how many kilobytes that were.
    ///
    /// # Errors
    /// `Storage`, `DiskFull`.
    pub fn free_up_space(&self) -> Result<u32> {
        let freed = self.mirror().write(files::drop_all)?;
        self.mirror().give_room_back()?;
        Ok(files::kilobytes(freed))
    }

    /// The person wants this case's files kept, or no longer.
    ///
    /// # Errors
    /// `NotFound`; `Storage`; `DiskFull`.
    pub fn pin_case(&self, case: CaseId, pinned: bool) -> Result<()> {
        self.mirror().write(|w| {
            view::table::one(w, case)?.ok_or(Error::NotFound("case"))?;
            w.touch(case);
            w.touch_choices();
            book::pin(w, case, pinned, w.now())
        })?;
        self.engine.nudge();
        Ok(())
    }

    /// What the computer tells of the moment: a metered network, a battery to be saved. Text goes all the same.
    pub fn set_around(&self, around: Around) {
        self.engine.set_around(around);
    }

    /// Fetches all files that are due now, and returns: for terminals and tests. The loop does it by itself.
    ///
    /// # Errors
    /// The trouble that stopped it.
    pub async fn fetch_files(&self) -> Result<()> {
        self.engine.fetch_files().await
    }

    /// A file as it is on this computer, under a name that is safe to write; `None`: it is not here, or its copy is damaged.
    ///
    /// # Errors
    /// `Storage`.
    pub fn file_here(&self, id: AttachmentId) -> Result<Option<(String, Vec<u8>)>> {
        let here = self.mirror().read(|db| {
            let name = match intent::table::unsent_file(db, id)? {
                Some((name, _)) => Some(name),
                None => attachment::table::get(db, id)?.map(|s| s.attachment.file_name),
            };
            Ok(name.map(|name| attachment::safe_name(&name)))
        });
        let bytes = match self.mirror().waiting_file(id) {
            Err(Error::SpoiledFile | Error::Damaged) => None,
            bytes => bytes?,
        };
        match here {
            Err(Error::Damaged) => Ok(None),
            name => Ok(name?.zip(bytes)),
        }
    }

    /// The bytes of a file: from the mirror, else from the server, and then they stay here. A copy that changed on this disk
    /// is never shown: it is dropped, and the file fetched anew.
    ///
    /// # Errors
    /// `NotFound`; `Crm` when it is not here and the server can't be reached; `SpoiledFile`: a damaged copy of what the
    /// server does not have.
    pub async fn attachment(&self, id: AttachmentId) -> Result<(String, Vec<u8>)> {
        let (stored, unsent) = self.mirror().read(|db| {
            let unsent = intent::table::unsent_file(db, id)?;
            Ok((attachment::table::get(db, id)?, unsent))
        })?;
        let bytes = self.mirror().waiting_file(id);
        if let Some((name, _)) = unsent
            && let Some(bytes) = bytes.as_ref().map_or(None, Option::clone)
        {
            return Ok((name, bytes));
        }
        let attachment = stored.ok_or(Error::NotFound("file"))?.attachment;
        let name = attachment::safe_name(&attachment.file_name);
        let is_writable = self.read_only().is_none();
        match bytes {
            Ok(Some(bytes)) => {
                if is_writable {
                    let now = self.mirror().clock.now();
                    self.mirror().write(|w| book::used(w, id, now))?;
                }
                return Ok((name, bytes));
            }
            Ok(None) => {}
            Err(Error::SpoiledFile) if is_writable => {
                self.mirror().write(|w| files::drop_spoiled(w, id))?;
            }
            // The place on the disk went bad. What lies there can't be dropped, and nothing is kept in a mirror like that: the
            // next start looks at all of it, and sets it aside.
            Err(Error::Damaged) => {
                let crm = self.engine.crm().ok_or(Error::Damaged)?;
                return Ok((name, crm.download(&attachment).await?));
            }
            Err(other) => return Err(other),
        }
        let crm = self.engine.crm().ok_or_else(|| self.engine.no_server())?;
        let bytes = crm.download(&attachment).await?;
        let kept = self.mirror().write(|w| {
            if let Some(case) = book::case_of(w, id)? {
                w.touch(case);
            }
            attachment::table::put_bytes(w, id, &bytes)?;
            book::used(w, id, w.now())?;
            book::note(w, id, None)?;
            files::shrink(w)?;
            Ok(())
        });
        match kept {
            // There is no room to keep it; to show it none is needed.
            Ok(()) | Err(Error::DiskFull) => Ok((name, bytes)),
            Err(other) => Err(other),
        }
    }
}

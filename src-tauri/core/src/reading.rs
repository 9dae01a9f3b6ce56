//! Looking at a mirror without changing it: beside another program that has it, and for those who ask for one case by
//! what they typed. The rest of [`Core`]'s surface is in `lib.rs`; nothing is written here.

use crate::Core;
use crate::case;
use crate::case::view::{self, CaseRow, CaseView};
use crate::clock::Clock;
use crate::error::Result;
use crate::id::{CaseId, ServerId};
use crate::mirror::Mirror;
use crate::query;
use crate::store::Store;
use crate::store::key::DataKey;
use crate::sync::Engine;
use std::path::Path;
use std::sync::Arc;
use tokio::sync::broadcast;

impl Core {
    /// Opens the mirror of `folder` for reading, beside the program that has it: [`Core::read_only`] says so.
    ///
    /// # Errors
    /// `WrongKey`; `Storage`; `InUse` where that program is of another version.
    pub fn open_to_read(folder: &Path, key: &DataKey, clock: Arc<dyn Clock>) -> Result<Core> {
        let opened = Store::open_to_read(folder, key)?;
        let (events, _) = broadcast::channel(1);
        Ok(Core {
            engine: Arc::new(Engine::new(Mirror::new(opened, clock, events)?)),
        })
    }

    /// One case, as [`Core::open_case`] shows it, and nobody looked at it.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn case(&self, case: CaseId) -> Result<CaseView> {
        let me = self.account()?.map(|a| a.me).unwrap_or_default();
        self.mirror().read(|db| case::open::open(db, case, &me))
    }

    /// The cases that may be meant by what was typed where one is asked for: by its id, a piece of it, or its name.
    ///
    /// # Errors
    /// `Storage`.
    pub fn find_cases(&self, typed: &str, limit: u32) -> Result<Vec<CaseRow>> {
        self.mirror()
            .read(|db| query::meant::table::find(db, typed, limit))
    }

    /// The case of this id: ours, or the server's. `None`: it is not here.
    ///
    /// # Errors
    /// `Storage`.
    pub fn case_by_any_id(&self, id: uuid::Uuid) -> Result<Option<CaseId>> {
        self.mirror().read(|db| {
            if view::table::one(db, CaseId(id))?.is_some() {
                return Ok(Some(CaseId(id)));
            }
            case::table::by_server_id(db, &ServerId(id.to_string()))
        })
    }

    /// The server's id of a case; `None`: the server does not have it yet.
    ///
    /// # Errors
    /// `Storage`.
    pub fn server_id(&self, case: CaseId) -> Result<Option<ServerId>> {
        let stored = self.mirror().read(|db| case::table::get(db, case))?;
        Ok(stored.map(|stored| stored.case.server_id))
    }

    /// Is the mirror on disk what was written? Reads all of it; after damage, the next start looks closely.
    ///
    /// # Errors
    /// `Damaged`; `Storage`.
    pub fn check(&self) -> Result<()> {
        self.mirror().read(query::table::check)
    }
}

//! Satchel's engine: an encrypted mirror of a CRM's cases, an outbox of what a person did, and the sync between the two.
//!
//! The map. Nouns are folders: [`case`], [`comment`], [`email`], [`attachment`], [`activity`], [`directory`], [`answer`],
//! [`intent`], [`history`], [`news`], [`alert`], [`saved`], [`undo`] (each: `mod.rs` plain data, `table.rs` SQL, `wire.rs` JSON
//! of both dialects). Verbs are the engine: [`mutation`] (what a person may do; [`bulk`] to many cases at once), [`sync`] (push,
//! pull, and their pure decisions), [`query`] (questions of the screens), [`search`] (words among them), [`import`] and
//! [`export`] (tables in, files out). Under them: [`mirror`] (a transaction that keeps its view), [`store`] (SQLite, its keys
//! and nothing else), [`crm`] (the server, as the engine sees it). At the rim: [`clock`], [`event`], [`error`], [`id`]; what an
//! administrator set is [`policy`], for how long a mirror opens without its server [`lease`], which hop of the way there broke
//! [`way`], what a report may hold [`diagnostics`].
//!
//! No window, no runtime of its own, no process-wide state. [`Core`] is the whole public surface for hosts: its life is here,
//! what a person may do in `acts.rs`, what a host may ask in `questions.rs` and, without changing anything, `reading.rs`, files
//! in `kept.rs`, alerts in `told.rs`, what is only begun in `begun.rs`, what keeps a lost computer's mirror shut in `safe.rs`. What stands on disk a second time,
//! for the day the database is lost, is `unsent.rs`.

pub mod activity;
mod acts;
pub mod alert;
pub mod answer;
pub mod attachment;
mod begun;
pub mod bulk;
pub mod case;
pub mod clock;
mod code;
pub mod comment;
pub mod crm;
pub mod diagnostics;
pub mod directory;
pub mod email;
pub mod error;
pub mod event;
pub mod export;
pub mod history;
pub mod id;
pub mod import;
pub mod intent;
mod kept;
pub mod lease;
pub mod mirror;
pub mod mutant;
pub mod mutation;
pub mod news;
pub mod policy;
pub mod query;
mod questions;
mod reading;
mod safe;
pub mod saved;
pub mod scope;
pub mod search;
pub mod sentence;
pub mod store;
pub mod sync;
mod told;
pub mod undo;
mod unsent;
pub mod way;

use crate::sentence::Cannot;
use clock::Clock;
use crm::sign_in::Left;
use crm::transport::Transport;
use crm::{Account, Credential, Crm, Keep};
use error::{Error, Result};
use event::Event;
use futures_util::future::{self, Either};
use mirror::Mirror;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use store::key::DataKey;
use store::{Place, Store, identity};
use sync::Engine;
use sync::diary::Diary;
use sync::status::SyncStatus;
use tokio::sync::broadcast;

/// The engine of one account, for a host: the window, the terminal, a test.
#[derive(Clone)]
pub struct Core {
    engine: Arc<Engine>,
}

impl Core {
    /// Opens the mirror of `place`. Nothing is sent or asked before [`Core::connect`] and [`Core::run`].
    ///
    /// # Errors
    /// `InUse`, `WrongKey`, `Storage`: nothing was changed then. A newer program's mirror opens for reading only
    /// ([`Core::read_only`]); of a damaged one the unsent work is brought over into a new one.
    pub fn open(place: &Place, key: &DataKey, clock: Arc<dyn Clock>) -> Result<Core> {
        let opened = Store::open(place, key)?;
        let (events, _) = broadcast::channel(1024);
        Ok(Core {
            engine: Arc::new(Engine::new(Mirror::new(opened, clock, events)?)),
        })
    }

    /// Why nothing can be done here but reading, if that is so: a newer Satchel wrote this mirror, or another has it.
    #[must_use]
    pub fn read_only(&self) -> Option<Error> {
        self.mirror().read_only()
    }

    fn mirror(&self) -> &Mirror {
        &self.engine.mirror
    }

    /// Whose mirror this is; `None` before the first sign-in.
    ///
    /// # Errors
    /// `Storage`.
    pub fn account(&self) -> Result<Option<Account>> {
        self.mirror().read(identity::get)
    }

    /// Does the mirror belong to this person in this organization?
    #[must_use]
    pub fn is_of(&self, account: &Account) -> bool {
        matches!(self.account(), Ok(Some(owner)) if owner.is_same_person(account))
    }

    /// Connects the mirror to its server. The first account to come owns the mirror; the work of one person is never sent
    /// as another's (I17).
    ///
    /// # Errors
    /// `Invalid` when the mirror is somebody else's.
    pub fn connect(
        &self,
        account: &Account,
        credential: impl Into<Credential>,
        transport: Arc<dyn Transport>,
    ) -> Result<()> {
        self.connect_keeping(account, credential.into(), transport, Arc::new(|_| true))
    }

    /// Connects the mirror to its server; `keep` is told, before it is used, when a session was renewed. What it can't
    /// keep is kept in the encrypted mirror.
    ///
    /// # Errors
    /// `Invalid` when the mirror is somebody else's.
    pub fn connect_keeping(
        &self,
        account: &Account,
        credential: Credential,
        transport: Arc<dyn Transport>,
        keep: Keep,
    ) -> Result<()> {
        self.mirror().write(|w| {
            if let Some(owner) = identity::get(w)?
                && !owner.is_same_person(account)
            {
                return Err(Error::Invalid(Cannot::OtherOwner));
            }
            w.touch_identity();
            identity::set(w, account)
        })?;
        let engine = Arc::downgrade(&self.engine);
        let keep: Keep = Arc::new(move |renewed| match engine.upgrade() {
            Some(engine) => Core { engine }.keep_with(renewed, &*keep).is_ok(),
            None => keep(renewed),
        });
        self.engine
            .connect(Some(Crm::new(transport, credential, keep, account.clone())));
        Ok(())
    }

    /// Goes on talking to the same server by another way, and tries at once. Nothing happens where it talks to none.
    pub fn go_by_way_of(&self, transport: Arc<dyn Transport>) {
        if let Some(crm) = self.engine.crm() {
            self.engine.connect(Some(crm.by_way_of(transport)));
        }
    }

    /// Ends the sign-in on the server, as far as the server allows, and stops talking to it. What is said is how far it
    /// came; it never fails for want of a network. The mirror stays open, with everything unsent. `None`: nobody was
    /// signed in.
    ///
    /// # Errors
    /// `Storage`: the credential that lies in the mirror could not be removed.
    pub async fn sign_out(&self) -> Result<Option<Left>> {
        self.stop();
        let left = match self.engine.crm() {
            Some(crm) => {
                let enough = self.mirror().clock.sleep(LEAVING);
                match future::select(Box::pin(crm.leave()), enough).await {
                    Either::Left((left, _)) => Some(left),
                    Either::Right(_) => Some(crm.stays()),
                }
            }
            None => None,
        };
        self.disconnect();
        self.keep_credential(None)?;
        Ok(left)
    }

    /// What the server lets this mirror in with; `None`: nobody is signed in.
    #[must_use]
    pub fn credential(&self) -> Option<Credential> {
        self.engine.crm().map(|crm| crm.credential_now())
    }

    /// The server must not be spoken to, and the status says why. The mirror stays open.
    pub fn bar(&self, why: Cannot) {
        self.engine.bar(why);
    }

    /// Stops talking to the server. The mirror stays open.
    pub fn disconnect(&self) {
        self.engine.connect(None);
    }

    /// The sync loop: ends after [`Core::stop`].
    pub fn run(&self) -> impl Future<Output = ()> + Send + 'static {
        sync::run(Arc::clone(&self.engine))
    }

    /// Ends the sync loop.
    pub fn stop(&self) {
        self.engine.stop();
    }

    /// Does everything that is due now, and returns: for terminals and tests.
    ///
    /// # Errors
    /// The trouble that stopped it.
    pub async fn sync_once(&self) -> Result<()> {
        self.engine.ask();
        while self.engine.step().await?.is_none() {}
        self.engine.look_at_deadlines()?;
        Ok(())
    }

    /// What happens from now on.
    #[must_use]
    pub fn events(&self) -> broadcast::Receiver<Event> {
        self.mirror().listen()
    }

    /// The person asks for a sync now.
    pub fn sync_now(&self) {
        self.engine.ask();
    }

    /// The person wants quiet, or no longer. Kept over a restart.
    ///
    /// # Errors
    /// `Storage`, `DiskFull`.
    pub fn pause(&self, paused: bool) -> Result<()> {
        self.engine.pause(paused)
    }

    /// The person wants this case as it is on the server now.
    ///
    /// # Errors
    /// `NotFound` where the server does not have it.
    pub fn sync_case(&self, case: id::CaseId) -> Result<()> {
        self.mirror().write(|w| {
            let stored = case::table::get(w, case)?.ok_or(Error::NotFound("case"))?;
            case::table::mark_dirty(w, &stored.case.server_id)?;
            Ok(())
        })?;
        self.engine.wake_up();
        Ok(())
    }

    /// The network may be back.
    pub fn network_changed(&self) {
        self.engine.wake_up();
    }

    /// The status word and what is behind it.
    ///
    /// # Errors
    /// `Storage`.
    pub fn status(&self) -> Result<SyncStatus> {
        self.engine.status()
    }

    /// What the loop did last, what it is at, and when it looks again.
    ///
    /// # Errors
    /// None yet; a host need not know that.
    pub fn diary(&self) -> Result<Diary> {
        Ok(self.engine.diary())
    }

    /// Keeps what the person is let in with where the host keeps secrets, or, where `keep` can't, in the encrypted mirror.
    ///
    /// # Errors
    /// `Storage`: it is kept nowhere, or an older one stays in the mirror.
    pub fn keep_with(
        &self,
        credential: &Credential,
        keep: &dyn Fn(&Credential) -> bool,
    ) -> Result<()> {
        // What lies in the mirror counts before what the host has, so it is never older than that.
        let counts = self.kept_credential()?.is_some();
        let here = match counts {
            true => self.keep_credential(Some(credential)),
            false => Ok(()),
        };
        match (keep(credential), counts) {
            (true, true) => self.keep_credential(None),
            (true, false) => Ok(()),
            (false, true) => here,
            (false, false) => self.keep_credential(Some(credential)),
        }
    }

    /// What the person was let in with: what lies in the mirror is there because the `host` could not keep it, so it is newer
    /// than what the host has.
    ///
    /// # Errors
    /// `Storage`.
    pub fn credential_or(
        &self,
        host: impl FnOnce() -> Option<Credential>,
    ) -> Result<Option<Credential>> {
        Ok(self.kept_credential()?.or_else(host))
    }

    /// The credential that lies in the encrypted mirror, on machines without a keyring.
    ///
    /// # Errors
    /// `Storage`.
    pub fn kept_credential(&self) -> Result<Option<Credential>> {
        let text = self.mirror().read(|db| identity::secret(db, CREDENTIAL))?;
        Ok(text.map(|text| Credential::from_text(&text)))
    }

    /// Keeps a credential in the encrypted mirror, on machines without a keyring; `None` removes it.
    ///
    /// # Errors
    /// `Storage`.
    pub fn keep_credential(&self, credential: Option<&Credential>) -> Result<()> {
        let text = credential.map(Credential::to_text);
        self.mirror()
            .write(|w| identity::set_secret(w, CREDENTIAL, text.as_ref().map(|t| t.as_str())))
    }
}

/// How long signing out waits for the server.
const LEAVING: Duration = Duration::from_secs(15);

/// The name of the credential among the mirror's secrets.
const CREDENTIAL: &str = "token";

//! Satchel's engine: an encrypted mirror of a CRM's cases, an outbox of what a person did, and the sync between the two.
//!
//! The map. Nouns are folders: [`case`], [`comment`], [`email`], [`attachment`], [`activity`], [`directory`], [`answer`],
//! [`intent`], [`alert`] (each: `mod.rs` plain data, `table.rs` SQL, `wire.rs` JSON of both dialects). Verbs are the engine: [`mutation`] (what a
//! person may do), [`sync`] (push, pull, and their pure decisions), [`query`] (questions of the screens). Under them:
//! [`mirror`] (a transaction that keeps its view), [`store`] (SQLite and nothing else), [`crm`] (the server, as the engine
//! sees it). At the rim: [`clock`], [`event`], [`error`], [`id`].
//!
//! No window, no runtime of its own, no process-wide state. [`Core`] is the whole public surface for hosts.

pub mod activity;
pub mod alert;
pub mod answer;
pub mod attachment;
pub mod case;
pub mod clock;
pub mod comment;
pub mod crm;
pub mod directory;
pub mod email;
pub mod error;
pub mod event;
pub mod history;
pub mod id;
pub mod intent;
pub mod mirror;
pub mod mutation;
pub mod query;
pub mod store;
pub mod sync;
mod unsent;

use alert::AlertItem;
use answer::{Answer, AnswerSource};
use case::view::{CasePage, CaseQuery, CaseView, OutboxItem, ViewCount};
use case::{FieldEdit, NewCase, SetChange};
use clock::Clock;
use comment::Audience;
use crm::sign_in::Left;
use crm::transport::Transport;
use crm::{Account, Credential, Crm, Keep};
use directory::{Found, LookupKind, Organization, Reference};
use error::{Error, Result};
use event::Event;
use futures_util::future::{self, Either};
use history::HistoryItem;
use id::{AlertId, AttachmentId, CaseId, CommentId, IntentId};
use mirror::Mirror;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use store::key::DataKey;
use store::{Place, Store, identity};
use sync::Engine;
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

    /// Why nothing can be done here but reading, if that is so: a newer Satchel wrote this mirror.
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
                return Err(Error::Invalid(
                    "This mirror belongs to another person or organization.".to_owned(),
                ));
            }
            w.touch_identity();
            identity::set(w, account)
        })?;
        let engine = Arc::downgrade(&self.engine);
        let keep: Keep = Arc::new(move |renewed| {
            let in_mirror = || {
                let engine = engine.upgrade()?;
                Some(Core { engine }.keep_credential(Some(renewed)).is_ok())
            };
            keep(renewed) || in_mirror().unwrap_or(false)
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

    /// On how many cases something was typed and not sent.
    ///
    /// # Errors
    /// `Storage`.
    pub fn drafts(&self) -> Result<u32> {
        self.mirror().read(intent::table::drafts)
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

    /// Rows of the queue.
    ///
    /// # Errors
    /// `Storage`.
    pub fn list_cases(&self, question: &CaseQuery) -> Result<CasePage> {
        self.mirror().read(|db| query::table::list(db, question))
    }

    /// How many cases each view holds.
    ///
    /// # Errors
    /// `Storage`.
    pub fn view_counts(&self) -> Result<Vec<ViewCount>> {
        self.mirror().read(query::table::view_counts)
    }

    /// One case, and notes that the person looked at it.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn open_case(&self, case: CaseId) -> Result<CaseView> {
        let me = self.account()?.map(|a| a.me).unwrap_or_default();
        let view = self.mirror().read(|db| case::open::open(db, case, &me))?;
        if view.row.unread && self.read_only().is_none() {
            self.mirror().write(|w| {
                case::table::mark_seen(w, case, w.now())?;
                w.touch(case);
                Ok(())
            })?;
        }
        Ok(view)
    }

    /// Vocabulary and directory, to offer choices.
    ///
    /// # Errors
    /// `Storage`.
    pub fn reference(&self) -> Result<Reference> {
        self.mirror().read(directory::table::reference)
    }

    /// The best of what a person may mean by what was typed into a picker, from the mirror; at most `limit`, and
    /// [`directory::table::FEW`].
    ///
    /// # Errors
    /// `Storage`.
    pub fn find_named(&self, kind: LookupKind, typed: &str, limit: u32) -> Result<Vec<Found>> {
        self.mirror()
            .read(|db| directory::table::find(db, kind, typed, limit))
    }

    /// The organization's settings, as last read; `None` where the server tells none.
    ///
    /// # Errors
    /// `Storage`.
    pub fn organization(&self) -> Result<Option<Organization>> {
        self.mirror().read(directory::table::organization)
    }

    /// Saved answers, as the server has them.
    ///
    /// # Errors
    /// `Storage`.
    pub fn macros(&self) -> Result<Vec<Answer>> {
        let all = directory::table::FEW;
        self.mirror()
            .read(|db| answer::table::find(db, Some(AnswerSource::Macro), "", all))
    }

    /// Articles of the knowledge base that hold every word of `typed`.
    ///
    /// # Errors
    /// `Storage`.
    pub fn articles(&self, typed: &str) -> Result<Vec<Answer>> {
        let most = directory::table::FEW;
        self.mirror()
            .read(|db| answer::table::find(db, Some(AnswerSource::Article), typed, most))
    }

    /// Answers to put into a reply on this case: saved ones, filled in as far as the mirror knows, and published articles.
    ///
    /// # Errors
    /// `NotFound`; `Storage`.
    pub fn answers(&self, case: CaseId, typed: &str) -> Result<Vec<Answer>> {
        let account = self.account()?;
        self.mirror()
            .read(|db| answer::offer::for_case(db, case, account.as_ref(), typed))
    }

    /// Everything the person did that the server has not confirmed, lane by lane.
    ///
    /// # Errors
    /// `Storage`.
    pub fn outbox(&self) -> Result<Vec<OutboxItem>> {
        self.mirror().read(intent::outbox::items)
    }

    /// See [`mutation::create_case`].
    ///
    /// # Errors
    /// See [`mutation::create_case`].
    pub fn create_case(&self, new: NewCase) -> Result<CaseId> {
        self.then_wake(mutation::create_case(self.mirror(), new))
    }

    /// See [`mutation::edit_case`].
    ///
    /// # Errors
    /// See [`mutation::edit_case`].
    pub fn edit_case(&self, case: CaseId, edits: &[FieldEdit]) -> Result<()> {
        self.then_wake(mutation::edit_case(self.mirror(), case, edits))
    }

    /// See [`mutation::add_comment`].
    ///
    /// # Errors
    /// See [`mutation::add_comment`].
    pub fn add_comment(&self, case: CaseId, audience: Audience, text: &str) -> Result<IntentId> {
        self.then_wake(mutation::add_comment(self.mirror(), case, audience, text))
    }

    /// See [`mutation::change_set`].
    ///
    /// # Errors
    /// See [`mutation::change_set`].
    pub fn change_set(&self, case: CaseId, change: &SetChange) -> Result<()> {
        self.then_wake(mutation::change_set(self.mirror(), case, change))
    }

    /// See [`mutation::watch`].
    ///
    /// # Errors
    /// See [`mutation::watch`].
    pub fn watch(&self, case: CaseId, desired: bool) -> Result<()> {
        self.then_wake(mutation::watch(self.mirror(), case, desired))
    }

    /// See [`mutation::delete_case`].
    ///
    /// # Errors
    /// See [`mutation::delete_case`].
    pub fn delete_case(&self, case: CaseId) -> Result<()> {
        self.then_wake(mutation::delete_case(self.mirror(), case))
    }

    /// See [`mutation::edit_comment`].
    ///
    /// # Errors
    /// See [`mutation::edit_comment`].
    pub fn edit_comment(&self, case: CaseId, comment: CommentId, text: &str) -> Result<()> {
        self.then_wake(mutation::edit_comment(self.mirror(), case, comment, text))
    }

    /// See [`mutation::delete_comment`].
    ///
    /// # Errors
    /// See [`mutation::delete_comment`].
    pub fn delete_comment(&self, case: CaseId, comment: CommentId) -> Result<()> {
        self.then_wake(mutation::delete_comment(self.mirror(), case, comment))
    }

    /// See [`mutation::attach`].
    ///
    /// # Errors
    /// See [`mutation::attach`].
    pub fn attach(&self, case: CaseId, name: &str, bytes: &[u8]) -> Result<IntentId> {
        self.then_wake(mutation::attach(self.mirror(), case, name, bytes))
    }

    /// See [`mutation::delete_attachment`].
    ///
    /// # Errors
    /// See [`mutation::delete_attachment`].
    pub fn delete_attachment(&self, case: CaseId, id: AttachmentId) -> Result<()> {
        self.then_wake(mutation::delete_attachment(self.mirror(), case, id))
    }

    /// See [`mutation::save_draft`].
    ///
    /// # Errors
    /// See [`mutation::save_draft`].
    pub fn save_draft(&self, case: CaseId, audience: Audience, text: &str) -> Result<()> {
        mutation::save_draft(self.mirror(), case, audience, text)
    }

    /// See [`mutation::discard`].
    ///
    /// # Errors
    /// See [`mutation::discard`].
    pub fn discard(&self, intent: IntentId) -> Result<()> {
        self.then_wake(mutation::discard(self.mirror(), intent))
    }

    /// See [`mutation::send`].
    ///
    /// # Errors
    /// See [`mutation::send`].
    pub fn send(&self, intent: IntentId) -> Result<()> {
        self.then_wake(mutation::send(self.mirror(), intent))
    }

    /// See [`mutation::hold`].
    ///
    /// # Errors
    /// See [`mutation::hold`].
    pub fn hold(&self, intent: IntentId) -> Result<()> {
        mutation::hold(self.mirror(), intent)
    }

    /// See [`mutation::rewrite`].
    ///
    /// # Errors
    /// See [`mutation::rewrite`].
    pub fn rewrite(&self, intent: IntentId, text: &str) -> Result<()> {
        self.then_wake(mutation::rewrite(self.mirror(), intent, text))
    }

    /// See [`mutation::place_before`].
    ///
    /// # Errors
    /// See [`mutation::place_before`].
    pub fn place_before(&self, intent: IntentId, before: Option<IntentId>) -> Result<()> {
        self.then_wake(mutation::place_before(self.mirror(), intent, before))
    }

    /// What became of the person's acts on a case, the newest first.
    ///
    /// # Errors
    /// `Storage`.
    pub fn history(&self, case: CaseId) -> Result<Vec<HistoryItem>> {
        self.mirror()
            .read(|db| history::table::of_case(db, case, 200))
    }

    /// See [`mutation::restore`].
    ///
    /// # Errors
    /// See [`mutation::restore`].
    pub fn restore(&self, entry: u32) -> Result<()> {
        self.then_wake(mutation::restore(self.mirror(), entry))
    }

    fn then_wake<T>(&self, done: Result<T>) -> Result<T> {
        if done.is_ok() {
            self.engine.nudge();
        }
        done
    }

    /// The newest alerts.
    ///
    /// # Errors
    /// `Storage`.
    pub fn alerts(&self) -> Result<Vec<AlertItem>> {
        self.mirror().read(|db| alert::table::newest(db, 200))
    }

    /// An alert to show now; `None`: it was shown already.
    ///
    /// # Errors
    /// `Storage`.
    pub fn alert_to_show(&self, id: AlertId) -> Result<Option<AlertItem>> {
        self.mirror().read(|db| alert::table::unshown(db, id))
    }

    /// Alerts that a program that ended before showing them left behind.
    ///
    /// # Errors
    /// `Storage`.
    pub fn alerts_to_show(&self) -> Result<Vec<AlertItem>> {
        self.mirror().read(alert::table::all_unshown)
    }

    /// The alert was shown: never again.
    ///
    /// # Errors
    /// `Storage`.
    pub fn alert_shown(&self, id: AlertId) -> Result<()> {
        self.mirror().write(|w| alert::table::shown(w, id, w.now()))
    }

    /// The person looked at the alerts.
    ///
    /// # Errors
    /// `Storage`.
    pub fn mark_alerts_seen(&self) -> Result<()> {
        self.mirror().write(|w| {
            alert::table::all_seen(w, w.now())?;
            w.touch_inbox();
            Ok(())
        })
    }

    /// The bytes of a file: from the mirror, else from the server, and then they stay here.
    ///
    /// # Errors
    /// `NotFound`; `Crm` when it is not here and the server can't be reached.
    pub async fn attachment(&self, id: AttachmentId) -> Result<(String, Vec<u8>)> {
        let (stored, bytes, unsent) = self.mirror().read(|db| {
            Ok((
                attachment::table::get(db, id)?,
                attachment::table::bytes(db, id)?,
                intent::table::unsent_file(db, id)?,
            ))
        })?;
        if let (Some(name), Some(bytes)) = (unsent, &bytes) {
            return Ok((name, bytes.clone()));
        }
        let attachment = stored.ok_or(Error::NotFound("file"))?.attachment;
        let name = attachment::safe_name(&attachment.file_name);
        if let Some(bytes) = bytes {
            return Ok((name, bytes));
        }
        let crm = self.engine.crm().ok_or(Error::Crm(crm::CrmError::SignIn))?;
        let bytes = crm.download(&attachment).await?;
        self.mirror()
            .write(|w| attachment::table::put_bytes(w, id, &bytes))?;
        Ok((name, bytes))
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

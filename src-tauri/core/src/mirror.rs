//! The store with its law: whatever a transaction touches, its view is rewritten in the same transaction, and listeners
//! hear of it after the commit. Unsent work stands on disk a second time before the commit (`unsent.rs`).
//!
//! Every writer of the engine (mutations, pull, push) goes through [`Mirror::write`]. No network here, no decision.

use crate::alert::judge::table::settle;
use crate::alert::{self, Occurrence, Reason};
use crate::attachment::{self, taken_back};
use crate::case;
use crate::case::view::table::{Surroundings, refresh_view};
use crate::clock::Clock;
use crate::crm::Account;
use crate::directory;
use crate::error::{Error, Result};
use crate::event::{Changes, Event};
use crate::id::{AttachmentId, CaseId};
use crate::intent::{self, Intent, State};
use crate::news;
use crate::search;
use crate::store::{Db, Opened, Store, Tx, cursor, identity};
use crate::undo::{Deed, LaneChange, Step, Steps};
use crate::unsent::{Also, Unsent};
use chrono::{DateTime, Utc};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::broadcast;
use uuid::Uuid;

/// The cursor that says when the first mirror was complete: nothing before it is news.
pub(crate) const FIRST_MIRROR: &str = "first_mirror_at";

/// The mirror of one account.
pub struct Mirror {
    store: Store,
    /// The safety net; none in memory, and none where nothing may be written.
    unsent: Mutex<Option<Unsent>>,
    /// What the person did in this run, to be taken back.
    steps: Mutex<Steps>,
    /// Every new index is complete.
    caught_up: AtomicBool,
    /// Time, chance and ids.
    pub clock: Arc<dyn Clock>,
    events: broadcast::Sender<Event>,
}

/// A transaction of the mirror: the store's, and what it touched.
pub struct Writing<'a> {
    tx: &'a Tx<'a>,
    clock: &'a dyn Clock,
    unsent: &'a Option<Unsent>,
    /// Files that were kept for this transaction.
    files: &'a RefCell<Vec<Uuid>>,
    touched: RefCell<BTreeSet<CaseId>>,
    checked: RefCell<BTreeSet<CaseId>>,
    lanes: RefCell<BTreeSet<CaseId>>,
    /// Lanes as they were before the person's act.
    noted: RefCell<BTreeMap<CaseId, Vec<Intent>>>,
    identity: Cell<bool>,
    occurred: RefCell<Vec<(CaseId, Occurrence)>>,
    outbox: Cell<bool>,
    inbox: Cell<bool>,
    reference: Cell<bool>,
    saved: Cell<bool>,
    choices: Cell<bool>,
}

impl<'a> Deref for Writing<'a> {
    type Target = Tx<'a>;

    fn deref(&self) -> &Tx<'a> {
        self.tx
    }
}

impl Writing<'_> {
    /// The clock.
    #[must_use]
    pub fn clock(&self) -> &dyn Clock {
        self.clock
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// This case's server row, comments, files or intents change here.
    pub fn touch(&self, case: CaseId) {
        self.touched.borrow_mut().insert(case);
    }

    /// This case was read whole here, and is as it was.
    pub fn checked(&self, case: CaseId) {
        self.checked.borrow_mut().insert(case);
    }

    /// This case's intents change here.
    pub fn touch_outbox(&self, case: CaseId) {
        self.touch(case);
        self.lanes.borrow_mut().insert(case);
        self.outbox.set(true);
    }

    /// The person acts on this case here: as its lane is now, it can be again. Before the first change to it.
    ///
    /// # Errors
    /// `Storage`.
    pub fn note(&self, case: CaseId) -> Result<()> {
        if !self.noted.borrow().contains_key(&case) {
            let lane = intent::table::of_case(self.tx, case)?;
            self.noted.borrow_mut().insert(case, lane);
        }
        Ok(())
    }

    fn step(&self) -> Result<Step> {
        let mut step = Step::new();
        for (case, before) in self.noted.take() {
            let after = intent::table::of_case(self.tx, case)?;
            let change = LaneChange {
                case,
                before,
                after,
            };
            if change.is_something() {
                step.push(change);
            }
        }
        Ok(step)
    }

    /// This case's drafts change here.
    pub fn touch_drafts(&self, case: CaseId) {
        self.lanes.borrow_mut().insert(case);
    }

    /// Whose mirror this is changes here.
    pub fn touch_identity(&self) {
        self.identity.set(true);
    }

    /// Keeps the bytes of a file that waits, a second time, before its intent is written.
    ///
    /// # Errors
    /// `DiskFull`, `Storage`.
    pub fn keep_file(&self, file: AttachmentId, bytes: &[u8]) -> Result<()> {
        match self.unsent {
            Some(unsent) => {
                self.files.borrow_mut().push(file.0);
                unsent.put_file(file.0, bytes)
            }
            None => Ok(()),
        }
    }

    /// The inbox of alerts changes here.
    pub fn touch_inbox(&self) {
        self.inbox.set(true);
    }

    /// Alerts were looked at here.
    pub fn looked_at(&self, changed: alert::table::Changed) {
        if changed.any {
            self.touch_inbox();
        }
        if changed.snoozed {
            self.touch_choices();
        }
    }

    /// The person looks at a case here: what was new there is not any more.
    ///
    /// # Errors
    /// `Storage`.
    pub fn look(&self, case: CaseId) -> Result<()> {
        if news::table::look(self, case, self.now())? {
            self.touch_choices();
        }
        self.touch(case);
        Ok(())
    }

    /// What the last look at a case put aside is new again here.
    ///
    /// # Errors
    /// `Storage`.
    pub fn take_back_look(&self, case: CaseId) -> Result<()> {
        news::table::take_back_look(self, case)?;
        self.touch_choices();
        self.touch(case);
        Ok(())
    }

    /// People, teams, accounts or tags change here.
    pub fn touch_directory(&self) {
        self.reference.set(true);
    }

    /// The saved views change here.
    pub fn touch_saved(&self) {
        self.saved.set(true);
    }

    /// What the person chose about alerts and files, a pinned case, what was put off, marked or only begun changes here.
    pub fn touch_choices(&self) {
        self.choices.set(true);
    }

    /// The vocabulary changes here: every view depends on it.
    ///
    /// # Errors
    /// `Storage`.
    pub fn touch_everything(&self) -> Result<()> {
        self.reference.set(true);
        self.touched
            .borrow_mut()
            .extend(case::table::all_ids(self.tx)?);
        Ok(())
    }

    /// Something happened that might deserve an alert. The rules are asked once this transaction has its view; whoever is to
    /// be told is told after the commit, once.
    pub fn occurred(&self, case: CaseId, what: Occurrence) {
        self.occurred.borrow_mut().push((case, what));
    }

    /// What is held and was not before needs the person.
    fn held_occurred(&self) -> Result<()> {
        for case in self.lanes.borrow().iter() {
            for intent in intent::table::of_case(self.tx, *case)? {
                if intent.state == State::Held && !intent.waits_by_choice() {
                    let version = format!("{} {}", intent.id, intent.attempts);
                    self.occurred(*case, Occurrence::new(Reason::Held, version));
                }
            }
        }
        Ok(())
    }
}

impl Mirror {
    /// The mirror in what was opened; what happens is told to `events`. A database that was made just now begins with the
    /// unsent work that stood beside the one before it.
    ///
    /// # Errors
    /// `Storage`, `DiskFull`.
    pub fn new(
        opened: Opened,
        clock: Arc<dyn Clock>,
        events: broadcast::Sender<Event>,
    ) -> Result<Mirror> {
        let unsent = opened
            .journal
            .map(|(journal, frames)| Unsent::new(journal, &frames));
        let mirror = Mirror {
            store: opened.store,
            unsent: Mutex::new(None),
            steps: Mutex::default(),
            caught_up: AtomicBool::new(false),
            clock,
            events,
        };
        if let (Some(unsent), true) = (&unsent, opened.is_new) {
            mirror.write(|w| {
                for case in unsent.restore(w)? {
                    w.touch(case);
                }
                Ok(())
            })?;
        }
        if mirror.read_only().is_none() && !mirror.read(taken_back::list)?.is_empty() {
            mirror.write(|w| taken_back::forget_all(w))?;
        }
        if mirror.read_only().is_none() && mirror.read(views_again)? {
            mirror.write(|w| {
                w.touch_everything()?;
                cursor::set(w, VIEWS_AGAIN, &false)
            })?;
        }
        if let Some(mut unsent) = unsent {
            mirror.read(|db| unsent.follow(db))?;
            *mirror.unsent() = Some(unsent);
        }
        Ok(mirror)
    }

    fn unsent(&self) -> MutexGuard<'_, Option<Unsent>> {
        self.unsent.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the person did in this run.
    pub(crate) fn steps(&self) -> MutexGuard<'_, Steps> {
        self.steps.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Why nothing can be written here, if nothing can.
    #[must_use]
    pub fn read_only(&self) -> Option<Error> {
        self.store.newer()
    }

    /// Runs `work` in one transaction, rewrites the view of what it touched, has unsent work stand a second time on disk,
    /// commits, and tells.
    ///
    /// # Errors
    /// Those of `work`, after rolling back everything; `DiskFull`; `Storage`.
    pub fn write<T>(&self, work: impl FnOnce(&Writing<'_>) -> Result<T>) -> Result<T> {
        let mut unsent = self.unsent();
        let before = unsent.as_ref().map(Unsent::mark);
        let files = RefCell::default();
        let written = self.store.write(|tx| {
            let writing = Writing {
                tx,
                clock: &*self.clock,
                unsent: &unsent,
                files: &files,
                touched: RefCell::default(),
                checked: RefCell::default(),
                lanes: RefCell::default(),
                noted: RefCell::default(),
                identity: Cell::new(false),
                occurred: RefCell::default(),
                outbox: Cell::new(false),
                inbox: Cell::new(false),
                reference: Cell::new(false),
                saved: Cell::new(false),
                choices: Cell::new(false),
            };
            let done = work(&writing)?;
            let step = writing.step()?;
            let touched = writing.touched.take();
            if !touched.is_empty() {
                let around = surroundings(tx)?;
                for case in &touched {
                    refresh_view(tx, *case, &around)?;
                }
            }
            writing.held_occurred()?;
            let occurred = writing.occurred.take();
            let alerts = settle(tx, &*self.clock, &occurred)?;
            let changed = Changes {
                outbox: writing.outbox.get(),
                alerts: writing.inbox.get() || !occurred.is_empty(),
                reference: writing.reference.get(),
                saved: writing.saved.get(),
                ..Changes::of_cases(&touched, &writing.checked.take())
            };
            let alerts = alerts.into_iter().map(Event::Alert);
            let changed = (!changed.is_empty()).then_some(Event::Changed(changed));
            let events = changed.into_iter().chain(alerts).collect::<Vec<_>>();
            let lanes = writing.lanes.take();
            let also = Also {
                account: writing.identity.get(),
                saved: writing.saved.get(),
                choices: writing.choices.get(),
            };
            let appended = match &mut *unsent {
                Some(unsent) => Some(unsent.append(tx, &lanes, also)?),
                None => None,
            };
            Ok((done, events, appended, step))
        });
        if let (Err(_), Some(unsent), Some(before)) = (&written, &mut *unsent, before) {
            unsent.take_back(before, &files.take());
        }
        let (done, events, appended, step) = written?;
        self.steps().did(Deed::Wanted(step));
        if let (Some(unsent), Some(appended)) = (&mut *unsent, appended) {
            unsent.committed(appended);
        }
        drop(unsent);
        for event in events {
            self.tell(event);
        }
        Ok(done)
    }

    /// Writes the views of the next cases that a new index lacks, and those cases into it; tells whether there may be more.
    /// Nearly always there is nothing to do.
    ///
    /// # Errors
    /// `DiskFull`; `Storage`.
    pub fn catch_up(&self) -> Result<bool> {
        if self.caught_up.load(Ordering::SeqCst) {
            return Ok(false);
        }
        if !self.read(search::table::is_behind)? {
            // Only a newer layout leaves something behind, before this is made.
            self.caught_up.store(true, Ordering::SeqCst);
            return Ok(false);
        }
        self.write(|w| {
            let behind = search::table::catch_up(w)?;
            behind.iter().for_each(|case| w.touch(*case));
            Ok(!behind.is_empty())
        })
    }

    /// Runs `work` on one consistent picture of the mirror.
    ///
    /// # Errors
    /// Those of `work`; `Storage`.
    pub fn read<T>(&self, work: impl FnOnce(&Db) -> Result<T>) -> Result<T> {
        self.store.read(work)
    }

    /// The bytes of a file that waits to be sent. Where its copy here is not what the person attached, or is not to be read, it
    /// is taken as it stands a second time on disk; `None`: it is nowhere.
    ///
    /// # Errors
    /// `SpoiledFile`, `Damaged`: neither copy is whole. `Storage`.
    pub fn waiting_file(&self, file: AttachmentId) -> Result<Option<Vec<u8>>> {
        let here = self.read(|db| attachment::table::bytes(db, file));
        if let Ok(Some(_)) = here {
            return here;
        }
        let Some((_, hash)) = self.read(|db| intent::table::unsent_file(db, file))? else {
            return here;
        };
        let unsent = self.unsent();
        let second = unsent.as_ref().and_then(|unsent| unsent.file(file.0));
        let whole = second.filter(|bytes| attachment::hash(bytes) == hash);
        match (whole, here) {
            (Some(whole), _) => Ok(Some(whole)),
            (None, here) => here,
        }
    }

    /// Bytes that are free where it lies; `None` where nobody can say.
    #[must_use]
    pub fn free_room(&self) -> Option<u64> {
        self.store.free_room()
    }

    /// Makes sure that a full disk is not the end: see [`Store::take_ballast`].
    pub fn look_after_room(&self) {
        self.store.take_ballast();
    }

    /// Runs a person's act. Where the disk is full the ballast is thrown off, and the act is done again: nothing of it was.
    ///
    /// # Errors
    /// Those of `act`; `DiskFull` where there was no ballast any more.
    pub fn with_ballast<T>(&self, act: impl Fn() -> Result<T>) -> Result<T> {
        match act() {
            Err(Error::DiskFull) if self.store.throw_ballast() => act(),
            done => done,
        }
    }

    /// Gives unused room back to the disk.
    ///
    /// # Errors
    /// `DiskFull`; `Storage`.
    pub fn give_room_back(&self) -> Result<()> {
        self.store.give_room_back()
    }

    /// Tells listeners. Nobody listening is no fault.
    pub fn tell(&self, event: Event) {
        let _ = self.events.send(event);
    }

    /// The same, for who outlives a borrow of this.
    pub(crate) fn teller(&self) -> impl Fn(Event) + Send + Sync + 'static {
        let events = self.events.clone();
        move |event| {
            let _ = events.send(event);
        }
    }

    /// A new listener.
    #[must_use]
    pub fn listen(&self) -> broadcast::Receiver<Event> {
        self.events.subscribe()
    }
}

/// The cursor by which a layout asks for every view to be written again.
const VIEWS_AGAIN: &str = "views_again";

fn views_again(db: &Db) -> Result<bool> {
    Ok(cursor::get(db, VIEWS_AGAIN)?.unwrap_or_default())
}

/// What every view depends on besides its case.
pub(crate) fn surroundings(db: &Db) -> Result<Surroundings> {
    let account: Option<Account> = identity::get(db)?;
    Ok(Surroundings {
        vocabulary: directory::table::vocabulary(db)?,
        me: account.and_then(|a| a.me.id),
    })
}

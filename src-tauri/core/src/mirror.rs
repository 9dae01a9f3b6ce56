//! The store with its law: whatever a transaction touches, its view is rewritten in the same transaction, and listeners
//! hear of it after the commit.
//!
//! Every writer of the engine (mutations, pull, push) goes through [`Mirror::write`]. No network here, no decision.

use crate::alert;
use crate::case;
use crate::case::table::{Surroundings, refresh_view};
use crate::clock::Clock;
use crate::crm::Account;
use crate::directory;
use crate::error::Result;
use crate::event::{Changes, Event};
use crate::id::{AlertId, CaseId};
use crate::store::{Db, Store, Tx, cursor, identity};
use chrono::{DateTime, Utc};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::Arc;
use tokio::sync::broadcast;

/// The cursor that says when the first mirror was complete: nothing before it is news.
pub(crate) const FIRST_MIRROR: &str = "first_mirror_at";

/// The mirror of one account.
pub struct Mirror {
    store: Store,
    /// Time, chance and ids.
    pub clock: Arc<dyn Clock>,
    events: broadcast::Sender<Event>,
}

/// A transaction of the mirror: the store's, and what it touched.
pub struct Writing<'a> {
    tx: &'a Tx<'a>,
    clock: &'a dyn Clock,
    touched: RefCell<BTreeSet<CaseId>>,
    alerts: RefCell<Vec<AlertId>>,
    outbox: Cell<bool>,
    inbox: Cell<bool>,
    reference: Cell<bool>,
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

    /// This case's intents change here.
    pub fn touch_outbox(&self, case: CaseId) {
        self.touch(case);
        self.outbox.set(true);
    }

    /// The inbox of alerts changes here.
    pub fn touch_inbox(&self) {
        self.inbox.set(true);
    }

    /// People, teams, accounts or tags change here.
    pub fn touch_directory(&self) {
        self.reference.set(true);
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

    /// Keeps an alert, and has it shown after the commit, unless it was told before.
    ///
    /// # Errors
    /// `Storage`.
    pub fn raise(&self, case: CaseId, decision: &alert::Decision) -> Result<()> {
        let id = AlertId(self.clock.new_id());
        if alert::table::add(self.tx, id, case, decision, self.now())? {
            self.alerts.borrow_mut().push(id);
            self.inbox.set(true);
        }
        Ok(())
    }
}

impl Mirror {
    /// A mirror in `store`; what happens is told to `events`.
    #[must_use]
    pub fn new(store: Store, clock: Arc<dyn Clock>, events: broadcast::Sender<Event>) -> Mirror {
        Mirror {
            store,
            clock,
            events,
        }
    }

    /// Runs `work` in one transaction, rewrites the view of what it touched, commits, and tells.
    ///
    /// # Errors
    /// Those of `work`, after rolling back everything; `DiskFull`; `Storage`.
    pub fn write<T>(&self, work: impl FnOnce(&Writing<'_>) -> Result<T>) -> Result<T> {
        let (done, events) = self.store.write(|tx| {
            let writing = Writing {
                tx,
                clock: &*self.clock,
                touched: RefCell::default(),
                alerts: RefCell::default(),
                outbox: Cell::new(false),
                inbox: Cell::new(false),
                reference: Cell::new(false),
            };
            let done = work(&writing)?;
            let touched = writing.touched.take();
            if !touched.is_empty() {
                let around = surroundings(tx)?;
                for case in &touched {
                    refresh_view(tx, *case, &around)?;
                }
            }
            let changed = Changes {
                outbox: writing.outbox.get(),
                alerts: writing.inbox.get(),
                reference: writing.reference.get(),
                ..Changes::of_cases(&touched)
            };
            let alerts = writing.alerts.take().into_iter().map(Event::Alert);
            let changed = (!changed.is_empty()).then_some(Event::Changed(changed));
            Ok((done, changed.into_iter().chain(alerts).collect::<Vec<_>>()))
        })?;
        for event in events {
            self.tell(event);
        }
        Ok(done)
    }

    /// Runs `work` on one consistent picture of the mirror.
    ///
    /// # Errors
    /// Those of `work`; `Storage`.
    pub fn read<T>(&self, work: impl FnOnce(&Db) -> Result<T>) -> Result<T> {
        self.store.read(work)
    }

    /// Tells listeners. Nobody listening is no fault.
    pub fn tell(&self, event: Event) {
        let _ = self.events.send(event);
    }

    /// A new listener.
    #[must_use]
    pub fn listen(&self) -> broadcast::Receiver<Event> {
        self.events.subscribe()
    }
}

/// What every view depends on besides its case.
pub(crate) fn surroundings(db: &Db) -> Result<Surroundings> {
    let account: Option<Account> = identity::get(db)?;
    Ok(Surroundings {
        vocabulary: directory::table::vocabulary(db)?,
        me: account.and_then(|a| a.me.id),
        unread_since: cursor::get(db, FIRST_MIRROR)?,
    })
}

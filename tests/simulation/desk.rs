//! One of alice's two computers: its engine, its line, its clock, and what runs on it.

use crate::chance::Chance;
use crate::line::{Line, Net};
use crate::time::{ComputerClock, Time};
use crate::undo::Done;
use chrono::TimeDelta;
use satchel_core::Core;
use satchel_core::case::view::{CaseQuery, CaseRow, OutboxItem, SortKey, View};
use satchel_core::crm::sign_in::with_token;
use satchel_core::crm::{Account, Token};
use satchel_core::error::Result;
use satchel_core::event::Event;
use satchel_core::id::{CaseId, ServerId};
use satchel_core::store::Place;
use satchel_core::store::key::DataKey;
use satchel_sandbox::{ALICE, Dialect};
use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::TryRecvError;
use uuid::Uuid;

type Task = Pin<Box<dyn Future<Output = ()> + Send>>;

/// A computer.
pub(crate) struct Desk {
    core: Option<Core>,
    task: Option<Task>,
    pub(crate) line: Arc<Line>,
    clock: Arc<ComputerClock>,
    place: Place,
    account: Option<Account>,
    /// Its engine runs all the time; else it runs when somebody asks for a sync, as in a terminal.
    pub(crate) is_window: bool,
    /// Which case of the server each of its cases is.
    pub(crate) known: BTreeMap<CaseId, Uuid>,
    /// Cases made here that the server has, as the witness knows.
    pub(crate) made: BTreeMap<CaseId, Uuid>,
    /// What its list held last.
    pub(crate) listed: BTreeSet<CaseId>,
    /// Its list, as it was when everybody last rested.
    pub(crate) rows: Vec<CaseRow>,
    /// It lost its database at some time, and with it its history.
    pub(crate) lost: bool,
    /// The folder of its mirror, as long as the computer.
    folder: Option<tempfile::TempDir>,
    /// What its engine told since its list was read last; none: its list has to be read.
    told: Option<broadcast::Receiver<Event>>,
    /// What she did in this run of the program.
    pub(crate) done: Done,
    /// The cases whose files she wants kept.
    pub(crate) pinned: BTreeSet<CaseId>,
}

impl Drop for Desk {
    /// Its line knows its engine, and its engine the line: each would keep the other, and a database, for good.
    fn drop(&mut self) {
        *self.line.core() = None;
    }
}

impl Desk {
    pub(crate) fn new(
        number: usize,
        seed: u64,
        time: &Arc<Time>,
        net: &Arc<Mutex<Net>>,
        skew: i64,
    ) -> Result<Desk> {
        let mut chance = Chance::of(&[seed, 21, number as u64]);
        let hours = if chance.per_mille(200) {
            chance.between(-20, 20)
        } else {
            0
        };
        let wrong_by = TimeDelta::hours(hours + skew);
        let on_disk = chance.per_mille(80);
        let folder = on_disk.then(|| fast_folder().expect("a folder for the mirror"));
        if let Some(folder) = &folder {
            has_ballast(&folder.path().join("mirror")).expect("a ballast");
        }
        let place = folder
            .as_ref()
            .map_or(Place::Memory, |f| Place::Folder(f.path().join("mirror")));
        let computer = u8::try_from(number).unwrap_or(u8::MAX);
        let clock = ComputerClock::new(time, wrong_by, seed, computer);
        let mut desk = Desk {
            core: None,
            task: None,
            line: Arc::new(Line {
                computer: number,
                time: Arc::clone(time),
                net: Arc::clone(net),
                is_up: AtomicBool::new(true),
                core: Mutex::default(),
            }),
            clock,
            place,
            account: None,
            is_window: chance.per_mille(800),
            known: BTreeMap::new(),
            made: BTreeMap::new(),
            listed: BTreeSet::new(),
            rows: Vec::new(),
            lost: false,
            folder,
            told: None,
            done: Done::default(),
            pinned: BTreeSet::new(),
        };
        desk.starts()?;
        Ok(desk)
    }

    /// Signs in for the first time; the future needs the world's time to pass.
    pub(crate) fn signing_in(&self) -> impl Future<Output = Result<Account>> + Send + 'static {
        let line = Arc::clone(&self.line);
        let organization = {
            let net = line.net();
            let crm = &net.server.crm;
            let documented = crm.dialect() == Dialect::Documented;
            documented.then(|| ServerId(crm.org().id.to_string()))
        };
        async move { with_token(&*line, "https://crm.test", &Token::new(ALICE), organization).await }
    }

    pub(crate) fn core(&self) -> &Core {
        self.core.as_ref().expect("a computer that is on")
    }

    /// Connects, as signing in (again) does.
    pub(crate) fn connects(&mut self, account: Account) -> Result<()> {
        let line = Arc::clone(&self.line);
        self.core()
            .connect(&account, Token::new(ALICE), line as _)?;
        self.account = Some(account);
        if self.is_window && self.task.is_none() {
            self.task = Some(Box::pin(self.core().run()));
        }
        Ok(())
    }

    /// Signs in again as the same person.
    pub(crate) fn signs_in_again(&mut self) -> Result<()> {
        match self.account.clone() {
            Some(account) => self.connects(account),
            None => Ok(()),
        }
    }

    /// Runs all the time from now on.
    pub(crate) fn opens_window(&mut self) {
        if !self.is_window {
            self.is_window = true;
            self.task = Some(Box::pin(self.core().run()));
        }
    }

    /// The person asks for a sync.
    pub(crate) fn syncs(&mut self) {
        if self.is_window {
            self.core().sync_now();
        } else if self.task.is_none() {
            let core = self.core().clone();
            self.task = Some(Box::pin(async move {
                let _trouble = core.sync_once().await;
            }));
        }
    }

    fn starts(&mut self) -> Result<()> {
        let clock = Arc::clone(&self.clock);
        let core = Core::open(&self.place, &DataKey::for_tests(7), clock as _)?;
        *self.line.core() = Some(core.clone());
        self.told = None;
        self.done = Done::default();
        self.core = Some(core);
        Ok(())
    }

    fn ends(&mut self) {
        (self.task, self.core) = (None, None);
        let mut net = self.line.net();
        net.server.sweeps.forget(self.line.computer);
        drop(net);
        *self.line.core() = None;
    }

    /// The program ends; before it starts again, the file of its mirror is gone, or scribbled over.
    pub(crate) fn loses_database(&mut self, scribbled: bool) -> Result<()> {
        let core = self.core.take();
        self.ends();
        // Who holds a clone of it would hold the lock of its folder, too.
        drop(core);
        if let Place::Folder(folder) = &self.place {
            let file = folder.join("mirror.db");
            for beside in ["mirror.db-wal", "mirror.db-shm"] {
                let _absent = std::fs::remove_file(folder.join(beside));
            }
            if scribbled {
                let size = std::fs::metadata(&file).map_or(4096, |m| m.len());
                let noise = vec![7; usize::try_from(size).unwrap_or(4096)];
                std::fs::write(&file, noise).expect("a file to scribble over");
            } else {
                std::fs::remove_file(&file).expect("a file to lose");
            }
        }
        self.listed.clear();
        self.lost = true;
        self.starts()?;
        self.signs_in_again()
    }

    /// Can its program end and start again? Not where the mirror is in memory only.
    pub(crate) fn can_restart(&self) -> bool {
        self.folder.is_some()
    }

    /// The program ends, whatever it was doing, and starts again.
    pub(crate) fn restarts(&mut self) -> Result<()> {
        self.ends();
        self.starts()?;
        self.signs_in_again()
    }

    pub(crate) fn plug(&self, up: bool) {
        self.line.is_up.store(up, Ordering::SeqCst);
        if up {
            self.core().network_changed();
        }
    }

    pub(crate) fn is_plugged(&self) -> bool {
        self.line.is_up.load(Ordering::SeqCst)
    }

    /// Goes on with what it does, until it waits.
    pub(crate) fn goes_on(&mut self) {
        let Some(task) = &mut self.task else { return };
        let mut context = Context::from_waker(Waker::noop());
        if let Poll::Ready(()) = task.as_mut().poll(&mut context) {
            self.task = None;
        }
    }

    /// Every case of its list.
    pub(crate) fn lists(&self) -> Result<Vec<CaseRow>> {
        let question = CaseQuery {
            view: View::All,
            text: String::new(),
            sort: SortKey::Name,
            descending: false,
            offset: 0,
            limit: 500,
        };
        Ok(self.core().list_cases(&question)?.rows)
    }

    pub(crate) fn outbox(&self) -> Result<Vec<OutboxItem>> {
        self.core().outbox()
    }

    /// Has anything of its list changed since this was asked last?
    fn has_changed(&mut self) -> bool {
        let events = self.core().events();
        let Some(mut told) = self.told.replace(events) else {
            return true;
        };
        let mut changed = false;
        loop {
            match told.try_recv() {
                Ok(Event::Changed(what)) => changed |= what.all || !what.cases.is_empty(),
                Err(TryRecvError::Lagged(_)) => changed = true,
                Ok(_) => {}
                Err(TryRecvError::Empty | TryRecvError::Closed) => return changed,
            }
        }
    }

    /// Learns which of its cases is which of the server's: a name belongs to one case for ever.
    pub(crate) fn learns(&mut self) -> Result<Vec<CaseRow>> {
        let rows = if self.has_changed() {
            self.lists()?
        } else {
            self.rows.clone()
        };
        let net = self.line.net();
        for row in rows.iter().filter(|row| row.on_server) {
            let named = net.server.names.get(&row.name);
            if let Some(id) = named.or_else(|| self.made.get(&row.id)) {
                self.known.entry(row.id).or_insert(*id);
            }
        }
        drop(net);
        Ok(rows)
    }
}

/// A folder in memory, where the machine has one: what is proved here is not the disk.
fn fast_folder() -> std::io::Result<tempfile::TempDir> {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir())
}

/// The ballast stands already, and weighs nothing: making it takes longer than all that a schedule does.
fn has_ballast(mirror: &std::path::Path) -> std::io::Result<()> {
    std::fs::create_dir_all(mirror)?;
    std::fs::File::create(mirror.join("ballast"))?.set_len(32 * 1024 * 1024)
}

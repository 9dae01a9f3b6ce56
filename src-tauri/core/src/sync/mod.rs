//! The loop: one task, one step at a time, push before pull.
//!
//! It asks `plan.rs` (pure; with the manners of `rhythm.rs`) what is next, does it (`push.rs`, `pull.rs`), and sleeps until something is due or somebody
//! wakes it. It has no runtime of its own: `Clock` sleeps, `Transport` speaks. No lock is held over an await.

mod backoff;
mod deadlines;
pub mod diary;
pub(crate) mod files;
mod merge;
pub mod plan;
mod pull;
mod push;
mod remember;
mod report;
pub mod rhythm;
mod scoped;
pub mod status;
mod uploads;
mod verify;
mod witness;

use crate::case::due::{self, Stale};
use crate::case::table as case_table;
use crate::crm::{AT_ONCE, Crm, CrmError, Next};
use crate::error::{AppError, Error, Result};
use crate::event::Event;
use crate::id::IntentId;
use crate::lease::{self, Standing};
use crate::mirror::Mirror;
use crate::sentence::Cannot;
use crate::store::cursor;
use chrono::{DateTime, TimeDelta, Utc};
use deadlines::Deadlines;
use diary::{DiaryEntry, Doing};
use files::{FilesNow, beside, either};
use futures_util::future::BoxFuture;
use plan::{Picture, Step};
use rhythm::{Around, Course};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, Semaphore};
use uploads::Uploads;

/// Being let in is written down in steps of this.
const LET_IN: TimeDelta = TimeDelta::hours(1);

/// A wait as long as this means that nobody knows when something is due.
const UNKNOWN: Duration = Duration::from_secs(3600);

/// A backlog of details smaller than this is not worth a progress bar.
const WORTH_A_BAR: u32 = 25;

/// The engine of one account.
pub(crate) struct Engine {
    pub(crate) mirror: Mirror,
    crm: Mutex<Option<Crm>>,
    /// Why the server must not be spoken to, where it must not.
    barred: Mutex<Option<Cannot>>,
    /// A place for each request that may be under way, whoever signed in.
    places: Arc<Semaphore>,
    wake: Notify,
    asked: AtomicBool,
    stopped: AtomicBool,
    page_size: AtomicU32,
    can_ask: AtomicBool,
    live: Mutex<Live>,
    stumbles: Mutex<HashMap<IntentId, u32>>,
    pub(crate) uploads: Uploads,
    /// `None`: not read yet.
    diary: Mutex<Option<Vec<DiaryEntry>>>,
}

/// What is true now and need not survive the program.
#[derive(Clone, Default)]
struct Live {
    error: Option<AppError>,
    course: Course,
    around: Around,
    files: FilesNow,
    deadlines: Deadlines,
    doing: Option<Doing>,
    next_at: Option<DateTime<Utc>>,
}

impl Engine {
    pub(crate) fn new(mirror: Mirror) -> Engine {
        let course = Course::start(mirror.clock.now(), mirror.clock.chance());
        Engine {
            mirror,
            crm: Mutex::new(None),
            barred: Mutex::default(),
            places: Arc::new(Semaphore::new(AT_ONCE)),
            wake: Notify::new(),
            asked: AtomicBool::new(false),
            stopped: AtomicBool::new(false),
            page_size: AtomicU32::new(rhythm::PAGES.1),
            can_ask: AtomicBool::new(false),
            live: Mutex::new(Live {
                course,
                ..Live::default()
            }),
            stumbles: Mutex::default(),
            uploads: Uploads::default(),
            diary: Mutex::default(),
        }
    }

    /// Gives the engine a server to talk to; `None` takes it away.
    pub(crate) fn connect(&self, crm: Option<Crm>) {
        if crm.is_some() {
            *self.barred.lock().unwrap_or_else(PoisonError::into_inner) = None;
        }
        // What is on its way by an older sign-in keeps its place.
        let crm = crm.map(|crm| crm.sharing(&self.places));
        *self.crm.lock().unwrap_or_else(PoisonError::into_inner) = crm;
        self.wake_up();
    }

    pub(crate) fn crm(&self) -> Option<Crm> {
        self.crm
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Something may be due now: a mutation, a person, the network. Whatever was waited for after trouble is tried now.
    pub(crate) fn wake_up(&self) {
        self.live(|live| live.course.woken());
        self.wake.notify_one();
    }

    /// A mutation was made: look at the outbox now, unless trouble is being waited out.
    pub(crate) fn nudge(&self) {
        self.wake.notify_one();
    }

    /// The person asks for a sync.
    pub(crate) fn ask(&self) {
        self.asked.store(true, Ordering::SeqCst);
        self.live(|live| live.course.asked());
        self.wake_up();
    }

    /// Ends [`Engine::run`] at its next step.
    pub(crate) fn stop(&self) {
        self.stopped.store(true, Ordering::SeqCst);
        self.wake.notify_one();
    }

    fn live<T>(&self, change: impl FnOnce(&mut Live) -> T) -> T {
        change(&mut self.live.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The case of this intent could not be read before sending it: how often in a row?
    fn stumbled(&self, intent: IntentId) -> u32 {
        let mut stumbles = self.stumbles.lock().unwrap_or_else(PoisonError::into_inner);
        let times = stumbles.entry(intent).or_default();
        *times = times.saturating_add(1);
        *times
    }

    /// It could be read.
    fn walks_again(&self, intent: IntentId) {
        let mut stumbles = self.stumbles.lock().unwrap_or_else(PoisonError::into_inner);
        stumbles.remove(&intent);
    }

    fn page_size(&self) -> u32 {
        self.page_size.load(Ordering::Relaxed)
    }

    fn set_page_size(&self, rows: u32) {
        self.page_size.store(rows, Ordering::Relaxed);
    }

    /// Runs until [`Engine::stop`]: step by step, with at most one file on its way beside.
    pub(crate) async fn run(&self) {
        let mut file = None;
        while !self.stopped.load(Ordering::SeqCst) {
            // Trouble is noted by the step itself; the next one says how long it is waited out.
            let wait = beside(&mut file, self.step()).await.unwrap_or_default();
            // They come without a network, too; that they can't be noted now is no reason to stop.
            let _ = self.look_at_deadlines();
            self.mirror.tell(Event::Status);
            if let Some(mut wait) = wait {
                self.mirror.look_after_room();
                if !self.files_may_go() {
                    // Of what did not come whole nothing is kept: this server can't go on in the middle.
                    file = None;
                    // What waits is counted all the same; a picture of it that can't be taken is taken again.
                    let _ = self.count_waiting();
                } else if file.is_none() {
                    match self.breath_left() {
                        Some(left) => wait = wait.min(left),
                        None => file = self.begin_file(),
                    }
                }
                self.live(|live| live.files.under_way = file.is_some());
                // When the file ends, the next one may be due.
                either(&mut file, self.rest(wait)).await;
            }
        }
        self.live(|live| live.files.under_way = false);
    }

    /// Begins to fetch the next file, where one is due.
    fn begin_file(&self) -> Option<BoxFuture<'_, ()>> {
        let crm = self.crm()?;
        let id = self.next_file().ok()??;
        Some(Box::pin(async move {
            if let Err(e) = self.fetch(&crm, id).await {
                self.trouble(&e);
            }
            self.breathe();
        }))
    }

    /// Fetches all files that are due now, one after the other: for terminals and tests.
    pub(crate) async fn fetch_files(&self) -> Result<()> {
        while let (Some(crm), true) = (self.crm(), self.files_may_go()) {
            let Some(id) = self.next_file()? else { break };
            self.fetch(&crm, id)
                .await
                .inspect_err(|e| self.trouble(e))?;
        }
        Ok(())
    }

    /// What the computer tells of the moment.
    pub(crate) fn set_around(&self, around: Around) {
        let changed = self.live(|live| std::mem::replace(&mut live.around, around) != around);
        if changed {
            self.nudge();
            self.mirror.tell(Event::Status);
        }
    }

    /// Does the next step, and notes its trouble; tells how long nothing is due.
    pub(crate) async fn step(&self) -> Result<Option<Duration>> {
        let done = self.next_step().await;
        let doing = self.live(|live| live.doing.take());
        match &done {
            Err(e) => {
                self.trouble(e);
                self.note(doing, Some(&AppError::from(e)));
            }
            Ok(None) => self.note(doing, None),
            Ok(Some(wait)) => {
                let at = (*wait < UNKNOWN).then(|| self.mirror.clock.now() + *wait);
                self.live(|live| live.next_at = at);
            }
        }
        done
    }

    async fn next_step(&self) -> Result<Option<Duration>> {
        // A newer layout brought a new index: it fills bit by bit, with or without a server.
        let more = self.mirror.catch_up()?;
        let rest = self.server_step().await;
        match (more, rest) {
            (false, rest) => rest,
            (true, Ok(_)) => Ok(None),
            (true, Err(e)) => {
                self.trouble(&e);
                Ok(None)
            }
        }
    }

    async fn server_step(&self) -> Result<Option<Duration>> {
        let Some(crm) = self.crm() else {
            return Ok(Some(Duration::from_secs(3600)));
        };
        if self.paused_since()?.is_some() {
            return Ok(Some(Duration::from_secs(3600)));
        }
        if let Some(at) = self.live(|live| live.course.next_try_at()) {
            let left = (at - self.mirror.clock.now()).to_std().unwrap_or_default();
            if left > Duration::ZERO {
                return Ok(Some(left));
            }
        }
        let now = self.mirror.clock.now();
        let asked = self.asked.load(Ordering::SeqCst);
        let picture = self.picture(&crm, now, asked)?;
        let step = plan::next(&picture, now);
        self.live(|live| live.doing = remember::doing(&step));
        match step {
            Step::Push => {
                if !push::push(self, &crm).await? {
                    // Each intent waits by itself; that the server is well is for others to say.
                    return Ok(None);
                }
            }
            Step::Directory => pull::directory(self, &crm).await?,
            Step::Catalogue => pull::catalogue::catalogue(self, &crm).await?,
            Step::Head => pull::head(self, &crm).await?,
            Step::Hints => pull::hints(self, &crm, asked).await?,
            Step::Sweep => pull::sweep(self, &crm).await?,
            Step::Details => pull::details(self, &crm, Stale::NOTHING).await?,
            Step::Refresh => {
                pull::details(self, &crm, rhythm::stale(now, picture.has_feed)).await?;
                self.live(|live| live.course.refreshed(now));
            }
            Step::Wait(at) => {
                return Ok(Some(
                    (at - now)
                        .to_std()
                        .unwrap_or_default()
                        .max(Duration::from_millis(50)),
                ));
            }
        }
        if step != Step::Push {
            self.was_let_in(false)?;
        }
        if asked && matches!(step, Step::Hints | Step::Sweep) {
            self.asked.store(false, Ordering::SeqCst);
        }
        let clock = &self.mirror.clock;
        let now = clock.now();
        self.live(|live| {
            live.error = None;
            live.course.went_well(now, || clock.chance());
        });
        Ok(None)
    }

    /// The server let the person in. Written down now and then, unless it has to be `at_once`.
    pub(crate) fn was_let_in(&self, at_once: bool) -> Result<()> {
        let now = self.mirror.clock.now();
        let kept = self.mirror.read(lease::table::kept)?;
        let before = match kept {
            Some(lease) => lease,
            None => self.mirror.read(|db| lease::table::in_force(db, now))?,
        };
        let is_fresh =
            (now - before.let_in_at).abs() < LET_IN && before.standing() == Standing::Good;
        if at_once || kept.is_none() || !is_fresh {
            let lease = before.extended(now);
            self.mirror.write(|w| lease::table::keep(w, lease))?;
        }
        Ok(())
    }

    fn picture(&self, crm: &Crm, now: DateTime<Utc>, asked: bool) -> Result<Picture> {
        let has_feed = crm.account().capabilities.has_activity_feed;
        let course = self.live(|live| live.course.clone());
        self.mirror.read(|db| {
            let stale = rhythm::stale(now, has_feed);
            let stand = self.stand(db)?;
            let scope = stand.in_force(now);
            let is_due = |stale| due::table::is_due(db, now, stale, scope);
            let refresh_due = is_due(stale)?;
            let here = if refresh_due {
                case_table::coverage(db)?.0
            } else {
                0
            };
            let details_due = refresh_due && is_due(Stale::NOTHING)?;
            let (outbox_due, outbox_next) = push::due(db, now)?;
            let far = cursor::several(
                db,
                [
                    pull::SWEEP,
                    pull::catalogue::CATALOGUE,
                    pull::DIRECTORY_AT,
                    pull::HINTS_AT,
                    pull::SWEPT_AT,
                    pull::GAP,
                ],
            )?;
            let sweep: Option<pull::Sweep> = far.get(pull::SWEEP);
            let walk: Option<pull::catalogue::Walk> = far.get(pull::catalogue::CATALOGUE);
            Ok(Picture {
                catalogue_at: walk.as_ref().and_then(|w| w.done_at),
                cataloguing: walk.is_some_and(|w| w.done_at.is_none()),
                outbox_due: !outbox_due.is_empty(),
                outbox_next,
                directory_at: far.get(pull::DIRECTORY_AT),
                head_done: stand.head_at.is_some(),
                sample_due: stand.wants_sample(now),
                hints_at: far.get(pull::HINTS_AT),
                sweep_took: TimeDelta::milliseconds(sweep.as_ref().map_or(0, |s| s.took)),
                sweeping: sweep.is_some_and(|s| s.done_at.is_none()),
                swept_at: far.get(pull::SWEPT_AT),
                gap: far.get(pull::GAP).unwrap_or_default(),
                sweep_after: course.sweep_after(),
                rest_after: course.rest_after(),
                details_due,
                named_due: details_due && due::table::is_named(db, now)?,
                refresh_due,
                refreshed_at: course.refreshed_at(),
                refresh_every: rhythm::refresh_every(here, has_feed),
                asked,
                has_feed,
            })
        })
    }

    /// Notes trouble, and when to try again.
    fn trouble(&self, error: &Error) {
        let asked = match error {
            Error::Crm(e) => match e.next(crate::crm::Effect::Read) {
                Next::Retry(asked) => asked,
                // Nothing but a new sign-in helps, and that wakes the loop.
                Next::SignIn => Some(Duration::from_secs(600)),
                Next::Verify | Next::Hold | Next::Gone => None,
            },
            _ => None,
        };
        if !matches!(error, Error::Crm(CrmError::Unreachable(_))) {
            tracing::warn!(code = ?error.code(), "sync trouble");
        }
        self.shut_out(error);
        let chance = self.mirror.clock.chance();
        let now = self.mirror.clock.now();
        self.live(|live| {
            live.error = Some(AppError::from(error));
            live.course.failed(now, chance, asked);
        });
    }
}

/// The loop of an engine, as a future for the host's runtime.
pub(crate) async fn run(engine: Arc<Engine>) {
    engine.run().await;
}

//! How the app comes to an open mirror: sign-in, keys, passphrase, the demo; and what the window is told about it.
//!
//! Rules: no key, no plain text; a key that is missing or locked deletes nothing and makes no new one; a token lies in the
//! keyring, or, where there is none, in the encrypted mirror (docs/decisions/0006). The engine does the rest.
//!
//! `session/door.rs`: the ways in. `session/keys.rs`: the keys of a mirror. `session/opening.rs`: from a key to a running,
//! connected engine. `session/locking.rs`: what locks it, and how it opens again. `session/mirrors.rs`: from one mirror to another. `session/leaving.rs`: the way out.

mod diagnosis;
mod door;
mod keys;
mod leaving;
mod locking;
mod mirrors;
mod opening;
mod way;

use crate::alerts;
use crate::connection::Route;
use crate::demo::{self, Demo};
use crate::habits::{self, Habits};
use crate::lock::KeyringAwaited;
use crate::look::{self, Look};
use crate::managed;
use crate::opened;
use crate::pages::Drawn;
use crate::panes;
use crate::places::Places;
use crate::shortcuts::{self, Shortcut};
use satchel_core::Core;
use satchel_core::case::NAME_LIMIT;
use satchel_core::case::view::View;
use satchel_core::comment::TEXT_LIMIT;
use satchel_core::crm::dialect::Dialect;
use satchel_core::crm::http::Http;
use satchel_core::crm::origin::Origin;
use satchel_core::crm::{self, Account, Credential};
use satchel_core::error::{AppError, Code, Error};
use satchel_core::id::ServerId;
use satchel_core::policy::{Managed, Policy};
use serde::Serialize;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use tauri::async_runtime::JoinHandle;
use tauri::{AppHandle, Manager};
use tauri_specta::Event;
use tokio::sync::oneshot;

pub(crate) use door::SignedIn;
pub(crate) use leaving::{BeforeSignOut, SignedOut};
pub(crate) use locking::{Safety, ShownLock, WhyLocked};
pub(crate) use mirrors::ShownMirror;

/// Where the app is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Phase {
    /// Nobody has signed in yet.
    SignIn,
    /// No keyring answers: the mirror needs a passphrase.
    NewPassphrase,
    /// The mirror waits for a key; `lock` says why and which.
    Locked,
    /// The mirror is open.
    Ready,
    /// It can't go on; the error says why and what to do.
    Stopped,
}

/// Where the app is, for the window.
#[derive(Clone, Debug, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AppState {
    /// The screen to show.
    pub phase: Phase,
    /// Why, where it is not obvious.
    pub error: Option<AppError>,
    /// Where it is locked: why, and what opens it.
    pub lock: Option<ShownLock>,
    /// Who is signed in where.
    pub account: Option<ShownAccount>,
    /// The demo's cable.
    pub demo: Option<DemoState>,
    /// At the sign-in: the server to begin with.
    pub server: Option<String>,
    /// At the sign-in: somebody just signed out.
    pub signed_out: Option<SignedOut>,
    /// The view to begin with.
    pub start_view: View,
    /// How the window looks.
    pub look: Look,
    /// What an administrator set.
    pub managed: Managed,
}

/// The demo's cable.
#[derive(Clone, Copy, Debug, Serialize, specta::Type)]
#[serde(rename = "Demo")]
pub(crate) struct DemoState {
    /// It is in.
    pub plugged: bool,
}

/// Who is signed in where, and the server's rules that are known beforehand.
#[derive(Clone, Debug, Serialize, specta::Type)]
#[serde(rename = "Account", rename_all = "camelCase")]
pub(crate) struct ShownAccount {
    /// Its mirror's id.
    pub mirror: String,
    /// The server's address.
    pub origin: String,
    /// May be empty.
    pub organization: String,
    /// Who, as assignments name them; `None`: the server does not say.
    pub person_id: Option<ServerId>,
    /// May be empty.
    pub name: String,
    /// May be empty.
    pub email: String,
    /// What the server speaks.
    pub dialect: Dialect,
    /// Comments for members only.
    pub has_internal_notes: bool,
    /// Code points.
    pub comment_limit: u32,
    /// Characters.
    pub name_limit: u32,
}

/// The app is somewhere else: signed in, locked, stopped.
#[derive(Clone, Serialize, specta::Type, tauri_specta::Event)]
pub(crate) struct PhaseChanged(pub AppState);

enum Stage {
    Starting,
    SignIn,
    NewPassphrase(Waiting),
    Locked(Waiting, WhyLocked),
    Ready(Open),
    Stopped(AppError),
}

/// Whom to tell when so many windows have saved what is being typed.
type Saving = (oneshot::Sender<()>, usize);

/// An open mirror.
#[derive(Clone)]
struct Open {
    id: String,
    core: Core,
}

/// Who is waiting for a mirror to open.
#[derive(Clone)]
struct Waiting {
    id: String,
    /// Just signed in; `None`: from an earlier run.
    signed_in: Option<(Account, Credential)>,
}

/// The way to an open mirror.
pub(crate) struct Session {
    places: Places,
    /// How this computer gets to the server.
    pub(crate) route: Route,
    /// What an administrator set.
    pub(crate) managed: Managed,
    demo: Option<Demo>,
    stage: Mutex<Stage>,
    half_in: Mutex<Option<door::HalfIn>>,
    leaving: Mutex<Option<leaving::Leaving>>,
    /// Waits for so many windows to have saved what is being typed.
    saving: Mutex<Option<Saving>>,
    /// Held by whoever has windows save.
    saves: tokio::sync::Mutex<()>,
    /// Held by whoever opens a mirror with a key.
    unlocking: tokio::sync::Mutex<()>,
    /// What runs for the open mirror.
    tasks: Mutex<Vec<JoinHandle<()>>>,
    started: Condvar,
}

impl Session {
    /// A session that has not started: of the demo, where there is one.
    pub(crate) fn new(places: Places, demo: Option<io::Result<Demo>>) -> Session {
        let (demo, failed) = match demo {
            Some(Err(e)) => (None, Some(demo_failed(&e))),
            Some(Ok(demo)) => (Some(demo), None),
            None => (None, None),
        };
        let managed = managed::read(demo.is_some() || failed.is_some());
        Session {
            route: Route::new(places.clone(), managed.clone()),
            managed,
            places,
            demo,
            stage: Mutex::new(failed.map_or(Stage::Starting, Stage::Stopped)),
            half_in: Mutex::new(None),
            leaving: Mutex::new(None),
            saving: Mutex::new(None),
            saves: tokio::sync::Mutex::default(),
            unlocking: tokio::sync::Mutex::default(),
            tasks: Mutex::default(),
            started: Condvar::new(),
        }
    }

    /// The demo's server, in the demo.
    pub(crate) fn demo(&self) -> Option<&Demo> {
        self.demo.as_ref()
    }

    fn stage(&self) -> MutexGuard<'_, Stage> {
        self.stage.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn half_in(&self) -> MutexGuard<'_, Option<door::HalfIn>> {
        self.half_in.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn leaving(&self) -> MutexGuard<'_, Option<leaving::Leaving>> {
        self.leaving.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn saving(&self) -> MutexGuard<'_, Option<Saving>> {
        self.saving.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tasks(&self) -> MutexGuard<'_, Vec<JoinHandle<()>>> {
        self.tasks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn open_now(&self) -> Option<Open> {
        match &*self.stage() {
            Stage::Ready(open) => Some(open.clone()),
            _ => None,
        }
    }

    /// The open mirror.
    ///
    /// # Errors
    /// `Locked`: nothing is read now; `SignIn`: there is none.
    pub(crate) fn core(&self) -> Result<Core, AppError> {
        match &*self.stage() {
            Stage::Ready(open) => Ok(open.core.clone()),
            Stage::Locked(..) => Err(Error::Locked.into()),
            _ => Err(Error::Crm(crm::CrmError::SignIn).into()),
        }
    }

    /// Where the app is. Waits for the start, which may have to wait for the keyring.
    pub(crate) fn state(&self) -> AppState {
        let mut stage = self.stage();
        while matches!(*stage, Stage::Starting) {
            stage = self
                .started
                .wait(stage)
                .unwrap_or_else(PoisonError::into_inner);
        }
        let mut lock = None;
        let (phase, error, open) = match &*stage {
            Stage::Starting | Stage::SignIn => (Phase::SignIn, None, None),
            Stage::NewPassphrase(_) => (Phase::NewPassphrase, None, None),
            Stage::Locked(waiting, why) => {
                lock = Some(self.shown_lock(waiting, *why));
                (Phase::Locked, None, None)
            }
            Stage::Ready(open) => (Phase::Ready, None, Some(open.clone())),
            Stage::Stopped(error) => (Phase::Stopped, Some(error.clone()), None),
        };
        drop(stage);
        let is_demo = self.demo.is_some();
        let account = open.and_then(|Open { id, core }| {
            let account = core.account().ok().flatten()?;
            Some(shown(id, &account, is_demo))
        });
        let at_the_door = phase == Phase::SignIn;
        let last = self.places.last().filter(|_| at_the_door);
        let leaving = self.leaving().clone().filter(|_| at_the_door);
        AppState {
            phase,
            error,
            lock,
            account,
            server: match self.managed.policy() {
                Some(Policy {
                    server: Some(only), ..
                }) if at_the_door => Some(only.clone()),
                _ => last.map(|last| last.origin),
            },
            signed_out: leaving.map(|leaving| leaving.shown()),
            demo: self.demo.as_ref().map(|d| DemoState {
                plugged: d.is_plugged(),
            }),
            start_view: if is_demo { View::All } else { View::Mine },
            look: look::read(&self.places.look()),
            managed: self.managed.clone(),
        }
    }

    /// Keeps how the window looks.
    ///
    /// # Errors
    /// `Storage`.
    pub(crate) fn save_look(&self, look: &Look) -> Result<(), AppError> {
        look::save(&self.places.look(), look)
    }

    /// How Satchel behaves on this desktop, as it is kept.
    pub(crate) fn habits(&self) -> Habits {
        habits::kept(&self.places)
    }

    /// The same, as the desktop has it now.
    pub(crate) fn habits_now(&self, app: &AppHandle) -> Habits {
        habits::now(app, &self.places)
    }

    /// Keeps how Satchel behaves.
    ///
    /// # Errors
    /// `Storage`.
    pub(crate) fn save_habits(&self, app: &AppHandle, wanted: Habits) -> Result<(), AppError> {
        habits::keep(app, &self.places, wanted)
    }

    /// The keys the person chose.
    pub(crate) fn shortcuts(&self) -> Vec<Shortcut> {
        shortcuts::read(&self.places.keys())
    }

    /// Keeps the keys the person chose.
    ///
    /// # Errors
    /// `Storage`.
    pub(crate) fn save_shortcuts(&self, chosen: &[Shortcut]) -> Result<(), AppError> {
        shortcuts::save(&self.places.keys(), chosen)
    }

    /// HTTP to `origin`, by the way that the person chose.
    fn http(&self, origin: Origin) -> Result<Http, AppError> {
        if let Err(why) = self.managed.allows_server(&origin) {
            return Err(Error::Invalid(why).into());
        }
        Ok(Http::new(origin, &self.route.settings())?)
    }

    /// The person chose another way to the server: takes it at once.
    ///
    /// # Errors
    /// Those of the way.
    pub(crate) fn reroute(&self) -> Result<(), AppError> {
        if let (Ok(core), None) = (self.core(), &self.demo)
            && let Some(account) = core.account()?
        {
            core.go_by_way_of(Arc::new(self.http(Origin::parse(&account.origin)?)?));
        }
        Ok(())
    }

    fn go(&self, app: &AppHandle, stage: Stage) {
        locking::draw_curtain(app, &stage);
        let is_open = matches!(stage, Stage::Ready(_));
        let waits = matches!(stage, Stage::Locked(_, WhyLocked::KeyringUnanswered));
        match &stage {
            Stage::Ready(open) => self.note_unlocked(app, &open.id),
            _ => panes::close_all(app),
        }
        match &stage {
            Stage::Locked(..) => alerts::cover(app),
            Stage::Ready(open) if self.open_now().is_none_or(|was| was.id == open.id) => {}
            _ => alerts::withdraw(app),
        }
        *self.stage() = stage;
        if !is_open {
            opened::clear(&self.places);
            app.state::<Drawn>().clear();
        }
        if waits {
            app.state::<KeyringAwaited>().begins();
        }
        self.started.notify_all();
        let _ = PhaseChanged(self.state()).emit(app);
    }

    /// Opens the last account's mirror, or the demo's. Blocks; may wait for the keyring.
    pub(crate) fn start(&self, app: &AppHandle) {
        // Of a Satchel that was ended by force.
        opened::clear(&self.places);
        if matches!(*self.stage(), Stage::Stopped(_)) {
            return;
        }
        let id = match (&self.demo, self.places.last()) {
            (Some(_), _) => demo::ACCOUNT.to_owned(),
            (None, Some(last)) if !last.is_signed_out => last.id,
            (None, _) => return self.go(app, Stage::SignIn),
        };
        let stage = self.open(
            app,
            &Waiting {
                id,
                signed_in: None,
            },
        );
        self.go(app, stage);
    }

    /// Opens a file in another program; the copy goes with the open mirror.
    ///
    /// # Errors
    /// See [`opened::copy_out`] and [`opened::show`].
    pub(crate) fn open_file(&self, name: &str, bytes: &[u8]) -> Result<(), AppError> {
        let copy = match &*self.stage() {
            // Held, so that it does not lock between the look and the copy.
            Stage::Ready(_) => opened::copy_out(&self.places, name, bytes)?,
            _ => return Err(Error::Locked.into()),
        };
        opened::show(&copy)
    }

    /// A copy of a file for the program it is dragged onto; it goes with the open mirror.
    ///
    /// # Errors
    /// `Locked`; see [`opened::copy_to_drag`].
    pub(crate) fn file_to_drag(&self, name: &str, bytes: &[u8]) -> Result<PathBuf, AppError> {
        match &*self.stage() {
            Stage::Ready(_) => opened::copy_to_drag(&self.places, name, bytes),
            _ => Err(Error::Locked.into()),
        }
    }

    /// Pulls or plugs the demo's cable.
    ///
    /// # Errors
    /// `Storage` when it can't be done.
    pub(crate) fn set_network(&self, app: &AppHandle, plugged: bool) -> Result<(), AppError> {
        let Some(demo) = &self.demo else {
            return Ok(());
        };
        demo.set_plugged(plugged)
            .map_err(|e| Error::Storage(format!("the demo's network: {e}")))?;
        if let Ok(core) = self.core() {
            core.sync_now();
        }
        let _ = PhaseChanged(self.state()).emit(app);
        Ok(())
    }

    /// Ends the sync loop: the app quits.
    pub(crate) fn stop(&self) {
        opened::clear(&self.places);
        if let Some(Open { id, core }) = self.open_now() {
            self.note_at_stake(&id, &core);
            core.stop();
        }
    }
}

fn demo_failed(error: &io::Error) -> AppError {
    if error.kind() == io::ErrorKind::WouldBlock {
        return Error::InUse.into();
    }
    AppError::in_words(
        Code::Storage,
        format!("The demo's server can't start: {}.", error.kind()),
        "Free some space and close what listens on the same port, then start the demo again.",
    )
}

fn shown(mirror: String, account: &Account, is_demo: bool) -> ShownAccount {
    ShownAccount {
        mirror,
        origin: account.origin.clone(),
        organization: if is_demo && account.organization_name.is_empty() {
            "Demo".to_owned()
        } else {
            account.organization_name.clone()
        },
        person_id: account.me.id.clone(),
        name: account.me.name.clone(),
        email: account.me.email.clone(),
        dialect: account.dialect,
        has_internal_notes: account.capabilities.has_internal_notes,
        comment_limit: u32::try_from(TEXT_LIMIT).unwrap_or(u32::MAX),
        name_limit: u32::try_from(NAME_LIMIT).unwrap_or(u32::MAX),
    }
}

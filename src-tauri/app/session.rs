//! How the app comes to an open mirror: sign-in, keys, passphrase, the demo; and what the window is told about it.
//!
//! Rules: no key, no plain text; a key that is missing or locked deletes nothing and makes no new one; a token lies in the
//! keyring, or, where there is none, in the encrypted mirror (docs/decisions/0006). The engine does the rest.

use crate::app;
use crate::demo::{self, Demo};
use crate::events::{self, PhaseChanged};
use crate::keychain::{self, Item, Silence};
use crate::places::{LastAccount, Places};
use satchel_core::Core;
use satchel_core::case::NAME_LIMIT;
use satchel_core::case::view::View;
use satchel_core::clock::SystemClock;
use satchel_core::comment::TEXT_LIMIT;
use satchel_core::crm::dialect::Dialect;
use satchel_core::crm::http::Http;
use satchel_core::crm::origin::Origin;
use satchel_core::crm::{self, Account, Token};
use satchel_core::error::{AppError, Code, Error};
use satchel_core::id::ServerId;
use satchel_core::store::Place;
use satchel_core::store::key::{DataKey, KeySlots, Slot, SlotKey};
use serde::Serialize;
use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use tauri::AppHandle;
use tauri_specta::Event;

/// Where the app is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Phase {
    /// Nobody has signed in yet.
    SignIn,
    /// No keyring answers: the mirror needs a passphrase.
    NewPassphrase,
    /// The mirror opens with its passphrase.
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
    /// Who is signed in where.
    pub account: Option<ShownAccount>,
    /// The demo's cable.
    pub demo: Option<DemoState>,
    /// The view to begin with.
    pub start_view: View,
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

enum Stage {
    Starting,
    SignIn,
    NewPassphrase(Waiting),
    Locked(Waiting),
    Ready(Core),
    Stopped(AppError),
}

/// Who is waiting for a mirror to open.
#[derive(Clone)]
struct Waiting {
    id: String,
    /// Just signed in; `None`: from an earlier run.
    signed_in: Option<(Account, Token)>,
}

/// The way to an open mirror.
pub(crate) struct Session {
    places: Places,
    demo: Option<Demo>,
    stage: Mutex<Stage>,
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
        Session {
            places,
            demo,
            stage: Mutex::new(failed.map_or(Stage::Starting, Stage::Stopped)),
            started: Condvar::new(),
        }
    }

    fn stage(&self) -> MutexGuard<'_, Stage> {
        self.stage.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The open mirror.
    ///
    /// # Errors
    /// `SignIn`: there is none.
    pub(crate) fn core(&self) -> Result<Core, AppError> {
        match &*self.stage() {
            Stage::Ready(core) => Ok(core.clone()),
            _ => Err(AppError::from(Error::Crm(crm::CrmError::SignIn))),
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
        let (phase, error, core) = match &*stage {
            Stage::Starting | Stage::SignIn => (Phase::SignIn, None, None),
            Stage::NewPassphrase(_) => (Phase::NewPassphrase, None, None),
            Stage::Locked(_) => (Phase::Locked, None, None),
            Stage::Ready(core) => (Phase::Ready, None, Some(core.clone())),
            Stage::Stopped(error) => (Phase::Stopped, Some(error.clone()), None),
        };
        drop(stage);
        let account = core.and_then(|core| core.account().ok().flatten());
        let is_demo = self.demo.is_some();
        AppState {
            phase,
            error,
            account: account.map(|a| shown(&a, is_demo)),
            demo: self.demo.as_ref().map(|d| DemoState {
                plugged: d.is_plugged(),
            }),
            start_view: if is_demo { View::All } else { View::Mine },
        }
    }

    fn go(&self, app: &AppHandle, stage: Stage) {
        *self.stage() = stage;
        self.started.notify_all();
        let _ = PhaseChanged(self.state()).emit(app);
    }

    /// Opens the last account's mirror, or the demo's. Blocks; may wait for the keyring.
    pub(crate) fn start(&self, app: &AppHandle) {
        if matches!(*self.stage(), Stage::Stopped(_)) {
            return;
        }
        let id = match (&self.demo, self.places.last()) {
            (Some(_), _) => demo::ACCOUNT.to_owned(),
            (None, Some(last)) => last.id,
            (None, None) => return self.go(app, Stage::SignIn),
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

    /// Signs in with a token.
    ///
    /// # Errors
    /// What stands against it, with the next step. Nothing is changed then.
    pub(crate) async fn sign_in(
        &self,
        app: &AppHandle,
        server: &str,
        token: &str,
        organization: Option<ServerId>,
    ) -> Result<(), AppError> {
        let origin = Origin::parse(server)?;
        let token = Token::new(token);
        if token.reveal().is_empty() {
            return Err(Error::Invalid("Paste the access token.".to_owned()).into());
        }
        let organization = organization.filter(|o| !o.as_str().trim().is_empty());
        let http = Http::new(origin.clone())?;
        let account = crm::sign_in(&http, origin.as_str(), &token, organization).await?;
        // The same person again, on a server that may have moved: the same mirror.
        let open = self.core().ok();
        let same = open.clone().filter(|core| core.is_of(&account));
        let known = same.as_ref().and_then(|_| self.places.last());
        let id = known.map_or_else(|| Places::account_id(&account), |last| last.id);
        let waiting = Waiting {
            id,
            signed_in: Some((account, token)),
        };
        let stage = match (same, open) {
            (Some(core), _) => self.attach(app, core, &waiting, false)?,
            (None, other) => {
                if let Some(other) = other {
                    other.stop();
                }
                self.open(app, &waiting)
            }
        };
        if let Stage::Stopped(error) = stage {
            return Err(error);
        }
        self.go(app, stage);
        Ok(())
    }

    /// Opens the mirror with its passphrase.
    ///
    /// # Errors
    /// `WrongPassphrase`; nothing is changed then.
    pub(crate) fn unlock(&self, app: &AppHandle, passphrase: &str) -> Result<(), AppError> {
        // The guard must be gone before `go` asks for it again, so the match ends with its statement.
        let waiting = match &*self.stage() {
            Stage::Locked(waiting) => waiting.clone(),
            _ => return Ok(()),
        };
        let slots = KeySlots::read(&self.places.account(&waiting.id))?.ok_or(Error::WrongKey)?;
        let key = slots.open_with_passphrase(passphrase)?;
        self.enter(app, &waiting, &key)
    }

    /// Makes a mirror that opens with a passphrase.
    ///
    /// # Errors
    /// `Invalid` with the rule; `Storage`.
    pub(crate) fn set_passphrase(&self, app: &AppHandle, passphrase: &str) -> Result<(), AppError> {
        let waiting = match &*self.stage() {
            Stage::NewPassphrase(waiting) => waiting.clone(),
            _ => return Ok(()),
        };
        let key = DataKey::generate()?;
        let mut slots = KeySlots::new();
        slots.set_passphrase(&key, passphrase)?;
        slots.save(&self.places.account(&waiting.id))?;
        self.enter(app, &waiting, &key)
    }

    fn enter(&self, app: &AppHandle, waiting: &Waiting, key: &DataKey) -> Result<(), AppError> {
        let core = self.open_core(&waiting.id, key)?;
        let stage = self.attach(app, core, waiting, true)?;
        self.go(app, stage);
        Ok(())
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
        if let Ok(core) = self.core() {
            core.stop();
        }
    }

    fn open(&self, app: &AppHandle, waiting: &Waiting) -> Stage {
        match self.key(&waiting.id) {
            Ok(Found::Key(key)) => self
                .open_core(&waiting.id, &key)
                .and_then(|core| self.attach(app, core, waiting, true))
                .unwrap_or_else(Stage::Stopped),
            Ok(Found::NeedsPassphrase) => Stage::Locked(waiting.clone()),
            Ok(Found::NoKeyring) => Stage::NewPassphrase(waiting.clone()),
            Err(error) => Stage::Stopped(error),
        }
    }

    /// The key of an account's mirror: out of its slots, or made with the mirror.
    fn key(&self, id: &str) -> Result<Found, AppError> {
        let folder = self.places.account(id);
        let Some(slots) = KeySlots::read(&folder)? else {
            if folder.join("mirror.db").exists() {
                return Err(keyring_error(
                    "The key file of the mirror is missing.",
                    "Put keyslots.json back beside the mirror. Nothing was deleted.",
                ));
            }
            let (key, slot) = (DataKey::generate()?, SlotKey::generate()?);
            if keychain::set(Item::MirrorKey, id, &slot.to_text()).is_err() {
                return Ok(Found::NoKeyring);
            }
            let mut slots = KeySlots::new();
            slots.set_keyring(&key, &slot)?;
            slots.save(&folder)?;
            return Ok(Found::Key(key));
        };
        if !slots.has(Slot::Keyring) {
            return Ok(Found::NeedsPassphrase);
        }
        match keychain::get(Item::MirrorKey, id) {
            Ok(text) => Ok(Found::Key(
                slots.open_with_keyring(&SlotKey::from_text(&text)?)?,
            )),
            Err(_) if slots.has(Slot::Passphrase) => Ok(Found::NeedsPassphrase),
            Err(Silence::Locked) => Err(keyring_error(
                "The keyring is locked.",
                "Unlock it and start Satchel again. Nothing was changed.",
            )),
            Err(Silence::Absent) => Err(keyring_error(
                "No keyring answers on this computer, and the mirror's key is in one.",
                "Start your desktop's keyring and start Satchel again. Nothing was changed or deleted.",
            )),
            Err(Silence::NoEntry) => Err(keyring_error(
                "The keyring has no key for this mirror. It may have been changed or emptied.",
                "Restore the keyring, or move the data folder away to begin anew. Nothing was deleted.",
            )),
        }
    }

    fn open_core(&self, id: &str, key: &DataKey) -> Result<Core, AppError> {
        let clock = Arc::new(SystemClock::new(|duration| {
            Box::pin(tokio::time::sleep(duration))
        }));
        Ok(Core::open(
            &Place::Folder(self.places.account(id)),
            key,
            clock,
        )?)
    }

    /// Connects an open mirror to its server, and lets it run. `fresh`: its loop does not run yet.
    fn attach(
        &self,
        app: &AppHandle,
        core: Core,
        waiting: &Waiting,
        fresh: bool,
    ) -> Result<Stage, AppError> {
        if let Some(demo) = &self.demo {
            connect_demo(&core, &demo.origin())?;
        } else {
            self.connect(&core, waiting)?;
        }
        if fresh {
            let relay = events::relay(app.clone(), core.clone(), core.events());
            tauri::async_runtime::spawn(relay);
            tauri::async_runtime::spawn(core.run());
            app::show_waiting_alerts(app, &core);
        }
        Ok(Stage::Ready(core))
    }

    fn connect(&self, core: &Core, waiting: &Waiting) -> Result<(), AppError> {
        let (account, token) = match &waiting.signed_in {
            Some((account, token)) => {
                if keychain::set(Item::Token, &waiting.id, token.reveal()).is_err() {
                    core.set_secret("token", Some(token.reveal()))?;
                }
                self.places.remember(&LastAccount {
                    id: waiting.id.clone(),
                    origin: account.origin.clone(),
                })?;
                (account.clone(), token.clone())
            }
            None => {
                let kept = keychain::get(Item::Token, &waiting.id).ok();
                let kept = if kept.is_some() {
                    kept
                } else {
                    core.secret("token")?
                };
                match (core.account()?, kept) {
                    (Some(account), Some(token)) => (account, Token::new(&token)),
                    // The mirror stays open; its status says "Sign in again".
                    _ => return Ok(()),
                }
            }
        };
        let http = Http::new(Origin::parse(&account.origin)?)?;
        Ok(core.connect(&account, token, Arc::new(http))?)
    }
}

enum Found {
    Key(DataKey),
    NeedsPassphrase,
    NoKeyring,
}

/// The demo's server may be on another port than last time; it is the same server.
fn connect_demo(core: &Core, origin: &str) -> Result<(), AppError> {
    let token = Token::new(demo::TOKEN);
    let http = Arc::new(Http::new(Origin::parse(origin)?)?);
    let account = match core.account()? {
        Some(known) => Account {
            origin: origin.to_owned(),
            ..known
        },
        None => tauri::async_runtime::block_on(crm::sign_in(&*http, origin, &token, None))?,
    };
    Ok(core.connect(&account, token, http)?)
}

fn demo_failed(error: &io::Error) -> AppError {
    if error.kind() == io::ErrorKind::WouldBlock {
        return Error::InUse.into();
    }
    AppError {
        code: Code::Storage,
        message: format!("The demo's server can't start: {}.", error.kind()),
        next: "Free some space and close what listens on the same port, then start the demo again."
            .to_owned(),
    }
}

fn keyring_error(message: &str, next: &str) -> AppError {
    AppError {
        code: Code::Keyring,
        message: message.to_owned(),
        next: next.to_owned(),
    }
}

fn shown(account: &Account, is_demo: bool) -> ShownAccount {
    ShownAccount {
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

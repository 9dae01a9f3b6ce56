//! From a key to a running engine, connected to its server: opening, passphrases, and where the token lies.

use super::keys::{self, Found};
use super::mirrors;
use super::{Open, Session, Stage, Waiting};
use crate::alerts;
use crate::around::LastTold;
use crate::demo;
use crate::events;
use crate::keychain::{self, Item};
use crate::places::{LastAccount, Note, Places};
use satchel_core::Core;
use satchel_core::clock::SystemClock;
use satchel_core::crm::http::{Http, Settings};
use satchel_core::crm::origin::Origin;
use satchel_core::crm::{self, Account, Credential, Token};
use satchel_core::error::{AppError, Error};
use satchel_core::store::Place;
use satchel_core::store::key::{DataKey, KeySlots};
use std::sync::Arc;
use tauri::{AppHandle, Manager};

impl Session {
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
        let open = self.open_core(&waiting.id, key)?;
        let stage = self.attach(app, open, waiting, true)?;
        self.go(app, stage);
        Ok(())
    }

    /// Opens the mirror of whoever waits; where it can't, says what is missing.
    pub(super) fn open(&self, app: &AppHandle, waiting: &Waiting) -> Stage {
        match keys::find(&self.places, &waiting.id) {
            Ok(Found::Key(key)) => self
                .open_core(&waiting.id, &key)
                .and_then(|open| self.attach(app, open, waiting, true))
                .unwrap_or_else(Stage::Stopped),
            Ok(Found::NeedsPassphrase) => Stage::Locked(waiting.clone()),
            Ok(Found::NoKeyring) => Stage::NewPassphrase(waiting.clone()),
            Err(error) => Stage::Stopped(error),
        }
    }

    fn open_core(&self, id: &str, key: &DataKey) -> Result<Open, AppError> {
        let clock = Arc::new(SystemClock::new(|duration| {
            Box::pin(tokio::time::sleep(duration))
        }));
        let core = Core::open(&Place::Folder(self.places.account(id)), key, clock)?;
        Ok(Open {
            id: id.to_owned(),
            core,
        })
    }

    /// Connects an open mirror to its server, and lets it run. `fresh`: its loop does not run yet.
    pub(super) fn attach(
        &self,
        app: &AppHandle,
        open: Open,
        waiting: &Waiting,
        fresh: bool,
    ) -> Result<Stage, AppError> {
        let core = open.core.clone();
        if let Some(demo) = &self.demo {
            connect_demo(&core, &demo.origin())?;
        } else {
            self.connect(&core, waiting)?;
        }
        if fresh {
            core.set_around(app.state::<LastTold>().get());
            let relay = events::relay(app.clone(), core.clone(), core.events());
            let relay = tauri::async_runtime::spawn(relay);
            let sync = tauri::async_runtime::spawn(core.run());
            self.tasks().extend([relay, sync]);
            alerts::show_waiting(app, &core);
        }
        Ok(Stage::Ready(open))
    }

    fn connect(&self, core: &Core, waiting: &Waiting) -> Result<(), AppError> {
        let id = waiting.id.clone();
        let keep = move |credential: &Credential| {
            keychain::set(Item::Token, &id, &credential.to_text()).is_ok()
        };
        let (account, credential) = match &waiting.signed_in {
            Some((account, credential)) => {
                if !keep(credential) {
                    core.keep_credential(Some(credential))?;
                }
                self.places.remember(&LastAccount {
                    id: waiting.id.clone(),
                    origin: account.origin.clone(),
                    is_signed_out: false,
                })?;
                mirrors::label(&waiting.id, account);
                (account.clone(), credential.clone())
            }
            None => {
                let kept = keychain::get(Item::Token, &waiting.id).ok();
                let kept = kept.map(|text| Credential::from_text(&text));
                let kept = if kept.is_some() {
                    kept
                } else {
                    core.kept_credential()?
                };
                match (core.account()?, kept) {
                    (Some(account), Some(credential)) => {
                        self.note_once(&waiting.id, &account)?;
                        (account, credential)
                    }
                    // The mirror stays open; its status says "Sign in again".
                    _ => return Ok(()),
                }
            }
        };
        let http = self.http(Origin::parse(&account.origin)?)?;
        Ok(core.connect_keeping(&account, credential, Arc::new(http), Arc::new(keep))?)
    }
}

impl Session {
    /// Mirrors from before there were notes get one.
    fn note_once(&self, id: &str, account: &Account) -> Result<(), AppError> {
        if !self.places.note(id).origin.is_empty() {
            return Ok(());
        }
        let note = Note {
            origin: account.origin.clone(),
            known_as: vec![Places::account_id(account)],
            ..Note::default()
        };
        mirrors::label(id, account);
        self.places.save_note(id, &note)
    }
}

/// The demo's server may be on another port than last time; it is the same server.
fn connect_demo(core: &Core, origin: &str) -> Result<(), AppError> {
    let token = Token::new(demo::TOKEN);
    let http = Arc::new(Http::new(Origin::parse(origin)?, &Settings::default())?);
    let account = match core.account()? {
        Some(known) => Account {
            origin: origin.to_owned(),
            ..known
        },
        None => {
            tauri::async_runtime::block_on(crm::sign_in::with_token(&*http, origin, &token, None))?
        }
    };
    Ok(core.connect(&account, token, http)?)
}

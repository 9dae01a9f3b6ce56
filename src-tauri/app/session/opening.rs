//! From a key to a running engine, connected to its server: opening, passphrases, and where the token lies.

use super::keys::{self, Found};
use super::mirrors;
use super::{Open, Session, Stage, Waiting, WhyLocked};
use crate::around::LastTold;
use crate::demo;
use crate::events;
use crate::keychain::{self, Item};
use crate::lock::Curtain;
use crate::places::{LastAccount, Note, Places};
use chrono::TimeDelta;
use satchel_core::Core;
use satchel_core::clock::SystemClock;
use satchel_core::crm::http::{Http, Settings};
use satchel_core::crm::origin::Origin;
use satchel_core::crm::{self, Account, Credential, CrmError, Token};
use satchel_core::error::{AppError, Error};
use satchel_core::lease::Standing;
use satchel_core::store::Place;
use satchel_core::store::aside;
use satchel_core::store::key::{DataKey, KeySlots};
use std::sync::Arc;
use tauri::{AppHandle, Manager};

impl Session {
    /// Makes a mirror that opens with a passphrase.
    ///
    /// # Errors
    /// `Invalid` with the rule; `Storage`.
    pub(crate) async fn set_passphrase(
        &self,
        app: &AppHandle,
        passphrase: &str,
    ) -> Result<(), AppError> {
        let _only_one = self.unlocking.lock().await;
        // The guard must be gone before `go` asks for it again, so the match ends with its statement.
        let waiting = match &*self.stage() {
            Stage::NewPassphrase(waiting) => waiting.clone(),
            _ => return Ok(()),
        };
        let key = DataKey::generate()?;
        let mut slots = KeySlots::new();
        slots.set_passphrase(&key, passphrase)?;
        slots.save(&self.places.account(&waiting.id))?;
        self.enter(app, &waiting, &key).await
    }

    /// Opens the mirror of whoever waits, with the key that a person gave. Where its lease is over, the server is asked.
    pub(super) async fn enter(
        &self,
        app: &AppHandle,
        waiting: &Waiting,
        key: &DataKey,
    ) -> Result<(), AppError> {
        let open = self.open_core(&waiting.id, key)?;
        if self.is_over(&open, waiting)? {
            self.reach(&open.core, waiting)?;
            if open.core.check_in().await? == Standing::Over {
                return Err(Error::Crm(CrmError::SignIn).into());
            }
        }
        let stage = self.attach(app, open, waiting, true)?;
        self.go(app, stage);
        Ok(())
    }

    /// Is its lease over? Not for somebody whom the server let in just now.
    fn is_over(&self, open: &Open, waiting: &Waiting) -> Result<bool, AppError> {
        let standing = open.core.note_time(TimeDelta::zero())?;
        Ok(standing == Standing::Over && waiting.signed_in.is_none())
    }

    /// Connects an open mirror to its server.
    fn reach(&self, core: &Core, waiting: &Waiting) -> Result<(), AppError> {
        match &self.demo {
            Some(demo) => connect_demo(core, &demo.origin()),
            None => self.connect(core, waiting),
        }
    }

    /// Opens the mirror of whoever waits; where it can't, says what is missing.
    pub(super) fn open(&self, app: &AppHandle, waiting: &Waiting) -> Stage {
        if self.stays_locked(&waiting.id) {
            return Stage::Locked(waiting.clone(), WhyLocked::Start);
        }
        match keys::find(&self.places, &waiting.id) {
            Ok(Found::Key(key)) => self
                .open_core(&waiting.id, &key)
                .and_then(|open| match self.is_over(&open, waiting)? {
                    true => Ok(Stage::Locked(waiting.clone(), WhyLocked::Lease)),
                    false => self.attach(app, open, waiting, true),
                })
                .unwrap_or_else(Stage::Stopped),
            Ok(Found::Ask(trouble)) => Stage::Locked(waiting.clone(), trouble.into()),
            Ok(Found::NoKeyring) => Stage::NewPassphrase(waiting.clone()),
            Err(error) => Stage::Stopped(error),
        }
    }

    /// Connects the open mirror, where the keyring could not say by what before.
    pub(super) fn connect_again(&self, app: &AppHandle) -> Result<(), AppError> {
        let Some(open) = self.open_now() else {
            return Ok(());
        };
        let waiting = Waiting {
            id: open.id.clone(),
            signed_in: None,
        };
        let stage = self.attach(app, open, &waiting, false)?;
        self.go(app, stage);
        Ok(())
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
        if let Some(most) = self.managed.max_lease_days()
            && core.lease()?.days > most
            && core.read_only().is_none()
        {
            core.set_lease_days(most)?;
        }
        self.reach(&core, waiting)?;
        if waiting.signed_in.is_some() && core.read_only().is_none() {
            core.was_let_in()?;
        }
        if fresh {
            self.begin_epoch(&open)?;
            self.try_held(&open);
            core.can_ask();
            core.set_around(app.state::<LastTold>().get());
            app.state::<Curtain>().draw(false);
            let relay = events::relay(app.clone(), open.id.clone(), core.clone(), core.events());
            let relay = tauri::async_runtime::spawn(relay);
            let sync = tauri::async_runtime::spawn(core.run());
            self.tasks().extend([relay, sync]);
        }
        Ok(Stage::Ready(open))
    }

    fn connect(&self, core: &Core, waiting: &Waiting) -> Result<(), AppError> {
        // Before anything is asked of a server that must not be spoken to; the mirror stays open for reading and writing.
        let known = match &waiting.signed_in {
            Some((account, _)) => Some(account.clone()),
            None => core.account()?,
        };
        if let Some(account) = known
            && let Err(why) = self.managed.allows_server(&Origin::parse(&account.origin)?)
        {
            core.bar(why);
            return Ok(());
        }
        let id = waiting.id.clone();
        let keep = move |credential: &Credential| {
            keychain::set(Item::Token, &id, &credential.to_text()).is_ok()
        };
        let (account, credential) = match &waiting.signed_in {
            Some((account, credential)) => {
                core.keep_with(credential, &keep)?;
                self.places.remember(&LastAccount {
                    id: waiting.id.clone(),
                    origin: account.origin.clone(),
                    is_signed_out: false,
                })?;
                mirrors::label(&waiting.id, account);
                (account.clone(), credential.clone())
            }
            None => {
                let kept = core.credential_or(|| {
                    let text = keychain::get(Item::Token, &waiting.id).ok()?;
                    Some(Credential::from_text(&text))
                })?;
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
    /// Counts this opening, in the mirror and then in the keyring: files that were put back from an earlier day show.
    fn begin_epoch(&self, open: &Open) -> Result<(), AppError> {
        if open.core.read_only().is_some() {
            return Ok(());
        }
        let known = keychain::get(Item::Epoch, &open.id).ok();
        let (epoch, _) = open
            .core
            .begin_epoch(known.and_then(|text| text.parse().ok()))?;
        // No keyring? Then nothing can tell; the mirror opens all the same.
        let _ = keychain::set(Item::Epoch, &open.id, &epoch.to_string());
        Ok(())
    }

    /// Notes in the open what is unsent, by number.
    pub(crate) fn note_at_stake(&self, id: &str, core: &Core) {
        if let Ok(stake) = core.at_stake() {
            aside::note_at_stake(&self.places.account(id), &stake);
        }
    }

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

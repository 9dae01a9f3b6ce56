//! The mirrors on this computer: one per person and organization (I17), one of them open. Another one can be opened
//! without a network, as long as its person has not signed out of it.

use super::{Open, Session, Stage, Waiting};
use crate::keychain::{self, Item};
use crate::pages::Drawn;
use crate::places::LastAccount;
use crate::{alerts, opened, panes};
use satchel_core::crm::sign_in::{Device, MadeFor};
use satchel_core::crm::{Account, Credential};
use satchel_core::error::{AppError, Error};
use serde::{Deserialize, Serialize};
use tauri::{AppHandle, Manager};

/// A mirror that can be opened.
#[derive(Clone, Debug, Serialize, specta::Type)]
#[serde(rename = "Mirror", rename_all = "camelCase")]
pub(crate) struct ShownMirror {
    /// To open it by.
    pub id: String,
    /// Its server's address.
    pub origin: String,
    /// The organization; may be empty.
    pub organization: String,
    /// Whose; may be empty.
    pub who: String,
}

/// Whose mirror it is, as the keyring keeps it.
#[derive(Default, Serialize, Deserialize)]
struct Label {
    organization: String,
    who: String,
}

/// Keeps whose mirror it is. Where no keyring answers, the mirror is chosen by its server's address.
pub(super) fn label(id: &str, account: &Account) {
    let label = Label {
        organization: account.organization_name.clone(),
        who: if account.me.email.is_empty() {
            account.me.name.clone()
        } else {
            account.me.email.clone()
        },
    };
    if let Ok(text) = serde_json::to_string(&label) {
        let _ = keychain::set(Item::Label, id, &text);
    }
}

impl Session {
    /// The mirrors on this computer that can be opened, besides the open one.
    pub(crate) fn mirrors(&self) -> Vec<ShownMirror> {
        if self.demo.is_some() {
            return Vec::new();
        }
        let open = self.open_now().map(|open| open.id);
        let ids = self.places.mirrors().into_iter();
        ids.filter(|id| Some(id) != open.as_ref())
            .filter_map(|id| {
                let note = self.places.note(&id);
                if note.is_signed_out || note.origin.is_empty() {
                    return None;
                }
                let label = keychain::get(Item::Label, &id).ok();
                let label = label.and_then(|text| serde_json::from_str(&text).ok());
                let Label { organization, who } = label.unwrap_or_default();
                Some(ShownMirror {
                    id,
                    origin: note.origin,
                    organization,
                    who,
                })
            })
            .collect()
    }

    /// Opens another mirror of this computer, with or without a network. The one that was open keeps what it has.
    ///
    /// # Errors
    /// `NotFound`; what stands against opening it: then the one that was open is open again.
    pub(crate) async fn open_mirror(&self, app: &AppHandle, id: &str) -> Result<(), AppError> {
        let Some(mirror) = self.mirrors().into_iter().find(|one| one.id == id) else {
            return Err(Error::NotFound("mirror").into());
        };
        self.change_to(
            app,
            &Waiting {
                id: mirror.id.clone(),
                signed_in: None,
            },
        )
        .await?;
        self.places.remember(&LastAccount {
            id: mirror.id,
            origin: mirror.origin,
            is_signed_out: false,
        })
    }

    /// Closes the open mirror and opens the one of whoever waits; where that can't be, opens the first one again.
    pub(super) async fn change_to(
        &self,
        app: &AppHandle,
        waiting: &Waiting,
    ) -> Result<(), AppError> {
        self.have_the_windows_save(app).await;
        let before = self.close().await;
        if before.as_ref().is_some_and(|id| *id != waiting.id) {
            self.clear_away(app);
        }
        let stage = self.open(app, waiting);
        let Stage::Stopped(error) = stage else {
            self.go(app, stage);
            return Ok(());
        };
        let back = match before {
            Some(id) => self.open(
                app,
                &Waiting {
                    id,
                    signed_in: None,
                },
            ),
            None => Stage::SignIn,
        };
        self.go(app, back);
        Err(error)
    }

    /// What of a mirror stands outside of it: windows of its cases, notifications, copies for other programs, pages that were drawn.
    fn clear_away(&self, app: &AppHandle) {
        panes::close_all(app);
        alerts::withdraw(app);
        opened::clear(&self.places);
        app.state::<Drawn>().clear();
    }

    /// Closes the open mirror; its id. Nothing in it is lost: what was being sent is found out about when it opens again.
    pub(super) async fn close(&self) -> Option<String> {
        let id = {
            let Open { id, core } = self.open_now()?;
            core.stop();
            id
        };
        self.end_tasks().await;
        // The mirror's lock goes with its last user.
        *self.stage() = Stage::Starting;
        Some(id)
    }

    /// Ends the sync loop and the relay of the open mirror, wherever they are: as a crash would, which loses nothing.
    pub(super) async fn end_tasks(&self) {
        let tasks = std::mem::take(&mut *self.tasks());
        for task in &tasks {
            task.abort();
        }
        for task in tasks {
            let _ = task.await;
        }
    }

    /// The folder of whoever signed in: the open mirror's, if it is theirs (their server may have moved).
    pub(super) fn id_of(&self, account: &Account) -> String {
        let open = self.open_now();
        let same = open.filter(|open| open.core.is_of(account));
        same.map_or_else(|| self.places.find(account), |open| open.id)
    }

    /// This device, and the tokens that it made earlier.
    pub(super) fn device(&self) -> Device {
        let places = self.places.clone();
        let open = self.open_now();
        let made_for: MadeFor = Box::new(move |account| {
            let same = open.as_ref().filter(|open| open.core.is_of(account));
            let id = same.map_or_else(|| places.find(account), |open| open.id.clone());
            let mut made = places.note(&id).tokens;
            let kept = keychain::get(Item::Token, &id).ok();
            let kept = kept.map(|text| Credential::from_text(&text));
            let kept = kept.or_else(|| same?.core.credential());
            if let Some(Credential::Minted(minted)) = kept {
                made.push(minted.id);
            }
            made
        });
        Device {
            name: super::door::device_name(),
            made_for,
        }
    }
}

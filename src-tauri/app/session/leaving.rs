//! Signing out: what stays here, what goes, and what is still good on the server. The mirror and everything unsent stay,
//! unless the person says that they shall not.
//!
//! How far a server lets itself be left is the engine's (`core/src/crm/sign_in/leave.rs`, docs/decisions/0009).

use super::{Open, Session, Stage};
use crate::keychain::{self, Item, Silence};
use crate::places::LastAccount;
use satchel_core::crm::origin::Origin;
use satchel_core::crm::sign_in::{self, Left};
use satchel_core::crm::{Account, Credential, Minted};
use satchel_core::error::{AppError, Code, Error};
use satchel_core::sentence::{Advice, Cannot, Sentence};
use satchel_core::store::aside::{self, AtStake};
use serde::Serialize;
use std::slice;
use tauri::AppHandle;

/// What a person should know before signing out.
#[derive(Clone, Debug, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct BeforeSignOut {
    /// Changes that are not on the server yet.
    pub unsent: u32,
    /// Cases with something typed and not sent.
    pub drafts: u32,
    /// The name of the token that this device made; `None`: it has none.
    pub token: Option<String>,
}

/// Somebody signed out, as the sign-in screen says it.
#[derive(Clone, Debug, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SignedOut {
    /// The server's address.
    pub origin: String,
    /// The person's e-mail address; may be empty.
    pub email: String,
    /// The mirror was removed from this computer.
    pub removed: bool,
    /// Changes in the mirror that stays which are not on the server.
    pub unsent: u32,
    /// Cases in it with something typed and not sent.
    pub drafts: u32,
    /// What is still good on the server.
    pub left: StillGood,
}

/// What is still good on the server.
#[derive(Clone, Debug, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub(crate) enum StillGood {
    /// Nothing.
    Nothing,
    /// The token that this device made, by its name in the CRM.
    Token {
        /// Its name.
        name: String,
    },
    /// A session, until it runs out.
    Session,
    /// The person's own token.
    Theirs,
}

/// Somebody who signed out, and what could still be ended. Lives in memory only.
#[derive(Clone)]
pub(super) struct Leaving {
    id: String,
    account: Account,
    left: Option<Left>,
    removed: bool,
    unsent: u32,
    drafts: u32,
}

impl Leaving {
    pub(super) fn shown(&self) -> SignedOut {
        SignedOut {
            origin: self.account.origin.clone(),
            email: self.account.me.email.clone(),
            removed: self.removed,
            unsent: self.unsent,
            drafts: self.drafts,
            left: match &self.left {
                None | Some(Left::Ended) => StillGood::Nothing,
                Some(Left::TokenStays(minted)) => StillGood::Token {
                    name: minted.name.clone(),
                },
                Some(Left::SessionRunsOut) => StillGood::Session,
                Some(Left::Theirs) => StillGood::Theirs,
            },
        }
    }
}

/// Nothing is removed that the person was not told of: of what is in the mirror now they know so many changes and texts.
fn all_told(changes: u32, texts: u32, now: &AtStake) -> Result<(), AppError> {
    if now.unsent <= changes && now.drafts <= texts {
        return Ok(());
    }
    let unsent = now.unsent + now.drafts;
    Err(Error::Invalid(Cannot::NotAllSent { unsent }).into())
}

impl Session {
    /// What a person should know before signing out.
    ///
    /// # Errors
    /// `SignIn`: nobody is in; `Storage`.
    pub(crate) fn before_sign_out(&self) -> Result<BeforeSignOut, AppError> {
        let core = self.core()?;
        let stake = core.at_stake()?;
        Ok(BeforeSignOut {
            unsent: stake.unsent,
            drafts: stake.drafts,
            token: core
                .credential()
                .as_ref()
                .and_then(minted)
                .map(|minted| minted.name.clone()),
        })
    }

    /// Signs out. `remove`: the mirror, too, knowing that so many changes in it are not sent.
    ///
    /// # Errors
    /// `Invalid`: more is unsent than the person was told. Nothing was changed then; or, where it was written while the server
    /// was being told, they are out and the mirror stays. `Keyring`: it does not let the sign-in go, and nothing was changed.
    /// `Storage`.
    pub(crate) async fn sign_out(
        &self,
        app: &AppHandle,
        remove: Option<u32>,
    ) -> Result<(), AppError> {
        if self.demo.is_some() {
            return Err(Error::Invalid(Cannot::DemoSignOut).into());
        }
        self.have_the_windows_save(app).await;
        let Some(Open { id, core }) = self.open_now() else {
            return Ok(());
        };
        let before = core.at_stake()?;
        if let Some(known) = remove {
            all_told(known, before.drafts, &before)?;
        }
        let account = core.account()?.ok_or(Error::NotFound("account"))?;
        let credential = core.credential();
        // Noted before anything is let go: whatever happens now, the next sign-in knows what to revoke.
        let mut note = self.places.note(&id);
        note.origin.clone_from(&account.origin);
        let made = credential.as_ref().and_then(minted).map(|m| m.id.clone());
        note.tokens.extend(made.clone());
        self.places.save_note(&id, &note)?;
        forget(&id)?;
        self.end_tasks().await;
        let left = core.sign_out().await?;
        // A session that was renewed in the last moment was kept again.
        forget(&id)?;
        if left == Some(Left::Ended) {
            note.tokens.retain(|token| Some(token) != made.as_ref());
        }
        note.is_signed_out = true;
        self.places.save_note(&id, &note)?;
        self.places.remember(&LastAccount {
            id: id.clone(),
            origin: account.origin.clone(),
            is_signed_out: true,
        })?;
        // The server may have taken its time, and another window was open: what was written there meanwhile stays.
        self.have_the_windows_save(app).await;
        *self.stage() = Stage::Starting;
        let stake = core.at_stake().map_err(AppError::from);
        drop(core);
        let removed = match (remove, &stake) {
            (None, _) => Ok(()),
            (Some(known), Ok(now)) => {
                all_told(known, before.drafts, now).and_then(|()| self.remove(&id))
            }
            (Some(_), Err(untold)) => Err(untold.clone()),
        };
        let AtStake { unsent, drafts, .. } = stake.unwrap_or_default();
        *self.leaving() = Some(Leaving {
            id,
            account,
            left,
            removed: remove.is_some() && removed.is_ok(),
            unsent,
            drafts,
        });
        self.go(app, Stage::SignIn);
        removed
    }

    /// Removes a mirror with its key.
    fn remove(&self, id: &str) -> Result<(), AppError> {
        // The keys first: from then on nothing of it can be read, whatever becomes of its files.
        let folder = self.places.account(id);
        let entries = aside::erase_keys(&folder)?;
        for entry in entries.iter().map(String::as_str).chain([""]) {
            let _ = keychain::remove(Item::MirrorKey, &keychain::key_name(id, entry));
        }
        for item in [Item::Label, Item::Epoch] {
            let _ = keychain::remove(item, id);
        }
        self.places.remove_mirror(id)
    }

    /// Revokes the token of whoever just signed out, with an e-mailed code.
    ///
    /// # Errors
    /// `Invalid` for a wrong code; what stands against it.
    pub(crate) async fn end_sign_in(&self, app: &AppHandle, code: &str) -> Result<(), AppError> {
        let Some(mut leaving) = self.leaving().clone() else {
            return Ok(());
        };
        let Some(Left::TokenStays(minted)) = &leaving.left else {
            return Ok(());
        };
        let http = self.http(Origin::parse(&leaving.account.origin)?)?;
        let ids = slice::from_ref(&minted.id);
        sign_in::end_with_code(&http, &leaving.account, code, ids)
            .await
            .map_err(super::door::at_the_door)?;
        let mut note = self.places.note(&leaving.id);
        note.tokens.retain(|token| *token != minted.id);
        if leaving.removed {
            self.places.remove_mirror(&leaving.id)?;
        } else {
            self.places.save_note(&leaving.id, &note)?;
        }
        leaving.left = Some(Left::Ended);
        *self.leaving() = Some(leaving);
        self.go(app, Stage::SignIn);
        Ok(())
    }
}

fn minted(credential: &Credential) -> Option<&Minted> {
    match credential {
        Credential::Minted(minted) => Some(minted),
        Credential::Token(_) | Credential::Session { .. } => None,
    }
}

/// Takes the sign-in out of the keyring. Where none answers, it lies in the mirror, and the engine removes it.
fn forget(id: &str) -> Result<(), AppError> {
    match keychain::remove(Item::Token, id) {
        Ok(()) | Err(Silence::NoEntry | Silence::Absent) => Ok(()),
        Err(Silence::Locked | Silence::Unanswered) => Err(AppError::saying(
            Code::Keyring,
            Sentence::Keyring,
            Advice::Keyring,
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_removed_that_was_written_since_the_person_was_told() {
        let now = |unsent, drafts| AtStake {
            unsent,
            drafts,
            ..AtStake::default()
        };
        assert!(all_told(2, 1, &now(2, 1)).is_ok());
        assert!(
            all_told(2, 1, &now(0, 0)).is_ok(),
            "it was sent in the meantime"
        );
        assert!(all_told(2, 1, &now(3, 1)).is_err(), "one more change");
        assert!(all_told(2, 1, &now(2, 2)).is_err(), "one more text");
    }
}

//! The keys of a mirror: which one opens it, and how a person adds, changes and takes away the slots that keep it.
//!
//! What opens in which state of the keyring is the engine's decision (`core/src/store/door.rs`); here the keyring is asked.

use super::locking::Safety;
use super::{Open, Session};
use crate::keychain::{self, Item};
use crate::places::Places;
use satchel_core::error::{AppError, Code, Error};
use satchel_core::sentence::{Advice, Sentence};
use satchel_core::store::aside;
use satchel_core::store::door::{self, Said, Trouble, Way};
use satchel_core::store::key::{DataKey, KeySlots, Slot, SlotKey};
use satchel_core::store::recovery::RecoveryCode;
use uuid::Uuid;

/// What was found.
pub(super) enum Found {
    Key(DataKey),
    /// The person has to open it, or to help the keyring.
    Ask(Option<Trouble>),
    NoKeyring,
}

/// The key of an account's mirror: out of the keyring's slot, or made with the mirror.
pub(super) fn find(places: &Places, id: &str) -> Result<Found, AppError> {
    let folder = places.account(id);
    let slots = KeySlots::read(&folder)?;
    let has_mirror = folder.join("mirror.db").exists();
    let ask = |entry: &str| keychain::mirror_key(id, entry);
    match door::way(slots.as_ref(), has_mirror, ask) {
        Ok(Way::Open(key)) => Ok(Found::Key(key)),
        Ok(Way::Ask(trouble)) => Ok(Found::Ask(trouble)),
        Ok(Way::NewWithPassphrase) => Ok(Found::NoKeyring),
        Ok(Way::New) => make(places, id),
        Err(Error::Storage(message)) if slots.is_none() => Err(AppError::in_words(
            Code::Keyring,
            format!("{message}."),
            "Put keyslots.json back beside the mirror. Nothing was deleted.",
        )),
        Err(other) => Err(other.into()),
    }
}

/// A key for a mirror that does not exist yet, with a slot in the keyring.
fn make(places: &Places, id: &str) -> Result<Found, AppError> {
    let folder = places.account(id);
    let key = DataKey::generate()?;
    let mut slots = KeySlots::new();
    match add_keyring(id, &folder, &mut slots, &key) {
        Ok(()) => {}
        Err(AppError {
            code: Code::Keyring,
            ..
        }) => return Ok(Found::NoKeyring),
        Err(other) => return Err(other),
    }
    slots.save(&folder)?;
    Ok(Found::Key(key))
}

/// Puts a new slot's key into the keyring, under a name that no mirror set aside may come back to.
fn add_keyring(
    id: &str,
    folder: &std::path::Path,
    slots: &mut KeySlots,
    key: &DataKey,
) -> Result<(), AppError> {
    let is_free = aside::held(folder).is_empty() && keychain::mirror_key(id, "") == Said::NoEntry;
    let entry = match is_free {
        true => String::new(),
        false => Uuid::new_v4().simple().to_string(),
    };
    let slot = SlotKey::generate()?;
    keychain::set(
        Item::MirrorKey,
        &keychain::key_name(id, &entry),
        &slot.to_text(),
    )
    .map_err(|_| no_keyring())?;
    Ok(slots.set_keyring(key, &slot, &entry)?)
}

fn no_keyring() -> AppError {
    AppError::saying(Code::Keyring, Sentence::Keyring, Advice::Keyring)
}

fn is_needed() -> AppError {
    AppError::saying(Code::WrongPassphrase, Sentence::KeyNeeded, Advice::TypeKey)
}

/// What was typed, where a slot asks for it before it is changed or taken away.
fn typed_for<'a>(
    slots: &KeySlots,
    slot: Slot,
    typed: Option<&'a str>,
) -> Result<Option<&'a str>, AppError> {
    match typed {
        None if slots.asks_before_changing(slot) => Err(is_needed()),
        typed => Ok(typed),
    }
}

/// The key of a mirror by what was typed, or by the keyring where nothing was.
pub(super) fn key_by(id: &str, slots: &KeySlots, typed: Option<&str>) -> Result<DataKey, AppError> {
    if let Some(typed) = typed {
        return Ok(slots.open_with_typed(typed)?);
    }
    match door::way(Some(slots), true, |entry| keychain::mirror_key(id, entry))? {
        Way::Open(key) => Ok(key),
        Way::Ask(None) => Err(is_needed()),
        _ => Err(no_keyring()),
    }
}

impl Session {
    /// The open mirror's slots and its key, by what was typed or by the keyring.
    fn slots_and_key(&self, typed: Option<&str>) -> Result<(String, KeySlots, DataKey), AppError> {
        let Open { id, .. } = self.open_now().ok_or(Error::Locked)?;
        let slots = KeySlots::read(&self.places.account(&id))?.ok_or(Error::WrongKey)?;
        let key = key_by(&id, &slots, typed)?;
        Ok((id, slots, key))
    }

    /// Sets or changes the passphrase of the open mirror.
    ///
    /// # Errors
    /// `Invalid` with the rule; `WrongPassphrase`, `Keyring`: the key that is there could not be got at.
    pub(crate) fn change_passphrase(
        &self,
        new: &str,
        typed: Option<&str>,
    ) -> Result<Safety, AppError> {
        let (id, mut slots, key) = self.slots_and_key(typed)?;
        typed_for(&slots, Slot::Passphrase, typed)?;
        slots.set_passphrase(&key, new)?;
        slots.save(&self.places.account(&id))?;
        self.safety()
    }

    /// Makes a recovery code for the open mirror, in the place of one made before. It is told once.
    ///
    /// # Errors
    /// `WrongPassphrase`, `Keyring`: the key that is there could not be got at. `Storage`.
    pub(crate) fn make_recovery_code(&self, typed: Option<&str>) -> Result<String, AppError> {
        let (id, mut slots, key) = self.slots_and_key(typed)?;
        let code = RecoveryCode::generate()?;
        slots.set_recovery(&key, &code)?;
        slots.save(&self.places.account(&id))?;
        Ok(code.to_text().to_string())
    }

    /// Has the keyring open the open mirror, too.
    ///
    /// # Errors
    /// `WrongPassphrase`; `Keyring`; `Storage`.
    pub(crate) fn add_keyring_slot(&self, typed: Option<&str>) -> Result<Safety, AppError> {
        let (id, mut slots, key) = self.slots_and_key(typed)?;
        let folder = self.places.account(&id);
        add_keyring(&id, &folder, &mut slots, &key)?;
        slots.save(&folder)?;
        self.safety()
    }

    /// Takes a slot of the open mirror away, never the last one.
    ///
    /// # Errors
    /// `Invalid` for the last one; `WrongPassphrase` where what opens the mirror has to be typed first; `Storage`.
    pub(crate) fn remove_slot(&self, slot: Slot, typed: Option<&str>) -> Result<Safety, AppError> {
        let Open { id, .. } = self.open_now().ok_or(Error::Locked)?;
        let folder = self.places.account(&id);
        let mut slots = KeySlots::read(&folder)?.ok_or(Error::WrongKey)?;
        if let Some(typed) = typed_for(&slots, slot, typed)? {
            slots.open_with_typed(typed)?;
        }
        let entry = slots.keyring_entry().map(str::to_owned);
        slots.remove(slot)?;
        slots.save(&folder)?;
        if let (Slot::Keyring, Some(entry)) = (slot, entry) {
            let _ = keychain::remove(Item::MirrorKey, &keychain::key_name(&id, &entry));
        }
        self.safety()
    }

    /// Opens what is unsent in a mirror that was set aside, and brings it over. Tells on how many cases it was.
    ///
    /// # Errors
    /// `WrongPassphrase`, `NotFound`, `Storage`.
    pub(crate) fn open_held(&self, name: &str, typed: Option<&str>) -> Result<u32, AppError> {
        let Open { id, core } = self.open_now().ok_or(Error::Locked)?;
        let found = aside::find(&self.places.account(&id), name)?;
        let (path, slots) = found.ok_or(Error::NotFound("copy"))?;
        let key = key_by(&id, &slots, typed)?;
        Ok(core.bring_over(&path, &key)?)
    }

    /// At every start: whatever was set aside and opens by the keyring now is brought over.
    pub(super) fn try_held(&self, open: &Open) {
        for held in aside::held(&self.places.account(&open.id)) {
            match self.try_one(open, &held.name) {
                Ok(cases) => tracing::info!(cases, "unsent work of a copy set aside is back"),
                Err(e) => tracing::info!(code = ?e.code, "a copy set aside stays shut"),
            }
        }
    }

    fn try_one(&self, open: &Open, name: &str) -> Result<u32, AppError> {
        let found = aside::find(&self.places.account(&open.id), name)?;
        let (path, slots) = found.ok_or(Error::NotFound("copy"))?;
        Ok(open
            .core
            .bring_over(&path, &key_by(&open.id, &slots, None)?)?)
    }
}

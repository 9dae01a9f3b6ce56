//! The key of an account's mirror: out of its slots, or made together with the mirror.
//!
//! A key that is missing or locked makes no new one and deletes nothing; each case says what the person can do.

use crate::keychain::{self, Item, Silence};
use crate::places::Places;
use satchel_core::error::{AppError, Code};
use satchel_core::store::key::{DataKey, KeySlots, Slot, SlotKey};

/// What was found.
pub(super) enum Found {
    Key(DataKey),
    NeedsPassphrase,
    NoKeyring,
}

/// The key of an account's mirror: out of its slots, or made with the mirror.
pub(super) fn find(places: &Places, id: &str) -> Result<Found, AppError> {
    let folder = places.account(id);
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

fn keyring_error(message: &str, next: &str) -> AppError {
    AppError {
        code: Code::Keyring,
        message: message.to_owned(),
        next: next.to_owned(),
    }
}

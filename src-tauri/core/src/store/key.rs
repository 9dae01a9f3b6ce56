//! The key of a mirror, and the slots that keep it: like LUKS, any one slot opens.
//!
//! The data key is 32 random bytes that never change; each slot wraps it with a key of its own: one that the operating
//! system's keyring holds, or one derived from a passphrase. `keyslots.json` beside the mirror holds the wrapped copies
//! and no secret. Losing a slot deletes nothing. The keyring itself is the shell's (`app/keychain.rs`). The code that a
//! person keeps in a drawer is `recovery.rs`; which slot opens in which state of the keyring, `door.rs`.

use super::recovery::RecoveryCode;
use super::{anew, keep_private, make_private, no_link, passphrase, storage};
use crate::error::{Error, Result};
use crate::sentence::Cannot;
use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::io::Write;
use std::path::Path;
use zeroize::Zeroizing;

/// The key that the mirror is encrypted with.
pub struct DataKey(Zeroizing<[u8; 32]>);

/// A key that opens one slot.
pub struct SlotKey(Zeroizing<[u8; 32]>);

/// Which kind of slot.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Slot {
    /// Its key lies in the operating system's keyring.
    Keyring,
    /// Its key is derived from a passphrase.
    Passphrase,
    /// Its key is derived from a code on paper.
    Recovery,
}

/// The wrapped copies of one mirror's data key.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct KeySlots {
    slots: Vec<Wrapped>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Wrapped {
    kind: Slot,
    /// Hex. Of the derivation; empty for a keyring slot.
    salt: String,
    /// Which of the keyring's entries holds the key: a new mirror beside one that was set aside has another one. Empty in
    /// those from before there could be several.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    entry: String,
    /// Hex.
    nonce: String,
    /// Hex: XChaCha20-Poly1305 of the data key.
    sealed: String,
}

/// Argon2id: memory in KiB and passes (sync-and-security 7.4 asks for at least 64 MiB and 3).
const ARGON: (u32, u32, u32) = (64 * 1024, 3, 1);
const FILE: &str = "keyslots.json";

impl DataKey {
    /// A new key from the operating system's randomness.
    ///
    /// # Errors
    /// `Storage` when there is none: no weaker key is ever made instead.
    pub fn generate() -> Result<DataKey> {
        Ok(DataKey(random()?))
    }

    /// The same key, for another connection of the program that has it.
    pub(super) fn again(&self) -> DataKey {
        DataKey(self.0.clone())
    }

    /// Hands the key to SQLCipher, raw: no derivation, so opening costs nothing.
    pub(super) fn pragma(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("PRAGMA key = \"x'{}'\";", &*hex(&*self.0)))
    }

    /// What seals the journal of unsent work: a key of its own, derived from this one, so that no two kinds of ciphertext
    /// share a key.
    pub(super) fn journal_cipher(&self) -> XChaCha20Poly1305 {
        let mut hash = Sha256::new();
        hash.update(b"satchel/unsent/1");
        hash.update(*self.0);
        let derived = Zeroizing::new(<[u8; 32]>::from(hash.finalize()));
        XChaCha20Poly1305::new((&*derived).into())
    }

    /// A key for tests and simulations in memory.
    #[must_use]
    pub fn for_tests(byte: u8) -> DataKey {
        DataKey(Zeroizing::new([byte; 32]))
    }
}

impl SlotKey {
    /// A new key for the keyring.
    ///
    /// # Errors
    /// `Storage` when there is no randomness.
    pub fn generate() -> Result<SlotKey> {
        Ok(SlotKey(random()?))
    }

    /// As text, for the keyring.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        hex(&*self.0)
    }

    /// From the keyring's text.
    ///
    /// # Errors
    /// `WrongKey` when it is not what we put there.
    pub fn from_text(text: &str) -> Result<SlotKey> {
        let bytes = Zeroizing::new(unhex(text).ok_or(Error::WrongKey)?);
        let key: [u8; 32] = bytes.as_slice().try_into().map_err(|_| Error::WrongKey)?;
        Ok(SlotKey(Zeroizing::new(key)))
    }

    pub(super) fn from_passphrase(passphrase: &str, salt: &[u8]) -> Result<SlotKey> {
        let (memory, passes, lanes) = ARGON;
        let params =
            Params::new(memory, passes, lanes, Some(32)).map_err(|e| Error::Bug(e.to_string()))?;
        let mut key = Zeroizing::new([0_u8; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(passphrase.as_bytes(), salt, &mut *key)
            .map_err(|e| Error::Bug(e.to_string()))?;
        Ok(SlotKey(key))
    }
}

impl KeySlots {
    /// The slots of the mirror in `folder`; `None` where there is none yet.
    ///
    /// # Errors
    /// `Storage` when the file is there and can't be read: a new key must not be made then.
    pub fn read(folder: &Path) -> Result<Option<KeySlots>> {
        let path = folder.join(FILE);
        no_link(&path)?;
        match std::fs::read(path) {
            Ok(bytes) => serde_json::from_slice(&bytes)
                .map(Some)
                .map_err(|_| Error::Storage("the key file is damaged".to_owned())),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(storage(e)),
        }
    }

    /// Writes the slots beside the mirror: a whole new file, on disk, then in place of the old one.
    ///
    /// # Errors
    /// `Storage`, `DiskFull`; the old file stays then.
    pub fn save(&self, folder: &Path) -> Result<()> {
        make_private(folder)?;
        let part = folder.join("keyslots.part");
        let json = serde_json::to_vec_pretty(self).map_err(|e| Error::Bug(e.to_string()))?;
        let mut file = anew(&part).map_err(storage)?;
        keep_private(&part)?;
        file.write_all(&json)
            .and_then(|()| file.sync_all())
            .map_err(storage)?;
        std::fs::rename(&part, folder.join(FILE)).map_err(storage)
    }

    /// No slot yet.
    #[must_use]
    pub fn new() -> KeySlots {
        KeySlots { slots: Vec::new() }
    }

    /// Is there a slot of this kind?
    #[must_use]
    pub fn has(&self, kind: Slot) -> bool {
        self.slots.iter().any(|s| s.kind == kind)
    }

    /// Which slots there are.
    #[must_use]
    pub fn kinds(&self) -> Vec<Slot> {
        self.slots.iter().map(|s| s.kind).collect()
    }

    /// Must the person type what opens it before this slot is changed or taken away, even where the keyring opens it? A
    /// passphrase is theirs: an open desktop is not enough to shut them out.
    #[must_use]
    pub fn asks_before_changing(&self, kind: Slot) -> bool {
        kind == Slot::Passphrase && self.has(kind)
    }

    /// Which of the keyring's entries holds the key of its slot; `None`: there is no such slot.
    #[must_use]
    pub fn keyring_entry(&self) -> Option<&str> {
        let slot = self.slots.iter().find(|s| s.kind == Slot::Keyring)?;
        Some(&slot.entry)
    }

    /// Adds, or replaces, the keyring's slot; its key lies in the keyring's `entry`.
    ///
    /// # Errors
    /// `Storage` when there is no randomness.
    pub fn set_keyring(&mut self, data: &DataKey, slot: &SlotKey, entry: &str) -> Result<()> {
        self.set(Slot::Keyring, &[], data, slot)?;
        for wrapped in self.slots.iter_mut().filter(|s| s.kind == Slot::Keyring) {
            entry.clone_into(&mut wrapped.entry);
        }
        Ok(())
    }

    /// Adds, or replaces, the slot of the recovery code.
    ///
    /// # Errors
    /// `Storage` when there is no randomness.
    pub fn set_recovery(&mut self, data: &DataKey, code: &RecoveryCode) -> Result<()> {
        let salt: Zeroizing<[u8; 32]> = random()?;
        self.set(Slot::Recovery, &*salt, data, &SlotKey(code.derive(&*salt)))
    }

    /// Removes a slot.
    ///
    /// # Errors
    /// `Invalid` for the last one: nothing could open the mirror any more.
    pub fn remove(&mut self, kind: Slot) -> Result<()> {
        if self.slots.iter().all(|s| s.kind == kind) {
            return Err(Error::Invalid(Cannot::OnlyKey));
        }
        self.slots.retain(|s| s.kind != kind);
        Ok(())
    }

    /// Adds, or replaces, the passphrase's slot. Takes about half a second, on purpose.
    ///
    /// # Errors
    /// `Invalid` for a passphrase that is too short or easily guessed.
    pub fn set_passphrase(&mut self, data: &DataKey, passphrase: &str) -> Result<()> {
        passphrase::check(passphrase)?;
        let salt: Zeroizing<[u8; 32]> = random()?;
        let slot = SlotKey::from_passphrase(passphrase, &*salt)?;
        self.set(Slot::Passphrase, &*salt, data, &slot)
    }

    fn set(&mut self, kind: Slot, salt: &[u8], data: &DataKey, slot: &SlotKey) -> Result<()> {
        let random: Zeroizing<[u8; 32]> = random()?;
        let mut nonce = [0_u8; 24];
        for (to, from) in nonce.iter_mut().zip(random.iter()) {
            *to = *from;
        }
        let sealed = XChaCha20Poly1305::new((&*slot.0).into())
            .encrypt(&XNonce::from(nonce), data.0.as_slice())
            .map_err(|_| Error::Bug("sealing failed".to_owned()))?;
        self.slots.retain(|s| s.kind != kind);
        self.slots.push(Wrapped {
            kind,
            salt: hex(salt).to_string(),
            entry: String::new(),
            nonce: hex(&nonce).to_string(),
            sealed: hex(&sealed).to_string(),
        });
        Ok(())
    }

    /// The data key, by the keyring's key.
    ///
    /// # Errors
    /// `WrongKey`: nothing was changed.
    pub fn open_with_keyring(&self, slot: &SlotKey) -> Result<DataKey> {
        self.open(Slot::Keyring, |_| Ok(SlotKey(slot.0.clone())))
    }

    /// The data key, by the passphrase. Takes about half a second, on purpose.
    ///
    /// # Errors
    /// `WrongKey`: nothing was changed.
    pub fn open_with_passphrase(&self, passphrase: &str) -> Result<DataKey> {
        self.open(Slot::Passphrase, |salt| {
            SlotKey::from_passphrase(passphrase, salt)
        })
    }

    /// The data key, by the recovery code.
    ///
    /// # Errors
    /// `WrongKey`: nothing was changed.
    pub fn open_with_recovery(&self, code: &RecoveryCode) -> Result<DataKey> {
        self.open(Slot::Recovery, |salt| Ok(SlotKey(code.derive(salt))))
    }

    /// The data key, by what a person typed: the passphrase, or the recovery code.
    ///
    /// # Errors
    /// `WrongKey`; `Invalid`: it is a recovery code, and this of its groups is mistyped. Nothing was changed.
    pub fn open_with_typed(&self, typed: &str) -> Result<DataKey> {
        let code = (self.has(Slot::Recovery) && RecoveryCode::is_meant_by(typed))
            .then(|| RecoveryCode::parse(typed));
        let opened = match &code {
            Some(Ok(code)) => self.open_with_recovery(code),
            Some(Err(_)) | None => Err(Error::WrongKey),
        };
        let opened = match opened {
            Err(Error::WrongKey) if self.has(Slot::Passphrase) => self.open_with_passphrase(typed),
            opened => opened,
        };
        match (opened, code) {
            (Err(Error::WrongKey), Some(Err(mistyped))) => Err(mistyped),
            (opened, _) => opened,
        }
    }

    fn open(&self, kind: Slot, key: impl FnOnce(&[u8]) -> Result<SlotKey>) -> Result<DataKey> {
        let wrapped = self
            .slots
            .iter()
            .find(|s| s.kind == kind)
            .ok_or(Error::WrongKey)?;
        let part = |text: &str| {
            unhex(text).ok_or_else(|| Error::Storage("the key file is damaged".to_owned()))
        };
        let nonce: [u8; 24] = part(&wrapped.nonce)?
            .as_slice()
            .try_into()
            .map_err(|_| Error::WrongKey)?;
        let slot = key(&part(&wrapped.salt)?)?;
        let open = XChaCha20Poly1305::new((&*slot.0).into())
            .decrypt(&XNonce::from(nonce), part(&wrapped.sealed)?.as_slice())
            .map(Zeroizing::new)
            .map_err(|_| Error::WrongKey)?;
        let bytes: [u8; 32] = open.as_slice().try_into().map_err(|_| Error::WrongKey)?;
        Ok(DataKey(Zeroizing::new(bytes)))
    }
}

impl Default for KeySlots {
    fn default() -> Self {
        KeySlots::new()
    }
}

fn random() -> Result<Zeroizing<[u8; 32]>> {
    let mut bytes = Zeroizing::new([0_u8; 32]);
    getrandom::fill(&mut *bytes).map_err(|e| Error::Storage(format!("no randomness: {e}")))?;
    Ok(bytes)
}

fn hex(bytes: &[u8]) -> Zeroizing<String> {
    Zeroizing::new(bytes.iter().map(|b| format!("{b:02x}")).collect())
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() || !text.len().is_multiple_of(2) {
        return None;
    }
    (0..text.len())
        .step_by(2)
        .map(|i| u8::from_str_radix(text.get(i..i + 2)?, 16).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn either_slot_opens_the_same_key_and_a_wrong_one_opens_nothing() {
        let data = DataKey::generate().unwrap();
        let keyring = SlotKey::generate().unwrap();
        let mut slots = KeySlots::new();
        slots.set_keyring(&data, &keyring, "").unwrap();
        slots
            .set_passphrase(&data, "mossy lantern kept quiet")
            .unwrap();
        assert_eq!(*slots.open_with_keyring(&keyring).unwrap().0, *data.0);
        assert_eq!(
            *slots
                .open_with_passphrase("mossy lantern kept quiet")
                .unwrap()
                .0,
            *data.0
        );
        assert!(matches!(
            slots.open_with_passphrase("battery staple"),
            Err(Error::WrongKey)
        ));
        assert!(matches!(
            slots.open_with_keyring(&SlotKey::generate().unwrap()),
            Err(Error::WrongKey)
        ));
    }

    #[test]
    fn slots_survive_the_disk_and_hold_no_key() {
        let dir = tempfile::tempdir().unwrap();
        let data = DataKey::generate().unwrap();
        let keyring = SlotKey::generate().unwrap();
        let mut slots = KeySlots::new();
        slots.set_keyring(&data, &keyring, "").unwrap();
        slots.save(dir.path()).unwrap();
        let text = std::fs::read_to_string(dir.path().join("keyslots.json")).unwrap();
        assert!(!text.contains(&*hex(&*data.0)) && !text.contains(&*keyring.to_text()));
        let again = KeySlots::read(dir.path()).unwrap().unwrap();
        assert_eq!(*again.open_with_keyring(&keyring).unwrap().0, *data.0);
    }

    #[test]
    fn what_a_person_types_opens_by_whichever_slot_it_is_for_and_a_typo_is_told() {
        let data = DataKey::generate().unwrap();
        let mut slots = KeySlots::new();
        let code = RecoveryCode::generate().unwrap();
        slots.set_recovery(&data, &code).unwrap();
        slots
            .set_passphrase(&data, "mossy lantern kept quiet")
            .unwrap();
        let typed = code.to_text().to_lowercase();
        for right in ["mossy lantern kept quiet", &typed] {
            assert_eq!(*slots.open_with_typed(right).unwrap().0, *data.0);
        }
        let other = if typed.starts_with('x') { "y" } else { "x" };
        let mistyped = slots.open_with_typed(&typed.replacen(&typed[..1], other, 1));
        assert!(
            matches!(mistyped, Err(Error::Invalid(told)) if told.to_string().contains("Group 1"))
        );
        let another = RecoveryCode::generate().unwrap().to_text();
        for wrong in ["battery staple", &another] {
            assert!(matches!(slots.open_with_typed(wrong), Err(Error::WrongKey)));
        }
    }

    #[test]
    fn the_last_slot_stays() {
        let mut slots = KeySlots::new();
        let data = DataKey::for_tests(1);
        slots
            .set_keyring(&data, &SlotKey::generate().unwrap(), "b")
            .unwrap();
        assert!(matches!(
            slots.remove(Slot::Keyring),
            Err(Error::Invalid(_))
        ));
        slots
            .set_recovery(&data, &RecoveryCode::generate().unwrap())
            .unwrap();
        assert_eq!(slots.keyring_entry(), Some("b"));
        slots.remove(Slot::Keyring).unwrap();
        assert_eq!(
            (slots.kinds(), slots.keyring_entry()),
            (vec![Slot::Recovery], None)
        );
        assert!(slots.remove(Slot::Recovery).is_err());
    }

    #[test]
    fn a_short_passphrase_is_refused_with_a_reason() {
        let refused = KeySlots::new()
            .set_passphrase(&DataKey::for_tests(1), "short")
            .unwrap_err();
        assert!(refused.to_string().contains("8 characters"));
    }

    #[test]
    fn a_damaged_key_file_is_an_error_not_a_new_key() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("keyslots.json"), b"{").unwrap();
        assert!(matches!(KeySlots::read(dir.path()), Err(Error::Storage(_))));
    }
}

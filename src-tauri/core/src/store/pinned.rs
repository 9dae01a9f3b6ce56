//! What cryptography is, written down as numbers: whoever makes it cheaper or shorter has to say so here. Tests only.

use super::key::{DataKey, KeySlots, Slot, SlotKey};
use super::recovery::RecoveryCode;
use super::{Place, Store};
use crate::error::Error;
use serde_json::Value;
use std::collections::BTreeSet;

/// Argon2id of version 1.3 with 64 MiB, three passes and one lane, by another implementation (the reference one, through
/// argon2-cffi): the same key, so none of the four was changed.
#[test]
fn a_passphrase_costs_64_mebibytes_and_three_passes_a_guess() {
    let salt: Vec<u8> = (0..32).collect();
    let key = SlotKey::from_passphrase("mossy lantern kept quiet", &salt).unwrap();
    assert_eq!(
        *key.to_text(),
        "c896e214067f092a2c37b01f636deaf7a03f5efcf3523cd3431cdc451c6d536c"
    );
}

#[test]
fn a_passphrase_is_taken_letter_for_letter_and_may_be_long() {
    let data = DataKey::generate().unwrap();
    let long =
        "mossy lantern kept quiet beneath the seventh arch of Girlitz bridge, twice; ".repeat(3);
    for typed in [" Mossy Lantern kept quie\u{301}t ", long.as_str()] {
        let mut slots = KeySlots::new();
        slots.set_passphrase(&data, typed).unwrap();
        assert!(slots.open_with_typed(typed).is_ok());
        let others = [
            typed.trim().to_owned(),
            typed.to_lowercase(),
            typed.replace("e\u{301}", "\u{e9}"),
            typed.chars().take(72).collect(),
            format!("{typed}!"),
        ];
        for other in others.iter().filter(|other| *other != typed) {
            let opened = slots.open_with_typed(other);
            assert!(matches!(opened, Err(Error::WrongKey)), "{other:?}");
        }
    }
}

#[test]
fn after_a_recovery_code_a_new_passphrase_opens_the_same_mirror_and_the_old_one_does_not() {
    let (data, code) = (
        DataKey::generate().unwrap(),
        RecoveryCode::generate().unwrap(),
    );
    let mut slots = KeySlots::new();
    slots
        .set_passphrase(&data, "forgotten lantern kept quiet")
        .unwrap();
    slots.set_recovery(&data, &code).unwrap();
    let opened = slots.open_with_typed(&code.to_text()).unwrap();
    slots
        .set_passphrase(&opened, "another lantern kept quiet")
        .unwrap();
    let again = slots.open_with_typed("another lantern kept quiet").unwrap();
    assert_eq!(*again.pragma(), *data.pragma());
    let old = slots.open_with_typed("forgotten lantern kept quiet");
    assert!(matches!(old, Err(Error::WrongKey)));
}

#[test]
fn sqlcipher_runs_with_the_settings_it_was_chosen_for() {
    let dir = tempfile::tempdir().unwrap();
    let place = Place::Folder(dir.path().to_owned());
    let opened = Store::open(&place, &DataKey::generate().unwrap()).unwrap();
    let (settings, provider): (BTreeSet<String>, String) = opened
        .store
        .read(|db| {
            let mut asked = db.prepare("PRAGMA cipher_settings")?;
            let all = asked.query_map([], |row| row.get(0))?;
            let all = all.collect::<rusqlite::Result<_>>()?;
            Ok((
                all,
                db.query_row("PRAGMA cipher_provider", [], |r| r.get(0))?,
            ))
        })
        .unwrap();
    let expected = [
        "PRAGMA cipher_hmac_algorithm = HMAC_SHA512;",
        "PRAGMA cipher_kdf_algorithm = PBKDF2_HMAC_SHA512;",
        "PRAGMA cipher_page_size = 4096;",
        "PRAGMA cipher_plaintext_header_size = 0;",
        "PRAGMA cipher_use_hmac = 1;",
        "PRAGMA kdf_iter = 256000;",
    ];
    assert_eq!(settings, expected.map(str::to_owned).into());
    assert_eq!(provider, "openssl");
    let cipher: String = opened
        .store
        .read(|db| Ok(db.query_row("PRAGMA cipher", [], |r| r.get(0))?))
        .unwrap();
    assert_eq!(cipher, "AES-256-CBC");
}

#[test]
fn the_database_gets_256_bits_as_they_are_and_each_file_has_a_salt_of_its_own() {
    let pragma = DataKey::for_tests(0xab).pragma();
    assert_eq!(*pragma, format!("PRAGMA key = \"x'{}'\";", "ab".repeat(32)));
    let salts: BTreeSet<Vec<u8>> = (0..3)
        .map(|_| {
            let dir = tempfile::tempdir().unwrap();
            let place = Place::Folder(dir.path().to_owned());
            drop(Store::open(&place, &DataKey::for_tests(1)).unwrap());
            std::fs::read(dir.path().join("mirror.db")).unwrap()[..16].to_vec()
        })
        .collect();
    assert_eq!(salts.len(), 3, "one key, three files");
}

#[test]
fn every_slot_has_a_nonce_of_192_bits_a_salt_of_256_and_a_seal() {
    let (data, keyring) = (DataKey::generate().unwrap(), SlotKey::generate().unwrap());
    let mut seen = BTreeSet::new();
    for _ in 0..2 {
        let dir = tempfile::tempdir().unwrap();
        let mut slots = KeySlots::new();
        slots.set_keyring(&data, &keyring, "").unwrap();
        slots
            .set_passphrase(&data, "mossy lantern kept quiet")
            .unwrap();
        let code = RecoveryCode::generate().unwrap();
        slots.set_recovery(&data, &code).unwrap();
        assert_eq!(slots.kinds().len(), 3);
        assert!(slots.has(Slot::Recovery));
        slots.save(dir.path()).unwrap();
        let text = std::fs::read(dir.path().join("keyslots.json")).unwrap();
        let stored: Value = serde_json::from_slice(&text).unwrap();
        for slot in stored["slots"].as_array().unwrap() {
            let hex = |part: &str| slot[part].as_str().unwrap().to_owned();
            assert_eq!(hex("nonce").len(), 2 * 24);
            // The key, and the 128 bits that tell whether it was changed.
            assert_eq!(hex("sealed").len(), 2 * (32 + 16));
            assert!(seen.insert(hex("nonce")) && seen.insert(hex("sealed")));
            if slot["kind"] != "keyring" {
                assert_eq!(hex("salt").len(), 2 * 32);
                assert!(seen.insert(hex("salt")), "used twice");
            }
        }
        // Seven groups of four signs of five bits each.
        let signs = code
            .to_text()
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .count();
        assert_eq!((signs - 7) * 5, 140);
        assert!(seen.insert(code.to_text().to_string()));
    }
    let keys: BTreeSet<String> = (0..64)
        .map(|_| SlotKey::generate().unwrap().to_text().to_string())
        .collect();
    assert_eq!(keys.len(), 64);
    assert!(keys.iter().all(|key| key.len() == 2 * 32));
}

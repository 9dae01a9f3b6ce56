//! Which key opens a mirror, in each state of the keyring. Pure: the shell asks the keyring (`app/keychain.rs`), tells what
//! it said, and does what is decided here.
//!
//! Never is a new key made where there is a mirror, and never does anything stay in the open: where no keyring answers, a
//! passphrase is asked for, or nothing opens.

use super::key::{DataKey, KeySlots, Slot, SlotKey};
use crate::error::{Error, Result};
use serde::Serialize;

/// What the keyring said to the question for the mirror's entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Said {
    /// What is in the entry.
    Entry(String),
    /// It answers, and has no such entry.
    NoEntry,
    /// It is locked, and the person did not unlock it.
    Locked,
    /// There is none.
    Absent,
    /// It was asked, and has not answered yet: it hangs, or asks the person.
    Unanswered,
}

/// What is wrong with the keyring.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Trouble {
    /// It is locked.
    Locked,
    /// None answers.
    Absent,
    /// It has no key for this mirror: another keyring, or an emptied one.
    Missing,
    /// The key that it has is another one's.
    Wrong,
    /// It was asked, and has not answered yet.
    Unanswered,
}

impl Trouble {
    /// May a new mirror begin beside this one? Only where waiting or unlocking can't help by itself.
    #[must_use]
    pub fn may_begin_anew(self) -> bool {
        matches!(self, Trouble::Missing | Trouble::Wrong)
    }
}

/// What follows.
pub enum Way {
    /// It opens.
    Open(DataKey),
    /// There is no mirror: the keyring takes the key of a new one.
    New,
    /// There is no mirror, and no keyring: a new one needs a passphrase.
    NewWithPassphrase,
    /// The person opens it: `None` where the keyring has nothing to do with it.
    Ask(Option<Trouble>),
}

/// Decides. `keyring` is asked only where it has something to say: where there is a slot of its own, or no mirror.
///
/// # Errors
/// `Storage`: a mirror stands there and its key file does not.
pub fn way(
    slots: Option<&KeySlots>,
    has_mirror: bool,
    keyring: impl FnOnce(&str) -> Said,
) -> Result<Way> {
    let Some(slots) = slots else {
        if has_mirror {
            return Err(Error::Storage(
                "The key file of the mirror is missing".to_owned(),
            ));
        }
        return Ok(match keyring("") {
            Said::Entry(_) | Said::NoEntry => Way::New,
            // Locked: one that is not opened takes nothing either.
            Said::Locked | Said::Absent | Said::Unanswered => Way::NewWithPassphrase,
        });
    };
    let Some(entry) = slots.keyring_entry() else {
        return Ok(Way::Ask(None));
    };
    Ok(match keyring(entry) {
        Said::Entry(text) => {
            let opened = SlotKey::from_text(&text).and_then(|key| slots.open_with_keyring(&key));
            match opened {
                Ok(key) => Way::Open(key),
                Err(Error::WrongKey) => Way::Ask(Some(Trouble::Wrong)),
                Err(other) => return Err(other),
            }
        }
        Said::NoEntry => Way::Ask(Some(Trouble::Missing)),
        Said::Locked => Way::Ask(Some(Trouble::Locked)),
        Said::Absent => Way::Ask(Some(Trouble::Absent)),
        Said::Unanswered => Way::Ask(Some(Trouble::Unanswered)),
    })
}

/// Can a person open it by typing something?
#[must_use]
pub fn can_be_typed(slots: &KeySlots) -> bool {
    slots.has(Slot::Passphrase) || slots.has(Slot::Recovery)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slots(with_passphrase: bool) -> (KeySlots, DataKey, String) {
        let (data, key) = (DataKey::generate().unwrap(), SlotKey::generate().unwrap());
        let mut slots = KeySlots::new();
        slots.set_keyring(&data, &key, "x").unwrap();
        if with_passphrase {
            slots
                .set_passphrase(&data, "mossy lantern kept quiet")
                .unwrap();
        }
        (slots, data, key.to_text().to_string())
    }

    fn told(way: Result<Way>) -> &'static str {
        match way.unwrap() {
            Way::Open(_) => "open",
            Way::New => "new",
            Way::NewWithPassphrase => "new with a passphrase",
            Way::Ask(None) => "ask",
            Way::Ask(Some(Trouble::Locked)) => "locked",
            Way::Ask(Some(Trouble::Absent)) => "absent",
            Way::Ask(Some(Trouble::Missing)) => "missing",
            Way::Ask(Some(Trouble::Wrong)) => "wrong",
            Way::Ask(Some(Trouble::Unanswered)) => "unanswered",
        }
    }

    #[test]
    fn each_state_of_the_keyring_has_its_way_with_and_without_a_passphrase() {
        for with_passphrase in [false, true] {
            let (slots, _, key) = slots(with_passphrase);
            let other = SlotKey::generate().unwrap().to_text().to_string();
            for (said, expected) in [
                (Said::Entry(key), "open"),
                (Said::Locked, "locked"),
                (Said::Absent, "absent"),
                (Said::Unanswered, "unanswered"),
                (Said::NoEntry, "missing"),
                (Said::Entry(other), "wrong"),
                (Said::Entry("rubbish".to_owned()), "wrong"),
            ] {
                assert_eq!(told(way(Some(&slots), true, |_| said)), expected);
            }
            assert_eq!(can_be_typed(&slots), with_passphrase);
        }
    }

    #[test]
    fn a_keyring_that_flaps_makes_no_new_key_and_opens_when_it_is_back() {
        let (slots, _, key) = slots(false);
        let day = [Said::Absent, Said::Locked, Said::NoEntry, Said::Entry(key)];
        let told: Vec<_> = day
            .map(|said| told(way(Some(&slots), true, |_| said)))
            .into();
        assert_eq!(told, ["absent", "locked", "missing", "open"]);
    }

    #[test]
    fn a_new_mirror_is_never_made_where_one_stands_and_never_without_a_key_kept_somewhere() {
        for said in [Said::NoEntry, Said::Absent, Said::Locked, Said::Unanswered] {
            assert!(
                way(None, true, |_| said).is_err(),
                "the key file is missing"
            );
        }
        assert_eq!(told(way(None, false, |_| Said::NoEntry)), "new");
        for said in [Said::Absent, Said::Locked, Said::Unanswered] {
            assert_eq!(told(way(None, false, |_| said)), "new with a passphrase");
        }
    }

    #[test]
    fn a_mirror_without_a_keyring_slot_does_not_ask_the_keyring() {
        let mut slots = KeySlots::new();
        slots
            .set_passphrase(&DataKey::for_tests(1), "mossy lantern kept quiet")
            .unwrap();
        let asked = way(Some(&slots), true, |_| unreachable!("asked"));
        assert_eq!(told(asked), "ask");
    }

    #[test]
    fn a_new_mirror_begins_only_where_waiting_does_not_help() {
        use Trouble::{Absent, Locked, Missing, Unanswered, Wrong};
        let may = [Locked, Absent, Missing, Wrong, Unanswered].map(Trouble::may_begin_anew);
        assert_eq!(may, [false, false, true, true, false]);
    }
}

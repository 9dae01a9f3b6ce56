//! The operating system's keyring: the only file that speaks to it.
//!
//! Keeps four things per account: the key of a slot of the mirror, the server's token, whose it is (nothing in the open
//! names a person), and the mirror's epoch, by which an older copy put back is told; and, for all of them, the sign-in of the proxy. Calls block; never make them on
//! the window's thread. Where no keyring answers, the caller asks for a passphrase: nothing is ever kept in the open.
//!
//! A keyring's daemon may start after us, or end and start anew: it is spoken to by way of a [`Store`] that is made again when
//! the one at hand does not hold any more (the crate `keyring` makes one for the life of the program).

#[cfg(target_os = "macos")]
use apple_native_keyring_store::keychain::Store;
use keyring::{Entry, Error};
use keyring_core::api::CredentialStoreApi;
use satchel_core::store::door::Said;
use std::sync::{Arc, Mutex, PoisonError};
#[cfg(target_os = "windows")]
use windows_native_keyring_store::Store;
#[cfg(target_os = "linux")]
use zbus_secret_service_keyring_store::Store;

const SERVICE: &str = "Satchel";

/// Why the keyring gave nothing.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Silence {
    /// It answers, and has no such entry.
    NoEntry,
    /// It is locked, and the person did not unlock it.
    Locked,
    /// There is none.
    Absent,
}

/// What is kept.
#[derive(Clone, Copy)]
pub(crate) enum Item {
    /// The key of the mirror's keyring slot.
    MirrorKey,
    /// The server's token.
    Token,
    /// Who the proxy knows: name and password.
    ProxySignIn,
    /// Whose mirror it is, in words to choose it by.
    Label,
    /// How often the mirror was opened.
    Epoch,
}

/// The way to the keyring that held last time.
static WAY: Mutex<Option<Arc<Store>>> = Mutex::new(None);

fn way() -> std::sync::MutexGuard<'static, Option<Arc<Store>>> {
    WAY.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Asks the keyring, by the way that held last time; where that does not hold any more, by a new one.
fn ask<T>(
    item: Item,
    account: &str,
    what: impl Fn(&Entry) -> Result<T, Error>,
) -> Result<T, Silence> {
    let name = match item {
        Item::MirrorKey => "mirror key",
        Item::Token => "token",
        Item::ProxySignIn => "proxy sign-in",
        Item::Label => "label",
        Item::Epoch => "epoch",
    };
    let name = format!("{name} {account}");
    let by = |store: &Store| {
        let inner = store.build(SERVICE, &name, None)?;
        what(&Entry { inner })
    };
    let known = way().clone();
    if let Some(store) = known {
        let said = by(&store);
        if !matches!(said, Err(Error::PlatformFailure(_))) {
            return said.map_err(|e| why(&e));
        }
    }
    let store = Store::new().map_err(|e| why(&e))?;
    let said = by(&store);
    *way() = match said {
        Err(Error::PlatformFailure(_)) => None,
        _ => Some(store),
    };
    said.map_err(|e| why(&e))
}

/// Reads an item.
pub(crate) fn get(item: Item, account: &str) -> Result<String, Silence> {
    ask(item, account, Entry::get_password)
}

/// What the keyring says to the question for the key of a mirror's slot: an account's `entry` of it.
pub(crate) fn mirror_key(account: &str, entry: &str) -> Said {
    match get(Item::MirrorKey, &key_name(account, entry)) {
        Ok(text) => Said::Entry(text),
        Err(Silence::NoEntry) => Said::NoEntry,
        Err(Silence::Locked) => Said::Locked,
        Err(Silence::Absent) => Said::Absent,
    }
}

/// What the entry with the key of a slot is called: an account can have several, beside each other.
pub(crate) fn key_name(account: &str, entry: &str) -> String {
    match entry {
        "" => account.to_owned(),
        entry => format!("{account} {entry}"),
    }
}

/// Keeps an item, and reads it back: a keyring that forgets is as good as none.
pub(crate) fn set(item: Item, account: &str, value: &str) -> Result<(), Silence> {
    ask(item, account, |entry| entry.set_password(value))?;
    match get(item, account) {
        Ok(kept) if kept == value => Ok(()),
        Ok(_) | Err(_) => Err(Silence::Absent),
    }
}

/// Removes an item.
pub(crate) fn remove(item: Item, account: &str) -> Result<(), Silence> {
    ask(item, account, Entry::delete_credential)
}

fn why(error: &Error) -> Silence {
    match error {
        Error::NoEntry => Silence::NoEntry,
        Error::NoStorageAccess(_) => Silence::Locked,
        _ => Silence::Absent,
    }
}

//! The operating system's keyring: the only file that speaks to it.
//!
//! Keeps four things per account: the key of a slot of the mirror, the server's token, whose it is (nothing in the open
//! names a person), and the mirror's epoch, by which an older copy put back is told; and, for all of them, the sign-in of the proxy. Calls block; never make them on
//! the window's thread. Where no keyring answers, the caller asks for a passphrase: nothing is ever kept in the open.
//!
//! A keyring's daemon may start after us, or end and start anew: it is spoken to by way of a [`Store`] that is made again when
//! the one at hand does not hold any more (the crate `keyring` makes one for the life of the program). It may also say nothing
//! at all: it hangs, it asks the person and nobody answers, or it ends while it asks. Nobody waits for that longer than
//! [`PATIENCE`]; while a question is open, no other is asked, and what becomes of it is told to [`is_answered`].

#[cfg(target_os = "macos")]
use apple_native_keyring_store::keychain::Store;
use keyring::{Entry, Error};
use keyring_core::api::CredentialStoreApi;
use satchel_core::store::door::Said;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
#[cfg(target_os = "windows")]
use windows_native_keyring_store::Store;
#[cfg(target_os = "linux")]
use zbus_secret_service_keyring_store::Store;
use zeroize::Zeroizing;

const SERVICE: &str = "Satchel";
/// How long a question may take before nobody waits for it any more.
const PATIENCE: Duration = Duration::from_secs(4);

/// Why the keyring gave nothing.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Silence {
    /// It answers, and has no such entry.
    NoEntry,
    /// It is locked, and the person did not unlock it.
    Locked,
    /// There is none.
    Absent,
    /// It was asked, and has not answered yet.
    Unanswered,
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
/// The question that nobody waited for any longer.
static OPEN: Mutex<Option<Arc<Question>>> = Mutex::new(None);

fn held<T>(what: &Mutex<T>) -> MutexGuard<'_, T> {
    what.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How a question to the keyring stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    Open,
    Answered,
    GivenUp,
}

/// A question to the keyring.
struct Question(Mutex<Stands>, Condvar);

impl Question {
    fn new() -> Arc<Question> {
        Arc::new(Question(Mutex::new(Stands::Open), Condvar::new()))
    }

    fn ends(&self, how: Stands) {
        let mut stands = held(&self.0);
        if *stands == Stands::Open {
            *stands = how;
        }
        self.1.notify_all();
    }

    fn is_open(&self) -> bool {
        *held(&self.0) == Stands::Open
    }

    /// How it ended; still `Open` where that took longer than this.
    fn waits(&self, longest: Duration) -> Stands {
        let waited = self
            .1
            .wait_timeout_while(held(&self.0), longest, |stands| *stands == Stands::Open);
        *waited.unwrap_or_else(PoisonError::into_inner).0
    }
}

/// Waits until the keyring answers the question that is open: what was asked can be asked again then. `false`: it did not
/// within `longest`, or it was given up, or none is open.
pub(crate) fn is_answered(longest: Duration) -> bool {
    let open = held(&OPEN).clone();
    open.is_some_and(|question| question.waits(longest) == Stands::Answered)
}

/// Does not wait for the question that is open any more: the next one goes to whatever keyring is there then.
pub(crate) fn give_up() {
    if let Some(question) = held(&OPEN).take() {
        question.ends(Stands::GivenUp);
        *held(&WAY) = None;
    }
}

/// Asks the keyring on a thread of its own, and waits for it as long as it may take.
fn ask<T: Send + 'static>(
    item: Item,
    account: &str,
    what: impl Fn(&Entry) -> Result<T, Error> + Send + 'static,
) -> Result<T, Silence> {
    if held(&OPEN).as_ref().is_some_and(|open| open.is_open()) {
        return Err(Silence::Unanswered);
    }
    let name = match item {
        Item::MirrorKey => "mirror key",
        Item::Token => "token",
        Item::ProxySignIn => "proxy sign-in",
        Item::Label => "label",
        Item::Epoch => "epoch",
    };
    let name = format!("{name} {account}");
    let (tell, told) = sync_channel(1);
    let question = Question::new();
    let asked = Arc::clone(&question);
    let asking = std::thread::Builder::new().name("keyring".to_owned());
    let asking = asking.spawn(move || {
        let said = by_way(&name, what);
        let _nobody_may_wait = tell.send(said);
        asked.ends(Stands::Answered);
    });
    if asking.is_err() {
        return Err(Silence::Absent);
    }
    match told.recv_timeout(PATIENCE) {
        Ok(said) => said,
        Err(RecvTimeoutError::Timeout) => {
            *held(&OPEN) = Some(question);
            Err(Silence::Unanswered)
        }
        Err(RecvTimeoutError::Disconnected) => Err(Silence::Absent),
    }
}

/// Asks the keyring by the way that held last time; where that does not hold any more, by a new one.
fn by_way<T>(name: &str, what: impl Fn(&Entry) -> Result<T, Error>) -> Result<T, Silence> {
    let by = |store: &Store| {
        let inner = store.build(SERVICE, name, None)?;
        what(&Entry { inner })
    };
    let known = held(&WAY).clone();
    if let Some(store) = known {
        let said = by(&store);
        if !matches!(said, Err(Error::PlatformFailure(_))) {
            return said.map_err(|e| why(&e));
        }
    }
    let store = Store::new().map_err(|e| why(&e))?;
    let said = by(&store);
    *held(&WAY) = match said {
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
        Err(Silence::Unanswered) => Said::Unanswered,
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
    let secret = Zeroizing::new(value.to_owned());
    ask(item, account, move |entry| entry.set_password(&secret))?;
    match get(item, account) {
        Ok(kept) if kept == value => Ok(()),
        Err(Silence::Unanswered) => Err(Silence::Unanswered),
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

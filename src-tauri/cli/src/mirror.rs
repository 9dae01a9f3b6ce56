//! Which mirror, its key, and how it is opened: for writing by one program at a time, for reading also beside another.
//!
//! The key comes out of the keyring, where the window put it, or out of a passphrase in a file. The folder is the one that
//! was named, or the one that the window opened last.

use crate::args::Common;
use crate::fault::{self, Exit, Fault, Result};
use crate::keychain::{self, Item};
use chrono::TimeDelta;
use satchel_core::Core;
use satchel_core::clock::SystemClock;
use satchel_core::crm::http::{AuthorityFile, Http, Password, Proxy, Settings};
use satchel_core::crm::origin::Origin;
use satchel_core::crm::{Account, Credential, Keep};
use satchel_core::error::Error;
use satchel_core::lease::Standing;
use satchel_core::policy::{self, Managed};
use satchel_core::store::Place;
use satchel_core::store::door::{self, Said, Trouble, Way};
use satchel_core::store::key::{DataKey, KeySlots, Slot};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use zeroize::Zeroizing;

/// The window's name, which its data folder has.
const WINDOW: &str = "org.satchel.desktop";
/// How long somebody may take to unlock their keyring.
const A_MINUTE: Duration = Duration::from_secs(60);

/// What a command wants of a mirror.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Want {
    /// Look at it; where another program has it, as it stands on disk.
    Read,
    /// Change it.
    Write,
    /// Change it, and make it where there is none.
    Make,
}

/// What an administrator set for this computer.
pub(crate) fn managed() -> Managed {
    policy::read(&policy_place())
}

/// Where it lies. A build for development may be shown another place, as the window's.
pub(crate) fn policy_place() -> PathBuf {
    if cfg!(debug_assertions)
        && let Some(place) = std::env::var_os("SATCHEL_TEST_POLICY")
    {
        return place.into();
    }
    policy::place()
}

/// HTTP to a server, if an administrator lets it be spoken to.
pub(crate) fn http(origin: Origin, settings: &Settings) -> Result<Http> {
    if let Err(why) = managed().allows_server(&origin) {
        return Err(Fault::invalid(why.to_string(), "Ask your administrator."));
    }
    Ok(Http::new(origin, settings)?)
}

/// Where the mirror lies.
pub(crate) fn folder(common: &Common) -> Result<PathBuf> {
    if let Some(folder) = &common.mirror {
        return Ok(folder.clone());
    }
    let none = || {
        Fault::new(
            "noMirror",
            "No account was opened in the window on this computer yet.",
            "Say with --mirror, or in SATCHEL_MIRROR, which folder the mirror lies in, or is to.",
        )
    };
    let root = data_folder().ok_or_else(none)?;
    let last = std::fs::read(root.join("account.json")).map_err(|_| none())?;
    let last: serde_json::Value = serde_json::from_slice(&last).map_err(|_| none())?;
    let id = last.get("id").and_then(|id| id.as_str());
    // A name that leads elsewhere is none.
    let id = id.filter(|id| uuid::Uuid::parse_str(id).is_ok());
    Ok(root.join("accounts").join(id.ok_or_else(none)?))
}

/// Where the window keeps its accounts, on each system.
fn data_folder() -> Option<PathBuf> {
    let var = |name: &str| {
        let path = PathBuf::from(std::env::var_os(name)?);
        path.is_absolute().then_some(path)
    };
    let local = if cfg!(windows) {
        var("LOCALAPPDATA")?
    } else if cfg!(target_os = "macos") {
        var("HOME")?.join("Library/Application Support")
    } else {
        match var("XDG_DATA_HOME") {
            Some(folder) => folder,
            None => var("HOME")?.join(".local/share"),
        }
    };
    Some(local.join(WINDOW))
}

/// What the keyring says. Where it asks the person first, they have a minute for that.
fn asked(account: &str, entry: &str) -> Said {
    match keychain::mirror_key(account, entry) {
        Said::Unanswered => {
            let told = "satchel-cli: the keyring asks you, or hangs; waiting for it for a minute";
            let _nobody_may_read = writeln!(std::io::stderr(), "{told}");
            if !keychain::is_answered(A_MINUTE) {
                keychain::give_up();
                return Said::Unanswered;
            }
            keychain::mirror_key(account, entry)
        }
        said => said,
    }
}

/// The key of the mirror in `folder`; a new one where `want` says so.
pub(crate) fn key(common: &Common, folder: &Path, want: Want) -> Result<DataKey> {
    let locked = |code: &str, message: &str, next: &str| {
        Fault::new(code, message, next).ending(Exit::Locked)
    };
    let slots = KeySlots::read(folder)?;
    if slots.is_none() && want != Want::Make {
        return Err(Fault::new(
            "noMirror",
            "There is no mirror in this folder.",
            "Check the folder, or use `satchel-cli sign-in` to make one there.",
        ));
    }
    if let (Some(slots), None) = (&slots, &common.passphrase_file)
        && slots.has(Slot::Keyring)
    {
        let account = account_of(folder);
        match door::way(Some(slots), true, |entry| asked(&account, entry))? {
            Way::Open(key) => return Ok(key),
            // Something else opens it, too: that is asked for below.
            _ if door::can_be_typed(slots) => {}
            Way::New | Way::NewWithPassphrase | Way::Ask(None) => {}
            Way::Ask(Some(trouble)) => {
                let message = match trouble {
                    Trouble::Locked => "The keyring is locked.",
                    Trouble::Missing => "The keyring has no key for this mirror.",
                    Trouble::Wrong => "The keyring's key does not open this mirror.",
                    Trouble::Absent => "No keyring answers here, and the mirror's key is in one.",
                    Trouble::Unanswered => "The keyring was asked for the key and does not answer.",
                };
                let next = "Run this where your desktop's keyring is open. Nothing was changed or deleted.";
                return Err(locked("keyring", message, next));
            }
        }
    }
    if slots
        .as_ref()
        .is_some_and(|slots| !door::can_be_typed(slots))
    {
        return Err(locked(
            "keyring",
            "This mirror opens with the keyring: it has no passphrase and no recovery code.",
            "Leave --passphrase-file out, and SATCHEL_PASSPHRASE_FILE.",
        ));
    }
    let Some(file) = &common.passphrase_file else {
        return Err(locked(
            "passphrase",
            "The mirror opens with a passphrase or a recovery code.",
            "Put it into a file that only you can read, and name that with --passphrase-file, or in SATCHEL_PASSPHRASE_FILE.",
        ));
    };
    let file = secret(file, "The passphrase file can't be read")?;
    let passphrase = file.trim_end_matches(['\r', '\n']);
    if let Some(slots) = slots {
        return Ok(slots.open_with_typed(passphrase)?);
    }
    if folder.join("mirror.db").exists() {
        return Err(Fault::new(
            "noMirror",
            "The key file of this mirror is missing.",
            "Put keyslots.json back beside it. Nothing was deleted.",
        ));
    }
    let key = DataKey::generate()?;
    let mut slots = KeySlots::new();
    slots.set_passphrase(&key, passphrase)?;
    slots.save(folder)?;
    Ok(key)
}

/// Opens the mirror.
pub(crate) fn open(common: &Common, want: Want) -> Result<Core> {
    let folder = folder(common)?;
    let key = key(common, &folder, want)?;
    let clock = Arc::new(SystemClock::new(|duration| {
        Box::pin(tokio::time::sleep(duration))
    }));
    let core = match Core::open(&Place::Folder(folder.clone()), &key, clock.clone()) {
        Err(Error::InUse) if want == Want::Read => Core::open_to_read(&folder, &key, clock)?,
        other => other?,
    };
    // What is over here opens by signing in only, as in the window.
    if want != Want::Make && core.note_time(TimeDelta::zero())? == Standing::Over {
        return Err(Fault::new(
            "lease",
            "The server was not reached for so long that this mirror is locked.",
            "Use `satchel-cli sign-in`. Everything in it stays, unsent work too.",
        )
        .ending(Exit::Locked));
    }
    Ok(core)
}

/// The way to the server, as the arguments say.
pub(crate) fn settings(common: &Common) -> Result<Settings> {
    let extra_ca = match &common.ca_file {
        Some(path) => Some(AuthorityFile {
            name: path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            bytes: std::fs::read(path)
                .map_err(|e| fault::file("The certificate authority file can't be read", &e))?,
        }),
        None => None,
    };
    let password = match &common.proxy_password_file {
        Some(path) => {
            let file = secret(path, "The proxy's password file can't be read")?;
            Password::new(file.trim_end_matches(['\r', '\n']))
        }
        None => Password::default(),
    };
    let proxy = match common.proxy.as_deref() {
        None => Proxy::System,
        Some("none") => Proxy::None,
        Some(address) => Proxy::Explicit {
            address: address.to_owned(),
            user: common.proxy_user.clone().unwrap_or_default(),
            password,
        },
    };
    let chosen = Settings {
        extra_ca,
        proxy,
        ..Settings::default()
    };
    Ok(managed().way(chosen, &policy_place()))
}

fn secret(path: &Path, what: &str) -> Result<Zeroizing<String>> {
    let text = std::fs::read_to_string(path).map_err(|e| fault::file(what, &e))?;
    Ok(Zeroizing::new(text))
}

/// What a mirror's entries in the keyring are called: its folder's name.
fn account_of(folder: &Path) -> String {
    let name = std::path::absolute(folder).unwrap_or(folder.to_owned());
    let name = name.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// Does the window keep this mirror's sign-in in the keyring? Then so does the terminal.
fn is_in_keyring(folder: &Path) -> bool {
    matches!(KeySlots::read(folder), Ok(Some(slots)) if slots.has(Slot::Keyring))
}

/// What lets this mirror in at its server: out of the keyring, or out of the mirror.
pub(crate) fn credential(common: &Common, core: &Core) -> Result<Option<Credential>> {
    let folder = folder(common)?;
    Ok(core.credential_or(|| {
        if !is_in_keyring(&folder) {
            return None;
        }
        let text = keychain::get(Item::Token, &account_of(&folder)).ok()?;
        Some(Credential::from_text(&text))
    })?)
}

/// Keeps what is renewed where the window would: in the keyring, else (`false`) in the mirror.
fn keep(common: &Common) -> Result<Keep> {
    let folder = folder(common)?;
    let (in_keyring, account) = (is_in_keyring(&folder), account_of(&folder));
    Ok(Arc::new(move |renewed| {
        in_keyring && keychain::set(Item::Token, &account, &renewed.to_text()).is_ok()
    }))
}

/// Nobody is signed in any more.
pub(crate) fn forget(common: &Common) -> Result<()> {
    let folder = folder(common)?;
    if is_in_keyring(&folder) {
        let _gone_or_never_there = keychain::remove(Item::Token, &account_of(&folder));
    }
    Ok(())
}

/// Connects the mirror to the server of whoever signed in, and keeps the sign-in.
pub(crate) fn enter(
    common: &Common,
    core: &Core,
    account: &Account,
    credential: &Credential,
    http: Http,
) -> Result<()> {
    let keep = keep(common)?;
    core.connect_keeping(
        account,
        credential.clone(),
        Arc::new(http),
        Arc::clone(&keep),
    )?;
    core.keep_with(credential, &*keep)?;
    Ok(core.was_let_in()?)
}

/// Connects the mirror to the server it was signed in to.
pub(crate) fn connect(common: &Common, core: &Core, settings: &Settings) -> Result<()> {
    let (Some(account), Some(credential)) = (core.account()?, credential(common, core)?) else {
        return Err(Fault::new(
            "signIn",
            "Nobody is signed in here.",
            "Use `satchel-cli sign-in`. Everything on this computer stays.",
        )
        .ending(Exit::SignIn));
    };
    let http = http(Origin::parse(&account.origin)?, settings)?;
    Ok(core.connect_keeping(&account, credential, Arc::new(http), keep(common)?)?)
}

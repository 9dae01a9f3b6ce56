//! Which mirror, its key, and how it is opened: for writing by one program at a time, for reading also beside another.
//!
//! The passphrase comes from a file. The folder is the one that was named, or the one that the window opened last.

use crate::args::Common;
use crate::fault::{self, Exit, Fault, Result};
use satchel_core::Core;
use satchel_core::clock::SystemClock;
use satchel_core::crm::http::{AuthorityFile, Http, Password, Proxy, Settings};
use satchel_core::crm::origin::Origin;
use satchel_core::error::Error;
use satchel_core::store::Place;
use satchel_core::store::key::{DataKey, KeySlots, Slot};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zeroize::Zeroizing;

/// The window's name, which its data folder has.
const WINDOW: &str = "org.satchel.desktop";

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
    if slots
        .as_ref()
        .is_some_and(|slots| !slots.has(Slot::Passphrase))
    {
        return Err(locked(
            "keyring",
            "This mirror opens with the keyring, in its window only: it has no passphrase.",
            "Use the window, or make a mirror of the terminal's own: --mirror with a new folder, then `sign-in`.",
        ));
    }
    let Some(file) = &common.passphrase_file else {
        return Err(locked(
            "passphrase",
            "The mirror opens with a passphrase.",
            "Put it into a file that only you can read, and name that with --passphrase-file, or in SATCHEL_PASSPHRASE_FILE.",
        ));
    };
    let file = secret(file, "The passphrase file can't be read")?;
    let passphrase = file.trim_end_matches(['\r', '\n']);
    if let Some(slots) = slots {
        return Ok(slots.open_with_passphrase(passphrase)?);
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
    match Core::open(&Place::Folder(folder.clone()), &key, clock.clone()) {
        Err(Error::InUse) if want == Want::Read => Ok(Core::open_to_read(&folder, &key, clock)?),
        other => Ok(other?),
    }
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
    Ok(Settings {
        extra_ca,
        proxy,
        ..Settings::default()
    })
}

fn secret(path: &Path, what: &str) -> Result<Zeroizing<String>> {
    let text = std::fs::read_to_string(path).map_err(|e| fault::file(what, &e))?;
    Ok(Zeroizing::new(text))
}

/// Connects the mirror to the server it was signed in to. There is no keyring here: the mirror keeps what is renewed.
pub(crate) fn connect(core: &Core, settings: &Settings) -> Result<()> {
    let (Some(account), Some(credential)) = (core.account()?, core.kept_credential()?) else {
        return Err(Fault::new(
            "signIn",
            "Nobody is signed in here.",
            "Use `satchel-cli sign-in`. Everything on this computer stays.",
        )
        .ending(Exit::SignIn));
    };
    let http = Http::new(Origin::parse(&account.origin)?, settings)?;
    Ok(core.connect_keeping(&account, credential, Arc::new(http), Arc::new(|_| false))?)
}

//! Opens a mirror by its passphrase, and connects it to its server.

use crate::args::Args;
use satchel_core::Core;
use satchel_core::clock::SystemClock;
use satchel_core::crm::http::{AuthorityFile, Http, Password, Proxy, Settings};
use satchel_core::crm::origin::Origin;
use satchel_core::crm::sign_in::with_token;
use satchel_core::crm::{Account, Credential, Token};
use satchel_core::error::{Error, Result};
use satchel_core::id::ServerId;
use satchel_core::store::Place;
use satchel_core::store::key::{DataKey, KeySlots};
use std::path::Path;
use std::sync::Arc;
use zeroize::Zeroizing;

/// Opens the mirror; makes it first where `may_make`.
pub(crate) fn open(args: &Args, may_make: bool) -> Result<Core> {
    let file = Zeroizing::new(read(&args.passphrase_file, "passphrase file")?);
    let file = text(&file, "passphrase file")?;
    let passphrase = file.trim_end_matches(['\r', '\n']);
    let key = match KeySlots::read(&args.mirror)? {
        Some(slots) => slots.open_with_passphrase(passphrase)?,
        None if may_make && !args.mirror.join("mirror.db").exists() => {
            let key = DataKey::generate()?;
            let mut slots = KeySlots::new();
            slots.set_passphrase(&key, passphrase)?;
            slots.save(&args.mirror)?;
            key
        }
        None => {
            return Err(Error::Invalid(
                "There is no mirror in this folder. Sign in first.".to_owned(),
            ));
        }
    };
    let clock = SystemClock::new(|duration| Box::pin(tokio::time::sleep(duration)));
    Core::open(&Place::Folder(args.mirror.clone()), &key, Arc::new(clock))
}

/// The way to the server, as the arguments say.
pub(crate) fn settings(args: &Args) -> Result<Settings> {
    let extra_ca = match &args.ca_file {
        Some(path) => Some(AuthorityFile {
            name: path.display().to_string(),
            bytes: read(path, "certificate authority file")?,
        }),
        None => None,
    };
    let password = match &args.proxy_password_file {
        Some(path) => {
            let file = Zeroizing::new(read(path, "proxy's password file")?);
            Password::new(text(&file, "proxy's password file")?.trim_end_matches(['\r', '\n']))
        }
        None => Password::default(),
    };
    let proxy = match args.proxy.as_deref() {
        None => Proxy::System,
        Some("none") => Proxy::None,
        Some(address) => Proxy::Explicit {
            address: address.to_owned(),
            user: args.proxy_user.clone().unwrap_or_default(),
            password,
        },
    };
    Ok(Settings {
        extra_ca,
        proxy,
        ..Settings::default()
    })
}

fn read(path: &Path, what: &str) -> Result<Vec<u8>> {
    std::fs::read(path)
        .map_err(|e| Error::Invalid(format!("The {what} can't be read: {}.", e.kind())))
}

fn text<'a>(bytes: &'a [u8], what: &str) -> Result<&'a str> {
    std::str::from_utf8(bytes).map_err(|_| Error::Invalid(format!("The {what} is not text.")))
}

/// Signs in, and keeps the token in the mirror.
pub(crate) async fn enter(
    core: &Core,
    settings: &Settings,
    server: &str,
    token: &str,
    organization: Option<&str>,
) -> Result<Account> {
    let origin = Origin::parse(server)?;
    let http = Http::new(origin.clone(), settings)?;
    let organization = organization.map(|id| ServerId(id.to_owned()));
    let token = Token::new(token);
    let account = with_token(&http, origin.as_str(), &token, organization).await?;
    let credential = Credential::from(token);
    core.connect(&account, credential.clone(), Arc::new(http))?;
    core.keep_credential(Some(&credential))?;
    Ok(account)
}

/// Connects the mirror to the server it was signed in to. There is no keyring here: the mirror keeps what is renewed.
pub(crate) fn connect(core: &Core, settings: &Settings) -> Result<()> {
    let (Some(account), Some(credential)) = (core.account()?, core.kept_credential()?) else {
        return Err(Error::Invalid(
            "Nobody is signed in here. Use `satchel-cli sign-in`.".to_owned(),
        ));
    };
    let http = Http::new(Origin::parse(&account.origin)?, settings)?;
    core.connect_keeping(&account, credential, Arc::new(http), Arc::new(|_| false))
}

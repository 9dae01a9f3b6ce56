//! Opens a mirror by its passphrase, and connects it to its server.

use crate::args::Args;
use satchel_core::Core;
use satchel_core::clock::SystemClock;
use satchel_core::crm::http::Http;
use satchel_core::crm::origin::Origin;
use satchel_core::crm::sign_in::with_token;
use satchel_core::crm::{Account, Credential, Token};
use satchel_core::error::{Error, Result};
use satchel_core::id::ServerId;
use satchel_core::store::Place;
use satchel_core::store::key::{DataKey, KeySlots};
use std::sync::Arc;

/// Opens the mirror; makes it first where `may_make`.
pub(crate) fn open(args: &Args, may_make: bool) -> Result<Core> {
    let file = std::fs::read_to_string(&args.passphrase_file)
        .map_err(|e| Error::Invalid(format!("The passphrase file can't be read: {}.", e.kind())))?;
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

/// Signs in, and keeps the token in the mirror.
pub(crate) async fn enter(
    core: &Core,
    server: &str,
    token: &str,
    organization: Option<&str>,
) -> Result<Account> {
    let origin = Origin::parse(server)?;
    let http = Http::new(origin.clone())?;
    let organization = organization.map(|id| ServerId(id.to_owned()));
    let token = Token::new(token);
    let account = with_token(&http, origin.as_str(), &token, organization).await?;
    let credential = Credential::from(token);
    core.connect(&account, credential.clone(), Arc::new(http))?;
    core.keep_credential(Some(&credential))?;
    Ok(account)
}

/// Connects the mirror to the server it was signed in to. There is no keyring here: the mirror keeps what is renewed.
pub(crate) fn connect(core: &Core) -> Result<()> {
    let (Some(account), Some(credential)) = (core.account()?, core.kept_credential()?) else {
        return Err(Error::Invalid(
            "Nobody is signed in here. Use `satchel-cli sign-in`.".to_owned(),
        ));
    };
    let http = Http::new(Origin::parse(&account.origin)?)?;
    core.connect_keeping(&account, credential, Arc::new(http), Arc::new(|_| false))
}

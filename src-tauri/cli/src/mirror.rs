//! Opens a mirror by its passphrase, and connects it to its server.

use crate::args::Args;
use satchel_core::Core;
use satchel_core::clock::SystemClock;
use satchel_core::crm::http::Http;
use satchel_core::crm::origin::Origin;
use satchel_core::crm::{Account, Token, sign_in};
use satchel_core::error::{Error, Result};
use satchel_core::id::ServerId;
use satchel_core::store::Place;
use satchel_core::store::key::{DataKey, KeySlots};
use std::sync::Arc;

/// Where a mirror without a keyring keeps its token: in itself, encrypted.
const TOKEN: &str = "token";

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
    let account = sign_in(&http, origin.as_str(), &Token::new(token), organization).await?;
    core.connect(&account, Token::new(token), Arc::new(http))?;
    core.set_secret(TOKEN, Some(Token::new(token).reveal()))?;
    Ok(account)
}

/// Connects the mirror to the server it was signed in to.
pub(crate) fn connect(core: &Core) -> Result<()> {
    let (Some(account), Some(token)) = (core.account()?, core.secret(TOKEN)?) else {
        return Err(Error::Invalid(
            "Nobody is signed in here. Use `satchel-cli sign-in`.".to_owned(),
        ));
    };
    let http = Http::new(Origin::parse(&account.origin)?)?;
    core.connect(&account, Token::new(&token), Arc::new(http))
}

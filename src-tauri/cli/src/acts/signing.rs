//! Signing in, with a token or an e-mailed code from standard input, and signing out. What a server offers and how each way
//! goes is the engine's.

use crate::args::{Common, SignIn};
use crate::fault::{Candidate, Exit, Fault, Result};
use crate::mirror::{self, Want};
use crate::say::{Say, plain_line, told_apart};
use satchel_core::crm::http::Http;
use satchel_core::crm::origin::Origin;
use satchel_core::crm::sign_in::{self, Device, Entered, In, Left};
use satchel_core::crm::{Credential, CrmError, Token};
use satchel_core::error::Error;
use satchel_core::id::{Named, ServerId};
use serde_json::json;
use zeroize::Zeroizing;

pub(super) async fn sign_in(common: &Common, how: &SignIn, say: Say) -> Result<Exit> {
    let settings = mirror::settings(common)?;
    let origin = Origin::parse(&how.server)?;
    // Before anybody is asked for anything: a token is not made for a mirror that does not open.
    let core = mirror::open(common, Want::Make)?;
    let http = mirror::http(origin.clone(), &settings)?;
    let entered = match &how.code {
        Some(email) => {
            let before = mirror::credential(common, &core)?;
            by_code(before, &http, &origin, email, how, say).await?
        }
        None => by_token(&http, &origin, how, say).await?,
    };
    let In {
        account,
        credential,
        ..
    } = entered;
    mirror::enter(common, &core, &account, &credential, http)?;
    let me = &account.me;
    let who = if me.name.is_empty() {
        &me.email
    } else {
        &me.name
    };
    let organization = match account.organization_name.as_str() {
        "" => String::new(),
        name => format!(", {}", plain_line(name)),
    };
    let answer = json!({
        "server": account.origin, "name": me.name, "email": me.email,
        "organization": account.organization, "organizationName": account.organization_name,
    });
    let sentence = format!(
        "Signed in as {}{organization}. `satchel-cli sync` brings the cases.",
        plain_line(who)
    );
    say.done("signIn", answer, &sentence);
    Ok(Exit::Done)
}

async fn by_token(http: &Http, origin: &Origin, how: &SignIn, say: Say) -> Result<In> {
    say.ask("Access token:");
    let token = Token::new(&line()?);
    if token.reveal().is_empty() {
        return Err(Fault::invalid(
            "There is no access token on standard input.",
            "Make one in the CRM, and give it like this: satchel-cli sign-in --server … < token-file",
        ));
    }
    let organization = how.organization.clone().map(ServerId);
    let account = sign_in::with_token(http, origin.as_str(), &token, organization)
        .await
        .map_err(at_the_door)?;
    Ok(In {
        account,
        credential: token.into(),
        revoked: Vec::new(),
    })
}

async fn by_code(
    before: Option<Credential>,
    http: &Http,
    origin: &Origin,
    email: &str,
    how: &SignIn,
    say: Say,
) -> Result<In> {
    sign_in::request_code(http, email)
        .await
        .map_err(at_the_door)?;
    say.note("If the server knows this address, it has sent a code there.");
    say.ask("Code:");
    let code = line()?;
    let made = match before {
        Some(Credential::Minted(minted)) => vec![minted.id],
        _ => Vec::new(),
    };
    let device = Device {
        made_for: Box::new(move |_| made.clone()),
        ..Device::named(&device_name())
    };
    let entered = sign_in::with_code(http, origin.as_str(), email, &code, &device)
        .await
        .map_err(at_the_door)?;
    let (organizations, half) = match entered {
        Entered::In(entered) => return Ok(*entered),
        Entered::Choose(organizations, half) => (organizations, half),
    };
    let wanted = match &how.organization {
        Some(wanted) => wanted.clone(),
        None => {
            for one in &organizations {
                say.note(&told_apart(&candidate(one)));
            }
            say.ask("Organization:");
            line()?.to_string()
        }
    };
    let is = |one: &&Named| {
        let (id, typed) = (one.id.as_str(), wanted.trim());
        id == typed
            || one.name.to_lowercase() == typed.to_lowercase()
            || (typed.len() >= 4 && id.ends_with(typed))
    };
    let chosen: Vec<&Named> = organizations.iter().filter(is).collect();
    let [chosen] = chosen.as_slice() else {
        return Err(Fault::new(
            "chooseOrganization",
            "You are in several organizations.",
            "Sign in again, and name one with --organization.",
        )
        .among(organizations.iter().map(candidate).collect()));
    };
    let entered = sign_in::choose_organization(http, origin.as_str(), &half, &chosen.id, &device);
    match entered.await.map_err(at_the_door)? {
        Entered::In(entered) => Ok(*entered),
        Entered::Choose(..) => Err(Fault::new(
            "refused",
            "The server asks for the organization again.",
            "Use an access token of that organization.",
        )),
    }
}

fn candidate(one: &Named) -> Candidate {
    Candidate {
        id: one.id.to_string(),
        name: one.name.clone(),
    }
}

pub(super) async fn sign_out(common: &Common, say: Say) -> Result<Exit> {
    let settings = mirror::settings(common)?;
    let core = mirror::open(common, Want::Write)?;
    mirror::connect(common, &core, &settings)?;
    let left = core.sign_out().await?;
    mirror::forget(common)?;
    let waiting = core.outbox()?.len();
    let (word, sentence) = match left {
        Some(Left::Ended) => (
            "ended",
            "Signed out; the server does not take this sign-in any more.".to_owned(),
        ),
        Some(Left::TokenStays(token)) => (
            "tokenStays",
            format!(
                "Signed out here. The token “{}” is still good on the server: revoke it in the CRM, or sign in again with --code.",
                plain_line(&token.name)
            ),
        ),
        Some(Left::SessionRunsOut) => (
            "sessionRunsOut",
            "Signed out here; on the server, the session ends by itself.".to_owned(),
        ),
        Some(Left::Theirs) => (
            "theirs",
            "Signed out here. The token is still good: whoever made it may need it elsewhere."
                .to_owned(),
        ),
        None => ("nobody", "Nobody was signed in.".to_owned()),
    };
    let kept = match waiting {
        0 => String::new(),
        n => format!(" {n} waiting: they stay here, and are sent after the next sign-in."),
    };
    say.done(
        "signOut",
        json!({"left": word, "waiting": waiting}),
        &format!("{sentence}{kept}"),
    );
    Ok(Exit::Done)
}

/// A line of standard input: a secret, mostly.
fn line() -> Result<Zeroizing<String>> {
    let mut line = Zeroizing::new(String::new());
    std::io::stdin()
        .read_line(&mut line)
        .map_err(|e| crate::fault::file("Standard input can't be read", &e))?;
    Ok(line)
}

/// Nobody is in yet, and nothing is tried again by itself.
fn at_the_door(error: Error) -> Fault {
    let next = match &error {
        Error::Crm(CrmError::SignIn) => {
            "What was typed may be mistyped, expired or revoked. Make a new token in the CRM."
        }
        Error::Crm(CrmError::Unreachable(_) | CrmError::Broken(_)) => {
            "Check the address and the network, then try again; `satchel-cli doctor` says where it breaks."
        }
        Error::Crm(CrmError::Certificate(_)) => {
            "Nothing was sent. Check the address; if your organization uses its own certificates, name the authority's file with --ca-file."
        }
        _ => return error.into(),
    };
    Fault {
        next: next.to_owned(),
        ..error.into()
    }
}

/// What this device is called in the list of its person's tokens.
fn device_name() -> String {
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname")
        .ok()
        .or_else(|| std::env::var("COMPUTERNAME").ok());
    let name = name
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty());
    name.map_or_else(
        || "Satchel in a terminal".to_owned(),
        |name| format!("Satchel in a terminal on {name}"),
    )
}

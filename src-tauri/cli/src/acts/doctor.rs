//! How everything is: the program, the mirror and its key, what is here and what waits, and each hop of the way to the
//! server. Nothing of a customer is shown, no secret, and no path but where it is asked for.

use crate::args::Common;
use crate::fault::{Exit, Fault, Result};
use crate::mirror::{self, Want};
use crate::say::{Line, Say, State, as_of, set_aside};
use satchel_core::Core;
use satchel_core::crm::http::{Http, Proxy, Settings, proxy_url};
use satchel_core::crm::origin::Origin;
use satchel_core::crm::sign_in;
use satchel_core::crm::{Credential, CrmError};
use satchel_core::error::{Code, Error};
use satchel_core::store::key::{KeySlots, Slot};
use satchel_core::sync::status::SyncStatus;
use serde_json::json;
use std::time::Duration;
use tokio::net::{TcpStream, lookup_host};

/// A hop that does not answer in this time does not answer.
const PATIENCE: Duration = Duration::from_secs(10);

pub(super) async fn doctor(common: &Common, paths: bool, offline: bool, say: Say) -> Result<Exit> {
    let mut lines = vec![Line::new(
        "program",
        State::Ok,
        format!(
            "satchel-cli {} on {} {}",
            env!("CARGO_PKG_VERSION"),
            std::env::consts::OS,
            std::env::consts::ARCH
        ),
    )];
    let mut exit = Exit::Done;
    let core = match look(common, paths, &mut lines) {
        Ok(core) => Some(core),
        Err(fault) => {
            exit = fault.exit;
            lines.push(unread("mirror", fault));
            None
        }
    };
    let mut status = None;
    if let Some(core) = &core {
        lines.push(integrity(core));
        // One thing that can't be read hides none of the others.
        match inside(core, &mut lines) {
            Ok(found) => status = Some(found),
            Err(fault) => lines.push(unread("coverage", fault)),
        }
        let went = match (mirror::settings(common), mirror::credential(common, core)) {
            (Ok(settings), Ok(credential)) => {
                way(core, credential, &settings, offline, &mut lines).await
            }
            (Err(fault), _) | (_, Err(fault)) => Err(fault),
        };
        match went {
            Ok(went) => exit = went,
            Err(fault) => lines.push(unread("way", fault)),
        }
    }
    let is_bad = lines.iter().any(|line| line.state == State::Bad);
    if exit == Exit::Done && is_bad {
        exit = Exit::Trouble;
    }
    if exit == Exit::Done && status.as_ref().is_some_and(|status| status.held > 0) {
        exit = Exit::NeedsYou;
    }
    say.doctor(
        &json!({"isWell": exit == Exit::Done, "checks": lines, "status": status}),
        &lines,
    );
    Ok(exit)
}

/// The mirror's folder and key; the mirror, open for reading at least.
fn look(common: &Common, paths: bool, lines: &mut Vec<Line>) -> Result<Core> {
    let folder = mirror::folder(common)?;
    let place = if paths {
        folder.display().to_string()
    } else if common.mirror.is_some() {
        "the folder that was named (--paths shows it)".to_owned()
    } else {
        "the account that the window opened last (--paths shows where)".to_owned()
    };
    lines.push(Line::new("place", State::Ok, place));
    if let Some(slots) = KeySlots::read(&folder)? {
        let ways = [
            (Slot::Keyring, "the keyring"),
            (Slot::Passphrase, "a passphrase"),
        ];
        let ways = ways
            .iter()
            .filter(|(slot, _)| slots.has(*slot))
            .map(|(_, word)| *word);
        let ways: Vec<&str> = ways.collect();
        lines.push(Line::new(
            "key",
            State::Ok,
            format!("opens with {}", ways.join(" or ")),
        ));
    }
    let core = mirror::open(common, Want::Read)?;
    match core.read_only() {
        None => lines.push(Line::new(
            "mirror",
            State::Ok,
            "opens; no other program has it",
        )),
        Some(why) if why.code() == Code::InUse => {
            lines.push(Line::new(
                "mirror",
                State::Ok,
                "another Satchel has it open: it can be read here, not changed",
            ));
        }
        Some(why) => {
            lines.push(Line::new("mirror", State::Look, why.to_string()).next(why.next_step()));
        }
    }
    Ok(core)
}

/// What can't be found out.
fn unread(check: &'static str, fault: Fault) -> Line {
    Line::new(check, State::Bad, fault.message).next(fault.next)
}

/// Is the mirror on disk what was written?
fn integrity(core: &Core) -> Line {
    match core.check() {
        Ok(()) => Line::new(
            "integrity",
            State::Ok,
            "what is on disk is what was written",
        ),
        Err(error) => unread("integrity", error.into()),
    }
}

/// What is in the mirror.
fn inside(core: &Core, lines: &mut Vec<Line>) -> Result<SyncStatus> {
    let status = core.status()?;
    let coverage = status.coverage;
    let on_server = coverage
        .on_server
        .map_or("an unknown number of".to_owned(), |n| n.to_string());
    let is_whole = status.first_mirror_done;
    let line = Line::new(
        "coverage",
        if is_whole { State::Ok } else { State::Look },
        format!(
            "{} of {on_server} cases are here, {} with their conversation",
            coverage.here, coverage.detailed
        ),
    );
    lines.push(if is_whole {
        line
    } else {
        line.next("`satchel-cli sync --until-idle` brings the rest.")
    });
    let age = if status.as_of.is_some() {
        State::Ok
    } else {
        State::Look
    };
    lines.push(Line::new("last sync", age, as_of(status.as_of)));
    let waits = format!("{} waiting, {} held", status.pending, status.held);
    lines.push(if status.held > 0 {
        Line::new("outbox", State::Look, waits)
            .next("`satchel-cli outbox --held` says what needs you.")
    } else {
        Line::new("outbox", State::Ok, waits)
    });
    if status.set_aside.is_empty() {
        lines.push(Line::new(
            "unreadable",
            State::Ok,
            "everything that came could be read",
        ));
    }
    for aside in &status.set_aside {
        lines.push(
            Line::new("unreadable", State::Look, set_aside(aside))
                .next("Tell whoever runs the CRM. Nothing was changed there."),
        );
    }
    Ok(status)
}

/// Each hop of the way to the server, up to the first that breaks.
async fn way(
    core: &Core,
    credential: Option<Credential>,
    settings: &Settings,
    offline: bool,
    lines: &mut Vec<Line>,
) -> Result<Exit> {
    let Some(account) = core.account()? else {
        lines.push(
            Line::new("sign-in", State::Bad, "nobody has signed in yet")
                .next("Use `satchel-cli sign-in`."),
        );
        return Ok(Exit::SignIn);
    };
    if offline {
        lines.push(Line::new("way", State::Skipped, "not tried: --offline"));
        return Ok(Exit::Done);
    }
    let origin = Origin::parse(&account.origin)?;
    let hop = Hop::of(&origin, settings)?;
    if let Some((host, port)) = hop.target {
        let what = if hop.is_proxy {
            "the proxy"
        } else {
            "the server"
        };
        let found = tokio::time::timeout(PATIENCE, lookup_host((host.as_str(), port))).await;
        let addresses: Vec<_> = match found {
            Ok(Ok(addresses)) => addresses.collect(),
            Ok(Err(_)) | Err(_) => Vec::new(),
        };
        if addresses.is_empty() {
            lines.push(
                Line::new(
                    "name",
                    State::Bad,
                    format!("the name of {what} is not known here (DNS)"),
                )
                .next("Check the address and the network."),
            );
            return Ok(Exit::Offline);
        }
        lines.push(Line::new(
            "name",
            State::Ok,
            format!("the name of {what} is known (DNS)"),
        ));
        let connecting =
            tokio::time::timeout(PATIENCE, TcpStream::connect(addresses.as_slice())).await;
        if !matches!(connecting, Ok(Ok(_))) {
            let check = if hop.is_proxy { "proxy" } else { "connection" };
            lines.push(
                Line::new(
                    check,
                    State::Bad,
                    format!("{what} does not accept connections (TCP)"),
                )
                .next("Check the network, or ask whoever runs it."),
            );
            return Ok(Exit::Offline);
        }
        lines.push(Line::new(
            "connection",
            State::Ok,
            format!("{what} accepts connections (TCP)"),
        ));
    } else {
        lines.push(Line::new(
            "connection",
            State::Skipped,
            "a proxy of the system's may lie before the server",
        ));
    }
    let http = Http::new(origin.clone(), settings)?;
    if let Err(error) = sign_in::offers(&http).await {
        return Ok(broken(&error, lines));
    }
    if origin.as_str().starts_with("https:") {
        lines.push(Line::new(
            "certificate",
            State::Ok,
            "the server's certificate verifies (TLS)",
        ));
    }
    lines.push(Line::new("server", State::Ok, "a CRM answers there"));
    let token = match credential {
        Some(Credential::Token(token)) => token,
        Some(Credential::Minted(minted)) => minted.token,
        Some(Credential::Session { .. }) => {
            lines.push(Line::new(
                "sign-in",
                State::Skipped,
                "a session: the next sync tells whether it still holds",
            ));
            return Ok(Exit::Done);
        }
        None => {
            lines.push(
                Line::new("sign-in", State::Bad, "nobody is signed in")
                    .next("Use `satchel-cli sign-in`."),
            );
            return Ok(Exit::SignIn);
        }
    };
    let organization = account.organization_header().cloned();
    match sign_in::with_token(&http, origin.as_str(), &token, organization).await {
        Ok(_) => {
            lines.push(Line::new("sign-in", State::Ok, "the server lets you in"));
            Ok(Exit::Done)
        }
        Err(error) => Ok(broken(&error, lines)),
    }
}

/// The hop that broke, by what it said.
fn broken(error: &Error, lines: &mut Vec<Line>) -> Exit {
    let said = error.to_string();
    let check = match error {
        Error::Crm(CrmError::Certificate(_)) => "certificate",
        Error::Crm(CrmError::Unreachable(why)) if why.contains("proxy") => "proxy",
        Error::Crm(CrmError::Unreachable(why)) if why.contains("TLS") => "certificate",
        Error::Crm(CrmError::Unreachable(_)) => "connection",
        Error::Crm(CrmError::SignIn | CrmError::Denied(_)) => "sign-in",
        Error::Crm(CrmError::CaptivePortal) => "network",
        _ => "server",
    };
    let fault = Fault::from(satchel_core::error::AppError::from(error));
    lines.push(Line::new(check, State::Bad, said).next(fault.next));
    fault.exit
}

/// The first machine on the way, where that is known.
struct Hop {
    target: Option<(String, u16)>,
    is_proxy: bool,
}

impl Hop {
    fn of(origin: &Origin, settings: &Settings) -> Result<Hop> {
        let server = || {
            let (scheme, authority) = origin.as_str().split_once("://")?;
            host_and_port(authority, if scheme == "https" { 443 } else { 80 })
        };
        Ok(match &settings.proxy {
            Proxy::Explicit { address, .. } if !origin.is_this_computer() => {
                let url = proxy_url(address)?.to_string();
                let authority = url
                    .split("://")
                    .nth(1)
                    .map(|rest| rest.trim_end_matches('/'));
                Hop {
                    target: authority.and_then(|a| host_and_port(a, 80)),
                    is_proxy: true,
                }
            }
            Proxy::System if !origin.is_this_computer() && system_has_proxy() => Hop {
                target: None,
                is_proxy: true,
            },
            _ => Hop {
                target: server(),
                is_proxy: false,
            },
        })
    }
}

fn system_has_proxy() -> bool {
    let names = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
    names
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|v| !v.is_empty()))
}

fn host_and_port(authority: &str, usual: u16) -> Option<(String, u16)> {
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()) => {
            (host, port.parse().ok()?)
        }
        _ => (authority, usual),
    };
    let host = host.trim_start_matches('[').trim_end_matches(']');
    (!host.is_empty()).then(|| (host.to_owned(), port))
}

#[cfg(test)]
mod tests {
    use super::host_and_port;

    #[test]
    fn a_host_and_its_port_are_told_apart() {
        let pair = |host: &str, port| Some((host.to_owned(), port));
        assert_eq!(
            host_and_port("crm.example.com", 443),
            pair("crm.example.com", 443)
        );
        assert_eq!(host_and_port("127.0.0.1:8000", 80), pair("127.0.0.1", 8000));
        assert_eq!(host_and_port("[::1]:8000", 80), pair("::1", 8000));
        assert_eq!(host_and_port("[::1]", 80), pair("::1", 80));
    }
}

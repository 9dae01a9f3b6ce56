//! How everything is: the program, the mirror and its key, what is here and what waits, and each hop of the way to the
//! server. Nothing of a customer is shown, no secret, and no path but where it is asked for.

use crate::args::Common;
use crate::fault::{Exit, Fault, Result};
use crate::mirror::{self, Want};
use crate::say::{Line, Say, State, as_of, outbox_counts, set_aside};
use satchel_core::Core;
use satchel_core::crm::Credential;
use satchel_core::crm::http::Settings;
use satchel_core::crm::origin::Origin;
use satchel_core::error::Code;
use satchel_core::store::key::{KeySlots, Slot};
use satchel_core::sync::status::SyncStatus;
use satchel_core::way::{self, Holds, Hop, HopReport, reach::reach};
use serde_json::json;

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
            (Slot::Recovery, "a recovery code"),
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
    let waits = outbox_counts(&status);
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
    let first = way::first(&origin, settings, way::system_has_proxy())?;
    let reached = match first.clone() {
        Some(first) => {
            let reaching = tokio::task::spawn_blocking(move || reach(&first.host, first.port));
            reaching.await.ok()
        }
        None => None,
    };
    let http = mirror::http(origin.clone(), settings)?;
    let person = credential.as_ref().map(|credential| (&account, credential));
    let hops = way::tested(&origin, first.as_ref(), reached, &http, person).await;
    let mut exit = Exit::Done;
    for HopReport { hop, holds, error } in hops {
        let (check, well) = words(hop);
        match (holds, error) {
            (Holds::Yes, _) => lines.push(Line::new(check, State::Ok, well)),
            (Holds::No, Some(error)) => {
                let fault = Fault::from(error);
                exit = fault.exit;
                lines.push(Line::new(check, State::Bad, fault.message).next(fault.next));
            }
            (Holds::NotTried, _) if hop == Hop::SignIn && exit == Exit::Done => {
                lines.push(match credential {
                    Some(_) => Line::new(
                        check,
                        State::Skipped,
                        "a session: the next sync tells whether it still holds",
                    ),
                    None => {
                        exit = Exit::SignIn;
                        Line::new(check, State::Bad, "nobody is signed in")
                            .next("Use `satchel-cli sign-in`.")
                    }
                });
            }
            (Holds::NotHere | Holds::NotTried | Holds::No, _) => {}
        }
    }
    Ok(exit)
}

/// What a hop is called, and what is said of one that holds. The words are a promise to scripts.
fn words(hop: Hop) -> (&'static str, &'static str) {
    match hop {
        Hop::Name => ("name", "the first machine's name is known (DNS)"),
        Hop::Connection => ("connection", "it accepts connections (TCP)"),
        Hop::Proxy => ("proxy", "the proxy lets Satchel through"),
        Hop::Certificate => ("certificate", "the server's certificate verifies (TLS)"),
        Hop::Portal => ("network", "no page stands in between"),
        Hop::Server => ("server", "the server answers"),
        Hop::Api => ("api", "a CRM answers there"),
        Hop::SignIn => ("sign-in", "the server lets you in"),
    }
}

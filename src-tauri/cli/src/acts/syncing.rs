//! Sending what waits and reading what changed, once or until nothing is left to do. Progress goes to standard error.

use crate::args::{Common, Sync};
use crate::fault::{Exit, Fault, Result};
use crate::mirror::{self, Want};
use crate::say::Say;
use satchel_core::Core;
use satchel_core::error::Error;
use satchel_core::sync::status::{Part, SyncStatus};
use std::io::Write;
use std::time::{Duration, Instant};

/// How often a person who watches is told how far it is, and somebody who reads a log.
const WATCHED: Duration = Duration::from_millis(250);
const LOGGED: Duration = Duration::from_secs(5);

pub(super) async fn sync(common: &Common, how: &Sync, say: Say) -> Result<Exit> {
    let settings = mirror::settings(common)?;
    let core = mirror::open(common, Want::Write)?;
    mirror::connect(common, &core, &settings)?;
    let telling = tokio::spawn(tell(core.clone(), say));
    let outcome = if how.until_idle {
        until_idle(&core, Duration::from_secs(how.timeout)).await
    } else {
        core.sync_once().await
    };
    telling.abort();
    let _ = telling.await;
    clear(say);
    let status = core.status()?;
    say.status(&status);
    if let Err(error) = outcome {
        return Err(error.into());
    }
    Ok(ended(&status, say))
}

/// How a sync ended that met no trouble on the way.
fn ended(status: &SyncStatus, say: Say) -> Exit {
    if status.held > 0 {
        say.note("Something needs you: `satchel-cli outbox --held` says what and why.");
        Exit::NeedsYou
    } else if let Some(error) = &status.error {
        let fault = Fault::from(error.clone());
        say.note(&format!("{} {}", fault.message, fault.next));
        fault.exit
    } else if status.pending > 0 {
        say.note(
            "Not everything is sent yet: `satchel-cli outbox` says why; --until-idle waits for it.",
        );
        Exit::Offline
    } else {
        if status.by_choice > 0 {
            say.note("Something is on hold and stays here: `satchel-cli outbox` says what.");
        }
        Exit::Done
    }
}

/// Goes on while something waits or is missing, and neither the network nor a person is needed first.
async fn until_idle(core: &Core, patience: Duration) -> Result<(), Error> {
    let began = Instant::now();
    loop {
        core.sync_once().await?;
        let status = core.status()?;
        let is_idle = status.pending == 0 && status.progress.is_none();
        if is_idle {
            core.fetch_files().await?;
        }
        if is_idle || began.elapsed() >= patience {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

/// Tells how far it is, until it is stopped.
async fn tell(core: Core, say: Say) {
    let mut before = String::new();
    loop {
        tokio::time::sleep(if say.is_watched() { WATCHED } else { LOGGED }).await;
        let Ok(status) = core.status() else {
            continue;
        };
        let now = progress(&status);
        if now.is_empty() || now == before {
            continue;
        }
        if say.is_watched() {
            let _ = write!(std::io::stderr(), "\r\u{1b}[K{now}");
        } else {
            say.note(&now);
        }
        before = now;
    }
}

fn progress(status: &SyncStatus) -> String {
    let reading = status.progress.filter(|p| p.total > 0).map(|p| {
        let what = match p.phase {
            Part::List => "cases",
            Part::Details => "conversations",
        };
        format!("reading {what}: {} of {}", p.done, p.total)
    });
    let sending = (status.pending > 0).then(|| format!("{} waiting", status.pending));
    let parts: Vec<String> = [reading, sending].into_iter().flatten().collect();
    parts.join(", ")
}

fn clear(say: Say) {
    if say.is_watched() {
        let _ = write!(std::io::stderr(), "\r\u{1b}[K");
    }
}

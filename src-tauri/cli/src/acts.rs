//! Does what was asked, through the engine's public surface.

use crate::args::{Act, Args};
use crate::{mirror, say};
use satchel_core::case::view::{CaseQuery, SortKey};
use satchel_core::comment::Audience;
use satchel_core::error::{Error, Result};
use satchel_core::id::CaseId;
use std::io::Read;

/// Does it.
pub(crate) async fn act(args: &Args) -> Result<()> {
    let settings = mirror::settings(args)?;
    let core = mirror::open(args, matches!(args.act, Act::SignIn { .. }))?;
    match &args.act {
        Act::SignIn {
            server,
            organization,
        } => {
            let token = standard_input()?;
            let account = mirror::enter(
                &core,
                &settings,
                server,
                token.trim(),
                organization.as_deref(),
            )
            .await?;
            say::note(&format!("Signed in as {}.", account.me.name));
        }
        Act::Sync => {
            mirror::connect(&core, &settings)?;
            let outcome = core.sync_once().await;
            say::status(&core.status()?, args.json);
            outcome?;
        }
        Act::List { text, view, limit } => {
            let query = CaseQuery {
                view: (*view).into(),
                text: text.join(" "),
                sort: SortKey::Activity,
                descending: true,
                offset: 0,
                limit: *limit,
            };
            say::list(&core.list_cases(&query)?, args.json);
        }
        Act::Show { case } => say::case(&core.open_case(CaseId(*case))?, args.json),
        Act::Comment { case, internal } => {
            let audience = if *internal {
                Audience::Internal
            } else {
                Audience::Public
            };
            let text = standard_input()?;
            core.add_comment(CaseId(*case), audience, text.trim_end_matches(['\r', '\n']))?;
            say::note("In the outbox. `satchel-cli sync` sends it.");
        }
        Act::Outbox => say::outbox(&core.outbox()?, args.json),
        Act::Doctor => {
            // Without a server to talk to, the status would only say that nobody is signed in.
            let signed_in = mirror::connect(&core, &settings).is_ok();
            say::status(&core.status()?, args.json);
            say::note(if signed_in {
                "A token is kept."
            } else {
                "No token is kept: sign in again to sync."
            });
        }
    }
    Ok(())
}

fn standard_input() -> Result<String> {
    let mut text = String::new();
    std::io::stdin()
        .read_to_string(&mut text)
        .map_err(|e| Error::Invalid(format!("Standard input can't be read: {}.", e.kind())))?;
    Ok(text)
}

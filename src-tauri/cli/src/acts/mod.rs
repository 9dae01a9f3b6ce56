//! Does what was asked, through the engine's public surface: one file per theme. No rule of the engine's is repeated here.

mod alerts;
mod doctor;
mod export;
mod files;
mod import;
mod reading;
mod saving;
mod signing;
mod syncing;
mod writing;

use crate::args::{Act, Alerts, Args};
use crate::fault::{self, Exit, Result};
use crate::mirror::{self, Want};
use crate::say::Say;
use std::io::Read;

/// Does it; how it ended.
pub(crate) async fn act(args: &Args, say: &Say) -> Result<Exit> {
    let (common, say) = (&args.common, *say);
    let look = || mirror::open(common, Want::Read);
    let change = || mirror::open(common, Want::Write);
    match &args.act {
        Act::SignIn(how) => signing::sign_in(common, how, say).await,
        Act::SignOut => signing::sign_out(common, say).await,
        Act::Sync(how) => syncing::sync(common, how, say).await,
        Act::Doctor { paths, offline } => doctor::doctor(common, *paths, *offline, say).await,
        Act::Save { case, file, to } => saving::save(common, case, file, to.as_deref(), say).await,
        Act::List(what) => reading::list(&look()?, what, say),
        Act::Show { case } => reading::show(&look()?, case, say),
        Act::Outbox { held } => reading::outbox(&look()?, *held, say),
        Act::Alerts { what } => match what {
            None => alerts::list(&look()?, false, say),
            Some(Alerts::List { unseen }) => alerts::list(&look()?, *unseen, say),
            Some(Alerts::Why { case }) => alerts::why(&look()?, case, say),
            Some(Alerts::Seen { case }) => alerts::seen(&change()?, case.as_deref(), say),
        },
        Act::History { case } => reading::history(&look()?, case, say),
        Act::Export(what) => export::export(&look()?, what, say),
        Act::Import(what) if what.dry_run => import::look(&look()?, what, say),
        Act::Import(what) => import::import(&change()?, what, say),
        Act::Create(new) => writing::create(&change()?, new, say),
        Act::Edit(edit) => writing::edit(&change()?, edit, say),
        Act::Comment(comment) => saving::comment(&change()?, comment, say),
        Act::Attach { case, files } => saving::attach(&change()?, case, files, say),
        Act::Watch { case } => writing::watch(&change()?, case, true, say),
        Act::Unwatch { case } => writing::watch(&change()?, case, false, say),
        Act::Pin { case } => files::pin(&change()?, case, true, say),
        Act::Unpin { case } => files::pin(&change()?, case, false, say),
        Act::DeleteComment { case, comment, yes } => {
            writing::meant(*yes)?;
            writing::delete_comment(&change()?, case, comment, say)
        }
        Act::DeleteFile { case, file, yes } => {
            writing::meant(*yes)?;
            writing::delete_file(&change()?, case, file, say)
        }
        Act::DeleteCase { case, yes } => {
            writing::meant(*yes)?;
            writing::delete_case(&change()?, case, say)
        }
        Act::Resolve(what) => writing::resolve(&change()?, what, say),
        Act::Restore { entry } => writing::restore(&change()?, *entry, say),
    }
}

/// All of standard input.
fn standard_input() -> Result<String> {
    let mut text = String::new();
    std::io::stdin()
        .read_to_string(&mut text)
        .map_err(|e| fault::file("Standard input can't be read", &e))?;
    Ok(text)
}

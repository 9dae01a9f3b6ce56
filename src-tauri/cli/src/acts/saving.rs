//! What is said and what is attached; and files, saved on this computer.

use super::writing::kept;
use crate::args::Common;
use crate::args::writing::Comment;
use crate::fault::{self, Exit, Fault, Result};
use crate::mirror::{self, Want};
use crate::say::{Say, plain_line};
use crate::{acts, pick};
use satchel_core::Core;
use satchel_core::attachment::SIZE_LIMIT;
use satchel_core::comment::parts::parts;
use satchel_core::comment::{Audience, TEXT_LIMIT};
use satchel_core::error::Error;
use satchel_core::policy::Feature;
use serde_json::json;
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

pub(super) fn comment(core: &Core, what: &Comment, say: Say) -> Result<Exit> {
    let case = pick::case(core, &what.case)?;
    let text = match &what.text {
        Some(text) => text.clone(),
        None => acts::standard_input()?
            .trim_end_matches(['\r', '\n'])
            .to_owned(),
    };
    let length = text.chars().count();
    let parts = if length <= TEXT_LIMIT {
        vec![text]
    } else if what.split {
        parts(&text).ok_or_else(|| {
            Fault::invalid(
                "That would be too many parts.".to_owned(),
                "Attach it as a file instead.",
            )
        })?
    } else {
        return Err(Fault::invalid(
            format!("A comment has at most {TEXT_LIMIT} characters; this has {length}."),
            "Shorten it, or add --split to send it in parts.",
        ));
    };
    let audience = if what.internal {
        Audience::Internal
    } else {
        Audience::Public
    };
    let intents = core.add_comments(case, audience, &parts)?;
    kept(core, say, "comment", case, json!({"intents": intents}))
}

pub(super) fn attach(core: &Core, case: &str, files: &[PathBuf], say: Say) -> Result<Exit> {
    let case = pick::case(core, case)?;
    // All are read before one is attached: a misspelled name attaches none.
    let mut read = Vec::new();
    for path in files {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let shown = plain_line(&name);
        let unreadable = |e: std::io::Error| fault::file(&format!("{shown} can't be read"), &e);
        let size = std::fs::metadata(path).map_err(unreadable)?.len();
        if size > SIZE_LIMIT as u64 {
            return Err(Fault::invalid(
                format!("{shown} has {size} bytes; the server takes {SIZE_LIMIT} at most."),
                "Make it smaller, or share it another way. Nothing was attached.",
            ));
        }
        read.push((name, std::fs::read(path).map_err(unreadable)?));
    }
    let intents = read
        .iter()
        .map(|(name, bytes)| core.attach(case, name, bytes));
    let intents: Vec<_> = intents.collect::<Result<_, Error>>()?;
    kept(core, say, "attach", case, json!({"intents": intents}))
}

pub(super) async fn save(
    common: &Common,
    case: &str,
    file: &str,
    to: Option<&Path>,
    say: Say,
) -> Result<Exit> {
    mirror::managed().allows(Feature::Attachments)?;
    let core = mirror::open(common, Want::Read)?;
    let case = pick::case(&core, case)?;
    let id = pick::file(&core.case(case)?, file)?;
    // Beside a window, that one talks to the server.
    let beside = core.read_only();
    let connected = match &beside {
        None => mirror::connect(common, &core, &mirror::settings(common)?),
        Some(_) => Ok(()),
    };
    let (name, bytes) = match (core.attachment(id).await, beside) {
        (Ok(file), _) => file,
        (Err(Error::Crm(_)), Some(why)) => return Err(why.into()),
        (Err(error), _) => {
            connected?;
            return Err(error.into());
        }
    };
    let folder = to.unwrap_or(Path::new("."));
    let (mut open, path) = new_file(folder, &name)
        .map_err(|e| fault::file("The file can't be saved in this folder", &e))?;
    open.write_all(&bytes)
        .and_then(|()| open.sync_all())
        .map_err(|e| fault::file("The file can't be written", &e))?;
    let shown = path.display().to_string();
    let answer = json!({"case": case, "file": id, "path": shown, "size": bytes.len()});
    say.done(
        "save",
        answer,
        &format!("Saved {} ({} bytes).", plain_line(&shown), bytes.len()),
    );
    Ok(Exit::Done)
}

/// A new file of this name; where it is taken, of the next: `report (2).pdf`. Nothing is ever written over.
fn new_file(folder: &Path, name: &str) -> std::io::Result<(File, PathBuf)> {
    let (stem, suffix) = match name.rsplit_once('.') {
        Some((stem, suffix)) if !stem.is_empty() => (stem, format!(".{suffix}")),
        _ => (name, String::new()),
    };
    for n in 1..1000 {
        let name = if n == 1 {
            name.to_owned()
        } else {
            format!("{stem} ({n}){suffix}")
        };
        let path = folder.join(name);
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => return Ok((file, path)),
            Err(e) if e.kind() == ErrorKind::AlreadyExists => {}
            Err(e) => return Err(e),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

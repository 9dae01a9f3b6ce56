//! Finds what was named: a case, an intent, something of a conversation, a person, a value of the vocabulary. Where
//! several may be meant, nothing is guessed: they are told.

use crate::fault::{Candidate, Fault, Result};
use crate::say::plain_line;
use satchel_core::Core;
use satchel_core::case::view::{CaseView, OutboxItem, TimelineItem};
use satchel_core::directory::{Found, LookupKind};
use satchel_core::id::{AttachmentId, CaseId, CommentId, Named, ServerId};
use uuid::Uuid;

/// So many are looked for where one is meant.
const MOST: u32 = 50;
/// So many are told of those that may be meant.
const TOLD: usize = 8;

/// The case that was named.
pub(crate) fn case(core: &Core, typed: &str) -> Result<CaseId> {
    let found = core.find_cases(typed, MOST)?;
    let candidate = |row: &satchel_core::case::view::CaseRow| Candidate {
        id: row.id.to_string(),
        name: row.name.clone(),
    };
    one(
        "case",
        found,
        candidate,
        "`satchel-cli list --view all` shows what is here; a sync may bring it.",
    )
    .map(|row| row.id)
}

/// The intent that was named.
pub(crate) fn intent(core: &Core, typed: &str) -> Result<OutboxItem> {
    let all = core.outbox()?;
    let found = all
        .into_iter()
        .filter(|item| is_id(item.intent_id.0, typed));
    let candidate = |item: &OutboxItem| Candidate {
        id: item.intent_id.to_string(),
        name: item.case_name.clone(),
    };
    one(
        "intent",
        found.collect(),
        candidate,
        "`satchel-cli outbox` shows what waits; it may have been sent.",
    )
}

/// The comment of this case that was named, on the server.
pub(crate) fn comment(view: &CaseView, typed: &str) -> Result<CommentId> {
    let found = view.timeline.iter().filter_map(|item| match item {
        TimelineItem::Comment { id, text, .. } if is_id(*id, typed) => Some((*id, text.clone())),
        _ => None,
    });
    let (id, _) = one(
        "comment",
        found.collect(),
        thing,
        "`satchel-cli show` shows the ids of comments.",
    )?;
    Ok(CommentId(id))
}

/// The file of this case that was named.
pub(crate) fn file(view: &CaseView, typed: &str) -> Result<AttachmentId> {
    let all: Vec<(Uuid, String)> = view
        .timeline
        .iter()
        .filter_map(|item| match item {
            TimelineItem::Attachment { id, file_name, .. } => Some((id.0, file_name.clone())),
            _ => None,
        })
        .collect();
    let by_name: Vec<_> = all
        .iter()
        .filter(|(_, name)| name == typed)
        .cloned()
        .collect();
    let found = if by_name.is_empty() {
        all.into_iter()
            .filter(|(id, _)| is_id(*id, typed))
            .collect()
    } else {
        by_name
    };
    let (id, _) = one(
        "file",
        found,
        thing,
        "`satchel-cli show` shows the ids of files.",
    )?;
    Ok(AttachmentId(id))
}

fn thing((id, name): &(Uuid, String)) -> Candidate {
    Candidate {
        id: id.to_string(),
        name: name.clone(),
    }
}

/// Whoever was named; `me` is the person signed in.
pub(crate) fn named(core: &Core, kind: LookupKind, typed: &str) -> Result<ServerId> {
    if kind == LookupKind::Person && typed == "me" {
        let me = core.account()?.and_then(|account| account.me.id);
        return me.ok_or_else(|| {
            Fault::invalid(
                "The server does not say who you are.",
                "Name yourself by your name.",
            )
        });
    }
    let mut found = core.find_named(kind, typed, MOST)?;
    let same = |one: &Found| {
        one.id.as_str() == typed
            || one.name.to_lowercase() == typed.to_lowercase()
            || (!one.note.is_empty() && one.note.to_lowercase() == typed.to_lowercase())
    };
    if found.iter().any(same) {
        found.retain(same);
    }
    let candidate = |one: &Found| Candidate {
        id: one.id.to_string(),
        name: if one.note.is_empty() {
            one.name.clone()
        } else {
            format!("{} <{}>", one.name, one.note)
        },
    };
    let what = match kind {
        LookupKind::Account => "account",
        LookupKind::Contact => "contact",
        LookupKind::Person | LookupKind::Mention => "person",
        LookupKind::Team => "team",
        LookupKind::Tag => "tag",
    };
    one(
        what,
        found,
        candidate,
        "Check the spelling; a sync may bring it.",
    )
    .map(|one| one.id)
}

/// Those of a set that were named to leave it.
pub(crate) fn member(
    core: &Core,
    members: &[Named],
    kind: LookupKind,
    typed: &str,
) -> Result<ServerId> {
    let is =
        |one: &&Named| one.id.as_str() == typed || one.name.to_lowercase() == typed.to_lowercase();
    match members.iter().find(is) {
        Some(one) => Ok(one.id.clone()),
        None => {
            let id = named(core, kind, typed)?;
            if members.iter().any(|one| one.id == id) {
                return Ok(id);
            }
            Err(Fault::invalid(
                format!("“{}” is not among them.", plain_line(typed)),
                "`satchel-cli show` shows who and what is.",
            ))
        }
    }
}

/// A value of the vocabulary, whatever its capitals, by value or label.
pub(crate) fn choice<'a>(
    what: &str,
    choices: impl Iterator<Item = (&'a str, &'a str)> + Clone,
    typed: &str,
) -> Result<String> {
    let lower = typed.trim().to_lowercase();
    let is = |(value, label): &(&str, &str)| {
        value.to_lowercase() == lower || label.to_lowercase() == lower
    };
    if let Some((value, _)) = choices.clone().find(is) {
        return Ok(value.to_owned());
    }
    let all: Vec<&str> = choices.map(|(value, _)| value).collect();
    let next = if all.is_empty() {
        "What the server knows is not here yet: sync first.".to_owned()
    } else {
        format!("It knows: {}.", all.join(", "))
    };
    Err(Fault::invalid(
        format!("The server knows no {what} “{}”.", plain_line(typed)),
        next,
    ))
}

/// The id, or its beginning or end.
fn is_id(id: Uuid, typed: &str) -> bool {
    let (id, typed) = (id.to_string(), typed.trim().to_lowercase());
    id == typed || (typed.len() >= 4 && (id.starts_with(&typed) || id.ends_with(&typed)))
}

/// Exactly one.
fn one<T>(what: &str, found: Vec<T>, candidate: impl Fn(&T) -> Candidate, next: &str) -> Result<T> {
    let mut found = found.into_iter();
    let Some(first) = found.next() else {
        let fault = Fault::new(
            "notFound",
            format!("There is no such {what} on this computer."),
            next,
        );
        return Err(fault);
    };
    let Some(second) = found.next() else {
        return Ok(first);
    };
    let all: Vec<T> = [first, second].into_iter().chain(found).collect();
    let more = if all.len() >= MOST as usize {
        " or more"
    } else {
        ""
    };
    let message = format!("There are {}{more} that this {what} may mean.", all.len());
    let candidates = all.iter().take(TOLD).map(candidate).collect();
    Err(Fault::new("ambiguous", message, "Name one of them by its id.").among(candidates))
}

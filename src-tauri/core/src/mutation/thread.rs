//! What is said on a case, and what is to become of it. What is attached: `file.rs`.

use super::{account, add, again, check_text, file, stays};
use crate::comment::{self, Audience, TEXT_LIMIT};
use crate::error::{Error, Result};
use crate::history::Event;
use crate::id::{CaseId, CommentId, IntentId};
use crate::intent::{self, Payload, Slot, since};
use crate::mirror::{Mirror, Writing};
use crate::sentence::Cannot;

/// Says something on a case. Its draft is cleared in the same transaction.
///
/// # Errors
/// `NotFound`; `Invalid` with the server's rule; `DiskFull`; `Storage`.
pub fn add_comment(
    mirror: &Mirror,
    case: CaseId,
    audience: Audience,
    text: &str,
) -> Result<IntentId> {
    mirror.write(|w| say(w, case, audience, text, true))
}

/// Says something at length, in parts that leave in this order, or not at all. Whether the case moved on is asked of the
/// first; the others go with it.
///
/// # Errors
/// As [`add_comment`], for any of them.
pub fn add_comments(
    mirror: &Mirror,
    case: CaseId,
    audience: Audience,
    parts: &[String],
) -> Result<Vec<IntentId>> {
    mirror.write(|w| {
        let numbered = parts.iter().enumerate();
        numbered
            .map(|(at, part)| say(w, case, audience, part, at == 0))
            .collect()
    })
}

/// Says something at length: the whole text in a file, and a few words that go with it. Both or neither.
///
/// # Errors
/// As [`super::attach`] and [`add_comment`].
pub fn add_comment_with_file(
    mirror: &Mirror,
    case: CaseId,
    audience: Audience,
    text: &str,
    with: (&str, &str),
) -> Result<IntentId> {
    check_text(with.1)?;
    let file_name = file::fits(with.0, with.1.as_bytes())?;
    mirror.write(|w| {
        let id = say(w, case, audience, text, true)?;
        file::keep(w, case, file_name, with.1.as_bytes())?;
        Ok(id)
    })
}

fn say(
    w: &Writing<'_>,
    case: CaseId,
    audience: Audience,
    text: &str,
    is_first: bool,
) -> Result<IntentId> {
    check_comment(text)?;
    let account = account(w)?;
    if audience == Audience::Internal && !account.capabilities.has_internal_notes {
        return Err(Error::Invalid(Cannot::NoNotes));
    }
    stays(w, case)?;
    let seen = match is_first {
        true => since::seen(w, case)?.map(Box::new),
        false => None,
    };
    let payload = Payload::Comment {
        audience,
        text: text.to_owned(),
        seen,
    };
    let id = add(w, case, &payload)?;
    intent::table::put_draft(w, case, audience, "", w.now())?;
    Ok(id)
}

/// Keeps what is typed and not sent.
///
/// # Errors
/// `DiskFull`; `Storage`.
pub fn save_draft(mirror: &Mirror, case: CaseId, audience: Audience, text: &str) -> Result<()> {
    mirror.write(|w| {
        w.touch_drafts(case);
        intent::table::put_draft(w, case, audience, text, w.now())
    })
}

/// Gives a comment another text.
///
/// # Errors
/// `NotFound` when it is not here any more; `Invalid` with the server's rule; `DiskFull`; `Storage`.
pub fn edit_comment(mirror: &Mirror, case: CaseId, comment: CommentId, text: &str) -> Result<()> {
    check_comment(text)?;
    mirror.write(|w| {
        stays(w, case)?;
        want_text(w, case, comment, text)
    })
}

/// Wants a text for a comment, over whatever was wanted for it before.
pub(super) fn want_text(
    w: &Writing<'_>,
    case: CaseId,
    comment: CommentId,
    desired: &str,
) -> Result<()> {
    let shown = shown_text(w, case, comment)?;
    let waiting = intent::table::waiting_on(w, case, Slot::Comment(comment))?;
    w.touch_outbox(case);
    let payload = |base: &str| Payload::EditComment {
        comment,
        base: base.to_owned(),
        desired: desired.to_owned(),
    };
    match waiting.as_ref().map(|i| (i, &i.payload)) {
        Some((
            waiting,
            Payload::EditComment { base, .. } | Payload::DeleteComment { base, .. },
        )) => {
            if base == desired {
                return intent::table::retire(w, waiting, Event::Undone, w.now());
            }
            let changed = intent::Intent {
                payload: payload(base),
                ..waiting.clone()
            };
            intent::table::update(w, &again(changed))
        }
        _ if shown == desired => Ok(()),
        _ => add(w, case, &payload(&shown)).map(|_| ()),
    }
}

/// Deletes a comment.
///
/// # Errors
/// `NotFound` when it is not here any more; `DiskFull`; `Storage`.
pub fn delete_comment(mirror: &Mirror, case: CaseId, comment: CommentId) -> Result<()> {
    mirror.write(|w| {
        stays(w, case)?;
        let shown = shown_text(w, case, comment)?;
        w.touch_outbox(case);
        match intent::table::waiting_on(w, case, Slot::Comment(comment))? {
            // The edit that waits need not be sent first.
            Some(mut waiting) => {
                if let Payload::EditComment { base, .. } = waiting.payload {
                    waiting.payload = Payload::DeleteComment { comment, base };
                }
                intent::table::update(w, &again(waiting))
            }
            None => {
                let payload = Payload::DeleteComment {
                    comment,
                    base: shown,
                };
                add(w, case, &payload).map(|_| ())
            }
        }
    })
}

/// What the comment says, once everything that is on its way has arrived.
fn shown_text(w: &Writing<'_>, case: CaseId, comment: CommentId) -> Result<String> {
    let on_its_way = intent::table::of_case(w, case)?
        .into_iter()
        .rev()
        .filter(|i| !i.is_ours())
        .find_map(|i| match i.payload {
            Payload::EditComment {
                comment: which,
                desired,
                ..
            } if which == comment => Some(desired),
            _ => None,
        });
    match on_its_way {
        Some(text) => Ok(text),
        None => Ok(comment::table::get(w, comment)?
            .ok_or(Error::NotFound("comment"))?
            .comment
            .text),
    }
}

/// Not blank, at most [`TEXT_LIMIT`] characters.
pub(super) fn check_comment(text: &str) -> Result<()> {
    check_text(text)?;
    if text.trim().is_empty() {
        return Err(Error::Invalid(Cannot::NothingToSend));
    }
    let length = text.chars().count();
    if length > TEXT_LIMIT {
        return Err(Error::Invalid(Cannot::LongText {
            most: super::many(TEXT_LIMIT),
            length: super::many(length),
        }));
    }
    Ok(())
}

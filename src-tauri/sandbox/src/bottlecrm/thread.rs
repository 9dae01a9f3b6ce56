//! Comments and files of a case: adding (one call for both), editing, deleting, downloading.
//!
//! A comment of more than 255 characters, or with a NUL, crashes the real server on adding, and is refused politely on
//! editing. Both are kept.

use uuid::Uuid;

use super::{Call, NOT_ALLOWED, NOT_YOURS, detail, write};
use crate::attachments;
use crate::auth::Caller;
use crate::body;
use crate::checks::Checks;
use crate::generation::Generation;
use crate::message::{Method, percent_encode};
use crate::reply::{self, Reply};

/// How long a comment may be, in characters.
const LONGEST: usize = 255;

pub(super) fn add(call: &mut Call<'_>, id: Uuid) -> Reply {
    let before = call.case(id, Caller::may_write)?.clone();
    let given = body::read(call.request)?;
    let text = given.text("comment").unwrap_or_default();
    if text.chars().count() > LONGEST || text.contains('\0') {
        return Err(reply::html_500());
    }
    if !text.is_empty() {
        let knows_notes = call.state.generation >= Generation::G;
        let is_internal = knows_notes && given.flag("is_internal").unwrap_or(false);
        let me = Some(call.caller.person.profile);
        call.state
            .add_comment(id, text, is_internal, me, &mut call.tick);
    }
    if let Some(file) = given.file(write::FILE) {
        write::attach(call, id, file)?;
    }
    Ok(detail::thread(call, &before))
}

pub(super) fn edit_comment(call: &mut Call<'_>, id: Uuid) -> Reply {
    let comment = call
        .state
        .comment(id)
        .ok_or_else(|| reply::detail(404, "No such comment."))?;
    if !call.caller.is_admin() && comment.by != Some(call.caller.person.profile) {
        return Err(reply::errors(403, NOT_YOURS));
    }
    let given = body::read(call.request)?;
    let partial = call.request.method == Method::Patch;
    let mut checks = Checks::new(&given, partial);
    let text = checks.required_text("comment", Some(LONGEST));
    let problems = checks.problems();
    if !problems.is_empty() {
        return Err(reply::errors(400, problems));
    }
    let me = Some(call.caller.person.profile);
    let is_internal = given.flag("is_internal");
    call.state
        .edit_comment(id, text.as_deref(), is_internal, me, &mut call.tick);
    Ok(reply::message(if partial {
        "Comment Updated"
    } else {
        "Comment Submitted"
    }))
}

pub(super) fn delete_comment(call: &mut Call<'_>, id: Uuid) -> Reply {
    let comment = call
        .state
        .comment(id)
        .ok_or_else(|| reply::detail(404, "No such comment."))?;
    if !call.caller.is_admin() && comment.by != Some(call.caller.person.profile) {
        return Err(reply::errors(
            403,
            "You do not have permission to perform this action",
        ));
    }
    call.state.delete_comment(id);
    Ok(reply::message("Comment Deleted Successfully"))
}

pub(super) fn delete_file(call: &mut Call<'_>, id: Uuid) -> Reply {
    let file = call
        .state
        .attachment(id)
        .ok_or_else(|| reply::detail(404, "No such attachment."))?;
    if !call.caller.is_admin() && file.by != Some(call.caller.person.user) {
        return Err(reply::errors(403, NOT_YOURS));
    }
    call.state.detach(id);
    Ok(reply::message("Attachment Deleted Successfully"))
}

pub(super) fn download(call: &mut Call<'_>, id: Uuid) -> Reply {
    let nothing = || reply::detail(404, "No Attachments matches the given query.");
    let file = call.state.attachment(id).ok_or_else(nothing)?;
    let case = call
        .state
        .cases
        .get(file.case)
        .filter(|case| call.caller.may_read(case));
    if case.is_none() {
        return Err(reply::errors(403, NOT_ALLOWED));
    }
    let bytes = attachments::bytes(file).to_vec();
    let mut response = reply::with_type(200, attachments::guessed_type(&file.name), bytes);
    let name = if file.name.is_ascii() {
        format!("filename=\"{}\"", file.name.replace('"', "\\\""))
    } else {
        format!("filename*=utf-8''{}", percent_encode(&file.name, b""))
    };
    response.headers.push((
        "Content-Disposition".to_owned(),
        format!("attachment; {name}"),
    ));
    Ok(response)
}

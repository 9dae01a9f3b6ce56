//! What changes something: cases, comments, attachments.
//!
//! An update names only what changes, as in the description's example; `closed_on` is a time stamp, and closing
//! without one takes the moment. Nothing is stored of a request that is refused.

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::rows::Rows;
use super::{Call, forbidden, not_found};
use crate::attachments::MOST_BYTES;
use crate::auth::Caller;
use crate::body::{self, Submission};
use crate::cases::{Change, Draft, Link};
use crate::checks::{self, Checks};
use crate::message::Response;
use crate::reply::{self, Reply};
use crate::state::{Content, State};
use crate::words::{CLOSED, words};

/// The field of an uploaded file.
const FILE: &str = "attachment";
/// The sets this dialect knows.
const LINKS: [Link; 3] = [Link::Contacts, Link::AssignedTo, Link::Teams];

type Sets = Vec<(Link, Vec<Uuid>)>;

pub(super) fn create(call: &mut Call<'_>) -> Reply {
    let given = body::read(call.request)?;
    let (mut change, sets) = read(call.state, &given, false)?;
    let status = change.status.take().unwrap_or_default();
    let closed_on = change.closed_on.flatten();
    let draft = Draft {
        closed_on: closed_on.or_else(|| (status == CLOSED).then(|| call.tick.now())),
        name: change.name.unwrap_or_default(),
        status,
        priority: change.priority.unwrap_or_default(),
        case_type: change.case_type.flatten(),
        account: change.account.flatten(),
        is_active: true,
        ..Draft::default()
    };
    let file = file_of(&given)?;
    let id = call
        .state
        .open_case(draft, Some(call.caller.person.user), &mut call.tick);
    store(call, id, sets, file);
    Ok(reply::json_text(201, whole(call, id)?))
}

pub(super) fn update(call: &mut Call<'_>, id: Uuid) -> Reply {
    call.case(id, Caller::may_write)?;
    let given = body::read(call.request)?;
    let (mut change, sets) = read(call.state, &given, true)?;
    let stored = call.state.cases.get(id).and_then(|case| case.closed_on);
    let closes = change.status.as_deref() == Some(CLOSED);
    if closes && change.closed_on.unwrap_or(stored).is_none() {
        change.closed_on = Some(Some(call.tick.now()));
    }
    let file = file_of(&given)?;
    call.state.change_case(id, change, &mut call.tick);
    store(call, id, sets, file);
    Ok(reply::json_text(200, whole(call, id)?))
}

pub(super) fn delete(call: &mut Call<'_>, id: Uuid) -> Reply {
    call.case(id, Caller::may_delete)?;
    call.state.delete_case(id, &mut call.tick);
    Ok(reply::empty(204))
}

/// A comment, a file, or both.
pub(super) fn add(call: &mut Call<'_>, id: Uuid) -> Reply {
    call.case(id, Caller::may_write)?;
    let given = body::read(call.request)?;
    let file = file_of(&given)?;
    let text = given
        .text("comment")
        .map(str::trim)
        .filter(|text| !text.is_empty());
    if text.is_none() && file.is_none() {
        return Err(reply::field("comment", "This field is required."));
    }
    if let Some(text) = text {
        let me = Some(call.caller.person.profile);
        call.state.add_comment(id, text, false, me, &mut call.tick);
    }
    store(call, id, Vec::new(), file);
    Ok(reply::message("Comment Submitted"))
}

pub(super) fn edit_comment(call: &mut Call<'_>, id: Uuid) -> Reply {
    own_comment(call, id)?;
    let given = body::read(call.request)?;
    let mut checks = Checks::new(&given, false);
    let text = checks.required_text("comment", None);
    refuse(checks.problems())?;
    let me = Some(call.caller.person.profile);
    call.state
        .edit_comment(id, text.as_deref(), None, me, &mut call.tick);
    let comment = call.state.comment(id).ok_or_else(not_found)?;
    Ok(reply::json_text(
        200,
        Rows { state: call.state }.one_comment(comment),
    ))
}

pub(super) fn delete_comment(call: &mut Call<'_>, id: Uuid) -> Reply {
    own_comment(call, id)?;
    call.state.delete_comment(id);
    Ok(reply::empty(204))
}

pub(super) fn delete_file(call: &mut Call<'_>, id: Uuid) -> Reply {
    let file = call.state.attachment(id).ok_or_else(not_found)?;
    if !call.caller.is_admin() && file.by != Some(call.caller.person.user) {
        return Err(forbidden());
    }
    call.state.detach(id);
    Ok(reply::empty(204))
}

fn own_comment(call: &Call<'_>, id: Uuid) -> Result<(), Response> {
    let comment = call.state.comment(id).ok_or_else(not_found)?;
    let mine = comment.by == Some(call.caller.person.profile);
    if mine || call.caller.is_admin() {
        Ok(())
    } else {
        Err(forbidden())
    }
}

/// All fields and sets, or all complaints.
fn read(state: &State, given: &Submission, partial: bool) -> Result<(Change, Sets), Response> {
    let words = words(state.dialect);
    let mut checks = Checks::new(given, partial);
    let change = Change {
        name: checks.required_text("name", None),
        status: checks.choice("status", words.statuses),
        priority: checks.choice("priority", words.priorities),
        case_type: checks.free_choice("case_type", words.types),
        closed_on: checks.instant("closed_on"),
        account: checks.reference("account", |id| state.accounts.contains_key(&id)),
        ..Change::default()
    };
    let mut sets = Vec::new();
    for link in LINKS {
        match checks::ids(given, link.key()) {
            None => {}
            Some(Err(said)) => {
                checks.complain(link.key(), &format!("“{said}” is not a valid UUID."));
            }
            Some(Ok(ids)) => match resolve(state, link, &ids) {
                Ok(ids) => sets.push((link, ids)),
                Err(id) => {
                    let text = format!("Invalid pk \"{id}\" - object does not exist.");
                    checks.complain(link.key(), &text);
                }
            },
        }
    }
    refuse(checks.problems())?;
    Ok((change, sets))
}

/// Ids as the state knows them: people go by their user id here, by their profile there.
fn resolve(state: &State, link: Link, ids: &[Uuid]) -> Result<Vec<Uuid>, Uuid> {
    let one = |id: Uuid| match link {
        Link::AssignedTo => state.user(id).map(|person| person.profile),
        _ => state.has(link, id).then_some(id),
    };
    ids.iter().map(|id| one(*id).ok_or(*id)).collect()
}

fn file_of(given: &Submission) -> Result<Option<&body::File>, Response> {
    match given.file(FILE) {
        Some(file) if file.bytes.len() > MOST_BYTES => {
            Err(reply::field(FILE, "Files must be 25 MB or smaller."))
        }
        file => Ok(file),
    }
}

fn store(call: &mut Call<'_>, id: Uuid, sets: Sets, file: Option<&body::File>) {
    for (link, ids) in sets {
        call.state.link_case(id, link, &ids, &mut call.tick);
    }
    if let Some(file) = file {
        let content = Content::Given(file.bytes.as_slice().into());
        let by = Some(call.caller.person.user);
        call.state
            .attach(id, &file.name, content, by, &mut call.tick);
    }
}

fn whole(call: &Call<'_>, id: Uuid) -> Result<String, Response> {
    let case = call.state.cases.get(id).ok_or_else(not_found)?;
    Ok(Rows { state: call.state }.whole(case))
}

fn refuse(problems: Map<String, Value>) -> Result<(), Response> {
    if problems.is_empty() {
        Ok(())
    } else {
        Err(reply::json_value(400, &json!(problems)))
    }
}

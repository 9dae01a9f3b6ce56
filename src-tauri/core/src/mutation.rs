//! What a person may do. Each is ONE transaction: the intent, and the view that shows it at once.
//!
//! Nothing here knows whether there is a network. When a function returns, the act is on disk. The server's rules that are
//! known beforehand (lengths, unique names, the closing date) are checked here, with the text left where it was typed.

use crate::case::{self, Field, FieldEdit, NAME_LIMIT, NewCase};
use crate::comment::{Audience, TEXT_LIMIT};
use crate::crm::Account;
use crate::directory;
use crate::error::{Error, Result};
use crate::id::{CaseId, IntentId};
use crate::intent::{self, Held, Intent, Payload, State};
use crate::mirror::{Mirror, Writing};
use crate::store::identity;
use chrono::NaiveDate;
use serde_json::json;

/// Makes a case.
///
/// # Errors
/// `Invalid` with the rule that stands against it; `DiskFull`; `Storage`.
pub fn create_case(mirror: &Mirror, new: NewCase) -> Result<CaseId> {
    let new = NewCase {
        name: new.name.trim().to_owned(),
        ..new
    };
    mirror.write(|w| {
        check_name(w, &new.name, None)?;
        check_text(&new.description)?;
        let case = CaseId(w.clock().new_id());
        intent::table::add(
            w,
            IntentId(w.clock().new_id()),
            case,
            &Payload::Create(new),
            w.now(),
        )?;
        w.touch_outbox(case);
        Ok(case)
    })
}

/// Changes fields of a case, all or none.
///
/// # Errors
/// `NotFound`; `Invalid` with the rule that stands against it; `DiskFull`; `Storage`.
pub fn edit_case(mirror: &Mirror, case: CaseId, edits: &[FieldEdit]) -> Result<()> {
    let closing = edits
        .iter()
        .find(|e| e.field == Field::ClosedOn)
        .and_then(|e| e.value.as_deref());
    let closing = closing.map(read_day).transpose()?;
    let changes_status = edits.iter().any(|e| e.field == Field::Status);
    mirror.write(|w| {
        for edit in edits {
            // The date is one group with the status it belongs to.
            if edit.field == Field::ClosedOn && changes_status {
                continue;
            }
            let companion = if edit.field == Field::Status {
                closing
            } else {
                None
            };
            edit_field(w, case, edit, companion)?;
        }
        w.touch_outbox(case);
        Ok(())
    })
}

fn edit_field(
    w: &Writing<'_>,
    case: CaseId,
    edit: &FieldEdit,
    closed_on: Option<NaiveDate>,
) -> Result<()> {
    let FieldEdit { field, value } = edit;
    let server = case::table::get(w, case)?;
    let lane = intent::table::of_case(w, case)?;
    check_field(
        w,
        case,
        edit,
        closed_on,
        server.as_ref().and_then(|s| s.case.closed_on),
    )?;
    let value = match field {
        Field::Name => value.as_deref().map(|v| v.trim().to_owned()),
        _ => value.clone(),
    };
    // A case that is not on its way yet is simply made differently.
    if let Some(mut create) = lane
        .iter()
        .find(|i| i.is_ours() && matches!(i.payload, Payload::Create(_)))
        .cloned()
    {
        if let Payload::Create(new) = &mut create.payload {
            amend(new, *field, value)?;
        }
        return intent::table::update(w, &again(create));
    }
    // The date of a closing that has not left is changed there: they are one group.
    if let (Field::ClosedOn, Some(day)) = (field, &value)
        && let Some(mut closing) = lane.iter().rev().find(|i| closes(i)).cloned()
        && closing.is_ours()
        && let Payload::Edit { closed_on, .. } = &mut closing.payload
    {
        *closed_on = Some(read_day(day)?);
        return intent::table::update(w, &again(closing));
    }
    let on_its_way = lane.iter().rev().find_map(|i| match &i.payload {
        Payload::Edit {
            closed_on: Some(day),
            ..
        } if *field == Field::ClosedOn && !i.is_ours() => Some(Some(day.to_string())),
        Payload::Edit {
            field: f, desired, ..
        } if f == field && !i.is_ours() => Some(desired.clone()),
        Payload::Create(new) if !i.is_ours() => Some(value_of(new, *field)),
        _ => None,
    });
    let base_now = match on_its_way {
        Some(desired) => desired,
        None => server
            .as_ref()
            .ok_or(Error::NotFound("case"))?
            .case
            .value(*field),
    };
    if let Some(mut waiting) = intent::table::edit_of(w, case, *field)? {
        let Payload::Edit {
            base,
            desired,
            closed_on: day,
            ..
        } = &mut waiting.payload
        else {
            return Err(Error::Bug("an edit that is none".to_owned()));
        };
        if *base == value {
            log(w, &waiting, "undone", &json!({"field": field}))?;
            return intent::table::remove(w, waiting.id);
        }
        (*desired, *day) = (value, closed_on);
        return intent::table::update(w, &again(waiting));
    }
    if base_now == value && (*field != Field::Status || closed_on.is_none()) {
        return Ok(());
    }
    let payload = Payload::Edit {
        field: *field,
        base: base_now,
        desired: value,
        closed_on,
    };
    intent::table::add(w, IntentId(w.clock().new_id()), case, &payload, w.now())
}

/// Does it close its case, with a date?
fn closes(intent: &Intent) -> bool {
    matches!(
        &intent.payload,
        Payload::Edit {
            closed_on: Some(_),
            ..
        }
    )
}

/// Changed by the person: due at once, with whatever held it before to be found out anew.
fn again(intent: Intent) -> Intent {
    Intent {
        state: State::Pending,
        held: None,
        trouble: None,
        not_before: None,
        ..intent
    }
}

fn amend(new: &mut NewCase, field: Field, value: Option<String>) -> Result<()> {
    match field {
        Field::Name => new.name = value.unwrap_or_default(),
        Field::Status => new.status = value.unwrap_or_default(),
        Field::Priority => new.priority = value.unwrap_or_default(),
        Field::CaseType => new.case_type = value,
        Field::Description => new.description = value.unwrap_or_default(),
        Field::ClosedOn => {
            return Err(Error::Invalid(
                "Close the case once the server has it.".to_owned(),
            ));
        }
    }
    Ok(())
}

fn value_of(new: &NewCase, field: Field) -> Option<String> {
    match field {
        Field::Name => Some(new.name.clone()),
        Field::Status => Some(new.status.clone()),
        Field::Priority => Some(new.priority.clone()),
        Field::CaseType => new.case_type.clone(),
        Field::Description => Some(new.description.clone()),
        Field::ClosedOn => None,
    }
}

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
    check_text(text)?;
    if text.trim().is_empty() {
        return Err(Error::Invalid("There is nothing to send yet.".to_owned()));
    }
    let length = text.chars().count();
    if length > TEXT_LIMIT {
        return Err(Error::Invalid(format!(
            "The server takes {TEXT_LIMIT} characters; this has {length}. Shorten it, or send it in parts."
        )));
    }
    mirror.write(|w| {
        let account = account(w)?;
        if audience == Audience::Internal && !account.capabilities.has_internal_notes {
            return Err(Error::Invalid(
                "This server has no internal notes: everybody could read it.".to_owned(),
            ));
        }
        known(w, case)?;
        let id = IntentId(w.clock().new_id());
        let payload = Payload::Comment {
            audience,
            text: text.to_owned(),
        };
        intent::table::add(w, id, case, &payload, w.now())?;
        intent::table::put_draft(w, case, audience, "", w.now())?;
        w.touch_outbox(case);
        Ok(id)
    })
}

/// Keeps what is typed and not sent.
///
/// # Errors
/// `DiskFull`; `Storage`.
pub fn save_draft(mirror: &Mirror, case: CaseId, audience: Audience, text: &str) -> Result<()> {
    mirror.write(|w| intent::table::put_draft(w, case, audience, text, w.now()))
}

/// Takes an intent back. A comment's text returns to its draft where that is empty; a new case goes with everything that
/// waited for it.
///
/// # Errors
/// `NotFound` when it was sent meanwhile; `TooLate` when its bytes may have left.
pub fn discard(mirror: &Mirror, id: IntentId) -> Result<()> {
    mirror.write(|w| {
        let intent = intent::table::require(w, id)?;
        let going = match intent.payload {
            Payload::Create(_) => intent::table::of_case(w, intent.case_id)?,
            _ => vec![intent.clone()],
        };
        if going.iter().any(|i| !i.is_ours()) {
            return Err(Error::TooLate);
        }
        for one in &going {
            if let (Payload::Comment { audience, text }, 1) = (&one.payload, going.len())
                && intent::table::draft(w, one.case_id, *audience)?.is_empty()
            {
                intent::table::put_draft(w, one.case_id, *audience, text, w.now())?;
            }
            log(
                w,
                one,
                "discarded",
                &serde_json::to_value(&one.payload).unwrap_or_default(),
            )?;
            intent::table::remove(w, one.id)?;
        }
        w.touch_outbox(intent.case_id);
        Ok(())
    })
}

/// The person decided: a held intent is sent as it stands now, a waiting one does not wait longer.
///
/// # Errors
/// `NotFound`; `Invalid` where there is nothing to send it to.
pub fn send(mirror: &Mirror, id: IntentId) -> Result<()> {
    mirror.write(|w| {
        let mut intent = intent::table::require(w, id)?;
        match (&intent.state, &intent.held) {
            (State::Sending | State::Unknown, _) => return Ok(()),
            (_, Some(Held::CaseGone { text })) => return Err(Error::Invalid(text.clone())),
            (_, Some(Held::UnknownPayload)) => {
                return Err(Error::Invalid(
                    "Only the newer Satchel that wrote it can send it.".to_owned(),
                ));
            }
            (_, Some(Held::Conflict { theirs })) => {
                // "Mine" on top of theirs: theirs is what it is compared with from now on.
                if let Payload::Edit { base, .. } = &mut intent.payload {
                    base.clone_from(theirs);
                }
            }
            _ => {}
        }
        log(w, &intent, "sent by choice", &json!({}))?;
        intent::table::update(w, &again(intent.clone()))?;
        w.touch_outbox(intent.case_id);
        Ok(())
    })
}

fn log(w: &Writing<'_>, intent: &Intent, event: &str, detail: &serde_json::Value) -> Result<()> {
    intent::table::log(w, intent.case_id, Some(intent.id), w.now(), event, detail)
}

fn account(w: &Writing<'_>) -> Result<Account> {
    identity::get(w)?.ok_or_else(|| Error::Bug("a mirror without an owner".to_owned()))
}

fn known(w: &Writing<'_>, case: CaseId) -> Result<()> {
    let here = case::table::get(w, case)?.is_some() || !intent::table::of_case(w, case)?.is_empty();
    if here {
        Ok(())
    } else {
        Err(Error::NotFound("case"))
    }
}

fn read_day(text: &str) -> Result<NaiveDate> {
    text.parse()
        .map_err(|_| Error::Invalid("A closing date looks like 2026-11-23.".to_owned()))
}

fn check_field(
    w: &Writing<'_>,
    case: CaseId,
    edit: &FieldEdit,
    closed_on: Option<NaiveDate>,
    has_day: Option<NaiveDate>,
) -> Result<()> {
    let value = edit.value.as_deref().unwrap_or_default();
    check_text(value)?;
    match edit.field {
        Field::Name => check_name(w, value.trim(), Some(case)),
        Field::Status | Field::Priority if value.is_empty() => Err(Error::Invalid(
            "A case always has a status and a priority.".to_owned(),
        )),
        Field::Status => {
            let needs_day = value == "Closed" && !directory::table::vocabulary(w)?.is_open(value);
            if needs_day && closed_on.is_none() && has_day.is_none() {
                return Err(Error::Invalid(
                    "Closing a case needs its closing date.".to_owned(),
                ));
            }
            Ok(())
        }
        Field::ClosedOn => edit.value.as_deref().map(read_day).transpose().map(|_| ()),
        Field::Priority | Field::CaseType | Field::Description => Ok(()),
    }
}

/// Not blank, at most [`NAME_LIMIT`] characters, and no other case's, as far as this mirror can see.
fn check_name(w: &Writing<'_>, name: &str, of: Option<CaseId>) -> Result<()> {
    let length = name.chars().count();
    let problem = if length == 0 {
        "A case needs a name.".to_owned()
    } else if length > NAME_LIMIT {
        format!("A name has at most {NAME_LIMIT} characters; this has {length}.")
    } else if case::table::other_with_name(w, name, of)? {
        "Another case has this name; the server takes each name once.".to_owned()
    } else {
        return check_text(name);
    };
    Err(Error::Invalid(problem))
}

/// A NUL makes the server fail on it for ever (sync-and-security F5).
fn check_text(text: &str) -> Result<()> {
    if text.contains('\0') {
        return Err(Error::Invalid(
            "There is an invisible character in it that no server takes (NUL).".to_owned(),
        ));
    }
    Ok(())
}

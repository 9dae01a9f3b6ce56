//! Changing fields of a case: one waiting intent per field, with the base it started from.

use super::{add, again, check_name, check_text, stays};
use crate::case::{self, Field, FieldEdit, NewCase};
use crate::directory;
use crate::error::{Error, Result};
use crate::history::Event;
use crate::id::CaseId;
use crate::intent::{self, Intent, Payload, Slot};
use crate::mirror::{Mirror, Writing};
use crate::sentence::Cannot;
use chrono::NaiveDate;

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
        stays(w, case)?;
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

pub(super) fn edit_field(
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
    // A closing brings its date: a date that waits is not what is wanted any more.
    if closed_on.is_some()
        && let Some(date) = intent::table::waiting_on(w, case, Slot::Field(Field::ClosedOn))?
    {
        intent::table::retire(w, &date, Event::Superseded, w.now())?;
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
    if let Some(mut waiting) = intent::table::waiting_on(w, case, Slot::Field(*field))? {
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
            intent::table::retire(w, &waiting, Event::Undone, w.now())?;
            // Closed again, perhaps with another date than before.
            let date = FieldEdit {
                field: Field::ClosedOn,
                value: closed_on.map(|day| day.to_string()),
            };
            return match closed_on {
                Some(_) => edit_field(w, case, &date, None),
                None => Ok(()),
            };
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
    add(w, case, &payload).map(|_| ())
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

fn amend(new: &mut NewCase, field: Field, value: Option<String>) -> Result<()> {
    match field {
        Field::Name => new.name = value.unwrap_or_default(),
        Field::Status => new.status = value.unwrap_or_default(),
        Field::Priority => new.priority = value.unwrap_or_default(),
        Field::CaseType => new.case_type = value,
        Field::Description => new.description = value.unwrap_or_default(),
        Field::ClosedOn => {
            return Err(Error::Invalid(Cannot::CloseLater));
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

fn read_day(text: &str) -> Result<NaiveDate> {
    text.parse().map_err(|_| Error::Invalid(Cannot::DateForm))
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
        Field::Status | Field::Priority if value.is_empty() => {
            Err(Error::Invalid(Cannot::NeedsStatus))
        }
        Field::Status => {
            let needs_day = value == "Closed" && !directory::table::vocabulary(w)?.is_open(value);
            if needs_day && closed_on.is_none() && has_day.is_none() {
                return Err(Error::Invalid(Cannot::NeedsDate));
            }
            Ok(())
        }
        Field::ClosedOn => edit.value.as_deref().map(read_day).transpose().map(|_| ()),
        Field::Priority | Field::CaseType | Field::Description => Ok(()),
    }
}

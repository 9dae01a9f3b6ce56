//! What changes a case, and decides on what waits. All of it is in the outbox when the command ends.

use crate::args::writing::{Create, Description, Edit, Resolve};
use crate::fault::{self, Exit, Fault, Result};
use crate::say::{Say, plain_line, short};
use crate::{acts, pick};
use chrono::Local;
use satchel_core::Core;
use satchel_core::case::{CaseSet, Field, FieldEdit, NewCase, SetChange};
use satchel_core::directory::LookupKind;
use satchel_core::id::{CaseId, ServerId};
use serde_json::{Value, json};
use std::path::Path;

/// What is said after an act.
const NEXT: &str = "In the outbox: `satchel-cli sync` sends it.";

/// An act on a case was kept. What was typed at last may have changed nothing.
pub(super) fn kept(core: &Core, say: Say, what: &str, case: CaseId, with: Value) -> Result<Exit> {
    let outbox = core.outbox()?;
    let lane: Vec<_> = outbox.iter().filter(|item| item.case_id == case).collect();
    let intents: Vec<_> = lane.iter().map(|item| item.intent_id).collect();
    let mut answer = json!({"case": case, "waiting": intents});
    if let (Some(answer), Value::Object(with)) = (answer.as_object_mut(), with) {
        answer.extend(with);
    }
    let id = short(&case.to_string());
    let sentence = match lane.len() {
        0 => format!("Case {id}: nothing has to be sent."),
        1 => format!("Case {id}. {NEXT}"),
        n => format!("Case {id}, {n} waiting on it. {NEXT}"),
    };
    say.done(what, answer, &sentence);
    Ok(Exit::Done)
}

pub(super) fn create(core: &Core, new: &Create, say: Say) -> Result<Exit> {
    let known = core.reference()?;
    let statuses = known
        .statuses
        .iter()
        .map(|c| (c.value.as_str(), c.label.as_str()));
    let priorities = known
        .priorities
        .iter()
        .map(|c| (c.value.as_str(), c.label.as_str()));
    let types = known
        .case_types
        .iter()
        .map(|c| (c.value.as_str(), c.label.as_str()));
    let first_status = known
        .statuses
        .first()
        .map(|c| c.value.as_str())
        .unwrap_or_default();
    let usual = known
        .priorities
        .iter()
        .find(|c| c.value == "Normal")
        .or(known.priorities.first());
    let usual = usual.map(|c| c.value.as_str()).unwrap_or_default();
    let status = new.status.as_deref().unwrap_or(first_status);
    let priority = new.priority.as_deref().unwrap_or(usual);
    let each = |kind, typed: &[String]| -> Result<Vec<ServerId>> {
        typed
            .iter()
            .map(|one| pick::named(core, kind, one))
            .collect()
    };
    let wanted = NewCase {
        name: new.name.clone(),
        status: pick::choice("status", statuses, status)?,
        priority: pick::choice("priority", priorities, priority)?,
        case_type: match new.case_type.as_deref() {
            None | Some("") => None,
            Some(typed) => Some(pick::choice("type", types, typed)?),
        },
        description: description(&new.description)?.unwrap_or_default(),
        account_id: match &new.account {
            Some(account) => Some(pick::named(core, LookupKind::Account, account)?),
            None => None,
        },
        assignee_ids: each(LookupKind::Person, &new.assign)?,
        team_ids: each(LookupKind::Team, &new.team)?,
        contact_ids: each(LookupKind::Contact, &new.contact)?,
        tag_ids: each(LookupKind::Tag, &new.tag)?,
    };
    let case = core.create_case(wanted)?;
    kept(core, say, "create", case, json!({}))
}

pub(super) fn edit(core: &Core, edit: &Edit, say: Say) -> Result<Exit> {
    let case = pick::case(core, &edit.case)?;
    let view = core.case(case)?;
    let known = core.reference()?;
    let mut fields = Vec::new();
    let mut set = |field, value: Option<String>| fields.push(FieldEdit { field, value });
    if let Some(name) = &edit.name {
        set(Field::Name, Some(name.clone()));
    }
    let mut closed_on = edit.closed_on;
    if let Some(status) = &edit.status {
        let statuses = known
            .statuses
            .iter()
            .map(|c| (c.value.as_str(), c.label.as_str()));
        let status = pick::choice("status", statuses, status)?;
        let closes = known
            .statuses
            .iter()
            .any(|c| c.value == status && !c.is_open);
        if closes && closed_on.is_none() && view.closed_on.is_none() {
            let today = Local::now().date_naive();
            say.note(&format!("Closed on {today}; --closed-on says otherwise."));
            closed_on = Some(today);
        }
        set(Field::Status, Some(status));
    }
    if let Some(day) = closed_on {
        set(Field::ClosedOn, Some(day.to_string()));
    }
    if let Some(priority) = &edit.priority {
        let priorities = known
            .priorities
            .iter()
            .map(|c| (c.value.as_str(), c.label.as_str()));
        set(
            Field::Priority,
            Some(pick::choice("priority", priorities, priority)?),
        );
    }
    if let Some(typed) = &edit.case_type {
        let types = known
            .case_types
            .iter()
            .map(|c| (c.value.as_str(), c.label.as_str()));
        let value = if typed.is_empty() {
            None
        } else {
            Some(pick::choice("type", types, typed)?)
        };
        set(Field::CaseType, value);
    }
    if let Some(text) = description(&edit.description)? {
        set(Field::Description, Some(text));
    }
    let mut sets = Vec::new();
    for (set, kind, members, add, remove) in [
        (
            CaseSet::Assignees,
            LookupKind::Person,
            &view.assignees,
            &edit.assign,
            &edit.unassign,
        ),
        (
            CaseSet::Teams,
            LookupKind::Team,
            &view.teams,
            &edit.add_team,
            &edit.remove_team,
        ),
        (
            CaseSet::Contacts,
            LookupKind::Contact,
            &view.contacts,
            &edit.add_contact,
            &edit.remove_contact,
        ),
        (
            CaseSet::Tags,
            LookupKind::Tag,
            &view.tags,
            &edit.add_tag,
            &edit.remove_tag,
        ),
    ] {
        let add = add.iter().map(|typed| pick::named(core, kind, typed));
        let remove = remove
            .iter()
            .map(|typed| pick::member(core, members, kind, typed));
        let change = SetChange {
            set,
            add: add.collect::<Result<_>>()?,
            remove: remove.collect::<Result<_>>()?,
        };
        if !(change.add.is_empty() && change.remove.is_empty()) {
            sets.push(change);
        }
    }
    if fields.is_empty() && sets.is_empty() {
        let next = "See `satchel-cli edit --help`.";
        return Err(Fault::new("usage", "There is nothing to change.", next).ending(Exit::Usage));
    }
    // Everything that was named is known by now; the fields go first, for only they can be refused.
    core.edit_case(case, &fields)?;
    for change in &sets {
        core.change_set(case, change)?;
    }
    kept(core, say, "edit", case, json!({"closedOn": closed_on}))
}

pub(super) fn watch(core: &Core, case: &str, desired: bool, say: Say) -> Result<Exit> {
    let case = pick::case(core, case)?;
    core.watch(case, desired)?;
    let what = if desired { "watch" } else { "unwatch" };
    kept(core, say, what, case, json!({}))
}

/// A deletion says that it is meant.
pub(super) fn meant(yes: bool) -> Result<()> {
    if yes {
        return Ok(());
    }
    let next = "Add --yes if it is meant. Until it is sent, `satchel-cli resolve` takes it back.";
    Err(Fault::new("usage", "This deletes something on the server.", next).ending(Exit::Usage))
}

pub(super) fn delete_comment(core: &Core, case: &str, comment: &str, say: Say) -> Result<Exit> {
    let case = pick::case(core, case)?;
    let comment = pick::comment(&core.case(case)?, comment)?;
    core.delete_comment(case, comment)?;
    kept(
        core,
        say,
        "deleteComment",
        case,
        json!({"comment": comment}),
    )
}

pub(super) fn delete_file(core: &Core, case: &str, file: &str, say: Say) -> Result<Exit> {
    let case = pick::case(core, case)?;
    let file = pick::file(&core.case(case)?, file)?;
    core.delete_attachment(case, file)?;
    kept(core, say, "deleteFile", case, json!({"file": file}))
}

pub(super) fn delete_case(core: &Core, case: &str, say: Say) -> Result<Exit> {
    let case = pick::case(core, case)?;
    core.delete_case(case)?;
    kept(core, say, "deleteCase", case, json!({}))
}

pub(super) fn resolve(core: &Core, what: &Resolve, say: Say) -> Result<Exit> {
    let item = pick::intent(core, &what.intent)?;
    let how = what.how;
    if (how.mine || how.theirs) && item.theirs.is_none() {
        return Err(Fault::invalid(
            "This is no conflict: nobody else changed it.",
            "Use --send, --hold or --discard.",
        ));
    }
    let id = item.intent_id;
    let done = match how {
        _ if how.mine || how.send => core.send(id).map(|()| "send"),
        _ if how.hold => core.hold(id).map(|()| "hold"),
        _ => core.discard(id).map(|()| "discard"),
    };
    let decision = done?;
    kept(
        core,
        say,
        "resolve",
        item.case_id,
        json!({"intent": id, "decision": decision}),
    )
}

pub(super) fn restore(core: &Core, entry: u32, say: Say) -> Result<Exit> {
    core.restore(entry)?;
    say.done("restore", json!({"entry": entry}), NEXT);
    Ok(Exit::Done)
}

/// What was given as a description, here or in a file.
fn description(given: &Description) -> Result<Option<String>> {
    let Some(file) = &given.description_file else {
        return Ok(given.description.clone());
    };
    if file == Path::new("-") {
        return acts::standard_input().map(Some);
    }
    let text = std::fs::read_to_string(file).map_err(|e| {
        fault::file(
            &format!("{} can't be read", plain_line(&file.to_string_lossy())),
            &e,
        )
    })?;
    Ok(Some(text))
}

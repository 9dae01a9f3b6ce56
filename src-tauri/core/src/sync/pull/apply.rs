//! What the server was seen to hold, into the mirror: rows of lists, cases read whole, and what it means that one is gone.
//!
//! Every function works inside the caller's transaction, reads the known row again in it, and notes what might
//! deserve an alert from the difference. No network here.

use super::observe::Since;
use super::{SWEPT_AT, aside, observe};
use crate::activity;
use crate::alert::{self, Own};
use crate::attachment::{self, ServerAttachment};
use crate::case;
use crate::case::table::{self as case_table, Seen};
use crate::case::{CaseSet, Field, ServerCase, Standing};
use crate::comment::{self, ServerComment};
use crate::crm::Crm;
use crate::crm::envelope::{Detail, DetailAnswer, Page};
use crate::directory::{self, LookupKind};
use crate::email::{self, ServerEmail};
use crate::error::Result;
use crate::id::{CaseId, Named, ServerId};
use crate::intent::{self, Payload, State};
use crate::mirror::Writing;
use crate::mutant::{self, Mutant};
use crate::news;
use crate::store::{cursor, known};
use chrono::{DateTime, Utc};

/// Writes a page of list rows. `sweep`: the one that it is of; 0: none.
pub(in crate::sync) fn apply_page(w: &Writing<'_>, page: &Page, sweep: i64) -> Result<()> {
    if !page.bad.is_empty() {
        tracing::warn!(rows = page.bad.len(), "rows set aside");
    }
    let since = Since::of(w)?;
    if let Some(vocabulary) = &page.vocabulary
        && directory::table::put_vocabulary(w, vocabulary)?
    {
        w.touch_everything()?;
    }
    for row in &page.rows {
        apply_row(w, &since, row, sweep)?;
    }
    Ok(())
}

fn apply_row(w: &Writing<'_>, since: &Since, row: &ServerCase, sweep: i64) -> Result<()> {
    let Some(case_id) = case_for(w, None, row)? else {
        return Ok(());
    };
    let known = case_table::get(w, case_id)?;
    let row = row.clone().or_known(known.as_ref().map(|k| &k.case));
    let changed = known
        .as_ref()
        .is_none_or(|k| differs(&k.case, &row) || k.standing != Standing::Visible);
    let seen = Seen {
        at: w.now(),
        sweep,
        detailed: false,
        changed,
    };
    raise(w, case_id, known.as_ref().map(|k| &k.case), &row)?;
    if changed {
        observe::case(w, since, case_id, known.as_ref(), &row)?;
    }
    if known.is_some() && mutant::is(Mutant::RowsIgnored) {
        return Ok(());
    }
    if case_table::seen_as_known(w, known.as_ref(), &row, &seen)? {
        return Ok(());
    }
    case_table::put(w, case_id, &row, &seen)?;
    if changed {
        note_customers(w, &row)?;
        w.touch(case_id);
    } else if known
        .is_some_and(|k| case::sla::sla(&k.case, true, false) != case::sla::sla(&row, true, false))
    {
        w.touch(case_id);
    }
    Ok(())
}

/// Whom a case refers to can be chosen for another one, though the look-up may not show them (server-contract 4).
fn note_customers(w: &Writing<'_>, case: &ServerCase) -> Result<()> {
    if let Some(account) = &case.account {
        directory::table::note_in_case(w, LookupKind::Account, account)?;
    }
    for contact in &case.contacts {
        directory::table::note_in_case(w, LookupKind::Contact, contact)?;
    }
    Ok(())
}

/// Does the row differ in what people did, not in what the clock does (server-contract 3.1)?
fn differs(a: &ServerCase, b: &ServerCase) -> bool {
    let steady = |case: &ServerCase| {
        let mut case = case.clone();
        case.extra
            .retain(|key, _| !(key.starts_with("is_sla_") || key.ends_with("_deadline")));
        case
    };
    a != b && steady(a) != steady(b)
}

/// Our id of a server row: the known one, the one it is an answer to, or a new one. `None`: it may be what an intent of
/// this person became, and verification will tell; until then it is nobody's.
fn case_for(w: &Writing<'_>, expected: Option<CaseId>, row: &ServerCase) -> Result<Option<CaseId>> {
    if let Some(known) = case_table::by_server_id(w, &row.server_id)? {
        return Ok(Some(known));
    }
    if let Some(expected) = expected {
        return Ok(Some(expected));
    }
    if let Some(before) = known::id_of(w, &row.server_id)? {
        return Ok(Some(CaseId(before)));
    }
    let may_be_mine = intent::table::all(w)?.iter().any(|i| {
        let in_doubt = matches!(i.state, State::Sending | State::Unknown);
        in_doubt && matches!(&i.payload, Payload::Create(new) if new.name.to_lowercase() == row.name.to_lowercase())
    });
    Ok((!may_be_mine).then(|| CaseId(w.clock().new_id())))
}

/// Notes what of the step from `before` to `after` might deserve an alert, after the first sweep.
fn raise(
    w: &Writing<'_>,
    case: CaseId,
    before: Option<&ServerCase>,
    after: &ServerCase,
) -> Result<()> {
    if !alert::may_matter(before, after) {
        return Ok(());
    }
    if cursor::get::<DateTime<Utc>>(w, SWEPT_AT)?.is_none() {
        return Ok(());
    }
    let around = crate::mirror::surroundings(w)?;
    let me = crate::store::identity::get(w)?
        .map(|a| a.me)
        .unwrap_or_default();
    // Until an intent is confirmed, what the server shows of it is this person's own doing.
    let intents = intent::table::of_case(w, case)?;
    let sets = |which: Field, value: &str| {
        intents.iter().any(|i| match &i.payload {
            Payload::Create(_) => true,
            Payload::Edit { field, desired, .. } => {
                *field == which && desired.as_deref() == Some(value)
            }
            _ => false,
        })
    };
    let takes = |i: &intent::Intent| match &i.payload {
        Payload::Create(_) => true,
        Payload::Set { set, desired, .. } => {
            *set == CaseSet::Assignees && desired.iter().any(|one| Some(&one.id) == me.id.as_ref())
        }
        _ => false,
    };
    let made = before.is_none() && after.created_by.as_ref().is_some_and(|by| me.is(&by.id));
    let own = Own {
        case: made
            || intents
                .iter()
                .any(|i| matches!(i.payload, Payload::Create(_))),
        priority: sets(Field::Priority, &after.priority),
        status: sets(Field::Status, &after.status),
        assignees: intents.iter().any(takes),
    };
    for what in alert::occurrences(before, after, &around.vocabulary, me.id.as_ref(), own) {
        w.occurred(case, what);
    }
    Ok(())
}

/// Writes what reading one case gave. `expected`: our id of it, where we have one.
pub(in crate::sync) fn apply_detail(
    w: &Writing<'_>,
    crm: &Crm,
    expected: Option<CaseId>,
    asked: &ServerId,
    answer: &DetailAnswer,
) -> Result<()> {
    match answer {
        DetailAnswer::Merged(into) => {
            aside::forget(w, asked)?;
            match case_table::by_server_id(w, asked)? {
                Some(_) if mutant::is(Mutant::MergeIgnored) => Ok(()),
                Some(known) => stand(w, known, Standing::Merged, Some(into)),
                None => Ok(()),
            }
        }
        DetailAnswer::Case(detail) => {
            let Some(case_id) = case_for(w, expected, &detail.case)? else {
                return Ok(());
            };
            put_detail(w, crm, case_id, detail)
        }
    }
}

/// Writes a case that was read whole. Most are as they were, and what shows them is not asked anew for these.
fn put_detail(w: &Writing<'_>, crm: &Crm, case_id: CaseId, detail: &Detail) -> Result<()> {
    let known = case_table::get(w, case_id)?;
    let case = detail
        .case
        .clone()
        .or_known(known.as_ref().map(|k| &k.case));
    raise(w, case_id, known.as_ref().map(|k| &k.case), &case)?;
    let since = Since::of(w)?;
    observe::case(w, &since, case_id, known.as_ref(), &case)?;
    let was_read = known.as_ref().is_some_and(|k| k.detailed_at.is_some());
    let seen = Seen {
        at: w.now(),
        sweep: 0,
        detailed: true,
        changed: true,
    };
    let is_as_known = case_table::seen_as_known(w, known.as_ref(), &case, &seen)?;
    if !is_as_known {
        case_table::put(w, case_id, &case, &seen)?;
        note_customers(w, &case)?;
    }
    let parts_changed = [
        put_words(w, crm, &since, case_id, &detail.comments, was_read)?,
        put_added(w, crm, &since, case_id, &detail.attachments, was_read)?,
        put_mail(w, &since, case_id, &detail.emails, was_read)?,
        news::table::forget_removed(w, case_id)?,
    ];
    activity::table::put(w, case_id, &detail.activities)?;
    aside::note_parts(w, &case.server_id, &detail.bad)?;
    directory::table::put_mentionable(w, &detail.mentionable)?;
    match is_as_known && !parts_changed.contains(&true) {
        true => w.checked(case_id),
        false => w.touch(case_id),
    }
    Ok(())
}

/// Writes its e-mails; tells whether they changed.
fn put_mail(
    w: &Writing<'_>,
    since: &Since,
    case: CaseId,
    emails: &[ServerEmail],
    was_read: bool,
) -> Result<bool> {
    if email::table::is_as_known(w, case, emails)? {
        return Ok(false);
    }
    observe::mail(w, since, case, emails, was_read)?;
    let moved_from = email::table::put(w, case, emails)?;
    moved_from.into_iter().for_each(|case| w.touch(case));
    Ok(true)
}

/// Writes a case's whole thread, as the answer to a comment carries it.
pub(in crate::sync) fn put_thread(
    w: &Writing<'_>,
    crm: &Crm,
    case: CaseId,
    thread: &[ServerComment],
) -> Result<()> {
    put_words(w, crm, &Since::of(w)?, case, thread, true)?;
    news::table::forget_removed(w, case).map(drop)
}

/// Writes its thread; tells whether it changed.
fn put_words(
    w: &Writing<'_>,
    crm: &Crm,
    since: &Since,
    case: CaseId,
    thread: &[ServerComment],
    was_read: bool,
) -> Result<bool> {
    let mut thread = thread.to_vec();
    if mutant::is(Mutant::KeepsDeleted) && thread.is_empty() {
        return Ok(false);
    }
    name_people(w, crm, thread.iter_mut().filter_map(|c| c.author.as_mut()))?;
    if comment::table::is_as_known(w, case, &thread)? {
        return Ok(false);
    }
    let unheard = observe::unheard(w, since, crm, case, &thread, was_read)?;
    let moved_from = comment::table::put_thread(w, w.clock(), case, &thread)?;
    moved_from.into_iter().for_each(|case| w.touch(case));
    observe::said(w, crm, case, &unheard)?;
    Ok(true)
}

/// Writes all files of a case, as the answer to an upload lists them.
pub(in crate::sync) fn put_files(
    w: &Writing<'_>,
    crm: &Crm,
    case: CaseId,
    files: &[ServerAttachment],
) -> Result<()> {
    put_added(w, crm, &Since::of(w)?, case, files, true)?;
    news::table::forget_removed(w, case).map(drop)
}

/// Writes its files; tells whether they changed.
fn put_added(
    w: &Writing<'_>,
    crm: &Crm,
    since: &Since,
    case: CaseId,
    files: &[ServerAttachment],
    was_read: bool,
) -> Result<bool> {
    let mut files = files.to_vec();
    name_people(w, crm, files.iter_mut().filter_map(|f| f.by.as_mut()))?;
    if attachment::table::is_as_known(w, case, &files)? {
        return Ok(false);
    }
    let unseen = observe::unseen(w, since, crm, case, &files, was_read)?;
    let moved_from = attachment::table::put_all(w, w.clock(), case, &files)?;
    moved_from.into_iter().for_each(|case| w.touch(case));
    observe::added(w, case, &unseen)?;
    Ok(true)
}

/// Authors often come as an id, or with an e-mail only: the directory knows their names.
fn name_people<'a>(
    w: &Writing<'_>,
    crm: &Crm,
    people: impl Iterator<Item = &'a mut Named>,
) -> Result<()> {
    for person in people {
        if let Some(name) = directory::table::name_of(w, &person.id)? {
            person.name = name;
        } else if crm.account().me.is(&person.id) && !crm.account().me.name.is_empty() {
            person.name.clone_from(&crm.account().me.name);
        }
    }
    Ok(())
}

/// Notes how a case stands; unsent work on it is held with the reason, never dropped (I16).
pub(in crate::sync) fn stand(
    w: &Writing<'_>,
    case: CaseId,
    standing: Standing,
    into: Option<&ServerId>,
) -> Result<()> {
    observe::standing(w, case, standing)?;
    case_table::set_standing(w, case, standing, into, w.now())?;
    w.touch_outbox(case);
    Ok(())
}

//! What happened on a case since the person wrote a reply, from the mirror. Reads only; what counts is decided in `seen.rs`.

use super::seen::{Change, News, Now, Own, Seen, changes};
use super::{Payload, table};
use crate::case::{self, CaseSet, Field, view};
use crate::comment::{self, ServerComment};
use crate::directory;
use crate::email;
use crate::error::Result;
use crate::history;
use crate::id::{CaseId, Named, ServerId};
use crate::store::{Db, identity};

/// What is on screen of a case now. `None`: the server has no such case yet, so nobody else can do anything there.
///
/// # Errors
/// `Storage`.
pub fn seen(db: &Db, case: CaseId) -> Result<Option<Seen>> {
    let (Some(server), Some(shown)) = (case::table::get(db, case)?, view::table::one(db, case)?)
    else {
        return Ok(None);
    };
    let mut statuses = vec![shown.row.status];
    if !statuses.contains(&server.case.status) {
        statuses.push(server.case.status);
    }
    let mut assignees = ids(&shown.assignees);
    assignees.extend(ids(&server.case.assignees));
    assignees.sort_unstable();
    assignees.dedup();
    let comments = match server.detailed_at {
        Some(_) => Some(of_others(db, case)?),
        None => None,
    };
    Ok(Some(Seen {
        statuses,
        assignees,
        comments: comments.map(|all| all.into_iter().map(|c| c.server_id).collect()),
        emails: email::table::of_case(db, case)?
            .into_iter()
            .map(|mail| mail.server_id)
            .collect(),
        acts: history::table::newest(db, case)?,
    }))
}

/// What somebody else did since.
///
/// # Errors
/// `Storage`.
pub fn news(db: &Db, case: CaseId, seen: &Seen) -> Result<Vec<News>> {
    let Some(server) = case::table::get(db, case)? else {
        return Ok(Vec::new());
    };
    let now = Now {
        status: &server.case.status,
        assignees: &ids(&server.case.assignees),
        comments: &of_others(db, case)?,
        emails: &email::table::of_case(db, case)?,
    };
    changes(seen, &now, &own(db, case, seen)?)
        .into_iter()
        .map(|change| shown(db, change))
        .collect()
}

fn ids(named: &[Named]) -> Vec<ServerId> {
    named.iter().map(|n| n.id.clone()).collect()
}

/// Comments of others: neither this person's nor what became of an intent of theirs.
fn of_others(db: &Db, case: CaseId) -> Result<Vec<ServerComment>> {
    let me = identity::get(db)?.map(|account| account.me);
    let mut others = Vec::new();
    for stored in comment::table::of_case(db, case)? {
        let comment = stored.comment;
        let by_me = match (&me, &comment.author) {
            (Some(me), Some(author)) => me.is(&author.id),
            _ => false,
        };
        if !by_me && !table::is_claimed(db, &comment.server_id)? {
            others.push(comment);
        }
    }
    Ok(others)
}

/// What the person did there since, and what of theirs is not sent yet: a value that they wanted, or started from, is theirs.
fn own(db: &Db, case: CaseId, seen: &Seen) -> Result<Own> {
    let mut own = Own::default();
    let waiting = table::of_case(db, case)?.into_iter().map(|i| i.payload);
    for payload in history::table::acts_since(db, case, seen.acts)?
        .into_iter()
        .chain(waiting)
    {
        match payload {
            Payload::Edit {
                field: Field::Status,
                base,
                desired,
                ..
            } => own.statuses.extend(base.into_iter().chain(desired)),
            Payload::Set {
                set: CaseSet::Assignees,
                base,
                desired,
            } => {
                let changed = |these: &[Named], those: &[Named]| {
                    let mut these = ids(these);
                    these.retain(|id| !those.iter().any(|n| n.id == *id));
                    these
                };
                own.assignees.extend(changed(&base, &desired));
                own.assignees.extend(changed(&desired, &base));
            }
            _ => {}
        }
    }
    Ok(own)
}

fn shown(db: &Db, change: Change) -> Result<News> {
    let names = |ids: Vec<ServerId>| -> Result<Vec<String>> {
        let name = |id| {
            let name = String::new();
            directory::table::shown_name(db, &Named { id, name })
        };
        ids.into_iter().map(name).collect()
    };
    Ok(match change {
        Change::Comment(comment) => News::Comment {
            author: comment.author.map(|a| a.name),
            audience: comment.audience,
            text: comment.text,
            at: comment.at,
        },
        Change::Email(mail) => News::Email {
            from: mail.from,
            subject: mail.subject,
            text: mail.text,
            at: mail.at,
        },
        Change::Status { from, to } => News::Status { from, to },
        Change::Assignees { joined, left } => News::Assignees {
            joined: names(joined)?,
            left: names(left)?,
        },
    })
}

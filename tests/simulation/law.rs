//! What must hold, whatever happened: the numbered invariants of the design, checked against the witness.
//!
//! Here: what can be checked by what took effect. Whether both sides hold the same in the end is `agreement.rs`.

use crate::agreement;
use crate::book::{Comment, Edit, End};
use crate::life::Life;
use crate::server::{Overwrite, Server};
use chrono::TimeDelta;
use satchel_core::case::Field;
use satchel_core::case::view::OutboxItem;
use satchel_core::intent::{Kind, State};
use std::collections::BTreeMap;
use uuid::Uuid;

/// An invariant that is broken, in words.
type Broken = Result<(), String>;

/// I13: no case leaves a list unless alice could not see it at some time.
pub(crate) fn at_any_time(life: &mut Life) -> Broken {
    for create in &life.book.creates {
        let desk = &mut life.desks[create.by];
        let net = desk.line.net();
        let mut made = net.server.made.iter();
        let ours = made.find(|(by, name, _)| *by == create.by && create.names.contains(name));
        let id = ours.map(|(_, _, id)| *id);
        drop(net);
        if let Some(id) = id.filter(|_| create.names.len() == 1) {
            desk.made.insert(create.case, id);
        }
    }
    for desk in &mut life.desks {
        let rows = desk.learns().map_err(|e| e.to_string())?;
        let now = rows.iter().filter(|r| r.on_server).map(|r| r.id).collect();
        let net = desk.line.net();
        for gone in desk.listed.difference(&now) {
            let known = desk.known.get(gone);
            if known.is_some_and(|id| !net.server.left.contains(id)) {
                return Err(format!(
                    "I13: case {known:?} left the list of {}",
                    desk.line.computer
                ));
            }
        }
        drop(net);
        desk.listed = now;
    }
    Ok(())
}

/// I10, I19: after the calm, what still waits, waits for the person or behind what does.
pub(crate) fn rested(life: &Life) -> Broken {
    for desk in &life.desks {
        let outbox = desk.outbox().map_err(|e| e.to_string())?;
        for item in outbox.iter().filter(|item| item.state != State::Held) {
            let held = |kind: Kind| {
                let mut lane = outbox.iter().filter(|o| o.case_id == item.case_id);
                lane.any(|o| o.state == State::Held && o.kind == kind)
            };
            let waits = held(Kind::Create) || (item.kind == Kind::Comment && held(Kind::Comment));
            if !waits {
                return Err(format!(
                    "I19: {} does not send {item:?}",
                    desk.line.computer
                ));
            }
        }
    }
    Ok(())
}

/// Everything else.
pub(crate) fn in_the_end(life: &mut Life) -> Broken {
    at_any_time(life)?;
    rested(life)?;
    let outboxes: Vec<Vec<OutboxItem>> = life
        .desks
        .iter()
        .map(|desk| desk.outbox().map_err(|e| e.to_string()))
        .collect::<Result<_, _>>()?;
    {
        let net = life.net();
        for comment in &life.book.comments {
            let waits = outboxes[comment.by]
                .iter()
                .any(|o| o.intent_id == comment.intent);
            comment_once(comment, waits, &net.server)?;
        }
        creates_once(life, &net.server, &outboxes)?;
        for (intent, edit) in &life.book.edits {
            let item = outboxes[edit.by].iter().find(|o| o.intent_id == *intent);
            edit_arrived(life, edit, item, &net.server)?;
        }
        in_order(life, &net.server)?;
        for overwrite in &net.server.overwrites {
            not_silently(life, overwrite)?;
        }
        quiet_time(&net.trace.posts)?;
        if let Some((client, at_once)) = net.trace.at_once.iter().find(|(_, n)| n.1 > 4) {
            return Err(format!("I20: {client} asked {} things at once", at_once.1));
        }
    }
    agreement::in_the_end(life)
}

/// I1, I2, I3 of a comment.
fn comment_once(comment: &Comment, waits: bool, server: &Server) -> Broken {
    let text = &comment.text;
    let times = server.said.iter().filter(|said| &said.text == text).count();
    match (comment.end, waits) {
        // Others removed it before it was found, and the engine does not look into the log (a known gap).
        _ if times > comment.most && removed(comment, server) => Ok(()),
        _ if times > comment.most => {
            Err(format!("I2: {text:?} stands on the server {times} times"))
        }
        (End::Wanted, false) if times == 0 => Err(format!("I3: {text:?} is lost")),
        (End::Discarded { surely: true }, _) if times > 0 => {
            Err(format!("I1: {text:?} was taken back, and arrived"))
        }
        _ => Ok(()),
    }
}

/// Did others edit or remove comments of its case?
pub(crate) fn removed(comment: &Comment, server: &Server) -> bool {
    let of_it = |said: &&crate::server::Said| said.text == comment.text;
    let mut said = server.said.iter().filter(of_it);
    said.any(|said| server.touched.contains(&said.case))
}

/// I1, I2, I3 of new cases.
fn creates_once(life: &Life, server: &Server, outboxes: &[Vec<OutboxItem>]) -> Broken {
    for create in &life.book.creates {
        let made: Vec<&str> = server
            .made
            .iter()
            .filter(|(by, name, _)| *by == create.by && create.names.contains(name))
            .filter(|(_, _, id)| !moved(server, *id))
            .map(|(_, name, _)| name.as_str())
            .collect();
        let ever = server
            .made
            .iter()
            .any(|(by, name, _)| *by == create.by && create.names.contains(name));
        let names = &create.names;
        let waits = outboxes[create.by]
            .iter()
            .any(|o| o.case_id == create.case && o.kind == Kind::Create);
        match create.end {
            _ if made.len() > 1 => return Err(format!("I2: {names:?} was made as {made:?}")),
            End::Wanted if !ever && !waits => {
                return Err(format!("I3: {names:?} is lost"));
            }
            End::Discarded { surely: true } if ever => {
                return Err(format!("I1: {names:?} was taken back, and made"));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Somebody else renamed the case or took it away. Where that comes before its maker hears of it, it is made again: a name
/// is all there is to find it by (a known gap).
fn moved(server: &Server, case: Uuid) -> bool {
    let names = server.values.get(&(case, Field::Name));
    server.left.contains(&case) || names.is_some_and(|was| was.iter().any(|w| w.by.is_none()))
}

/// I1, I3, I6 of an edit.
fn edit_arrived(life: &Life, edit: &Edit, item: Option<&OutboxItem>, server: &Server) -> Broken {
    let Some(case) = life.desks[edit.by].known.get(&edit.case).copied() else {
        return Ok(());
    };
    let wanted = edit.wanted.last().cloned().flatten();
    let what = format!("{:?} of {case} := {wanted:?} by {}", edit.field, edit.by);
    let set_by_us = |was: &crate::server::Was| was.by == Some(edit.by) && was.value == wanted;
    match (edit.end, item) {
        (End::Wanted, None) => {
            // One that was not sent yet may be replaced by a newer one of the same field.
            let newer = life.book.edits.values().any(|other| {
                let same = (other.by, other.case, other.field) == (edit.by, edit.case, edit.field);
                same && other.at > edit.at
            });
            if newer || server.held_since(case, edit.field, wanted.as_deref(), edit.at) {
                return Ok(());
            }
            Err(format!("I3: the edit is lost: {what}"))
        }
        (End::Wanted, Some(item)) => {
            let Some(theirs) = &item.theirs else {
                return Ok(());
            };
            let theirs = Some(theirs.clone()).filter(|t| !t.is_empty());
            let values = server.values.get(&(case, edit.field));
            let others = |was: &crate::server::Was| was.value == theirs && was.by != Some(edit.by);
            if values.is_some_and(|v| v.iter().any(others)) {
                return Ok(());
            }
            Err(format!(
                "I6: a conflict with oneself: {what}, theirs {theirs:?}"
            ))
        }
        // Taken back: it must not be what the server is left with.
        (End::Undone | End::Discarded { surely: true }, _)
            if is_text(edit.field) && wanted.is_some() =>
        {
            match server.holds(case, edit.field) {
                Some(was) if set_by_us(was) => {
                    Err(format!("I1: taken back, and it stands: {what}"))
                }
                _ => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

/// A field whose values are never the same twice.
fn is_text(field: Field) -> bool {
    matches!(field, Field::Name | Field::Description)
}

/// I9: one client's comments on a case arrive in the order in which they were made.
fn in_order(life: &Life, server: &Server) -> Broken {
    let mut last: BTreeMap<(usize, Uuid), (usize, &str)> = BTreeMap::new();
    for comment in &life.book.comments {
        let arrived = server
            .said
            .iter()
            .position(|said| said.text == comment.text);
        let Some(at) = arrived else { continue };
        let Some(said) = server.said.get(at) else {
            continue;
        };
        let lane = last
            .entry((comment.by, said.case))
            .or_insert((at, &comment.text));
        if lane.0 > at {
            return Err(format!(
                "I9: {:?} arrived before {:?}",
                comment.text, lane.1
            ));
        }
        *lane = (at, &comment.text);
    }
    Ok(())
}

/// I7: what we replaced was what the person had changed, as far as we had read.
fn not_silently(life: &Life, overwrite: &Overwrite) -> Broken {
    let Overwrite {
        by,
        case,
        field,
        old,
        new,
        seen,
    } = overwrite;
    if old != seen {
        return Ok(());
    }
    let edits = || {
        life.book
            .edits
            .values()
            .filter(|e| e.by == *by && e.field == *field)
    };
    let meant = edits().any(|edit| {
        let mut same = edits().filter(|other| other.case == edit.case);
        edit.wanted.contains(new) && same.any(|other| other.bases.contains(old))
    });
    // A closing date comes and goes with its status.
    if meant || *field == Field::ClosedOn {
        return Ok(());
    }
    Err(format!(
        "I7: {by} replaced {field:?} {old:?} of {case} with {new:?}, and nobody wanted that"
    ))
}

/// I12: no comment leaves again before the quiet time is over.
fn quiet_time(posts: &[crate::line::Post]) -> Broken {
    // The server tells its time in whole seconds.
    let quiet = TimeDelta::seconds(128);
    for (at, post) in posts.iter().enumerate() {
        let earlier = posts.iter().take(at).rev();
        let same = earlier
            .filter(|p| p.by == post.by && p.text == post.text)
            .find(|p| !p.refused);
        let Some(before) = same else { continue };
        let passed = post.began - before.ended.unwrap_or(before.began);
        if passed < quiet {
            let seconds = passed.num_seconds();
            return Err(format!("I12: {:?} left again after {seconds} s", post.text));
        }
    }
    Ok(())
}

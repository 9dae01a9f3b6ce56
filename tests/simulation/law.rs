//! What must hold, whatever happened: the numbered invariants of the design, checked against the witness.
//!
//! Here: what can be checked by what took effect. Whether both sides hold the same in the end is `agreement.rs`.

use crate::agreement;
use crate::book::{Edit, End, What};
use crate::life::Life;
use crate::pins;
use crate::promises;
use crate::server::{Overwrite, Server, Was, held_since};
use chrono::TimeDelta;
use satchel_core::case::Field;
use satchel_core::case::view::OutboxItem;
use satchel_core::intent::{Kind, State};
use satchel_core::sentence::Sentence;
use std::collections::BTreeMap;
use uuid::Uuid;

/// An invariant that is broken, in words.
pub(crate) type Broken = Result<(), String>;

/// I13: no case leaves a list unless alice could not see it at some time.
pub(crate) fn at_any_time(life: &mut Life) -> Broken {
    {
        let mut net = life.net();
        if let Some(what) = net.trace.broken.take() {
            return Err(what);
        }
        if let Some(what) = net.server.sweeps.broken.take() {
            return Err(what);
        }
    }
    for create in &life.book.creates {
        let desk = &mut life.desks[create.by];
        let net = desk.line.net();
        let of_it = |(by, name, id): &&(usize, String, Uuid)| {
            *by == create.by && create.names.contains(name) && !moved(&net.server, *id)
        };
        // What it is called here may never have been its name there.
        let id = net
            .server
            .made
            .iter()
            .rev()
            .find(of_it)
            .map(|(_, _, id)| *id);
        drop(net);
        if let Some(id) = id {
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
        agreement::is_fresh(desk, &rows, &net.server)?;
        drop(net);
        desk.listed = now;
        desk.rows = rows;
    }
    Ok(())
}

/// I10, I19: after the calm, what still waits, waits for the person or behind what does, and says so.
pub(crate) fn rested(life: &Life) -> Broken {
    for desk in &life.desks {
        let outbox = desk.outbox().map_err(|e| e.to_string())?;
        for (place, item) in outbox.iter().enumerate() {
            if item.state == State::Held {
                continue;
            }
            let before = outbox.iter().take(place);
            let mut held = before.filter(|o| o.case_id == item.case_id && o.state == State::Held);
            let waits = held.any(|o| match o.kind {
                Kind::Create => true,
                // What was pasted and not attached was not said.
                kind => {
                    kind.is_append()
                        && item.kind.is_append()
                        && o.why != Some(Sentence::NotLookedAt)
                }
            });
            if !waits {
                return Err(format!(
                    "I19: {} does not send {item:?}",
                    desk.line.computer
                ));
            }
            if item.why != Some(Sentence::Behind) {
                return Err(format!("I19: it is not said why {item:?} waits"));
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
        promises::appends_once(life, &net.server, &outboxes)?;
        promises::taken_back(life, &net.server, &outboxes)?;
        promises::sets(life, &net.server, &outboxes)?;
        promises::words(&life.book, &net.server)?;
        creates_once(life, &net.server, &outboxes)?;
        for (intent, edit) in &life.book.edits {
            let item = outboxes[edit.by].iter().find(|o| o.intent_id == *intent);
            edit_arrived(life, edit, item, &net.server)?;
        }
        in_order(life, &net.server)?;
        for overwrite in &net.server.overwrites {
            not_silently(life, overwrite)?;
        }
        let raced: Vec<Overwrite> = net
            .server
            .overwrites
            .iter()
            .filter(|o| o.old != o.seen)
            .cloned()
            .collect();
        quiet_time(&net.trace.posts)?;
        if let Some((client, at_once)) = net.trace.at_once.iter().find(|(_, n)| n.1 > 4) {
            return Err(format!("I20: {client} asked {} things at once", at_once.1));
        }
        drop(net);
        for overwrite in &raced {
            promises::can_be_restored(life, overwrite, &outboxes)?;
        }
    }
    promises::drafts(life)?;
    pins::in_the_end(life)?;
    agreement::in_the_end(life)
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
            End::Wanted
                if made.len() == 1 && waits && refused(&outboxes[create.by], create.case) =>
            {
                return Err(format!("I3: {names:?} was made, and is said not to be"));
            }
            End::Discarded { surely: true } if !made.is_empty() => {
                return Err(format!("I1: {names:?} was taken back, and made"));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Is the new case held because of what the server said?
fn refused(outbox: &[OutboxItem], case: satchel_core::id::CaseId) -> bool {
    let mut of_it = outbox
        .iter()
        .filter(|o| o.case_id == case && o.kind == Kind::Create);
    of_it.any(|o| {
        o.reason
            .as_ref()
            .is_some_and(|r| r.contains("Another case has this name"))
    })
}

/// Somebody else renamed the case or took it away. Where that comes before its maker hears of it, it is made again: a name
/// is all there is to find it by (a known gap).
pub(crate) fn moved(server: &Server, case: Uuid) -> bool {
    let names = server.values.get(&(case, Field::Name));
    let maker = names.and_then(|was| was.first()).and_then(|w| w.by);
    let renamed = names.is_some_and(|was| was.iter().any(|w| w.by != maker || w.by.is_none()));
    server.left.contains(&case) || renamed
}

/// I1, I3, I6 of an edit.
fn edit_arrived(life: &Life, edit: &Edit, item: Option<&OutboxItem>, server: &Server) -> Broken {
    let Some(case) = life.desks[edit.by].known.get(&edit.case).copied() else {
        return Ok(());
    };
    let wanted = edit.wanted.last().cloned().flatten();
    let what = format!("{:?} of {case} := {wanted:?} by {}", edit.what, edit.by);
    let history = match edit.what {
        What::Field(field) => server.values.get(&(case, field)),
        What::Watch => server.watching.get(&case),
        What::Words | What::File | What::Case => {
            let is_done = edit.end == End::Wanted && item.is_none();
            return match is_done && !promises::is_removed_or_reworded(life, edit, case, server) {
                true => Err(format!("I3: it was not done: {what}")),
                false => Ok(()),
            };
        }
    };
    let set_by_us = |was: &Was| was.by == Some(edit.by) && was.value == wanted;
    match (edit.end, item) {
        (End::Wanted, None) => {
            // One that was not sent yet may be replaced by a newer one of the same field.
            let newer = life.book.edits.values().any(|other| {
                let same = (other.by, other.case, other.what) == (edit.by, edit.case, edit.what);
                same && other.at > edit.at
            });
            if newer || held_since(history, wanted.as_deref(), edit.at) {
                return Ok(());
            }
            // Both changed it: what the person changed of it is in it.
            let lines = |text: &Option<String>| -> Vec<String> {
                text.iter()
                    .flat_map(|t| t.lines())
                    .map(str::to_owned)
                    .collect()
            };
            let bases: Vec<String> = edit.bases.iter().flat_map(lines).collect();
            let mine: Vec<String> = lines(&wanted)
                .into_iter()
                .filter(|l| !bases.contains(l))
                .collect();
            let holds = |was: &Was| mine.iter().all(|line| lines(&was.value).contains(line));
            if edit.what == What::Field(Field::Description)
                && history.is_some_and(|was| was.iter().any(holds))
            {
                return Ok(());
            }
            Err(format!("I3: the edit is lost: {what}"))
        }
        (End::Wanted, Some(item)) => {
            let Some(theirs) = &item.theirs else {
                return Ok(());
            };
            let theirs = Some(theirs.clone()).filter(|t| !t.is_empty());
            let others = |was: &Was| was.value == theirs && was.by != Some(edit.by);
            if history.is_some_and(|v| v.iter().any(others)) {
                return Ok(());
            }
            Err(format!(
                "I6: a conflict with oneself: {what}, theirs {theirs:?}"
            ))
        }
        // Taken back: it must not be what the server is left with, unless another act wants it (the way back from a later
        // value has this one for its own).
        (End::Undone | End::Discarded { surely: true }, _)
            if is_text(edit.what) && wanted.is_some() =>
        {
            let also = life.book.edits.values().any(|other| {
                let same = (other.by, other.case, other.what) == (edit.by, edit.case, edit.what);
                same && other.end == End::Wanted && other.wanted.last() == Some(&wanted)
            });
            // Of a case that is gone nothing can be taken back.
            let is_shown = server.crm.case(case).is_some_and(|case| server.shows(case));
            match history.and_then(|was| was.last()) {
                Some(was) if set_by_us(was) && !also && is_shown => {
                    Err(format!("I1: taken back, and it stands: {what}"))
                }
                _ => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

/// A field whose values are never the same twice.
fn is_text(what: What) -> bool {
    matches!(what, What::Field(Field::Name))
}

/// I9: one client's comments and files on a case arrive in the order in which it has them.
fn in_order(life: &Life, server: &Server) -> Broken {
    let mut last: BTreeMap<(usize, Uuid), (usize, &str)> = BTreeMap::new();
    let mut appends: Vec<_> = life.book.appends.iter().filter(|a| !a.is_stock).collect();
    appends.sort_by_key(|append| append.rank);
    for append in appends {
        let it =
            |said: &crate::server::Said| said.by == append.by && append.texts.contains(&said.text);
        let Some(at) = server.said.iter().position(it) else {
            continue;
        };
        let (Some(said), Some(text)) = (server.said.get(at), append.texts.last()) else {
            continue;
        };
        let lane = last.entry((append.by, said.case)).or_insert((at, text));
        if lane.0 > at {
            return Err(format!("I9: {text:?} arrived before {:?}", lane.1));
        }
        *lane = (at, text);
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
            .filter(|e| e.by == *by && e.what == What::Field(*field))
    };
    let meant = edits().any(|edit| {
        let mut same = edits().filter(|other| other.case == edit.case);
        edit.wanted.contains(new) && same.any(|other| other.bases.contains(old))
    });
    // A closing date comes and goes with its status.
    if meant || *field == Field::ClosedOn {
        return Ok(());
    }
    // Both changed it, in different lines: what the others changed is in it.
    let lines = |text: &Option<String>| -> Vec<String> {
        text.iter()
            .flat_map(|t| t.lines())
            .map(str::to_owned)
            .collect()
    };
    let merged = lines(new);
    let theirs_stay = |edit: &Edit| {
        let bases: Vec<String> = edit.bases.iter().flat_map(lines).collect();
        let wanted: Vec<String> = edit.wanted.iter().flat_map(lines).collect();
        let kept = |line: &String| bases.contains(line) || merged.contains(line);
        lines(old).iter().all(kept) && merged.iter().any(|line| wanted.contains(line))
    };
    if *field == Field::Description && edits().any(theirs_stay) {
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
            .filter(|p| p.by == post.by && p.text == post.text && !p.text.starts_with("Stock"))
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

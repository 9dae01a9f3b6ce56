//! The laws of what stands on the server beside the fields of a case: comments, files, sets, drafts, what was taken back,
//! and what can be restored. The others are `law.rs`.

use crate::book::{Append, Book, Edit, End, What};
use crate::law::{Broken, moved};
use crate::life::Life;
use crate::server::{Overwrite, Server};
use satchel_core::case::Field;
use satchel_core::case::view::OutboxItem;
use satchel_core::history::Event;
use satchel_core::intent::Kind;
use satchel_sandbox::Dialect;
use std::collections::BTreeMap;
use uuid::Uuid;

type Outboxes = [Vec<OutboxItem>];

fn waits(append: &Append, outboxes: &Outboxes) -> bool {
    outboxes[append.by]
        .iter()
        .any(|o| o.intent_id == append.intent)
}

/// I1, I2, I3 of comments and files. Words that are said more than once are counted by case.
pub(crate) fn appends_once(life: &Life, server: &Server, outboxes: &Outboxes) -> Broken {
    let mut groups: BTreeMap<(usize, Option<Uuid>, &str), Vec<&Append>> = BTreeMap::new();
    for append in &life.book.appends {
        let case = life.desks[append.by].known.get(&append.case).copied();
        let text = append.texts.last().map_or("", String::as_str);
        groups
            .entry((append.by, case, text))
            .or_default()
            .push(append);
    }
    for ((by, case, text), group) in groups {
        let is_stock = group.iter().any(|append| append.is_stock);
        let it = |said: &&crate::server::Said| {
            // Where the case never came to be, the same words on others are not these.
            let here = !is_stock || case == Some(said.case);
            said.by == by && here && group.iter().any(|append| append.texts.contains(&said.text))
        };
        let times = server.said.iter().filter(it).count();
        let most: usize = group.iter().map(|append| append.most).sum();
        let least = group
            .iter()
            .filter(|a| a.end == End::Wanted && !waits(a, outboxes))
            .count();
        let surely = group
            .iter()
            .all(|a| a.end == End::Discarded { surely: true });
        if times > most {
            // Where the server keeps no log, what others removed before it was found leaves no trace (R3).
            let has_log = server.crm.dialect() == Dialect::Bottlecrm;
            let is_removed = group
                .iter()
                .any(|a| a.texts.iter().any(|t| server.removed.contains(t)));
            let is_file = group.iter().any(|a| a.kind == Kind::Upload);
            if is_removed && (!has_log || is_file) {
                continue;
            }
            return Err(format!(
                "I2: {text:?} stands on the server {times} times, not {most}"
            ));
        }
        if times < least {
            return Err(format!("I3: {text:?} is lost: {times} of {least}"));
        }
        if surely && times > 0 && group.len() == 1 && group[0].texts.len() == 1 {
            return Err(format!("I1: {text:?} was taken back, and arrived"));
        }
    }
    Ok(())
}

/// What was taken back on its way does not stand on the server, unless its removal is held, in sight.
pub(crate) fn taken_back(life: &Life, server: &Server, outboxes: &Outboxes) -> Broken {
    let removal_waits = |by: usize, case, kinds: &[Kind]| {
        outboxes[by]
            .iter()
            .any(|o| o.case_id == case && kinds.contains(&o.kind))
    };
    let removals = [Kind::DeleteComment, Kind::DeleteAttachment, Kind::Delete];
    for append in &life.book.appends {
        let is_open = waits(append, outboxes) || removal_waits(append.by, append.case, &removals);
        if append.end != End::Withdrawn || append.is_stock || is_open {
            continue;
        }
        let stands = server.crm.cases().any(|case| {
            let mut thread = server.crm.comments_of(case.id).iter();
            let mut files = server.crm.attachments_of(case.id).iter();
            thread.any(|c| append.texts.contains(&c.text))
                || files.any(|f| append.texts.contains(&server.file(f)))
        });
        if stands {
            return Err(format!(
                "I1: {:?} was taken back on its way, and stands",
                append.texts
            ));
        }
    }
    for create in &life.book.creates {
        let kinds = [Kind::Create, Kind::Delete];
        if create.end != End::Withdrawn || removal_waits(create.by, create.case, &kinds) {
            continue;
        }
        let mut cases = server.crm.cases();
        let stands = cases.any(|case| create.names.contains(&case.name) && !moved(server, case.id));
        if stands {
            return Err(format!(
                "I1: {:?} was taken back on its way, and stands",
                create.names
            ));
        }
    }
    Ok(())
}

/// I8: sets. What a write changed, somebody wanted; what was wanted, was so.
pub(crate) fn sets(life: &Life, server: &Server, outboxes: &Outboxes) -> Broken {
    for write in &server.set_writes {
        if write.seen.as_ref() != Some(&write.old) {
            continue;
        }
        let of_it = || {
            life.book.joinings.iter().filter(|j| {
                let case = life.desks[j.by].known.get(&j.case);
                j.by == write.by && j.set == write.set && case == Some(&write.case)
            })
        };
        // Before the case had a name here, nobody can tell.
        if of_it().next().is_none() && life.desks[write.by].lost {
            continue;
        }
        // What a write of hers changed back unseen, where the log told of it.
        let mends = |id: &String| {
            let of_case = |other: &&crate::server::SetWrite| {
                (other.by, other.case, other.set) == (write.by, write.case, write.set)
            };
            let mut unseen = server.set_writes.iter().filter(of_case);
            unseen.any(|w| {
                w.seen.as_ref() != Some(&w.old) && w.old.contains(id) != w.new.contains(id)
            })
        };
        for id in write.new.difference(&write.old).filter(|id| !mends(id)) {
            if !of_it().any(|j| j.add.contains(id) || (j.is_undone && j.remove.contains(id))) {
                return Err(format!(
                    "I8: {id} joined, and nobody wanted that: {write:?}"
                ));
            }
        }
        for id in write.old.difference(&write.new).filter(|id| !mends(id)) {
            if !of_it().any(|j| j.remove.contains(id) || (j.is_undone && j.add.contains(id))) {
                return Err(format!("I8: {id} left, and nobody wanted that: {write:?}"));
            }
        }
    }
    for (at, joining) in life.book.joinings.iter().enumerate() {
        let same = |other: &crate::book::Joining| {
            (other.by, other.case, other.set) == (joining.by, joining.case, joining.set)
        };
        let is_last = !life.book.joinings.iter().skip(at + 1).any(same);
        let waits = outboxes[joining.by].iter().any(|o| {
            let of_case = o.case_id == joining.case;
            of_case && (o.set == Some(joining.set) || o.kind == Kind::Create)
        });
        let case = life.desks[joining.by].known.get(&joining.case);
        let (Some(case), true, false, false) = (case, is_last, waits, joining.is_undone) else {
            continue;
        };
        let Some(was) = server.members.get(&(*case, joining.set)) else {
            continue;
        };
        let since = |place: usize| was.get(place + 1).is_none_or(|next| next.0 >= joining.at);
        let ever = |holds: &dyn Fn(&crate::server::Members) -> bool| {
            was.iter()
                .enumerate()
                .any(|(place, one)| since(place) && holds(&one.1))
        };
        for id in joining.add.difference(&joining.taken_back) {
            if !ever(&|members| members.contains(id)) {
                return Err(format!("I3: {id} never joined: {joining:?} of {case}"));
            }
        }
        for id in joining.remove.difference(&joining.taken_back) {
            if !ever(&|members| !members.contains(id)) {
                return Err(format!("I3: {id} never left: {joining:?} of {case}"));
            }
        }
    }
    Ok(())
}

/// I7 of words: a comment that a client changed or removed said what the person had seen, as far as the client had read.
pub(crate) fn words(book: &Book, server: &Server) -> Broken {
    for write in &server.reworded {
        if write.seen.as_ref() != Some(&write.old) {
            continue;
        }
        let all = || {
            book.edits
                .values()
                .filter(|e| e.by == write.by && e.what == What::Words)
        };
        if write.new.is_some()
            && !all()
                .any(|edit| edit.wanted.contains(&write.new) || edit.bases.contains(&write.new))
        {
            return Err(format!("I1: nobody wanted these words: {write:?}"));
        }
        let old = Some(write.old.clone());
        let seen = |edit: &Edit| edit.bases.contains(&old) || edit.wanted.contains(&old);
        let mut own = book.appends.iter().filter(|a| a.by == write.by);
        if !all().any(seen) && !own.any(|a| a.texts.contains(&write.old)) {
            return Err(format!("I7: nobody had seen what was replaced: {write:?}"));
        }
    }
    Ok(())
}

/// A comment, a file or a case that was to be changed or to go: is it so?
pub(crate) fn is_removed_or_reworded(
    life: &Life,
    edit: &Edit,
    case: Uuid,
    server: &Server,
) -> bool {
    if edit.what == What::Case {
        return server
            .crm
            .case(case)
            .is_none_or(|case| !case.is_active || case.merged.is_some());
    }
    let wanted = edit.wanted.last().cloned().flatten();
    let base = edit.bases.first().cloned().flatten();
    if edit.what == What::File {
        // By its name alone it can't be told from others.
        return true;
    }
    let newer = life.book.edits.values().any(|other| {
        let same = (other.by, other.case, other.what) == (edit.by, edit.case, edit.what);
        same && other.at > edit.at
            && edit
                .wanted
                .iter()
                .chain(&edit.bases)
                .any(|t| other.bases.contains(t))
    });
    // Words that are said again and again can't be told apart by what they say.
    if base.as_ref().is_some_and(|base| base.starts_with("Stock")) {
        return true;
    }
    let comment = base.and_then(|base| server.spoken.get(&base)).copied();
    let stands = server.crm.cases().any(|c| {
        let mut thread = server.crm.comments_of(c.id).iter();
        thread.any(|c| Some(c.id) == comment)
    });
    match wanted {
        Some(text) => newer || server.spoken.contains_key(&text),
        None => newer || !stands,
    }
}

/// I7: what our write replaced without anybody having seen it is in the history, to be restored.
pub(crate) fn can_be_restored(life: &Life, overwrite: &Overwrite, outboxes: &Outboxes) -> Broken {
    let Overwrite {
        by,
        case,
        field,
        old,
        new,
        ..
    } = overwrite;
    let desk = &life.desks[*by];
    let net = life.net();
    let has_log = net.server.crm.dialect() == Dialect::Bottlecrm;
    let is_shown = !net.server.left.contains(case);
    drop(net);
    // A closing date has no log entry of its own.
    if !has_log || !is_shown || desk.lost || *field == Field::ClosedOn {
        return Ok(());
    }
    let ours: Vec<_> = desk
        .known
        .iter()
        .filter(|(_, id)| *id == case)
        .map(|(id, _)| *id)
        .collect();
    let unsure = |o: &OutboxItem| ours.contains(&o.case_id) && o.field == Some(*field);
    if outboxes[*by].iter().any(unsure) {
        return Ok(());
    }
    for id in &ours {
        let history = desk.core().history(*id).map_err(|e| e.to_string())?;
        let old = old.clone().unwrap_or_default();
        let tells = |event| matches!(event, Event::Replaced | Event::Superseded);
        let it = |h: &satchel_core::history::HistoryItem| {
            let before = h.before.clone().unwrap_or_default();
            h.field == Some(*field)
                && (tells(h.event) && before == old || h.event == Event::Superseded)
        };
        if history.iter().any(it) {
            return Ok(());
        }
    }
    Err(format!(
        "I7: {by} replaced {field:?} {old:?} of {case} with {new:?} unseen, and does not say so"
    ))
}

/// I1 of drafts: what was typed and not sent is there.
pub(crate) fn drafts(life: &Life) -> Broken {
    for ((by, case, internal), text) in &life.book.drafts {
        let Ok(view) = life.desks[*by].core().open_case(*case) else {
            continue;
        };
        let here = match internal {
            true => view.drafts.internal,
            false => view.drafts.public,
        };
        if here != *text {
            return Err(format!("I1: the draft {text:?} of {by} is {here:?}"));
        }
    }
    Ok(())
}

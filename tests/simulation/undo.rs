//! Alice takes back what she did last, and does it again; she marks cases as seen. What must hold at once (I31): what she took back
//! is away, or what undoes it is in sight; what she had wanted before is wanted again; what could not be taken back stays as it
//! was; and no words are lost.
//!
//! What was done is kept here once more, by what her outbox shows. An act that shows nothing there (another date of a closing
//! that waits, another value of a case that is not made yet) may be one to be taken back or none: where that can't be told, what lies below it is not judged.

use crate::chance::Chance;
use crate::person::Person;
use crate::server::Server;
use satchel_core::case::Field;
use satchel_core::case::view::{CaseRow, OutboxItem};
use satchel_core::comment::Audience;
use satchel_core::error::Result;
use satchel_core::id::{CaseId, IntentId};
use satchel_core::intent::Kind;
use satchel_core::undo::{Undid, Undone, Why};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Something that can be taken back.
#[derive(Clone)]
enum Deed {
    /// It showed in her outbox: as that was before, and after.
    Acted(Acted),
    /// It may have been something.
    Unseen,
    /// These cases were marked as seen.
    Seen(Vec<CaseId>),
}

/// The lanes that an act changed.
#[derive(Clone)]
struct Acted {
    before: Vec<OutboxItem>,
    after: Vec<OutboxItem>,
    cases: BTreeSet<CaseId>,
}

/// What she did in this run of a program.
#[derive(Default)]
pub(crate) struct Done {
    done: Vec<Deed>,
    undone: Vec<Deed>,
    /// What is not in the lists may be there to be taken back all the same.
    is_unsure: bool,
}

/// An item, as far as an act of hers can change it.
fn sign(item: &OutboxItem) -> String {
    format!(
        "{:?} {:?} {:?} {:?} {:?} +{:?} -{:?} {:?} {:?} {:?} {:?} {} {} {:?}",
        item.intent_id,
        item.kind,
        item.state,
        item.field,
        item.set,
        item.added,
        item.removed,
        item.base,
        item.mine,
        item.theirs,
        item.audience,
        item.withdrawn,
        item.waits_by_choice,
        item.next_try_at,
    )
}

fn lane(items: &[OutboxItem], case: CaseId) -> impl Iterator<Item = &OutboxItem> {
    items.iter().filter(move |item| item.case_id == case)
}

fn signs(items: &[OutboxItem], case: CaseId) -> Vec<String> {
    lane(items, case).map(sign).collect()
}

fn find(items: &[OutboxItem], case: CaseId, id: IntentId) -> Option<&OutboxItem> {
    lane(items, case).find(|item| item.intent_id == id)
}

impl Acted {
    fn between(before: &[OutboxItem], after: &[OutboxItem]) -> Acted {
        let all: BTreeSet<CaseId> = before.iter().chain(after).map(|o| o.case_id).collect();
        let changed = |case: &CaseId| signs(before, *case) != signs(after, *case);
        let cases: BTreeSet<CaseId> = all.into_iter().filter(changed).collect();
        let of_them = |items: &[OutboxItem]| {
            let in_them = items.iter().filter(|o| cases.contains(&o.case_id));
            in_them.cloned().collect()
        };
        Acted {
            before: of_them(before),
            after: of_them(after),
            cases: cases.clone(),
        }
    }

    /// The first that it changed, where it is of one case.
    fn what(&self) -> Option<&OutboxItem> {
        let is_in = |list: &[OutboxItem], one: &OutboxItem| {
            list.iter().any(|other| sign(other) == sign(one))
        };
        let added = self.after.iter().find(|o| !is_in(&self.before, o));
        added.or_else(|| self.before.iter().find(|o| !is_in(&self.after, o)))
    }

    /// Can this be what the engine says that it took back?
    fn is(&self, undone: &Undone) -> bool {
        let told = |case: &CaseId| {
            undone.cases.contains(case) || undone.refused.iter().any(|r| r.case_id == *case)
        };
        let same = |what: &Undid| {
            self.cases.len() > 1
                || self.what().is_none_or(|o| {
                    o.kind == what.kind && o.field == what.field && o.set == what.set
                })
        };
        self.cases.iter().all(told) && undone.what.as_ref().is_some_and(same)
    }
}

impl Done {
    /// She did something that can be taken back, if anything changed.
    pub(crate) fn acted(&mut self, before: &[OutboxItem], after: &[OutboxItem]) {
        self.undone.clear();
        self.done.push(Done::deed(before, after));
    }

    fn deed(before: &[OutboxItem], after: &[OutboxItem]) -> Deed {
        let acted = Acted::between(before, after);
        match acted.cases.is_empty() {
            true => Deed::Unseen,
            false => Deed::Acted(acted),
        }
    }

    fn marked(&mut self, cases: Vec<CaseId>) {
        self.undone.clear();
        self.done.push(Deed::Seen(cases));
    }

    fn list(&mut self, again: bool) -> &mut Vec<Deed> {
        match again {
            true => &mut self.undone,
            false => &mut self.done,
        }
    }

    /// What the engine turned, of what is known here, and whether it can't have been something unseen above that; `None`: nobody
    /// can say.
    fn turned(
        &mut self,
        again: bool,
        undone: &Undone,
        is_changed: bool,
    ) -> std::result::Result<Option<(Deed, bool)>, String> {
        let is_unsure = self.is_unsure;
        let list = self.list(again);
        let hidden = list.iter().rev().take_while(|d| matches!(d, Deed::Unseen));
        let hidden = hidden.count();
        let below = list.len() - hidden;
        let known = below.checked_sub(1).and_then(|at| list.get(at)).cloned();
        let is_nothing = undone.what.is_none() && !undone.is_seen && undone.cases.is_empty();
        let is_it = match &known {
            Some(Deed::Acted(acted)) => acted.is(undone),
            Some(Deed::Seen(cases)) => undone.is_seen && *cases == undone.cases,
            Some(Deed::Unseen) | None => false,
        };
        match known {
            None if is_nothing => {
                list.clear();
                self.is_unsure = false;
                Ok(None)
            }
            Some(_) if is_nothing => Err("I31: there is nothing to take back, it says".to_owned()),
            Some(known) if is_it && (hidden == 0 || is_changed || undone.is_seen) => {
                list.truncate(below - 1);
                Ok(Some((known, hidden == 0)))
            }
            // It was one of those above.
            Some(_) if hidden > 0 && !is_it => {
                list.truncate(list.len() - 1);
                Ok(None)
            }
            Some(_) if hidden == 0 && !is_unsure => {
                Err(format!("I31: something else was taken back: {undone:?}"))
            }
            _ => {
                self.forgets();
                Ok(None)
            }
        }
    }

    /// What there is to be taken back can't be told any more.
    fn forgets(&mut self) {
        self.done.clear();
        self.undone.clear();
        self.is_unsure = true;
    }
}

/// I31, of each lane that an act changed.
fn is_turned(
    acted: &Acted,
    before: &[OutboxItem],
    after: &[OutboxItem],
    undone: &Undone,
) -> std::result::Result<(), String> {
    for case in acted.cases.iter().copied() {
        if undone.refused.iter().any(|r| r.case_id == case) {
            // Who put it away can have it again, as long as the program runs.
            if undone.refused.iter().any(|r| r.why == Why::NoFile) {
                return Err(format!(
                    "I1: the file that was taken back of {case} is gone"
                ));
            }
            if signs(before, case) != signs(after, case) {
                return Err(format!("I31: {case} can't be taken back, and changed"));
            }
            continue;
        }
        for item in lane(&acted.after, case) {
            let id = item.intent_id;
            let was = find(&acted.before, case, id);
            let (now, then) = (find(before, case, id), find(after, case, id));
            let is_right = match (was, now, then) {
                (None, Some(_), None) => true,
                (None, None, None) => undone.is_inverse || then_wanted(before, after, item),
                (None, Some(now), Some(then)) => {
                    let is_elders = |was: &OutboxItem| {
                        !was.is_ours && was.field == then.field && was.mine == then.mine
                    };
                    then.withdrawn
                        || (!now.is_ours && undone.is_inverse)
                        || lane(&acted.before, case).any(is_elders)
                }
                (Some(was), _, Some(then)) => {
                    was.mine == then.mine || was.kind == Kind::Set || undone.is_inverse
                }
                (Some(was), _, None) => was.mine == item.mine || undone.is_inverse,
                (None, None, Some(_)) => false,
            };
            if !is_right {
                return Err(format!(
                    "I31: taken back, it is still so: {}, now {then:?}; {undone:?}",
                    sign(item)
                ));
            }
        }
        for was in lane(&acted.before, case) {
            if find(&acted.after, case, was.intent_id).is_some() {
                continue;
            }
            let then = find(after, case, was.intent_id);
            if then.is_none_or(|then| then.mine != was.mine && was.kind != Kind::Set) {
                return Err(format!(
                    "I31: it was taken away by what is taken back, and is not there again: {}, now {then:?}",
                    sign(was)
                ));
            }
        }
    }
    Ok(())
}

/// What took its place was put away with it.
fn then_wanted(before: &[OutboxItem], after: &[OutboxItem], item: &OutboxItem) -> bool {
    let same = |o: &&OutboxItem| o.case_id == item.case_id && o.kind == item.kind;
    let (now, then) = (before.iter().filter(same), after.iter().filter(same));
    now.count() != then.count()
}

/// I31: a value that was on its way when another one was given, is wanted again once that is taken back, unless it arrived.
fn is_wanted_again(
    acted: &Acted,
    (before, after): (&[OutboxItem], &[OutboxItem]),
    undone: &Undone,
    known: &BTreeMap<CaseId, Uuid>,
    server: &Server,
) -> std::result::Result<(), String> {
    let on_its_way = |o: &&OutboxItem| o.kind == Kind::Edit && !o.is_ours;
    for was in acted.before.iter().filter(on_its_way) {
        let (case, Some(field)) = (was.case_id, was.field) else {
            continue;
        };
        let is_new = |o: &OutboxItem| o.field == Some(field);
        let newer = lane(&acted.after, case)
            .find(|o| is_new(o) && find(&acted.before, case, o.intent_id).is_none());
        let is_taken = newer.is_some_and(|newer| {
            find(before, case, newer.intent_id).is_some_and(|o| o.is_ours)
                && find(after, case, newer.intent_id).is_none_or(|o| o.mine != newer.mine)
        });
        if !is_taken || undone.is_inverse || !undone.cases.contains(&case) {
            continue;
        }
        let waits = lane(after, case).any(|o| is_new(o) && o.mine == was.mine);
        if !waits && !has_been(known, server, case, field, &was.mine) {
            return Err(format!(
                "I31: what was wanted before is forgotten: {}; {undone:?}",
                sign(was)
            ));
        }
    }
    Ok(())
}

/// Was this ever the value there?
fn has_been(
    known: &BTreeMap<CaseId, Uuid>,
    server: &Server,
    case: CaseId,
    field: Field,
    value: &str,
) -> bool {
    let Some(id) = known.get(&case) else {
        return true;
    };
    let value = Some(value.to_owned()).filter(|text| !text.is_empty());
    let was = server.values.get(&(*id, field));
    was.is_some_and(|was| was.iter().any(|one| one.value == value))
}

impl Person<'_> {
    /// Takes the last act back, or does what was taken back again.
    pub(crate) fn turns(&mut self, again: bool) -> Result<String> {
        let before = self.desk.outbox()?;
        let undone = match again {
            true => self.desk.core().redo()?,
            false => self.desk.core().undo()?,
        };
        let after = self.desk.outbox()?;
        let is_changed = !Acted::between(&before, &after).cases.is_empty();
        let law = match self.desk.done.turned(again, &undone, is_changed) {
            Ok(Some((Deed::Acted(acted), is_sure))) => {
                let law = is_turned(&acted, &before, &after, &undone).and_then(|()| {
                    let net = self.desk.line.net();
                    let lanes = (&before[..], &after[..]);
                    is_wanted_again(&acted, lanes, &undone, &self.desk.known, &net.server)
                });
                match law {
                    Err(_) if !is_sure => {
                        self.desk.done.forgets();
                        Ok(())
                    }
                    law => law,
                }
            }
            Ok(_) => Ok(()),
            Err(broken) => Err(broken),
        };
        let law = law.and_then(|()| self.has_its_words(&before, &after, &undone));
        self.broken = self.broken.take().or(law.err());
        let other = Done::deed(&before, &after);
        match (undone.is_seen, undone.cases.is_empty()) {
            (true, _) => self
                .desk
                .done
                .list(!again)
                .push(Deed::Seen(undone.cases.clone())),
            (false, false) => self.desk.done.list(!again).push(other),
            (false, true) => {}
        }
        for case in &undone.cases {
            for joining in &mut self.book.joinings {
                joining.is_undone |= joining.by == self.number && joining.case == *case;
            }
            self.book.lined_up_anew(*case, &after);
        }
        let turn = if again { "does again" } else { "takes back" };
        Ok(format!("{turn} {undone:?}"))
    }

    /// I1 of words: what was typed is typed or waits to be sent, and so is what was taken back.
    fn has_its_words(
        &mut self,
        before: &[OutboxItem],
        after: &[OutboxItem],
        undone: &Undone,
    ) -> std::result::Result<(), String> {
        for case in &undone.cases {
            // After a lost database what waits is here before its case is, and what is typed can't be seen.
            let drafts = self.desk.core().case(*case).ok().map(|view| view.drafts);
            let gone = |o: &&OutboxItem| !after.iter().any(|i| i.intent_id == o.intent_id);
            let new = |o: &&OutboxItem| !before.iter().any(|i| i.intent_id == o.intent_id);
            let is_unmade = lane(before, *case)
                .filter(gone)
                .any(|o| o.kind == Kind::Create);
            let now = |audience| {
                drafts.as_ref().map(|drafts| match audience {
                    Audience::Public => &drafts.public,
                    Audience::Internal => &drafts.internal,
                })
            };
            for audience in [Audience::Public, Audience::Internal] {
                let said =
                    |o: &&OutboxItem| o.kind == Kind::Comment && o.audience == Some(audience);
                let back = lane(before, *case).filter(gone).filter(said);
                let sent: Vec<&str> = lane(after, *case)
                    .filter(new)
                    .filter(said)
                    .map(|o| o.mine.as_str())
                    .collect();
                let typed = self.book.draft(self.number, *case, audience);
                let Some(now) = now(audience) else {
                    if sent.contains(&typed.as_str()) {
                        typed.clear();
                    }
                    continue;
                };
                let mut words: Vec<String> = back.map(|o| o.mine.clone()).collect();
                // With a new case goes what waited for it: its words are in the history.
                if is_unmade {
                    words.clear();
                }
                words.push(typed.clone());
                for words in words {
                    if !now.contains(&words) && !sent.contains(&words.as_str()) {
                        return Err(format!("I1: {words:?} was typed, and now it is {now:?}"));
                    }
                }
                typed.clone_from(now);
            }
        }
        Ok(())
    }

    /// Marks some cases as seen; now and then she thinks better of it at once, and all is as it was.
    pub(crate) fn marks_seen(&mut self, rows: &[CaseRow], chance: &mut Chance) -> Result<String> {
        let cases: Vec<CaseId> = rows
            .iter()
            .filter(|_| chance.per_mille(500))
            .map(|row| row.id)
            .collect();
        if cases.is_empty() {
            return Ok("has nothing to mark".to_owned());
        }
        let before = self.unread(&cases)?;
        self.desk.core().mark_read(&cases)?;
        self.desk.done.marked(cases.clone());
        let left = self.unread(&cases)?;
        if !left.is_empty() {
            self.broken
                .get_or_insert(format!("I31: marked as seen, and unread: {left:?}"));
        }
        if chance.per_mille(500) {
            let told = self.turns(false)?;
            let now = self.unread(&cases)?;
            if now != before {
                let gone = before.difference(&now).next();
                let gone = gone.and_then(|case| rows.iter().find(|row| row.id == *case));
                self.broken.get_or_insert(format!(
                    "I31: unread before {before:?}, taken back {now:?}: {gone:?}"
                ));
            }
            return Ok(format!("marks as seen, and {told}"));
        }
        Ok(format!("marks {} cases as seen", cases.len()))
    }

    fn unread(&self, cases: &[CaseId]) -> Result<BTreeSet<CaseId>> {
        let mut unread = BTreeSet::new();
        for case in cases {
            if self.desk.core().case(*case)?.row.unread {
                unread.insert(*case);
            }
        }
        Ok(unread)
    }
}

//! Changing the sets of a case (who works on it, teams, contacts, tags), and watching it.

use super::{account, add, again, stays};
use crate::case::{self, CaseSet, NewCase, SetChange, set};
use crate::crm::dialect::Dialect;
use crate::directory;
use crate::error::{Error, Result};
use crate::history::Event;
use crate::id::{CaseId, Named, ServerId};
use crate::intent::{self, Payload, Slot};
use crate::mirror::{Mirror, Writing};
use crate::sentence::Cannot;

/// Changes the members of a set.
///
/// # Errors
/// `NotFound`; `Invalid` where the server has no such set; `DiskFull`; `Storage`.
pub fn change_set(mirror: &Mirror, case: CaseId, change: &SetChange) -> Result<()> {
    mirror.write(|w| {
        stays(w, case)?;
        if change.set == CaseSet::Tags && account(w)?.dialect == Dialect::Documented {
            return Err(Error::Invalid(Cannot::NoTags));
        }
        want_members(w, case, change)
    })
}

/// Wants members of a set, over whatever was wanted for it before.
pub(super) fn want_members(w: &Writing<'_>, case: CaseId, change: &SetChange) -> Result<()> {
    w.touch_outbox(case);
    let lane = intent::table::of_case(w, case)?;
    let making = |i: &&intent::Intent| matches!(i.payload, Payload::Create(_));
    if let Some(mut create) = lane.iter().find(|i| i.is_ours() && making(i)).cloned() {
        if let Payload::Create(new) = &mut create.payload {
            let ids = ids_of(new, change.set);
            ids.retain(|id| !change.remove.contains(id));
            for id in &change.add {
                if !ids.contains(id) {
                    ids.push(id.clone());
                }
            }
        }
        return intent::table::update(w, &again(create));
    }
    let server = case::table::get(w, case)?;
    let mut theirs = match &server {
        Some(server) => server.case.members(change.set).to_vec(),
        None => lane.iter().find(making).map_or_else(Vec::new, |create| {
            let Payload::Create(new) = &create.payload else {
                return Vec::new();
            };
            let ids = ids_of(&mut new.clone(), change.set).clone();
            ids.into_iter().map(nameless).collect()
        }),
    };
    // What is on its way is what the server will hold.
    for intent in lane.iter().filter(|i| !i.is_ours()) {
        if let Payload::Set { set, base, desired } = &intent.payload
            && *set == change.set
        {
            theirs = set::merge(base, desired, &theirs);
        }
    }
    let waiting = intent::table::waiting_on(w, case, Slot::Set(change.set))?;
    let (mut base, mut desired) = match waiting.as_ref().map(|i| &i.payload) {
        Some(Payload::Set { base, desired, .. }) => (base.clone(), desired.clone()),
        _ => (theirs.clone(), theirs.clone()),
    };
    for id in &change.remove {
        // Somebody else added it since: it is seen, so it can be wanted away.
        if let Some(member) = theirs.iter().find(|n| n.id == *id)
            && !base.iter().any(|n| n.id == *id)
        {
            base.push(member.clone());
        }
        desired.retain(|n| n.id != *id);
    }
    for id in &change.add {
        if !desired.iter().any(|n| n.id == *id) {
            let known = base.iter().find(|n| n.id == *id).cloned();
            let mut named = known.unwrap_or_else(|| nameless(id.clone()));
            named.name = directory::table::shown_name(w, &named)?;
            desired.push(named);
        }
    }
    let is_undone = set::same(&base, &desired);
    let payload = Payload::Set {
        set: change.set,
        base,
        desired,
    };
    match waiting {
        Some(waiting) if is_undone => intent::table::retire(w, &waiting, Event::Undone, w.now()),
        Some(waiting) => {
            let changed = intent::Intent { payload, ..waiting };
            intent::table::update(w, &again(changed))
        }
        None if is_undone => Ok(()),
        None => add(w, case, &payload).map(|_| ()),
    }
}

/// Watches a case, or stops to.
///
/// # Errors
/// `NotFound`; `Invalid` where the server has no watching; `DiskFull`; `Storage`.
pub fn watch(mirror: &Mirror, case: CaseId, desired: bool) -> Result<()> {
    mirror.write(|w| {
        stays(w, case)?;
        if !account(w)?.capabilities.has_activity_feed {
            return Err(Error::Invalid(Cannot::NoWatching));
        }
        want_watched(w, case, desired)
    })
}

/// Wants a case watched or not, over whatever was wanted before.
pub(super) fn want_watched(w: &Writing<'_>, case: CaseId, desired: bool) -> Result<()> {
    w.touch_outbox(case);
    match intent::table::waiting_on(w, case, Slot::Watch)? {
        Some(waiting) if waiting.payload == (Payload::Watch { desired }) => Ok(()),
        // The other way round again: nothing needs to be sent.
        Some(waiting) => intent::table::retire(w, &waiting, Event::Undone, w.now()),
        None => add(w, case, &Payload::Watch { desired }).map(|_| ()),
    }
}

fn nameless(id: ServerId) -> Named {
    Named {
        id,
        name: String::new(),
    }
}

fn ids_of(new: &mut NewCase, set: CaseSet) -> &mut Vec<ServerId> {
    match set {
        CaseSet::Assignees => &mut new.assignee_ids,
        CaseSet::Teams => &mut new.team_ids,
        CaseSet::Contacts => &mut new.contact_ids,
        CaseSet::Tags => &mut new.tag_ids,
    }
}

//! The book of cases, and the indexes that keep answers quick: by time, by name, by account, by parent.
//!
//! Rows change through [`Ledger::change`] only, so that no index is ever behind. Nothing here knows permissions or
//! rules; those are in `auth.rs` and `cases.rs`.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::json::Json;
use crate::state::Case;

/// Newest first, then greatest id first: the server's order of a list.
type Place = Reverse<(DateTime<Utc>, Uuid)>;

/// All cases, hidden ones included.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Ledger {
    rows: BTreeMap<Place, Case>,
    places: BTreeMap<Uuid, Place>,
    /// By name in lower case. With `documented`, names may repeat; then the last one is here.
    names: BTreeMap<String, Uuid>,
    /// With id and name as JSON: every row of a list repeats them for all cases of its account.
    of_account: BTreeMap<Uuid, BTreeMap<Place, String>>,
    children: BTreeMap<Uuid, BTreeSet<Uuid>>,
    of_merge: BTreeMap<Uuid, BTreeSet<Uuid>>,
}

impl Ledger {
    pub(crate) fn get(&self, id: Uuid) -> Option<&Case> {
        self.places.get(&id).and_then(|place| self.rows.get(place))
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// All cases, newest first.
    pub(crate) fn newest_first(&self) -> impl DoubleEndedIterator<Item = &Case> {
        self.rows.values()
    }

    /// Whoever has this name, in any case of letters, hidden or not.
    pub(crate) fn named(&self, name: &str) -> Option<Uuid> {
        self.names.get(&name.to_lowercase()).copied()
    }

    /// The cases of an account, newest first.
    pub(crate) fn of_account(&self, account: Uuid) -> impl Iterator<Item = &Case> {
        let places = self.of_account.get(&account).into_iter().flatten();
        places.filter_map(|(place, _)| self.rows.get(place))
    }

    /// The same as pieces of JSON: `{"id": ..., "name": ...}`.
    pub(crate) fn cards_of_account(&self, account: Uuid) -> impl Iterator<Item = &str> {
        self.of_account
            .get(&account)
            .into_iter()
            .flatten()
            .map(|(_, card)| card.as_str())
    }

    pub(crate) fn children(&self, parent: Uuid) -> impl Iterator<Item = Uuid> {
        self.children.get(&parent).into_iter().flatten().copied()
    }

    /// The cases that were merged into this one.
    pub(crate) fn merged_into(&self, target: Uuid) -> impl Iterator<Item = &Case> {
        let ids = self.of_merge.get(&target).into_iter().flatten();
        ids.filter_map(|id| self.get(*id))
    }

    pub(crate) fn insert(&mut self, case: Case) {
        let place = place(&case);
        self.index(&case, place);
        self.rows.insert(place, case);
    }

    pub(crate) fn remove(&mut self, id: Uuid) -> Option<Case> {
        let case = self.take(id)?;
        for child in self.children.remove(&id).unwrap_or_default() {
            self.change(child, |case| case.parent = None);
        }
        Some(case)
    }

    /// Changes one case. `created_at` and `id` must stay.
    pub(crate) fn change(&mut self, id: Uuid, how: impl FnOnce(&mut Case)) -> bool {
        let Some(mut case) = self.take(id) else {
            return false;
        };
        how(&mut case);
        case.folded = case.name.to_lowercase();
        self.insert(case);
        true
    }

    fn take(&mut self, id: Uuid) -> Option<Case> {
        let place = self.places.remove(&id)?;
        let case = self.rows.remove(&place)?;
        if self.names.get(&case.folded) == Some(&id) {
            self.names.remove(&case.folded);
        }
        if let Some(account) = case.account {
            self.of_account.entry(account).or_default().remove(&place);
        }
        if let Some(parent) = case.parent {
            self.children.entry(parent).or_default().remove(&id);
        }
        if let Some(merged) = &case.merged {
            self.of_merge.entry(merged.into).or_default().remove(&id);
        }
        Some(case)
    }

    fn index(&mut self, case: &Case, place: Place) {
        self.places.insert(case.id, place);
        self.names.insert(case.folded.clone(), case.id);
        if let Some(account) = case.account {
            self.of_account
                .entry(account)
                .or_default()
                .insert(place, card(case));
        }
        if let Some(parent) = case.parent {
            self.children.entry(parent).or_default().insert(case.id);
        }
        if let Some(merged) = &case.merged {
            self.of_merge
                .entry(merged.into)
                .or_default()
                .insert(case.id);
        }
    }
}

fn place(case: &Case) -> Place {
    Reverse((case.created_at, case.id))
}

fn card(case: &Case) -> String {
    let mut j = Json::new(0, 60 + case.name.len());
    j.object(|j| {
        j.key("id").id(case.id);
        j.key("name").text(&case.name);
    });
    j.finish()
}

//! Watching: who wants to hear about a case.

use uuid::Uuid;

use crate::state::{State, Watcher};
use crate::time::Tick;

impl State {
    /// Makes a person a watcher; false if they already were.
    pub(crate) fn watch(&mut self, case: Uuid, profile: Uuid, via: &str, tick: &mut Tick) -> bool {
        let watches = self.cases.get(case).is_none_or(|case| {
            case.watchers
                .iter()
                .any(|watcher| watcher.profile == profile)
        });
        if watches {
            return false;
        }
        let watcher = Watcher {
            id: self.ids.fresh(),
            profile,
            via: via.to_owned(),
            created_at: tick.now(),
        };
        self.cases.change(case, |case| case.watchers.push(watcher))
    }

    /// Takes a person off the list of watchers.
    pub(crate) fn unwatch(&mut self, case: Uuid, profile: Uuid) {
        self.cases.change(case, |case| {
            case.watchers.retain(|one| one.profile != profile);
        });
    }
}

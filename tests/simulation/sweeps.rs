//! I15: what a sweep brings. The witness reads the pages that left the server, and remembers what could be seen all the time.

use chrono::{DateTime, Utc};
use satchel_sandbox::{Request, Response};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// A sweep of one client, as far as it is.
#[derive(Default)]
struct Sweep {
    /// When it began.
    began: DateTime<Utc>,
    /// What alice could see from its beginning on.
    always: BTreeSet<Uuid>,
    seen: BTreeSet<Uuid>,
}

/// The sweeps of all clients.
#[derive(Default)]
pub(crate) struct Sweeps {
    under_way: BTreeMap<usize, Sweep>,
    /// Whole sweeps that left the server.
    pub(crate) completed: u64,
    /// The last page of a client's sweep, on its way to it: its bytes, and when the sweep began.
    on_its_way: BTreeMap<usize, (usize, DateTime<Utc>)>,
    /// When the last sweep began that a client has whole.
    pub(crate) whole: BTreeMap<usize, DateTime<Utc>>,
    /// A case that a sweep has seen, as a page of it has just left that is not its last.
    half_way: Option<Uuid>,
    pub(crate) broken: Option<String>,
}

impl Sweeps {
    /// A case that a sweep has seen whose page has just left, if it is not over yet.
    pub(crate) fn seen_half_way(&mut self) -> Option<Uuid> {
        self.half_way.take()
    }

    /// A page leaves the server; `shown` is what alice can see now.
    pub(crate) fn page(
        &mut self,
        by: usize,
        request: &Request,
        response: &Response,
        shown: BTreeSet<Uuid>,
    ) {
        let asked = |name: &str| {
            let mut query = request.query.iter();
            query
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.as_str())
        };
        let of_a_sweep = request.path == "/api/cases/"
            && asked("search").is_none()
            && asked("name").is_none()
            && asked("priority").is_none()
            && asked("assigned_to").is_none();
        // Newest first is the head of the list, not a sweep; with an offset it would be one.
        let by_key = asked("ordering") == Some("created_at");
        let by_offset = asked("offset").is_some_and(|o| o != "0");
        if !of_a_sweep || response.status != 200 {
            return;
        }
        let Ok(body) = serde_json::from_slice::<Value>(&response.body) else {
            return;
        };
        let rows = ["cases", "results"]
            .iter()
            .find_map(|key| body.get(*key)?.as_array());
        let ids = |rows: &Vec<Value>| -> Vec<Uuid> {
            let id = |row: &Value| Uuid::parse_str(row.get("id")?.as_str()?).ok();
            rows.iter().filter_map(id).collect()
        };
        let ids = rows.map(ids).unwrap_or_default();
        let limit: usize = asked("limit")
            .and_then(|l| l.parse().ok())
            .unwrap_or(usize::MAX);
        if !by_key && !by_offset && limit == 50 {
            return;
        }
        if asked("created_at__gte").is_none() && !by_offset {
            self.under_way.insert(
                by,
                Sweep {
                    began: request.at,
                    always: shown.clone(),
                    ..Sweep::default()
                },
            );
        }
        let Some(sweep) = self.under_way.get_mut(&by) else {
            return;
        };
        sweep.always.retain(|id| shown.contains(id));
        let is_last = ids.len() < limit;
        self.half_way = ids.first().copied().filter(|_| !is_last);
        sweep.seen.extend(ids);
        if is_last {
            self.completed += 1;
            let last = (response.body.len(), sweep.began);
            self.on_its_way.insert(by, last);
            if let Some(missed) = sweep.always.difference(&sweep.seen).next() {
                self.broken = Some(format!("I15: a whole sweep of {by} missed {missed}"));
            }
        }
    }

    /// A page of the list arrived at a client, as it left the server or not.
    pub(crate) fn arrived(&mut self, by: usize, bytes: usize) {
        if let Some((_, began)) = self.on_its_way.remove(&by).filter(|last| last.0 == bytes) {
            self.whole.insert(by, began);
        }
    }

    /// A client begins anew.
    pub(crate) fn forget(&mut self, by: usize) {
        self.under_way.remove(&by);
        self.on_its_way.remove(&by);
        self.whole.remove(&by);
    }
}

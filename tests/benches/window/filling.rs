//! Fills a mirror with as many cases as an organization may have, made from those that are there: other names, other
//! ids, other days. Written by the engine's own tables, so that the view and the search index are what they would be.

use std::path::Path;
use std::sync::Arc;

use chrono::TimeDelta;
use satchel_core::case::table::{self as case_table, Seen};
use satchel_core::case::view::{CaseQuery, SortKey, View};
use satchel_core::clock::{Clock, SystemClock};
use satchel_core::comment::{self, Audience, ServerComment};
use satchel_core::id::{CaseId, ServerId};
use satchel_core::mirror::Mirror;
use satchel_core::query;
use satchel_core::store::key::KeySlots;
use satchel_core::store::{Place, Store};
use tokio::sync::broadcast;
use uuid::Uuid;

/// What people say; a number makes each its own.
const SAID: [&str; 6] = [
    "Thank you, the new firmware is on both scanners and they keep the network now.",
    "Could you send me the log of one of them? Menu, Service, Share log.",
    "The invoice is corrected and the credit note is on its way to your accounting.",
    "Our technician comes on Thursday between nine and eleven.",
    "It happens only when the label is printed twice within a minute.",
    "We see the same with the order desk at the other site.",
];
/// In one transaction: more would only make the log longer.
const AT_ONCE: usize = 1_000;

/// Brings the mirror in `folder` to so many cases with so many comments each.
pub(crate) fn fill(folder: &Path, passphrase: &str, cases: usize, comments: usize) {
    let slots = KeySlots::read(folder).expect("slots").expect("slots");
    let key = slots.open_with_passphrase(passphrase).expect("the key");
    let store = Store::open(&Place::Folder(folder.to_owned()), &key).expect("the mirror");
    let clock: Arc<dyn Clock> = Arc::new(SystemClock::new(|_| Box::pin(std::future::ready(()))));
    let mirror = Mirror::new(store, clock, broadcast::channel(16).0).expect("the mirror");
    let question = CaseQuery {
        view: View::All,
        text: String::new(),
        sort: SortKey::Created,
        descending: true,
        offset: 0,
        limit: 500,
    };
    let known = mirror.read(|db| {
        let page = query::table::list(db, &question, chrono::Utc::now())?;
        let ids = page.rows.iter().map(|row| row.id);
        ids.map(|id| case_table::get(db, id))
            .collect::<Result<Vec<_>, _>>()
    });
    let known: Vec<_> = known
        .expect("the first cases")
        .into_iter()
        .flatten()
        .collect();
    let first = known.len();
    let numbers: Vec<usize> = (first..cases).collect();
    for some in numbers.chunks(AT_ONCE) {
        let written = mirror.write(|w| {
            let seen = Seen {
                at: w.now(),
                sweep: 1,
                detailed: true,
                changed: false,
            };
            for &number in some {
                let Some(stored) = known.get(number % first) else {
                    continue;
                };
                let mut case = stored.case.clone();
                let age = TimeDelta::minutes(i64::try_from(number).unwrap_or(0) * 5);
                case.server_id = ServerId(Uuid::new_v4().to_string());
                case.name = format!("{} #{number}", case.name);
                case.created_at -= age;
                let id = CaseId(w.clock().new_id());
                case_table::put(w, id, &case, &seen)?;
                let thread: Vec<ServerComment> = (0..comments)
                    .map(|at| ServerComment {
                        server_id: ServerId(Uuid::new_v4().to_string()),
                        author: case.assignees.first().cloned(),
                        text: format!(
                            "{} ({number}-{at})",
                            SAID.get((number + at) % SAID.len())
                                .copied()
                                .unwrap_or_default()
                        ),
                        audience: if at == 1 {
                            Audience::Internal
                        } else {
                            Audience::Public
                        },
                        at: case.created_at + TimeDelta::minutes(10),
                    })
                    .collect();
                comment::table::put_thread(w, w.clock(), id, &thread)?;
                w.touch(id);
            }
            Ok(())
        });
        written.expect("a filled mirror");
    }
}

/// What a folder takes on disk.
pub(crate) fn megabytes(folder: &Path) -> f64 {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let bytes: u64 = files
        .filter_map(|file| Some(file.metadata().ok()?.len()))
        .sum();
    bytes as f64 / 1e6
}

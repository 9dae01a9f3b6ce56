//! What must be there: the unsent work of a mirror, exactly, as the running program tells it and as a stored one holds it.

use satchel_core::Core;
use satchel_core::case::view::{CaseQuery, OutboxItem, SortKey, View};
use satchel_core::clock::Clock;
use satchel_core::comment::Audience;
use satchel_core::id::CaseId;
use satchel_core::intent::{self, Kind, Payload};
use satchel_core::mirror::Mirror;
use satchel_core::store::key::DataKey;
use satchel_core::store::{Place, Store};
use satchel_core::{attachment, case};
use satchel_tests::{VirtualClock, is_sound, view_as_stored, view_from_scratch};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use tokio::sync::broadcast;

/// The unsent work, as text that can be compared.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Work {
    /// Every intent with all that the outbox shows of it, in order.
    pub(crate) outbox: Vec<String>,
    /// What is typed and not sent: for everybody, and inside.
    pub(crate) drafts: BTreeMap<CaseId, (String, String)>,
    /// The outbox without what differs from run to run.
    pub(crate) plain: Vec<String>,
}

fn plain(items: &[OutboxItem]) -> Vec<String> {
    let plain = |item: &OutboxItem| format!("{:?} {:?} {}", item.kind, item.state, item.mine);
    items.iter().map(plain).collect()
}

fn told(items: &[OutboxItem]) -> Vec<String> {
    let told = |item: &OutboxItem| {
        let mut item = item.clone();
        // These are the mirror's to say, not the intent's: after a rebuild, until the server was asked, they are less exact.
        item.case_name.clear();
        if matches!(item.kind, Kind::EditComment | Kind::DeleteComment) {
            item.audience = None;
        }
        format!("{item:?}")
    };
    items.iter().map(told).collect()
}

impl Work {
    /// What this has and the other has not.
    pub(crate) fn beyond(&self, other: &Work) -> Vec<String> {
        let outbox = self
            .outbox
            .iter()
            .filter(|item| !other.outbox.contains(item));
        let drafts = self.drafts.iter();
        let drafts = drafts.filter(|(case, said)| other.drafts.get(case) != Some(said));
        let drafts = drafts.map(|(case, (public, internal))| {
            let (public, internal) = (public.len(), internal.len());
            format!("a draft on {case:?}: {public} and {internal} bytes")
        });
        outbox.cloned().chain(drafts).collect()
    }

    /// Of a program that runs.
    pub(crate) fn of(core: &Core) -> Work {
        let question = CaseQuery {
            view: View::All,
            text: String::new(),
            sort: SortKey::Created,
            descending: true,
            offset: 0,
            limit: 500,
        };
        let mut drafts = BTreeMap::new();
        for row in core.list_cases(&question).expect("rows").rows {
            let said = core.open_case(row.id).expect("a case").drafts;
            if !said.public.is_empty() || !said.internal.is_empty() {
                drafts.insert(row.id, (said.public, said.internal));
            }
        }
        let items = core.outbox().expect("the outbox");
        Work {
            outbox: told(&items),
            plain: plain(&items),
            drafts,
        }
    }

    fn stored(mirror: &Mirror) -> Work {
        let read = mirror.read(|db| {
            let mut drafts = BTreeMap::new();
            for case in intent::table::cases_with_work(db)? {
                let public = intent::table::draft(db, case, Audience::Public)?;
                let internal = intent::table::draft(db, case, Audience::Internal)?;
                if !public.is_empty() || !internal.is_empty() {
                    drafts.insert(case, (public, internal));
                }
            }
            let items = intent::outbox::items(db)?;
            Ok(Work {
                outbox: told(&items),
                plain: plain(&items),
                drafts,
            })
        });
        read.expect("the work can be read")
    }
}

/// What was found after a crash.
#[derive(Debug)]
pub(crate) struct Found {
    /// The unsent work.
    pub(crate) work: Work,
    /// The database was damaged, set aside and begun anew.
    pub(crate) rebuilt: bool,
    /// How many cases the mirror has.
    pub(crate) cases: usize,
}

/// Opens what a crash left, as the next start does, and looks at everything.
pub(crate) fn opens(folder: &Path) -> Result<Found, String> {
    let place = Place::Folder(folder.to_owned());
    let store = Store::open(&place, &DataKey::for_tests(7)).map_err(|e| format!("open: {e:?}"))?;
    let clock: Arc<dyn Clock> = Arc::new(VirtualClock::default());
    let mirror = Mirror::new(store, clock, broadcast::channel(16).0)
        .map_err(|e| format!("the mirror: {e:?}"))?;
    if !is_sound(&mirror) {
        return Err("integrity_check".to_owned());
    }
    let work = Work::stored(&mirror);
    let waiting = mirror.read(files_that_wait).map_err(|e| format!("{e:?}"))?;
    let stand = beside(folder);
    if stand != waiting {
        return Err(format!("files {waiting:?} wait, {stand:?} are kept"));
    }
    // A new layout's index of words fills bit by bit while the program runs, and the views are written again with it.
    while mirror.catch_up().map_err(|e| format!("the index: {e:?}"))? {}
    if view_as_stored(&mirror) != view_from_scratch(&mirror) {
        return Err("the view is not the computed one".to_owned());
    }
    let cases = mirror
        .read(case::table::all_ids)
        .map_err(|e| format!("{e:?}"))?;
    Ok(Found {
        work,
        rebuilt: folder.join("held-1").exists(),
        cases: cases.len(),
    })
}

/// The files that wait, each with its bytes as they were chosen.
fn files_that_wait(db: &satchel_core::store::Db) -> satchel_core::error::Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for waiting in intent::table::all(db)? {
        if let Payload::Upload {
            attachment,
            sha256,
            file_name,
            ..
        } = waiting.payload
        {
            let bytes = attachment::table::bytes(db, attachment)?;
            let whole = bytes.is_some_and(|bytes| attachment::hash(&bytes) == sha256);
            names.insert(match whole {
                true => format!("unsent-{attachment}"),
                false => format!("{file_name}, without its bytes"),
            });
        }
    }
    Ok(names)
}

/// The files of the journal that stand in a folder.
fn beside(folder: &Path) -> BTreeSet<String> {
    let names = std::fs::read_dir(folder).expect("the folder");
    let names = names
        .filter_map(Result::ok)
        .map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.filter(|name| name.starts_with("unsent-")).collect()
}
